import { WaybillError } from "../errors.ts";
import type { Inputs } from "../inputs.ts";
import { http, type Fetch, type Http } from "../net/http.ts";
import { Patience } from "../net/patience.ts";
import { isExpectedIssuer } from "../run/token.ts";
import type { Run } from "../run/run.ts";
import { BUILT_IN, type TrustAnchors } from "../trust/anchors.ts";
import { githubSigningConfig, githubTrust } from "../trust/github.ts";
import { refreshPublicTrust, shippedTrust, type PublicTrust } from "../trust/refresh.ts";
import {
  parseSigningConfig,
  parseTrustedRoot,
  readSigningConfig,
  readTrustedRoot,
  type SigningConfigSource,
  type TrustMaterial,
  type TrustedRootSource,
} from "../trust/roots.ts";
import { GITHUB_ISSUER } from "../verify/expectation.ts";
import {
  assertMayPublish,
  chooseInstance,
  openInstance,
  type Instance,
  type InstanceName,
} from "./instance.ts";

/** The user's own root and config, read and checked before anything is called. */
export interface GivenTrust {
  readonly root: TrustedRootSource | undefined;
  readonly config: SigningConfigSource | undefined;
}

/** @throws WaybillError TRUST_INVALID */
export async function readGivenTrust(
  inputs: Pick<Inputs, "trustedRoot" | "signingConfig">,
): Promise<GivenTrust> {
  return {
    root: await given(inputs.trustedRoot, readTrustedRoot, (bytes) =>
      parseTrustedRoot(bytes, "in `trusted-root`"),
    ),
    config: await given(inputs.signingConfig, readSigningConfig, (bytes) =>
      parseSigningConfig(bytes, "in `signing-config`"),
    ),
  };
}

/** Of a file, or of the JSON itself: a job that checks nothing out has no file. */
async function given<T>(
  input: string | undefined,
  read: (path: string) => Promise<T>,
  parse: (bytes: Uint8Array) => T,
): Promise<T | undefined> {
  if (input === undefined) return undefined;
  return input.startsWith("{") ? parse(Buffer.from(input, "utf8")) : await read(input);
}

/** What choosing an instance may do to the world. */
export interface TrustPorts {
  /** with the step's patience: GitHub's root is waited for */
  readonly http: Http;
  /** without it: the public instance's is not */
  readonly fetcher: Fetch;
  readonly now: Date;
  /** the server's REST API, which knows a tenant's trust domain */
  readonly apiUrl: string;
  readonly token?: string | undefined;
  /** a folder that outlives the job where there is one, to remember the versions of TUF metadata in */
  readonly cache?: string | undefined;
  /** in place of those that this version came with: a test's own */
  readonly anchors?: Partial<TrustAnchors> | undefined;
}

/** The instance to ask for a certificate, and the same one as it is known when the statement is signed. */
export interface ChosenInstance {
  readonly instance: Instance;
  /** Never waits. To be called once, before the root judges anything, so that one root judges everything. */
  readonly latest: () => LatestInstance;
}

export interface LatestInstance {
  readonly instance: Instance;
  /** why the public instance's trust is the one that was shipped, for the log; undefined in all other cases */
  readonly reason: string | undefined;
}

/**
 * The Sigstore instance that this run signs with. The public instance's newer trust is fetched from here on, while
 * files are hashed.
 * @throws WaybillError PRIVATE_REPOSITORY, TRUST_UNSATISFIED: nothing was called yet that leaves a trace
 */
export async function instanceFor(
  run: Run,
  inputs: Pick<Inputs, "sigstore" | "privateRepository" | "rekorVersion">,
  given: GivenTrust,
  ports: TrustPorts,
): Promise<ChosenInstance> {
  const name = chooseInstance(inputs.sigstore, run);
  if (name === "github") return settled(await githubInstance(run, inputs, given, ports));
  const material = (ports.anchors?.shipped ?? BUILT_IN.shipped)();
  const { rekorVersion } = inputs;
  const { config } = given.config ?? configFor(rekorVersion, material);
  const root = given.root ?? material.trustedRoot;
  const instance = openInstance(name, config, root, ports.now, rekorVersion);
  assertMayPublish(instance, run, inputs.privateRepository);
  assertIssuerServed(name, run);
  // A user's own file stands as it is, and what goes with it does not change under it.
  if (name === "custom" || given.root !== undefined || given.config !== undefined) return settled(instance);
  return { instance, latest: refreshing(instance, rekorVersion, ports) };
}

