import { i as __require, t as __commonJSMin } from "./rolldown.js";
import { A as SLSA_V02, E as PREDICATE_KINDS, F as baseUrl, I as callableUrl, M as STATEMENT_V01, N as STATEMENT_V1, Q as HEX_LENGTHS, S as referenceText, T as repositoryText, V as http, _ as Patience, _t as V02_BUILD_TYPE, a as namesWorkflow, at as quoted, b as parseReference, c as tagOf, ct as list$1, d as isIndex, dt as WaybillError, et as digestEntries, ft as asWaybillError, g as GITHUB_ISSUER, gt as PROJECT_URL, h as VERSION, ht as GITHUB_BUILD_TYPE, i as isVersionOf, it as sameDigests, j as SLSA_V1, k as PAYLOAD_TYPE, l as MEDIA, m as safeBase, mt as FULL_BUILD_TYPE, n as isCommit, nt as isAlgorithm, o as readVersion, ot as at, pt as kindOf, q as compareCodeUnits, r as isReleaseTag, rt as primaryDigest, s as splitUri, st as isRecord, t as branchOf, tt as hexDigest$1, u as hexOf, ut as text$1, y as ociDigest } from "./base.js";
import { basename, dirname, join } from "node:path";
import { homedir } from "node:os";

// \0late:node:util
var require__late_node_util = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = __require("node:util");
}));

// \0late:node:crypto
var require__late_node_crypto = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = __require("node:crypto");
}));

// \0late:node:fs
var require__late_node_fs = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = __require("node:fs");
}));

// src/consumer/answer.ts
var import__late_node_crypto = require__late_node_crypto();
var import__late_node_fs = require__late_node_fs();
/** With the names of `gh attestation verify --format json`, and what was checked. */
function verifiedJson(named, { artifact, bundle, origin }) {
	const { level, checks, unchecked, certificate } = bundle;
	return {
		verified: true,
		artifact: named,
		digest: artifact.digests,
		bundle: origin,
		verificationResult: {
			mediaType: "application/vnd.dev.sigstore.verificationresult+json;version=0.1",
			statement: bundle.statement.json,
			signature: { certificate },
			verifiedTimestamps: bundle.times.map((t) => ({
				type: t.source === "transparency log" ? "Tlog" : "TimestampAuthority",
				timestamp: t.time.toISOString()
			})),
			verifiedIdentity: {
				subjectAlternativeName: { subjectAlternativeName: certificate.subjectAlternativeName },
				issuer: { issuer: certificate.issuer },
				buildSignerURI: bundle.signer,
				sourceRepositoryURI: certificate.sourceRepositoryURI
			}
		},
		builderId: bundle.builderId,
		level,
		checks,
		unchecked
	};
}
/** @param named undefined for what is wrong with the request, and so with no artifact alone */
function refusedJson(named, { code, message }) {
	return {
		verified: false,
		...named === void 0 ? {} : { artifact: named },
		code,
		message
	};
}

// src/oci/content.ts
/** The digest that registries name these bytes by. */
function digestOf(bytes) {
	const digest = ociDigest(`sha256:${(0, import__late_node_crypto.createHash)("sha256").update(bytes).digest("hex")}`);
	if (digest === void 0) throw new TypeError("not a sha256 digest");
	return digest;
}
/** Whether a `Docker-Content-Digest` is that of the bytes; it may be by an algorithm other than ours. */
function isDigestOf(claimed, bytes) {
	const [algorithm = "", hex = ""] = claimed.split(":", 2);
	if (algorithm !== "sha256" && algorithm !== "sha512") return false;
	return (0, import__late_node_crypto.createHash)(algorithm).update(bytes).digest("hex") === hex;
}
/** The bytes' JSON object, or undefined. */
function jsonObject(bytes) {
	try {
		const json = JSON.parse(bytes.toString("utf8"));
		return isRecord(json) ? json : void 0;
	} catch {
		return;
	}
}
/** A media type without its parameters, in lower case (RFC 9110, 8.3.1); undefined for none. */
function mediaTypeOf(header) {
	const type = header?.split(";")[0]?.trim().toLowerCase();
	return type === "" ? void 0 : type;
}
/** A descriptor (OCI image-spec, descriptor.md), or undefined for what cannot be fetched by it. */
function readDescriptor(value) {
	if (!isRecord(value)) return void 0;
	const { mediaType, digest, size, artifactType } = value;
	const named = typeof digest === "string" ? ociDigest(digest) : void 0;
	if (named === void 0 || typeof mediaType !== "string") return void 0;
	if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) return void 0;
	const annotations = readAnnotations(value["annotations"]);
	const platform = readPlatform(value["platform"]);
	return {
		mediaType,
		digest: named,
		size,
		...typeof artifactType === "string" ? { artifactType } : {},
		...annotations === void 0 ? {} : { annotations },
		...platform === void 0 ? {} : { platform }
	};
}
function readAnnotations(value) {
	if (!isRecord(value)) return void 0;
	return Object.fromEntries(Object.entries(value).flatMap(([key, text]) => typeof text === "string" ? [[key, text]] : []));
}
function readPlatform(value) {
	if (!isRecord(value)) return void 0;
	const { os, architecture, variant } = value;
	if (typeof os !== "string" || typeof architecture !== "string") return void 0;
	return {
		os,
		architecture,
		...typeof variant === "string" ? { variant } : {}
	};
}

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
	const byDigest = [...entries].sort((a, b) => compareCodeUnits(text$1(a, "digest") ?? "", text$1(b, "digest") ?? ""));
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
			diff_ids: layers.map((layer) => text$1(layer, "digest") ?? "")
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
			mediaType: text$1(before, "config", "mediaType") ?? MEDIA.config,
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

// src/evidence/read.ts
/** A file that is there and cannot be had; the text says why, in words of ours. */
var Unreadable = class extends Error {
	name = "Unreadable";
	tooLarge;
	constructor(message, tooLarge = false) {
		super(message);
		this.tooLarge = tooLarge;
	}
};
/**
* A file's bytes; links are followed.
* @param max bytes accepted; no more are read
* @param kinds `regular` refuses pipes and devices, at which whoever reads would wait
* @returns undefined where there is none
* @throws Unreadable
*/
async function readCapped$1(path, max, kinds = "regular") {
	try {
		if (kinds === "any" && !(0, import__late_node_fs.statSync)(path).isFile()) return await readWaiting(path, max);
		return readNow(path, max);
	} catch (error) {
		if (error instanceof Unreadable) throw error;
		const kind = kindOf(error);
		if (kind === "ENOENT" || kind === "ENOTDIR") return void 0;
		throw new Unreadable(`it cannot be read (${kind})`);
	}
}
/** A regular file is read at once: for a few kilobytes, going to a thread and back takes longer than reading. */
function readNow(path, max) {
	const file = (0, import__late_node_fs.openSync)(path, import__late_node_fs.constants.O_RDONLY | import__late_node_fs.constants.O_NONBLOCK);
	try {
		const stats = (0, import__late_node_fs.fstatSync)(file);
		assertReadable(stats, max);
		if (!stats.isFile()) throw new Unreadable("it is no regular file");
		const content = new Growing(stats.size, max);
		while (content.took((0, import__late_node_fs.readSync)(file, content.space)));
		return content.bytes;
	} finally {
		(0, import__late_node_fs.closeSync)(file);
	}
}
/** Whoever writes into a pipe may be this process. */
async function readWaiting(path, max) {
	const file = await import__late_node_fs.promises.open(path, import__late_node_fs.constants.O_RDONLY);
	try {
		const stats = await file.stat();
		assertReadable(stats, max);
		const content = new Growing(stats.size, max);
		for (;;) {
			const { bytesRead } = await file.read(content.space, 0, content.space.length, null);
			if (!content.took(bytesRead)) return content.bytes;
		}
	} finally {
		await file.close();
	}
}
function assertReadable(stats, max) {
	if (stats.isDirectory()) throw new Unreadable("it is a folder");
	if (stats.size > max) throw new Unreadable(`it has ${stats.size} bytes, and ${max} are read`, true);
}
/** The size is a guess: files grow, and pipes say 0. */
var Growing = class {
	#bytes;
	#length = 0;
	#max;
	constructor(size, max) {
		this.#bytes = Buffer.allocUnsafe(Math.max(size + 1, 4096));
		this.#max = max;
	}
	/** where the next bytes go; never empty */
	get space() {
		return this.#bytes.subarray(this.#length);
	}
	get bytes() {
		return this.#bytes.subarray(0, this.#length);
	}
	/** @returns whether there may be more; @throws Unreadable */
	took(count) {
		this.#length += count;
		if (this.#length > this.#max) throw new Unreadable(`it has more than ${this.#max} bytes`, true);
		if (this.#length === this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes], Math.min(this.#length * 2, this.#max + 1));
		return count > 0;
	}
};

// src/evidence/layout.ts
/** A manifest's limit in registries, and that of index.json here. */
const MAX_MANIFEST_BYTES = 4194304;
/** So many entries of index.json are opened to see what they refer to. */
const MAX_OPENED = 1e3;
/** OCI image-spec, annotations.md */
const REF_NAME = "org.opencontainers.image.ref.name";
/** What `cosign save` marks the entries of a layout with (cosign, pkg/oci/layout). */
const KIND$1 = "kind";
const COSIGN_IMAGES = ["dev.cosignproject.cosign/image", "dev.cosignproject.cosign/imageIndex"];
const COSIGN_ATTESTATIONS = "dev.cosignproject.cosign/atts";
/** A fallback tag, or one of cosign's. */
const ATTACHED_TAG = /(?:^|[:/])sha256-[0-9a-f]{64}(?:\.[a-z]+)?$/;
/**
* Opens the layout in a folder. Links are followed, as some build tools make layouts of them: content has its digest, wherever it lies.
* @throws WaybillError NOT_FOUND where there is no index.json, LAYOUT_INVALID
*/
async function openLayout(folder) {
	const path = join(folder, "index.json");
	const bytes = await read$1(folder, "index.json", MAX_MANIFEST_BYTES);
	if (bytes === void 0) throw new WaybillError("NOT_FOUND", {
		what: `${quoted(folder)} is no OCI image layout.`,
		got: `no file ${quoted(path)}`,
		expected: "a folder with index.json and blobs/sha256"
	});
	const index = jsonObject(bytes);
	if (index === void 0 || !Array.isArray(index["manifests"])) throw invalid$3(folder, "an index.json that is no image index", "a JSON object with `manifests`");
	return new Folder(folder, list$1(index, "manifests").flatMap((entry) => readDescriptor(entry) ?? []));
}
var Folder = class {
	#folder;
	#entries;
	constructor(folder, entries) {
		this.#folder = folder;
		this.#entries = entries;
	}
	async manifest(reference) {
		const named = ociDigest(reference);
		const entry = named === void 0 ? this.#tagged(reference) : this.#entries.find((e) => e.digest === named);
		const digest = named ?? entry?.digest;
		if (digest === void 0) return void 0;
		const bytes = await this.blob(digest, MAX_MANIFEST_BYTES);
		if (bytes === void 0) return void 0;
		const json = jsonObject(bytes);
		if (json === void 0) throw invalid$3(this.#folder, `content of ${digest} that is no JSON`, "a manifest");
		if (json["manifests"] !== void 0 && (json["layers"] !== void 0 || json["config"] !== void 0)) throw invalid$3(this.#folder, `${digest}, which is an image and an index at once`, "one of the two");
		return {
			mediaType: text$1(json, "mediaType") ?? entry?.mediaType ?? "",
			digest,
			bytes,
			json,
			etag: void 0
		};
	}
	async blob(digest, maxBytes) {
		const bytes = await read$1(this.#folder, join("blobs", "sha256", hexOf(digest)), maxBytes);
		if (bytes === void 0) return void 0;
		const actual = digestOf(bytes);
		if (actual !== digest) throw invalid$3(this.#folder, `a blob with the digest ${actual}`, digest);
		return bytes;
	}
	async referrers(subject) {
		const descriptors = [];
		for (const [index, entry] of this.#entries.filter((e) => !isIndex(e.mediaType)).entries()) {
			const { artifactType: _, ...bare } = entry;
			const opened = index < MAX_OPENED ? await this.#opened(entry) : "broken";
			if (opened === "broken") descriptors.push(bare);
			if (typeof opened !== "object" || text$1(opened.json, "subject", "digest") !== subject) continue;
			const artifactType = text$1(opened.json, "artifactType") ?? text$1(opened.json, "config", "mediaType");
			descriptors.push({
				...bare,
				...artifactType === void 0 ? {} : { artifactType }
			});
		}
		return {
			kind: "listed",
			descriptors
		};
	}
	async images() {
		const images = /* @__PURE__ */ new Map();
		let opened = 0;
		for (const entry of this.#entries) {
			if (isAttached(entry)) continue;
			opened += 1;
			const manifest = opened > MAX_OPENED || isIndex(entry.mediaType) ? void 0 : await this.#opened(entry);
			if (typeof manifest === "object" && manifest.json["subject"] !== void 0) continue;
			const names = images.get(entry.digest) ?? [];
			const name = entry.annotations?.[REF_NAME];
			images.set(entry.digest, name === void 0 || names.includes(name) ? names : [...names, name]);
		}
		return [...images].map(([digest, names]) => ({
			digest,
			names
		}));
	}
	async #opened({ digest }) {
		try {
			return await this.manifest(digest);
		} catch (error) {
			if (error instanceof WaybillError) return "broken";
			throw error;
		}
	}
	#tagged(tag) {
		return this.#entries.find(({ annotations }) => {
			const name = annotations?.[REF_NAME];
			return name === tag || name?.endsWith(`:${tag}`) === true;
		}) ?? this.#savedByCosign(tag);
	}
	/** `cosign save` writes one image, and what is attached to it without its tag. */
	#savedByCosign(tag) {
		const image = this.#entries.find(({ annotations }) => COSIGN_IMAGES.includes(annotations?.[KIND$1]));
		if (image === void 0 || attTag(image.digest) !== tag) return void 0;
		return this.#entries.find(({ annotations }) => annotations?.[KIND$1] === COSIGN_ATTESTATIONS);
	}
};
/** Whether the entry says of itself that it belongs to an image. */
function isAttached({ annotations, artifactType }) {
	const kind = annotations?.[KIND$1];
	return kind?.startsWith("dev.cosignproject.cosign/") === true && !COSIGN_IMAGES.includes(kind) || artifactType?.startsWith("application/vnd.dev.sigstore.bundle") === true || ATTACHED_TAG.test(annotations?.[REF_NAME] ?? "");
}
async function read$1(folder, file, max) {
	try {
		return await readCapped$1(join(folder, file), max);
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		throw invalid$3(folder, `of ${file}: ${error.message}`, "a file that can be read");
	}
}
function invalid$3(folder, got, expected) {
	return new WaybillError("LAYOUT_INVALID", {
		what: `The OCI image layout ${quoted(folder)} cannot be believed.`,
		got,
		expected,
		todo: "Copy the image again; if it stays so, do not use it."
	});
}

// src/evidence/artifact.ts
const LAYOUT = "oci-layout:";
const IMAGE = "oci://";
/**
* `sha256:HEX` (or sha384, sha512), `oci://REFERENCE`, `oci-layout:FOLDER[@sha256:HEX]`, or a path. A file with such a name is
* named as `./sha256:…`.
* @throws WaybillError USAGE, REFERENCE_INVALID
*/
function parseArtifact(named) {
	if (named === "") throw notNamed(named, "nothing is named");
	if (named.includes("\0")) throw notNamed(named, "no path has such a character in it");
	if (named.startsWith(IMAGE)) return {
		kind: "image",
		reference: parseReference(named.slice(6))
	};
	if (named.startsWith(LAYOUT)) return parseLayout(named);
	const [, algorithm, hex] = /^([A-Za-z0-9_]+):([0-9A-Za-z]*)$/.exec(named) ?? [];
	if (algorithm !== void 0 && (isAlgorithm(algorithm.toLowerCase()) || isLongHex(hex))) return {
		kind: "digest",
		digests: parseDigest(named, algorithm.toLowerCase(), hex ?? "")
	};
	if (/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(named)) throw notNamed(named, "an artifact is not named by such an address");
	return {
		kind: "file",
		path: named
	};
}
/** A drive's letter, `C:abc`, is not followed by a digest. */
function isLongHex(text) {
	return text !== void 0 && /^[0-9a-f]{32,}$/i.test(text);
}
function parseDigest(named, algorithm, hex) {
	if (!isAlgorithm(algorithm)) throw notNamed(named, `a digest is one of ${Object.keys(HEX_LENGTHS).join(", ")}`);
	const digest = hexDigest$1(algorithm, hex);
	if (digest === void 0) throw notNamed(named, `a ${algorithm} digest has ${HEX_LENGTHS[algorithm]} hex digits`);
	return { [algorithm]: digest };
}
function parseLayout(named) {
	const rest = named.slice(11);
	const [, before = "", after] = /^(.*)@([A-Za-z0-9_+.-]+:[^/\\@]*)$/s.exec(rest) ?? [];
	const folder = after === void 0 ? rest : before;
	if (folder === "") throw notNamed(named, "no folder is named");
	if (after === void 0) return {
		kind: "layout",
		folder,
		digest: void 0
	};
	const digest = ociDigest(after);
	if (digest === void 0) throw notNamed(named, "what follows `@` is `sha256:` and 64 lower-case hex digits");
	return {
		kind: "layout",
		folder,
		digest
	};
}
/**
* Looks at what was named: a file is hashed, a tag is asked for at its registry, a layout is opened. An image named by its digest
* is that digest, whatever tag stands beside it, and nobody is asked.
* @throws WaybillError NOT_FOUND, IMAGE_NOT_FOUND, LAYOUT_INVALID, and what a registry's refusals are
*/
async function openArtifact(named, registries) {
	switch (named.kind) {
		case "file": return {
			kind: "file",
			path: named.path,
			name: named.path,
			digests: await digestsOf(named.path)
		};
		case "digest": return {
			kind: "digest",
			name: primaryDigest(named.digests),
			digests: named.digests
		};
		case "image": return await openImage(named.reference, registries);
		case "layout": return await openLayoutImage(named.folder, named.digest);
	}
}
/**
* All digests that a statement may name the file by, in one reading.
* @throws WaybillError NOT_FOUND
*/
async function digestsOf(path) {
	const hashes = Object.keys(HEX_LENGTHS).map((algorithm) => ({
		algorithm,
		hash: (0, import__late_node_crypto.createHash)(algorithm)
	}));
	try {
		for await (const chunk of chunksOf(path)) for (const { hash } of hashes) hash.update(chunk);
	} catch (error) {
		throw new WaybillError("NOT_FOUND", {
			what: `The file ${path} cannot be read.`,
			got: kindOf(error)
		});
	}
	return Object.fromEntries(hashes.map(({ algorithm, hash }) => [algorithm, hexDigest$1(algorithm, hash.digest("hex"))]));
}
/** Below this a stream costs more than what it saves. */
const SMALL$1 = 4194304;
function chunksOf(path) {
	const stats = (0, import__late_node_fs.statSync)(path);
	if (stats.isFile() && stats.size <= SMALL$1) return [(0, import__late_node_fs.readFileSync)(path)];
	return (0, import__late_node_fs.createReadStream)(path, { highWaterMark: 1048576 });
}
async function openImage(reference, registries) {
	const { repository } = reference;
	if (reference.digest !== void 0) return image(repository, reference.digest);
	const tag = reference.tag ?? "latest";
	const asked = referenceText({
		repository,
		tag,
		digest: void 0
	});
	const found = await registries(repository).manifest(tag);
	if (found === void 0) throw new WaybillError("IMAGE_NOT_FOUND", {
		what: `The registry ${repository.registry} holds no such image.`,
		got: `nothing under ${tag} in ${repository.path}`,
		expected: asked,
		todo: "Look for a typing error, or name the image by its digest."
	});
	return {
		...image(repository, found.digest),
		resolved: `${asked} is ${found.digest}`
	};
}
function image(repository, digest) {
	return {
		kind: "image",
		repository,
		digest,
		name: `${repositoryText(repository)}@${digest}`,
		digests: { sha256: hexOf(digest) }
	};
}
async function openLayoutImage(folder, given) {
	const layout = await openLayout(folder);
	const digest = given ?? onlyImage(folder, await layout.images());
	if (await layout.manifest(digest) === void 0) throw new WaybillError("IMAGE_NOT_FOUND", {
		what: `The OCI image layout ${quoted(folder)} does not hold the image.`,
		got: "no such blob",
		expected: digest
	});
	return {
		kind: "layout",
		folder,
		layout,
		digest,
		name: `${LAYOUT}${folder}@${digest}`,
		digests: { sha256: hexOf(digest) },
		...given === void 0 ? { resolved: `the one image of ${quoted(folder)} is ${digest}` } : {}
	};
}
const MAX_LISTED$1 = 10;
function onlyImage(folder, images) {
	const [first, ...others] = images;
	if (first !== void 0 && others.length === 0) return first.digest;
	const listed = images.slice(0, MAX_LISTED$1).map(({ digest, names: [name] }) => name === void 0 ? digest : `${digest} (${quoted(name, 60)})`);
	const more = images.length > MAX_LISTED$1 ? [`and ${images.length - MAX_LISTED$1} more`] : [];
	throw new WaybillError("IMAGE_NOT_FOUND", {
		what: `The OCI image layout ${quoted(folder)} does not say which image is meant.`,
		got: images.length === 0 ? "no image in index.json" : [...listed, ...more].join(", "),
		expected: "one image, or its digest",
		todo: `Name it: ${LAYOUT}FOLDER@sha256:…`
	});
}
function notNamed(named, problem) {
	return new WaybillError("USAGE", {
		what: `This names no artifact: ${problem}.`,
		got: quoted(named, 200),
		expected: "a path, sha256:HEX, oci://REFERENCE or oci-layout:FOLDER[@sha256:HEX]",
		todo: "Put ./ before the name of a file that looks like one of the others."
	});
}

// node_modules/@sigstore/protobuf-specs/dist/__generated__/envelope.js
var require_envelope = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.Signature = exports.Envelope = void 0;
	exports.Envelope = {
		fromJSON(object) {
			return {
				payload: isSet(object.payload) ? Buffer.from(bytesFromBase64(object.payload)) : Buffer.alloc(0),
				payloadType: isSet(object.payloadType) ? globalThis.String(object.payloadType) : "",
				signatures: globalThis.Array.isArray(object?.signatures) ? object.signatures.map((e) => exports.Signature.fromJSON(e)) : []
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.payload.length !== 0) obj.payload = base64FromBytes(message.payload);
			if (message.payloadType !== "") obj.payloadType = message.payloadType;
			if (message.signatures?.length) obj.signatures = message.signatures.map((e) => exports.Signature.toJSON(e));
			return obj;
		}
	};
	exports.Signature = {
		fromJSON(object) {
			return {
				sig: isSet(object.sig) ? Buffer.from(bytesFromBase64(object.sig)) : Buffer.alloc(0),
				keyid: isSet(object.keyid) ? globalThis.String(object.keyid) : ""
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.sig.length !== 0) obj.sig = base64FromBytes(message.sig);
			if (message.keyid !== "") obj.keyid = message.keyid;
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

// node_modules/@sigstore/protobuf-specs/dist/__generated__/google/protobuf/timestamp.js
var require_timestamp$2 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.Timestamp = void 0;
	exports.Timestamp = {
		fromJSON(object) {
			return {
				seconds: isSet(object.seconds) ? globalThis.String(object.seconds) : "0",
				nanos: isSet(object.nanos) ? globalThis.Number(object.nanos) : 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.seconds !== "0") obj.seconds = message.seconds;
			if (message.nanos !== 0) obj.nanos = Math.round(message.nanos);
			return obj;
		}
	};
	function isSet(value) {
		return value !== null && value !== void 0;
	}
}));

