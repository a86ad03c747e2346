import { a as text } from "./json.js";
import { t as compareCodeUnits } from "./names.js";
import { o as MEDIA, t as digestOf } from "./types.js";

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

export { attManifest as a, indexManifest as c, attConfig as i, referrerEntry as l, CREATED as n, attTag as o, EMPTY_CONFIG as r, fallbackTag as s, BUNDLE_PREFIX as t, referrerManifest as u };
