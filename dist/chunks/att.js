import { T as repositoryText, ct as list, dt as WaybillError, l as MEDIA, ot as at, st as isRecord, ut as text } from "./base.js";
import { t as inParallel } from "./pool.js";
import { St as indexManifest, Tt as digestOf, bt as attTag, gt as CREATED, ht as BUNDLE_PREFIX, kt as readDescriptor, lt as require_dist, vt as attConfig, xt as fallbackTag, yt as attManifest } from "./verify.js";

// src/oci/att.ts
var import_dist = require_dist();
const SIGNATURE = "dev.cosignproject.cosign/signature";
const CERTIFICATE = "dev.sigstore.cosign/certificate";
const CHAIN = "dev.sigstore.cosign/chain";
const REKOR = "dev.sigstore.cosign/bundle";
/**
* The same signature in cosign's layout.
*
* cosign compares the layer's own hash with the one in the log's entry (pkg/cosign/verify.go, VerifyBundle), so the layer
* must be the envelope with the very bytes that were logged. Its timestamps are of that layer (VerifyRFC3161Timestamp) and a
* bundle's are of the signature (sigstore_bundle.proto), so none is carried over, either way.
*
* @param chain the certificate authority's intermediates and root, in PEM; not needed where the reader has a trusted root
*/
function toAttLayer({ json, predicateType }, chain) {
	const bundle = parsed(json);
	const material = at(bundle, "verificationMaterial");
	const certificate = text(material, "certificate", "rawBytes") ?? text(material, "x509CertificateChain", "certificates", 0, "rawBytes");
	if (certificate === void 0) return { reason: "it has no certificate" };
	const entry = list(material, "tlogEntries").find((entry) => promiseOf(entry) !== void 0);
	if (entry === void 0) return { reason: "it has no entry of a Rekor v1 log with its promise, the only one that cosign's `.att` layout can hold" };
	const rekor = rekorBundle(entry);
	if (rekor === void 0) return { reason: "its log entry is not readable" };
	const bytes = loggedEnvelope(at(bundle, "dsseEnvelope"), entry);
	if (bytes === void 0) return { reason: "the envelope's bytes are not those whose hash was logged" };
	const annotations = {
		[SIGNATURE]: "",
		[REKOR]: JSON.stringify(rekor),
		[CERTIFICATE]: pem(certificate),
		...chain === void 0 ? {} : { [CHAIN]: chain },
		predicateType
	};
	const digest = digestOf(bytes);
	return {
		digest,
		bytes,
		entry: {
			mediaType: MEDIA.dsse,
			size: bytes.length,
			digest,
			annotations
		}
	};
}
/**
* A layer of a `.att` manifest as a Sigstore bundle. It is of version 0.1, the only one that takes a log's promise
* without its proof.
*
* @param entry the layer's descriptor, with its annotations
* @param bytes the layer
*/
function fromAttLayer(entry, bytes) {
	const envelope = parsed(bytes.toString("utf8"));
	const { payload, payloadType } = isRecord(envelope) ? envelope : {};
	const signatures = list(envelope, "signatures").map((signature) => ({
		sig: text(signature, "sig") ?? "",
		keyid: text(signature, "keyid") ?? ""
	}));
	if (typeof payload !== "string" || typeof payloadType !== "string" || signatures.length === 0) return { reason: "the layer is not a DSSE envelope" };
	const annotations = at(entry, "annotations");
	const rawBytes = derOf(text(annotations, CERTIFICATE) ?? "");
	if (rawBytes === void 0) return { reason: "it names no certificate: it was signed with a key" };
	const logged = tlogEntry(parsed(text(annotations, REKOR) ?? ""));
	if (logged === void 0) return { reason: "it has no log entry: nothing that a bundle can hold says when it was signed" };
	return JSON.stringify({
		mediaType: import_dist.BUNDLE_V01_MEDIA_TYPE,
		verificationMaterial: {
			x509CertificateChain: { certificates: [{ rawBytes }] },
			tlogEntries: [logged]
		},
		dsseEnvelope: {
			payload,
			payloadType,
			signatures
		}
	});
}
/** Whether two bundles hold the same signature over the same payload, in whatever form. */
function sameAttestation(a, b) {
	const [one, other] = [parsed(a), parsed(b)].map((bundle) => ({
		payload: text(bundle, "dsseEnvelope", "payload"),
		sig: text(bundle, "dsseEnvelope", "signatures", 0, "sig")
	}));
	return one?.sig !== void 0 && one.sig === other?.sig && one.payload === other.payload;
}
/** cosign's RekorBundle (pkg/cosign/bundle/rekor.go); undefined where a number or the log's id is none. */
function rekorBundle(entry) {
	const integratedTime = integer(text(entry, "integratedTime"));
	const logIndex = integer(text(entry, "logIndex") ?? "0");
	const keyId = text(entry, "logId", "keyId");
	const body = text(entry, "canonicalizedBody");
	if (integratedTime === void 0 || logIndex === void 0 || keyId === void 0 || body === void 0) return void 0;
	const logID = Buffer.from(keyId, "base64").toString("hex");
	return {
		SignedEntryTimestamp: promiseOf(entry),
		Payload: {
			body,
			integratedTime,
			logIndex,
			logID
		}
	};
}
function tlogEntry(rekor) {
	const signedEntryTimestamp = text(rekor, "SignedEntryTimestamp");
	const canonicalizedBody = text(rekor, "Payload", "body");
	const integratedTime = at(rekor, "Payload", "integratedTime");
	const logIndex = at(rekor, "Payload", "logIndex");
	const logId = text(rekor, "Payload", "logID");
	if (!signedEntryTimestamp || !canonicalizedBody || logId === void 0 || !/^[0-9a-f]{64}$/.test(logId)) return void 0;
	if (!Number.isSafeInteger(integratedTime) || !Number.isSafeInteger(logIndex)) return void 0;
	const body = parsed(Buffer.from(canonicalizedBody, "base64").toString("utf8"));
	return {
		logIndex: String(logIndex),
		logId: { keyId: Buffer.from(logId, "hex").toString("base64") },
		kindVersion: {
			kind: text(body, "kind") ?? "",
			version: text(body, "apiVersion") ?? ""
		},
		integratedTime: String(integratedTime),
		inclusionPromise: { signedEntryTimestamp },
		canonicalizedBody
	};
}
/** The envelope as its writer logged it: JSON has no one order of fields, so those of known signers are tried. */
function loggedEnvelope(envelope, entry) {
	const body = parsed(Buffer.from(text(entry, "canonicalizedBody") ?? "", "base64").toString("utf8"));
	const logged = text(body, "spec", "envelopeHash", "value") ?? text(body, "spec", "content", "hash", "value");
	const payloadType = text(envelope, "payloadType");
	const payload = text(envelope, "payload");
	const sig = text(envelope, "signatures", 0, "sig");
	const keyid = text(envelope, "signatures", 0, "keyid") ?? "";
	return [
		{
			payloadType,
			payload,
			signatures: [{
				keyid,
				sig
			}]
		},
		{
			payload,
			payloadType,
			signatures: [{
				sig,
				keyid
			}]
		},
		{
			payload,
			payloadType,
			signatures: [{
				keyid,
				sig
			}]
		},
		{
			payload,
			payloadType,
			signatures: [{ sig }]
		},
		{
			payloadType,
			payload,
			signatures: [{ sig }]
		}
	].map((form) => Buffer.from(JSON.stringify(form))).find((bytes) => logged !== void 0 && digestOf(bytes) === `sha256:${logged}`);
}
/** Rekor v2's entries have none. */
function promiseOf(entry) {
	return text(entry, "inclusionPromise", "signedEntryTimestamp") || void 0;
}
function parsed(json) {
	try {
		return JSON.parse(json);
	} catch {
		return;
	}
}
function integer(digits) {
	return digits !== void 0 && /^\d{1,15}$/.test(digits) ? Number(digits) : void 0;
}
/** As Go's encoding/pem writes it. */
function pem(base64) {
	return [
		"-----BEGIN CERTIFICATE-----",
		...base64.match(/.{1,64}/g) ?? [],
		"-----END CERTIFICATE-----",
		""
	].join("\n");
}
function derOf(pem) {
	return /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(pem)?.[1]?.replaceAll(/\s/g, "");
}

