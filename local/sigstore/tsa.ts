import { hash, sign } from "node:crypto";
import {
  Attribute,
  CertificateChoices,
  CertificateSet,
  CMSVersion,
  ContentInfo,
  DigestAlgorithmIdentifier,
  DigestAlgorithmIdentifiers,
  EncapsulatedContent,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedData,
  SignerIdentifier,
  SignerInfo,
  SignerInfos,
} from "@peculiar/asn1-cms";
import { AsnConvert, AsnObjectIdentifierConverter, AsnUTCTimeConverter } from "@peculiar/asn1-schema";
import {
  Accuracy,
  id_ct_tstInfo,
  MessageImprint,
  PKIStatus,
  PKIStatusInfo,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from "@peculiar/asn1-tsp";
import { AlgorithmIdentifier, Certificate, id_kp_timeStamping } from "@peculiar/asn1-x509";
import { type Answer, type Call, LocalServer } from "../server.ts";
import { arrayBuffer, element, encode, integerContent, octetString } from "./asn1.ts";
import { parseJson, stringAt, valueAt } from "./json.ts";
import {
  type Authority,
  authorityKeyIdentifier,
  createKeyPair,
  createRoot,
  digitalSignature,
  ecdsaWithSha256,
  extendedKeyUsage,
  nameOf,
  pem,
  randomSerial,
  signCertificate,
  subjectKeyIdentifier,
  tbsCertificate,
  wholeSeconds,
} from "./x509.ts";

export interface TimestampAuthority {
  readonly server: LocalServer;
  /** where timestamps are asked for: the full address, as signing configs and trusted roots name it */
  readonly url: string;
  /** leaf, then root, in DER */
  readonly chain: readonly Buffer[];
}

export interface TimestampAuthorityOptions {
  readonly validity: { readonly notBefore: Date; readonly notAfter: Date };
  readonly now: () => Date;
}

/** A timestamp authority (RFC 3161) with the HTTP interface of Sigstore's. */
export async function startTimestampAuthority(
  options: TimestampAuthorityOptions,
): Promise<TimestampAuthority> {
  const root = createRoot("timestamp root", options.validity, 0);
  const signer = createSigner(root, options.validity);
  const chain = [signer.certificate, root.certificate];
  const server = await LocalServer.start([
    {
      method: "POST",
      path: /\/api\/v1\/timestamp/,
      handle: (call) => answer(call, signer, options.now()),
    },
    {
      method: "GET",
      path: /\/api\/v1\/timestamp\/certchain/,
      handle: () => ({
        status: 200,
        headers: { "content-type": "application/pem-certificate-chain" },
        body: Buffer.from(chain.map((certificate) => pem("CERTIFICATE", certificate)).join("")),
      }),
    },
  ]);
  return { server, url: `${server.url}/api/v1/timestamp`, chain };
}

/** Sigstore's own policy for timestamps. */
const POLICY = "1.3.6.1.4.1.57264.2";
const SHA256 = "2.16.840.1.101.3.4.2.1";
/** the digests that are strong enough, by name and identifier, and their sizes in bytes */
const DIGESTS = [
  { name: "sha256", id: SHA256, size: 32 },
  { name: "sha384", id: "2.16.840.1.101.3.4.2.2", size: 48 },
  { name: "sha512", id: "2.16.840.1.101.3.4.2.3", size: 64 },
] as const;
const SIGNED_DATA = "1.2.840.113549.1.7.2";
const CONTENT_TYPE = "1.2.840.113549.1.9.3";
const MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
const SIGNING_TIME = "1.2.840.113549.1.9.5";
const SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";

function createSigner(root: Authority, validity: { notBefore: Date; notAfter: Date }): Authority {
  const keys = createKeyPair();
  const name = nameOf("timestamp signer");
  // The one purpose, and critical: RFC 3161 2.3.
  const extensions = [
    digitalSignature(),
    extendedKeyUsage(id_kp_timeStamping, true),
    subjectKeyIdentifier(keys.spki),
    authorityKeyIdentifier(root.spki),
  ];
  const tbs = tbsCertificate({ subject: name, issuer: root.name, spki: keys.spki, ...validity, extensions });
  return { ...keys, name, certificate: signCertificate(tbs, root.privateKey) };
}

function answer(call: Call, signer: Authority, now: Date): Answer {
  const json = (call.headers["content-type"] ?? "").startsWith("application/json");
  const request = json ? requestOfJson(parseJson(call.body)) : requestOfDer(call.body);
  if (typeof request === "string") return { status: 400, body: { code: 400, message: request } };
  const response = new TimeStampResp({
    status: new PKIStatusInfo({ status: PKIStatus.granted }),
    timeStampToken: timestampToken(request, signer, wholeSeconds(now)),
  });
  return {
    status: 201,
    headers: { "content-type": "application/timestamp-reply" },
    body: encode(response),
  };
}

/** The request in the JSON that Sigstore's clients send, or what is wrong with it. */
function requestOfJson(json: unknown): TimeStampReq | string {
  const digest = DIGESTS.find(({ name }) => name === stringAt(json, "hashAlgorithm"));
  if (digest === undefined) return "Error generating timestamp: unsupported or weak hash algorithm";
  const imprint = Buffer.from(stringAt(json, "artifactHash") ?? "", "base64");
  if (imprint.length !== digest.size) return "Error generating timestamp: invalid hash length";
  const request = new TimeStampReq({
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithm: digest.id, parameters: null }),
      hashedMessage: octetString(imprint),
    }),
    certReq: valueAt(json, "certificates") === true,
  });
  const nonce = valueAt(json, "nonce");
  if (typeof nonce === "number" && Number.isSafeInteger(nonce) && nonce >= 0)
    request.nonce = arrayBuffer(integerContent(BigInt(nonce)));
  return request;
}

