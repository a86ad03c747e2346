import { n as parseHandle } from "./checksums.js";

// src/handover/inputs.ts
/** Artifacts with subjects are known by their names. */
const SUBJECTS_PREFIX = "waybill-subjects-";
const SUBJECT_INPUTS = [
	"subject-path",
	"subject-digest",
	"subject-checksums",
	"base64-subjects",
	"base64-subjects-as-file"
];
const PREDICATE_INPUTS = [
	"sbom-path",
	"predicate-type",
	"predicate",
	"predicate-path"
];
const EXPECTED = [
	"expected-signer",
	"expected-signer-digest",
	"expected-source-repository",
	"expected-source-digest"
];
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** @returns what the inputs say; what is wrong with them is left with the reader */
function readHandoverInputs(reader) {
	const collectOnly = reader.boolean("collect-only", false);
	const publishOnly = reader.boolean("publish-only", false);
	const from = reader.text("subjects-from");
	if (from !== void 0 && from !== "artifacts") reader.bad("subjects-from", from, "`artifacts`, or nothing");
	const inputs = {
		collectOnly,
		subjectsFromArtifacts: from === "artifacts",
		subjectsFile: readHandle(reader),
		bundlesArtifact: readName(reader, publishOnly),
		publish: publishOnly ? readPublish(reader) : void 0,
		matrix: reader.text("matrix") ?? "null"
	};
	if (collectOnly) refuse(reader, "collect-only", [
		...PREDICATE_INPUTS,
		"subjects-from",
		"bundles-artifact"
	], [
		"publish-only",
		"dry-run",
		"upload-assets"
	]);
	if (publishOnly) refuse(reader, "publish-only", [
		...SUBJECT_INPUTS,
		"subject-name",
		...PREDICATE_INPUTS,
		"subjects-from",
		"expected-count",
		"provenance-name"
	], ["dry-run"]);
	else for (const name of ["bundles-artifact-digest", ...EXPECTED]) {
		const value = reader.text(name);
		if (value !== void 0) reader.bad(name, value, "nothing, since `publish-only` is not set");
	}
	return inputs;
}
function refuse(reader, mode, texts, flags) {
	const nothing = `nothing, since \`${mode}\` is set`;
	for (const name of texts) {
		const value = reader.text(name);
		if (value !== void 0) reader.bad(name, value, nothing);
	}
	for (const name of flags) if (/^true$/i.test(reader.text(name) ?? "")) reader.bad(name, "true", nothing);
}
function readHandle(reader) {
	const handle = reader.text("base64-subjects-as-file");
	return handle === void 0 ? void 0 : reader.parsed("base64-subjects-as-file", () => parseHandle(handle));
}
/** What no artifact's name may hold, as the service takes names. */
const FORBIDDEN = /["*/:<>?\\|\p{C}]/u;
const MAX_NAME = 240;
/** No artifact's own name. */
const AS_FIRST_FILE = "*";
/** The name that `bundles-artifact` gives the artifact with these files. */
function artifactName(input, [first]) {
	if (input !== AS_FIRST_FILE || first === void 0) return input;
	return first.name.replaceAll(new RegExp(FORBIDDEN, "gu"), "-").slice(0, MAX_NAME);
}
/** As the service takes names; subjects have names of their own. */
function readName(reader, publishOnly) {
	const name = reader.text("bundles-artifact");
	if (name === void 0 || name === AS_FIRST_FILE && !publishOnly) return name;
	if (FORBIDDEN.test(name) || name.length > MAX_NAME) reader.bad("bundles-artifact", name, "a name of up to 240 characters without \" * / : < > ? \\ |");
	if (name.startsWith("waybill-subjects-")) reader.bad("bundles-artifact", name, `a name that does not begin with ${SUBJECTS_PREFIX}`);
	return name;
}
function readPublish(reader) {
	const value = (name, expected, shape) => {
		const given = reader.text(name);
		if (given === void 0) reader.required(name, `${expected}, since \`publish-only\` is set`);
		else if (!shape.test(given)) reader.bad(name, given, expected);
		return given ?? "";
	};
	const optional = reader.text("expected-signer-digest");
	if (optional !== void 0 && !COMMIT.test(optional)) reader.bad("expected-signer-digest", optional, "a commit, such as `job.workflow_sha`");
	return {
		artifact: value("bundles-artifact", "the name of the artifact with the bundles", /./),
		digest: value("bundles-artifact-digest", "the output of that name, `sha256:…`", /^sha256:[0-9a-f]{64}$/),
		signer: value("expected-signer", "the signing workflow with its reference, such as `job.workflow_ref`", /^[^\p{C}]+@(?:refs\/[^\p{C}]+|[0-9a-f]{40}|[0-9a-f]{64})$/u),
		signerDigest: optional,
		sourceRepository: value("expected-source-repository", "the repository, such as `github.repository`", /^(?:https?:\/\/[^\s/@]+\/)?[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/),
		sourceDigest: value("expected-source-digest", "the commit, such as `github.sha`", COMMIT)
	};
}

export { artifactName as n, readHandoverInputs as r, SUBJECTS_PREFIX as t };
