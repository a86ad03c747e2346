import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { SigningConfig, TrustedRoot } from "@sigstore/protobuf-specs";

import { PUBLIC_GOOD, publicGood } from "../../scripts/trust.ts";
import { publicTrust } from "../../src/trust/roots.ts";

test("the committed material is what the script makes from the installed package", async () => {
  assert.equal(await readFile(PUBLIC_GOOD, "utf8"), await publicGood());
});

test("the trusted root has the digest that reports name", () => {
  const { json, description } = publicTrust().trustedRoot;
  const digest = createHash("sha256")
    .update(`${JSON.stringify(json, null, 2)}\n`)
    .digest("hex");
  assert.equal(description, `Sigstore public instance, root of 2026-08-21 (sha256:${digest})`);
  assert.match(digest, /^6494e21e/);
});

test("the trusted root survives protobuf-specs unchanged, and lists both logs, a CT log and a TSA", () => {
  const { root, demand } = publicTrust().trustedRoot;
  assert.deepEqual(TrustedRoot.fromJSON(TrustedRoot.toJSON(root)), root);
  assert.deepEqual(
    root.tlogs.map((log) => log.baseUrl),
    ["https://rekor.sigstore.dev", "https://log2025-1.rekor.sigstore.dev"],
  );
  assert.equal(root.timestampAuthorities.length, 1);
  assert.deepEqual(demand, { log: true, sct: true, timestamp: false });
});

test("the default signing config names Rekor v1 alone, the opt-in Rekor v2 before it", () => {
  const { signingConfig, signingConfigRekorV2 } = publicTrust();
  const logs = (config: SigningConfig): unknown[] =>
    config.rekorTlogUrls.map((log) => [log.url, log.majorApiVersion]);
  assert.deepEqual(logs(signingConfig.config), [["https://rekor.sigstore.dev", 1]]);
  assert.deepEqual(logs(signingConfigRekorV2.config), [
    ["https://log2025-1.rekor.sigstore.dev", 2],
    ["https://rekor.sigstore.dev", 1],
  ]);
  for (const { config } of [signingConfig, signingConfigRekorV2]) {
    assert.deepEqual(SigningConfig.fromJSON(SigningConfig.toJSON(config)), config);
    assert.equal(config.caUrls[0]?.url, "https://fulcio.sigstore.dev");
    assert.equal(config.tsaUrls[0]?.url, "https://timestamp.sigstore.dev/api/v1/timestamp");
  }
});

test("every log that the signing configs name is in the trusted root", () => {
  const { trustedRoot, signingConfigRekorV2 } = publicTrust();
  const known = trustedRoot.root.tlogs.map((log) => log.baseUrl);
  for (const log of signingConfigRekorV2.config.rekorTlogUrls) assert.ok(known.includes(log.url), log.url);
});
