import { X509Certificate } from "node:crypto";

import { WaybillError } from "../errors.ts";
import { PAYLOAD_TYPE } from "../intoto/statement.ts";
import { isRecord, list, text } from "../json.ts";
import { parseBounded, UnreadableJson } from "./bounded-json.ts";

/**
 * A DSSE envelope with nothing around it, as slsa-github-generator wrote it up to v2.0.0, with the certificate in a
 * field of its own. Nothing is verified yet.
 */
export interface BareEnvelope {
  /** the text that was given, which older logs hashed as a whole */
  readonly text: string;
  readonly payload: Buffer;
  readonly signature: Buffer;
  /** DER; the oldest envelopes have none, and only the log knows it */
  readonly certificate: Buffer | undefined;
}

/** Whether JSON is a DSSE envelope (DSSE, envelope.md) and not a bundle around one. */
export function isEnvelope(value: unknown): boolean {
  return (
    isRecord(value) &&
    !("mediaType" in value) &&
    ["payloadType", "payload", "signatures"].every((key) => key in value)
  );
}

/** @throws WaybillError BUNDLE_MALFORMED */
export function parseEnvelope(json: string): BareEnvelope {
  const value = readJson(json);
  if (!isEnvelope(value)) throw malformed("JSON of another shape");
  const type = text(value, "payloadType") ?? "";
  if (type !== PAYLOAD_TYPE) throw malformed(`payload type ${type}`);
  const signatures = list(value, "signatures");
  // With two, "the" signer would be a matter of choice.
  if (signatures.length !== 1) throw malformed(`${signatures.length} signatures`);
  const [signature] = signatures;
  return {
    text: json,
    payload: bytes(text(value, "payload")),
    signature: bytes(text(signature, "sig")),
    certificate: certificateOf(text(signature, "cert")),
  };
}

function readJson(json: string): unknown {
  try {
    return parseBounded(json);
  } catch (error) {
    if (!(error instanceof UnreadableJson)) throw error;
    throw malformed(error.message);
  }
}

function bytes(base64: string | undefined): Buffer {
  const decoded = Buffer.from(base64 ?? "", "base64");
  if (decoded.length === 0 || decoded.toString("base64") !== base64)
    throw malformed("text that is not base64");
  return decoded;
}

function certificateOf(pem: string | undefined): Buffer | undefined {
  if (pem === undefined || pem === "") return undefined;
  try {
    return new X509Certificate(pem).raw;
  } catch {
    throw malformed("a `cert` that is no certificate");
  }
}

function malformed(got: string): WaybillError {
  return new WaybillError("BUNDLE_MALFORMED", {
    what: "The file is not a DSSE envelope that can be verified.",
    got: got.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 200),
    expected: `one signature over ${PAYLOAD_TYPE}`,
  });
}
