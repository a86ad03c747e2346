import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import * as path from "node:path";
import { describe, test } from "node:test";

import { startSigstore } from "../../local/sigstore/start.ts";
import { collected, stored } from "./collected.ts";
import { publishing, runOfJobs, signedRun, SIGNER } from "./jobs.ts";
import { callsMade, failedWith, NO_TRACES, sha, traces } from "./world.ts";

const ZERO = `sha256:${"0".repeat(64)}`;

describe("bundles that are not what the publishing job was told", { concurrency: 2 }, () => {
  test("a bundle by another signer, of another source or another artifact is stored nowhere", async (t) => {
    const made = await signedRun(t);
    const before = traces(made.local);
    const cases: readonly [string, Record<string, string>, string][] = [
      ["another workflow", { "expected-signer": SIGNER.replace("release", "other") }, "SIGNER_MISMATCH"],
      ["another reference", { "expected-signer": SIGNER.replace("v1.2.3", "v1.2") }, "SIGNER_MISMATCH"],
      ["another commit of it", { "expected-signer-digest": "b".repeat(40) }, "SIGNER_MISMATCH"],
      ["another repository", { "expected-source-repository": "octo-org/racket" }, "SOURCE_MISMATCH"],
      ["another commit", { "expected-source-digest": "b".repeat(40) }, "SOURCE_MISMATCH"],
      ["another issuer", { "oidc-issuer": "https://issuer.example" }, "ISSUER_MISMATCH"],
      ["another digest", { "bundles-artifact-digest": ZERO }, "ARTIFACT_DIGEST_MISMATCH"],
      ["another name", { "bundles-artifact": "bundle" }, "ARTIFACT_NOT_FOUND"],
    ];
    for (const [what, inputs, code] of cases) {
      await t.test(what, async () => {
        const run = await made.inJob("publish", { ...publishing(made, made.signed), ...inputs });
        await failedWith(run, code);
        assert.deepEqual(traces(made.local), before);
      });
    }
    const exact = { "expected-signer-digest": made.job.commit ?? "", "github-attestations": "never" };
    const run = await made.inJob("publish", { ...publishing(made, made.signed), ...exact });
    assert.equal(run.code, 0, run.log);
  });

  test("a bundle that another instance certified is stored nowhere", async (t) => {
    const made = await signedRun(t);
    const other = await startSigstore({ issuers: [made.local.github.issuer] });
    t.after(() => other.close());
    const root = path.join(made.job.temp, "other_root.json");
    await writeFile(root, JSON.stringify(other.trustedRoot));
    const before = traces(made.local);
    const run = await made.inJob("publish", { ...publishing(made, made.signed), "trusted-root": root });
    // Of all that does not fit, its authority's timestamp is looked at first.
    await failedWith(run, "TIME_INVALID");
    assert.deepEqual(traces(made.local), before);
  });

  test("an artifact whose bytes were changed is not unpacked", async (t) => {
    const made = await signedRun(t);
    const before = traces(made.local);
    const [artifact] = made.artifacts.state.artifacts;
    assert.ok(artifact !== undefined);
    artifact.bytes = Buffer.concat([artifact.bytes, Buffer.from("x")]);
    await failedWith(await made.inJob("publish", publishing(made, made.signed)), "ARTIFACT_DIGEST_MISMATCH");
    // Also where the service repeats the new digest, or tells none: the signing job's output has the old one.
    artifact.digest = undefined;
    await failedWith(await made.inJob("publish", publishing(made, made.signed)), "ARTIFACT_DIGEST_MISMATCH");
    assert.deepEqual(traces(made.local), before);
  });

  test("an artifact without a bundle, or with something else beside it, is named", async (t) => {
    const made = await runOfJobs(t);
    const { state } = made.artifacts;
    const cases: readonly [readonly { name: string; text: string }[], string][] = [
      [[], "ARTIFACT_INVALID"],
      [[{ name: "rocket.tgz", text: "rocket" }], "ARTIFACT_INVALID"],
      [[{ name: "../rocket.intoto.jsonl", text: "{}" }], "ARTIFACT_INVALID"],
      [[{ name: "rocket.intoto.jsonl", text: "{}" }], "BUNDLE_MALFORMED"],
    ];
    for (const [index, [files, code]] of cases.entries()) {
      const { name, digest = "" } = stored(state, `bundles-${index}`, files);
      const inputs = { "bundles-artifact": name, "bundles-artifact-digest": digest };
      const run = await made.inJob("publish", { ...publishing(made, NO_RUN), ...inputs });
      await failedWith(run, code);
    }
    assert.deepEqual(traces(made.local), NO_TRACES);
  });
});

const NO_RUN = { code: 0, log: "", outputs: {}, summary: "", duration: 0 };

