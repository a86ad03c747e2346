import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A package whose code is in `dist/`. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX licence expression */
  readonly licence: string;
  /** the texts that it ships (licence, notice), or undefined where it ships none */
  readonly text: string | undefined;
  readonly author: string | undefined;
}

/** Licences under which code may be passed on inside an Apache-2.0 work, given their texts. */
const ALLOWED = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "Python-2.0",
  "Unlicense",
]);

const NODE_MODULES = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;

/** The name of the package that a module comes from, as its path tells it; undefined for the project's own. */
export function packageOf(moduleId: string): string | undefined {
  if (isBundlerHelper(moduleId)) return "rolldown";
  const folder = NODE_MODULES.exec(moduleId)?.[1];
  return folder?.replaceAll("\\", "/").split("/node_modules/").at(-1);
}

/**
 * The packages of these modules, each once, in order of name and version.
 * @throws when a licence is not on the list of those allowed, naming every such package
 */
export async function packagesOf(moduleIds: readonly string[]): Promise<BundledPackage[]> {
  const folders = new Set<string>();
  for (const id of moduleIds) {
    const folder = isBundlerHelper(id) ? bundlerFolder() : NODE_MODULES.exec(id)?.[1];
    if (folder !== undefined) folders.add(folder);
  }
  const found = await Promise.all([...folders].map(readPackage));
  const packages = [...new Map(found.map((item) => [`${item.name}@${item.version}`, item])).values()];
  packages.sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
  const refused = packages.filter((item) => !isAllowed(item.licence));
  if (refused.length > 0) {
    const names = refused.map((item) => `${item.name}@${item.version} (${item.licence})`);
    throw new Error(`dist/ would hold code under a licence that is not on the list: ${names.join(", ")}`);
  }
  return packages;
}

/** `dist/licenses.txt`: every package, and each text once, below the packages that ship it. */
export function renderLicences(packages: readonly BundledPackage[]): string {
  const groups = new Map<string, BundledPackage[]>();
  for (const item of packages) {
    const text = item.text ?? `The package ships no licence text. Licence: ${item.licence}. ${credit(item)}`;
    groups.set(text, [...(groups.get(text) ?? []), item]);
  }
  const sections = [...groups].map(([text, members]) => {
    const heads = members.map((item) => `${item.name} ${item.version} (${item.licence})`);
    return `${"=".repeat(80)}\n${heads.join("\n")}\n${"-".repeat(80)}\n\n${text}\n`;
  });
  return `This folder holds code of the following packages, under their own licences.\n\n${sections.join("\n")}`;
}

/** rolldown writes a few helper functions of its own into its output, from modules that are no files. */
function isBundlerHelper(moduleId: string): boolean {
  if (!moduleId.startsWith("\0")) return false;
  if (moduleId.startsWith("\0rolldown/")) return true;
  throw new Error(`A module of unknown origin is in the output: ${JSON.stringify(moduleId)}`);
}

function bundlerFolder(): string {
  const entry = createRequire(import.meta.url).resolve("rolldown");
  return NODE_MODULES.exec(entry)?.[1] ?? dirname(entry);
}

async function readPackage(folder: string): Promise<BundledPackage> {
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
    readonly name: string;
    readonly version: string;
    readonly license?: unknown;
    readonly author?: string | { readonly name?: string };
  };
  const { name, version, license, author } = manifest;
  return {
    name,
    version,
    licence: typeof license === "string" ? license : "not stated",
    text: await licenceText(folder),
    author: typeof author === "string" ? author : author?.name,
  };
}

async function licenceText(folder: string): Promise<string | undefined> {
  const files = (await readdir(folder)).filter(
    (file) => /^(?:un)?licen[cs]e|^copying|^notice/i.test(file) && !/\.(?:[cm]?[jt]s|json)$/.test(file),
  );
  const texts = await Promise.all(
    files.sort(compare).map(async (file) => normalised(await readFile(join(folder, file), "utf8"))),
  );
  return texts.length === 0 ? undefined : texts.join("\n\n");
}

/** One form of line ends and no trailing blanks, so that equal texts are equal and git finds nothing to complain of. */
function normalised(text: string): string {
  return text
    .replace(/^\uFEFF/, "")
    .replaceAll(/[ \t]*\r?\n/g, "\n")
    .replaceAll(/^\n+|\s+$/g, "");
}

function isAllowed(expression: string): boolean {
  const terms = expression.replaceAll(/[()]/g, " ").trim();
  if (/\bWITH\b/.test(terms)) return false;
  const [some, every] = [terms.split(/\s+OR\s+/), terms.split(/\s+AND\s+/)];
  if (every.length > 1 && some.length > 1) return false;
  return every.length > 1
    ? every.every((term) => ALLOWED.has(term.trim()))
    : some.some((term) => ALLOWED.has(term.trim()));
}

function credit(item: BundledPackage): string {
  return item.author === undefined
    ? `See https://www.npmjs.com/package/${item.name}.`
    : `Author: ${item.author}.`;
}

/** By code unit: `localeCompare` depends on the machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
