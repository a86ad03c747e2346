import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { id_kp_codeSigning, Name } from "@peculiar/asn1-x509";
import { createRemoteJWKSet, customFetch, decodeJwt, jwtVerify } from "jose";
import type { Fetcher } from "../network.ts";
import { type Answer, type Call, LocalServer, type Route } from "../server.ts";
import { encode } from "./asn1.ts";
import { INVALID_ARGUMENT, status, unmatched } from "./grpc-gateway.ts";
import { type CtLog, sctListExtension } from "./ct.ts";
import { parseJson, stringAt } from "./json.ts";
import { type Claims, MissingClaim, workflowExtensions } from "./workflow-identity.ts";
import {
  type Authority,
  authorityKeyIdentifier,
  createIntermediate,
  createRoot,
  digitalSignature,
  extendedKeyUsage,
  pem,
  signCertificate,
  subjectKeyIdentifier,
  tbsCertificate,
} from "./x509.ts";

/** What the authority certifies; a test changes a field to have it certify something else than it was asked. */
export interface Issuance {
  validitySeconds: number;
  /** added to the present for the certificate's first second */
  startOffsetSeconds: number;
  /** applied to the verified claims before they become a certificate */
  alterClaims: (claims: Claims) => Claims;
}

export interface CertificateAuthority {
  readonly server: LocalServer;
  /** intermediate, then root, in DER */
  readonly chain: readonly Buffer[];
  /** PEM of every certificate issued, oldest first */
  readonly issued: readonly string[];
  /** why requests were refused, which the answers, as Fulcio's, do not always tell */
  readonly refusals: readonly string[];
  readonly issuance: Issuance;
}

export interface CertificateAuthorityOptions {
  /** OIDC issuers; one with a further path segment (an enterprise's slug) is accepted too */
  readonly issuers: readonly string[];
  /** what workflow references in alternative names and extensions are below */
  readonly serverUrl: string;
  /** without one, certificates carry no SCT */
  readonly ctLog: CtLog | undefined;
  readonly validity: { readonly notBefore: Date; readonly notAfter: Date };
  readonly now: () => Date;
  /** how issuers are reached */
  readonly fetcher: Fetcher;
  readonly issuance?: Partial<Issuance>;
}

/** A certificate authority that answers and issues as Fulcio does (its v2 HTTP API). */
export async function startCertificateAuthority(
  options: CertificateAuthorityOptions,
): Promise<CertificateAuthority> {
  const root = createRoot("root", options.validity, 1);
  const intermediate = createIntermediate("intermediate", root, options.validity, id_kp_codeSigning);
  const chain = [intermediate.certificate, root.certificate];
  const chainPem = chain.map((certificate) => pem("CERTIFICATE", certificate));
  const issuance: Issuance = {
    validitySeconds: 600,
    startOffsetSeconds: 0,
    alterClaims: (claims) => claims,
    ...options.issuance,
  };
  const issued: string[] = [];
  const refusals: string[] = [];
  const verifyToken = tokenVerifier(options);

  const signingCert = async (call: Call): Promise<Answer> => {
    const request = parseJson(call.body);
    if (request === undefined && call.body.length > 0) throw new Refusal(BROKEN_JSON, "the body is not JSON");
    const claims = await verifyToken(stringAt(request, "credentials", "oidcIdentityToken") ?? "");
    const key = possessedKey(request, claims);
    const leaf = issue(key, issuance, { claims, intermediate, options });
    issued.push(leaf);
    const certificate = { chain: { certificates: [leaf, ...chainPem].map((text) => text.trimEnd()) } };
    return options.ctLog === undefined
      ? {
          status: 200,
          body: { signedCertificateDetachedSct: { ...certificate, signedCertificateTimestamp: "" } },
        }
      : { status: 200, body: { signedCertificateEmbeddedSct: certificate } };
  };
  const routes: Route[] = [
    {
      method: "POST",
      path: /\/api\/v2\/signingCert/,
      handle: (call) => orRefusal(() => signingCert(call), refusals),
    },
    {
      method: "GET",
      path: /\/api\/v2\/trustBundle/,
      handle: () => ({ status: 200, body: { chains: [{ certificates: chainPem }] } }),
    },
  ];
  const server = await LocalServer.start(routes, 0, unmatched);
  return { server, chain, issued, refusals, issuance };
}

/** A request that Fulcio answers with 400 and this message; the reason says more than some messages. */
class Refusal extends Error {
  readonly reason: string;
  constructor(message: string, reason = message) {
    super(message);
    this.reason = reason;
  }
}

const BAD_TOKEN = "There was an error processing the identity token";
const BAD_KEY = "The public key supplied in the request could not be parsed";
const BAD_PROOF = "The signature supplied in the request could not be verified";
/** what Go says of JSON that is cut off; here it stands for whatever is no JSON */
const BROKEN_JSON = "unexpected EOF";

