import { ASN1Obj, type X509Certificate } from "@sigstore/core";

import { WaybillError } from "../errors.ts";
import { GITHUB_ISSUER } from "./expectation.ts";
import { goUrl } from "./go-url.ts";

const ARC = "1.3.6.1.4.1.57264.1";

/**
 * What Fulcio certified, under the names of `gh attestation verify --format json`, with the number of the extension
 * below 1.3.6.1.4.1.57264.1 (fulcio, docs/oid-info.md). 1 to 6 are raw strings, 8 and up DER UTF8Strings.
 */
const EXTENSIONS = {
  issuer: 8,
  buildSignerURI: 9,
  buildSignerDigest: 10,
  runnerEnvironment: 11,
  sourceRepositoryURI: 12,
  sourceRepositoryDigest: 13,
  sourceRepositoryRef: 14,
  sourceRepositoryIdentifier: 15,
  sourceRepositoryOwnerURI: 16,
  sourceRepositoryOwnerIdentifier: 17,
  buildConfigURI: 18,
  buildConfigDigest: 19,
  buildTrigger: 20,
  runInvocationURI: 21,
  sourceRepositoryVisibilityAtSigning: 22,
  deploymentEnvironment: 23,
  tokenSubject: 24,
} as const;

/** The deprecated extensions and the newer ones that say the same. */
const LEGACY = {
  issuer: 1,
  buildTrigger: 2,
  sourceRepositoryDigest: 3,
  sourceRepositoryRef: 6,
} as const;

/** Of before May 2023, when there was nothing beyond .6: the source repository as `OWNER/REPO`. */
const LEGACY_REPOSITORY = 5;

export type CertifiedName = keyof typeof EXTENSIONS;

export type CertificateFacts = { readonly subjectAlternativeName: string } & {
  readonly [name in CertifiedName]: string | undefined;
};

/** @throws WaybillError CERTIFICATE_INVALID for an extension that is not well formed, or two that disagree */
export function readCertificate(certificate: X509Certificate): CertificateFacts {
  const extensions = extensionsOf(certificate);
  const newer = new Map<CertifiedName, string | undefined>();
  for (const [name, number] of Object.entries(EXTENSIONS) as [CertifiedName, number][]) {
    const value = extensions.get(`${ARC}.${number}`);
    newer.set(name, value === undefined ? undefined : utf8String(value, number));
  }
  for (const [name, number] of Object.entries(LEGACY) as [CertifiedName, number][]) {
    const raw = extensions.get(`${ARC}.${number}`)?.toString("utf8");
    const current = newer.get(name);
    if (raw !== undefined && current !== undefined && raw !== current) {
      throw invalid(`extension .${number} says something else than .${EXTENSIONS[name]} (${name})`);
    }
    if (current === undefined) newer.set(name, raw);
  }
  readLegacyRepository(extensions, newer);
  const subjectAlternativeName = alternativeName(extensions);
  const facts = Object.fromEntries(newer) as { [name in CertifiedName]: string | undefined };
  const signer = facts.buildSignerURI;
  if (signer !== undefined && subjectAlternativeName !== signer && subjectAlternativeName !== goUrl(signer))
    throw invalid(
      `the subject alternative name ${subjectAlternativeName} is not the Build Signer URI, ${shown(signer)}`,
    );
  return { subjectAlternativeName, ...facts };
}

type Extensions = ReadonlyMap<string, Buffer>;

/** Each extension's value by its number; none may stand twice (RFC 5280, 4.2), since readers differ in which they take. */
function extensionsOf(certificate: X509Certificate): Extensions {
  const all = new Map<string, Buffer>();
  for (const { subs } of certificate.extensions) {
    const number = subs[0]?.toOID();
    const value = subs.at(-1)?.value;
    if (number === undefined || value === undefined) throw invalid("an extension that cannot be read");
    if (all.has(number)) throw invalid(`extension ${number} twice`);
    all.set(number, value);
  }
  return all;
}

/** Its server is not said: only of GitHub's own issuer is it known. */
function readLegacyRepository(extensions: Extensions, facts: Map<CertifiedName, string | undefined>): void {
  const raw = extensions.get(`${ARC}.${LEGACY_REPOSITORY}`)?.toString("utf8");
  if (raw === undefined) return;
  const current = facts.get("sourceRepositoryURI");
  if (current !== undefined && !current.endsWith(`/${raw}`))
    throw invalid(`extension .${LEGACY_REPOSITORY} says something else than .12 (sourceRepositoryURI)`);
  const issuer = facts.get("issuer") ?? "";
  if (current === undefined && (issuer === GITHUB_ISSUER || issuer.startsWith(`${GITHUB_ISSUER}/`)))
    facts.set("sourceRepositoryURI", `https://github.com/${raw}`);
}

/** Whether it has no extension but the first six, so that most of what it would have to back is not in it. */
export function isLegacy(facts: CertificateFacts): boolean {
  return facts.buildSignerURI === undefined;
}

/** The workflow that signed, as GitHub writes it; the alternative name may be escaped. */
export function signerOf(facts: CertificateFacts): string {
  return facts.buildSignerURI ?? facts.subjectAlternativeName;
}

/** The one URI (RFC 5280, 4.2.1.6: tag 6, an IA5String), by its bytes: a reader of seven bits sees another name. */
function alternativeName(extensions: Extensions): string {
  const der = extensions.get("2.5.29.17");
  if (der === undefined) throw invalid("no subject alternative name");
  let names: readonly ASN1Obj[];
  try {
    names = ASN1Obj.parseBuffer(Buffer.from(der)).subs;
  } catch {
    throw invalid("a subject alternative name that cannot be read");
  }
  const [name] = names;
  if (name === undefined || names.length !== 1 || !name.tag.isContextSpecific(6))
    throw invalid("a subject alternative name that is not one URI");
  if (name.value.some((byte) => byte < 0x20 || byte > 0x7e))
    throw invalid("a subject alternative name that is not ASCII");
  return name.value.toString("latin1");
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A DER UTF8String and nothing after it (X.690, 8.23). */
function utf8String(der: Buffer, number: number): string {
  const short = der[1] ?? 0;
  const lengthBytes = short < 0x80 ? 0 : short - 0x80;
  const length =
    lengthBytes === 0
      ? short
      : lengthBytes <= 3
        ? der.readUIntBE(2, Math.min(lengthBytes, der.length - 2))
        : -1;
  if (der[0] !== 0x0c || length !== der.length - 2 - lengthBytes)
    throw invalid(`extension .${number} is no UTF8String`);
  try {
    return UTF8.decode(der.subarray(2 + lengthBytes));
  } catch {
    throw invalid(`extension .${number} is not in UTF-8`);
  }
}

function shown(text: string): string {
  return text.replaceAll(/\p{C}/gu, "?").slice(0, 300);
}

function invalid(got: string): WaybillError {
  return new WaybillError("CERTIFICATE_INVALID", {
    what: "The signing certificate's extensions are not what Fulcio writes.",
    got,
  });
}
