import { i as __require, t as __commonJSMin } from "./rolldown.js";
import { a as GITHUB_BUILD_TYPE, i as FULL_BUILD_TYPE, r as kindOf, s as V02_BUILD_TYPE, t as WaybillError } from "./project.js";
import { a as text, n as isRecord, r as list, t as at } from "./json.js";
import { c as HEX_LENGTHS, d as hexDigest, f as isAlgorithm, m as sameDigests } from "./quoted.js";
import { a as SLSA_V1, i as SLSA_V02, o as STATEMENT_V01, r as PAYLOAD_TYPE, s as STATEMENT_V1 } from "./statement.js";
import { t as compareCodeUnits } from "./names.js";
import { _ as DEFAULT_TOOLS, a as isVersionOf, c as splitUri, d as readCertificate, f as signerOf, g as CONTAINER_BASED_BUILD_TYPE, h as COMPLETE_BUILD_TYPES, i as isReleaseTag, l as tagOf, m as COMMUNITY_BUILD_TYPE, n as isOwnWorkflow, o as namesWorkflow, p as require_dist$2, r as branchOf, s as readVersion, t as assertIdentity, u as isLegacy, v as DELEGATOR_BUILD_TYPE, y as JRELEASER_TOOLS } from "./expectation.js";
import { o as MEDIA, t as digestOf } from "./types.js";
import { c as require_envelope, o as require_dist$3, s as require_sigstore_common } from "./sigstore-protobuf-specs.js";
import { createPublicKey, verify } from "node:crypto";

// src/oci/manifests.ts
/** The content of every referrer's config (OCI image-spec, manifest.md, "Guidance for an empty descriptor"). */
const EMPTY_CONFIG = Buffer.from("{}");
/** Bundles of every version begin with it; readers compare the beginning alone. */
const BUNDLE_PREFIX = "application/vnd.dev.sigstore.bundle";
const CREATED = "org.opencontainers.image.created";
/** The tag under which a registry without a referrers API keeps the list (OCI distribution-spec 1.1, "Referrers Tag Schema"). */
function fallbackTag(subject) {
	return subject.replace(":", "-");
}
/** The tag of cosign's own layout. */
function attTag(subject) {
	return `${fallbackTag(subject)}.att`;
}
/**
* A bundle as referrer of a subject (cosign, specs/BUNDLE_SPEC.md, "Publishing"). The same bundle, subject and time give the
* same bytes.
*/
function referrerManifest(subject, bundle) {
	const blob = Buffer.from(bundle.json, "utf8");
	const { mediaType, digest, size } = subject;
	return manifest(MEDIA.image, {
		schemaVersion: 2,
		mediaType: MEDIA.image,
		artifactType: MEDIA.bundle,
		config: {
			mediaType: MEDIA.empty,
			digest: digestOf(EMPTY_CONFIG),
			size: EMPTY_CONFIG.length
		},
		layers: [{
			mediaType: MEDIA.bundle,
			digest: digestOf(blob),
			size: blob.length
		}],
		subject: {
			mediaType,
			digest,
			size
		},
		annotations: referrerAnnotations(bundle)
	});
}
/** The manifest's entry in a list of referrers, with all that the specification wants copied from the manifest. */
function referrerEntry({ mediaType, digest, bytes }, bundle) {
	return {
		mediaType,
		digest,
		size: bytes.length,
		artifactType: MEDIA.bundle,
		annotations: referrerAnnotations(bundle)
	};
}
function referrerAnnotations({ predicateType, created }) {
	return {
		"dev.sigstore.bundle.content": "dsse-envelope",
		"dev.sigstore.bundle.predicateType": predicateType,
		[CREATED]: created.toISOString()
	};
}
/** An image index with these entries in the order of their digests; other fields stay as they were. */
function indexManifest(before, entries) {
	const byDigest = [...entries].sort((a, b) => compareCodeUnits(text(a, "digest") ?? "", text(b, "digest") ?? ""));
	const json = {
		...before,
		schemaVersion: 2,
		mediaType: MEDIA.index,
		manifests: byDigest
	};
	return manifest(MEDIA.index, json);
}
/** The config of a `.att` manifest, as cosign writes it: an image without a platform whose layers are the attestations. */
function attConfig(layers) {
	const created = "0001-01-01T00:00:00Z";
	return Buffer.from(JSON.stringify({
		architecture: "",
		created,
		history: layers.map(() => ({ created })),
		os: "",
		rootfs: {
			type: "layers",
			diff_ids: layers.map((layer) => text(layer, "digest") ?? "")
		},
		config: {}
	}));
}
/** cosign's `.att` manifest with these layers; other fields stay as they were. */
function attManifest(before, mediaType, layers) {
	const config = attConfig(layers);
	return manifest(mediaType, {
		...before,
		schemaVersion: 2,
		mediaType,
		config: {
			mediaType: text(before, "config", "mediaType") ?? MEDIA.config,
			size: config.length,
			digest: digestOf(config)
		},
		layers
	});
}
function manifest(mediaType, json) {
	const bytes = Buffer.from(JSON.stringify(json));
	return {
		mediaType,
		digest: digestOf(bytes),
		bytes
	};
}

// node_modules/@sigstore/bundle/dist/bundle.js
var require_bundle$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.BUNDLE_V03_MEDIA_TYPE = exports.BUNDLE_V03_LEGACY_MEDIA_TYPE = exports.BUNDLE_V02_MEDIA_TYPE = exports.BUNDLE_V01_MEDIA_TYPE = void 0;
	exports.isBundleWithCertificateChain = isBundleWithCertificateChain;
	exports.isBundleWithPublicKey = isBundleWithPublicKey;
	exports.isBundleWithMessageSignature = isBundleWithMessageSignature;
	exports.isBundleWithDsseEnvelope = isBundleWithDsseEnvelope;
	exports.BUNDLE_V01_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle+json;version=0.1";
	exports.BUNDLE_V02_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle+json;version=0.2";
	exports.BUNDLE_V03_LEGACY_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle+json;version=0.3";
	exports.BUNDLE_V03_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
	function isBundleWithCertificateChain(b) {
		return b.verificationMaterial.content.$case === "x509CertificateChain";
	}
	function isBundleWithPublicKey(b) {
		return b.verificationMaterial.content.$case === "publicKey";
	}
	function isBundleWithMessageSignature(b) {
		return b.content.$case === "messageSignature";
	}
	function isBundleWithDsseEnvelope(b) {
		return b.content.$case === "dsseEnvelope";
	}
}));

// node_modules/@sigstore/bundle/dist/build.js
var require_build = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.toMessageSignatureBundle = toMessageSignatureBundle;
	exports.toDSSEBundle = toDSSEBundle;
	const protobuf_specs_1 = require_dist$3();
	const bundle_1 = require_bundle$1();
	function toMessageSignatureBundle(options) {
		return {
			mediaType: options.certificateChain ? bundle_1.BUNDLE_V02_MEDIA_TYPE : bundle_1.BUNDLE_V03_MEDIA_TYPE,
			content: {
				$case: "messageSignature",
				messageSignature: {
					messageDigest: {
						algorithm: protobuf_specs_1.HashAlgorithm.SHA2_256,
						digest: options.digest
					},
					signature: options.signature
				}
			},
			verificationMaterial: toVerificationMaterial(options)
		};
	}
	function toDSSEBundle(options) {
		return {
			mediaType: options.certificateChain ? bundle_1.BUNDLE_V02_MEDIA_TYPE : bundle_1.BUNDLE_V03_MEDIA_TYPE,
			content: {
				$case: "dsseEnvelope",
				dsseEnvelope: toEnvelope(options)
			},
			verificationMaterial: toVerificationMaterial(options)
		};
	}
	function toEnvelope(options) {
		return {
			payloadType: options.artifactType,
			payload: options.artifact,
			signatures: [toSignature(options)]
		};
	}
	function toSignature(options) {
		return {
			keyid: options.keyHint || "",
			sig: options.signature
		};
	}
	function toVerificationMaterial(options) {
		return {
			content: toKeyContent(options),
			tlogEntries: [],
			timestampVerificationData: { rfc3161Timestamps: [] }
		};
	}
	function toKeyContent(options) {
		if (options.certificate) {
			if (options.certificateChain) return {
				$case: "x509CertificateChain",
				x509CertificateChain: { certificates: [{ rawBytes: options.certificate }] }
			};
			else return {
				$case: "certificate",
				certificate: { rawBytes: options.certificate }
			};
		} else return {
			$case: "publicKey",
			publicKey: { hint: options.keyHint || "" }
		};
	}
}));

// node_modules/@sigstore/bundle/dist/error.js
var require_error$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.ValidationError = void 0;
	var ValidationError = class extends Error {
		fields;
		constructor(message, fields) {
			super(message);
			this.fields = fields;
		}
	};
	exports.ValidationError = ValidationError;
}));

// node_modules/@sigstore/bundle/dist/validate.js
var require_validate = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.assertBundle = assertBundle;
	exports.assertBundleV01 = assertBundleV01;
	exports.isBundleV01 = isBundleV01;
	exports.assertBundleV02 = assertBundleV02;
	exports.assertBundleLatest = assertBundleLatest;
	const error_1 = require_error$1();
	function assertBundle(b) {
		const invalidValues = validateBundleBase(b);
		if (invalidValues.length > 0) throw new error_1.ValidationError("invalid bundle", invalidValues);
	}
	function assertBundleV01(b) {
		const invalidValues = [];
		invalidValues.push(...validateBundleBase(b));
		invalidValues.push(...validateInclusionPromise(b));
		if (invalidValues.length > 0) throw new error_1.ValidationError("invalid v0.1 bundle", invalidValues);
	}
	function isBundleV01(b) {
		try {
			assertBundleV01(b);
			return true;
		} catch (e) {
			return false;
		}
	}
	function assertBundleV02(b) {
		const invalidValues = [];
		invalidValues.push(...validateBundleBase(b));
		invalidValues.push(...validateInclusionProof(b));
		if (invalidValues.length > 0) throw new error_1.ValidationError("invalid v0.2 bundle", invalidValues);
	}
	function assertBundleLatest(b) {
		const invalidValues = [];
		invalidValues.push(...validateBundleBase(b));
		invalidValues.push(...validateInclusionProof(b));
		invalidValues.push(...validateNoCertificateChain(b));
		if (invalidValues.length > 0) throw new error_1.ValidationError("invalid bundle", invalidValues);
	}
	function validateBundleBase(b) {
		const invalidValues = [];
		if (b.mediaType === void 0 || !b.mediaType.match(/^application\/vnd\.dev\.sigstore\.bundle\+json;version=\d\.\d/) && !b.mediaType.match(/^application\/vnd\.dev\.sigstore\.bundle\.v\d\.\d\+json/)) invalidValues.push("mediaType");
		if (b.content === void 0) invalidValues.push("content");
		else switch (b.content.$case) {
			case "messageSignature":
				if (b.content.messageSignature.messageDigest === void 0) invalidValues.push("content.messageSignature.messageDigest");
				else if (b.content.messageSignature.messageDigest.digest.length === 0) invalidValues.push("content.messageSignature.messageDigest.digest");
				if (b.content.messageSignature.signature.length === 0) invalidValues.push("content.messageSignature.signature");
				break;
			case "dsseEnvelope":
				if (b.content.dsseEnvelope.payload.length === 0) invalidValues.push("content.dsseEnvelope.payload");
				if (b.content.dsseEnvelope.signatures.length !== 1) invalidValues.push("content.dsseEnvelope.signatures");
				else if (b.content.dsseEnvelope.signatures[0].sig.length === 0) invalidValues.push("content.dsseEnvelope.signatures[0].sig");
		}
		if (b.verificationMaterial === void 0) invalidValues.push("verificationMaterial");
		else {
			if (b.verificationMaterial.content === void 0) invalidValues.push("verificationMaterial.content");
			else switch (b.verificationMaterial.content.$case) {
				case "x509CertificateChain":
					if (b.verificationMaterial.content.x509CertificateChain.certificates.length === 0) invalidValues.push("verificationMaterial.content.x509CertificateChain.certificates");
					b.verificationMaterial.content.x509CertificateChain.certificates.forEach((cert, i) => {
						if (cert.rawBytes.length === 0) invalidValues.push(`verificationMaterial.content.x509CertificateChain.certificates[${i}].rawBytes`);
					});
					break;
				case "certificate": if (b.verificationMaterial.content.certificate.rawBytes.length === 0) invalidValues.push("verificationMaterial.content.certificate.rawBytes");
			}
			if (b.verificationMaterial.tlogEntries === void 0) invalidValues.push("verificationMaterial.tlogEntries");
			else if (b.verificationMaterial.tlogEntries.length > 0) b.verificationMaterial.tlogEntries.forEach((entry, i) => {
				if (entry.logId === void 0) invalidValues.push(`verificationMaterial.tlogEntries[${i}].logId`);
				if (entry.kindVersion === void 0) invalidValues.push(`verificationMaterial.tlogEntries[${i}].kindVersion`);
			});
		}
		return invalidValues;
	}
	function validateInclusionPromise(b) {
		const invalidValues = [];
		if (b.verificationMaterial && b.verificationMaterial.tlogEntries?.length > 0) b.verificationMaterial.tlogEntries.forEach((entry, i) => {
			if (entry.inclusionPromise === void 0) invalidValues.push(`verificationMaterial.tlogEntries[${i}].inclusionPromise`);
		});
		return invalidValues;
	}
	function validateInclusionProof(b) {
		const invalidValues = [];
		if (b.verificationMaterial && b.verificationMaterial.tlogEntries?.length > 0) b.verificationMaterial.tlogEntries.forEach((entry, i) => {
			if (entry.inclusionProof === void 0) invalidValues.push(`verificationMaterial.tlogEntries[${i}].inclusionProof`);
			else if (entry.inclusionProof.checkpoint === void 0) invalidValues.push(`verificationMaterial.tlogEntries[${i}].inclusionProof.checkpoint`);
		});
		return invalidValues;
	}
	function validateNoCertificateChain(b) {
		const invalidValues = [];
		/* istanbul ignore next */
		if (b.verificationMaterial?.content?.$case === "x509CertificateChain") invalidValues.push("verificationMaterial.content.$case");
		return invalidValues;
	}
}));

// node_modules/@sigstore/bundle/dist/serialized.js
var require_serialized = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.envelopeToJSON = exports.envelopeFromJSON = exports.bundleToJSON = exports.bundleFromJSON = void 0;
	const protobuf_specs_1 = require_dist$3();
	const bundle_1 = require_bundle$1();
	const validate_1 = require_validate();
	const bundleFromJSON = (obj) => {
		const bundle = protobuf_specs_1.Bundle.fromJSON(obj);
		switch (bundle.mediaType) {
			case bundle_1.BUNDLE_V01_MEDIA_TYPE:
				(0, validate_1.assertBundleV01)(bundle);
				break;
			case bundle_1.BUNDLE_V02_MEDIA_TYPE:
				(0, validate_1.assertBundleV02)(bundle);
				break;
			default: (0, validate_1.assertBundleLatest)(bundle);
		}
		return bundle;
	};
	exports.bundleFromJSON = bundleFromJSON;
	const bundleToJSON = (bundle) => {
		return protobuf_specs_1.Bundle.toJSON(bundle);
	};
	exports.bundleToJSON = bundleToJSON;
	const envelopeFromJSON = (obj) => {
		return protobuf_specs_1.Envelope.fromJSON(obj);
	};
	exports.envelopeFromJSON = envelopeFromJSON;
	const envelopeToJSON = (envelope) => {
		return protobuf_specs_1.Envelope.toJSON(envelope);
	};
	exports.envelopeToJSON = envelopeToJSON;
}));

