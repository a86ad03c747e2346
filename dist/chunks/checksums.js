import { Mt as require__late_node_fs, Nt as require__late_node_crypto } from "./verify.js";
import { $ as algorithmOfLength, Q as HEX_LENGTHS, X as nameProblem, at as quoted, dt as WaybillError, et as digestEntries, nt as isAlgorithm, pt as kindOf, tt as hexDigest, ut as text } from "./base.js";
import { t as notFound } from "./results-service.js";
import { open } from "node:fs/promises";
import { resolve } from "node:path";

// src/subjects/checksums.ts
var import__late_node_crypto = require__late_node_crypto();
var import__late_node_fs = require__late_node_fs();
const INPUT = "the input `subject-checksums`";
const BASE64_INPUT = "the input `base64-subjects`";
const MOST_BYTES = 67108864;
const MOST_REPORTED = 10;
const ABSENT = /* @__PURE__ */ new Set([
	"ENOENT",
	"ENOTDIR",
	"ENAMETOOLONG",
	"ERR_INVALID_ARG_VALUE"
]);
/** `<hex>  <name>`, `<hex> *<name>` and, as coreutils reads too, a single space; a `\` first says the name is escaped. */
const GNU = /^[ \t]*(\\?)([0-9A-Fa-f]+) [ *]?([^]*)$/;
/** `SHA256 (<name>) = <hex>`, and openssl's spelling `SHA2-256(<name>)= <hex>`. */
const BSD = /^[ \t]*(\\?)SHA(?:2-)?(256|384|512) ?\(([^]*)\) ?= ?([0-9A-Fa-f]+)[ \t]*$/;
/** slsa-github-generator's reading: any white space between digest and name, none around them. */
const GENERATOR = /^([0-9A-Fa-f]{64})[ \t]+\*?([^]+)$/;
/**
* Reads a checksum list as `sha256sum`, `sha384sum`, `sha512sum`, `shasum` and BSD's `sha256` print it: GNU lines, also
* escaped ones, and BSD lines, in one list if need be. CRLF and a byte order mark are tolerated, blank lines skipped.
*
* @param source how errors call the list
* @throws WaybillError CHECKSUMS_INVALID naming the lines of any other form, up to ten of them
*/
function parseChecksums(text, source) {
	return readLines(text, source, readLine);
}
/**
* Reads the input `base64-subjects`, slsa-github-generator's form: what `sha256sum` prints, encoded with base64.
* A name listed twice is an error, as it is there. Unlike there, the `*` of `sha256sum --binary` is no part of the name.
*
* @throws WaybillError CHECKSUMS_INVALID
*/
function parseBase64Subjects(input) {
	const base64 = input.replaceAll(/\s+/g, "");
	if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) throw new WaybillError("CHECKSUMS_INVALID", {
		what: `Cannot read ${BASE64_INPUT}.`,
		got: quoted(input, 60),
		expected: "base64, with its padding, of what `sha256sum` prints",
		todo: "Make it with `sha256sum FILES | base64 -w0`."
	});
	const lines = /* @__PURE__ */ new Map();
	return readLines(decode(Buffer.from(base64, "base64"), BASE64_INPUT), BASE64_INPUT, (line, number) => {
		const [, hex, name] = GENERATOR.exec(line.trim()) ?? [];
		if (hex === void 0 || name === void 0) return "not the 64 hex digits of a SHA-256 digest and a name";
		const first = lines.get(name);
		if (first !== void 0) return `the name of line ${first} again`;
		lines.set(name, number);
		return checksum(name, hex);
	});
}
/**
* Reads the input `subject-checksums`: a checksum list, or the path of one. Text with a line break, or a single line that
* reads as a checksum, is the list itself. Everything else is a path, and then the file must be there.
*
* @param workspace the folder that a relative path starts from
* @throws WaybillError CHECKSUMS_INVALID, SUBJECT_NOT_FOUND, SUBJECT_UNREADABLE
*/
async function parseChecksumsInput(input, workspace) {
	if (input.trim() === "") return [];
	const reading = input.includes("\n") ? void 0 : readLine(input);
	if (typeof reading !== "string") return parseChecksums(input, INPUT);
	const path = resolve(workspace, input.trim());
	const source = `the checksum list ${quoted(path)}`;
	return parseChecksums(decode(await readList(path).catch((error) => {
		if (error instanceof WaybillError) throw error;
		const code = kindOf(error);
		if (!ABSENT.has(code)) throw unreadableList(path, code, error);
		throw new WaybillError("SUBJECT_NOT_FOUND", {
			what: `${INPUT.replace("the", "The")} is neither a file nor a checksum list.`,
			got: `${quoted(input)}: no such file; as a line of a list: ${reading}`,
			expected: `a file, looked for from the working directory ${quoted(workspace)}, or lines as \`sha256sum\` prints them`,
			todo: "Correct the path, or make the list before this step.",
			cause: error
		});
	}), source), source);
}
async function readList(path) {
	const file = await open(path, import__late_node_fs.constants.O_RDONLY | import__late_node_fs.constants.O_NONBLOCK);
	try {
		const stats = await file.stat();
		if (!stats.isFile()) throw unreadableList(path, "not a regular file");
		if (stats.size > MOST_BYTES) throw unreadableList(path, `${stats.size} bytes; at most ${MOST_BYTES} are read`);
		return await file.readFile();
	} finally {
		await file.close();
	}
}
function unreadableList(path, reason, cause) {
	return new WaybillError("SUBJECT_UNREADABLE", {
		what: `The checksum list ${quoted(path)} cannot be read.`,
		got: reason,
		expected: "a regular file that this step may read",
		todo: "Correct `subject-checksums`, or the file's permissions.",
		...cause === void 0 ? {} : { cause }
	});
}
function decode(bytes, source) {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch (cause) {
		throw new WaybillError("CHECKSUMS_INVALID", {
			what: `Cannot read ${source}.`,
			got: "bytes that are not UTF-8",
			expected: "a checksum list in UTF-8",
			todo: "Write the list as UTF-8. Windows PowerShell's `>` writes UTF-16: use `Out-File -Encoding utf8` there.",
			cause
		});
	}
}
function readLines(text, source, read) {
	const checksums = [];
	const bad = [];
	const lines = text.replace(/^\uFEFF/, "").split("\n");
	for (const [index, raw] of lines.entries()) {
		const line = raw.endsWith("\r") ? raw.slice(0, -1) : raw;
		if (line.trim() === "") continue;
		const reading = read(line, index + 1);
		if (typeof reading !== "string") checksums.push({
			...reading,
			line: index + 1
		});
		else bad.push(`line ${index + 1}, ${quoted(line, 60)}: ${reading}`);
	}
	if (bad.length === 0) return checksums;
	const more = bad.length > MOST_REPORTED ? `; and ${bad.length - MOST_REPORTED} more lines` : "";
	throw new WaybillError("CHECKSUMS_INVALID", {
		what: `Cannot read ${bad.length} ${bad.length === 1 ? "line" : "lines"} of ${source}.`,
		got: bad.slice(0, MOST_REPORTED).join("; ") + more,
		expected: "`<digest>  <name>` or `SHA256 (<name>) = <digest>` on each line",
		todo: "Correct the lines, or make the list with `sha256sum`. No line is skipped: every subject must be attested."
	});
}
function readLine(line) {
	const bsd = BSD.exec(line);
	const [, slash, bits, bsdName, bsdHex] = bsd ?? [];
	const [, gnuSlash, gnuHex, gnuName] = bsd === null ? GNU.exec(line) ?? [] : [];
	const hex = bsdHex ?? gnuHex;
	const written = bsdName ?? gnuName;
	if (hex === void 0 || written === void 0) return "not a digest and a name";
	if (bits !== void 0 && hex.length * 4 !== Number(bits)) return `${hex.length} hex digits are no SHA-${bits}`;
	const name = (slash ?? gnuSlash) === "\\" ? unescapeName(written) : written;
	if (name === void 0) return "a name with an unknown escape";
	return checksum(name, hex);
}
/** GNU's escapes; undefined for any other. */
function unescapeName(written) {
	if (/\\(?:[^nr\\]|$)/.test(written.replaceAll("\\\\", ""))) return void 0;
	return written.replaceAll(/\\([nr\\])/g, (_, char) => {
		if (char === "n") return "\n";
		return char === "r" ? "\r" : "\\";
	});
}
function checksum(name, digits) {
	const algorithm = algorithmOfLength(digits.length);
	const hex = algorithm === void 0 ? void 0 : hexDigest(algorithm, digits);
	if (algorithm === void 0 || hex === void 0) return `${digits.length} hex digits are no SHA-256, SHA-384 or SHA-512`;
	return nameProblem(name) ?? {
		name,
		algorithm,
		hex
	};
}

