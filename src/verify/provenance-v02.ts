import { at, list, text } from "../json.ts";
import { V02_BUILD_TYPE } from "../project.ts";
import {
  backed,
  builderField,
  certifiedPath,
  certifiedRun,
  certifiedSource,
  contextFields,
  isCapital,
  isSourceAtChosenCommit,
  type Backed,
} from "./backed.ts";
import type { CertificateFacts } from "./certificate.ts";

type Predicate = Readonly<Record<string, unknown>>;

/**
 * Provenance v0.2. Of our own build type all fields must be there; of a known builder's the source and the run; of
 * others, what is there must be true.
 * @param builder whether the signer is a known builder, and one that signs for tools
 */
export function backedFieldsV02(
  predicate: Predicate,
  facts: CertificateFacts,
  builder: { readonly known: boolean; readonly tool: boolean },
): Backed[] {
  const own = text(predicate, "buildType") === V02_BUILD_TYPE;
  const source = at(predicate, "invocation", "configSource");
  const environment = at(predicate, "invocation", "environment");
  // git's own names for commits: SHA-1, or SHA-256 in repositories made so
  const commit = facts.sourceRepositoryDigest?.length === 64 ? "sha256" : "sha1";
  const required = own || builder.known;
  const place = "invocation.configSource";
  const id = builderField("builder.id", at(predicate, "builder", "id"), facts);
  return [
    ...(builder.tool ? [] : [id]),
    backed(facts, `${place}.uri`, at(source, "uri"), certifiedSource(facts), true),
    ...commitFields(`${place}.digest`, at(source, "digest"), commit, facts, true),
    backed(facts, `${place}.entryPoint`, at(source, "entryPoint"), certifiedPath(facts), true),
    ...contextFields("invocation.environment", environment, facts, own ? "all" : []),
    ...materialFields(at(predicate, "materials"), commit, facts, { required, tool: builder.tool }),
    // Ours, the generators' and npm's are made in this way; others may call their runs as they like.
    ...(required || isCapital(environment)
      ? invocationFields(at(predicate, "metadata"), facts, required)
      : []),
  ];
}

/** The commit, and what stands beside it under the name that v1 has for it. */
function commitFields(
  place: string,
  digest: unknown,
  commit: "sha1" | "sha256",
  facts: CertificateFacts,
  required: boolean,
): Backed[] {
  const certified = facts.sourceRepositoryDigest;
  const gitCommit = at(digest, "gitCommit");
  return [
    backed(facts, `${place}.${commit}`, at(digest, commit), certified, required),
    ...(gitCommit === undefined ? [] : [backed(facts, `${place}.gitCommit`, gitCommit, certified, true)]),
  ];
}

/** The generators' spelling of its name, the specification's, or both. */
function invocationFields(metadata: unknown, facts: CertificateFacts, required: boolean): Backed[] {
  const stated = ["buildInvocationId", "buildInvocationID"].filter((n) => at(metadata, n) !== undefined);
  const [run, attempt] = certifiedRun(facts);
  const certified = run === undefined || attempt === undefined ? undefined : `${run}-${attempt}`;
  return (stated.length > 0 ? stated : ["buildInvocationID"]).map((name) =>
    backed(facts, `metadata.${name}`, at(metadata, name), certified, required),
  );
}

/** The first material, which is the source, and the commit of any other that is the source too. */
function materialFields(
  materials: unknown,
  commit: "sha1" | "sha256",
  facts: CertificateFacts,
  { required, tool }: { readonly required: boolean; readonly tool: boolean },
): Backed[] {
  const source = certifiedSource(facts);
  const all = list(materials);
  const [first] = all;
  const digest = (material: unknown, index: number, must: boolean): Backed[] =>
    commitFields(`materials[${index}].digest`, at(material, "digest"), commit, facts, must);
  const others = all.flatMap((material, index) =>
    index > 0 && source !== undefined && text(material, "uri") === source
      ? digest(material, index, true)
      : [],
  );
  if (tool && isSourceAtChosenCommit(first, facts)) return others;
  return [
    backed(facts, "materials[0].uri", at(first, "uri"), source, required),
    ...digest(first, 0, required),
    ...others,
  ];
}
