import { WaybillError } from "../errors.ts";
import { SLSA_V02, SLSA_V1 } from "../intoto/statement.ts";
import { at, isRecord, list, text } from "../json.ts";
import { FULL_BUILD_TYPE, GITHUB_BUILD_TYPE, V02_BUILD_TYPE } from "../project.ts";
import type { CertificateFacts } from "./certificate.ts";
import type { SignedStatement } from "./statement.ts";

/** A predicate field that a certificate extension backs, and what the extension says it must be. */
interface Backed {
  readonly field: string;
  readonly stated: unknown;
  readonly certified: string | undefined;
  /** absent in the predicate is a mismatch too */
  readonly required: boolean;
}

/**
 * Compares every field of SLSA provenance (v1, v0.2) that the certificate backs. Whoever holds the job's token can sign
 * any predicate; what the certificate says, they cannot change.
 * @returns the fields compared; none for other predicates
 * @throws WaybillError PREDICATE_CERTIFICATE_MISMATCH that names every field that differs
 */
export function assertProvenance(statement: SignedStatement, facts: CertificateFacts): string[] {
  const fields = fieldsOf(statement, facts);
  const wrong = fields.filter((f) => (f.stated === undefined ? f.required : f.stated !== f.certified));
  if (wrong.length > 0) {
    throw new WaybillError("PREDICATE_CERTIFICATE_MISMATCH", {
      what: "The provenance states something else than the signer's certificate proves.",
      got: wrong.map((f) => `${f.field} = ${show(f.stated)}`).join("; "),
      expected: wrong.map((f) => `${f.field} = ${f.certified ?? "(nothing)"}`).join("; "),
      todo: "Do not rely on this provenance: its signer stated what is not so.",
    });
  }
  return fields.filter((f) => f.stated !== undefined).map((f) => f.field);
}

/** The fields that the certificate backs and the provenance leaves out, so that nothing was compared. */
export function unstatedFields(statement: SignedStatement, facts: CertificateFacts): string[] {
  return fieldsOf(statement, facts)
    .filter((f) => f.stated === undefined && f.certified !== undefined)
    .map((f) => f.field);
}

function fieldsOf(statement: SignedStatement, facts: CertificateFacts): Backed[] {
  if (statement.predicateType === SLSA_V1) return backedFields(statement.predicate, facts);
  if (statement.predicateType === SLSA_V02) return backedFieldsV02(statement.predicate, facts);
  return [];
}

function backedFields(predicate: Readonly<Record<string, unknown>>, facts: CertificateFacts): Backed[] {
  const definition = at(predicate, "buildDefinition");
  const buildType = text(definition, "buildType");
  // These two have a shape that is known to the last field; of others, what is there must be true.
  const known = buildType === GITHUB_BUILD_TYPE || buildType === FULL_BUILD_TYPE;
  const workflow = at(definition, "externalParameters", "workflow");
  const github = at(definition, "internalParameters", "github");
  const field = (name: string, stated: unknown, certified: string | undefined, required = known): Backed => ({
    field: name,
    stated,
    certified,
    required,
  });
  return [
    field("builder.id", at(predicate, "runDetails", "builder", "id"), facts.buildSignerURI, true),
    field("externalParameters.workflow.repository", at(workflow, "repository"), facts.sourceRepositoryURI),
    field("externalParameters.workflow.ref", at(workflow, "ref"), facts.sourceRepositoryRef),
    field("externalParameters.workflow.path", at(workflow, "path"), certifiedPath(facts)),
    ...externalFields(definition, buildType, facts),
    field("internalParameters.github.event_name", at(github, "event_name"), facts.buildTrigger),
    field(
      "internalParameters.github.repository_id",
      at(github, "repository_id"),
      facts.sourceRepositoryIdentifier,
    ),
    field(
      "internalParameters.github.repository_owner_id",
      at(github, "repository_owner_id"),
      facts.sourceRepositoryOwnerIdentifier,
    ),
    field(
      "internalParameters.github.runner_environment",
      at(github, "runner_environment"),
      facts.runnerEnvironment,
    ),
    field(
      "resolvedDependencies[0].uri",
      at(definition, "resolvedDependencies", 0, "uri"),
      certifiedSource(facts),
    ),
    ...commitFields(at(definition, "resolvedDependencies"), facts, known),
    field(
      "metadata.invocationId",
      at(predicate, "runDetails", "metadata", "invocationId"),
      facts.runInvocationURI,
    ),
  ];
}

const WORKFLOW_PARAMETERS = ["ref", "repository", "path"];

/** The external parameters of the build types that are known. */
const PARAMETERS: ReadonlyMap<string | undefined, readonly string[]> = new Map([
  [GITHUB_BUILD_TYPE, ["workflow"]],
  [FULL_BUILD_TYPE, ["workflow", "environment", "inputs", "release", "vars"]],
]);

/**
 * The deployment environment, and those parameters that a known build type does not have: nothing can back them, and
 * verifiers must not pass over them (SLSA v1.2, "Verifying artifacts", step 3).
 */
function externalFields(
  definition: unknown,
  buildType: string | undefined,
  facts: CertificateFacts,
): Backed[] {
  const external = at(definition, "externalParameters");
  const parameters = PARAMETERS.get(buildType);
  const foreign = (name: string, value: unknown, allowed: readonly string[]): Backed[] =>
    Object.entries(isRecord(value) ? value : {})
      .filter(([key]) => !allowed.includes(key))
      .map(([key, stated]) => ({
        field: `${name}.${show(key)}`,
        stated,
        certified: undefined,
        required: false,
      }));
  const environment: Backed = {
    field: "externalParameters.environment",
    stated: at(external, "environment"),
    certified: facts.deploymentEnvironment,
    required: false,
  };
  return [
    ...(buildType === GITHUB_BUILD_TYPE ? [] : [environment]),
    ...(parameters === undefined ? [] : foreign("externalParameters", external, parameters)),
    ...(parameters === undefined
      ? []
      : foreign("externalParameters.workflow", at(external, "workflow"), WORKFLOW_PARAMETERS)),
  ];
}

