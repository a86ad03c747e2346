import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { buildersOf, knownBuilder } from "../../src/verify/builders.ts";
import { GITHUB_ISSUER } from "../../src/verify/expectation.ts";
import { PROJECT_URL } from "../../src/project.ts";
import {
  COMMIT,
  GENERATOR,
  OTHER_COMMIT,
  SOURCE,
  WORKFLOW,
  changed,
  delegatorStatement,
  facts,
  generatorStatement,
  githubStatement,
  judged,
} from "./facts.ts";
import { refusal } from "./world.ts";

const GENERIC = `${GENERATOR}generator_generic_slsa3.yml`;
const DELEGATOR = `${GENERATOR}delegator_lowperms-generic_slsa3.yml`;
const RELEASE_COMMIT = "f7dd8c54c2067bafc12ca7a55595d5ee9b75204a";
const BUILD_TYPE = ["predicate", "buildType"];

describe("a known builder, when nobody is named", () => {
  test("passes at a release's tag, as level 3, with what is not evidenced", () => {
    const certificate = facts(`${GENERIC}@refs/tags/v2.1.0`);
    const { level, signer, buildType } = judged(generatorStatement(certificate), certificate, {
      minimumLevel: 3,
    });
    assert.equal(level.build, 3);
    assert.match(level.notEvidenced.join(), /the build's own runner/);
    assert.equal(signer.workflow, GENERIC);
    assert.match(buildType ?? "", /generic@v1$/);
  });

  test("passes at the commit of a release", () => {
    const certificate = facts(`${GENERIC}@${RELEASE_COMMIT}`, { buildSignerDigest: RELEASE_COMMIT });
    assert.equal(judged(generatorStatement(certificate), certificate).level.build, 3);
  });

  for (const ref of [
    "refs/heads/main",
    "refs/heads/v2.1.0",
    "refs/heads/x@refs/tags/v2.1.0",
    "refs/tags/v2.1.0-rc.0",
    "refs/tags/v2.1",
    "refs/tags/v2",
    "refs/tags/v2.1.0.",
    "refs/tags/x/../v2.1.0",
    "refs/pull/7/merge",
    OTHER_COMMIT,
  ]) {
    test(`is refused at ${ref}, and taken when that is named`, () => {
      const certificate = facts(`${GENERIC}@${ref}`);
      const statement = generatorStatement(certificate);
      for (const identity of [{}, { signer: GENERIC }, { builderId: GENERIC }])
        assert.throws(() => judged(statement, certificate, { identity }), refusal("SIGNER_MISMATCH", ref));
      for (const identity of [
        { signer: `${GENERIC}@${ref}` },
        { builderId: `${GENERIC}@${ref}` },
        { signerDigest: COMMIT },
      ])
        assert.equal(judged(statement, certificate, { identity }).level.build, 2);
    });
  }

  for (const signer of [
    "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yaml",
    "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/../workflows/generator_generic_slsa3.yml",
    "https://github.com/SLSA-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml",
    "https://github.com/slsa-frarnework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml",
    "https://github.com/slsa-framework/slsa-github-generator./.github/workflows/generator_generic_slsa3.yml",
    "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/generator%5Fgeneric_slsa3.yml",
    "https://github.com/asraa/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml",
    "https://ghe.example.com/slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml",
  ]) {
    test(`is not ${signer}`, () => {
      const certificate = facts(`${signer}@refs/tags/v2.1.0`);
      assert.throws(
        () => judged(generatorStatement(certificate), certificate),
        refusal("SIGNER_MISMATCH", "known builder"),
      );
    });
  }

  test("is not known by another issuer's word", () => {
    const issuer = "https://issuer.example.com";
    const certificate = facts(`${GENERIC}@refs/tags/v2.1.0`, { issuer });
    const statement = generatorStatement(certificate);
    assert.throws(() => judged(statement, certificate, { identity: { issuer } }), refusal("SIGNER_MISMATCH"));
    const named = judged(statement, certificate, { identity: { issuer, signer: GENERIC } });
    assert.equal(named.level.build, 2);
    assert.ok(knownBuilder(GENERIC, `${GITHUB_ISSUER}/acme`));
    assert.equal(knownBuilder(GENERIC, `${GITHUB_ISSUER}.example.com`), undefined);
  });

  test("does not write another build type", () => {
    const certificate = facts(`${GENERIC}@refs/tags/v2.1.0`);
    for (const buildType of [
      "https://github.com/slsa-framework/slsa-github-generator/go@v1",
      "https://github.com/slsa-framework/slsa-github-generator/generic@v2",
      undefined,
    ])
      assert.throws(
        () => judged(changed(generatorStatement(certificate), BUILD_TYPE, buildType), certificate),
        refusal("BUILD_TYPE_MISMATCH"),
      );
    assert.throws(
      () => judged(githubStatement(certificate), certificate),
      refusal("BUILD_TYPE_MISMATCH", "actions.github.io"),
    );
  });

  test("has level 2 if it does not claim that the parameters are complete", () => {
    const certificate = facts(`${GENERIC}@refs/tags/v2.1.0`);
    const path = ["predicate", "metadata", "completeness", "parameters"];
    const { level } = judged(changed(generatorStatement(certificate), path, false), certificate);
    assert.equal(level.build, 2);
    assert.deepEqual(level.notEvidenced, ["complete external parameters"]);
  });

  test("has level 1 on a self-hosted runner", () => {
    const certificate = facts(`${GENERIC}@refs/tags/v2.1.0`, { runnerEnvironment: "self-hosted" });
    assert.equal(judged(generatorStatement(certificate), certificate).level.build, 1);
  });
});

describe("a delegator", () => {
  const certificate = facts(`${DELEGATOR}@refs/tags/v2.1.0`);
  const tools = "https://github.com/octo-tools/builder/.github/workflows/build.yml";
  const by = (tool: string, builderId?: string): unknown =>
    judged(delegatorStatement(certificate, tool), certificate, { identity: { builderId } });

  test("signs for a tool of slsa-github-generator without more being said", () => {
    const tool = `${GENERATOR}builder_nodejs_slsa3.yml@refs/tags/v2.1.0`;
    assert.equal(judged(delegatorStatement(certificate, tool), certificate).level.build, 3);
  });

  test("signs for another tool when that is named, with its version or without", () => {
    const tool = `${tools}@refs/tags/v1.0.0`;
    for (const name of [tools, tool, `${tools}@v1.0.0`]) by(tool, name);
    const identity = { signer: DELEGATOR, builderId: tools };
    judged(delegatorStatement(certificate, tool), certificate, { identity });
  });

  for (const [situation, tool, builderId] of [
    ["a tool that nobody named", `${tools}@refs/tags/v1.0.0`, undefined],
    ["a tool of another name", `${tools}@refs/tags/v1.0.0`, `${tools}.yml`],
    ["a tool of another version", `${tools}@refs/tags/v1.0.0`, `${tools}@v1.0.1`],
    ["a tool at a branch", `${tools}@refs/heads/main`, tools],
    ["a tool at a commit", `${tools}@${OTHER_COMMIT}`, tools],
    ["a tool at a prerelease", `${tools}@refs/tags/v1.0.0-rc.1`, tools],
    ["a tool without a version", tools, `${tools}@v1.0.0`],
    ["a tool without a version, which is named so", tools, tools],
    ["a tool beside the generator's", `${GENERATOR}../x.yml@refs/tags/v1.0.0`, undefined],
    [
      "a tool of a look-alike of the generator",
      "https://github.com/slsa-framework/slsa-github-generator2/.github/workflows/x.yml@refs/tags/v1.0.0",
      undefined,
    ],
    ["the delegator as its own tool's name", `${tools}@refs/tags/v1.0.0`, DELEGATOR],
  ] as const) {
    test(`is refused for ${situation}`, () => {
      assert.throws(() => by(tool, builderId), refusal("BUILDER_MISMATCH"));
    });
  }

  test("signs for a tool at any version that is named whole", () => {
    for (const ref of ["refs/heads/main", OTHER_COMMIT]) by(`${tools}@${ref}`, `${tools}@${ref}`);
  });

  test("signs for JReleaser at its tags alone", () => {
    const jreleaser = "https://github.com/jreleaser/release-action/.github/workflows/builder_slsa3.yml";
    by(`${jreleaser}@refs/tags/v1.0.0-java`, jreleaser);
    for (const tag of ["v1.0.0", "v1.0.0-rust"])
      assert.throws(() => by(`${jreleaser}@refs/tags/${tag}`, jreleaser), refusal("BUILDER_MISMATCH"));
    assert.throws(() => by(`${tools}@refs/tags/v1.0.0-java`, tools), refusal("BUILDER_MISMATCH"));
  });

  test("must itself be a release, whatever tool is named", () => {
    const branch = facts(`${DELEGATOR}@refs/heads/main`);
    const statement = delegatorStatement(branch, `${tools}@refs/tags/v1.0.0`);
    for (const identity of [{ builderId: tools }, { signer: DELEGATOR, builderId: tools }])
      assert.throws(() => judged(statement, branch, { identity }), refusal("SIGNER_MISMATCH"));
  });

  const definition = ["predicate", "buildDefinition"] as const;
  const lies: readonly (readonly [string, readonly (string | number)[], unknown])[] = [
    ["GITHUB_EVENT_NAME", [...definition, "internalParameters", "GITHUB_EVENT_NAME"], "release"],
    ["GITHUB_REF", [...definition, "internalParameters", "GITHUB_REF"], "refs/tags/v9"],
    ["GITHUB_REF", [...definition, "internalParameters", "GITHUB_REF"], undefined],
    ["GITHUB_REF_TYPE", [...definition, "internalParameters", "GITHUB_REF_TYPE"], "branch"],
    ["GITHUB_REPOSITORY", [...definition, "internalParameters", "GITHUB_REPOSITORY"], "octo-org/other"],
    ["GITHUB_REPOSITORY_ID", [...definition, "internalParameters", "GITHUB_REPOSITORY_ID"], "1"],
    ["GITHUB_REPOSITORY_OWNER_ID", [...definition, "internalParameters", "GITHUB_REPOSITORY_OWNER_ID"], "1"],
    ["GITHUB_RUN_ID", [...definition, "internalParameters", "GITHUB_RUN_ID"], "1"],
    ["GITHUB_RUN_ATTEMPT", [...definition, "internalParameters", "GITHUB_RUN_ATTEMPT"], "1"],
    ["GITHUB_SHA", [...definition, "internalParameters", "GITHUB_SHA"], OTHER_COMMIT],
    ["GITHUB_WORKFLOW_REF", [...definition, "internalParameters", "GITHUB_WORKFLOW_REF"], "x"],
    ["GITHUB_WORKFLOW_SHA", [...definition, "internalParameters", "GITHUB_WORKFLOW_SHA"], OTHER_COMMIT],
    ["github_sha", [...definition, "internalParameters", "github_sha"], OTHER_COMMIT],
    ["resolvedDependencies[0].uri", [...definition, "resolvedDependencies", 0, "uri"], `git+${SOURCE}x`],
    [
      "resolvedDependencies[0].digest.gitCommit",
      [...definition, "resolvedDependencies", 0, "digest", "gitCommit"],
      OTHER_COMMIT,
    ],
    ["externalParameters.workflow", [...definition, "externalParameters", "workflow"], { ref: "x" }],
    ["metadata.invocationId", ["predicate", "runDetails", "metadata", "invocationId"], "x"],
  ];
  for (const [field, path, value] of lies) {
    test(`is refused for a false field, ${field}: ${JSON.stringify(value) ?? "nothing"}`, () => {
      const tool = `${GENERATOR}builder_nodejs_slsa3.yml@refs/tags/v2.1.0`;
      const lying = changed(delegatorStatement(certificate, tool), path, value);
      assert.throws(() => judged(lying, certificate), refusal("PREDICATE_CERTIFICATE_MISMATCH", field));
    });
  }

  test("is not what another signer becomes by its build type", () => {
    const other = facts();
    const statement = delegatorStatement(other, `${GENERATOR}builder_nodejs_slsa3.yml@refs/tags/v2.1.0`);
    assert.throws(
      () => judged(statement, other, { identity: { signer: WORKFLOW } }),
      refusal("PREDICATE_CERTIFICATE_MISMATCH", "builder.id"),
    );
  });
});

describe("the container-based builder", () => {
  const certificate = facts(`${GENERATOR}builder_container-based_slsa3.yml@refs/tags/v2.1.0`);
  const source = { uri: `git+${SOURCE}@refs/tags/v1.2.3`, digest: { sha1: COMMIT } };
  const run = { GITHUB_RUN_ID: 17200000001, GITHUB_RUN_ATTEMPT: "2" };
  const base = delegatorStatement(certificate, certificate.subjectAlternativeName);
  const definition = ["predicate", "buildDefinition"] as const;
  const parameters = { source, builderImage: {}, configPath: "x", buildConfig: {} };
  const statement = [
    [[...definition, "buildType"], "https://slsa.dev/container-based-build/v0.1?draft"],
    [[...definition, "externalParameters"], parameters],
    [[...definition, "internalParameters", "GITHUB_RUN_ID"], run.GITHUB_RUN_ID],
    [
      [...definition, "resolvedDependencies"],
      [source, { uri: "git+https://x", digest: {} }],
    ],
  ].reduce((all, [path, value]) => changed(all, path as string[], value), base);

  test("passes with its commits as sha1 and its run as a number", () => {
    assert.equal(judged(statement, certificate).level.build, 3);
  });

  for (const [field, path, value] of [
    ["source.uri", ["externalParameters", "source", "uri"], `git+${SOURCE}x@refs/tags/v1.2.3`],
    ["source.digest.sha1", ["externalParameters", "source", "digest", "sha1"], OTHER_COMMIT],
    ["GITHUB_RUN_ID", ["internalParameters", "GITHUB_RUN_ID"], 17],
    ["resolvedDependencies[0].digest.sha1", ["resolvedDependencies", 0, "digest", "sha1"], OTHER_COMMIT],
    ["externalParameters.extra", ["externalParameters", "extra"], true],
  ] as const) {
    test(`is refused for a false ${field}`, () => {
      const lying = changed(statement, [...definition, ...path], value);
      assert.throws(() => judged(lying, certificate), refusal("PREDICATE_CERTIFICATE_MISMATCH", field));
    });
  }
});

describe("a reusable workflow that only the caller knows", () => {
  const builder = "https://github.com/octo-tools/ci/.github/workflows/attest.yml";

  test("is level 2, and its version is asked for where it is named as a builder", () => {
    const certificate = facts(`${builder}@refs/tags/v1.0.0`);
    const statement = githubStatement(certificate);
    for (const identity of [{ signer: builder }, { builderId: builder }])
      assert.equal(judged(statement, certificate, { identity }).level.build, 2);
    const branch = facts(`${builder}@refs/heads/main`);
    const other = githubStatement(branch);
    assert.equal(judged(other, branch, { identity: { signer: builder } }).signer.settled, false);
    assert.throws(
      () => judged(other, branch, { identity: { builderId: builder } }),
      refusal("SIGNER_MISMATCH"),
    );
    judged(other, branch, { identity: { builderId: `${builder}@refs/heads/main` } });
  });
});

test("none of our own builders is known while the project has no home, and all are once it has", () => {
  assert.deepEqual(buildersOf("https://github.com/OWNER/waybill"), []);
  const known = buildersOf("https://github.com/acme/waybill");
  assert.ok(known.length >= 4);
  for (const { signer, level } of known) {
    assert.ok(signer.startsWith("https://github.com/acme/waybill/.github/workflows/"), signer);
    assert.equal(level, 3);
  }
  const own = `${PROJECT_URL}/.github/workflows/attest.yml`;
  assert.equal(knownBuilder(own, GITHUB_ISSUER) !== undefined, !PROJECT_URL.includes("/OWNER/"));
});
