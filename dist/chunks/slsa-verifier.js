import { C as exitCodeOf, D as asOption, T as artifactVerifier, a as describe, c as single, i as renderStatement, l as usage, o as optionLines, s as readArguments, u as consumerPorts, x as inert } from "./verify.js";
import { at as quoted, dt as WaybillError, ft as asWaybillError, gt as PROJECT_URL } from "./base.js";

// src/cli/slsa-options.ts
/** The log in which slsa-verifier looks up envelopes without a signed time. */
const PUBLIC_LOG = "https://rekor.sigstore.dev";
const SOURCE = {
	name: "source-uri",
	value: "REPO",
	about: "the repository that it must be built from, github.com/o/r; required"
};
const BUILDER = {
	name: "builder-id",
	value: "ID[@VERSION]",
	about: "the builder; a known one, if not given"
};
const OWN = [{
	name: "trusted-root",
	value: "FILE",
	about: "Waybill's own: the trusted root; the built-in one if not given"
}, {
	name: "rekor-url",
	value: "URL",
	about: `Waybill's own: where to look up an envelope without a signed time`
}];
const COMMON = [
	SOURCE,
	{
		name: "source-branch",
		value: "NAME",
		about: "the branch built"
	},
	{
		name: "source-tag",
		value: "NAME",
		about: "the tag built"
	},
	{
		name: "source-versioned-tag",
		value: "VERSION",
		about: "its version, as far as given: v1, v1.2"
	},
	{
		name: "build-workflow-input",
		value: "NAME=VALUE",
		about: "what the run was started with by hand; several"
	},
	BUILDER,
	{
		name: "provenance-path",
		value: "FILE",
		about: "the provenance; required for files"
	},
	{
		name: "provenance-repository",
		value: "NAME",
		about: "where an image's provenance lies, if not beside it"
	},
	{
		name: "print-provenance",
		value: "",
		about: "print the verified provenance on standard output"
	},
	...OWN
];
/** In the order of the help text; a test compares them with docs/migrate-from-slsa-verifier.md. */
const SLSA_OPTIONS = {
	"verify-artifact": COMMON,
	"verify-image": COMMON,
	"verify-github-attestation": [
		{
			name: "attestation-path",
			value: "FILE",
			about: "the attestation; required"
		},
		SOURCE,
		{
			...BUILDER,
			about: "the workflow that signed; required"
		},
		{
			name: "print-attestation",
			value: "",
			about: "print the verified statement on standard output"
		},
		...OWN
	]
};
const ABOUT = {
	"verify-artifact": "verify-artifact ARTIFACT... --provenance-path FILE --source-uri REPO [OPTIONS]",
	"verify-image": "verify-image IMAGE@sha256:HEX --source-uri REPO [OPTIONS]",
	"verify-github-attestation": "verify-github-attestation ARTIFACT --attestation-path FILE --source-uri REPO --builder-id ID [OPTIONS]"
};
/** `waybill help verify-artifact`, and of the others. */
function slsaUsage(command) {
	return `waybill ${ABOUT[command]}

  the command of slsa-verifier 2.7, with its flags; docs/migrate-from-slsa-verifier.md says what differs

${optionLines(SLSA_OPTIONS[command])}

  exit codes: 0 verified, 1 refused, 2 wrong usage, 3 nothing found to verify, 4 could not be reached
`;
}
const NAMES = {
	sourceRepository: "--source-uri",
	workflowInputs: "--build-workflow-input",
	attestationRepository: "--provenance-repository"
};
/** What each part of the request is called on these command lines. */
const asSlsaOption = (key) => NAMES[key] ?? asOption(key);
/** @throws WaybillError USAGE, REFERENCE_INVALID */
function readSlsaOptions(command, args) {
	const read = readArguments(args.flatMap(booleanForms), SLSA_OPTIONS[command]);
	const { positionals } = read;
	const path = single(read, command === "verify-github-attestation" ? "attestation-path" : "provenance-path");
	if (path === void 0 && command !== "verify-image") throw usage("no provenance", required(command));
	const [first, another] = positionals;
	if (first === void 0) throw usage("no artifact", ABOUT[command]);
	if (another !== void 0 && command !== "verify-artifact") throw usage(`${positionals.length} artifacts`, "one");
	const repository = single(read, "provenance-repository");
	const print = command === "verify-github-attestation" ? "print-attestation" : "print-provenance";
	const image = command === "verify-image";
	return {
		artifacts: image ? [imageNamed(first)] : positionals.map(fileNamed),
		request: {
			...expectedIn(read, command),
			...path === void 0 ? {} : { bundles: [path] },
			...image ? placesOf(first, path, repository) : {}
		},
		printProvenance: read.given.has(print),
		idle: !image && repository !== void 0 ? ["provenance-repository"] : []
	};
}
function required(command) {
	return command === "verify-github-attestation" ? "--attestation-path FILE" : "--provenance-path FILE";
}
/** `--print-provenance=true`, as Go's flags are written too. */
function booleanForms(arg) {
	const [, name, value = ""] = /^(--print-(?:provenance|attestation))=(.*)$/.exec(arg) ?? [];
	if (name === void 0) return [arg];
	if (/^(?:1|t|T|true|TRUE|True)$/.test(value)) return [name];
	return /^(?:0|f|F|false|FALSE|False)$/.test(value) ? [] : [arg];
}
function expectedIn(read, command) {
	const [tag, version] = [single(read, "source-tag"), single(read, "source-versioned-tag")];
	if (tag !== void 0 && version !== void 0) throw usage("--source-tag and --source-versioned-tag", "one of them");
	const trustedRoot = single(read, "trusted-root");
	const rekorUrl = single(read, "rekor-url") ?? (trustedRoot === void 0 ? "https://rekor.sigstore.dev" : void 0);
	return {
		sourceRepository: sourceNamed(single(read, "source-uri")),
		builderId: builderNamed(read, command),
		sourceBranch: single(read, "source-branch"),
		sourceTag: tag,
		sourceVersionedTag: version,
		workflowInputs: inputsOf(read.given.get("build-workflow-input") ?? []),
		rekorUrl,
		trustedRoot
	};
}
/** With a scheme or without, as slsa-verifier's NormalizeGitURI has it. */
function sourceNamed(given) {
	if (given === void 0) throw usage("no --source-uri", "the repository that it must be built from");
	const plain = given.startsWith("git+") ? given.slice(4) : given;
	const uri = plain.includes("://") ? plain : `https://${plain}`;
	if (/^https:\/\/github\.com\/[^/\s@]+\/[^/\s@]+$/.test(uri)) return uri;
	throw usage(`--source-uri ${quoted(given, 200)}`, "github.com/OWNER/REPO, with or without https:// or git+https:// before it", "For a repository elsewhere, use `waybill verify` with `--source-repository` and `--issuer`.");
}
function builderNamed(read, command) {
	const id = read.given.get("builder-id")?.every((id) => id === "") === true ? void 0 : single(read, "builder-id");
	if (id === void 0 && command === "verify-github-attestation") throw usage("no --builder-id", "the workflow that must have signed");
	if (id === void 0 || id.startsWith("https://github.com/")) return id;
	throw usage(`--builder-id ${quoted(id, 200)}`, "a builder on https://github.com/", "Provenance of Google Cloud Build and of other platforms is not verified here.");
}
/** Of a name that is given twice, the last counts, as in slsa-verifier. */
function inputsOf(pairs) {
	if (pairs.length === 0) return void 0;
	return Object.fromEntries(pairs.map((pair) => {
		const equals = pair.indexOf("=");
		if (equals < 1) throw usage(`--build-workflow-input ${quoted(pair)}`, "NAME=VALUE");
		return [pair.slice(0, equals), pair.slice(equals + 1)];
	}));
}
const ELSEWHERE = /^(?:oci:\/\/|oci-layout:)/;
function fileNamed(named) {
	if (!ELSEWHERE.test(named)) return named;
	throw usage(quoted(named, 200), "a file", "For an image, use `waybill verify-image`.");
}
/** By its digest alone: what a tag names may be another image in a minute (slsa-verifier, ErrorMutableImage). */
function imageNamed(named) {
	if (/@sha256:[0-9a-f]{64}$/.test(named)) return ELSEWHERE.test(named) ? named : `oci://${named}`;
	throw usage(`${quoted(named, 200)}, which may be another image in a minute`, "an image by its digest, REGISTRY/REPOSITORY@sha256:HEX", "Ask the registry for the digest once (`crane digest IMAGE`), and use that one from there on.");
}
function placesOf(image, path, repository) {
	return {
		...repository !== void 0 || path !== void 0 && !image.startsWith("oci-layout:") ? { from: ["registry"] } : {},
		...repository === void 0 ? {} : { attestationRepository: repository }
	};
}

