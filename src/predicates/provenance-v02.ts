import { V02_BUILD_TYPE } from "../project.ts";
import type { Run } from "../run/run.ts";
import type { BuildFacts } from "./provenance.ts";

/** What provenance v0.2 states beyond the claims. */
export type FactsV02 = Pick<BuildFacts, "eventInputs" | "eventPayload" | "eventMissing" | "vars">;

/**
 * SLSA provenance v0.2 with the fields of slsa-github-generator, so that what was written to read its provenance reads
 * ours, under our own build type (docs/buildtypes/release/v0.2.md). Unlike there, what a claim says comes from the claim.
 */
export function provenanceV02(run: Run, facts: FactsV02): Readonly<Record<string, unknown>> {
  const source = { uri: run.sourceUri, digest: commitDigest(run.claims.sha) };
  const parameters = parametersOf(facts);
  return {
    builder: { id: run.builderId },
    buildType: V02_BUILD_TYPE,
    invocation: {
      configSource: { ...source, entryPoint: run.workflowPath },
      ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
      environment: environmentOf(run, facts),
    },
    metadata: {
      // The generator's spelling; the specification's is buildInvocationId.
      buildInvocationID: `${run.claims.run_id}-${run.claims.run_attempt}`,
      completeness: { parameters: isComplete(facts), environment: false, materials: false },
      reproducible: false,
    },
    materials: [source],
  };
}

function parametersOf(facts: FactsV02): Readonly<Record<string, unknown>> {
  const inputs = facts.eventInputs?.value;
  const values = facts.vars?.values ?? {};
  return {
    ...(inputs === undefined ? {} : { event_inputs: inputs }),
    ...(Object.keys(values).length === 0 ? {} : { vars: values }),
  };
}

/**
 * The variables are stated only by name, and whether more exist only `vars-json` tells; a dispatch's inputs only if the
 * event could be read. What a workflow passes to one that it calls is no parameter of the run: it stands in its file, at
 * the commit of the source, or follows from these.
 */
function isComplete(facts: FactsV02): boolean {
  return (
    facts.vars?.complete === true &&
    (facts.eventInputs?.redacted.length ?? 0) === 0 &&
    facts.eventMissing !== true
  );
}

function environmentOf(run: Run, { eventPayload }: FactsV02): Readonly<Record<string, unknown>> {
  const { claims } = run;
  const environment: Readonly<Record<string, unknown>> = {
    github_actor: claims.actor,
    github_actor_id: claims.actor_id,
    github_base_ref: claims.base_ref ?? "",
    github_event_name: claims.event_name,
    github_event_payload: eventPayload?.kind === "full" ? eventPayload.payload : undefined,
    github_event_payload_sha256: eventPayload?.kind === "digest" ? eventPayload.sha256 : undefined,
    github_head_ref: claims.head_ref ?? "",
    github_ref: claims.ref,
    github_ref_type: claims.ref_type,
    github_repository_id: claims.repository_id,
    github_repository_owner: claims.repository_owner,
    github_repository_owner_id: claims.repository_owner_id,
    github_run_attempt: claims.run_attempt,
    github_run_id: claims.run_id,
    github_run_number: claims.run_number,
    github_sha1: claims.sha,
  };
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined));
}

/** v0.2 names git commits by the digest that they are. */
function commitDigest(sha: string): Readonly<Record<string, string>> {
  return sha.length === 64 ? { sha256: sha } : { sha1: sha };
}
