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

export { isAlgorithm as a, hexDigest as i, algorithmOfLength as n, primaryDigest as o, digestEntries as r, sameDigests as s, HEX_LENGTHS as t };
