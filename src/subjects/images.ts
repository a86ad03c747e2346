import { WaybillError } from "../errors.ts";
import type { Subject, Subjects } from "../intoto/statement.ts";
import { at, isRecord, list, text } from "../json.ts";
import { ociDigest, referenceText, repositoryText } from "../oci/reference.ts";
import {
  hexOf,
  isIndex,
  MEDIA,
  type Descriptor,
  type FetchedManifest,
  type OciDigest,
  type OciRepository,
  type Reference,
  type RepositoryName,
} from "../oci/types.ts";
import { inParallel } from "../pool.ts";
import { quoted } from "../quoted.ts";

/** An image as its registry holds it, and what is stated of it. */
export interface AttestedImage {
  readonly repository: RepositoryName;
  /** the tags by which it was named, which must not move while we work */
  readonly tags: readonly string[];
  /** the image, or the index over its platforms */
  readonly manifest: Descriptor;
  /** with `attest-platforms`, the images of the index */
  readonly platforms: readonly Descriptor[];
  /** with `attest-platforms`, entries of the index that name no platform, BuildKit's attestations apart */
  readonly unstated: number;
  /** the image by its repository, then its platforms */
  readonly subjects: Subjects;
}

/** `ghcr.io/acme/app@sha256:…` */
export function imageText({ repository, manifest }: AttestedImage): string {
  return `${repositoryText(repository)}@${manifest.digest}`;
}

/** Registries asked at a time. */
const AT_ONCE = 4;

/**
 * Looks every reference up in its registry. The digest is of the bytes that came, whatever named them. Two references to one
 * image are one image.
 * @param open the repository, with whatever credentials there are for it
 * @throws WaybillError IMAGE_NOT_FOUND, IMAGE_CHANGED where a tag and a digest in one reference disagree, and what a registry's refusals are
 */
export async function resolveImages(
  references: readonly Reference[],
  open: (name: RepositoryName) => OciRepository,
  attestPlatforms: boolean,
): Promise<AttestedImage[]> {
  const resolved = await inParallel(references, AT_ONCE, (reference) =>
    resolveImage(reference, open(reference.repository), attestPlatforms),
  );
  const images = new Map<string, AttestedImage>();
  for (const image of resolved) {
    const key = `${repositoryText(image.repository)}@${image.manifest.digest}`;
    const known = images.get(key);
    const tags = [...new Set([...(known?.tags ?? []), ...image.tags])];
    images.set(key, { ...(known ?? image), tags });
  }
  return [...images.values()];
}

async function resolveImage(
  reference: Reference,
  repository: OciRepository,
  attestPlatforms: boolean,
): Promise<AttestedImage> {
  const { tag, digest } = reference;
  const fetched = await fetch(repository, reference, digest ?? tag ?? "latest");
  if (tag !== undefined && digest !== undefined)
    assertPoints(reference, tag, (await repository.manifest(tag))?.digest, digest);
  const name = repositoryText(reference.repository);
  const { platforms, unstated } = attestPlatforms
    ? await fetchPlatforms(repository, reference, fetched)
    : { platforms: [], unstated: 0 };
  return {
    repository: reference.repository,
    tags: tag === undefined ? (digest === undefined ? ["latest"] : []) : [tag],
    manifest: { mediaType: fetched.mediaType, digest: fetched.digest, size: fetched.bytes.length },
    platforms: platforms.map(({ descriptor }) => descriptor),
    unstated,
    subjects: [
      subject(name, fetched.digest),
      ...platforms.map((one) => subject(`${name}?platform=${one.name}`, one.descriptor.digest)),
    ],
  };
}

function subject(name: string, digest: OciDigest): Subject {
  return { name, digest: { sha256: hexOf(digest) } };
}

async function fetch(
  repository: OciRepository,
  reference: Reference,
  named: string,
): Promise<FetchedManifest> {
  const fetched = await repository.manifest(named);
  if (fetched !== undefined) return assertImage(reference, fetched);
  throw new WaybillError("IMAGE_NOT_FOUND", {
    what: `The registry ${reference.repository.registry} holds no such image.`,
    got: `nothing under ${named} in ${reference.repository.path}`,
    expected: referenceText(reference),
    todo: "Use the digest that the registry gave for the push (docker/build-push-action's output `digest`, not the id of a local image), and attest after the push to that very registry.",
  });
}

const IMAGES: readonly string[] = [MEDIA.image, MEDIA.index, MEDIA.dockerImage, MEDIA.dockerIndex];

