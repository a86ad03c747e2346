// src/quoted.ts
/** Control characters, halves of a surrogate pair, and the invisible characters that reorder what surrounds them. */
const MISLEADING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
/** Text from outside as an error message may show it: in quotes, on one line, cut to about `most` characters. */
function quoted(text, most = 120) {
	return `"${(text.length > most ? `${text.slice(0, most)}…` : text).replace(MISLEADING, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;
}

export { quoted as t };
