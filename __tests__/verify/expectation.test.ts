import assert from "node:assert/strict";
import { describe, test } from "node:test";

import type { Code } from "../../src/errors.ts";
import { GITHUB_ISSUER } from "../../src/verify/expectation.ts";
import {
  COMMIT,
  GENERATOR,
  OTHER_COMMIT,
  REF,
  SOURCE,
  WORKFLOW,
  changed,
  delegatorStatement,
  facts,
  generatorStatement,
  githubStatement,
  judged,
  legacyFacts,
  type Wanted,
} from "./facts.ts";
import { refusal } from "./world.ts";

const OWN = facts();
const STATEMENT = githubStatement(OWN);

describe("provenance of the source repository's own workflow", () => {
  const right: readonly (readonly [string, Wanted])[] = [
    ["its workflow", { identity: { signer: WORKFLOW } }],
    ["its workflow at the tag", { identity: { signer: `${WORKFLOW}@${REF}` } }],
    ["its workflow at the tag's short name", { identity: { signer: `${WORKFLOW}@v1.2.3` } }],
    ["its workflow at its commit", { identity: { signer: `${WORKFLOW}@${COMMIT}` } }],
    ["the workflow and its digest", { identity: { signer: WORKFLOW, signerDigest: COMMIT } }],
    ["the builder id alone", { identity: { builderId: WORKFLOW } }],
    ["the builder id with a version", { identity: { builderId: `${WORKFLOW}@v1.2.3` } }],
    ["signer and builder id", { identity: { signer: WORKFLOW, builderId: `${WORKFLOW}@${REF}` } }],
    ["the commit", { identity: { signer: WORKFLOW, sourceDigest: COMMIT } }],
    ["the reference", { identity: { signer: WORKFLOW }, sourceReferences: [{ kind: "ref", name: REF }] }],
    ["the tag", { identity: { signer: WORKFLOW }, sourceReferences: [{ kind: "tag", name: "v1.2.3" }] }],
    [
      "the tag and its version",
      {
        identity: { signer: WORKFLOW },
        sourceReferences: [
          { kind: "versioned tag", name: "v1" },
          { kind: "tag", name: "v1.2.3" },
        ],
      },
    ],
    [
      "the build type",
      {
        identity: { signer: WORKFLOW },
        buildTypes: ["https://example.com/x", "https://actions.github.io/buildtypes/workflow/v1"],
      },
    ],
    ["a hosted runner", { identity: { signer: WORKFLOW }, denySelfHostedRunners: true }],
    ["level 2", { identity: { signer: WORKFLOW }, minimumLevel: 2 }],
    ["no input", { identity: { signer: WORKFLOW }, workflowInputs: {} }],
  ];
  for (const [named, wanted] of right) {
    test(`passes for ${named}`, () => void judged(STATEMENT, OWN, wanted));
  }

  const signer = WORKFLOW;
  const wrong: readonly (readonly [string, Code, Wanted])[] = [
    ["nobody named", "SIGNER_MISMATCH", {}],
    ["an enterprise's issuer", "ISSUER_MISMATCH", { identity: { signer, issuer: `${GITHUB_ISSUER}/acme` } }],
    ["the issuer with a slash", "ISSUER_MISMATCH", { identity: { signer, issuer: `${GITHUB_ISSUER}/` } }],
    ["another signer", "SIGNER_MISMATCH", { identity: { signer: `${SOURCE}/.github/workflows/x.yml` } }],
    ["another tag of the signer", "SIGNER_MISMATCH", { identity: { signer: `${WORKFLOW}@v1.2` } }],
    ["another commit of the signer", "SIGNER_MISMATCH", { identity: { signer, signerDigest: OTHER_COMMIT } }],
    ["a commit in capitals", "SIGNER_MISMATCH", { identity: { signer, signerDigest: COMMIT.toUpperCase() } }],
    ["another builder", "BUILDER_MISMATCH", { identity: { builderId: `${WORKFLOW}.yml` } }],
    ["another version of the builder", "BUILDER_MISMATCH", { identity: { builderId: `${WORKFLOW}@v1.2.4` } }],
    [
      "another builder than the signer",
      "BUILDER_MISMATCH",
      { identity: { signer, builderId: `${WORKFLOW}@v2` } },
    ],
    ["another commit", "SOURCE_MISMATCH", { identity: { signer, sourceDigest: OTHER_COMMIT } }],
    ["the commit's start", "SOURCE_MISMATCH", { identity: { signer, sourceDigest: COMMIT.slice(0, 12) } }],
    ["an empty build type list", "BUILD_TYPE_MISMATCH", { identity: { signer }, buildTypes: [] }],
    [
      "another build type",
      "BUILD_TYPE_MISMATCH",
      { identity: { signer }, buildTypes: ["https://actions.github.io/buildtypes/workflow/v1/"] },
    ],
    ["level 3", "LEVEL_TOO_LOW", { identity: { signer }, minimumLevel: 3 }],
    ["an input", "INPUT_MISMATCH", { identity: { signer }, workflowInputs: { channel: "beta" } }],
    [
      "an SBOM",
      "PREDICATE_TYPE_MISMATCH",
      { identity: { signer }, predicateTypes: ["https://spdx.dev/Document"] },
    ],
  ];
  for (const [named, code, wanted] of wrong) {
    test(`is refused for ${named}`, () => {
      assert.throws(() => judged(STATEMENT, OWN, wanted), refusal(code));
    });
  }

  for (const repository of [
    "https://github.com/octo-org/rocket.",
    "https://github.com/octo-org/rocket/",
    "https://github.com/octo-org/rocket.git",
    "https://github.com/octo-org/Rocket",
    "https://github.com/Octo-Org/rocket",
    "https://github.com/octo-org/rocke",
    "https://github.com/octo-org/rocket-fork",
    "https://github.com/octo-org/r%6Fcket",
    "https://github.com/octo-org/./rocket",
    "https://github.com/other/../octo-org/rocket",
    "https://github.com/octo-org//rocket",
    "https://github.com/octo‐org/rocket",
    "https://github.com/оcto-org/rocket",
    "https://www.github.com/octo-org/rocket",
    "http://github.com/octo-org/rocket",
    "git+https://github.com/octo-org/rocket",
    "github.com/octo-org/rocket",
    "https://github.com/octo-org/rocket@refs/tags/v1.2.3",
    " https://github.com/octo-org/rocket",
    "",
  ]) {
    test(`is not of ${JSON.stringify(repository)}`, () => {
      const wanted = { identity: { signer, sourceRepository: repository } };
      assert.throws(() => judged(STATEMENT, OWN, wanted), refusal("SOURCE_MISMATCH"));
    });
  }

  test("is refused when the certificate names another owner than the repository's", () => {
    const certificate = facts(undefined, { sourceRepositoryOwnerURI: "https://github.com/octo-0rg" });
    const wanted = { identity: { signer } };
    assert.throws(() => judged(STATEMENT, certificate, wanted), refusal("SOURCE_MISMATCH", "octo-0rg"));
  });

  for (const runnerEnvironment of ["self-hosted", "github-hosted ", undefined]) {
    test(`is refused of a runner that is ${runnerEnvironment ?? "not said"}, where hosted ones are demanded`, () => {
      const certificate = facts(undefined, { runnerEnvironment });
      const wanted = { identity: { signer }, denySelfHostedRunners: true };
      assert.throws(
        () => judged(githubStatement(certificate), certificate, wanted),
        refusal("RUNNER_MISMATCH"),
      );
    });
  }
});

