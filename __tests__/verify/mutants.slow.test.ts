import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { SLSA_V02 } from "../../src/intoto/statement.ts";
import { at } from "../../src/json.ts";
import { provenanceV02 } from "../../src/predicates/provenance-v02.ts";
import { fullProvenance } from "../../src/predicates/provenance.ts";
import { verifyBundle, type Expectation } from "../../src/verify/verify.ts";
import { bundleWith, certificateFor, enter, envelopeOf, PROPOSALS } from "./evidence-world.ts";
import { changed } from "./facts.ts";
import {
  accepted,
  derPlace,
  flipsOf,
  mutantsOf,
  placesOf,
  surprises,
  verdictOf,
  type Table,
  type Verdict,
} from "./mutation.ts";
import { BUILD_FACTS } from "./mutation-world.ts";
import { signingWorld, suiteScope, type SigningWorld } from "./world.ts";

/** One bit of so many is changed in each region: all of them take minutes (`WAYBILL_MUTANTS=1`). */
const ONE_OF = Number(process.env["WAYBILL_MUTANTS"] ?? 307);

const ENTRY = "verificationMaterial.tlogEntries.0";
const PROOF = `${ENTRY}.inclusionProof`;
const TIMES = "verificationMaterial.timestampVerificationData";
const TOKEN = `${TIMES}.rfc3161Timestamps.0.signedTimestamp`;

/** With which code each region is refused, whatever becomes of it. */
const REGIONS: Table = [
  ["mediaType", "BUNDLE_MALFORMED"],
  ["verificationMaterial", "BUNDLE_MALFORMED"],
  // Another key in the certificate is no longer the one that signed.
  ["verificationMaterial.certificate", "BUNDLE_MALFORMED", "CERTIFICATE_INVALID", "SIGNATURE_INVALID"],
  // The only time may have been the log's.
  ["verificationMaterial.tlogEntries", "BUNDLE_MALFORMED", "LOG_INVALID", "TIME_MISSING"],
  [ENTRY, "BUNDLE_MALFORMED", "LOG_INVALID"],
  // A time that it did not say may be none of the certificate's.
  [`${ENTRY}.inclusionPromise`, "BUNDLE_MALFORMED", "LOG_INVALID", "TIME_MISSING"],
  [`${ENTRY}.integratedTime`, "BUNDLE_MALFORMED", "LOG_INVALID", "CERTIFICATE_INVALID", "TIME_MISSING"],
  [TIMES, "BUNDLE_MALFORMED", "TIME_MISSING"],
  [TOKEN.slice(0, TOKEN.lastIndexOf(".")), "BUNDLE_MALFORMED", "TIME_INVALID", "CERTIFICATE_INVALID"],
  ["dsseEnvelope", "BUNDLE_MALFORMED"],
  ["dsseEnvelope.payload", "BUNDLE_MALFORMED", "SIGNATURE_INVALID"],
  ["dsseEnvelope.signatures.0.sig", "BUNDLE_MALFORMED", "SIGNATURE_INVALID"],
];

/** The proof alone is enough where a timestamp says when, and the checkpoint repeats size and hash of the tree. */
const REPEATED = [`${PROOF}.rootHash: gone, null, empty, list`, `${PROOF}.treeSize: gone, null`];

/** What the bundle's checkpoint, timestamp or promise says besides is said twice, and one of the two may be missing. */
const EITHER_WITNESS = [
  ...REPEATED,
  `${ENTRY}.inclusionPromise: gone, null`,
  `${PROOF}.checkpoint.envelope: gone, null, empty, list`,
  `${PROOF}.checkpoint: object`,
  `${TIMES}.rfc3161Timestamps: gone, null, text, empty, number, truth, list, object`,
  `${TIMES}: gone, null, object`,
];

/** Rekor v2's entry has one index, and the proof has it too. */
const ONE_INDEX = `${ENTRY}.logIndex: gone, null`;

/**
 * What is not signed in a timestamp (RFC 3161, 2.4.2; RFC 5652, 5): whatever stands there, the time, what was stamped and
 * by whom are signed and compared.
 */
const UNSIGNED: Readonly<Record<string, string>> = {
  "0 tag": "the response's tag",
  "0.0 tag": "PKIStatusInfo",
  "0.0.0 value": "granted, or granted with modifications",
  "0.1 tag": "ContentInfo",
  "0.1.1.0 tag": "SignedData",
  "0.1.1.0.0 tag": "its version",
  "0.1.1.0.0 length": "its version",
  "0.1.1.0.0 value": "its version",
  "0.1.1.0.1 tag": "digestAlgorithms, which SignerInfo repeats",
  "0.1.1.0.1.0 tag": "digestAlgorithms",
  "0.1.1.0.1.0.0 tag": "digestAlgorithms",
  "0.1.1.0.1.0.0 value": "digestAlgorithms",
  "0.1.1.0.2 tag": "EncapsulatedContentInfo",
  "0.1.1.0.2.1 tag": "its content's tag",
  "0.1.1.0.2.1.0 tag": "its content's tag",
  "0.1.1.0.3 tag": "SignerInfos",
  "0.1.1.0.3.0 tag": "SignerInfo",
  "0.1.1.0.3.0.0 tag": "its version",
  "0.1.1.0.3.0.0 value": "its version",
  "0.1.1.0.3.0.1 tag": "the signer's name and number",
  "0.1.1.0.3.0.1.0 tag": "the signer's name",
  "0.1.1.0.3.0.1.1 tag": "the signer's number",
  "0.1.1.0.3.0.2 tag": "digestAlgorithm",
  "0.1.1.0.3.0.4 tag": "signatureAlgorithm",
  "0.1.1.0.3.0.4.0 value": "signatureAlgorithm: one that nobody knows is the key's own",
  "0.1.1.0.3.0.5 tag": "the signature's tag",
};