// node_modules/@sigstore/protobuf-specs/dist/__generated__/sigstore_common.js
var require_sigstore_common = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.TimeRange = exports.X509CertificateChain = exports.SubjectAlternativeName = exports.X509Certificate = exports.DistinguishedName = exports.ObjectIdentifierValuePair = exports.ObjectIdentifier = exports.PublicKeyIdentifier = exports.PublicKey = exports.RFC3161SignedTimestamp = exports.LogId = exports.MessageSignature = exports.HashOutput = exports.SubjectAlternativeNameType = exports.PublicKeyDetails = exports.HashAlgorithm = void 0;
	exports.hashAlgorithmFromJSON = hashAlgorithmFromJSON;
	exports.hashAlgorithmToJSON = hashAlgorithmToJSON;
	exports.publicKeyDetailsFromJSON = publicKeyDetailsFromJSON;
	exports.publicKeyDetailsToJSON = publicKeyDetailsToJSON;
	exports.subjectAlternativeNameTypeFromJSON = subjectAlternativeNameTypeFromJSON;
	exports.subjectAlternativeNameTypeToJSON = subjectAlternativeNameTypeToJSON;
	const timestamp_1 = require_timestamp$2();
	/**
	* Only a subset of the secure hash standard algorithms are supported.
	* See <https://nvlpubs.nist.gov/nistpubs/FIPS/NIST.FIPS.180-4.pdf> for more
	* details.
	* UNSPECIFIED SHOULD not be used, primary reason for inclusion is to force
	* any proto JSON serialization to emit the used hash algorithm, as default
	* option is to *omit* the default value of an enum (which is the first
	* value, represented by '0'.
	*/
	var HashAlgorithm;
	(function(HashAlgorithm) {
		HashAlgorithm[HashAlgorithm["HASH_ALGORITHM_UNSPECIFIED"] = 0] = "HASH_ALGORITHM_UNSPECIFIED";
		HashAlgorithm[HashAlgorithm["SHA2_256"] = 1] = "SHA2_256";
		HashAlgorithm[HashAlgorithm["SHA2_384"] = 2] = "SHA2_384";
		HashAlgorithm[HashAlgorithm["SHA2_512"] = 3] = "SHA2_512";
		/**
		* SHA3_256 - Used for LMS
		*
		* @deprecated
		*/
		HashAlgorithm[HashAlgorithm["SHA3_256"] = 4] = "SHA3_256";
		/**
		* SHA3_384 - Used for LMS
		*
		* @deprecated
		*/
		HashAlgorithm[HashAlgorithm["SHA3_384"] = 5] = "SHA3_384";
	})(HashAlgorithm || (exports.HashAlgorithm = HashAlgorithm = {}));
	function hashAlgorithmFromJSON(object) {
		switch (object) {
			case 0:
			case "HASH_ALGORITHM_UNSPECIFIED": return HashAlgorithm.HASH_ALGORITHM_UNSPECIFIED;
			case 1:
			case "SHA2_256": return HashAlgorithm.SHA2_256;
			case 2:
			case "SHA2_384": return HashAlgorithm.SHA2_384;
			case 3:
			case "SHA2_512": return HashAlgorithm.SHA2_512;
			case 4:
			case "SHA3_256": return HashAlgorithm.SHA3_256;
			case 5:
			case "SHA3_384": return HashAlgorithm.SHA3_384;
			default: throw new globalThis.Error("Unrecognized enum value " + object + " for enum HashAlgorithm");
		}
	}
	function hashAlgorithmToJSON(object) {
		switch (object) {
			case HashAlgorithm.HASH_ALGORITHM_UNSPECIFIED: return "HASH_ALGORITHM_UNSPECIFIED";
			case HashAlgorithm.SHA2_256: return "SHA2_256";
			case HashAlgorithm.SHA2_384: return "SHA2_384";
			case HashAlgorithm.SHA2_512: return "SHA2_512";
			case HashAlgorithm.SHA3_256: return "SHA3_256";
			case HashAlgorithm.SHA3_384: return "SHA3_384";
			default: throw new globalThis.Error("Unrecognized enum value " + object + " for enum HashAlgorithm");
		}
	}
	/**
	* Details of a specific public key, capturing the the key encoding method,
	* and signature algorithm.
	*
	* PublicKeyDetails captures the public key/hash algorithm combinations
	* recommended in the Sigstore ecosystem.
	*
	* This is modelled as a linear set as we want to provide a small number of
	* opinionated options instead of allowing every possible permutation.
	*
	* Any changes to this enum MUST be reflected in the algorithm registry.
	*
	* See: <https://github.com/sigstore/architecture-docs/blob/main/algorithm-registry.md>
	*
	* To avoid the possibility of contradicting formats such as PKCS1 with
	* ED25519 the valid permutations are listed as a linear set instead of a
	* cartesian set (i.e one combined variable instead of two, one for encoding
	* and one for the signature algorithm).
	*/
	var PublicKeyDetails;
	(function(PublicKeyDetails) {
		PublicKeyDetails[PublicKeyDetails["PUBLIC_KEY_DETAILS_UNSPECIFIED"] = 0] = "PUBLIC_KEY_DETAILS_UNSPECIFIED";
		/**
		* PKCS1_RSA_PKCS1V5 - RSA
		*
		* @deprecated
		*/
		PublicKeyDetails[PublicKeyDetails["PKCS1_RSA_PKCS1V5"] = 1] = "PKCS1_RSA_PKCS1V5";
		/**
		* PKCS1_RSA_PSS - See RFC8017
		*
		* @deprecated
		*/
		PublicKeyDetails[PublicKeyDetails["PKCS1_RSA_PSS"] = 2] = "PKCS1_RSA_PSS";
		/** @deprecated */
		PublicKeyDetails[PublicKeyDetails["PKIX_RSA_PKCS1V5"] = 3] = "PKIX_RSA_PKCS1V5";
		/** @deprecated */
		PublicKeyDetails[PublicKeyDetails["PKIX_RSA_PSS"] = 4] = "PKIX_RSA_PSS";
		/** PKIX_RSA_PKCS1V15_2048_SHA256 - RSA public key in PKIX format, PKCS#1v1.5 signature */
		PublicKeyDetails[PublicKeyDetails["PKIX_RSA_PKCS1V15_2048_SHA256"] = 9] = "PKIX_RSA_PKCS1V15_2048_SHA256";
		PublicKeyDetails[PublicKeyDetails["PKIX_RSA_PKCS1V15_3072_SHA256"] = 10] = "PKIX_RSA_PKCS1V15_3072_SHA256";
		PublicKeyDetails[PublicKeyDetails["PKIX_RSA_PKCS1V15_4096_SHA256"] = 11] = "PKIX_RSA_PKCS1V15_4096_SHA256";
		/** PKIX_RSA_PSS_2048_SHA256 - RSA public key in PKIX format, RSASSA-PSS signature */
		PublicKeyDetails[PublicKeyDetails["PKIX_RSA_PSS_2048_SHA256"] = 16] = "PKIX_RSA_PSS_2048_SHA256";
		PublicKeyDetails[PublicKeyDetails["PKIX_RSA_PSS_3072_SHA256"] = 17] = "PKIX_RSA_PSS_3072_SHA256";
		PublicKeyDetails[PublicKeyDetails["PKIX_RSA_PSS_4096_SHA256"] = 18] = "PKIX_RSA_PSS_4096_SHA256";
		/**
		* PKIX_ECDSA_P256_HMAC_SHA_256 - ECDSA
		*
		* @deprecated
		*/
		PublicKeyDetails[PublicKeyDetails["PKIX_ECDSA_P256_HMAC_SHA_256"] = 6] = "PKIX_ECDSA_P256_HMAC_SHA_256";
		/** PKIX_ECDSA_P256_SHA_256 - See NIST FIPS 186-4 */
		PublicKeyDetails[PublicKeyDetails["PKIX_ECDSA_P256_SHA_256"] = 5] = "PKIX_ECDSA_P256_SHA_256";
		PublicKeyDetails[PublicKeyDetails["PKIX_ECDSA_P384_SHA_384"] = 12] = "PKIX_ECDSA_P384_SHA_384";
		PublicKeyDetails[PublicKeyDetails["PKIX_ECDSA_P521_SHA_512"] = 13] = "PKIX_ECDSA_P521_SHA_512";
		/** PKIX_ED25519 - Ed 25519 */
		PublicKeyDetails[PublicKeyDetails["PKIX_ED25519"] = 7] = "PKIX_ED25519";
		PublicKeyDetails[PublicKeyDetails["PKIX_ED25519_PH"] = 8] = "PKIX_ED25519_PH";
		/**
		* PKIX_ECDSA_P384_SHA_256 - These algorithms are deprecated and should not be used, but they
		* were/are being used by most Sigstore clients implementations.
		*
		* @deprecated
		*/
		PublicKeyDetails[PublicKeyDetails["PKIX_ECDSA_P384_SHA_256"] = 19] = "PKIX_ECDSA_P384_SHA_256";
		/** @deprecated */
		PublicKeyDetails[PublicKeyDetails["PKIX_ECDSA_P521_SHA_256"] = 20] = "PKIX_ECDSA_P521_SHA_256";
		/**
		* LMS_SHA256 - LMS and LM-OTS
		*
		* These algorithms are deprecated and should not be used.
		* There are no plans to support SLH-DSA at this time.
		*
		* USER WARNING: LMS and LM-OTS are both stateful signature schemes.
		* Using them correctly requires discretion and careful consideration
		* to ensure that individual secret keys are not used more than once.
		* In addition, LM-OTS is a single-use scheme, meaning that it
		* MUST NOT be used for more than one signature per LM-OTS key.
		* If you cannot maintain these invariants, you MUST NOT use these
		* schemes.
		*
		* @deprecated
		*/
		PublicKeyDetails[PublicKeyDetails["LMS_SHA256"] = 14] = "LMS_SHA256";
		/** @deprecated */
		PublicKeyDetails[PublicKeyDetails["LMOTS_SHA256"] = 15] = "LMOTS_SHA256";
		/**
		* ML_DSA_44 - ML-DSA
		*
		* These ML_DSA_44, ML_DSA_65 and ML-DSA_87 algorithms are the pure variants
		* that take data to sign rather than the prehash variants (HashML-DSA), which
		* take digests. While considered quantum-resistant, their usage
		* involves tradeoffs in that signatures and keys are much larger, and
		* this makes deployments more costly.
		*
		* USER WARNING: ML_DSA_44, ML_DSA_65 and ML_DSA_87 are experimental algorithms.
		* In the future they MAY be used by private Sigstore deployments, but
		* they are not yet fully functional. This warning will be removed when
		* these algorithms are widely supported by Sigstore clients and servers,
		* but care should still be taken for production environments.
		*
		* See NIST FIPS 204, RFC 9881 for algorithm identifiers
		*/
		PublicKeyDetails[PublicKeyDetails["ML_DSA_44"] = 23] = "ML_DSA_44";
		PublicKeyDetails[PublicKeyDetails["ML_DSA_65"] = 21] = "ML_DSA_65";
		PublicKeyDetails[PublicKeyDetails["ML_DSA_87"] = 22] = "ML_DSA_87";
	})(PublicKeyDetails || (exports.PublicKeyDetails = PublicKeyDetails = {}));
	function publicKeyDetailsFromJSON(object) {
		switch (object) {
			case 0:
			case "PUBLIC_KEY_DETAILS_UNSPECIFIED": return PublicKeyDetails.PUBLIC_KEY_DETAILS_UNSPECIFIED;
			case 1:
			case "PKCS1_RSA_PKCS1V5": return PublicKeyDetails.PKCS1_RSA_PKCS1V5;
			case 2:
			case "PKCS1_RSA_PSS": return PublicKeyDetails.PKCS1_RSA_PSS;
			case 3:
			case "PKIX_RSA_PKCS1V5": return PublicKeyDetails.PKIX_RSA_PKCS1V5;
			case 4:
			case "PKIX_RSA_PSS": return PublicKeyDetails.PKIX_RSA_PSS;
			case 9:
			case "PKIX_RSA_PKCS1V15_2048_SHA256": return PublicKeyDetails.PKIX_RSA_PKCS1V15_2048_SHA256;
			case 10:
			case "PKIX_RSA_PKCS1V15_3072_SHA256": return PublicKeyDetails.PKIX_RSA_PKCS1V15_3072_SHA256;
			case 11:
			case "PKIX_RSA_PKCS1V15_4096_SHA256": return PublicKeyDetails.PKIX_RSA_PKCS1V15_4096_SHA256;
			case 16:
			case "PKIX_RSA_PSS_2048_SHA256": return PublicKeyDetails.PKIX_RSA_PSS_2048_SHA256;
			case 17:
			case "PKIX_RSA_PSS_3072_SHA256": return PublicKeyDetails.PKIX_RSA_PSS_3072_SHA256;
			case 18:
			case "PKIX_RSA_PSS_4096_SHA256": return PublicKeyDetails.PKIX_RSA_PSS_4096_SHA256;
			case 6:
			case "PKIX_ECDSA_P256_HMAC_SHA_256": return PublicKeyDetails.PKIX_ECDSA_P256_HMAC_SHA_256;
			case 5:
			case "PKIX_ECDSA_P256_SHA_256": return PublicKeyDetails.PKIX_ECDSA_P256_SHA_256;
			case 12:
			case "PKIX_ECDSA_P384_SHA_384": return PublicKeyDetails.PKIX_ECDSA_P384_SHA_384;
			case 13:
			case "PKIX_ECDSA_P521_SHA_512": return PublicKeyDetails.PKIX_ECDSA_P521_SHA_512;
			case 7:
			case "PKIX_ED25519": return PublicKeyDetails.PKIX_ED25519;
			case 8:
			case "PKIX_ED25519_PH": return PublicKeyDetails.PKIX_ED25519_PH;
			case 19:
			case "PKIX_ECDSA_P384_SHA_256": return PublicKeyDetails.PKIX_ECDSA_P384_SHA_256;
			case 20:
			case "PKIX_ECDSA_P521_SHA_256": return PublicKeyDetails.PKIX_ECDSA_P521_SHA_256;
			case 14:
			case "LMS_SHA256": return PublicKeyDetails.LMS_SHA256;
			case 15:
			case "LMOTS_SHA256": return PublicKeyDetails.LMOTS_SHA256;
			case 23:
			case "ML_DSA_44": return PublicKeyDetails.ML_DSA_44;
			case 21:
			case "ML_DSA_65": return PublicKeyDetails.ML_DSA_65;
			case 22:
			case "ML_DSA_87": return PublicKeyDetails.ML_DSA_87;
			default: throw new globalThis.Error("Unrecognized enum value " + object + " for enum PublicKeyDetails");
		}
	}
	function publicKeyDetailsToJSON(object) {
		switch (object) {
			case PublicKeyDetails.PUBLIC_KEY_DETAILS_UNSPECIFIED: return "PUBLIC_KEY_DETAILS_UNSPECIFIED";
			case PublicKeyDetails.PKCS1_RSA_PKCS1V5: return "PKCS1_RSA_PKCS1V5";
			case PublicKeyDetails.PKCS1_RSA_PSS: return "PKCS1_RSA_PSS";
			case PublicKeyDetails.PKIX_RSA_PKCS1V5: return "PKIX_RSA_PKCS1V5";
			case PublicKeyDetails.PKIX_RSA_PSS: return "PKIX_RSA_PSS";
			case PublicKeyDetails.PKIX_RSA_PKCS1V15_2048_SHA256: return "PKIX_RSA_PKCS1V15_2048_SHA256";
			case PublicKeyDetails.PKIX_RSA_PKCS1V15_3072_SHA256: return "PKIX_RSA_PKCS1V15_3072_SHA256";
			case PublicKeyDetails.PKIX_RSA_PKCS1V15_4096_SHA256: return "PKIX_RSA_PKCS1V15_4096_SHA256";
			case PublicKeyDetails.PKIX_RSA_PSS_2048_SHA256: return "PKIX_RSA_PSS_2048_SHA256";
			case PublicKeyDetails.PKIX_RSA_PSS_3072_SHA256: return "PKIX_RSA_PSS_3072_SHA256";
			case PublicKeyDetails.PKIX_RSA_PSS_4096_SHA256: return "PKIX_RSA_PSS_4096_SHA256";
			case PublicKeyDetails.PKIX_ECDSA_P256_HMAC_SHA_256: return "PKIX_ECDSA_P256_HMAC_SHA_256";
			case PublicKeyDetails.PKIX_ECDSA_P256_SHA_256: return "PKIX_ECDSA_P256_SHA_256";
			case PublicKeyDetails.PKIX_ECDSA_P384_SHA_384: return "PKIX_ECDSA_P384_SHA_384";
			case PublicKeyDetails.PKIX_ECDSA_P521_SHA_512: return "PKIX_ECDSA_P521_SHA_512";
			case PublicKeyDetails.PKIX_ED25519: return "PKIX_ED25519";
			case PublicKeyDetails.PKIX_ED25519_PH: return "PKIX_ED25519_PH";
			case PublicKeyDetails.PKIX_ECDSA_P384_SHA_256: return "PKIX_ECDSA_P384_SHA_256";
			case PublicKeyDetails.PKIX_ECDSA_P521_SHA_256: return "PKIX_ECDSA_P521_SHA_256";
			case PublicKeyDetails.LMS_SHA256: return "LMS_SHA256";
			case PublicKeyDetails.LMOTS_SHA256: return "LMOTS_SHA256";
			case PublicKeyDetails.ML_DSA_44: return "ML_DSA_44";
			case PublicKeyDetails.ML_DSA_65: return "ML_DSA_65";
			case PublicKeyDetails.ML_DSA_87: return "ML_DSA_87";
			default: throw new globalThis.Error("Unrecognized enum value " + object + " for enum PublicKeyDetails");
		}
	}
	var SubjectAlternativeNameType;
	(function(SubjectAlternativeNameType) {
		SubjectAlternativeNameType[SubjectAlternativeNameType["SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED"] = 0] = "SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED";
		SubjectAlternativeNameType[SubjectAlternativeNameType["EMAIL"] = 1] = "EMAIL";
		SubjectAlternativeNameType[SubjectAlternativeNameType["URI"] = 2] = "URI";
		/**
		* OTHER_NAME - OID 1.3.6.1.4.1.57264.1.7
		* See https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md#1361415726417--othername-san
		* for more details.
		*/
		SubjectAlternativeNameType[SubjectAlternativeNameType["OTHER_NAME"] = 3] = "OTHER_NAME";
	})(SubjectAlternativeNameType || (exports.SubjectAlternativeNameType = SubjectAlternativeNameType = {}));
	function subjectAlternativeNameTypeFromJSON(object) {
		switch (object) {
			case 0:
			case "SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED": return SubjectAlternativeNameType.SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED;
			case 1:
			case "EMAIL": return SubjectAlternativeNameType.EMAIL;
			case 2:
			case "URI": return SubjectAlternativeNameType.URI;
			case 3:
			case "OTHER_NAME": return SubjectAlternativeNameType.OTHER_NAME;
			default: throw new globalThis.Error("Unrecognized enum value " + object + " for enum SubjectAlternativeNameType");
		}
	}
	function subjectAlternativeNameTypeToJSON(object) {
		switch (object) {
			case SubjectAlternativeNameType.SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED: return "SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED";
			case SubjectAlternativeNameType.EMAIL: return "EMAIL";
			case SubjectAlternativeNameType.URI: return "URI";
			case SubjectAlternativeNameType.OTHER_NAME: return "OTHER_NAME";
			default: throw new globalThis.Error("Unrecognized enum value " + object + " for enum SubjectAlternativeNameType");
		}
	}
	exports.HashOutput = {
		fromJSON(object) {
			return {
				algorithm: isSet(object.algorithm) ? hashAlgorithmFromJSON(object.algorithm) : 0,
				digest: isSet(object.digest) ? Buffer.from(bytesFromBase64(object.digest)) : Buffer.alloc(0)
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.algorithm !== 0) obj.algorithm = hashAlgorithmToJSON(message.algorithm);
			if (message.digest.length !== 0) obj.digest = base64FromBytes(message.digest);
			return obj;
		}
	};
	exports.MessageSignature = {
		fromJSON(object) {
			return {
				messageDigest: isSet(object.messageDigest) ? exports.HashOutput.fromJSON(object.messageDigest) : void 0,
				signature: isSet(object.signature) ? Buffer.from(bytesFromBase64(object.signature)) : Buffer.alloc(0)
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.messageDigest !== void 0) obj.messageDigest = exports.HashOutput.toJSON(message.messageDigest);
			if (message.signature.length !== 0) obj.signature = base64FromBytes(message.signature);
			return obj;
		}
	};
	exports.LogId = {
		fromJSON(object) {
			return { keyId: isSet(object.keyId) ? Buffer.from(bytesFromBase64(object.keyId)) : Buffer.alloc(0) };
		},
		toJSON(message) {
			const obj = {};
			if (message.keyId.length !== 0) obj.keyId = base64FromBytes(message.keyId);
			return obj;
		}
	};
	exports.RFC3161SignedTimestamp = {
		fromJSON(object) {
			return { signedTimestamp: isSet(object.signedTimestamp) ? Buffer.from(bytesFromBase64(object.signedTimestamp)) : Buffer.alloc(0) };
		},
		toJSON(message) {
			const obj = {};
			if (message.signedTimestamp.length !== 0) obj.signedTimestamp = base64FromBytes(message.signedTimestamp);
			return obj;
		}
	};
	exports.PublicKey = {
		fromJSON(object) {
			return {
				rawBytes: isSet(object.rawBytes) ? Buffer.from(bytesFromBase64(object.rawBytes)) : void 0,
				keyDetails: isSet(object.keyDetails) ? publicKeyDetailsFromJSON(object.keyDetails) : 0,
				validFor: isSet(object.validFor) ? exports.TimeRange.fromJSON(object.validFor) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.rawBytes !== void 0) obj.rawBytes = base64FromBytes(message.rawBytes);
			if (message.keyDetails !== 0) obj.keyDetails = publicKeyDetailsToJSON(message.keyDetails);
			if (message.validFor !== void 0) obj.validFor = exports.TimeRange.toJSON(message.validFor);
			return obj;
		}
	};
	exports.PublicKeyIdentifier = {
		fromJSON(object) {
			return { hint: isSet(object.hint) ? globalThis.String(object.hint) : "" };
		},
		toJSON(message) {
			const obj = {};
			if (message.hint !== "") obj.hint = message.hint;
			return obj;
		}
	};
	exports.ObjectIdentifier = {
		fromJSON(object) {
			return { id: globalThis.Array.isArray(object?.id) ? object.id.map((e) => globalThis.Number(e)) : [] };
		},
		toJSON(message) {
			const obj = {};
			if (message.id?.length) obj.id = message.id.map((e) => Math.round(e));
			return obj;
		}
	};
	exports.ObjectIdentifierValuePair = {
		fromJSON(object) {
			return {
				oid: isSet(object.oid) ? exports.ObjectIdentifier.fromJSON(object.oid) : void 0,
				value: isSet(object.value) ? Buffer.from(bytesFromBase64(object.value)) : Buffer.alloc(0)
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.oid !== void 0) obj.oid = exports.ObjectIdentifier.toJSON(message.oid);
			if (message.value.length !== 0) obj.value = base64FromBytes(message.value);
			return obj;
		}
	};
	exports.DistinguishedName = {
		fromJSON(object) {
			return {
				organization: isSet(object.organization) ? globalThis.String(object.organization) : "",
				commonName: isSet(object.commonName) ? globalThis.String(object.commonName) : ""
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.organization !== "") obj.organization = message.organization;
			if (message.commonName !== "") obj.commonName = message.commonName;
			return obj;
		}
	};
	exports.X509Certificate = {
		fromJSON(object) {
			return { rawBytes: isSet(object.rawBytes) ? Buffer.from(bytesFromBase64(object.rawBytes)) : Buffer.alloc(0) };
		},
		toJSON(message) {
			const obj = {};
			if (message.rawBytes.length !== 0) obj.rawBytes = base64FromBytes(message.rawBytes);
			return obj;
		}
	};
	exports.SubjectAlternativeName = {
		fromJSON(object) {
			return {
				type: isSet(object.type) ? subjectAlternativeNameTypeFromJSON(object.type) : 0,
				identity: isSet(object.regexp) ? {
					$case: "regexp",
					regexp: globalThis.String(object.regexp)
				} : isSet(object.value) ? {
					$case: "value",
					value: globalThis.String(object.value)
				} : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.type !== 0) obj.type = subjectAlternativeNameTypeToJSON(message.type);
			if (message.identity?.$case === "regexp") obj.regexp = message.identity.regexp;
			else if (message.identity?.$case === "value") obj.value = message.identity.value;
			return obj;
		}
	};
	exports.X509CertificateChain = {
		fromJSON(object) {
			return { certificates: globalThis.Array.isArray(object?.certificates) ? object.certificates.map((e) => exports.X509Certificate.fromJSON(e)) : [] };
		},
		toJSON(message) {
			const obj = {};
			if (message.certificates?.length) obj.certificates = message.certificates.map((e) => exports.X509Certificate.toJSON(e));
			return obj;
		}
	};
	exports.TimeRange = {
		fromJSON(object) {
			return {
				start: isSet(object.start) ? fromJsonTimestamp(object.start) : void 0,
				end: isSet(object.end) ? fromJsonTimestamp(object.end) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.start !== void 0) obj.start = message.start.toISOString();
			if (message.end !== void 0) obj.end = message.end.toISOString();
			return obj;
		}
	};
	function bytesFromBase64(b64) {
		return Uint8Array.from(globalThis.Buffer.from(b64, "base64"));
	}
	function base64FromBytes(arr) {
		return globalThis.Buffer.from(arr).toString("base64");
	}
	function fromTimestamp(t) {
		let millis = (globalThis.Number(t.seconds) || 0) * 1e3;
		millis += (t.nanos || 0) / 1e6;
		return new globalThis.Date(millis);
	}
	function fromJsonTimestamp(o) {
		if (o instanceof globalThis.Date) return o;
		else if (typeof o === "string") return new globalThis.Date(o);
		else return fromTimestamp(timestamp_1.Timestamp.fromJSON(o));
	}
	function isSet(value) {
		return value !== null && value !== void 0;
	}
}));

// node_modules/@sigstore/protobuf-specs/dist/__generated__/sigstore_rekor.js
var require_sigstore_rekor = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.TransparencyLogEntry = exports.InclusionPromise = exports.InclusionProof = exports.Checkpoint = exports.KindVersion = void 0;
	const sigstore_common_1 = require_sigstore_common();
	exports.KindVersion = {
		fromJSON(object) {
			return {
				kind: isSet(object.kind) ? globalThis.String(object.kind) : "",
				version: isSet(object.version) ? globalThis.String(object.version) : ""
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.kind !== "") obj.kind = message.kind;
			if (message.version !== "") obj.version = message.version;
			return obj;
		}
	};
	exports.Checkpoint = {
		fromJSON(object) {
			return { envelope: isSet(object.envelope) ? globalThis.String(object.envelope) : "" };
		},
		toJSON(message) {
			const obj = {};
			if (message.envelope !== "") obj.envelope = message.envelope;
			return obj;
		}
	};
	exports.InclusionProof = {
		fromJSON(object) {
			return {
				logIndex: isSet(object.logIndex) ? globalThis.String(object.logIndex) : "0",
				rootHash: isSet(object.rootHash) ? Buffer.from(bytesFromBase64(object.rootHash)) : Buffer.alloc(0),
				treeSize: isSet(object.treeSize) ? globalThis.String(object.treeSize) : "0",
				hashes: globalThis.Array.isArray(object?.hashes) ? object.hashes.map((e) => Buffer.from(bytesFromBase64(e))) : [],
				checkpoint: isSet(object.checkpoint) ? exports.Checkpoint.fromJSON(object.checkpoint) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.logIndex !== "0") obj.logIndex = message.logIndex;
			if (message.rootHash.length !== 0) obj.rootHash = base64FromBytes(message.rootHash);
			if (message.treeSize !== "0") obj.treeSize = message.treeSize;
			if (message.hashes?.length) obj.hashes = message.hashes.map((e) => base64FromBytes(e));
			if (message.checkpoint !== void 0) obj.checkpoint = exports.Checkpoint.toJSON(message.checkpoint);
			return obj;
		}
	};
	exports.InclusionPromise = {
		fromJSON(object) {
			return { signedEntryTimestamp: isSet(object.signedEntryTimestamp) ? Buffer.from(bytesFromBase64(object.signedEntryTimestamp)) : Buffer.alloc(0) };
		},
		toJSON(message) {
			const obj = {};
			if (message.signedEntryTimestamp.length !== 0) obj.signedEntryTimestamp = base64FromBytes(message.signedEntryTimestamp);
			return obj;
		}
	};
	exports.TransparencyLogEntry = {
		fromJSON(object) {
			return {
				logIndex: isSet(object.logIndex) ? globalThis.String(object.logIndex) : "0",
				logId: isSet(object.logId) ? sigstore_common_1.LogId.fromJSON(object.logId) : void 0,
				kindVersion: isSet(object.kindVersion) ? exports.KindVersion.fromJSON(object.kindVersion) : void 0,
				integratedTime: isSet(object.integratedTime) ? globalThis.String(object.integratedTime) : "0",
				inclusionPromise: isSet(object.inclusionPromise) ? exports.InclusionPromise.fromJSON(object.inclusionPromise) : void 0,
				inclusionProof: isSet(object.inclusionProof) ? exports.InclusionProof.fromJSON(object.inclusionProof) : void 0,
				canonicalizedBody: isSet(object.canonicalizedBody) ? Buffer.from(bytesFromBase64(object.canonicalizedBody)) : Buffer.alloc(0)
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.logIndex !== "0") obj.logIndex = message.logIndex;
			if (message.logId !== void 0) obj.logId = sigstore_common_1.LogId.toJSON(message.logId);
			if (message.kindVersion !== void 0) obj.kindVersion = exports.KindVersion.toJSON(message.kindVersion);
			if (message.integratedTime !== "0") obj.integratedTime = message.integratedTime;
			if (message.inclusionPromise !== void 0) obj.inclusionPromise = exports.InclusionPromise.toJSON(message.inclusionPromise);
			if (message.inclusionProof !== void 0) obj.inclusionProof = exports.InclusionProof.toJSON(message.inclusionProof);
			if (message.canonicalizedBody.length !== 0) obj.canonicalizedBody = base64FromBytes(message.canonicalizedBody);
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

// node_modules/@sigstore/protobuf-specs/dist/__generated__/sigstore_bundle.js
var require_sigstore_bundle = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.Bundle = exports.VerificationMaterial = exports.TimestampVerificationData = void 0;
	const envelope_1 = require_envelope();
	const sigstore_common_1 = require_sigstore_common();
	const sigstore_rekor_1 = require_sigstore_rekor();
	exports.TimestampVerificationData = {
		fromJSON(object) {
			return { rfc3161Timestamps: globalThis.Array.isArray(object?.rfc3161Timestamps) ? object.rfc3161Timestamps.map((e) => sigstore_common_1.RFC3161SignedTimestamp.fromJSON(e)) : [] };
		},
		toJSON(message) {
			const obj = {};
			if (message.rfc3161Timestamps?.length) obj.rfc3161Timestamps = message.rfc3161Timestamps.map((e) => sigstore_common_1.RFC3161SignedTimestamp.toJSON(e));
			return obj;
		}
	};
	exports.VerificationMaterial = {
		fromJSON(object) {
			return {
				content: isSet(object.publicKey) ? {
					$case: "publicKey",
					publicKey: sigstore_common_1.PublicKeyIdentifier.fromJSON(object.publicKey)
				} : isSet(object.x509CertificateChain) ? {
					$case: "x509CertificateChain",
					x509CertificateChain: sigstore_common_1.X509CertificateChain.fromJSON(object.x509CertificateChain)
				} : isSet(object.certificate) ? {
					$case: "certificate",
					certificate: sigstore_common_1.X509Certificate.fromJSON(object.certificate)
				} : void 0,
				tlogEntries: globalThis.Array.isArray(object?.tlogEntries) ? object.tlogEntries.map((e) => sigstore_rekor_1.TransparencyLogEntry.fromJSON(e)) : [],
				timestampVerificationData: isSet(object.timestampVerificationData) ? exports.TimestampVerificationData.fromJSON(object.timestampVerificationData) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.content?.$case === "publicKey") obj.publicKey = sigstore_common_1.PublicKeyIdentifier.toJSON(message.content.publicKey);
			else if (message.content?.$case === "x509CertificateChain") obj.x509CertificateChain = sigstore_common_1.X509CertificateChain.toJSON(message.content.x509CertificateChain);
			else if (message.content?.$case === "certificate") obj.certificate = sigstore_common_1.X509Certificate.toJSON(message.content.certificate);
			if (message.tlogEntries?.length) obj.tlogEntries = message.tlogEntries.map((e) => sigstore_rekor_1.TransparencyLogEntry.toJSON(e));
			if (message.timestampVerificationData !== void 0) obj.timestampVerificationData = exports.TimestampVerificationData.toJSON(message.timestampVerificationData);
			return obj;
		}
	};
	exports.Bundle = {
		fromJSON(object) {
			return {
				mediaType: isSet(object.mediaType) ? globalThis.String(object.mediaType) : "",
				verificationMaterial: isSet(object.verificationMaterial) ? exports.VerificationMaterial.fromJSON(object.verificationMaterial) : void 0,
				content: isSet(object.messageSignature) ? {
					$case: "messageSignature",
					messageSignature: sigstore_common_1.MessageSignature.fromJSON(object.messageSignature)
				} : isSet(object.dsseEnvelope) ? {
					$case: "dsseEnvelope",
					dsseEnvelope: envelope_1.Envelope.fromJSON(object.dsseEnvelope)
				} : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.mediaType !== "") obj.mediaType = message.mediaType;
			if (message.verificationMaterial !== void 0) obj.verificationMaterial = exports.VerificationMaterial.toJSON(message.verificationMaterial);
			if (message.content?.$case === "messageSignature") obj.messageSignature = sigstore_common_1.MessageSignature.toJSON(message.content.messageSignature);
			else if (message.content?.$case === "dsseEnvelope") obj.dsseEnvelope = envelope_1.Envelope.toJSON(message.content.dsseEnvelope);
			return obj;
		}
	};
	function isSet(value) {
		return value !== null && value !== void 0;
	}
}));

// node_modules/@sigstore/protobuf-specs/dist/__generated__/sigstore_trustroot.js
var require_sigstore_trustroot = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.ClientTrustConfig = exports.ServiceConfiguration = exports.Service = exports.SigningConfig = exports.TrustedRoot = exports.CertificateAuthority = exports.TransparencyLogInstance = exports.ServiceSelector = void 0;
	exports.serviceSelectorFromJSON = serviceSelectorFromJSON;
	exports.serviceSelectorToJSON = serviceSelectorToJSON;
	const sigstore_common_1 = require_sigstore_common();
	/**
	* ServiceSelector specifies how a client SHOULD select a set of
	* Services to connect to. A client SHOULD throw an error if
	* the value is SERVICE_SELECTOR_UNDEFINED.
	*/
	var ServiceSelector;
	(function(ServiceSelector) {
		ServiceSelector[ServiceSelector["SERVICE_SELECTOR_UNDEFINED"] = 0] = "SERVICE_SELECTOR_UNDEFINED";
		/**
		* ALL - Clients SHOULD select all Services based on supported API version
		* and validity window.
		*/
		ServiceSelector[ServiceSelector["ALL"] = 1] = "ALL";
		/**
		* ANY - Clients SHOULD select one Service based on supported API version
		* and validity window. It is up to the client implementation to
		* decide how to select the Service, e.g. random or round-robin.
		*/
		ServiceSelector[ServiceSelector["ANY"] = 2] = "ANY";
		/**
		* EXACT - Clients SHOULD select a specific number of Services based on
		* supported API version and validity window, using the provided
		* `count`. It is up to the client implementation to decide how to
		* select the Service, e.g. random or round-robin.
		*/
		ServiceSelector[ServiceSelector["EXACT"] = 3] = "EXACT";
	})(ServiceSelector || (exports.ServiceSelector = ServiceSelector = {}));
	function serviceSelectorFromJSON(object) {
		switch (object) {
			case 0:
			case "SERVICE_SELECTOR_UNDEFINED": return ServiceSelector.SERVICE_SELECTOR_UNDEFINED;
			case 1:
			case "ALL": return ServiceSelector.ALL;
			case 2:
			case "ANY": return ServiceSelector.ANY;
			case 3:
			case "EXACT": return ServiceSelector.EXACT;
			default: throw new globalThis.Error("Unrecognized enum value " + object + " for enum ServiceSelector");
		}
	}
	function serviceSelectorToJSON(object) {
		switch (object) {
			case ServiceSelector.SERVICE_SELECTOR_UNDEFINED: return "SERVICE_SELECTOR_UNDEFINED";
			case ServiceSelector.ALL: return "ALL";
			case ServiceSelector.ANY: return "ANY";
			case ServiceSelector.EXACT: return "EXACT";
			default: throw new globalThis.Error("Unrecognized enum value " + object + " for enum ServiceSelector");
		}
	}
	exports.TransparencyLogInstance = {
		fromJSON(object) {
			return {
				baseUrl: isSet(object.baseUrl) ? globalThis.String(object.baseUrl) : "",
				hashAlgorithm: isSet(object.hashAlgorithm) ? (0, sigstore_common_1.hashAlgorithmFromJSON)(object.hashAlgorithm) : 0,
				publicKey: isSet(object.publicKey) ? sigstore_common_1.PublicKey.fromJSON(object.publicKey) : void 0,
				logId: isSet(object.logId) ? sigstore_common_1.LogId.fromJSON(object.logId) : void 0,
				checkpointKeyId: isSet(object.checkpointKeyId) ? sigstore_common_1.LogId.fromJSON(object.checkpointKeyId) : void 0,
				operator: isSet(object.operator) ? globalThis.String(object.operator) : ""
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.baseUrl !== "") obj.baseUrl = message.baseUrl;
			if (message.hashAlgorithm !== 0) obj.hashAlgorithm = (0, sigstore_common_1.hashAlgorithmToJSON)(message.hashAlgorithm);
			if (message.publicKey !== void 0) obj.publicKey = sigstore_common_1.PublicKey.toJSON(message.publicKey);
			if (message.logId !== void 0) obj.logId = sigstore_common_1.LogId.toJSON(message.logId);
			if (message.checkpointKeyId !== void 0) obj.checkpointKeyId = sigstore_common_1.LogId.toJSON(message.checkpointKeyId);
			if (message.operator !== "") obj.operator = message.operator;
			return obj;
		}
	};
	exports.CertificateAuthority = {
		fromJSON(object) {
			return {
				subject: isSet(object.subject) ? sigstore_common_1.DistinguishedName.fromJSON(object.subject) : void 0,
				uri: isSet(object.uri) ? globalThis.String(object.uri) : "",
				certChain: isSet(object.certChain) ? sigstore_common_1.X509CertificateChain.fromJSON(object.certChain) : void 0,
				validFor: isSet(object.validFor) ? sigstore_common_1.TimeRange.fromJSON(object.validFor) : void 0,
				operator: isSet(object.operator) ? globalThis.String(object.operator) : ""
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.subject !== void 0) obj.subject = sigstore_common_1.DistinguishedName.toJSON(message.subject);
			if (message.uri !== "") obj.uri = message.uri;
			if (message.certChain !== void 0) obj.certChain = sigstore_common_1.X509CertificateChain.toJSON(message.certChain);
			if (message.validFor !== void 0) obj.validFor = sigstore_common_1.TimeRange.toJSON(message.validFor);
			if (message.operator !== "") obj.operator = message.operator;
			return obj;
		}
	};
	exports.TrustedRoot = {
		fromJSON(object) {
			return {
				mediaType: isSet(object.mediaType) ? globalThis.String(object.mediaType) : "",
				tlogs: globalThis.Array.isArray(object?.tlogs) ? object.tlogs.map((e) => exports.TransparencyLogInstance.fromJSON(e)) : [],
				certificateAuthorities: globalThis.Array.isArray(object?.certificateAuthorities) ? object.certificateAuthorities.map((e) => exports.CertificateAuthority.fromJSON(e)) : [],
				ctlogs: globalThis.Array.isArray(object?.ctlogs) ? object.ctlogs.map((e) => exports.TransparencyLogInstance.fromJSON(e)) : [],
				timestampAuthorities: globalThis.Array.isArray(object?.timestampAuthorities) ? object.timestampAuthorities.map((e) => exports.CertificateAuthority.fromJSON(e)) : []
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.mediaType !== "") obj.mediaType = message.mediaType;
			if (message.tlogs?.length) obj.tlogs = message.tlogs.map((e) => exports.TransparencyLogInstance.toJSON(e));
			if (message.certificateAuthorities?.length) obj.certificateAuthorities = message.certificateAuthorities.map((e) => exports.CertificateAuthority.toJSON(e));
			if (message.ctlogs?.length) obj.ctlogs = message.ctlogs.map((e) => exports.TransparencyLogInstance.toJSON(e));
			if (message.timestampAuthorities?.length) obj.timestampAuthorities = message.timestampAuthorities.map((e) => exports.CertificateAuthority.toJSON(e));
			return obj;
		}
	};
	exports.SigningConfig = {
		fromJSON(object) {
			return {
				mediaType: isSet(object.mediaType) ? globalThis.String(object.mediaType) : "",
				caUrls: globalThis.Array.isArray(object?.caUrls) ? object.caUrls.map((e) => exports.Service.fromJSON(e)) : [],
				oidcUrls: globalThis.Array.isArray(object?.oidcUrls) ? object.oidcUrls.map((e) => exports.Service.fromJSON(e)) : [],
				rekorTlogUrls: globalThis.Array.isArray(object?.rekorTlogUrls) ? object.rekorTlogUrls.map((e) => exports.Service.fromJSON(e)) : [],
				rekorTlogConfig: isSet(object.rekorTlogConfig) ? exports.ServiceConfiguration.fromJSON(object.rekorTlogConfig) : void 0,
				tsaUrls: globalThis.Array.isArray(object?.tsaUrls) ? object.tsaUrls.map((e) => exports.Service.fromJSON(e)) : [],
				tsaConfig: isSet(object.tsaConfig) ? exports.ServiceConfiguration.fromJSON(object.tsaConfig) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.mediaType !== "") obj.mediaType = message.mediaType;
			if (message.caUrls?.length) obj.caUrls = message.caUrls.map((e) => exports.Service.toJSON(e));
			if (message.oidcUrls?.length) obj.oidcUrls = message.oidcUrls.map((e) => exports.Service.toJSON(e));
			if (message.rekorTlogUrls?.length) obj.rekorTlogUrls = message.rekorTlogUrls.map((e) => exports.Service.toJSON(e));
			if (message.rekorTlogConfig !== void 0) obj.rekorTlogConfig = exports.ServiceConfiguration.toJSON(message.rekorTlogConfig);
			if (message.tsaUrls?.length) obj.tsaUrls = message.tsaUrls.map((e) => exports.Service.toJSON(e));
			if (message.tsaConfig !== void 0) obj.tsaConfig = exports.ServiceConfiguration.toJSON(message.tsaConfig);
			return obj;
		}
	};
	exports.Service = {
		fromJSON(object) {
			return {
				url: isSet(object.url) ? globalThis.String(object.url) : "",
				majorApiVersion: isSet(object.majorApiVersion) ? globalThis.Number(object.majorApiVersion) : 0,
				validFor: isSet(object.validFor) ? sigstore_common_1.TimeRange.fromJSON(object.validFor) : void 0,
				operator: isSet(object.operator) ? globalThis.String(object.operator) : ""
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.url !== "") obj.url = message.url;
			if (message.majorApiVersion !== 0) obj.majorApiVersion = Math.round(message.majorApiVersion);
			if (message.validFor !== void 0) obj.validFor = sigstore_common_1.TimeRange.toJSON(message.validFor);
			if (message.operator !== "") obj.operator = message.operator;
			return obj;
		}
	};
	exports.ServiceConfiguration = {
		fromJSON(object) {
			return {
				selector: isSet(object.selector) ? serviceSelectorFromJSON(object.selector) : 0,
				count: isSet(object.count) ? globalThis.Number(object.count) : 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.selector !== 0) obj.selector = serviceSelectorToJSON(message.selector);
			if (message.count !== 0) obj.count = Math.round(message.count);
			return obj;
		}
	};
	exports.ClientTrustConfig = {
		fromJSON(object) {
			return {
				mediaType: isSet(object.mediaType) ? globalThis.String(object.mediaType) : "",
				trustedRoot: isSet(object.trustedRoot) ? exports.TrustedRoot.fromJSON(object.trustedRoot) : void 0,
				signingConfig: isSet(object.signingConfig) ? exports.SigningConfig.fromJSON(object.signingConfig) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.mediaType !== "") obj.mediaType = message.mediaType;
			if (message.trustedRoot !== void 0) obj.trustedRoot = exports.TrustedRoot.toJSON(message.trustedRoot);
			if (message.signingConfig !== void 0) obj.signingConfig = exports.SigningConfig.toJSON(message.signingConfig);
			return obj;
		}
	};
	function isSet(value) {
		return value !== null && value !== void 0;
	}
}));

