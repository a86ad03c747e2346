import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { parse } from "yaml";

import { nestedAction } from "../../scripts/docs.ts";
import { at, isRecord, list, text } from "../../src/json.ts";
import { buildersOf } from "../../src/verify/builders.ts";
import { GENERATOR, HELPER } from "./generator-interface.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);
const NAMES = ["attest-files.yml", "attest-image.yml", "attest.yml"] as const;

const file = (name: string): Promise<string> => readFile(join(ROOT, name), "utf8");
const workflows = await Promise.all(
  NAMES.map(async (name) => {
    const source = await file(`.github/workflows/${name}`);
    const parsed: unknown = parse(source);
    return { name, source, parsed, called: at(parsed, "on", "workflow_call"), jobs: at(parsed, "jobs") };
  }),
);
const STEP: unknown = parse(await file("attest/action.yml"));

function keys(value: unknown): string[] {
  return isRecord(value) ? Object.keys(value) : [];
}

function stepsOf(jobs: unknown): { readonly job: string; readonly step: unknown }[] {
  return keys(jobs).flatMap((job) => list(jobs, job, "steps").map((step) => ({ job, step })));
}

for (const [name, generator] of Object.entries(GENERATOR)) {
  const workflow = workflows.find((one) => one.name === name);

  test(`${name}: a caller of the generator finds each input, with its type and default, and needs no other`, () => {
    const inputs = at(workflow?.called, "inputs");
    for (const [input, declared] of Object.entries(generator.inputs)) {
      const ours = at(inputs, input);
      assert.equal(text(ours, "type"), declared.type, input);
      assert.equal(at(ours, "default"), declared.default, input);
      assert.equal(at(ours, "required") === true, declared.required === true, input);
    }
    for (const input of keys(inputs)) {
      if (input in generator.inputs) continue;
      assert.notEqual(at(inputs, input, "required"), true, input);
      assert.notEqual(at(inputs, input, "default"), undefined, input);
    }
  });

  test(`${name}: it finds each secret and each output too, and may leave every secret out`, () => {
    const secrets = at(workflow?.called, "secrets");
    assert.deepEqual(keys(secrets).toSorted(), generator.secrets.toSorted());
    for (const secret of keys(secrets)) assert.equal(at(secrets, secret, "required"), false, secret);
    const outputs = keys(at(workflow?.called, "outputs"));
    for (const output of generator.outputs) assert.ok(outputs.includes(output), output);
  });

  test(`${name}: no job asks for more than the generator's callers grant`, () => {
    for (const job of keys(workflow?.jobs)) {
      const asked = at(workflow?.jobs, job, "permissions");
      for (const scope of keys(asked)) {
        const [wanted, granted] = [text(asked, scope), generator.granted[scope]];
        assert.ok(wanted === granted || (wanted === "read" && granted === "write"), `${job}: ${scope}`);
      }
    }
  });
}

for (const { name, source, parsed, called, jobs } of workflows) {
  test(`${name}: it can be called, and does nothing else`, () => {
    assert.deepEqual(keys(at(parsed, "on")), ["workflow_call"]);
    assert.deepEqual(at(parsed, "permissions"), {});
  });

  test(`${name}: the right to sign is in one job, and the right to change releases in another`, () => {
    const having = (scope: string): string[] =>
      keys(jobs).filter((job) => text(jobs, job, "permissions", scope) === "write");
    assert.deepEqual(having("id-token"), ["sign"]);
    assert.deepEqual(having("contents"), name === "attest-image.yml" ? [] : ["upload"]);
    assert.deepEqual(having("attestations"), name === "attest.yml" ? ["sign"] : []);
  });

  test(`${name}: no job checks anything out, and the only action is the step, of the workflow's own commit`, () => {
    const used = stepsOf(jobs).flatMap(({ step }) => text(step, "uses") ?? []);
    assert.deepEqual(new Set(used), new Set(["$/attest"]));
    assert.equal(used.length, keys(jobs).length);
  });

  test(`${name}: the step gets inputs that it has, and every input of the workflow is read`, () => {
    const known = keys(at(STEP, "inputs"));
    for (const { job, step } of stepsOf(jobs)) {
      if (text(step, "uses") === undefined) continue;
      for (const input of keys(at(step, "with"))) assert.ok(known.includes(input), `${job}: ${input}`);
    }
    for (const input of keys(at(called, "inputs"))) {
      const read = new RegExp(`\\$\\{\\{[^}]*\\binputs\\.${input}(?![\\w-])`);
      assert.match(source, read, input);
    }
  });

  test(`${name}: what is signed is complete, and of the version that most verifiers know, unless the caller says else`, () => {
    const inputs = at(called, "inputs");
    assert.equal(at(inputs, "build-type", "default"), "full");
    assert.equal(at(inputs, "provenance-version", "default"), "v1");
    for (const quiet of ["event-payload", "vars"])
      assert.ok(["none", ""].includes(text(inputs, quiet, "default") ?? "?"), quiet);
  });

  test(`${name}: GitHub's attestation store is left alone where the caller grants nothing for it`, () => {
    for (const { step } of stepsOf(jobs)) {
      if (text(step, "uses") === undefined) continue;
      const asked = text(step, "with", "github-attestations");
      const signsForAll = name === "attest.yml" && at(step, "with", "publish-only") !== true;
      assert.equal(asked, signsForAll ? "${{ inputs.github-attestations }}" : "never");
    }
  });

  test(`${name}: the job that uploads is told by GitHub alone who must have signed, and by the signing job what`, () => {
    const upload = stepsOf(jobs).find(({ step }) => at(step, "with", "publish-only") === true);
    if (name === "attest-image.yml") return assert.equal(upload, undefined);
    const given = at(upload?.step, "with");
    const expected = {
      "bundles-artifact": "${{ needs.sign.outputs.provenance-name }}",
      "bundles-artifact-digest": "${{ needs.sign.outputs.provenance-digest }}",
      "expected-signer": "${{ job.workflow_ref }}",
      "expected-signer-digest": "${{ job.workflow_sha }}",
      "expected-source-repository": "${{ github.repository }}",
      "expected-source-digest": "${{ github.sha }}",
      "create-release": "${{ inputs.draft-release == 'true' && 'draft' || 'publish' }}",
    };
    for (const [input, value] of Object.entries(expected)) assert.equal(text(given, input), value, input);
  });

  test(`${name}: the job that signs refuses what it is not for, by what GitHub and the runner say`, () => {
    const [{ step } = { step: undefined }] = stepsOf(jobs);
    const env = at(step, "env");
    assert.equal(text(env, "EVENT"), "${{ github.event_name }}");
    assert.equal(text(env, "RUNNER_KIND"), "${{ runner.environment }}");
    const [, signing] = stepsOf(jobs);
    assert.equal(text(signing?.step, "if"), "steps.check.outcome == 'success'");
  });

  test(`${name}: it is a builder that the verifier will know`, () => {
    const known = buildersOf("https://github.com/octo-org/waybill").map(({ signer }) => signer);
    assert.ok(known.includes(`https://github.com/octo-org/waybill/.github/workflows/${name}`));
  });
}

