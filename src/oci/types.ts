import type { Hex } from "../intoto/digest.ts";

/** Media types of OCI 1.1 and of Docker's own manifests, by what they are to us. */
export const MEDIA = {
  image: "application/vnd.oci.image.manifest.v1+json",
  index: "application/vnd.oci.image.index.v1+json",
  dockerImage: "application/vnd.docker.distribution.manifest.v2+json",
  dockerIndex: "application/vnd.docker.distribution.manifest.list.v2+json",
  config: "application/vnd.oci.image.config.v1+json",
  empty: "application/vnd.oci.empty.v1+json",
  /** one layer of cosign's `.att` manifests */
  dsse: "application/vnd.dsse.envelope.v1+json",
  /** a Sigstore bundle of this version, as layer and as artifact type (cosign, BUNDLE_SPEC.md) */
  bundle: "application/vnd.dev.sigstore.bundle.v0.3+json",
} as const;

/** `sha256:` and lower-case hex: the only algorithm that every registry takes. */
export type OciDigest = `sha256:${Hex}`;

/** An index over the images of several platforms, OCI's or Docker's. */
export function isIndex(mediaType: string): boolean {
  return mediaType === MEDIA.index || mediaType === MEDIA.dockerIndex;
}

/** The digest's hex, as statements have it. */
export function hexOf(digest: OciDigest): Hex {
  return digest.slice("sha256:".length) as Hex;
}

/** A repository in a registry: `docker.io` for Docker Hub, whatever its aliases. */
export interface RepositoryName {
  /** host, and port where there is one: `ghcr.io`, `127.0.0.1:5000`, `[::1]:5000` */
  readonly registry: string;
  /** `acme/app` */
  readonly path: string;
}

/** A repository with what is named in it. */
export interface Reference {
  readonly repository: RepositoryName;
  readonly tag: string | undefined;
  readonly digest: OciDigest | undefined;
}

/** Content by its digest (OCI image-spec, descriptor.md). */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: OciDigest;
  /** bytes */
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly platform?: Platform;
}

/** Of an index's entry (OCI image-spec, image-index.md). */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

/** A manifest as the registry gave it, its digest recomputed from the bytes. */
export interface FetchedManifest {
  readonly mediaType: string;
  readonly digest: OciDigest;
  readonly bytes: Buffer;
  /** the parsed bytes */
  readonly json: Readonly<Record<string, unknown>>;
  /** for a conditional write, where the registry gave one */
  readonly etag: string | undefined;
}

/** What the referrers API says. `unsupported` where there is no such API (404, or an answer of another type). */
export type Referrers =
  | { readonly kind: "listed"; readonly descriptors: readonly Descriptor[] }
  | { readonly kind: "unsupported" };

/**
 * One repository, with what it takes to be let in. Whatever it gives has the digest that was asked for. Every method
 * throws WaybillError: REGISTRY_DENIED (401, 403; names the source of the credentials and the scope), REGISTRY_INVALID (an answer
 * that cannot be believed: another digest, too large, no JSON, redirects without end), REGISTRY_REFUSED (any other 4xx, with the
 * registry's own code and message), REGISTRY_UNAVAILABLE (5xx, 429 and no answer, once patience has ended).
 */
export interface OciRepository {
  readonly name: RepositoryName;
  /** undefined where the repository holds none under that tag or digest */
  manifest(reference: string): Promise<FetchedManifest | undefined>;
  /**
   * Under a tag there is one attempt, REGISTRY_UNAVAILABLE after it: whoever changes what is there reads it again before the next.
   * @param ifMatch the ETag that the tag must still have
   * @returns `conflict` for 412 alone: somebody else wrote in between
   */
  putManifest(
    reference: string,
    mediaType: string,
    bytes: Buffer,
    ifMatch?: string,
  ): Promise<"stored" | "conflict">;
  /** undefined where there is none; @param maxBytes beyond which it is REGISTRY_INVALID */
  blob(digest: OciDigest, maxBytes: number): Promise<Buffer | undefined>;
  /** Nothing is sent where the repository has it already. @returns its digest and size */
  putBlob(bytes: Buffer): Promise<{ readonly digest: OciDigest; readonly size: number }>;
  /** all pages (`Link`); @param digest of the subject */
  referrers(digest: OciDigest): Promise<Referrers>;
}

/** What is read of a repository to find what is attached to an image; a copy of it on disk has the same. */
export type OciContent = Pick<OciRepository, "manifest" | "blob" | "referrers">;
