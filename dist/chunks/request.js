import { t as WaybillError } from "./project.js";
import { i as SLSA_V1, r as SLSA_V02 } from "./statement.js";
import { n as callableUrl, t as baseUrl } from "./url.js";
import { t as quoted } from "./quoted.js";
import { l as GITHUB_ISSUER, n as isCommit, o as readVersion } from "./expectation.js";

// src/consumer/request.ts
/** The places that `--from` names. */
const PLACES = [
	"release",
	"registry",
	"github"
];
/** As the command line and the step's inputs call it. */
const asOption = (key) => `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
/**
* @throws WaybillError USAGE for a request without a source, or with something that nothing could be equal to
*/
function expectedOf(request, naming = asOption) {
	const { sourceRepository, predicateType, minLevel } = request;
	if (sourceRepository === void 0) throw unusable(`no ${naming("sourceRepository")}`, "the repository that it must be built from");
	assertUrl(request, "sourceRepository", naming, "a URL such as https://github.com/OWNER/REPO");
	const workflow = "a URI such as https://github.com/OWNER/REPO/.github/workflows/release.yml[@REF]";
	assertUrl(request, "signer", naming, workflow);
	assertUrl(request, "builderId", naming, workflow);
	assertUrl(request, "issuer", naming, `a URL such as ${GITHUB_ISSUER}`);
	assertUrl(request, "rekorUrl", naming, "a URL such as https://rekor.sigstore.dev");
	for (const key of ["sourceDigest", "signerDigest"]) if (request[key] !== void 0 && !isCommit(request[key])) throw unusable(shown(request, key, naming), "a whole commit, 40 or 64 lower-case hex digits");
	if (predicateType === "") throw unusable(`an empty ${naming("predicateType")}`, `a URI such as ${SLSA_V1}`);
	return {
		identity: {
			issuer: request.issuer ?? "https://token.actions.githubusercontent.com",
			signer: request.signer,
			signerDigest: request.signerDigest,
			builderId: request.builderId,
			sourceRepository: baseUrl(sourceRepository),
			sourceDigest: request.sourceDigest
		},
		sourceReferences: referencesOf(request, naming),
		predicateTypes: predicateType === void 0 ? [SLSA_V1, SLSA_V02] : [predicateType],
		workflowInputs: request.workflowInputs,
		denySelfHostedRunners: request.denySelfHostedRunners,
		minimumLevel: minLevel
	};
}
/** One artifact's expectation. */
function expectationOf(expected, digests) {
	return {
		...expected,
		artifacts: [digests]
	};
}
function referencesOf(request, naming) {
	return [
		["sourceRef", "ref"],
		["sourceBranch", "branch"],
		["sourceTag", "tag"],
		["sourceVersionedTag", "versioned tag"]
	].flatMap(([key, kind]) => {
		const name = request[key];
		if (name === void 0) return [];
		if (name === "") throw unusable(`an empty ${naming(key)}`, `the name of a ${kind}`);
		if (kind === "ref" && !name.startsWith("refs/")) throw unusable(shown(request, key, naming), "a whole reference such as refs/tags/v1.2.3 or refs/heads/main");
		if (kind === "versioned tag" && readVersion(name) === void 0) throw unusable(shown(request, key, naming), "v1, v1.2 or v1.2.3, with a prerelease or without");
		return [{
			kind,
			name
		}];
	});
}
function assertUrl(request, key, naming, expected) {
	const value = request[key];
	if (value !== void 0 && callableUrl(value) === void 0) throw unusable(shown(request, key, naming), expected);
}
function shown(request, key, naming) {
	return `${naming(key)} ${quoted(request[key] ?? "", 200)}`;
}
function unusable(got, expected) {
	return new WaybillError("USAGE", {
		what: "This is not a request that can be verified.",
		got,
		expected
	});
}

export { expectedOf as i, asOption as n, expectationOf as r, PLACES as t };