describe("subjects that cannot be merged", { concurrency: 2 }, () => {
  test("two jobs that claim one name with different digests are both named", async (t) => {
    const { local, file, inJob } = await runOfJobs(t);
    await file("a/rocket.tgz", "of one job");
    await file("b/rocket.tgz", "of the other");
    // Legs of one matrix, of which the second was run again: still two jobs.
    const one = await inJob(
      "build",
      { "collect-only": "true", "subject-path": "a/*" },
      { matrix: { os: "a" } },
    );
    const other = await inJob(
      "build",
      { "collect-only": "true", "subject-path": "b/*" },
      { matrix: { os: "b" }, attempt: 2 },
    );

    const run = await inJob("sign", { "subjects-from": "artifacts" }, { token: true, attempt: 2 });

    const message = await failedWith(run, "SUBJECT_CONFLICT");
    for (const { outputs } of [one, other])
      assert.ok(message.includes(outputs["subjects-artifact"] ?? "?"), message);
    assert.deepEqual(traces(local), NO_TRACES);
  });

  test("two jobs that claim one name with one digest are one subject, beside the step's own", async (t) => {
    const { artifacts, file, inJob } = await runOfJobs(t);
    const subjects = [{ name: "rocket.tgz", digest: { sha256: sha("sha256", "rocket") } }];
    collected(artifacts, "one", { subjects });
    collected(artifacts, "two", { subjects });
    await file("dist/rocket.tgz", "rocket");
    await file("dist/rocket.txt", "text");
    const inputs = { "subjects-from": "artifacts", "subject-path": "dist/*", "dry-run": "true" };

    const run = await inJob("sign", { ...inputs, "expected-count": "2" }, { token: true });

    assert.equal(run.code, 0, run.log);
    assert.equal(run.outputs["subject-count"], "2");
  });

  test("a run without collected subjects, and lists that no step of ours wrote, are errors", async (t) => {
    const { local, artifacts, inJob } = await runOfJobs(t);
    const sign = async (): ReturnType<typeof inJob> =>
      await inJob("sign", { "subjects-from": "artifacts" }, { token: true });
    assert.match(await failedWith(await sign(), "ARTIFACT_NOT_FOUND"), /waybill-subjects-/);
    const digest = { sha256: sha("sha256", "rocket") };
    const subjects = [{ name: "rocket.tgz", digest }];
    for (const document of [
      { version: 2, subjects },
      { subjects: [{ digest }] },
      { subjects: [{ name: "rocket\n.tgz", digest }] },
      { subjects: [{ name: "rocket.tgz", digest: {} }] },
      { subjects: [{ name: "rocket.tgz", digest: { sha256: "abc" } }] },
      { subjects, images: ["ghcr.io/acme/app:v1"] },
    ]) {
      artifacts.state.artifacts = [];
      collected(artifacts, "build", document);
      await failedWith(await sign(), "ARTIFACT_INVALID");
    }
    artifacts.state.artifacts = [];
    collected(artifacts, "build", {});
    await failedWith(await sign(), "SUBJECTS_EMPTY");
    assert.deepEqual(traces(local), NO_TRACES);
  });

  test("a list whose bytes are not those its job stored is not read", async (t) => {
    const { artifacts, inJob } = await runOfJobs(t);
    collected(artifacts, "build", { subjects: [] }).digest = ZERO;
    const run = await inJob("sign", { "subjects-from": "artifacts" }, { token: true });
    await failedWith(run, "ARTIFACT_DIGEST_MISMATCH");
  });
});

describe("the artifact service", { concurrency: 2 }, () => {
  test("a job that the runner names none to is told so before anything is signed", async (t) => {
    const { local, file, step } = await runOfJobs(t);
    await file("dist/rocket.tgz", "rocket");
    for (const inputs of [
      { "collect-only": "true" },
      { "subjects-from": "artifacts" },
      { "bundles-artifact": "bundles" },
    ]) {
      const run = await step({ "subject-path": "dist/*", ...inputs });
      assert.match(await failedWith(run, "ARTIFACT_UNAVAILABLE"), /no ACTIONS_RESULTS_URL/);
    }
    assert.deepEqual(callsMade(local), []);
  });

  test("what passes is waited for, and what does not is told without the service's address", async (t) => {
    const { artifacts, file, inJob } = await runOfJobs(t);
    await file("dist/rocket.tgz", "rocket");
    const collect = { "collect-only": "true", "subject-path": "dist/*" };
    artifacts.server.fail(/FinalizeArtifact/, { kind: "status", status: 503 }, { times: 1 });
    artifacts.store.fail(/actions-results/, { kind: "reset" }, { times: 1 });
    const passing = await inJob("build", collect);
    assert.equal(passing.code, 0, passing.log);

    artifacts.store.fail(/actions-results/, { kind: "status", status: 403 });
    const lasting = await inJob("build", collect);
    const message = await failedWith(lasting, "ARTIFACT_UNAVAILABLE");
    assert.match(message, /status 403/);
    assert.doesNotMatch(message, /sig=|http:/);

    artifacts.server.fail(/CreateArtifact/, {
      kind: "status",
      status: 403,
      body: { msg: "insufficient usage" },
    });
    assert.match(
      await failedWith(await inJob("build", collect), "ARTIFACT_UNAVAILABLE"),
      /insufficient usage/,
    );
  });
});

test("inputs of one mode in another are named, all of them", async (t) => {
  const { step } = await runOfJobs(t);
  const publish = await step({
    "publish-only": "true",
    "subject-path": "dist/*",
    "expected-signer": "octo-org/rocket/.github/workflows/release.yml",
    "expected-source-repository": "rocket",
  });
  const message = await failedWith(publish, "INPUT_INVALID");
  for (const name of [
    "subject-path",
    "bundles-artifact",
    "bundles-artifact-digest",
    "expected-signer",
    "expected-source-repository",
    "expected-source-digest",
  ])
    assert.match(message, new RegExp(`^  - ${name}: `, "m"), message);
  const collect = await step({
    "collect-only": "true",
    "subject-path": "dist/*",
    "upload-assets": "true",
    "bundles-artifact": "waybill-subjects-x",
    "expected-signer": SIGNER,
  });
  const other = await failedWith(collect, "INPUT_INVALID");
  for (const name of ["upload-assets", "bundles-artifact", "expected-signer"])
    assert.match(other, new RegExp(`^  - ${name}: `, "m"), other);
});
