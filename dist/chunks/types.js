import { n as isRecord } from "./json.js";
import { t as ociDigest } from "./reference.js";
import { createHash } from "node:crypto";

// src/oci/types.ts
/** Media types of OCI 1.1 and of Docker's own manifests, by what they are to us. */
const MEDIA = {
	image: "application/vnd.oci.image.manifest.v1+json",
	index: "application/vnd.oci.image.index.v1+json",
	dockerImage: "application/vnd.docker.distribution.manifest.v2+json",
	dockerIndex: "application/vnd.docker.distribution.manifest.list.v2+json",
	config: "application/vnd.oci.image.config.v1+json",
	empty: "application/vnd.oci.empty.v1+json",
	/** one layer of cosign's `.att` manifests */
	dsse: "application/vnd.dsse.envelope.v1+json",
	/** a Sigstore bundle of this version, as layer and as artifact type (cosign, BUNDLE_SPEC.md) */
	bundle: "application/vnd.dev.sigstore.bundle.v0.3+json"
};
/** An index over the images of several platforms, OCI's or Docker's. */
function isIndex(mediaType) {
	return mediaType === MEDIA.index || mediaType === MEDIA.dockerIndex;
}
/** The digest's hex, as statements have it. */
function hexOf(digest) {
	return digest.slice(7);
}

// src/oci/content.ts
/** The digest that registries name these bytes by. */
function digestOf(bytes) {
	const digest = ociDigest(`sha256:${createHash("sha256").update(bytes).digest("hex")}`);
	if (digest === void 0) throw new TypeError("not a sha256 digest");
	return digest;
}
/** Whether a `Docker-Content-Digest` is that of the bytes; it may be by an algorithm other than ours. */
function isDigestOf(claimed, bytes) {
	const [algorithm = "", hex = ""] = claimed.split(":", 2);
	if (algorithm !== "sha256" && algorithm !== "sha512") return false;
	return createHash(algorithm).update(bytes).digest("hex") === hex;
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

export { readDescriptor as a, isIndex as c, mediaTypeOf as i, isDigestOf as n, MEDIA as o, jsonObject as r, hexOf as s, digestOf as t };
