import { WaybillError } from "../errors.ts";
import { SLSA_V02, SLSA_V1 } from "../intoto/statement.ts";
import { at, text } from "../json.ts";
import { isSourceAtChosenCommit, type Backed } from "./backed.ts";
import type { KnownBuilder } from "./builders.ts";
import type { CertificateFacts } from "./certificate.ts";
import { backedFieldsV02 } from "./provenance-v02.ts";
import { backedFieldsV1 } from "./provenance-v1.ts";
import type { SignedStatement } from "./statement.ts";

/** What became of the predicate's fields that a certificate can back. */
export interface Compared {
  /** equal to the certificate's */
  readonly equal: readonly string[];
  /** backed by the certificate, and not in the provenance */
  readonly unstated: readonly string[];
  /** in the provenance, and in no extension of this certificate */
  readonly beyond: readonly string[];
}

/** Whether the statement is SLSA provenance of a version that is understood. */
export function isProvenance({ predicateType }: SignedStatement): boolean {
  return predicateType === SLSA_V1 || predicateType === SLSA_V02;
}

/**
 * Compares every field of SLSA provenance (v1, v0.2) that the certificate backs. Whoever holds the job's token can sign
 * any predicate; what the certificate says, they cannot change.
 * @param builder the signer, where it is a known builder
 * @throws WaybillError PREDICATE_CERTIFICATE_MISMATCH that names every field that differs
 */
export function assertProvenance(
  statement: SignedStatement,
  facts: CertificateFacts,
  builder?: KnownBuilder,
): Compared {
  const fields = fieldsOf(statement, facts, builder);
  const wrong = fields.filter(
    (f) => f.beyond !== true && (f.stated === undefined ? f.required : f.stated !== f.certified),
  );
  if (wrong.length > 0) {
    throw new WaybillError("PREDICATE_CERTIFICATE_MISMATCH", {
      what: "The provenance states something else than the signer's certificate proves.",
      got: wrong.map((f) => `${f.field} = ${show(f.stated)}`).join("; "),
      expected: wrong.map((f) => `${f.field} = ${f.certified ?? "(nothing)"}`).join("; "),
      todo: "Do not rely on this provenance: its signer stated what is not so.",
    });
  }
  const names = (of: (field: Backed) => boolean): string[] => fields.filter(of).map((f) => f.field);
  return {
    equal: names((f) => f.stated !== undefined && f.beyond !== true),
    unstated: names((f) => f.stated === undefined && f.certified !== undefined),
    beyond: names((f) => f.stated !== undefined && f.beyond === true),
  };
}

function fieldsOf(
  statement: SignedStatement,
  facts: CertificateFacts,
  builder: KnownBuilder | undefined,
): readonly Backed[] {
  const tool = builder?.builderId === "tool";
  if (statement.predicateType === SLSA_V1) return backedFieldsV1(statement.predicate, facts, tool);
  if (statement.predicateType === SLSA_V02)
    return backedFieldsV02(statement.predicate, facts, { known: builder !== undefined, tool });
  return [];
}

export function builderIdOf({ predicateType, predicate }: SignedStatement): string | undefined {
  if (predicateType === SLSA_V1) return text(predicate, "runDetails", "builder", "id");
  return predicateType === SLSA_V02 ? text(predicate, "builder", "id") : undefined;
}

export function buildTypeOf({ predicateType, predicate }: SignedStatement): string | undefined {
  if (predicateType === SLSA_V1) return text(predicate, "buildDefinition", "buildType");
  return predicateType === SLSA_V02 ? text(predicate, "buildType") : undefined;
}

/**
 * The commit that a delegator's run chose to build instead of the one that it was started for; which is the
 * delegator's word. Undefined where the certified commit was built.
 */
export function chosenCommit(
  statement: SignedStatement,
  facts: CertificateFacts,
  builder: KnownBuilder | undefined,
): string | undefined {
  if (builder?.builderId !== "tool") return undefined;
  const { predicate, predicateType } = statement;
  const source =
    predicateType === SLSA_V1
      ? at(predicate, "buildDefinition", "resolvedDependencies", 0)
      : at(predicate, "materials", 0);
  if (!isSourceAtChosenCommit(source, facts)) return undefined;
  return text(source, "digest", "gitCommit") ?? text(source, "digest", "sha1") ?? "(none stated)";
}

function show(value: unknown): string {
  const shown = value === undefined ? "(missing)" : typeof value === "string" ? value : JSON.stringify(value);
  return shown.replaceAll(/\p{C}/gu, "?").slice(0, 200);
}
