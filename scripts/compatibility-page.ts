import { COLUMNS, impossible, IMPOSSIBLE, ROWS, SEPARATOR, type Column, type Row } from "../interop/table.ts";
import type { Cell } from "./compatibility-results.ts";
import { TOOLS } from "./tools.ts";

const SERVERS = ["fulcio", "ct_server", "rekor-server", "rekor-tiles", "timestamp-server"] as const;
const REGISTRIES = ["docker-registry", "referrers-registry"] as const;

/** docs/compatibility.md, of the cells of one run. */
export function page(cells: readonly Cell[]): string {
  const rows = ROWS.filter((row) => row.cells.length > 0).map((row) => [
    row.title,
    row.tool === undefined ? "this one" : TOOLS[row.tool].version,
    ...COLUMNS.map((column) => entry(row, column, cells)),
  ]);
  return [
    "# Compatibility",
    "",
    "What Waybill's step signed and stored, judged by tools that are not ours, and, in the last row, that and what others signed, judged by Waybill. `npm run test:interop`",
    "wrote this page from its last run; [interop.md](interop.md) says what that runs, and how. Each entry names what was accepted, and the log, or the registry, that it is in.",
    "",
    ...table(["tool", "version", ...COLUMNS], rows),
    "",
    `Signed with ${versions(SERVERS)}; stored in ${versions(REGISTRIES)}.`,
    "",
    "## Refused, as they must be",
    "",
    "Each time one thing was wrong: what the tool was told to expect, or what it was given. A refusal counts if its reason is that thing.",
    "",
    ...table(["tool", "refused", "how often"], refusals(cells)),
    "",
    ...section("What cannot work", [
      ...IMPOSSIBLE.map(({ cells, reason }) => `\`${cells}\`: ${reason}`),
      ...ROWS.flatMap(({ title, note }) => (note === undefined ? [] : [`${title}: ${note}`])),
    ]),
    ...section(
      "Failed",
      cells.flatMap(({ name, failed }) => failed.map((what) => `${name}: ${what}`)),
    ),
    ...section(
      "Skipped",
      cells.flatMap(({ name, skipped }) => (skipped === undefined ? [] : [`${name}: ${skipped}`])),
    ),
  ].join("\n");
}

function isFirst<T>(value: T, index: number, all: readonly T[]): boolean {
  return all.indexOf(value) === index;
}

function versions(names: readonly (keyof typeof TOOLS)[]): string {
  return names.map((name) => `${name} ${TOOLS[name].version}`).join(", ");
}

/** One line for what is about the same, with the logs, or the registries, of which it is so. */
function entry(row: Row, column: Column, cells: readonly Cell[]): string {
  const lines = new Map<string, Set<string>>();
  const add = (about: string, state: (what: string) => string): void => {
    const [log = "", ...rest] = about.split(SEPARATOR);
    const what = state(rest.join(", ") || "read");
    lines.set(log, (lines.get(log) ?? new Set()).add(what));
  };
  const here = cells.filter((cell) => cell.row === row && cell.column === column);
  for (const cell of here) add(cell.about, (what) => `${what}${stateOf(cell)}`);
  for (const wanted of row.cells) {
    const name = `${row.title}${SEPARATOR}${wanted}`;
    const [at = "", ...rest] = wanted.split(SEPARATOR);
    if (at !== column || here.some((cell) => cell.name === name)) continue;
    if (impossible(name) === undefined) add(rest.join(SEPARATOR), (what) => `${what} (**missing**)`);
    // Named only where others of the same log can.
    else if (here.some(({ about }) => about.startsWith(`${rest[0]}${SEPARATOR}`)))
      add(rest.join(SEPARATOR), (what) => `${what} (cannot work)`);
    else add(rest.join(SEPARATOR), () => "cannot work");
  }
  const same = Map.groupBy(lines, ([, what]) => [...what].join("; "));
  return [...same].map(([what, logs]) => `${logs.map(([log]) => log).join(", ")}: ${what}`).join("<br>");
}

function stateOf({ failed, skipped, accepted }: Cell): string {
  if (failed.length > 0) return " (**failed**)";
  if (skipped !== undefined) return " (skipped)";
  return accepted > 0 ? "" : " (refusals alone)";
}

function refusals(cells: readonly Cell[]): string[][] {
  return ROWS.flatMap((row) => {
    const refused = cells.filter((cell) => cell.row === row).flatMap((cell) => cell.refused);
    if (refused.length === 0) return [];
    return [[row.title, refused.filter(isFirst).join("; "), String(refused.length)]];
  });
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, "", ...lines.map((line) => `- ${line}`), ""];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((name, i) => Math.max(3, name.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (parts: readonly string[]): string =>
    `| ${widths.map((width, i) => (parts[i] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)];
}
