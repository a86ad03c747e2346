import { createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import { canonicalJson, parseJson, stringAt, valueAt } from "./json.ts";
import { verifyDigest } from "./p256.ts";

/** A request that Rekor v2 answers with 400 and this message; its reason stands only in the server's log. */
export class InvalidRequest extends Error {
  readonly reason: string;
  constructor(message: string, reason = message) {
    super(message);
    this.reason = reason;
  }
}

const REQUEST = "hashedRekordRequestV002";
/** Since rekor-tiles 2.3.0 the request for a DSSE envelope is still read, and refused. */
const REQUESTS = [REQUEST, "dsseRequestV002"];
/** The algorithm that our clients sign with. The real log knows others, and refuses those of no registry likewise. */
const KEY_DETAILS = "PKIX_ECDSA_P256_SHA_256";
const SHA256_BYTES = 32;

/**
 * The bytes that Rekor v2 writes into its log for a request to create an entry (POST /api/v2/log/entries): a
 * `hashedrekord` 0.0.2 in canonical JSON, whose signature over the digest it has verified.
 * @throws InvalidRequest
 */
export function canonicalEntry(body: Buffer): Buffer {
  const request = valueAt(parseRequest(body), REQUEST);
  if (request === undefined || request === null) {
    throw new InvalidRequest("invalid type, must be hashedrekord");
  }
  const digest = bytesAt(request, "digest");
  const content = bytesAt(request, "signature", "content");
  const { key, verifier } = verifierOf(valueAt(request, "signature", "verifier"));
  if (content.length === 0) throw invalid("missing signature");
  if (digest.length === 0) throw invalid("missing digest");
  if (digest.length !== SHA256_BYTES) throw invalid(`digest length (${digest.length}) does not match`);
  if (!verifyDigest(digest, content, key)) throw invalid("verifying signature: invalid signature");
  const hashedRekordV002 = {
    data: { algorithm: "SHA2_256", digest: digest.toString("base64") },
    signature: { content: content.toString("base64"), verifier },
  };
  return Buffer.from(
    canonicalJson({ apiVersion: "0.0.2", kind: "hashedrekord", spec: { hashedRekordV002 } }),
  );
}

/** An empty body is an empty message; anything else is read by protojson, which takes no unknown field. */
function parseRequest(body: Buffer): unknown {
  const text = body.toString("utf8");
  if (text === "") return {};
  const json = parseJson(text);
  // What Go says of JSON that is cut off; here it stands for whatever is no JSON.
  if (json === undefined) throw new InvalidRequest("unexpected EOF");
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new InvalidRequest(`proto: syntax error (line 1:1): unexpected token ${text.slice(0, 1)}`);
  }
  const unknown = Object.keys(json).find((name) => !REQUESTS.includes(name));
  if (unknown !== undefined) {
    const column = text.indexOf(JSON.stringify(unknown)) + 1;
    throw new InvalidRequest(`proto: (line 1:${column}): unknown field ${JSON.stringify(unknown)}`);
  }
  return json;
}

interface Verifier {
  readonly key: KeyObject;
  /** as the entry repeats it */
  readonly verifier: Readonly<Record<string, unknown>>;
}

function verifierOf(sent: unknown): Verifier {
  const certificate = bytesAt(sent, "x509Certificate", "rawBytes");
  const publicKey = bytesAt(sent, "publicKey", "rawBytes");
  const [kind, raw] =
    publicKey.length > 0 ? (["publicKey", publicKey] as const) : (["x509Certificate", certificate] as const);
  if (raw.length === 0) throw invalid("missing signature public key or X.509 certificate");
  const key = keyOf(kind, raw);
  const keyDetails = stringAt(sent, "keyDetails");
  if (keyDetails !== KEY_DETAILS || key?.asymmetricKeyDetails?.namedCurve !== "prime256v1") {
    throw invalid("checking entry algorithm");
  }
  return { key, verifier: { keyDetails, [kind]: { rawBytes: raw.toString("base64") } } };
}

function keyOf(kind: "publicKey" | "x509Certificate", der: Buffer): KeyObject | undefined {
  try {
    return kind === "publicKey"
      ? createPublicKey({ key: der, format: "der", type: "spki" })
      : new X509Certificate(der).publicKey;
  } catch {
    throw invalid("parsing verifier");
  }
}

function bytesAt(value: unknown, ...path: string[]): Buffer {
  const text = stringAt(value, ...path) ?? "";
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(text)) {
    const field = path.at(-1) ?? "";
    throw new InvalidRequest(`proto: invalid value for bytes field ${field}: ${JSON.stringify(text)}`);
  }
  return Buffer.from(text, "base64");
}

function invalid(reason: string): InvalidRequest {
  return new InvalidRequest("invalid hashedrekord request", reason);
}
