import { createPublicKey, hash } from "node:crypto";

import { toDSSEBundle, type TransparencyLogEntry } from "@sigstore/bundle";
import { dsse } from "@sigstore/core";

import { bundleJson } from "../../src/bundle-json.ts";
import { PAYLOAD_TYPE } from "../../src/intoto/statement.ts";
import { http } from "../../src/net/http.ts";
import { Patience } from "../../src/net/patience.ts";
import { obtainCertificate, type Certificate } from "../../src/sigstore/certificate.ts";
import { ephemeralKey, type EphemeralKey } from "../../src/sigstore/key.ts";
import { readLogEntry } from "../../src/sigstore/log.ts";
import type { SigningWorld } from "./world.ts";

export const net = http((url, init) => fetch(url, init), new Patience(2));

/** A token of the world's job, as Sigstore's clients get it. */
export async function tokenOf({ local }: Pick<SigningWorld, "local">): Promise<string> {
  const answer = await fetch(`${local.github.tokenRequestUrl}&audience=sigstore`, {
    headers: { authorization: `Bearer ${local.github.requestToken}` },
  });
  return ((await answer.json()) as { value: string }).value;
}

/** A signed envelope with all that a log is told of it. */
export interface Envelope {
  readonly payload: Buffer<ArrayBuffer>;
  readonly signature: Buffer;
  /** the envelope, as slsa-github-generator wrote it: with its certificate, where there is one */
  readonly text: string;
  /** PEM of the certificate or key */
  readonly pem: string;
  readonly certificate: Certificate | undefined;
}

export async function certificateFor(world: Pick<SigningWorld, "local">): Promise<Certificate> {
  const token = await tokenOf(world);
  const sub = String(JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")).sub);
  const identity = { claims: { sub }, token: () => Promise.resolve(token) };
  return await obtainCertificate(world.local.sigstore.ca.server.url, identity, net);
}

export function envelopeOf(statement: unknown, by: Certificate | EphemeralKey): Envelope {
  const payload = Buffer.from(JSON.stringify(statement));
  const key = "key" in by ? by.key : by;
  const signature = key.sign(dsse.preAuthEncoding(PAYLOAD_TYPE, payload));
  const certificate = "key" in by ? by : undefined;
  const pem = certificate?.pem ?? key.publicKeyPem;
  const text = JSON.stringify({
    payloadType: PAYLOAD_TYPE,
    payload: payload.toString("base64"),
    signatures: [
      { keyid: "", sig: signature.toString("base64"), ...(certificate === undefined ? {} : { cert: pem }) },
    ],
  });
  return { payload, signature, text, pem, certificate };
}

const base64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");

/** What clients propose to Rekor v1 for an envelope, by the kind of entry. */
export const PROPOSALS: Readonly<Record<string, (envelope: Envelope) => unknown>> = {
  "dsse 0.0.1": ({ text, pem }) => ({
    apiVersion: "0.0.1",
    kind: "dsse",
    spec: { proposedContent: { envelope: text, verifiers: [base64(pem)] } },
  }),
  "intoto 0.0.1": ({ text, pem }) => ({
    apiVersion: "0.0.1",
    kind: "intoto",
    spec: { content: { envelope: text }, publicKey: base64(pem) },
  }),
  "intoto 0.0.2": ({ payload, signature, pem }) => ({
    apiVersion: "0.0.2",
    kind: "intoto",
    spec: {
      content: {
        envelope: {
          payloadType: PAYLOAD_TYPE,
          payload: base64(payload.toString("base64")),
          signatures: [{ publicKey: base64(pem), sig: base64(signature.toString("base64")) }],
        },
        hash: { algorithm: "sha256", value: "00".repeat(32) },
        payloadHash: { algorithm: "sha256", value: "00".repeat(32) },
      },
    },
  }),
  "hashedrekord 0.0.1": ({ payload, signature, pem }) => ({
    apiVersion: "0.0.1",
    kind: "hashedrekord",
    spec: {
      data: { hash: { algorithm: "sha256", value: sha256(dsse.preAuthEncoding(PAYLOAD_TYPE, payload)) } },
      signature: { content: signature.toString("base64"), publicKey: { content: base64(pem) } },
    },
  }),
};

function sha256(bytes: Buffer): string {
  return hash("sha256", bytes);
}

/** The entry that the world's Rekor v1 makes of a proposal, or has of it already. */
export async function enter(
  { local }: Pick<SigningWorld, "local">,
  proposal: unknown,
): Promise<TransparencyLogEntry> {
  const { url } = local.sigstore.rekor.server;
  const answer = await fetch(`${url}/api/v1/log/entries`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(proposal),
  });
  const entry = answer.status === 409 ? await fetch(`${url}${answer.headers.get("location") ?? ""}`) : answer;
  return readLogEntry(await entry.json());
}

/** A bundle of an envelope with an entry, whether or not they belong together. */
export function bundleWith(envelope: Envelope, entry: TransparencyLogEntry): string {
  const bundle = toDSSEBundle({
    artifact: envelope.payload,
    artifactType: PAYLOAD_TYPE,
    signature: envelope.signature,
    ...(envelope.certificate === undefined ? { keyHint: "hint" } : { certificate: envelope.certificate.der }),
  });
  bundle.verificationMaterial.tlogEntries = [entry];
  return bundleJson(bundle);
}

/** The public half of a key, as a user gives it. */
export function publicKeyOf(key: EphemeralKey): ReturnType<typeof createPublicKey> {
  return createPublicKey(key.publicKeyPem);
}

export { ephemeralKey };
