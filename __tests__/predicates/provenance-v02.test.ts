import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { claims as tokenClaims, type ClaimOverrides } from "../../local/github/claims.ts";
import { encodeStatement, SLSA_V02 } from "../../src/intoto/statement.ts";
import { at, isRecord, text } from "../../src/json.ts";
import { provenanceV02 } from "../../src/predicates/provenance-v02.ts";
import { V02_BUILD_TYPE } from "../../src/project.ts";
import { readClaims } from "../../src/run/claims.ts";
import { readEventInputs } from "../../src/run/event.ts";
import { readEventPayload } from "../../src/run/payload.ts";
import { describeRun, type Run } from "../../src/run/run.ts";
import { readVars } from "../../src/run/vars.ts";

function run(changes: ClaimOverrides = {}): Run {
  const payload = { iss: "https://issuer.example", exp: 1_800_000_000, ...tokenClaims(changes) };
  return describeRun(readClaims(payload, "sigstore"), "https://github.com");
}

const parametersComplete = (predicate: unknown): unknown =>
  at(predicate, "metadata", "completeness", "parameters");

test("without more than the claims, environment and source are stated, and parameters are not called complete", () => {
  const source = {
    uri: "git+https://github.com/octo-org/rocket@refs/tags/v1.2.3",
    digest: { sha1: "6dcb09b5b57875f334f61aebed695e2e4193db5e" },
  };
  assert.deepEqual(provenanceV02(run(), {}), {
    builder: { id: "https://github.com/octo-org/rocket/.github/workflows/release.yml@refs/tags/v1.2.3" },
    buildType: V02_BUILD_TYPE,
    invocation: {
      configSource: { ...source, entryPoint: ".github/workflows/release.yml" },
      environment: {
        github_actor: "octo-maintainer",
        github_actor_id: "7100001",
        github_base_ref: "",
        github_event_name: "push",
        github_head_ref: "",
        github_ref: "refs/tags/v1.2.3",
        github_ref_type: "tag",
        github_repository_id: "610000001",
        github_repository_owner: "octo-org",
        github_repository_owner_id: "7000001",
        github_run_attempt: "1",
        github_run_id: "17200000001",
        github_run_number: "42",
        github_sha1: source.digest.sha1,
      },
    },
    metadata: {
      buildInvocationID: "17200000001-1",
      completeness: { parameters: false, environment: false, materials: false },
      reproducible: false,
    },
    materials: [source],
  });
});

test("a dispatch's inputs and the chosen variables are parameters, complete only when nothing is left out", () => {
  const inputs = { channel: "beta", "dry-run": "" };
  const dispatched = run({ event_name: "workflow_dispatch", ref: "refs/heads/main" });
  const eventInputs = readEventInputs("workflow_dispatch", { inputs });
  const all = provenanceV02(dispatched, { eventInputs, vars: readVars("REGION", '{"REGION":"eu"}') });
  assert.deepEqual(at(all, "invocation", "parameters"), { event_inputs: inputs, vars: { REGION: "eu" } });
  assert.equal(parametersComplete(all), true);

  const some = readVars("REGION", '{"REGION":"eu","CHANNEL":"beta"}');
  const secret = readEventInputs("workflow_dispatch", { inputs: { npm_token: "abcdefgh12" } });
  const none = readVars(undefined, "{}");
  assert.equal(parametersComplete(provenanceV02(dispatched, { eventInputs, vars: some })), false);
  assert.equal(parametersComplete(provenanceV02(dispatched, { eventInputs: secret, vars: none })), false);
  assert.equal(parametersComplete(provenanceV02(dispatched, { eventInputs, vars: none })), true);
});

test("parameters are those of the run, whichever workflow of it signs", () => {
  const job_workflow_ref = "octo-org/waybill/.github/workflows/attest-files.yml@refs/tags/v1";
  assert.equal(
    parametersComplete(provenanceV02(run({ job_workflow_ref }), { vars: readVars("", "{}") })),
    true,
  );
});