test("an enterprise's issuer passes only when it is asked for, and is named where it is not", () => {
  const issuer = `${GITHUB_ISSUER}/acme`;
  const certificate = facts(undefined, { issuer });
  judged(STATEMENT, certificate, { identity: { signer: WORKFLOW, issuer } });
  for (const other of [
    GITHUB_ISSUER,
    `${GITHUB_ISSUER}/acm`,
    `${GITHUB_ISSUER}/acme/`,
    `${GITHUB_ISSUER}/ACME`,
  ])
    assert.throws(
      () => judged(STATEMENT, certificate, { identity: { signer: WORKFLOW, issuer: other } }),
      refusal("ISSUER_MISMATCH", issuer),
    );
  const lookAlike = facts(undefined, { issuer: `${GITHUB_ISSUER}.evil.example` });
  assert.throws(
    () => judged(STATEMENT, lookAlike, { identity: { signer: WORKFLOW } }),
    refusal("ISSUER_MISMATCH"),
  );
});

describe("a reference of the source", () => {
  const of = (ref: string, kind: "ref" | "branch" | "tag" | "versioned tag", name: string): void => {
    const certificate = facts(undefined, { sourceRepositoryRef: ref });
    const wanted = { identity: { signer: WORKFLOW }, sourceReferences: [{ kind, name }] };
    judged(githubStatement(certificate), certificate, wanted);
  };

  for (const [ref, kind, name] of [
    ["refs/heads/main", "branch", "main"],
    ["refs/heads/main", "ref", "refs/heads/main"],
    ["refs/heads/feature/x@refs/heads/y", "branch", "feature/x@refs/heads/y"],
    ["refs/heads/größe", "branch", "größe"],
    ["refs/tags/pkg@1.2.3", "tag", "pkg@1.2.3"],
    ["refs/tags/@scope/pkg@1.2.3", "tag", "@scope/pkg@1.2.3"],
    ["refs/tags/v13.0.30", "versioned tag", "v13"],
    ["refs/pull/7/merge", "ref", "refs/pull/7/merge"],
  ] as const) {
    test(`is ${kind} ${name}`, () => of(ref, kind, name));
  }

  for (const [ref, kind, name] of [
    ["refs/heads/main", "branch", "Main"],
    ["refs/heads/main", "branch", "mai"],
    ["refs/heads/main", "branch", "refs/heads/main"],
    ["refs/heads/main", "branch", "../heads/main"],
    ["refs/heads/main", "branch", "main."],
    ["refs/heads/main", "branch", ""],
    ["refs/heads/main", "ref", "main"],
    ["refs/heads/main", "ref", "refs/heads/../heads/main"],
    ["refs/heads/main@refs/heads/evil", "branch", "main"],
    ["refs/heads/v1.2.3", "tag", "v1.2.3"],
    ["refs/heads/v1.2.3", "versioned tag", "v1"],
    ["refs/tags/main", "branch", "main"],
    ["refs/tags/v1.2.3", "branch", "main"],
    ["refs/tags/v1.2.3", "tag", "v1.2"],
    ["refs/tags/v1.2.3", "tag", "refs/tags/v1.2.3"],
    ["refs/tags/v1.2.3", "tag", "v1%2E2.3"],
    ["refs/tags/v1.2.3", "versioned tag", "v1.3"],
    ["refs/tags/pkg@1.2.3", "tag", "pkg"],
    ["refs/tags/pkg@1.2.3", "tag", "1.2.3"],
    ["refs/tags/pkg@1.2.3", "versioned tag", "v1"],
    ["refs/pull/7/merge", "branch", "7/merge"],
  ] as const) {
    test(`${ref} is not ${kind} ${name}`, () => {
      assert.throws(() => of(ref, kind, name), refusal("REF_MISMATCH"));
    });
  }

  test("that is demanded as a version and is none is the caller's mistake", () => {
    assert.throws(() => of(REF, "versioned tag", "1.2.3"), refusal("USAGE", "1.2.3"));
  });

  test("is a tag's branch by what the generator states of the event, and is called so", () => {
    const certificate = facts(`${GENERATOR}generator_generic_slsa3.yml@refs/tags/v2.1.0`);
    const wanted = { sourceReferences: [{ kind: "branch", name: "main" }] } as const;
    const statement = generatorStatement(certificate, { base_ref: "refs/heads/main" });
    const { references } = judged(statement, certificate, wanted);
    assert.deepEqual(references, [{ kind: "branch", ref: "refs/heads/main", certified: false }]);
    const base = ["predicate", "invocation", "environment", "github_base_ref"];
    judged(changed(generatorStatement(certificate), base, "refs/heads/main"), certificate, wanted);
    for (const payload of [{}, { base_ref: null }, { base_ref: "refs/heads/other" }, { base_ref: "main" }])
      assert.throws(
        () => judged(generatorStatement(certificate, payload), certificate, wanted),
        refusal("REF_MISMATCH"),
      );
    const released = facts(certificate.buildSignerURI, { buildTrigger: "release" });
    judged(generatorStatement(released, { release: { target_commitish: "main" } }), released, wanted);
  });

  test("is no tag's branch by a delegator's word, as in slsa-verifier", () => {
    const certificate = facts(`${GENERATOR}delegator_generic_slsa3.yml@refs/tags/v2.1.0`);
    const tool = `${GENERATOR}builder_nodejs_slsa3.yml@refs/tags/v2.1.0`;
    const statement = delegatorStatement(certificate, tool, { base_ref: "refs/heads/main" });
    const wanted = { sourceReferences: [{ kind: "branch", name: "main" }] } as const;
    assert.throws(() => judged(statement, certificate, wanted), refusal("REF_MISMATCH"));
  });

  test("is never a branch that the statement names where the certificate names another", () => {
    const certificate = facts(`${GENERATOR}generator_generic_slsa3.yml@refs/tags/v2.1.0`, {
      sourceRepositoryRef: "refs/heads/dev",
    });
    const statement = generatorStatement(certificate, { base_ref: "refs/heads/main" });
    const wanted = { sourceReferences: [{ kind: "branch", name: "main" }] } as const;
    assert.throws(() => judged(statement, certificate, wanted), refusal("REF_MISMATCH", "refs/heads/dev"));
  });
});

