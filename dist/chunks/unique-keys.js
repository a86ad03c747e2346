import { t as WaybillError } from "./project.js";
import { n as PAYLOAD_TYPE } from "./statement.js";
import { a as text, n as isRecord, r as list } from "./json.js";
import { X509Certificate } from "node:crypto";

// src/verify/unique-keys.ts
/**
* A key that stands twice in one object. `JSON.parse` takes the last of them, other readers the first, so that two
* verifiers of the same signed bytes would see two statements.
* @param json text that `JSON.parse` accepts
*/
function repeatedKey(json) {
	const around = [];
	let keys;
	let isKey = false;
	for (let place = 0; place < json.length; place++) {
		const character = json.charAt(place);
		switch (character) {
			case "\"": {
				const end = endOfString$1(json, place);
				if (isKey && keys !== void 0) {
					const key = String(JSON.parse(json.slice(place, end + 1)));
					if (keys.has(key)) return key;
					keys.add(key);
					isKey = false;
				}
				place = end;
				break;
			}
			case "{":
			case "[":
				isKey = character === "{";
				keys = isKey ? /* @__PURE__ */ new Set() : void 0;
				around.push(keys);
				break;
			case "}":
			case "]":
				around.pop();
				keys = around.at(-1);
				isKey = false;
				break;
			case ",": isKey = keys !== void 0;
		}
	}
}
/** The place of the quote that ends the string which begins at `start`. */
function endOfString$1(json, start) {
	let end = json.indexOf("\"", start + 1);
	while (end !== -1 && isEscaped(json, end)) end = json.indexOf("\"", end + 1);
	return end === -1 ? json.length : end;
}
function isEscaped(json, quote) {
	let place = quote;
	while (json[place - 1] === "\\") place -= 1;
	return (quote - place) % 2 === 1;
}

// src/verify/bounded-json.ts
/** A bundle nests eight deep, and one with 32 log entries holds some two thousand values. */
const MOST_NESTED = 32;
const MOST_VALUES = 2e4;
/** Names that assignment gives a meaning of its own; no format that is read here has them. */
const NAMES_OF_PROTOTYPES = [
	"__proto__",
	"constructor",
	"prototype"
];
/** Why a text is not read; ready for an error's `got`. */
var UnreadableJson = class extends Error {
	name = "UnreadableJson";
};
/**
* Reads small JSON from strangers in time and memory that its length bounds: what nests deeply or holds very many
* values is refused before anything is built of it.
* @throws UnreadableJson for that, for text that is not JSON, and for keys that two readers would read in two ways
*/
function parseBounded(json) {
	assertBounded(json);
	let value;
	try {
		value = JSON.parse(json);
	} catch {
		throw new UnreadableJson("text that is not JSON");
	}
	const twice = repeatedKey(json);
	if (twice !== void 0) throw new UnreadableJson(`the key ${JSON.stringify(twice)} twice`);
	const strange = keyOfPrototypes(value);
	if (strange !== void 0) throw new UnreadableJson(`a key ${JSON.stringify(strange)}`);
	return value;
}
/** Counts outside of strings; whether it is JSON at all shows later. */
function assertBounded(json) {
	let depth = 0;
	let values = 0;
	for (let place = 0; place < json.length; place++) {
		switch (json.charAt(place)) {
			case "\"":
				place = endOfString(json, place);
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
			case ",": values += 1;
		}
		if (depth > MOST_NESTED) throw new UnreadableJson(`values nested deeper than ${MOST_NESTED} levels`);
		if (values > MOST_VALUES) throw new UnreadableJson(`more than ${MOST_VALUES} values`);
	}
}
/** The place of the quote that ends the string, or the text's end. */
function endOfString(json, start) {
	let place = start + 1;
	while (place < json.length && json.charAt(place) !== "\"") place += json.charAt(place) === "\\" ? 2 : 1;
	return place;
}
function keyOfPrototypes(value) {
	if (Array.isArray(value)) {
		for (const item of value) {
			const found = keyOfPrototypes(item);
			if (found !== void 0) return found;
		}
		return;
	}
	if (!isRecord(value)) return void 0;
	for (const [key, item] of Object.entries(value)) {
		if (NAMES_OF_PROTOTYPES.includes(key)) return key;
		const found = keyOfPrototypes(item);
		if (found !== void 0) return found;
	}
}

// src/verify/envelope.ts
/** Whether JSON is a DSSE envelope (DSSE, envelope.md) and not a bundle around one. */
function isEnvelope(value) {
	return isRecord(value) && !("mediaType" in value) && [
		"payloadType",
		"payload",
		"signatures"
	].every((key) => key in value);
}
/** @throws WaybillError BUNDLE_MALFORMED */
function parseEnvelope(json) {
	const value = readJson(json);
	if (!isEnvelope(value)) throw malformed("JSON of another shape");
	const type = text(value, "payloadType") ?? "";
	if (type !== "application/vnd.in-toto+json") throw malformed(`payload type ${type}`);
	const signatures = list(value, "signatures");
	if (signatures.length !== 1) throw malformed(`${signatures.length} signatures`);
	const [signature] = signatures;
	return {
		text: json,
		payload: bytes(text(value, "payload")),
		signature: bytes(text(signature, "sig")),
		certificate: certificateOf(text(signature, "cert"))
	};
}
function readJson(json) {
	try {
		return parseBounded(json);
	} catch (error) {
		if (!(error instanceof UnreadableJson)) throw error;
		throw malformed(error.message);
	}
}
function bytes(base64) {
	const decoded = Buffer.from(base64 ?? "", "base64");
	if (decoded.length === 0 || decoded.toString("base64") !== base64) throw malformed("text that is not base64");
	return decoded;
}
function certificateOf(pem) {
	if (pem === void 0 || pem === "") return void 0;
	try {
		return new X509Certificate(pem).raw;
	} catch {
		throw malformed("a `cert` that is no certificate");
	}
}
function malformed(got) {
	return new WaybillError("BUNDLE_MALFORMED", {
		what: "The file is not a DSSE envelope that can be verified.",
		got: got.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 200),
		expected: `one signature over ${PAYLOAD_TYPE}`
	});
}

export { repeatedKey as a, parseBounded as i, parseEnvelope as n, UnreadableJson as r, isEnvelope as t };
