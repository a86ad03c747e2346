import {
  BUNDLE_V01_MEDIA_TYPE,
  BUNDLE_V02_MEDIA_TYPE,
  BUNDLE_V03_LEGACY_MEDIA_TYPE,
  BUNDLE_V03_MEDIA_TYPE,
  bundleFromJSON,
  bundleToJSON,
  isBundleWithDsseEnvelope,
  isBundleWithMessageSignature,
  type Bundle,
  type BundleWithDsseEnvelope,
  type BundleWithMessageSignature,
} from "@sigstore/bundle";
import { HashAlgorithm } from "@sigstore/protobuf-specs";

import { bundleJson } from "../bundle-json.ts";
import { WaybillError } from "../errors.ts";
import type { Algorithm } from "../intoto/digest.ts";
import { PAYLOAD_TYPE } from "../intoto/statement.ts";
import { at, isRecord, text } from "../json.ts";
import { parseBounded, UnreadableJson } from "./bounded-json.ts";
import { isEnvelope } from "./envelope.ts";

/** Statements hold at most 1,024 subjects; a bundle beyond this is not one. */
export const MAX_BUNDLE_BYTES = 32 * 1024 * 1024;

/** As in sigstore-go: each costs the verifier some work, and nobody makes more than a few. */
const MOST_WITNESSES = 32;
/** A proof in a tree of 2^63 leaves has 63 hashes. */
const MOST_HASHES = 64;
/** Fulcio's certificates have 1 to 2 KB, timestamps with their chain 6. */
const MOST_DER_BYTES = 64 * 1024;

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

/** A bundle that is well formed and holds one signature over an artifact itself (`cosign sign-blob`). It states nothing. */
export interface ParsedMessageBundle {
  readonly bundle: BundleWithMessageSignature;
  readonly json: string;
  readonly signature: Buffer;
  /** what the bundle says of the artifact; to find it, not to believe */
  readonly digest: { readonly algorithm: Algorithm; readonly value: Buffer };
}

/**
 * A bundle that holds a signed statement.
 * @throws WaybillError BUNDLE_MALFORMED; TIME_MISSING for a bare DSSE envelope
 */
export function parseBundle(json: string): ParsedBundle {
  const bundle = readBundle(json);
  if (isBundleWithDsseEnvelope(bundle)) return withStatement(bundle);
  throw malformed("a signature over the artifact itself", "a signed in-toto statement (DSSE envelope)");
}

/**
 * A bundle that holds a signature over an artifact.
 * @throws WaybillError as {@link parseBundle}
 */
export function parseMessageBundle(json: string): ParsedMessageBundle {
  const bundle = readBundle(json);
  if (isBundleWithMessageSignature(bundle)) return withMessage(bundle);
  throw malformed("a signed statement", "a signature over the artifact itself");
}

/**
 * A bundle of either kind, for whoever takes both.
 * @throws WaybillError as {@link parseBundle}
 */
export function parseEitherBundle(json: string): ParsedBundle | ParsedMessageBundle {
  const bundle = readBundle(json);
  if (isBundleWithDsseEnvelope(bundle)) return withStatement(bundle);
  if (isBundleWithMessageSignature(bundle)) return withMessage(bundle);
  throw malformed("a bundle without a signature", "exactly one");
}

/** Whether it is a signature over the artifact itself. */
export function isMessageBundle(parsed: ParsedBundle | ParsedMessageBundle): parsed is ParsedMessageBundle {
  return "digest" in parsed;
}

function withStatement(bundle: BundleWithDsseEnvelope): ParsedBundle {
  const envelope = bundle.content.dsseEnvelope;
  const [signature] = envelope.signatures;
  // With two signatures "the" signer would be a matter of choice (Sigstore bundle specification: exactly one).
  if (signature === undefined || envelope.signatures.length !== 1) {
    throw malformed(`${envelope.signatures.length} signatures`, "exactly one");
  }
  if (envelope.payloadType !== PAYLOAD_TYPE)
    throw malformed(`payload type ${envelope.payloadType}`, PAYLOAD_TYPE);
  return {
    bundle,
    json: bundleJson(bundle),
    payload: Buffer.from(envelope.payload),
    signature: Buffer.from(signature.sig),
  };
}

const ALGORITHMS: Partial<Record<HashAlgorithm, Algorithm>> = {
  // Early clients left the algorithm out, and knew no other than this one.
  [HashAlgorithm.HASH_ALGORITHM_UNSPECIFIED]: "sha256",
  [HashAlgorithm.SHA2_256]: "sha256",
  [HashAlgorithm.SHA2_384]: "sha384",
  [HashAlgorithm.SHA2_512]: "sha512",
};

function withMessage(bundle: BundleWithMessageSignature): ParsedMessageBundle {
  const { messageDigest, signature } = bundle.content.messageSignature;
  const algorithm = ALGORITHMS[messageDigest.algorithm];
  if (algorithm === undefined) throw malformed("a digest that is no SHA-2", "SHA-256, SHA-384 or SHA-512");
  return {
    bundle,
    json: bundleJson(bundle),
    signature: Buffer.from(signature),
    digest: { algorithm, value: Buffer.from(messageDigest.digest) },
  };
}

