import { shellWord } from "../report/commands.ts";
import { resultJson } from "../report/outputs.ts";
import type { Published } from "../publish/target.ts";
import type { RehearsedRun } from "./claims.ts";
import { inert, inertJson } from "./inert.ts";
import type { Need } from "./needs.ts";
import type { Rehearsed } from "./stage.ts";

/** Everything about a rehearsal, for people and for programs. */
export interface Rehearsal extends Rehearsed {
  readonly run: RehearsedRun;
  readonly needs: readonly Need[];
  readonly notes: readonly string[];
  /** the words of a command that verifies the first file here with the bundle written */
  readonly verify: readonly string[] | undefined;
}

export function renderRehearsal(rehearsal: Rehearsal): string {
  const { result, run, written, needs, verify } = rehearsal;
  const notices = [...rehearsal.notes, ...result.notices.map((notice) => notice.text)];
  const needed = (status: Need["status"]): string[] => needs.filter((one) => one.status === status).map(need);
  // Targets report as they are done, in whatever order.
  const stored = result.published.toSorted((a, b) => b.target.localeCompare(a.target));
  const lines = [
    heading(rehearsal),
    ...section(
      "The run",
      run.facts.map(({ name, value, source }) => `${name.padEnd(12)} ${value} (${source})`),
    ),
    ...section(
      "Written",
      written.map(({ kind, path }) => `${kind.padEnd(12)} ${path}`),
    ),
    ...section("Stored, in the embedded services alone", stored.map(published)),
    ...section("To know", notices.map(bullet)),
    ...section("Verify it with", verify === undefined ? [] : [verify.map(shellWord).join(" ")]),
    ...section("Missing for the real run", needed("missing")),
    ...section("Granted by the workflow", needed("granted")),
    ...section("The real run needs, and this rehearsal cannot know", needed("unknown")),
  ];
  return `${lines.map(inert).join("\n")}\n`;
}

function heading({ result, written }: Rehearsal): string {
  const subjects = result.subjects?.length ?? 0;
  const bundles = written.filter(({ kind }) => kind === "bundle").length;
  const how = result.outcome === "failed" ? "Rehearsed, and failed" : "Rehearsed";
  const made = result.outcome === "dry-run" ? "nothing signed" : counted(bundles, "bundle");
  return `${how}: ${counted(subjects, "subject")}, ${made}. Nothing left this machine.`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `${title}:`, ...lines.map((line) => `  ${line}`)];
}

function bullet(text: string): string {
  return `- ${text.replaceAll("\n", " ")}`;
}

function need({ what, why }: Need): string {
  return `- ${what}: ${why}`;
}

function published(one: Published): string {
  const what = { release: "release", github: "attestations", registry: "registry" }[one.target];
  if (one.status === "skipped") return `${what.padEnd(12)} skipped: ${one.reason}`;
  if (one.status === "failed") return `${what.padEnd(12)} failed: ${one.error.code}`;
  return `${what.padEnd(12)} ${one.name}`;
}

/** JSON with the same contents; `result` is the step's own output of that name. */
export function rehearsalJson(rehearsal: Rehearsal): string {
  const { result, run, written, needs, notes, verify } = rehearsal;
  const json = JSON.stringify(
    {
      rehearsed: result.outcome !== "failed",
      run: run.facts,
      written,
      notes,
      needs,
      verify,
      result: resultJson(result),
    },
    undefined,
    2,
  );
  return `${inertJson(json)}\n`;
}