interface Sample {
  readonly world: SigningWorld;
  readonly expected: Expectation;
  readonly bundle: unknown;
}

/** A bundle of each kind, and the mutants of it that are accepted, since they mean what it means. */
const KINDS: Readonly<
  Record<
    string,
    {
      readonly accepted: readonly string[];
      readonly make: (scope: ReturnType<typeof suiteScope>) => Promise<Sample>;
    }
  >
> = {
  "Rekor v1 (dsse 0.0.1) and a timestamp, SLSA v1 as GitHub writes it": {
    accepted: EITHER_WITNESS,
    make: async (scope) => {
      const world = await signingWorld(scope);
      return { world, expected: world.expected, bundle: JSON.parse(await world.sign(world.statement())) };
    },
  },
  "Rekor v1 (intoto 0.0.2), provenance v0.2": {
    accepted: [
      ...REPEATED,
      `${PROOF}.checkpoint.envelope: gone, null, empty, list`,
      `${PROOF}.checkpoint: object`,
      `${TIMES}: gone, null`,
    ],
    make: async (scope) => {
      const world = await signingWorld(scope);
      const statement = world.statement({
        predicateType: SLSA_V02,
        predicate: provenanceV02(world.run, {}),
      });
      const envelope = envelopeOf(statement, await certificateFor(world));
      const entry = await enter(world, PROPOSALS["intoto 0.0.2"]?.(envelope));
      const expected = { ...world.expected, predicateTypes: [SLSA_V02] as const };
      return { world, expected, bundle: JSON.parse(bundleWith(envelope, entry)) };
    },
  },
  "Rekor v2 and a timestamp, SLSA v1 with all parameters": {
    accepted: [...REPEATED, ONE_INDEX],
    make: async (scope) => {
      const world = await signingWorld(scope, { sigstore: { parts: { rekor: false, rekor2: true } } });
      const statement = world.statement({ predicate: fullProvenance(world.run, BUILD_FACTS) });
      return { world, expected: world.expected, bundle: JSON.parse(await world.sign(statement)) };
    },
  },
  "a timestamp alone": {
    accepted: [],
    make: async (scope) => {
      const world = await signingWorld(scope, { sigstore: { parts: { rekor: false } } });
      return { world, expected: world.expected, bundle: JSON.parse(await world.sign(world.statement())) };
    },
  },
};

for (const [kind, { accepted: meaningless, make }] of Object.entries(KINDS)) {
  describe(`a bundle with ${kind}`, () => {
    let sample: Sample;
    const scope = suiteScope();
    before(async () => {
      sample = await make(scope);
    });
    const verdict = (mutant: string, json: unknown): Verdict => ({
      mutant,
      code: verdictOf(() => verifyBundle(JSON.stringify(json), sample.expected, sample.world.trust)),
    });

    test("verifies", () => assert.equal(verdict("", sample.bundle).code, "accepted"));

    test("is refused with something else, or nothing, in any place", () => {
      const verdicts = Array.from(mutantsOf(sample.bundle), ([mutant, json]) => verdict(mutant, json));
      assert.ok(verdicts.length > 100);
      assert.deepEqual(surprises(verdicts, REGIONS), []);
      assert.deepEqual(accepted(verdicts), [...meaningless].sort());
    });

    test("is refused with any bit changed, of text and of what base64 stands for", () => {
      const verdicts = Array.from(bitMutants(sample.bundle), ([mutant, json]) => verdict(mutant, json));
      assert.ok(verdicts.length > 100);
      assert.deepEqual(surprises(verdicts, REGIONS), []);
      const known = Object.keys(UNSIGNED).map((place) => `${TOKEN}: ${place}`);
      const found = [
        ...new Set(verdicts.filter(({ code }) => code === "accepted").map(({ mutant }) => mutant)),
      ];
      assert.deepEqual(
        found.filter((mutant) => !known.includes(mutant)),
        [],
      );
      const stamped = at(sample.bundle, ...TIMES.split(".")) !== undefined;
      if (ONE_OF === 1 && stamped)
        assert.deepEqual(
          known.filter((mutant) => !found.includes(mutant)),
          [],
        );
    });
  });
}

const TEXTS = [
  "mediaType",
  "payloadType",
  "kind",
  "version",
  "logIndex",
  "treeSize",
  "integratedTime",
  "envelope",
];

function* bitMutants(bundle: unknown): Generator<readonly [mutant: string, json: unknown]> {
  for (const path of placesOf(bundle)) {
    const value = at(bundle, ...path);
    if (typeof value !== "string") continue;
    const encoding = TEXTS.includes(String(path.at(-1))) ? "utf8" : "base64";
    const bytes = Buffer.from(value, encoding);
    // Short texts as a whole: each of their bits says something else.
    const oneOf = bytes.length < 64 ? Math.min(ONE_OF, 7) : ONE_OF;
    for (const [place, other] of flipsOf(bytes, oneOf)) {
      const name = path.join(".");
      const where = name === TOKEN ? derPlace(bytes, place) : "bit";
      yield [`${name}: ${where}`, changed(bundle, path, other.toString(encoding))];
    }
  }
}
