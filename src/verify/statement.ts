import { WaybillError } from "../errors.ts";
import {
  HEX_LENGTHS,
  hexDigest,
  isAlgorithm,
  sameDigests,
  type Algorithm,
  type DigestSet,
  type Hex,
} from "../intoto/digest.ts";
import { STATEMENT_V01, STATEMENT_V1 } from "../intoto/statement.ts";
import { isRecord, list, text } from "../json.ts";
import { assertBounded, OF_STATEMENTS, UnreadableJson } from "./bounded-json.ts";
import { repeatedKey } from "./unique-keys.ts";

/** A statement as somebody else signed it: subjects without a name or with other algorithms included. */
export interface SignedStatement {
  readonly type: string;
  readonly subjects: readonly { readonly name: string | undefined; readonly digest: DigestSet }[];
  readonly predicateType: string;
  readonly predicate: Readonly<Record<string, unknown>>;
  /** the whole statement, as it was parsed from the signed bytes */
  readonly json: Readonly<Record<string, unknown>>;
}

/**
 * Statement v0.1 is taken with any predicate: slsa-github-generator wraps provenance v1 in it.
 * @throws WaybillError STATEMENT_MALFORMED
 */
export function parseStatement(payload: Buffer): SignedStatement {
  const json = parseJson(payload);
  if (!isRecord(json)) throw malformed("JSON that is no object");
  const type = text(json, "_type");
  if (type !== STATEMENT_V1 && type !== STATEMENT_V01) throw malformed("another _type");
  const predicateType = text(json, "predicateType");
  if (predicateType === undefined || predicateType === "") throw malformed("no predicateType");
  const subjects = list(json, "subject").map(readSubject);
  if (subjects.length === 0) throw malformed("no subject");
  const predicate = json["predicate"] ?? {};
  if (!isRecord(predicate)) throw malformed("a predicate that is no object");
  return { type, subjects, predicateType, predicate, json };
}

function parseJson(payload: Buffer): unknown {
  let content: string;
  let json: unknown;
  try {
    // "ignore" leaves the byte order mark in the text, and JSON has none (RFC 8259, section 8.1).
    content = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(payload);
    // What nests deeper is read, and cannot be written again.
    assertBounded(content, OF_STATEMENTS);
    json = JSON.parse(content);
  } catch (error) {
    if (error instanceof UnreadableJson) throw malformed(error.message);
    throw malformed("bytes that are not JSON in UTF-8");
  }
  const twice = repeatedKey(content);
  if (twice !== undefined)
    throw malformed(`the key ${JSON.stringify(twice.replaceAll(/\p{C}/gu, "?").slice(0, 100))} twice`);
  return json;
}

function readSubject(subject: unknown): { name: string | undefined; digest: DigestSet } {
  const digest = isRecord(subject) ? subject["digest"] : undefined;
  if (!isRecord(subject) || !isRecord(digest)) throw malformed("a subject without a digest");
  const name = subject["name"];
  if (name !== undefined && typeof name !== "string") throw malformed("a subject whose name is no text");
  const known: Partial<Record<Algorithm, Hex>> = {};
  for (const [algorithm, value] of Object.entries(digest)) {
    if (!isAlgorithm(algorithm)) continue; // digest_set.md: consumers ignore algorithms that they do not accept
    const hex = typeof value === "string" ? hexDigest(algorithm, value) : undefined;
    if (hex === undefined || hex !== value) {
      throw malformed(`a ${algorithm} digest that is not ${HEX_LENGTHS[algorithm]} lower-case hex digits`);
    }
    known[algorithm] = hex;
  }
  return { name, digest: known };
}

/** Whether the artifact is a subject: by every digest of a kind that both have, and at least one. */
export function isAbout(statement: SignedStatement, artifact: DigestSet): boolean {
  return statement.subjects.some((subject) => sameDigests(subject.digest, artifact));
}

/** @throws WaybillError SUBJECT_MISMATCH unless the statement speaks of the artifact */
export function assertSubject(statement: SignedStatement, artifact: DigestSet): void {
  if (isAbout(statement, artifact)) return;
  const [first] = statement.subjects;
  const named =
    statement.subjects.length === 1 && first !== undefined
      ? describeDigests(first.digest)
      : `${statement.subjects.length} other digests`;
  throw new WaybillError("SUBJECT_MISMATCH", {
    what: "The statement does not speak of this artifact: its bytes are not those that were attested.",
    got: describeDigests(artifact),
    expected: named,
    todo: "Fetch the artifact again. If it stays so, do not use it.",
  });
}

function describeDigests(set: DigestSet): string {
  return Object.entries(set)
    .map(([algorithm, hex]) => `${algorithm}:${hex}`)
    .join(", ");
}

function malformed(got: string): WaybillError {
  return new WaybillError("STATEMENT_MALFORMED", {
    what: "The signed statement is not an in-toto statement.",
    got,
    expected: "Statement v1 or v0.1 with at least one subject",
  });
}