// node_modules/@sigstore/bundle/dist/index.js
var require_dist$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.isBundleV01 = exports.assertBundleV02 = exports.assertBundleV01 = exports.assertBundleLatest = exports.assertBundle = exports.envelopeToJSON = exports.envelopeFromJSON = exports.bundleToJSON = exports.bundleFromJSON = exports.ValidationError = exports.isBundleWithPublicKey = exports.isBundleWithMessageSignature = exports.isBundleWithDsseEnvelope = exports.isBundleWithCertificateChain = exports.BUNDLE_V03_MEDIA_TYPE = exports.BUNDLE_V03_LEGACY_MEDIA_TYPE = exports.BUNDLE_V02_MEDIA_TYPE = exports.BUNDLE_V01_MEDIA_TYPE = exports.toMessageSignatureBundle = exports.toDSSEBundle = void 0;
	var build_1 = require_build();
	Object.defineProperty(exports, "toDSSEBundle", {
		enumerable: true,
		get: function() {
			return build_1.toDSSEBundle;
		}
	});
	Object.defineProperty(exports, "toMessageSignatureBundle", {
		enumerable: true,
		get: function() {
			return build_1.toMessageSignatureBundle;
		}
	});
	var bundle_1 = require_bundle$1();
	Object.defineProperty(exports, "BUNDLE_V01_MEDIA_TYPE", {
		enumerable: true,
		get: function() {
			return bundle_1.BUNDLE_V01_MEDIA_TYPE;
		}
	});
	Object.defineProperty(exports, "BUNDLE_V02_MEDIA_TYPE", {
		enumerable: true,
		get: function() {
			return bundle_1.BUNDLE_V02_MEDIA_TYPE;
		}
	});
	Object.defineProperty(exports, "BUNDLE_V03_LEGACY_MEDIA_TYPE", {
		enumerable: true,
		get: function() {
			return bundle_1.BUNDLE_V03_LEGACY_MEDIA_TYPE;
		}
	});
	Object.defineProperty(exports, "BUNDLE_V03_MEDIA_TYPE", {
		enumerable: true,
		get: function() {
			return bundle_1.BUNDLE_V03_MEDIA_TYPE;
		}
	});
	Object.defineProperty(exports, "isBundleWithCertificateChain", {
		enumerable: true,
		get: function() {
			return bundle_1.isBundleWithCertificateChain;
		}
	});
	Object.defineProperty(exports, "isBundleWithDsseEnvelope", {
		enumerable: true,
		get: function() {
			return bundle_1.isBundleWithDsseEnvelope;
		}
	});
	Object.defineProperty(exports, "isBundleWithMessageSignature", {
		enumerable: true,
		get: function() {
			return bundle_1.isBundleWithMessageSignature;
		}
	});
	Object.defineProperty(exports, "isBundleWithPublicKey", {
		enumerable: true,
		get: function() {
			return bundle_1.isBundleWithPublicKey;
		}
	});
	var error_1 = require_error$1();
	Object.defineProperty(exports, "ValidationError", {
		enumerable: true,
		get: function() {
			return error_1.ValidationError;
		}
	});
	var serialized_1 = require_serialized();
	Object.defineProperty(exports, "bundleFromJSON", {
		enumerable: true,
		get: function() {
			return serialized_1.bundleFromJSON;
		}
	});
	Object.defineProperty(exports, "bundleToJSON", {
		enumerable: true,
		get: function() {
			return serialized_1.bundleToJSON;
		}
	});
	Object.defineProperty(exports, "envelopeFromJSON", {
		enumerable: true,
		get: function() {
			return serialized_1.envelopeFromJSON;
		}
	});
	Object.defineProperty(exports, "envelopeToJSON", {
		enumerable: true,
		get: function() {
			return serialized_1.envelopeToJSON;
		}
	});
	var validate_1 = require_validate();
	Object.defineProperty(exports, "assertBundle", {
		enumerable: true,
		get: function() {
			return validate_1.assertBundle;
		}
	});
	Object.defineProperty(exports, "assertBundleLatest", {
		enumerable: true,
		get: function() {
			return validate_1.assertBundleLatest;
		}
	});
	Object.defineProperty(exports, "assertBundleV01", {
		enumerable: true,
		get: function() {
			return validate_1.assertBundleV01;
		}
	});
	Object.defineProperty(exports, "assertBundleV02", {
		enumerable: true,
		get: function() {
			return validate_1.assertBundleV02;
		}
	});
	Object.defineProperty(exports, "isBundleV01", {
		enumerable: true,
		get: function() {
			return validate_1.isBundleV01;
		}
	});
}));

// src/bundle-json.ts
var import_dist$2 = require_dist$1();
/** A bundle in its JSON form, the one that sigstore's own `verify` takes, on one line. */
function bundleJson(bundle) {
	const json = (0, import_dist$2.bundleToJSON)(bundle);
	const { tlogEntries } = json.verificationMaterial;
	for (const entry of Array.isArray(tlogEntries) ? tlogEntries : []) {
		entry.logIndex ??= "0";
		if (entry.inclusionProof === void 0) continue;
		entry.inclusionProof.logIndex ??= "0";
		entry.inclusionProof.hashes ??= [];
	}
	return JSON.stringify(json);
}

// src/verify/unique-keys.ts
/**
* A key that stands twice in one object. `JSON.parse` takes the last of them, other readers the first, so that two
* verifiers of the same signed bytes would see two statements.
* @param json text that `JSON.parse` accepts
*/
function repeatedKey(json) {
	const around = [];
	let keys;
	let isKey = false;
	for (let place = 0; place < json.length; place++) {
		const character = json.charAt(place);
		switch (character) {
			case "\"": {
				const end = endOfString(json, place);
				if (isKey && keys !== void 0) {
					const key = String(JSON.parse(json.slice(place, end + 1)));
					if (keys.has(key)) return key;
					keys.add(key);
					isKey = false;
				}
				place = end;
				break;
			}
			case "{":
			case "[":
				isKey = character === "{";
				keys = isKey ? /* @__PURE__ */ new Set() : void 0;
				around.push(keys);
				break;
			case "}":
			case "]":
				around.pop();
				keys = around.at(-1);
				isKey = false;
				break;
			case ",": isKey = keys !== void 0;
		}
	}
}
/** The place of the quote that ends the string which begins at `start`. */
function endOfString(json, start) {
	let end = json.indexOf("\"", start + 1);
	while (end !== -1 && isEscaped(json, end)) end = json.indexOf("\"", end + 1);
	return end === -1 ? json.length : end;
}
function isEscaped(json, quote) {
	let place = quote;
	while (json[place - 1] === "\\") place -= 1;
	return (quote - place) % 2 === 1;
}

// src/verify/bundle.ts
/** Statements hold at most 1,024 subjects; a bundle beyond this is not one. */
const MAX_BUNDLE_BYTES = 33554432;
const MEDIA_TYPES = [
	import_dist$2.BUNDLE_V01_MEDIA_TYPE,
	import_dist$2.BUNDLE_V02_MEDIA_TYPE,
	import_dist$2.BUNDLE_V03_LEGACY_MEDIA_TYPE,
	import_dist$2.BUNDLE_V03_MEDIA_TYPE
];
/** @throws WaybillError BUNDLE_MALFORMED */
function parseBundle(json) {
	const bundle = readBundle(json);
	const envelope = bundle.content.dsseEnvelope;
	const [signature] = envelope.signatures;
	if (signature === void 0 || envelope.signatures.length !== 1) throw malformed$1(`${envelope.signatures.length} signatures`, "exactly one");
	if (envelope.payloadType !== "application/vnd.in-toto+json") throw malformed$1(`payload type ${envelope.payloadType}`, PAYLOAD_TYPE);
	assertNumbers(bundle);
	return {
		bundle,
		json: bundleJson(bundle),
		payload: Buffer.from(envelope.payload),
		signature: Buffer.from(signature.sig)
	};
}
function readBundle(json) {
	let value;
	try {
		value = JSON.parse(json);
	} catch {
		throw malformed$1("text that is not JSON", "one Sigstore bundle in JSON");
	}
	const twice = repeatedKey(json);
	if (twice !== void 0) throw malformed$1(`the key ${JSON.stringify(twice)} twice`, "each key once");
	const mediaType = text(value, "mediaType");
	if (!MEDIA_TYPES.includes(mediaType)) throw malformed$1(`media type ${mediaType ?? "(none)"}`, "a Sigstore bundle v0.1 to v0.3");
	const bundle = understood(value);
	if (!isSameText((0, import_dist$2.bundleToJSON)(bundle), value)) throw malformed$1("text that is not the base64 or number that stands for it", "canonical base64 and digits");
	if ((0, import_dist$2.isBundleWithDsseEnvelope)(bundle)) return bundle;
	throw malformed$1("a signature over the artifact itself", "a signed in-toto statement (DSSE envelope)");
}
function understood(value) {
	try {
		return (0, import_dist$2.bundleFromJSON)(value);
	} catch {
		throw malformed$1("JSON of another shape", "a Sigstore bundle v0.1 to v0.3");
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
	return typeof given === "number" ? String(given) === String(found) : given === found;
}
/** `Number` and `BigInt`, which the judge reads them with, take hexadecimal and blanks too. */
function assertNumbers({ verificationMaterial }) {
	for (const { logIndex, integratedTime, inclusionProof } of verificationMaterial.tlogEntries) {
		const wrong = [
			logIndex,
			integratedTime,
			inclusionProof?.logIndex,
			inclusionProof?.treeSize
		].find((n) => n !== void 0 && !/^(?:0|[1-9]\d{0,18})$/.test(n));
		if (wrong !== void 0) throw malformed$1(`a log entry's number ${JSON.stringify(wrong)}`, "digits");
	}
}
/** The bundles of a file: one JSON document, or JSON Lines with a bundle on each line. */
function splitBundles(content) {
	const whole = content.trim();
	const lines = whole.split("\n").filter((line) => line.trim() !== "");
	return lines.length > 1 && lines.every((line) => line.startsWith("{") && line.trimEnd().endsWith("}")) ? lines : [whole];
}
/**
* The certificate that a log entry's body holds, in DER; undefined for a body that holds a bare key.
* Paths by kind and version: rekor/pkg/types and rekor-tiles' entry specifications.
*/
function certificateInEntry(canonicalizedBody) {
	let body;
	try {
		body = JSON.parse(Buffer.from(canonicalizedBody).toString("utf8"));
	} catch {
		return;
	}
	const pem = text(body, "spec", "signatures", 0, "verifier") ?? text(body, "spec", "content", "envelope", "signatures", 0, "publicKey") ?? text(body, "spec", "signature", "publicKey", "content") ?? text(body, "spec", "publicKey");
	if (pem !== void 0) return derOf(Buffer.from(pem, "base64").toString("utf8"));
	for (const spec of list([at(body, "spec", "hashedRekordV002", "signature"), at(body, "spec", "dsseV002", "signatures", 0)])) {
		const raw = isRecord(spec) ? text(spec, "verifier", "x509Certificate", "rawBytes") : void 0;
		if (raw !== void 0) return Buffer.from(raw, "base64");
	}
}
function derOf(pem) {
	const found = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(pem);
	return found?.[1] === void 0 ? void 0 : Buffer.from(found[1], "base64");
}
function malformed$1(got, expected) {
	return new WaybillError("BUNDLE_MALFORMED", {
		what: "The bundle is not one that can be verified.",
		got: got.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 200),
		expected
	});
}

// src/verify/backed.ts
/**
* A field that an extension of the certificate backs; with only the first six extensions, of before May 2023, most
* back nothing, and what they would have to say is not known.
*/
function backed(facts, field, stated, certified, required) {
	return {
		field,
		stated,
		certified,
		required,
		beyond: certified === void 0 && isLegacy(facts)
	};
}
/** The workflow that signed: what `builder.id` must be. */
function builderField(field, stated, facts) {
	return {
		field,
		stated,
		certified: signerOf(facts),
		required: true
	};
}
function certifiedSource(facts) {
	const { sourceRepositoryURI: uri, sourceRepositoryRef: ref } = facts;
	return uri === void 0 || ref === void 0 ? void 0 : `git+${uri}@${ref}`;
}
/** The Build Config URI is `REPOSITORY/PATH@REF`; both ends are known, so nothing is split (paths may hold an `@`). */
function certifiedPath(facts) {
	const { buildConfigURI: uri, sourceRepositoryURI: repository, sourceRepositoryRef: ref } = facts;
	if (uri === void 0 || repository === void 0 || !uri.startsWith(`${repository}/`)) return void 0;
	const rest = uri.slice(repository.length + 1);
	if (ref !== void 0 && rest.endsWith(`@${ref}`)) return rest.slice(0, -ref.length - 1);
	const end = rest.indexOf("@refs/");
	return end > 0 ? rest.slice(0, end) : void 0;
}
/** The run's number and attempt. */
function certifiedRun({ runInvocationURI: uri }) {
	const found = /\/actions\/runs\/(\d+)\/attempts\/(\d+)$/.exec(uri ?? "");
	return found === null ? [] : [found[1], found[2]];
}
/**
* What GitHub's context says of a run, by the names under which slsa-github-generator and npm state it: in capitals
* with `GITHUB_` before them, or in small letters with `github_`.
*/
function certifiedContext(facts) {
	const { sourceRepositoryURI: repository, sourceRepositoryRef: ref, buildConfigURI: workflow } = facts;
	const name = repository?.split("/").slice(-2).join("/");
	const server = name === void 0 ? void 0 : repository?.slice(0, -name.length);
	const [run, attempt] = certifiedRun(facts);
	return /* @__PURE__ */ new Map([
		["event_name", facts.buildTrigger],
		["ref", ref],
		["ref_type", tagOf(ref) === void 0 ? branchOf(ref) === void 0 ? void 0 : "branch" : "tag"],
		["repository", name],
		["repository_id", facts.sourceRepositoryIdentifier],
		["repository_owner", name?.split("/")[0]],
		["repository_owner_id", facts.sourceRepositoryOwnerIdentifier],
		["run_id", run],
		["run_attempt", attempt],
		["sha", facts.sourceRepositoryDigest],
		["sha1", facts.sourceRepositoryDigest],
		["workflow_ref", server === void 0 ? void 0 : afterPrefix(workflow, server)],
		["workflow_sha", facts.buildConfigDigest]
	]);
}
function afterPrefix(text, prefix) {
	return text?.startsWith(prefix) === true ? text.slice(prefix.length) : void 0;
}
/** What slsa-github-generator's environment states in small letters (v0.2). */
const SMALL = [
	"event_name",
	"ref",
	"ref_type",
	"sha1",
	"repository_id",
	"repository_owner",
	"repository_owner_id",
	"run_id",
	"run_attempt"
];
/** Under capitals (its delegators and container-based builder, npm), more is stated. */
const CAPITAL = [
	"event_name",
	"ref",
	"ref_type",
	"sha",
	"repository",
	"repository_id",
	"repository_owner_id",
	"run_id",
	"run_attempt",
	"workflow_ref",
	"workflow_sha"
];
/** Whether a context's names are in capitals. */
function isCapital(context) {
	return isRecord(context) && Object.keys(context).some((key) => key.startsWith("GITHUB_"));
}
/**
* The fields of a context: those of its own letters, and any other name of the context that is there.
* @param place of the context in the predicate
* @param required which names must be there
*/
function contextFields(place, context, facts, required) {
	const capital = isCapital(context);
	const names = capital ? CAPITAL : SMALL;
	const fields = [];
	for (const [name, certified] of certifiedContext(facts)) for (const [key, own] of [[`github_${name}`, !capital], [`GITHUB_${name.toUpperCase()}`, capital]]) {
		const listed = own && names.includes(name);
		const stated = at(context, key);
		if (!listed && stated === void 0) continue;
		if (name === "ref_type" && certified === void 0) continue;
		const isRequired = listed && (required === "all" || required.includes(key));
		fields.push(backed(facts, `${place}.${key}`, asText(name, stated, capital), certified, isRequired));
	}
	return fields;
}
/** slsa-github-generator's container-based builder states the run as a number. */
function asText(name, stated, capital) {
	return capital && (name === "run_id" || name === "run_attempt") && Number.isSafeInteger(stated) ? String(stated) : stated;
}
/** Whether a dependency names the source without a reference, as a delegator does of a commit that the run chose. */
function isSourceAtChosenCommit(dependency, facts) {
	const { sourceRepositoryURI: uri } = facts;
	return uri !== void 0 && text(dependency, "uri") === `git+${uri}`;
}

