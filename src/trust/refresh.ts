import { createHash } from "node:crypto";

import { WaybillError } from "../errors.ts";
import type { Http } from "../net/http.ts";
import { tufMemory } from "./memory.ts";
import publicGoodTuf from "./public-good-tuf.json" with { type: "json" };
import { parseSigningConfig, parseTrustedRoot, publicTrust, type TrustMaterial } from "./roots.ts";
import type { TufRepository, TufTargets } from "./tuf.ts";

/** Sigstore's public TUF repository, with the root that @sigstore/tuf carried when this version was built. */
export const PUBLIC_TUF: TufRepository = {
  url: publicGoodTuf.repository,
  firstRoot: { kind: "metadata", json: publicGoodTuf.root },
};

/** Root and configs of one source: all of them refreshed, or all as they were shipped. */
export interface PublicTrust {
  readonly material: TrustMaterial;
  readonly source: "tuf" | "shipped";
  /** why nothing newer is used: a line without secrets; undefined when TUF answered */
  readonly reason: string | undefined;
}

export interface RefreshOptions {
  /** with little patience: nobody waits for this */
  readonly http: Http;
  /** a folder to remember versions in, against rollback */
  readonly cache?: string | undefined;
  /** tests name a repository of their own */
  readonly repository?: TufRepository | undefined;
}

/** The newest trust of Sigstore's public instance, or what was shipped, with the reason. Never throws. */
export async function refreshPublicTrust(options: RefreshOptions): Promise<PublicTrust> {
  const { repository = PUBLIC_TUF, http, cache } = options;
  try {
    // Loaded late: a run that is given its root needs none of it.
    const { refreshTuf } = await import("./tuf.ts");
    const memory = cache === undefined ? undefined : tufMemory(cache, repository.url);
    const targets = await refreshTuf(repository, { http, memory });
    return { material: await materialOf(targets, repository.url), source: "tuf", reason: undefined };
  } catch (error) {
    return shippedTrust(await reasonOf(error));
  }
}

/** What came with this version. */
export function shippedTrust(reason: string): PublicTrust {
  return { material: publicTrust(), source: "shipped", reason };
}

/** @throws TufFailure, WaybillError TRUST_INVALID */
async function materialOf(targets: TufTargets, url: string): Promise<TrustMaterial> {
  const [root, config, rekorV2] = await Promise.all([
    described(targets, url, "trusted_root.json"),
    described(targets, url, "signing_config.v0.2.json"),
    described(targets, url, "signing_config_rekor_v2.v0.2.json"),
  ]);
  if (root === undefined || config === undefined) {
    throw new WaybillError("TRUST_INVALID", {
      what: "The TUF repository does not list what a signer needs.",
      got: `no ${root === undefined ? "trusted_root.json" : "signing_config.v0.2.json"}`,
    });
  }
  const signingConfig = parseSigningConfig(config.bytes, config.name);
  return {
    trustedRoot: { ...parseTrustedRoot(root.bytes, root.name), description: root.description },
    signingConfig,
    // Once the opt-in is gone, the default is all there is.
    signingConfigRekorV2:
      rekorV2 === undefined ? signingConfig : parseSigningConfig(rekorV2.bytes, rekorV2.name),
  };
}

/** A target with the words for reports: where it came from, of which version, with which digest. */
export async function described(
  targets: TufTargets,
  url: string,
  target: string,
): Promise<{ readonly bytes: Buffer; readonly name: string; readonly description: string } | undefined> {
  const found = await targets.fetch(target);
  if (found === undefined) return undefined;
  const name = `${target} of ${url}`;
  const digest = createHash("sha256").update(found.bytes).digest("hex");
  return {
    bytes: found.bytes,
    name,
    description: `${name} by TUF, targets version ${found.version} (sha256:${digest})`,
  };
}

/** A line for a report: the file and what was wrong with it. */
export async function reasonOf(error: unknown): Promise<string> {
  const { TufFailure } = await import("./tuf.ts");
  if (error instanceof TufFailure) return error.message;
  if (error instanceof WaybillError) return [error.parts.what, error.parts.got ?? ""].join(" ").trim();
  return "the refresh failed unexpectedly";
}
