import { WaybillError } from "../errors.ts";
import type { Inputs } from "../inputs.ts";
import { isExpectedIssuer } from "../run/token.ts";
import type { Run } from "../run/run.ts";
import { githubSigningConfig } from "../trust/github.ts";
import {
  publicTrust,
  readSigningConfig,
  readTrustedRoot,
  type SigningConfigSource,
  type TrustedRootSource,
} from "../trust/roots.ts";
import { GITHUB_ISSUER } from "../verify/identity.ts";
import {
  assertMayPublish,
  chooseInstance,
  openInstance,
  type Instance,
  type InstanceName,
} from "./instance.ts";

/** The user's own files, read and checked before anything is called. */
export interface GivenTrust {
  readonly root: TrustedRootSource | undefined;
  readonly config: SigningConfigSource | undefined;
}

/** @throws WaybillError TRUST_INVALID */
export async function readGivenTrust(
  inputs: Pick<Inputs, "trustedRoot" | "signingConfig">,
): Promise<GivenTrust> {
  return {
    root: inputs.trustedRoot === undefined ? undefined : await readTrustedRoot(inputs.trustedRoot),
    config: inputs.signingConfig === undefined ? undefined : await readSigningConfig(inputs.signingConfig),
  };
}

/**
 * The Sigstore instance that this run signs with.
 * @throws WaybillError PRIVATE_REPOSITORY, TRUST_UNSATISFIED: nothing was called yet that leaves a trace
 */
export function instanceFor(
  run: Run,
  inputs: Pick<Inputs, "sigstore" | "privateRepository">,
  given: GivenTrust,
  now: Date,
): Instance {
  const name = chooseInstance(inputs.sigstore, run);
  const material =
    name === "github" ? { config: githubSigningConfig(run.serverUrl), root: undefined } : publicMaterial();
  const root = given.root ?? material.root;
  if (root === undefined) {
    // To fetch that root would be of no use where the instance does not know the server anyway.
    throw isGitHubsOwn(run.serverUrl) ? githubRootMissing(run) : issuerNotServed(name, run);
  }
  const instance = openInstance(name, given.config?.config ?? material.config, root, now);
  assertMayPublish(instance, run, inputs.privateRepository);
  assertIssuerServed(name, run);
  return instance;
}

function publicMaterial(): { config: SigningConfigSource["config"]; root: TrustedRootSource } {
  const { signingConfig, trustedRoot } = publicTrust();
  return { config: signingConfig.config, root: trustedRoot };
}

function githubRootMissing(run: Run): WaybillError {
  return new WaybillError("TRUST_UNSATISFIED", {
    what: "This repository is signed for by GitHub's own Sigstore instance, whose trusted root does not come with Waybill, so nothing could check what it signs.",
    got: `repository_visibility: ${run.claims.repository_visibility ?? "not stated"}`,
    expected: "that instance's trusted root",
    todo: "Give it with `trusted-root` (the line of `gh attestation trusted-root` that lists fulcio.githubapp.com); or use `sigstore: custom`; or, if this repository's name, commits and workflows may stand in a public log, `sigstore: public` with `private-repository: true`. Nothing was signed.",
  });
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