// src/oci/lists.ts
/** A list longer than this is read to here, and not written to. */
const MAX_ENTRIES = 1e4;
/**
* The list of referrers that clients keep where the registry does not (OCI distribution-spec 1.1, "Referrers Tag Schema").
*
* @param known a digest that the repository holds, for {@link readTag}
*/
function fallbackContent(repository, known) {
	return {
		what: "the fallback tag",
		read: (tag) => readTag(repository, tag, known),
		entries: (found) => {
			if (found !== void 0 && found.mediaType !== MEDIA.index) throw foreign(repository, found, "the list of what refers to the image, an OCI index");
			return keyed(repository, list(found?.json, "manifests"));
		},
		build: (found, entries) => Promise.resolve(indexManifest(found?.json ?? {}, entries)),
		async isGone(entry) {
			const digest = readDescriptor(entry)?.digest;
			return digest !== void 0 && await readTag(repository, digest, known) === void 0;
		}
	};
}
/** cosign's `.att` manifest: its layers are the attestations. */
function attContent(repository, known) {
	return {
		what: "the tag",
		read: (tag) => readTag(repository, tag, known),
		entries: (found) => {
			if (found !== void 0 && found.mediaType !== MEDIA.image && found.mediaType !== MEDIA.dockerImage) throw foreign(repository, found, "cosign's attestations, an image manifest");
			return keyed(repository, list(found?.json, "layers"));
		},
		async build(found, layers) {
			await repository.putBlob(attConfig(layers));
			return attManifest(found?.json ?? {}, found?.mediaType ?? MEDIA.image, layers);
		},
		isGone: () => Promise.resolve(false)
	};
}
/**
* What is under a tag. Artifactory answers 403 for a tag that is not there (cosign #2973), so where a manifest that the repository
* holds may be read, a refusal means that there is none.
*/
async function readTag(repository, reference, known) {
	try {
		return await repository.manifest(reference);
	} catch (error) {
		if (!(error instanceof WaybillError) || error.code !== "REGISTRY_DENIED") throw error;
		if (await repository.manifest(known) === void 0) throw error;
		return;
	}
}
/** By digest; what has none is kept too. */
function keyed(repository, entries) {
	if (entries.length >= 1e4) throw new WaybillError("REGISTRY_REFUSED", {
		what: `The list of what is attached to the image in ${repositoryText(repository.name)} is full.`,
		got: `${entries.length} entries`,
		expected: `fewer than ${MAX_ENTRIES}`,
		todo: "Delete attestations that nobody needs any more."
	});
	const found = /* @__PURE__ */ new Map();
	for (const entry of entries.filter((entry) => isRecord(entry))) {
		const key = text(entry, "digest") ?? JSON.stringify(entry);
		if (!found.has(key)) found.set(key, entry);
	}
	return found;
}
function foreign(repository, found, expected) {
	return new WaybillError("REGISTRY_REFUSED", {
		what: `Something else is under the tag in ${repositoryText(repository.name)} that attestations of the image are found by.`,
		got: `a manifest of the type ${found.mediaType.slice(0, 100).replaceAll(/[^\x20-\x7e]/g, "?")}`,
		expected,
		todo: "Look at what it is. Nothing was overwritten; once it is deleted, run the job again."
	});
}