// src/verify/provenance-v02.ts
/**
* Provenance v0.2. Of our own build type all fields must be there; of a known builder's the source and the run; of
* others, what is there must be true.
* @param builder whether the signer is a known builder, and one that signs for tools
*/
function backedFieldsV02(predicate, facts, builder) {
	const own = text(predicate, "buildType") === V02_BUILD_TYPE;
	const source = at(predicate, "invocation", "configSource");
	const environment = at(predicate, "invocation", "environment");
	const commit = facts.sourceRepositoryDigest?.length === 64 ? "sha256" : "sha1";
	const required = own || builder.known;
	const configDigest = at(source, "digest", commit);
	const place = "invocation.configSource";
	const id = builderField("builder.id", at(predicate, "builder", "id"), facts);
	return [
		...builder.tool ? [] : [id],
		backed(facts, `${place}.uri`, at(source, "uri"), certifiedSource(facts), true),
		backed(facts, `${place}.digest.${commit}`, configDigest, facts.sourceRepositoryDigest, true),
		backed(facts, `${place}.entryPoint`, at(source, "entryPoint"), certifiedPath(facts), true),
		...contextFields("invocation.environment", environment, facts, own ? "all" : []),
		...materialFields(at(predicate, "materials"), commit, facts, {
			required,
			tool: builder.tool
		}),
		...required || isCapital(environment) ? [invocationField(at(predicate, "metadata"), facts, required)] : []
	];
}
/** The generators' spelling of its name, or the specification's. */
function invocationField(metadata, facts, required) {
	const specified = at(metadata, "buildInvocationId");
	const [name, stated] = specified === void 0 ? ["buildInvocationID", at(metadata, "buildInvocationID")] : ["buildInvocationId", specified];
	const [run, attempt] = certifiedRun(facts);
	const certified = run === void 0 || attempt === void 0 ? void 0 : `${run}-${attempt}`;
	return backed(facts, `metadata.${name}`, stated, certified, required);
}
/** The first material, which is the source, and the commit of any other that is the source too. */
function materialFields(materials, commit, facts, { required, tool }) {
	const certified = facts.sourceRepositoryDigest;
	const source = certifiedSource(facts);
	const all = list(materials);
	const [first] = all;
	const digest = (material, index, must) => backed(facts, `materials[${index}].digest.${commit}`, at(material, "digest", commit), certified, must);
	const others = all.flatMap((material, index) => index > 0 && source !== void 0 && text(material, "uri") === source ? [digest(material, index, true)] : []);
	if (tool && isSourceAtChosenCommit(first, facts)) return others;
	return [
		backed(facts, "materials[0].uri", at(first, "uri"), source, required),
		digest(first, 0, required),
		...others
	];
}

// src/verify/provenance-v1.ts
/** @param tool the signer signs for tools, so that the builder is not the signer */
function backedFieldsV1(predicate, facts, tool) {
	const definition = at(predicate, "buildDefinition");
	const buildType = text(definition, "buildType");
	const known = buildType === "https://actions.github.io/buildtypes/workflow/v1" || buildType === "https://github.com/OWNER/waybill/docs/buildtypes/release/v1";
	const internal = at(definition, "internalParameters");
	const metadata = at(predicate, "runDetails", "metadata");
	return [
		...tool ? [] : [builderField("builder.id", at(predicate, "runDetails", "builder", "id"), facts)],
		...parameterFields(at(definition, "externalParameters"), buildType, facts, known),
		...internalFields(internal, buildType, facts, known),
		...dependencyFields(at(definition, "resolvedDependencies"), facts, known, tool),
		...invocationNames(metadata).map((name) => backed(facts, `metadata.${name}`, at(metadata, name), facts.runInvocationURI, known))
	];
}
/** The field as it is spelled there: in-toto-golang wrote `invocationID` up to 0.10, and cosign 2 does with it. */
function invocationNames(metadata) {
	const names = ["invocationId", "invocationID"].filter((name) => at(metadata, name) !== void 0);
	return names.length > 0 ? names : ["invocationId"];
}
const WORKFLOW_PARAMETERS = [
	"ref",
	"repository",
	"path"
];
/** The external parameters of the build types that are known. */
const PARAMETERS = /* @__PURE__ */ new Map([
	[GITHUB_BUILD_TYPE, ["workflow"]],
	[FULL_BUILD_TYPE, [
		"workflow",
		"environment",
		"inputs",
		"release",
		"vars"
	]],
	[COMMUNITY_BUILD_TYPE, [
		"workflow",
		"inputs",
		"release",
		"vars"
	]],
	[DELEGATOR_BUILD_TYPE, ["inputs", "vars"]],
	[CONTAINER_BASED_BUILD_TYPE, [
		"source",
		"builderImage",
		"configPath",
		"buildConfig"
	]]
]);
/**
* The external parameters that the certificate backs, and those that a known build type does not have: nothing can back
* them, and verifiers must not pass over them (SLSA v1.2, "Verifying artifacts", step 3).
*/
function parameterFields(external, buildType, facts, known) {
	const allowed = PARAMETERS.get(buildType);
	const workflow = at(external, "workflow");
	const field = (name, stated, certified, required = known) => backed(facts, `externalParameters.${name}`, stated, certified, required);
	const hasWorkflow = allowed === void 0 || allowed.includes("workflow");
	const source = at(external, "source");
	return [
		...hasWorkflow ? [
			field("workflow.repository", at(workflow, "repository"), facts.sourceRepositoryURI),
			field("workflow.ref", at(workflow, "ref"), facts.sourceRepositoryRef),
			field("workflow.path", at(workflow, "path"), certifiedPath(facts))
		] : [],
		...buildType === "https://slsa.dev/container-based-build/v0.1?draft" ? [field("source.uri", at(source, "uri"), certifiedSource(facts), true), field("source.digest.sha1", at(source, "digest", "sha1"), facts.sourceRepositoryDigest, true)] : [],
		...hasWorkflow && buildType !== "https://actions.github.io/buildtypes/workflow/v1" ? [field("environment", at(external, "environment"), facts.deploymentEnvironment, false)] : [],
		...allowed === void 0 ? [] : foreign("externalParameters", external, allowed),
		...allowed === void 0 || !hasWorkflow ? [] : foreign("externalParameters.workflow", workflow, WORKFLOW_PARAMETERS)
	];
}
function foreign(name, value, allowed) {
	return Object.entries(isRecord(value) ? value : {}).filter(([key]) => !allowed.includes(key)).map(([key, stated]) => ({
		field: `${name}.${key}`,
		stated,
		certified: void 0,
		required: true
	}));
}
function internalFields(internal, buildType, facts, known) {
	const delegated = buildType === "https://github.com/slsa-framework/slsa-github-generator/delegator-generic@v0" || buildType === "https://slsa.dev/container-based-build/v0.1?draft";
	if (delegated || isCapital(internal)) return contextFields("internalParameters", internal, facts, delegated ? [
		"GITHUB_WORKFLOW_REF",
		"GITHUB_REF",
		"GITHUB_SHA"
	] : []);
	const github = at(internal, "github");
	const field = (name, certified) => backed(facts, `internalParameters.github.${name}`, at(github, name), certified, known);
	return [
		field("event_name", facts.buildTrigger),
		field("repository_id", facts.sourceRepositoryIdentifier),
		field("repository_owner_id", facts.sourceRepositoryOwnerIdentifier),
		field("runner_environment", facts.runnerEnvironment)
	];
}
/** The first dependency, which is the source, and the commit of any other that is the source too, by each name. */
function dependencyFields(dependencies, facts, known, tool) {
	const source = certifiedSource(facts);
	const all = list(dependencies);
	const [first] = all;
	if (tool && isSourceAtChosenCommit(first, facts)) return [];
	return [backed(facts, "resolvedDependencies[0].uri", at(first, "uri"), source, known || tool), ...(all.length === 0 ? [void 0] : all).flatMap((dependency, index) => {
		if (index > 0 && (source === void 0 || text(dependency, "uri") !== source)) return [];
		return commitFields(`resolvedDependencies[${index}].digest`, dependency, facts, known || tool);
	})];
}
function commitFields(field, dependency, facts, known) {
	const certified = facts.sourceRepositoryDigest;
	const sha1 = at(dependency, "digest", "sha1");
	const gitCommit = at(dependency, "digest", "gitCommit");
	const bySha1 = backed(facts, `${field}.sha1`, sha1, certified, known);
	if (sha1 !== void 0 && gitCommit === void 0 && !known) return [bySha1];
	return [backed(facts, `${field}.gitCommit`, gitCommit, certified, known), ...sha1 === void 0 ? [] : [bySha1]];
}

// src/verify/provenance.ts
/** Whether the statement is SLSA provenance of a version that is understood. */
function isProvenance({ predicateType }) {
	return predicateType === "https://slsa.dev/provenance/v1" || predicateType === "https://slsa.dev/provenance/v0.2";
}
/**
* Compares every field of SLSA provenance (v1, v0.2) that the certificate backs. Whoever holds the job's token can sign
* any predicate; what the certificate says, they cannot change.
* @param builder the signer, where it is a known builder
* @throws WaybillError PREDICATE_CERTIFICATE_MISMATCH that names every field that differs
*/
function assertProvenance(statement, facts, builder) {
	const fields = fieldsOf(statement, facts, builder);
	const wrong = fields.filter((f) => f.beyond !== true && (f.stated === void 0 ? f.required : f.stated !== f.certified));
	if (wrong.length > 0) throw new WaybillError("PREDICATE_CERTIFICATE_MISMATCH", {
		what: "The provenance states something else than the signer's certificate proves.",
		got: wrong.map((f) => `${f.field} = ${show$1(f.stated)}`).join("; "),
		expected: wrong.map((f) => `${f.field} = ${f.certified ?? "(nothing)"}`).join("; "),
		todo: "Do not rely on this provenance: its signer stated what is not so."
	});
	const names = (of) => fields.filter(of).map((f) => f.field);
	return {
		equal: names((f) => f.stated !== void 0 && f.beyond !== true),
		unstated: names((f) => f.stated === void 0 && f.certified !== void 0),
		beyond: names((f) => f.stated !== void 0 && f.beyond === true)
	};
}
function fieldsOf(statement, facts, builder) {
	const tool = builder?.builderId === "tool";
	if (statement.predicateType === "https://slsa.dev/provenance/v1") return backedFieldsV1(statement.predicate, facts, tool);
	if (statement.predicateType === "https://slsa.dev/provenance/v0.2") return backedFieldsV02(statement.predicate, facts, {
		known: builder !== void 0,
		tool
	});
	return [];
}
function builderIdOf({ predicateType, predicate }) {
	if (predicateType === "https://slsa.dev/provenance/v1") return text(predicate, "runDetails", "builder", "id");
	return predicateType === "https://slsa.dev/provenance/v0.2" ? text(predicate, "builder", "id") : void 0;
}
function buildTypeOf({ predicateType, predicate }) {
	if (predicateType === "https://slsa.dev/provenance/v1") return text(predicate, "buildDefinition", "buildType");
	return predicateType === "https://slsa.dev/provenance/v0.2" ? text(predicate, "buildType") : void 0;
}
/**
* The commit that a delegator's run chose to build instead of the one that it was started for; which is the
* delegator's word. Undefined where the certified commit was built.
*/
function chosenCommit(statement, facts, builder) {
	if (builder?.builderId !== "tool") return void 0;
	const { predicate, predicateType } = statement;
	const source = predicateType === "https://slsa.dev/provenance/v1" ? at(predicate, "buildDefinition", "resolvedDependencies", 0) : at(predicate, "materials", 0);
	if (!isSourceAtChosenCommit(source, facts)) return void 0;
	return text(source, "digest", "gitCommit") ?? text(source, "digest", "sha1") ?? "(none stated)";
}
function show$1(value) {
	return (value === void 0 ? "(missing)" : typeof value === "string" ? value : JSON.stringify(value)).replaceAll(/\p{C}/gu, "?").slice(0, 200);
}

// src/verify/checks.ts
/** Every check made, by name, with what it compared. */
function checksMade(expected, trust, { times, logIndexes }, findings) {
	const { statement } = findings;
	const { artifacts } = expected;
	const checks = [
		{
			name: "signature",
			detail: "of the statement, by the certificate's key"
		},
		{
			name: "certificate",
			detail: `issued under ${trust.description}, valid at every signed time`
		},
		{
			name: "time",
			detail: times.map((t) => `${t.time.toISOString()} (${t.source})`).join(", ")
		},
		...identityChecks(expected, findings),
		{
			name: "predicate type",
			detail: statement.predicateType
		}
	];
	if (logIndexes.length > 0) checks.push({
		name: "log",
		detail: `entry ${logIndexes.join(", ")}, with proof of inclusion`
	});
	if (artifacts.length > 0) checks.push({
		name: "subject",
		detail: `${artifacts.length} of ${artifacts.length} digests are stated`
	});
	return [...checks, ...provenanceChecks(expected, findings)];
}
function identityChecks({ identity, ...expected }, { signer, references }) {
	const { sourceRepository, sourceDigest, signerDigest } = identity;
	const named = identity.signer ?? (signer.builder === void 0 ? identity.builderId : void 0);
	return [
		{
			name: "issuer",
			detail: identity.issuer
		},
		{
			name: "signer",
			detail: named ?? `${signer.uri}, a known builder`
		},
		...signerDigest === void 0 ? [] : [{
			name: "signer digest",
			detail: signerDigest
		}],
		{
			name: "source",
			detail: sourceDigest === void 0 ? sourceRepository : `${sourceRepository} at ${sourceDigest}`
		},
		...references.map(({ kind, ref, certified }) => ({
			name: `source ${kind}`,
			detail: certified ? ref : `${ref}, by the provenance's own word`
		})),
		...expected.denySelfHostedRunners === true ? [{
			name: "runner",
			detail: "github-hosted, of the signing job"
		}] : []
	];
}
function provenanceChecks(expected, findings) {
	const { compared, buildType, statement, signer, level } = findings;
	const { equal } = compared;
	const { builderId } = expected.identity;
	const inputs = Object.keys(expected.workflowInputs ?? {});
	const checks = [];
	if (equal.length > 0) {
		const fields = `${equal.length} ${equal.length === 1 ? "field" : "fields"}`;
		checks.push({
			name: "provenance",
			detail: `${fields} equal to the certificate: ${equal.join(", ")}`
		});
	}
	if (builderId !== void 0) checks.push({
		name: "builder",
		detail: builderId
	});
	else if (signer.builder !== void 0 && isProvenance(statement)) checks.push({
		name: "builder",
		detail: builderIdOf(statement) ?? ""
	});
	if (buildType !== void 0) checks.push({
		name: "build type",
		detail: buildType
	});
	if (inputs.length > 0) checks.push({
		name: "workflow inputs",
		detail: `${inputs.join(", ")}, by the provenance's own word`
	});
	if (expected.minimumLevel !== void 0) checks.push({
		name: "level",
		detail: `Build level ${level.build}, at least ${expected.minimumLevel}`
	});
	return checks;
}
/** What a reader might take for granted, and nothing here proves. */
function uncheckedOf(findings) {
	const { statement, certificate, signer, compared, references } = findings;
	const chosen = chosenCommit(statement, certificate, signer.builder);
	return [
		"whether the source or the built artifact is free of malice or faults",
		"whether a newer release exists, or this one was withdrawn",
		isProvenance(statement) ? "fields that no certificate extension backs (inputs, start time, further dependencies): they are the signing job's own word" : "the predicate's content: it is the signing job's own word",
		...compared.unstated.length === 0 ? [] : [`what the certificate proves and this provenance does not state: ${compared.unstated.join(", ")}`],
		...compared.beyond.length === 0 ? [] : [`fields that this certificate, of an older form, does not back: ${compared.beyond.join(", ")}`],
		...chosen === void 0 ? [] : [`that the commit built, ${chosen}, is of the source: the run chose it, and the certificate names another`],
		...references.filter(({ certified }) => !certified).map(({ ref }) => `that the tag was made from ${ref}: no certificate extension backs it`),
		...signer.settled || isOwnWorkflow(signer.workflow, certificate) ? [] : ["which version of the signing workflow is to be trusted: none was named, and branches and forks' commits have the same URI"]
	];
}

