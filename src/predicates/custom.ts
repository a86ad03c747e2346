import { WaybillError } from "../errors.ts";
import { isRecord } from "../json.ts";
import { readJson } from "../jsontext.ts";
import { quoted } from "../quoted.ts";
import { kindOf, type PredicateKind } from "./kinds.ts";
import { assertPredicateSize } from "./size.ts";

/** A predicate that the user gave. */
export interface CustomPredicate {
  readonly predicateType: string;
  readonly kind: PredicateKind;
  readonly predicate: Readonly<Record<string, unknown>>;
}

/**
 * Reads a predicate of the user's own.
 * @param type the input `predicate-type`: a URI (in-toto attestation spec, "TypeURI")
 * @param given what `predicate` holds, or the bytes of the file at `predicate-path`
 * @throws WaybillError INPUT_INVALID when the type is no URI, or the predicate is no JSON object; with the place of the
 *   first fault
 */
export function readCustomPredicate(
  type: string,
  given: Uint8Array | string,
  input: "predicate" | "predicate-path",
): CustomPredicate {
  const problem = typeProblem(type);
  if (problem !== undefined) {
    throw new WaybillError("INPUT_INVALID", {
      what: "The input `predicate-type` is not valid.",
      got: `${quoted(type)}: ${problem}`,
      expected: "a URI such as `https://in-toto.io/attestation/test-result/v0.1`",
      todo: "Give the type that the predicate's specification names.",
    });
  }
  const source = `the predicate given by \`${input}\``;
  assertPredicateSize(typeof given === "string" ? Buffer.byteLength(given) : given.byteLength, source);
  const todo = `Correct the JSON that \`${input}\` gives.`;
  const predicate = readJson(given, source, todo);
  if (!isRecord(predicate)) {
    throw new WaybillError("INPUT_INVALID", {
      what: `Cannot attest ${source}.`,
      got: Array.isArray(predicate)
        ? "a JSON list"
        : `JSON that is ${predicate === null ? "null" : `a ${typeof predicate}`}`,
      expected: "a JSON object",
      todo,
    });
  }
  return { predicateType: type, kind: kindOf(type), predicate };
}

/** "TypeURI" must be a URI by RFC 3986, with scheme and authority in lower case: types are compared as text. */
function typeProblem(type: string): string | undefined {
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:[^\s]/.test(type)) return "without a scheme such as `https:`";
  if (!/^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/.test(type) || type.length > 2048) {
    return "with characters that no URI has";
  }
  if (!URL.canParse(type)) return "not a URI";
  const authority = /^[^:]*:(?:\/\/[^/?#]*)?/.exec(type)?.[0] ?? "";
  return authority === authority.toLowerCase() ? undefined : "its scheme and host must be in lower case";
}