/** The first step of the signing job, with the runner's words; the exit code and what it printed. */
async function check(
  name: string,
  given: Readonly<Record<string, string>>,
): Promise<{ readonly code: number; readonly said: string }> {
  const jobs = workflows.find((one) => one.name === name)?.jobs;
  const script = text(list(jobs, "sign", "steps")[0], "run") ?? "exit 99";
  const usual = { EVENT: "push", RUNNER_KIND: "github-hosted", DRY_RUN: "false", ALLOW_SELF_HOSTED: "false" };
  const env = { PATH: process.env["PATH"], ...usual, COMPILE: "false", GCP: "", ...given };
  return await run("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], { env }).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: unknown) => ({ code: Number(at(error, "code")), said: text(error, "stdout") ?? "" }),
  );
}

const onPosix = { skip: process.platform === "win32" ? "the check runs in bash" : false };

for (const name of NAMES) {
  for (const [situation, given, code, said] of [
    ["a push on a hosted runner", {}, 0, /^$/],
    ["a pull request", { EVENT: "pull_request" }, 1, /^::error .*dry-run: true/],
    ["a rehearsed pull request", { EVENT: "pull_request", DRY_RUN: "true" }, 0, /^$/],
    ["pull_request_target", { EVENT: "pull_request_target" }, 0, /^::warning .*default branch's commit/],
    ["workflow_run", { EVENT: "workflow_run" }, 0, /^::warning .*default branch's commit/],
    ["a self-hosted runner", { RUNNER_KIND: "self-hosted" }, 1, /^::error .*allow-self-hosted: true/],
    ["a runner of no known kind", { RUNNER_KIND: "" }, 1, /^::error .*allow-self-hosted: true/],
    ["a self-hosted runner on request", { RUNNER_KIND: "self-hosted", ALLOW_SELF_HOSTED: "true" }, 0, /^$/],
  ] as const) {
    test(`${name}: ${situation}`, onPosix, async () => {
      const result = await check(name, given);
      assert.equal(result.code, code, result.said);
      assert.match(result.said, said);
    });
  }
}

test("what the generator's callers ask for in vain is said", onPosix, async () => {
  for (const name of ["attest-files.yml", "attest-image.yml"])
    assert.match((await check(name, { COMPILE: "true" })).said, /^::notice .*no effect/);
  const gcp = await check("attest-image.yml", { GCP: "projects/1/providers/p" });
  assert.deepEqual([gcp.code, /not supported/.test(gcp.said)], [1, true]);
});

test("attest/action.yml is action.yml one folder further down", async () => {
  const [own, nested] = [await file("action.yml"), await file("attest/action.yml")];
  assert.equal(nested, nestedAction(own), "run `npm run docs`");
  assert.equal(text(parse(nested), "runs", "main"), "../dist/main.js");
});

test("the helper of base64-subjects-as-file is at the generator's path, with its input and output", async () => {
  const helper: unknown = parse(await file(`${HELPER.path}/action.yml`));
  assert.deepEqual(keys(at(helper, "inputs")), HELPER.inputs);
  assert.deepEqual(keys(at(helper, "outputs")), HELPER.outputs);
  assert.equal(text(helper, "runs", "using"), "node24");
  assert.equal(text(helper, "runs", "main"), "../../../../dist/subjects-file.js");
  await access(join(ROOT, "src/subjects-file.ts"));
});

test("actionlint overlooks two messages about what it does not know yet, and no others", async () => {
  const ignored = list(
    parse(await file(".github/actionlint.yaml")),
    "paths",
    ".github/workflows/*.yml",
    "ignore",
  );
  assert.equal(ignored.length, 2);
  const [action, job] = ignored.map((pattern) => new RegExp(String(pattern)));
  assert.match(
    'specifying action "$/attest" in invalid format because ref is missing. available formats',
    action ?? /^$/,
  );
  assert.doesNotMatch(
    'specifying action "$/other" in invalid format because ref is missing. ',
    action ?? /^/,
  );
  assert.match('property "workflow_sha" is not defined in object type {check_run_id: number; ', job ?? /^$/);
  assert.doesNotMatch('property "workflow_sha" is not defined in object type {os: string}', job ?? /^/);
});