// node_modules/@sigstore/protobuf-specs/dist/__generated__/sigstore_verification.js
var require_sigstore_verification = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.Input = exports.Artifact = exports.ArtifactVerificationOptions_ObserverTimestampOptions = exports.ArtifactVerificationOptions_TlogIntegratedTimestampOptions = exports.ArtifactVerificationOptions_TimestampAuthorityOptions = exports.ArtifactVerificationOptions_CtlogOptions = exports.ArtifactVerificationOptions_TlogOptions = exports.ArtifactVerificationOptions = exports.PublicKeyIdentities = exports.CertificateIdentities = exports.CertificateIdentity = void 0;
	const sigstore_bundle_1 = require_sigstore_bundle();
	const sigstore_common_1 = require_sigstore_common();
	const sigstore_trustroot_1 = require_sigstore_trustroot();
	exports.CertificateIdentity = {
		fromJSON(object) {
			return {
				issuer: isSet(object.issuer) ? globalThis.String(object.issuer) : "",
				san: isSet(object.san) ? sigstore_common_1.SubjectAlternativeName.fromJSON(object.san) : void 0,
				oids: globalThis.Array.isArray(object?.oids) ? object.oids.map((e) => sigstore_common_1.ObjectIdentifierValuePair.fromJSON(e)) : []
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.issuer !== "") obj.issuer = message.issuer;
			if (message.san !== void 0) obj.san = sigstore_common_1.SubjectAlternativeName.toJSON(message.san);
			if (message.oids?.length) obj.oids = message.oids.map((e) => sigstore_common_1.ObjectIdentifierValuePair.toJSON(e));
			return obj;
		}
	};
	exports.CertificateIdentities = {
		fromJSON(object) {
			return { identities: globalThis.Array.isArray(object?.identities) ? object.identities.map((e) => exports.CertificateIdentity.fromJSON(e)) : [] };
		},
		toJSON(message) {
			const obj = {};
			if (message.identities?.length) obj.identities = message.identities.map((e) => exports.CertificateIdentity.toJSON(e));
			return obj;
		}
	};
	exports.PublicKeyIdentities = {
		fromJSON(object) {
			return { publicKeys: globalThis.Array.isArray(object?.publicKeys) ? object.publicKeys.map((e) => sigstore_common_1.PublicKey.fromJSON(e)) : [] };
		},
		toJSON(message) {
			const obj = {};
			if (message.publicKeys?.length) obj.publicKeys = message.publicKeys.map((e) => sigstore_common_1.PublicKey.toJSON(e));
			return obj;
		}
	};
	exports.ArtifactVerificationOptions = {
		fromJSON(object) {
			return {
				signers: isSet(object.certificateIdentities) ? {
					$case: "certificateIdentities",
					certificateIdentities: exports.CertificateIdentities.fromJSON(object.certificateIdentities)
				} : isSet(object.publicKeys) ? {
					$case: "publicKeys",
					publicKeys: exports.PublicKeyIdentities.fromJSON(object.publicKeys)
				} : void 0,
				tlogOptions: isSet(object.tlogOptions) ? exports.ArtifactVerificationOptions_TlogOptions.fromJSON(object.tlogOptions) : void 0,
				ctlogOptions: isSet(object.ctlogOptions) ? exports.ArtifactVerificationOptions_CtlogOptions.fromJSON(object.ctlogOptions) : void 0,
				tsaOptions: isSet(object.tsaOptions) ? exports.ArtifactVerificationOptions_TimestampAuthorityOptions.fromJSON(object.tsaOptions) : void 0,
				integratedTsOptions: isSet(object.integratedTsOptions) ? exports.ArtifactVerificationOptions_TlogIntegratedTimestampOptions.fromJSON(object.integratedTsOptions) : void 0,
				observerOptions: isSet(object.observerOptions) ? exports.ArtifactVerificationOptions_ObserverTimestampOptions.fromJSON(object.observerOptions) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.signers?.$case === "certificateIdentities") obj.certificateIdentities = exports.CertificateIdentities.toJSON(message.signers.certificateIdentities);
			else if (message.signers?.$case === "publicKeys") obj.publicKeys = exports.PublicKeyIdentities.toJSON(message.signers.publicKeys);
			if (message.tlogOptions !== void 0) obj.tlogOptions = exports.ArtifactVerificationOptions_TlogOptions.toJSON(message.tlogOptions);
			if (message.ctlogOptions !== void 0) obj.ctlogOptions = exports.ArtifactVerificationOptions_CtlogOptions.toJSON(message.ctlogOptions);
			if (message.tsaOptions !== void 0) obj.tsaOptions = exports.ArtifactVerificationOptions_TimestampAuthorityOptions.toJSON(message.tsaOptions);
			if (message.integratedTsOptions !== void 0) obj.integratedTsOptions = exports.ArtifactVerificationOptions_TlogIntegratedTimestampOptions.toJSON(message.integratedTsOptions);
			if (message.observerOptions !== void 0) obj.observerOptions = exports.ArtifactVerificationOptions_ObserverTimestampOptions.toJSON(message.observerOptions);
			return obj;
		}
	};
	exports.ArtifactVerificationOptions_TlogOptions = {
		fromJSON(object) {
			return {
				threshold: isSet(object.threshold) ? globalThis.Number(object.threshold) : 0,
				performOnlineVerification: isSet(object.performOnlineVerification) ? globalThis.Boolean(object.performOnlineVerification) : false,
				disable: isSet(object.disable) ? globalThis.Boolean(object.disable) : false
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.threshold !== 0) obj.threshold = Math.round(message.threshold);
			if (message.performOnlineVerification !== false) obj.performOnlineVerification = message.performOnlineVerification;
			if (message.disable !== false) obj.disable = message.disable;
			return obj;
		}
	};
	exports.ArtifactVerificationOptions_CtlogOptions = {
		fromJSON(object) {
			return {
				threshold: isSet(object.threshold) ? globalThis.Number(object.threshold) : 0,
				disable: isSet(object.disable) ? globalThis.Boolean(object.disable) : false
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.threshold !== 0) obj.threshold = Math.round(message.threshold);
			if (message.disable !== false) obj.disable = message.disable;
			return obj;
		}
	};
	exports.ArtifactVerificationOptions_TimestampAuthorityOptions = {
		fromJSON(object) {
			return {
				threshold: isSet(object.threshold) ? globalThis.Number(object.threshold) : 0,
				disable: isSet(object.disable) ? globalThis.Boolean(object.disable) : false
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.threshold !== 0) obj.threshold = Math.round(message.threshold);
			if (message.disable !== false) obj.disable = message.disable;
			return obj;
		}
	};
	exports.ArtifactVerificationOptions_TlogIntegratedTimestampOptions = {
		fromJSON(object) {
			return {
				threshold: isSet(object.threshold) ? globalThis.Number(object.threshold) : 0,
				disable: isSet(object.disable) ? globalThis.Boolean(object.disable) : false
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.threshold !== 0) obj.threshold = Math.round(message.threshold);
			if (message.disable !== false) obj.disable = message.disable;
			return obj;
		}
	};
	exports.ArtifactVerificationOptions_ObserverTimestampOptions = {
		fromJSON(object) {
			return {
				threshold: isSet(object.threshold) ? globalThis.Number(object.threshold) : 0,
				disable: isSet(object.disable) ? globalThis.Boolean(object.disable) : false
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.threshold !== 0) obj.threshold = Math.round(message.threshold);
			if (message.disable !== false) obj.disable = message.disable;
			return obj;
		}
	};
	exports.Artifact = {
		fromJSON(object) {
			return { data: isSet(object.artifactUri) ? {
				$case: "artifactUri",
				artifactUri: globalThis.String(object.artifactUri)
			} : isSet(object.artifact) ? {
				$case: "artifact",
				artifact: Buffer.from(bytesFromBase64(object.artifact))
			} : isSet(object.artifactDigest) ? {
				$case: "artifactDigest",
				artifactDigest: sigstore_common_1.HashOutput.fromJSON(object.artifactDigest)
			} : void 0 };
		},
		toJSON(message) {
			const obj = {};
			if (message.data?.$case === "artifactUri") obj.artifactUri = message.data.artifactUri;
			else if (message.data?.$case === "artifact") obj.artifact = base64FromBytes(message.data.artifact);
			else if (message.data?.$case === "artifactDigest") obj.artifactDigest = sigstore_common_1.HashOutput.toJSON(message.data.artifactDigest);
			return obj;
		}
	};
	exports.Input = {
		fromJSON(object) {
			return {
				artifactTrustRoot: isSet(object.artifactTrustRoot) ? sigstore_trustroot_1.TrustedRoot.fromJSON(object.artifactTrustRoot) : void 0,
				artifactVerificationOptions: isSet(object.artifactVerificationOptions) ? exports.ArtifactVerificationOptions.fromJSON(object.artifactVerificationOptions) : void 0,
				bundle: isSet(object.bundle) ? sigstore_bundle_1.Bundle.fromJSON(object.bundle) : void 0,
				artifact: isSet(object.artifact) ? exports.Artifact.fromJSON(object.artifact) : void 0
			};
		},
		toJSON(message) {
			const obj = {};
			if (message.artifactTrustRoot !== void 0) obj.artifactTrustRoot = sigstore_trustroot_1.TrustedRoot.toJSON(message.artifactTrustRoot);
			if (message.artifactVerificationOptions !== void 0) obj.artifactVerificationOptions = exports.ArtifactVerificationOptions.toJSON(message.artifactVerificationOptions);
			if (message.bundle !== void 0) obj.bundle = sigstore_bundle_1.Bundle.toJSON(message.bundle);
			if (message.artifact !== void 0) obj.artifact = exports.Artifact.toJSON(message.artifact);
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

// node_modules/@sigstore/protobuf-specs/dist/index.js
var require_dist$3 = /* @__PURE__ */ __commonJSMin(((exports, module, this$8) => {
	var __createBinding = this$8 && this$8.__createBinding || (Object.create ? (function(o, m, k, k2) {
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
	var __exportStar = this$8 && this$8.__exportStar || function(m, exports) {
		for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports, p)) __createBinding(exports, m, p);
	};
	Object.defineProperty(exports, "__esModule", { value: true });
	__exportStar(require_envelope(), exports);
	__exportStar(require_sigstore_bundle(), exports);
	__exportStar(require_sigstore_common(), exports);
	__exportStar(require_sigstore_rekor(), exports);
	__exportStar(require_sigstore_trustroot(), exports);
	__exportStar(require_sigstore_verification(), exports);
}));

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
var require_error$3 = /* @__PURE__ */ __commonJSMin(((exports) => {
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
	const error_1 = require_error$3();
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
var require_dist$2 = /* @__PURE__ */ __commonJSMin(((exports) => {
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
	var error_1 = require_error$3();
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
var import_dist$2 = require_dist$3();
var import_dist$3 = require_dist$2();
/** A bundle in its JSON form, the one that sigstore's own `verify` takes, on one line. */
function bundleJson(bundle) {
	const json = (0, import_dist$3.bundleToJSON)(bundle);
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
				const end = endOfString$1(json, place);
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
function endOfString$1(json, start) {
	let end = json.indexOf("\"", start + 1);
	while (end !== -1 && isEscaped(json, end)) end = json.indexOf("\"", end + 1);
	return end === -1 ? json.length : end;
}
function isEscaped(json, quote) {
	let place = quote;
	while (json[place - 1] === "\\") place -= 1;
	return (quote - place) % 2 === 1;
}

// src/verify/bounded-json.ts
/** A bundle nests eight deep, and one with 32 log entries holds some two thousand values. */
const OF_BUNDLES = {
	nested: 32,
	values: 2e4
};
/** The largest SBOMs have a million values, and nest their components some ten deep. */
const OF_STATEMENTS = {
	nested: 256,
	values: 4e6
};
/** Names that assignment gives a meaning of its own; no format that is read here has them. */
const NAMES_OF_PROTOTYPES = [
	"__proto__",
	"constructor",
	"prototype"
];
/** Why a text is not read; ready for an error's `got`. */
var UnreadableJson = class extends Error {
	name = "UnreadableJson";
};
/**
* Reads small JSON from strangers in time and memory that its length bounds: what nests deeply or holds very many
* values is refused before anything is built of it.
* @throws UnreadableJson for that, for text that is not JSON, and for keys that two readers would read in two ways
*/
function parseBounded(json) {
	assertBounded(json, OF_BUNDLES);
	let value;
	try {
		value = JSON.parse(json);
	} catch {
		throw new UnreadableJson("text that is not JSON");
	}
	const twice = repeatedKey(json);
	if (twice !== void 0) throw new UnreadableJson(`the key ${JSON.stringify(twice)} twice`);
	const strange = keyOfPrototypes(value);
	if (strange !== void 0) throw new UnreadableJson(`a key ${JSON.stringify(strange)}`);
	return value;
}
/**
* Counts outside of strings; whether it is JSON at all shows later.
* @throws UnreadableJson
*/
function assertBounded(json, most) {
	let depth = 0;
	let values = 0;
	const marks = /["{}[\],]/g;
	for (let mark = marks.exec(json); mark !== null; mark = marks.exec(json)) {
		switch (mark[0]) {
			case "\"":
				marks.lastIndex = endOfString(json, mark.index) + 1;
				break;
			case "{":
			case "[":
				depth += 1;
				values += 1;
				break;
			case "}":
			case "]":
				depth -= 1;
				break;
			default: values += 1;
		}
		if (depth > most.nested) throw new UnreadableJson(`values nested deeper than ${most.nested} levels`);
		if (values > most.values) throw new UnreadableJson(`more than ${most.values} values`);
	}
}
/** The place of the quote that ends the string, or the text's end. */
function endOfString(json, start) {
	const quote = json.indexOf("\"", start + 1);
	if (quote === -1) return json.length;
	let place = json.slice(start, quote).includes("\\") ? start + 1 : quote;
	while (place < json.length && json.charAt(place) !== "\"") place += json.charAt(place) === "\\" ? 2 : 1;
	return place;
}
function keyOfPrototypes(value) {
	if (Array.isArray(value)) {
		for (const item of value) {
			const found = keyOfPrototypes(item);
			if (found !== void 0) return found;
		}
		return;
	}
	if (!isRecord(value)) return void 0;
	for (const [key, item] of Object.entries(value)) {
		if (NAMES_OF_PROTOTYPES.includes(key)) return key;
		const found = keyOfPrototypes(item);
		if (found !== void 0) return found;
	}
}

// src/verify/envelope.ts
/** Whether JSON is a DSSE envelope (DSSE, envelope.md) and not a bundle around one. */
function isEnvelope(value) {
	return isRecord(value) && !("mediaType" in value) && [
		"payloadType",
		"payload",
		"signatures"
	].every((key) => key in value);
}
/** @throws WaybillError BUNDLE_MALFORMED */
function parseEnvelope(json) {
	const value = readJson$1(json);
	if (!isEnvelope(value)) throw malformed$2("JSON of another shape");
	const type = text$1(value, "payloadType") ?? "";
	if (type !== "application/vnd.in-toto+json") throw malformed$2(`payload type ${type}`);
	const signatures = list$1(value, "signatures");
	if (signatures.length !== 1) throw malformed$2(`${signatures.length} signatures`);
	const [signature] = signatures;
	return {
		text: json,
		payload: bytes(text$1(value, "payload")),
		signature: bytes(text$1(signature, "sig")),
		certificate: certificateOf(text$1(signature, "cert"))
	};
}
function readJson$1(json) {
	try {
		return parseBounded(json);
	} catch (error) {
		if (!(error instanceof UnreadableJson)) throw error;
		throw malformed$2(error.message);
	}
}
function bytes(base64) {
	const decoded = Buffer.from(base64 ?? "", "base64");
	if (decoded.length === 0 || decoded.toString("base64") !== base64) throw malformed$2("text that is not base64");
	return decoded;
}
function certificateOf(pem) {
	if (pem === void 0 || pem === "") return void 0;
	try {
		return new import__late_node_crypto.X509Certificate(pem).raw;
	} catch {
		throw malformed$2("a `cert` that is no certificate");
	}
}
function malformed$2(got) {
	return new WaybillError("BUNDLE_MALFORMED", {
		what: "The file is not a DSSE envelope that can be verified.",
		got: got.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 200),
		expected: `one signature over ${PAYLOAD_TYPE}`
	});
}

// src/verify/bundle.ts
/** Statements hold at most 1,024 subjects; a bundle beyond this is not one. */
const MAX_BUNDLE_BYTES = 33554432;
/** As in sigstore-go: each costs the verifier some work, and nobody makes more than a few. */
const MOST_WITNESSES = 32;
/** A proof in a tree of 2^63 leaves has 63 hashes. */
const MOST_HASHES = 64;
/** Fulcio's certificates have 1 to 2 KB, timestamps with their chain 6. */
const MOST_DER_BYTES = 65536;
const MEDIA_TYPES = [
	import_dist$3.BUNDLE_V01_MEDIA_TYPE,
	import_dist$3.BUNDLE_V02_MEDIA_TYPE,
	import_dist$3.BUNDLE_V03_LEGACY_MEDIA_TYPE,
	import_dist$3.BUNDLE_V03_MEDIA_TYPE
];
/**
* A bundle that holds a signed statement.
* @throws WaybillError BUNDLE_MALFORMED; TIME_MISSING for a bare DSSE envelope
*/
function parseBundle(json) {
	const bundle = readBundle(json);
	if ((0, import_dist$3.isBundleWithDsseEnvelope)(bundle)) return withStatement(bundle);
	throw malformed$1("a signature over the artifact itself", "a signed in-toto statement (DSSE envelope)");
}
/**
* A bundle of either kind, for whoever takes both.
* @throws WaybillError as {@link parseBundle}
*/
function parseEitherBundle(json) {
	const bundle = readBundle(json);
	if ((0, import_dist$3.isBundleWithDsseEnvelope)(bundle)) return withStatement(bundle);
	if ((0, import_dist$3.isBundleWithMessageSignature)(bundle)) return withMessage(bundle);
	throw malformed$1("a bundle without a signature", "exactly one");
}
/** Whether it is a signature over the artifact itself. */
function isMessageBundle(parsed) {
	return "digest" in parsed;
}
function withStatement(bundle) {
	const envelope = bundle.content.dsseEnvelope;
	const [signature] = envelope.signatures;
	if (signature === void 0 || envelope.signatures.length !== 1) throw malformed$1(`${envelope.signatures.length} signatures`, "exactly one");
	if (envelope.payloadType !== "application/vnd.in-toto+json") throw malformed$1(`payload type ${envelope.payloadType}`, PAYLOAD_TYPE);
	return {
		bundle,
		json: bundleJson(bundle),
		payload: Buffer.from(envelope.payload),
		signature: Buffer.from(signature.sig)
	};
}
const ALGORITHMS = {
	[import_dist$2.HashAlgorithm.HASH_ALGORITHM_UNSPECIFIED]: "sha256",
	[import_dist$2.HashAlgorithm.SHA2_256]: "sha256",
	[import_dist$2.HashAlgorithm.SHA2_384]: "sha384",
	[import_dist$2.HashAlgorithm.SHA2_512]: "sha512"
};
function withMessage(bundle) {
	const { messageDigest, signature } = bundle.content.messageSignature;
	const algorithm = ALGORITHMS[messageDigest.algorithm];
	if (algorithm === void 0) throw malformed$1("a digest that is no SHA-2", "SHA-256, SHA-384 or SHA-512");
	return {
		bundle,
		json: bundleJson(bundle),
		signature: Buffer.from(signature),
		digest: {
			algorithm,
			value: Buffer.from(messageDigest.digest)
		}
	};
}
function readBundle(json) {
	if (json.length > 33554432) throw malformed$1(`${json.length} bytes`, `at most ${MAX_BUNDLE_BYTES}`);
	const value = readJson(json);
	if (isEnvelope(value)) throw bareEnvelope();
	const mediaType = text$1(value, "mediaType");
	if (!MEDIA_TYPES.includes(mediaType)) throw malformed$1(`media type ${mediaType ?? "(none)"}`, "a Sigstore bundle v0.1 to v0.3");
	const bundle = understood(value);
	if (!isSameText((0, import_dist$3.bundleToJSON)(bundle), value)) throw malformed$1("text that is not the base64 or number that stands for it", "canonical base64 and digits");
	assertSizes(bundle);
	assertNumbers(bundle);
	return bundle;
}
function readJson(json) {
	try {
		return parseBounded(json);
	} catch (error) {
		if (!(error instanceof UnreadableJson)) throw error;
		throw malformed$1(error.message, "one Sigstore bundle in JSON, each key once");
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
		return (0, import_dist$3.bundleFromJSON)(value);
	} catch {
		throw malformed$1("JSON of another shape", "a Sigstore bundle v0.1 to v0.3");
	}
}
/**
* Whether each text that was understood is the text that was given: decoders of base64 pass over what they do not
* know, each over something else. Fields that are absent or null have their default (ProtoJSON, "Presence").
*/
function isSameText(found, given) {
	const isAbsent = given === void 0 || given === null;
	if (Array.isArray(found)) {
		const items = isAbsent ? [] : given;
		return Array.isArray(items) && items.length === found.length && found.every((item, index) => isSameText(item, items[index]));
	}
	if (isRecord(found)) return (isAbsent || isRecord(given)) && Object.entries(found).every(([key, item]) => isSameText(item, at(given, key)));
	if (isAbsent) return found === "" || found === "0";
	if (typeof given !== "number") return given === found;
	return Number.isSafeInteger(given) && (String(given) === String(found) || isHashNumber(found, given));
}
/** ProtoJSON takes an enum's number for its name, and early clients wrote it. */
function isHashNumber(found, given) {
	return typeof found === "string" && import_dist$2.HashAlgorithm[given] === found;
}
function assertSizes({ verificationMaterial }) {
	const { content, tlogEntries, timestampVerificationData } = verificationMaterial;
	const timestamps = timestampVerificationData?.rfc3161Timestamps ?? [];
	const certificates = content.$case === "certificate" ? [content.certificate] : content.$case === "x509CertificateChain" ? content.x509CertificateChain.certificates : [];
	for (const [what, { length }] of Object.entries({
		tlogEntries,
		timestamps,
		certificates
	})) if (length > MOST_WITNESSES) throw malformed$1(`${length} ${what}`, `at most ${MOST_WITNESSES}`);
	if ([...timestamps.map((t) => t.signedTimestamp), ...certificates.map((c) => c.rawBytes)].some(({ length }) => length > MOST_DER_BYTES)) throw malformed$1("a certificate or timestamp of an impossible size", `at most ${MOST_DER_BYTES} bytes each`);
	if (tlogEntries.some(({ inclusionProof }) => (inclusionProof?.hashes.length ?? 0) > MOST_HASHES)) throw malformed$1("a proof of inclusion of an impossible length", `at most ${MOST_HASHES} hashes`);
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
		if (wrong !== void 0) throw malformed$1(`a log entry's number ${JSON.stringify(wrong)}`, "digits");
	}
}
/** The bundles of a file: one JSON document, or JSON Lines with a bundle on each line. */
function splitBundles(content) {
	const whole = content.replace(/^\uFEFF/, "").trim();
	const lines = whole.split("\n").filter((line) => line.trim() !== "");
	return lines.length > 1 && lines.every((line) => line.startsWith("{") && line.trimEnd().endsWith("}")) ? lines.map((line) => line.trimEnd()) : [whole];
}
function malformed$1(got, expected) {
	return new WaybillError("BUNDLE_MALFORMED", {
		what: "The bundle is not one that can be verified.",
		got: got.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 200),
		expected
	});
}

// src/evidence/names.ts
/** What a name with a number may have in it: a release's parts are far fewer. */
const NUMBER = "(?<number>[1-9][0-9]{0,5})";
const KIND = `(?<kind>${PREDICATE_KINDS.join("|")})`;
/**
* What follows the name of what is attested: our own names (docs/statements.md), those of actions/attest's and cosign's users, and
* those that slsa-github-generator's delegators and its container-based builder give. In the order in which they are tried.
*/
const SUFFIXES = [
	/^\.intoto\.jsonl$/,
	/^\.sigstore\.json$/,
	/^\.sigstore$/,
	new RegExp(String.raw`^\.${NUMBER}\.intoto\.jsonl$`),
	new RegExp(String.raw`^\.slsa02(?:\.${NUMBER})?\.intoto\.jsonl$`),
	/^(?:\.intoto)?\.build\.slsa$/,
	new RegExp(String.raw`^\.${KIND}(?:\.${NUMBER})?\.intoto\.jsonl$`)
];
/** What files of several subjects are called after: ours, slsa-github-generator's, and its own before v1.2. */
const SHARED = ["multiple", "attestation"];
/** The first names to try, whether or not a folder can be listed. */
function usualNames(name) {
	const [own, shared] = [`${name}.intoto.jsonl`, "multiple.intoto.jsonl"];
	return [.../* @__PURE__ */ new Set([
		own,
		`${safeBase(name)}.intoto.jsonl`,
		`${name}.sigstore.json`,
		`${name}.sigstore`,
		shared
	])];
}
/**
* Whether a file called `candidate` may be about one called `name`, by their names.
* @param key what is the same for two names that one place does not tell apart
*/
function rankOf(candidate, name, key = (same) => same) {
	const owners = [
		name,
		safeBase(name),
		...SHARED
	];
	for (const [owner, base] of owners.entries()) {
		const start = key(base);
		const whole = key(candidate);
		if (!whole.startsWith(start)) continue;
		const rest = whole.slice(start.length);
		const suffix = SUFFIXES.findIndex((pattern) => pattern.test(rest));
		if (suffix === -1) continue;
		const { number = "1", kind = "" } = SUFFIXES[suffix]?.exec(rest)?.groups ?? {};
		return [
			owner,
			suffix,
			PREDICATE_KINDS.findIndex((known) => known === kind),
			Number(number)
		];
	}
}
function compareRanks(a, b) {
	const at = a.findIndex((part, index) => part !== b[index]);
	return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
/** Whether a name says that there are bundles or envelopes in the file. */
function isBundleName(name) {
	return /\.(?:intoto\.jsonl|sigstore\.json|sigstore|build\.slsa)$/.test(name);
}

// src/evidence/files.ts
/** Beside one file: as many as a run of the step makes. */
const MAX_FILES = 1024;
/** A folder that has more is not listed to its end. */
const MAX_LISTED = 1e5;
/**
* The bundles of a file that the user named: a bundle or a DSSE envelope, or one on each line. A layer of cosign's `.att` is an
* envelope.
* @throws WaybillError NOT_FOUND, BUNDLE_MALFORMED for one that is too large
*/
async function* givenBundles(file) {
	let bytes;
	try {
		bytes = await readCapped$1(file, MAX_BUNDLE_BYTES, "any");
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		throw new WaybillError(error.tooLarge ? "BUNDLE_MALFORMED" : "NOT_FOUND", {
			what: `The bundle ${file} cannot be read.`,
			got: error.message,
			...error.tooLarge ? { expected: `at most ${MAX_BUNDLE_BYTES} bytes` } : {}
		});
	}
	if (bytes === void 0) throw new WaybillError("NOT_FOUND", {
		what: `The bundle ${file} cannot be read.`,
		got: "no such file"
	});
	yield* bundlesIn(bytes, file);
}
/** The bundles beside a file, by the names that Waybill and others give them; the likeliest first. */
async function* bundlesBeside(file, notes) {
	const folder = dirname(file);
	const names = namesBeside(folder, basename(file), notes);
	for (const name of names.slice(0, MAX_FILES)) {
		const path = join(folder, name);
		try {
			const bytes = await readCapped$1(path, MAX_BUNDLE_BYTES);
			if (bytes !== void 0) yield* bundlesIn(bytes, path);
		} catch (error) {
			if (!(error instanceof Unreadable)) throw error;
			notes.skipped(path, error.message);
		}
	}
	if (names.length > MAX_FILES) notes.skipped(folder, `${names.length} files look like bundles of it, and ${MAX_FILES} are read`);
}
/** The bundles or envelopes in a file's bytes, in their order. */
function* bundlesIn(bytes, origin) {
	for (const json of splitBundles(bytes.toString("utf8"))) yield {
		json,
		origin
	};
}
function namesBeside(folder, name, notes) {
	const usual = usualNames(name);
	for (const candidate of usual) notes.looked(join(folder, candidate));
	const ranks = /* @__PURE__ */ new Map();
	const add = (candidate) => {
		const rank = rankOf(candidate, name);
		if (rank !== void 0) ranks.set(candidate, rank);
	};
	for (const candidate of usual) add(candidate);
	let listed = 0;
	try {
		const open = (0, import__late_node_fs.opendirSync)(folder);
		try {
			for (let entry = open.readSync(); entry !== null; entry = open.readSync()) {
				if ((listed += 1) > MAX_LISTED) break;
				add(entry.name);
			}
		} finally {
			open.closeSync();
		}
	} catch {}
	if (listed > MAX_LISTED) notes.skipped(folder, `it has more than ${MAX_LISTED} files, of which the others were not looked at`);
	return [...ranks].sort(([a, x], [b, y]) => compareRanks(x, y) || compareCodeUnits(a, b)).map(([candidate]) => candidate);
}

// src/evidence/one-line.ts
/**
* A JSON text without the white space between its parts, as two stores write the same bundle in two ways. What is no JSON does not become
* JSON by it: strings stay as they are, and tokens stay apart.
*/
function oneLine(json) {
	if (!/[ \t\r\n]/.test(json)) return json;
	const parts = [];
	for (let from = 0; from < json.length;) {
		const quote = json.indexOf("\"", from);
		const end = quote === -1 ? json.length : quote;
		const between = json.slice(from, end).replaceAll(/[ \t\r\n]+/g, " ");
		parts.push(between.replaceAll(/ ?([{}[\]:,]) ?/g, "$1"));
		from = quote === -1 ? end : stringEnd(json, quote);
		parts.push(json.slice(end, from));
	}
	return parts.join("").trim();
}
/** Behind the quote that ends the string that begins at `start`. */
function stringEnd(json, start) {
	for (let quote = json.indexOf("\"", start + 1); quote !== -1; quote = json.indexOf("\"", quote + 1)) {
		let before = quote;
		while (json[before - 1] === "\\" && before - 1 > start) before -= 1;
		if ((quote - before) % 2 === 0) return quote + 1;
	}
	return json.length;
}

// src/evidence/find.ts
/** Where bundles are looked for if the user says nothing: where nobody is called, but for an image's own registry. */
function usualSources(artifact) {
	switch (artifact.kind) {
		case "file":
		case "layout": return [{ kind: "beside" }];
		case "image": return [{ kind: "registry" }];
		case "digest": return [];
	}
}
/**
* Looks for bundles in these places, in their order, each place only once all before it are read: whoever has found what he needs
* stops. The same bundle is found once. A place that cannot be asked is noted, and the others are asked all the same.
*
* The iteration throws WaybillError NOT_FOUND or BUNDLE_MALFORMED of a file that the user named, USAGE of a source that does not fit.
*/
function find(artifact, sources, ports) {
	const looked = [];
	const unreached = [];
	const skipped = [];
	return {
		bundles: once(inOrder(artifact, sources, ports, {
			looked: (origin) => void looked.push(origin),
			unreached: (origin, error) => void unreached.push({
				origin,
				error
			}),
			skipped: (origin, reason) => void skipped.push({
				origin,
				reason
			})
		})),
		looked,
		unreached,
		skipped
	};
}
async function* inOrder(artifact, sources, ports, notes) {
	for (const source of sources) yield* inSource(artifact, source, ports, notes);
}
/** What calls services loads when one is to be called: a file beside its bundle needs none of it. */
async function* inSource(artifact, source, ports, notes) {
	switch (source.kind) {
		case "given":
			notes.looked(source.file);
			yield* givenBundles(source.file);
			return;
		case "beside":
			if (artifact.kind === "file") yield* bundlesBeside(artifact.path, notes);
			if (artifact.kind === "layout") yield* attached(artifact.layout, artifact.digest, artifact.folder, notes);
			return;
		case "registry": {
			const repository = source.repository ?? (artifact.kind === "image" ? artifact.repository : void 0);
			const digest = digestFor(artifact);
			if (repository === void 0 || digest === void 0) throw noImage(artifact);
			yield* attached(ports.registries(repository), digest, repositoryText(repository), notes);
			return;
		}
		case "release": {
			const { sourceRepository, tag } = source;
			const { bundlesInRelease } = await import("./release.js");
			yield* bundlesInRelease(artifact, {
				sourceRepository,
				tag
			}, ports, notes);
			return;
		}
		case "github": {
			const { bundlesInStore } = await import("./store.js");
			yield* bundlesInStore(artifact.digests, source.sourceRepository, ports, notes);
			return;
		}
	}
}
async function* attached(content, subject, where, notes) {
	const { bundlesAttached } = await import("./registry.js");
	yield* bundlesAttached(content, subject, where, notes);
}
function digestFor({ digests: { sha256 } }) {
	return sha256 === void 0 ? void 0 : `sha256:${sha256}`;
}
/** The texts are compared without the white space between their parts, which two stores write in two ways. */
async function* once(bundles) {
	const seen = /* @__PURE__ */ new Set();
	let first;
	for await (const evidence of bundles) {
		if (first === void 0) first = evidence.json;
		else {
			if (seen.size === 0) seen.add(keyOf$1(first));
			const key = keyOf$1(evidence.json);
			if (seen.has(key)) continue;
			seen.add(key);
		}
		yield evidence;
	}
}
function keyOf$1(json) {
	return (0, import__late_node_crypto.hash)("sha256", oneLine(json), "base64");
}
const MAX_SAID = 5;
/**
* The error for a search that found nothing: UNREACHABLE where some place could not be asked, so that there may be something;
* NOT_FOUND where all of them could.
*/
function nothingFound(artifact, { looked, unreached, skipped }) {
	const [first] = unreached;
	if (first !== void 0) {
		const others = unreached.length === 1 ? "" : ` (and ${unreached.length - 1} more)`;
		const { code, parts } = first.error;
		return new WaybillError("UNREACHABLE", {
			what: `No attestation of ${artifact.name} was found, and not every place could be asked.`,
			got: `${first.origin}: ${code}: ${parts.what}${parts.got === void 0 ? "" : ` ${parts.got}`}${others}`,
			...parts.todo === void 0 ? {} : { todo: parts.todo },
			cause: first.error
		});
	}
	const passed = skipped.slice(0, MAX_SAID).map(({ origin, reason }) => `${origin}: ${reason}`);
	return new WaybillError("NOT_FOUND", {
		what: `There is no attestation of ${artifact.name} where it was looked for.`,
		got: passed.length === 0 ? "nothing" : `nothing that can be read (${passed.join("; ")})`,
		expected: looked.length === 0 ? "a place to look in" : looked.slice(0, MAX_SAID).join(" or "),
		todo: "Name the bundle with --bundle, or say with --from where it is stored: release, registry or github."
	});
}
function noImage(artifact) {
	return new WaybillError("USAGE", {
		what: "No registry can be asked about this artifact.",
		got: artifact.name,
		expected: "an image, oci://REFERENCE, or a repository that holds attestations and a sha256 digest"
	});
}

// src/evidence/statement.ts
/**
* Whether a bundle or an envelope says that it is about these bytes; false also for what cannot be read. It is to choose among many,
* and proves nothing.
*/
function namesArtifact(json, digests) {
	const bundle = parsed(json, OF_BUNDLES);
	const payload = text$1(bundle, "dsseEnvelope", "payload") ?? text$1(bundle, "payload");
	if (payload === void 0) return false;
	const statement = parsed(Buffer.from(payload, "base64").toString("utf8"), OF_STATEMENTS);
	const known = new Set(Object.entries(digests).map(([algorithm, hex]) => `${algorithm}:${hex}`));
	return list$1(statement, "subject").some((subject) => {
		const digest = at(subject, "digest");
		return isRecord(digest) && Object.entries(digest).some(([algorithm, hex]) => known.has(`${algorithm}:${String(hex).toLowerCase()}`));
	});
}
function parsed(json, most) {
	try {
		assertBounded(json, most);
		return JSON.parse(json);
	} catch {
		return;
	}
}

// src/verify/statement.ts
/**
* Statement v0.1 is taken with any predicate: slsa-github-generator wraps provenance v1 in it.
* @throws WaybillError STATEMENT_MALFORMED
*/
function parseStatement(payload) {
	const json = parseJson(payload);
	if (!isRecord(json)) throw malformed("JSON that is no object");
	const type = text$1(json, "_type");
	if (type !== "https://in-toto.io/Statement/v1" && type !== "https://in-toto.io/Statement/v0.1") throw malformed("another _type");
	const predicateType = text$1(json, "predicateType");
	if (predicateType === void 0 || predicateType === "") throw malformed("no predicateType");
	const subjects = list$1(json, "subject").map(readSubject);
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
		assertBounded(content, OF_STATEMENTS);
		json = JSON.parse(content);
	} catch (error) {
		if (error instanceof UnreadableJson) throw malformed(error.message);
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
		const hex = typeof value === "string" ? hexDigest$1(algorithm, value) : void 0;
		if (hex === void 0 || hex !== value) throw malformed(`a ${algorithm} digest that is not ${HEX_LENGTHS[algorithm]} lower-case hex digits`);
		known[algorithm] = hex;
	}
	return {
		name,
		digest: known
	};
}
/** Whether the artifact is a subject: by every digest of a kind that both have, and at least one. */
function isAbout(statement, artifact) {
	return statement.subjects.some((subject) => sameDigests(subject.digest, artifact));
}
/** @throws WaybillError SUBJECT_MISMATCH unless the statement speaks of the artifact */
function assertSubject(statement, artifact) {
	if (isAbout(statement, artifact)) return;
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

// node_modules/@sigstore/core/dist/stream.js
var require_stream = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.ByteStream = void 0;
	var StreamError = class extends Error {};
	var ByteStream = class ByteStream {
		static BLOCK_SIZE = 1024;
		buf;
		view;
		start = 0;
		constructor(buffer) {
			if (buffer) {
				this.buf = buffer;
				this.view = Buffer.from(buffer);
			} else {
				this.buf = Buffer.alloc(0);
				this.view = Buffer.from(this.buf);
			}
		}
		get buffer() {
			return this.view.subarray(0, this.start);
		}
		get length() {
			return this.view.byteLength;
		}
		get position() {
			return this.start;
		}
		seek(position) {
			this.start = position;
		}
		slice(start, len) {
			const end = start + len;
			if (end > this.length) throw new StreamError("request past end of buffer");
			return this.view.subarray(start, end);
		}
		appendChar(char) {
			this.ensureCapacity(1);
			this.view[this.start] = char;
			this.start += 1;
		}
		appendUint16(num) {
			this.ensureCapacity(2);
			const value = new Uint16Array([num]);
			const view = new Uint8Array(value.buffer);
			this.view[this.start] = view[1];
			this.view[this.start + 1] = view[0];
			this.start += 2;
		}
		appendUint24(num) {
			this.ensureCapacity(3);
			const value = new Uint32Array([num]);
			const view = new Uint8Array(value.buffer);
			this.view[this.start] = view[2];
			this.view[this.start + 1] = view[1];
			this.view[this.start + 2] = view[0];
			this.start += 3;
		}
		appendView(view) {
			this.ensureCapacity(view.length);
			this.view.set(view, this.start);
			this.start += view.length;
		}
		getBlock(size) {
			if (size <= 0) return Buffer.alloc(0);
			if (this.start + size > this.view.length) throw new Error("request past end of buffer");
			const result = this.view.subarray(this.start, this.start + size);
			this.start += size;
			return result;
		}
		getUint8() {
			return this.getBlock(1)[0];
		}
		getUint16() {
			const block = this.getBlock(2);
			return block[0] << 8 | block[1];
		}
		ensureCapacity(size) {
			if (this.start + size > this.view.byteLength) {
				const blockSize = ByteStream.BLOCK_SIZE + (size > ByteStream.BLOCK_SIZE ? size : 0);
				this.realloc(this.view.byteLength + blockSize);
			}
		}
		realloc(size) {
			const newArray = Buffer.alloc(size);
			const newView = Buffer.from(newArray);
			newView.set(this.view);
			this.buf = newArray;
			this.view = newView;
		}
	};
	exports.ByteStream = ByteStream;
}));

// node_modules/@sigstore/core/dist/asn1/error.js
var require_error$2 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.ASN1TypeError = exports.ASN1ParseError = void 0;
	var ASN1ParseError = class extends Error {};
	exports.ASN1ParseError = ASN1ParseError;
	var ASN1TypeError = class extends Error {};
	exports.ASN1TypeError = ASN1TypeError;
}));

// node_modules/@sigstore/core/dist/asn1/length.js
var require_length = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.decodeLength = decodeLength;
	exports.encodeLength = encodeLength;
	const error_1 = require_error$2();
	function decodeLength(stream) {
		const buf = stream.getUint8();
		if ((buf & 128) === 0) return buf;
		const byteCount = buf & 127;
		if (byteCount > 6) throw new error_1.ASN1ParseError("length exceeds 6 byte limit");
		let len = 0;
		for (let i = 0; i < byteCount; i++) {
			const byte = stream.getUint8();
			if (i === 0 && byte === 0) throw new error_1.ASN1ParseError("non-minimal length encoding");
			len = len * 256 + byte;
		}
		if (len === 0) throw new error_1.ASN1ParseError("indefinite length encoding not supported");
		if (len < 128) throw new error_1.ASN1ParseError("non-minimal length encoding");
		return len;
	}
	function encodeLength(len) {
		if (len < 128) return Buffer.from([len]);
		let val = BigInt(len);
		const bytes = [];
		while (val > 0n) {
			bytes.unshift(Number(val & 255n));
			val = val >> 8n;
		}
		return Buffer.from([128 | bytes.length, ...bytes]);
	}
}));

