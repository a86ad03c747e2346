import { WaybillError } from "../errors.ts";
import { SLSA_V1 } from "../intoto/statement.ts";
import { at, text } from "../json.ts";
import type { CertificateFacts } from "./certificate.ts";
import type { ExpectedIdentity, SourceReference } from "./expectation.ts";
import type { Signer } from "./identity.ts";
import { chosenCommit } from "./provenance.ts";
import { branchOf, isVersionOf, readVersion, tagOf } from "./refs.ts";
import type { SignedStatement } from "./statement.ts";

/**
 * A delegator may build another commit than the one that its run was started for; then the latter, which the
 * certificate names, says nothing of what was built.
 * @throws WaybillError SOURCE_MISMATCH
 */
export function assertCommit(
  statement: SignedStatement,
  facts: CertificateFacts,
  { builder }: Signer,
  { sourceDigest }: ExpectedIdentity,
): void {
  const chosen = chosenCommit(statement, facts, builder);
  if (sourceDigest === undefined || chosen === undefined || chosen === sourceDigest) return;
  throw new WaybillError("SOURCE_MISMATCH", {
    what: "The artifact was built from another commit than the one that its run was started for.",
    got: shown(chosen),
    expected: sourceDigest,
  });
}

/** What was compared, and whether the certificate backs it. */
export interface ComparedReference {
  readonly kind: SourceReference["kind"];
  readonly ref: string;
  /** false for a tag's branch, which is the provenance's own word */
  readonly certified: boolean;
}

/**
 * By the certificate's reference. Whether a tag was made from a branch it does not say: as in slsa-verifier, that is
 * taken from what the provenance states of the event.
 * @throws WaybillError REF_MISMATCH; USAGE for a versioned tag that is no version
 */
export function assertReferences(
  statement: SignedStatement,
  facts: CertificateFacts,
  { builder }: Signer,
  expected: readonly SourceReference[],
): ComparedReference[] {
  if (expected.length === 0) return [];
  const chosen = chosenCommit(statement, facts, builder);
  if (chosen !== undefined) {
    throw mismatch(
      "The artifact was built from a commit that the run chose itself, and so from no branch or tag.",
      chosen,
      describe(expected),
    );
  }
  const ref = facts.sourceRepositoryRef;
  return expected.map((wanted) => {
    if (isReference(ref, wanted)) return { kind: wanted.kind, ref: ref ?? "", certified: true };
    const branch = wanted.kind === "branch" ? branchOfTag(statement, facts) : undefined;
    const delegatedV1 = builder?.builderId === "tool" && statement.predicateType === SLSA_V1;
    if (!delegatedV1 && branch !== undefined && branchOf(branch) === wanted.name)
      return { kind: wanted.kind, ref: branch, certified: false };
    throw mismatch(
      "The artifact was built from another branch or tag than expected.",
      branch === undefined ? (ref ?? "no reference in the certificate") : `${ref ?? ""} (of ${branch})`,
      describe([wanted]),
    );
  });
}

function isReference(ref: string | undefined, { kind, name }: SourceReference): boolean {
  switch (kind) {
    case "ref":
      return ref === name;
    case "branch":
      return branchOf(ref) === name;
    case "tag":
      return tagOf(ref) === name;
    case "versioned tag": {
      const wanted = readVersion(name);
      if (wanted === undefined) {
        throw new WaybillError("USAGE", {
          what: "The versioned tag is no semantic version.",
          got: shown(name),
          expected: "v1, v1.2 or v1.2.3, with a prerelease or without",
        });
      }
      const tag = readVersion(tagOf(ref) ?? "");
      return tag !== undefined && isVersionOf(tag, wanted);
    }
  }
}

/** By slsa-github-generator's environment, its delegators' (in capitals), and our own parameters. */
function branchOfTag({ predicate }: SignedStatement, facts: CertificateFacts): string | undefined {
  if (tagOf(facts.sourceRepositoryRef) === undefined) return undefined;
  const environment = at(predicate, "invocation", "environment");
  const external = at(predicate, "buildDefinition", "externalParameters");
  const internal = at(predicate, "buildDefinition", "internalParameters");
  const base = [
    text(environment, "github_base_ref"),
    text(environment, "GITHUB_BASE_REF"),
    text(internal, "GITHUB_BASE_REF"),
  ].find((ref) => ref !== undefined && ref !== "");
  if (base !== undefined) return base;
  const payload = [
    at(environment, "github_event_payload"),
    at(environment, "GITHUB_EVENT_PAYLOAD"),
    at(internal, "GITHUB_EVENT_PAYLOAD"),
    at(internal, "github", "event_payload"),
  ].find((event) => event !== undefined);
  if (facts.buildTrigger === "push") return text(payload, "base_ref");
  if (facts.buildTrigger !== "release") return undefined;
  const target =
    text(payload, "release", "target_commitish") ?? text(external, "release", "target_commitish");
  return target === undefined ? undefined : `refs/heads/${target}`;
}

function describe(references: readonly SourceReference[]): string {
  return references.map(({ kind, name }) => `${kind} ${name}`).join(" and ");
}

function mismatch(what: string, got: string, expected: string): WaybillError {
  return new WaybillError("REF_MISMATCH", { what, got: shown(got), expected });
}

function shown(text: string): string {
  return text.replaceAll(/\p{C}/gu, "?").slice(0, 300);
}
