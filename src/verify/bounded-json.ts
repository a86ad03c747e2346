import { isRecord } from "../json.ts";
import { repeatedKey } from "./unique-keys.ts";

/** How much JSON from strangers may hold. */
export interface Bounds {
  readonly nested: number;
  readonly values: number;
}

/** A bundle nests eight deep, and one with 32 log entries holds some two thousand values. */
export const OF_BUNDLES: Bounds = { nested: 32, values: 20_000 };

/** The largest SBOMs have a million values, and nest their components some ten deep. */
export const OF_STATEMENTS: Bounds = { nested: 256, values: 4_000_000 };

/** Names that assignment gives a meaning of its own; no format that is read here has them. */
const NAMES_OF_PROTOTYPES: readonly string[] = ["__proto__", "constructor", "prototype"];

/** Why a text is not read; ready for an error's `got`. */
export class UnreadableJson extends Error {
  override readonly name = "UnreadableJson";
}

/**
 * Reads small JSON from strangers in time and memory that its length bounds: what nests deeply or holds very many
 * values is refused before anything is built of it.
 * @throws UnreadableJson for that, for text that is not JSON, and for keys that two readers would read in two ways
 */
export function parseBounded(json: string): unknown {
  assertBounded(json, OF_BUNDLES);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new UnreadableJson("text that is not JSON");
  }
  const twice = repeatedKey(json);
  if (twice !== undefined) throw new UnreadableJson(`the key ${JSON.stringify(twice)} twice`);
  const strange = keyOfPrototypes(value);
  if (strange !== undefined) throw new UnreadableJson(`a key ${JSON.stringify(strange)}`);
  return value;
}

/**
 * Counts outside of strings; whether it is JSON at all shows later.
 * @throws UnreadableJson
 */
export function assertBounded(json: string, most: Bounds): void {
  let depth = 0;
  let values = 0;
  const marks = /["{}[\],]/g;
  for (let mark = marks.exec(json); mark !== null; mark = marks.exec(json)) {
    switch (mark[0]) {
      case '"':
        marks.lastIndex = endOfString(json, mark.index) + 1;
        break;
      case "{":
      case "[":
        depth += 1;
        values += 1;
        break;
      case "}":
      case "]":
        depth -= 1;
        break;
      default:
        values += 1;
    }
    if (depth > most.nested) throw new UnreadableJson(`values nested deeper than ${most.nested} levels`);
    if (values > most.values) throw new UnreadableJson(`more than ${most.values} values`);
  }
}

/** The place of the quote that ends the string, or the text's end. */
function endOfString(json: string, start: number): number {
  const quote = json.indexOf('"', start + 1);
  if (quote === -1) return json.length;
  // Few strings have escapes: the others are passed over without looking at each character.
  let place = json.slice(start, quote).includes("\\") ? start + 1 : quote;
  while (place < json.length && json.charAt(place) !== '"') place += json.charAt(place) === "\\" ? 2 : 1;
  return place;
}

function keyOfPrototypes(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    for (const item of value) {
      const found = keyOfPrototypes(item);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  for (const [key, item] of Object.entries(value)) {
    if (NAMES_OF_PROTOTYPES.includes(key)) return key;
    const found = keyOfPrototypes(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