describe("a certificate of before May 2023, with six extensions", () => {
  const signer = `${GENERATOR}generator_generic_slsa3.yml@refs/tags/v1.2.2`;
  const certificate = legacyFacts(signer);

  test("backs builder, source, reference and commit; the rest is listed", () => {
    const { compared, level } = judged(generatorStatement(certificate), certificate, {
      identity: { sourceDigest: COMMIT },
      sourceReferences: [{ kind: "ref", name: REF }],
    });
    for (const field of ["builder.id", "invocation.configSource.uri", "invocation.environment.github_ref"])
      assert.ok(compared.equal.includes(field), field);
    for (const field of ["invocation.configSource.entryPoint", "invocation.environment.github_run_id"])
      assert.ok(compared.beyond.includes(field), field);
    assert.equal(level.build, 1);
    assert.match(level.reason, /does not say/);
  });

  for (const [field, ...path] of [
    ["builder.id", "builder", "id"],
    ["configSource.uri", "invocation", "configSource", "uri"],
    ["github_ref", "invocation", "environment", "github_ref"],
    ["github_sha1", "invocation", "environment", "github_sha1"],
    ["github_repository_owner", "invocation", "environment", "github_repository_owner"],
  ]) {
    test(`is enough to refuse a false ${field}`, () => {
      const lying = changed(generatorStatement(certificate), ["predicate", ...path], "x");
      assert.throws(() => judged(lying, certificate), refusal("PREDICATE_CERTIFICATE_MISMATCH", field ?? ""));
    });
  }
});

