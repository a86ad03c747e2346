import { WaybillError } from "./errors.ts";

/** Deeper than any predicate or event; what nests deeper could not be encoded again. */
const MOST_NESTED = 500;

/** Where a JSON text stops being one, or one that reads the same to everybody; line and column are counted from 1, columns in characters. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  readonly problem: string;
}

/**
 * Reads a JSON text (RFC 8259) that a user gave. A byte order mark before it is ignored. What is signed is encoded anew,
 * so a text of which `JSON.parse` would drop or change something is refused: names that an object has twice, and numbers
 * that are none of its own (RFC 8259, sections 4 and 6).
 * @param source how the error calls the text, as in "the input `predicate`"
 * @param todo what the user can do about a fault
 * @throws WaybillError INPUT_INVALID that names line and column of the first fault, never what stands there
 */
export function readJson(given: Uint8Array | string, source: string, todo: string): unknown {
  const expected = "JSON (RFC 8259) in UTF-8";
  const invalid = (got: string): WaybillError =>
    new WaybillError("INPUT_INVALID", { what: `Cannot read ${source}.`, got, expected, todo });
  const text = decode(given);
  if (text === undefined) throw invalid("bytes that are not UTF-8");
  const fault = findJsonFault(text);
  if (fault !== undefined) throw invalid(`line ${fault.line}, column ${fault.column}: ${fault.problem}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid("a text that is not JSON");
  }
  if (nestsDeeper(value, MOST_NESTED)) throw invalid(`values nested deeper than ${MOST_NESTED} levels`);
  return value;
}

function decode(given: Uint8Array | string): string | undefined {
  if (typeof given === "string") return given.replace(/^\uFEFF/, "");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(given);
  } catch {
    return undefined;
  }
}

function nestsDeeper(value: unknown, most: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true;
    level = level.flatMap((item) =>
      typeof item === "object" && item !== null ? (Object.values(item) as unknown[]) : [],
    );
  }
  return false;
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const LITERAL = /true|false|null/y;
// One character or escape of a string at a time would be slow; a run of plain ones, then what stopped it.
const PLAIN = /[ !#-[\]-\uFFFF]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

type Next = "value" | "first item" | "first name" | "name" | "after";

/** A list or an object that has begun, with the names that it has so far. */
type Open = { readonly kind: "[" } | { readonly kind: "{"; readonly names: Set<string> };

/**
 * The first place at which the text is not JSON, repeats a name, or has a number that would not be signed as it is
 * given; undefined where there is none. Positions in the messages of `JSON.parse` differ between engines and versions,
 * and some have none.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  const open: Open[] = [];
  let at = 0;
  let next: Next = "value";
  const fault = (problem: string): JsonFault => place(text, at, problem);
  for (;;) {
    at = skip(SPACE, text, at);
    const char = text[at];
    if (char === undefined) {
      if (next === "after" && open.length === 0) return undefined;
      return fault(at === 0 ? "the text is empty" : "the text ends too early");
    }
    if (next === "after") {
      const inside = open.at(-1);
      if (inside === undefined) return fault("something follows the value");
      if (char === ",") next = inside.kind === "{" ? "name" : "value";
      else if (char === CLOSING[inside.kind]) open.pop();
      else return fault(`\`,\` or \`${CLOSING[inside.kind]}\` is missing`);
      at += 1;
      continue;
    }
    if ((next === "first name" && char === "}") || (next === "first item" && char === "]")) {
      open.pop();
      next = "after";
      at += 1;
      continue;
    }
    if (next === "name" || next === "first name") {
      const name = skipName(text, at, open.at(-1));
      at = name.at;
      if (name.problem !== undefined) return fault(name.problem);
      next = "value";
      continue;
    }
    if (char === "{" || char === "[") {
      open.push(char === "{" ? { kind: char, names: new Set() } : { kind: char });
      next = char === "{" ? "first name" : "first item";
      at += 1;
      continue;
    }
    const scalar = skipScalar(text, at);
    at = scalar.at;
    if (scalar.problem !== undefined) return fault(scalar.problem);
    next = "after";
  }
}

