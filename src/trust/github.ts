import { SigningConfig } from "@sigstore/protobuf-specs";

import { WaybillError } from "../errors.ts";
import { text } from "../json.ts";
import { CallFailed, jsonAnswer, type Http } from "../net/http.ts";
import { baseUrl } from "../net/url.ts";
import { tufMemory } from "./memory.ts";
import { described, reasonOf } from "./refresh.ts";
import { parseTrustedRoot, type TrustedRootSource } from "./roots.ts";
import type { TufRepository } from "./tuf.ts";

/** Before any service of GitHub's instance existed: it has been there since artifact attestations began. */
const SINCE = "2024-05-01T00:00:00Z";

/**
 * The services of GitHub's own Sigstore instance for private repositories: a certificate authority and a timestamp
 * authority, no log. Tenants of `*.ghe.com` have their own (cli/cli, pkg/cmd/attestation/verification).
 */
export function githubSigningConfig(serverUrl: string): SigningConfig {
  const domain = tenantOf(serverUrl) ?? "githubapp.com";
  const service = (url: string) => ({
    url,
    majorApiVersion: 1,
    operator: "github.com",
    validFor: { start: SINCE },
  });
  return SigningConfig.fromJSON({
    mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
    caUrls: [service(`https://fulcio.${domain}`)],
    tsaUrls: [service(`https://timestamp.${domain}/api/v1/timestamp`)],
    tsaConfig: { selector: "ANY" },
  });
}

/**
 * GitHub's TUF repository. Version 3 of its root (2024-10-24) is pinned by the digest of its signed part; every later
 * one is signed by the keys of the one before. The repository still has it, as TUF demands (5.3.3).
 */
export const GITHUB_TUF: TufRepository = {
  url: "https://tuf-repo.github.com",
  firstRoot: {
    kind: "pinned",
    version: 3,
    sha256: "7efcfe1a3dd38bac140a920c39f64a00fd9a116d2f1218e2cd022177f1c478a2",
  },
};

export interface GithubTrustOptions {
  readonly http: Http;
  /** the server's REST API, asked for a tenant's trust domain */
  readonly apiUrl: string;
  /** for that API; nothing else gets it */
  readonly token?: string | undefined;
  /** a folder to remember versions in, against rollback */
  readonly cache?: string | undefined;
  /** tests, and users of a mirror, name another repository */
  readonly repository?: TufRepository | undefined;
}

/**
 * The trusted root of GitHub's own Sigstore instance, by TUF; for a `*.ghe.com` tenant, that of its trust domain.
 * @throws WaybillError TRUST_UNSATISFIED when it cannot be had, saying what was tried
 */
export async function githubTrust(
  serverUrl: string,
  options: GithubTrustOptions,
): Promise<TrustedRootSource> {
  const { repository = GITHUB_TUF, http, cache } = options;
  let target = "trusted_root.json";
  try {
    if (tenantOf(serverUrl) !== undefined) target = `${await trustDomain(options)}.${target}`;
    const { refreshTuf } = await import("./tuf.ts");
    const memory = cache === undefined ? undefined : tufMemory(cache, repository.url);
    const targets = await refreshTuf(repository, { http, memory });
    const found = await described(targets, repository.url, target);
    if (found === undefined) throw unavailable(target, repository, "the repository lists no such target");
    return { ...parseTrustedRoot(found.bytes, found.name), description: found.description };
  } catch (error) {
    if (error instanceof WaybillError && error.code === "TRUST_UNSATISFIED") throw error;
    throw unavailable(target, repository, await reasonOf(error), error);
  }
}

/** The host of a data-residency tenant, or undefined for github.com and all other servers. */
export function tenantOf(serverUrl: string): string | undefined {
  const { hostname } = new URL(serverUrl);
  return /^[a-z0-9-]+\.ghe\.com$/.test(hostname) ? hostname : undefined;
}

/** What a tenant's certificates are issued under (REST, "Get GitHub meta information"). */
async function trustDomain({ http, apiUrl, token }: GithubTrustOptions): Promise<string> {
  const url = `${baseUrl(apiUrl)}/meta`;
  const headers = {
    accept: "application/vnd.github+json",
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const fail = (got: string, cause?: unknown): WaybillError =>
    new WaybillError("TRUST_UNSATISFIED", {
      what: "This server does not say under which trust domain GitHub's Sigstore instance certifies its workflows, so its trusted root is not known.",
      got: `${got} from ${url}`,
      expected: "domains.artifact_attestations.trust_domain",
      todo: GIVE_ROOT,
      cause,
    });
  let meta: unknown;
  try {
    meta = await http.call({ method: "GET", url, headers }, jsonAnswer(200));
  } catch (error) {
    throw fail(error instanceof CallFailed ? error.last.text : "no usable answer", error);
  }
  const domain = text(meta, "domains", "artifact_attestations", "trust_domain");
  // It becomes part of a file's name and URL.
  if (domain === undefined || !/^[A-Za-z0-9][A-Za-z0-9.-]{0,127}$/.test(domain)) {
    throw fail(domain === undefined ? "no trust domain" : "a trust domain that is no name");
  }
  return domain;
}

const GIVE_ROOT =
  "Run the job again; or give the root with `trusted-root` (the line of `gh attestation trusted-root` that lists the certificate authority of GitHub's instance). Nothing was signed.";

function unavailable(
  target: string,
  repository: TufRepository,
  reason: string,
  cause?: unknown,
): WaybillError {
  const { firstRoot, url } = repository;
  const start =
    firstRoot.kind === "pinned"
      ? `${firstRoot.version}.root.json with the digest sha256:${firstRoot.sha256}`
      : "the root that was given";
  return new WaybillError("TRUST_UNSATISFIED", {
    what: "The trusted root of GitHub's own Sigstore instance could not be had by TUF, so nothing could check what it signs.",
    got: reason,
    expected: `${target} of ${url}, from ${start}`,
    todo: GIVE_ROOT,
    cause,
  });
}