// src/cli/slsa-verifier.ts
const GUIDE = `${PROJECT_URL}/blob/main/docs/migrate-from-slsa-verifier.md`;
/** `waybill verify-artifact` and the others that slsa-verifier has, with its flags, texts and meaning. */
function slsaCommand(command) {
	return async (args, terminal, surroundings) => await slsaVerifier(command, args, terminal, consumerPorts(surroundings));
}
/**
* The report is slsa-verifier's, on standard error, so that scripts that read it go on; standard output has the provenance
* where it is asked for, and nothing else. The first artifact that is refused ends it.
* @throws WaybillError USAGE, REFERENCE_INVALID, TRUST_INVALID
*/
async function slsaVerifier(command, args, terminal, ports) {
	if (args.includes("--help") || args.includes("-h")) {
		terminal.out(slsaUsage(command));
		return 0;
	}
	const { artifacts, request, printProvenance, idle } = readSlsaOptions(command, args);
	for (const name of idle) terminal.err(`note: --${name} has no effect here\n`);
	const verify = artifactVerifier(request, ports, asSlsaOption);
	await ports.roots(request.trustedRoot);
	for (const named of artifacts) {
		const shown = inert(named.replace(/^oci:\/\//, ""));
		try {
			const found = await verify(named);
			if (printProvenance) terminal.out(renderStatement(found.bundle));
			terminal.err(`${verifiedLine(found)}\nVerifying artifact ${shown}: PASSED\n\n`);
		} catch (thrown) {
			const error = asWaybillError(thrown, "The verification");
			terminal.err(`Verifying artifact ${shown}: FAILED: ${error.code}\n\n`);
			terminal.err(`FAILED: SLSA verification failed: ${error.code}\n${describe(error)}`);
			return exitCodeOf(error.code);
		}
	}
	terminal.err("PASSED: SLSA verification passed\n");
	return 0;
}
function verifiedLine({ bundle }) {
	const commit = bundle.certificate.sourceRepositoryDigest ?? "(not in the certificate)";
	return inert(`Verified build using builder "${bundle.builderId ?? bundle.signer}" at commit ${commit}`);
}
/** What is in slsa-verifier and not here, with what to use instead. */
const NOT_DONE = {
	"verify-npm-package": "Use `npm audit signatures`, which the npm registry's attestations are made for, or slsa-verifier itself.",
	"verify-vsa": "Use slsa-verifier itself, or any verifier of DSSE envelopes with the key that you trust."
};
/** Answers that a command of slsa-verifier is not done here. */
function notDone(command) {
	return () => {
		throw new WaybillError("USAGE", {
			what: `waybill has no ${command}: of slsa-verifier's commands, this one is not done.`,
			todo: `${NOT_DONE[command]} ${GUIDE}#not-done says more.`
		});
	};
}

export { notDone, slsaCommand };
