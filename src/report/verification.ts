import { refusedJson, verifiedJson, type Answer } from "../consumer/answer.ts";
import type { WaybillError } from "../errors.ts";
import { errorDocs } from "../project.ts";
import { code, link, plain } from "./markup.ts";

/** What a step that verifies has to tell: an answer for each artifact, and what was wrong with all of it. */
export interface Verification {
  readonly answers: readonly Answer[];
  readonly error: WaybillError | undefined;
}

/** GitHub takes 1 MiB of outputs from a job. */
const MAX_RESULT_BYTES = 512 * 1024;
/** GitHub shows a step's summary up to 1 MiB. */
const MAX_SUMMARY_BYTES = 1024 * 1024;
const SHOWN_ROWS = 100;

/** Whether every artifact that was asked about is what was expected. */
export function allVerified({ answers, error }: Verification): boolean {
  return error === undefined && answers.length > 0 && answers.every((answer) => "found" in answer);
}

/** The lowest Build level of all; undefined unless all are verified. */
export function lowestLevel(verification: Verification): number | undefined {
  if (!allVerified(verification)) return undefined;
  return Math.min(
    ...verification.answers.flatMap((answer) => ("found" in answer ? [answer.found.bundle.level.build] : [])),
  );
}

/** The step's outputs by name; what there is nothing to say of is not there. */
export function verificationOutputs(
  verification: Verification,
  resultPath: string | undefined,
): Readonly<Record<string, string>> {
  const level = lowestLevel(verification);
  const result = fitting(verification);
  return {
    verified: String(allVerified(verification)),
    ...(level === undefined ? {} : { level: String(level) }),
    ...(result === undefined ? {} : { result }),
    ...(resultPath === undefined ? {} : { "result-path": resultPath }),
  };
}

/** A JSON array in pieces: a statement about a thousand files stands in each of their answers. */
export function* resultJson({ answers, error }: Verification): Generator<string> {
  let first = true;
  const piece = (value: unknown): string => {
    const text = `${first ? "" : ",\n"}${JSON.stringify(value)}`;
    first = false;
    return text;
  };
  yield "[";
  for (const answer of answers) yield piece(jsonOf(answer));
  if (error !== undefined) yield piece(refusedJson(undefined, error));
  yield "]";
}

function jsonOf(answer: Answer): Readonly<Record<string, unknown>> {
  return "found" in answer
    ? verifiedJson(answer.named, answer.found)
    : refusedJson(answer.named, answer.error);
}

/** The result as an output: whole, or not at all, and then it is in the file. */
function fitting(verification: Verification): string | undefined {
  const pieces: string[] = [];
  let size = 0;
  for (const piece of resultJson(verification)) {
    size += Buffer.byteLength(piece);
    if (size > MAX_RESULT_BYTES) return undefined;
    pieces.push(piece);
  }
  return pieces.join("");
}

/** The job summary in GitHub's Markdown. Pure: the same answers give the same text. */
export function renderVerification(verification: Verification): string {
  const top = [heading(verification), ...failure(verification.error)];
  const text = `${[...top, ...tables(verification)].join("\n\n")}\n`;
  return Buffer.byteLength(text) <= MAX_SUMMARY_BYTES
    ? text
    : `${top.join("\n\n").slice(0, MAX_SUMMARY_BYTES / 4)}\n`;
}

function heading(verification: Verification): string {
  const { answers } = verification;
  const things = answers.length === 1 ? "1 artifact" : `${answers.length} artifacts`;
  if (allVerified(verification)) return `### ✅ Verified: ${things}`;
  const refused = answers.filter((answer) => "error" in answer).length;
  return refused === 0 ? "### ❌ Nothing was verified" : `### ❌ Not verified: ${refused} of ${things}`;
}

function failure(error: WaybillError | undefined): string[] {
  if (error === undefined) return [];
  const { what, got, expected, todo } = error.parts;
  const lines = [`**${link(error.code, errorDocs(error.code))}**: ${paragraphs(what)}`];
  if (got !== undefined) lines.push(`- got: ${plain(got)}`);
  if (expected !== undefined) lines.push(`- expected: ${plain(expected)}`);
  if (todo !== undefined) lines.push(`- to do: ${plain(todo)}`);
  return [lines.join("\n")];
}

function paragraphs(text: string): string {
  return text.split("\n").map(plain).join("<br>");
}

/** What was refused comes first: it must not be lost below what was not. */
function tables({ answers }: Verification): string[] {
  if (answers.length === 0) return [];
  const ordered = [
    ...answers.filter((answer) => "error" in answer),
    ...answers.filter((answer) => "found" in answer),
  ];
  const notes: string[] = [];
  const rows = ordered.slice(0, SHOWN_ROWS).map((answer) => row(answer, notes));
  const head = ["Artifact", "Verdict", "SLSA Build level", "Signed by", "Bundle", "Not checked"];
  const more = ordered.length > SHOWN_ROWS ? [`… and ${ordered.length - SHOWN_ROWS} more.`] : [];
  const list = `Not checked:\n\n<ol>\n${notes.map((note) => `<li>${plain(note)}</li>`).join("\n")}\n</ol>`;
  return [
    `<table>\n${cells("th", head)}\n${rows.map((row) => cells("td", row)).join("\n")}\n</table>`,
    ...more,
    ...(notes.length === 0 ? [] : [list]),
  ];
}

/** @param notes grows by what was not checked of this artifact and of none before; the row has their numbers */
function row(answer: Answer, notes: string[]): string[] {
  if ("error" in answer) {
    const { code: errorCode, parts } = answer.error;
    const why = `❌ ${link(errorCode, errorDocs(errorCode))}<br>${paragraphs(parts.what)}`;
    return [code(answer.named), why, "", "", "", ""];
  }
  const { bundle, origin, artifact } = answer.found;
  const unchecked = [
    ...bundle.unchecked,
    ...bundle.level.notEvidenced.map((what) => `of the level, ${what}`),
  ];
  for (const note of unchecked) if (!notes.includes(note)) notes.push(note);
  const numbers = unchecked.map((note) => notes.indexOf(note) + 1);
  const resolved = artifact.resolved === undefined ? "" : `<br>${plain(artifact.resolved)}`;
  return [
    `${code(answer.named)}${resolved}`,
    "✅ verified",
    String(bundle.level.build),
    code(bundle.signer),
    plain(origin),
    numbers.sort((a, b) => a - b).join(", "),
  ];
}

function cells(tag: "td" | "th", row: readonly string[]): string {
  const open = tag === "th" ? '<th align="left">' : "<td>";
  return `<tr>${row.map((cell) => `${open}${cell}</${tag}>`).join("")}</tr>`;
}