const CLOSING = { "{": "}", "[": "]" } as const;

interface Skipped {
  readonly at: number;
  readonly problem?: string;
}

function skipName(text: string, start: number, inside: Open | undefined): Skipped {
  if (text[start] !== '"') return { at: start, problem: "a name in double quotes is missing" };
  const name = skipString(text, start);
  if (name.problem !== undefined) return name;
  if (inside?.kind === "{") {
    const quoted = text.slice(start, name.at);
    // Two names are the same whichever way they are escaped.
    const plain = quoted.includes("\\") ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
    if (inside.names.has(plain)) return { at: start, problem: "a name that this object has already" };
    inside.names.add(plain);
  }
  const at = skip(SPACE, text, name.at);
  if (text[at] === ":") return { at: at + 1 };
  return { at, problem: text[at] === undefined ? "the text ends too early" : "`:` is missing" };
}

function skipScalar(text: string, at: number): Skipped {
  if (text[at] === '"') return skipString(text, at);
  for (const token of [NUMBER, LITERAL]) {
    const end = skip(token, text, at);
    if (end === at) continue;
    if (token === NUMBER && isInexact(text.slice(at, end))) {
      return { at, problem: "a number that JSON readers change; write it as a string" };
    }
    // `01` and `truely` are no value and what follows it, but one wrong word.
    return /[\w.+-]/.test(text[end] ?? "") ? { at, problem: "not a JSON value" } : { at: end };
  }
  return { at, problem: "not a JSON value" };
}

/**
 * Whether this number would be signed as another one: it is neither what a double is written as in short, nor a double
 * written with all the 16 or 17 digits that others use for it.
 */
function isInexact(token: string): boolean {
  // A double keeps 15 digits of whatever is not very large or small (IEEE 754, binary64).
  if (token.length <= 15 && !/[eE][+-]?[0-9]{3}/.test(token)) return false;
  const value = Number(token);
  if (!Number.isFinite(value)) return true;
  const written = decimal(token);
  const { length } = written.digits;
  return (
    !isSameDecimal(decimal(String(value)), written) &&
    !(length >= 16 && length <= 17 && isSameDecimal(decimal(value.toPrecision(length)), written))
  );
}

interface Decimal {
  /** from the first to the last that is not zero; empty for zero */
  readonly digits: string;
  /** of ten, for the last of the digits */
  readonly exponent: number;
}

function decimal(token: string): Decimal {
  const [mantissa = "", power = "0"] = token.replace(/^-/, "").split(/[eE]/);
  const [whole = "", fraction = ""] = mantissa.split(".");
  const all = `${whole}${fraction}`.replace(/^0+/, "");
  const digits = all.replace(/0+$/, "");
  if (digits === "") return { digits, exponent: 0 };
  return { digits, exponent: Number(power) - fraction.length + (all.length - digits.length) };
}

function isSameDecimal(a: Decimal, b: Decimal): boolean {
  return a.digits === b.digits && a.exponent === b.exponent;
}

function skipString(text: string, start: number): Skipped {
  let at = start + 1;
  for (;;) {
    at = skip(PLAIN, text, at);
    const char = text[at];
    if (char === '"') return { at: at + 1 };
    if (char === undefined) return { at: start, problem: "a string without its closing quote" };
    if (char !== "\\") return { at, problem: "a control character in a string" };
    const end = skip(ESCAPE, text, at);
    if (end === at) return { at, problem: "an unknown escape in a string" };
    at = end;
  }
}

/** Where the match of a sticky expression at this place ends; the place itself where there is none. */
function skip(sticky: RegExp, text: string, at: number): number {
  sticky.lastIndex = at;
  const match = sticky.exec(text);
  return match === null ? at : at + match[0].length;
}

function place(text: string, at: number, problem: string): JsonFault {
  const before = text.slice(0, at).split(/\r\n|\n|\r/);
  return { line: before.length, column: Array.from(before.at(-1) ?? "").length + 1, problem };
}
