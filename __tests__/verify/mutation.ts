import { isRecord } from "../../src/json.ts";
import { asWaybillError } from "../../src/errors.ts";
import { changed } from "./facts.ts";

/** A place in a JSON value. */
export type Path = readonly (string | number)[];

/** One change of a value, and what the verifier said of it: a code, or `accepted`. */
export interface Verdict {
  /** `tlogEntries.0.logIndex: gone` */
  readonly mutant: string;
  readonly code: string;
}

/** The code of the refusal, or `accepted`. What is not ours to throw is INTERNAL. */
export function verdictOf(verify: () => unknown): string {
  try {
    verify();
    return "accepted";
  } catch (error) {
    return asWaybillError(error, "The mutant").code;
  }
}

/** Every place in a JSON value, the value itself left out. */
export function* placesOf(value: unknown, path: Path = []): Generator<Path> {
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(isRecord(value) ? value : {});
  for (const [key, item] of entries) {
    yield [...path, key];
    yield* placesOf(item, [...path, key]);
  }
}

/** What stands in the place of a value: of each JSON type one, and nothing. */
const OTHERS: readonly (readonly [string, unknown])[] = [
  ["gone", undefined],
  ["null", null],
  ["text", "mutant"],
  ["empty", ""],
  ["number", 7],
  ["truth", true],
  ["list", []],
  ["object", {}],
];

/** Each place of a value with something else in it, unless that says the same. */
export function* mutantsOf(value: unknown): Generator<readonly [mutant: string, json: unknown]> {
  const sound = JSON.stringify(value);
  for (const path of placesOf(value)) {
    for (const [what, other] of OTHERS) {
      const json = changed(value, path, other);
      if (JSON.stringify(json) !== sound) yield [`${path.join(".")}: ${what}`, json];
    }
  }
}

/**
 * By place, the codes with which a mutant there may be refused. `*` stands for anything up to a dot; what stands below a
 * place has that place's codes unless it has its own: the last row that fits counts.
 */
export type Table = readonly (readonly [place: string, ...codes: readonly string[]])[];

/** The mutants that were refused with another code than their row's, or have no row. */
export function surprises(verdicts: readonly Verdict[], table: Table): string[] {
  const rows = table.map(([place, ...codes]) => ({ pattern: patternOf(place), codes }));
  return verdicts
    .filter(({ mutant, code }) => {
      const row = rows.findLast(({ pattern }) => pattern.test(mutant));
      return code !== "accepted" && row?.codes.includes(code) !== true;
    })
    .map(({ mutant, code }) => `${mutant} -> ${code}`);
}

function patternOf(place: string): RegExp {
  const escaped = place.replaceAll(/[.[\]()+?^$|]/g, String.raw`\$&`).replaceAll("*", "[^.:]+");
  return new RegExp(`^${escaped}(?:[.:].*)?$`);
}

/** Accepted mutants, as `place: what, what`; what differs in bits alone stands once. */
export function accepted(verdicts: readonly Verdict[]): string[] {
  const by = new Map<string, Set<string>>();
  for (const { mutant, code } of verdicts) {
    if (code !== "accepted") continue;
    const [place = "", what = ""] = mutant.split(": ");
    by.set(place, (by.get(place) ?? new Set()).add(what));
  }
  return [...by].map(([place, what]) => `${place}: ${[...what].join(", ")}`).sort();
}

/** The bytes with one bit another: every bit, or one of so many, an odd number, so that each of a byte's has its turn. */
export function* flipsOf(bytes: Buffer, oneOf: number): Generator<readonly [place: number, bytes: Buffer]> {
  for (let bit = 0; bit < bytes.length * 8; bit += oneOf) {
    const other = Buffer.from(bytes);
    other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    yield [bit >> 3, other];
  }
}

/**
 * Where in a DER value a byte stands: the indexes of the elements around it, and its part of the innermost:
 * `1.0 value` (X.690, 8.1).
 */
export function derPlace(der: Buffer, place: number): string {
  const path: number[] = [];
  let [start, end] = [0, der.length];
  let index = 0;
  while (start < end) {
    const { header, length } = elementAt(der, start);
    const next = start + header + length;
    if (place >= next) {
      start = next;
      index += 1;
      continue;
    }
    path.push(index);
    const part = place === start ? "tag" : place < start + header ? "length" : "value";
    const constructed = ((der[start] ?? 0) & 0x20) !== 0;
    if (part !== "value" || !constructed) return `${path.join(".")} ${part}`;
    [start, end, index] = [start + header, next, 0];
  }
  return "behind it";
}

function elementAt(der: Buffer, start: number): { readonly header: number; readonly length: number } {
  const first = der[start + 1] ?? 0;
  if (first < 0x80) return { header: 2, length: first };
  return { header: 2 + (first & 0x7f), length: der.readUIntBE(start + 2, first & 0x7f) };
}
