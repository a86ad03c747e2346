import assert from "node:assert/strict";
import { test } from "node:test";

import { claims as tokenClaims } from "../../local/github/claims.ts";
import { changedClaims, readClaims } from "../../src/run/claims.ts";
import { failure } from "../subjects/world.ts";

/** The payload of a token as GitHub issues it. */
function payload(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { iss: "https://issuer.example", exp: 1_800_000_000, ...tokenClaims(), ...changes };
}

const REQUIRED = {
  iss: "two words",
  sub: "line\nbreak",
  event_name: "push; rm",
  job_workflow_ref: "o/r/a\tb@refs/heads/main",
  job_workflow_sha: "6DCB09B5B57875F334F61AEBED695E2E4193DB5E",
  ref: "refs/heads/\u202Emain",
  repository: "octo-org/rocket/more",
  repository_id: "12a",
  repository_owner: "octo/org",
  repository_owner_id: "-1",
  run_attempt: "",
  run_id: "1/../2",
  runner_environment: "github hosted",
  sha: "6dcb09b",
  workflow_ref: "",
  workflow_sha: "not a commit",
} as const;

test("each claim that provenance is made of must be there, in its own form, and the error names it", () => {
  for (const [name, malformed] of Object.entries(REQUIRED)) {
    const missing = payload({ [name]: undefined });
    assert.throws(() => readClaims(missing, "sigstore"), failure("TOKEN_INVALID", `${name} (missing)`));
    for (const value of [malformed, 7, null, ["x"]]) {
      assert.throws(
        () => readClaims(payload({ [name]: value }), "sigstore"),
        failure("TOKEN_INVALID", `malformed: ${name}`),
      );
    }
  }
});

test("a workflow's file may have a space in its name, and a reference any letter", () => {
  const workflow = "o/r/.github/workflows/my release.yml@refs/heads/größe";
  const claims = readClaims(payload({ workflow_ref: workflow, job_workflow_ref: workflow }), "sigstore");
  assert.equal(claims.workflow_ref, workflow);
  for (const space of ["\u00A0", "\u2028", "\n", "\u0085"]) {
    const other = workflow.replace(" ", space);
    assert.throws(() => readClaims(payload({ workflow_ref: other }), "sigstore"), failure("TOKEN_INVALID"));
  }
  assert.throws(() => readClaims(payload({ ref: "refs/heads/a b" }), "sigstore"), failure("TOKEN_INVALID"));
});

test("all claims that are missing are named together", () => {
  const { sha: _, run_id: __, ...rest } = payload();
  assert.throws(
    () => readClaims(rest, "sigstore"),
    failure("TOKEN_INVALID", "run_id (missing), sha (missing)"),
  );
});

test("visibility and environment may be absent, and then are undefined; malformed they are refused", () => {
  const claims = readClaims(payload({ repository_visibility: undefined, environment: "" }), "sigstore");
  assert.equal(claims.repository_visibility, undefined);
  assert.equal(claims.environment, undefined);
  assert.equal(readClaims(payload({ environment: "Prod: eu ✓" }), "sigstore").environment, "Prod: eu ✓");
  for (const changes of [{ environment: "a\nb" }, { repository_visibility: "very private" }]) {
    const [name = ""] = Object.keys(changes);
    assert.throws(() => readClaims(payload(changes), "sigstore"), failure("TOKEN_INVALID", name));
  }
});

test("what only provenance v0.2 records may be absent or empty; malformed it is refused", () => {
  const { actor, actor_id, base_ref, ref_type, run_number } = readClaims(payload(), "sigstore");
  assert.deepEqual(
    { actor, actor_id, base_ref, ref_type, run_number },
    { actor: "octo-maintainer", actor_id: "7100001", base_ref: undefined, ref_type: "tag", run_number: "42" },
  );
  const names = ["actor", "actor_id", "base_ref", "head_ref", "ref_type", "run_number"] as const;
  for (const name of names) {
    assert.equal(readClaims(payload({ [name]: undefined }), "sigstore")[name], undefined);
    assert.throws(() => readClaims(payload({ [name]: "a\nb" }), "sigstore"), failure("TOKEN_INVALID", name));
  }
  assert.equal(readClaims(payload({ actor: "dependabot[bot]" }), "sigstore").actor, "dependabot[bot]");
});

test("claims that are not used are ignored, and a SHA-256 repository's commits are commits", () => {
  const commit = "a".repeat(64);
  const claims = readClaims(payload({ sha: commit, enterprise: { id: 1 } }), "sigstore");
  assert.equal(claims.sha, commit);
  assert.ok(!("enterprise" in claims) && !("check_run_id" in claims));
});

test("two tokens of one job differ in their times alone", () => {
  const first = readClaims(payload(), "sigstore");
  assert.deepEqual(changedClaims(first, readClaims(payload({ exp: 1_900_000_000 }), "sigstore")), []);
  const other = readClaims(payload({ sha: "b".repeat(40), environment: "production" }), "sigstore");
  assert.deepEqual(changedClaims(first, other).toSorted(), ["environment", "sha"]);
});