/** A page for people in JSON is content with a digest as well; and the digest of Docker's first schema is not that of its bytes. */
function assertImage(reference: Reference, fetched: FetchedManifest): FetchedManifest {
  if (IMAGES.includes(fetched.mediaType)) return fetched;
  throw new WaybillError("REGISTRY_INVALID", {
    what: `What ${reference.repository.registry} gave for ${referenceText(reference)} is no image. Nothing was signed.`,
    got: `content of the type ${quoted(fetched.mediaType, 100)}`,
    expected: "an image or an index, OCI's or Docker's (schema 2)",
    todo: "Look for a proxy or a mirror in between; push an image of Docker's first schema anew.",
  });
}

interface PlatformImage {
  readonly name: string;
  readonly descriptor: Descriptor;
}

/** With the image itself they are one statement, which verifiers read up to this many subjects of. */
const MAX_PLATFORMS = 1023;

interface IndexedImages {
  readonly platforms: readonly PlatformImage[];
  readonly unstated: number;
}

/** The index's images; of an image without an index, none. */
async function fetchPlatforms(
  repository: OciRepository,
  reference: Reference,
  index: FetchedManifest,
): Promise<IndexedImages> {
  if (!isIndex(index.mediaType)) return { platforms: [], unstated: 0 };
  const entries = list(index.json, "manifests").filter((entry) => !isBuildKits(entry));
  const named = new Map<string, OciDigest>();
  for (const entry of entries) {
    const name = platformOf(entry);
    const digest = ociDigest(text(entry, "digest") ?? "");
    if (name === undefined) continue;
    if (digest === undefined)
      throw unreadableIndex(reference, `an entry for ${quoted(name)} without a digest`);
    if ((named.get(name) ?? digest) !== digest)
      throw unreadableIndex(reference, `two images for ${quoted(name)}`);
    named.set(name, digest);
  }
  if (named.size > MAX_PLATFORMS) throw unreadableIndex(reference, `${named.size} platforms`);
  const platforms: PlatformImage[] = [];
  for (const [name, digest] of named) {
    const { mediaType, bytes } = await fetch(repository, reference, digest);
    platforms.push({ name, descriptor: { mediaType, digest, size: bytes.length } });
  }
  return { platforms, unstated: entries.filter((entry) => platformOf(entry) === undefined).length };
}

/** BuildKit's own attestations, which it lists beside the images, for the platform `unknown/unknown`. */
function isBuildKits(entry: unknown): boolean {
  const platform = at(entry, "platform");
  return (
    text(entry, "annotations", "vnd.docker.reference.type") !== undefined ||
    (text(platform, "os") === "unknown" && text(platform, "architecture") === "unknown")
  );
}

/** A platform as containerd writes it, `linux/arm64/v8` or `windows(10.0.17763.1)/amd64`. */
function platformOf(entry: unknown): string | undefined {
  const platform = at(entry, "platform");
  const word = (key: string): string | undefined => {
    const value = text(platform, key);
    return value !== undefined && /^[\w.-]{1,64}$/.test(value) ? value : undefined;
  };
  const [os, architecture] = [word("os"), word("architecture")];
  if (!isRecord(platform) || os === undefined || architecture === undefined) return undefined;
  if (os === "unknown" || architecture === "unknown") return undefined;
  const [version, variant] = [word("os.version"), word("variant")];
  return [version === undefined ? os : `${os}(${version})`, architecture, variant]
    .filter((part) => part !== undefined)
    .join("/");
}

function unreadableIndex(reference: Reference, got: string): WaybillError {
  return new WaybillError("REGISTRY_INVALID", {
    what: `The index of ${referenceText(reference)} cannot be stated platform by platform. Nothing was signed.`,
    got,
    expected: `one image for each platform, and at most ${MAX_PLATFORMS} of them`,
    todo: "Set `attest-platforms: false` to attest the index alone.",
  });
}

/**
 * Tags still point to what they pointed to.
 * @throws WaybillError IMAGE_CHANGED
 */
export async function assertUnmoved(image: AttestedImage, repository: OciRepository): Promise<void> {
  for (const tag of image.tags) {
    const now = await repository.manifest(tag);
    assertPoints(
      { repository: image.repository, tag, digest: undefined },
      tag,
      now?.digest,
      image.manifest.digest,
    );
  }
}

function assertPoints(
  reference: Reference,
  tag: string,
  actual: OciDigest | undefined,
  expected: OciDigest,
): void {
  if (actual === expected) return;
  throw new WaybillError("IMAGE_CHANGED", {
    what: `The tag ${quoted(tag)} of ${repositoryText(reference.repository)} does not point to the image that is attested.`,
    got: actual ?? "no image under that tag",
    expected,
    todo: "Name the image by its digest, which cannot move, or find out what else pushes to the tag.",
  });
}
