/**
 * Text in which control characters, terminal sequences and marks of direction stand as `\uXXXX`, so that a file's name
 * can neither speak to a terminal nor forge a line.
 */
export function inert(text: string): string {
  return text.replaceAll(/\p{C}/gu, escape);
}

/** The same for JSON that was written, in which lines may end and all else that is escaped means what it meant. */
export function inertJson(json: string): string {
  return json.replaceAll(/[^\P{C}\n]/gu, escape);
}

function escape(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
