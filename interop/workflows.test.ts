import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";

import type { ClaimOverrides } from "../local/github/claims.ts";
import { pushImage } from "../local/registry/images.ts";
import { startRegistry } from "../local/registry/start.ts";
import { startLocal, type Local } from "../local/start.ts";
import { at, isRecord, list, text } from "../src/json.ts";
import { PROJECT_URL, V02_BUILD_TYPE } from "../src/project.ts";
import {
  callWithAct,
  migrated,
  WORKFLOW_SHA,
  workflowRef,
  type ActRun,
  type Called,
  type WorkflowName,
} from "./act.ts";
import { toolOrSkip } from "./requirements.ts";

const act = await toolOrSkip("act");
const options = { skip: act.skip };

const RUN = {
  repository: "octo-org/rocket",
  sha: "6dcb09b5b57875f334f61aebed695e2e4193db5e",
  ref: "refs/tags/v1.2.3",
} as const;
const PUSH = { name: "push", payload: { ref: RUN.ref, repository: { full_name: RUN.repository } } };

/** Embedded services whose tokens are those of a job of this workflow. */
async function servicesFor(
  t: TestContext,
  workflow: WorkflowName,
  claims: ClaimOverrides = {},
): Promise<Local> {
  const job = { job_workflow_ref: workflowRef(workflow), job_workflow_sha: WORKFLOW_SHA };
  const local = await startLocal({ github: { claims: { ...job, sha: RUN.sha, ...claims } } });
  t.after(() => local.close());
  return local;
}

async function call(
  t: TestContext,
  local: Local,
  workflow: string,
  more: Partial<Called> = {},
): Promise<ActRun> {
  return await callWithAct(t, act.program, local, { ...RUN, event: PUSH, workflow, ...more });
}

/** The statement of the release's only asset. */
function statementOf(bytes: Buffer | undefined): unknown {
  const bundle: unknown = JSON.parse(bytes?.toString("utf8") ?? "{}");
  return JSON.parse(Buffer.from(text(bundle, "dsseEnvelope", "payload") ?? "", "base64").toString("utf8"));
}

test("files: a generator's caller gets a signed bundle in a release of its tag", options, async (t) => {
  const local = await servicesFor(t, "attest-files.yml");

  const run = await call(t, local, await migrated("files.yml"));

  assert.equal(run.code, 0, run.log);
  const [release] = local.github.state.releases;
  assert.deepEqual([release?.tag, release?.draft], ["v1.2.3", false]);
  assert.deepEqual(
    release?.assets.map(({ name }) => name),
    ["multiple.intoto.jsonl"],
  );
  assert.equal(run.outputs["provenance-name"], "multiple.intoto.jsonl");
  assert.equal(run.outputs["release-id"], String(release?.id));
  assert.equal(run.outputs["outcome"], "success");
  assert.deepEqual(run.artifacts, ["multiple.intoto.jsonl"]);
  assert.match(run.log, /compile-generator has no effect/);
  const statement = statementOf(release?.assets[0]?.bytes);
  assert.deepEqual(
    list(statement, "subject").map((subject) => text(subject, "name")),
    ["artifact1", "artifact2"],
  );
  assert.equal(
    text(statement, "predicate", "runDetails", "builder", "id"),
    `https://github.com/${workflowRef("attest-files.yml")}`,
  );
  assert.equal(
    text(statement, "predicate", "buildDefinition", "buildType"),
    `${PROJECT_URL}/docs/buildtypes/release/v1`,
  );
});

test(
  "files: without an upload the bundle is a workflow artifact, of a list that came as a file",
  options,
  async (t) => {
    const local = await servicesFor(t, "attest-files.yml");

    const run = await call(t, local, await migrated("files-as-file.yml"));

    assert.equal(run.code, 0, run.log);
    assert.equal(run.outputs["provenance-name"], "rocket.intoto.jsonl");
    assert.equal(run.outputs["release-id"], "");
    assert.equal(run.outputs["outcome"], "success");
    assert.ok(run.artifacts.includes("rocket.intoto.jsonl"));
    assert.deepEqual(local.github.state.releases, []);
    assert.equal(local.sigstore.rekor.entries.length, 1);
  },
);

test("files: what fails is told by the output outcome alone where the caller goes on", options, async (t) => {
  const local = await servicesFor(t, "attest-files.yml");
  local.sigstore.ca.server.fail(/.*/, { kind: "status", status: 400 });

  const run = await call(t, local, await migrated("files-as-file.yml"));

  assert.equal(run.outputs["outcome"], "failure", run.log);
  assert.match(run.log, /CERTIFICATE_REFUSED/);
  assert.equal(local.sigstore.rekor.entries.length, 0);
});