/** The instance's own choice of logs, or its opt-in to Rekor v2. */
function configFor(version: Inputs["rekorVersion"], material: TrustMaterial): SigningConfigSource {
  return version === "2" ? material.signingConfigRekorV2 : material.signingConfig;
}

function settled(instance: Instance): ChosenInstance {
  return { instance, latest: () => ({ instance, reason: undefined }) };
}

/** Whoever is not served there has no use for that root, so nothing is fetched for them. */
async function githubInstance(
  run: Run,
  inputs: Pick<Inputs, "privateRepository" | "rekorVersion">,
  given: GivenTrust,
  ports: TrustPorts,
): Promise<Instance> {
  if (given.root === undefined) {
    if (!isGitHubsOwn(run.serverUrl)) throw issuerNotServed("github", run);
    assertIssuerServed("github", run);
  }
  const { http, apiUrl, token, cache, anchors } = ports;
  const repository = anchors?.githubTuf ?? BUILT_IN.githubTuf;
  const root = given.root ?? (await githubTrust(run.serverUrl, { http, apiUrl, token, cache, repository }));
  const config = given.config?.config ?? githubSigningConfig(run.serverUrl);
  const instance = openInstance("github", config, root, ports.now, inputs.rekorVersion);
  assertMayPublish(instance, run, inputs.privateRepository);
  assertIssuerServed("github", run);
  return instance;
}

/**
 * Root and services are taken over together or not at all. The certificate is on its way by then, so a config that
 * names another authority is left for the next version of this program.
 */
function refreshing(
  shipped: Instance,
  rekorVersion: Inputs["rekorVersion"],
  ports: TrustPorts,
): () => LatestInstance {
  let arrived: PublicTrust = shippedTrust("TUF had not answered when it was time to sign");
  const patience = new Patience(0, ports.http.clock);
  const { cache, anchors } = ports;
  const repository = anchors?.publicTuf ?? BUILT_IN.publicTuf;
  const refresh = async (): Promise<void> => {
    const net = http(ports.fetcher, patience);
    arrived = await refreshPublicTrust({ http: net, cache, repository });
  };
  void refresh();
  return () => {
    const { material, source, reason } = arrived;
    if (source === "shipped") return { instance: shipped, reason };
    try {
      const { config } = configFor(rekorVersion, material);
      const instance = openInstance(shipped.name, config, material.trustedRoot, ports.now, rekorVersion);
      if (instance.ca === shipped.ca) return { instance, reason: undefined };
      return {
        instance: shipped,
        reason: "the refreshed signing config names another certificate authority",
      };
    } catch {
      return {
        instance: shipped,
        reason: "the refreshed signing config does not satisfy its trusted root, or not `rekor-version`",
      };
    }
  };
}

/**
 * The public instance knows github.com's issuer alone, GitHub's own also those of its tenants: tokens of other servers
 * need not travel there.
 */
function assertIssuerServed(name: InstanceName, run: Run): void {
  const { iss } = run.claims;
  if (name === "custom" || isExpectedIssuer(iss, GITHUB_ISSUER)) return;
  const tenant = /^https:\/\/token\.actions\.[a-z0-9-]+\.ghe\.com(?:\/[A-Za-z0-9-]+)?$/.test(iss);
  if (name === "github" && tenant) return;
  throw issuerNotServed(name, run);
}

function issuerNotServed(name: InstanceName, run: Run): WaybillError {
  return new WaybillError("TRUST_UNSATISFIED", {
    what:
      name === "public"
        ? "Sigstore's public instance gives certificates for tokens of github.com alone."
        : "GitHub's own Sigstore instance gives certificates for tokens of github.com and ghe.com alone.",
    got: `a token of ${run.claims.iss}`,
    expected: GITHUB_ISSUER,
    todo: "Use `sigstore: custom` with the `signing-config` and `trusted-root` of an instance that trusts your server. Nothing was signed.",
  });
}

function isGitHubsOwn(serverUrl: string): boolean {
  return /^(?:github\.com|[a-z0-9-]+\.ghe\.com)$/.test(new URL(serverUrl).hostname);
}