// src/subjects/digest.ts
/**
* The subject of the inputs `subject-digest` (`sha256:…`, `sha384:…` or `sha512:…`) and `subject-name`.
*
* @throws WaybillError INPUT_INVALID naming the input
*/
function parseDigest(digest, name) {
	const colon = digest.indexOf(":");
	const algorithm = digest.slice(0, Math.max(colon, 0)).toLowerCase();
	if (!isAlgorithm(algorithm)) throw invalidInput("subject-digest", quoted(digest), `one of ${Object.keys(HEX_LENGTHS).join(", ")}, a colon and the digest`);
	const hex = hexDigest(algorithm, digest.slice(colon + 1));
	if (hex === void 0) throw invalidInput("subject-digest", quoted(digest, 160), `${algorithm}: and ${HEX_LENGTHS[algorithm]} hex digits`);
	const set = { [algorithm]: hex };
	return {
		name: subjectName(name),
		digest: set
	};
}
/**
* The `subject-name` input.
*
* @throws WaybillError INPUT_INVALID when it cannot name a subject
*/
function subjectName(name) {
	const problem = nameProblem(name);
	if (problem !== void 0) throw invalidInput("subject-name", `${quoted(name)}: ${problem}`, "a name on one line");
	return name;
}
/** A digest set as an error text shows it. */
function digestText(set) {
	return digestEntries(set).map(([algorithm, hex]) => `${algorithm}:${hex}`).join(" ");
}
/** The error for one of the inputs that name a digest. */
function invalidInput(input, got, expected) {
	return new WaybillError("INPUT_INVALID", {
		what: `The input \`${input}\` is not valid.`,
		got,
		expected,
		todo: `Correct \`${input}\`. \`subject-name\` names the one \`subject-digest\`, or the one file of \`subject-path\`.`
	});
}

