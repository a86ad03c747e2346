import { createPublicKey, hash, type KeyObject, verify, X509Certificate } from "node:crypto";
import { canonicalJson, parseJson, stringAt, valueAt } from "./json.ts";
import { verifyDigest } from "./p256.ts";
import { pem } from "./x509.ts";

/** A proposed entry that Rekor answers with 400. */
export class InvalidEntry extends Error {}

export const KINDS: readonly string[] = ["dsse", "intoto", "hashedrekord"];

/**
 * The bytes that Rekor v1 writes into its log for a proposed entry: what it computed or verified itself, in canonical
 * JSON. Known are `dsse` 0.0.1, `intoto` 0.0.1 and 0.0.2, and `hashedrekord` 0.0.1 (rekor pkg/types).
 * @throws InvalidEntry when the entry is of another kind, incomplete, or its signature is not its verifier's
 */
export function canonicalEntry(proposed: unknown): Buffer {
  const kind = stringAt(proposed, "kind") ?? "";
  const apiVersion = stringAt(proposed, "apiVersion") ?? "";
  const spec = canonicalSpec(kind, apiVersion, valueAt(proposed, "spec"));
  return Buffer.from(canonicalJson({ apiVersion, kind, spec }));
}

function canonicalSpec(kind: string, version: string, spec: unknown): unknown {
  if (kind === "dsse" && version === "0.0.1") return canonicalDsse(spec);
  if (kind === "intoto" && version === "0.0.1") return canonicalIntoto001(spec);
  if (kind === "intoto" && version === "0.0.2") return canonicalIntoto(spec);
  if (kind === "hashedrekord" && version === "0.0.1") return canonicalHashedRekord(spec);
  const unknown = `${kind} implementation for version '${version}' not found`;
  throw new InvalidEntry(`${unknown}: unable to locate entry for version ${version}`);
}

interface Signature {
  /** as in the envelope: base64 */
  readonly signature: string;
  /** PEM */
  readonly verifier: string;
}

interface Envelope {
  readonly payloadType: string;
  readonly payload: Buffer;
  readonly signatures: readonly string[];
}

function canonicalDsse(spec: unknown): unknown {
  const text = stringAt(spec, "proposedContent", "envelope");
  if (text === undefined) {
    throw new InvalidEntry(
      "either proposedContent or envelopeHash, payloadHash, and signatures must be present",
    );
  }
  const verifiers = list(valueAt(spec, "proposedContent", "verifiers")).map((item) => verifierOf(item));
  const envelope = envelopeOf(parseJson(text));
  const signatures = envelope.signatures
    .map((signature): Signature => ({ signature, verifier: verifiedBy(verifiers, signature, envelope).pem }))
    .sort((a, b) => (a.signature < b.signature ? -1 : 1));
  return {
    envelopeHash: sha256(Buffer.from(text, "utf8")),
    payloadHash: sha256(envelope.payload),
    signatures: signatures.map(({ signature, verifier }) => ({ signature, verifier: base64(verifier) })),
  };
}

/**
 * The payload is left out of the entry; signatures, keys and the envelope's hash stay as they were sent, the hash
 * unchecked, because Rekor cannot recompute it from an envelope that holds public keys inline.
 */
function canonicalIntoto(spec: unknown): unknown {
  const sent = valueAt(spec, "content", "envelope");
  const hashValue = stringAt(spec, "content", "hash", "value");
  if (hashValue === undefined || !/^[0-9a-f]{64}$/.test(hashValue))
    throw new InvalidEntry("missing envelope digest");
  const items = list(valueAt(sent, "signatures"));
  const envelope = envelopeOf({
    payloadType: stringAt(sent, "payloadType"),
    payload: unbase64(stringAt(sent, "payload")),
    signatures: items.map((item) => ({ sig: unbase64(stringAt(item, "sig")) })),
  });
  const verifiers = items.map((item) => verifierOf(valueAt(item, "publicKey")));
  for (const signature of envelope.signatures) verifiedBy(verifiers, signature, envelope);
  const signatures = items.map((item) => ({
    keyid: stringAt(item, "keyid") || undefined,
    publicKey: stringAt(item, "publicKey"),
    sig: stringAt(item, "sig"),
  }));
  return {
    content: {
      envelope: { payloadType: envelope.payloadType, signatures },
      hash: { algorithm: "sha256", value: hashValue },
      payloadHash: sha256(envelope.payload),
    },
  };
}