test("what a delegator's run chose to build is neither the certified commit nor of a reference", () => {
  const certificate = facts(`${GENERATOR}delegator_generic_slsa3.yml@refs/tags/v2.1.0`);
  const tool = `${GENERATOR}builder_nodejs_slsa3.yml@refs/tags/v2.1.0`;
  const source = { uri: `git+${SOURCE}`, digest: { gitCommit: OTHER_COMMIT } };
  const path = ["predicate", "buildDefinition", "resolvedDependencies", 0];
  const statement = changed(delegatorStatement(certificate, tool), path, source);
  judged(statement, certificate);
  assert.throws(
    () => judged(statement, certificate, { identity: { sourceDigest: COMMIT } }),
    refusal("SOURCE_MISMATCH", OTHER_COMMIT),
  );
  for (const kind of ["ref", "tag"] as const) {
    const name = kind === "ref" ? REF : "v1.2.3";
    assert.throws(
      () => judged(statement, certificate, { sourceReferences: [{ kind, name }] }),
      refusal("REF_MISMATCH", "chose"),
    );
  }
  const generic = facts(`${GENERATOR}generator_generic_slsa3.yml@refs/tags/v2.1.0`);
  const material = changed(generatorStatement(generic), ["predicate", "materials", 0], source);
  assert.throws(() => judged(material, generic), refusal("PREDICATE_CERTIFICATE_MISMATCH", "materials[0]"));
});

describe("a certificate that lacks what others of its time have", () => {
  const certificate = facts(undefined, {
    runInvocationURI: undefined,
    sourceRepositoryIdentifier: undefined,
  });

  test("backs nothing that the provenance states in its place", () => {
    const statement = changed(STATEMENT, ["predicate", "buildDefinition", "buildType"], "https://x.example");
    assert.throws(
      () => judged(statement, certificate, { identity: { signer: WORKFLOW } }),
      refusal("PREDICATE_CERTIFICATE_MISMATCH", "metadata.invocationId", "repository_id"),
    );
  });
});

describe("the source is left out, or without its reference", () => {
  const source = { uri: `git+${SOURCE}`, digest: { gitCommit: COMMIT } };
  const dependencies = ["predicate", "buildDefinition", "resolvedDependencies"];

  test("in provenance of a workflow that is no delegator", () => {
    const statement = changed(STATEMENT, ["predicate", "buildDefinition", "buildType"], "https://x.example");
    for (const all of [[source], [{ uri: 7 }]])
      assert.throws(
        () => judged(changed(statement, dependencies, all), OWN, { identity: { signer: WORKFLOW } }),
        refusal("PREDICATE_CERTIFICATE_MISMATCH", "resolvedDependencies[0].uri"),
      );
  });

  test("in a delegator's provenance", () => {
    const certificate = facts(`${GENERATOR}delegator_generic_slsa3.yml@refs/tags/v2.1.0`);
    const tool = `${GENERATOR}builder_nodejs_slsa3.yml@refs/tags/v2.1.0`;
    for (const all of [undefined, [], [{ digest: { gitCommit: COMMIT } }]])
      assert.throws(
        () => judged(changed(delegatorStatement(certificate, tool), dependencies, all), certificate),
        refusal("PREDICATE_CERTIFICATE_MISMATCH", "resolvedDependencies[0].uri"),
      );
  });

  test("in a known builder's provenance v0.2, or the run is", () => {
    const certificate = facts(`${GENERATOR}generator_generic_slsa3.yml@refs/tags/v2.1.0`);
    for (const [field, ...path] of [
      ["materials[0].uri", "materials"],
      ["metadata.buildInvocationID", "metadata", "buildInvocationID"],
    ] as const)
      assert.throws(
        () =>
          judged(changed(generatorStatement(certificate), ["predicate", ...path], undefined), certificate),
        refusal("PREDICATE_CERTIFICATE_MISMATCH", field),
      );
  });
});
