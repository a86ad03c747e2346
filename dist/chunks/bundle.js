import { t as require_dist } from "./sigstore-bundle.js";
import { t as require_dist$1 } from "./sigstore-protobuf-specs.js";
import { t as bundleJson } from "./bundle-json.js";
import { t as WaybillError } from "./project.js";
import { n as PAYLOAD_TYPE } from "./statement.js";
import { a as text, n as isRecord, t as at } from "./json.js";
import { i as parseBounded, r as UnreadableJson, t as isEnvelope } from "./unique-keys.js";

// src/verify/bundle.ts
var import_dist = require_dist();
var import_dist$1 = require_dist$1();
/** Statements hold at most 1,024 subjects; a bundle beyond this is not one. */
const MAX_BUNDLE_BYTES = 33554432;
/** As in sigstore-go: each costs the verifier some work, and nobody makes more than a few. */
const MOST_WITNESSES = 32;
/** A proof in a tree of 2^63 leaves has 63 hashes. */
const MOST_HASHES = 64;
/** Fulcio's certificates have 1 to 2 KB, timestamps with their chain 6. */
const MOST_DER_BYTES = 65536;
const MEDIA_TYPES = [
	import_dist.BUNDLE_V01_MEDIA_TYPE,
	import_dist.BUNDLE_V02_MEDIA_TYPE,
	import_dist.BUNDLE_V03_LEGACY_MEDIA_TYPE,
	import_dist.BUNDLE_V03_MEDIA_TYPE
];
/**
* A bundle that holds a signed statement.
* @throws WaybillError BUNDLE_MALFORMED; TIME_MISSING for a bare DSSE envelope
*/
function parseBundle(json) {
	const bundle = readBundle(json);
	if ((0, import_dist.isBundleWithDsseEnvelope)(bundle)) return withStatement(bundle);
	throw malformed("a signature over the artifact itself", "a signed in-toto statement (DSSE envelope)");
}
function withStatement(bundle) {
	const envelope = bundle.content.dsseEnvelope;
	const [signature] = envelope.signatures;
	if (signature === void 0 || envelope.signatures.length !== 1) throw malformed(`${envelope.signatures.length} signatures`, "exactly one");
	if (envelope.payloadType !== "application/vnd.in-toto+json") throw malformed(`payload type ${envelope.payloadType}`, PAYLOAD_TYPE);
	return {
		bundle,
		json: bundleJson(bundle),
		payload: Buffer.from(envelope.payload),
		signature: Buffer.from(signature.sig)
	};
}
const ALGORITHMS = {
	[import_dist$1.HashAlgorithm.HASH_ALGORITHM_UNSPECIFIED]: "sha256",
	[import_dist$1.HashAlgorithm.SHA2_256]: "sha256",
	[import_dist$1.HashAlgorithm.SHA2_384]: "sha384",
	[import_dist$1.HashAlgorithm.SHA2_512]: "sha512"
};
function readBundle(json) {
	if (json.length > 33554432) throw malformed(`${json.length} bytes`, `at most ${MAX_BUNDLE_BYTES}`);
	const value = readJson(json);
	if (isEnvelope(value)) throw bareEnvelope();
	const mediaType = text(value, "mediaType");
	if (!MEDIA_TYPES.includes(mediaType)) throw malformed(`media type ${mediaType ?? "(none)"}`, "a Sigstore bundle v0.1 to v0.3");
	const bundle = understood(value);
	if (!isSameText((0, import_dist.bundleToJSON)(bundle), value)) throw malformed("text that is not the base64 or number that stands for it", "canonical base64 and digits");
	assertSizes(bundle);
	assertNumbers(bundle);
	return bundle;
}
function readJson(json) {
	try {
		return parseBounded(json);
	} catch (error) {
		if (!(error instanceof UnreadableJson)) throw error;
		throw malformed(error.message, "one Sigstore bundle in JSON, each key once");
	}
}
/** slsa-github-generator's provenance up to v2.0.0: sound, but nothing in the file says when it was signed. */
function bareEnvelope() {
	return new WaybillError("TIME_MISSING", {
		what: "This is a DSSE envelope alone: it carries no signed time, so nothing says that its certificate was valid when it signed.",
		got: "a DSSE envelope without a transparency log's entry",
		expected: "a Sigstore bundle",
		todo: "Look its log entry up with `--rekor-url https://rekor.sigstore.dev` (or the log that it was signed with), which needs the network."
	});
}
function understood(value) {
	try {
		return (0, import_dist.bundleFromJSON)(value);
	} catch {
		throw malformed("JSON of another shape", "a Sigstore bundle v0.1 to v0.3");
	}
}
/**
* Whether each text that was understood is the text that was given: decoders of base64 pass over what they do not
* know, each over something else. Fields that are absent or null have their default (ProtoJSON, "Presence").
*/
function isSameText(found, given) {
	if (Array.isArray(found)) return found.every((item, index) => isSameText(item, at(given, index)));
	if (isRecord(found)) return Object.entries(found).every(([key, item]) => isSameText(item, at(given, key)));
	if (given === void 0 || given === null) return found === "" || found === "0";
	if (typeof given !== "number") return given === found;
	return Number.isSafeInteger(given) && (String(given) === String(found) || isHashNumber(found, given));
}
/** ProtoJSON takes an enum's number for its name, and early clients wrote it. */
function isHashNumber(found, given) {
	return typeof found === "string" && import_dist$1.HashAlgorithm[given] === found;
}
function assertSizes({ verificationMaterial }) {
	const { content, tlogEntries, timestampVerificationData } = verificationMaterial;
	const timestamps = timestampVerificationData?.rfc3161Timestamps ?? [];
	const certificates = content.$case === "certificate" ? [content.certificate] : content.$case === "x509CertificateChain" ? content.x509CertificateChain.certificates : [];
	for (const [what, { length }] of Object.entries({
		tlogEntries,
		timestamps,
		certificates
	})) if (length > MOST_WITNESSES) throw malformed(`${length} ${what}`, `at most ${MOST_WITNESSES}`);
	if ([...timestamps.map((t) => t.signedTimestamp), ...certificates.map((c) => c.rawBytes)].some(({ length }) => length > MOST_DER_BYTES)) throw malformed("a certificate or timestamp of an impossible size", `at most ${MOST_DER_BYTES} bytes each`);
	if (tlogEntries.some(({ inclusionProof }) => (inclusionProof?.hashes.length ?? 0) > MOST_HASHES)) throw malformed("a proof of inclusion of an impossible length", `at most ${MOST_HASHES} hashes`);
}
/** `Number` and `BigInt` take hexadecimal and blanks too. */
function assertNumbers({ verificationMaterial }) {
	for (const { logIndex, integratedTime, inclusionProof } of verificationMaterial.tlogEntries) {
		const wrong = [
			logIndex,
			integratedTime,
			inclusionProof?.logIndex,
			inclusionProof?.treeSize
		].find((n) => n !== void 0 && !/^(?:0|[1-9]\d{0,18})$/.test(n));
		if (wrong !== void 0) throw malformed(`a log entry's number ${JSON.stringify(wrong)}`, "digits");
	}
}
/** The bundles of a file: one JSON document, or JSON Lines with a bundle on each line. */
function splitBundles(content) {
	const whole = content.replace(/^\uFEFF/, "").trim();
	const lines = whole.split("\n").filter((line) => line.trim() !== "");
	return lines.length > 1 && lines.every((line) => line.startsWith("{") && line.trimEnd().endsWith("}")) ? lines.map((line) => line.trimEnd()) : [whole];
}
function malformed(got, expected) {
	return new WaybillError("BUNDLE_MALFORMED", {
		what: "The bundle is not one that can be verified.",
		got: got.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 200),
		expected
	});
}

export { parseBundle as n, splitBundles as r, MAX_BUNDLE_BYTES as t };
