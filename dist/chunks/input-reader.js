import { I as callableUrl, at as quoted, dt as WaybillError } from "./base.js";

// src/input-reader.ts
/** Reads the step's inputs, and collects what is wrong with them: one report names all. */
var InputReader = class {
	#get;
	#problems = [];
	constructor(get) {
		this.#get = get;
	}
	text(name) {
		const value = this.#get(name);
		return value === "" ? void 0 : value;
	}
	/** Items on lines of their own or between commas. */
	lines(name) {
		return (this.text(name) ?? "").split(/[\n,]/).flatMap((item) => item.trim() === "" ? [] : [item.trim()]);
	}
	/** The value, which must be one of the choices; the first of them is the default. */
	choice(name, choices) {
		const value = this.text(name);
		if (value === void 0) return choices[0];
		const found = choices.find((choice) => choice === value);
		if (found === void 0) this.bad(name, value, `one of ${choices.join(", ")}`);
		return found ?? choices[0];
	}
	/** YAML's own spellings, as GitHub reads booleans (YAML 1.2, core schema); undefined where it is not set. */
	flag(name) {
		const value = this.text(name);
		if (value === void 0) return void 0;
		if ([
			"true",
			"True",
			"TRUE"
		].includes(value)) return true;
		if ([
			"false",
			"False",
			"FALSE"
		].includes(value)) return false;
		this.bad(name, value, "one of true, false");
	}
	boolean(name, fallback) {
		return this.flag(name) ?? fallback;
	}
	integer(name, min, max) {
		const value = this.text(name);
		if (value === void 0) return void 0;
		const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
		if (number >= min && number <= max) return number;
		this.bad(name, value, `a whole number from ${min} to ${max}`);
	}
	url(name) {
		const value = this.text(name);
		if (value !== void 0 && callableUrl(value) === void 0) this.bad(name, value.replace(/^([^/]*\/\/)?.*@/s, "$1***@"), "an https URL without credentials");
		return value?.replace(/\/+$/, "");
	}
	/** A file's own name, as slsa-github-generator's `provenance-name`. */
	fileName(name) {
		const value = this.text(name);
		if (value === void 0) return void 0;
		if (!(/^[^/\\:<>"|?*\p{C}]+$/u.test(value) && !value.startsWith(".") && Buffer.byteLength(value) <= 240) || !value.endsWith("intoto.jsonl")) this.bad(name, value, "a file name that every system can hold, not hidden, that ends with intoto.jsonl");
		return value;
	}
	/** What a station's own parser makes of the input; its refusal is one problem among the others. */
	parsed(name, parse) {
		try {
			return parse();
		} catch (error) {
			if (!(error instanceof WaybillError)) throw error;
			const { what, got = what, expected = "another value", todo } = error.parts;
			const why = error.code === "REFERENCE_INVALID" ? [what, todo].join(" ").trimEnd() : "";
			this.bad(name, got, why === "" ? expected : `${expected}. ${why}`);
			return;
		}
	}
	required(name, expected) {
		if (this.text(name) === void 0) this.bad(name, "nothing", expected);
	}
	bad(input, got, expected) {
		this.#problems.push({
			input,
			got,
			expected
		});
	}
	finish() {
		if (this.#problems.length === 0) return;
		const line = (p) => `${p.input}: got ${shown(p.got)}, expected ${p.expected}`;
		throw new WaybillError("INPUT_INVALID", {
			what: `${this.#problems.length === 1 ? "An input is" : `${this.#problems.length} inputs are`} not valid. Nothing was called, signed or stored.\n${this.#problems.map((p) => `  - ${line(p)}`).join("\n")}`,
			todo: "Correct the `with:` block of this step."
		});
	}
};
function shown(value) {
	return `\`${value.replaceAll(/\p{C}/gu, "?").slice(0, 120)}\``;
}

// src/subjects/patterns.ts
/**
* Reads `subject-path`: patterns on lines of their own or between commas. `!` before a pattern excludes, a line that
* begins with `#` is a comment, and a comma inside `{a,b}` separates nothing. `"…"` keeps commas, spaces, `!` and `#`
* as they are, with `""` for a quote; wildcards work in quotes too.
*
* @throws WaybillError INPUT_INVALID for malformed quoting, or when there are only excludes
*/
function parsePatterns(input) {
	if (input.includes("\0")) throw invalid("a NUL character", "paths without NUL characters");
	const include = [];
	const exclude = [];
	for (const [index, line] of input.split(/\r?\n/).entries()) {
		if (line.trimStart().startsWith("#")) continue;
		for (const entry of splitLine(line, index + 1)) (entry.excludes ? exclude : include).push(entry.pattern);
	}
	if (include.length === 0 && exclude.length > 0) throw invalid("only patterns that exclude", "at least one pattern without `!`");
	return {
		include,
		exclude
	};
}
function splitLine(line, number) {
	const entries = [];
	let at = 0;
	while (at < line.length) {
		const bang = /[ \t]*(!?)[ \t]*/y;
		bang.lastIndex = at;
		const excludes = bang.exec(line)?.[1] === "!";
		const start = bang.lastIndex;
		const inQuotes = line[start] === "\"";
		const end = inQuotes ? endOfQuoted(line, start, number) : endOfPlain(line, start);
		const text = line.slice(start, end);
		const pattern = inQuotes ? unquote(text.trimEnd()) : text.trim();
		if (!inQuotes && pattern.includes("\"")) throw invalid(`line ${number}: a quote inside ${quoted(pattern)}`, "quotes around a whole pattern, with \"\" for each quote inside");
		if (pattern !== "") entries.push({
			pattern,
			excludes
		});
		else if (excludes || inQuotes) throw invalid(`line ${number}: an empty pattern`, "a path or a glob");
		at = end + 1;
	}
	return entries;
}
/** Where the quoted entry ends: at a comma or at the end of the line. */
function endOfQuoted(line, start, number) {
	const body = /"(?:[^"]|"")*"[ \t]*/y;
	body.lastIndex = start;
	if (!body.test(line)) throw invalid(`line ${number}: ${quoted(line.slice(start))}`, "a closing quote on the same line");
	if (body.lastIndex < line.length && line[body.lastIndex] !== ",") throw invalid(`line ${number}: ${quoted(line.slice(body.lastIndex))} after a closing quote`, "a comma or the end of the line; \"\" stands for a quote inside quotes");
	return body.lastIndex;
}
/** Where the plain entry ends: at the first comma outside braces, or at the end of the line. */
function endOfPlain(line, start) {
	let at = start;
	while (at < line.length && line[at] !== ",") at = line[at] === "{" ? endOfBraces(line, at) ?? at + 1 : at + 1;
	return at;
}
/** The place after the brace that closes the one at `start`; undefined when none does, and it is an ordinary character. */
function endOfBraces(line, start) {
	let depth = 0;
	for (let at = start; at < line.length; at += 1) {
		if (line[at] === "{") depth += 1;
		if (line[at] === "}") depth -= 1;
		if (depth === 0) return at + 1;
	}
}
function unquote(text) {
	return text.slice(1, -1).replaceAll("\"\"", "\"");
}
function invalid(got, expected) {
	return new WaybillError("INPUT_INVALID", {
		what: "The input `subject-path` cannot be read.",
		got,
		expected,
		todo: "List one path or glob a line; put a name that holds a comma in quotes, as in \"a,b.txt\"."
	});
}

export { InputReader as n, parsePatterns as t };
