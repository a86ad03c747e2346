import { WaybillError } from "../errors.ts";
import { digestEntries, type DigestSet, HEX_LENGTHS, hexDigest, isAlgorithm } from "../intoto/digest.ts";
import type { Subject } from "../intoto/statement.ts";
import { nameProblem } from "./names.ts";
import { quoted } from "../quoted.ts";

/**
 * The subject of the inputs `subject-digest` (`sha256:…`, `sha384:…` or `sha512:…`) and `subject-name`.
 *
 * @throws WaybillError INPUT_INVALID naming the input
 */
export function parseDigest(digest: string, name: string): Subject {
  const colon = digest.indexOf(":");
  const algorithm = digest.slice(0, Math.max(colon, 0)).toLowerCase();
  if (!isAlgorithm(algorithm)) {
    throw invalidInput(
      "subject-digest",
      quoted(digest),
      `one of ${Object.keys(HEX_LENGTHS).join(", ")}, a colon and the digest`,
    );
  }
  const hex = hexDigest(algorithm, digest.slice(colon + 1));
  if (hex === undefined) {
    throw invalidInput(
      "subject-digest",
      quoted(digest, 160),
      `${algorithm}: and ${HEX_LENGTHS[algorithm]} hex digits`,
    );
  }
  const set: DigestSet = { [algorithm]: hex };
  return { name: subjectName(name), digest: set };
}

/**
 * The `subject-name` input.
 *
 * @throws WaybillError INPUT_INVALID when it cannot name a subject
 */
export function subjectName(name: string): string {
  const problem = nameProblem(name);
  if (problem !== undefined)
    throw invalidInput("subject-name", `${quoted(name)}: ${problem}`, "a name on one line");
  return name;
}

/** A digest set as an error text shows it. */
export function digestText(set: DigestSet): string {
  return digestEntries(set)
    .map(([algorithm, hex]) => `${algorithm}:${hex}`)
    .join(" ");
}

/** The error for one of the inputs that name a digest. */
export function invalidInput(input: string, got: string, expected: string): WaybillError {
  return new WaybillError("INPUT_INVALID", {
    what: `The input \`${input}\` is not valid.`,
    got,
    expected,
    todo: `Correct \`${input}\`. \`subject-name\` names the one \`subject-digest\`, or the one file of \`subject-path\`.`,
  });
}
