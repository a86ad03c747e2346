import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import * as path from "node:path";
import { test } from "node:test";

import { resultOf, sha, world } from "./world.ts";

test("the outputs tell where everything is, and result says it all once more, as result-path does", async (t) => {
  const { local, file, step } = await world(t);
  await file("dist/rocket.tgz", "rocket");
  local.github.state.addRelease({ tag: "v1.2.3" });

  const run = await step({ "subject-path": "dist/*", "upload-assets": "true" });

  assert.equal(run.code, 0, run.log);
  const { outputs } = run;
  assert.deepEqual(Object.keys(outputs).toSorted(), [
    "attestation-id",
    "attestation-url",
    "bundle-path",
    "bundle-paths",
    "level",
    "log-index",
    "release-assets",
    "release-id",
    "result",
    "result-path",
    "subject-count",
    "verify-commands",
  ]);
  const id = String(local.github.state.attestations[0]?.id);
  assert.equal(outputs["attestation-id"], id);
  assert.equal(outputs["attestation-url"], `https://github.com/octo-org/rocket/attestations/${id}`);
  assert.equal(outputs["bundle-paths"], outputs["bundle-path"]);
  assert.equal(outputs["log-index"], String(local.sigstore.rekor.entries[0]?.logIndex));
  const [asset] = JSON.parse(outputs["release-assets"] ?? "") as Record<string, string>[];
  assert.equal(asset?.["name"], "rocket.tgz.intoto.jsonl");
  assert.equal(asset?.["status"], "stored");
  assert.equal(outputs["release-id"], String(local.github.state.releases[0]?.id));
  const result = await resultOf(run);
  assert.deepEqual(JSON.parse(outputs["result"] ?? ""), result);
  assert.equal(result["outcome"], "attested");
  assert.deepEqual(result["subjects"], [{ name: "rocket.tgz", digest: { sha256: sha("sha256", "rocket") } }]);
  // One bundle, one line: what consumers of `.intoto.jsonl` read.
  const bundle = await readFile(outputs["bundle-path"] ?? "", "utf8");
  assert.equal(bundle.split("\n").length, 2);
  assert.deepEqual(Buffer.from(bundle), local.github.state.assets[0]?.bytes);
});

test("output-dir and provenance-name say where the bundle lies and how it is called, there and in the release", async (t) => {
  const { local, job, file, step } = await world(t);
  await file("dist/rocket.tgz", "rocket");
  local.github.state.addRelease({ tag: "v1.2.3" });

  const run = await step({
    "subject-path": "dist/*",
    "output-dir": "build/provenance",
    "provenance-name": "rocket.slsa.intoto.jsonl",
    "upload-assets": "true",
  });

  assert.equal(run.code, 0, run.log);
  const folder = path.join(job.workspace, "build", "provenance");
  assert.equal(run.outputs["bundle-path"], path.join(folder, "rocket.slsa.intoto.jsonl"));
  // Only the bundle: the result lies elsewhere, since this folder is the user's.
  assert.deepEqual(await readdir(folder), ["rocket.slsa.intoto.jsonl"]);
  assert.deepEqual(
    local.github.state.assets.map(({ name }) => name),
    ["rocket.slsa.intoto.jsonl"],
  );
});

test("show-summary: false writes no summary, and everything else", async (t) => {
  const { file, step } = await world(t);
  await file("dist/rocket.tgz", "rocket");

  const run = await step({ "subject-path": "dist/*", "show-summary": "false" });

  assert.equal(run.code, 0, run.log);
  assert.equal(run.summary, "");
  assert.equal(run.outputs["subject-count"], "1");
});

test("a folder that cannot be written to is an error that names it, and nothing is stored", async (t) => {
  const { local, file, step } = await world(t);
  await file("dist/rocket.tgz", "rocket");

  const run = await step({ "subject-path": "dist/*", "output-dir": "README.md/sub" });

  assert.equal(run.code, 1);
  assert.match(run.log, /^::error::INPUT_INVALID: .*README\.md\/sub/m);
  assert.equal(local.sigstore.rekor.entries.length, 0);
  assert.equal(local.github.state.attestations.length, 0);
});
