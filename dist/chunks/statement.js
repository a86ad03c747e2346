import { l as WaybillError } from "./project.js";

// src/intoto/statement.ts
/** The payload type of every envelope here; verifiers compare it exactly (in-toto envelope.md). */
const PAYLOAD_TYPE = "application/vnd.in-toto+json";
const STATEMENT_V1 = "https://in-toto.io/Statement/v1";
/** The type of statements over SLSA provenance v0.2, which the verifiers of its time compare exactly. */
const STATEMENT_V01 = "https://in-toto.io/Statement/v0.1";
const SLSA_V1 = "https://slsa.dev/provenance/v1";
const SLSA_V02 = "https://slsa.dev/provenance/v0.2";
/** sigstore-go and cosign refuse more subjects in a statement than this. */
const MAX_SUBJECTS = 1024;
/**
* The statement; its type follows from the predicate's.
* @throws WaybillError SUBJECT_COUNT when there are more subjects than verifiers accept
*/
function encodeStatement(subjects, predicateType, predicate) {
	if (subjects.length > 1024) throw new WaybillError("SUBJECT_COUNT", {
		what: "There are too many subjects for one statement.",
		got: `${subjects.length} subjects`,
		expected: `at most ${MAX_SUBJECTS}, the most that verifiers accept in one statement`,
		todo: "Attest fewer files in this step, for instance archives instead of what they hold, or use several steps."
	});
	const body = {
		_type: predicateType === "https://slsa.dev/provenance/v0.2" ? STATEMENT_V01 : STATEMENT_V1,
		subject: subjects,
		predicateType,
		predicate
	};
	return {
		body,
		bytes: Buffer.from(JSON.stringify(body), "utf8")
	};
}

// src/intoto/digest.ts
/** The algorithms a subject may be named by, and their lengths in hex digits (in-toto digest_set.md). */
const HEX_LENGTHS = {
	sha256: 64,
	sha384: 96,
	sha512: 128
};
function isAlgorithm(name) {
	return Object.hasOwn(HEX_LENGTHS, name);
}
/** The digest in lower case, or undefined when it is not hex of that algorithm's length. */
function hexDigest(algorithm, hex) {
	const lower = hex.toLowerCase();
	if (lower.length !== HEX_LENGTHS[algorithm] || !/^[0-9a-f]+$/.test(lower)) return void 0;
	return lower;
}
/** The algorithm whose hex digests have this length. */
function algorithmOfLength(length) {
	return Object.keys(HEX_LENGTHS).find((name) => HEX_LENGTHS[name] === length);
}
/** The digests of a set, strongest known first in a fixed order, so that texts and bytes are stable. */
function digestEntries(set) {
	const entries = [];
	for (const name of Object.keys(HEX_LENGTHS)) {
		const hex = set[name];
		if (hex !== void 0) entries.push([name, hex]);
	}
	return entries;
}
/** `sha256:…` of the first digest of a set: how GitHub's and OCI's APIs name a subject. */
function primaryDigest(set) {
	const [first] = digestEntries(set);
	return first === void 0 ? "" : `${first[0]}:${first[1]}`;
}
/**
* Whether two sets speak of the same bytes: at least one algorithm in common, and equal in every one that both have.
* Stricter than the specification's "any": two sets that agree in one and differ in another are of different bytes.
*/
function sameDigests(a, b) {
	const common = digestEntries(a).filter(([name]) => b[name] !== void 0);
	return common.length > 0 && common.every(([name, hex]) => b[name] === hex);
}

// package.json
var version = "0.1.0";

// src/version.ts
/** This version, as `package.json` has it; written into the bundle when it is built. */
const VERSION = version;

export { hexDigest as a, sameDigests as c, SLSA_V02 as d, SLSA_V1 as f, encodeStatement as h, digestEntries as i, MAX_SUBJECTS as l, STATEMENT_V1 as m, HEX_LENGTHS as n, isAlgorithm as o, STATEMENT_V01 as p, algorithmOfLength as r, primaryDigest as s, VERSION as t, PAYLOAD_TYPE as u };