// src/oci/discover.ts
/** Kyverno's limit of a layer, too. */
const MAX_BUNDLE_BYTES = 10485760;
const MAX_MANIFESTS = 1e3;
/** of all bundles together */
const MAX_TOTAL_BYTES = 268435456;
const AT_A_TIME = 4;
/** Failures after which "nothing was found" would be a guess. */
const PASSING = ["REGISTRY_UNAVAILABLE", "REGISTRY_DENIED"];
/** Index entries of these artifact types say nothing of what they are: go-containerregistry up to 0.21.5, cosign up to 3.0.6. */
const SAYS_NOTHING = [
	void 0,
	"",
	MEDIA.empty
];
/**
* The Sigstore bundles attached to a digest: those that the registry lists as referrers, those under the fallback tag (even where the
* registry has a list: it may be empty, or the tag from before), and those in cosign's `.att` layout. What cannot be read is skipped
* with a reason and hides nothing else.
*
* @throws WaybillError what its methods throw, where nothing was found and some list could not be had
*/
async function discover(repository, subject, { maxBundles = MAX_MANIFESTS, maxBytes = MAX_BUNDLE_BYTES } = {}) {
	const reading = new Reading(repository, subject, maxBytes);
	const api = await reading.list("referrers", async () => {
		const answer = await repository.referrers(subject);
		return answer.kind === "listed" ? answer.descriptors : [];
	});
	const tag = await reading.list("fallback", async () => fallbackEntries(await readTag(repository, fallbackTag(subject), subject)));
	const layers = await reading.list("att", async () => attLayers(await readTag(repository, attTag(subject), subject)));
	const work = [...union(api ?? [], tag ?? []).map((candidate) => ({
		way: candidate.found[0] ?? "referrers",
		digest: candidate.descriptor.digest,
		open: () => reading.referrer(candidate)
	})), ...(layers ?? []).map((layer) => ({
		way: "att",
		digest: text(layer, "digest") ?? "",
		open: () => reading.layer(layer)
	}))];
	for (const { way, digest } of work.slice(maxBundles)) reading.skip(way, digest, `there are more than ${maxBundles}`);
	const bundles = unique(await inParallel(work.slice(0, maxBundles), AT_A_TIME, ({ open }) => open()));
	const unavailable = reading.failures.find(({ code }) => code === "REGISTRY_UNAVAILABLE");
	const failure = unavailable ?? reading.failures[0];
	if (bundles.length === 0 && failure !== void 0) throw failure;
	return {
		bundles,
		skipped: reading.skipped,
		unavailable
	};
}
/** One discovery, as it goes on. */
var Reading = class {
	skipped = [];
	failures = [];
	#repository;
	#subject;
	#maxBytes;
	#room = MAX_TOTAL_BYTES;
	constructor(repository, subject, maxBytes) {
		this.#repository = repository;
		this.#subject = subject;
		this.#maxBytes = maxBytes;
	}
	skip(way, digest, reason) {
		this.skipped.push({
			way,
			digest,
			reason
		});
	}
	async list(way, read) {
		try {
			const entries = await read();
			if (entries.length > 1e4) this.skip(way, this.#subject, `the list has ${entries.length} entries, and ${MAX_ENTRIES} are read`);
			return entries.slice(0, MAX_ENTRIES);
		} catch (error) {
			if (!(error instanceof WaybillError)) throw error;
			this.failures.push(error);
			this.skip(way, this.#subject, `the list could not be read (${error.code})`);
			return;
		}
	}
	async referrer({ descriptor, found }) {
		const way = found[0] ?? "referrers";
		const { digest } = descriptor;
		return this.#guarded(way, digest, async () => {
			const manifest = await this.#repository.manifest(digest);
			if (manifest === void 0) return "its manifest is not there";
			const layer = bundleLayer(manifest.json, this.#subject);
			if (layer === void 0) return void 0;
			if (typeof layer === "string") return layer;
			const blob = await this.#blob(layer);
			if (typeof blob === "string") return blob;
			const created = new Date(text(manifest.json, "annotations", "org.opencontainers.image.created") ?? "");
			return {
				json: blob.toString("utf8"),
				digest,
				found,
				created: Number.isNaN(created.getTime()) ? void 0 : created
			};
		});
	}
	async layer(entry) {
		return this.#guarded("att", text(entry, "digest") ?? "", async () => {
			const descriptor = readDescriptor(entry);
			if (descriptor === void 0) return "its descriptor is malformed";
			if (descriptor.mediaType !== MEDIA.dsse) return void 0;
			const blob = await this.#blob(descriptor);
			if (typeof blob === "string") return blob;
			const json = fromAttLayer(entry, blob);
			if (typeof json !== "string") return json.reason;
			return {
				json,
				digest: descriptor.digest,
				found: ["att"],
				created: void 0
			};
		});
	}
	/** One thing that was attached: a text is why it is none of ours to read, undefined that it is something else. */
	async #guarded(way, digest, read) {
		try {
			const result = await read();
			if (typeof result !== "string") return result;
			this.skip(way, digest, result);
		} catch (error) {
			if (!(error instanceof WaybillError)) throw error;
			if (PASSING.includes(error.code)) this.failures.push(error);
			this.skip(way, digest, `it could not be read (${error.code})`);
		}
	}
	async #blob({ digest, size }) {
		if (size > this.#maxBytes) return `it has ${size} bytes, and ${this.#maxBytes} are read`;
		if (size > this.#room) return `all together have more than ${MAX_TOTAL_BYTES} bytes`;
		this.#room -= size;
		return await this.#repository.blob(digest, size) ?? "its content is not there";
	}
};
/** The layer with the bundle; a text where it is broken, undefined where the manifest is of something else. */
function bundleLayer(json, subject) {
	const layers = list(json, "layers");
	const mediaType = text(layers, 0, "mediaType") ?? "";
	if (layers.length !== 1 || !mediaType.startsWith("application/vnd.dev.sigstore.bundle")) return void 0;
	if (text(json, "subject", "digest") !== subject) return "it refers to another image";
	return readDescriptor(layers[0]) ?? "its layer's descriptor is malformed";
}
/** The entries that may hold a bundle, those of both lists once. */
function union(api, tag) {
	const candidates = /* @__PURE__ */ new Map();
	const add = (way, descriptors) => {
		for (const descriptor of descriptors) {
			const { artifactType, digest } = descriptor;
			if (!SAYS_NOTHING.includes(artifactType) && artifactType?.startsWith("application/vnd.dev.sigstore.bundle") !== true) continue;
			const known = candidates.get(digest);
			if (known === void 0) candidates.set(digest, {
				descriptor,
				found: [way]
			});
			else if (!known.found.includes(way)) known.found.push(way);
		}
	};
	add("referrers", api);
	add("fallback", tag);
	return [...candidates.values()];
}
/** What is under the tag and is no index belongs to somebody else. */
function fallbackEntries(found) {
	if (found?.mediaType !== MEDIA.index) return [];
	return list(found.json, "manifests").flatMap((entry) => readDescriptor(entry) ?? []);
}
function attLayers(found) {
	return list(at(found?.json, "layers")).filter((layer) => isRecord(layer));
}
/** The same bundle, attached twice, is one. */
function unique(opened) {
	const byText = /* @__PURE__ */ new Map();
	for (const one of opened) if (one !== void 0 && !byText.has(one.json)) byText.set(one.json, one);
	return [...byText.values()];
}

export { toAttLayer as a, sameAttestation as i, attContent as n, fallbackContent as r, discover as t };
