import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { failedWith, NO_TRACES, subjectsIn, traces, world } from "./world.ts";

function checksums(count: number): string {
  return Array.from({ length: count }, (_, index) => {
    return `${createHash("sha256").update(String(index)).digest("hex")}  rocket-${index}.tgz`;
  }).join("\n");
}

test("3,000 subjects are three statements under one certificate, in a stable order", async (t) => {
  const { local, file, step } = await world(t);
  await file("SHA256SUMS", checksums(3000));

  const run = await step({ "subject-checksums": "SHA256SUMS", "github-attestations": "never" });

  assert.equal(run.code, 0, run.log);
  const files = (run.outputs["bundle-paths"] ?? "").split("\n");
  assert.deepEqual(
    files.map((name) => name.replace(/^.*\//, "")),
    ["multiple.intoto.jsonl", "multiple.2.intoto.jsonl", "multiple.3.intoto.jsonl"],
  );
  const counts = await Promise.all(files.map(async (name) => Object.keys(await subjectsIn(name)).length));
  assert.deepEqual(counts, [1024, 1024, 952]);
  assert.ok("rocket-0.tgz" in (await subjectsIn(files[0])));
  assert.ok("rocket-2999.tgz" in (await subjectsIn(files[2])));
  assert.deepEqual(
    { certificates: traces(local)["certificates"], entries: traces(local)["entries"] },
    { certificates: 1, entries: 3 },
  );
  assert.equal(run.outputs["subject-count"], "3000");
});

test("a bundle for each subject has that subject alone, and its name", async (t) => {
  const { local, file, step } = await world(t);
  await file("dist/a.tgz", "a");
  await file("dist/b.tgz", "b");

  const run = await step({ "subject-path": "dist/*", "bundle-per": "subject" });

  assert.equal(run.code, 0, run.log);
  const files = (run.outputs["bundle-paths"] ?? "").split("\n");
  assert.deepEqual(await Promise.all(files.map(async (name) => Object.keys(await subjectsIn(name)))), [
    ["a.tgz"],
    ["b.tgz"],
  ]);
  assert.match(files[0] ?? "", /\/a\.tgz\.intoto\.jsonl$/);
  assert.equal(traces(local)["certificates"], 1);
});

test("more bundles than a step should make are refused before anything is signed", async (t) => {
  const { local, file, step } = await world(t);
  await file("SHA256SUMS", checksums(513));
  const inputs = { "subject-checksums": "SHA256SUMS", "bundle-per": "subject", "provenance-version": "both" };

  for (const more of [{}, { "dry-run": "true" }]) {
    const message = await failedWith(await step({ ...inputs, ...more }), "INPUT_INVALID");
    assert.match(message, /1026 bundles, one for each subject and predicate.*at most 1024.*bundle-per: run/s);
  }
  // The certificate is asked for while files are hashed.
  assert.deepEqual({ ...traces(local), certificates: 0 }, NO_TRACES);
});

test("the runner's list of artifacts is taken when no input names a subject", async (t) => {
  const { job, file, step } = await world(t);
  const digest = `sha256:${createHash("sha256").update("a").digest("hex")}`;
  await file(
    "list.json",
    JSON.stringify({ version: 1, subjects: [{ name: "a.tgz", digest, kind: "file" }] }),
  );

  const run = await step({}, { env: { GITHUB_ARTIFACTS_LIST: `${job.workspace}/list.json` } });

  assert.equal(run.code, 0, run.log);
  assert.deepEqual(Object.keys(await subjectsIn(run.outputs["bundle-path"])), ["a.tgz"]);
});

test("one of three statements that a log refuses is told apart, and a re-run signs that one alone", async (t) => {
  const { local, file, step } = await world(t);
  await file("SHA256SUMS", checksums(3000));
  const log = local.sigstore.rekor.server;
  log.fail(/entries/, { kind: "status", status: 400 }, { method: "POST", times: 1 });

  const run = await step({ "subject-checksums": "SHA256SUMS" });

  assert.equal(run.code, 1, run.log);
  const done = (run.outputs["bundle-paths"] ?? "").split("\n");
  assert.equal(done.length, 2);
  assert.match(run.log, /2 of 3 statements are signed and verified/);
  assert.match(run.summary, /2 of 3 statements about 3000 artifacts are signed/);
  assert.doesNotMatch(run.log, /Nothing was stored/);
  const entries = local.sigstore.rekor.entries.length;

  const again = await step({ "subject-checksums": "SHA256SUMS" });

  assert.equal(again.code, 0, again.log);
  assert.equal((again.outputs["bundle-paths"] ?? "").split("\n").length, 3);
  assert.equal(local.sigstore.rekor.entries.length, entries + 1);
});
