import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";

import { readFile } from "node:fs/promises";

import { LocalTuf } from "../../local/tuf/start.ts";
import { PUBLIC_GOOD_TUF, publicGoodTuf } from "../../scripts/trust.ts";
import { http } from "../../src/net/http.ts";
import { Patience } from "../../src/net/patience.ts";
import { refreshPublicTrust, type PublicTrust } from "../../src/trust/refresh.ts";
import { publicTrust } from "../../src/trust/roots.ts";

const SHIPPED = publicTrust();

/** The shipped material as a newer repository would have it: with one certificate authority less. */
function newerTargets(changes: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  const root = structuredClone(SHIPPED.trustedRoot.json) as { certificateAuthorities: unknown[] };
  root.certificateAuthorities = root.certificateAuthorities.slice(-1);
  const contents = {
    "trusted_root.json": root,
    "signing_config.v0.2.json": SHIPPED.signingConfig.json,
    "signing_config_rekor_v2.v0.2.json": SHIPPED.signingConfigRekorV2.json,
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(contents).flatMap(([name, json]) =>
      json === undefined ? [] : [[name, JSON.stringify(json)]],
    ),
  );
}

async function refreshed(t: TestContext, tuf: LocalTuf): Promise<PublicTrust> {
  t.after(() => tuf.close());
  const repository = { url: tuf.url, firstRoot: { kind: "metadata", json: tuf.root() } } as const;
  return await refreshPublicTrust({ http: http(fetch, new Patience(0)), repository });
}

/** Asserts that root and both configs are the shipped ones: never one of them from elsewhere. */
function assertShipped({ material, source, reason }: PublicTrust, why: RegExp): void {
  assert.equal(source, "shipped");
  assert.match(reason ?? "", why);
  assert.deepEqual(material, SHIPPED);
}

test("the committed TUF root is the one that the installed package carries", async () => {
  assert.equal(await readFile(PUBLIC_GOOD_TUF, "utf8"), await publicGoodTuf());
});

test("root and configs of the repository are taken together, and say where they come from", async (t) => {
  const { material, source, reason } = await refreshed(t, await LocalTuf.start(newerTargets()));
  assert.deepEqual([source, reason], ["tuf", undefined]);
  assert.equal(material.trustedRoot.root.certificateAuthorities.length, 1);
  assert.match(
    material.trustedRoot.description,
    /^trusted_root\.json of http:\S+ by TUF, targets version 1 \(sha256:[0-9a-f]{64}\)$/,
  );
  for (const config of [material.signingConfig, material.signingConfigRekorV2]) {
    assert.match(config.description, /signing config signing_config.* of http:/);
  }
});

test("one file that is missing or bad leaves all as it was shipped", async (t) => {
  const faults: readonly [Record<string, unknown>, RegExp][] = [
    [{ "trusted_root.json": undefined }, /no trusted_root\.json/],
    [{ "signing_config.v0.2.json": undefined }, /no signing_config\.v0\.2\.json/],
    [{ "trusted_root.json": { mediaType: "x" } }, /does not say that it is one/],
    [
      { "signing_config.v0.2.json": { ...(SHIPPED.signingConfig.json as object), caUrls: [] } },
      /caUrls: none/,
    ],
    [{ "signing_config_rekor_v2.v0.2.json": [] }, /a list/],
  ];
  for (const [changes, why] of faults) {
    assertShipped(await refreshed(t, await LocalTuf.start(newerTargets(changes))), why);
  }
});

test("a file that differs from what was signed leaves all as it was shipped", async (t) => {
  for (const name of Object.keys(newerTargets())) {
    const tuf = await LocalTuf.start(newerTargets());
    const path = [...tuf.files.keys()].find((file) => file.endsWith(`.${name}`)) ?? "";
    tuf.files.set(path, Buffer.from("{}"));
    assertShipped(await refreshed(t, tuf), new RegExp(`${name}: not of the length and hash`));
  }
});

test("an instance that has no opt-in any more signs with its default", async (t) => {
  const targets = newerTargets({ "signing_config_rekor_v2.v0.2.json": undefined });
  const { material } = await refreshed(t, await LocalTuf.start(targets));
  assert.equal(material.signingConfigRekorV2, material.signingConfig);
});

test("offline, expired and out of order are reasons, not errors", async (t) => {
  const offline = await LocalTuf.start(newerTargets());
  await offline.close();
  const stub = { kind: "metadata", json: offline.root() } as const;
  const trust = await refreshPublicTrust({
    http: http(fetch, new Patience(0)),
    repository: { url: offline.url, firstRoot: stub },
  });
  assertShipped(trust, /^2\.root\.json: no connection \(ECONNREFUSED\)$/);

  const expired = await LocalTuf.start(newerTargets());
  expired.publish({ expires: { timestamp: new Date(0) } });
  assertShipped(await refreshed(t, expired), /^timestamp\.json: expired on 1970-01-01$/);

  const failing = await LocalTuf.start(newerTargets());
  failing.server.fail(/timestamp/, { kind: "status", status: 503 });
  assertShipped(await refreshed(t, failing), /^timestamp\.json: status 503/);
  assert.equal(failing.server.requests(/timestamp/).length, 1, "nobody waits for it");
});
