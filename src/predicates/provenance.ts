import type { ResourceDescriptor } from "../intoto/statement.ts";
import { FULL_BUILD_TYPE, GITHUB_BUILD_TYPE } from "../project.ts";
import type { Checkout } from "../run/checkout.ts";
import type { EventParameters } from "../run/event.ts";
import type { EventPayload } from "../run/payload.ts";
import type { Redacted } from "../run/redaction.ts";
import type { Run } from "../run/run.ts";
import type { Vars } from "../run/vars.ts";

export type BuildType = "github" | "full";

/** What `build-type: full` adds to the claims; each is left out where it is not known. */
export interface BuildFacts {
  readonly event: EventParameters;
  readonly checkout: Checkout;
  readonly runner: Readonly<Record<string, string>>;
  readonly waybillVersion: string;
  /** RFC 3339, of the run's attempt */
  readonly startedOn: string | undefined;
  /** a dispatch's inputs as the event has them, for v0.2; {@link EventParameters} states them in v1 */
  readonly eventInputs?: Redacted<Readonly<Record<string, unknown>>> | undefined;
  readonly eventPayload?: EventPayload | undefined;
  /** the event could not be read, so what was typed for a dispatch is not known */
  readonly eventMissing?: boolean;
  readonly vars?: Vars | undefined;
}

/** The events that both of GitHub's build types are for (actions/buildtypes, workflow/v1). */
const BUILD_TYPE_EVENTS = new Set(["create", "release", "push", "workflow_dispatch"]);

/** Whether GitHub's build type excludes the event of this run, as it does `schedule`. */
export function isExcludedEvent(run: Run): boolean {
  return !BUILD_TYPE_EVENTS.has(run.claims.event_name);
}

/**
 * SLSA provenance v1 in the exact shape of `actions/attest`, so that every policy written for it accepts ours
 * (actions/toolkit, packages/attest; actions/buildtypes, workflow/v1).
 */
export function githubProvenance(run: Run): Readonly<Record<string, unknown>> {
  return {
    buildDefinition: {
      buildType: GITHUB_BUILD_TYPE,
      externalParameters: { workflow: workflowOf(run) },
      internalParameters: { github: githubOf(run) },
      resolvedDependencies: [sourceOf(run)],
    },
    runDetails: {
      builder: { id: run.builderId },
      metadata: { invocationId: run.invocationId },
    },
  };
}

/** SLSA provenance v1 with complete external parameters, under our own build type (docs/buildtypes/release/v1.md). */
export function fullProvenance(run: Run, facts: BuildFacts): Readonly<Record<string, unknown>> {
  const { inputs, release } = facts.event;
  const checkout = checkoutOf(run, facts.checkout);
  const vars = facts.vars?.values ?? {};
  const payload = facts.eventPayload;
  return {
    buildDefinition: {
      buildType: FULL_BUILD_TYPE,
      externalParameters: {
        workflow: workflowOf(run),
        ...(inputs === undefined ? {} : { inputs }),
        ...(release === undefined ? {} : { release }),
        ...(Object.keys(vars).length === 0 ? {} : { vars }),
        ...(run.claims.environment === undefined ? {} : { environment: run.claims.environment }),
      },
      internalParameters: {
        github: {
          ...githubOf(run),
          ...(payload?.kind === "full" ? { event_payload: payload.payload } : {}),
        },
        ...(Object.keys(facts.runner).length === 0 ? {} : { runner: facts.runner }),
      },
      resolvedDependencies: [sourceOf(run), ...(checkout === undefined ? [] : [checkout])],
    },
    runDetails: {
      builder: { id: run.builderId, version: { waybill: facts.waybillVersion } },
      metadata: {
        invocationId: run.invocationId,
        ...(facts.startedOn === undefined ? {} : { startedOn: facts.startedOn }),
      },
      ...(payload?.kind === "digest" ? { byproducts: [payloadByproduct(payload.sha256)] } : {}),
    },
  };
}

function workflowOf(run: Run): Readonly<Record<string, string>> {
  return { ref: run.claims.ref, repository: run.repositoryUrl, path: run.workflowPath };
}

function githubOf(run: Run): Readonly<Record<string, string>> {
  const { event_name, repository_id, repository_owner_id, runner_environment } = run.claims;
  return { event_name, repository_id, repository_owner_id, runner_environment };
}

/** The event by its digest alone, for whoever holds the event and wants to know that it is the one. */
function payloadByproduct(sha256: string): ResourceDescriptor {
  return { name: "event_payload", digest: { sha256 } };
}

/** Always the first dependency: verifiers look for the source there. */
function sourceOf(run: Run): ResourceDescriptor {
  return { uri: run.sourceUri, digest: { gitCommit: run.claims.sha } };
}

/** The commit really checked out, where it is not the claimed one, or where files differ from it. */
function checkoutOf(run: Run, checkout: Checkout): ResourceDescriptor | undefined {
  if (checkout.kind === "none" || (checkout.commit === run.claims.sha && !checkout.dirty)) return undefined;
  return {
    // Without a URI: which repository the commit was fetched from is not known.
    name: "checkout",
    digest: { gitCommit: checkout.commit },
    annotations: { modified: checkout.dirty },
  };
}
