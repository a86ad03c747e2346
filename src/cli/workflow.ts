import { readFile } from "node:fs/promises";
import * as path from "node:path";

import { kindOf, WaybillError } from "../errors.ts";
import { at, isRecord, list, text } from "../json.ts";

/** The step of a workflow that is rehearsed, as the file has it. */
export interface WorkflowStep {
  /** the file as it was named */
  readonly file: string;
  /** the workflow within the repository, `.github/workflows/release.yml` */
  readonly path: string;
  readonly job: string;
  readonly with: Readonly<Record<string, unknown>>;
  /** the job's, or else the workflow's; undefined where neither says any */
  readonly permissions: unknown;
  readonly environment: string | undefined;
  readonly selfHosted: boolean;
  /** called by other workflows, which must grant what it needs */
  readonly callable: boolean;
}

interface Candidate {
  readonly job: string;
  readonly definition: unknown;
  readonly step: unknown;
}

/**
 * @param id the step's `id`; without it, the only step that uses Waybill
 * @throws WaybillError USAGE for a file that cannot be read or understood, and a step that is not there
 */
export async function readWorkflowStep(file: string, id: string | undefined): Promise<WorkflowStep> {
  const workflow = await parseWorkflow(file);
  const { job, definition, step } = choose(candidates(workflow), file, id);
  const given = at(step, "with");
  const environment = text(definition, "environment") ?? text(definition, "environment", "name");
  const runsOn = at(definition, "runs-on");
  const labels = Array.isArray(runsOn) ? runsOn : [runsOn, ...list(runsOn, "labels"), at(runsOn, "labels")];
  return {
    file,
    path: `.github/workflows/${path.basename(file)}`,
    job,
    with: isRecord(given) ? given : {},
    permissions: at(definition, "permissions") ?? at(workflow, "permissions"),
    environment: environment?.includes("${{") === true ? undefined : environment,
    selfHosted: labels.includes("self-hosted"),
    callable: isCallable(at(workflow, "on")),
  };
}

async function parseWorkflow(file: string): Promise<unknown> {
  let source: string;
  try {
    source = await readFile(file, "utf8");
  } catch (error) {
    throw bad(`The workflow ${file} cannot be read.`, kindOf(error));
  }
  const { parseDocument } = await import("yaml");
  const document = parseDocument(source, { prettyErrors: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const [place] = error.linePos ?? [];
    const where = place === undefined ? "" : ` at line ${place.line}, column ${place.col}`;
    throw bad(`The workflow ${file} is not YAML.`, `${error.code}${where}`);
  }
  let workflow: unknown;
  try {
    workflow = document.toJS();
  } catch (thrown) {
    throw bad(`The workflow ${file} is not YAML that can be read.`, kindOf(thrown));
  }
  if (!isRecord(at(workflow, "jobs"))) throw bad(`The workflow ${file} has no jobs.`, "no mapping `jobs`");
  return workflow;
}

function candidates(workflow: unknown): Candidate[] {
  const jobs = at(workflow, "jobs");
  if (!isRecord(jobs)) return [];
  return Object.entries(jobs).flatMap(([job, definition]) =>
    list(definition, "steps").map((step) => ({ job, definition, step })),
  );
}

function choose(steps: readonly Candidate[], file: string, id: string | undefined): Candidate {
  const wanted = steps.filter(({ step }) => (id === undefined ? isWaybill(step) : text(step, "id") === id));
  const ours = wanted.filter(({ step }) => isWaybill(step));
  const [found, another] = ours;
  if (found !== undefined && another === undefined) return found;
  if (id === undefined) {
    const got = ours.length === 0 ? "none" : ours.map(nameOf).join(", ");
    throw bad(
      `The workflow ${file} does not have one step that uses Waybill.`,
      got,
      "one such step, or --step ID",
    );
  }
  const ids = steps.filter(({ step }) => isWaybill(step)).map(nameOf);
  const expected = ids.length === 0 ? "a workflow that uses Waybill" : `one of ${ids.join(", ")}`;
  const got =
    found === undefined ? `${wanted.length} steps of this id, none that uses Waybill` : "more than one";
  throw bad(`The workflow ${file} has no such step: ${id}.`, got, expected);
}

/** `OWNER/waybill@…`, and the repository's own step. */
function isWaybill(step: unknown): boolean {
  const uses = text(step, "uses") ?? "";
  return /\/waybill(?:\/attest)?@/.test(uses) || /^\.\/(?:attest\/?)?$/.test(uses);
}

function nameOf({ job, step }: Candidate): string {
  return text(step, "id") ?? `a step without id in the job ${job}`;
}

function isCallable(on: unknown): boolean {
  return (
    on === "workflow_call" ||
    (Array.isArray(on) ? on.includes("workflow_call") : isRecord(on) && "workflow_call" in on)
  );
}

function bad(what: string, got: string, expected?: string): WaybillError {
  return new WaybillError("USAGE", { what, got, ...(expected === undefined ? {} : { expected }) });
}
