import { readdir, realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, parse, relative, resolve } from "node:path";
import { kindOf, WaybillError } from "../errors.ts";
import { compileGlob, type Glob, type GlobOptions, literalGlob } from "./glob.ts";
import { compareCodeUnits, type FoundFile, isInside, slashed } from "./names.ts";
import { quoted } from "../quoted.ts";
import type { Patterns } from "./patterns.ts";
import { pathNames, walk } from "./walk.ts";

const WINDOWS = process.platform === "win32";
/** Hidden files are subjects only when named; an exclude leaves them out however it is written. */
const INCLUDE: GlobOptions = { hidden: false, windows: WINDOWS };
const EXCLUDE: GlobOptions = { hidden: true, windows: WINDOWS };
const MOST_LISTED = 10;

interface Workspace {
  readonly path: string;
  readonly real: string;
  /** where the patterns were given */
  readonly input: string;
}

/**
 * The regular files that the patterns select, sorted by path, each path once.
 *
 * A folder contributes the files below it; names that begin with a dot only where the pattern names the dot. Relative
 * patterns must stay in the workspace; an absolute pattern may name another folder, whose links must then stay in it.
 *
 * @param workspace the folder that relative patterns start from
 * @param input where the patterns were given, for errors
 * @throws WaybillError SUBJECT_NOT_FOUND when a pattern selects no file, SUBJECT_OUTSIDE, SUBJECT_UNREADABLE,
 *   INPUT_INVALID for a pattern that cannot be read
 */
export async function findFiles(
  patterns: Patterns,
  workspace: string,
  input = "subject-path",
): Promise<FoundFile[]> {
  const home = { path: resolve(workspace), real: await realFolder(resolve(workspace)), input };
  const excludes = patterns.exclude.flatMap((pattern) =>
    globsOf(pattern, { ...EXCLUDE, input }).map((glob) => whole(glob, pattern, home)),
  );
  const found = new Map<string, FoundFile>();
  const missing: { pattern: string; base: string }[] = [];
  for (const pattern of patterns.include) {
    const plans = globsOf(pattern, { ...INCLUDE, input }).map((glob) => anchor(glob, pattern, home));
    let matched = false;
    for (const { base, rest, absolute } of plans) {
      const boundary = await boundaryOf(base, absolute, pattern, home);
      for (const file of await walk({ base, glob: rest, excludes, ...boundary })) {
        matched = true;
        found.set(file.path, file);
      }
    }
    const [first] = plans;
    if (!matched && first !== undefined) missing.push({ pattern, base: first.base });
  }
  if (missing.length > 0) throw await notFound(missing, home);
  return [...found.values()].sort((a, b) => compareCodeUnits(slashed(a.path), slashed(b.path)));
}

async function realFolder(path: string): Promise<string> {
  return await realpath(path).catch((error: unknown) => {
    throw new WaybillError("SUBJECT_NOT_FOUND", {
      what: `The working directory ${quoted(path)} cannot be read.`,
      got: kindOf(error),
      todo: "Check the repository out, or build, before this step.",
      cause: error,
    });
  });
}

