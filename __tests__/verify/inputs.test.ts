import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { FULL_BUILD_TYPE } from "../../src/project.ts";
import type { CertificateFacts } from "../../src/verify/certificate.ts";
import {
  GENERATOR,
  WORKFLOW,
  changed,
  delegatorStatement,
  facts,
  generatorStatement,
  githubStatement,
  judged,
} from "./facts.ts";
import { refusal } from "./world.ts";

const DISPATCH = { buildTrigger: "workflow_dispatch", sourceRepositoryRef: "refs/heads/main" };
const TYPED = { channel: "beta", dry: "true", empty: "" };

interface Shape {
  readonly name: string;
  readonly certificate: CertificateFacts;
  readonly statement: (inputs: unknown) => unknown;
}

const generic = facts(`${GENERATOR}generator_generic_slsa3.yml@refs/tags/v2.1.0`, DISPATCH);
const delegator = facts(`${GENERATOR}delegator_generic_slsa3.yml@refs/tags/v2.1.0`, DISPATCH);
const own = facts(`${WORKFLOW}@refs/heads/main`, DISPATCH);
const tool = `${GENERATOR}builder_nodejs_slsa3.yml@refs/tags/v2.1.0`;
const full = changed(githubStatement(own), ["predicate", "buildDefinition", "buildType"], FULL_BUILD_TYPE);

const SHAPES: readonly Shape[] = [
  {
    name: "the generator's parameters",
    certificate: generic,
    statement: (inputs) =>
      changed(generatorStatement(generic), ["predicate", "invocation", "parameters"], {
        event_inputs: inputs,
      }),
  },
  {
    name: "the generator's event",
    certificate: generic,
    statement: (inputs) => generatorStatement(generic, { inputs }),
  },
  {
    name: "a delegator's event",
    certificate: delegator,
    statement: (inputs) => delegatorStatement(delegator, tool, { inputs }),
  },
  {
    name: "our own parameters",
    certificate: own,
    statement: (inputs) =>
      changed(full, ["predicate", "buildDefinition", "externalParameters", "inputs"], inputs),
  },
  {
    name: "our own event",
    certificate: own,
    statement: (inputs) =>
      changed(
        changed(full, ["predicate", "buildDefinition", "internalParameters", "github", "event_payload"], {
          inputs,
        }),
        ["predicate", "buildDefinition", "externalParameters", "inputs"],
        inputs,
      ),
  },
];

const identity = (certificate: CertificateFacts): { signer?: string } =>
  certificate === own ? { signer: WORKFLOW } : {};

for (const { name, certificate, statement } of SHAPES) {
  describe(`what was typed, as stated in ${name}`, () => {
    const check = (workflowInputs: Record<string, string>, typed: unknown = TYPED): unknown =>
      judged(statement(typed), certificate, { identity: identity(certificate), workflowInputs });

    test("passes, whole or in part", () => {
      check({ channel: "beta" });
      check(TYPED);
    });

    for (const [situation, wanted] of [
      ["another value", { channel: "stable" }],
      ["the value in other letters", { channel: "Beta" }],
      ["the value's start", { channel: "bet" }],
      ["one right and one wrong", { channel: "beta", dry: "false" }],
      ["an input that was not there", { other: "x" }],
      ["a name that every object has", { constructor: "x" }],
      ["a name that is special", JSON.parse(`{"__proto__":"x"}`)],
    ] as [string, Record<string, string>][]) {
      test(`is refused for ${situation}`, () => {
        assert.throws(() => check(wanted), refusal("INPUT_MISMATCH"));
      });
    }

    test("is refused where the value is no text", () => {
      assert.throws(() => check({ dry: "true" }, { dry: true }), refusal("INPUT_MISMATCH", "dry"));
    });
  });
}

describe("inputs are refused", () => {
  test("that are empty and not stated, where what is empty is stated", () => {
    const statement = generatorStatement(generic, { inputs: { channel: "beta" } });
    assert.throws(
      () => judged(statement, generic, { workflowInputs: { other: "" } }),
      refusal("INPUT_MISMATCH", "other"),
    );
  });

  test("of a run that nobody started by hand, whatever is stated", () => {
    const pushed = facts(generic.buildSignerURI);
    const statement = generatorStatement(pushed, { inputs: TYPED });
    assert.throws(
      () => judged(statement, pushed, { workflowInputs: { channel: "beta" } }),
      refusal("INPUT_MISMATCH", "push"),
    );
  });

  test("of GitHub's build type, which has no place for them", () => {
    const wanted = { identity: { signer: WORKFLOW }, workflowInputs: { channel: "beta" } };
    assert.throws(() => judged(githubStatement(own), own, wanted), refusal("INPUT_MISMATCH", "not state"));
  });

  test("where two places differ", () => {
    const statement = changed(
      generatorStatement(generic, { inputs: { channel: "beta" } }),
      ["predicate", "invocation", "parameters"],
      { event_inputs: { channel: "stable" } },
    );
    for (const channel of ["beta", "stable"])
      assert.throws(
        () => judged(statement, generic, { workflowInputs: { channel } }),
        refusal("INPUT_MISMATCH"),
      );
  });

  test("that are those of a delegator's tool, and not of the run", () => {
    const statement = delegatorStatement(delegator, tool, { inputs: {} });
    assert.throws(
      () => judged(statement, delegator, { workflowInputs: { channel: "of the tool" } }),
      refusal("INPUT_MISMATCH"),
    );
  });
});

test("our own parameters leave out what is empty, so that an empty input is one that is not there", () => {
  judged(full, own, { identity: { signer: WORKFLOW }, workflowInputs: { empty: "" } });
});