test("the event's payload is recorded whole, by its digest, or not", () => {
  const bytes = Buffer.from('{"ref":"refs/tags/v1.2.3"}');
  const environment = (choice: "none" | "digest" | "full"): unknown =>
    at(
      provenanceV02(run(), { eventPayload: readEventPayload(choice, bytes).value }),
      "invocation",
      "environment",
    );
  assert.deepEqual(at(environment("full"), "github_event_payload"), { ref: "refs/tags/v1.2.3" });
  assert.match(text(environment("digest"), "github_event_payload_sha256") ?? "", /^[0-9a-f]{64}$/);
  assert.equal(at(environment("digest"), "github_event_payload"), undefined);
  assert.equal(at(environment("none"), "github_event_payload_sha256"), undefined);
});

test("claims that a server leaves out are left out; a SHA-256 repository's commits are named so", () => {
  const sha = "a".repeat(64);
  const predicate = provenanceV02(run({ actor: undefined, run_number: undefined, sha }), {});
  const environment = at(predicate, "invocation", "environment");
  assert.ok(
    isRecord(environment) && !("github_actor" in environment) && !("github_run_number" in environment),
  );
  assert.deepEqual(at(predicate, "materials", 0, "digest"), { sha256: sha });
});

test("its statement is of the type of its time", () => {
  const { body } = encodeStatement([{ name: "a", digest: {} }], SLSA_V02, provenanceV02(run(), {}));
  assert.equal(text(body, "_type"), "https://in-toto.io/Statement/v0.1");
});

/** Attestations of slsa-github-generator's own releases; they are beside the checkout where the project is developed. */
const FOLDER = fileURLToPath(new URL("../../../shared/real-bundles/gha_generic/v2.1.0", import.meta.url));
const files = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
const skip = files.length === 0 ? "skipped: the real bundles are not beside this checkout" : false;

describe("beside slsa-github-generator's own provenance of v2.1.0", { skip }, () => {
  for (const file of files) {
    test(`${file}: only build type and builder id differ, to the byte`, () => {
      const bundle: unknown = JSON.parse(readFileSync(join(FOLDER, file), "utf8"));
      const payload = Buffer.from(text(bundle, "dsseEnvelope", "payload") ?? "", "base64").toString("utf8");
      const theirs: unknown = JSON.parse(payload);
      const predicate = at(theirs, "predicate");
      assert.ok(isRecord(predicate));
      const event = at(predicate, "invocation", "environment", "github_event_payload");
      const own = runOf(predicate);
      const ours = provenanceV02(own, {
        eventInputs: readEventInputs(own.claims.event_name, event),
        eventPayload: readEventPayload("full", Buffer.from(JSON.stringify(event))).value,
        vars: readVars(undefined, "{}"),
      });
      assert.notEqual(ours["buildType"], predicate["buildType"]);
      const alike = { ...ours, builder: predicate["builder"], buildType: predicate["buildType"] };
      assert.equal(JSON.stringify(alike), JSON.stringify(predicate));
      const { body } = encodeStatement([{ name: "a", digest: {} }], SLSA_V02, ours);
      assert.equal(text(body, "_type"), text(theirs, "_type"));
      assert.equal(body.predicateType, text(theirs, "predicateType"));
    });
  }
});

/** The run that their provenance tells of, as a token's claims would have told it. */
function runOf(predicate: unknown): Run {
  const named = (name: string): string | undefined =>
    text(predicate, "invocation", "environment", name === "sha" ? "github_sha1" : `github_${name}`);
  const repository = text(
    predicate,
    "invocation",
    "environment",
    "github_event_payload",
    "repository",
    "full_name",
  );
  const claims = Object.fromEntries(Object.keys(tokenClaims()).map((name) => [name, named(name)]));
  const path = text(predicate, "invocation", "configSource", "entryPoint");
  const ref = named("ref");
  return run({
    ...claims,
    repository,
    job_workflow_ref: `${repository}/${path}@${ref}`,
    job_workflow_sha: named("sha"),
    workflow_ref: `${repository}/${path}@${ref}`,
    workflow_sha: named("sha"),
    runner_environment: "github-hosted",
    sub: "unused",
  });
}
