import { WaybillError } from "../errors.ts";
import type { DigestSet } from "./digest.ts";

/** The payload type of every envelope here; verifiers compare it exactly (in-toto envelope.md). */
export const PAYLOAD_TYPE = "application/vnd.in-toto+json";
export const STATEMENT_V1 = "https://in-toto.io/Statement/v1";
/** The type of statements over SLSA provenance v0.2, which the verifiers of its time compare exactly. */
export const STATEMENT_V01 = "https://in-toto.io/Statement/v0.1";
export const SLSA_V1 = "https://slsa.dev/provenance/v1";
export const SLSA_V02 = "https://slsa.dev/provenance/v0.2";

/** sigstore-go and cosign refuse more subjects in a statement than this. */
export const MAX_SUBJECTS = 1024;

export interface Subject {
  readonly name: string;
  readonly digest: DigestSet;
}

/** Never empty: a statement about nothing is what a mistyped path must not become. */
export type Subjects = readonly [Subject, ...Subject[]];

/** An in-toto ResourceDescriptor, as far as we write it. */
export interface ResourceDescriptor {
  readonly name?: string;
  readonly uri?: string;
  readonly digest?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, unknown>>;
}

export interface StatementBody {
  readonly _type: typeof STATEMENT_V1 | typeof STATEMENT_V01;
  readonly subject: Subjects;
  readonly predicateType: string;
  readonly predicate: Readonly<Record<string, unknown>>;
}

/** A statement as it is signed: encoded once, so that what is signed is what was checked. */
export interface Statement {
  readonly body: StatementBody;
  readonly bytes: Buffer;
}

/**
 * The statement; its type follows from the predicate's.
 * @throws WaybillError SUBJECT_COUNT when there are more subjects than verifiers accept
 */
export function encodeStatement(
  subjects: Subjects,
  predicateType: string,
  predicate: Readonly<Record<string, unknown>>,
): Statement {
  if (subjects.length > MAX_SUBJECTS) {
    throw new WaybillError("SUBJECT_COUNT", {
      what: "There are too many subjects for one statement.",
      got: `${subjects.length} subjects`,
      expected: `at most ${MAX_SUBJECTS}, the most that verifiers accept in one statement`,
      todo: "Attest fewer files in this step, for instance archives instead of what they hold, or use several steps.",
    });
  }
  const type = predicateType === SLSA_V02 ? STATEMENT_V01 : STATEMENT_V1;
  const body: StatementBody = { _type: type, subject: subjects, predicateType, predicate };
  return { body, bytes: Buffer.from(JSON.stringify(body), "utf8") };
}
