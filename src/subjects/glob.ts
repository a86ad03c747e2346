import { posix, win32 } from "node:path";
import { WaybillError } from "../errors.ts";
import { quoted } from "../quoted.ts";

/**
 * Globs as a small automaton that is stepped along a path, one name at a time. So the walk can enter only folders that
 * may hold a match, can tell every entry that it leaves out, and needs no second matcher for what it found:
 * a matcher that skips what it cannot read, as the ready-made walkers do, would attest less than was asked for.
 *
 * `*`, `?`, `[a-z]`, `[!a]` match within a name, `**` any number of folders, `{a,b}` either text; `\` takes the next
 * character as it is (not on Windows, where it separates folders). Everything else, parentheses too, is plain text.
 */
export interface Glob {
  /** `/` or a drive, where the pattern is absolute; else empty */
  readonly root: string;
  readonly parts: readonly Part[];
  /** whether wildcards match names that begin with a dot */
  readonly hidden: boolean;
  readonly windows: boolean;
}

export type Part =
  | { readonly kind: "folders" }
  | { readonly kind: "literal"; readonly name: string }
  | { readonly kind: "wildcard"; readonly test: RegExp };

/** The parts that may match the next name; the number of parts itself stands for "matched, and all below it". */
export type State = readonly number[];

export interface GlobOptions {
  readonly hidden: boolean;
  readonly windows: boolean;
  /** where the pattern was given; `subject-path` if not said */
  readonly input?: string;
}

const MOST_ALTERNATIVES = 1024;

/**
 * The globs that a pattern stands for: one for each choice of its braces. `.` and empty parts are dropped, `..` is a
 * literal for the caller to resolve.
 *
 * @throws WaybillError INPUT_INVALID for a range such as `[z-a]`, or far too many braces
 */
export function compileGlob(pattern: string, options: GlobOptions): Glob[] {
  return expandBraces(pattern, options).map((text) => {
    const { root, names } = splitNames(text, options);
    // `dist/**` is what lies in dist: a last `**` must match at least one name
    if (names.at(-1) === "**") names.push("*");
    const parts = names.map((name) => compileName(name, pattern, options));
    return { root, parts, ...options };
  });
}

/** The glob that matches this one path and what lies below it, whatever its characters. */
export function literalGlob(path: string, options: GlobOptions): Glob {
  const { root, names } = splitNames(path, options);
  return { root, parts: names.map((name) => ({ kind: "literal", name })), ...options };
}

export function startState(glob: Glob): State {
  return close(glob, [0]);
}

/** The state after one more name of a path; empty when nothing that begins so can match. */
export function step(glob: Glob, state: State, name: string): State {
  const next: number[] = [];
  const passes = glob.hidden || !name.startsWith(".");
  for (const index of state) {
    const part = glob.parts[index];
    if (part === undefined || part.kind === "folders") {
      if (passes) next.push(index);
    } else if (matches(part, name, glob.windows)) next.push(index + 1);
  }
  return close(glob, next);
}

export function accepts(glob: Glob, state: State): boolean {
  return state.includes(glob.parts.length);
}

function matches(part: Exclude<Part, { kind: "folders" }>, name: string, windows: boolean): boolean {
  if (part.kind === "wildcard") return part.test.test(name);
  return windows ? part.name.toLowerCase() === name.toLowerCase() : part.name === name;
}

/** `**` may also match no folder at all: its successor is open wherever it is. */
function close(glob: Glob, indexes: readonly number[]): State {
  const closed = new Set<number>();
  for (let index of indexes) {
    closed.add(index);
    while (glob.parts[index]?.kind === "folders") closed.add((index += 1));
  }
  return [...closed].sort((a, b) => a - b);
}

function splitNames(text: string, options: GlobOptions): { root: string; names: string[] } {
  const system = options.windows ? win32 : posix;
  const root = system.isAbsolute(text) ? system.parse(text).root : "";
  const names = text.slice(root.length).split(options.windows ? /[\\/]/ : "/");
  return { root, names: names.filter((name) => name !== "" && name !== ".") };
}