// node_modules/@sigstore/core/dist/asn1/parse.js
var require_parse = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.parseInteger = parseInteger;
	exports.parseStringASCII = parseStringASCII;
	exports.parseTime = parseTime;
	exports.parseOID = parseOID;
	exports.parseBoolean = parseBoolean;
	exports.parseBitString = parseBitString;
	const error_1 = require_error$2();
	const RE_TIME_SHORT_YEAR = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d{3})?Z$/;
	const RE_TIME_LONG_YEAR = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d{3})?Z$/;
	function parseInteger(buf) {
		let pos = 0;
		const end = buf.length;
		let val = buf[pos];
		const neg = val > 127;
		const pad = neg ? 255 : 0;
		while (val == pad && ++pos < end) val = buf[pos];
		if (end - pos === 0) return BigInt(neg ? -1 : 0);
		val = neg ? val - 256 : val;
		let n = BigInt(val);
		for (let i = pos + 1; i < end; ++i) n = n * BigInt(256) + BigInt(buf[i]);
		return n;
	}
	function parseStringASCII(buf) {
		return buf.toString("ascii");
	}
	function parseTime(buf, shortYear) {
		const timeStr = parseStringASCII(buf);
		const m = shortYear ? RE_TIME_SHORT_YEAR.exec(timeStr) : RE_TIME_LONG_YEAR.exec(timeStr);
		if (!m) throw new Error("invalid time");
		if (shortYear) {
			let year = Number(m[1]);
			year += year >= 50 ? 1900 : 2e3;
			m[1] = year.toString();
		}
		return /* @__PURE__ */ new Date(`${m[1]}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6]}Z`);
	}
	function parseOID(buf) {
		let pos = 0;
		const end = buf.length;
		let n = buf[pos++];
		let oid = `${Math.floor(n / 40)}.${n % 40}`;
		let val = 0n;
		for (; pos < end; ++pos) {
			n = buf[pos];
			val = (val << 7n) + BigInt(n & 127);
			if ((n & 128) === 0) {
				oid += `.${val}`;
				val = 0n;
			}
		}
		return oid;
	}
	function parseBoolean(buf) {
		if (buf.length !== 1) throw new error_1.ASN1ParseError("invalid boolean");
		switch (buf[0]) {
			case 0: return false;
			case 255: return true;
			default: throw new error_1.ASN1ParseError("invalid boolean");
		}
	}
	function parseBitString(buf) {
		const unused = buf[0];
		if (unused > 7) throw new error_1.ASN1ParseError("invalid bit string");
		const start = 1;
		const end = buf.length;
		const bits = [];
		for (let i = start; i < end; ++i) {
			const byte = buf[i];
			const skip = i === end - 1 ? unused : 0;
			for (let j = 7; j >= skip; --j) bits.push(byte >> j & 1);
		}
		return bits;
	}
}));

// node_modules/@sigstore/core/dist/asn1/tag.js
var require_tag = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.ASN1Tag = void 0;
	const error_1 = require_error$2();
	const UNIVERSAL_TAG = {
		BOOLEAN: 1,
		INTEGER: 2,
		BIT_STRING: 3,
		OCTET_STRING: 4,
		OBJECT_IDENTIFIER: 6,
		SEQUENCE: 16,
		SET: 17,
		PRINTABLE_STRING: 19,
		UTC_TIME: 23,
		GENERALIZED_TIME: 24
	};
	const TAG_CLASS = {
		UNIVERSAL: 0,
		APPLICATION: 1,
		CONTEXT_SPECIFIC: 2,
		PRIVATE: 3
	};
	var ASN1Tag = class {
		number;
		constructed;
		class;
		constructor(enc) {
			this.number = enc & 31;
			this.constructed = (enc & 32) === 32;
			this.class = enc >> 6;
			if (this.number === 31) throw new error_1.ASN1ParseError("long form tags not supported");
			if (this.class === TAG_CLASS.UNIVERSAL && this.number === 0) throw new error_1.ASN1ParseError("unsupported tag 0x00");
		}
		isUniversal() {
			return this.class === TAG_CLASS.UNIVERSAL;
		}
		isContextSpecific(num) {
			const res = this.class === TAG_CLASS.CONTEXT_SPECIFIC;
			return num !== void 0 ? res && this.number === num : res;
		}
		isBoolean() {
			return this.isUniversal() && this.number === UNIVERSAL_TAG.BOOLEAN;
		}
		isInteger() {
			return this.isUniversal() && this.number === UNIVERSAL_TAG.INTEGER;
		}
		isBitString() {
			return this.isUniversal() && this.number === UNIVERSAL_TAG.BIT_STRING;
		}
		isOctetString() {
			return this.isUniversal() && this.number === UNIVERSAL_TAG.OCTET_STRING;
		}
		isOID() {
			return this.isUniversal() && this.number === UNIVERSAL_TAG.OBJECT_IDENTIFIER;
		}
		isUTCTime() {
			return this.isUniversal() && this.number === UNIVERSAL_TAG.UTC_TIME;
		}
		isGeneralizedTime() {
			return this.isUniversal() && this.number === UNIVERSAL_TAG.GENERALIZED_TIME;
		}
		toDER() {
			return this.number | (this.constructed ? 32 : 0) | this.class << 6;
		}
	};
	exports.ASN1Tag = ASN1Tag;
}));

// node_modules/@sigstore/core/dist/asn1/obj.js
var require_obj = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.ASN1Obj = void 0;
	const stream_1 = require_stream();
	const error_1 = require_error$2();
	const length_1 = require_length();
	const parse_1 = require_parse();
	const tag_1 = require_tag();
	var ASN1Obj = class {
		tag;
		subs;
		value;
		constructor(tag, value, subs) {
			this.tag = tag;
			this.value = value;
			this.subs = subs;
		}
		static parseBuffer(buf) {
			const stream = new stream_1.ByteStream(buf);
			const obj = parseStream(stream);
			if (stream.position !== stream.length) throw new error_1.ASN1ParseError("invalid trailing data");
			return obj;
		}
		toDER() {
			const valueStream = new stream_1.ByteStream();
			if (this.subs.length > 0) for (const sub of this.subs) valueStream.appendView(sub.toDER());
			else valueStream.appendView(this.value);
			const value = valueStream.buffer;
			const obj = new stream_1.ByteStream();
			obj.appendChar(this.tag.toDER());
			obj.appendView((0, length_1.encodeLength)(value.length));
			obj.appendView(value);
			return obj.buffer;
		}
		toBoolean() {
			if (!this.tag.isBoolean()) throw new error_1.ASN1TypeError("not a boolean");
			return (0, parse_1.parseBoolean)(this.value);
		}
		toInteger() {
			if (!this.tag.isInteger()) throw new error_1.ASN1TypeError("not an integer");
			return (0, parse_1.parseInteger)(this.value);
		}
		toOID() {
			if (!this.tag.isOID()) throw new error_1.ASN1TypeError("not an OID");
			return (0, parse_1.parseOID)(this.value);
		}
		toDate() {
			switch (true) {
				case this.tag.isUTCTime(): return (0, parse_1.parseTime)(this.value, true);
				case this.tag.isGeneralizedTime(): return (0, parse_1.parseTime)(this.value, false);
				default: throw new error_1.ASN1TypeError("not a date");
			}
		}
		toBitString() {
			if (!this.tag.isBitString()) throw new error_1.ASN1TypeError("not a bit string");
			return (0, parse_1.parseBitString)(this.value);
		}
	};
	exports.ASN1Obj = ASN1Obj;
	const MAX_DEPTH = 100;
	function parseStream(stream, depth = 0) {
		if (depth > MAX_DEPTH) throw new error_1.ASN1ParseError("maximum nesting depth exceeded");
		const tag = new tag_1.ASN1Tag(stream.getUint8());
		const len = (0, length_1.decodeLength)(stream);
		const value = stream.slice(stream.position, len);
		const start = stream.position;
		let subs = [];
		if (tag.constructed) subs = collectSubs(stream, len, depth);
		else if (tag.isOctetString()) try {
			subs = collectSubs(stream, len, depth);
		} catch (e) {}
		if (subs.length === 0) stream.seek(start + len);
		return new ASN1Obj(tag, value, subs);
	}
	function collectSubs(stream, len, depth) {
		const end = stream.position + len;
		/* istanbul ignore if */
		if (end > stream.length) throw new error_1.ASN1ParseError("invalid length");
		const subs = [];
		while (stream.position < end) subs.push(parseStream(stream, depth + 1));
		if (stream.position !== end) throw new error_1.ASN1ParseError("invalid length");
		return subs;
	}
}));

// node_modules/@sigstore/core/dist/asn1/index.js
var require_asn1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.ASN1Obj = void 0;
	var obj_1 = require_obj();
	Object.defineProperty(exports, "ASN1Obj", {
		enumerable: true,
		get: function() {
			return obj_1.ASN1Obj;
		}
	});
}));

// node_modules/@sigstore/core/dist/crypto.js
var require_crypto = /* @__PURE__ */ __commonJSMin(((exports, module, this$7) => {
	var __importDefault = this$7 && this$7.__importDefault || function(mod) {
		return mod && mod.__esModule ? mod : { "default": mod };
	};
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.createPublicKey = createPublicKey;
	exports.digest = digest;
	exports.verify = verify;
	exports.bufferEqual = bufferEqual;
	const crypto_1 = __importDefault(__require("crypto"));
	function createPublicKey(key, type = "spki") {
		if (typeof key === "string") {
			if (key.startsWith("-----")) return crypto_1.default.createPublicKey(key);
			else return crypto_1.default.createPublicKey({
				key: Buffer.from(key, "base64"),
				format: "der",
				type
			});
		} else return crypto_1.default.createPublicKey({
			key,
			format: "der",
			type
		});
	}
	function digest(algorithm, ...data) {
		const hash = crypto_1.default.createHash(algorithm);
		for (const d of data) hash.update(d);
		return hash.digest();
	}
	function verify(data, key, signature, algorithm) {
		try {
			return crypto_1.default.verify(algorithm, data, key, signature);
		} catch (e) {
			/* istanbul ignore next */
			return false;
		}
	}
	function bufferEqual(a, b) {
		try {
			return crypto_1.default.timingSafeEqual(a, b);
		} catch {
			/* istanbul ignore next */
			return false;
		}
	}
}));

// node_modules/@sigstore/core/dist/dsse.js
var require_dsse$3 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.preAuthEncoding = preAuthEncoding;
	const PAE_PREFIX = "DSSEv1";
	function preAuthEncoding(payloadType, payload) {
		const typeBytes = Buffer.from(payloadType, "utf-8");
		return Buffer.concat([
			Buffer.from(`${PAE_PREFIX} ${typeBytes.length} `, "ascii"),
			typeBytes,
			Buffer.from(` ${payload.length} `, "ascii"),
			payload
		]);
	}
}));

// node_modules/@sigstore/core/dist/encoding.js
var require_encoding = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.base64Encode = base64Encode;
	exports.base64Decode = base64Decode;
	const BASE64_ENCODING = "base64";
	const UTF8_ENCODING = "utf-8";
	function base64Encode(str) {
		return Buffer.from(str, UTF8_ENCODING).toString(BASE64_ENCODING);
	}
	function base64Decode(str) {
		return Buffer.from(str, BASE64_ENCODING).toString(UTF8_ENCODING);
	}
}));

// node_modules/@sigstore/core/dist/json.js
var require_json = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.canonicalize = canonicalize;
	function canonicalize(object) {
		let buffer = "";
		if (object === null || typeof object !== "object" || object.toJSON != null) buffer += JSON.stringify(object);
		else if (Array.isArray(object)) {
			buffer += "[";
			let first = true;
			object.forEach((element) => {
				if (!first) buffer += ",";
				first = false;
				buffer += canonicalize(element);
			});
			buffer += "]";
		} else {
			buffer += "{";
			let first = true;
			Object.keys(object).sort().forEach((property) => {
				if (!first) buffer += ",";
				first = false;
				buffer += JSON.stringify(property);
				buffer += ":";
				buffer += canonicalize(object[property]);
			});
			buffer += "}";
		}
		return buffer;
	}
}));

// node_modules/@sigstore/core/dist/pem.js
var require_pem = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.toDER = toDER;
	exports.fromDER = fromDER;
	const PEM_HEADER = /-----BEGIN (.*)-----/;
	const PEM_FOOTER = /-----END (.*)-----/;
	function toDER(certificate) {
		let der = "";
		certificate.split("\n").forEach((line) => {
			if (line.match(PEM_HEADER) || line.match(PEM_FOOTER)) return;
			der += line;
		});
		return Buffer.from(der, "base64");
	}
	function fromDER(certificate, type = "CERTIFICATE") {
		const lines = certificate.toString("base64").match(/.{1,64}/g) || "";
		return [
			`-----BEGIN ${type}-----`,
			...lines,
			`-----END ${type}-----`
		].join("\n").concat("\n");
	}
}));

// node_modules/@sigstore/core/dist/oid.js
var require_oid = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.SHA2_HASH_ALGOS = exports.RSA_SIGNATURE_ALGOS = exports.ECDSA_SIGNATURE_ALGOS = void 0;
	exports.ECDSA_SIGNATURE_ALGOS = {
		"1.2.840.10045.4.3.1": "sha224",
		"1.2.840.10045.4.3.2": "sha256",
		"1.2.840.10045.4.3.3": "sha384",
		"1.2.840.10045.4.3.4": "sha512"
	};
	exports.RSA_SIGNATURE_ALGOS = {
		"1.2.840.113549.1.1.14": "sha224",
		"1.2.840.113549.1.1.11": "sha256",
		"1.2.840.113549.1.1.12": "sha384",
		"1.2.840.113549.1.1.13": "sha512"
	};
	exports.SHA2_HASH_ALGOS = {
		"2.16.840.1.101.3.4.2.1": "sha256",
		"2.16.840.1.101.3.4.2.2": "sha384",
		"2.16.840.1.101.3.4.2.3": "sha512"
	};
}));

// node_modules/@sigstore/core/dist/rfc3161/error.js
var require_error$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.RFC3161TimestampVerificationError = void 0;
	var RFC3161TimestampVerificationError = class extends Error {};
	exports.RFC3161TimestampVerificationError = RFC3161TimestampVerificationError;
}));