/** The globs of a pattern, and the pattern as the plain path of a file whose name holds wildcard characters. */
function globsOf(pattern: string, options: GlobOptions): Glob[] {
  const globs = compileGlob(pattern, options);
  const plain = /[*?[{\\]/.test(pattern) ? [literalGlob(pattern, options)] : [];
  return [...globs, ...plain];
}

interface Anchored {
  /** absolute path of the names before the first wildcard */
  readonly base: string;
  /** what follows them */
  readonly rest: Glob;
  readonly absolute: boolean;
}

function anchor(glob: Glob, pattern: string, home: Workspace): Anchored {
  const wild = glob.parts.findIndex((part) => part.kind !== "literal");
  const count = wild < 0 ? glob.parts.length : wild;
  const leading = glob.parts.slice(0, count).flatMap((part) => (part.kind === "literal" ? [part.name] : []));
  const parts = glob.parts.slice(count);
  if (parts.some((part) => part.kind === "literal" && part.name === "..")) {
    throw new WaybillError("INPUT_INVALID", {
      what: `The pattern ${quoted(pattern)} of the input \`${home.input}\` cannot be read.`,
      got: "`..` after a wildcard",
      expected: "`..` only before the first wildcard",
      todo: "Write the pattern without `..`.",
    });
  }
  const named = resolve(glob.root === "" ? home.path : glob.root, ...leading);
  // the workspace may be named by its real path too: on macOS temporary folders are reached through a link
  const byReal = !isInside(home.path, named) && isInside(home.real, named);
  const base = byReal ? join(home.path, relative(home.real, named)) : named;
  return { base, rest: { ...glob, parts }, absolute: glob.root !== "" };
}

/** The glob over whole absolute paths, as excludes are matched. */
function whole(glob: Glob, pattern: string, home: Workspace): Glob {
  const { base, rest } = anchor(glob, pattern, home);
  return {
    ...glob,
    parts: [...pathNames(base).map((name) => ({ kind: "literal", name }) as const), ...rest.parts],
  };
}

async function boundaryOf(
  base: string,
  absolute: boolean,
  pattern: string,
  home: Workspace,
): Promise<{ boundary: string; boundaryName: string }> {
  if (isInside(home.path, base)) return { boundary: home.real, boundaryName: "the workspace" };
  if (!absolute) {
    throw new WaybillError("SUBJECT_OUTSIDE", {
      what: `The pattern ${quoted(pattern)} leaves the workspace.`,
      got: quoted(base),
      expected: `a path in ${quoted(home.path)}`,
      todo: "Name a folder outside the workspace by its absolute path.",
    });
  }
  // a folder that the pattern names is its own boundary; of a file it is the folder that holds it
  const isFolder = await readdir(base).then(
    () => true,
    () => false,
  );
  const folder = isFolder ? base : dirname(base);
  const real = await realpath(folder).catch(() => folder);
  return { boundary: real, boundaryName: `the folder ${quoted(folder)}` };
}

async function notFound(
  missing: readonly { pattern: string; base: string }[],
  home: Workspace,
): Promise<WaybillError> {
  const names = missing.map(({ pattern }) => quoted(pattern));
  const listed: string[] = [];
  for (const { base } of missing.slice(0, 3)) {
    const text = await whatIsThere(base, home);
    if (!listed.includes(text)) listed.push(text);
  }
  return new WaybillError("SUBJECT_NOT_FOUND", {
    what: `${names.slice(0, MOST_LISTED).join(", ")} of the input \`${home.input}\` ${names.length === 1 ? "selects" : "select"} no file.`,
    got: listed.join("; "),
    expected: `at least one file for each pattern, looked for from the working directory ${quoted(home.path)}`,
    todo: "Correct the pattern, or build before this step. Hidden files are found only when the pattern names the dot, and `!` leaves files out.",
  });
}

/** The nearest folder that exists on the way to a path, and what it holds. */
async function whatIsThere(base: string, home: Workspace): Promise<string> {
  const last = isInside(home.path, base) ? home.path : parse(base).root;
  for (let folder = base; ; folder = dirname(folder)) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
    if (entries !== undefined) {
      const names = entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
      names.sort((a, b) => Number(a.startsWith(".")) - Number(b.startsWith(".")) || compareCodeUnits(a, b));
      const shown = names.slice(0, MOST_LISTED).map((name) => quoted(name, 60));
      if (names.length > MOST_LISTED) shown.push(`and ${names.length - MOST_LISTED} more`);
      return `${quoted(folder)} holds ${shown.length === 0 ? "nothing" : shown.join(", ")}`;
    }
    if (folder === last || !isAbsolute(folder)) return `${quoted(folder)} cannot be read`;
  }
}
