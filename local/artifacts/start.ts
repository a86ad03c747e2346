import { createHmac, randomBytes, randomUUID } from "node:crypto";

import { LocalServer } from "../server.ts";
import { blobRoutes } from "./blobs.ts";
import { ArtifactState } from "./state.ts";
import { twirpRoutes } from "./twirp.ts";

/** An embedded artifact service: the workflow artifacts of one run and its attempts. */
export interface LocalArtifacts {
  /** as `ACTIONS_RESULTS_URL` */
  readonly url: string;
  readonly state: ArtifactState;
  readonly server: LocalServer;
  /** the other origin, where the archives' bytes go */
  readonly store: LocalServer;
  /** a job's `ACTIONS_RUNTIME_TOKEN`; @param attempt of the run, 1 if not given: each has an id of its own */
  jobToken(attempt?: number): string;
  close(): Promise<void>;
}

/** Starts the results service and its blob store on loopback ports. */
export async function startArtifacts(): Promise<LocalArtifacts> {
  const state = new ArtifactState();
  const key = randomBytes(32);
  const signature = `${randomBytes(24).toString("base64url")}+/=`;
  const runs = new Map<number, string>();
  const store = await LocalServer.start(blobRoutes(state, signature));
  const blobUrl = (id: number): string =>
    `${store.url}/actions-results/${id}.zip?sv=2025-11-05&sp=w&sig=${encodeURIComponent(signature)}`;
  const server = await LocalServer.start(
    twirpRoutes({
      state,
      ownerOf: (token) => ownerOf(token, key),
      uploadUrl: blobUrl,
      downloadUrl: blobUrl,
    }),
  );
  return {
    url: `${server.url}/`,
    state,
    server,
    store,
    jobToken: (attempt = 1) => {
      const run = runs.get(attempt) ?? randomUUID();
      runs.set(attempt, run);
      return sign({ scp: `Actions.ExampleScope Actions.Results:${run}:${randomUUID()}` }, key);
    },
    close: async () => {
      await Promise.all([server.close(), store.close()]);
    },
  };
}

function sign(claims: unknown, key: Buffer): string {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
}

function ownerOf(token: string, key: Buffer): { readonly run: string; readonly job: string } | undefined {
  const [head = "", payload = "", signature] = token.split(".");
  if (createHmac("sha256", key).update(`${head}.${payload}`).digest("base64url") !== signature)
    return undefined;
  const { scp } = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as { readonly scp: string };
  const [, run, job] = /Actions\.Results:([^ :]+):([^ :]+)/.exec(scp) ?? [];
  return run === undefined || job === undefined ? undefined : { run, job };
}
