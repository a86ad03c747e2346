import { WaybillError } from "../errors.ts";
import { at, isRecord, list, text } from "../json.ts";
import { readJson } from "../jsontext.ts";
import { quoted } from "../quoted.ts";
import { assertPredicateSize } from "./size.ts";

/** An SBOM as a predicate: the document itself, under the type by which cosign and the policy engines know it. */
export interface Sbom {
  readonly predicateType: "https://spdx.dev/Document" | "https://cyclonedx.org/bom";
  readonly kind: "spdx" | "cyclonedx";
  readonly predicate: Readonly<Record<string, unknown>>;
}

const ADVICE = "Correct `sbom-path`, or have the tool write SPDX or CycloneDX as JSON.";

/**
 * Reads an SBOM in JSON: SPDX 2 (SPDX v2.3, clause 6), SPDX 3 (JSON-LD) or CycloneDX (its JSON schema).
 * @param name the file's name, for errors
 * @throws WaybillError INPUT_INVALID that says what is missing, or where the text stops being JSON
 */
export function readSbom(bytes: Uint8Array, name: string): Sbom {
  const source = `the SBOM ${quoted(name)}`;
  assertPredicateSize(bytes.byteLength, source);
  const invalid = (got: string): WaybillError =>
    new WaybillError("INPUT_INVALID", {
      what: `Cannot attest ${source}.`,
      got,
      expected: "an SBOM in JSON: SPDX 2, SPDX 3 or CycloneDX",
      todo: ADVICE,
    });
  const other = otherForm(bytes);
  if (other !== undefined) throw invalid(other);
  const document = readJson(bytes, source, ADVICE);
  if (!isRecord(document)) throw invalid("JSON that is no object");
  const problem = sbomProblem(document);
  if (problem !== undefined) throw invalid(problem);
  return document["bomFormat"] === "CycloneDX"
    ? { predicateType: "https://cyclonedx.org/bom", kind: "cyclonedx", predicate: document }
    : { predicateType: "https://spdx.dev/Document", kind: "spdx", predicate: document };
}

/** The forms of both standards that are not JSON, known by how they begin. */
function otherForm(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder().decode(bytes.subarray(0, 1024)).trimStart();
  if (start.startsWith("<")) return "XML";
  return /^(?:#[^\n]*\n\s*)*(?:SPDXVersion|spdxVersion):/.test(start)
    ? "SPDX as tag-value text or YAML"
    : undefined;
}

/** What the document lacks of the standard that it is nearest to. */
function sbomProblem(document: Readonly<Record<string, unknown>>): string | undefined {
  if ("bomFormat" in document || ("specVersion" in document && "components" in document)) {
    if (document["bomFormat"] !== "CycloneDX")
      return "a CycloneDX document whose `bomFormat` is not `CycloneDX`";
    if (!/^[0-9]+\.[0-9]+$/.test(text(document, "specVersion") ?? "")) {
      return "a CycloneDX document without a `specVersion` such as `1.6`";
    }
    return undefined;
  }
  if ("spdxVersion" in document || "SPDXID" in document) {
    if (!/^SPDX-2\.[0-9]+$/.test(text(document, "spdxVersion") ?? "")) {
      return "an SPDX document without a `spdxVersion` such as `SPDX-2.3`";
    }
    return text(document, "SPDXID") === "SPDXRef-DOCUMENT"
      ? undefined
      : "an SPDX document whose `SPDXID` is not `SPDXRef-DOCUMENT`";
  }
  if (hasSpdx3Context(document)) {
    return list(document, "@graph").some(isRecord)
      ? undefined
      : "an SPDX 3 document without elements in `@graph`";
  }
  if (Array.isArray(at(document, "@graph"))) return "JSON-LD whose `@context` is not that of SPDX 3";
  return "JSON without `bomFormat` (CycloneDX), `spdxVersion` (SPDX 2) or the `@context` of SPDX 3";
}

function hasSpdx3Context(document: Readonly<Record<string, unknown>>): boolean {
  const context = document["@context"];
  const contexts: readonly unknown[] = Array.isArray(context) ? context : [context];
  return contexts.some(
    (item) => typeof item === "string" && /^https:\/\/spdx\.(?:org|github\.io)\/.*3\.[0-9]/.test(item),
  );
}
