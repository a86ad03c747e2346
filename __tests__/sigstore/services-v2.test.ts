import assert from "node:assert/strict";
import { test } from "node:test";

import { Service, ServiceConfiguration } from "@sigstore/protobuf-specs";

import { selectServices } from "../../src/sigstore/services.ts";
import { publicTrust } from "../../src/trust/roots.ts";
import { refusal } from "../verify/world.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const BEFORE = "2026-01-01T00:00:00Z";

interface Log {
  readonly url: string;
  readonly version?: number;
  readonly start?: string | undefined;
  readonly end?: string;
  readonly operator?: string;
}

function services(logs: readonly Log[]): Service[] {
  return logs.map(({ url, version = 1, start, end, operator = "a" }) =>
    Service.fromJSON({
      url: `https://${url}/`,
      majorApiVersion: version,
      operator,
      validFor: { start, end },
    }),
  );
}

/** What is selected, as host and version. */
function select(logs: readonly Log[], config: unknown = { selector: "ANY" }): string[] {
  const configuration = config === undefined ? undefined : ServiceConfiguration.fromJSON(config);
  return selectServices("log", services(logs), configuration, NOW).map(
    ({ url, version }) => `${new URL(url).hostname} ${version}`,
  );
}

const V1: Log = { url: "v1.example", version: 1, start: BEFORE };
const V2: Log = { url: "v2.example", version: 2, start: BEFORE };
const OTHER_V1: Log = { url: "other1.example", version: 1, start: BEFORE, operator: "b" };
const OTHER_V2: Log = { url: "other2.example", version: 2, start: BEFORE, operator: "b" };

test("of one operator the highest version that we speak wins, whatever the order and the age", () => {
  const newerV1 = { ...V1, start: "2026-11-01T00:00:00Z" };
  assert.deepEqual(select([V1]), ["v1.example 1"]);
  assert.deepEqual(select([V2]), ["v2.example 2"]);
  assert.deepEqual(select([V2, V1]), ["v2.example 2"]);
  assert.deepEqual(select([newerV1, V2]), ["v2.example 2"]);
  assert.deepEqual(select([{ ...V2, url: "v3.example", version: 3 }, V2, V1]), ["v2.example 2"]);
  assert.deepEqual(select([{ ...V2, version: 3 }]), []);
});

test("of equal versions the newest start wins", () => {
  const shard = { ...V2, url: "newer.example", start: "2026-06-01T00:00:00Z" };
  assert.deepEqual(select([V2, shard]), ["newer.example 2"]);
  assert.deepEqual(select([shard, V2]), ["newer.example 2"]);
});

test("a log that is over, or not yet begun, or without a start, is passed over for one that is valid now", () => {
  for (const other of [
    { start: BEFORE, end: "2026-11-21T11:59:59Z" },
    { start: "2026-11-21T12:00:01Z" },
    { start: undefined },
  ]) {
    assert.deepEqual(select([{ ...V2, ...other }, V1]), ["v1.example 1"]);
    assert.deepEqual(select([{ ...V2, ...other }]), []);
  }
});

test("the first and the last second of a window belong to it", () => {
  const now = NOW.toISOString();
  assert.deepEqual(select([{ ...V2, start: now }]), ["v2.example 2"]);
  assert.deepEqual(select([{ ...V2, end: now }]), ["v2.example 2"]);
});

test("ANY takes one log, ALL one of each operator", () => {
  const all = [V1, V2, OTHER_V1, OTHER_V2];
  assert.deepEqual(select(all, { selector: "ANY" }), ["v2.example 2"]);
  assert.deepEqual(select(all, { selector: "ALL" }), ["v2.example 2", "other2.example 2"]);
  assert.deepEqual(select([V1, V2, OTHER_V1], { selector: "ALL" }), ["v2.example 2", "other1.example 1"]);
  assert.deepEqual(select([], { selector: "ALL" }), []);
  assert.deepEqual(select(all, undefined), ["v2.example 2"]);
});

test("EXACT takes as many operators as it counts, and refuses when there are fewer", () => {
  const exact = (count: number) => ({ selector: "EXACT", count });
  assert.deepEqual(select([V1, OTHER_V2], exact(1)), ["other2.example 2"]);
  assert.deepEqual(select([V1, V2, OTHER_V1], exact(2)), ["v2.example 2", "other1.example 1"]);
  assert.throws(
    () => select([V1, V2], exact(2)),
    refusal("TRUST_UNSATISFIED", "asks for 2 services (log)", "1 that are valid now", "1, 2"),
  );
});

test("the public instance's config leads to Rekor v1, its opt-in to v2, and both to a timestamp authority", () => {
  const { signingConfig, signingConfigRekorV2 } = publicTrust();
  for (const [version, { config }] of [
    [1, signingConfig],
    [2, signingConfigRekorV2],
  ] as const) {
    const logs = selectServices("log", config.rekorTlogUrls, config.rekorTlogConfig, NOW);
    assert.deepEqual(
      logs.map((log) => log.version),
      [version],
    );
    assert.equal(selectServices("tsa", config.tsaUrls, config.tsaConfig, NOW).length, 1);
  }
});
