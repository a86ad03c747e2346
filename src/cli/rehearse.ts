import * as path from "node:path";
import { parseArgs } from "node:util";

import type { Inputs } from "../inputs.ts";
import { findFiles } from "../subjects/files.ts";
import { nameFiles } from "../subjects/names.ts";
import { usage } from "./arguments.ts";
import { readEvent, rehearsedRun, type RehearsedRun } from "./claims.ts";
import { commandExec } from "./exec.ts";
import { evaluateInputs } from "./expressions.ts";
import { inert } from "./inert.ts";
import { FLAGS, INPUT_NAMES } from "./inputnames.ts";
import { needsOf } from "./needs.ts";
import { rehearsalJson, renderRehearsal } from "./rehearsal.ts";
import type { Terminal } from "./run.ts";
import { REPLACED, rehearseStep, type Rehearsed } from "./stage.ts";
import { readWorkflowStep, type WorkflowStep } from "./workflow.ts";

export const REHEARSE_USAGE = `waybill rehearse: the release step on this machine, against embedded services; nobody is called

  waybill rehearse --subject-path 'dist/*' [--tag v1.2.3] [--event FILE] [--output DIR] [--format text|json]
                   [--workflow FILE [--step ID]] [any input of the step as an option]

  --tag        the tag that the run is for; the branch checked out if not given
  --event      a file with the payload of the event that starts the run
  --workflow   take the step's inputs from this workflow, and compare its permissions with what the step needs
  --step       the step's id there, where more than one uses Waybill
  --output     where bundle, statement, summary and log are written: absent, empty or an earlier rehearsal's;
               a fresh folder if not given
  --format     text or json

  inputs: ${wrapped(INPUT_NAMES.map((name) => `--${name}`))}

  exit codes: 0 rehearsed, 1 the step failed, 2 wrong usage
`;

