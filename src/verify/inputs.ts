import { WaybillError } from "../errors.ts";
import { SLSA_V1 } from "../intoto/statement.ts";
import { at, isRecord } from "../json.ts";
import { FULL_BUILD_TYPE } from "../project.ts";
import { COMMUNITY_BUILD_TYPE } from "./builders.ts";
import type { CertificateFacts } from "./certificate.ts";
import { buildTypeOf } from "./provenance.ts";
import type { SignedStatement } from "./statement.ts";

/**
 * What was typed for a `workflow_dispatch`, wherever the provenance states it: in every place that has the input it must
 * be the expected text, and one place must have it. What the event was, the certificate says.
 * @throws WaybillError INPUT_MISMATCH
 */
export function assertInputs(
  statement: SignedStatement,
  facts: CertificateFacts,
  expected: Readonly<Record<string, string>>,
): void {
  const names = Object.keys(expected);
  if (names.length === 0) return;
  if (facts.buildTrigger !== "workflow_dispatch") {
    throw mismatch(
      "The run was not started by hand, so nobody typed inputs for it.",
      facts.buildTrigger ?? "no event in the certificate",
      "workflow_dispatch",
    );
  }
  const places = placesOf(statement);
  if (places.length === 0) {
    throw mismatch(
      "The provenance does not state what was typed for its run.",
      `build type ${buildTypeOf(statement) ?? "(none)"}`,
      "provenance with the run's inputs",
    );
  }
  const wrong = names.flatMap((name) => differing(name, expected[name], places));
  if (wrong.length === 0) return;
  throw mismatch(
    "The run was started with other inputs than expected.",
    wrong.map(([name, stated]) => `${name} = ${show(stated)}`).join("; "),
    wrong.map(([name]) => `${name} = ${expected[name] ?? ""}`).join("; "),
  );
}

interface Place {
  readonly inputs: Readonly<Record<string, unknown>>;
  /** inputs left empty are not stated */
  readonly omitsEmpty: boolean;
}

/** The name with each value that is not the wanted one; with undefined where no place has it. */
function differing(name: string, wanted: string | undefined, places: readonly Place[]): [string, unknown][] {
  const stated = places.flatMap(({ inputs, omitsEmpty }): unknown[] => {
    if (Object.hasOwn(inputs, name)) return [inputs[name]];
    return omitsEmpty ? [""] : [];
  });
  if (stated.length === 0) return [[name, undefined]];
  return stated.filter((value) => value !== wanted).map((value) => [name, value]);
}

/** A delegator's `externalParameters.inputs` are those of its tool, and no one's typing. */
function placesOf(statement: SignedStatement): Place[] {
  const { predicate, predicateType } = statement;
  if (predicateType === SLSA_V1) {
    const definition = at(predicate, "buildDefinition");
    const internal = at(definition, "internalParameters");
    const buildType = buildTypeOf(statement);
    const ofRun = buildType === FULL_BUILD_TYPE || buildType === COMMUNITY_BUILD_TYPE;
    const external = at(definition, "externalParameters");
    // Both types leave out inputs that are empty, and the parameter itself when all are.
    const own = ofRun ? (at(external, "inputs") ?? {}) : undefined;
    return [
      ...place(own, true),
      ...place(at(internal, "GITHUB_EVENT_PAYLOAD", "inputs")),
      ...place(at(internal, "github", "event_payload", "inputs")),
    ];
  }
  const invocation = at(predicate, "invocation");
  return [
    ...place(at(invocation, "parameters", "event_inputs")),
    ...place(at(invocation, "environment", "github_event_payload", "inputs")),
    ...place(at(invocation, "environment", "GITHUB_EVENT_PAYLOAD", "inputs")),
  ];
}

function place(inputs: unknown, omitsEmpty = false): Place[] {
  return isRecord(inputs) ? [{ inputs, omitsEmpty }] : [];
}

function show(value: unknown): string {
  const shown =
    value === undefined ? "(not stated)" : typeof value === "string" ? value : JSON.stringify(value);
  return shown.replaceAll(/\p{C}/gu, "?").slice(0, 200);
}

function mismatch(what: string, got: string, expected: string): WaybillError {
  return new WaybillError("INPUT_MISMATCH", { what, got: got.replaceAll(/\p{C}/gu, "?"), expected });
}
