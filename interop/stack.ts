import { writeFile } from "node:fs/promises";
import * as path from "node:path";

import {
  signingConfig,
  trustedRoot,
  type SigningConfigJson,
  type TrustParts,
} from "../local/sigstore/trust.ts";
import { findTools, type ToolName } from "../scripts/tools.ts";
import { startCtLog } from "./servers/ct-log.ts";
import { startFulcio } from "./servers/fulcio.ts";
import { createIssuingAuthority } from "./servers/keys.ts";
import { freePorts } from "./servers/ports.ts";
import { temporaryFolder, Unavailable, type Server } from "./servers/process.ts";
import { startRekorV1 } from "./servers/rekor-v1.ts";
import { startRekorV2 } from "./servers/rekor-v2.ts";
import { PORT_NAMES, type Surroundings } from "./servers/surroundings.ts";
import { startTimestampServer } from "./servers/timestamp.ts";
import { startTrillian } from "./servers/trillian.ts";

/** The URLs that a signer calls. */
export interface ServiceUrls {
  readonly fulcio: string;
  readonly rekor: string;
  readonly timestamp: string;
}

/** Sigstore's own servers, running on this machine. */
export interface Stack {
  readonly urls: ServiceUrls;
  readonly trustedRootFile: string;
  /**
   * @param issuer the OIDC issuer that it names
   * @param urls where the services are called instead, as through a gateway
   */
  signingConfig(issuer: string, urls?: ServiceUrls): SigningConfigJson;
  close(): Promise<void>;
}

const NEEDED: readonly ToolName[] = [
  "fulcio",
  "ct_server",
  "timestamp-server",
  "trillian_log_server",
  "trillian_log_signer",
  "createtree",
  "trillian.sql",
];

/** The one log of a stack, and the program that it is. */
const LOGS = { "rekor-v1": "rekor-server", "rekor-v2": "rekor-tiles" } as const;

export type LogName = keyof typeof LOGS;

const START_LIMIT_MS = 60_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Starts Fulcio, a CT log, Rekor and a timestamp authority with new keys, on free ports of 127.0.0.1.
 * @param issuers OIDC issuers that Fulcio trusts, in which `*` stands for one run of letters, digits, `-` and `_`
 * @throws Unavailable naming the part that is not there or does not come up; whatever was started has ended then
 */
export async function startStack(issuers: readonly string[], log: LogName): Promise<Stack> {
  const { paths, missing } = await findTools([...NEEDED, LOGS[log]]);
  const [lacking] = missing.values();
  if (lacking !== undefined) throw new Unavailable(lacking);
  const { folder, remove } = await temporaryFolder("waybill-stack-");
  const servers: Server[] = [];
  const close = async (): Promise<void> => {
    // The last first: nobody loses what it still talks to.
    for (const server of servers.toReversed()) await server.stop();
    await remove();
  };
  try {
    const parts = await startParts(issuers, log, {
      folder,
      ports: await freePorts(PORT_NAMES),
      tool: (name) => paths.get(name) ?? "",
      keep: (server) => {
        servers.push(server);
        return server;
      },
      deadline: AbortSignal.timeout(START_LIMIT_MS),
    });
    const trustedRootFile = path.join(folder, "trusted_root.json");
    // One line with its end, as `gh` wants the file.
    await writeFile(trustedRootFile, `${JSON.stringify(trustedRoot(parts))}\n`);
    const rekor = (parts.rekor ?? parts.rekor2)?.url ?? "";
    const urls = { fulcio: parts.ca.url, rekor, timestamp: parts.tsa.url };
    return { urls, trustedRootFile, signingConfig: (...called) => configOf(parts, ...called), close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Parts extends TrustParts {
  readonly tsa: NonNullable<TrustParts["tsa"]>;
}

async function startParts(issuers: readonly string[], log: LogName, at: Surroundings): Promise<Parts> {
  const validFrom = new Date(Date.now() - DAY_MS);
  const authority = createIssuingAuthority({
    notBefore: validFrom,
    notAfter: new Date(Date.now() + 30 * DAY_MS),
  });
  const tsa = await startTimestampServer(at);
  const trees = await startTrillian(at);
  const ctLog = await startCtLog(at, trees, authority.rootPem);
  const fulcio = await startFulcio(at, authority, ctLog, issuers);
  const rekor =
    log === "rekor-v1" ? { rekor: await startRekorV1(at, trees) } : { rekor2: await startRekorV2(at) };
  return { validFrom, issuers, ca: { url: fulcio, chain: authority.chain }, ctLog, ...rekor, tsa };
}

function configOf(parts: Parts, issuer: string, urls?: ServiceUrls): SigningConfigJson {
  const { ca, rekor, rekor2, tsa } = parts;
  return signingConfig({
    ...parts,
    issuers: [issuer],
    ca: { ...ca, url: urls?.fulcio ?? ca.url },
    rekor: rekor && { ...rekor, url: urls?.rekor ?? rekor.url },
    rekor2: rekor2 && { ...rekor2, url: urls?.rekor ?? rekor2.url },
    tsa: { ...tsa, url: urls?.timestamp ?? tsa.url },
  });
}
