import { createHash } from "node:crypto";

import { SigningConfig, TrustedRoot } from "@sigstore/protobuf-specs";

import { WaybillError } from "../errors.ts";
import { rootProblems, signingConfigProblems, type Signers } from "./checks.ts";
import { parseDocument, parseDocuments, readDocument, readDocuments, type Document } from "./document.ts";
import publicGood from "./public-good.json" with { type: "json" };

/** A trusted root, read and checked: the keys and certificates that decide whether a bundle is believed. */
export interface TrustedRootSource {
  readonly root: TrustedRoot;
  readonly demand: Demand;
  /** for reports: what it is, its date where known, and its digest */
  readonly description: string;
  /** as it was read, to be written out beside a bundle that is checked elsewhere */
  readonly json: unknown;
}

/**
 * What a bundle must carry to be believed under a root, the same for the one who signs and the one who checks. A root
 * that lists a log wants its entry, and one that lists a CT log wants an SCT; without a log, only a timestamp says
 * when the certificate was used.
 */
export interface Demand {
  readonly log: boolean;
  readonly sct: boolean;
  readonly timestamp: boolean;
}

/** A signing config, read and checked: the services to call for a certificate, log entries and timestamps. */
export interface SigningConfigSource {
  readonly config: SigningConfig;
  readonly description: string;
  readonly json: unknown;
}

/** What goes together for one Sigstore instance. */
export interface TrustMaterial {
  readonly trustedRoot: TrustedRootSource;
  /** Rekor v1 and a timestamp: what every verifier in use understands */
  readonly signingConfig: SigningConfigSource;
  /** the instance's opt-in: Rekor v2 first */
  readonly signingConfigRekorV2: SigningConfigSource;
}

const ROOT_TYPES = [
  "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
  "application/vnd.dev.sigstore.trustedroot.v0.1+json",
  "application/vnd.dev.sigstore.trustedroot.v0.2+json",
];
const CONFIG_TYPES = ["application/vnd.dev.sigstore.signingconfig.v0.2+json"];

let shipped: TrustMaterial | undefined;

/** Sigstore's public instance, as it was when this version was built (see scripts/trust.ts); decoded once. */
export function publicTrust(): TrustMaterial {
  shipped ??= readShipped();
  return shipped;
}

function readShipped(): TrustMaterial {
  const { name, date, sha256 } = publicGood;
  const config = (json: object, which: string): SigningConfigSource => ({
    config: SigningConfig.fromJSON(json),
    description: `${name}, ${which} of ${date}`,
    json,
  });
  return {
    trustedRoot: rootSource(publicGood.trustedRoot, `${name}, root of ${date} (sha256:${sha256})`),
    signingConfig: config(publicGood.signingConfig, "signing config"),
    signingConfigRekorV2: config(publicGood.signingConfigRekorV2, "signing config with Rekor v2"),
  };
}

/**
 * A user's trusted root file (`trusted_root.json`).
 * @throws WaybillError TRUST_INVALID when it cannot be read, is no trusted root, or leaves a key without a start
 */
export async function readTrustedRoot(path: string): Promise<TrustedRootSource> {
  return checkedRoot(await readDocument("trusted root", path));
}

/**
 * A trusted root that is at hand as bytes.
 * @param name how error texts and reports call it
 * @throws WaybillError TRUST_INVALID as readTrustedRoot
 */
export function parseTrustedRoot(bytes: Uint8Array, name: string): TrustedRootSource {
  return checkedRoot(parseDocument("trusted root", name, bytes));
}

/** Roots of several Sigstore instances, any of which may vouch for a bundle; at least one. */
export type TrustedRoots = readonly [TrustedRootSource, ...TrustedRootSource[]];

/**
 * A user's trusted root file with one root or, as `gh attestation trusted-root` prints them, one a line.
 * @param signers roots that judge bundles signed with keys need no certificate authority
 * @throws WaybillError TRUST_INVALID as readTrustedRoot, whichever root is at fault
 */
export async function readTrustedRoots(
  path: string,
  signers: Signers = "certificates",
): Promise<TrustedRoots> {
  return checkedRoots(await readDocuments("trusted root", path), signers);
}