function expandBraces(pattern: string, options: GlobOptions): string[] {
  const done: string[] = [];
  const open = [pattern];
  for (let text = open.pop(); text !== undefined; text = open.pop()) {
    const choice = firstChoice(text, options);
    if (choice === undefined) done.push(text);
    else open.push(...choice);
    if (done.length + open.length > MOST_ALTERNATIVES) {
      throw badPattern(pattern, options, `braces for more than ${MOST_ALTERNATIVES} alternatives`);
    }
  }
  return done;
}

/** The text once for each choice of its first braces that hold a comma; undefined when none do. */
function firstChoice(text: string, options: GlobOptions): string[] | undefined {
  for (let start = 0; start < text.length; start += 1) {
    if (text[start] === "\\" && !options.windows) start += 1;
    else if (text[start] === "{") {
      const cuts = bracesAt(text, start, options);
      const end = cuts?.at(-1);
      if (cuts === undefined || end === undefined || cuts.length < 3) continue;
      return cuts.slice(1).map((cut, index) => {
        const from = (cuts[index] ?? start) + 1;
        return text.slice(0, start) + text.slice(from, cut) + text.slice(end + 1);
      });
    }
  }
  return undefined;
}

/** The places of the opening brace, its own commas and its closing brace; undefined when it is never closed. */
function bracesAt(text: string, start: number, options: GlobOptions): number[] | undefined {
  const cuts = [start];
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === "\\" && !options.windows) at += 1;
    else if (text[at] === "{") depth += 1;
    else if (text[at] === "," && depth === 1) cuts.push(at);
    else if (text[at] === "}" && (depth -= 1) === 0) return [...cuts, at];
  }
  return undefined;
}

function compileName(name: string, pattern: string, options: GlobOptions): Part {
  if (name === "**") return { kind: "folders" };
  let source = "";
  let literal = "";
  let wild = false;
  for (let at = 0; at < name.length; at += 1) {
    const char = name[at] ?? "";
    const set = char === "[" ? characterSet(name, at) : undefined;
    if (char === "*" || char === "?" || set !== undefined) {
      wild = true;
      if (char === "?") source += ".";
      else if (set !== undefined) source += set.source;
      else if (!source.endsWith(".*")) source += ".*";
      if (set !== undefined) at = set.end;
    } else {
      const escaped = char === "\\" && !options.windows && at + 1 < name.length;
      if (escaped) at += 1;
      const plain = escaped ? (name[at] ?? "") : char;
      literal += plain;
      source += plain.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
    }
  }
  if (!wild) return { kind: "literal", name: literal };
  const unlessHidden = options.hidden || source.startsWith("\\.") ? "" : "(?!\\.)";
  try {
    return {
      kind: "wildcard",
      test: new RegExp(`^${unlessHidden}${source}$`, options.windows ? "isu" : "su"),
    };
  } catch (cause) {
    throw badPattern(pattern, options, `${quoted(name)}, a range that ends before it begins`, cause);
  }
}

/** `[…]` as a regular expression's set, with the place of its closing bracket; undefined when it is never closed. */
function characterSet(name: string, start: number): { source: string; end: number } | undefined {
  const negated = name[start + 1] === "!" || name[start + 1] === "^";
  const first = start + (negated ? 2 : 1);
  const end = name.indexOf("]", first + 1);
  if (end < 0) return undefined;
  const set = name.slice(first, end).replace(/[\\^[\]]/g, "\\$&");
  return { source: `[${negated ? "^" : ""}${set}]`, end };
}

function badPattern(
  pattern: string,
  { input = "subject-path" }: GlobOptions,
  got: string,
  cause?: unknown,
): WaybillError {
  return new WaybillError("INPUT_INVALID", {
    what: `The pattern ${quoted(pattern)} of the input \`${input}\` cannot be read.`,
    got,
    expected: "a path or a glob of `*`, `?`, `[a-z]`, `**` and `{a,b}`",
    todo: "Correct the pattern, or list the files.",
    ...(cause === undefined ? {} : { cause }),
  });
}
