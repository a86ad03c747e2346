import { D as asOption, O as expectedOf, b as requestOf, ft as parseArtifact, v as REQUEST_OPTIONS, y as misfitsOf } from "./verify.js";
import { n as InputReader, t as parsePatterns } from "./input-reader.js";
import * as path from "node:path";

// src/consumer/inputs.ts
/** As the step's inputs call it: the command line's name without its dashes. */
const asInput = (key) => asOption(key).slice(2);
/** Inputs beside those that the command line has as options. */
const STEP_INPUTS = ["artifacts", "github-token"];
/**
* Reads all inputs and reports everything that is wrong with them together.
* @param workspace the folder that relative paths start from
* @throws WaybillError INPUT_INVALID
*/
function readVerifyInputs(get, workspace) {
	const reader = new InputReader(get);
	const request = readRequest(reader);
	const refreshTrust = reader.boolean("refresh-trust", false);
	reader.required("artifacts", "a file, a glob, sha256:HEX, oci://REFERENCE or oci-layout:FOLDER, one a line");
	if (reader.text("source-repository") === void 0) reader.bad("source-repository", "nothing", "the repository that it must be built from");
	const { patterns, named } = readArtifacts(reader);
	const asked = {
		request,
		artifacts: named,
		refreshTrust
	};
	for (const { name, got, expected } of misfitsOf(asked, false, (option) => option)) reader.bad(name, got, expected);
	reader.finish();
	return {
		patterns,
		named,
		request: inFolder(request, workspace),
		refreshTrust
	};
}
function readArtifacts(reader) {
	const { include, exclude } = reader.parsed("artifacts", () => parsePatterns(reader.text("artifacts") ?? "")) ?? {
		include: [],
		exclude: []
	};
	const isFile = (pattern) => reader.parsed("artifacts", () => parseArtifact(pattern).kind === "file");
	const kinds = include.map((pattern) => ({
		pattern,
		file: isFile(pattern)
	}));
	return {
		patterns: {
			include: kinds.filter(({ file }) => file === true).map(({ pattern }) => pattern),
			exclude
		},
		named: [...new Set(kinds.filter(({ file }) => file === false).map(({ pattern }) => pattern))]
	};
}
function readRequest(reader) {
	let request = {};
	for (const option of REQUEST_OPTIONS) {
		const values = valuesOf(reader, option);
		if (values.length === 0) continue;
		const part = reader.parsed(option.name, () => {
			const read = requestOf(/* @__PURE__ */ new Map([[option.name, values]]), () => "the value");
			expectedOf({
				sourceRepository: "https://github.com/OWNER/REPO",
				...read
			}, () => "the value");
			return read;
		});
		request = {
			...request,
			...part
		};
	}
	return request;
}
/** What may be given several times stands on lines of its own: a file's name and an input's value may hold commas. */
function valuesOf(reader, { name, kind }) {
	if (kind === "flag") return reader.flag(name) === true ? ["true"] : [];
	const value = reader.text(name);
	if (value === void 0) return [];
	if (kind === "text") return [value];
	return value.split(name === "from" ? /[\s,]+/ : /\r?\n/).flatMap((item) => item.trim() === "" ? [] : [item.trim()]);
}
function inFolder(request, workspace) {
	const { bundles, trustedRoot } = request;
	return {
		...request,
		...bundles === void 0 ? {} : { bundles: bundles.map((file) => path.resolve(workspace, file)) },
		...trustedRoot === void 0 ? {} : { trustedRoot: path.resolve(workspace, trustedRoot) }
	};
}

export { asInput as n, readVerifyInputs as r, STEP_INPUTS as t };