/** The commit of the first dependency and of any other that is the source too, by each of its names. */
function commitFields(dependencies: unknown, facts: CertificateFacts, required: boolean): Backed[] {
  const certified = facts.sourceRepositoryDigest;
  const source = certifiedSource(facts);
  const all = list(dependencies);
  return (all.length === 0 ? [undefined] : all).flatMap((dependency, index): Backed[] => {
    if (index > 0 && (source === undefined || text(dependency, "uri") !== source)) return [];
    const field = `resolvedDependencies[${index}].digest`;
    const gitCommit = at(dependency, "digest", "gitCommit");
    const sha1 = at(dependency, "digest", "sha1");
    return [
      { field: `${field}.gitCommit`, stated: gitCommit, certified, required },
      ...(sha1 === undefined ? [] : [{ field: `${field}.sha1`, stated: sha1, certified, required }]),
    ];
  });
}

/** The same of provenance v0.2, whose name for a commit is `sha1`. */
function materialFields(materials: unknown, facts: CertificateFacts): Backed[] {
  const certified = facts.sourceRepositoryDigest;
  const source = certifiedSource(facts);
  return list(materials).flatMap((material, index): Backed[] => {
    if (index === 0 || source === undefined || text(material, "uri") !== source) return [];
    const stated = at(material, "digest", "sha1");
    return [{ field: `materials[${index}].digest.sha1`, stated, certified, required: true }];
  });
}

/**
 * Provenance v0.2, with the environment's names as slsa-github-generator writes them. Of our own build type all of them
 * must be there; of others, what is there must be true.
 */
function backedFieldsV02(predicate: Readonly<Record<string, unknown>>, facts: CertificateFacts): Backed[] {
  const known = text(predicate, "buildType") === V02_BUILD_TYPE;
  const source = at(predicate, "invocation", "configSource");
  const environment = at(predicate, "invocation", "environment");
  const material = at(predicate, "materials", 0);
  // git's own names for commits: SHA-1, or SHA-256 in repositories made so
  const commit = facts.sourceRepositoryDigest?.length === 64 ? "sha256" : "sha1";
  const run = /\/actions\/runs\/(\d+)\/attempts\/(\d+)$/.exec(facts.runInvocationURI ?? "");
  const field = (name: string, stated: unknown, certified: string | undefined, required = known): Backed => ({
    field: name,
    stated,
    certified,
    required,
  });
  const named = (name: string, certified: string | undefined): Backed =>
    field(`invocation.environment.${name}`, at(environment, name), certified);
  return [
    field("builder.id", at(predicate, "builder", "id"), facts.buildSignerURI, true),
    field("invocation.configSource.uri", at(source, "uri"), certifiedSource(facts), true),
    field(
      `invocation.configSource.digest.${commit}`,
      at(source, "digest", commit),
      facts.sourceRepositoryDigest,
      true,
    ),
    field("invocation.configSource.entryPoint", at(source, "entryPoint"), certifiedPath(facts), true),
    named("github_event_name", facts.buildTrigger),
    named("github_ref", facts.sourceRepositoryRef),
    named("github_sha1", facts.sourceRepositoryDigest),
    named("github_repository_id", facts.sourceRepositoryIdentifier),
    named("github_repository_owner", certifiedOwner(facts)),
    named("github_repository_owner_id", facts.sourceRepositoryOwnerIdentifier),
    named("github_run_id", run?.[1]),
    named("github_run_attempt", run?.[2]),
    field("materials[0].uri", at(material, "uri"), certifiedSource(facts)),
    field(`materials[0].digest.${commit}`, at(material, "digest", commit), facts.sourceRepositoryDigest),
    ...materialFields(at(predicate, "materials"), facts),
    // Only our own is known to be made in this way; others may call their runs as they like.
    ...(known
      ? [
          field(
            "metadata.buildInvocationID",
            at(predicate, "metadata", "buildInvocationID"),
            run === null ? undefined : `${run[1]}-${run[2]}`,
          ),
        ]
      : []),
  ];
}

/** The owner's URI is the server's URL and the owner's name. */
function certifiedOwner({ sourceRepositoryOwnerURI: uri }: CertificateFacts): string | undefined {
  return uri?.slice(uri.lastIndexOf("/") + 1);
}

function certifiedSource(facts: CertificateFacts): string | undefined {
  const { sourceRepositoryURI: uri, sourceRepositoryRef: ref } = facts;
  return uri === undefined || ref === undefined ? undefined : `git+${uri}@${ref}`;
}

/** The Build Config URI is `REPOSITORY/PATH@REF`; both ends are known, so nothing is split (paths may hold an `@`). */
function certifiedPath(facts: CertificateFacts): string | undefined {
  const { buildConfigURI: uri, sourceRepositoryURI: repository, sourceRepositoryRef: ref } = facts;
  if (uri === undefined || repository === undefined || !uri.startsWith(`${repository}/`)) return undefined;
  const rest = uri.slice(repository.length + 1);
  if (ref !== undefined && rest.endsWith(`@${ref}`)) return rest.slice(0, -ref.length - 1);
  const end = rest.indexOf("@refs/");
  return end > 0 ? rest.slice(0, end) : undefined;
}

function show(value: unknown): string {
  const shown = value === undefined ? "(missing)" : typeof value === "string" ? value : JSON.stringify(value);
  return shown.replaceAll(/\p{C}/gu, "?").slice(0, 200);
}