// node_modules/@sigstore/core/dist/rfc3161/tstinfo.js
var require_tstinfo = /* @__PURE__ */ __commonJSMin(((exports, module, this$6) => {
	var __createBinding = this$6 && this$6.__createBinding || (Object.create ? (function(o, m, k, k2) {
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
	var __setModuleDefault = this$6 && this$6.__setModuleDefault || (Object.create ? (function(o, v) {
		Object.defineProperty(o, "default", {
			enumerable: true,
			value: v
		});
	}) : function(o, v) {
		o["default"] = v;
	});
	var __importStar = this$6 && this$6.__importStar || (function() {
		var ownKeys = function(o) {
			ownKeys = Object.getOwnPropertyNames || function(o) {
				var ar = [];
				for (var k in o) if (Object.prototype.hasOwnProperty.call(o, k)) ar[ar.length] = k;
				return ar;
			};
			return ownKeys(o);
		};
		return function(mod) {
			if (mod && mod.__esModule) return mod;
			var result = {};
			if (mod != null) {
				for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
			}
			__setModuleDefault(result, mod);
			return result;
		};
	})();
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.TSTInfo = void 0;
	const crypto = __importStar(require_crypto());
	const oid_1 = require_oid();
	const error_1 = require_error$1();
	var TSTInfo = class {
		root;
		constructor(asn1) {
			this.root = asn1;
		}
		get version() {
			return this.root.subs[0].toInteger();
		}
		get genTime() {
			return this.root.subs[4].toDate();
		}
		get messageImprintHashAlgorithm() {
			const oid = this.messageImprintObj.subs[0].subs[0].toOID();
			return oid_1.SHA2_HASH_ALGOS[oid];
		}
		get messageImprintHashedMessage() {
			return this.messageImprintObj.subs[1].value;
		}
		get raw() {
			return this.root.toDER();
		}
		verify(data) {
			const digest = crypto.digest(this.messageImprintHashAlgorithm, data);
			if (!crypto.bufferEqual(digest, this.messageImprintHashedMessage)) throw new error_1.RFC3161TimestampVerificationError("message imprint does not match artifact");
		}
		get messageImprintObj() {
			return this.root.subs[2];
		}
	};
	exports.TSTInfo = TSTInfo;
}));

// node_modules/@sigstore/core/dist/rfc3161/timestamp.js
var require_timestamp$1 = /* @__PURE__ */ __commonJSMin(((exports, module, this$5) => {
	var __createBinding = this$5 && this$5.__createBinding || (Object.create ? (function(o, m, k, k2) {
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
	var __setModuleDefault = this$5 && this$5.__setModuleDefault || (Object.create ? (function(o, v) {
		Object.defineProperty(o, "default", {
			enumerable: true,
			value: v
		});
	}) : function(o, v) {
		o["default"] = v;
	});
	var __importStar = this$5 && this$5.__importStar || (function() {
		var ownKeys = function(o) {
			ownKeys = Object.getOwnPropertyNames || function(o) {
				var ar = [];
				for (var k in o) if (Object.prototype.hasOwnProperty.call(o, k)) ar[ar.length] = k;
				return ar;
			};
			return ownKeys(o);
		};
		return function(mod) {
			if (mod && mod.__esModule) return mod;
			var result = {};
			if (mod != null) {
				for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
			}
			__setModuleDefault(result, mod);
			return result;
		};
	})();
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.RFC3161Timestamp = void 0;
	const asn1_1 = require_asn1();
	const crypto = __importStar(require_crypto());
	const oid_1 = require_oid();
	const error_1 = require_error$1();
	const tstinfo_1 = require_tstinfo();
	const OID_PKCS9_CONTENT_TYPE_SIGNED_DATA = "1.2.840.113549.1.7.2";
	const OID_PKCS9_CONTENT_TYPE_TSTINFO = "1.2.840.113549.1.9.16.1.4";
	const OID_PKCS9_MESSAGE_DIGEST_KEY = "1.2.840.113549.1.9.4";
	var RFC3161Timestamp = class RFC3161Timestamp {
		root;
		constructor(asn1) {
			this.root = asn1;
		}
		static parse(der) {
			const asn1 = asn1_1.ASN1Obj.parseBuffer(der);
			return new RFC3161Timestamp(asn1);
		}
		get status() {
			return this.pkiStatusInfoObj.subs[0].toInteger();
		}
		get contentType() {
			return this.contentTypeObj.toOID();
		}
		get eContentType() {
			return this.eContentTypeObj.toOID();
		}
		get signingTime() {
			return this.tstInfo.genTime;
		}
		get signerIssuer() {
			return this.signerSidObj.subs[0].value;
		}
		get signerSerialNumber() {
			return this.signerSidObj.subs[1].value;
		}
		get signerDigestAlgorithm() {
			const oid = this.signerDigestAlgorithmObj.subs[0].toOID();
			return oid_1.SHA2_HASH_ALGOS[oid];
		}
		get signatureAlgorithm() {
			const oid = this.signatureAlgorithmObj.subs[0].toOID();
			return oid_1.ECDSA_SIGNATURE_ALGOS[oid];
		}
		get signatureValue() {
			return this.signatureValueObj.value;
		}
		get tstInfo() {
			return new tstinfo_1.TSTInfo(this.eContentObj.subs[0].subs[0]);
		}
		verify(data, publicKey) {
			if (!this.timeStampTokenObj) throw new error_1.RFC3161TimestampVerificationError("timeStampToken is missing");
			if (this.contentType !== OID_PKCS9_CONTENT_TYPE_SIGNED_DATA) throw new error_1.RFC3161TimestampVerificationError(`incorrect content type: ${this.contentType}`);
			if (this.eContentType !== OID_PKCS9_CONTENT_TYPE_TSTINFO) throw new error_1.RFC3161TimestampVerificationError(`incorrect encapsulated content type: ${this.eContentType}`);
			this.tstInfo.verify(data);
			this.verifyMessageDigest();
			this.verifySignature(publicKey);
		}
		verifyMessageDigest() {
			const tstInfoDigest = crypto.digest(this.signerDigestAlgorithm, this.tstInfo.raw);
			const expectedDigest = this.messageDigestAttributeObj.subs[1].subs[0].value;
			if (!crypto.bufferEqual(tstInfoDigest, expectedDigest)) throw new error_1.RFC3161TimestampVerificationError("signed data does not match tstInfo");
		}
		verifySignature(key) {
			const signedAttrs = this.signedAttrsObj.toDER();
			signedAttrs[0] = 49;
			if (!crypto.verify(signedAttrs, key, this.signatureValue, this.signatureAlgorithm)) throw new error_1.RFC3161TimestampVerificationError("signature verification failed");
		}
		get pkiStatusInfoObj() {
			return this.root.subs[0];
		}
		get timeStampTokenObj() {
			return this.root.subs[1];
		}
		get contentTypeObj() {
			return this.timeStampTokenObj.subs[0];
		}
		get signedDataObj() {
			return this.timeStampTokenObj.subs.find((sub) => sub.tag.isContextSpecific(0)).subs[0];
		}
		get encapContentInfoObj() {
			return this.signedDataObj.subs[2];
		}
		get signerInfosObj() {
			const sd = this.signedDataObj;
			return sd.subs[sd.subs.length - 1];
		}
		get signerInfoObj() {
			return this.signerInfosObj.subs[0];
		}
		get eContentTypeObj() {
			return this.encapContentInfoObj.subs[0];
		}
		get eContentObj() {
			return this.encapContentInfoObj.subs[1];
		}
		get signedAttrsObj() {
			return this.signerInfoObj.subs.find((sub) => sub.tag.isContextSpecific(0));
		}
		get messageDigestAttributeObj() {
			return this.signedAttrsObj.subs.find((sub) => sub.subs[0].tag.isOID() && sub.subs[0].toOID() === OID_PKCS9_MESSAGE_DIGEST_KEY);
		}
		get signerSidObj() {
			return this.signerInfoObj.subs[1];
		}
		get signerDigestAlgorithmObj() {
			return this.signerInfoObj.subs[2];
		}
		get signatureAlgorithmObj() {
			return this.signerInfoObj.subs[4];
		}
		get signatureValueObj() {
			return this.signerInfoObj.subs[5];
		}
	};
	exports.RFC3161Timestamp = RFC3161Timestamp;
}));

// node_modules/@sigstore/core/dist/rfc3161/index.js
var require_rfc3161 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.RFC3161Timestamp = void 0;
	var timestamp_1 = require_timestamp$1();
	Object.defineProperty(exports, "RFC3161Timestamp", {
		enumerable: true,
		get: function() {
			return timestamp_1.RFC3161Timestamp;
		}
	});
}));

// node_modules/@sigstore/core/dist/x509/sct.js
var require_sct$1 = /* @__PURE__ */ __commonJSMin(((exports, module, this$4) => {
	var __createBinding = this$4 && this$4.__createBinding || (Object.create ? (function(o, m, k, k2) {
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
	var __setModuleDefault = this$4 && this$4.__setModuleDefault || (Object.create ? (function(o, v) {
		Object.defineProperty(o, "default", {
			enumerable: true,
			value: v
		});
	}) : function(o, v) {
		o["default"] = v;
	});
	var __importStar = this$4 && this$4.__importStar || (function() {
		var ownKeys = function(o) {
			ownKeys = Object.getOwnPropertyNames || function(o) {
				var ar = [];
				for (var k in o) if (Object.prototype.hasOwnProperty.call(o, k)) ar[ar.length] = k;
				return ar;
			};
			return ownKeys(o);
		};
		return function(mod) {
			if (mod && mod.__esModule) return mod;
			var result = {};
			if (mod != null) {
				for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
			}
			__setModuleDefault(result, mod);
			return result;
		};
	})();
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.SignedCertificateTimestamp = void 0;
	const crypto = __importStar(require_crypto());
	const stream_1 = require_stream();
	var SignedCertificateTimestamp = class SignedCertificateTimestamp {
		version;
		logID;
		timestamp;
		extensions;
		hashAlgorithm;
		signatureAlgorithm;
		signature;
		constructor(options) {
			this.version = options.version;
			this.logID = options.logID;
			this.timestamp = options.timestamp;
			this.extensions = options.extensions;
			this.hashAlgorithm = options.hashAlgorithm;
			this.signatureAlgorithm = options.signatureAlgorithm;
			this.signature = options.signature;
		}
		get datetime() {
			return new Date(Number(this.timestamp.readBigInt64BE()));
		}
		get algorithm() {
			switch (this.hashAlgorithm) {
				/* istanbul ignore next */
				case 0: return "none";
				/* istanbul ignore next */
				case 1: return "md5";
				/* istanbul ignore next */
				case 2: return "sha1";
				/* istanbul ignore next */
				case 3: return "sha224";
				case 4: return "sha256";
				/* istanbul ignore next */
				case 5: return "sha384";
				/* istanbul ignore next */
				case 6: return "sha512";
				/* istanbul ignore next */
				default: return "unknown";
			}
		}
		verify(preCert, key) {
			const stream = new stream_1.ByteStream();
			stream.appendChar(this.version);
			stream.appendChar(0);
			stream.appendView(this.timestamp);
			stream.appendUint16(1);
			stream.appendView(preCert);
			stream.appendUint16(this.extensions.byteLength);
			/* istanbul ignore next - extensions are very uncommon */
			if (this.extensions.byteLength > 0) stream.appendView(this.extensions);
			return crypto.verify(stream.buffer, key, this.signature, this.algorithm);
		}
		static parse(buf) {
			const stream = new stream_1.ByteStream(buf);
			const version = stream.getUint8();
			const logID = stream.getBlock(32);
			const timestamp = stream.getBlock(8);
			const extenstionLength = stream.getUint16();
			const extensions = stream.getBlock(extenstionLength);
			const hashAlgorithm = stream.getUint8();
			const signatureAlgorithm = stream.getUint8();
			const sigLength = stream.getUint16();
			const signature = stream.getBlock(sigLength);
			if (stream.position !== buf.length) throw new Error("SCT buffer length mismatch");
			return new SignedCertificateTimestamp({
				version,
				logID,
				timestamp,
				extensions,
				hashAlgorithm,
				signatureAlgorithm,
				signature
			});
		}
	};
	exports.SignedCertificateTimestamp = SignedCertificateTimestamp;
}));

// node_modules/@sigstore/core/dist/x509/ext.js
var require_ext = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.X509SCTExtension = exports.X509SubjectKeyIDExtension = exports.X509AuthorityKeyIDExtension = exports.X509SubjectAlternativeNameExtension = exports.X509KeyUsageExtension = exports.X509BasicConstraintsExtension = exports.X509Extension = void 0;
	const stream_1 = require_stream();
	const sct_1 = require_sct$1();
	var X509Extension = class {
		root;
		constructor(asn1) {
			this.root = asn1;
		}
		get oid() {
			return this.root.subs[0].toOID();
		}
		get critical() {
			return this.root.subs.length === 3 ? this.root.subs[1].toBoolean() : false;
		}
		get value() {
			return this.extnValueObj.value;
		}
		get valueObj() {
			return this.extnValueObj;
		}
		get extnValueObj() {
			return this.root.subs[this.root.subs.length - 1];
		}
	};
	exports.X509Extension = X509Extension;
	var X509BasicConstraintsExtension = class extends X509Extension {
		get isCA() {
			return this.sequence.subs[0]?.toBoolean() ?? false;
		}
		get pathLenConstraint() {
			return this.sequence.subs.length > 1 ? this.sequence.subs[1].toInteger() : void 0;
		}
		get sequence() {
			return this.extnValueObj.subs[0];
		}
	};
	exports.X509BasicConstraintsExtension = X509BasicConstraintsExtension;
	var X509KeyUsageExtension = class extends X509Extension {
		get digitalSignature() {
			return this.bitString[0] === 1;
		}
		get keyCertSign() {
			return this.bitString[5] === 1;
		}
		get crlSign() {
			return this.bitString[6] === 1;
		}
		get bitString() {
			return this.extnValueObj.subs[0].toBitString();
		}
	};
	exports.X509KeyUsageExtension = X509KeyUsageExtension;
	var X509SubjectAlternativeNameExtension = class extends X509Extension {
		get rfc822Name() {
			return this.findGeneralName(1)?.value.toString("ascii");
		}
		get uri() {
			return this.findGeneralName(6)?.value.toString("ascii");
		}
		otherName(oid) {
			const otherName = this.findGeneralName(0);
			if (otherName === void 0) return;
			if (otherName.subs[0].toOID() !== oid) return;
			return otherName.subs[1].subs[0].value.toString("ascii");
		}
		findGeneralName(tag) {
			return this.generalNames.find((gn) => gn.tag.isContextSpecific(tag));
		}
		get generalNames() {
			return this.extnValueObj.subs[0].subs;
		}
	};
	exports.X509SubjectAlternativeNameExtension = X509SubjectAlternativeNameExtension;
	var X509AuthorityKeyIDExtension = class extends X509Extension {
		get keyIdentifier() {
			return this.findSequenceMember(0)?.value;
		}
		findSequenceMember(tag) {
			return this.sequence.subs.find((el) => el.tag.isContextSpecific(tag));
		}
		get sequence() {
			return this.extnValueObj.subs[0];
		}
	};
	exports.X509AuthorityKeyIDExtension = X509AuthorityKeyIDExtension;
	var X509SubjectKeyIDExtension = class extends X509Extension {
		get keyIdentifier() {
			return this.extnValueObj.subs[0].value;
		}
	};
	exports.X509SubjectKeyIDExtension = X509SubjectKeyIDExtension;
	var X509SCTExtension = class extends X509Extension {
		constructor(asn1) {
			super(asn1);
		}
		get signedCertificateTimestamps() {
			const buf = this.extnValueObj.subs[0].value;
			const stream = new stream_1.ByteStream(buf);
			const end = stream.getUint16() + 2;
			const sctList = [];
			while (stream.position < end) {
				const sctLength = stream.getUint16();
				const sct = stream.getBlock(sctLength);
				sctList.push(sct_1.SignedCertificateTimestamp.parse(sct));
			}
			if (stream.position !== end) throw new Error("SCT list length does not match actual length");
			return sctList;
		}
	};
	exports.X509SCTExtension = X509SCTExtension;
}));

// node_modules/@sigstore/core/dist/x509/cert.js
var require_cert = /* @__PURE__ */ __commonJSMin(((exports, module, this$3) => {
	var __createBinding = this$3 && this$3.__createBinding || (Object.create ? (function(o, m, k, k2) {
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
	var __setModuleDefault = this$3 && this$3.__setModuleDefault || (Object.create ? (function(o, v) {
		Object.defineProperty(o, "default", {
			enumerable: true,
			value: v
		});
	}) : function(o, v) {
		o["default"] = v;
	});
	var __importStar = this$3 && this$3.__importStar || (function() {
		var ownKeys = function(o) {
			ownKeys = Object.getOwnPropertyNames || function(o) {
				var ar = [];
				for (var k in o) if (Object.prototype.hasOwnProperty.call(o, k)) ar[ar.length] = k;
				return ar;
			};
			return ownKeys(o);
		};
		return function(mod) {
			if (mod && mod.__esModule) return mod;
			var result = {};
			if (mod != null) {
				for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
			}
			__setModuleDefault(result, mod);
			return result;
		};
	})();
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.X509Certificate = exports.EXTENSION_OID_SCT = void 0;
	const asn1_1 = require_asn1();
	const crypto = __importStar(require_crypto());
	const oid_1 = require_oid();
	const pem = __importStar(require_pem());
	const ext_1 = require_ext();
	const EXTENSION_OID_SUBJECT_KEY_ID = "2.5.29.14";
	const EXTENSION_OID_KEY_USAGE = "2.5.29.15";
	const EXTENSION_OID_SUBJECT_ALT_NAME = "2.5.29.17";
	const EXTENSION_OID_BASIC_CONSTRAINTS = "2.5.29.19";
	const EXTENSION_OID_AUTHORITY_KEY_ID = "2.5.29.35";
	exports.EXTENSION_OID_SCT = "1.3.6.1.4.1.11129.2.4.2";
	var X509Certificate = class X509Certificate {
		root;
		constructor(asn1) {
			this.root = asn1;
		}
		static parse(cert) {
			const der = typeof cert === "string" ? pem.toDER(cert) : cert;
			const asn1 = asn1_1.ASN1Obj.parseBuffer(der);
			return new X509Certificate(asn1);
		}
		get tbsCertificate() {
			return this.tbsCertificateObj;
		}
		get version() {
			return `v${(this.versionObj.subs[0].toInteger() + BigInt(1)).toString()}`;
		}
		get serialNumber() {
			return this.serialNumberObj.value;
		}
		get notBefore() {
			return this.validityObj.subs[0].toDate();
		}
		get notAfter() {
			return this.validityObj.subs[1].toDate();
		}
		get issuer() {
			return this.issuerObj.value;
		}
		get subject() {
			return this.subjectObj.value;
		}
		get publicKey() {
			return this.subjectPublicKeyInfoObj.toDER();
		}
		get signatureAlgorithm() {
			const oid = this.signatureAlgorithmObj.subs[0].toOID();
			if (oid_1.RSA_SIGNATURE_ALGOS[oid]) return oid_1.RSA_SIGNATURE_ALGOS[oid];
			return oid_1.ECDSA_SIGNATURE_ALGOS[oid];
		}
		get signatureValue() {
			return this.signatureValueObj.value.subarray(1);
		}
		get subjectAltName() {
			const ext = this.extSubjectAltName;
			return ext?.uri || /* istanbul ignore next */ ext?.rfc822Name;
		}
		get extensions() {
			/* istanbul ignore next */
			return (this.extensionsObj?.subs[0])?.subs || [];
		}
		get extKeyUsage() {
			const ext = this.findExtension(EXTENSION_OID_KEY_USAGE);
			return ext ? new ext_1.X509KeyUsageExtension(ext) : void 0;
		}
		get extBasicConstraints() {
			const ext = this.findExtension(EXTENSION_OID_BASIC_CONSTRAINTS);
			return ext ? new ext_1.X509BasicConstraintsExtension(ext) : void 0;
		}
		get extSubjectAltName() {
			const ext = this.findExtension(EXTENSION_OID_SUBJECT_ALT_NAME);
			return ext ? new ext_1.X509SubjectAlternativeNameExtension(ext) : void 0;
		}
		get extAuthorityKeyID() {
			const ext = this.findExtension(EXTENSION_OID_AUTHORITY_KEY_ID);
			return ext ? new ext_1.X509AuthorityKeyIDExtension(ext) : void 0;
		}
		get extSubjectKeyID() {
			const ext = this.findExtension(EXTENSION_OID_SUBJECT_KEY_ID);
			return ext ? new ext_1.X509SubjectKeyIDExtension(ext) : /* istanbul ignore next */ void 0;
		}
		get extSCT() {
			const ext = this.findExtension(exports.EXTENSION_OID_SCT);
			return ext ? new ext_1.X509SCTExtension(ext) : void 0;
		}
		get isCA() {
			const ca = this.extBasicConstraints?.isCA || false;
			/* istanbul ignore else */
			if (this.extKeyUsage) return ca && this.extKeyUsage.keyCertSign;
			/* istanbul ignore next */
			return ca;
		}
		extension(oid) {
			const ext = this.findExtension(oid);
			return ext ? new ext_1.X509Extension(ext) : void 0;
		}
		verify(issuerCertificate) {
			const publicKey = issuerCertificate?.publicKey || this.publicKey;
			const key = crypto.createPublicKey(publicKey);
			return crypto.verify(this.tbsCertificate.toDER(), key, this.signatureValue, this.signatureAlgorithm);
		}
		validForDate(date) {
			return this.notBefore <= date && date <= this.notAfter;
		}
		equals(other) {
			return this.root.toDER().equals(other.root.toDER());
		}
		clone() {
			const der = this.root.toDER();
			const clone = Buffer.alloc(der.length);
			der.copy(clone);
			return X509Certificate.parse(clone);
		}
		findExtension(oid) {
			return this.extensions.find((ext) => ext.subs[0].toOID() === oid);
		}
		get tbsCertificateObj() {
			return this.root.subs[0];
		}
		get signatureAlgorithmObj() {
			return this.root.subs[1];
		}
		get signatureValueObj() {
			return this.root.subs[2];
		}
		get versionObj() {
			return this.tbsCertificateObj.subs[0];
		}
		get serialNumberObj() {
			return this.tbsCertificateObj.subs[1];
		}
		get issuerObj() {
			return this.tbsCertificateObj.subs[3];
		}
		get validityObj() {
			return this.tbsCertificateObj.subs[4];
		}
		get subjectObj() {
			return this.tbsCertificateObj.subs[5];
		}
		get subjectPublicKeyInfoObj() {
			return this.tbsCertificateObj.subs[6];
		}
		get extensionsObj() {
			return this.tbsCertificateObj.subs.find((sub) => sub.tag.isContextSpecific(3));
		}
	};
	exports.X509Certificate = X509Certificate;
}));

// node_modules/@sigstore/core/dist/x509/index.js
var require_x509 = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.X509SCTExtension = exports.X509Certificate = exports.EXTENSION_OID_SCT = void 0;
	var cert_1 = require_cert();
	Object.defineProperty(exports, "EXTENSION_OID_SCT", {
		enumerable: true,
		get: function() {
			return cert_1.EXTENSION_OID_SCT;
		}
	});
	Object.defineProperty(exports, "X509Certificate", {
		enumerable: true,
		get: function() {
			return cert_1.X509Certificate;
		}
	});
	var ext_1 = require_ext();
	Object.defineProperty(exports, "X509SCTExtension", {
		enumerable: true,
		get: function() {
			return ext_1.X509SCTExtension;
		}
	});
}));

// node_modules/@sigstore/core/dist/index.js
var require_dist$1 = /* @__PURE__ */ __commonJSMin(((exports, module, this$2) => {
	var __createBinding = this$2 && this$2.__createBinding || (Object.create ? (function(o, m, k, k2) {
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
	var __setModuleDefault = this$2 && this$2.__setModuleDefault || (Object.create ? (function(o, v) {
		Object.defineProperty(o, "default", {
			enumerable: true,
			value: v
		});
	}) : function(o, v) {
		o["default"] = v;
	});
	var __importStar = this$2 && this$2.__importStar || (function() {
		var ownKeys = function(o) {
			ownKeys = Object.getOwnPropertyNames || function(o) {
				var ar = [];
				for (var k in o) if (Object.prototype.hasOwnProperty.call(o, k)) ar[ar.length] = k;
				return ar;
			};
			return ownKeys(o);
		};
		return function(mod) {
			if (mod && mod.__esModule) return mod;
			var result = {};
			if (mod != null) {
				for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
			}
			__setModuleDefault(result, mod);
			return result;
		};
	})();
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.X509SCTExtension = exports.X509Certificate = exports.EXTENSION_OID_SCT = exports.ByteStream = exports.RFC3161Timestamp = exports.pem = exports.json = exports.encoding = exports.dsse = exports.crypto = exports.ASN1Obj = void 0;
	var asn1_1 = require_asn1();
	Object.defineProperty(exports, "ASN1Obj", {
		enumerable: true,
		get: function() {
			return asn1_1.ASN1Obj;
		}
	});
	exports.crypto = __importStar(require_crypto());
	exports.dsse = __importStar(require_dsse$3());
	exports.encoding = __importStar(require_encoding());
	exports.json = __importStar(require_json());
	exports.pem = __importStar(require_pem());
	var rfc3161_1 = require_rfc3161();
	Object.defineProperty(exports, "RFC3161Timestamp", {
		enumerable: true,
		get: function() {
			return rfc3161_1.RFC3161Timestamp;
		}
	});
	var stream_1 = require_stream();
	Object.defineProperty(exports, "ByteStream", {
		enumerable: true,
		get: function() {
			return stream_1.ByteStream;
		}
	});
	var x509_1 = require_x509();
	Object.defineProperty(exports, "EXTENSION_OID_SCT", {
		enumerable: true,
		get: function() {
			return x509_1.EXTENSION_OID_SCT;
		}
	});
	Object.defineProperty(exports, "X509Certificate", {
		enumerable: true,
		get: function() {
			return x509_1.X509Certificate;
		}
	});
	Object.defineProperty(exports, "X509SCTExtension", {
		enumerable: true,
		get: function() {
			return x509_1.X509SCTExtension;
		}
	});
}));

// src/verify/go-url.ts
var import_dist$1 = require_dist$1();
const HEX = "0123456789ABCDEF";
const UNRESERVED = /[A-Za-z0-9_.~-]/;
const PATH = {
	kept: /[$&+,/:;=@]/,
	accepted: /^[A-Za-z0-9_.~!$&'()*+,;=:@[\]%/-]*$/
};
const FRAGMENT = {
	kept: /[$&+,/:;=?@!()*]/,
	accepted: /^[A-Za-z0-9_.~!$&'()*+,;=:@[\]%/?-]*$/
};
/**
* What Go's `url.Parse(text).String()` makes of a URL with a host: the form in which Fulcio writes a workflow's URI
* into the certificate's subject alternative name, an IA5String (RFC 5280, 4.2.1.6), while the Build Signer URI keeps
* the text. A part that has one character to be escaped is decoded and escaped anew; any other part stays.
* @returns undefined for what Go refuses: a control character, or a `%` without two hex digits
*/
function goUrl(text) {
	if (/[\x00-\x1f\x7f]/.test(text)) return void 0;
	const parsed = /^([a-z]+:\/\/[^/?#]+)([^?#]*)(\?[^#]*)?(?:#(.*))?$/s.exec(text);
	if (parsed === null) return void 0;
	const [, origin = "", rawPath = "", query = "", rawFragment = ""] = parsed;
	const path = written(rawPath, PATH);
	const fragment = written(rawFragment, FRAGMENT);
	if (path === void 0 || fragment === void 0) return void 0;
	return `${origin}${path}${query}${fragment === "" ? "" : `#${fragment}`}`;
}
function written(raw, part) {
	if (/%(?![0-9A-Fa-f]{2})/.test(raw)) return void 0;
	return part.accepted.test(raw) ? raw : escaped(unescaped(raw), part);
}
function unescaped(raw) {
	const decoded = Buffer.from(raw, "utf8").toString("latin1").replaceAll(/%([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
	return Buffer.from(decoded, "latin1");
}
function escaped(bytes, part) {
	return Array.from(bytes, (byte) => {
		const c = String.fromCharCode(byte);
		return UNRESERVED.test(c) || part.kept.test(c) ? c : `%${HEX[byte >> 4] ?? ""}${HEX[byte & 15] ?? ""}`;
	}).join("");
}

// src/verify/certificate.ts
const ARC = "1.3.6.1.4.1.57264.1";
/**
* What Fulcio certified, under the names of `gh attestation verify --format json`, with the number of the extension
* below 1.3.6.1.4.1.57264.1 (fulcio, docs/oid-info.md). 1 to 6 are raw strings, 8 and up DER UTF8Strings.
*/
const EXTENSIONS = {
	issuer: 8,
	buildSignerURI: 9,
	buildSignerDigest: 10,
	runnerEnvironment: 11,
	sourceRepositoryURI: 12,
	sourceRepositoryDigest: 13,
	sourceRepositoryRef: 14,
	sourceRepositoryIdentifier: 15,
	sourceRepositoryOwnerURI: 16,
	sourceRepositoryOwnerIdentifier: 17,
	buildConfigURI: 18,
	buildConfigDigest: 19,
	buildTrigger: 20,
	runInvocationURI: 21,
	sourceRepositoryVisibilityAtSigning: 22,
	deploymentEnvironment: 23,
	tokenSubject: 24
};
/** The deprecated extensions and the newer ones that say the same. */
const LEGACY = {
	issuer: 1,
	buildTrigger: 2,
	sourceRepositoryDigest: 3,
	sourceRepositoryRef: 6
};
/** Of before May 2023, when there was nothing beyond .6: the source repository as `OWNER/REPO`. */
const LEGACY_REPOSITORY = 5;
/** @throws WaybillError CERTIFICATE_INVALID for an extension that is not well formed, or two that disagree */
function readCertificate(certificate) {
	const extensions = extensionsOf(certificate);
	const newer = /* @__PURE__ */ new Map();
	for (const [name, number] of Object.entries(EXTENSIONS)) {
		const value = extensions.get(`${ARC}.${number}`);
		newer.set(name, value === void 0 ? void 0 : utf8String(value, number));
	}
	for (const [name, number] of Object.entries(LEGACY)) {
		const raw = extensions.get(`${ARC}.${number}`)?.toString("utf8");
		const current = newer.get(name);
		if (raw !== void 0 && current !== void 0 && raw !== current) throw invalid$2(`extension .${number} says something else than .${EXTENSIONS[name]} (${name})`);
		if (current === void 0) newer.set(name, raw);
	}
	readLegacyRepository(extensions, newer);
	const subjectAlternativeName = alternativeName(extensions);
	const facts = Object.fromEntries(newer);
	const signer = facts.buildSignerURI;
	if (signer !== void 0 && subjectAlternativeName !== signer && subjectAlternativeName !== goUrl(signer)) throw invalid$2(`the subject alternative name ${subjectAlternativeName} is not the Build Signer URI, ${shown$3(signer)}`);
	return {
		subjectAlternativeName,
		...facts
	};
}
/** Each extension's value by its number; none may stand twice (RFC 5280, 4.2), since readers differ in which they take. */
function extensionsOf(certificate) {
	const all = /* @__PURE__ */ new Map();
	for (const { subs } of certificate.extensions) {
		const number = subs[0]?.toOID();
		const value = subs.at(-1)?.value;
		if (number === void 0 || value === void 0) throw invalid$2("an extension that cannot be read");
		if (all.has(number)) throw invalid$2(`extension ${number} twice`);
		all.set(number, value);
	}
	return all;
}
/** Its server is not said: only of GitHub's own issuer is it known. */
function readLegacyRepository(extensions, facts) {
	const raw = extensions.get(`${ARC}.${LEGACY_REPOSITORY}`)?.toString("utf8");
	if (raw === void 0) return;
	const current = facts.get("sourceRepositoryURI");
	if (current !== void 0 && !current.endsWith(`/${raw}`)) throw invalid$2(`extension .${LEGACY_REPOSITORY} says something else than .12 (sourceRepositoryURI)`);
	const issuer = facts.get("issuer") ?? "";
	if (current === void 0 && (issuer === "https://token.actions.githubusercontent.com" || issuer.startsWith(`${"https://token.actions.githubusercontent.com"}/`))) facts.set("sourceRepositoryURI", `https://github.com/${raw}`);
}
/** Whether it has no extension but the first six, so that most of what it would have to back is not in it. */
function isLegacy(facts) {
	return facts.buildSignerURI === void 0;
}
/** The workflow that signed, as GitHub writes it; the alternative name may be escaped. */
function signerOf(facts) {
	return facts.buildSignerURI ?? facts.subjectAlternativeName;
}
/** The one URI (RFC 5280, 4.2.1.6: tag 6, an IA5String), by its bytes: a reader of seven bits sees another name. */
function alternativeName(extensions) {
	const der = extensions.get("2.5.29.17");
	if (der === void 0) throw invalid$2("no subject alternative name");
	let names;
	try {
		names = import_dist$1.ASN1Obj.parseBuffer(Buffer.from(der)).subs;
	} catch {
		throw invalid$2("a subject alternative name that cannot be read");
	}
	const [name] = names;
	if (name === void 0 || names.length !== 1 || !name.tag.isContextSpecific(6)) throw invalid$2("a subject alternative name that is not one URI");
	if (name.value.some((byte) => byte < 32 || byte > 126)) throw invalid$2("a subject alternative name that is not ASCII");
	return name.value.toString("latin1");
}
const UTF8 = new TextDecoder("utf-8", {
	fatal: true,
	ignoreBOM: true
});
/** A DER UTF8String and nothing after it (X.690, 8.23). */
function utf8String(der, number) {
	const short = der[1] ?? 0;
	const lengthBytes = short < 128 ? 0 : short - 128;
	const length = lengthBytes === 0 ? short : lengthBytes <= 3 ? der.readUIntBE(2, Math.min(lengthBytes, der.length - 2)) : -1;
	if (der[0] !== 12 || length !== der.length - 2 - lengthBytes) throw invalid$2(`extension .${number} is no UTF8String`);
	try {
		return UTF8.decode(der.subarray(2 + lengthBytes));
	} catch {
		throw invalid$2(`extension .${number} is not in UTF-8`);
	}
}
function shown$3(text) {
	return text.replaceAll(/\p{C}/gu, "?").slice(0, 300);
}
function invalid$2(got) {
	return new WaybillError("CERTIFICATE_INVALID", {
		what: "The signing certificate's extensions are not what Fulcio writes.",
		got
	});
}

// src/verify/builders.ts
const GENERATOR = "https://github.com/slsa-framework/slsa-github-generator";
const DELEGATOR_BUILD_TYPE = `${GENERATOR}/delegator-generic@v0`;
const CONTAINER_BASED_BUILD_TYPE = "https://slsa.dev/container-based-build/v0.1?draft";
/** slsa-framework's own type for workflows, which npm's command line writes. */
const COMMUNITY_BUILD_TYPE = "https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1";
/** As the Build Signer Digests of certificates of these releases say: v1.9.0, v1.10.0, v2.0.0, v2.1.0. */
const GENERATOR_COMMITS = /* @__PURE__ */ new Set([
	"07e64b653f10a80b6510f4568f685f8b7b9ea830",
	"c747fe7769adf3656dc7d588b161cb614d7abfee",
	"5a775b367a56d5bd118a224a811bba288150a563",
	"f7dd8c54c2067bafc12ca7a55595d5ee9b75204a"
]);
const BUILDS_ELSEWHERE = "the build's own runner and its isolation: it ran in a job of the caller's, which named the digests, and the certificate speaks of the signing job alone";
const BUILD_RUNNER = "the build job's runner: the certificate speaks of the signing job alone";
/** The workflows and the build types that slsa-verifier knows of them, legacy ones included. */
const GENERATOR_BUILDERS = [
	generator("generator_generic_slsa3.yml", [`${GENERATOR}/generic@v1`], BUILDS_ELSEWHERE),
	generator("generator_container_slsa3.yml", [`${GENERATOR}/container@v1`], BUILDS_ELSEWHERE),
	generator("builder_go_slsa3.yml", [
		`${GENERATOR}/go@v1`,
		`${GENERATOR}@v1`,
		`${GENERATOR}-go@v1`
	]),
	generator("builder_container-based_slsa3.yml", [CONTAINER_BASED_BUILD_TYPE]),
	{
		...generator("delegator_generic_slsa3.yml", [DELEGATOR_BUILD_TYPE]),
		builderId: "tool"
	},
	{
		...generator("delegator_lowperms-generic_slsa3.yml", [DELEGATOR_BUILD_TYPE]),
		builderId: "tool"
	}
];
function generator(file, buildTypes, notEvidenced = BUILD_RUNNER) {
	return {
		signer: `${GENERATOR}/.github/workflows/${file}`,
		builderId: "signer",
		buildTypes,
		level: 3,
		commits: GENERATOR_COMMITS,
		notEvidenced: [notEvidenced]
	};
}
/** @returns none while the project has no home */
function buildersOf(projectUrl) {
	if (projectUrl.split("/").includes("OWNER")) return [];
	const own = (file, notEvidenced) => ({
		signer: `${projectUrl}/.github/workflows/${file}`,
		builderId: "signer",
		buildTypes: [
			FULL_BUILD_TYPE,
			V02_BUILD_TYPE,
			GITHUB_BUILD_TYPE
		],
		level: 3,
		commits: /* @__PURE__ */ new Set(),
		notEvidenced: [notEvidenced]
	});
	return [
		own("attest.yml", BUILDS_ELSEWHERE),
		own("attest-files.yml", BUILDS_ELSEWHERE),
		own("attest-image.yml", BUILDS_ELSEWHERE),
		own("build.yml", BUILD_RUNNER)
	];
}
const KNOWN = new Map([...GENERATOR_BUILDERS, ...buildersOf(PROJECT_URL)].map((builder) => [builder.signer, builder]));
/**
* The builder of that URI without a reference, as long as GitHub says who it is: of another issuer's word for such a
* URI nothing is known.
*/
function knownBuilder(workflow, issuer) {
	return issuer === "https://token.actions.githubusercontent.com" || issuer?.startsWith(`${"https://token.actions.githubusercontent.com"}/`) === true ? KNOWN.get(workflow) : void 0;
}
/** The tools that a delegator may have signed for where the caller names none, as in slsa-verifier. */
const DEFAULT_TOOLS = `${GENERATOR}/.github/workflows/`;
/** JReleaser's tags have its language behind them (slsa-github-generator, issue 2035). */
const JRELEASER_TOOLS = "https://github.com/jreleaser/release-action/.github/workflows/";
/** Build types of v1 whose external parameters are complete, as level 3 demands; v0.2 says it of itself. */
const COMPLETE_BUILD_TYPES = /* @__PURE__ */ new Set([
	FULL_BUILD_TYPE,
	DELEGATOR_BUILD_TYPE,
	CONTAINER_BASED_BUILD_TYPE
]);

// src/verify/identity.ts
/**
* Compares exactly, letter case included; no patterns.
* @throws WaybillError ISSUER_MISMATCH, SIGNER_MISMATCH, BUILDER_MISMATCH, SOURCE_MISMATCH
*/
function assertIdentity(facts, expected) {
	assertIssuer(facts, expected.issuer);
	const signer = assertSigner(facts, expected);
	assertSource(facts, expected);
	return signer;
}
function assertIssuer({ issuer }, expected) {
	if (issuer === expected) return;
	const slug = expected === "https://token.actions.githubusercontent.com" && issuer?.startsWith(`${"https://token.actions.githubusercontent.com"}/`) === true;
	throw new WaybillError("ISSUER_MISMATCH", {
		what: "The signer's identity was issued by somebody else than expected.",
		got: issuer ?? "no issuer",
		expected,
		todo: slug ? "This is the issuer of an enterprise on GitHub. If it is yours, or one that you trust, name it with `--issuer`." : "Name another issuer with `--issuer` only if you trust it to identify workflows (an enterprise's own, for instance)."
	});
}
function assertSigner(facts, expected) {
	const uri = signerOf(facts);
	const { workflow, ref } = splitUri(uri);
	const builder = knownBuilder(workflow, facts.issuer);
	const naming = namedBy(expected, facts, builder);
	if (expected.signerDigest !== void 0 && facts.buildSignerDigest !== expected.signerDigest) throw new WaybillError("SIGNER_MISMATCH", {
		what: "The statement was signed by the expected workflow at another commit.",
		got: facts.buildSignerDigest ?? "no commit of the signer in the certificate",
		expected: expected.signerDigest
	});
	const settled = naming === "one" || expected.signerDigest !== void 0 || isRelease(ref, builder);
	const anyVersion = builder === void 0 && (expected.signer !== void 0 || isOwnWorkflow(workflow, facts));
	if (!settled && !anyVersion) throw new WaybillError("SIGNER_MISMATCH", {
		what: "The builder that signed is not a release of it.",
		got: uri,
		expected: `${workflow}@refs/tags/vX.Y.Z`,
		todo: "If you trust this very version, name it: the signer with its whole reference, or the commit of its file."
	});
	return {
		uri,
		workflow,
		ref,
		builder,
		settled
	};
}
/** How the caller named the signer. @throws WaybillError SIGNER_MISMATCH, BUILDER_MISMATCH */
function namedBy(expected, facts, builder) {
	const uri = signerOf(facts);
	if (expected.signer !== void 0) {
		const naming = namesWorkflow(expected.signer, uri, facts.buildSignerDigest);
		if (naming !== void 0) return naming;
		throw new WaybillError("SIGNER_MISMATCH", {
			what: "The statement was signed by another workflow than expected.",
			got: uri,
			expected: expected.signer,
			todo: "Of a reusable workflow that signs, name that one and not its caller; a branch by its whole name, @refs/heads/…."
		});
	}
	if (expected.builderId !== void 0 && builder?.builderId !== "tool") {
		const naming = namesWorkflow(expected.builderId, uri, facts.buildSignerDigest);
		if (naming !== void 0) return naming;
		throw new WaybillError("BUILDER_MISMATCH", {
			what: "The statement was signed by another builder than expected.",
			got: uri,
			expected: expected.builderId
		});
	}
	if (builder !== void 0) return "any";
	throw new WaybillError("SIGNER_MISMATCH", {
		what: "No signer was named, and the one that signed is not a known builder.",
		got: uri,
		expected: "a known builder, or the signer that you name",
		todo: "Name the workflow with `--signer` if you trust it: anybody can sign with a workflow of their own."
	});
}
function isRelease(ref, builder) {
	return isReleaseTag(ref) || ref !== void 0 && builder?.commits.has(ref) === true;
}
/** A workflow of the source repository has the source's own versions. */
function isOwnWorkflow(workflow, { sourceRepositoryURI: source }) {
	return source !== void 0 && workflow.startsWith(`${source}/.github/workflows/`);
}
function assertSource(facts, expected) {
	const { sourceRepositoryURI: repository, sourceRepositoryOwnerURI: owner } = facts;
	if (repository !== expected.sourceRepository) throw new WaybillError("SOURCE_MISMATCH", {
		what: "The artifact was built from another repository than expected.",
		got: repository ?? "no source repository in the certificate",
		expected: expected.sourceRepository
	});
	const expectedOwner = expected.sourceRepository.slice(0, expected.sourceRepository.lastIndexOf("/"));
	if (owner !== void 0 && owner !== expectedOwner) throw new WaybillError("SOURCE_MISMATCH", {
		what: "The artifact was built from a repository of another owner than expected.",
		got: owner,
		expected: expectedOwner
	});
	if (expected.sourceDigest !== void 0 && facts.sourceRepositoryDigest !== expected.sourceDigest) throw new WaybillError("SOURCE_MISMATCH", {
		what: "The artifact was built from another commit than expected.",
		got: facts.sourceRepositoryDigest ?? "no commit in the certificate",
		expected: expected.sourceDigest
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
	return uri !== void 0 && text$1(dependency, "uri") === `git+${uri}`;
}

// src/verify/provenance-v02.ts
/**
* Provenance v0.2. Of our own build type all fields must be there; of a known builder's the source and the run; of
* others, what is there must be true.
* @param builder whether the signer is a known builder, and one that signs for tools
*/
function backedFieldsV02(predicate, facts, builder) {
	const own = text$1(predicate, "buildType") === V02_BUILD_TYPE;
	const source = at(predicate, "invocation", "configSource");
	const environment = at(predicate, "invocation", "environment");
	const commit = facts.sourceRepositoryDigest?.length === 64 ? "sha256" : "sha1";
	const required = own || builder.known;
	const place = "invocation.configSource";
	const id = builderField("builder.id", at(predicate, "builder", "id"), facts);
	return [
		...builder.tool ? [] : [id],
		backed(facts, `${place}.uri`, at(source, "uri"), certifiedSource(facts), true),
		...commitFields$1(`${place}.digest`, at(source, "digest"), commit, facts, true),
		backed(facts, `${place}.entryPoint`, at(source, "entryPoint"), certifiedPath(facts), true),
		...contextFields("invocation.environment", environment, facts, own ? "all" : []),
		...materialFields(at(predicate, "materials"), commit, facts, {
			required,
			tool: builder.tool
		}),
		...required || isCapital(environment) ? invocationFields(at(predicate, "metadata"), facts, required) : []
	];
}
/** The commit, and what stands beside it under the name that v1 has for it. */
function commitFields$1(place, digest, commit, facts, required) {
	const certified = facts.sourceRepositoryDigest;
	const gitCommit = at(digest, "gitCommit");
	return [backed(facts, `${place}.${commit}`, at(digest, commit), certified, required), ...gitCommit === void 0 ? [] : [backed(facts, `${place}.gitCommit`, gitCommit, certified, true)]];
}
/** The generators' spelling of its name, the specification's, or both. */
function invocationFields(metadata, facts, required) {
	const stated = ["buildInvocationId", "buildInvocationID"].filter((n) => at(metadata, n) !== void 0);
	const [run, attempt] = certifiedRun(facts);
	const certified = run === void 0 || attempt === void 0 ? void 0 : `${run}-${attempt}`;
	return (stated.length > 0 ? stated : ["buildInvocationID"]).map((name) => backed(facts, `metadata.${name}`, at(metadata, name), certified, required));
}
/** The first material, which is the source, and the commit of any other that is the source too. */
function materialFields(materials, commit, facts, { required, tool }) {
	const source = certifiedSource(facts);
	const all = list$1(materials);
	const [first] = all;
	const digest = (material, index, must) => commitFields$1(`materials[${index}].digest`, at(material, "digest"), commit, facts, must);
	const others = all.flatMap((material, index) => index > 0 && source !== void 0 && text$1(material, "uri") === source ? digest(material, index, true) : []);
	if (tool && isSourceAtChosenCommit(first, facts)) return others;
	return [
		backed(facts, "materials[0].uri", at(first, "uri"), source, required),
		...digest(first, 0, required),
		...others
	];
}

// src/verify/provenance-v1.ts
/** @param tool the signer signs for tools, so that the builder is not the signer */
function backedFieldsV1(predicate, facts, tool) {
	const definition = at(predicate, "buildDefinition");
	const buildType = text$1(definition, "buildType");
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
		...hasWorkflow && buildType !== "https://actions.github.io/buildtypes/workflow/v1" ? [field("environment", at(external, "environment"), facts.deploymentEnvironment, buildType === "https://github.com/OWNER/waybill/docs/buildtypes/release/v1" && facts.deploymentEnvironment !== void 0)] : [],
		...allowed === void 0 ? [] : foreign$1("externalParameters", external, allowed),
		...allowed === void 0 || !hasWorkflow ? [] : foreign$1("externalParameters.workflow", workflow, WORKFLOW_PARAMETERS)
	];
}
function foreign$1(name, value, allowed) {
	return Object.entries(isRecord(value) ? value : {}).filter(([key]) => !allowed.includes(key)).map(([key, stated]) => ({
		field: `${name}.${key}`,
		stated,
		certified: void 0,
		required: true
	}));
}
function internalFields(internal, buildType, facts, known) {
	const delegated = buildType === "https://github.com/slsa-framework/slsa-github-generator/delegator-generic@v0" || buildType === "https://slsa.dev/container-based-build/v0.1?draft";
	const inCapitals = delegated || isCapital(internal);
	const context = inCapitals ? contextFields("internalParameters", internal, facts, delegated ? [
		"GITHUB_WORKFLOW_REF",
		"GITHUB_REF",
		"GITHUB_SHA"
	] : []) : [];
	const github = at(internal, "github");
	const own = [
		["event_name", facts.buildTrigger],
		["repository_id", facts.sourceRepositoryIdentifier],
		["repository_owner_id", facts.sourceRepositoryOwnerIdentifier],
		["runner_environment", facts.runnerEnvironment]
	];
	return [...context, ...own.filter(([name]) => known || !inCapitals || at(github, name) !== void 0).map(([name, certified]) => backed(facts, `internalParameters.github.${name}`, at(github, name), certified, known))];
}
/** The first dependency, which is the source, and the commit of any other that is the source too, by each name. */
function dependencyFields(dependencies, facts, known, tool) {
	const source = certifiedSource(facts);
	const all = list$1(dependencies);
	const [first] = all;
	if (tool && isSourceAtChosenCommit(first, facts)) return [];
	return [backed(facts, "resolvedDependencies[0].uri", at(first, "uri"), source, known || tool), ...(all.length === 0 ? [void 0] : all).flatMap((dependency, index) => {
		if (index > 0 && (source === void 0 || text$1(dependency, "uri") !== source)) return [];
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
	if (predicateType === "https://slsa.dev/provenance/v1") return text$1(predicate, "runDetails", "builder", "id");
	return predicateType === "https://slsa.dev/provenance/v0.2" ? text$1(predicate, "builder", "id") : void 0;
}
function buildTypeOf({ predicateType, predicate }) {
	if (predicateType === "https://slsa.dev/provenance/v1") return text$1(predicate, "buildDefinition", "buildType");
	return predicateType === "https://slsa.dev/provenance/v0.2" ? text$1(predicate, "buildType") : void 0;
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
	return text$1(source, "digest", "gitCommit") ?? text$1(source, "digest", "sha1") ?? "(none stated)";
}
function show$1(value) {
	return (value === void 0 ? "(missing)" : typeof value === "string" ? value : JSON.stringify(value)).replaceAll(/\p{C}/gu, "?").slice(0, 200);
}

// src/verify/checks.ts
/** Every check made, by name, with what it compared. */
function checksMade(expected, trust, { times, logIndexes, proven }, findings) {
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
		detail: `entry ${logIndexes.join(", ")}, ${proven ? "with proof of inclusion" : "by the log's promise to include it"}`
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
	if (isProvenance(statement) && (buildType ?? "") === "") throw new WaybillError("BUILD_TYPE_MISMATCH", {
		what: "The provenance names no build type, without which its parameters mean nothing (SLSA v1.2, Provenance).",
		got: "no build type",
		expected: expected?.join(" or ") ?? "a URI"
	});
	if (expected === void 0 && (builder === void 0 || !isProvenance(statement))) return void 0;
	for (const types of [expected, isProvenance(statement) ? builder?.buildTypes : void 0]) {
		if (types === void 0 || buildType !== void 0 && types.includes(buildType)) continue;
		throw new WaybillError("BUILD_TYPE_MISMATCH", {
			what: "The provenance is of another build type than expected.",
			got: shown$2(buildType ?? "no build type"),
			expected: types.join(" or "),
			todo: "Do not read its parameters as if they were of the expected type: each type gives them its own meaning."
		});
	}
	return buildType;
}
function mismatch$2(what, got, expected, todo) {
	return new WaybillError("BUILDER_MISMATCH", {
		what,
		got: shown$2(got),
		expected,
		...todo === void 0 ? {} : { todo }
	});
}
function shown$2(text) {
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
function levelOf$1(statement, facts, signer) {
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
		got: shown$1(chosen),
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
	if (chosen !== void 0) throw mismatch("The artifact was built from a commit that the run chose itself, and so from no branch or tag.", chosen, describe$2(expected));
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
		throw mismatch("The artifact was built from another branch or tag than expected.", branch === void 0 ? ref ?? "no reference in the certificate" : `${ref ?? ""} (of ${branch})`, describe$2([wanted]));
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
				got: shown$1(name),
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
		text$1(environment, "github_base_ref"),
		text$1(environment, "GITHUB_BASE_REF"),
		text$1(internal, "GITHUB_BASE_REF")
	].find((ref) => ref !== void 0 && ref !== "");
	if (base !== void 0) return base;
	const payload = [
		at(environment, "github_event_payload"),
		at(environment, "GITHUB_EVENT_PAYLOAD"),
		at(internal, "GITHUB_EVENT_PAYLOAD"),
		at(internal, "github", "event_payload")
	].find((event) => event !== void 0);
	if (facts.buildTrigger === "push") return text$1(payload, "base_ref");
	if (facts.buildTrigger !== "release") return void 0;
	const target = text$1(payload, "release", "target_commitish") ?? text$1(external, "release", "target_commitish");
	return target === void 0 ? void 0 : `refs/heads/${target}`;
}
function describe$2(references) {
	return references.map(({ kind, name }) => `${kind} ${name}`).join(" and ");
}
function mismatch(what, got, expected) {
	return new WaybillError("REF_MISMATCH", {
		what,
		got: shown$1(got),
		expected
	});
}
function shown$1(text) {
	return text.replaceAll(/\p{C}/gu, "?").slice(0, 300);
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
	const level = levelOf$1(statement, certificate, signer);
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
	const core_1 = require_dist$1();
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
	const core_1 = require_dist$1();
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
	const core_1 = require_dist$1();
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
	const core_1 = require_dist$1();
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
	const core_1 = require_dist$1();
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
	const core_1 = require_dist$1();
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
	const core_1 = require_dist$1();
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
	const core_1 = require_dist$1();
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
	const core_1 = require_dist$1();
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
	const core_1 = require_dist$1();
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

// src/verify/known-certificate.ts
var import_dist = require_dist();
/**
* A certificate that remembers what it was compared with. The judge walks from the leaf to the root for every bundle
* and every signed time, and encodes and verifies the same few authorities anew each time.
*/
var KnownCertificate = class KnownCertificate extends import_dist$1.X509Certificate {
	#der;
	#issuers = /* @__PURE__ */ new WeakMap();
	constructor(asn1, der) {
		super(asn1);
		this.#der = der;
	}
	/** @throws Error for bytes that are no certificate */
	static read(der) {
		const bytes = Buffer.from(der);
		return new KnownCertificate(import_dist$1.X509Certificate.parse(bytes).root, bytes);
	}
	/**
	* Over the very bytes, where the class it extends takes whatever is read alike: other lengths and tags, an algorithm
	* beside the signature that is not the signed one.
	*/
	verify(issuer = this) {
		const known = this.#issuers.get(issuer);
		if (known !== void 0) return known;
		const signed = this.#signed();
		const issued = signed !== void 0 && this.#isSignedBy(issuer, signed);
		this.#issuers.set(issuer, issued);
		return issued;
	}
	equals(other) {
		if (!(other instanceof KnownCertificate)) return super.equals(other);
		return this.#der.equals(other.#der);
	}
	#isSignedBy(issuer, signed) {
		try {
			const key = (0, import__late_node_crypto.createPublicKey)({
				key: issuer.publicKey,
				format: "der",
				type: "spki"
			});
			return (0, import__late_node_crypto.verify)(this.signatureAlgorithm, signed, key, this.signatureValue);
		} catch {
			return false;
		}
	}
	/**
	* The part that is signed, if what stands around it is in its one form (X.690, 10 and 11; RFC 5280, 4.1.1.2: the
	* algorithm is repeated).
	*/
	#signed() {
		const [content, algorithm, signature, ...others] = this.root.subs;
		const repeated = content?.subs[2]?.toDER();
		if (algorithm === void 0 || signature === void 0 || others.length > 0) return void 0;
		const start = sequenceHeader(this.root.value.length);
		const named = algorithm.toDER();
		const end = Buffer.concat([named, signature.toDER()]);
		return repeated !== void 0 && named.equals(repeated) && end[named.length] === BIT_STRING && signature.value[0] === 0 && this.#der.subarray(0, start.length).equals(start) && this.#der.subarray(-end.length).equals(end) ? this.#der.subarray(start.length, -end.length) : void 0;
	}
};
const BIT_STRING = 3;
/** @param length less than 64 KiB, as every certificate's here */
function sequenceHeader(length) {
	const bytes = length < 128 ? [] : length < 256 ? [129] : [130, length >> 8];
	return Buffer.from([
		48,
		...bytes,
		length & 255
	]);
}

// src/verify/keys.ts
/** The hashes that signers use with a curve: all began with SHA-256, newer ones take what fits the curve's size. */
const HASHES = {
	prime256v1: ["sha256"],
	secp384r1: ["sha384", "sha256"],
	secp521r1: ["sha512", "sha256"]
};
/**
* Whether the key signed these bytes, with the algorithm that goes with its kind (Sigstore's algorithm registry).
* @param hashes the hash that was used, where it is known
*/
function isSignedBy(key, data, signature, hashes = hashesOf(key)) {
	try {
		if (key.asymmetricKeyType === "ed25519") return (0, import__late_node_crypto.verify)(void 0, data, key, signature);
		return hashes.some((hash) => (0, import__late_node_crypto.verify)(hash, data, key, signature));
	} catch {
		return false;
	}
}
function hashesOf(key) {
	return HASHES[key.asymmetricKeyDetails?.namedCurve ?? ""] ?? ["sha256"];
}

// src/verify/log.ts
/** The logs of a trusted root that was checked when it was read. */
function logsOf(root) {
	return root.tlogs.map((log) => {
		const id = Buffer.from(log.logId?.keyId ?? []);
		const checkpointId = Buffer.from(log.checkpointKeyId?.keyId ?? []);
		let key;
		return {
			ids: [id, checkpointId].filter(({ length }) => length > 0),
			hint: (checkpointId.length > 0 ? checkpointId : id).subarray(0, 4),
			names: namesOf(log.baseUrl),
			get key() {
				return key ??= keyOf(log);
			},
			start: log.publicKey?.validFor?.start?.getTime() ?? Infinity,
			end: log.publicKey?.validFor?.end?.getTime() ?? Infinity
		};
	});
}
/** `baseUrl` may lack its scheme (protobuf-specs, TransparencyLogInstance). */
function namesOf(baseUrl) {
	const url = URL.parse(baseUrl.includes("://") ? baseUrl : `https://${baseUrl}`);
	return url === null ? [] : [
		url.hostname,
		url.host,
		`${url.host}${url.pathname.replace(/\/+$/, "")}`
	];
}
/** Rekor's and CT's early RSA keys are PKCS #1, all others SPKI, whatever `keyDetails` says. */
function keyOf(log) {
	const key = Buffer.from(log.publicKey?.rawBytes ?? []);
	try {
		return (0, import__late_node_crypto.createPublicKey)({
			key,
			format: "der",
			type: "spki"
		});
	} catch {
		return (0, import__late_node_crypto.createPublicKey)({
			key,
			format: "der",
			type: "pkcs1"
		});
	}
}
/**
* That a log holds the entry: by its promise (Rekor v1's signed entry timestamp), by a proof of inclusion under a
* checkpoint that it signed, or by both, and then both hold.
* @param times at which the signature is proven to have existed, in milliseconds; the key of a log that promises no
*   time of its own must have been valid then
* @returns whether it was proven, and not only promised
* @throws WaybillError LOG_INVALID
*/
function assertIncluded(entry, logs, times) {
	const id = Buffer.from(entry.logId.keyId);
	const candidates = logs.filter((log) => log.ids.some((known) => known.equals(id)));
	if (candidates.length === 0) throw invalid$1("an entry of a log that the trusted root does not list");
	assertStatedByLog(entry);
	const promised = entry.inclusionPromise !== void 0;
	if (promised) assertPromised(entry, candidates);
	const checkpoint = entry.inclusionProof?.checkpoint?.envelope;
	if (entry.inclusionProof === void 0 || checkpoint === void 0 || checkpoint === "") {
		if (promised) return false;
		throw invalid$1("an entry with neither the log's promise nor a proof under its checkpoint");
	}
	const valid = promised ? candidates : candidates.filter((log) => times.every((time) => log.start <= time && time <= log.end));
	if (valid.length === 0) throw invalid$1("an entry of a log whose key was not valid at the time of signing");
	assertProven(entry, readCheckpoint(checkpoint, valid));
	return true;
}
/**
* An entry of Rekor v2 has no time (rekor-tiles, CLIENTS.md): one beside it is nobody's word, and whoever read the
* bundle later could take it for the log's.
*/
function assertStatedByLog({ kindVersion: { kind, version }, integratedTime }) {
	if (kind !== "intoto" && version === OF_ONE_TREE && integratedTime !== "0") throw invalid$1("a time, which no entry of a log of version 2 has");
}
/** Over canonical JSON of four fields (Rekor v1, "Signed Entry Timestamp"; RFC 8785). */
function assertPromised(entry, logs) {
	const { integratedTime, logIndex } = entry;
	const signed = `{"body":"${Buffer.from(entry.canonicalizedBody).toString("base64")}","integratedTime":${integratedTime},"logID":"${Buffer.from(entry.logId.keyId).toString("hex")}","logIndex":${logIndex}}`;
	const promise = Buffer.from(entry.inclusionPromise?.signedEntryTimestamp ?? []);
	const time = Number(integratedTime) * 1e3;
	const valid = logs.filter((log) => log.start <= time && time <= log.end);
	if (valid.length === 0) throw invalid$1("an entry of a log whose key was not valid when it took the entry");
	if (!valid.some((log) => isSignedBy(log.key, Buffer.from(signed), promise))) throw invalid$1("a promise that the log did not sign");
}
const SIGNATURE = /^\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})$/;
/** A signed note (C2SP signed-note, tlog-checkpoint). Witnesses may have signed it too; the log must have. */
function readCheckpoint(envelope, logs) {
	const end = envelope.lastIndexOf("\n\n");
	if (end === -1 || !envelope.endsWith("\n")) throw invalid$1("a checkpoint that is no signed note");
	const note = envelope.slice(0, end + 1);
	if (!envelope.slice(end + 2, -1).split("\n").some((line) => isLogsSignature(line, note, logs))) throw invalid$1("a checkpoint that the log did not sign under its own name");
	const [, size = "", root = ""] = note.split("\n");
	const rootHash = Buffer.from(root, "base64");
	if (!/^(?:0|[1-9]\d{0,18})$/.test(size) || rootHash.length !== 32) throw invalid$1("a checkpoint without size and hash of the tree");
	return {
		size: BigInt(size),
		root: rootHash
	};
}
function isLogsSignature(line, note, logs) {
	const [, name = "", encoded = ""] = SIGNATURE.exec(line) ?? [];
	const bytes = Buffer.from(encoded, "base64");
	return logs.some((log) => bytes.length > 4 && log.names.includes(name) && log.hint.equals(bytes.subarray(0, 4)) && isSignedBy(log.key, Buffer.from(note, "utf8"), bytes.subarray(4)));
}
/** Entries of Rekor v2, whose logs have one tree and so one index. */
const OF_ONE_TREE = "0.0.2";
/** RFC 9162, 2.1.3.2, under the checkpoint's root and size. Where the proof repeats them it repeats them rightly. */
function assertProven(entry, { size, root }) {
	const proof = entry.inclusionProof;
	const repeated = Buffer.from(proof?.rootHash ?? []);
	if (repeated.length > 0 && !repeated.equals(root)) throw invalid$1("a proof for another tree than the checkpoint's");
	if (![
		void 0,
		"0",
		size.toString()
	].includes(proof?.treeSize)) throw invalid$1("a proof for another size than the checkpoint's");
	if (entry.kindVersion.kind !== "intoto" && entry.kindVersion.version === OF_ONE_TREE && !["0", proof?.logIndex].includes(entry.logIndex)) throw invalid$1("an index that is not the proof's");
	const hashes = (proof?.hashes ?? []).map((item) => Buffer.from(item));
	let index = BigInt(proof?.logIndex ?? "0");
	let last = size - 1n;
	if (index > last) throw invalid$1("a proof for a place beyond the checkpoint's tree");
	let node = sha256$1(Buffer.from([0]), Buffer.from(entry.canonicalizedBody));
	for (const sibling of hashes) {
		if (last === 0n) throw invalid$1("a proof of inclusion that is too long");
		if ((index & 1n) === 1n || index === last) {
			node = sha256$1(Buffer.from([1]), sibling, node);
			while ((index & 1n) === 0n && index !== 0n) {
				index >>= 1n;
				last >>= 1n;
			}
		} else node = sha256$1(Buffer.from([1]), node, sibling);
		index >>= 1n;
		last >>= 1n;
	}
	if (last !== 0n || !node.equals(root)) throw invalid$1("a proof that does not lead to the checkpoint's tree");
}
function sha256$1(...parts) {
	return (0, import__late_node_crypto.hash)("sha256", Buffer.concat(parts), "buffer");
}
function invalid$1(got) {
	return new WaybillError("LOG_INVALID", {
		what: "The bundle's transparency log entry does not prove that the signature was logged.",
		got,
		expected: "an entry that a log of the trusted root promised or proves",
		todo: "If the bundle was signed with another Sigstore instance, verify it with that instance's trusted-root file."
	});
}

// src/verify/logged.ts
/**
* That an entry is of this very signature by this very certificate or key (client specification, 4.4; rekor-v2-spec,
* 6.1.4): its inclusion proves nothing of anything else.
* @throws WaybillError LOG_INVALID
*/
function assertLogs(entry, content, verifier) {
	const logged = read(entry);
	if (logged.signature !== void 0 && !logged.signature.equals(content.signature)) throw invalid("an entry of another signature");
	const { of, algorithm, value } = logged.digest;
	const digest = of === "signed bytes" ? content.digest(algorithm) : content.payload && algorithm === "sha256" ? (0, import__late_node_crypto.hash)("sha256", content.payload, "buffer") : void 0;
	if (digest === void 0 || !digest.equals(value)) throw invalid(`an entry of other content`);
	if (logged.verifier.kind !== verifier.kind || !logged.verifier.der.equals(verifier.der)) throw new WaybillError("LOG_INVALID", {
		what: "The log entry was made with another certificate or key than the bundle's.",
		got: logged.verifier.kind === verifier.kind ? `another ${verifier.kind}` : `an entry without a ${verifier.kind}`,
		expected: `the bundle's own ${verifier.kind}`
	});
}
/** The certificate that an entry was made with, in DER; undefined for a bare key, or a body that cannot be read. */
function certificateInEntry(entry) {
	try {
		const { verifier } = read(entry);
		return verifier.kind === "certificate" ? verifier.der : void 0;
	} catch {
		return;
	}
}
function keyVerifier(key) {
	return {
		kind: "key",
		der: key.export({
			format: "der",
			type: "spki"
		})
	};
}
function read(entry) {
	const { kind, version } = entry.kindVersion;
	let body;
	try {
		body = JSON.parse(Buffer.from(entry.canonicalizedBody).toString("utf8"));
	} catch {
		throw invalid("a body that is not JSON");
	}
	const form = `${kind} ${version}`;
	if (text$1(body, "kind") !== kind || text$1(body, "apiVersion") !== version) throw invalid("a body of another kind than the entry says");
	const reader = Object.hasOwn(READERS, form) ? READERS[form] : void 0;
	if (reader === void 0) throw invalid(`an entry of the kind ${form.replaceAll(/[^\w. -]/g, "?").slice(0, 60)}`);
	return reader(at(body, "spec"));
}
/** By kind and version: rekor/pkg/types, and rekor-tiles' entry specifications. */
const READERS = {
	"dsse 0.0.1": (spec) => ({
		signature: base64(text$1(only(spec, "signatures"), "signature")),
		digest: {
			of: "payload",
			...hexDigest(at(spec, "payloadHash"))
		},
		verifier: pemVerifier(text$1(only(spec, "signatures"), "verifier"))
	}),
	"intoto 0.0.1": (spec) => ({
		signature: void 0,
		digest: {
			of: "payload",
			...hexDigest(at(spec, "content", "payloadHash"))
		},
		verifier: pemVerifier(text$1(spec, "publicKey"))
	}),
	"intoto 0.0.2": (spec) => {
		const signature = only(at(spec, "content", "envelope"), "signatures");
		return {
			signature: base64(base64(text$1(signature, "sig")).toString("latin1")),
			digest: {
				of: "payload",
				...hexDigest(at(spec, "content", "payloadHash"))
			},
			verifier: pemVerifier(text$1(signature, "publicKey"))
		};
	},
	"hashedrekord 0.0.1": (spec) => ({
		signature: base64(text$1(spec, "signature", "content")),
		digest: {
			of: "signed bytes",
			...hexDigest(at(spec, "data", "hash"))
		},
		verifier: pemVerifier(text$1(spec, "signature", "publicKey", "content"))
	}),
	"hashedrekord 0.0.2": (spec) => ({
		signature: base64(text$1(spec, "hashedRekordV002", "signature", "content")),
		digest: {
			of: "signed bytes",
			...namedDigest(at(spec, "hashedRekordV002", "data"))
		},
		verifier: rawVerifier(at(spec, "hashedRekordV002", "signature", "verifier"))
	}),
	"dsse 0.0.2": (spec) => {
		const signature = only(at(spec, "dsseV002"), "signatures");
		return {
			signature: base64(text$1(signature, "content")),
			digest: {
				of: "payload",
				...namedDigest(at(spec, "dsseV002", "payloadHash"))
			},
			verifier: rawVerifier(at(signature, "verifier"))
		};
	}
};
function only(value, field) {
	const items = list$1(value, field);
	if (items.length !== 1) throw invalid(`an entry of ${items.length} signatures`);
	return items[0];
}
function hexDigest(value) {
	const hex = text$1(value, "value") ?? "";
	if (!/^(?:[0-9a-f]{2})+$/.test(hex)) throw invalid("an entry without a digest");
	return {
		algorithm: text$1(value, "algorithm") ?? "",
		value: Buffer.from(hex, "hex")
	};
}
const NAMES = {
	SHA2_256: "sha256",
	SHA2_384: "sha384",
	SHA2_512: "sha512"
};
function namedDigest(value) {
	const name = text$1(value, "algorithm") ?? "";
	return {
		algorithm: NAMES[name] ?? "",
		value: base64(text$1(value, "digest"))
	};
}
function base64(value) {
	const bytes = Buffer.from(value ?? "", "base64");
	if (bytes.length === 0) throw invalid("an entry that lacks a part");
	return bytes;
}
/** base64 of PEM */
function pemVerifier(value) {
	const pem = base64(value).toString("latin1");
	try {
		return pem.includes("BEGIN CERTIFICATE") ? {
			kind: "certificate",
			der: new import__late_node_crypto.X509Certificate(pem).raw
		} : keyVerifier((0, import__late_node_crypto.createPublicKey)(pem));
	} catch {
		throw invalid("an entry without a certificate or key");
	}
}
function rawVerifier(value) {
	const certificate = text$1(value, "x509Certificate", "rawBytes");
	if (certificate !== void 0) return {
		kind: "certificate",
		der: base64(certificate)
	};
	return {
		kind: "key",
		der: base64(text$1(value, "publicKey", "rawBytes"))
	};
}
function invalid(got) {
	return new WaybillError("LOG_INVALID", {
		what: "The bundle's transparency log entry is not of the bundle's own signature.",
		got,
		expected: "an entry of this signature, over this content, by the bundle's certificate or key"
	});
}

// src/verify/material.ts
const decoded = /* @__PURE__ */ new WeakMap();
/**
* Keys and certificates of a root are decoded once, however many bundles it judges, and those of its authorities not
* before one is asked about: a bundle of today needs neither the authorities of other years nor those of timestamps.
*/
function materialOf(root) {
	const known = decoded.get(root);
	if (known !== void 0) return known;
	const { certificateAuthorities, timestampAuthorities } = root;
	const material = {
		judged: {
			...(0, import_dist.toTrustMaterial)({
				...root,
				certificateAuthorities: [],
				timestampAuthorities: [],
				tlogs: []
			}),
			certificateAuthorities: certificateAuthorities.map(authorityOf),
			timestampAuthorities: timestampAuthorities.map(authorityOf)
		},
		logs: logsOf(root)
	};
	decoded.set(root, material);
	return material;
}
/** As `toTrustMaterial` has it: an end of validity that is not given is none. */
const BEGINNING_OF_TIME = /* @__PURE__ */ new Date(0);
const END_OF_TIME = /* @__PURE__ */ new Date(864e13);
function authorityOf({ certChain, validFor }) {
	let read;
	return {
		get certChain() {
			return read ??= (certChain?.certificates ?? []).map(({ rawBytes }) => KnownCertificate.read(rawBytes));
		},
		validFor: {
			start: validFor?.start ?? BEGINNING_OF_TIME,
			end: validFor?.end ?? END_OF_TIME
		}
	};
}

// src/verify/evidence.ts
/**
* The signing certificate of a bundle with its key. Nothing is known of it yet.
* @throws WaybillError CERTIFICATE_INVALID
*/
function signingCertificate(bundle) {
	const { content } = bundle.verificationMaterial;
	const raw = content.$case === "certificate" ? content.certificate.rawBytes : content.$case === "x509CertificateChain" ? content.x509CertificateChain.certificates[0]?.rawBytes : void 0;
	if (raw === void 0) throw certificateInvalid("a public key, which says nothing of an identity");
	try {
		const der = Buffer.from(raw);
		const certificate = KnownCertificate.read(der);
		return {
			certificate,
			der,
			key: (0, import__late_node_crypto.createPublicKey)({
				key: certificate.publicKey,
				format: "der",
				type: "spki"
			})
		};
	} catch {
		throw certificateInvalid("bytes that are no certificate");
	}
}
function certificateInvalid(got) {
	return new WaybillError("CERTIFICATE_INVALID", {
		what: "The bundle holds no signing certificate.",
		got,
		expected: "the certificate of a workflow's identity"
	});
}
/**
* Timestamps, the certificate's chain at every signed time, SCT, and log entries, as far as the root demands them
* (Sigstore client specification, section 4). The signature itself was verified with the key before. Logs are judged
* here, since `@sigstore/verify` knows fewer kinds of entries, compares no certificates with them, and asks of a log
* without a promise no validity.
* @throws WaybillError CERTIFICATE_INVALID, LOG_INVALID, TIME_MISSING, TIME_INVALID
*/
function verifyEvidence(bundle, content, signer, trust) {
	const { demand } = trust;
	const tlogEntries = bundle.verificationMaterial.tlogEntries;
	const { judged, logs } = materialOf(trust.root);
	assertDistinct(tlogEntries);
	const timestamps = timestampsOf(bundle);
	const verifier = new import_dist.Verifier({
		...judged,
		publicKey: () => ({
			publicKey: signer.key,
			validFor: () => true
		})
	}, {
		tlogThreshold: 0,
		ctlogThreshold: demand.sct ? 1 : 0,
		timestampThreshold: signer.certificate === void 0 ? 0 : 1
	});
	try {
		verifier.verify(entityOf(timestamps, content, signer));
	} catch (error) {
		throw translate(error, trust);
	}
	if (signer.certificate !== void 0) assertSigns(signer.certificate);
	const times = timestamps.map(signedTime);
	if (demand.log && tlogEntries.length === 0) throw notLogged("no log entry");
	const instants = times.map(({ time }) => time.getTime());
	const logged = signer.certificate === void 0 ? keyVerifier(signer.key) : {
		kind: "certificate",
		der: signer.der
	};
	const proofs = tlogEntries.map((entry) => {
		const proven = assertIncluded(entry, logs, instants);
		assertLogs(entry, content, logged);
		return proven;
	});
	return {
		times,
		logIndexes: tlogEntries.flatMap(provenIndex),
		proven: proofs.every((proven) => proven)
	};
}
function timestampsOf(bundle) {
	const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial;
	const logged = tlogEntries.filter(({ inclusionPromise, integratedTime }) => inclusionPromise !== void 0 && integratedTime !== "0").map((tlogEntry) => ({
		$case: "transparency-log",
		tlogEntry
	}));
	const stamped = (timestampVerificationData?.rfc3161Timestamps ?? []).map(({ signedTimestamp }) => ({
		$case: "timestamp-authority",
		timestamp: readTimestamp(Buffer.from(signedTimestamp))
	}));
	return [...logged, ...stamped];
}
function readTimestamp(der) {
	try {
		const timestamp = import_dist$1.RFC3161Timestamp.parse(der);
		const { signingTime, signerSerialNumber, signerIssuer, status } = timestamp;
		if (signerSerialNumber.length > 0 && signerIssuer.length > 0 && (status === 0n || status === 1n) && !Number.isNaN(signingTime.getTime())) return timestamp;
		throw new Error("not granted");
	} catch (error) {
		throw new WaybillError("TIME_INVALID", {
			what: "The bundle's timestamp cannot be read.",
			got: kindOf(error),
			expected: "an RFC 3161 timestamp that was granted"
		});
	}
}
function signedTime(timestamp) {
	return timestamp.$case === "timestamp-authority" ? {
		source: "timestamp authority",
		time: timestamp.timestamp.signingTime
	} : {
		source: "transparency log",
		time: /* @__PURE__ */ new Date(Number(timestamp.tlogEntry.integratedTime) * 1e3)
	};
}
function entityOf(timestamps, content, signer) {
	return {
		timestamps: [...timestamps],
		tlogEntries: [],
		key: signer.certificate === void 0 ? {
			$case: "public-key",
			hint: ""
		} : {
			$case: "certificate",
			certificate: signer.certificate
		},
		signature: {
			signature: content.signature,
			compareSignature: (other) => other.equals(content.signature),
			compareDigest: () => false,
			compareSignedDigest: () => false,
			verifySignature: (key) => key.equals(signer.key)
		}
	};
}
/** Of copies of an entry each would count, and the index beside a proof is nobody's word. */
function assertDistinct(entries) {
	const ids = entries.map(({ logId, canonicalizedBody }) => `${Buffer.from(logId.keyId).toString("hex")} ${Buffer.from(canonicalizedBody).toString("base64")}`);
	if (new Set(ids).size < ids.length) throw notLogged("one log entry twice");
}
function notLogged(got) {
	return new WaybillError("LOG_INVALID", {
		what: "The bundle's transparency log entry does not prove that the signature was logged.",
		got,
		expected: "one entry of each log, since the trusted root lists logs",
		todo: "If the bundle was signed with another Sigstore instance, verify it with that instance's trusted-root file."
	});
}
function provenIndex(entry) {
	if (entry.inclusionPromise !== void 0) return [entry.logIndex];
	return entry.inclusionProof === void 0 ? [] : [entry.inclusionProof.logIndex];
}
const KEY_USAGE = "2.5.29.15";
const EXTENDED_KEY_USAGE = "2.5.29.37";
const CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
/** What is judged of a certificate, and so may be critical in it (RFC 5280, 4.2). */
const UNDERSTOOD = [
	KEY_USAGE,
	"2.5.29.17",
	"2.5.29.19",
	EXTENDED_KEY_USAGE
];
/** That the certificate is for signing code, which the judge leaves out (client specification, 4.1; RFC 5280, 4.2.1). */
function assertSigns(certificate) {
	const wrong = misuse(certificate);
	if (wrong === void 0) return;
	throw new WaybillError("CERTIFICATE_INVALID", {
		what: "The signing certificate is not one for signatures like this.",
		got: wrong,
		expected: "a certificate for signing code, as Fulcio issues it"
	});
}
function misuse(certificate) {
	try {
		if (!(certificate.extension(EXTENDED_KEY_USAGE)?.valueObj.subs[0]?.subs ?? []).some((oid) => oid.toOID() === CODE_SIGNING)) return "a certificate that is not for signing code";
		if (certificate.extKeyUsage?.digitalSignature !== true) return "a certificate whose key is not for signatures";
		if (certificate.extBasicConstraints?.isCA === true) return "an authority's certificate";
		const strange = certificate.extensions.map((extension) => extension.subs[0]?.toOID() ?? "").find((oid) => !UNDERSTOOD.includes(oid) && certificate.extension(oid)?.critical === true);
		return strange === void 0 ? void 0 : `the critical extension ${strange}, which nobody knows here`;
	} catch {
		return "an extension that cannot be read";
	}
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
	CERTIFICATE_INVALID: "The signing certificate is not one that the trusted root vouches for at the time of signing.",
	TIME_INVALID: "The bundle's signed time does not hold.",
	TIME_MISSING: "The bundle carries no signed time, so nothing says that its certificate was valid when it signed."
};
function translate(error, trust) {
	if (!(error instanceof import_dist.VerificationError)) return new WaybillError("BUNDLE_MALFORMED", {
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

// src/verify/roots.ts
/**
* Verifies a bundle under whichever of several roots it belongs to: those with an authority that issued its
* certificate, or, for a bundle signed with a key, those that list its logs. Each makes its own demands.
* @throws WaybillError CERTIFICATE_INVALID or LOG_INVALID when it belongs to none; what `verify` throws under the
*   first that it belongs to when it verifies under none of them
*/
function underOneOf(roots, bundle, verify) {
	const [only, ...others] = roots;
	if (others.length === 0) return {
		result: verify(only),
		trust: only
	};
	let refusal;
	for (const trust of fitting(roots, bundle)) try {
		return {
			result: verify(trust),
			trust
		};
	} catch (error) {
		refusal ??= error;
	}
	throw refusal ?? foreign(roots, bundle);
}
function fitting(roots, bundle) {
	const { content } = bundle.verificationMaterial;
	const entries = bundle.verificationMaterial.tlogEntries;
	if (content.$case === "publicKey") return roots.filter(({ root }) => entries.every(({ logId }) => root.tlogs.some((log) => Buffer.from(logId.keyId).equals(Buffer.from(log.logId?.keyId ?? [])))));
	const { certificate } = signingCertificate(bundle);
	return roots.filter(({ root }) => root.certificateAuthorities.some((authority) => authority.certChain?.certificates.some(({ rawBytes }) => isIssuedBy(certificate, Buffer.from(rawBytes)))));
}
function isIssuedBy(certificate, authority) {
	try {
		const issuer = import_dist$1.X509Certificate.parse(authority);
		return certificate.issuer.equals(issuer.subject) && certificate.verify(issuer);
	} catch {
		return false;
	}
}
function foreign(roots, bundle) {
	const byKey = bundle.verificationMaterial.content.$case === "publicKey";
	return new WaybillError(byKey ? "LOG_INVALID" : "CERTIFICATE_INVALID", {
		what: byKey ? "The bundle's log is in none of the trusted roots." : "The signing certificate was issued under none of the trusted roots.",
		expected: roots.map(({ description }) => description).join(" or "),
		todo: "If the bundle was signed with another Sigstore instance, verify it with that instance's trusted-root file."
	});
}

// src/verify/signature.ts
/**
* The signature of a statement by a certificate's key, and all that speaks for it: chain at every signed time, SCT,
* log entries and timestamps, as far as the root demands them.
* @throws WaybillError SIGNATURE_INVALID, CERTIFICATE_INVALID, LOG_INVALID, TIME_MISSING, TIME_INVALID
*/
function verifySignature(parsed, trust) {
	const signer = signingCertificate(parsed.bundle);
	const content = checkEnvelope(parsed, signer.key, "the certificate's key");
	return {
		certificate: signer.certificate,
		...verifyEvidence(parsed.bundle, content, signer, trust)
	};
}
/** First, and on its own: so that a changed payload is called that, and not a disagreement with the log. */
function checkEnvelope(parsed, key, whose) {
	const signed = import_dist$1.dsse.preAuthEncoding(PAYLOAD_TYPE, parsed.payload);
	if (!isSignedBy(key, signed, parsed.signature)) throw new WaybillError("SIGNATURE_INVALID", {
		what: `The signature is not of this statement by ${whose}.`,
		todo: "The bundle was changed or damaged: fetch it again from where it was published."
	});
	return {
		signature: parsed.signature,
		payload: parsed.payload,
		digest: (algorithm) => isAlgorithm(algorithm) ? (0, import__late_node_crypto.hash)(algorithm, signed, "buffer") : void 0
	};
}

// src/verify/verify.ts
const verified = Symbol("verified");
/**
* Verifies one bundle: the same function for the step's own bundles and for consumers.
* @param json one Sigstore bundle, v0.1 to v0.3, with a DSSE envelope
* @param roots one of which must vouch for the bundle
* @throws WaybillError with the code of the first check that failed
*/
function verifyBundle(json, expected, roots) {
	const parsed = parseBundle(json);
	const { result, trust } = underOneOf("root" in roots ? [roots] : roots, parsed.bundle, (root) => verifySignature(parsed, root));
	const { certificate, times, logIndexes } = result;
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
		chosenCommit: chosenCommit(statement, findings.certificate, signer.builder),
		times,
		logIndexes,
		level,
		checks: checksMade(expected, trust, result, findings),
		unchecked: uncheckedOf(findings)
	};
}

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

// src/consumer/artifact.ts
/** A bundle with many subjects is judged once, as long as it is one of the last so many. */
const REMEMBERED = 16;
/**
* {@link verifyArtifact} for several artifacts of one request.
* @throws WaybillError USAGE
*/
function artifactVerifier(request, ports, naming = asOption) {
	const expected = expectedOf(request, naming);
	const passed = [];
	return async (named) => {
		const roots = await ports.roots(request.trustedRoot);
		const artifact = await openArtifact(parseArtifact(named), ports.registries);
		const known = passed.find(({ bundle }) => isAbout(bundle.statement, artifact.digests));
		if (known !== void 0) return {
			artifact,
			...known,
			tried: 1
		};
		const found = await firstVerified(artifact, {
			request,
			expected,
			roots
		}, ports);
		if (passed.unshift({
			bundle: found.bundle,
			origin: found.origin
		}) > REMEMBERED) passed.pop();
		return found;
	};
}
async function firstVerified(artifact, { request, expected, roots }, ports) {
	const expectation = expectationOf(expected, artifact.digests);
	const search = find(artifact, sourcesOf(artifact, request, expected), ports);
	const refusals = new Refusals(artifact);
	for await (const evidence of search.bundles) for await (const json of lookedUp(evidence.json, request.rekorUrl, ports)) try {
		if (json instanceof WaybillError) throw json;
		return {
			artifact,
			bundle: verifyBundle(json, expectation, roots),
			origin: evidence.origin,
			tried: refusals.count + 1
		};
	} catch (error) {
		const refusal = asWaybillError(error, "The verification");
		if (refusal.code === "USAGE") throw refusal;
		refusals.add(refusal, evidence.origin, typeof json === "string" ? json : evidence.json);
	}
	throw refusals.mostTelling(search) ?? nothingFound(artifact, search);
}
/** Where the request says to look; without a word, where nobody is called but for an image's own registry. */
function sourcesOf(artifact, request, expected) {
	const { sourceRepository } = expected.identity;
	const given = (request.bundles ?? []).map((file) => ({
		kind: "given",
		file
	}));
	const registry = {
		kind: "registry",
		...request.attestationRepository === void 0 ? {} : { repository: parseReference(request.attestationRepository).repository }
	};
	const named = (request.from ?? []).map((place) => {
		if (place === "registry") return registry;
		if (place === "github") return {
			kind: "github",
			sourceRepository
		};
		return {
			kind: "release",
			sourceRepository,
			...request.tag === void 0 ? {} : { tag: request.tag }
		};
	});
	const usual = usualSources(artifact).map((source) => source.kind === "registry" ? registry : source);
	const sources = given.length > 0 ? [...given, ...named] : [...usual, ...named];
	return sources.filter((source, index) => source.kind !== "registry" || sources.findIndex(({ kind }) => kind === "registry") === index);
}
/** A bundle as it is; of an envelope without a signed time, what its log knows of it, where a log was named. */
async function* lookedUp(json, rekorUrl, { http }) {
	if (rekorUrl === void 0) {
		yield json;
		return;
	}
	const { parseBareEnvelope } = await import("./envelope.js");
	const envelope = parseBareEnvelope(json);
	if (envelope === void 0 || envelope instanceof WaybillError) {
		yield envelope ?? json;
		return;
	}
	const { lookUpEntries } = await import("./rekor.js");
	try {
		yield* await lookUpEntries(envelope, rekorUrl, http);
	} catch (error) {
		yield asWaybillError(error, "The log's answer");
	}
}
/** Of many refusals the one to tell: the first of a bundle that says to be about the artifact, or else the first. */
var Refusals = class {
	#artifact;
	#first;
	#about;
	count = 0;
	constructor(artifact) {
		this.#artifact = artifact;
	}
	add(error, origin, json) {
		this.count += 1;
		const refusal = {
			error,
			origin
		};
		this.#first ??= refusal;
		if (this.#about !== void 0 || error.code === "PREDICATE_TYPE_MISMATCH") return;
		if (namesArtifact(json, this.#artifact.digests)) this.#about = refusal;
	}
	mostTelling({ unreached }) {
		const told = this.#about ?? this.#first;
		if (told === void 0) return void 0;
		const { code, parts } = told.error;
		const others = this.count === 2 ? "one other bundle was" : `${this.count - 1} other bundles were`;
		const [place, ...more] = unreached;
		const notes = [...this.count === 1 ? [] : [`In ${told.origin}; ${others} tried and refused too.`], ...place === void 0 ? [] : [`Not every place could be asked: ${place.origin}${more.length === 0 ? "" : ` and ${more.length} more`}.`]];
		if (notes.length === 0) return told.error;
		return new WaybillError(code, {
			...parts,
			what: `${parts.what} (${notes.join(" ")})`
		});
	}
};

// src/cli/command.ts
const EXIT_CODES = {
	USAGE: 2,
	INPUT_INVALID: 2,
	REFERENCE_INVALID: 2,
	TRUST_INVALID: 2,
	NOT_FOUND: 3,
	IMAGE_NOT_FOUND: 3,
	LAYOUT_INVALID: 3,
	UNREACHABLE: 4,
	CREDENTIALS_INVALID: 4,
	REGISTRY_DENIED: 4,
	REGISTRY_INVALID: 4,
	REGISTRY_REFUSED: 4,
	REGISTRY_UNAVAILABLE: 4
};
/** Whatever is not about the caller, the place or the way there is a refusal. */
function exitCodeOf(code) {
	return EXIT_CODES[code] ?? 1;
}
/** Of several answers, the one that is furthest from all being well. */
function worstOf(codes) {
	return codes.reduce((worst, code) => code > worst ? code : worst, 0);
}

// src/cli/inert.ts
/**
* Text in which control characters, terminal sequences and marks of direction stand as `\uXXXX`, so that a file's name
* can neither speak to a terminal nor forge a line.
*/
function inert(text) {
	return text.replaceAll(/\p{C}/gu, escape);
}
/** The same for JSON that was written, in which lines may end and all else that is escaped means what it meant. */
function inertJson(json) {
	return json.replaceAll(/[^\P{C}\n]/gu, escape);
}
function escape(character) {
	return Array.from({ length: character.length }, (_, index) => character.charCodeAt(index)).map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}

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
const asFlag = (name) => `--${name}`;
/**
* The request of options as they were given.
* @param given each option's values by its name; a flag's is "true" or "false"
* @throws WaybillError USAGE
*/
function requestOf(given, called = asFlag) {
	const request = {};
	for (const option of REQUEST_OPTIONS) {
		const values = given.get(option.name) ?? [];
		if (values.length > 0) request[option.key] = valueOf(option, values, called(option.name));
	}
	return request;
}
function valueOf({ key, kind }, values, name) {
	if (kind === "list") return key === "from" ? values.map((value) => placeOf(name, value)) : values.map((value) => notEmpty(name, value));
	if (kind === "pairs") return pairsOf(name, values);
	const [value = "", another] = values;
	if (another !== void 0) throw usage$1(`${name} ${values.length} times`, "it once");
	if (kind === "flag") return value === "true";
	return key === "minLevel" ? levelOf(name, value) : notEmpty(name, value);
}
function notEmpty(name, value) {
	if (value === "") throw usage$1(`an empty ${name}`, "a value");
	return value;
}
function placeOf(name, value) {
	const place = PLACES.find((known) => known === value);
	if (place === void 0) throw usage$1(`${name} ${quoted(value)}`, PLACES.join(", "));
	return place;
}
function levelOf(name, value) {
	const level = [
		1,
		2,
		3
	].find((known) => String(known) === value);
	if (level === void 0) throw usage$1(`${name} ${quoted(value)}`, "1, 2 or 3");
	return level;
}
function pairsOf(name, values) {
	const pairs = values.map((value) => {
		const equals = value.indexOf("=");
		if (equals < 1) throw usage$1(`${name} ${quoted(value)}`, "NAME=VALUE");
		return [value.slice(0, equals), value.slice(equals + 1)];
	});
	const names = pairs.map(([key]) => key);
	const twice = names.find((key, index) => names.indexOf(key) !== index);
	if (twice !== void 0) throw usage$1(`${name} ${quoted(twice)} twice`, "each name once");
	return Object.fromEntries(pairs);
}
/** @param later whether the artifacts are yet to come */
function misfitsOf(asked, later = false, called = asFlag) {
	const { request, artifacts, refreshTrust } = asked;
	const from = request.from ?? [];
	const misfits = [];
	if (refreshTrust && request.trustedRoot !== void 0) misfits.push({
		name: "refresh-trust",
		got: `${called("refresh-trust")} and ${called("trusted-root")}`,
		expected: "one of them"
	});
	if (later) return misfits;
	if (request.tag !== void 0 && !from.includes("release")) misfits.push({
		name: "tag",
		got: `${called("tag")} without ${called("from")} release`,
		expected: `${called("source-tag")} for the tag built, or ${called("from")} release`
	});
	const calls = from.includes("registry") || artifacts.some((artifact) => artifact.startsWith("oci://"));
	if (request.attestationRepository !== void 0 && !calls) misfits.push({
		name: "attestation-repository",
		got: `${called("attestation-repository")} without ${called("from")} registry`,
		expected: "both, or an image of a registry"
	});
	return misfits;
}
function usage$1(got, expected) {
	return new WaybillError("USAGE", {
		what: "The command line is not complete.",
		got,
		expected
	});
}

// src/trust/checks.ts
/**
* What is wrong with a trusted root, each with its place in the JSON; empty when nothing is. protobuf-specs reads
* what it knows and passes over the rest, so a misspelt `tlogs` would quietly ask less of every bundle: hence the
* look at the JSON itself.
*/
function rootProblems(json, root, signers) {
	const fields = [
		"mediaType",
		"tlogs",
		"certificateAuthorities",
		"ctlogs",
		"timestampAuthorities"
	];
	const problems = shapeProblems(json, fields, fields.slice(1));
	if (root.certificateAuthorities.length === 0 && signers === "certificates") problems.push("certificateAuthorities: none");
	if (root.tlogs.length === 0 && root.timestampAuthorities.length === 0) problems.push("tlogs, timestampAuthorities: none, so that no time of signing could be believed");
	for (const [i, log] of root.tlogs.entries()) problems.push(...logProblems(`tlogs[${i}]`, log));
	for (const [i, log] of root.ctlogs.entries()) problems.push(...logProblems(`ctlogs[${i}]`, log));
	for (const [i, ca] of root.certificateAuthorities.entries()) problems.push(...chainProblems(`certificateAuthorities[${i}]`, ca, { startRequired: false }));
	for (const [i, tsa] of root.timestampAuthorities.entries()) problems.push(...chainProblems(`timestampAuthorities[${i}]`, tsa, { startRequired: true }));
	return problems;
}
/** As rootProblems, of a signing config. */
function signingConfigProblems(json, config) {
	const lists = [
		"caUrls",
		"oidcUrls",
		"rekorTlogUrls",
		"tsaUrls"
	];
	const problems = shapeProblems(json, [
		"mediaType",
		"rekorTlogConfig",
		"tsaConfig",
		...lists
	], lists);
	if (config.caUrls.length === 0) problems.push("caUrls: none");
	const services = {
		caUrls: config.caUrls,
		oidcUrls: config.oidcUrls,
		rekorTlogUrls: config.rekorTlogUrls,
		tsaUrls: config.tsaUrls
	};
	for (const [field, entries] of Object.entries(services)) for (const [i, service] of entries.entries()) problems.push(...serviceProblems(`${field}[${i}]`, service));
	problems.push(...selectorProblems("rekorTlogConfig", config.rekorTlogUrls, config.rekorTlogConfig));
	problems.push(...selectorProblems("tsaConfig", config.tsaUrls, config.tsaConfig));
	return problems;
}
function shapeProblems(json, known, lists) {
	const unknown = Object.keys(json).filter((field) => !known.includes(field)).map((field) => `${JSON.stringify(field.slice(0, 40))}: no such field`);
	const notLists = lists.filter((field) => json[field] !== void 0 && !Array.isArray(json[field])).map((field) => `${field}: not a list`);
	return [...unknown, ...notLists];
}
/** A log's key without a start would be believed for all of the past: the client specification refuses it. */
function logProblems(place, log) {
	const problems = [];
	const key = log.publicKey?.rawBytes;
	if (key === void 0 || !isPublicKey(key)) problems.push(`${place}.publicKey.rawBytes: no public key`);
	if ((log.logId?.keyId.length ?? 0) === 0) problems.push(`${place}.logId.keyId: missing`);
	problems.push(...rangeProblems(`${place}.publicKey.validFor`, log.publicKey?.validFor, true));
	return problems;
}
function chainProblems(place, authority, { startRequired }) {
	const certificates = authority.certChain?.certificates ?? [];
	const problems = certificates.length === 0 ? [`${place}.certChain: no certificate`] : [];
	for (const [i, certificate] of certificates.entries()) if (!isCertificate(certificate.rawBytes)) problems.push(`${place}.certChain.certificates[${i}]: no certificate`);
	return [...problems, ...rangeProblems(`${place}.validFor`, authority.validFor, startRequired)];
}
function serviceProblems(place, service) {
	const problems = [];
	if (callableUrl(service.url) === void 0) problems.push(`${place}.url: no https URL without credentials (plain http is for services on this machine)`);
	if (!Number.isSafeInteger(service.majorApiVersion) || service.majorApiVersion < 1) problems.push(`${place}.majorApiVersion: no positive number`);
	return [...problems, ...rangeProblems(`${place}.validFor`, service.validFor, true)];
}
function rangeProblems(place, range, startRequired) {
	const { start, end } = range ?? {};
	if (start === void 0 && startRequired) return [`${place}.start: missing`];
	if (start !== void 0 && Number.isNaN(start.getTime())) return [`${place}.start: no date`];
	if (end !== void 0 && Number.isNaN(end.getTime())) return [`${place}.end: no date`];
	return start !== void 0 && end !== void 0 && end < start ? [`${place}: ends before it starts`] : [];
}
function selectorProblems(place, services, config) {
	const selector = config?.selector ?? import_dist$2.ServiceSelector.SERVICE_SELECTOR_UNDEFINED;
	if (services.length > 0 && selector === import_dist$2.ServiceSelector.SERVICE_SELECTOR_UNDEFINED) return [`${place}.selector: missing (ANY, ALL or EXACT)`];
	const count = config?.count ?? 0;
	const counted = Number.isSafeInteger(count) && count > 0;
	return selector === import_dist$2.ServiceSelector.EXACT && !counted ? [`${place}.count: missing`] : [];
}
function isPublicKey(der) {
	return ["spki", "pkcs1"].some((type) => {
		try {
			(0, import__late_node_crypto.createPublicKey)({
				key: Buffer.from(der),
				format: "der",
				type
			});
			return true;
		} catch {
			return false;
		}
	});
}
function isCertificate(der) {
	try {
		return new import__late_node_crypto.X509Certificate(der).raw.length > 0;
	} catch {
		return false;
	}
}

// src/trust/document.ts
/** The public instance's root has 7 KB; the largest known, with every shard of years, stays far below this. */
const MAX_BYTES = 1048576;
/** @throws WaybillError TRUST_INVALID */
async function readDocument(kind, path) {
	return parseDocument(kind, path, await readCapped(kind, path));
}
/** @throws WaybillError TRUST_INVALID */
function parseDocument(kind, name, bytes) {
	if (bytes.length > MAX_BYTES) throw tooLarge(kind, name);
	const text = decode(kind, name, bytes);
	try {
		return documentOf(kind, name, bytes, JSON.parse(text));
	} catch (cause) {
		throw cause instanceof WaybillError ? cause : notOneDocument(kind, name, text, cause);
	}
}
/**
* The documents of a file: one, or JSON Lines with one on each, whether or not a newline ends the last.
* @returns at least one, each named by its line where there are several
* @throws WaybillError TRUST_INVALID
*/
async function readDocuments(kind, path) {
	return parseDocuments(kind, path, await readCapped(kind, path));
}
/** @throws WaybillError TRUST_INVALID */
function parseDocuments(kind, name, bytes) {
	if (bytes.length > MAX_BYTES) throw tooLarge(kind, name);
	const lines = decode(kind, name, bytes).split("\n").map((text, index) => ({
		text: text.trim(),
		number: index + 1
	})).filter(({ text }) => text !== "");
	if (lines.length < 2 || !lines.every(({ text }) => isJson(text))) return [parseDocument(kind, name, bytes)];
	const [first, ...others] = lines.map(({ text, number }) => parseDocument(kind, `${name}, line ${number}`, Buffer.from(text, "utf8")));
	return first === void 0 ? [parseDocument(kind, name, bytes)] : [first, ...others];
}
function documentOf(kind, name, bytes, json) {
	if (!isRecord(json)) throw new WaybillError("TRUST_INVALID", {
		what: `The ${kind} ${name} is no JSON object.`,
		got: Array.isArray(json) ? "a list" : json === null ? "null" : `a ${typeof json}`
	});
	return {
		kind,
		name,
		bytes,
		json
	};
}
async function readCapped(kind, path) {
	let file;
	try {
		file = await import__late_node_fs.promises.open(path, "r");
		return await readAtMost(file, 1048577);
	} catch (cause) {
		throw new WaybillError("TRUST_INVALID", {
			what: `The ${kind} ${path} cannot be read.`,
			got: kindOf(cause),
			todo: "Give the path of a file that exists when this step runs.",
			cause
		});
	} finally {
		await file?.close();
	}
}
/** The file's first bytes, whatever its size is said to be: a pipe says 0. */
async function readAtMost(file, max) {
	const buffer = Buffer.alloc(max);
	let length = 0;
	for (;;) {
		const { bytesRead } = await file.read(buffer, length, max - length);
		length += bytesRead;
		if (bytesRead === 0 || length === max) return buffer.subarray(0, length);
	}
}
function decode(kind, name, bytes) {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch (cause) {
		throw new WaybillError("TRUST_INVALID", {
			what: `The ${kind} ${name} is no JSON.`,
			got: "bytes that are no UTF-8",
			cause
		});
	}
}
function notOneDocument(kind, name, text, cause) {
	const lines = text.split("\n").filter((line) => line.trim() !== "");
	const jsonLines = lines.length > 1 && lines.every(isJson);
	return new WaybillError("TRUST_INVALID", {
		what: `The ${kind} ${name} is not one JSON document.`,
		got: jsonLines ? `${lines.length} documents, one a line` : text.trim() === "" ? "an empty file" : "no JSON",
		...jsonLines ? { todo: "Keep the line of the one Sigstore instance that you mean." } : {},
		cause
	});
}
function isJson(line) {
	try {
		JSON.parse(line);
		return true;
	} catch {
		return false;
	}
}
function tooLarge(kind, name) {
	return new WaybillError("TRUST_INVALID", {
		what: `The ${kind} ${name} is too large to be one.`,
		got: `more than ${MAX_BYTES} bytes`
	});
}

// src/trust/public-good.json
var public_good_default = {
	name: "Sigstore public instance",
	date: "2026-08-21",
	sha256: "6494e21ea73fa7ee769f85f57d5a3e6a08725eae1e38c755fc3517c9e6bc0b66",
	source: "https://github.com/sigstore/root-signing/tree/60cf2ce8/targets",
	trustedRoot: {
		"mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
		"tlogs": [{
			"baseUrl": "https://rekor.sigstore.dev",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2G2Y+2tabdTV5BcGiBIx0a9fAFwrkBbmLSGtks4L3qX6yYY0zufBnhC8Ur/iy55GhWP/9A/bY2LhC30M9+RYtw==",
				"keyDetails": "PKIX_ECDSA_P256_SHA_256",
				"validFor": { "start": "2021-01-12T11:53:27Z" }
			},
			"logId": { "keyId": "wNI9atQGlz+VWfO6LRygH4QUfY/8W4RFwiT5i5WRgB0=" }
		}, {
			"baseUrl": "https://log2025-1.rekor.sigstore.dev",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MCowBQYDK2VwAyEAt8rlp1knGwjfbcXAYPYAkn0XiLz1x8O4t0YkEhie244=",
				"keyDetails": "PKIX_ED25519",
				"validFor": { "start": "2025-09-23T00:00:00Z" }
			},
			"logId": { "keyId": "zxGZFVvd0FEmjR8WrFwMdcAJ9vtaY/QXf44Y1wUeP6A=" }
		}],
		"certificateAuthorities": [{
			"subject": {
				"organization": "sigstore.dev",
				"commonName": "sigstore"
			},
			"uri": "https://fulcio.sigstore.dev",
			"certChain": { "certificates": [{ "rawBytes": "MIIB+DCCAX6gAwIBAgITNVkDZoCiofPDsy7dfm6geLbuhzAKBggqhkjOPQQDAzAqMRUwEwYDVQQKEwxzaWdzdG9yZS5kZXYxETAPBgNVBAMTCHNpZ3N0b3JlMB4XDTIxMDMwNzAzMjAyOVoXDTMxMDIyMzAzMjAyOVowKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTB2MBAGByqGSM49AgEGBSuBBAAiA2IABLSyA7Ii5k+pNO8ZEWY0ylemWDowOkNa3kL+GZE5Z5GWehL9/A9bRNA3RbrsZ5i0JcastaRL7Sp5fp/jD5dxqc/UdTVnlvS16an+2Yfswe/QuLolRUCrcOE2+2iA5+tzd6NmMGQwDgYDVR0PAQH/BAQDAgEGMBIGA1UdEwEB/wQIMAYBAf8CAQEwHQYDVR0OBBYEFMjFHQBBmiQpMlEk6w2uSu1KBtPsMB8GA1UdIwQYMBaAFMjFHQBBmiQpMlEk6w2uSu1KBtPsMAoGCCqGSM49BAMDA2gAMGUCMH8liWJfMui6vXXBhjDgY4MwslmN/TJxVe/83WrFomwmNf056y1X48F9c4m3a3ozXAIxAKjRay5/aj/jsKKGIkmQatjI8uupHr/+CxFvaJWmpYqNkLDGRU+9orzh5hI2RrcuaQ==" }] },
			"validFor": {
				"start": "2021-03-07T03:20:29Z",
				"end": "2022-12-31T23:59:59.999Z"
			}
		}, {
			"subject": {
				"organization": "sigstore.dev",
				"commonName": "sigstore"
			},
			"uri": "https://fulcio.sigstore.dev",
			"certChain": { "certificates": [{ "rawBytes": "MIICGjCCAaGgAwIBAgIUALnViVfnU0brJasmRkHrn/UnfaQwCgYIKoZIzj0EAwMwKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTAeFw0yMjA0MTMyMDA2MTVaFw0zMTEwMDUxMzU2NThaMDcxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEeMBwGA1UEAxMVc2lnc3RvcmUtaW50ZXJtZWRpYXRlMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE8RVS/ysH+NOvuDZyPIZtilgUF9NlarYpAd9HP1vBBH1U5CV77LSS7s0ZiH4nE7Hv7ptS6LvvR/STk798LVgMzLlJ4HeIfF3tHSaexLcYpSASr1kS0N/RgBJz/9jWCiXno3sweTAOBgNVHQ8BAf8EBAMCAQYwEwYDVR0lBAwwCgYIKwYBBQUHAwMwEgYDVR0TAQH/BAgwBgEB/wIBADAdBgNVHQ4EFgQU39Ppz1YkEZb5qNjpKFWixi4YZD8wHwYDVR0jBBgwFoAUWMAeX5FFpWapesyQoZMi0CrFxfowCgYIKoZIzj0EAwMDZwAwZAIwPCsQK4DYiZYDPIaDi5HFKnfxXx6ASSVmERfsynYBiX2X6SJRnZU84/9DZdnFvvxmAjBOt6QpBlc4J/0DxvkTCqpclvziL6BCCPnjdlIB3Pu3BxsPmygUY7Ii2zbdCdliiow=" }, { "rawBytes": "MIIB9zCCAXygAwIBAgIUALZNAPFdxHPwjeDloDwyYChAO/4wCgYIKoZIzj0EAwMwKjEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MREwDwYDVQQDEwhzaWdzdG9yZTAeFw0yMTEwMDcxMzU2NTlaFw0zMTEwMDUxMzU2NThaMCoxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjERMA8GA1UEAxMIc2lnc3RvcmUwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAT7XeFT4rb3PQGwS4IajtLk3/OlnpgangaBclYpsYBr5i+4ynB07ceb3LP0OIOZdxexX69c5iVuyJRQ+Hz05yi+UF3uBWAlHpiS5sh0+H2GHE7SXrk1EC5m1Tr19L9gg92jYzBhMA4GA1UdDwEB/wQEAwIBBjAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBRYwB5fkUWlZql6zJChkyLQKsXF+jAfBgNVHSMEGDAWgBRYwB5fkUWlZql6zJChkyLQKsXF+jAKBggqhkjOPQQDAwNpADBmAjEAj1nHeXZp+13NWBNa+EDsDP8G1WWg1tCMWP/WHPqpaVo0jhsweNFZgSs0eE7wYI4qAjEA2WB9ot98sIkoF3vZYdd3/VtWB5b9TNMea7Ix/stJ5TfcLLeABLE4BNJOsQ4vnBHJ" }] },
			"validFor": { "start": "2022-04-13T20:06:15Z" }
		}],
		"ctlogs": [{
			"baseUrl": "https://ctfe.sigstore.dev/test",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEbfwR+RJudXscgRBRpKX1XFDy3PyudDxz/SfnRi1fT8ekpfBd2O1uoz7jr3Z8nKzxA69EUQ+eFCFI3zeubPWU7w==",
				"keyDetails": "PKIX_ECDSA_P256_SHA_256",
				"validFor": {
					"start": "2021-03-14T00:00:00Z",
					"end": "2022-10-31T23:59:59.999Z"
				}
			},
			"logId": { "keyId": "CGCS8ChS/2hF0dFrJ4ScRWcYrBY9wzjSbea8IgY2b3I=" }
		}, {
			"baseUrl": "https://ctfe.sigstore.dev/2022",
			"hashAlgorithm": "SHA2_256",
			"publicKey": {
				"rawBytes": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEiPSlFi0CmFTfEjCUqF9HuCEcYXNKAaYalIJmBZ8yyezPjTqhxrKBpMnaocVtLJBI1eM3uXnQzQGAJdJ4gs9Fyw==",
				"keyDetails": "PKIX_ECDSA_P256_SHA_256",
				"validFor": { "start": "2022-10-20T00:00:00Z" }
			},
			"logId": { "keyId": "3T0wasbHETJjGR4cmWc3AqJKXrjePK3/h4pygC8p7o4=" }
		}],
		"timestampAuthorities": [{
			"subject": {
				"organization": "sigstore.dev",
				"commonName": "sigstore-tsa-selfsigned"
			},
			"uri": "https://timestamp.sigstore.dev/api/v1/timestamp",
			"certChain": { "certificates": [{ "rawBytes": "MIICEDCCAZagAwIBAgIUOhNULwyQYe68wUMvy4qOiyojiwwwCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTA0MDgwNjU5NDNaFw0zNTA0MDYwNjU5NDNaMC4xFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEVMBMGA1UEAxMMc2lnc3RvcmUtdHNhMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE4ra2Z8hKNig2T9kFjCAToGG30jky+WQv3BzL+mKvh1SKNR/UwuwsfNCg4sryoYAd8E6isovVA3M4aoNdm9QDi50Z8nTEyvqgfDPtTIwXItfiW/AFf1V7uwkbkAoj0xxco2owaDAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0OBBYEFIn9eUOHz9BlRsMCRscsc1t9tOsDMB8GA1UdIwQYMBaAFJjsAe9/u1H/1JUeb4qImFMHic6/MBYGA1UdJQEB/wQMMAoGCCsGAQUFBwMIMAoGCCqGSM49BAMDA2gAMGUCMDtpsV/6KaO0qyF/UMsX2aSUXKQFdoGTptQGc0ftq1csulHPGG6dsmyMNd3JB+G3EQIxAOajvBcjpJmKb4Nv+2Taoj8Uc5+b6ih6FXCCKraSqupe07zqswMcXJTe1cExvHvvlw==" }, { "rawBytes": "MIIB9zCCAXygAwIBAgIUV7f0GLDOoEzIh8LXSW80OJiUp14wCgYIKoZIzj0EAwMwOTEVMBMGA1UEChMMc2lnc3RvcmUuZGV2MSAwHgYDVQQDExdzaWdzdG9yZS10c2Etc2VsZnNpZ25lZDAeFw0yNTA0MDgwNjU5NDNaFw0zNTA0MDYwNjU5NDNaMDkxFTATBgNVBAoTDHNpZ3N0b3JlLmRldjEgMB4GA1UEAxMXc2lnc3RvcmUtdHNhLXNlbGZzaWduZWQwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAQUQNtfRT/ou3YATa6wB/kKTe70cfJwyRIBovMnt8RcJph/COE82uyS6FmppLLL1VBPGcPfpQPYJNXzWwi8icwhKQ6W/Qe2h3oebBb2FHpwNJDqo+TMaC/tdfkv/ElJB72jRTBDMA4GA1UdDwEB/wQEAwIBBjASBgNVHRMBAf8ECDAGAQH/AgEAMB0GA1UdDgQWBBSY7AHvf7tR/9SVHm+KiJhTB4nOvzAKBggqhkjOPQQDAwNpADBmAjEAwGEGrfGZR1cen1R8/DTVMI943LssZmJRtDp/i7SfGHmGRP6gRbuj9vOK3b67Z0QQAjEAuT2H673LQEaHTcyQSZrkp4mX7WwkmF+sVbkYY5mXN+RMH13KUEHHOqASaemYWK/E" }] },
			"validFor": { "start": "2025-07-04T00:00:00Z" }
		}]
	},
	signingConfig: {
		"mediaType": "application/vnd.dev.sigstore.signingconfig.v0.2+json",
		"caUrls": [{
			"url": "https://fulcio.sigstore.dev",
			"majorApiVersion": 1,
			"validFor": { "start": "2022-04-13T20:06:15Z" },
			"operator": "sigstore.dev"
		}],
		"oidcUrls": [{
			"url": "https://oauth2.sigstore.dev/auth",
			"majorApiVersion": 1,
			"validFor": { "start": "2022-04-13T20:06:15Z" },
			"operator": "sigstore.dev"
		}],
		"rekorTlogUrls": [{
			"url": "https://rekor.sigstore.dev",
			"majorApiVersion": 1,
			"validFor": { "start": "2021-01-12T11:53:27Z" },
			"operator": "sigstore.dev"
		}],
		"tsaUrls": [{
			"url": "https://timestamp.sigstore.dev/api/v1/timestamp",
			"majorApiVersion": 1,
			"validFor": { "start": "2025-07-04T00:00:00Z" },
			"operator": "sigstore.dev"
		}],
		"rekorTlogConfig": { "selector": "ANY" },
		"tsaConfig": { "selector": "ANY" }
	},
	signingConfigRekorV2: {
		"mediaType": "application/vnd.dev.sigstore.signingconfig.v0.2+json",
		"caUrls": [{
			"url": "https://fulcio.sigstore.dev",
			"majorApiVersion": 1,
			"validFor": { "start": "2022-04-13T20:06:15Z" },
			"operator": "sigstore.dev"
		}],
		"oidcUrls": [{
			"url": "https://oauth2.sigstore.dev/auth",
			"majorApiVersion": 1,
			"validFor": { "start": "2022-04-13T20:06:15Z" },
			"operator": "sigstore.dev"
		}],
		"rekorTlogUrls": [{
			"url": "https://log2025-1.rekor.sigstore.dev",
			"majorApiVersion": 2,
			"validFor": { "start": "2026-01-01T00:00:00Z" },
			"operator": "sigstore.dev"
		}, {
			"url": "https://rekor.sigstore.dev",
			"majorApiVersion": 1,
			"validFor": { "start": "2021-01-12T11:53:27Z" },
			"operator": "sigstore.dev"
		}],
		"tsaUrls": [{
			"url": "https://timestamp.sigstore.dev/api/v1/timestamp",
			"majorApiVersion": 1,
			"validFor": { "start": "2025-07-04T00:00:00Z" },
			"operator": "sigstore.dev"
		}],
		"rekorTlogConfig": { "selector": "ANY" },
		"tsaConfig": { "selector": "ANY" }
	}
};

// src/trust/roots.ts
const ROOT_TYPES = [
	"application/vnd.dev.sigstore.trustedroot+json;version=0.1",
	"application/vnd.dev.sigstore.trustedroot.v0.1+json",
	"application/vnd.dev.sigstore.trustedroot.v0.2+json"
];
const CONFIG_TYPES = ["application/vnd.dev.sigstore.signingconfig.v0.2+json"];
let shipped;
/** Sigstore's public instance, as it was when this version was built (see scripts/trust.ts); decoded once. */
function publicTrust() {
	shipped ??= readShipped();
	return shipped;
}
function readShipped() {
	const { name, date, sha256 } = public_good_default;
	const config = (json, which) => ({
		config: import_dist$2.SigningConfig.fromJSON(json),
		description: `${name}, ${which} of ${date}`,
		json
	});
	return {
		trustedRoot: rootSource(public_good_default.trustedRoot, `${name}, root of ${date} (sha256:${sha256})`),
		signingConfig: config(public_good_default.signingConfig, "signing config"),
		signingConfigRekorV2: config(public_good_default.signingConfigRekorV2, "signing config with Rekor v2")
	};
}
/**
* A user's trusted root file (`trusted_root.json`).
* @throws WaybillError TRUST_INVALID when it cannot be read, is no trusted root, or leaves a key without a start
*/
async function readTrustedRoot(path) {
	return checkedRoot(await readDocument("trusted root", path));
}
/**
* A trusted root that is at hand as bytes.
* @param name how error texts and reports call it
* @throws WaybillError TRUST_INVALID as readTrustedRoot
*/
function parseTrustedRoot(bytes, name) {
	return checkedRoot(parseDocument("trusted root", name, bytes));
}
/**
* A user's trusted root file with one root or, as `gh attestation trusted-root` prints them, one a line.
* @param signers roots that judge bundles signed with keys need no certificate authority
* @throws WaybillError TRUST_INVALID as readTrustedRoot, whichever root is at fault
*/
async function readTrustedRoots(path, signers = "certificates") {
	return checkedRoots(await readDocuments("trusted root", path), signers);
}
function checkedRoots([first, ...others], signers) {
	return [checkedRoot(first, signers), ...others.map((document) => checkedRoot(document, signers))];
}
/**
* A user's signing config file (`signing_config.json`, v0.2).
* @throws WaybillError TRUST_INVALID when it cannot be read or is no signing config of that version
*/
async function readSigningConfig(path) {
	return checkedConfig(await readDocument("signing config", path));
}
/**
* A signing config that is at hand as bytes.
* @param name how error texts and reports call it
* @throws WaybillError TRUST_INVALID as readSigningConfig
*/
function parseSigningConfig(bytes, name) {
	return checkedConfig(parseDocument("signing config", name, bytes));
}
function checkedConfig(document) {
	assertMediaType(document, CONFIG_TYPES);
	const config = convert(document, import_dist$2.SigningConfig);
	assertNoProblems(document, signingConfigProblems(document.json, config));
	return {
		config,
		description: describe$1(document),
		json: document.json
	};
}
function checkedRoot(document, signers = "certificates") {
	assertMediaType(document, ROOT_TYPES);
	const root = convert(document, import_dist$2.TrustedRoot);
	assertNoProblems(document, rootProblems(document.json, root, signers));
	return rootSource(document.json, describe$1(document), root);
}
function rootSource(json, description, root = import_dist$2.TrustedRoot.fromJSON(json)) {
	const log = root.tlogs.length > 0;
	return {
		root,
		demand: {
			log,
			sct: root.ctlogs.length > 0,
			timestamp: !log
		},
		description,
		json
	};
}
function describe$1(document) {
	const digest = (0, import__late_node_crypto.createHash)("sha256").update(document.bytes).digest("hex");
	return `${document.kind} ${document.name} (sha256:${digest})`;
}
function assertMediaType(document, known) {
	const { mediaType } = document.json;
	if (typeof mediaType === "string" && known.includes(mediaType)) return;
	throw new WaybillError("TRUST_INVALID", {
		what: `The ${document.kind} ${document.name} does not say that it is one.`,
		got: mediaType === void 0 ? "no mediaType" : `mediaType ${JSON.stringify(mediaType).slice(0, 120)}`,
		expected: known.join(" or "),
		todo: `Give a ${document.kind} in Sigstore's own JSON form.`
	});
}
/** protobuf-specs' own reading, which throws for an enum value that it does not know. */
function convert(document, message) {
	try {
		return message.fromJSON(document.json);
	} catch (cause) {
		throw new WaybillError("TRUST_INVALID", {
			what: `The ${document.kind} ${document.name} cannot be read.`,
			got: "a value of a kind that this version does not know",
			expected: "keys, hashes and selectors as Sigstore's protobuf-specs name them",
			todo: "Check the file, or use a newer version of Waybill.",
			cause
		});
	}
}
function assertNoProblems(document, problems) {
	if (problems.length === 0) return;
	const shown = problems.slice(0, 6);
	if (problems.length > shown.length) shown.push(`and ${problems.length - shown.length} more`);
	throw new WaybillError("TRUST_INVALID", {
		what: `The ${document.kind} ${document.name} is not complete.`,
		got: shown.join("; "),
		expected: `a ${document.kind} in Sigstore's own JSON form, each key and service with the start of its validity`,
		todo: "Get the file anew from whoever runs that Sigstore instance."
	});
}

// src/consumer/ports.ts
/** Somebody waits for the answer: a service that fails for longer has failed. */
const PATIENCE_SECONDS = 20;
/** Ports that load what a network needs only when something is called. */
function consumerPorts(surroundings, roots = rootsReader()) {
	const { env } = surroundings;
	let network;
	const calls = http(async (url, init) => {
		network ??= openNetwork(env);
		return await (await network)(url, init);
	}, new Patience(surroundings.patience ?? PATIENCE_SECONDS));
	const opened = /* @__PURE__ */ new Map();
	const registries = (name) => {
		const key = repositoryText(name);
		const known = opened.get(key) ?? lateContent(name, {
			...surroundings,
			http: calls
		});
		opened.set(key, known);
		return known;
	};
	return {
		http: calls,
		env,
		registries,
		roots
	};
}
async function openNetwork(env) {
	const { networkFetch } = await import("./fetch.js");
	return await networkFetch({
		httpProxy: env["http_proxy"] ?? env["HTTP_PROXY"],
		httpsProxy: env["https_proxy"] ?? env["HTTPS_PROXY"],
		noProxy: env["no_proxy"] ?? env["NO_PROXY"]
	});
}
/** A repository whose client, and the credentials for it, are loaded and looked for with the first call. */
function lateContent(name, ports) {
	let opening;
	const open = async () => {
		const [{ openRepository }, { findCredentials }, { readStart }] = await Promise.all([
			import("./client.js"),
			import("./credentials.js"),
			import("./credential-files.js")
		]);
		const { env, exec, mask } = ports;
		const credentialPorts = {
			env,
			home: env["HOME"] ?? env["USERPROFILE"] ?? homedir(),
			uid: process.getuid?.(),
			readFile: readStart,
			exec,
			mask
		};
		return openRepository(name, {
			http: ports.http,
			mask,
			insecure: false,
			credentials: (asked) => findCredentials(asked, {
				username: "",
				password: ""
			}, credentialPorts)
		});
	};
	const content = () => opening ??= open();
	return {
		manifest: async (...given) => await (await content()).manifest(...given),
		blob: async (...given) => await (await content()).blob(...given),
		referrers: async (...given) => await (await content()).referrers(...given)
	};
}
/**
* The same ports, with the newest root of the public instance, by TUF, where no file is named.
* @throws WaybillError UNREACHABLE
*/
async function withRefreshedRoots(ports) {
	const { refreshedRoots } = await import("./refreshed.js");
	const refreshed = await refreshedRoots(ports.http);
	return {
		...ports,
		roots: async (file) => file === void 0 ? refreshed : await ports.roots(file)
	};
}
/** Reads each file once. Without a file: the root of Sigstore's public instance that is built in. */
function rootsReader() {
	const read = /* @__PURE__ */ new Map();
	return async (file) => {
		if (file === void 0) return [publicTrust().trustedRoot];
		const known = read.get(file) ?? readTrustedRoots(file);
		read.set(file, known);
		return await known;
	};
}

// src/cli/arguments.ts
var import__late_node_util = require__late_node_util();
/**
* @param known what an option that is none should have been, for the error
* @throws WaybillError USAGE
*/
function readArguments(args, options, known = "this command's options") {
	try {
		const { values, positionals } = (0, import__late_node_util.parseArgs)({
			args: [...args],
			allowPositionals: true,
			options: Object.fromEntries(options.map(({ name, value }) => [name, {
				type: value === "" ? "boolean" : "string",
				multiple: true
			}]))
		});
		const given = Object.entries(values).map(([name, value]) => [name, (Array.isArray(value) ? value : [value]).map(String)]);
		return {
			positionals,
			given: new Map(given)
		};
	} catch (error) {
		if (!(error instanceof Error && kindOf(error).startsWith("ERR_PARSE_ARGS"))) throw error;
		throw usage(error.message.split(/\n|\. /)[0] ?? "", known);
	}
}
/**
* An option that is given at most once.
* @throws WaybillError USAGE for one that is given twice, or empty
*/
function single({ given }, name) {
	const [value, another] = given.get(name) ?? [];
	if (another !== void 0) throw usage(`--${name} more than once`, "it once");
	if (value === "") throw usage(`an empty --${name}`, "a value");
	return value;
}
function usage(got, expected, todo) {
	return new WaybillError("USAGE", {
		what: "The command line is not complete.",
		got,
		expected,
		...todo === void 0 ? {} : { todo }
	});
}
/** A line of a help text for each option. @param width of the options' column */
function optionLines(options, width = 34) {
	return options.map(({ name, value, about }) => `  ${`--${name} ${value}`.padEnd(width)} ${about}`).join("\n");
}

// src/cli/describe.ts
/**
* An error for people. Each part is made inert on its own: the lines between them are ours, a line within one may be a
* name's.
*/
function describe(error, help = "waybill --help") {
	const { what, got, expected, todo } = error.parts;
	const parts = {
		what: inert(what),
		...got === void 0 ? {} : { got: inert(got) },
		...expected === void 0 ? {} : { expected: inert(expected) },
		...todo === void 0 ? {} : { todo: inert(todo) }
	};
	return `error: ${new WaybillError(error.code, parts).describe()}\n${error.code === "USAGE" ? `hint: ${help}\n` : ""}`;
}

// src/cli/show.ts
/** What was proven first, then what was not. */
function renderText(named, { artifact, bundle, origin, tried }) {
	const { certificate, level } = bundle;
	const [digest] = digestEntries(artifact.digests);
	return [
		`Verified ${named}`,
		`  ${digest === void 0 ? "" : digest.join(":")}`,
		...artifact.resolved === void 0 ? [] : [`  ${artifact.resolved}`],
		"",
		"Proven:",
		`  ${bundle.chosenCommit === void 0 ? "built from" : "run for   "}   ${certificate.sourceRepositoryURI ?? ""} at ${certificate.sourceRepositoryDigest ?? ""}`,
		`               (${certificate.sourceRepositoryRef ?? ""})`,
		`  signed by    ${bundle.signer}`,
		`  in run       ${certificate.runInvocationURI ?? "(not in the certificate)"}`,
		`  at           ${bundle.times.map((t) => `${t.time.toISOString()} (${t.source})`).join(", ")}`,
		`  SLSA level   Build ${level.build}: ${level.reason}`,
		`  bundle       ${origin}${tried === 1 ? "" : `, after ${tried - 1} that did not pass`}`,
		"",
		"Checked:",
		...bundle.checks.map((check) => `  ${check.name.padEnd(16)} ${check.detail}`),
		"",
		"Not checked:",
		...bundle.unchecked.map((what) => `  ${what}`),
		...level.notEvidenced.map((what) => `  of the level, ${what}`),
		""
	].map(inert).join("\n");
}
/** One line of JSON. */
function renderJson(named, found) {
	return line(verifiedJson(named, found));
}
/** The answer for an artifact that was not verified. */
function refusalJson(named, error) {
	return line(refusedJson(named, error));
}
/** The statement that was verified, on a line. */
function renderStatement({ statement }) {
	return line(statement.json);
}
function line(value) {
	return `${inertJson(JSON.stringify(value))}\n`;
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
/** `waybill --help`. */
function usageText() {
	return `waybill ${VERSION}: checks where files and images come from, offline; rehearses the release step

  waybill verify ARTIFACT... --source-repository URL [OPTIONS]
  waybill verify --batch FILE|- [OPTIONS]

  ARTIFACT is a file, sha256:HEX, oci://REFERENCE or oci-layout:FOLDER[@sha256:HEX]

${optionLines([...REQUEST_OPTIONS, ...OWN_OPTIONS], 40)}

  may be given several times: --bundle, --from, --workflow-input

  exit codes: 0 verified, 1 refused, 2 wrong usage, 3 nothing found to verify, 4 could not be reached

  waybill verify-artifact, verify-image, verify-github-attestation

  slsa-verifier's commands with its flags; \`waybill help verify-artifact\`

  waybill inspect BUNDLE|FILE|oci://REFERENCE

  what a bundle says, checked or not; \`waybill help inspect\`

  waybill download ARTIFACT

  an artifact's bundles from where they are stored; \`waybill help download\`

  waybill rehearse OPTIONS

  the release step on this machine, against embedded services, before any tag is pushed; \`waybill help rehearse\`
`;
}

// src/cli/verify-options.ts
/** @throws WaybillError USAGE */
function readVerifyOptions(args) {
	const known = [...REQUEST_OPTIONS, ...OWN_OPTIONS];
	const { positionals: artifacts, given } = readArguments(args, known, "the options of waybill --help");
	const own = (name) => {
		const [value, another] = given.get(name) ?? [];
		if (another !== void 0) throw usage(`--${name} more than once`, "it once");
		return value;
	};
	const format = own("format") ?? "text";
	if (format !== "text" && format !== "json") throw usage(`--format ${quoted(format)}`, "text or json");
	const options = {
		artifacts,
		request: requestOf(given),
		refreshTrust: own("refresh-trust") === "true",
		batch: own("batch"),
		format,
		printProvenance: own("print-provenance") === "true"
	};
	const [misfit] = misfitsOf(options, options.batch !== void 0);
	if (misfit !== void 0) throw usage(misfit.got, misfit.expected);
	if (options.batch === void 0) assertSingle(options);
	else assertBatch(options, given);
	return options;
}
function assertSingle({ artifacts }) {
	if (artifacts.length === 0) throw usage("no artifact", "a file, sha256:HEX, oci://REFERENCE or oci-layout:FOLDER");
}
/** What a line says itself, and what has no place in an answer, is no option. */
function assertBatch({ artifacts, batch }, given) {
	if (batch === "") throw usage("an empty --batch", "a file, or - for standard input");
	if (artifacts.length > 0) throw usage(`--batch and ${quoted(artifacts[0] ?? "")}`, "artifacts in the lines");
	const other = ["bundle", "print-provenance"].find((name) => given.has(name));
	if (other !== void 0) throw usage(`--batch and --${other}`, "one of them");
	if (given.get("format")?.[0] === "text") throw usage("--batch and --format text", "answers in JSON Lines");
}

// src/cli/verify.ts
/**
* `waybill verify`: reads files, and calls nobody that it was not told to call.
* @throws WaybillError USAGE, TRUST_INVALID, UNREACHABLE for a trusted root that was to be refreshed
*/
async function verifyCommand(args, terminal, surroundings) {
	if (args.includes("--help") || args.includes("-h")) {
		terminal.out(usageText());
		return 0;
	}
	const options = readVerifyOptions(args);
	const usual = consumerPorts(surroundings);
	const ports = options.refreshTrust ? await withRefreshedRoots(usual) : usual;
	if (options.batch !== void 0) {
		const { batchCommand } = await import("./batch.js");
		return await batchCommand(options.batch, options.request, ports, terminal);
	}
	return await verifyEach(options, ports, terminal);
}
async function verifyEach(options, ports, terminal) {
	const { artifacts, request, format } = options;
	const verify = artifactVerifier(request, ports);
	await ports.roots(request.trustedRoot);
	const codes = [];
	for (const named of artifacts) try {
		const found = await verify(named);
		const report = format === "json" ? renderJson(named, found) : renderText(named, found);
		if (options.printProvenance && format === "text") {
			terminal.out(renderStatement(found.bundle));
			terminal.err(report);
		} else terminal.out(report);
		codes.push(0);
	} catch (thrown) {
		const error = asWaybillError(thrown, "The verification");
		if (format === "json") terminal.out(refusalJson(named, error));
		terminal.err(`${artifacts.length === 1 ? "" : `Not verified ${inert(named)}\n`}${describe(error)}`);
		codes.push(exitCodeOf(error.code));
	}
	return worstOf(codes);
}

export { MAX_BUNDLE_BYTES as $, verifySignature as A, refusedJson as At, readCertificate as B, exitCodeOf as C, referrerEntry as Ct, asOption as D, jsonObject as Dt, sourcesOf as E, isDigestOf as Et, isSignedBy as F, find as G, assertSubject as H, buildTypeOf as I, oneLine as J, nothingFound as K, builderIdOf as L, signingCertificate as M, require__late_node_fs as Mt, verifyEvidence as N, require__late_node_crypto as Nt, expectedOf as O, mediaTypeOf as Ot, certificateInEntry as P, require__late_node_util as Pt, rankOf as Q, certifiedRun as R, inertJson as S, indexManifest as St, artifactVerifier as T, digestOf as Tt, parseStatement as U, require_dist$1 as V, namesArtifact as W, compareRanks as X, bundlesIn as Y, isBundleName as Z, readTrustedRoot as _, EMPTY_CONFIG as _t, describe as a, parseEnvelope as at, requestOf as b, attTag as bt, single as c, bundleJson as ct, rootsReader as d, openArtifact as dt, isMessageBundle as et, withRefreshedRoots as f, parseArtifact as ft, readSigningConfig as g, CREATED as gt, publicTrust as h, BUNDLE_PREFIX as ht, renderStatement as i, isEnvelope as it, underOneOf as j, verifiedJson as jt, verifyBundle as k, readDescriptor as kt, usage as l, require_dist$2 as lt, parseTrustedRoot as m, readCapped$1 as mt, OWN_OPTIONS as n, parseEitherBundle as nt, optionLines as o, UnreadableJson as ot, parseSigningConfig as p, Unreadable as pt, usualSources as q, usageText as r, splitBundles as rt, readArguments as s, parseBounded as st, verifyCommand as t, parseBundle as tt, consumerPorts as u, require_dist$3 as ut, REQUEST_OPTIONS as v, attConfig as vt, worstOf as w, referrerManifest as wt, inert as x, fallbackTag as xt, misfitsOf as y, attManifest as yt, assertIdentity as z };