function wrapped(words: readonly string[]): string {
  const lines = [""];
  for (const word of words) {
    const line = lines.at(-1) ?? "";
    if (line.length + word.length > 90) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.join("\n          ");
}

interface Options {
  readonly inputs: ReadonlyMap<string, string>;
  readonly tag: string | undefined;
  readonly event: string | undefined;
  readonly workflow: string | undefined;
  readonly step: string | undefined;
  readonly output: string | undefined;
  readonly format: "text" | "json";
}

/**
 * `waybill rehearse`: the step as it is, in this process, on services that end with it.
 * @returns 0 when the step would have succeeded, 1 when it failed
 * @throws WaybillError USAGE
 */
export async function rehearseCommand(args: readonly string[], terminal: Terminal): Promise<0 | 1> {
  if (args.includes("--help") || args.includes("-h")) {
    terminal.out(REHEARSE_USAGE);
    return 0;
  }
  const options = readOptions(args);
  const cwd = process.cwd();
  const event = options.event === undefined ? undefined : await readEvent(options.event);
  const workflow =
    options.workflow === undefined ? undefined : await readWorkflowStep(options.workflow, options.step);
  const run = await rehearsedRun({ cwd, tag: options.tag, event, workflow }, commandExec);
  const given = inputsOf(options, workflow, run);
  const rehearsed = await rehearseStep(given.values, run, cwd, options.output);
  const { result, inputs } = rehearsed;
  const rehearsal = {
    ...rehearsed,
    run,
    needs: inputs === undefined ? [] : needsOf(inputs, run, workflow),
    notes: [...run.notes, ...given.notes],
    verify: await verifyWords(rehearsed, cwd),
  };
  if (options.format === "json") terminal.out(rehearsalJson(rehearsal));
  else if (result.outcome !== "failed" || result.files.length > 0) terminal.out(renderRehearsal(rehearsal));
  if (result.error !== undefined)
    terminal.err(`error: ${result.error.describe().split("\n").map(inert).join("\n")}\n`);
  return result.outcome === "failed" ? 1 : 0;
}

const OWN = ["tag", "event", "workflow", "step", "output", "format"] as const;

function readOptions(args: readonly string[]): Options {
  const values = parse(args);
  const own = (name: (typeof OWN)[number]): string | undefined => values.get(name);
  const format = own("format") ?? "text";
  if (format !== "text" && format !== "json") throw usage(`--format ${format}`, "text or json");
  const tag = own("tag")?.replace(/^refs\/tags\//, "");
  // git-check-ref-format: what no reference may hold.
  if (tag !== undefined && (tag === "" || /[\s\p{C}~^:?*[\\]|\.\.|@\{|^[-/]|[/.]$/u.test(tag)))
    throw usage(`--tag ${tag}`, "a tag's name, such as v1.2.3");
  if (own("step") !== undefined && own("workflow") === undefined)
    throw usage("--step without --workflow", "the workflow that has the step");
  const inputs = new Map([...values].filter(([name]) => INPUT_NAMES.includes(name)));
  const { event, workflow, step, output } = Object.fromEntries(OWN.map((name) => [name, own(name)]));
  return { inputs, tag, event, workflow, step, output, format };
}

function parse(args: readonly string[]): Map<string, string> {
  const option = { type: "string" } as const;
  try {
    const { values } = parseArgs({
      args: args.map((arg, index) => (standsAlone(arg, args[index + 1]) ? `${arg}=true` : arg)),
      options: Object.fromEntries([...OWN, ...INPUT_NAMES].map((name) => [name, option])),
    });
    return new Map(
      Object.entries(values).flatMap(([name, value]) =>
        typeof value === "string" ? [[name, value.trim()]] : [],
      ),
    );
  } catch (error) {
    // parseArgs names the option that is wrong, and nothing else.
    const got = error instanceof Error ? (error.message.split(/\n|\. /)[0] ?? "") : "";
    throw usage(got, "the options of waybill rehearse --help, each with one value; patterns in quotes");
  }
}

function standsAlone(arg: string, next: string | undefined): boolean {
  return (
    arg.startsWith("--") && FLAGS.includes(arg.slice(2)) && (next === undefined || next.startsWith("--"))
  );
}

/** The workflow's inputs, and over them the options; with what a user should know of the difference to a real run. */
function inputsOf(
  options: Options,
  workflow: WorkflowStep | undefined,
  run: RehearsedRun,
): { readonly values: ReadonlyMap<string, string>; readonly notes: readonly string[] } {
  const written = workflow?.with ?? {};
  const skipped = new Set([...REPLACED, ...options.inputs.keys()]);
  const values = new Map([...evaluateInputs(written, skipped, run), ...options.inputs]);
  const named = new Set([...Object.keys(written), ...options.inputs.keys()]);
  const replaced = [...named].filter((name) => REPLACED.has(name));
  const unknown = [...named].filter((name) => !INPUT_NAMES.includes(name));
  return {
    values,
    notes: [
      ...(replaced.length === 0
        ? []
        : [`Not as given, but for the embedded services: ${replaced.join(", ")}.`]),
      ...(unknown.length === 0
        ? []
        : [`The step has no such input, and the runner would only warn: ${unknown.join(", ")}.`]),
    ],
  };
}

/** The command for the first subject: an image's digest, for which nobody needs to be asked, or a file here. */
async function verifyWords(rehearsed: Rehearsed, cwd: string): Promise<string[] | undefined> {
  const { result, inputs, written } = rehearsed;
  const [file] = result.files;
  const [subject] = result.subjects ?? [];
  const root = written.find(({ kind }) => kind === "trusted root");
  if (file === undefined || subject === undefined || root === undefined || result.run === undefined)
    return undefined;
  const digest = file.image?.slice(file.image.indexOf("@") + 1);
  const artifact = digest ?? (inputs === undefined ? undefined : await fileOf(subject.name, inputs, cwd));
  return [
    "waybill",
    "verify",
    artifact ?? "FILE",
    "--bundle",
    file.path,
    "--source-repository",
    result.run.repositoryUrl,
    "--signer",
    result.run.builderId,
    "--issuer",
    result.run.claims.iss,
    "--trusted-root",
    root.path,
  ];
}

async function fileOf(name: string, { subjects }: Inputs, cwd: string): Promise<string | undefined> {
  for (const request of subjects) {
    if (request.kind !== "paths") continue;
    const files = nameFiles(await findFiles(request.patterns, cwd), cwd);
    const found = request.name === name ? files[0] : files.find((file) => file.name === name);
    if (found !== undefined) return shortest(found.path, cwd);
  }
  return undefined;
}

function shortest(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  return relative.startsWith("..") ? file : relative.startsWith("-") ? `./${relative}` : relative;
}
