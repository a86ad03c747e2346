import { BUNDLE_V01_MEDIA_TYPE } from "@sigstore/bundle";

import { at, isRecord, list, text } from "../json.ts";
import { digestOf } from "./content.ts";
import type { BundleToAttach, Entry } from "./manifests.ts";
import { MEDIA, type OciDigest } from "./types.ts";

// The layer's annotations: cosign, pkg/oci/static/signature.go.
const SIGNATURE = "dev.cosignproject.cosign/signature";
const CERTIFICATE = "dev.sigstore.cosign/certificate";
const CHAIN = "dev.sigstore.cosign/chain";
const REKOR = "dev.sigstore.cosign/bundle";

/** A bundle as a layer of cosign's `.att` manifest. */
export interface AttLayer {
  readonly digest: OciDigest;
  readonly bytes: Buffer;
  readonly entry: Entry;
}

/** Why a bundle cannot be had in the other form. */
export interface NoConversion {
  readonly reason: string;
}

/**
 * The same signature in cosign's layout.
 *
 * cosign compares the layer's own hash with the one in the log's entry (pkg/cosign/verify.go, VerifyBundle), so the layer
 * must be the envelope with the very bytes that were logged. Its timestamps are of that layer (VerifyRFC3161Timestamp) and a
 * bundle's are of the signature (sigstore_bundle.proto), so none is carried over, either way.
 *
 * @param chain the certificate authority's intermediates and root, in PEM; not needed where the reader has a trusted root
 */
export function toAttLayer({ json, predicateType }: BundleToAttach, chain?: string): AttLayer | NoConversion {
  const bundle = parsed(json);
  const material = at(bundle, "verificationMaterial");
  const certificate =
    text(material, "certificate", "rawBytes") ??
    text(material, "x509CertificateChain", "certificates", 0, "rawBytes");
  if (certificate === undefined) return { reason: "it has no certificate" };
  const entry = list(material, "tlogEntries").find((entry) => promiseOf(entry) !== undefined);
  if (entry === undefined)
    return {
      reason:
        "it has no entry of a Rekor v1 log with its promise, the only one that cosign's `.att` layout can hold",
    };
  const rekor = rekorBundle(entry);
  if (rekor === undefined) return { reason: "its log entry is not readable" };
  const bytes = loggedEnvelope(at(bundle, "dsseEnvelope"), entry);
  if (bytes === undefined) return { reason: "the envelope's bytes are not those whose hash was logged" };
  const annotations: Record<string, string> = {
    [SIGNATURE]: "",
    [REKOR]: JSON.stringify(rekor),
    [CERTIFICATE]: pem(certificate),
    ...(chain === undefined ? {} : { [CHAIN]: chain }),
    predicateType,
  };
  const digest = digestOf(bytes);
  return { digest, bytes, entry: { mediaType: MEDIA.dsse, size: bytes.length, digest, annotations } };
}

/**
 * A layer of a `.att` manifest as a Sigstore bundle. It is of version 0.1, the only one that takes a log's promise
 * without its proof.
 *
 * @param entry the layer's descriptor, with its annotations
 * @param bytes the layer
 */
export function fromAttLayer(entry: Entry, bytes: Buffer): string | NoConversion {
  const envelope = parsed(bytes.toString("utf8"));
  const { payload, payloadType } = isRecord(envelope) ? envelope : {};
  const signatures = list(envelope, "signatures").map((signature) => ({
    sig: text(signature, "sig") ?? "",
    keyid: text(signature, "keyid") ?? "",
  }));
  if (typeof payload !== "string" || typeof payloadType !== "string" || signatures.length === 0)
    return { reason: "the layer is not a DSSE envelope" };
  const annotations = at(entry, "annotations");
  const rawBytes = derOf(text(annotations, CERTIFICATE) ?? "");
  if (rawBytes === undefined) return { reason: "it names no certificate: it was signed with a key" };
  const logged = tlogEntry(parsed(text(annotations, REKOR) ?? ""));
  if (logged === undefined)
    return { reason: "it has no log entry: nothing that a bundle can hold says when it was signed" };
  const x509CertificateChain = { certificates: [{ rawBytes }] };
  return JSON.stringify({
    mediaType: BUNDLE_V01_MEDIA_TYPE,
    verificationMaterial: { x509CertificateChain, tlogEntries: [logged] },
    dsseEnvelope: { payload, payloadType, signatures },
  });
}

