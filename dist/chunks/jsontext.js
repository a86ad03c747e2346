import { D as kindOf, K as redact, at as quoted, dt as WaybillError, st as isRecord } from "./base.js";

// src/jsontext.ts
/** Deeper than any predicate or event; what nests deeper could not be encoded again. */
const MOST_NESTED = 500;
/**
* Reads a JSON text (RFC 8259) that a user gave. A byte order mark before it is ignored. What is signed is encoded anew,
* so a text of which `JSON.parse` would drop or change something is refused: names that an object has twice, and numbers
* that are none of its own (RFC 8259, sections 4 and 6).
* @param source how the error calls the text, as in "the input `predicate`"
* @param todo what the user can do about a fault
* @throws WaybillError INPUT_INVALID that names line and column of the first fault, never what stands there
*/
function readJson(given, source, todo) {
	const expected = "JSON (RFC 8259) in UTF-8";
	const invalid = (got) => new WaybillError("INPUT_INVALID", {
		what: `Cannot read ${source}.`,
		got,
		expected,
		todo
	});
	const text = decode(given);
	if (text === void 0) throw invalid("bytes that are not UTF-8");
	const fault = findJsonFault(text);
	if (fault !== void 0) throw invalid(`line ${fault.line}, column ${fault.column}: ${fault.problem}`);
	let value;
	try {
		value = JSON.parse(text);
	} catch {
		throw invalid("a text that is not JSON");
	}
	if (nestsDeeper(value, MOST_NESTED)) throw invalid(`values nested deeper than ${MOST_NESTED} levels`);
	return value;
}
function decode(given) {
	if (typeof given === "string") return given.replace(/^\uFEFF/, "");
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(given);
	} catch {
		return;
	}
}
function nestsDeeper(value, most) {
	let level = [value];
	for (let depth = 0; level.length > 0; depth += 1) {
		if (depth > most) return true;
		level = level.flatMap((item) => typeof item === "object" && item !== null ? Object.values(item) : []);
	}
	return false;
}
const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const LITERAL = /true|false|null/y;
const PLAIN = /[ !#-[\]-\uFFFF]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
/**
* The first place at which the text is not JSON, repeats a name, or has a number that would not be signed as it is
* given; undefined where there is none. Positions in the messages of `JSON.parse` differ between engines and versions,
* and some have none.
*/
function findJsonFault(text) {
	const open = [];
	let at = 0;
	let next = "value";
	const fault = (problem) => place(text, at, problem);
	for (;;) {
		at = skip(SPACE, text, at);
		const char = text[at];
		if (char === void 0) {
			if (next === "after" && open.length === 0) return void 0;
			return fault(at === 0 ? "the text is empty" : "the text ends too early");
		}
		if (next === "after") {
			const inside = open.at(-1);
			if (inside === void 0) return fault("something follows the value");
			if (char === ",") next = inside.kind === "{" ? "name" : "value";
			else if (char === CLOSING[inside.kind]) open.pop();
			else return fault(`\`,\` or \`${CLOSING[inside.kind]}\` is missing`);
			at += 1;
			continue;
		}
		if (next === "first name" && char === "}" || next === "first item" && char === "]") {
			open.pop();
			next = "after";
			at += 1;
			continue;
		}
		if (next === "name" || next === "first name") {
			const name = skipName(text, at, open.at(-1));
			at = name.at;
			if (name.problem !== void 0) return fault(name.problem);
			next = "value";
			continue;
		}
		if (char === "{" || char === "[") {
			open.push(char === "{" ? {
				kind: char,
				names: /* @__PURE__ */ new Set()
			} : { kind: char });
			next = char === "{" ? "first name" : "first item";
			at += 1;
			continue;
		}
		const scalar = skipScalar(text, at);
		at = scalar.at;
		if (scalar.problem !== void 0) return fault(scalar.problem);
		next = "after";
	}
}
const CLOSING = {
	"{": "}",
	"[": "]"
};
function skipName(text, start, inside) {
	if (text[start] !== "\"") return {
		at: start,
		problem: "a name in double quotes is missing"
	};
	const name = skipString(text, start);
	if (name.problem !== void 0) return name;
	if (inside?.kind === "{") {
		const quoted = text.slice(start, name.at);
		const plain = quoted.includes("\\") ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
		if (inside.names.has(plain)) return {
			at: start,
			problem: "a name that this object has already"
		};
		inside.names.add(plain);
	}
	const at = skip(SPACE, text, name.at);
	if (text[at] === ":") return { at: at + 1 };
	return {
		at,
		problem: text[at] === void 0 ? "the text ends too early" : "`:` is missing"
	};
}
function skipScalar(text, at) {
	if (text[at] === "\"") return skipString(text, at);
	for (const token of [NUMBER, LITERAL]) {
		const end = skip(token, text, at);
		if (end === at) continue;
		if (token === NUMBER && isInexact(text.slice(at, end))) return {
			at,
			problem: "a number that JSON readers change; write it as a string"
		};
		return /[\w.+-]/.test(text[end] ?? "") ? {
			at,
			problem: "not a JSON value"
		} : { at: end };
	}
	return {
		at,
		problem: "not a JSON value"
	};
}
/**
* Whether this number would be signed as another one: it is neither what a double is written as in short, nor a double
* written with all the 16 or 17 digits that others use for it.
*/
function isInexact(token) {
	if (token.length <= 15 && !/[eE][+-]?[0-9]{3}/.test(token)) return false;
	const value = Number(token);
	if (!Number.isFinite(value)) return true;
	const written = decimal(token);
	const { length } = written.digits;
	return !isSameDecimal(decimal(String(value)), written) && !(length >= 16 && length <= 17 && isSameDecimal(decimal(value.toPrecision(length)), written));
}
function decimal(token) {
	const [mantissa = "", power = "0"] = token.replace(/^-/, "").split(/[eE]/);
	const [whole = "", fraction = ""] = mantissa.split(".");
	const all = `${whole}${fraction}`.replace(/^0+/, "");
	const digits = all.replace(/0+$/, "");
	if (digits === "") return {
		digits,
		exponent: 0
	};
	return {
		digits,
		exponent: Number(power) - fraction.length + (all.length - digits.length)
	};
}
function isSameDecimal(a, b) {
	return a.digits === b.digits && a.exponent === b.exponent;
}
function skipString(text, start) {
	let at = start + 1;
	for (;;) {
		at = skip(PLAIN, text, at);
		const char = text[at];
		if (char === "\"") return { at: at + 1 };
		if (char === void 0) return {
			at: start,
			problem: "a string without its closing quote"
		};
		if (char !== "\\") return {
			at,
			problem: "a control character in a string"
		};
		const end = skip(ESCAPE, text, at);
		if (end === at) return {
			at,
			problem: "an unknown escape in a string"
		};
		at = end;
	}
}
/** Where the match of a sticky expression at this place ends; the place itself where there is none. */
function skip(sticky, text, at) {
	sticky.lastIndex = at;
	const match = sticky.exec(text);
	return match === null ? at : at + match[0].length;
}
function place(text, at, problem) {
	const before = text.slice(0, at).split(/\r\n|\n|\r/);
	return {
		line: before.length,
		column: Array.from(before.at(-1) ?? "").length + 1,
		problem
	};
}

// src/predicates/size.ts
/** The largest predicate, in bytes of its file: what GitHub's attestation store and Sigstore's public log still take. */
const MAX_PREDICATE_BYTES = 16777216;
/** @throws WaybillError INPUT_INVALID that states the limit */
function assertPredicateSize(bytes, source) {
	if (bytes <= 16777216) return;
	throw new WaybillError("INPUT_INVALID", {
		what: `Cannot attest ${source}: it is too large.`,
		got: `${bytes} bytes`,
		expected: `at most ${MAX_PREDICATE_BYTES} bytes (16 MiB)`,
		todo: "Attest a smaller document, or attest the file itself as a subject and refer to it by its digest."
	});
}

// src/predicates/custom.ts
/**
* Reads a predicate of the user's own.
* @param type the input `predicate-type`: a URI (in-toto attestation spec, "TypeURI")
* @param given what `predicate` holds, or the bytes of the file at `predicate-path`
* @throws WaybillError INPUT_INVALID when the type is no URI, or the predicate is no JSON object; with the place of the
*   first fault
*/
function readCustomPredicate(type, given, input) {
	const problem = typeProblem(type);
	if (problem !== void 0) throw new WaybillError("INPUT_INVALID", {
		what: "The input `predicate-type` is not valid.",
		got: `${quoted(type)}: ${problem}`,
		expected: "a URI such as `https://in-toto.io/attestation/test-result/v0.1`",
		todo: "Give the type that the predicate's specification names."
	});
	const source = `the predicate given by \`${input}\``;
	assertPredicateSize(typeof given === "string" ? Buffer.byteLength(given) : given.byteLength, source);
	const todo = `Correct the JSON that \`${input}\` gives.`;
	const predicate = readJson(given, source, todo);
	if (!isRecord(predicate)) throw new WaybillError("INPUT_INVALID", {
		what: `Cannot attest ${source}.`,
		got: Array.isArray(predicate) ? "a JSON list" : `JSON that is ${predicate === null ? "null" : `a ${typeof predicate}`}`,
		expected: "a JSON object",
		todo
	});
	return {
		predicateType: type,
		kind: kindOf(type),
		predicate
	};
}
/** "TypeURI" must be a URI by RFC 3986, with scheme and authority in lower case: types are compared as text. */
function typeProblem(type) {
	if (!/^[A-Za-z][A-Za-z0-9+.-]*:[^\s]/.test(type)) return "without a scheme such as `https:`";
	if (!/^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/.test(type) || type.length > 2048) return "with characters that no URI has";
	if (!URL.canParse(type)) return "not a URI";
	const authority = /^[^:]*:(?:\/\/[^/?#]*)?/.exec(type)?.[0] ?? "";
	return authority === authority.toLowerCase() ? void 0 : "its scheme and host must be in lower case";
}

// src/run/redaction.ts
/** Secrets that are known by their form, whoever wrote them; each pattern with what stays of it. */
const FORMS = [
	[/-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, "***"],
	[/\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#@:]*:[^\s/?#@]+@/gi, "$1***@"],
	[/\b(https?:\/\/)[^\s/?#@]+@/gi, "$1***@"],
	[/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, "***"],
	[/\bxox[a-z]-[\w-]{10,}/g, "***"],
	[/\b(?:npm_|hvs\.|dckr_pat_|glpat-|pypi-|sk-|[sr]k_live_)[\w-]{20,}/g, "***"],
	[/\bAIza[\w-]{35}/g, "***"],
	[/\b(hooks\.slack\.com\/services\/)[\w/-]+/gi, "$1***"],
	[/\b(discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/)[\w/-]+/gi, "$1***"],
	[/(AccountKey=)[^\s"';&]{8,}/gi, "$1***"],
	[/([?&]sig=)[^\s"'&#]{8,}/gi, "$1***"],
	[/(authorization["']?[^\S\n]*[:=][^\S\n]*["']?(?:(?:token|negotiate|apikey)[^\S\n]+)?)[^\s"',;]{8,}/gi, "$1***"],
	[/((?:token|secret|password|passwd|passphrase|api[_-]?key|access[_-]?key)=)[^\s"'&]{8,}/gi, "$1***"],
	[/((?:token|secret|password|passwd|passphrase|api[_-]?key|access[_-]?key)["']?\s*[=:]\s*)(["'])(?!\2)[^"'\n]{8,}\2/gi, "$1$2***$2"]
];
/** Words that say of a name, as its last one, that its value is a secret. */
const SECRET = /^(?:tokens?|secrets?|pass|passwords?|passwd|pwd|passphrases?|creds?|credentials?|apikey|auth|authorization|pat|cookies?|webhooks?|signature|sas)$/;
/** Words before `key` that make it a secret one; `key` alone is also what licences and labels are called by. */
const KEYS = /^(?:api|access|private|secret|signing|encryption|account|auth|ssh|gpg|deploy|license|service)$/;
const SHORTEST_SECRET = 8;
const SHORTEST_KEY = 16;
/** The text without what looks like a secret in it. */
function redactText(text) {
	return FORMS.reduce((rest, [form, instead]) => rest.replaceAll(form, instead), redact(text));
}
/**
* The value of a name, at any depth, without what looks like a secret: by its form, or by the name that it has.
* It errs on the side of hiding, yet only where something tells; a password under a harmless name is not known as one.
*/
function redactNamed(name, value) {
	const redacted = [];
	return {
		value: redactAt(value, name, shortestSecret(name), redacted),
		redacted
	};
}
/** As {@link redactNamed}, for each property of an object. */
function redactRecord(record) {
	const redacted = [];
	return {
		value: redactProperties(record, "", void 0, redacted),
		redacted
	};
}
function redactAt(value, path, shortest, redacted) {
	if (typeof value === "string") {
		const known = redactText(value);
		const rest = known.replaceAll("***", "").trim();
		const shown = shortest !== void 0 && rest.length >= shortest ? "***" : known;
		if (shown !== value) redacted.push(path);
		return shown;
	}
	if (Array.isArray(value)) return value.map((item, index) => redactAt(item, `${path}[${index}]`, shortest, redacted));
	return isRecord(value) ? redactProperties(value, path, shortest, redacted) : value;
}
function redactProperties(record, path, inherited, redacted) {
	return Object.fromEntries(Object.entries(record).map(([key, value]) => {
		const name = redactText(key);
		const place = path === "" ? name : `${path}.${name}`;
		if (name !== key) redacted.push(place);
		return [name, redactAt(value, place, shortestSecret(key) ?? inherited, redacted)];
	}));
}
/** From which length on the value of this name counts as a secret; undefined where the name says nothing. */
function shortestSecret(name) {
	const words = name.replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase().split(/[^a-z0-9]+|(?<=[a-z])(?=[0-9]+$)/).filter((word) => word !== "" && !/^(?:value|v?[0-9]+)$/.test(word));
	const last = words.at(-1) ?? "";
	if (SECRET.test(last) || last === "url" && words.at(-2) === "webhook") return SHORTEST_SECRET;
	return /^keys?$/.test(last) && KEYS.test(words.at(-2) ?? "") ? SHORTEST_KEY : void 0;
}

export { assertPredicateSize as a, MAX_PREDICATE_BYTES as i, redactRecord as n, readJson as o, readCustomPredicate as r, redactNamed as t };
