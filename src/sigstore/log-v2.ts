import { createHash } from "node:crypto";

import type { TransparencyLogEntry } from "@sigstore/bundle";
import { dsse } from "@sigstore/core";
import { TransparencyLogEntry as TransparencyLogEntryMessage } from "@sigstore/protobuf-specs";

import { WaybillError } from "../errors.ts";
import { text } from "../json.ts";
import { CallFailed, FinalAnswer, jsonAnswer, type Http, type HttpAnswer } from "../net/http.ts";
import { baseUrl } from "../net/url.ts";
import type { Certificate } from "./certificate.ts";
import type { SignedBytes, SignedEnvelope } from "./log.ts";

/** The log answers only when a checkpoint covers the entry, every ten seconds or so (rekor-tiles, CLIENTS.md). */
const TIMEOUT_MS = 60_000;

/**
 * The log holds an entry of this very signature, mostly since an earlier answer of it was lost. It tells the index
 * alone, and no call gives the entry's proof: what helps is another signature of the same statement.
 */
export class AlreadyLogged extends WaybillError {}

/**
 * Enters the signature of an envelope or an artifact into a Rekor v2 log, as `hashedrekord` 0.0.2 over the digest of what was signed,
 * the only kind that it takes (POST /api/v2/log/entries). Such an entry has no time: a timestamp must say when.
 * @throws WaybillError LOG_REFUSED, of which `AlreadyLogged` is one; `CallFailed.tooLate` when the certificate would
 * end first
 */
export async function enterIntoLogV2(
  logUrl: string,
  envelope: SignedEnvelope | SignedBytes,
  certificate: Certificate,
  http: Http,
): Promise<TransparencyLogEntry> {
  const logged = loggedPart(envelope, certificate);
  const accept = (answer: HttpAnswer): TransparencyLogEntry => {
    const entry = readEntry(jsonAnswer(200, 201)(answer));
    if (!isOf(entry, logged)) throw new FinalAnswer("an entry of another signature");
    return entry;
  };
  try {
    const posted = await http.call(
      {
        method: "POST",
        url: `${baseUrl(logUrl)}/api/v2/log/entries`,
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify(request(logged)),
        timeout: TIMEOUT_MS,
        giveUpAt: certificate.usableUntil,
      },
      (answer) => (answer.status === 409 ? "conflict" : accept(answer)),
    );
    if (posted !== "conflict") return posted;
  } catch (error) {
    if (!(error instanceof CallFailed) || error.tooLate) throw error;
    throw new WaybillError(
      "LOG_REFUSED",
      refusal(logUrl, `${error.last.text} (after ${error.attempts} tries)`),
    );
  }
  throw new AlreadyLogged("LOG_REFUSED", refusal(logUrl, "status 409: it holds that signature already"));
}

function refusal(logUrl: string, got: string): ConstructorParameters<typeof WaybillError>[1] {
  return {
    what: `The transparency log ${new URL(logUrl).origin} gave no entry for the signature.`,
    got,
    expected: "the entry with its proof",
    todo: "Run the job again; a signature that the log may already hold does no harm. `max-wait` sets how long the step keeps trying.",
  };
}

/** What request and entry have in common, each in base64. */
interface LoggedPart {
  readonly digest: string;
  readonly signature: string;
  readonly certificate: string;
}

function loggedPart(envelope: SignedEnvelope | SignedBytes, certificate: Certificate): LoggedPart {
  const signed =
    "signed" in envelope ? envelope.signed : dsse.preAuthEncoding(envelope.payloadType, envelope.payload);
  return {
    digest: createHash("sha256").update(signed).digest("base64"),
    signature: envelope.signature.toString("base64"),
    certificate: certificate.der.toString("base64"),
  };
}

/** A CreateEntryRequest in protobuf JSON (rekor-tiles, hashedrekord.proto). */
function request({ digest, signature, certificate }: LoggedPart): unknown {
  const verifier = { keyDetails: "PKIX_ECDSA_P256_SHA_256", x509Certificate: { rawBytes: certificate } };
  return { hashedRekordRequestV002: { digest, signature: { content: signature, verifier } } };
}

/**
 * The answer is a TransparencyLogEntry already, as the bundle holds it.
 * @throws Error for what is none; FinalAnswer for one that a Rekor v2 does not give
 */
function readEntry(body: unknown): TransparencyLogEntry {
  const { logId, kindVersion, inclusionProof, ...entry } = TransparencyLogEntryMessage.fromJSON(body);
  if (logId === undefined || kindVersion === undefined) throw new Error("no entry");
  if (kindVersion.kind !== "hashedrekord" || kindVersion.version !== "0.0.2") {
    throw new FinalAnswer("an entry of another kind than hashedrekord 0.0.2");
  }
  // A time that nothing in such an entry vouches for.
  if (entry.integratedTime !== "0" || entry.inclusionPromise !== undefined) {
    throw new FinalAnswer("an entry with a time, which a log of version 2 does not give");
  }
  if ((inclusionProof?.checkpoint?.envelope ?? "") === "") {
    throw new FinalAnswer("an entry without a proof of inclusion and a checkpoint");
  }
  return { ...entry, logId, kindVersion, inclusionProof };
}

/** Whether the entry, as it stands in the log, is of our digest, signature and certificate. */
function isOf(entry: TransparencyLogEntry, logged: LoggedPart): boolean {
  const body: unknown = JSON.parse(entry.canonicalizedBody.toString("utf8"));
  const inEntry = (...path: readonly string[]): string | undefined =>
    text(body, "spec", "hashedRekordV002", ...path);
  return (
    text(body, "kind") === "hashedrekord" &&
    text(body, "apiVersion") === "0.0.2" &&
    inEntry("data", "algorithm") === "SHA2_256" &&
    inEntry("data", "digest") === logged.digest &&
    inEntry("signature", "content") === logged.signature &&
    inEntry("signature", "verifier", "x509Certificate", "rawBytes") === logged.certificate
  );
}
