import { createPublicKey } from "node:crypto";

import { keyId } from "../../local/sigstore/x509.ts";
import { answers, launch } from "./process.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Trillian } from "./trillian.ts";

export interface RekorServer {
  readonly url: string;
  /** DER SubjectPublicKeyInfo */
  readonly spki: Buffer;
  readonly logId: Buffer;
}

/** Without the search index and the stored attestations, which would want a Redis or MySQL. */
const ENDPOINTS = [
  "getLogInfo",
  "getPublicKey",
  "getLogProof",
  "createLogEntry",
  "getLogEntryByIndex",
  "getLogEntryByUUID",
  "searchLogQuery",
];

/** Rekor v1 with a tree and a key of its own. To be started after the timestamp authority: both want port 2112. */
export async function startRekorV1(at: Surroundings, trees: Trillian): Promise<RekorServer> {
  const url = `http://127.0.0.1:${at.ports.rekor}`;
  const flags = {
    host: "127.0.0.1",
    port: at.ports.rekor,
    "trillian_log_server.address": "127.0.0.1",
    "trillian_log_server.port": trees.rpcPort,
    "rekor_server.signer": "memory",
    // Verifiers look for the checkpoint's signer in the host of the log's URL.
    "rekor_server.hostname": "127.0.0.1",
    enable_retrieve_api: false,
    enabled_api_endpoints: ENDPOINTS.join(","),
  };
  at.keep(
    await launch({
      name: "rekor-server",
      program: at.tool("rekor-server"),
      args: ["serve", ...Object.entries(flags).map(([name, value]) => `--${name}=${value}`)],
      folder: at.folder,
      ready: () => answers(`${url}/api/v1/log`),
      deadline: at.deadline,
    }),
  );
  const response = await fetch(`${url}/api/v1/log/publicKey`);
  const spki = createPublicKey(await response.text()).export({ format: "der", type: "spki" });
  return { url, spki, logId: keyId(spki) };
}