/** Whether two bundles hold the same signature over the same payload, in whatever form. */
export function sameAttestation(a: string, b: string): boolean {
  const [one, other] = [parsed(a), parsed(b)].map((bundle) => ({
    payload: text(bundle, "dsseEnvelope", "payload"),
    sig: text(bundle, "dsseEnvelope", "signatures", 0, "sig"),
  }));
  return one?.sig !== undefined && one.sig === other?.sig && one.payload === other.payload;
}

/** cosign's RekorBundle (pkg/cosign/bundle/rekor.go); undefined where a number or the log's id is none. */
function rekorBundle(entry: unknown): Entry | undefined {
  const integratedTime = integer(text(entry, "integratedTime"));
  const logIndex = integer(text(entry, "logIndex") ?? "0");
  const keyId = text(entry, "logId", "keyId");
  const body = text(entry, "canonicalizedBody");
  if (integratedTime === undefined || logIndex === undefined || keyId === undefined || body === undefined)
    return undefined;
  const logID = Buffer.from(keyId, "base64").toString("hex");
  return {
    SignedEntryTimestamp: promiseOf(entry),
    Payload: { body, integratedTime, logIndex, logID },
  };
}

function tlogEntry(rekor: unknown): Entry | undefined {
  const signedEntryTimestamp = text(rekor, "SignedEntryTimestamp");
  const canonicalizedBody = text(rekor, "Payload", "body");
  const integratedTime = at(rekor, "Payload", "integratedTime");
  const logIndex = at(rekor, "Payload", "logIndex");
  const logId = text(rekor, "Payload", "logID");
  if (!signedEntryTimestamp || !canonicalizedBody || logId === undefined || !/^[0-9a-f]{64}$/.test(logId))
    return undefined;
  if (!Number.isSafeInteger(integratedTime) || !Number.isSafeInteger(logIndex)) return undefined;
  const body = parsed(Buffer.from(canonicalizedBody, "base64").toString("utf8"));
  return {
    logIndex: String(logIndex),
    logId: { keyId: Buffer.from(logId, "hex").toString("base64") },
    kindVersion: { kind: text(body, "kind") ?? "", version: text(body, "apiVersion") ?? "" },
    integratedTime: String(integratedTime),
    inclusionPromise: { signedEntryTimestamp },
    canonicalizedBody,
  };
}

/** The envelope as its writer logged it: JSON has no one order of fields, so those of known signers are tried. */
function loggedEnvelope(envelope: unknown, entry: unknown): Buffer | undefined {
  const body = parsed(Buffer.from(text(entry, "canonicalizedBody") ?? "", "base64").toString("utf8"));
  const logged =
    text(body, "spec", "envelopeHash", "value") ?? text(body, "spec", "content", "hash", "value");
  const payloadType = text(envelope, "payloadType");
  const payload = text(envelope, "payload");
  const sig = text(envelope, "signatures", 0, "sig");
  const keyid = text(envelope, "signatures", 0, "keyid") ?? "";
  const forms = [
    // ours, and go-securesystemslib's, which cosign uses
    { payloadType, payload, signatures: [{ keyid, sig }] },
    // the order of the protobuf, as sigstore-go and sigstore-js write it
    { payload, payloadType, signatures: [{ sig, keyid }] },
    { payload, payloadType, signatures: [{ keyid, sig }] },
    { payload, payloadType, signatures: [{ sig }] },
    { payloadType, payload, signatures: [{ sig }] },
  ];
  return forms
    .map((form) => Buffer.from(JSON.stringify(form)))
    .find((bytes) => logged !== undefined && digestOf(bytes) === `sha256:${logged}`);
}

/** Rekor v2's entries have none. */
function promiseOf(entry: unknown): string | undefined {
  return text(entry, "inclusionPromise", "signedEntryTimestamp") || undefined;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function integer(digits: string | undefined): number | undefined {
  return digits !== undefined && /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;
}

/** As Go's encoding/pem writes it. */
function pem(base64: string): string {
  const lines = base64.match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

function derOf(pem: string): string | undefined {
  const found = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(pem);
  return found?.[1]?.replaceAll(/\s/g, "");
}
