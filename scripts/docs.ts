import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { parse } from "yaml";

import { at, isRecord, text } from "../src/json.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The pages, and the actions whose inputs and outputs they list. */
export const PAGES = [
  ["README.md", "action.yml"],
  ["docs/verify-step.md", "verify/action.yml"],
] as const;

/** What is written between `<!-- NAME -->` and `<!-- /NAME -->`; all else on the page is left as it is. */
type Tables = Readonly<Record<string, string>>;

/** The tables of inputs and outputs, as `action.yml` has them. @param action its text */
export function tablesOf(action: string): Tables {
  const manifest: unknown = parse(action);
  const inputs = entries(at(manifest, "inputs")).map(([name, input]) => [
    `\`${name}\``,
    shownDefault(text(input, "default")),
    cell(text(input, "description")),
  ]);
  const outputs = entries(at(manifest, "outputs")).map(([name, output]) => [
    `\`${name}\``,
    cell(text(output, "description")),
  ]);
  return {
    inputs: table(["input", "default", "what it does"], inputs),
    outputs: table(["output", "what it is"], outputs),
  };
}

/**
 * The page with its tables renewed.
 * @throws when a pair of markers is missing, or there twice
 */
export function withTables(page: string, tables: Tables): string {
  return Object.entries(tables).reduce((rest, [name, content]) => {
    const [before, ...between] = rest.split(`<!-- ${name} -->\n`);
    const [, ...after] = (between[0] ?? "").split(`<!-- /${name} -->\n`);
    if (before === undefined || between.length !== 1 || after.length !== 1) {
      throw new Error(
        `the page needs <!-- ${name} --> and <!-- /${name} -->, each once and on a line of its own`,
      );
    }
    return `${before}<!-- ${name} -->\n\n${content}\n\n<!-- /${name} -->\n${after[0]}`;
  }, page);
}

function entries(value: unknown): [string, unknown][] {
  if (!isRecord(value)) throw new Error("action.yml lacks inputs or outputs");
  return Object.entries(value);
}

function shownDefault(value: string | undefined): string {
  return value === undefined || value === "" ? "" : `\`${cell(value)}\``;
}

function cell(value: string | undefined): string {
  return (value ?? "")
    .replaceAll(/\s+/g, " ")
    .trim()
    .replaceAll("|", String.raw`\|`);
}

/** Columns as wide as their widest cell, which is how the formatter wants them. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, i) => (cells[i] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/** `attest/action.yml`, the same step by a path, which workflows of this repository call as `$/attest`. */
export function nestedAction(action: string): string {
  return action.replace(/^  main: dist\//m, "  main: ../dist/");
}

if (import.meta.main) {
  const action = await readFile(join(ROOT, "action.yml"), "utf8");
  const made: [string, string][] = [["attest/action.yml", nestedAction(action)]];
  for (const [name, manifest] of PAGES) {
    const page = await readFile(join(ROOT, name), "utf8");
    made.push([name, withTables(page, tablesOf(await readFile(join(ROOT, manifest), "utf8")))]);
  }
  for (const [name, content] of made) {
    if ((await readFile(join(ROOT, name), "utf8").catch(() => "")) === content) continue;
    if (process.argv.includes("--check")) {
      console.error(`${name} does not say what the actions do: run \`npm run docs\`.`);
      process.exitCode = 1;
    } else {
      await writeFile(join(ROOT, name), content);
      console.log(`${name} now says what the actions do.`);
    }
  }
}