/** The signature is left out of the entry: only the hash of the envelope's text, as it was sent, holds it. */
function canonicalIntoto001(spec: unknown): unknown {
  const text = stringAt(spec, "content", "envelope");
  if (text === undefined) throw new InvalidEntry("missing envelope");
  const verifier = verifierOf(valueAt(spec, "publicKey"));
  const envelope = envelopeOf(parseJson(text));
  for (const signature of envelope.signatures) verifiedBy([verifier], signature, envelope);
  return {
    content: { hash: sha256(Buffer.from(text, "utf8")), payloadHash: sha256(envelope.payload) },
    publicKey: base64(verifier.pem),
  };
}

/** Of a signature over a digest that only the client knows the artifact of. */
function canonicalHashedRekord(spec: unknown): unknown {
  const digest = stringAt(spec, "data", "hash", "value") ?? "";
  const content = stringAt(spec, "signature", "content") ?? "";
  const verifier = verifierOf(valueAt(spec, "signature", "publicKey", "content"));
  if (!/^[0-9a-f]{64}$/.test(digest)) throw new InvalidEntry("invalid value for hash");
  if (!verifyDigest(Buffer.from(digest, "hex"), Buffer.from(content, "base64"), verifier.key))
    throw new InvalidEntry("verifying signature: invalid signature when validating ASN.1 encoded signature");
  return {
    data: { hash: { algorithm: "sha256", value: digest } },
    signature: { content, publicKey: { content: base64(verifier.pem) } },
  };
}

function envelopeOf(json: unknown): Envelope {
  const payloadType = stringAt(json, "payloadType");
  const payload = stringAt(json, "payload");
  const signatures = list(valueAt(json, "signatures")).map((item) => stringAt(item, "sig") ?? "");
  if (signatures.length === 0) throw new InvalidEntry("DSSE envelope must contain 1 or more signatures");
  if (payloadType === undefined || payload === undefined) throw new InvalidEntry("invalid DSSE envelope");
  return { payloadType, payload: Buffer.from(payload, "base64"), signatures };
}

interface Verifier {
  readonly key: KeyObject;
  readonly pem: string;
}

/** @param item base64 of a PEM certificate or public key */
function verifierOf(item: unknown): Verifier {
  const text = typeof item === "string" ? unbase64(item) : "";
  try {
    if (text.includes("BEGIN CERTIFICATE")) {
      const certificate = new X509Certificate(text);
      return { key: certificate.publicKey, pem: pem("CERTIFICATE", certificate.raw) };
    }
    const key = createPublicKey(text);
    return { key, pem: pem("PUBLIC KEY", key.export({ format: "der", type: "spki" })) };
  } catch {
    throw new InvalidEntry("could not parse public key as x509: invalid public key: failure decoding PEM");
  }
}

function verifiedBy(verifiers: readonly Verifier[], signature: string, envelope: Envelope): Verifier {
  const signed = preAuthenticationEncoding(envelope);
  const found = verifiers.find(({ key }) => verify("sha256", signed, key, Buffer.from(signature, "base64")));
  if (found === undefined) {
    throw new InvalidEntry(
      "could not verify envelope: accepted signatures do not match threshold, Found: 0, Expected 1",
    );
  }
  return found;
}

/** What a DSSE signature is made over (DSSE protocol.md, PAE). */
function preAuthenticationEncoding({ payloadType, payload }: Envelope): Buffer {
  const type = Buffer.byteLength(payloadType);
  return Buffer.concat([Buffer.from(`DSSEv1 ${type} ${payloadType} ${payload.length} `), payload]);
}

function sha256(bytes: Buffer): { algorithm: "sha256"; value: string } {
  return { algorithm: "sha256", value: hash("sha256", bytes) };
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

function unbase64(text: string | undefined): string {
  return Buffer.from(text ?? "", "base64").toString("utf8");
}
