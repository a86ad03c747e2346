import type { Descriptor, Platform } from "../../src/oci/types.ts";
import type { RegistryState, StoredRepository } from "./state.ts";

const IMAGE = "application/vnd.oci.image.manifest.v1+json";
const INDEX = "application/vnd.oci.image.index.v1+json";
const CONFIG = "application/vnd.oci.image.config.v1+json";
const LAYER = "application/vnd.oci.image.layer.v1.tar";
const IN_TOTO = "application/vnd.in-toto+json";
const DOCKER_IMAGE = "application/vnd.docker.distribution.manifest.v2+json";
const DOCKER_INDEX = "application/vnd.docker.distribution.manifest.list.v2+json";
const DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";

const LINUX_AMD64: Platform = { os: "linux", architecture: "amd64" };
const PLATFORMS: readonly Platform[] = [LINUX_AMD64, { os: "linux", architecture: "arm64", variant: "v8" }];

export interface ImageSetup {
  readonly tag?: string;
  readonly platform?: Platform;
  /** of its one layer: images of another content have another digest */
  readonly content?: string;
  readonly format?: "oci" | "docker";
}

export interface IndexSetup {
  readonly tag?: string;
  readonly platforms?: readonly Platform[];
  readonly content?: string;
  /** with BuildKit's attestation manifest of each platform, as entries of platform `unknown/unknown` */
  readonly attestations?: boolean;
  readonly format?: "oci" | "docker";
}

export interface PushedIndex {
  readonly descriptor: Descriptor;
  /** in the order of the index */
  readonly platforms: readonly Descriptor[];
  readonly attestations: readonly Descriptor[];
}

/** Puts a small image into the repository, past the API. @returns its manifest's descriptor */
export function pushImage(state: RegistryState, repository: string, setup: ImageSetup = {}): Descriptor {
  const into = state.repository(repository);
  const { os, architecture, variant } = setup.platform ?? LINUX_AMD64;
  const layer = Buffer.from(setup.content ?? "hello\n");
  const config = {
    os,
    architecture,
    ...(variant === undefined ? {} : { variant }),
    rootfs: { type: "layers", diff_ids: [into.putBlob(layer)] },
  };
  const docker = setup.format === "docker";
  const manifest = {
    schemaVersion: 2,
    mediaType: docker ? DOCKER_IMAGE : IMAGE,
    config: blob(into, docker ? DOCKER_CONFIG : CONFIG, Buffer.from(JSON.stringify(config))),
    layers: [blob(into, LAYER, layer)],
  };
  return push(into, manifest, setup.tag);
}

/** Puts an index of small images into the repository, past the API: two platforms, if none are given. */
export function pushIndex(state: RegistryState, repository: string, setup: IndexSetup = {}): PushedIndex {
  const into = state.repository(repository);
  const { format = "oci", content = "hello\n" } = setup;
  const platforms = (setup.platforms ?? PLATFORMS).map((platform) => ({
    ...pushImage(state, repository, { platform, format, content: `${content}${platform.architecture}` }),
    platform,
  }));
  const attestations =
    setup.attestations === true ? platforms.map((image) => pushAttestation(into, image)) : [];
  const index = {
    schemaVersion: 2,
    mediaType: format === "docker" ? DOCKER_INDEX : INDEX,
    manifests: [...platforms, ...attestations],
  };
  return { descriptor: push(into, index, setup.tag), platforms, attestations };
}

/** As BuildKit writes it: an image of statements, named by annotations of its entry in the index. */
function pushAttestation(into: StoredRepository, image: Descriptor): Descriptor {
  const statement = Buffer.from(
    JSON.stringify({
      _type: "https://in-toto.io/Statement/v0.1",
      predicateType: "https://slsa.dev/provenance/v0.2",
      subject: [{ name: "_", digest: { sha256: image.digest.slice("sha256:".length) } }],
      predicate: {},
    }),
  );
  const config = { os: "unknown", architecture: "unknown", rootfs: { type: "layers", diff_ids: [] } };
  const manifest = {
    schemaVersion: 2,
    mediaType: IMAGE,
    config: blob(into, CONFIG, Buffer.from(JSON.stringify(config))),
    layers: [
      {
        ...blob(into, IN_TOTO, statement),
        annotations: { "in-toto.io/predicate-type": "https://slsa.dev/provenance/v0.2" },
      },
    ],
  };
  return {
    ...push(into, manifest, undefined),
    annotations: {
      "vnd.docker.reference.digest": image.digest,
      "vnd.docker.reference.type": "attestation-manifest",
    },
    platform: { os: "unknown", architecture: "unknown" },
  };
}

function blob(into: StoredRepository, mediaType: string, bytes: Buffer): Descriptor {
  return { mediaType, digest: into.putBlob(bytes), size: bytes.length };
}

function push(
  into: StoredRepository,
  json: Readonly<Record<string, unknown>> & { readonly mediaType: string },
  tag: string | undefined,
): Descriptor {
  const bytes = Buffer.from(JSON.stringify(json));
  const { digest, mediaType } = into.putManifest(json.mediaType, bytes, json);
  if (tag !== undefined) into.putTag(tag, digest);
  return { mediaType, digest, size: bytes.length };
}