// src/verify/builder.ts
/**
* The builder that the provenance names. Of all signers but a delegator it equals the certificate's (`provenance.ts`);
* a delegator is trusted to name the tool that it ran.
* @param expected the caller's builder id, with a version or without
* @throws WaybillError BUILDER_MISMATCH
*/
function assertBuilder(statement, signer, facts, expected) {
	const id = builderIdOf(statement);
	if (signer.builder?.builderId === "tool") {
		assertTool(id, expected);
		return;
	}
	if (expected === void 0) return;
	const actual = isProvenance(statement) ? id ?? "" : signer.uri;
	if (namesWorkflow(expected, actual, facts.buildSignerDigest) !== void 0) return;
	throw mismatch$2("The provenance names another builder than expected.", actual, expected);
}
/** The tool must be a release, or the very version that the caller named (slsa-verifier, isValidDelegatorBuilderID). */
function assertTool(id, expected) {
	if (id === void 0) throw mismatch$2("A delegator signed, and names no tool that it ran.", "no builder.id", expected ?? "one");
	const { workflow, ref } = splitUri(id);
	const naming = expected === void 0 ? void 0 : namesWorkflow(expected, id);
	if (expected === void 0 ? !isFileIn("https://github.com/slsa-framework/slsa-github-generator/.github/workflows/", workflow) : naming === void 0) throw mismatch$2("A delegator signed for another tool than expected.", id, expected ?? `a workflow in ${"https://github.com/slsa-framework/slsa-github-generator/.github/workflows/"}`, "Name the tool with `--builder-id` if you trust it: a delegator runs whatever workflow asks it to.");
	const suffix = isFileIn("https://github.com/jreleaser/release-action/.github/workflows/", workflow) ? "-java" : "";
	if (naming === "one" || isReleaseTag(ref, suffix)) return;
	throw mismatch$2("A delegator signed for a version of the tool that is not a release.", id, `${workflow}@refs/tags/vX.Y.Z${suffix}`, "If you trust this very version, name it with `--builder-id`, its whole reference included.");
}
function isFileIn(folder, workflow) {
	return workflow.startsWith(folder) && !workflow.includes("/", folder.length);
}
/**
* @param expected the caller's build types, any of them; a known builder's own are compared too
* @returns the build type, if it was compared
* @throws WaybillError BUILD_TYPE_MISMATCH
*/
function assertBuildType(statement, { builder }, expected) {
	const buildType = buildTypeOf(statement);
	if (expected === void 0 && (builder === void 0 || !isProvenance(statement))) return void 0;
	for (const types of [expected, isProvenance(statement) ? builder?.buildTypes : void 0]) {
		if (types === void 0 || buildType !== void 0 && types.includes(buildType)) continue;
		throw new WaybillError("BUILD_TYPE_MISMATCH", {
			what: "The provenance is of another build type than expected.",
			got: shown$1(buildType ?? "no build type"),
			expected: types.join(" or "),
			todo: "Do not read its parameters as if they were of the expected type: each type gives them its own meaning."
		});
	}
	return buildType;
}
function mismatch$2(what, got, expected, todo) {
	return new WaybillError("BUILDER_MISMATCH", {
		what,
		got: shown$1(got),
		expected,
		...todo === void 0 ? {} : { todo }
	});
}
function shown$1(text) {
	return text.replaceAll(/\p{C}/gu, "?").slice(0, 300);
}

// src/verify/inputs.ts
/**
* What was typed for a `workflow_dispatch`, wherever the provenance states it: in every place that has the input it must
* be the expected text, and one place must have it. What the event was, the certificate says.
* @throws WaybillError INPUT_MISMATCH
*/
function assertInputs(statement, facts, expected) {
	const names = Object.keys(expected);
	if (names.length === 0) return;
	if (facts.buildTrigger !== "workflow_dispatch") throw mismatch$1("The run was not started by hand, so nobody typed inputs for it.", facts.buildTrigger ?? "no event in the certificate", "workflow_dispatch");
	const places = placesOf(statement);
	if (places.length === 0) throw mismatch$1("The provenance does not state what was typed for its run.", `build type ${buildTypeOf(statement) ?? "(none)"}`, "provenance with the run's inputs");
	const wrong = names.flatMap((name) => differing(name, expected[name], places));
	if (wrong.length === 0) return;
	throw mismatch$1("The run was started with other inputs than expected.", wrong.map(([name, stated]) => `${name} = ${show(stated)}`).join("; "), wrong.map(([name]) => `${name} = ${expected[name] ?? ""}`).join("; "));
}
/** The name with each value that is not the wanted one; with undefined where no place has it. */
function differing(name, wanted, places) {
	const stated = places.flatMap(({ inputs, omitsEmpty }) => {
		if (Object.hasOwn(inputs, name)) return [inputs[name]];
		return omitsEmpty ? [""] : [];
	});
	if (stated.length === 0) return [[name, void 0]];
	return stated.filter((value) => value !== wanted).map((value) => [name, value]);
}
/** A delegator's `externalParameters.inputs` are those of its tool, and no one's typing. */
function placesOf(statement) {
	const { predicate, predicateType } = statement;
	if (predicateType === "https://slsa.dev/provenance/v1") {
		const definition = at(predicate, "buildDefinition");
		const internal = at(definition, "internalParameters");
		const buildType = buildTypeOf(statement);
		const ofRun = buildType === "https://github.com/OWNER/waybill/docs/buildtypes/release/v1" || buildType === "https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1";
		const external = at(definition, "externalParameters");
		return [
			...place(ofRun ? at(external, "inputs") ?? {} : void 0, true),
			...place(at(internal, "GITHUB_EVENT_PAYLOAD", "inputs")),
			...place(at(internal, "github", "event_payload", "inputs"))
		];
	}
	const invocation = at(predicate, "invocation");
	return [
		...place(at(invocation, "parameters", "event_inputs")),
		...place(at(invocation, "environment", "github_event_payload", "inputs")),
		...place(at(invocation, "environment", "GITHUB_EVENT_PAYLOAD", "inputs"))
	];
}
function place(inputs, omitsEmpty = false) {
	return isRecord(inputs) ? [{
		inputs,
		omitsEmpty
	}] : [];
}
function show(value) {
	return (value === void 0 ? "(not stated)" : typeof value === "string" ? value : JSON.stringify(value)).replaceAll(/\p{C}/gu, "?").slice(0, 200);
}
function mismatch$1(what, got, expected) {
	return new WaybillError("INPUT_MISMATCH", {
		what,
		got: got.replaceAll(/\p{C}/gu, "?"),
		expected
	});
}

// src/verify/level.ts
/**
* Level 1 asks for provenance; level 2 that a hosted platform signs what it says of the build; level 3 that the build's
* own steps cannot reach the signing identity, and that the parameters are complete.
*/
function levelOf(statement, facts, signer) {
	if (!isProvenance(statement)) return {
		build: 0,
		reason: "the statement is no provenance: it does not say how the artifact was built",
		notEvidenced: ["how the artifact was built"]
	};
	if (facts.runnerEnvironment !== "github-hosted") return {
		build: 1,
		reason: facts.runnerEnvironment === void 0 ? "the certificate does not say on what runner the signing job ran" : "the signing job ran on a self-hosted runner, and nothing here shows that it is a hosted build platform",
		notEvidenced: ["a hosted build platform"]
	};
	const { builder } = signer;
	if (builder === void 0) return levelOfOther(signer, facts);
	return levelOfKnown(statement, signer, builder);
}
function levelOfOther({ workflow }, facts) {
	return {
		build: 2,
		reason: isOwnWorkflow(workflow, facts) ? "signed provenance from GitHub-hosted infrastructure; any step of the signing job could have obtained its identity, so not level 3" : "signed provenance from GitHub-hosted infrastructure; the signer is a workflow of which it is not known that no step of a build can reach its identity, so not level 3",
		notEvidenced: ["that no step of the build could reach the signing identity"]
	};
}
function levelOfKnown(statement, signer, builder) {
	const { ref } = signer;
	const missing = [...isReleaseTag(ref) || ref !== void 0 && builder.commits.has(ref) ? [] : ["that this version of the builder, which is no release, keeps the build from the signing identity"], ...hasCompleteParameters(statement) ? [] : ["complete external parameters"]];
	if (missing.length > 0) return {
		build: 2,
		reason: `signed provenance from GitHub-hosted infrastructure, by a known builder of level ${builder.level}; not that level, since evidence is missing`,
		notEvidenced: missing
	};
	return {
		build: builder.level,
		reason: `signed by a known builder of level ${builder.level} on GitHub-hosted infrastructure, in a job that no step of the build can reach`,
		notEvidenced: builder.notEvidenced
	};
}
function hasCompleteParameters(statement) {
	return statement.predicateType === "https://slsa.dev/provenance/v0.2" ? at(statement.predicate, "metadata", "completeness", "parameters") === true : COMPLETE_BUILD_TYPES.has(buildTypeOf(statement));
}
/** @throws WaybillError LEVEL_TOO_LOW */
function assertLevel(level, minimum) {
	if (level.build >= minimum) return;
	throw new WaybillError("LEVEL_TOO_LOW", {
		what: "The evidence supports a lower SLSA Build level than demanded.",
		got: `level ${level.build}: ${level.reason}`,
		expected: `level ${minimum}; not evidenced: ${level.notEvidenced.join("; ")}`
	});
}
/** @throws WaybillError RUNNER_MISMATCH unless the certificate says that GitHub hosts the signing job's runner */
function assertHostedRunner({ runnerEnvironment }) {
	if (runnerEnvironment === "github-hosted") return;
	throw new WaybillError("RUNNER_MISMATCH", {
		what: "The signing job did not run on a runner that GitHub hosts, or nothing says so.",
		got: runnerEnvironment ?? "no kind of runner in the certificate",
		expected: "github-hosted"
	});
}

// src/verify/source.ts
/**
* A delegator may build another commit than the one that its run was started for; then the latter, which the
* certificate names, says nothing of what was built.
* @throws WaybillError SOURCE_MISMATCH
*/
function assertCommit(statement, facts, { builder }, { sourceDigest }) {
	const chosen = chosenCommit(statement, facts, builder);
	if (sourceDigest === void 0 || chosen === void 0 || chosen === sourceDigest) return;
	throw new WaybillError("SOURCE_MISMATCH", {
		what: "The artifact was built from another commit than the one that its run was started for.",
		got: shown(chosen),
		expected: sourceDigest
	});
}
/**
* By the certificate's reference. Whether a tag was made from a branch it does not say: as in slsa-verifier, that is
* taken from what the provenance states of the event.
* @throws WaybillError REF_MISMATCH; USAGE for a versioned tag that is no version
*/
function assertReferences(statement, facts, { builder }, expected) {
	if (expected.length === 0) return [];
	const chosen = chosenCommit(statement, facts, builder);
	if (chosen !== void 0) throw mismatch("The artifact was built from a commit that the run chose itself, and so from no branch or tag.", chosen, describe(expected));
	const ref = facts.sourceRepositoryRef;
	return expected.map((wanted) => {
		if (isReference(ref, wanted)) return {
			kind: wanted.kind,
			ref: ref ?? "",
			certified: true
		};
		const branch = wanted.kind === "branch" ? branchOfTag(statement, facts) : void 0;
		if (!(builder?.builderId === "tool" && statement.predicateType === "https://slsa.dev/provenance/v1") && branch !== void 0 && branchOf(branch) === wanted.name) return {
			kind: wanted.kind,
			ref: branch,
			certified: false
		};
		throw mismatch("The artifact was built from another branch or tag than expected.", branch === void 0 ? ref ?? "no reference in the certificate" : `${ref ?? ""} (of ${branch})`, describe([wanted]));
	});
}
function isReference(ref, { kind, name }) {
	switch (kind) {
		case "ref": return ref === name;
		case "branch": return branchOf(ref) === name;
		case "tag": return tagOf(ref) === name;
		case "versioned tag": {
			const wanted = readVersion(name);
			if (wanted === void 0) throw new WaybillError("USAGE", {
				what: "The versioned tag is no semantic version.",
				got: shown(name),
				expected: "v1, v1.2 or v1.2.3, with a prerelease or without"
			});
			const tag = readVersion(tagOf(ref) ?? "");
			return tag !== void 0 && isVersionOf(tag, wanted);
		}
	}
}
/** By slsa-github-generator's environment, its delegators' (in capitals), and our own parameters. */
function branchOfTag({ predicate }, facts) {
	if (tagOf(facts.sourceRepositoryRef) === void 0) return void 0;
	const environment = at(predicate, "invocation", "environment");
	const external = at(predicate, "buildDefinition", "externalParameters");
	const internal = at(predicate, "buildDefinition", "internalParameters");
	const base = [
		text(environment, "github_base_ref"),
		text(environment, "GITHUB_BASE_REF"),
		text(internal, "GITHUB_BASE_REF")
	].find((ref) => ref !== void 0 && ref !== "");
	if (base !== void 0) return base;
	const payload = [
		at(environment, "github_event_payload"),
		at(environment, "GITHUB_EVENT_PAYLOAD"),
		at(internal, "GITHUB_EVENT_PAYLOAD"),
		at(internal, "github", "event_payload")
	].find((event) => event !== void 0);
	if (facts.buildTrigger === "push") return text(payload, "base_ref");
	if (facts.buildTrigger !== "release") return void 0;
	const target = text(payload, "release", "target_commitish") ?? text(external, "release", "target_commitish");
	return target === void 0 ? void 0 : `refs/heads/${target}`;
}
function describe(references) {
	return references.map(({ kind, name }) => `${kind} ${name}`).join(" and ");
}
function mismatch(what, got, expected) {
	return new WaybillError("REF_MISMATCH", {
		what,
		got: shown(got),
		expected
	});
}
function shown(text) {
	return text.replaceAll(/\p{C}/gu, "?").slice(0, 300);
}

// src/verify/statement.ts
/**
* Statement v0.1 is taken with any predicate: slsa-github-generator wraps provenance v1 in it.
* @throws WaybillError STATEMENT_MALFORMED
*/
function parseStatement(payload) {
	const json = parseJson(payload);
	if (!isRecord(json)) throw malformed("JSON that is no object");
	const type = text(json, "_type");
	if (type !== "https://in-toto.io/Statement/v1" && type !== "https://in-toto.io/Statement/v0.1") throw malformed("another _type");
	const predicateType = text(json, "predicateType");
	if (predicateType === void 0 || predicateType === "") throw malformed("no predicateType");
	const subjects = list(json, "subject").map(readSubject);
	if (subjects.length === 0) throw malformed("no subject");
	const predicate = json["predicate"] ?? {};
	if (!isRecord(predicate)) throw malformed("a predicate that is no object");
	return {
		type,
		subjects,
		predicateType,
		predicate,
		json
	};
}
function parseJson(payload) {
	let content;
	let json;
	try {
		content = new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(payload);
		json = JSON.parse(content);
	} catch {
		throw malformed("bytes that are not JSON in UTF-8");
	}
	const twice = repeatedKey(content);
	if (twice !== void 0) throw malformed(`the key ${JSON.stringify(twice.replaceAll(/\p{C}/gu, "?").slice(0, 100))} twice`);
	return json;
}
function readSubject(subject) {
	const digest = isRecord(subject) ? subject["digest"] : void 0;
	if (!isRecord(subject) || !isRecord(digest)) throw malformed("a subject without a digest");
	const name = subject["name"];
	if (name !== void 0 && typeof name !== "string") throw malformed("a subject whose name is no text");
	const known = {};
	for (const [algorithm, value] of Object.entries(digest)) {
		if (!isAlgorithm(algorithm)) continue;
		const hex = typeof value === "string" ? hexDigest(algorithm, value) : void 0;
		if (hex === void 0 || hex !== value) throw malformed(`a ${algorithm} digest that is not ${HEX_LENGTHS[algorithm]} lower-case hex digits`);
		known[algorithm] = hex;
	}
	return {
		name,
		digest: known
	};
}
/** @throws WaybillError SUBJECT_MISMATCH unless the statement speaks of the artifact */
function assertSubject(statement, artifact) {
	if (statement.subjects.some((subject) => sameDigests(subject.digest, artifact))) return;
	const [first] = statement.subjects;
	const named = statement.subjects.length === 1 && first !== void 0 ? describeDigests(first.digest) : `${statement.subjects.length} other digests`;
	throw new WaybillError("SUBJECT_MISMATCH", {
		what: "The statement does not speak of this artifact: its bytes are not those that were attested.",
		got: describeDigests(artifact),
		expected: named,
		todo: "Fetch the artifact again. If it stays so, do not use it."
	});
}
function describeDigests(set) {
	return Object.entries(set).map(([algorithm, hex]) => `${algorithm}:${hex}`).join(", ");
}
function malformed(got) {
	return new WaybillError("STATEMENT_MALFORMED", {
		what: "The signed statement is not an in-toto statement.",
		got,
		expected: "Statement v1 or v0.1 with at least one subject"
	});
}

