// src/cli/inert.ts
/**
* Text in which control characters, terminal sequences and marks of direction stand as `\uXXXX`, so that a file's name
* can neither speak to a terminal nor forge a line.
*/
function inert(text) {
	return text.replaceAll(/\p{C}/gu, escape);
}
/** The same for JSON that was written, in which lines may end and all else that is escaped means what it meant. */
function inertJson(json) {
	return json.replaceAll(/[^\P{C}\n]/gu, escape);
}
function escape(character) {
	return Array.from({ length: character.length }, (_, index) => character.charCodeAt(index)).map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}

export { inertJson as n, inert as t };
