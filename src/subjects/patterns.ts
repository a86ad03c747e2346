import { WaybillError } from "../errors.ts";
import { quoted } from "../quoted.ts";

/** The `subject-path` input: what to attest, less what to leave out. */
export interface Patterns {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/**
 * Reads `subject-path`: patterns on lines of their own or between commas. `!` before a pattern excludes, a line that
 * begins with `#` is a comment, and a comma inside `{a,b}` separates nothing. `"…"` keeps commas, spaces, `!` and `#`
 * as they are, with `""` for a quote; wildcards work in quotes too.
 *
 * @throws WaybillError INPUT_INVALID for malformed quoting, or when there are only excludes
 */
export function parsePatterns(input: string): Patterns {
  if (input.includes("\0")) throw invalid("a NUL character", "paths without NUL characters");
  const include: string[] = [];
  const exclude: string[] = [];
  for (const [index, line] of input.split(/\r?\n/).entries()) {
    if (line.trimStart().startsWith("#")) continue;
    for (const entry of splitLine(line, index + 1)) (entry.excludes ? exclude : include).push(entry.pattern);
  }
  if (include.length === 0 && exclude.length > 0) {
    throw invalid("only patterns that exclude", "at least one pattern without `!`");
  }
  return { include, exclude };
}

interface Entry {
  readonly pattern: string;
  readonly excludes: boolean;
}

function splitLine(line: string, number: number): Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  while (at < line.length) {
    const bang = /[ \t]*(!?)[ \t]*/y;
    bang.lastIndex = at;
    const excludes = bang.exec(line)?.[1] === "!";
    const start = bang.lastIndex;
    const inQuotes = line[start] === '"';
    const end = inQuotes ? endOfQuoted(line, start, number) : endOfPlain(line, start);
    const text = line.slice(start, end);
    const pattern = inQuotes ? unquote(text.trimEnd()) : text.trim();
    if (!inQuotes && pattern.includes('"')) {
      throw invalid(
        `line ${number}: a quote inside ${quoted(pattern)}`,
        'quotes around a whole pattern, with "" for each quote inside',
      );
    }
    if (pattern !== "") entries.push({ pattern, excludes });
    else if (excludes || inQuotes) throw invalid(`line ${number}: an empty pattern`, "a path or a glob");
    at = end + 1;
  }
  return entries;
}

/** Where the quoted entry ends: at a comma or at the end of the line. */
function endOfQuoted(line: string, start: number, number: number): number {
  const body = /"(?:[^"]|"")*"[ \t]*/y;
  body.lastIndex = start;
  if (!body.test(line)) {
    throw invalid(`line ${number}: ${quoted(line.slice(start))}`, "a closing quote on the same line");
  }
  if (body.lastIndex < line.length && line[body.lastIndex] !== ",") {
    throw invalid(
      `line ${number}: ${quoted(line.slice(body.lastIndex))} after a closing quote`,
      'a comma or the end of the line; "" stands for a quote inside quotes',
    );
  }
  return body.lastIndex;
}

/** Where the plain entry ends: at the first comma outside braces, or at the end of the line. */
function endOfPlain(line: string, start: number): number {
  let at = start;
  while (at < line.length && line[at] !== ",") {
    at = line[at] === "{" ? (endOfBraces(line, at) ?? at + 1) : at + 1;
  }
  return at;
}

/** The place after the brace that closes the one at `start`; undefined when none does, and it is an ordinary character. */
function endOfBraces(line: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < line.length; at += 1) {
    if (line[at] === "{") depth += 1;
    if (line[at] === "}") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return undefined;
}

function unquote(text: string): string {
  return text.slice(1, -1).replaceAll('""', '"');
}

function invalid(got: string, expected: string): WaybillError {
  return new WaybillError("INPUT_INVALID", {
    what: "The input `subject-path` cannot be read.",
    got,
    expected,
    todo: 'List one path or glob a line; put a name that holds a comma in quotes, as in "a,b.txt".',
  });
}
