import { X509Certificate } from "node:crypto";

import { WaybillError } from "../errors.ts";
import { text } from "../json.ts";
import { CallFailed, FinalAnswer, jsonAnswer, type Http } from "../net/http.ts";
import { baseUrl } from "../net/url.ts";
import type { Identity } from "../run/token.ts";
import { ephemeralKey, type EphemeralKey } from "./key.ts";

/** A certificate of the job's identity over a key made for it. */
export interface Certificate {
  readonly key: EphemeralKey;
  readonly der: Buffer<ArrayBuffer>;
  readonly pem: string;
  /** until when what it signs can still be logged in time; milliseconds since the epoch, by this machine's clock */
  readonly usableUntil: number;
}

/** Of an identity, what a certificate is asked for with. */
export interface CertifiedIdentity {
  readonly claims: Pick<Identity["claims"], "sub">;
  token(): Promise<string>;
}

/**
 * A new key and Fulcio's certificate for it (POST /api/v2/signingCert). Each attempt sends a token that is still
 * fresh. Whether the certificate says what it should is judged with the bundle; that it is for our key, here.
 * @throws WaybillError CERTIFICATE_REFUSED
 */
export async function obtainCertificate(
  ca: string,
  identity: CertifiedIdentity,
  http: Http,
): Promise<Certificate> {
  const key = ephemeralKey();
  // Proof that we hold the key: a signature over the token's subject (fulcio.proto, PublicKeyRequest).
  const proof = key.sign(Buffer.from(identity.claims.sub, "utf8")).toString("base64");
  try {
    return await http.call(
      async () => ({
        method: "POST",
        url: `${baseUrl(ca)}/api/v2/signingCert`,
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          credentials: { oidcIdentityToken: await identity.token() },
          publicKeyRequest: {
            publicKey: { algorithm: "ECDSA", content: key.publicKeyPem },
            proofOfPossession: proof,
          },
        }),
      }),
      (answer) => {
        const pem = leafOf(jsonAnswer(200, 201)(answer));
        const parsed = new X509Certificate(pem);
        if (!parsed.publicKey.equals(key.publicKey)) throw new FinalAnswer("a certificate for another key");
        const usableUntil = usable(parsed, http.clock.now());
        if (usableUntil - http.clock.now() < 500) throw new FinalAnswer("a certificate that ends at once");
        return { key, der: Buffer.from(parsed.raw), pem, usableUntil };
      },
    );
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    throw new WaybillError("CERTIFICATE_REFUSED", {
      what: `The certificate authority ${new URL(ca).origin} gave no certificate.`,
      got: `${error.last.text} (after ${error.attempts} tries)`,
      expected: "a certificate for this job's identity",
      todo: isRefusal(error.last.status)
        ? "The authority does not accept this job's token: check that it trusts the issuer of this server's tokens."
        : "Run the job again; `max-wait` sets how long it keeps trying.",
    });
  }
}

/** Whether the answer was about the request, and not about the time or the number of calls. */
function isRefusal(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429;
}

/**
 * Its end, less what a log may need to take an entry. Where half of a new certificate's time seems over, or more than
 * all of it to come, this machine's clock is wrong, and the length counts from now: the times that the certificate is
 * compared with in the end are the services' own.
 */
function usable(certificate: X509Certificate, now: number): number {
  const length = Date.parse(certificate.validTo) - Date.parse(certificate.validFrom);
  const left = Date.parse(certificate.validTo) - now;
  const plausible = left > length / 2 && left <= length;
  return now + (plausible ? left : length) - Math.min(30_000, length / 10);
}

/** The leaf certificate of Fulcio's answer, whether its SCT is embedded or not. */
function leafOf(body: unknown): string {
  for (const kind of ["signedCertificateEmbeddedSct", "signedCertificateDetachedSct"]) {
    const leaf = text(body, kind, "chain", "certificates", 0);
    if (leaf !== undefined) return leaf;
  }
  throw new Error("no certificate");
}