// src/verify/judge.ts
/**
* Compares what is expected with what was signed, once the signature and the certificate are known to be sound.
* @param payload the signed bytes
* @throws WaybillError ISSUER_MISMATCH, SIGNER_MISMATCH, BUILDER_MISMATCH, SOURCE_MISMATCH, RUNNER_MISMATCH,
* STATEMENT_MALFORMED, PREDICATE_TYPE_MISMATCH, SUBJECT_MISMATCH, PREDICATE_CERTIFICATE_MISMATCH, BUILD_TYPE_MISMATCH,
* REF_MISMATCH, INPUT_MISMATCH, LEVEL_TOO_LOW; USAGE for a versioned tag that is no version
*/
function judge(payload, certificate, expected) {
	const { identity } = expected;
	const signer = assertIdentity(certificate, identity);
	if (expected.denySelfHostedRunners === true) assertHostedRunner(certificate);
	const statement = parseStatement(payload);
	assertPredicateType(statement, expected.predicateTypes);
	for (const artifact of expected.artifacts) assertSubject(statement, artifact);
	const compared = assertProvenance(statement, certificate, signer.builder);
	assertBuilder(statement, signer, certificate, identity.builderId);
	const buildType = assertBuildType(statement, signer, expected.buildTypes);
	assertCommit(statement, certificate, signer, identity);
	const references = assertReferences(statement, certificate, signer, expected.sourceReferences ?? []);
	assertInputs(statement, certificate, expected.workflowInputs ?? {});
	const level = levelOf(statement, certificate, signer);
	if (expected.minimumLevel !== void 0) assertLevel(level, expected.minimumLevel);
	return {
		statement,
		certificate,
		signer,
		compared,
		buildType,
		references,
		level
	};
}
function assertPredicateType({ predicateType }, expected) {
	if (expected.includes(predicateType)) return;
	throw new WaybillError("PREDICATE_TYPE_MISMATCH", {
		what: "The statement is of another kind than asked for.",
		got: predicateType.replaceAll(/\p{C}/gu, "?").slice(0, 200),
		expected: expected.join(" or ")
	});
}

// node_modules/@sigstore/verify/dist/bundle/dsse.js
var require_dsse$2 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.DSSESignatureContent = void 0;
	const core_1 = require_dist$2();
	var DSSESignatureContent = class {
		env;
		constructor(env) {
			this.env = env;
		}
		compareDigest(digest) {
			return core_1.crypto.bufferEqual(digest, core_1.crypto.digest("sha256", this.env.payload));
		}
		compareSignedDigest(digest) {
			return core_1.crypto.bufferEqual(digest, core_1.crypto.digest("sha256", this.preAuthEncoding));
		}
		compareSignature(signature) {
			return core_1.crypto.bufferEqual(signature, this.signature);
		}
		verifySignature(key) {
			return core_1.crypto.verify(this.preAuthEncoding, key, this.signature);
		}
		get signature() {
			return this.env.signatures.length > 0 ? this.env.signatures[0].sig : Buffer.from("");
		}
		get preAuthEncoding() {
			return core_1.dsse.preAuthEncoding(this.env.payloadType, this.env.payload);
		}
	};
	exports.DSSESignatureContent = DSSESignatureContent;
}));

// node_modules/@sigstore/verify/dist/bundle/message.js
var require_message = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.MessageSignatureContent = void 0;
	const core_1 = require_dist$2();
	const protobuf_specs_1 = require_dist$3();
	const HASH_ALGORITHM_MAP = {
		[protobuf_specs_1.HashAlgorithm.HASH_ALGORITHM_UNSPECIFIED]: "sha256",
		[protobuf_specs_1.HashAlgorithm.SHA2_256]: "sha256",
		[protobuf_specs_1.HashAlgorithm.SHA2_384]: "sha384",
		[protobuf_specs_1.HashAlgorithm.SHA2_512]: "sha512",
		[protobuf_specs_1.HashAlgorithm.SHA3_256]: "sha3-256",
		[protobuf_specs_1.HashAlgorithm.SHA3_384]: "sha3-384"
	};
	var MessageSignatureContent = class {
		signature;
		messageDigest;
		artifact;
		hashAlgorithm;
		constructor(messageSignature, artifact) {
			this.signature = messageSignature.signature;
			this.messageDigest = messageSignature.messageDigest.digest;
			this.artifact = artifact;
			this.hashAlgorithm = HASH_ALGORITHM_MAP[messageSignature.messageDigest.algorithm] ?? 
			/* istanbul ignore next */ "sha256";
		}
		compareSignature(signature) {
			return core_1.crypto.bufferEqual(signature, this.signature);
		}
		compareDigest(digest) {
			return core_1.crypto.bufferEqual(digest, this.messageDigest);
		}
		compareSignedDigest(digest) {
			return this.compareDigest(digest);
		}
		verifySignature(key) {
			return core_1.crypto.verify(this.artifact, key, this.signature, this.hashAlgorithm);
		}
	};
	exports.MessageSignatureContent = MessageSignatureContent;
}));

// node_modules/@sigstore/verify/dist/bundle/index.js
var require_bundle = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.toSignedEntity = toSignedEntity;
	exports.signatureContent = signatureContent;
	const core_1 = require_dist$2();
	const dsse_1 = require_dsse$2();
	const message_1 = require_message();
	function toSignedEntity(bundle, artifact) {
		const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial;
		const timestamps = [];
		for (const entry of tlogEntries) if (entry.integratedTime && entry.integratedTime !== "0") timestamps.push({
			$case: "transparency-log",
			tlogEntry: entry
		});
		for (const ts of timestampVerificationData?.rfc3161Timestamps ?? []) timestamps.push({
			$case: "timestamp-authority",
			timestamp: core_1.RFC3161Timestamp.parse(Buffer.from(ts.signedTimestamp))
		});
		return {
			signature: signatureContent(bundle, artifact),
			key: key(bundle),
			tlogEntries,
			timestamps
		};
	}
	function signatureContent(bundle, artifact) {
		switch (bundle.content.$case) {
			case "dsseEnvelope": return new dsse_1.DSSESignatureContent(bundle.content.dsseEnvelope);
			case "messageSignature": return new message_1.MessageSignatureContent(bundle.content.messageSignature, artifact);
		}
	}
	function key(bundle) {
		switch (bundle.verificationMaterial.content.$case) {
			case "publicKey": return {
				$case: "public-key",
				hint: bundle.verificationMaterial.content.publicKey.hint
			};
			case "x509CertificateChain": return {
				$case: "certificate",
				certificate: core_1.X509Certificate.parse(Buffer.from(bundle.verificationMaterial.content.x509CertificateChain.certificates[0].rawBytes))
			};
			case "certificate": return {
				$case: "certificate",
				certificate: core_1.X509Certificate.parse(Buffer.from(bundle.verificationMaterial.content.certificate.rawBytes))
			};
		}
	}
}));

// node_modules/@sigstore/verify/dist/error.js
var require_error = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.PolicyError = exports.VerificationError = void 0;
	var BaseError = class extends Error {
		code;
		cause;
		constructor({ code, message, cause }) {
			super(message);
			this.code = code;
			this.cause = cause;
			this.name = this.constructor.name;
		}
	};
	var VerificationError = class extends BaseError {};
	exports.VerificationError = VerificationError;
	var PolicyError = class extends BaseError {};
	exports.PolicyError = PolicyError;
}));

// node_modules/@sigstore/verify/dist/trust/filter.js
var require_filter = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.filterCertAuthorities = filterCertAuthorities;
	exports.filterTLogAuthorities = filterTLogAuthorities;
	function filterCertAuthorities(certAuthorities, timestamp) {
		return certAuthorities.filter((ca) => {
			return ca.validFor.start <= timestamp && ca.validFor.end >= timestamp;
		});
	}
	function filterTLogAuthorities(tlogAuthorities, criteria) {
		return tlogAuthorities.filter((tlog) => {
			if (criteria.logID && !tlog.logID.equals(criteria.logID)) return false;
			return tlog.validFor.start <= criteria.targetDate && criteria.targetDate <= tlog.validFor.end;
		});
	}
}));

// node_modules/@sigstore/verify/dist/trust/index.js
var require_trust = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.filterTLogAuthorities = exports.filterCertAuthorities = void 0;
	exports.toTrustMaterial = toTrustMaterial;
	const core_1 = require_dist$2();
	const protobuf_specs_1 = require_dist$3();
	const error_1 = require_error();
	const BEGINNING_OF_TIME = /* @__PURE__ */ new Date(0);
	const END_OF_TIME = /* @__PURE__ */ new Date(864e13);
	var filter_1 = require_filter();
	Object.defineProperty(exports, "filterCertAuthorities", {
		enumerable: true,
		get: function() {
			return filter_1.filterCertAuthorities;
		}
	});
	Object.defineProperty(exports, "filterTLogAuthorities", {
		enumerable: true,
		get: function() {
			return filter_1.filterTLogAuthorities;
		}
	});
	function toTrustMaterial(root, keys) {
		const keyFinder = typeof keys === "function" ? keys : keyLocator(keys);
		return {
			certificateAuthorities: root.certificateAuthorities.map(createCertAuthority),
			timestampAuthorities: root.timestampAuthorities.map(createCertAuthority),
			tlogs: root.tlogs.map(createTLogAuthority),
			ctlogs: root.ctlogs.map(createTLogAuthority),
			publicKey: keyFinder
		};
	}
	function createTLogAuthority(tlogInstance) {
		const keyDetails = tlogInstance.publicKey.keyDetails;
		const keyType = keyDetails === protobuf_specs_1.PublicKeyDetails.PKCS1_RSA_PKCS1V5 || keyDetails === protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V5 || keyDetails === protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V15_2048_SHA256 || keyDetails === protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V15_3072_SHA256 || keyDetails === protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V15_4096_SHA256 ? "pkcs1" : "spki";
		/* istanbul ignore next */
		return {
			baseURL: tlogInstance.baseUrl,
			logID: tlogInstance.checkpointKeyId ? tlogInstance.checkpointKeyId.keyId : tlogInstance.logId.keyId,
			publicKey: core_1.crypto.createPublicKey(tlogInstance.publicKey.rawBytes, keyType),
			validFor: {
				start: tlogInstance.publicKey.validFor?.start || BEGINNING_OF_TIME,
				end: tlogInstance.publicKey.validFor?.end || END_OF_TIME
			}
		};
	}
	function createCertAuthority(ca) {
		/* istanbul ignore next */
		return {
			certChain: ca.certChain.certificates.map((cert) => {
				return core_1.X509Certificate.parse(Buffer.from(cert.rawBytes));
			}),
			validFor: {
				start: ca.validFor?.start || BEGINNING_OF_TIME,
				end: ca.validFor?.end || END_OF_TIME
			}
		};
	}
	function keyLocator(keys) {
		return (hint) => {
			const key = (keys || {})[hint];
			if (!key) throw new error_1.VerificationError({
				code: "PUBLIC_KEY_ERROR",
				message: `key not found: ${hint}`
			});
			return {
				publicKey: core_1.crypto.createPublicKey(key.rawBytes),
				validFor: (date) => {
					/* istanbul ignore next */
					return (key.validFor?.start || BEGINNING_OF_TIME) <= date && (key.validFor?.end || END_OF_TIME) >= date;
				}
			};
		};
	}
}));

// node_modules/@sigstore/verify/dist/key/certificate.js
var require_certificate = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.CertificateChainVerifier = void 0;
	exports.verifyCertificateChain = verifyCertificateChain;
	const error_1 = require_error();
	const trust_1 = require_trust();
	function verifyCertificateChain(timestamp, leaf, certificateAuthorities) {
		const cas = (0, trust_1.filterCertAuthorities)(certificateAuthorities, timestamp);
		let error;
		for (const ca of cas) try {
			return new CertificateChainVerifier({
				trustedCerts: ca.certChain,
				untrustedCert: leaf,
				timestamp
			}).verify();
		} catch (err) {
			error = err;
		}
		throw new error_1.VerificationError({
			code: "CERTIFICATE_ERROR",
			message: "Failed to verify certificate chain",
			cause: error
		});
	}
	var CertificateChainVerifier = class {
		untrustedCert;
		trustedCerts;
		localCerts;
		timestamp;
		constructor(opts) {
			this.untrustedCert = opts.untrustedCert;
			this.trustedCerts = opts.trustedCerts;
			this.localCerts = dedupeCertificates([...opts.trustedCerts, opts.untrustedCert]);
			this.timestamp = opts.timestamp;
		}
		verify() {
			const certificatePath = this.sort();
			this.checkPath(certificatePath);
			if (!certificatePath.every((cert) => cert.validForDate(this.timestamp))) throw new error_1.VerificationError({
				code: "CERTIFICATE_ERROR",
				message: "certificate is not valid or expired at the specified date"
			});
			return certificatePath;
		}
		sort() {
			const leafCert = this.untrustedCert;
			let paths = this.buildPaths(leafCert);
			paths = paths.filter((path) => path.some((cert) => this.trustedCerts.includes(cert)));
			if (paths.length === 0) throw new error_1.VerificationError({
				code: "CERTIFICATE_ERROR",
				message: "no trusted certificate path found"
			});
			return [leafCert, ...paths.reduce((prev, curr) => prev.length < curr.length ? prev : curr)].slice(0, -1);
		}
		buildPaths(certificate) {
			const paths = [];
			const issuers = this.findIssuer(certificate);
			if (issuers.length === 0) throw new error_1.VerificationError({
				code: "CERTIFICATE_ERROR",
				message: "no valid certificate path found"
			});
			for (let i = 0; i < issuers.length; i++) {
				const issuer = issuers[i];
				if (issuer.equals(certificate)) {
					paths.push([certificate]);
					continue;
				}
				const subPaths = this.buildPaths(issuer);
				for (let j = 0; j < subPaths.length; j++) paths.push([issuer, ...subPaths[j]]);
			}
			return paths;
		}
		findIssuer(certificate) {
			let issuers = [];
			let keyIdentifier;
			if (certificate.subject.equals(certificate.issuer)) {
				if (certificate.verify()) return [certificate];
			}
			if (certificate.extAuthorityKeyID) keyIdentifier = certificate.extAuthorityKeyID.keyIdentifier;
			this.localCerts.forEach((possibleIssuer) => {
				if (keyIdentifier) {
					/* istanbul ignore else */
					if (possibleIssuer.extSubjectKeyID) {
						if (possibleIssuer.extSubjectKeyID.keyIdentifier.equals(keyIdentifier)) issuers.push(possibleIssuer);
						return;
					}
				}
				if (possibleIssuer.subject.equals(certificate.issuer)) issuers.push(possibleIssuer);
			});
			issuers = issuers.filter((issuer) => {
				try {
					return certificate.verify(issuer);
				} catch (ex) {
					/* istanbul ignore next - should never error */
					return false;
				}
			});
			return issuers;
		}
		checkPath(path) {
			/* istanbul ignore if */
			if (path.length < 1) throw new error_1.VerificationError({
				code: "CERTIFICATE_ERROR",
				message: "certificate chain must contain at least one certificate"
			});
			if (!path.slice(1).every((cert) => cert.isCA)) throw new error_1.VerificationError({
				code: "CERTIFICATE_ERROR",
				message: "intermediate certificate is not a CA"
			});
			for (let i = path.length - 2; i >= 0; i--)
 /* istanbul ignore if */
			if (!path[i].issuer.equals(path[i + 1].subject)) throw new error_1.VerificationError({
				code: "CERTIFICATE_ERROR",
				message: "incorrect certificate name chaining"
			});
			for (let i = 0; i < path.length; i++) {
				const cert = path[i];
				if (cert.extBasicConstraints?.isCA) {
					const pathLength = cert.extBasicConstraints.pathLenConstraint;
					if (pathLength !== void 0 && pathLength < i - 1) throw new error_1.VerificationError({
						code: "CERTIFICATE_ERROR",
						message: "path length constraint exceeded"
					});
				}
			}
		}
	};
	exports.CertificateChainVerifier = CertificateChainVerifier;
	function dedupeCertificates(certs) {
		for (let i = 0; i < certs.length; i++) for (let j = i + 1; j < certs.length; j++) if (certs[i].equals(certs[j])) {
			certs.splice(j, 1);
			j--;
		}
		return certs;
	}
}));

