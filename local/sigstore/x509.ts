import { generateKeyPairSync, hash, type KeyObject, randomBytes, sign } from "node:crypto";
import { AsnConvert } from "@peculiar/asn1-schema";
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from "@peculiar/asn1-x509";
import { arrayBuffer, encode, octetString } from "./asn1.ts";

/** The organization in the name of every authority here; a verifier may choose its policy by it. */
export const ORGANIZATION = "waybill-local";

const ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";

/** A P-256 key and its SubjectPublicKeyInfo in DER. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly spki: Buffer;
}

/** What an authority signs with, and its own certificate in DER. */
export interface Authority extends KeyPair {
  readonly name: Name;
  readonly certificate: Buffer;
}

export interface CertificateContent {
  readonly subject: Name;
  readonly issuer: Name;
  readonly spki: Buffer;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly extensions: readonly Extension[];
}

export function createKeyPair(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { privateKey, spki: publicKey.export({ format: "der", type: "spki" }) };
}

export function ecdsaWithSha256(): AlgorithmIdentifier {
  return new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 });
}

/** SHA-256 of the SubjectPublicKeyInfo: the id of a log's key (RFC 6962 3.2, and Rekor v1 likewise). */
export function keyId(spki: Buffer): Buffer {
  return hash("sha256", spki, "buffer");
}

/** A distinguished name with exactly one organization, and a common name. */
export function nameOf(commonName: string): Name {
  return new Name([attribute("2.5.4.10", ORGANIZATION), attribute("2.5.4.3", commonName)]);
}

/** A version 3 TBSCertificate with a random serial number. */
export function tbsCertificate(content: CertificateContent): TBSCertificate {
  return new TBSCertificate({
    version: Version.v3,
    serialNumber: arrayBuffer(randomSerial()),
    signature: ecdsaWithSha256(),
    issuer: content.issuer,
    validity: new Validity({
      notBefore: wholeSeconds(content.notBefore),
      notAfter: wholeSeconds(content.notAfter),
    }),
    subject: content.subject,
    subjectPublicKeyInfo: AsnConvert.parse(content.spki, SubjectPublicKeyInfo),
    extensions: new Extensions([...content.extensions]),
  });
}

/** The signed certificate in DER. */
export function signCertificate(tbs: TBSCertificate, issuerKey: KeyObject): Buffer {
  return encode(
    new Certificate({
      tbsCertificate: tbs,
      signatureAlgorithm: ecdsaWithSha256(),
      signatureValue: arrayBuffer(sign("sha256", encode(tbs), issuerKey)),
    }),
  );
}

/** A self-signed root that may have `pathLength` authorities between it and a leaf. */
export function createRoot(
  commonName: string,
  validity: { notBefore: Date; notAfter: Date },
  pathLength: number,
): Authority {
  const keys = createKeyPair();
  const name = nameOf(commonName);
  const extensions = [...authorityExtensions(pathLength), subjectKeyIdentifier(keys.spki)];
  const tbs = tbsCertificate({ subject: name, issuer: name, spki: keys.spki, ...validity, extensions });
  return { ...keys, name, certificate: signCertificate(tbs, keys.privateKey) };
}

/** An authority below a root, which issues leaves of this purpose alone. */
export function createIntermediate(
  commonName: string,
  root: Authority,
  validity: { notBefore: Date; notAfter: Date },
  purpose: string,
): Authority {
  const keys = createKeyPair();
  const name = nameOf(commonName);
  const extensions = [
    ...authorityExtensions(0),
    extendedKeyUsage(purpose, false),
    subjectKeyIdentifier(keys.spki),
    authorityKeyIdentifier(root.spki),
  ];
  const tbs = tbsCertificate({ subject: name, issuer: root.name, spki: keys.spki, ...validity, extensions });
  return { ...keys, name, certificate: signCertificate(tbs, root.privateKey) };
}

/** Basic constraints and key usage of a certificate authority (RFC 5280 4.2.1.3, 4.2.1.9). */
export function authorityExtensions(pathLength: number): Extension[] {
  const constraints = new BasicConstraints({ cA: true, pathLenConstraint: pathLength });
  return [
    extension(id_ce_keyUsage, encode(new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign)), true),
    extension(id_ce_basicConstraints, encode(constraints), true),
  ];
}

export function digitalSignature(): Extension {
  return extension(id_ce_keyUsage, encode(new KeyUsage(KeyUsageFlags.digitalSignature)), true);
}

export function extendedKeyUsage(purpose: string, critical: boolean): Extension {
  return extension(id_ce_extKeyUsage, encode(new ExtendedKeyUsage([purpose])), critical);
}

export function subjectKeyIdentifier(spki: Buffer): Extension {
  return extension(
    id_ce_subjectKeyIdentifier,
    encode(new SubjectKeyIdentifier(arrayBuffer(keyIdentifier(spki)))),
  );
}

export function authorityKeyIdentifier(issuerSpki: Buffer): Extension {
  const identifier = new AuthorityKeyIdentifier({
    keyIdentifier: new KeyIdentifier(arrayBuffer(keyIdentifier(issuerSpki))),
  });
  return extension(id_ce_authorityKeyIdentifier, encode(identifier));
}

/** Critical, as it must be where the subject is empty (RFC 5280 4.2.1.6). */
export function uriAlternativeName(uri: string): Extension {
  const names = new SubjectAlternativeName([new GeneralName({ uniformResourceIdentifier: uri })]);
  return extension(id_ce_subjectAltName, encode(names), true);
}

/** @param value what the extension's OCTET STRING holds */
export function extension(id: string, value: Buffer, critical = false): Extension {
  return new Extension({ extnID: id, critical, extnValue: octetString(value) });
}

/** PEM with one newline at its end, as Go's encoders write it. */
export function pem(label: "CERTIFICATE" | "PUBLIC KEY", der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

/** As many random bytes as RFC 5280 4.1.2.2 allows, a positive, shortest-form INTEGER. */
export function randomSerial(): Buffer {
  const serial = randomBytes(20);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return serial;
}

/** X.509 and RFC 3161 times here have no fraction of a second. */
export function wholeSeconds(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000);
}

/** SHA-1 of the subjectPublicKey bits: method 1 of RFC 5280 4.2.1.2. */
function keyIdentifier(spki: Buffer): Buffer {
  const info = AsnConvert.parse(spki, SubjectPublicKeyInfo);
  return hash("sha1", Buffer.from(info.subjectPublicKey), "buffer");
}

function attribute(type: string, text: string): RelativeDistinguishedName {
  return new RelativeDistinguishedName([
    new AttributeTypeAndValue({ type, value: new AttributeValue({ utf8String: text }) }),
  ]);
}