test(
  "files: a release that cannot be written to fails the run, with the bundle kept as an artifact",
  options,
  async (t) => {
    const local = await servicesFor(t, "attest-files.yml");
    local.github.state.permissions.contents = "read";

    const run = await call(t, local, await migrated("files.yml"));

    assert.notEqual(run.code, 0, run.log);
    assert.match(run.log, /STORE_REFUSED/);
    assert.deepEqual(run.artifacts, ["multiple.intoto.jsonl"]);
  },
);

test("files: a pull request is refused, and nothing is asked for", options, async (t) => {
  const local = await servicesFor(t, "attest-files.yml", { event_name: "pull_request" });
  const payload = { pull_request: { number: 7, head: { ref: "a" }, base: { ref: "main" } }, number: 7 };
  const workflow = (await migrated("files.yml")).replace("  workflow_dispatch:\n", "  pull_request:\n");

  const run = await call(t, local, workflow, { event: { name: "pull_request", payload } });

  assert.notEqual(run.code, 0, run.log);
  // act may lose what a script that ends at once has printed; the text has its own test.
  assert.match(run.log, /Failure - Main What a signing job is not for/);
  assert.deepEqual(local.sigstore.ca.server.requests(), []);
});

test("files: a pull request that asks for a dry run gets the statement, unsigned", options, async (t) => {
  const local = await servicesFor(t, "attest-files.yml", { event_name: "pull_request" });
  const payload = { pull_request: { number: 7, head: { ref: "a" }, base: { ref: "main" } }, number: 7 };
  const workflow = (await migrated("files.yml"))
    .replace("  workflow_dispatch:\n", "  pull_request:\n")
    .replace("      compile-generator: true\n", "      dry-run: true\n");

  const run = await call(t, local, workflow, { event: { name: "pull_request", payload } });

  assert.equal(run.code, 0, run.log);
  assert.equal(run.outputs["outcome"], "success");
  assert.equal(run.outputs["provenance-name"], "multiple.unsigned.json");
  const statement: unknown = JSON.parse((await run.artifact("multiple.unsigned.json")).toString("utf8"));
  assert.equal(list(statement, "subject").length, 2);
  assert.deepEqual(local.sigstore.ca.server.requests(), []);
  assert.deepEqual(local.github.state.releases, []);
});

test("files: an upload that fails is told by outcome too, where the caller goes on", options, async (t) => {
  const local = await servicesFor(t, "attest-files.yml");
  local.github.state.permissions.contents = "read";
  const going = "      compile-generator: true\n      continue-on-error: true\n";
  const workflow = (await migrated("files.yml")).replace("      compile-generator: true\n", going);

  const run = await call(t, local, workflow);

  assert.equal(run.code, 0, run.log);
  assert.equal(run.outputs["outcome"], "failure");
  assert.equal(run.outputs["provenance-name"], "multiple.intoto.jsonl");
});

/** A registry with one image, and who may write beside it. */
async function imageOf(t: TestContext, password: string) {
  const may = { "acme/app": ["pull", "push"] } as const;
  const accounts = [{ username: "octo-maintainer", password, may: { "acme/app": [...may["acme/app"]] } }];
  const registry = await startRegistry({ auth: { kind: "bearer", accounts } });
  t.after(() => registry.close());
  const { digest } = pushImage(registry.state, "acme/app", { content: "rocket" });
  return { registry, name: `${registry.host}/acme/app`, digest };
}

test("image: a generator's caller gets a bundle beside its image", options, async (t) => {
  const local = await servicesFor(t, "attest-image.yml");
  const { registry, name, digest } = await imageOf(t, "kept-from-all-eyes");

  const run = await call(t, local, await migrated("image.yml"), {
    variables: { IMAGE: name, DIGEST: digest },
    secrets: { REGISTRY_PASSWORD: "kept-from-all-eyes" },
  });

  assert.equal(run.code, 0, run.log);
  assert.equal(run.outputs["outcome"], "success");
  const [attached] = JSON.parse(run.outputs["registry-attestations"] ?? "[]") as unknown[];
  assert.equal(text(attached, "digest"), digest);
  const manifests = registry.state.repository("acme/app").manifests;
  assert.ok(manifests.has(text(attached, "attestation") ?? ""));
  assert.deepEqual(run.artifacts, []);
});

