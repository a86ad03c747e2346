import { text } from "../json.ts";
import { compareCodeUnits } from "../subjects/names.ts";
import { digestOf } from "./content.ts";
import { MEDIA, type Descriptor, type OciDigest } from "./types.ts";

/** What a JSON object in a manifest is to us: fields that we do not know are kept as they are. */
export type Entry = Readonly<Record<string, unknown>>;

/** Bytes to be stored under their digest, or under a tag. */
export interface Manifest {
  readonly mediaType: string;
  readonly digest: OciDigest;
  readonly bytes: Buffer;
}

/** The content of every referrer's config (OCI image-spec, manifest.md, "Guidance for an empty descriptor"). */
export const EMPTY_CONFIG = Buffer.from("{}");

/** Bundles of every version begin with it; readers compare the beginning alone. */
export const BUNDLE_PREFIX = "application/vnd.dev.sigstore.bundle";

export const CREATED = "org.opencontainers.image.created";

/** A bundle, and what its manifest says of it. */
export interface BundleToAttach {
  /** the bundle on one line; these very bytes are stored */
  readonly json: string;
  readonly predicateType: string;
  readonly created: Date;
}

/** The tag under which a registry without a referrers API keeps the list (OCI distribution-spec 1.1, "Referrers Tag Schema"). */
export function fallbackTag(subject: OciDigest): string {
  return subject.replace(":", "-");
}

/** The tag of cosign's own layout. */
export function attTag(subject: OciDigest): string {
  return `${fallbackTag(subject)}.att`;
}

/**
 * A bundle as referrer of a subject (cosign, specs/BUNDLE_SPEC.md, "Publishing"). The same bundle, subject and time give the
 * same bytes.
 */
export function referrerManifest(subject: Descriptor, bundle: BundleToAttach): Manifest {
  const blob = Buffer.from(bundle.json, "utf8");
  const { mediaType, digest, size } = subject;
  return manifest(MEDIA.image, {
    schemaVersion: 2,
    mediaType: MEDIA.image,
    artifactType: MEDIA.bundle,
    config: { mediaType: MEDIA.empty, digest: digestOf(EMPTY_CONFIG), size: EMPTY_CONFIG.length },
    layers: [{ mediaType: MEDIA.bundle, digest: digestOf(blob), size: blob.length }],
    subject: { mediaType, digest, size },
    annotations: referrerAnnotations(bundle),
  });
}

/** The manifest's entry in a list of referrers, with all that the specification wants copied from the manifest. */
export function referrerEntry({ mediaType, digest, bytes }: Manifest, bundle: BundleToAttach): Entry {
  return {
    mediaType,
    digest,
    size: bytes.length,
    artifactType: MEDIA.bundle,
    annotations: referrerAnnotations(bundle),
  };
}

function referrerAnnotations({ predicateType, created }: BundleToAttach): Record<string, string> {
  return {
    "dev.sigstore.bundle.content": "dsse-envelope",
    "dev.sigstore.bundle.predicateType": predicateType,
    [CREATED]: created.toISOString(),
  };
}

/** An image index with these entries in the order of their digests; other fields stay as they were. */
export function indexManifest(before: Entry, entries: readonly Entry[]): Manifest {
  const byDigest = [...entries].sort((a, b) =>
    compareCodeUnits(text(a, "digest") ?? "", text(b, "digest") ?? ""),
  );
  const json = { ...before, schemaVersion: 2, mediaType: MEDIA.index, manifests: byDigest };
  return manifest(MEDIA.index, json);
}

/** The config of a `.att` manifest, as cosign writes it: an image without a platform whose layers are the attestations. */
export function attConfig(layers: readonly Entry[]): Buffer {
  const created = "0001-01-01T00:00:00Z";
  return Buffer.from(
    JSON.stringify({
      architecture: "",
      created,
      history: layers.map(() => ({ created })),
      os: "",
      rootfs: { type: "layers", diff_ids: layers.map((layer) => text(layer, "digest") ?? "") },
      config: {},
    }),
  );
}

/** cosign's `.att` manifest with these layers; other fields stay as they were. */
export function attManifest(before: Entry, mediaType: string, layers: readonly Entry[]): Manifest {
  const config = attConfig(layers);
  return manifest(mediaType, {
    ...before,
    schemaVersion: 2,
    mediaType,
    config: {
      mediaType: text(before, "config", "mediaType") ?? MEDIA.config,
      size: config.length,
      digest: digestOf(config),
    },
    layers,
  });
}

function manifest(mediaType: string, json: Entry): Manifest {
  const bytes = Buffer.from(JSON.stringify(json));
  return { mediaType, digest: digestOf(bytes), bytes };
}
