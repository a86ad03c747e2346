import {
  BUNDLE_V01_MEDIA_TYPE,
  BUNDLE_V02_MEDIA_TYPE,
  BUNDLE_V03_LEGACY_MEDIA_TYPE,
  BUNDLE_V03_MEDIA_TYPE,
  bundleFromJSON,
  bundleToJSON,
  isBundleWithDsseEnvelope,
  type BundleWithDsseEnvelope,
} from "@sigstore/bundle";

import { bundleJson } from "../bundle-json.ts";
import { WaybillError } from "../errors.ts";
import { PAYLOAD_TYPE } from "../intoto/statement.ts";
import { at, isRecord, list, text } from "../json.ts";
import { repeatedKey } from "./unique-keys.ts";

/** Statements hold at most 1,024 subjects; a bundle beyond this is not one. */
export const MAX_BUNDLE_BYTES = 32 * 1024 * 1024;

const MEDIA_TYPES: readonly (string | undefined)[] = [
  BUNDLE_V01_MEDIA_TYPE,
  BUNDLE_V02_MEDIA_TYPE,
  BUNDLE_V03_LEGACY_MEDIA_TYPE,
  BUNDLE_V03_MEDIA_TYPE,
];

/** A bundle that is well formed and holds one signature over an in-toto payload. Nothing is verified yet. */
export interface ParsedBundle {
  readonly bundle: BundleWithDsseEnvelope;
  /** the bundle anew, on one line: of the given text only what was understood */
  readonly json: string;
  readonly payload: Buffer;
  readonly signature: Buffer;
}

/** @throws WaybillError BUNDLE_MALFORMED */
export function parseBundle(json: string): ParsedBundle {
  const bundle = readBundle(json);
  const envelope = bundle.content.dsseEnvelope;
  const [signature] = envelope.signatures;
  // With two signatures "the" signer would be a matter of choice (Sigstore bundle specification: exactly one).
  if (signature === undefined || envelope.signatures.length !== 1) {
    throw malformed(`${envelope.signatures.length} signatures`, "exactly one");
  }
  if (envelope.payloadType !== PAYLOAD_TYPE)
    throw malformed(`payload type ${envelope.payloadType}`, PAYLOAD_TYPE);
  assertNumbers(bundle);
  return {
    bundle,
    json: bundleJson(bundle),
    payload: Buffer.from(envelope.payload),
    signature: Buffer.from(signature.sig),
  };
}

function readBundle(json: string): BundleWithDsseEnvelope {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw malformed("text that is not JSON", "one Sigstore bundle in JSON");
  }
  const twice = repeatedKey(json);
  if (twice !== undefined) throw malformed(`the key ${JSON.stringify(twice)} twice`, "each key once");
  const mediaType = text(value, "mediaType");
  if (!MEDIA_TYPES.includes(mediaType))
    throw malformed(`media type ${mediaType ?? "(none)"}`, "a Sigstore bundle v0.1 to v0.3");
  const bundle = understood(value);
  if (!isSameText(bundleToJSON(bundle), value))
    throw malformed(
      "text that is not the base64 or number that stands for it",
      "canonical base64 and digits",
    );
  if (isBundleWithDsseEnvelope(bundle)) return bundle;
  throw malformed("a signature over the artifact itself", "a signed in-toto statement (DSSE envelope)");
}

function understood(value: unknown): ReturnType<typeof bundleFromJSON> {
  try {
    return bundleFromJSON(value);
  } catch {
    throw malformed("JSON of another shape", "a Sigstore bundle v0.1 to v0.3");
  }
}

/**
 * Whether each text that was understood is the text that was given: decoders of base64 pass over what they do not
 * know, each over something else. Fields that are absent or null have their default (ProtoJSON, "Presence").
 */
function isSameText(found: unknown, given: unknown): boolean {
  if (Array.isArray(found)) return found.every((item, index) => isSameText(item, at(given, index)));
  if (isRecord(found)) return Object.entries(found).every(([key, item]) => isSameText(item, at(given, key)));
  if (given === undefined || given === null) return found === "" || found === "0";
  return typeof given === "number" ? String(given) === String(found) : given === found;
}

/** `Number` and `BigInt`, which the judge reads them with, take hexadecimal and blanks too. */
function assertNumbers({ verificationMaterial }: BundleWithDsseEnvelope): void {
  for (const { logIndex, integratedTime, inclusionProof } of verificationMaterial.tlogEntries) {
    const numbers = [logIndex, integratedTime, inclusionProof?.logIndex, inclusionProof?.treeSize];
    const wrong = numbers.find((n) => n !== undefined && !/^(?:0|[1-9]\d{0,18})$/.test(n));
    if (wrong !== undefined) throw malformed(`a log entry's number ${JSON.stringify(wrong)}`, "digits");
  }
}

/** The bundles of a file: one JSON document, or JSON Lines with a bundle on each line. */
export function splitBundles(content: string): string[] {
  const whole = content.trim();
  const lines = whole.split("\n").filter((line) => line.trim() !== "");
  return lines.length > 1 && lines.every((line) => line.startsWith("{") && line.trimEnd().endsWith("}"))
    ? lines
    : [whole];
}

/**
 * The certificate that a log entry's body holds, in DER; undefined for a body that holds a bare key.
 * Paths by kind and version: rekor/pkg/types and rekor-tiles' entry specifications.
 */
export function certificateInEntry(canonicalizedBody: Uint8Array): Buffer | undefined {
  let body: unknown;
  try {
    body = JSON.parse(Buffer.from(canonicalizedBody).toString("utf8"));
  } catch {
    return undefined;
  }
  const pem =
    text(body, "spec", "signatures", 0, "verifier") ??
    text(body, "spec", "content", "envelope", "signatures", 0, "publicKey") ??
    text(body, "spec", "signature", "publicKey", "content") ??
    text(body, "spec", "publicKey");
  if (pem !== undefined) return derOf(Buffer.from(pem, "base64").toString("utf8"));
  for (const spec of list([
    at(body, "spec", "hashedRekordV002", "signature"),
    at(body, "spec", "dsseV002", "signatures", 0),
  ])) {
    const raw = isRecord(spec) ? text(spec, "verifier", "x509Certificate", "rawBytes") : undefined;
    if (raw !== undefined) return Buffer.from(raw, "base64");
  }
  return undefined;
}

function derOf(pem: string): Buffer | undefined {
  const found = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(pem);
  return found?.[1] === undefined ? undefined : Buffer.from(found[1], "base64");
}

function malformed(got: string, expected: string): WaybillError {
  return new WaybillError("BUNDLE_MALFORMED", {
    what: "The bundle is not one that can be verified.",
    got: got.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 200),
    expected,
  });
}
