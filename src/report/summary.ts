import { errorDocs, PROJECT_URL } from "../project.ts";
import { primaryDigest } from "../intoto/digest.ts";
import type { Published } from "../publish/target.ts";
import { commandBlock, verifyCommands } from "./commands.ts";
import { code, link, plain, shellBlock } from "./markup.ts";
import type { Result } from "./result.ts";

/** GitHub shows a step's summary up to 1 MiB. */
export const MAX_SUMMARY_BYTES = 1024 * 1024;
const SHOWN_SUBJECTS = 50;
const SHOWN_ROWS = 60;
const SHOWN_ENTRIES = 20;

const TARGETS = {
  release: "Release asset",
  github: "GitHub’s attestation store",
  registry: "Registry",
} as const;

/** The job summary in GitHub's Markdown. Pure: the same result gives the same text. */
export function renderSummary(result: Result): string {
  const parts = [
    heading(result),
    ...failure(result),
    ...facts(result),
    ...subjects(result),
    ...stored(result),
    ...commands(result),
    ...notices(result),
  ];
  const text = `${parts.join("\n\n")}\n`;
  if (Buffer.byteLength(text) <= MAX_SUMMARY_BYTES) return text;
  return `${[heading(result), ...failure(result), ...stored(result)].join("\n\n").slice(0, MAX_SUMMARY_BYTES / 4)}\n`;
}

function heading(result: Result): string {
  const count = result.subjects?.length ?? 0;
  const things = count === 1 ? "1 artifact" : `${count} artifacts`;
  switch (result.outcome) {
    case "attested":
      return `### 📜 Provenance for ${things}`;
    case "already-attested":
      return `### 📜 Provenance for ${things}, signed by an earlier run`;
    case "collected":
      return `### 📜 ${things} collected for the job that signs`;
    case "published":
      return `### 📜 Provenance for ${things}, signed by another job of this run`;
    case "dry-run":
      return `### 📜 Provenance for ${things}, not signed: a dry run`;
    case "skipped":
      return "### 📜 No provenance: this job has no identity to sign with";
    case "failed":
      if (result.files.length === 0) return "### ❌ No provenance was made";
      return result.planned !== undefined && result.files.length < result.planned
        ? `### ❌ ${result.files.length} of ${result.planned} statements about ${things} are signed`
        : `### ❌ Provenance for ${things} is signed, but not stored everywhere`;
  }
}

function failure(result: Result): string[] {
  if (result.error === undefined) return [];
  const { code: errorCode, parts } = result.error;
  const lines = [`**${link(errorCode, errorDocs(errorCode))}**: ${paragraphs(parts.what)}`];
  if (parts.got !== undefined) lines.push(`- got: ${plain(parts.got)}`);
  if (parts.expected !== undefined) lines.push(`- expected: ${plain(parts.expected)}`);
  if (parts.todo !== undefined) lines.push(`- to do: ${plain(parts.todo)}`);
  return [lines.join("\n")];
}

function paragraphs(text: string): string {
  return text.split("\n").map(plain).join("<br>");
}

function facts(result: Result): string[] {
  const { run, instance } = result;
  const [file] = result.files;
  if (run === undefined) return [];
  const rows: [string, string][] = [
    [
      "Source",
      `${link(run.claims.repository, run.repositoryUrl)} at ${link(run.claims.sha.slice(0, 12), `${run.repositoryUrl}/commit/${run.claims.sha}`)} (${code(run.claims.ref)})`,
    ],
    ["Builder", code(run.builderId)],
    ["Run", link(`${run.claims.run_id}, attempt ${run.claims.run_attempt}`, run.invocationId)],
  ];
  if (instance !== undefined) rows.push(["Trusted root", plain(instance.root.description)]);
  if (file !== undefined) {
    rows.push(["SLSA", plain(`Build level ${file.bundle.level.build}: ${file.bundle.level.reason}`)]);
    rows.push([
      "Signed",
      plain(file.bundle.times.map((t) => `${t.time.toISOString()} (${t.source})`).join(", ")),
    ]);
    if (file.bundle.logIndexes.length > 0) rows.push(["Log entry", logEntries(result)]);
    rows.push([
      "Verified",
      plain(`before it was stored: ${file.bundle.checks.map((check) => check.name).join(", ")}`),
    ]);
  }
  return [table(["", ""], rows)];
}

