import { createPublicKey, hash, X509Certificate, type KeyObject } from "node:crypto";

import { WaybillError } from "../errors.ts";
import { at, list, text } from "../json.ts";
import type { LogEntry } from "./log.ts";

/** What was signed, in the forms in which logs name it. */
export interface SignedContent {
  readonly signature: Buffer;
  /** of an envelope; undefined for a signature over an artifact */
  readonly payload: Buffer | undefined;
  /** digests of the bytes that were signed; undefined where the algorithm's is not known */
  readonly digest: (algorithm: string) => Buffer | undefined;
}

/** What an entry's body says was logged. */
interface Logged {
  /** `intoto` 0.0.1 leaves it out: Rekor checked the signature and kept its hash with the envelope's */
  readonly signature: Buffer | undefined;
  readonly digest: {
    readonly of: "payload" | "signed bytes";
    readonly algorithm: string;
    readonly value: Buffer;
  };
  readonly verifier: Verifier;
}

/** A certificate or a public key, in DER, in the log and in the bundle. */
export type Verifier =
  | { readonly kind: "certificate"; readonly der: Buffer }
  | { readonly kind: "key"; readonly der: Buffer };

/**
 * That an entry is of this very signature by this very certificate or key (client specification, 4.4; rekor-v2-spec,
 * 6.1.4): its inclusion proves nothing of anything else.
 * @throws WaybillError LOG_INVALID
 */
export function assertLogs(entry: LogEntry, content: SignedContent, verifier: Verifier): void {
  const logged = read(entry);
  if (logged.signature !== undefined && !logged.signature.equals(content.signature))
    throw invalid("an entry of another signature");
  const { of, algorithm, value } = logged.digest;
  const digest =
    of === "signed bytes"
      ? content.digest(algorithm)
      : content.payload && algorithm === "sha256"
        ? hash("sha256", content.payload, "buffer")
        : undefined;
  if (digest === undefined || !digest.equals(value)) throw invalid(`an entry of other content`);
  if (logged.verifier.kind !== verifier.kind || !logged.verifier.der.equals(verifier.der)) {
    throw new WaybillError("LOG_INVALID", {
      what: "The log entry was made with another certificate or key than the bundle's.",
      got:
        logged.verifier.kind === verifier.kind
          ? `another ${verifier.kind}`
          : `an entry without a ${verifier.kind}`,
      expected: `the bundle's own ${verifier.kind}`,
    });
  }
}

/** The certificate that an entry was made with, in DER; undefined for a bare key, or a body that cannot be read. */
export function certificateInEntry(entry: LogEntry): Buffer | undefined {
  try {
    const { verifier } = read(entry);
    return verifier.kind === "certificate" ? verifier.der : undefined;
  } catch {
    return undefined;
  }
}

export function keyVerifier(key: KeyObject): Verifier {
  return { kind: "key", der: key.export({ format: "der", type: "spki" }) };
}

function read(entry: LogEntry): Logged {
  const { kind, version } = entry.kindVersion;
  let body: unknown;
  try {
    body = JSON.parse(Buffer.from(entry.canonicalizedBody).toString("utf8"));
  } catch {
    throw invalid("a body that is not JSON");
  }
  const form = `${kind} ${version}`;
  if (text(body, "kind") !== kind || text(body, "apiVersion") !== version)
    throw invalid("a body of another kind than the entry says");
  const reader = Object.hasOwn(READERS, form) ? READERS[form] : undefined;
  if (reader === undefined)
    throw invalid(`an entry of the kind ${form.replaceAll(/[^\w. -]/g, "?").slice(0, 60)}`);
  return reader(at(body, "spec"));
}

