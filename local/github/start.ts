import { randomBytes } from "node:crypto";

import { LocalServer, type Answer, type Call, type Route } from "../server.ts";
import { type ClaimOverrides, claims } from "./claims.ts";
import type { Links } from "./objects.ts";
import { type IssuerPath, OidcIssuer, TOKEN_REQUEST } from "./oidc.ts";
import { restRoutes } from "./rest.ts";
import { GitHubState } from "./state.ts";

export interface GitHubOptions {
  /** of the one server that has API and issuer; any free one, if not given */
  readonly port?: number;
  /** `owner/name`; short for the claim */
  readonly repository?: string;
  readonly claims?: ClaimOverrides;
  /** where the issuer hangs; `/_services/token` for a GHES */
  readonly issuerPath?: IssuerPath;
  /** the issuer's address as its tokens have it, where a network leads from there to this server */
  readonly issuerUrl?: string;
  /** what the API's answers link to, likewise */
  readonly links?: Links;
}

/** An embedded GitHub: one repository, one job's tokens. */
export interface LocalGitHub {
  readonly url: string;
  /** as `GITHUB_API_URL`; the API answers at `url` too */
  readonly apiUrl: string;
  /** the `iss` of the next tokens */
  readonly issuer: string;
  /** as `ACTIONS_ID_TOKEN_REQUEST_URL` */
  readonly tokenRequestUrl: string;
  /** as `ACTIONS_ID_TOKEN_REQUEST_TOKEN` */
  readonly requestToken: string;
  /** as `GITHUB_TOKEN` */
  readonly token: string;
  readonly oidc: OidcIssuer;
  readonly state: GitHubState;
  readonly server: LocalServer;
  /** the other origin to which the API redirects for an asset's bytes */
  readonly store: LocalServer;
  close(): Promise<void>;
}

/** Starts GitHub's OIDC issuer, REST API and asset store on loopback ports. */
export async function startGitHub(options: GitHubOptions = {}): Promise<LocalGitHub> {
  const repository = options.repository === undefined ? {} : { repository: options.repository };
  const jobClaims = claims({ ...repository, ...options.claims });
  const state = new GitHubState(jobClaims);
  const token = `ghs_${randomBytes(27).toString("base64url").replaceAll(/[-_]/g, "0")}`;
  const signature = randomBytes(16).toString("hex");
  const store = await LocalServer.start([assetRoute(state, signature), bundleRoute(state, signature)]);
  let url = "";
  const oidc = await OidcIssuer.create(() => options.issuerUrl ?? url, jobClaims, options.issuerPath);
  const world = {
    state,
    token,
    serverUrl: () => url,
    links: options.links,
    assetUrl: (id: number) => `${store.url}/release-assets/${id}?sig=${signature}`,
    bundleUrl: (id: number) => `${store.url}/attestations/${id}.json.sn?sig=${signature}`,
  };
  const server = await startOrEnd([...oidc.routes(), ...restRoutes(world)], options.port, store);
  url = server.url;
  return {
    url,
    apiUrl: `${url}/api/v3`,
    get issuer() {
      return oidc.issuer;
    },
    tokenRequestUrl: `${url}${TOKEN_REQUEST}`,
    requestToken: oidc.requestToken,
    token,
    oidc,
    state,
    server,
    store,
    close: async () => {
      await Promise.all([server.close(), store.close()]);
    },
  };
}

async function startOrEnd(
  routes: readonly Route[],
  port: number | undefined,
  store: LocalServer,
): Promise<LocalServer> {
  try {
    return await LocalServer.start(routes, port);
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** The store trusts its signed URLs alone, and refuses a request that brings other credentials as well. */
function refusalOf(call: Call, signature: string): Answer | undefined {
  if (call.headers["authorization"] !== undefined)
    return { status: 400, body: Buffer.from("<Error><Code>InvalidAuthenticationInfo</Code></Error>") };
  if (call.query.get("sig") !== signature)
    return { status: 403, body: Buffer.from("<Error><Code>AuthenticationFailed</Code></Error>") };
  return undefined;
}

/** A bundle at its `bundle_url`. */
function bundleRoute(state: GitHubState, signature: string): Route {
  return {
    method: "GET",
    path: /\/attestations\/(?<id>\d+)\.json\.sn/,
    handle: (call) => {
      const refusal = refusalOf(call, signature);
      if (refusal !== undefined) return refusal;
      const found = state.attestations.find((a) => a.id === Number(call.params["id"]));
      if (found === undefined) return { status: 404 };
      const body = snappyBlock(Buffer.from(JSON.stringify(found.bundle)));
      return { status: 200, headers: { "content-type": "application/x-snappy" }, body };
    },
  };
}

/** A raw block of Snappy with one literal in it, of at most 4 GiB: nothing is compressed, and any reader takes it. */
export function snappyBlock(content: Buffer): Buffer {
  const preamble: number[] = [];
  for (let rest = content.length; ; rest = Math.floor(rest / 128)) {
    preamble.push(rest < 128 ? rest : (rest % 128) + 128);
    if (rest < 128) break;
  }
  if (content.length === 0) return Buffer.from(preamble);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(content.length - 1);
  return Buffer.concat([Buffer.from([...preamble, 63 << 2]), length, content]);
}

function assetRoute(state: GitHubState, signature: string): Route {
  return {
    method: "GET",
    path: /\/release-assets\/(?<asset>\d+)/,
    handle: (call) => {
      const refusal = refusalOf(call, signature);
      if (refusal !== undefined) return refusal;
      const asset = state.assets.find((a) => a.id === Number(call.params["asset"]));
      return asset === undefined ? { status: 404 } : { status: 200, body: asset.bytes };
    },
  };
}
