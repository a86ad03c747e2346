import assert from "node:assert/strict";
import { test } from "node:test";

import { failedWith, NO_TRACES, sha, subjectsIn, traces, world } from "./world.ts";

const FORMS = {
  "subject-path": "dist/*",
  "subject-digest": `sha512:${sha("sha512", "image")}`,
  "subject-name": "image.tar",
  // the same file by another way: one subject, not two
  "subject-checksums": `${sha("sha256", "rocket")}  rocket.tgz\n${sha("sha256", "notes")}  NOTES\n`,
  "base64-subjects": Buffer.from(`${sha("sha256", "sbom")}  sbom.json\n`).toString("base64"),
};

test("all forms of subjects together make one statement, a file met twice one subject", async (t) => {
  const { local, file, step } = await world(t);
  await file("dist/rocket.tgz", "rocket");

  const run = await step({ ...FORMS, "expected-count": "4" });

  assert.equal(run.code, 0, run.log);
  const subjects = await subjectsIn(run.outputs["bundle-path"]);
  assert.deepEqual(Object.keys(subjects), ["rocket.tgz", "image.tar", "NOTES", "sbom.json"]);
  assert.equal(local.sigstore.rekor.entries.length, 1);
});

test("a count other than expected-count is an error that lists the subjects, and nothing is signed", async (t) => {
  const { local, file, step } = await world(t);
  await file("dist/rocket.tgz", "rocket");

  const message = await failedWith(await step({ ...FORMS, "expected-count": "5" }), "SUBJECT_COUNT");

  assert.match(message, /4: "rocket\.tgz", "image\.tar", "NOTES", "sbom\.json"/);
  assert.match(message, /expected: 5/);
  assert.deepEqual(traces(local), NO_TRACES);
});
