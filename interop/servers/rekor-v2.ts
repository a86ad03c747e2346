import { generateKeyPairSync, hash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import * as path from "node:path";

import { answers, launch } from "./process.ts";
import type { Surroundings } from "./surroundings.ts";

export interface RekorV2Server {
  /** where entries are written */
  readonly url: string;
  /** what a trusted root calls the log: verifiers look for the checkpoint's origin in its host */
  readonly baseUrl: string;
  /** DER SubjectPublicKeyInfo of an Ed25519 key */
  readonly spki: Buffer;
  readonly logId: Buffer;
}

const ORIGIN = "localhost";

/** Rekor v2 with its tiles in a folder, which nobody serves: a signer and a verifier never read them. */
export async function startRekorV2(at: Surroundings): Promise<RekorV2Server> {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const keyFile = path.join(at.folder, "rekor-v2.key");
  await writeFile(keyFile, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  const url = `http://127.0.0.1:${at.ports.rekor}`;
  const flags = {
    "http-address": "127.0.0.1",
    "http-port": at.ports.rekor,
    "grpc-address": "127.0.0.1",
    "grpc-port": at.ports.rekorGrpc,
    "http-metrics-port": at.ports.rekorMetrics,
    hostname: ORIGIN,
    "storage-dir": path.join(at.folder, "rekor-v2"),
    "signer-filepath": keyFile,
    // Every answer waits for a checkpoint; the public log's interval is ten seconds.
    "checkpoint-interval": "200ms",
    "batch-max-age": "50ms",
  };
  at.keep(
    await launch({
      name: "rekor-tiles",
      program: at.tool("rekor-tiles"),
      args: ["serve", ...Object.entries(flags).map(([name, value]) => `--${name}=${value}`)],
      folder: at.folder,
      ready: () => answers(`${url}/healthz`),
      deadline: at.deadline,
    }),
  );
  const raw = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url");
  return {
    url,
    baseUrl: `http://${ORIGIN}:${at.ports.rekor}`,
    spki: publicKey.export({ type: "spki", format: "der" }),
    // The key id of an Ed25519 key in a signed note, not cut to four bytes (C2SP signed-note, "Signatures").
    logId: hash("sha256", Buffer.concat([Buffer.from(`${ORIGIN}\n\u0001`), raw]), "buffer"),
  };
}
