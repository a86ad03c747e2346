import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";

import { startArtifacts } from "../../local/artifacts/start.ts";
import { runStep, type StepRun } from "../../local/job.ts";
import { runOfJobs, type RunWorld } from "./jobs.ts";
import { ACTION, failedWith, NO_TRACES, sha, subjectsIn, traces } from "./world.ts";

const HELPER = join(ACTION, "actions/generator/generic/create-base64-subjects-from-file");
const LIST = `${sha("sha256", "one")}  one.tgz\n${sha("sha256", "two")}  two.tgz\n`;

/** The helper of the job that built, on a file with this content. */
async function share(made: RunWorld, content: string): Promise<StepRun> {
  await made.file("lists/hashes of all.txt", content);
  const inputs = { path: "lists/hashes of all.txt" };
  const artifacts = { service: made.artifacts, id: "build" };
  return await runStep(HELPER, made.local, made.job, { inputs, artifacts });
}

async function shared(t: TestContext): Promise<{ readonly made: RunWorld; readonly handle: string }> {
  const made = await runOfJobs(t);
  const run = await share(made, `${Buffer.from(LIST).toString("base64")}\n`);
  assert.equal(run.code, 0, run.log);
  return { made, handle: run.outputs["handle"] ?? "" };
}

const signing = (handle: string): Record<string, string> => ({
  "base64-subjects-as-file": handle,
  "bundles-artifact": "*",
  "github-attestations": "never",
});

describe("a checksum list that is handed over as a file", { concurrency: 3 }, () => {
  test("is signed by another job, whose bundles are kept under the name of their file", async (t) => {
    const { made, handle } = await shared(t);

    const run = await made.inJob("sign", signing(handle), { token: true });

    assert.equal(run.code, 0, run.log);
    assert.deepEqual(await subjectsIn(run.outputs["bundle-path"]), {
      "one.tgz": { sha256: sha("sha256", "one") },
      "two.tgz": { sha256: sha("sha256", "two") },
    });
    assert.equal(run.outputs["bundles-artifact"], "multiple.intoto.jsonl");
    assert.match(made.artifacts.state.artifacts[0]?.name ?? "", /^hashes-of-all\.txt-[0-9a-f]{32}$/);
  });

  test("a dry run keeps the unsigned statement in the same way", async (t) => {
    const { made, handle } = await shared(t);

    const run = await made.inJob("sign", { ...signing(handle), "dry-run": "true" }, { token: true });

    assert.equal(run.code, 0, run.log);
    assert.equal(run.outputs["bundles-artifact"], "multiple.unsigned.json");
    assert.deepEqual(traces(made.local), NO_TRACES);
  });

  test("another file than the handle's, or none, is refused before anything is signed", async (t) => {
    const { made, handle } = await shared(t);
    const changed = (change: Record<string, string>): string => {
      const json = JSON.parse(Buffer.from(handle, "base64").toString("utf8")) as Record<string, string>;
      return Buffer.from(JSON.stringify({ ...json, ...change })).toString("base64");
    };
    for (const [change, code] of [
      [{ sha256: "0".repeat(64) }, "ARTIFACT_DIGEST_MISMATCH"],
      [{ filename: "another.txt" }, "ARTIFACT_INVALID"],
      [{ artifact_name: "hashes" }, "ARTIFACT_NOT_FOUND"],
    ] as const) {
      const run = await made.inJob("sign", signing(changed(change)), { token: true });
      await failedWith(run, code);
    }
    assert.deepEqual(traces(made.local), NO_TRACES);
  });

  test("what is no such list is refused where it is stored, and nothing is", async (t) => {
    const made = await runOfJobs(t);
    for (const [content, code] of [
      [LIST, "CHECKSUMS_INVALID"],
      ["", "SUBJECTS_EMPTY"],
    ] as const) {
      const run = await share(made, content);
      assert.equal(run.code, 1, run.log);
      assert.match(run.log, new RegExp(`::error::${code}: `));
    }
    const missing = await runStep(HELPER, made.local, made.job, {
      inputs: { path: "nowhere.txt" },
      artifacts: { service: await serviceOf(t), id: "build" },
    });
    assert.match(missing.log, /::error::SUBJECT_UNREADABLE: /);
    assert.deepEqual(made.artifacts.state.artifacts, []);
  });
});

async function serviceOf(t: TestContext): Promise<Awaited<ReturnType<typeof startArtifacts>>> {
  const service = await startArtifacts();
  t.after(() => service.close());
  return service;
}
