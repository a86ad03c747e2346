import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";

import { pushIndex } from "../../local/registry/images.ts";
import { startRegistry } from "../../local/registry/start.ts";
import { collected } from "./collected.ts";
import { publishing, runOfJobs, signedRun } from "./jobs.ts";
import { statuses } from "./stores.ts";
import { everythingLeft, failedWith, NO_TRACES, resultOf, sha, subjectsIn, traces } from "./world.ts";

describe("jobs that hand subjects and bundles to each other", { concurrency: 3 }, () => {
  test("two jobs collect, a third signs what both built, a fourth publishes it without a token", async (t) => {
    const made = await runOfJobs(t);
    const { local, artifacts, file, inJob } = made;
    const release = local.github.state.addRelease({ tag: "v1.2.3", draft: true });
    await file("linux/rocket-linux.tgz", "for linux");
    await file("windows/rocket-windows.zip", "for windows");

    const linux = await inJob("build", { "collect-only": "true", "subject-path": "linux/*" });
    const checksums = `${sha("sha256", "for windows")}  rocket-windows.zip\n`;
    const windows = await inJob("build-windows", { "collect-only": "true", "subject-checksums": checksums });
    for (const run of [linux, windows]) {
      assert.equal(run.code, 0, run.log);
      assert.match(
        run.outputs["subjects-artifact"] ?? "",
        /^waybill-subjects-build(?:-windows)?-[0-9a-f]{12}$/,
      );
      assert.equal(run.outputs["subject-count"], "1");
      assert.equal((await resultOf(run))["outcome"], "collected");
      assert.match(run.summary, /1 artifact collected for the job that signs/);
    }
    assert.deepEqual(traces(local), NO_TRACES);
    assert.deepEqual(
      artifacts.state.artifacts.map(({ name, digest }) => [name, digest]),
      [linux, windows].map(({ outputs }) => [
        outputs["subjects-artifact"],
        outputs["subjects-artifact-digest"],
      ]),
    );

    const signed = await inJob(
      "sign",
      { "subjects-from": "artifacts", "bundles-artifact": "provenance", "github-attestations": "never" },
      { token: true },
    );
    assert.equal(signed.code, 0, signed.log);
    assert.deepEqual(await subjectsIn(signed.outputs["bundle-path"]), {
      "rocket-linux.tgz": { sha256: sha("sha256", "for linux") },
      "rocket-windows.zip": { sha256: sha("sha256", "for windows") },
    });
    assert.equal(signed.outputs["bundles-artifact"], "provenance");

    const before = traces(local);
    const published = await inJob("publish", publishing(made, signed));
    assert.equal(published.code, 0, published.log);
    assert.equal((await resultOf(published))["outcome"], "published");
    assert.deepEqual(await statuses(published), { release: "stored", github: "stored" });
    assert.deepEqual(traces(local), { ...before, attestations: 1, assets: 1 });
    const bundle = await readFile(signed.outputs["bundle-path"] ?? "", "utf8");
    assert.equal(release.assets[0]?.name, "multiple.intoto.jsonl");
    assert.equal(release.assets[0].bytes.toString("utf8"), bundle);
    assert.equal(await readFile(published.outputs["bundle-path"] ?? "", "utf8"), bundle);
    assert.match(published.outputs["verify-commands"] ?? "", /waybill verify .*--source-repository/);

    const again = await inJob("publish", publishing(made, signed));
    assert.deepEqual(await statuses(again), { release: "already-stored", github: "already-stored" });
  });

  test("an equal bundle of an earlier attempt stays, and is the one that the outputs name", async (t) => {
    const made = await signedRun(t);
    const first = await made.inJob("publish", publishing(made, made.signed));
    const inputs = {
      "subject-path": "dist/*",
      "bundles-artifact": "bundles",
      "github-attestations": "never",
    };
    const again = await made.inJob("sign", inputs, { token: true, attempt: 2 });
    assert.equal(again.code, 0, again.log);
    assert.notEqual(again.outputs["bundles-artifact-digest"], made.signed.outputs["bundles-artifact-digest"]);

    const second = await made.inJob("publish", publishing(made, again), { attempt: 2 });

    assert.equal(second.code, 0, second.log);
    assert.deepEqual(await statuses(second), { release: "already-stored", github: "already-stored" });
    assert.equal(
      await readFile(second.outputs["bundle-path"] ?? "", "utf8"),
      await readFile(first.outputs["bundle-path"] ?? "", "utf8"),
    );
  });

  test("one step run twice in one attempt may not share an artifact's name, and a second attempt may", async (t) => {
    const made = await signedRun(t);
    const inputs = {
      "subject-path": "dist/*",
      "bundles-artifact": "bundles",
      "github-attestations": "never",
    };
    const again = await made.inJob("sign", inputs, { token: true });
    const { error } = (await resultOf(again)) as { error?: { code: string } };
    assert.equal(error?.code, "ARTIFACT_CONFLICT", again.log);
    assert.ok(again.outputs["bundle-path"] !== undefined, "what was signed is there");

    // A service whose attempts share their names: what an earlier attempt stored is replaced.
    const token = made.artifacts.jobToken(1);
    const env = { ACTIONS_RUNTIME_TOKEN: token };
    const replaced = await made.inJob("sign", inputs, { token: true, attempt: 2, env });
    assert.equal(replaced.code, 0, replaced.log);
    assert.equal(made.artifacts.state.artifacts.filter(({ name }) => name === "bundles").length, 1);
  });

  test("a step that collects again in a second attempt says what its names stand for", async (t) => {
    const { file, inJob } = await runOfJobs(t);
    const collect = { "collect-only": "true", "subject-path": "dist/*" };
    await file("dist/rocket.tgz", "one try");
    assert.equal((await inJob("build", collect)).code, 0);
    await file("dist/rocket.tgz", "another try");
    assert.equal((await inJob("build", collect, { attempt: 2 })).code, 0);

    const signed = await inJob("sign", { "subjects-from": "artifacts" }, { token: true, attempt: 2 });

    assert.equal(signed.code, 0, signed.log);
    const digest = { sha256: sha("sha256", "another try") };
    assert.deepEqual(await subjectsIn(signed.outputs["bundle-path"]), { "rocket.tgz": digest });
  });

  test("images are collected with their digests, and their bundles go where they are", async (t) => {
    const { local, inJob } = await runOfJobs(t);
    const registry = await startRegistry();
    t.after(() => registry.close());
    const { descriptor } = pushIndex(registry.state, "acme/app", { tag: "v1" });
    const name = `${registry.host}/acme/app`;

    const collected = await inJob("build", { "collect-only": "true", images: `${name}:v1` });
    assert.equal(collected.code, 0, collected.log);
    const inputs = { "subjects-from": "artifacts", "github-attestations": "never" };
    const forbidden = { ...inputs, "registry-username": "octo", "registry-password": "a-password-of-ours" };
    const refused = await inJob("sign", forbidden, { token: true });
    assert.match(await failedWith(refused, "INPUT_INVALID"), /another job named/);
    const signed = await inJob("sign", { ...inputs, "bundles-artifact": "bundles" }, { token: true });

    assert.equal(signed.code, 0, signed.log);
    const digest = { sha256: descriptor.digest.slice(7) };
    assert.deepEqual(await subjectsIn(signed.outputs["bundle-path"]), { [name]: digest });
    const [attached] = JSON.parse(signed.outputs["registry-attestations"] ?? "") as { digest: string }[];
    assert.equal(attached?.digest, descriptor.digest);
    assert.equal(local.sigstore.rekor.entries.length, 1);
  });

  test("bundles of an image go to its registry from the publishing job, and of another image nowhere", async (t) => {
    const made = await runOfJobs(t);
    const registry = await startRegistry();
    t.after(() => registry.close());
    const { descriptor } = pushIndex(registry.state, "acme/app", { tag: "v1" });
    const other = pushIndex(registry.state, "acme/other", { tag: "v1", content: "other" });
    const image = `${registry.host}/acme/app@${descriptor.digest}`;
    const signed = await made.inJob(
      "sign",
      { images: image, "push-to-registry": "false", "bundles-artifact": "b", "github-attestations": "never" },
      { token: true },
    );
    assert.equal(signed.code, 0, signed.log);
    assert.equal(signed.outputs["registry-attestations"], undefined);
    const inputs = { ...publishing(made, signed), "upload-assets": "false", "github-attestations": "never" };

    const stranger = { ...inputs, images: `${registry.host}/acme/other@${other.descriptor.digest}` };
    await failedWith(await made.inJob("publish", stranger), "SUBJECT_MISMATCH");
    const published = await made.inJob("publish", { ...inputs, images: image });

    assert.equal(published.code, 0, published.log);
    const [attached] = JSON.parse(published.outputs["registry-attestations"] ?? "") as { digest: string }[];
    assert.equal(attached?.digest, descriptor.digest);
    assert.deepEqual(await statuses(published), { registry: "stored" });
    assert.deepEqual(await statuses(await made.inJob("publish", { ...inputs, images: image })), {
      registry: "already-stored",
    });
  });

  test("what collects, signs and publishes leaves no token anywhere", async (t) => {
    const made = await signedRun(t);
    const runs = [
      await made.inJob("build", { "collect-only": "true", "subject-path": "dist/*" }),
      await made.inJob("publish", publishing(made, made.signed)),
      made.signed,
    ];
    for (const run of runs) {
      assert.equal(run.code, 0, run.log);
      const left = await everythingLeft(made.job, run);
      assert.doesNotMatch(left, /eyJ[\w-]{8,}\.eyJ/);
      assert.doesNotMatch(left, /[?&]sig=/);
    }
  });

  test("200 jobs with 100 subjects each are merged and signed in seconds", async (t) => {
    const { artifacts, inJob } = await runOfJobs(t);
    for (let index = 0; index < 200; index++) {
      const subjects = Array.from({ length: 100 }, (_, at) => {
        const name = `rocket-${index}-${at}.tgz`;
        return { name, digest: { sha256: sha("sha256", name) } };
      });
      collected(artifacts, `job-${index}`, { subjects });
    }

    // GitHub's store takes one bundle a second, which is not what is measured.
    const inputs = { "subjects-from": "artifacts", "github-attestations": "never" };
    const run = await inJob("sign", inputs, { token: true });

    assert.equal(run.code, 0, run.log);
    assert.equal(run.outputs["subject-count"], "20000");
    assert.equal(run.outputs["bundle-paths"]?.split("\n").length, 20);
    assert.ok(run.duration < 40_000, `${run.duration} ms`);
    t.diagnostic(`${Math.round(run.duration)} ms, ${artifacts.server.requests().length} calls`);
  });
});