// node_modules/@sigstore/verify/dist/key/sct.js
var require_sct = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifySCTs = verifySCTs;
	const core_1 = require_dist$2();
	const error_1 = require_error();
	const trust_1 = require_trust();
	function verifySCTs(cert, issuer, ctlogs) {
		let extSCT;
		const clone = cert.clone();
		for (let i = 0; i < clone.extensions.length; i++) {
			const ext = clone.extensions[i];
			if (ext.subs[0].toOID() === core_1.EXTENSION_OID_SCT) {
				extSCT = new core_1.X509SCTExtension(ext);
				clone.extensions.splice(i, 1);
				break;
			}
		}
		if (!extSCT) return [];
		/* istanbul ignore if -- too difficult to fabricate test case for this */
		if (extSCT.signedCertificateTimestamps.length === 0) return [];
		const preCert = new core_1.ByteStream();
		const issuerId = core_1.crypto.digest("sha256", issuer.publicKey);
		preCert.appendView(issuerId);
		const tbs = clone.tbsCertificate.toDER();
		preCert.appendUint24(tbs.length);
		preCert.appendView(tbs);
		return extSCT.signedCertificateTimestamps.map((sct) => {
			if (!(0, trust_1.filterTLogAuthorities)(ctlogs, {
				logID: sct.logID,
				targetDate: sct.datetime
			}).some((log) => sct.verify(preCert.buffer, log.publicKey))) throw new error_1.VerificationError({
				code: "CERTIFICATE_ERROR",
				message: "SCT verification failed"
			});
			return sct.logID;
		});
	}
}));

// node_modules/@sigstore/verify/dist/key/index.js
var require_key = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifyPublicKey = verifyPublicKey;
	exports.verifyCertificate = verifyCertificate;
	const core_1 = require_dist$2();
	const error_1 = require_error();
	const certificate_1 = require_certificate();
	const sct_1 = require_sct();
	const OID_FULCIO_ISSUER_V1 = "1.3.6.1.4.1.57264.1.1";
	const OID_FULCIO_ISSUER_V2 = "1.3.6.1.4.1.57264.1.8";
	function verifyPublicKey(hint, timestamps, trustMaterial) {
		const key = trustMaterial.publicKey(hint);
		timestamps.forEach((timestamp) => {
			if (!key.validFor(timestamp)) throw new error_1.VerificationError({
				code: "PUBLIC_KEY_ERROR",
				message: `Public key is not valid for timestamp: ${timestamp.toISOString()}`
			});
		});
		return { key: key.publicKey };
	}
	function verifyCertificate(leaf, timestamps, trustMaterial) {
		let path = [];
		timestamps.forEach((timestamp) => {
			path = (0, certificate_1.verifyCertificateChain)(timestamp, leaf, trustMaterial.certificateAuthorities);
		});
		return {
			scts: (0, sct_1.verifySCTs)(path[0], path[1], trustMaterial.ctlogs),
			signer: getSigner(path[0])
		};
	}
	function getSigner(cert) {
		let issuer;
		const issuerExtension = cert.extension(OID_FULCIO_ISSUER_V2);
		/* istanbul ignore next */
		if (issuerExtension) issuer = issuerExtension.valueObj.subs?.[0]?.value.toString("ascii");
		else issuer = cert.extension(OID_FULCIO_ISSUER_V1)?.value.toString("ascii");
		const oids = cert.extensions.map((ext) => {
			return {
				oid: { id: ext.subs[0].toOID().split(".").map(Number) },
				value: ext.subs[ext.subs.length - 1].value
			};
		});
		const identity = {
			extensions: { issuer },
			subjectAlternativeName: cert.subjectAltName,
			oids
		};
		return {
			key: core_1.crypto.createPublicKey(cert.publicKey),
			identity
		};
	}
}));

// node_modules/@sigstore/verify/dist/policy.js
var require_policy = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifySubjectAlternativeName = verifySubjectAlternativeName;
	exports.verifyExtensions = verifyExtensions;
	exports.verifyOIDs = verifyOIDs;
	const error_1 = require_error();
	function verifySubjectAlternativeName(policyIdentity, signerIdentity) {
		if (signerIdentity === void 0 || !signerIdentity.match(policyIdentity)) throw new error_1.PolicyError({
			code: "UNTRUSTED_SIGNER_ERROR",
			message: `certificate identity error - expected ${policyIdentity}, got ${signerIdentity}`
		});
	}
	function verifyExtensions(policyExtensions, signerExtensions = {}) {
		let key;
		for (key in policyExtensions) if (signerExtensions[key] !== policyExtensions[key]) throw new error_1.PolicyError({
			code: "UNTRUSTED_SIGNER_ERROR",
			message: `invalid certificate extension - expected ${key}=${policyExtensions[key]}, got ${key}=${signerExtensions[key]}`
		});
	}
	function verifyOIDs(policyOIDs, signerOIDs = []) {
		for (const policyOID of policyOIDs) if (!signerOIDs.find((signerOID) => oidEquals(policyOID.oid?.id, signerOID.oid?.id) && policyOID.value.equals(signerOID.value))) {
			const oid = policyOID.oid?.id.join(".") ?? "<unknown>";
			throw new error_1.PolicyError({
				code: "UNTRUSTED_SIGNER_ERROR",
				message: `invalid certificate extension - missing OID ${oid}`
			});
		}
	}
	function oidEquals(a, b) {
		if (a === void 0 || b === void 0) return false;
		return a.length === b.length && a.every((v, i) => v === b[i]);
	}
}));

// node_modules/@sigstore/verify/dist/timestamp/tsa.js
var require_tsa = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifyRFC3161Timestamp = verifyRFC3161Timestamp;
	const core_1 = require_dist$2();
	const error_1 = require_error();
	const certificate_1 = require_certificate();
	const trust_1 = require_trust();
	function verifyRFC3161Timestamp(timestamp, data, timestampAuthorities) {
		const signingTime = timestamp.signingTime;
		timestampAuthorities = (0, trust_1.filterCertAuthorities)(timestampAuthorities, signingTime);
		timestampAuthorities = filterCAsBySerialAndIssuer(timestampAuthorities, {
			serialNumber: timestamp.signerSerialNumber,
			issuer: timestamp.signerIssuer
		});
		if (!timestampAuthorities.some((ca) => {
			try {
				verifyTimestampForCA(timestamp, data, ca);
				return true;
			} catch (e) {
				return false;
			}
		})) throw new error_1.VerificationError({
			code: "TIMESTAMP_ERROR",
			message: "timestamp could not be verified"
		});
	}
	function verifyTimestampForCA(timestamp, data, ca) {
		const [leaf, ...cas] = ca.certChain;
		const signingKey = core_1.crypto.createPublicKey(leaf.publicKey);
		const signingTime = timestamp.signingTime;
		try {
			new certificate_1.CertificateChainVerifier({
				untrustedCert: leaf,
				trustedCerts: cas,
				timestamp: signingTime
			}).verify();
		} catch (e) {
			throw new error_1.VerificationError({
				code: "TIMESTAMP_ERROR",
				message: "invalid certificate chain"
			});
		}
		timestamp.verify(data, signingKey);
	}
	function filterCAsBySerialAndIssuer(timestampAuthorities, criteria) {
		return timestampAuthorities.filter((ca) => ca.certChain.length > 0 && core_1.crypto.bufferEqual(ca.certChain[0].serialNumber, criteria.serialNumber) && core_1.crypto.bufferEqual(ca.certChain[0].issuer, criteria.issuer));
	}
}));

// node_modules/@sigstore/verify/dist/timestamp/index.js
var require_timestamp = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.getTSATimestamp = getTSATimestamp;
	exports.getTLogTimestamp = getTLogTimestamp;
	const tsa_1 = require_tsa();
	function getTSATimestamp(timestamp, data, timestampAuthorities) {
		(0, tsa_1.verifyRFC3161Timestamp)(timestamp, data, timestampAuthorities);
		return {
			type: "timestamp-authority",
			logID: timestamp.signerSerialNumber,
			timestamp: timestamp.signingTime
		};
	}
	function getTLogTimestamp(entry) {
		if (!entry.inclusionPromise) return;
		return {
			type: "transparency-log",
			logID: entry.logId.keyId,
			timestamp: /* @__PURE__ */ new Date(Number(entry.integratedTime) * 1e3)
		};
	}
}));

// node_modules/@sigstore/protobuf-specs/dist/__generated__/rekor/v2/verifier.js
var require_verifier$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.Signature = exports.Verifier = exports.PublicKey = void 0;
	const sigstore_common_1 = require_sigstore_common();
	exports.PublicKey = {
		fromJSON(object) {
			return { rawBytes: isSet(object.rawBytes) ? Buffer.from(bytesFromBase64(object.rawBytes)) : Buffer.alloc(0) };
		},
		toJSON(message) {
			const obj = {};
			if (message.rawBytes.length !== 0) obj.rawBytes = base64FromBytes(message.rawBytes);
			return obj;
		}
	};
	exports.Verifier = {
		fromJSON(object) {
			return {
				verifier: isSet(object.publicKey) ? {
					$case: "publicKey",
					publicKey: exports.PublicKey.fromJSON(object.publicKey)
				} : isSet(object.x509Certificate) ? {
					$case: "x509Certificate",
					x509Certificate: sigstore_common_1.X509Certificate.fromJSON(object.x509Certificate)
				} : void 0,
				keyDetails: isSet(object.keyDetails) ? (0, sigstore_common_1.publicKeyDetailsFromJSON)(object.keyDetails) : 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.verifier?.$case === "publicKey") obj.publicKey = exports.PublicKey.toJSON(message.verifier.publicKey);
			else if (message.verifier?.$case === "x509Certificate") obj.x509Certificate = sigstore_common_1.X509Certificate.toJSON(message.verifier.x509Certificate);
			if (message.keyDetails !== 0) obj.keyDetails = (0, sigstore_common_1.publicKeyDetailsToJSON)(message.keyDetails);
			return obj;
		}
	};
	exports.Signature = {
		fromJSON(object) {
			return {
				content: isSet(object.content) ? Buffer.from(bytesFromBase64(object.content)) : Buffer.alloc(0),
				verifier: isSet(object.verifier) ? exports.Verifier.fromJSON(object.verifier) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.content.length !== 0) obj.content = base64FromBytes(message.content);
			if (message.verifier !== void 0) obj.verifier = exports.Verifier.toJSON(message.verifier);
			return obj;
		}
	};
	function bytesFromBase64(b64) {
		return Uint8Array.from(globalThis.Buffer.from(b64, "base64"));
	}
	function base64FromBytes(arr) {
		return globalThis.Buffer.from(arr).toString("base64");
	}
	function isSet(value) {
		return value !== null && value !== void 0;
	}
}));

// node_modules/@sigstore/protobuf-specs/dist/__generated__/rekor/v2/dsse.js
var require_dsse$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.DSSELogEntryV002 = exports.DSSERequestV002 = void 0;
	const envelope_1 = require_envelope();
	const sigstore_common_1 = require_sigstore_common();
	const verifier_1 = require_verifier$1();
	exports.DSSERequestV002 = {
		fromJSON(object) {
			return {
				envelope: isSet(object.envelope) ? envelope_1.Envelope.fromJSON(object.envelope) : void 0,
				verifiers: globalThis.Array.isArray(object?.verifiers) ? object.verifiers.map((e) => verifier_1.Verifier.fromJSON(e)) : []
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.envelope !== void 0) obj.envelope = envelope_1.Envelope.toJSON(message.envelope);
			if (message.verifiers?.length) obj.verifiers = message.verifiers.map((e) => verifier_1.Verifier.toJSON(e));
			return obj;
		}
	};
	exports.DSSELogEntryV002 = {
		fromJSON(object) {
			return {
				payloadHash: isSet(object.payloadHash) ? sigstore_common_1.HashOutput.fromJSON(object.payloadHash) : void 0,
				signatures: globalThis.Array.isArray(object?.signatures) ? object.signatures.map((e) => verifier_1.Signature.fromJSON(e)) : []
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.payloadHash !== void 0) obj.payloadHash = sigstore_common_1.HashOutput.toJSON(message.payloadHash);
			if (message.signatures?.length) obj.signatures = message.signatures.map((e) => verifier_1.Signature.toJSON(e));
			return obj;
		}
	};
	function isSet(value) {
		return value !== null && value !== void 0;
	}
}));

// node_modules/@sigstore/protobuf-specs/dist/__generated__/rekor/v2/hashedrekord.js
var require_hashedrekord$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.HashedRekordLogEntryV002 = exports.HashedRekordRequestV002 = void 0;
	const sigstore_common_1 = require_sigstore_common();
	const verifier_1 = require_verifier$1();
	exports.HashedRekordRequestV002 = {
		fromJSON(object) {
			return {
				digest: isSet(object.digest) ? Buffer.from(bytesFromBase64(object.digest)) : Buffer.alloc(0),
				signature: isSet(object.signature) ? verifier_1.Signature.fromJSON(object.signature) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.digest.length !== 0) obj.digest = base64FromBytes(message.digest);
			if (message.signature !== void 0) obj.signature = verifier_1.Signature.toJSON(message.signature);
			return obj;
		}
	};
	exports.HashedRekordLogEntryV002 = {
		fromJSON(object) {
			return {
				data: isSet(object.data) ? sigstore_common_1.HashOutput.fromJSON(object.data) : void 0,
				signature: isSet(object.signature) ? verifier_1.Signature.fromJSON(object.signature) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.data !== void 0) obj.data = sigstore_common_1.HashOutput.toJSON(message.data);
			if (message.signature !== void 0) obj.signature = verifier_1.Signature.toJSON(message.signature);
			return obj;
		}
	};
	function bytesFromBase64(b64) {
		return Uint8Array.from(globalThis.Buffer.from(b64, "base64"));
	}
	function base64FromBytes(arr) {
		return globalThis.Buffer.from(arr).toString("base64");
	}
	function isSet(value) {
		return value !== null && value !== void 0;
	}
}));

// node_modules/@sigstore/protobuf-specs/dist/__generated__/rekor/v2/entry.js
var require_entry = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.CreateEntryRequest = exports.Spec = exports.Entry = void 0;
	const dsse_1 = require_dsse$1();
	const hashedrekord_1 = require_hashedrekord$1();
	exports.Entry = {
		fromJSON(object) {
			return {
				kind: isSet(object.kind) ? globalThis.String(object.kind) : "",
				apiVersion: isSet(object.apiVersion) ? globalThis.String(object.apiVersion) : "",
				spec: isSet(object.spec) ? exports.Spec.fromJSON(object.spec) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.kind !== "") obj.kind = message.kind;
			if (message.apiVersion !== "") obj.apiVersion = message.apiVersion;
			if (message.spec !== void 0) obj.spec = exports.Spec.toJSON(message.spec);
			return obj;
		}
	};
	exports.Spec = {
		fromJSON(object) {
			return { spec: isSet(object.hashedRekordV002) ? {
				$case: "hashedRekordV002",
				hashedRekordV002: hashedrekord_1.HashedRekordLogEntryV002.fromJSON(object.hashedRekordV002)
			} : isSet(object.dsseV002) ? {
				$case: "dsseV002",
				dsseV002: dsse_1.DSSELogEntryV002.fromJSON(object.dsseV002)
			} : void 0 };
		},
		toJSON(message) {
			const obj = {};
			if (message.spec?.$case === "hashedRekordV002") obj.hashedRekordV002 = hashedrekord_1.HashedRekordLogEntryV002.toJSON(message.spec.hashedRekordV002);
			else if (message.spec?.$case === "dsseV002") obj.dsseV002 = dsse_1.DSSELogEntryV002.toJSON(message.spec.dsseV002);
			return obj;
		}
	};
	exports.CreateEntryRequest = {
		fromJSON(object) {
			return { spec: isSet(object.hashedRekordRequestV002) ? {
				$case: "hashedRekordRequestV002",
				hashedRekordRequestV002: hashedrekord_1.HashedRekordRequestV002.fromJSON(object.hashedRekordRequestV002)
			} : isSet(object.dsseRequestV002) ? {
				$case: "dsseRequestV002",
				dsseRequestV002: dsse_1.DSSERequestV002.fromJSON(object.dsseRequestV002)
			} : void 0 };
		},
		toJSON(message) {
			const obj = {};
			if (message.spec?.$case === "hashedRekordRequestV002") obj.hashedRekordRequestV002 = hashedrekord_1.HashedRekordRequestV002.toJSON(message.spec.hashedRekordRequestV002);
			else if (message.spec?.$case === "dsseRequestV002") obj.dsseRequestV002 = dsse_1.DSSERequestV002.toJSON(message.spec.dsseRequestV002);
			return obj;
		}
	};
	function isSet(value) {
		return value !== null && value !== void 0;
	}
}));

