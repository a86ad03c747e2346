import { hash, X509Certificate } from "node:crypto";

import { toDSSEBundle, type TransparencyLogEntry } from "@sigstore/bundle";

import { bundleJson } from "../bundle-json.ts";
import { WaybillError } from "../errors.ts";
import { PAYLOAD_TYPE } from "../intoto/statement.ts";
import { isRecord } from "../json.ts";
import { CallFailed, jsonAnswer, type Http } from "../net/http.ts";
import { baseUrl, callableUrl } from "../net/url.ts";
import { readLogEntry } from "../sigstore/log.ts";
import type { BareEnvelope } from "../verify/envelope.ts";
import { certificateInEntry } from "../verify/logged.ts";

/** Rekor answers for at most ten entries at a time. */
const MOST_ENTRIES = 10;
/** Older entries come with the whole statement beside them. */
const MAX_ANSWER = 32 * 1024 * 1024;

/**
 * Bundles of an envelope that carries no signed time, each with an entry that a Rekor v1 log has of it: mostly one.
 * They are judged like any other; this log's word counts only if the trusted root lists it.
 * @param logUrl as `https://rekor.sigstore.dev`
 * @returns at least one bundle, as JSON
 * @throws WaybillError USAGE for a URL that is not called, NOT_FOUND when the log has no such entry, UNREACHABLE
 */
export async function lookUpEntries(envelope: BareEnvelope, logUrl: string, http: Http): Promise<string[]> {
  if (callableUrl(logUrl) === undefined) {
    throw new WaybillError("USAGE", {
      what: "The transparency log cannot be called.",
      got: logUrl.slice(0, 200),
      expected: "an https URL without credentials, such as https://rekor.sigstore.dev",
    });
  }
  const api = `${baseUrl(logUrl)}/api/v1`;
  try {
    const found = (await byContent(envelope, api, http)) ?? (await byPayload(envelope, api, http));
    const bundles = found.flatMap((entry) => bundleOf(envelope, entry) ?? []);
    if (bundles.length > 0) return bundles;
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    throw new WaybillError("UNREACHABLE", {
      what: `The transparency log ${new URL(logUrl).origin} gave no answer that can be used.`,
      got: `${error.last.text} (after ${error.attempts} tries)`,
      todo: "Try again later, or name the log that the envelope was signed with.",
    });
  }
  throw new WaybillError("NOT_FOUND", {
    what: `The transparency log ${new URL(logUrl).origin} has no entry of this envelope.`,
    expected: "an entry that was made when it was signed",
    todo: "Name the log that it was signed with, if it was another one.",
  });
}

/** By the entry that whoever signed it would have proposed; the log hashes the envelope's text as it was. */
async function byContent(
  { text, certificate }: BareEnvelope,
  api: string,
  http: Http,
): Promise<TransparencyLogEntry[] | undefined> {
  if (certificate === undefined) return undefined;
  const pem = Buffer.from(new X509Certificate(certificate).toString(), "utf8").toString("base64");
  const entries = [
    { apiVersion: "0.0.1", kind: "intoto", spec: { content: { envelope: text }, publicKey: pem } },
    {
      apiVersion: "0.0.1",
      kind: "dsse",
      spec: { proposedContent: { envelope: text, verifiers: [pem] } },
    },
  ];
  const found = await retrieve(api, { entries }, http);
  return found.length > 0 ? found : undefined;
}

/** By the search index, for envelopes without a certificate or whose text has changed since. */
async function byPayload(
  { payload }: BareEnvelope,
  api: string,
  http: Http,
): Promise<TransparencyLogEntry[]> {
  const digest = hash("sha256", payload);
  const uuids = await http.call(post(`${api}/index/retrieve`, { hash: `sha256:${digest}` }), (answer) => {
    const found = jsonAnswer(200)(answer);
    if (!Array.isArray(found)) throw new Error("no list");
    return found.filter((id) => typeof id === "string" && /^[0-9a-f]{64,80}$/.test(id));
  });
  const entryUUIDs = uuids.slice(0, MOST_ENTRIES);
  return entryUUIDs.length === 0 ? [] : await retrieve(api, { entryUUIDs }, http);
}

async function retrieve(api: string, query: unknown, http: Http): Promise<TransparencyLogEntry[]> {
  return await http.call(post(`${api}/log/entries/retrieve`, query), (answer) => {
    const found = jsonAnswer(200)(answer);
    if (!Array.isArray(found)) throw new Error("no list");
    return found.filter(isRecord).map(readLogEntry);
  });
}

function post(url: string, body: unknown) {
  return {
    method: "POST",
    url,
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
    maxBytes: MAX_ANSWER,
  } as const;
}

/** undefined where the entry is of another signer than the envelope says. */
function bundleOf(envelope: BareEnvelope, entry: TransparencyLogEntry): string | undefined {
  const logged = certificateInEntry(entry);
  const certificate = envelope.certificate ?? logged;
  if (certificate === undefined || logged === undefined || !certificate.equals(logged)) return undefined;
  const bundle = toDSSEBundle({
    artifact: Buffer.from(envelope.payload),
    artifactType: PAYLOAD_TYPE,
    signature: Buffer.from(envelope.signature),
    certificate: Buffer.from(certificate),
  });
  bundle.verificationMaterial.tlogEntries = [entry];
  return bundleJson(bundle);
}
