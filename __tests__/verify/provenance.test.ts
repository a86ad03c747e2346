import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { at, isRecord, list } from "../../src/json.ts";
import { FULL_BUILD_TYPE, GITHUB_BUILD_TYPE } from "../../src/project.ts";
import { githubProvenance } from "../../src/predicates/provenance.ts";
import { verifyBundle } from "../../src/verify/verify.ts";
import { facts, githubStatement, judged, WORKFLOW } from "./facts.ts";
import { refusal, signingWorld, suiteScope, type SigningWorld } from "./world.ts";

/** A copy with one place changed; `undefined` takes it away. */
function changed(value: unknown, path: readonly (string | number)[], to: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return to;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === key ? changed(item, rest, to) : item));
  const entries = Object.entries(isRecord(value) ? value : {}).filter(([name]) => name !== key);
  const next = changed(at(value, key), rest, to);
  return Object.fromEntries(next === undefined ? entries : [...entries, [String(key), next]]);
}

const FIELDS: readonly (readonly [string, readonly (string | number)[]])[] = [
  ["builder.id", ["runDetails", "builder", "id"]],
  [
    "externalParameters.workflow.repository",
    ["buildDefinition", "externalParameters", "workflow", "repository"],
  ],
  ["externalParameters.workflow.ref", ["buildDefinition", "externalParameters", "workflow", "ref"]],
  ["externalParameters.workflow.path", ["buildDefinition", "externalParameters", "workflow", "path"]],
  ["internalParameters.github.event_name", ["buildDefinition", "internalParameters", "github", "event_name"]],
  [
    "internalParameters.github.repository_id",
    ["buildDefinition", "internalParameters", "github", "repository_id"],
  ],
  [
    "internalParameters.github.repository_owner_id",
    ["buildDefinition", "internalParameters", "github", "repository_owner_id"],
  ],
  [
    "internalParameters.github.runner_environment",
    ["buildDefinition", "internalParameters", "github", "runner_environment"],
  ],
  ["resolvedDependencies[0].uri", ["buildDefinition", "resolvedDependencies", 0, "uri"]],
  [
    "resolvedDependencies[0].digest.gitCommit",
    ["buildDefinition", "resolvedDependencies", 0, "digest", "gitCommit"],
  ],
  ["metadata.invocationId", ["runDetails", "metadata", "invocationId"]],
];

