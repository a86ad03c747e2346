import { WaybillError } from "../errors.ts";
import { DEFAULT_TOOLS, JRELEASER_TOOLS } from "./builders.ts";
import type { CertificateFacts } from "./certificate.ts";
import type { Signer } from "./identity.ts";
import { buildTypeOf, builderIdOf, isProvenance } from "./provenance.ts";
import { isReleaseTag, namesWorkflow, splitUri } from "./refs.ts";
import type { SignedStatement } from "./statement.ts";

/**
 * The builder that the provenance names. Of all signers but a delegator it equals the certificate's (`provenance.ts`);
 * a delegator is trusted to name the tool that it ran.
 * @param expected the caller's builder id, with a version or without
 * @throws WaybillError BUILDER_MISMATCH
 */
export function assertBuilder(
  statement: SignedStatement,
  signer: Signer,
  facts: CertificateFacts,
  expected: string | undefined,
): void {
  const id = builderIdOf(statement);
  if (signer.builder?.builderId === "tool") {
    assertTool(id, expected);
    return;
  }
  if (expected === undefined) return;
  // Other predicates than provenance name no builder; the signer is it.
  const actual = isProvenance(statement) ? (id ?? "") : signer.uri;
  if (namesWorkflow(expected, actual, facts.buildSignerDigest) !== undefined) return;
  throw mismatch("The provenance names another builder than expected.", actual, expected);
}

/** The tool must be a release, or the very version that the caller named (slsa-verifier, isValidDelegatorBuilderID). */
function assertTool(id: string | undefined, expected: string | undefined): void {
  if (id === undefined) {
    throw mismatch("A delegator signed, and names no tool that it ran.", "no builder.id", expected ?? "one");
  }
  const { workflow, ref } = splitUri(id);
  const naming = expected === undefined ? undefined : namesWorkflow(expected, id);
  if (expected === undefined ? !isFileIn(DEFAULT_TOOLS, workflow) : naming === undefined) {
    throw mismatch(
      "A delegator signed for another tool than expected.",
      id,
      expected ?? `a workflow in ${DEFAULT_TOOLS}`,
      "Name the tool with `--builder-id` if you trust it: a delegator runs whatever workflow asks it to.",
    );
  }
  const suffix = isFileIn(JRELEASER_TOOLS, workflow) ? "-java" : "";
  if (naming === "one" || isReleaseTag(ref, suffix)) return;
  throw mismatch(
    "A delegator signed for a version of the tool that is not a release.",
    id,
    `${workflow}@refs/tags/vX.Y.Z${suffix}`,
    "If you trust this very version, name it with `--builder-id`, its whole reference included.",
  );
}

function isFileIn(folder: string, workflow: string): boolean {
  return workflow.startsWith(folder) && !workflow.includes("/", folder.length);
}

/**
 * @param expected the caller's build types, any of them; a known builder's own are compared too
 * @returns the build type, if it was compared
 * @throws WaybillError BUILD_TYPE_MISMATCH
 */
export function assertBuildType(
  statement: SignedStatement,
  { builder }: Signer,
  expected: readonly string[] | undefined,
): string | undefined {
  const buildType = buildTypeOf(statement);
  if (isProvenance(statement) && (buildType ?? "") === "") {
    throw new WaybillError("BUILD_TYPE_MISMATCH", {
      what: "The provenance names no build type, without which its parameters mean nothing (SLSA v1.2, Provenance).",
      got: "no build type",
      expected: expected?.join(" or ") ?? "a URI",
    });
  }
  if (expected === undefined && (builder === undefined || !isProvenance(statement))) return undefined;
  for (const types of [expected, isProvenance(statement) ? builder?.buildTypes : undefined]) {
    if (types === undefined || (buildType !== undefined && types.includes(buildType))) continue;
    throw new WaybillError("BUILD_TYPE_MISMATCH", {
      what: "The provenance is of another build type than expected.",
      got: shown(buildType ?? "no build type"),
      expected: types.join(" or "),
      todo: "Do not read its parameters as if they were of the expected type: each type gives them its own meaning.",
    });
  }
  return buildType;
}

function mismatch(what: string, got: string, expected: string, todo?: string): WaybillError {
  return new WaybillError("BUILDER_MISMATCH", {
    what,
    got: shown(got),
    expected,
    ...(todo === undefined ? {} : { todo }),
  });
}

function shown(text: string): string {
  return text.replaceAll(/\p{C}/gu, "?").slice(0, 300);
}