// node_modules/@sigstore/protobuf-specs/dist/rekor/v2/index.js
var require_v2 = /* @__PURE__ */ __commonJSMin(((exports, module, this$1) => {
	var __createBinding = this$1 && this$1.__createBinding || (Object.create ? (function(o, m, k, k2) {
		if (k2 === void 0) k2 = k;
		var desc = Object.getOwnPropertyDescriptor(m, k);
		if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) desc = {
			enumerable: true,
			get: function() {
				return m[k];
			}
		};
		Object.defineProperty(o, k2, desc);
	}) : (function(o, m, k, k2) {
		if (k2 === void 0) k2 = k;
		o[k2] = m[k];
	}));
	var __exportStar = this$1 && this$1.__exportStar || function(m, exports) {
		for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports, p)) __createBinding(exports, m, p);
	};
	Object.defineProperty(exports, "__esModule", { value: true });
	__exportStar(require_dsse$1(), exports);
	__exportStar(require_entry(), exports);
	__exportStar(require_hashedrekord$1(), exports);
	__exportStar(require_verifier$1(), exports);
}));

// node_modules/@sigstore/verify/dist/tlog/dsse.js
var require_dsse = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.DSSE_API_VERSION_V1 = void 0;
	exports.verifyDSSETLogBody = verifyDSSETLogBody;
	exports.verifyDSSETLogBodyV2 = verifyDSSETLogBodyV2;
	const error_1 = require_error();
	exports.DSSE_API_VERSION_V1 = "0.0.1";
	function verifyDSSETLogBody(tlogEntry, content) {
		switch (tlogEntry.apiVersion) {
			case exports.DSSE_API_VERSION_V1: return verifyDSSE001TLogBody(tlogEntry, content);
			default: throw new error_1.VerificationError({
				code: "TLOG_BODY_ERROR",
				message: `unsupported dsse version: ${tlogEntry.apiVersion}`
			});
		}
	}
	function verifyDSSETLogBodyV2(tlogEntry, content) {
		const spec = tlogEntry.spec?.spec;
		if (!spec) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: `missing dsse spec`
		});
		switch (spec.$case) {
			case "dsseV002": return verifyDSSE002TLogBody(spec.dsseV002, content);
			default: throw new error_1.VerificationError({
				code: "TLOG_BODY_ERROR",
				message: `unsupported version: ${spec.$case}`
			});
		}
	}
	function verifyDSSE001TLogBody(tlogEntry, content) {
		if (tlogEntry.spec.signatures?.length !== 1) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "signature count mismatch"
		});
		const tlogSig = tlogEntry.spec.signatures[0].signature;
		if (!content.compareSignature(Buffer.from(tlogSig, "base64"))) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "tlog entry signature mismatch"
		});
		const tlogHash = tlogEntry.spec.payloadHash?.value || "";
		if (!content.compareDigest(Buffer.from(tlogHash, "hex"))) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "DSSE payload hash mismatch"
		});
	}
	function verifyDSSE002TLogBody(spec, content) {
		if (spec.signatures?.length !== 1) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "signature count mismatch"
		});
		const tlogSig = spec.signatures[0].content;
		if (!content.compareSignature(tlogSig)) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "tlog entry signature mismatch"
		});
		const tlogHash = spec.payloadHash?.digest || Buffer.from("");
		if (!content.compareDigest(tlogHash)) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "DSSE payload hash mismatch"
		});
	}
}));

// node_modules/@sigstore/verify/dist/tlog/hashedrekord.js
var require_hashedrekord = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.HASHEDREKORD_API_VERSION_V1 = void 0;
	exports.verifyHashedRekordTLogBody = verifyHashedRekordTLogBody;
	exports.verifyHashedRekordTLogBodyV2 = verifyHashedRekordTLogBodyV2;
	const error_1 = require_error();
	exports.HASHEDREKORD_API_VERSION_V1 = "0.0.1";
	function verifyHashedRekordTLogBody(tlogEntry, content) {
		switch (tlogEntry.apiVersion) {
			case exports.HASHEDREKORD_API_VERSION_V1: return verifyHashedrekord001TLogBody(tlogEntry, content);
			default: throw new error_1.VerificationError({
				code: "TLOG_BODY_ERROR",
				message: `unsupported hashedrekord version: ${tlogEntry.apiVersion}`
			});
		}
	}
	function verifyHashedRekordTLogBodyV2(tlogEntry, content) {
		const spec = tlogEntry.spec?.spec;
		if (!spec) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: `missing dsse spec`
		});
		switch (spec.$case) {
			case "hashedRekordV002": return verifyHashedrekord002TLogBody(spec.hashedRekordV002, content);
			default: throw new error_1.VerificationError({
				code: "TLOG_BODY_ERROR",
				message: `unsupported version: ${spec.$case}`
			});
		}
	}
	function verifyHashedrekord001TLogBody(tlogEntry, content) {
		const tlogSig = tlogEntry.spec.signature.content || "";
		if (!content.compareSignature(Buffer.from(tlogSig, "base64"))) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "signature mismatch"
		});
		const tlogDigest = tlogEntry.spec.data.hash?.value || "";
		if (!content.compareSignedDigest(Buffer.from(tlogDigest, "hex"))) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "digest mismatch"
		});
	}
	function verifyHashedrekord002TLogBody(spec, content) {
		const tlogSig = spec.signature?.content || Buffer.from("");
		if (!content.compareSignature(tlogSig)) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "signature mismatch"
		});
		const tlogHash = spec.data?.digest || Buffer.from("");
		if (!content.compareSignedDigest(tlogHash)) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "digest mismatch"
		});
	}
}));

// node_modules/@sigstore/verify/dist/tlog/intoto.js
var require_intoto = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifyIntotoTLogBody = verifyIntotoTLogBody;
	const error_1 = require_error();
	function verifyIntotoTLogBody(tlogEntry, content) {
		switch (tlogEntry.apiVersion) {
			case "0.0.2": return verifyIntoto002TLogBody(tlogEntry, content);
			default: throw new error_1.VerificationError({
				code: "TLOG_BODY_ERROR",
				message: `unsupported intoto version: ${tlogEntry.apiVersion}`
			});
		}
	}
	function verifyIntoto002TLogBody(tlogEntry, content) {
		if (tlogEntry.spec.content.envelope.signatures?.length !== 1) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "signature count mismatch"
		});
		const tlogSig = base64Decode(tlogEntry.spec.content.envelope.signatures[0].sig);
		if (!content.compareSignature(Buffer.from(tlogSig, "base64"))) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "tlog entry signature mismatch"
		});
		const tlogHash = tlogEntry.spec.content.payloadHash?.value || "";
		if (!content.compareDigest(Buffer.from(tlogHash, "hex"))) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: "DSSE payload hash mismatch"
		});
	}
	function base64Decode(str) {
		return Buffer.from(str, "base64").toString("utf-8");
	}
}));

// node_modules/@sigstore/verify/dist/tlog/checkpoint.js
var require_checkpoint = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.LogCheckpoint = void 0;
	exports.verifyCheckpoint = verifyCheckpoint;
	const core_1 = require_dist$2();
	const error_1 = require_error();
	const CHECKPOINT_SEPARATOR = "\n\n";
	const SIGNATURE_REGEX = /\u2014 (\S+) (\S+)\n/g;
	function verifyCheckpoint(entry, tlogs) {
		const inclusionProof = entry.inclusionProof;
		const signedNote = SignedNote.fromString(inclusionProof.checkpoint.envelope);
		const checkpoint = LogCheckpoint.fromString(signedNote.note);
		if (!verifySignedNote(signedNote, tlogs)) throw new error_1.VerificationError({
			code: "TLOG_INCLUSION_PROOF_ERROR",
			message: "invalid checkpoint signature"
		});
		return checkpoint;
	}
	function verifySignedNote(signedNote, tlogs) {
		const data = Buffer.from(signedNote.note, "utf-8");
		return signedNote.signatures.some((signature) => {
			const tlog = tlogs.find((tlog) => core_1.crypto.bufferEqual(tlog.logID.subarray(0, 4), signature.keyHint) && tlog.baseURL.includes(signature.name));
			if (!tlog) return false;
			return core_1.crypto.verify(data, tlog.publicKey, signature.signature);
		});
	}
	var SignedNote = class SignedNote {
		note;
		signatures;
		constructor(note, signatures) {
			this.note = note;
			this.signatures = signatures;
		}
		static fromString(envelope) {
			if (!envelope.includes(CHECKPOINT_SEPARATOR)) throw new error_1.VerificationError({
				code: "TLOG_INCLUSION_PROOF_ERROR",
				message: "missing checkpoint separator"
			});
			const split = envelope.indexOf(CHECKPOINT_SEPARATOR);
			const header = envelope.slice(0, split + 1);
			const matches = envelope.slice(split + 2).matchAll(SIGNATURE_REGEX);
			const signatures = Array.from(matches, (match) => {
				const [, name, signature] = match;
				const sigBytes = Buffer.from(signature, "base64");
				if (sigBytes.length < 5) throw new error_1.VerificationError({
					code: "TLOG_INCLUSION_PROOF_ERROR",
					message: "malformed checkpoint signature"
				});
				return {
					name,
					keyHint: sigBytes.subarray(0, 4),
					signature: sigBytes.subarray(4)
				};
			});
			if (signatures.length === 0) throw new error_1.VerificationError({
				code: "TLOG_INCLUSION_PROOF_ERROR",
				message: "no signatures found in checkpoint"
			});
			return new SignedNote(header, signatures);
		}
	};
	var LogCheckpoint = class LogCheckpoint {
		origin;
		logSize;
		logHash;
		rest;
		constructor(origin, logSize, logHash, rest) {
			this.origin = origin;
			this.logSize = logSize;
			this.logHash = logHash;
			this.rest = rest;
		}
		static fromString(note) {
			const lines = note.trimEnd().split("\n");
			if (lines.length < 3) throw new error_1.VerificationError({
				code: "TLOG_INCLUSION_PROOF_ERROR",
				message: "too few lines in checkpoint header"
			});
			const origin = lines[0];
			let logSize;
			try {
				logSize = BigInt(lines[1]);
			} catch {
				throw new error_1.VerificationError({
					code: "TLOG_INCLUSION_PROOF_ERROR",
					message: "invalid checkpoint log size"
				});
			}
			const rootHash = Buffer.from(lines[2], "base64");
			const rest = lines.slice(3);
			return new LogCheckpoint(origin, logSize, rootHash, rest);
		}
	};
	exports.LogCheckpoint = LogCheckpoint;
}));

// node_modules/@sigstore/verify/dist/tlog/merkle.js
var require_merkle = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifyMerkleInclusion = verifyMerkleInclusion;
	const core_1 = require_dist$2();
	const error_1 = require_error();
	const RFC6962_LEAF_HASH_PREFIX = Buffer.from([0]);
	const RFC6962_NODE_HASH_PREFIX = Buffer.from([1]);
	function verifyMerkleInclusion(entry, checkpoint) {
		const inclusionProof = entry.inclusionProof;
		let logIndex;
		try {
			logIndex = BigInt(inclusionProof.logIndex);
		} catch {
			throw new error_1.VerificationError({
				code: "TLOG_INCLUSION_PROOF_ERROR",
				message: "invalid inclusion proof log index"
			});
		}
		const treeSize = BigInt(checkpoint.logSize);
		if (logIndex < 0n || logIndex >= treeSize) throw new error_1.VerificationError({
			code: "TLOG_INCLUSION_PROOF_ERROR",
			message: `invalid index: ${logIndex}`
		});
		const { inner, border } = decompInclProof(logIndex, treeSize);
		if (inclusionProof.hashes.length !== inner + border) throw new error_1.VerificationError({
			code: "TLOG_INCLUSION_PROOF_ERROR",
			message: "invalid hash count"
		});
		const innerHashes = inclusionProof.hashes.slice(0, inner);
		const borderHashes = inclusionProof.hashes.slice(inner);
		const calculatedHash = chainBorderRight(chainInner(hashLeaf(entry.canonicalizedBody), innerHashes, logIndex), borderHashes);
		if (!core_1.crypto.bufferEqual(calculatedHash, checkpoint.logHash)) throw new error_1.VerificationError({
			code: "TLOG_INCLUSION_PROOF_ERROR",
			message: "calculated root hash does not match inclusion proof"
		});
	}
	function decompInclProof(index, size) {
		const inner = innerProofSize(index, size);
		return {
			inner,
			border: onesCount(index >> BigInt(inner))
		};
	}
	function chainInner(seed, hashes, index) {
		return hashes.reduce((acc, h, i) => {
			if (index >> BigInt(i) & BigInt(1)) return hashChildren(h, acc);
			else return hashChildren(acc, h);
		}, seed);
	}
	function chainBorderRight(seed, hashes) {
		return hashes.reduce((acc, h) => hashChildren(h, acc), seed);
	}
	function innerProofSize(index, size) {
		return bitLength(index ^ size - BigInt(1));
	}
	function onesCount(num) {
		return num.toString(2).split("1").length - 1;
	}
	function bitLength(n) {
		if (n === 0n) return 0;
		return n.toString(2).length;
	}
	function hashChildren(left, right) {
		return core_1.crypto.digest("sha256", RFC6962_NODE_HASH_PREFIX, left, right);
	}
	function hashLeaf(leaf) {
		return core_1.crypto.digest("sha256", RFC6962_LEAF_HASH_PREFIX, leaf);
	}
}));

// node_modules/@sigstore/verify/dist/tlog/set.js
var require_set = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifyTLogSET = verifyTLogSET;
	const core_1 = require_dist$2();
	const error_1 = require_error();
	const trust_1 = require_trust();
	function verifyTLogSET(entry, tlogs) {
		if (!(0, trust_1.filterTLogAuthorities)(tlogs, {
			logID: entry.logId.keyId,
			targetDate: /* @__PURE__ */ new Date(Number(entry.integratedTime) * 1e3)
		}).some((tlog) => {
			const payload = toVerificationPayload(entry);
			const data = Buffer.from(core_1.json.canonicalize(payload), "utf8");
			const signature = entry.inclusionPromise.signedEntryTimestamp;
			return core_1.crypto.verify(data, tlog.publicKey, signature);
		})) throw new error_1.VerificationError({
			code: "TLOG_INCLUSION_PROMISE_ERROR",
			message: "inclusion promise could not be verified"
		});
	}
	function toVerificationPayload(entry) {
		const { integratedTime, logIndex, logId, canonicalizedBody } = entry;
		return {
			body: canonicalizedBody.toString("base64"),
			integratedTime: Number(integratedTime),
			logIndex: Number(logIndex),
			logID: logId.keyId.toString("hex")
		};
	}
}));

