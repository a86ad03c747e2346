import type { SigningConfig } from "@sigstore/protobuf-specs";

import { WaybillError } from "../errors.ts";
import type { Run } from "../run/run.ts";
import { tenantOf } from "../trust/github.ts";
import type { Demand, TrustedRootSource } from "../trust/roots.ts";
import { selectServices, type Endpoint } from "./services.ts";

export type InstanceChoice = "auto" | "public" | "github" | "custom";
/** A log's major API version, as an input has it. */
export type RekorVersion = "1" | "2";
export type InstanceName = Exclude<InstanceChoice, "auto">;

/** The Sigstore to sign with: whom to call, and the root that judges what they answer. */
export interface Instance {
  readonly name: InstanceName;
  readonly ca: string;
  readonly logs: readonly Endpoint[];
  readonly tsas: readonly Endpoint[];
  readonly root: TrustedRootSource;
}

/**
 * Which instance a run signs with. `auto` keeps a private repository off public logs: whatever is not known to be
 * public, by the signed claim, goes to GitHub's own instance; so does all of a `*.ghe.com` tenant, whose tokens no other
 * trusts.
 */
export function chooseInstance(choice: InstanceChoice, run: Run): InstanceName {
  if (choice !== "auto") return choice;
  if (tenantOf(run.serverUrl) !== undefined) return "github";
  return run.claims.repository_visibility === "public" ? "public" : "github";
}

/**
 * @param rekorVersion of the config's logs, those of this version alone are asked
 * @throws WaybillError TRUST_INVALID, TRUST_UNSATISFIED when the config cannot give what the root demands
 */
export function openInstance(
  name: InstanceName,
  config: SigningConfig,
  root: TrustedRootSource,
  now: Date,
  rekorVersion: "auto" | RekorVersion = "auto",
): Instance {
  const [ca] = selectServices("ca", config.caUrls, undefined, now);
  if (ca === undefined) throw unsatisfied("no certificate authority that is valid now", "one");
  const wanted = config.rekorTlogUrls.filter(
    ({ majorApiVersion }) => rekorVersion === "auto" || String(majorApiVersion) === rekorVersion,
  );
  const logs = selectServices("log", wanted, config.rekorTlogConfig, now);
  const tsas = selectServices("tsa", config.tsaUrls, config.tsaConfig, now);
  const { demand } = root;
  if (rekorVersion !== "auto" && (logs.length === 0 || !demand.log))
    throw lacksLog(name, rekorVersion, demand);
  if (demand.log && logs.length === 0) {
    throw unsatisfied(
      "no transparency log of a version that we speak",
      "one, since the trusted root lists a log",
    );
  }
  if (!demand.log && tsas.length === 0) {
    throw unsatisfied(
      "neither a log nor a timestamp authority",
      "one of them: a signature without a time proves nothing",
    );
  }
  if (tsas.length > 0 && root.root.timestampAuthorities.length === 0 && !demand.log) {
    throw unsatisfied("a timestamp authority that the trusted root does not list", "one that it lists");
  }
  const usedLogs = demand.log ? logs : [];
  const usedTsas = root.root.timestampAuthorities.length > 0 ? tsas : [];
  if (usedTsas.length === 0 && usedLogs.some((log) => log.version === 2)) {
    throw unsatisfied(
      "a log of version 2, whose entries have no time, and no timestamp authority in both config and root",
      "a timestamp authority that both list, since only its timestamp says when the certificate was used",
    );
  }
  return { name, ca: ca.url, logs: usedLogs, tsas: usedTsas, root };
}

function lacksLog(name: InstanceName, version: RekorVersion, demand: Demand): WaybillError {
  return new WaybillError("TRUST_UNSATISFIED", {
    what: `The Sigstore instance has no log of the version that \`rekor-version\` asks for (Rekor v${version}).`,
    got: demand.log
      ? `sigstore: ${name}, with no such log in its signing config that is valid now`
      : `sigstore: ${name}, which has no log that its trusted root lists`,
    todo: "Leave `rekor-version` away for the log that the instance names, or give a `signing-config` with a log of that version. Nothing was signed.",
  });
}

function unsatisfied(got: string, expected: string): WaybillError {
  return new WaybillError("TRUST_UNSATISFIED", {
    what: "The signing config cannot give what its trusted root demands of a bundle.",
    got,
    expected,
    todo: "Give a `signing-config` and a `trusted-root` of one Sigstore instance. Nothing was signed.",
  });
}

/**
 * A private repository's name, commit and workflow would stand in a public log for ever.
 * @throws WaybillError PRIVATE_REPOSITORY unless the user allowed it, or the instance is not public
 */
export function assertMayPublish(instance: Instance, run: Run, allowPrivate: boolean): void {
  const visibility = run.claims.repository_visibility;
  if (visibility === "public" || allowPrivate) return;
  const urls = [instance.ca, ...instance.logs.map((log) => log.url)];
  if (!urls.some((url) => /(^|\.)sigstore\.dev\.?$/.test(new URL(url).hostname))) return;
  throw new WaybillError("PRIVATE_REPOSITORY", {
    what: "This repository is not public, and the Sigstore instance chosen writes its name, commit and workflow into a public log, for ever.",
    got: `repository_visibility: ${visibility ?? "not stated"}, sigstore: ${instance.name}`,
    todo: "Use `sigstore: github` (private repositories with GitHub Enterprise Cloud) or `sigstore: custom`; or, if that publicity is wanted, set `private-repository: true`. Nothing was signed.",
  });
}
