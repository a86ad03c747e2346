import assert from "node:assert/strict";
import { test } from "node:test";

import { SigningConfig, type Service } from "@sigstore/protobuf-specs";

import { WaybillError } from "../../src/errors.ts";
import { selectServices, type Endpoint } from "../../src/sigstore/services.ts";

const NOW = new Date("2026-11-21T12:00:00Z");

interface Described {
  readonly url: string;
  readonly version?: number;
  readonly operator?: string;
  readonly from?: string;
  readonly to?: string;
}

function services(...described: Described[]): Service[] {
  return SigningConfig.fromJSON({
    rekorTlogUrls: described.map((service) => ({
      url: service.url,
      majorApiVersion: service.version ?? 1,
      operator: service.operator ?? "one.example",
      validFor: {
        start: service.from ?? "2020-01-01T00:00:00Z",
        ...(service.to === undefined ? {} : { end: service.to }),
      },
    })),
  }).rekorTlogUrls;
}

function select(all: readonly Service[], selector?: string, count?: number): Endpoint[] {
  const { rekorTlogConfig } = SigningConfig.fromJSON(
    selector === undefined ? {} : { rekorTlogConfig: { selector, count } },
  );
  return selectServices("log", all, rekorTlogConfig, NOW);
}

const hosts = (endpoints: readonly Endpoint[]): string[] => endpoints.map(({ url }) => new URL(url).hostname);

const refusal = (code: string, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof WaybillError);
  assert.equal(error.code, code);
  assert.match(error.message, message);
  return true;
};

test("ANY is one service, and what is said where nothing is", () => {
  const all = services({ url: "https://a.example" }, { url: "https://b.example", operator: "two.example" });
  assert.equal(select(all, "ANY").length, 1);
  assert.equal(select(all).length, 1);
  assert.deepEqual(select([], "ANY"), []);
});

test("ALL is every operator's, EXACT the number asked for", () => {
  const all = services(
    { url: "https://a.example" },
    { url: "https://b.example", operator: "two.example" },
    { url: "https://c.example", operator: "three.example" },
  );
  assert.deepEqual(hosts(select(all, "ALL")).toSorted(), ["a.example", "b.example", "c.example"]);
  assert.equal(select(all, "EXACT", 2).length, 2);
  assert.throws(() => select(all, "EXACT", 4), refusal("TRUST_UNSATISFIED", /4 services \(log\)/));
});

test("one operator counts once, with its newest service", () => {
  const all = services(
    { url: "https://old.example", from: "2021-01-01T00:00:00Z" },
    { url: "https://new.example", from: "2025-01-01T00:00:00Z" },
    { url: "https://other.example", operator: "two.example", from: "2023-01-01T00:00:00Z" },
  );
  assert.deepEqual(hosts(select(all, "ALL")), ["new.example", "other.example"]);
  assert.deepEqual(hosts(select(all, "ANY")), ["new.example"]);
  assert.throws(() => select(all, "EXACT", 3), refusal("TRUST_UNSATISFIED", /got: +2 /));
});

test("a service that is not yet, or no longer, valid is not used", () => {
  const all = services(
    { url: "https://ended.example", to: "2026-11-21T11:59:59Z" },
    { url: "https://coming.example", from: "2026-11-21T12:00:01Z" },
    { url: "https://ending.example", from: "2022-01-01T00:00:00Z", to: "2026-11-21T12:00:00Z" },
  );
  assert.deepEqual(hosts(select(all, "ALL")), ["ending.example"]);
});

test("a service without a start is never valid", () => {
  const [service] = services({ url: "https://a.example" });
  assert.ok(service !== undefined);
  assert.deepEqual(select([{ ...service, validFor: undefined }], "ALL"), []);
});

test("a service of a version that we do not speak is not used, however new it is", () => {
  const all = services(
    { url: "https://v3.example", version: 3, from: "2026-01-01T00:00:00Z" },
    { url: "https://v1.example", version: 1 },
  );
  assert.deepEqual(select(all, "ANY"), [{ url: "https://v1.example/", version: 1 }]);
});

test("a service that may not be called is an error that names it", () => {
  for (const url of ["http://rekor.example", "https://user:word@rekor.example", "rekor"]) {
    assert.throws(() => select(services({ url }), "ANY"), refusal("TRUST_INVALID", /cannot be called/));
  }
});
