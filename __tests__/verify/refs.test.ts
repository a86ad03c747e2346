import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { isReleaseTag, isVersionOf, namesWorkflow, readVersion, splitUri } from "../../src/verify/refs.ts";
import { COMMIT, OTHER_COMMIT, WORKFLOW } from "./facts.ts";

describe("a workflow's URI is split at its reference", () => {
  for (const ref of [
    "refs/tags/v1.2.3",
    "refs/tags/pkg@1.2.3",
    "refs/tags/@scope/pkg@1.2.3",
    "refs/heads/main@refs/heads/other",
    `refs/heads/x@${COMMIT}`,
    "refs/heads/../main",
    "refs/pull/7/merge",
    COMMIT,
    "d".repeat(64),
  ]) {
    test(`at ${ref}`, () => assert.deepEqual(splitUri(`${WORKFLOW}@${ref}`), { workflow: WORKFLOW, ref }));
  }

  for (const uri of [
    WORKFLOW,
    `${WORKFLOW}@`,
    `${WORKFLOW}@refs/`,
    `${WORKFLOW}@v1`,
    `${WORKFLOW}@main`,
    `${WORKFLOW}@${COMMIT.slice(1)}`,
    `${WORKFLOW}@${COMMIT.toUpperCase()}`,
    `${WORKFLOW}%40refs/heads/main`,
    "@refs/heads/main",
    `@${COMMIT}`,
    "",
  ]) {
    test(`and not where there is none: ${uri}`, () => {
      assert.deepEqual(splitUri(uri), { workflow: uri, ref: undefined });
    });
  }
});

describe("a name of a workflow", () => {
  const tagged = `${WORKFLOW}@refs/tags/v1.2.3`;
  const cases: readonly (readonly [string, string, "any" | "one" | undefined])[] = [
    [WORKFLOW, tagged, "any"],
    [tagged, tagged, "one"],
    [`${WORKFLOW}@v1.2.3`, tagged, "one"],
    [`${WORKFLOW}@pkg@1.2.3`, `${WORKFLOW}@refs/tags/pkg@1.2.3`, "one"],
    [`${WORKFLOW}@${COMMIT}`, tagged, "one"],
    [`${WORKFLOW}@${COMMIT}`, `${WORKFLOW}@${COMMIT}`, "one"],
    [`${WORKFLOW}@${OTHER_COMMIT}`, tagged, undefined],
    [`${WORKFLOW.replace("release", "other")}@${COMMIT}`, tagged, undefined],
    [`${WORKFLOW}@v1.2`, tagged, undefined],
    [`${WORKFLOW}@v1`, tagged, undefined],
    [`${WORKFLOW}@tags/v1.2.3`, tagged, undefined],
    [`${WORKFLOW}@v1.2.3`, `${WORKFLOW}@refs/heads/v1.2.3`, undefined],
    [`${WORKFLOW}@main`, `${WORKFLOW}@refs/heads/main`, undefined],
    [`${WORKFLOW}@refs/heads/main`, `${WORKFLOW}@refs/heads/main@refs/heads/x`, undefined],
    [`${WORKFLOW}@refs/tags/v1.2.3`, `${WORKFLOW}@refs/tags/v1.2.3.`, undefined],
    [`${WORKFLOW}@refs/tags/v1.2.3.`, tagged, undefined],
    [`${WORKFLOW}@refs/tags/v1%2E2.3`, tagged, undefined],
    [`${WORKFLOW}@refs/heads/../tags/v1.2.3`, tagged, undefined],
    [`${WORKFLOW}@`, tagged, undefined],
    [`${WORKFLOW}.attacker.yml`, tagged, undefined],
    [WORKFLOW, `${WORKFLOW}.attacker.yml@refs/tags/v1.2.3`, undefined],
    [WORKFLOW.slice(0, -1), tagged, undefined],
    [WORKFLOW.replace("release", "Release"), tagged, undefined],
    [WORKFLOW.replace("octo-org", "octo-0rg"), tagged, undefined],
    [WORKFLOW.replace("/rocket/", "/rocket./"), tagged, undefined],
    [WORKFLOW.replace("github.com", "github.com.evil.example"), tagged, undefined],
    [WORKFLOW.replace("https:", "http:"), tagged, undefined],
    [WORKFLOW.replace("/.github/", "/./.github/"), tagged, undefined],
    [`${WORKFLOW}/`, tagged, undefined],
    ["https://github.com/octo-org/rocket", tagged, undefined],
    ["", tagged, undefined],
    [".*", tagged, undefined],
  ];
  for (const [wanted, uri, naming] of cases) {
    test(`${wanted} is ${naming ?? "not"} ${uri}`, () => {
      assert.equal(namesWorkflow(wanted, uri, COMMIT), naming);
    });
  }
});

