import { at, isRecord, text } from "../json.ts";
import { isLegacy, signerOf, type CertificateFacts } from "./certificate.ts";
import { branchOf, tagOf } from "./refs.ts";

/** A predicate field that a certificate extension backs, and what the extension says it must be. */
export interface Backed {
  readonly field: string;
  readonly stated: unknown;
  readonly certified: string | undefined;
  /** absent in the predicate is a mismatch too */
  readonly required: boolean;
  /** nothing in this certificate can say whether it is so */
  readonly beyond?: boolean;
}

/**
 * A field that an extension of the certificate backs; with only the first six extensions, of before May 2023, most
 * back nothing, and what they would have to say is not known.
 */
export function backed(
  facts: CertificateFacts,
  field: string,
  stated: unknown,
  certified: string | undefined,
  required: boolean,
): Backed {
  const beyond = certified === undefined && isLegacy(facts);
  return { field, stated, certified, required, beyond };
}

/** The workflow that signed: what `builder.id` must be. */
export function builderField(field: string, stated: unknown, facts: CertificateFacts): Backed {
  return { field, stated, certified: signerOf(facts), required: true };
}

export function certifiedSource(facts: CertificateFacts): string | undefined {
  const { sourceRepositoryURI: uri, sourceRepositoryRef: ref } = facts;
  return uri === undefined || ref === undefined ? undefined : `git+${uri}@${ref}`;
}

/** The Build Config URI is `REPOSITORY/PATH@REF`; both ends are known, so nothing is split (paths may hold an `@`). */
export function certifiedPath(facts: CertificateFacts): string | undefined {
  const { buildConfigURI: uri, sourceRepositoryURI: repository, sourceRepositoryRef: ref } = facts;
  if (uri === undefined || repository === undefined || !uri.startsWith(`${repository}/`)) return undefined;
  const rest = uri.slice(repository.length + 1);
  if (ref !== undefined && rest.endsWith(`@${ref}`)) return rest.slice(0, -ref.length - 1);
  const end = rest.indexOf("@refs/");
  return end > 0 ? rest.slice(0, end) : undefined;
}

/** The run's number and attempt. */
export function certifiedRun({ runInvocationURI: uri }: CertificateFacts): readonly (string | undefined)[] {
  const found = /\/actions\/runs\/(\d+)\/attempts\/(\d+)$/.exec(uri ?? "");
  return found === null ? [] : [found[1], found[2]];
}

/**
 * What GitHub's context says of a run, by the names under which slsa-github-generator and npm state it: in capitals
 * with `GITHUB_` before them, or in small letters with `github_`.
 */
function certifiedContext(facts: CertificateFacts): ReadonlyMap<string, string | undefined> {
  const { sourceRepositoryURI: repository, sourceRepositoryRef: ref, buildConfigURI: workflow } = facts;
  // `OWNER/REPO`; the server's URL stands before it
  const name = repository?.split("/").slice(-2).join("/");
  const server = name === undefined ? undefined : repository?.slice(0, -name.length);
  const [run, attempt] = certifiedRun(facts);
  return new Map([
    ["event_name", facts.buildTrigger],
    ["ref", ref],
    ["ref_type", tagOf(ref) === undefined ? (branchOf(ref) === undefined ? undefined : "branch") : "tag"],
    ["repository", name],
    ["repository_id", facts.sourceRepositoryIdentifier],
    ["repository_owner", name?.split("/")[0]],
    ["repository_owner_id", facts.sourceRepositoryOwnerIdentifier],
    ["run_id", run],
    ["run_attempt", attempt],
    ["sha", facts.sourceRepositoryDigest],
    ["sha1", facts.sourceRepositoryDigest],
    ["workflow_ref", server === undefined ? undefined : afterPrefix(workflow, server)],
    ["workflow_sha", facts.buildConfigDigest],
  ]);
}

function afterPrefix(text: string | undefined, prefix: string): string | undefined {
  return text?.startsWith(prefix) === true ? text.slice(prefix.length) : undefined;
}

/** What slsa-github-generator's environment states in small letters (v0.2). */
const SMALL = [
  "event_name",
  "ref",
  "ref_type",
  "sha1",
  "repository_id",
  "repository_owner",
  "repository_owner_id",
  "run_id",
  "run_attempt",
];

/** Under capitals (its delegators and container-based builder, npm), more is stated. */
const CAPITAL = [
  "event_name",
  "ref",
  "ref_type",
  "sha",
  "repository",
  "repository_id",
  "repository_owner_id",
  "run_id",
  "run_attempt",
  "workflow_ref",
  "workflow_sha",
];

/** Whether a context's names are in capitals. */
export function isCapital(context: unknown): boolean {
  return isRecord(context) && Object.keys(context).some((key) => key.startsWith("GITHUB_"));
}

/**
 * The fields of a context: those of its own letters, and any other name of the context that is there.
 * @param place of the context in the predicate
 * @param required which names must be there
 */
export function contextFields(
  place: string,
  context: unknown,
  facts: CertificateFacts,
  required: readonly string[] | "all",
): Backed[] {
  const capital = isCapital(context);
  const names = capital ? CAPITAL : SMALL;
  const fields: Backed[] = [];
  for (const [name, certified] of certifiedContext(facts)) {
    for (const [key, own] of [
      [`github_${name}`, !capital],
      [`GITHUB_${name.toUpperCase()}`, capital],
    ] as const) {
      const listed = own && names.includes(name);
      const stated = at(context, key);
      if (!listed && stated === undefined) continue;
      // Neither branch nor tag: GitHub's word for the reference's type is not certified.
      if (name === "ref_type" && certified === undefined) continue;
      const isRequired = listed && (required === "all" || required.includes(key));
      fields.push(backed(facts, `${place}.${key}`, asText(name, stated, capital), certified, isRequired));
    }
  }
  return fields;
}

/** slsa-github-generator's container-based builder states the run as a number. */
function asText(name: string, stated: unknown, capital: boolean): unknown {
  const isRun = name === "run_id" || name === "run_attempt";
  return capital && isRun && Number.isSafeInteger(stated) ? String(stated) : stated;
}

/** Whether a dependency names the source without a reference, as a delegator does of a commit that the run chose. */
export function isSourceAtChosenCommit(dependency: unknown, facts: CertificateFacts): boolean {
  const { sourceRepositoryURI: uri } = facts;
  return uri !== undefined && text(dependency, "uri") === `git+${uri}`;
}
