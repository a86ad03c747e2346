// local/registry/images.ts
const IMAGE = "application/vnd.oci.image.manifest.v1+json";
const INDEX = "application/vnd.oci.image.index.v1+json";
const CONFIG = "application/vnd.oci.image.config.v1+json";
const LAYER = "application/vnd.oci.image.layer.v1.tar";
const IN_TOTO = "application/vnd.in-toto+json";
const DOCKER_IMAGE = "application/vnd.docker.distribution.manifest.v2+json";
const DOCKER_INDEX = "application/vnd.docker.distribution.manifest.list.v2+json";
const DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
const LINUX_AMD64 = {
	os: "linux",
	architecture: "amd64"
};
const PLATFORMS = [LINUX_AMD64, {
	os: "linux",
	architecture: "arm64",
	variant: "v8"
}];
/** Puts a small image into the repository, past the API. @returns its manifest's descriptor */
function pushImage(state, repository, setup = {}) {
	const into = state.repository(repository);
	const { os, architecture, variant } = setup.platform ?? LINUX_AMD64;
	const layer = Buffer.from(setup.content ?? "hello\n");
	const config = {
		os,
		architecture,
		...variant === void 0 ? {} : { variant },
		rootfs: {
			type: "layers",
			diff_ids: [into.putBlob(layer)]
		}
	};
	const docker = setup.format === "docker";
	return push(into, {
		schemaVersion: 2,
		mediaType: docker ? DOCKER_IMAGE : IMAGE,
		config: blob(into, docker ? DOCKER_CONFIG : CONFIG, Buffer.from(JSON.stringify(config))),
		layers: [blob(into, LAYER, layer)]
	}, setup.tag);
}
/** Puts an index of small images into the repository, past the API: two platforms, if none are given. */
function pushIndex(state, repository, setup = {}) {
	const into = state.repository(repository);
	const { format = "oci", content = "hello\n" } = setup;
	const platforms = (setup.platforms ?? PLATFORMS).map((platform) => ({
		...pushImage(state, repository, {
			platform,
			format,
			content: `${content}${platform.architecture}`
		}),
		platform
	}));
	const attestations = setup.attestations === true ? platforms.map((image) => pushAttestation(into, image)) : [];
	return {
		descriptor: push(into, {
			schemaVersion: 2,
			mediaType: format === "docker" ? DOCKER_INDEX : INDEX,
			manifests: [...platforms, ...attestations]
		}, setup.tag),
		platforms,
		attestations
	};
}
/** As BuildKit writes it: an image of statements, named by annotations of its entry in the index. */
function pushAttestation(into, image) {
	const statement = Buffer.from(JSON.stringify({
		_type: "https://in-toto.io/Statement/v0.1",
		predicateType: "https://slsa.dev/provenance/v0.2",
		subject: [{
			name: "_",
			digest: { sha256: image.digest.slice(7) }
		}],
		predicate: {}
	}));
	return {
		...push(into, {
			schemaVersion: 2,
			mediaType: IMAGE,
			config: blob(into, CONFIG, Buffer.from(JSON.stringify({
				os: "unknown",
				architecture: "unknown",
				rootfs: {
					type: "layers",
					diff_ids: []
				}
			}))),
			layers: [{
				...blob(into, IN_TOTO, statement),
				annotations: { "in-toto.io/predicate-type": "https://slsa.dev/provenance/v0.2" }
			}]
		}, void 0),
		annotations: {
			"vnd.docker.reference.digest": image.digest,
			"vnd.docker.reference.type": "attestation-manifest"
		},
		platform: {
			os: "unknown",
			architecture: "unknown"
		}
	};
}
function blob(into, mediaType, bytes) {
	return {
		mediaType,
		digest: into.putBlob(bytes),
		size: bytes.length
	};
}
function push(into, json, tag) {
	const bytes = Buffer.from(JSON.stringify(json));
	const { digest, mediaType } = into.putManifest(json.mediaType, bytes, json);
	if (tag !== void 0) into.putTag(tag, digest);
	return {
		mediaType,
		digest,
		size: bytes.length
	};
}

export { pushIndex };
