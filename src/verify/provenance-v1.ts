import { at, isRecord, list, text } from "../json.ts";
import { FULL_BUILD_TYPE, GITHUB_BUILD_TYPE } from "../project.ts";
import {
  backed,
  builderField,
  certifiedPath,
  certifiedSource,
  contextFields,
  isCapital,
  isSourceAtChosenCommit,
  type Backed,
} from "./backed.ts";
import { COMMUNITY_BUILD_TYPE, CONTAINER_BASED_BUILD_TYPE, DELEGATOR_BUILD_TYPE } from "./builders.ts";
import type { CertificateFacts } from "./certificate.ts";

type Predicate = Readonly<Record<string, unknown>>;

/** @param tool the signer signs for tools, so that the builder is not the signer */
export function backedFieldsV1(predicate: Predicate, facts: CertificateFacts, tool: boolean): Backed[] {
  const definition = at(predicate, "buildDefinition");
  const buildType = text(definition, "buildType");
  // These two have a shape that is known to the last field; of others, what is there must be true.
  const known = buildType === GITHUB_BUILD_TYPE || buildType === FULL_BUILD_TYPE;
  const internal = at(definition, "internalParameters");
  const metadata = at(predicate, "runDetails", "metadata");
  return [
    ...(tool ? [] : [builderField("builder.id", at(predicate, "runDetails", "builder", "id"), facts)]),
    ...parameterFields(at(definition, "externalParameters"), buildType, facts, known),
    ...internalFields(internal, buildType, facts, known),
    ...dependencyFields(at(definition, "resolvedDependencies"), facts, known, tool),
    ...invocationNames(metadata).map((name) =>
      backed(facts, `metadata.${name}`, at(metadata, name), facts.runInvocationURI, known),
    ),
  ];
}

/** The field as it is spelled there: in-toto-golang wrote `invocationID` up to 0.10, and cosign 2 does with it. */
function invocationNames(metadata: unknown): readonly string[] {
  const names = ["invocationId", "invocationID"].filter((name) => at(metadata, name) !== undefined);
  return names.length > 0 ? names : ["invocationId"];
}

const WORKFLOW_PARAMETERS = ["ref", "repository", "path"];

/** The external parameters of the build types that are known. */
const PARAMETERS: ReadonlyMap<string | undefined, readonly string[]> = new Map([
  [GITHUB_BUILD_TYPE, ["workflow"]],
  [FULL_BUILD_TYPE, ["workflow", "environment", "inputs", "release", "vars"]],
  [COMMUNITY_BUILD_TYPE, ["workflow", "inputs", "release", "vars"]],
  [DELEGATOR_BUILD_TYPE, ["inputs", "vars"]],
  [CONTAINER_BASED_BUILD_TYPE, ["source", "builderImage", "configPath", "buildConfig"]],
]);

/**
 * The external parameters that the certificate backs, and those that a known build type does not have: nothing can back
 * them, and verifiers must not pass over them (SLSA v1.2, "Verifying artifacts", step 3).
 */
function parameterFields(
  external: unknown,
  buildType: string | undefined,
  facts: CertificateFacts,
  known: boolean,
): Backed[] {
  const allowed = PARAMETERS.get(buildType);
  const workflow = at(external, "workflow");
  const field = (name: string, stated: unknown, certified: string | undefined, required = known): Backed =>
    backed(facts, `externalParameters.${name}`, stated, certified, required);
  // The two types whose parameters are the run's own; of the others' a workflow says nothing.
  const hasWorkflow = allowed === undefined || allowed.includes("workflow");
  const source = at(external, "source");
  return [
    ...(hasWorkflow
      ? [
          field("workflow.repository", at(workflow, "repository"), facts.sourceRepositoryURI),
          field("workflow.ref", at(workflow, "ref"), facts.sourceRepositoryRef),
          field("workflow.path", at(workflow, "path"), certifiedPath(facts)),
        ]
      : []),
    ...(buildType === CONTAINER_BASED_BUILD_TYPE
      ? [
          field("source.uri", at(source, "uri"), certifiedSource(facts), true),
          field("source.digest.sha1", at(source, "digest", "sha1"), facts.sourceRepositoryDigest, true),
        ]
      : []),
    ...(hasWorkflow && buildType !== GITHUB_BUILD_TYPE
      ? [
          field(
            "environment",
            at(external, "environment"),
            facts.deploymentEnvironment,
            // Our own type has all of a run's parameters; of others it is a field more.
            buildType === FULL_BUILD_TYPE && facts.deploymentEnvironment !== undefined,
          ),
        ]
      : []),
    ...(allowed === undefined ? [] : foreign("externalParameters", external, allowed)),
    ...(allowed === undefined || !hasWorkflow
      ? []
      : foreign("externalParameters.workflow", workflow, WORKFLOW_PARAMETERS)),
  ];
}

