import assert from "node:assert/strict";
import { test } from "node:test";

import { callsMade, everythingLeft, failedWith, world } from "./world.ts";

test("all bad inputs are reported together, each by its name with what it may be, before any call", async (t) => {
  const { local, file, step } = await world(t);
  await file("dist/rocket.tgz", "rocket");

  const run = await step({
    "subject-path": "!dist/*",
    "subject-digest": "md5:0123",
    "subject-name": "rocket",
    "base64-subjects": "not base64!",
    "expected-count": "0",
    "build-type": "slsa",
    "provenance-name": "../provenance.json",
    "upload-assets": "yes",
    "upload-tag-name": "v1 2",
    "overwrite-assets": "1",
    "github-attestations": "sometimes",
    sigstore: "privat",
    "oidc-issuer": "http://issuer.example",
    "private-repository": "on",
    "on-missing-token": "ignore",
    "max-wait": "15m",
    "show-summary": "no",
  });

  const message = await failedWith(run, "INPUT_INVALID");
  const lines = message.split("\n").filter((line) => line.startsWith("  - "));
  for (const expected of [
    /subject-path: .*at least one pattern without `!`/,
    /subject-digest: .*md5.*sha256, sha384, sha512/,
    /base64-subjects: .*base64, with its padding/,
    /expected-count: got `0`, expected a whole number from 1/,
    /build-type: got `slsa`, expected one of github, full/,
    /provenance-name: .*intoto\.jsonl/,
    /upload-assets: got `yes`, expected one of true, false/,
    /upload-tag-name: /,
    /overwrite-assets: got `1`, expected one of true, false/,
    /github-attestations: got `sometimes`, expected one of auto, always, never/,
    /sigstore: got `privat`, expected one of auto, public, github, custom/,
    /oidc-issuer: .*https/,
    /private-repository: got `on`, expected one of true, false/,
    /on-missing-token: got `ignore`, expected one of fail, skip/,
    /max-wait: got `15m`, expected a whole number from 0 to 21600/,
    /show-summary: got `no`, expected one of true, false/,
  ]) {
    assert.equal(lines.filter((line) => expected.test(line)).length, 1, `${expected} in\n${message}`);
  }
  assert.equal(lines.length, 16, message);
  assert.deepEqual(callsMade(local), []);
  assert.match(run.log, /^::error::INPUT_INVALID: 16 inputs are not valid/m);
});

test("inputs that need each other are named, and so is a step without any subject", async (t) => {
  const { local, step } = await world(t);

  const custom = await step({
    "subject-digest": `sha256:${"0".repeat(64)}`,
    "signing-config": "",
    "trusted-root": "",
  });
  const none = await step();

  const message = await failedWith(custom, "INPUT_INVALID");
  for (const name of ["subject-name", "signing-config", "trusted-root"]) {
    assert.match(message, new RegExp(`- ${name}: got \`nothing\``));
  }
  assert.match(
    await failedWith(none, "INPUT_INVALID"),
    /subject-path.*subject-digest, subject-checksums, base64-subjects, base64-subjects-as-file, images and subjects-from/,
  );
  assert.deepEqual(callsMade(local), []);
});

test("an issuer with credentials in its URL is refused, and the credentials are shown nowhere", async (t) => {
  const { local, job, file, step } = await world(t);
  await file("dist/rocket.tgz", "rocket");

  const run = await step({ "subject-path": "dist/*", "oidc-issuer": "https://user:s3cr3t@issuer.example" });

  assert.match(await failedWith(run, "INPUT_INVALID"), /oidc-issuer: .*without credentials/);
  assert.ok(!(await everythingLeft(job, run)).includes("s3cr3t"));
  assert.deepEqual(callsMade(local), []);
});

test("a trusted root or signing config that is not one is refused before any call", async (t) => {
  const { local, file, step } = await world(t);
  await file("dist/rocket.tgz", "rocket");
  await file("root.json", JSON.stringify(local.sigstore.signingConfig));

  const missing = await step({ "subject-path": "dist/*", "signing-config": "nowhere.json" });
  const another = await step({ "subject-path": "dist/*", "trusted-root": "root.json" });

  assert.match(await failedWith(missing, "TRUST_INVALID"), /nowhere\.json/);
  assert.match(await failedWith(another, "TRUST_INVALID"), /root\.json/);
  assert.deepEqual(callsMade(local), []);
});