test("a versioned tag gives what it wants to be equal, and no more (slsa-verifier's meaning)", () => {
  const is = (tag: string, wanted: string): boolean | undefined => {
    const [found, want] = [readVersion(tag), readVersion(wanted)];
    return found === undefined || want === undefined ? undefined : isVersionOf(found, want);
  };
  const table: readonly (readonly [string, string, boolean | undefined])[] = [
    ["v1.2.3", "v1", true],
    ["v1.2.3", "v1.2", true],
    ["v1.2.3", "v1.2.3", true],
    ["v13.0.30", "v13", true],
    ["v13.0.30", "v13.0", true],
    ["v14", "v14.0", true],
    ["v14", "v14.0.0", true],
    ["v14.2", "v14.2.0", true],
    ["v1.2.3+build.7", "v1.2.3", true],
    ["v1.2.3", "v1.2.3+other", true],
    ["v1.2.3-rc.1", "v1.2.3-rc.1", true],
    ["v1.2.3-rc.1", "v1", true],
    ["v1.2.3-rc.1", "v1.2.3", false],
    ["v1.2.3-rc.1", "v1.2.3-rc.2", false],
    ["v1.2.3", "v1.2.3-rc.1", false],
    ["v1.2.3", "v2", false],
    ["v11.2.3", "v1", false],
    ["v1.20.3", "v1.2", false],
    ["v1.2.30", "v1.2.3", false],
    ["v14.2", "v14.2.1", false],
    ["v14", "v14.2", false],
    ["1.2.3", "v1", undefined],
    ["v01.2.3", "v1", undefined],
    ["v1.2.3.4", "v1", undefined],
    ["v1.2-rc", "v1", undefined],
    ["pkg@1.2.3", "v1", undefined],
    ["v1.2.3", "1.2.3", undefined],
    ["v1.2.3", "v1.x", undefined],
    ["v1.2.3", "v", undefined],
    ["v1.2.3", "v1.", undefined],
    ["v1.2.3\n", "v1", undefined],
    ["v1.2.3-", "v1", undefined],
    ["v1.2.3-01", "v1", undefined],
  ];
  for (const [tag, wanted, expected] of table) assert.equal(is(tag, wanted), expected, `${tag} ${wanted}`);
});

test("a release's tag is vX.Y.Z and nothing else", () => {
  for (const tag of ["v1.2.3", "v0.0.1", "v10.20.30"]) assert.ok(isReleaseTag(`refs/tags/${tag}`), tag);
  for (const ref of [
    "refs/tags/v1",
    "refs/tags/v1.2",
    "refs/tags/v1.2.3-rc.1",
    "refs/tags/v1.2.3-java",
    "refs/tags/v1.2.3+b",
    "refs/tags/v1.2.3\n",
    "refs/tags/v01.2.3",
    "refs/tags/x/v1.2.3",
    "refs/heads/v1.2.3",
    "v1.2.3",
    undefined,
  ])
    assert.ok(!isReleaseTag(ref), ref);
  assert.ok(isReleaseTag("refs/tags/v1.2.3-java", "-java"));
  assert.ok(!isReleaseTag("refs/tags/v1.2.3", "-java"));
  assert.ok(!isReleaseTag("refs/tags/v1.2.3-beta", "-java"));
});