function readBundle(json: string): Bundle {
  if (json.length > MAX_BUNDLE_BYTES) throw malformed(`${json.length} bytes`, `at most ${MAX_BUNDLE_BYTES}`);
  const value = readJson(json);
  if (isEnvelope(value)) throw bareEnvelope();
  const mediaType = text(value, "mediaType");
  if (!MEDIA_TYPES.includes(mediaType))
    throw malformed(`media type ${mediaType ?? "(none)"}`, "a Sigstore bundle v0.1 to v0.3");
  const bundle = understood(value);
  if (!isSameText(bundleToJSON(bundle), value))
    throw malformed(
      "text that is not the base64 or number that stands for it",
      "canonical base64 and digits",
    );
  assertSizes(bundle);
  assertNumbers(bundle);
  return bundle;
}

function readJson(json: string): unknown {
  try {
    return parseBounded(json);
  } catch (error) {
    if (!(error instanceof UnreadableJson)) throw error;
    throw malformed(error.message, "one Sigstore bundle in JSON, each key once");
  }
}

/** slsa-github-generator's provenance up to v2.0.0: sound, but nothing in the file says when it was signed. */
function bareEnvelope(): WaybillError {
  return new WaybillError("TIME_MISSING", {
    what: "This is a DSSE envelope alone: it carries no signed time, so nothing says that its certificate was valid when it signed.",
    got: "a DSSE envelope without a transparency log's entry",
    expected: "a Sigstore bundle",
    todo: "Look its log entry up with `--rekor-url https://rekor.sigstore.dev` (or the log that it was signed with), which needs the network.",
  });
}

function understood(value: unknown): Bundle {
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
  const isAbsent = given === undefined || given === null;
  if (Array.isArray(found)) {
    const items = isAbsent ? [] : given;
    return (
      Array.isArray(items) &&
      items.length === found.length &&
      found.every((item, index) => isSameText(item, items[index]))
    );
  }
  if (isRecord(found))
    return (
      (isAbsent || isRecord(given)) &&
      Object.entries(found).every(([key, item]) => isSameText(item, at(given, key)))
    );
  if (isAbsent) return found === "" || found === "0";
  if (typeof given !== "number") return given === found;
  // Beyond that, two readers round in two ways.
  return Number.isSafeInteger(given) && (String(given) === String(found) || isHashNumber(found, given));
}

/** ProtoJSON takes an enum's number for its name, and early clients wrote it. */
function isHashNumber(found: unknown, given: number): boolean {
  return typeof found === "string" && HashAlgorithm[given] === found;
}

function assertSizes({ verificationMaterial }: Bundle): void {
  const { content, tlogEntries, timestampVerificationData } = verificationMaterial;
  const timestamps = timestampVerificationData?.rfc3161Timestamps ?? [];
  const certificates =
    content.$case === "certificate"
      ? [content.certificate]
      : content.$case === "x509CertificateChain"
        ? content.x509CertificateChain.certificates
        : [];
  for (const [what, { length }] of Object.entries({ tlogEntries, timestamps, certificates }))
    if (length > MOST_WITNESSES) throw malformed(`${length} ${what}`, `at most ${MOST_WITNESSES}`);
  const der = [...timestamps.map((t) => t.signedTimestamp), ...certificates.map((c) => c.rawBytes)];
  if (der.some(({ length }) => length > MOST_DER_BYTES))
    throw malformed(
      "a certificate or timestamp of an impossible size",
      `at most ${MOST_DER_BYTES} bytes each`,
    );
  if (tlogEntries.some(({ inclusionProof }) => (inclusionProof?.hashes.length ?? 0) > MOST_HASHES))
    throw malformed("a proof of inclusion of an impossible length", `at most ${MOST_HASHES} hashes`);
}

/** `Number` and `BigInt` take hexadecimal and blanks too. */
function assertNumbers({ verificationMaterial }: Bundle): void {
  for (const { logIndex, integratedTime, inclusionProof } of verificationMaterial.tlogEntries) {
    const numbers = [logIndex, integratedTime, inclusionProof?.logIndex, inclusionProof?.treeSize];
    const wrong = numbers.find((n) => n !== undefined && !/^(?:0|[1-9]\d{0,18})$/.test(n));
    if (wrong !== undefined) throw malformed(`a log entry's number ${JSON.stringify(wrong)}`, "digits");
  }
}

/** The bundles of a file: one JSON document, or JSON Lines with a bundle on each line. */
export function splitBundles(content: string): string[] {
  const whole = content.replace(/^\uFEFF/, "").trim();
  const lines = whole.split("\n").filter((line) => line.trim() !== "");
  return lines.length > 1 && lines.every((line) => line.startsWith("{") && line.trimEnd().endsWith("}"))
    ? lines.map((line) => line.trimEnd())
    : [whole];
}

function malformed(got: string, expected: string): WaybillError {
  return new WaybillError("BUNDLE_MALFORMED", {
    what: "The bundle is not one that can be verified.",
    got: got.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 200),
    expected,
  });
}