test(
  "image: a password that does not open the registry fails the run before anything is signed",
  options,
  async (t) => {
    const local = await servicesFor(t, "attest-image.yml");
    const { name, digest } = await imageOf(t, "kept-from-all-eyes");

    const run = await call(t, local, await migrated("image.yml"), {
      variables: { IMAGE: name, DIGEST: digest },
      secrets: { REGISTRY_PASSWORD: "another-password" },
    });

    assert.notEqual(run.code, 0, run.log);
    assert.match(run.log, /REGISTRY_DENIED/);
    assert.equal(local.sigstore.rekor.entries.length, 0);
  },
);

test(
  "attest.yml: a file and an image go to GitHub's store, and their bundles to a draft",
  options,
  async (t) => {
    const local = await servicesFor(t, "attest.yml");
    const { name, digest } = await imageOf(t, "kept-from-all-eyes");

    const run = await call(t, local, await migrated("both.yml"), {
      variables: { IMAGE: name, DIGEST: digest },
      secrets: { REGISTRY_PASSWORD: "kept-from-all-eyes" },
    });

    assert.equal(run.code, 0, run.log);
    const { releases, attestations } = local.github.state;
    assert.deepEqual([releases.length, releases[0]?.draft, releases[0]?.assets.length], [1, true, 2]);
    assert.equal(attestations.length, 2);
    assert.equal(run.outputs["outcome"], "success");
    assert.equal(run.outputs["subject-count"], "2");
    assert.equal(run.outputs["attestation-id"], String(attestations[0]?.id));
    assert.equal(JSON.parse(run.outputs["registry-attestations"] ?? "[]").length, 1);
  },
);

/** slsa-github-generator's own provenance; it is beside the checkout where the project is developed. */
const REAL = fileURLToPath(
  new URL(
    "../../shared/real-bundles/gha_generic/v2.1.0/binary-linux-amd64-workflow_dispatch.intoto.jsonl",
    import.meta.url,
  ),
);
const noReal = existsSync(REAL) ? false : "the real bundles are not beside this checkout";

test(
  "files: asked for v0.2, the event and the variables, it says what the generator said, but who signed and what of",
  { skip: act.skip === false ? noReal : act.skip },
  async (t) => {
    const theirs = statementOf(readFileSync(REAL));
    const environment = at(theirs, "predicate", "invocation", "environment");
    const payload = at(environment, "github_event_payload");
    const named = (name: string): string => text(environment, `github_${name}`) ?? "";
    const repository = text(payload, "repository", "full_name") ?? "";
    const path = text(theirs, "predicate", "invocation", "configSource", "entryPoint") ?? "";
    const names =
      "actor actor_id base_ref event_name head_ref ref ref_type repository_id repository_owner repository_owner_id run_attempt run_id run_number".split(
        " ",
      );
    const caller = `${repository}/${path}@${named("ref")}`;
    const local = await servicesFor(t, "attest-files.yml", {
      ...Object.fromEntries(names.map((name) => [name, named(name)])),
      repository,
      sha: named("sha1"),
      workflow_ref: caller,
      workflow_sha: named("sha1"),
    });
    const more = "      provenance-version: v0.2\n      event-payload: full\n      vars: REGION\n";
    const workflow = (await migrated("files-as-file.yml")).replace(/(?=^ +provenance-name: )/m, more);

    const run = await call(t, local, workflow, {
      repository,
      sha: named("sha1"),
      ref: named("ref"),
      event: { name: named("event_name"), payload },
      variables: { REGION: "eu" },
    });

    assert.equal(run.code, 0, run.log);
    const ours = statementOf(await run.artifact("rocket.intoto.jsonl"));
    const predicate = at(ours, "predicate");
    assert.ok(isRecord(predicate));
    assert.equal(text(predicate, "builder", "id"), `https://github.com/${workflowRef("attest-files.yml")}`);
    assert.equal(text(predicate, "buildType"), V02_BUILD_TYPE);
    const expected = structuredClone(at(theirs, "predicate"));
    assert.ok(isRecord(expected));
    const parameters = at(expected, "invocation", "parameters");
    const vars = { REGION: "eu" };
    assert.deepEqual(predicate, {
      ...expected,
      builder: predicate["builder"],
      buildType: predicate["buildType"],
      invocation: {
        ...(isRecord(expected["invocation"]) ? expected["invocation"] : {}),
        parameters: { ...(isRecord(parameters) ? parameters : {}), vars },
      },
    });
    assert.equal(text(ours, "_type"), text(theirs, "_type"));
    assert.equal(text(ours, "predicateType"), text(theirs, "predicateType"));
  },
);