/**
 * Trusted roots that are at hand as bytes.
 * @param name how error texts and reports call them, each with its line
 * @throws WaybillError TRUST_INVALID as readTrustedRoot
 */
export function parseTrustedRoots(
  bytes: Uint8Array,
  name: string,
  signers: Signers = "certificates",
): TrustedRoots {
  return checkedRoots(parseDocuments("trusted root", name, bytes), signers);
}

function checkedRoots(
  [first, ...others]: readonly [Document, ...Document[]],
  signers: Signers,
): TrustedRoots {
  return [checkedRoot(first, signers), ...others.map((document) => checkedRoot(document, signers))];
}

/**
 * A user's signing config file (`signing_config.json`, v0.2).
 * @throws WaybillError TRUST_INVALID when it cannot be read or is no signing config of that version
 */
export async function readSigningConfig(path: string): Promise<SigningConfigSource> {
  return checkedConfig(await readDocument("signing config", path));
}

/**
 * A signing config that is at hand as bytes.
 * @param name how error texts and reports call it
 * @throws WaybillError TRUST_INVALID as readSigningConfig
 */
export function parseSigningConfig(bytes: Uint8Array, name: string): SigningConfigSource {
  return checkedConfig(parseDocument("signing config", name, bytes));
}

function checkedConfig(document: Document): SigningConfigSource {
  assertMediaType(document, CONFIG_TYPES);
  const config = convert(document, SigningConfig);
  assertNoProblems(document, signingConfigProblems(document.json, config));
  return { config, description: describe(document), json: document.json };
}

function checkedRoot(document: Document, signers: Signers = "certificates"): TrustedRootSource {
  assertMediaType(document, ROOT_TYPES);
  const root = convert(document, TrustedRoot);
  assertNoProblems(document, rootProblems(document.json, root, signers));
  return rootSource(document.json, describe(document), root);
}

function rootSource(json: object, description: string, root = TrustedRoot.fromJSON(json)): TrustedRootSource {
  const log = root.tlogs.length > 0;
  return { root, demand: { log, sct: root.ctlogs.length > 0, timestamp: !log }, description, json };
}

function describe(document: Document): string {
  const digest = createHash("sha256").update(document.bytes).digest("hex");
  return `${document.kind} ${document.name} (sha256:${digest})`;
}

function assertMediaType(document: Document, known: readonly string[]): void {
  const { mediaType } = document.json;
  if (typeof mediaType === "string" && known.includes(mediaType)) return;
  throw new WaybillError("TRUST_INVALID", {
    what: `The ${document.kind} ${document.name} does not say that it is one.`,
    got: mediaType === undefined ? "no mediaType" : `mediaType ${JSON.stringify(mediaType).slice(0, 120)}`,
    expected: known.join(" or "),
    todo: `Give a ${document.kind} in Sigstore's own JSON form.`,
  });
}

/** protobuf-specs' own reading, which throws for an enum value that it does not know. */
function convert<T>(document: Document, message: { fromJSON(object: unknown): T }): T {
  try {
    return message.fromJSON(document.json);
  } catch (cause) {
    throw new WaybillError("TRUST_INVALID", {
      what: `The ${document.kind} ${document.name} cannot be read.`,
      got: "a value of a kind that this version does not know",
      expected: "keys, hashes and selectors as Sigstore's protobuf-specs name them",
      todo: "Check the file, or use a newer version of Waybill.",
      cause,
    });
  }
}

function assertNoProblems(document: Document, problems: readonly string[]): void {
  if (problems.length === 0) return;
  const shown = problems.slice(0, 6);
  if (problems.length > shown.length) shown.push(`and ${problems.length - shown.length} more`);
  throw new WaybillError("TRUST_INVALID", {
    what: `The ${document.kind} ${document.name} is not complete.`,
    got: shown.join("; "),
    expected: `a ${document.kind} in Sigstore's own JSON form, each key and service with the start of its validity`,
    todo: "Get the file anew from whoever runs that Sigstore instance.",
  });
}
