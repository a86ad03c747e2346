// src/verify/expectation.ts
/** GitHub's issuer, for consumers that name none. */
const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";

// src/verify/refs.ts
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const ENDS_IN_COMMIT = /@(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/**
* Splits at the first `@refs/`, or else at the `@` of a commit that ends the text. A workflow's path cannot hold the
* former: it is one file in `.github/workflows`. A reference may hold any number of `@` (`refs/tags/pkg@1.2.3`).
*/
function splitUri(uri) {
	const start = uri.indexOf("@refs/");
	if (start > 0 && uri.length > start + 6) return {
		workflow: uri.slice(0, start),
		ref: uri.slice(start + 1)
	};
	const commit = ENDS_IN_COMMIT.exec(uri);
	if (commit !== null && commit.index > 0) return {
		workflow: uri.slice(0, commit.index),
		ref: uri.slice(commit.index + 1)
	};
	return {
		workflow: uri,
		ref: void 0
	};
}
function isCommit(text) {
	return COMMIT.test(text);
}
const BRANCH = "refs/heads/";
const TAG = "refs/tags/";
function branchOf(ref) {
	return ref?.startsWith(BRANCH) === true ? ref.slice(11) : void 0;
}
function tagOf(ref) {
	return ref?.startsWith(TAG) === true ? ref.slice(10) : void 0;
}
/**
* Whether `wanted` names the workflow that `uri` is: alone (any version), with its whole reference, with the short name
* of its tag (never of a branch: whoever may push a branch could name it like a tag), or with the commit of its file.
* All is compared exactly; what is wanted is never split at an `@` of which it is not known what it is.
* @param commit of the workflow's file, where it is known (Build Signer Digest)
*/
function namesWorkflow(wanted, uri, commit) {
	if (wanted === uri) return splitUri(uri).ref === void 0 ? "any" : "one";
	const { workflow, ref } = splitUri(uri);
	if (ref === void 0) return void 0;
	const named = splitUri(wanted);
	if (named.ref !== void 0) return named.workflow === workflow && named.ref === commit && isCommit(named.ref) ? "one" : void 0;
	if (wanted === workflow) return "any";
	const tag = tagOf(ref);
	return tag !== void 0 && wanted === `${workflow}@${tag}` ? "one" : void 0;
}
const NUMBER = "(0|[1-9]\\d*)";
const IDENTIFIER = "(?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)";
const VERSION = new RegExp(`^v${NUMBER}(?:\\.${NUMBER}(?:\\.${NUMBER}(-${IDENTIFIER}(?:\\.${IDENTIFIER})*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?)?)?$`);
/** @returns undefined for what is no version */
function readVersion(text) {
	const found = VERSION.exec(text);
	if (found === null) return void 0;
	const [, major = "0", minor, patch, prerelease = ""] = found;
	return {
		numbers: [
			major,
			minor ?? "0",
			patch ?? "0"
		],
		given: patch !== void 0 ? 3 : minor !== void 0 ? 2 : 1,
		prerelease
	};
}
/** Equal in all that `wanted` gives: `v1` is any v1, `v1.2.3` is that one. */
function isVersionOf(tag, wanted) {
	if (!wanted.numbers.every((number, index) => index >= wanted.given || number === tag.numbers[index])) return false;
	return wanted.given < 3 || wanted.prerelease === tag.prerelease;
}
const RELEASE_TAG = /^refs\/tags\/v(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(-[a-z]+)?$/;
/** `refs/tags/vX.Y.Z` and nothing behind it but, where a builder has one, its `suffix` (`-java`). */
function isReleaseTag(ref, suffix = "") {
	const found = ref === void 0 ? null : RELEASE_TAG.exec(ref);
	return found !== null && (found[1] ?? "") === suffix;
}

export { namesWorkflow as a, tagOf as c, isVersionOf as i, GITHUB_ISSUER as l, isCommit as n, readVersion as o, isReleaseTag as r, splitUri as s, branchOf as t };
