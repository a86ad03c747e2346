import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { X509Certificate } from "@sigstore/core";

import { SLSA_V02, SLSA_V1, STATEMENT_V01 } from "../../src/intoto/statement.ts";
import { provenanceV02 } from "../../src/predicates/provenance-v02.ts";
import { fullProvenance, githubProvenance } from "../../src/predicates/provenance.ts";
import type { Run } from "../../src/run/run.ts";
import { readCertificate, type CertificateFacts } from "../../src/verify/certificate.ts";
import { judge } from "../../src/verify/judge.ts";
import { verifyBundle } from "../../src/verify/verify.ts";
import { certificateFor } from "./evidence-world.ts";
import { mutantsOf, surprises, verdictOf, type Table, type Verdict } from "./mutation.ts";
import { BUILD_FACTS } from "./mutation-world.ts";
import { signingWorld, suiteScope, type SigningWorld } from "./world.ts";

const MISMATCH = "PREDICATE_CERTIFICATE_MISMATCH";

/** With which code a mutant of each field is refused, however right its signature. */
const FIELDS: Table = [
  ["_type", "STATEMENT_MALFORMED"],
  ["predicateType", "STATEMENT_MALFORMED", "PREDICATE_TYPE_MISMATCH"],
  ["subject", "STATEMENT_MALFORMED"],
  ["subject.0.digest", "STATEMENT_MALFORMED", "SUBJECT_MISMATCH"],
  ["predicate", "STATEMENT_MALFORMED", MISMATCH],
  ["predicate.*", MISMATCH],
  // Whether anything else is missing depends on the build type.
  ["predicate.buildDefinition", MISMATCH, "BUILD_TYPE_MISMATCH"],
  ["predicate.buildDefinition.*", MISMATCH],
  ["predicate.buildDefinition.buildType", MISMATCH, "BUILD_TYPE_MISMATCH"],
  ["predicate.buildType", MISMATCH, "BUILD_TYPE_MISMATCH"],
];

/** Names are not compared; of another build type, whatever it is, nothing more is known than what is stated and true. */
const OF_ANY = ["subject.0.name"];

interface Kind {
  readonly predicateType: string;
  readonly predicate: (run: Run) => unknown;
  /** what no extension of the certificate backs, with all below it: the signing job's own word, and reported so */
  readonly unbacked: readonly string[];
}

const KINDS: Readonly<Record<string, Kind>> = {
  "SLSA v1 as GitHub writes it": {
    predicateType: SLSA_V1,
    predicate: githubProvenance,
    unbacked: ["predicate.buildDefinition.buildType"],
  },
  "SLSA v1 with all parameters": {
    predicateType: SLSA_V1,
    predicate: (run) => fullProvenance(run, BUILD_FACTS),
    unbacked: [
      "predicate.buildDefinition.buildType",
      "predicate.buildDefinition.externalParameters.inputs",
      "predicate.buildDefinition.externalParameters.release",
      "predicate.buildDefinition.externalParameters.vars",
      "predicate.buildDefinition.internalParameters.runner",
      "predicate.buildDefinition.resolvedDependencies.1",
      "predicate.runDetails.builder.version",
      "predicate.runDetails.metadata.startedOn",
    ],
  },
  "provenance v0.2": {
    predicateType: SLSA_V02,
    predicate: (run) =>
      provenanceV02(run, { ...BUILD_FACTS, eventInputs: { value: { channel: "beta" }, redacted: [] } }),
    unbacked: [
      "predicate.buildType",
      "predicate.invocation.environment.github_actor",
      "predicate.invocation.environment.github_actor_id",
      "predicate.invocation.environment.github_base_ref",
      "predicate.invocation.environment.github_head_ref",
      "predicate.invocation.environment.github_run_number",
      "predicate.invocation.parameters",
      "predicate.metadata.completeness",
      "predicate.metadata.reproducible",
    ],
  },
};

describe("the right workflow signs a statement with something false in one place", () => {
  let world: SigningWorld;
  let certificate: CertificateFacts;
  const scope = suiteScope();
  before(async () => {
    world = await signingWorld(scope);
    certificate = readCertificate(X509Certificate.parse((await certificateFor(world)).der));
  });

  for (const [kind, { predicateType, predicate, unbacked }] of Object.entries(KINDS)) {
    const made = (): { statement: unknown; expected: Parameters<typeof judge>[2] } => ({
      statement: world.statement({
        ...(predicateType === SLSA_V02 ? { _type: STATEMENT_V01 } : {}),
        predicateType,
        predicate: predicate(world.run),
      }),
      expected: { ...world.expected, predicateTypes: [SLSA_V1, SLSA_V02] },
    });

    test(`${kind}: refused, unless no certificate could back it`, () => {
      const { statement, expected } = made();
      const verdicts = Array.from(mutantsOf(statement), ([mutant, json]): Verdict => {
        const payload = Buffer.from(JSON.stringify(json));
        return { mutant, code: verdictOf(() => judge(payload, certificate, expected)) };
      });
      assert.ok(verdicts.length > 200);
      assert.deepEqual(surprises(verdicts, FIELDS), []);
      const accepted = verdicts.filter(({ code }) => code === "accepted").map(({ mutant }) => mutant);
      const listed = [...OF_ANY, ...unbacked];
      const isIn = (place: string, mutant: string): boolean =>
        /^[.:]/.test(mutant.slice(place.length)) && mutant.startsWith(place);
      assert.deepEqual(
        accepted.filter((mutant) => !listed.some((place) => isIn(place, mutant))),
        [],
      );
      assert.deepEqual(
        listed.filter((place) => !accepted.some((mutant) => isIn(place, mutant))),
        [],
      );
    });

    test(`${kind}: what is so in the judge's eyes is so of a signed bundle`, async () => {
      const { statement, expected } = made();
      const verify = (json: string): string => verdictOf(() => verifyBundle(json, expected, world.trust));
      assert.equal(verify(await world.sign(statement)), "accepted");
      const mutants = [...mutantsOf(statement)].filter((_, index) => index % 23 === 0);
      for (const [mutant, json] of mutants) {
        const judged = verdictOf(() => judge(Buffer.from(JSON.stringify(json)), certificate, expected));
        assert.equal(verify(await world.sign(json)), judged, mutant);
      }
    });
  }
});
