import { randomBytes } from "node:crypto";

import { LocalServer, type Answer, type Call, type Route } from "../server.ts";
import { type AuthSettings, Gate, NO_AUTH } from "./auth.ts";
import { blobOperations, uploadOperations } from "./blobs.ts";
import { served } from "./bodies.ts";
import { Refusal } from "./errors.ts";
import { manifestOperations } from "./manifests.ts";
import type { Operation, RegistryCall, RegistryWorld } from "./operation.ts";
import { referrersOperations } from "./referrers.ts";
import { RegistryState } from "./state.ts";
import { FAITHFUL, type Switches } from "./switches.ts";

/** distribution-spec 1.1, "Pulling manifests" */
const NAME = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;

export interface RegistryOptions {
  /** any free one, if not given */
  readonly port?: number;
  /** nobody is asked who they are, if not given */
  readonly auth?: Partial<AuthSettings>;
  readonly switches?: Partial<Switches>;
}

/** An embedded OCI registry (distribution-spec 1.1), with what real ones do otherwise as switches. */
export interface Registry {
  readonly url: string;
  /** `127.0.0.1:PORT`, as in a reference */
  readonly host: string;
  readonly state: RegistryState;
  readonly switches: Switches;
  readonly auth: AuthSettings;
  readonly server: LocalServer;
  /** another origin: what the switches and the realm send elsewhere */
  readonly elsewhere: LocalServer;
  /** Ends the tokens that were issued. */
  expireTokens(): void;
  close(): Promise<void>;
}

/** Starts the registry and its other origin on loopback ports. */
export async function startRegistry(options: RegistryOptions = {}): Promise<Registry> {
  const state = new RegistryState();
  const switches = { ...FAITHFUL, ...options.switches };
  const auth = { ...NO_AUTH, ...options.auth };
  const signature = randomBytes(16).toString("hex");
  const urls = { here: "", elsewhere: "" };
  const origins = {
    here: () => urls.here,
    elsewhere: () => urls.elsewhere,
    host: () => new URL(urls.here).host,
  };
  const gate = new Gate(auth, origins);
  const world: RegistryWorld = {
    state,
    switches,
    gate,
    origins,
    storage: (repository, digest) =>
      `${urls.elsewhere}/storage/${digest}?repository=${encodeURIComponent(repository)}&sig=${signature}`,
  };
  const elsewhere = await LocalServer.start([
    ...gate.tokenRoutes("elsewhere"),
    storageRoute(world, signature),
    ...uploadRoutes(world),
  ]);
  const server = await startOrEnd([...gate.tokenRoutes("here"), ...routes(world)], options.port, elsewhere);
  urls.here = server.url;
  urls.elsewhere = elsewhere.url;
  return {
    url: server.url,
    host: new URL(server.url).host,
    state,
    switches,
    auth,
    server,
    elsewhere,
    expireTokens: () => gate.expireTokens(),
    close: async () => {
      await Promise.all([server.close(), elsewhere.close()]);
    },
  };
}

async function startOrEnd(
  routes: readonly Route[],
  port: number | undefined,
  other: LocalServer,
): Promise<LocalServer> {
  try {
    return await LocalServer.start(routes, port);
  } catch (error) {
    await other.close();
    throw error;
  }
}

function routes(world: RegistryWorld): Route[] {
  const operations = [...blobOperations, ...uploadOperations, ...manifestOperations, ...referrersOperations];
  return [
    ...["GET", "HEAD"].map((method) => ({
      method,
      path: /\/v2\//,
      handle: (call: Call) =>
        guarded(world, () => {
          world.gate.require(call, undefined, []);
          return { status: 200, body: {} };
        }),
    })),
    ...operations.flatMap((operation) =>
      operation.methods.map((method) => routeOf(world, operation, method)),
    ),
  ];
}

function routeOf(world: RegistryWorld, operation: Operation, method: string): Route {
  return {
    method,
    path: new RegExp(String.raw`/v2/(?<name>.+)${operation.path.source}`),
    handle: (call) =>
      guarded(world, () => {
        const name = call.params["name"] ?? "";
        if (!NAME.test(name)) throw new Refusal("NAME_INVALID", "invalid repository name");
        world.gate.require(call, name, operation.needs);
        return operation.handle({ ...call, world, name, state: world.state, switches: world.switches });
      }),
  };
}

/** An upload's Location at the other origin is its own permission, and takes no other. */
function uploadRoutes(world: RegistryWorld): Route[] {
  const operations = uploadOperations.map((operation) => ({
    ...operation,
    handle: (call: RegistryCall): Answer | Promise<Answer> => {
      if (call.headers["authorization"] === undefined) return operation.handle(call);
      throw new Refusal("BLOB_UPLOAD_INVALID", "credentials that were not asked for");
    },
  }));
  const open: RegistryWorld = { ...world, gate: new Gate(NO_AUTH, world.origins) };
  return operations.flatMap((operation) =>
    operation.methods.map((method) => routeOf(open, operation, method)),
  );
}

/** What every answer has, what a refusal becomes, and 429 before anything else. */
async function guarded(world: RegistryWorld, handle: () => Answer | Promise<Answer>): Promise<Answer> {
  const { switches } = world;
  const version = { "docker-distribution-api-version": "registry/2.0" };
  try {
    if (switches.throttled > 0) {
      switches.throttled -= 1;
      const headers: Record<string, string> =
        switches.retryAfter === undefined ? {} : { "retry-after": switches.retryAfter };
      throw new Refusal("TOOMANYREQUESTS", "too many requests", { headers });
    }
    const answer = await handle();
    return { ...answer, headers: { ...version, ...answer.headers } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const answer = error.answer();
    return { ...answer, headers: { ...version, ...answer.headers } };
  }
}

/** The storage trusts its signed URLs alone, and refuses a request that brings other credentials as well (as S3 does). */
function storageRoute(world: RegistryWorld, signature: string): Route {
  return {
    method: "GET",
    path: /\/storage\/(?<digest>[^/]+)/,
    handle: (call) => {
      if (call.headers["authorization"] !== undefined) {
        return { status: 400, body: Buffer.from("<Error><Code>InvalidArgument</Code></Error>") };
      }
      if (call.query.get("sig") !== signature) {
        return { status: 403, body: Buffer.from("<Error><Code>AccessDenied</Code></Error>") };
      }
      const repository = world.state.repositories.get(call.query.get("repository") ?? "");
      const bytes = repository?.blobs.get(call.params["digest"] ?? "");
      return bytes === undefined ? { status: 404 } : served(bytes, {}, world.switches.blobBody);
    },
  };
}
