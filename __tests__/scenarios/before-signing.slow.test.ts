import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { test } from "node:test";

import { startLocal } from "../../local/start.ts";
import { failedWith, NO_TRACES, traces, world } from "./world.ts";

test("a trusted root of another instance is found out before anything is logged", async (t) => {
  const { local, job, file, step } = await world(t);
  const other = await startLocal();
  t.after(() => other.close());
  await file("rocket.tgz", "rocket");
  const root = path.join(job.temp, "other_root.json");
  await writeFile(root, JSON.stringify(other.sigstore.trustedRoot));

  const run = await step({ "subject-path": "rocket.tgz", "trusted-root": root });

  await failedWith(run, "CERTIFICATE_INVALID");
  assert.deepEqual(traces(local), { ...NO_TRACES, certificates: 1 });
});

test("a server's address that the certificate does not confirm is found out before anything is logged", async (t) => {
  const { local, file, step } = await world(t);
  await file("rocket.tgz", "rocket");

  const run = await step(
    { "subject-path": "rocket.tgz" },
    { env: { GITHUB_SERVER_URL: "https://github.example" } },
  );

  await failedWith(run, "SIGNER_MISMATCH");
  assert.deepEqual(traces(local), { ...NO_TRACES, certificates: 1 });
});

test("where no target can be written to, nothing is signed, at no try", async (t) => {
  const { local, file, step } = await world(t);
  await file("rocket.tgz", "rocket");
  const inputs = { "subject-path": "rocket.tgz", "upload-assets": "true", "github-attestations": "never" };

  await failedWith(await step(inputs), "RELEASE_NOT_FOUND");
  await failedWith(await step(inputs), "RELEASE_NOT_FOUND");

  assert.equal(traces(local)["entries"], 0);
});

test("a bundle of an earlier run among the subjects would be overwritten, so nothing is signed", async (t) => {
  const { local, file, step } = await world(t);
  await file("dist/rocket.tgz", "rocket");
  await file("dist/multiple.intoto.jsonl", "an older bundle");

  const run = await step({ "subject-path": "dist/*", "output-dir": "dist" });

  assert.match(await failedWith(run, "INPUT_INVALID"), /multiple\.intoto\.jsonl/);
  assert.equal(traces(local)["entries"], 0);
});

test("a file of another kind in the bundle's place stays as it is", async (t) => {
  const { job, file, step } = await world(t);
  await file("rocket.tgz", "rocket");
  await file("out/rocket.tgz.intoto.jsonl", "notes");

  const run = await step({ "subject-path": "rocket.tgz", "output-dir": "out" });

  await failedWith(run, "INPUT_INVALID");
  assert.equal(await readFile(path.join(job.workspace, "out/rocket.tgz.intoto.jsonl"), "utf8"), "notes");
});

test("a secret of the job in what would be published is found out before anything is signed", async (t) => {
  const claims = { event_name: "workflow_dispatch", ref: "refs/heads/main" };
  const { local, file, step } = await world(t, { local: { github: { claims } } });
  await file("rocket.tgz", "rocket");

  const event = { inputs: { note: `see ${local.github.requestToken}` } };
  const run = await step({ "subject-path": "rocket.tgz", "build-type": "full" }, { event });

  assert.ok(!(await failedWith(run, "INPUT_INVALID")).includes(local.github.requestToken));
  assert.equal(traces(local)["entries"], 0);
});

for (const variable of ["GITHUB_API_URL", "GITHUB_SERVER_URL"]) {
  test(`${variable} without https is refused before any call`, async (t) => {
    const { local, file, step } = await world(t);
    await file("rocket.tgz", "rocket");
    const run = await step(
      { "subject-path": "rocket.tgz" },
      { env: { [variable]: "http://github.example/api" } },
    );
    assert.match(await failedWith(run, "INPUT_INVALID"), new RegExp(variable));
    assert.deepEqual(traces(local), NO_TRACES);
  });
}
