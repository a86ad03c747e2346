import { bundleFromJSON, isBundleWithDsseEnvelope, type BundleWithDsseEnvelope } from "@sigstore/bundle";

import { WaybillError } from "../errors.ts";
import { PAYLOAD_TYPE } from "../intoto/statement.ts";
import { at, isRecord, list, text } from "../json.ts";

/** Statements hold at most 1,024 subjects; a bundle beyond this is not one. */
export const MAX_BUNDLE_BYTES = 32 * 1024 * 1024;

/** A bundle that is well formed and holds one signature over an in-toto payload. Nothing is verified yet. */
export interface ParsedBundle {
  readonly bundle: BundleWithDsseEnvelope;
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
  return { bundle, payload: Buffer.from(envelope.payload), signature: Buffer.from(signature.sig) };
}

function readBundle(json: string): BundleWithDsseEnvelope {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw malformed("text that is not JSON", "one Sigstore bundle in JSON");
  }
  try {
    const bundle = bundleFromJSON(value);
    if (isBundleWithDsseEnvelope(bundle)) return bundle;
  } catch {
    throw malformed(
      "JSON of another shape, or of a media type that is not known",
      "a Sigstore bundle v0.1 to v0.3",
    );
  }
  throw malformed("a signature over the artifact itself", "a signed in-toto statement (DSSE envelope)");
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
