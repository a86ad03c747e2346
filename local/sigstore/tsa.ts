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
import { AlgorithmIdentifier, Certificate, GeneralName, id_kp_timeStamping } from "@peculiar/asn1-x509";
import { type Answer, type Call, LocalServer, type Route } from "../server.ts";
import { arrayBuffer, element, encode, integerContent, octetString } from "./asn1.ts";
import { parseJson, stringAt, valueAt } from "./json.ts";
import { problem, required, unmatched, unsupportedMediaType } from "./openapi.ts";
import {
  type Authority,
  authorityKeyIdentifier,
  createIntermediate,
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
  /** leaf, intermediate, root, in DER */
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
  const { validity } = options;
  const root = createRoot("timestamp root", validity, 1);
  const intermediate = createIntermediate("timestamp intermediate", root, validity, id_kp_timeStamping);
  const signer = createSigner(intermediate, validity);
  const chain = [signer.certificate, intermediate.certificate, root.certificate];
  const routes: Route[] = [
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
  ];
  const server = await LocalServer.start(routes, 0, unmatched);
  return { server, url: `${server.url}/api/v1/timestamp`, chain };
}

/** Sigstore's own policy for timestamps. */
const POLICY = "1.3.6.1.4.1.57264.2";
const SHA256 = "2.16.840.1.101.3.4.2.1";
const SHA1 = "1.3.14.3.2.26";
/** the digests that requests may name, and their sizes in bytes */
const DIGESTS = [
  { name: "sha1", id: SHA1, size: 20 },
  { name: "sha256", id: SHA256, size: 32 },
  { name: "sha384", id: "2.16.840.1.101.3.4.2.2", size: 48 },
  { name: "sha512", id: "2.16.840.1.101.3.4.2.3", size: 64 },
] as const;
const JSON_QUERY = "application/json";
const DER_QUERY = "application/timestamp-query";
const REPLY = { "content-type": "application/timestamp-reply" };
const SIGNED_DATA = "1.2.840.113549.1.7.2";
const CONTENT_TYPE = "1.2.840.113549.1.9.3";
const MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
const SIGNING_TIME = "1.2.840.113549.1.9.5";
const SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";

function createSigner(issuer: Authority, validity: { notBefore: Date; notAfter: Date }): Authority {
  const keys = createKeyPair();
  const name = nameOf("timestamp signer");
  // The one purpose, and critical: RFC 3161 2.3.
  const extensions = [
    digitalSignature(),
    extendedKeyUsage(id_kp_timeStamping, true),
    subjectKeyIdentifier(keys.spki),
    authorityKeyIdentifier(issuer.spki),
  ];
  const tbs = tbsCertificate({
    subject: name,
    issuer: issuer.name,
    spki: keys.spki,
    ...validity,
    extensions,
  });
  return { ...keys, name, certificate: signCertificate(tbs, issuer.privateKey) };
}

function answer(call: Call, signer: Authority, now: Date): Answer {
  const refusal = unsupportedMediaType(call, [DER_QUERY, JSON_QUERY]);
  if (refusal !== undefined) return refusal;
  if (call.body.length === 0) return required("request in body");
  const request = requestOf(call);
  if (typeof request === "string") return { ...problem(400, request), headers: REPLY };
  const response = new TimeStampResp({
    status: new PKIStatusInfo({ status: PKIStatus.granted }),
    timeStampToken: timestampToken(request, signer, wholeSeconds(now)),
  });
  return {
    status: 200,
    headers: REPLY,
    body: encode(response),
  };
}

const FAILED = "Error generating timestamp response";

/** The request, or what is wrong with it. */
function requestOf({ headers, body }: Call): TimeStampReq | string {
  const type = headers["content-type"];
  let request: TimeStampReq | undefined;
  // The whole header: the authority lets a type with a parameter through, and then does not know it.
  if (type === JSON_QUERY) request = requestOfJson(parseJson(body));
  else if (type === DER_QUERY) request = requestOfDer(body);
  if (request === undefined) return FAILED;
  const { hashAlgorithm, hashedMessage } = request.messageImprint;
  if (hashAlgorithm.algorithm === SHA1) return "Weak hash algorithm in timestamp request";
  const digest = DIGESTS.find(({ id }) => id === hashAlgorithm.algorithm);
  if (digest === undefined) return FAILED;
  return hashedMessage.byteLength === digest.size
    ? request
    : "Message digest has incorrect length for specified algorithm";
}

/** The request in the JSON that Sigstore's clients send. */
function requestOfJson(json: unknown): TimeStampReq | undefined {
  const digest = DIGESTS.find(({ name }) => name === stringAt(json, "hashAlgorithm"));
  const nonce = valueAt(json, "nonce") ?? undefined;
  if (digest === undefined || (nonce !== undefined && typeof nonce !== "number")) return undefined;
  const imprint = Buffer.from(stringAt(json, "artifactHash") ?? "", "base64");
  const request = new TimeStampReq({
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithm: digest.id, parameters: null }),
      hashedMessage: octetString(imprint),
    }),
    certReq: valueAt(json, "certificates") === true,
  });
  if (nonce !== undefined && Number.isSafeInteger(nonce) && nonce >= 0)
    request.nonce = arrayBuffer(integerContent(BigInt(nonce)));
  return request;
}

function requestOfDer(body: Buffer): TimeStampReq | undefined {
  try {
    return AsnConvert.parse(body, TimeStampReq);
  } catch {
    return undefined;
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
      tsa: new GeneralName({ directoryName: signer.name }),
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
  const attributes = signedAttributes(info, signer.certificate, issuerSerial(certificate), time);
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
function signedAttributes(
  info: Buffer,
  certificate: Buffer,
  issuerAndSerial: Buffer,
  time: Date,
): Attribute[] {
  return [
    attribute(CONTENT_TYPE, encode(AsnObjectIdentifierConverter.toASN(id_ct_tstInfo))),
    attribute(SIGNING_TIME, encode(AsnUTCTimeConverter.toASN(time))),
    attribute(MESSAGE_DIGEST, encode(octetString(hash("sha256", info, "buffer")))),
    attribute(SIGNING_CERTIFICATE_V2, signingCertificate(certificate, issuerAndSerial)),
  ].sort((a, b) => Buffer.compare(encode(a), encode(b)));
}

/** SigningCertificateV2 with one ESSCertIDv2, whose digest algorithm is the default SHA-256 (RFC 5035 3, 4). */
function signingCertificate(certificate: Buffer, issuerAndSerial: Buffer): Buffer {
  const digest = encode(octetString(hash("sha256", certificate, "buffer")));
  return element(0x30, element(0x30, element(0x30, Buffer.concat([digest, issuerAndSerial]))));
}

/** An IssuerSerial: GeneralNames and an INTEGER (RFC 5035 5.4.1). */
function issuerSerial({ tbsCertificate: { issuer, serialNumber } }: Certificate): Buffer {
  const names = element(0x30, encode(new GeneralName({ directoryName: issuer })));
  return element(0x30, Buffer.concat([names, element(0x02, Buffer.from(serialNumber))]));
}

function attribute(type: string, value: Buffer): Attribute {
  return new Attribute({ attrType: type, attrValues: [arrayBuffer(value)] });
}

function sha256(): DigestAlgorithmIdentifier {
  return new DigestAlgorithmIdentifier({ algorithm: SHA256 });
}
