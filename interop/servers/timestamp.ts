import { X509Certificate } from "node:crypto";

import { answers, launch, Unavailable } from "./process.ts";
import { isFree } from "./ports.ts";
import type { Surroundings } from "./surroundings.ts";

export interface TimestampServer {
  /** where timestamps are asked for */
  readonly url: string;
  /** in DER, the signer first */
  readonly chain: readonly Buffer[];
}

/** Where the authority serves its metrics, on all addresses; it ends where it cannot. */
const METRICS_PORT = 2112;

export async function startTimestampServer(at: Surroundings): Promise<TimestampServer> {
  if (!(await isFree(METRICS_PORT))) {
    throw new Unavailable(
      `port ${METRICS_PORT} is taken, and timestamp-server takes no other for its metrics`,
    );
  }
  const base = `http://127.0.0.1:${at.ports.timestamp}`;
  at.keep(
    await launch({
      name: "timestamp-server",
      program: at.tool("timestamp-server"),
      args: [
        "serve",
        "--host=127.0.0.1",
        `--port=${at.ports.timestamp}`,
        "--timestamp-signer=memory",
        // Would ask time servers of the internet.
        "--disable-ntp-monitoring",
      ],
      folder: at.folder,
      ready: () => answers(`${base}/ping`),
      deadline: at.deadline,
    }),
  );
  const url = `${base}/api/v1/timestamp`;
  const text = await (await fetch(`${url}/certchain`)).text();
  const pems = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return { url, chain: pems.map((pem) => Buffer.from(new X509Certificate(pem).raw)) };
}