describe("the right workflow signs provenance with one false field", () => {
  let world: SigningWorld;
  const scope = suiteScope();
  before(async () => {
    world = await signingWorld(scope);
  });

  for (const [name, path] of FIELDS) {
    for (const [how, value] of [
      ["another value", "https://github.com/octo-org/other"],
      ["a number", 7],
      ["nothing", undefined],
    ] as const) {
      test(`${name}: ${how}`, async () => {
        const predicate = changed(githubProvenance(world.run), path, value);
        const bundle = await world.sign(world.statement({ predicate }));
        assert.throws(
          () => verifyBundle(bundle, world.expected, world.trust),
          refusal("PREDICATE_CERTIFICATE_MISMATCH", name),
        );
      });
    }
  }

  test("a source that is not the first dependency", async () => {
    const own = list(githubProvenance(world.run), "buildDefinition", "resolvedDependencies");
    const dependencies = [{ uri: "git+https://github.com/octo-org/other@refs/heads/main" }, ...own];
    const predicate = changed(
      githubProvenance(world.run),
      ["buildDefinition", "resolvedDependencies"],
      dependencies,
    );
    const bundle = await world.sign(world.statement({ predicate }));
    assert.throws(
      () => verifyBundle(bundle, world.expected, world.trust),
      refusal("PREDICATE_CERTIFICATE_MISMATCH"),
    );
  });

  test("an environment that the certificate does not name", async () => {
    const predicate = changed(
      githubProvenance(world.run),
      ["buildDefinition", "externalParameters", "environment"],
      "prod",
    );
    const bundle = await world.sign(world.statement({ predicate }));
    assert.throws(
      () => verifyBundle(bundle, world.expected, world.trust),
      refusal("PREDICATE_CERTIFICATE_MISMATCH", "environment"),
    );
  });

  const source = ["buildDefinition", "resolvedDependencies"] as const;
  const lies: [string, (own: Record<string, unknown>, first: object) => unknown, string][] = [
    [
      "a sha1 beside the commit that is another",
      (own) => changed(own, [...source, 0, "digest", "sha1"], "0".repeat(40)),
      "resolvedDependencies[0].digest.sha1",
    ],
    [
      "the source a second time, at another commit",
      (own, first) => changed(own, source, [first, { ...first, digest: { gitCommit: "0".repeat(40) } }]),
      "resolvedDependencies[1].digest.gitCommit",
    ],
    [
      "the source a second time, at no commit",
      (own, first) => changed(own, source, [first, { ...first, digest: {} }]),
      "resolvedDependencies[1].digest.gitCommit",
    ],
    [
      "a parameter that its build type does not have",
      (own) => changed(own, ["buildDefinition", "externalParameters", "vars"], { a: "b" }),
      "externalParameters.vars",
    ],
    [
      "a part of the workflow that its build type does not have",
      (own) => changed(own, ["buildDefinition", "externalParameters", "workflow", "sha"], "x"),
      "externalParameters.workflow.sha",
    ],
    [
      "another event, beside a name in capitals",
      (own) =>
        changed(own, ["buildDefinition", "internalParameters"], {
          GITHUB_ACTOR_ID: "1",
          github: { event_name: "release" },
        }),
      "internalParameters.github.event_name",
    ],
    [
      "no event, beside a name in capitals",
      (own) => changed(own, ["buildDefinition", "internalParameters"], { GITHUB_ACTOR_ID: "1" }),
      "internalParameters.github.event_name",
    ],
    [
      "another run under the older spelling",
      (own) => changed(own, ["runDetails", "metadata", "invocationID"], "https://github.com/octo-org/other"),
      "metadata.invocationID",
    ],
  ];
  for (const [situation, lie, field] of lies) {
    test(situation, async () => {
      const own: Record<string, unknown> = { ...githubProvenance(world.run) };
      const [first] = list(own, ...source);
      const bundle = await world.sign(world.statement({ predicate: lie(own, isRecord(first) ? first : {}) }));
      assert.throws(
        () => verifyBundle(bundle, world.expected, world.trust),
        refusal("PREDICATE_CERTIFICATE_MISMATCH", field),
      );
    });
  }

  test("the run under the older spelling alone, as cosign 2 writes it, will do", async () => {
    const { invocationId } = world.run;
    const predicate = changed(githubProvenance(world.run), ["runDetails", "metadata"], {
      invocationID: invocationId,
    });
    const bundle = await world.sign(world.statement({ predicate }));
    const { checks } = verifyBundle(bundle, world.expected, world.trust);
    const compared = checks.find(({ name }) => name === "provenance");
    assert.match(compared?.detail ?? "", /metadata\.invocationID/);
  });

  test("what a build type that is not known leaves out is listed as not checked", async () => {
    const sparse = {
      buildDefinition: { buildType: "https://example.com/build/v1", externalParameters: { vars: {} } },
      runDetails: { builder: { id: world.run.builderId } },
    };
    const signed = await world.sign(world.statement({ predicate: sparse }));
    const verified = verifyBundle(signed, world.expected, world.trust);
    const provenance = verified.checks.find((check) => check.name === "provenance");
    assert.match(provenance?.detail ?? "", /^1 field equal to the certificate: builder\.id$/);
    const unchecked = verified.unchecked.join("\n");
    for (const name of ["resolvedDependencies[0].digest.gitCommit", "metadata.invocationId"])
      assert.ok(unchecked.includes(name), unchecked);
    assert.ok(!unchecked.includes("builder.id") && !unchecked.includes("externalParameters.environment"));
    const whole = verifyBundle(await world.sign(world.statement()), world.expected, world.trust);
    assert.doesNotMatch(whole.unchecked.join("\n"), /does not state/);
  });

  test("a build type that is not known may leave fields out, but none may be false", async () => {
    const own = { ...githubProvenance(world.run) };
    const builder = { builder: { id: world.run.builderId } };
    const sparse = { buildDefinition: { buildType: "https://example.com/build/v1" }, runDetails: builder };
    const sound = await world.sign(world.statement({ predicate: sparse }));
    assert.equal(verifyBundle(sound, world.expected, world.trust).level.build, 2);
    const lying = changed(own, ["buildDefinition", "buildType"], "https://example.com/build/v1");
    const wrong = changed(
      lying,
      ["buildDefinition", "externalParameters", "workflow", "ref"],
      "refs/tags/v9",
    );
    const bundle = await world.sign(world.statement({ predicate: wrong }));
    assert.throws(
      () => verifyBundle(bundle, world.expected, world.trust),
      refusal("PREDICATE_CERTIFICATE_MISMATCH", "ref"),
    );
    assert.notEqual(GITHUB_BUILD_TYPE, "https://example.com/build/v1");
  });
});

test("our own build type leaves out no environment that the certificate names", () => {
  const certificate = facts(undefined, { deploymentEnvironment: "prod" });
  const parameters = ["predicate", "buildDefinition", "externalParameters"];
  const buildType = ["predicate", "buildDefinition", "buildType"];
  const full = changed(githubStatement(certificate), buildType, FULL_BUILD_TYPE);
  const wanted = { identity: { signer: WORKFLOW } };
  judged(changed(full, [...parameters, "environment"], "prod"), certificate, wanted);
  for (const named of [undefined, "test"])
    assert.throws(
      () => judged(changed(full, [...parameters, "environment"], named), certificate, wanted),
      refusal("PREDICATE_CERTIFICATE_MISMATCH", "environment"),
    );
  judged(full, facts(), wanted);
});