async function orRefusal(handle: () => Promise<Answer>, refusals: string[]): Promise<Answer> {
  try {
    return await handle();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refusals.push(error.reason);
    return status(400, INVALID_ARGUMENT, error.message);
  }
}

/** Checks tokens by the keys that their issuer publishes (OpenID Connect Discovery 1.0, section 4). */
function tokenVerifier(options: CertificateAuthorityOptions): (token: string) => Promise<Claims> {
  const keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>();
  const keySetOf = async (issuer: string): Promise<ReturnType<typeof createRemoteJWKSet>> => {
    const known = keySets.get(issuer);
    if (known !== undefined) return known;
    const response = await options.fetcher(`${issuer}/.well-known/openid-configuration`, {});
    const document: unknown = await response.json();
    if (stringAt(document, "issuer") !== issuer)
      throw new Error("the discovery document names another issuer");
    const keySet = createRemoteJWKSet(new URL(stringAt(document, "jwks_uri") ?? ""), {
      [customFetch]: options.fetcher,
    });
    keySets.set(issuer, keySet);
    return keySet;
  };
  return async (token) => {
    try {
      const { iss = "" } = decodeJwt(token);
      if (!accepts(options.issuers, iss)) throw new Error(`the issuer ${iss} is not configured`);
      const { payload } = await jwtVerify(token, await keySetOf(iss), {
        issuer: iss,
        audience: "sigstore",
        algorithms: ["RS256"],
        requiredClaims: ["exp", "sub"],
        currentDate: options.now(),
      });
      return payload;
    } catch (error) {
      throw new Refusal(BAD_TOKEN, error instanceof Error ? error.message : String(error));
    }
  };
}

function accepts(issuers: readonly string[], issuer: string): boolean {
  return issuers.some(
    (known) =>
      issuer === known ||
      (issuer.startsWith(`${known}/`) && /^[A-Za-z0-9-]+$/.test(issuer.slice(known.length + 1))),
  );
}

/** The key of the request, once the proof shows that the caller holds it: a signature over the token's subject. */
function possessedKey(request: unknown, claims: Claims): KeyObject {
  const key = parsePublicKey(stringAt(request, "publicKeyRequest", "publicKey", "content") ?? "");
  const proof = Buffer.from(stringAt(request, "publicKeyRequest", "proofOfPossession") ?? "", "base64");
  if (!verify("sha256", Buffer.from(String(claims["sub"])), key, proof))
    throw new Refusal(BAD_PROOF, "the proof of possession is not the key's signature over the subject");
  return key;
}

function parsePublicKey(content: string): KeyObject {
  if (!content.includes("-----BEGIN PUBLIC KEY-----")) throw new Refusal(BAD_KEY, "not a PEM public key");
  let key: KeyObject;
  try {
    key = createPublicKey(content);
  } catch {
    throw new Refusal(BAD_KEY, "not a readable public key");
  }
  if (key.asymmetricKeyDetails?.namedCurve !== "prime256v1") throw new Refusal(BAD_KEY, "not a P-256 key");
  return key;
}

interface IssueContext {
  readonly claims: Claims;
  readonly intermediate: Authority;
  readonly options: CertificateAuthorityOptions;
}

/** The leaf in PEM, with an SCT when there is a log: the precertificate flow of RFC 6962 3.1, without a poison. */
function issue(key: KeyObject, issuance: Issuance, { claims, intermediate, options }: IssueContext): string {
  const now = options.now();
  const start = now.getTime() + issuance.startOffsetSeconds * 1000;
  const spki = key.export({ format: "der", type: "spki" });
  const tbs = tbsCertificate({
    subject: new Name(),
    issuer: intermediate.name,
    spki,
    notBefore: new Date(start),
    notAfter: new Date(start + issuance.validitySeconds * 1000),
    extensions: [
      digitalSignature(),
      extendedKeyUsage(id_kp_codeSigning, false),
      subjectKeyIdentifier(spki),
      authorityKeyIdentifier(intermediate.spki),
      ...identity(issuance.alterClaims(claims), options.serverUrl),
    ],
  });
  if (options.ctLog !== undefined) {
    const sct = options.ctLog.timestamp(encode(tbs), intermediate.spki, now);
    tbs.extensions?.push(sctListExtension([sct]));
  }
  return pem("CERTIFICATE", signCertificate(tbs, intermediate.privateKey));
}

function identity(claims: Claims, serverUrl: string): ReturnType<typeof workflowExtensions> {
  try {
    return workflowExtensions(claims, serverUrl);
  } catch (error) {
    if (error instanceof URIError) throw new Refusal(BAD_TOKEN, "the workflow's reference is no URL");
    if (!(error instanceof MissingClaim)) throw error;
    throw new Refusal(error.message);
  }
}
