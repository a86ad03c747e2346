import { n as asWaybillError, r as kindOf, t as WaybillError } from "./project.js";
import { a as isAlgorithm, i as hexDigest, o as primaryDigest, t as HEX_LENGTHS } from "./digest.js";
import { i as referenceText, n as parseReference, s as repositoryText, t as ociDigest } from "./reference.js";
import { a as readDescriptor, c as isIndex, r as jsonObject, s as hexOf, t as digestOf } from "./types.js";
import { t as quoted } from "./quoted.js";
import { a as text, r as list } from "./json.js";
import { o as attTag, t as BUNDLE_PREFIX } from "./manifests.js";
import { c as Unreadable, i as givenBundles, l as readCapped, n as bundlesBeside, t as namesArtifact } from "./read.js";
import { n as isAbout, t as verifyBundle } from "./statement2.js";
import { i as expectedOf, n as asOption, r as expectationOf } from "./request.js";
import { join } from "node:path";
import { createHash, hash } from "node:crypto";
import { createReadStream } from "node:fs";

// src/evidence/layout.ts
/** A manifest's limit in registries, and that of index.json here. */
const MAX_MANIFEST_BYTES = 4194304;
/** So many entries of index.json are opened to see what they refer to. */
const MAX_OPENED = 1e3;
/** OCI image-spec, annotations.md */
const REF_NAME = "org.opencontainers.image.ref.name";
/** What `cosign save` marks the entries of a layout with (cosign, pkg/oci/layout). */
const KIND = "kind";
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
	const bytes = await read(folder, "index.json", MAX_MANIFEST_BYTES);
	if (bytes === void 0) throw new WaybillError("NOT_FOUND", {
		what: `${quoted(folder)} is no OCI image layout.`,
		got: `no file ${quoted(path)}`,
		expected: "a folder with index.json and blobs/sha256"
	});
	const index = jsonObject(bytes);
	if (index === void 0 || !Array.isArray(index["manifests"])) throw invalid(folder, "an index.json that is no image index", "a JSON object with `manifests`");
	return new Folder(folder, list(index, "manifests").flatMap((entry) => readDescriptor(entry) ?? []));
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
		if (json === void 0) throw invalid(this.#folder, `content of ${digest} that is no JSON`, "a manifest");
		if (json["manifests"] !== void 0 && (json["layers"] !== void 0 || json["config"] !== void 0)) throw invalid(this.#folder, `${digest}, which is an image and an index at once`, "one of the two");
		return {
			mediaType: text(json, "mediaType") ?? entry?.mediaType ?? "",
			digest,
			bytes,
			json,
			etag: void 0
		};
	}
	async blob(digest, maxBytes) {
		const bytes = await read(this.#folder, join("blobs", "sha256", hexOf(digest)), maxBytes);
		if (bytes === void 0) return void 0;
		const actual = digestOf(bytes);
		if (actual !== digest) throw invalid(this.#folder, `a blob with the digest ${actual}`, digest);
		return bytes;
	}
	async referrers(subject) {
		const descriptors = [];
		for (const [index, entry] of this.#entries.filter((e) => !isIndex(e.mediaType)).entries()) {
			const { artifactType: _, ...bare } = entry;
			const opened = index < MAX_OPENED ? await this.#opened(entry) : "broken";
			if (opened === "broken") descriptors.push(bare);
			if (typeof opened !== "object" || text(opened.json, "subject", "digest") !== subject) continue;
			const artifactType = text(opened.json, "artifactType") ?? text(opened.json, "config", "mediaType");
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
		const image = this.#entries.find(({ annotations }) => COSIGN_IMAGES.includes(annotations?.[KIND]));
		if (image === void 0 || attTag(image.digest) !== tag) return void 0;
		return this.#entries.find(({ annotations }) => annotations?.[KIND] === COSIGN_ATTESTATIONS);
	}
};
/** Whether the entry says of itself that it belongs to an image. */
function isAttached({ annotations, artifactType }) {
	const kind = annotations?.[KIND];
	return kind?.startsWith("dev.cosignproject.cosign/") === true && !COSIGN_IMAGES.includes(kind) || artifactType?.startsWith("application/vnd.dev.sigstore.bundle") === true || ATTACHED_TAG.test(annotations?.[REF_NAME] ?? "");
}
async function read(folder, file, max) {
	try {
		return await readCapped(join(folder, file), max);
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		throw invalid(folder, `of ${file}: ${error.message}`, "a file that can be read");
	}
}
function invalid(folder, got, expected) {
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
	const digest = hexDigest(algorithm, hex);
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
		hash: createHash(algorithm)
	}));
	try {
		for await (const chunk of createReadStream(path, { highWaterMark: 1048576 })) for (const { hash } of hashes) hash.update(chunk);
	} catch (error) {
		throw new WaybillError("NOT_FOUND", {
			what: `The file ${path} cannot be read.`,
			got: kindOf(error)
		});
	}
	return Object.fromEntries(hashes.map(({ algorithm, hash }) => [algorithm, hexDigest(algorithm, hash.digest("hex"))]));
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
const MAX_LISTED = 10;
function onlyImage(folder, images) {
	const [first, ...others] = images;
	if (first !== void 0 && others.length === 0) return first.digest;
	const listed = images.slice(0, MAX_LISTED).map(({ digest, names: [name] }) => name === void 0 ? digest : `${digest} (${quoted(name, 60)})`);
	const more = images.length > MAX_LISTED ? [`and ${images.length - MAX_LISTED} more`] : [];
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
			if (seen.size === 0) seen.add(keyOf(first));
			const key = keyOf(evidence.json);
			if (seen.has(key)) continue;
			seen.add(key);
		}
		yield evidence;
	}
}
function keyOf(json) {
	return hash("sha256", oneLine(json), "base64");
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

export { artifactVerifier as t };