// src/handover/subjects-file.ts
/** As a list of ten thousand names is less than 2 MiB, and base64 a third more. */
const MAX_SUBJECTS_FILE = 67108864;
/** The handle that stands for the file between jobs: base64 of JSON, in slsa-github-generator's own form. */
function encodeHandle({ artifact, file, sha256 }) {
	return Buffer.from(JSON.stringify({
		artifact_name: artifact,
		sha256,
		filename: file
	})).toString("base64");
}
/** @throws WaybillError INPUT_INVALID */
function parseHandle(handle) {
	let json;
	try {
		json = JSON.parse(Buffer.from(handle, "base64").toString("utf8"));
	} catch {}
	const [artifact, file, sha256] = [
		text(json, "artifact_name"),
		text(json, "filename"),
		text(json, "sha256")
	];
	if (artifact && file && sha256 !== void 0 && /^[0-9a-f]{64}$/.test(sha256)) return {
		artifact,
		file,
		sha256
	};
	throw invalidInput("base64-subjects-as-file", quoted(handle, 60), "the output `handle` of actions/generator/generic/create-base64-subjects-from-file");
}
/**
* Stores a file with base64 of a checksum list, as read by `base64-subjects-as-file`.
* @param file its own name, without a folder
* @returns the handle
* @throws WaybillError CHECKSUMS_INVALID, SUBJECTS_EMPTY where it holds no such list; ARTIFACT_UNAVAILABLE
*/
async function shareSubjectsFile(file, bytes, artifacts) {
	if (parseBase64Subjects(bytes.toString("utf8").trim()).length === 0) throw new WaybillError("SUBJECTS_EMPTY", {
		what: `The file ${quoted(file)} names no subject.`,
		expected: "base64 of what `sha256sum` prints"
	});
	const artifact = `${file.replaceAll(/[^\w.-]+/g, "-").slice(0, 100)}-${(0, import__late_node_crypto.randomBytes)(16).toString("hex")}`;
	await artifacts.upload(artifact, [{
		name: file,
		bytes
	}], false);
	return encodeHandle({
		artifact,
		file,
		sha256: (0, import__late_node_crypto.createHash)("sha256").update(bytes).digest("hex")
	});
}
/**
* The inputs with what the file names.
* @throws WaybillError ARTIFACT_NOT_FOUND, ARTIFACT_INVALID, ARTIFACT_DIGEST_MISMATCH, ARTIFACT_UNAVAILABLE
*/
async function withSubjectsFile(inputs, { artifact: name, file, sha256 }, artifacts) {
	const found = (await artifacts.list(name)).filter((artifact) => artifact.name === name).at(-1);
	if (found === void 0) throw notFound(name);
	const [only, ...more] = await artifacts.download(found, void 0, {
		files: 1,
		bytes: MAX_SUBJECTS_FILE
	});
	if (only?.name !== file || more.length > 0) throw new WaybillError("ARTIFACT_INVALID", {
		what: `The workflow artifact ${name} does not hold the file that \`base64-subjects-as-file\` names. Nothing was signed.`,
		got: only === void 0 ? "no file" : quoted(only.name),
		expected: quoted(file),
		todo: "Give the handle as the job that stored the file put it into its outputs."
	});
	const digest = (0, import__late_node_crypto.createHash)("sha256").update(only.bytes).digest("hex");
	if (digest !== sha256) throw new WaybillError("ARTIFACT_DIGEST_MISMATCH", {
		what: `The file in the workflow artifact ${name} is not the one that was stored. Nothing was signed.`,
		got: `sha256:${digest}`,
		expected: `sha256:${sha256}, as the handle says`,
		todo: "Look for another job of the run that stores artifacts."
	});
	const input = Buffer.from(only.bytes).toString("utf8").trim();
	return {
		...inputs,
		subjects: [...inputs.subjects, {
			kind: "base64",
			input
		}]
	};
}

export { digestText as a, subjectName as c, withSubjectsFile as i, parseBase64Subjects as l, parseHandle as n, invalidInput as o, shareSubjectsFile as r, parseDigest as s, MAX_SUBJECTS_FILE as t, parseChecksumsInput as u };
