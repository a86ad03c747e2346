import { hash } from "node:crypto";

import type { TransparencyLogEntry } from "@sigstore/bundle";

import { WaybillError } from "../errors.ts";
import { at, isRecord, list, text } from "../json.ts";
import { CallFailed, FinalAnswer, jsonAnswer, type Http, type HttpAnswer } from "../net/http.ts";
import { baseUrl } from "../net/url.ts";
import type { Certificate } from "./certificate.ts";

/** What is logged: an envelope's parts, encoded once. */
export interface SignedEnvelope {
  readonly payloadType: string;
  readonly payload: Buffer<ArrayBuffer>;
  readonly signature: Buffer;
}

/** What is logged of a signature over an artifact, which the log never sees. */
export interface SignedBytes {
  readonly signed: Buffer;
  readonly signature: Buffer;
}

/**
 * Enters an envelope into a Rekor v1 log as `dsse` 0.0.1, a signature over an artifact as `hashedrekord` 0.0.1 (POST
 * /api/v1/log/entries). A conflict means that an
 * earlier try of ours got through: that entry is fetched, and must carry our signature.
 * @throws WaybillError LOG_REFUSED; `CallFailed.tooLate` when the certificate would end first
 */
export async function enterIntoLog(
  logUrl: string,
  envelope: SignedEnvelope | SignedBytes,
  certificate: Certificate,
  http: Http,
): Promise<TransparencyLogEntry> {
  const url = `${baseUrl(logUrl)}/api/v1/log/entries`;
  const accept = (answer: HttpAnswer): TransparencyLogEntry => {
    const entry = readLogEntry(jsonAnswer(200, 201)(answer));
    if (!carriesSignature(entry, envelope)) throw new FinalAnswer("an entry of another signature");
    return entry;
  };
  try {
    const posted = await http.call(
      {
        method: "POST",
        url,
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify(proposal(envelope, certificate)),
        giveUpAt: certificate.usableUntil,
      },
      (answer) => (answer.status === 409 ? conflictUuid(answer) : accept(answer)),
    );
    if (typeof posted !== "string") return posted;
    return await http.call(
      {
        method: "GET",
        url: `${url}/${posted}`,
        headers: { accept: "application/json" },
        giveUpAt: certificate.usableUntil,
        // The entry is there, since the log says so; it may take a while until it also shows it.
        passing: [404],
      },
      accept,
    );
  } catch (error) {
    if (!(error instanceof CallFailed) || error.tooLate) throw error;
    throw new WaybillError("LOG_REFUSED", {
      what: `The transparency log ${new URL(logUrl).origin} gave no entry for the signature.`,
      got: `${error.last.text} (after ${error.attempts} tries)`,
      expected: "the entry with its proof",
      todo: "Run the job again; a signature that the log may already hold does no harm. `max-wait` sets how long the step keeps trying.",
    });
  }
}

function proposal(envelope: SignedEnvelope | SignedBytes, certificate: Certificate): unknown {
  if ("signed" in envelope) {
    const content = Buffer.from(certificate.pem, "utf8").toString("base64");
    const signature = { content: envelope.signature.toString("base64"), publicKey: { content } };
    const data = { hash: { algorithm: "sha256", value: hash("sha256", envelope.signed) } };
    return { apiVersion: "0.0.1", kind: "hashedrekord", spec: { data, signature } };
  }
  const json = JSON.stringify({
    payloadType: envelope.payloadType,
    payload: envelope.payload.toString("base64"),
    signatures: [{ keyid: "", sig: envelope.signature.toString("base64") }],
  });
  const verifiers = [Buffer.from(certificate.pem, "utf8").toString("base64")];
  return { apiVersion: "0.0.1", kind: "dsse", spec: { proposedContent: { envelope: json, verifiers } } };
}

/** Rekor names the existing entry in Location, and in the message: 64 or 80 hex digits. */
function conflictUuid(answer: HttpAnswer): string {
  const found = /([0-9a-f]{80}|[0-9a-f]{64})(?![0-9a-f])/.exec(
    `${answer.headers.get("location") ?? ""} ${answer.body.toString("utf8")}`,
  );
  if (found?.[1] === undefined) throw new FinalAnswer("a conflict that names no entry");
  return found[1];
}

/** Rekor v1's JSON as the bundle writes it. @throws Error when anything that a bundle needs is missing */
export function readLogEntry(body: unknown): TransparencyLogEntry {
  const entry = isRecord(body) ? Object.values(body)[0] : undefined;
  const proof = at(entry, "verification", "inclusionProof");
  const canonicalizedBody = base64(text(entry, "body"));
  const kind: unknown = JSON.parse(canonicalizedBody.toString("utf8"));
  return {
    logIndex: integer(at(entry, "logIndex")),
    logId: { keyId: hex(text(entry, "logID")) },
    kindVersion: { kind: text(kind, "kind") ?? "", version: text(kind, "apiVersion") ?? "" },
    integratedTime: integer(at(entry, "integratedTime")),
    inclusionPromise: { signedEntryTimestamp: base64(text(entry, "verification", "signedEntryTimestamp")) },
    inclusionProof: {
      logIndex: integer(at(proof, "logIndex")),
      rootHash: hex(text(proof, "rootHash")),
      treeSize: integer(at(proof, "treeSize")),
      hashes: list(proof, "hashes").map((node) => hex(typeof node === "string" ? node : undefined)),
      checkpoint: { envelope: present(text(proof, "checkpoint")) },
    },
    canonicalizedBody,
  };
}

/** Whether the entry is of our signature and not of an equal statement that somebody else signed. */
function carriesSignature(entry: TransparencyLogEntry, envelope: SignedEnvelope | SignedBytes): boolean {
  const body: unknown = JSON.parse(Buffer.from(entry.canonicalizedBody).toString("utf8"));
  const logged =
    text(body, "spec", "signatures", 0, "signature") ?? text(body, "spec", "signature", "content");
  return logged === envelope.signature.toString("base64");
}

function integer(value: unknown): string {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw new Error("no number");
  return String(value);
}

function hex(value: string | undefined): Buffer<ArrayBuffer> {
  if (value === undefined || !/^(?:[0-9a-f]{2})+$/.test(value)) throw new Error("no hex");
  return Buffer.from(value, "hex");
}

function base64(value: string | undefined): Buffer<ArrayBuffer> {
  const bytes = Buffer.from(present(value), "base64");
  if (bytes.length === 0) throw new Error("no bytes");
  return bytes;
}

function present(value: string | undefined): string {
  if (value === undefined || value === "") throw new Error("missing");
  return value;
}