function requestOfDer(body: Buffer): TimeStampReq | string {
  try {
    const request = AsnConvert.parse(body, TimeStampReq);
    const { hashAlgorithm, hashedMessage } = request.messageImprint;
    const digest = DIGESTS.find(({ id }) => id === hashAlgorithm.algorithm);
    if (digest === undefined) return "Error generating timestamp: unsupported or weak hash algorithm";
    if (hashedMessage.byteLength !== digest.size) return "Error generating timestamp: invalid hash length";
    return request;
  } catch {
    return "Error generating timestamp: cannot parse the request";
  }
}

/** The token: a CMS SignedData (RFC 5652 5) over a TSTInfo (RFC 3161 2.4.2). */
function timestampToken(request: TimeStampReq, signer: Authority, time: Date): ContentInfo {
  const info = encode(
    new TSTInfo({
      policy: POLICY,
      messageImprint: request.messageImprint,
      serialNumber: arrayBuffer(randomSerial()),
      genTime: time,
      accuracy: new Accuracy({ seconds: 1 }),
      ...(request.nonce === undefined ? {} : { nonce: request.nonce }),
    }),
  );
  const certificate = AsnConvert.parse(signer.certificate, Certificate);
  const certificates = new CertificateSet([new CertificateChoices({ certificate })]);
  const signedData = new SignedData({
    version: CMSVersion.v3,
    digestAlgorithms: new DigestAlgorithmIdentifiers([sha256()]),
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: id_ct_tstInfo,
      eContent: new EncapsulatedContent({ single: octetString(info) }),
    }),
    signerInfos: new SignerInfos([signerInfo(info, signer, certificate, time)]),
    ...(request.certReq ? { certificates } : {}),
  });
  return new ContentInfo({ contentType: SIGNED_DATA, content: arrayBuffer(encode(signedData)) });
}

function signerInfo(info: Buffer, signer: Authority, certificate: Certificate, time: Date): SignerInfo {
  const { issuer, serialNumber } = certificate.tbsCertificate;
  const attributes = signedAttributes(info, signer.certificate, time);
  // The signature is over the DER SET OF, though the attributes are sent under an implicit tag (RFC 5652 5.4).
  const set = element(0x31, Buffer.concat(attributes.map((attribute) => encode(attribute))));
  return new SignerInfo({
    version: CMSVersion.v1,
    sid: new SignerIdentifier({
      issuerAndSerialNumber: new IssuerAndSerialNumber({ issuer, serialNumber }),
    }),
    digestAlgorithm: sha256(),
    signedAttrs: attributes,
    signatureAlgorithm: ecdsaWithSha256(),
    signature: octetString(sign("sha256", set, signer.privateKey)),
  });
}

/** In the order of their encodings, as DER wants the elements of a SET OF (X.690 11.6). */
function signedAttributes(info: Buffer, certificate: Buffer, time: Date): Attribute[] {
  return [
    attribute(CONTENT_TYPE, encode(AsnObjectIdentifierConverter.toASN(id_ct_tstInfo))),
    attribute(SIGNING_TIME, encode(AsnUTCTimeConverter.toASN(time))),
    attribute(MESSAGE_DIGEST, encode(octetString(hash("sha256", info, "buffer")))),
    attribute(SIGNING_CERTIFICATE_V2, signingCertificate(certificate)),
  ].sort((a, b) => Buffer.compare(encode(a), encode(b)));
}

/** SigningCertificateV2 with one ESSCertIDv2, whose digest algorithm is the default SHA-256 (RFC 5035 3, 4). */
function signingCertificate(certificate: Buffer): Buffer {
  const certId = element(0x30, encode(octetString(hash("sha256", certificate, "buffer"))));
  return element(0x30, element(0x30, certId));
}

function attribute(type: string, value: Buffer): Attribute {
  return new Attribute({ attrType: type, attrValues: [arrayBuffer(value)] });
}

function sha256(): DigestAlgorithmIdentifier {
  return new DigestAlgorithmIdentifier({ algorithm: SHA256 });
}