/** By kind and version: rekor/pkg/types, and rekor-tiles' entry specifications. */
const READERS: Readonly<Record<string, (spec: unknown) => Logged>> = {
  "dsse 0.0.1": (spec) => ({
    signature: base64(text(only(spec, "signatures"), "signature")),
    digest: { of: "payload", ...hexDigest(at(spec, "payloadHash")) },
    verifier: pemVerifier(text(only(spec, "signatures"), "verifier")),
  }),
  // The log keeps the hash of the payload and of the envelope as it was sent, whose bytes no bundle keeps. That it
  // had a signature by this certificate over this payload at that time is what counts, and it checked that.
  "intoto 0.0.1": (spec) => ({
    signature: undefined,
    digest: { of: "payload", ...hexDigest(at(spec, "content", "payloadHash")) },
    verifier: pemVerifier(text(spec, "publicKey")),
  }),
  "intoto 0.0.2": (spec) => {
    const signature = only(at(spec, "content", "envelope"), "signatures");
    return {
      // base64 of base64: Rekor takes the envelope's text for bytes.
      signature: base64(base64(text(signature, "sig")).toString("latin1")),
      digest: { of: "payload", ...hexDigest(at(spec, "content", "payloadHash")) },
      verifier: pemVerifier(text(signature, "publicKey")),
    };
  },
  "hashedrekord 0.0.1": (spec) => ({
    signature: base64(text(spec, "signature", "content")),
    digest: { of: "signed bytes", ...hexDigest(at(spec, "data", "hash")) },
    verifier: pemVerifier(text(spec, "signature", "publicKey", "content")),
  }),
  "hashedrekord 0.0.2": (spec) => ({
    signature: base64(text(spec, "hashedRekordV002", "signature", "content")),
    digest: { of: "signed bytes", ...namedDigest(at(spec, "hashedRekordV002", "data")) },
    verifier: rawVerifier(at(spec, "hashedRekordV002", "signature", "verifier")),
  }),
  "dsse 0.0.2": (spec) => {
    const signature = only(at(spec, "dsseV002"), "signatures");
    return {
      signature: base64(text(signature, "content")),
      digest: { of: "payload", ...namedDigest(at(spec, "dsseV002", "payloadHash")) },
      verifier: rawVerifier(at(signature, "verifier")),
    };
  },
};

function only(value: unknown, field: string): unknown {
  const items = list(value, field);
  if (items.length !== 1) throw invalid(`an entry of ${items.length} signatures`);
  return items[0];
}

function hexDigest(value: unknown): { algorithm: string; value: Buffer } {
  const hex = text(value, "value") ?? "";
  if (!/^(?:[0-9a-f]{2})+$/.test(hex)) throw invalid("an entry without a digest");
  return { algorithm: text(value, "algorithm") ?? "", value: Buffer.from(hex, "hex") };
}

const NAMES: Readonly<Record<string, string>> = {
  SHA2_256: "sha256",
  SHA2_384: "sha384",
  SHA2_512: "sha512",
};

function namedDigest(value: unknown): { algorithm: string; value: Buffer } {
  const name = text(value, "algorithm") ?? "";
  return { algorithm: NAMES[name] ?? "", value: base64(text(value, "digest")) };
}

function base64(value: string | undefined): Buffer {
  const bytes = Buffer.from(value ?? "", "base64");
  if (bytes.length === 0) throw invalid("an entry that lacks a part");
  return bytes;
}

/** base64 of PEM */
function pemVerifier(value: string | undefined): Verifier {
  const pem = base64(value).toString("latin1");
  try {
    return pem.includes("BEGIN CERTIFICATE")
      ? { kind: "certificate", der: new X509Certificate(pem).raw }
      : keyVerifier(createPublicKey(pem));
  } catch {
    throw invalid("an entry without a certificate or key");
  }
}

function rawVerifier(value: unknown): Verifier {
  const certificate = text(value, "x509Certificate", "rawBytes");
  if (certificate !== undefined) return { kind: "certificate", der: base64(certificate) };
  return { kind: "key", der: base64(text(value, "publicKey", "rawBytes")) };
}

function invalid(got: string): WaybillError {
  return new WaybillError("LOG_INVALID", {
    what: "The bundle's transparency log entry is not of the bundle's own signature.",
    got,
    expected: "an entry of this signature, over this content, by the bundle's certificate or key",
  });
}