// node_modules/@sigstore/verify/dist/tlog/index.js
var require_tlog = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.verifyTLogBody = verifyTLogBody;
	exports.verifyTLogInclusion = verifyTLogInclusion;
	const v2_1 = require_v2();
	const error_1 = require_error();
	const dsse_1 = require_dsse();
	const hashedrekord_1 = require_hashedrekord();
	const intoto_1 = require_intoto();
	const checkpoint_1 = require_checkpoint();
	const merkle_1 = require_merkle();
	const set_1 = require_set();
	function verifyTLogBody(entry, sigContent) {
		const { kind, version } = entry.kindVersion;
		let body;
		try {
			body = JSON.parse(entry.canonicalizedBody.toString("utf8"));
		} catch {
			throw new error_1.VerificationError({
				code: "TLOG_BODY_ERROR",
				message: "invalid canonicalized body"
			});
		}
		if (kind !== body.kind || version !== body.apiVersion) throw new error_1.VerificationError({
			code: "TLOG_BODY_ERROR",
			message: `kind/version mismatch - expected: ${kind}/${version}, received: ${body.kind}/${body.apiVersion}`
		});
		switch (kind) {
			case "dsse": if (version == dsse_1.DSSE_API_VERSION_V1) return (0, dsse_1.verifyDSSETLogBody)(body, sigContent);
			else {
				const entryRekorV2 = v2_1.Entry.fromJSON(body);
				return (0, dsse_1.verifyDSSETLogBodyV2)(entryRekorV2, sigContent);
			}
			case "intoto": return (0, intoto_1.verifyIntotoTLogBody)(body, sigContent);
			case "hashedrekord": if (version == hashedrekord_1.HASHEDREKORD_API_VERSION_V1) return (0, hashedrekord_1.verifyHashedRekordTLogBody)(body, sigContent);
			else {
				const entryRekorV2 = v2_1.Entry.fromJSON(body);
				return (0, hashedrekord_1.verifyHashedRekordTLogBodyV2)(entryRekorV2, sigContent);
			}
			/* istanbul ignore next */
			default: throw new error_1.VerificationError({
				code: "TLOG_BODY_ERROR",
				message: `unsupported kind: ${kind}`
			});
		}
	}
	function verifyTLogInclusion(entry, tlogAuthorities) {
		let inclusionVerified = false;
		if (isTLogEntryWithInclusionPromise(entry)) {
			(0, set_1.verifyTLogSET)(entry, tlogAuthorities);
			inclusionVerified = true;
		}
		if (isTLogEntryWithInclusionProof(entry)) {
			const matchingAuthorities = tlogAuthorities.filter((tlog) => tlog.logID.equals(entry.logId.keyId));
			const checkpoint = (0, checkpoint_1.verifyCheckpoint)(entry, matchingAuthorities);
			(0, merkle_1.verifyMerkleInclusion)(entry, checkpoint);
			inclusionVerified = true;
		}
		if (!inclusionVerified) throw new error_1.VerificationError({
			code: "TLOG_MISSING_INCLUSION_ERROR",
			message: "inclusion could not be verified"
		});
	}
	function isTLogEntryWithInclusionPromise(entry) {
		return entry.inclusionPromise !== void 0;
	}
	function isTLogEntryWithInclusionProof(entry) {
		return entry.inclusionProof !== void 0;
	}
}));

// node_modules/@sigstore/verify/dist/verifier.js
var require_verifier = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.Verifier = void 0;
	const util_1 = __require("util");
	const error_1 = require_error();
	const key_1 = require_key();
	const policy_1 = require_policy();
	const timestamp_1 = require_timestamp();
	const tlog_1 = require_tlog();
	var Verifier = class {
		trustMaterial;
		options;
		constructor(trustMaterial, options = {}) {
			this.trustMaterial = trustMaterial;
			this.options = {
				ctlogThreshold: options.ctlogThreshold ?? 1,
				tlogThreshold: options.tlogThreshold ?? 1,
				timestampThreshold: options.timestampThreshold ?? options.tsaThreshold ?? 1,
				tsaThreshold: 0
			};
		}
		verify(entity, policy) {
			const timestamps = this.verifyTimestamps(entity);
			const signer = this.verifySigningKey(entity, timestamps);
			this.verifyTLogs(entity);
			this.verifySignature(entity, signer);
			if (policy) this.verifyPolicy(policy, signer.identity || {});
			return signer;
		}
		verifyTimestamps(entity) {
			const timestamps = [];
			for (const timestamp of entity.timestamps) switch (timestamp.$case) {
				case "timestamp-authority":
					timestamps.push((0, timestamp_1.getTSATimestamp)(timestamp.timestamp, entity.signature.signature, this.trustMaterial.timestampAuthorities));
					break;
				case "transparency-log": {
					const result = (0, timestamp_1.getTLogTimestamp)(timestamp.tlogEntry);
					if (result) timestamps.push(result);
					break;
				}
			}
			if (containsDupes(timestamps)) throw new error_1.VerificationError({
				code: "TIMESTAMP_ERROR",
				message: "duplicate timestamp"
			});
			if (timestamps.length < this.options.timestampThreshold) throw new error_1.VerificationError({
				code: "TIMESTAMP_ERROR",
				message: `expected ${this.options.timestampThreshold} timestamps, got ${timestamps.length}`
			});
			return timestamps.map((t) => t.timestamp);
		}
		verifySigningKey({ key }, timestamps) {
			switch (key.$case) {
				case "public-key": return (0, key_1.verifyPublicKey)(key.hint, timestamps, this.trustMaterial);
				case "certificate": {
					const result = (0, key_1.verifyCertificate)(key.certificate, timestamps, this.trustMaterial);
					/* istanbul ignore next - no fixture */
					if (containsDupes(result.scts)) throw new error_1.VerificationError({
						code: "CERTIFICATE_ERROR",
						message: "duplicate SCT"
					});
					if (result.scts.length < this.options.ctlogThreshold) throw new error_1.VerificationError({
						code: "CERTIFICATE_ERROR",
						message: `expected ${this.options.ctlogThreshold} SCTs, got ${result.scts.length}`
					});
					return result.signer;
				}
			}
		}
		verifyTLogs({ signature: content, tlogEntries }) {
			const entryIDs = [];
			tlogEntries.forEach((entry) => {
				(0, tlog_1.verifyTLogInclusion)(entry, this.trustMaterial.tlogs);
				(0, tlog_1.verifyTLogBody)(entry, content);
				entryIDs.push({
					logID: entry.logId.keyId,
					body: entry.canonicalizedBody
				});
			});
			if (containsDupes(entryIDs)) throw new error_1.VerificationError({
				code: "TLOG_ERROR",
				message: "duplicate tlog entry"
			});
			if (entryIDs.length < this.options.tlogThreshold) throw new error_1.VerificationError({
				code: "TLOG_ERROR",
				message: `expected ${this.options.tlogThreshold} tlog entries, got ${entryIDs.length}`
			});
		}
		verifySignature(entity, signer) {
			if (!entity.signature.verifySignature(signer.key)) throw new error_1.VerificationError({
				code: "SIGNATURE_ERROR",
				message: "signature verification failed"
			});
		}
		verifyPolicy(policy, identity) {
			/* istanbul ignore else */
			if (policy.subjectAlternativeName) (0, policy_1.verifySubjectAlternativeName)(policy.subjectAlternativeName, identity.subjectAlternativeName);
			/* istanbul ignore else */
			if (policy.extensions) (0, policy_1.verifyExtensions)(policy.extensions, identity.extensions);
			/* istanbul ignore if */
			if (policy.oids) (0, policy_1.verifyOIDs)(policy.oids, identity.oids);
		}
	};
	exports.Verifier = Verifier;
	function containsDupes(arr) {
		for (let i = 0; i < arr.length; i++) for (let j = i + 1; j < arr.length; j++) if ((0, util_1.isDeepStrictEqual)(arr[i], arr[j])) return true;
		return false;
	}
}));

// node_modules/@sigstore/verify/dist/index.js
var require_dist = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.Verifier = exports.toTrustMaterial = exports.VerificationError = exports.PolicyError = exports.toSignedEntity = void 0;
	/* istanbul ignore file */
	var bundle_1 = require_bundle();
	Object.defineProperty(exports, "toSignedEntity", {
		enumerable: true,
		get: function() {
			return bundle_1.toSignedEntity;
		}
	});
	var error_1 = require_error();
	Object.defineProperty(exports, "PolicyError", {
		enumerable: true,
		get: function() {
			return error_1.PolicyError;
		}
	});
	Object.defineProperty(exports, "VerificationError", {
		enumerable: true,
		get: function() {
			return error_1.VerificationError;
		}
	});
	var trust_1 = require_trust();
	Object.defineProperty(exports, "toTrustMaterial", {
		enumerable: true,
		get: function() {
			return trust_1.toTrustMaterial;
		}
	});
	var verifier_1 = require_verifier();
	Object.defineProperty(exports, "Verifier", {
		enumerable: true,
		get: function() {
			return verifier_1.Verifier;
		}
	});
}));

// src/verify/signature.ts
var import_dist = require_dist$2();
var import_dist$1 = require_dist();
/**
* Signature, certificate chain at every signed time, SCT, log inclusion and timestamps, as far as the root demands
* them (Sigstore client specification, section 4), and what `@sigstore/verify` leaves out: that the certificate in
* the log entry is the bundle's own.
* @throws WaybillError SIGNATURE_INVALID, CERTIFICATE_INVALID, LOG_INVALID, TIME_MISSING, TIME_INVALID
*/
function verifySignature(parsed, trust) {
	const certificate = certificateOf(parsed);
	checkEnvelope(parsed, certificate);
	const { demand } = trust;
	const entity = signedEntity(parsed);
	try {
		new import_dist$1.Verifier((0, import_dist$1.toTrustMaterial)(trust.root), {
			tlogThreshold: demand.log ? 1 : 0,
			ctlogThreshold: demand.sct ? 1 : 0,
			timestampThreshold: 1
		}).verify(entity);
	} catch (error) {
		throw translate(error, trust);
	}
	const { tlogEntries } = parsed.bundle.verificationMaterial;
	for (const entry of tlogEntries) {
		assertStatedByLog(entry);
		const logged = certificateInEntry(entry.canonicalizedBody);
		if (logged === void 0 || !logged.equals(certificate.root.toDER())) throw new WaybillError("LOG_INVALID", {
			what: "The log entry was made with another certificate than the bundle shows.",
			got: logged === void 0 ? "an entry without a certificate" : "another certificate",
			expected: "the bundle's own certificate"
		});
	}
	return {
		certificate,
		times: timesOf(entity),
		logIndexes: tlogEntries.flatMap(provenIndex)
	};
}
/**
* An entry of Rekor v2 has no time, and its one index is the proof's (rekor-tiles, CLIENTS.md): other numbers beside the
* proof are nobody's word, and whoever read the bundle later could take them for the log's.
*/
function assertStatedByLog({ kindVersion, logIndex, integratedTime, inclusionProof }) {
	const { kind, version } = kindVersion;
	if (version !== "0.0.2" || kind !== "hashedrekord" && kind !== "dsse") return;
	if (integratedTime === "0" && logIndex === inclusionProof?.logIndex) return;
	throw new WaybillError("LOG_INVALID", {
		what: "The log entry has a number that its log, of version 2, does not vouch for.",
		got: integratedTime === "0" ? "an index that is not the proof's" : "a time, which no such entry has",
		expected: "the index of the proof, and no time",
		todo: "The bundle was changed or damaged: fetch it again from where it was published."
	});
}
function provenIndex(entry) {
	if (entry.inclusionPromise !== void 0) return [entry.logIndex];
	return entry.inclusionProof === void 0 ? [] : [entry.inclusionProof.logIndex];
}
function certificateOf(parsed) {
	const { content } = parsed.bundle.verificationMaterial;
	const raw = content.$case === "certificate" ? content.certificate.rawBytes : content.$case === "x509CertificateChain" ? content.x509CertificateChain.certificates[0]?.rawBytes : void 0;
	try {
		if (raw !== void 0) return import_dist.X509Certificate.parse(Buffer.from(raw));
	} catch {
		throw certificateInvalid("bytes that are no certificate");
	}
	throw certificateInvalid("a public key, which says nothing of an identity");
}
function certificateInvalid(got) {
	return new WaybillError("CERTIFICATE_INVALID", {
		what: "The bundle holds no signing certificate.",
		got,
		expected: "the certificate of a workflow's identity"
	});
}
/** First, and on its own: so that a changed payload is called that, and not a disagreement with the log. */
function checkEnvelope(parsed, certificate) {
	let genuine = false;
	try {
		const key = createPublicKey({
			key: certificate.publicKey,
			format: "der",
			type: "spki"
		});
		genuine = verify("sha256", import_dist.dsse.preAuthEncoding(PAYLOAD_TYPE, parsed.payload), key, parsed.signature);
	} catch {
		genuine = false;
	}
	if (!genuine) throw new WaybillError("SIGNATURE_INVALID", {
		what: "The signature is not of this statement by the certificate's key.",
		todo: "The bundle was changed or damaged: fetch it again from where it was published."
	});
}
function signedEntity(parsed) {
	try {
		return (0, import_dist$1.toSignedEntity)(parsed.bundle);
	} catch (error) {
		throw new WaybillError("TIME_INVALID", {
			what: "The bundle's timestamp cannot be read.",
			got: kindOf(error),
			expected: "an RFC 3161 timestamp"
		});
	}
}
function timesOf(entity) {
	return entity.timestamps.flatMap((timestamp) => {
		if (timestamp.$case === "timestamp-authority") return [{
			source: "timestamp authority",
			time: timestamp.timestamp.signingTime
		}];
		if (timestamp.tlogEntry.inclusionPromise === void 0) return [];
		return [{
			source: "transparency log",
			time: /* @__PURE__ */ new Date(Number(timestamp.tlogEntry.integratedTime) * 1e3)
		}];
	});
}
const CODES = {
	NOT_IMPLEMENTED_ERROR: "BUNDLE_MALFORMED",
	TLOG_ERROR: "LOG_INVALID",
	TLOG_INCLUSION_PROOF_ERROR: "LOG_INVALID",
	TLOG_INCLUSION_PROMISE_ERROR: "LOG_INVALID",
	TLOG_MISSING_INCLUSION_ERROR: "LOG_INVALID",
	TLOG_BODY_ERROR: "LOG_INVALID",
	CERTIFICATE_ERROR: "CERTIFICATE_INVALID",
	PUBLIC_KEY_ERROR: "CERTIFICATE_INVALID",
	SIGNATURE_ERROR: "SIGNATURE_INVALID",
	TIMESTAMP_ERROR: "TIME_INVALID"
};
const WHAT = {
	LOG_INVALID: "The bundle's transparency log entry does not prove that the signature was logged.",
	CERTIFICATE_INVALID: "The signing certificate is not one that the trusted root vouches for at the time of signing.",
	TIME_INVALID: "The bundle's signed time does not hold.",
	TIME_MISSING: "The bundle carries no signed time, so nothing says that its certificate was valid when it signed."
};
function translate(error, trust) {
	if (!(error instanceof import_dist$1.VerificationError)) return new WaybillError("BUNDLE_MALFORMED", {
		what: "The bundle cannot be verified.",
		got: kindOf(error),
		cause: error
	});
	const code = error.code === "TIMESTAMP_ERROR" && /^expected \d+ timestamps, got 0/.test(error.message) ? "TIME_MISSING" : CODES[error.code];
	return new WaybillError(code, {
		what: WHAT[code] ?? "The bundle does not verify.",
		got: error.message.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 200),
		expected: `what the trusted root demands (${trust.description})`,
		todo: "If the bundle was signed with another Sigstore instance, verify it with that instance's trusted-root file."
	});
}

// src/verify/verify.ts
const verified = Symbol("verified");
/**
* Verifies one bundle: the same function for the step's own bundles and for consumers.
* @param json one Sigstore bundle, v0.1 to v0.3, with a DSSE envelope
* @throws WaybillError with the code of the first check that failed
*/
function verifyBundle(json, expected, trust) {
	const parsed = parseBundle(json);
	const { certificate, times, logIndexes } = verifySignature(parsed, trust);
	const findings = judge(parsed.payload, readCertificate(certificate), expected);
	const { statement, signer, level } = findings;
	return {
		[verified]: true,
		json: parsed.json,
		mediaType: parsed.bundle.mediaType,
		statement,
		certificate: findings.certificate,
		signer: signer.uri,
		builderId: builderIdOf(statement),
		isKnownBuilder: signer.builder !== void 0,
		times,
		logIndexes,
		level,
		checks: checksMade(expected, trust, {
			times,
			logIndexes
		}, findings),
		unchecked: uncheckedOf(findings)
	};
}

export { require_dist$1 as a, EMPTY_CONFIG as c, attTag as d, fallbackTag as f, referrerManifest as h, bundleJson as i, attConfig as l, referrerEntry as m, MAX_BUNDLE_BYTES as n, BUNDLE_PREFIX as o, indexManifest as p, splitBundles as r, CREATED as s, verifyBundle as t, attManifest as u };