function foreign(name: string, value: unknown, allowed: readonly string[]): Backed[] {
  return Object.entries(isRecord(value) ? value : {})
    .filter(([key]) => !allowed.includes(key))
    .map(([key, stated]) => ({ field: `${name}.${key}`, stated, certified: undefined, required: true }));
}

function internalFields(
  internal: unknown,
  buildType: string | undefined,
  facts: CertificateFacts,
  known: boolean,
): Backed[] {
  const delegated = buildType === DELEGATOR_BUILD_TYPE || buildType === CONTAINER_BASED_BUILD_TYPE;
  const inCapitals = delegated || isCapital(internal);
  const required = delegated ? ["GITHUB_WORKFLOW_REF", "GITHUB_REF", "GITHUB_SHA"] : [];
  const context = inCapitals ? contextFields("internalParameters", internal, facts, required) : [];
  const github = at(internal, "github");
  const own: readonly (readonly [name: string, certified: string | undefined])[] = [
    ["event_name", facts.buildTrigger],
    ["repository_id", facts.sourceRepositoryIdentifier],
    ["repository_owner_id", facts.sourceRepositoryOwnerIdentifier],
    ["runner_environment", facts.runnerEnvironment],
  ];
  return [
    ...context,
    // What has the names in capitals need not have these too; where they are there, they must be true.
    ...own
      .filter(([name]) => known || !inCapitals || at(github, name) !== undefined)
      .map(([name, certified]) =>
        backed(facts, `internalParameters.github.${name}`, at(github, name), certified, known),
      ),
  ];
}

/** The first dependency, which is the source, and the commit of any other that is the source too, by each name. */
function dependencyFields(
  dependencies: unknown,
  facts: CertificateFacts,
  known: boolean,
  tool: boolean,
): Backed[] {
  const source = certifiedSource(facts);
  const all = list(dependencies);
  const [first] = all;
  // Which commit a delegator's run chose is the delegator's word.
  if (tool && isSourceAtChosenCommit(first, facts)) return [];
  return [
    backed(facts, "resolvedDependencies[0].uri", at(first, "uri"), source, known || tool),
    ...(all.length === 0 ? [undefined] : all).flatMap((dependency, index): Backed[] => {
      if (index > 0 && (source === undefined || text(dependency, "uri") !== source)) return [];
      return commitFields(`resolvedDependencies[${index}].digest`, dependency, facts, known || tool);
    }),
  ];
}

function commitFields(field: string, dependency: unknown, facts: CertificateFacts, known: boolean): Backed[] {
  const certified = facts.sourceRepositoryDigest;
  const sha1 = at(dependency, "digest", "sha1");
  const gitCommit = at(dependency, "digest", "gitCommit");
  const bySha1 = backed(facts, `${field}.sha1`, sha1, certified, known);
  // The container-based builder has the commit by the older name alone.
  if (sha1 !== undefined && gitCommit === undefined && !known) return [bySha1];
  return [
    backed(facts, `${field}.gitCommit`, gitCommit, certified, known),
    ...(sha1 === undefined ? [] : [bySha1]),
  ];
}
