import { createPublicKey, X509Certificate } from "node:crypto";

import {
  ServiceSelector,
  type CertificateAuthority,
  type Service,
  type ServiceConfiguration,
  type SigningConfig,
  type TransparencyLogInstance,
  type TrustedRoot,
} from "@sigstore/protobuf-specs";

import { callableUrl } from "../net/url.ts";

type TimeRange = NonNullable<CertificateAuthority["validFor"]>;

/** By what the signers are known whose bundles a root judges; keys are vouched for by whoever gives them. */
export type Signers = "certificates" | "keys";

/**
 * What is wrong with a trusted root, each with its place in the JSON; empty when nothing is. protobuf-specs reads
 * what it knows and passes over the rest, so a misspelt `tlogs` would quietly ask less of every bundle: hence the
 * look at the JSON itself.
 */
export function rootProblems(
  json: Readonly<Record<string, unknown>>,
  root: TrustedRoot,
  signers: Signers,
): string[] {
  const fields = ["mediaType", "tlogs", "certificateAuthorities", "ctlogs", "timestampAuthorities"];
  const problems = shapeProblems(json, fields, fields.slice(1));
  if (root.certificateAuthorities.length === 0 && signers === "certificates")
    problems.push("certificateAuthorities: none");
  if (root.tlogs.length === 0 && root.timestampAuthorities.length === 0) {
    problems.push("tlogs, timestampAuthorities: none, so that no time of signing could be believed");
  }
  for (const [i, log] of root.tlogs.entries()) problems.push(...logProblems(`tlogs[${i}]`, log));
  for (const [i, log] of root.ctlogs.entries()) problems.push(...logProblems(`ctlogs[${i}]`, log));
  for (const [i, ca] of root.certificateAuthorities.entries()) {
    problems.push(...chainProblems(`certificateAuthorities[${i}]`, ca, { startRequired: false }));
  }
  for (const [i, tsa] of root.timestampAuthorities.entries()) {
    problems.push(...chainProblems(`timestampAuthorities[${i}]`, tsa, { startRequired: true }));
  }
  return problems;
}

/** As rootProblems, of a signing config. */
export function signingConfigProblems(
  json: Readonly<Record<string, unknown>>,
  config: SigningConfig,
): string[] {
  const lists = ["caUrls", "oidcUrls", "rekorTlogUrls", "tsaUrls"];
  const problems = shapeProblems(json, ["mediaType", "rekorTlogConfig", "tsaConfig", ...lists], lists);
  if (config.caUrls.length === 0) problems.push("caUrls: none");
  const services = {
    caUrls: config.caUrls,
    oidcUrls: config.oidcUrls,
    rekorTlogUrls: config.rekorTlogUrls,
    tsaUrls: config.tsaUrls,
  };
  for (const [field, entries] of Object.entries(services)) {
    for (const [i, service] of entries.entries())
      problems.push(...serviceProblems(`${field}[${i}]`, service));
  }
  problems.push(...selectorProblems("rekorTlogConfig", config.rekorTlogUrls, config.rekorTlogConfig));
  problems.push(...selectorProblems("tsaConfig", config.tsaUrls, config.tsaConfig));
  return problems;
}

function shapeProblems(
  json: Readonly<Record<string, unknown>>,
  known: readonly string[],
  lists: readonly string[],
): string[] {
  const unknown = Object.keys(json)
    .filter((field) => !known.includes(field))
    .map((field) => `${JSON.stringify(field.slice(0, 40))}: no such field`);
  const notLists = lists
    .filter((field) => json[field] !== undefined && !Array.isArray(json[field]))
    .map((field) => `${field}: not a list`);
  return [...unknown, ...notLists];
}

/** A log's key without a start would be believed for all of the past: the client specification refuses it. */
function logProblems(place: string, log: TransparencyLogInstance): string[] {
  const problems: string[] = [];
  const key = log.publicKey?.rawBytes;
  if (key === undefined || !isPublicKey(key)) problems.push(`${place}.publicKey.rawBytes: no public key`);
  if ((log.logId?.keyId.length ?? 0) === 0) problems.push(`${place}.logId.keyId: missing`);
  problems.push(...rangeProblems(`${place}.publicKey.validFor`, log.publicKey?.validFor, true));
  return problems;
}

function chainProblems(
  place: string,
  authority: CertificateAuthority,
  { startRequired }: { readonly startRequired: boolean },
): string[] {
  const certificates = authority.certChain?.certificates ?? [];
  const problems = certificates.length === 0 ? [`${place}.certChain: no certificate`] : [];
  for (const [i, certificate] of certificates.entries()) {
    if (!isCertificate(certificate.rawBytes))
      problems.push(`${place}.certChain.certificates[${i}]: no certificate`);
  }
  return [...problems, ...rangeProblems(`${place}.validFor`, authority.validFor, startRequired)];
}

function serviceProblems(place: string, service: Service): string[] {
  const problems: string[] = [];
  if (callableUrl(service.url) === undefined) {
    problems.push(
      `${place}.url: no https URL without credentials (plain http is for services on this machine)`,
    );
  }
  if (!Number.isSafeInteger(service.majorApiVersion) || service.majorApiVersion < 1) {
    problems.push(`${place}.majorApiVersion: no positive number`);
  }
  return [...problems, ...rangeProblems(`${place}.validFor`, service.validFor, true)];
}

function rangeProblems(place: string, range: TimeRange | undefined, startRequired: boolean): string[] {
  const { start, end } = range ?? {};
  if (start === undefined && startRequired) return [`${place}.start: missing`];
  if (start !== undefined && Number.isNaN(start.getTime())) return [`${place}.start: no date`];
  if (end !== undefined && Number.isNaN(end.getTime())) return [`${place}.end: no date`];
  return start !== undefined && end !== undefined && end < start ? [`${place}: ends before it starts`] : [];
}

function selectorProblems(
  place: string,
  services: readonly Service[],
  config: ServiceConfiguration | undefined,
): string[] {
  const selector = config?.selector ?? ServiceSelector.SERVICE_SELECTOR_UNDEFINED;
  if (services.length > 0 && selector === ServiceSelector.SERVICE_SELECTOR_UNDEFINED) {
    return [`${place}.selector: missing (ANY, ALL or EXACT)`];
  }
  const count = config?.count ?? 0;
  const counted = Number.isSafeInteger(count) && count > 0;
  return selector === ServiceSelector.EXACT && !counted ? [`${place}.count: missing`] : [];
}

function isPublicKey(der: Uint8Array): boolean {
  // Rekor's and CT's early RSA keys are PKCS #1, all others SPKI (protobuf-specs, PublicKeyDetails).
  return (["spki", "pkcs1"] as const).some((type) => {
    try {
      createPublicKey({ key: Buffer.from(der), format: "der", type });
      return true;
    } catch {
      return false;
    }
  });
}

function isCertificate(der: Uint8Array): boolean {
  try {
    return new X509Certificate(der).raw.length > 0;
  } catch {
    return false;
  }
}
