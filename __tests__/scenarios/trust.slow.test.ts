import assert from "node:assert/strict";
import { test } from "node:test";

import { startSigstore } from "../../local/sigstore/start.ts";
import { failedWith, NO_TRACES, statementIn, traces, world } from "./world.ts";

test("a config that cannot satisfy its root is refused before anything is signed", async (t) => {
  const { local, file, step } = await world(t);
  await file("dist/rocket.tgz", "rocket");
  const {
    rekorTlogUrls: _,
    rekorTlogConfig: __,
    ...noLog
  } = local.sigstore.signingConfig as Record<string, unknown>;
  const { tsaUrls: ___, tsaConfig: ____, ...nothing } = noLog;
  await file("no-log.json", JSON.stringify({ ...noLog, rekorTlogUrls: [] }));
  await file("nothing.json", JSON.stringify({ ...nothing, rekorTlogUrls: [], tsaUrls: [] }));
  await file("rootless-log.json", JSON.stringify({ ...local.sigstore.trustedRoot, tlogs: [] }));

  const noLogFor = await step({ "subject-path": "dist/*", "signing-config": "no-log.json" });
  const noTime = await step({
    "subject-path": "dist/*",
    "signing-config": "nothing.json",
    "trusted-root": "rootless-log.json",
  });

  assert.match(await failedWith(noLogFor, "TRUST_UNSATISFIED"), /no transparency log/);
  assert.match(await failedWith(noTime, "TRUST_UNSATISFIED"), /neither a log nor a timestamp authority/);
  assert.deepEqual(traces(local), NO_TRACES);
});

test("an instance without a log gives a timestamp alone, and the root asks for no more", async (t) => {
  const { local, file, step } = await world(t, { local: { sigstore: { parts: { rekor: false } } } });
  await file("dist/rocket.tgz", "rocket");

  const run = await step({ "subject-path": "dist/*" });

  assert.equal(run.code, 0, run.log);
  assert.equal(run.outputs["log-index"], undefined);
  assert.deepEqual(local.sigstore.rekor.server.requests(), []);
  assert.equal(traces(local)["timestamps"], 1);
  assert.doesNotMatch(run.summary, /Log entry/);
  assert.equal(
    (await statementIn(run.outputs["bundle-path"]))["predicateType"],
    "https://slsa.dev/provenance/v1",
  );
});

test("an instance without a timestamp authority takes its time from the log", async (t) => {
  const { local, file, step } = await world(t, { local: { sigstore: { parts: { tsa: false } } } });
  await file("dist/rocket.tgz", "rocket");

  const run = await step({ "subject-path": "dist/*" });

  assert.equal(run.code, 0, run.log);
  assert.equal(run.outputs["log-index"], String(local.sigstore.rekor.entries[0]?.logIndex));
  assert.equal(traces(local)["timestamps"], 0);
});

test("an instance without a CT log signs, and its root asks for no SCT", async (t) => {
  const { file, step } = await world(t, { local: { sigstore: { parts: { ct: false } } } });
  await file("dist/rocket.tgz", "rocket");
  const run = await step({ "subject-path": "dist/*" });
  assert.equal(run.code, 0, run.log);
});

test("a root that asks for an SCT refuses a certificate without one, before anything is stored", async (t) => {
  const { local, file, step } = await world(t, { local: { sigstore: { parts: { ct: false } } } });
  await file("dist/rocket.tgz", "rocket");
  const other = await startSigstore({ issuers: [] });
  t.after(() => other.close());
  await file(
    "root.json",
    JSON.stringify({ ...local.sigstore.trustedRoot, ctlogs: other.trustedRoot.ctlogs }),
  );

  await failedWith(
    await step({ "subject-path": "dist/*", "trusted-root": "root.json" }),
    "CERTIFICATE_INVALID",
  );

  assert.equal(local.github.state.attestations.length, 0);
});

test("what another instance's root does not vouch for is not stored", async (t) => {
  const { local, file, step } = await world(t);
  await file("dist/rocket.tgz", "rocket");
  const other = await startSigstore({ issuers: [] });
  t.after(() => other.close());
  await file("root.json", JSON.stringify(other.trustedRoot));

  const run = await step({ "subject-path": "dist/*", "trusted-root": "root.json" });

  const codes = ["CERTIFICATE_INVALID", "LOG_INVALID", "TIME_INVALID"];
  assert.ok(
    codes.some((code) => run.log.includes(`::error::${code}: `)),
    run.log,
  );
  assert.equal(run.code, 1);
  assert.equal(run.outputs["bundle-path"], undefined);
  assert.equal(local.github.state.attestations.length, 0);
});

test("a root and a config that are given as JSON serve as those in files do", async (t) => {
  const { local, file, step } = await world(t);
  await file("dist/rocket.tgz", "rocket");
  const given = {
    "subject-path": "dist/*",
    "signing-config": JSON.stringify(local.sigstore.signingConfig),
    "trusted-root": JSON.stringify(local.sigstore.trustedRoot),
  };

  const run = await step(given);
  const broken = await step({ ...given, "trusted-root": '{"mediaType":' });

  assert.equal(run.code, 0, run.log);
  assert.match(await failedWith(broken, "TRUST_INVALID"), /in `trusted-root`/);
});