function logEntries(result: Result): string {
  const indexes = result.files.flatMap((file) => file.bundle.logIndexes);
  const { instance } = result;
  // That page searches Rekor v1; a log of version 2 cannot be asked for an index.
  const searchable = instance?.name === "public" && instance.logs.every((log) => log.version === 1);
  const shown = indexes
    .slice(0, SHOWN_ENTRIES)
    .map((index) =>
      searchable ? link(index, `https://search.sigstore.dev/?logIndex=${index}`) : plain(index),
    );
  const more = indexes.length > SHOWN_ENTRIES ? [`and ${indexes.length - SHOWN_ENTRIES} more`] : [];
  return [...shown, ...more].join(", ");
}

function subjects(result: Result): string[] {
  const all = result.subjects ?? [];
  if (all.length === 0) return [];
  const rows = all
    .slice(0, SHOWN_SUBJECTS)
    .map((s): [string, string] => [code(s.name), code(primaryDigest(s.digest))]);
  const more =
    all.length > SHOWN_SUBJECTS
      ? [`… and ${all.length - SHOWN_SUBJECTS} more; the bundle names all ${all.length}.`]
      : [];
  return [table(["Subject", "Digest"], rows), ...more];
}

function stored(result: Result): string[] {
  const { bundlesArtifact, subjectsArtifact } = result;
  const handed = [bundlesArtifact, subjectsArtifact].filter((artifact) => artifact !== undefined);
  const local = result.files.length + result.unsigned.length;
  if (local + result.published.length + handed.length === 0) return [];
  const rows: [string, string][] = result.files.map((f) => ["On the runner", code(f.path)]);
  for (const file of result.unsigned) rows.push(["Unsigned statement", code(file)]);
  for (const { name, digest } of handed) rows.push(["Workflow artifact", `${code(name)} ${code(digest)}`]);
  for (const published of result.published) rows.push([TARGETS[published.target], storedText(published)]);
  // What a target says of every bundle alike, it says once.
  const unique = [...new Map(rows.map((row) => [row.join(), row])).values()];
  const more =
    unique.length > SHOWN_ROWS
      ? [`… and ${unique.length - SHOWN_ROWS} more; the result file names them all.`]
      : [];
  return [table(["Bundle", "Where"], unique.slice(0, SHOWN_ROWS)), ...more];
}

function storedText(published: Published): string {
  switch (published.status) {
    case "stored":
      return `✅ ${link(published.name, published.url)}${published.readBack ? ", read back" : " (not visible there yet)"}`;
    case "already-stored":
      return `✅ ${link(published.name, published.url)}, already stored`;
    case "skipped":
      return `➖ ${plain(published.reason)}`;
    case "failed":
      return `❌ ${code(published.error.code)} ${paragraphs(published.error.parts.what)}`;
  }
}

function commands(result: Result): string[] {
  const all = verifyCommands(result);
  if (all.length === 0) return [];
  const text = all.map(commandBlock).join("\n\n");
  return [
    `**Verify it** (${link("how, and what it means", `${PROJECT_URL}#verify`)}), with the artifact and the bundle in one folder:`,
    shellBlock(text),
  ];
}

function notices(result: Result): string[] {
  if (result.notices.length === 0) return [];
  return [
    result.notices.map((n) => `- ${n.severity === "warning" ? "⚠️" : "ℹ️"} ${plain(n.text)}`).join("\n"),
  ];
}

/** An HTML table: names with pipes or line breaks cannot change its shape. */
function table(head: readonly [string, string], rows: readonly (readonly [string, string])[]): string {
  const header =
    head[0] === "" ? "" : `<tr><th align="left">${head[0]}</th><th align="left">${head[1]}</th></tr>\n`;
  return `<table>\n${header}${rows.map(([a, b]) => `<tr><td>${a}</td><td>${b}</td></tr>`).join("\n")}\n</table>`;
}
