import { t as WaybillError } from "./project.js";
import { t as quoted } from "./quoted.js";
import { t as PLACES } from "./request.js";
import { t as VERSION } from "./package.js";

// src/consumer/options.ts
/** In the order of the help text. A test compares them with docs/verify.md. */
const REQUEST_OPTIONS = [
	text("source-repository", "sourceRepository", "URL", "the repository that it must be built from; required"),
	list("bundle", "bundles", "FILE", "where the bundle is; without it, files beside FILE are tried"),
	text("signer", "signer", "URI[@REF]", "the workflow that must have signed; without it, a known builder"),
	text("signer-digest", "signerDigest", "SHA", "the commit of that workflow's file"),
	text("builder-id", "builderId", "URI[@REF]", "the builder that the provenance must name"),
	text("issuer", "issuer", "URL", "who vouches for workflows; GitHub if not given"),
	text("source-ref", "sourceRef", "REF", "the whole reference built, refs/heads/main"),
	text("source-branch", "sourceBranch", "NAME", "the branch built"),
	text("source-tag", "sourceTag", "NAME", "the tag built"),
	text("source-versioned-tag", "sourceVersionedTag", "VERSION", "its version, as far as given: v1, v1.2"),
	text("source-digest", "sourceDigest", "SHA", "the commit built"),
	{
		name: "workflow-input",
		key: "workflowInputs",
		kind: "pairs",
		value: "NAME=VALUE",
		about: "what the run was started with by hand"
	},
	text("predicate-type", "predicateType", "URI", "the kind of statement; SLSA provenance if not given"),
	flag("deny-self-hosted-runners", "denySelfHostedRunners", "demand a runner of GitHub's for the signing job"),
	text("min-level", "minLevel", "1|2|3", "the least SLSA Build level"),
	list("from", "from", "PLACE", "also look in the release, registry or github, which calls them"),
	text("tag", "tag", "NAME", "which release --from release means"),
	text("attestation-repository", "attestationRepository", "NAME", "where an image's attestations lie, if not beside it"),
	text("rekor-url", "rekorUrl", "URL", "the log to ask about an envelope without a signed time"),
	text("trusted-root", "trustedRoot", "FILE", "the trusted root, or several, one a line; the built-in one if not given")
];
function text(name, key, value, about) {
	return {
		name,
		key,
		kind: "text",
		value,
		about
	};
}
function list(name, key, value, about) {
	return {
		name,
		key,
		kind: "list",
		value,
		about
	};
}
function flag(name, key, about) {
	return {
		name,
		key,
		kind: "flag",
		value: "",
		about
	};
}
/**
* The request of options as they were given.
* @param given each option's values by its name; a flag's is "true" or "false"
* @throws WaybillError USAGE
*/
function requestOf(given) {
	const request = {};
	for (const option of REQUEST_OPTIONS) {
		const values = given.get(option.name) ?? [];
		if (values.length > 0) request[option.key] = valueOf(option, values);
	}
	return request;
}
function valueOf({ name, key, kind }, values) {
	if (kind === "list") return key === "from" ? values.map(placeOf) : values.map((value) => notEmpty(name, value));
	if (kind === "pairs") return pairsOf(name, values);
	const [value = "", another] = values;
	if (another !== void 0) throw usage(`--${name} ${values.length} times`, "it once");
	if (kind === "flag") return value === "true";
	return key === "minLevel" ? levelOf(value) : notEmpty(name, value);
}
function notEmpty(name, value) {
	if (value === "") throw usage(`an empty --${name}`, "a value");
	return value;
}
function placeOf(value) {
	const place = PLACES.find((known) => known === value);
	if (place === void 0) throw usage(`--from ${quoted(value)}`, PLACES.join(", "));
	return place;
}
function levelOf(value) {
	const level = [
		1,
		2,
		3
	].find((known) => String(known) === value);
	if (level === void 0) throw usage(`--min-level ${quoted(value)}`, "1, 2 or 3");
	return level;
}
function pairsOf(name, values) {
	const pairs = values.map((value) => {
		const equals = value.indexOf("=");
		if (equals < 1) throw usage(`--${name} ${quoted(value)}`, "NAME=VALUE");
		return [value.slice(0, equals), value.slice(equals + 1)];
	});
	const names = pairs.map(([key]) => key);
	const twice = names.find((key, index) => names.indexOf(key) !== index);
	if (twice !== void 0) throw usage(`--${name} ${quoted(twice)} twice`, "each name once");
	return Object.fromEntries(pairs);
}
function usage(got, expected) {
	return new WaybillError("USAGE", {
		what: "The command line is not complete.",
		got,
		expected
	});
}

// src/cli/usage.ts
/** The options of `waybill verify` that are no part of the request. */
const OWN_OPTIONS = [
	{
		name: "refresh-trust",
		value: "",
		about: "ask TUF for the newest trusted root of the public instance"
	},
	{
		name: "batch",
		value: "FILE|-",
		about: "requests in JSON Lines, answers in JSON Lines, one process"
	},
	{
		name: "format",
		value: "text|json",
		about: "json: an object on a line for each artifact"
	},
	{
		name: "print-provenance",
		value: "",
		about: "print the verified statement, and the report on standard error"
	}
];
const WIDTH = 40;
function optionLines() {
	return [...REQUEST_OPTIONS, ...OWN_OPTIONS].map(({ name, value, about }) => `  ${`--${name} ${value}`.padEnd(WIDTH)} ${about}`).join("\n");
}
/** `waybill --help`. */
function usageText() {
	return `waybill ${VERSION}: checks where files and images come from, offline; rehearses the release step

  waybill verify ARTIFACT... --source-repository URL [OPTIONS]
  waybill verify --batch FILE|- [OPTIONS]

  ARTIFACT is a file, sha256:HEX, oci://REFERENCE or oci-layout:FOLDER[@sha256:HEX]

${optionLines()}

  may be given several times: --bundle, --from, --workflow-input

  exit codes: 0 verified, 1 refused, 2 wrong usage, 3 nothing found to verify, 4 could not be reached

  waybill rehearse OPTIONS

  the release step on this machine, against embedded services, before any tag is pushed; \`waybill help rehearse\`
`;
}

export { requestOf as i, usageText as n, REQUEST_OPTIONS as r, OWN_OPTIONS as t };
