import { createHash } from "node:crypto";
import { createReadStream, readFileSync, statSync } from "node:fs";

import { kindOf, WaybillError } from "../errors.ts";
import {
  HEX_LENGTHS,
  hexDigest,
  isAlgorithm,
  primaryDigest,
  type Algorithm,
  type DigestSet,
} from "../intoto/digest.ts";
import { ociDigest, parseReference, referenceText, repositoryText } from "../oci/reference.ts";
import { hexOf, type OciContent, type OciDigest, type Reference, type RepositoryName } from "../oci/types.ts";
import { quoted } from "../quoted.ts";
import { openLayout, type Layout, type LayoutImage } from "./layout.ts";

/** What a user asks about, understood and not yet looked at. */
export type NamedArtifact =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "digest"; readonly digests: DigestSet }
  | { readonly kind: "image"; readonly reference: Reference }
  | { readonly kind: "layout"; readonly folder: string; readonly digest: OciDigest | undefined };

interface ArtifactFacts {
  /** all that is known of them; a statement names the artifact by one or more */
  readonly digests: DigestSet;
  /** for people: the path, `ghcr.io/acme/app@sha256:…`, or the digest */
  readonly name: string;
  /** how the digest was come to where the user did not give it: `ghcr.io/acme/app:1.2 is sha256:…` */
  readonly resolved?: string;
}

/** An artifact with its digests, and where something about it may be found. */
export type Artifact = ArtifactFacts &
  (
    | { readonly kind: "file"; readonly path: string }
    | { readonly kind: "digest" }
    | { readonly kind: "image"; readonly repository: RepositoryName; readonly digest: OciDigest }
    | {
        readonly kind: "layout";
        readonly folder: string;
        readonly layout: Layout;
        readonly digest: OciDigest;
      }
  );

const LAYOUT = "oci-layout:";
const IMAGE = "oci://";

/**
 * `sha256:HEX` (or sha384, sha512), `oci://REFERENCE`, `oci-layout:FOLDER[@sha256:HEX]`, or a path. A file with such a name is
 * named as `./sha256:…`.
 * @throws WaybillError USAGE, REFERENCE_INVALID
 */
export function parseArtifact(named: string): NamedArtifact {
  if (named === "") throw notNamed(named, "nothing is named");
  if (named.includes("\0")) throw notNamed(named, "no path has such a character in it");
  if (named.startsWith(IMAGE)) return { kind: "image", reference: parseReference(named.slice(IMAGE.length)) };
  if (named.startsWith(LAYOUT)) return parseLayout(named);
  const [, algorithm, hex] = /^([A-Za-z0-9_]+):([0-9A-Za-z]*)$/.exec(named) ?? [];
  const isDigest = algorithm !== undefined && (isAlgorithm(algorithm.toLowerCase()) || isLongHex(hex));
  if (isDigest) return { kind: "digest", digests: parseDigest(named, algorithm.toLowerCase(), hex ?? "") };
  if (/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(named))
    throw notNamed(named, "an artifact is not named by such an address");
  return { kind: "file", path: named };
}

/** A drive's letter, `C:abc`, is not followed by a digest. */
function isLongHex(text: string | undefined): boolean {
  return text !== undefined && /^[0-9a-f]{32,}$/i.test(text);
}

function parseDigest(named: string, algorithm: string, hex: string): DigestSet {
  if (!isAlgorithm(algorithm))
    throw notNamed(named, `a digest is one of ${Object.keys(HEX_LENGTHS).join(", ")}`);
  const digest = hexDigest(algorithm, hex);
  if (digest === undefined)
    throw notNamed(named, `a ${algorithm} digest has ${HEX_LENGTHS[algorithm]} hex digits`);
  return { [algorithm]: digest };
}

function parseLayout(named: string): NamedArtifact {
  const rest = named.slice(LAYOUT.length);
  // Folders may have an `@` in their names, so the last one counts, and what follows must look like a digest.
  const [, before = "", after] = /^(.*)@([A-Za-z0-9_+.-]+:[^/\\@]*)$/s.exec(rest) ?? [];
  const folder = after === undefined ? rest : before;
  if (folder === "") throw notNamed(named, "no folder is named");
  if (after === undefined) return { kind: "layout", folder, digest: undefined };
  const digest = ociDigest(after);
  if (digest === undefined)
    throw notNamed(named, "what follows `@` is `sha256:` and 64 lower-case hex digits");
  return { kind: "layout", folder, digest };
}

/**
 * Looks at what was named: a file is hashed, a tag is asked for at its registry, a layout is opened. An image named by its digest
 * is that digest, whatever tag stands beside it, and nobody is asked.
 * @throws WaybillError NOT_FOUND, IMAGE_NOT_FOUND, LAYOUT_INVALID, and what a registry's refusals are
 */
export async function openArtifact(
  named: NamedArtifact,
  registries: (name: RepositoryName) => OciContent,
): Promise<Artifact> {
  switch (named.kind) {
    case "file":
      return { kind: "file", path: named.path, name: named.path, digests: await digestsOf(named.path) };
    case "digest":
      return { kind: "digest", name: primaryDigest(named.digests), digests: named.digests };
    case "image":
      return await openImage(named.reference, registries);
    case "layout":
      return await openLayoutImage(named.folder, named.digest);
  }
}

/**
 * All digests that a statement may name the file by, in one reading.
 * @throws WaybillError NOT_FOUND
 */
export async function digestsOf(path: string): Promise<DigestSet> {
  const algorithms = Object.keys(HEX_LENGTHS) as Algorithm[];
  const hashes = algorithms.map((algorithm) => ({ algorithm, hash: createHash(algorithm) }));
  try {
    for await (const chunk of chunksOf(path)) {
      for (const { hash } of hashes) hash.update(chunk);
    }
  } catch (error) {
    throw new WaybillError("NOT_FOUND", { what: `The file ${path} cannot be read.`, got: kindOf(error) });
  }
  return Object.fromEntries(
    hashes.map(({ algorithm, hash }) => [algorithm, hexDigest(algorithm, hash.digest("hex"))]),
  );
}

/** Below this a stream costs more than what it saves. */
const SMALL = 4 * 1024 * 1024;

function chunksOf(path: string): AsyncIterable<Uint8Array> | readonly Uint8Array[] {
  const stats = statSync(path);
  if (stats.isFile() && stats.size <= SMALL) return [readFileSync(path)];
  return createReadStream(path, { highWaterMark: 1024 * 1024 });
}

async function openImage(
  reference: Reference,
  registries: (name: RepositoryName) => OciContent,
): Promise<Artifact> {
  const { repository } = reference;
  if (reference.digest !== undefined) return image(repository, reference.digest);
  const tag = reference.tag ?? "latest";
  const asked = referenceText({ repository, tag, digest: undefined });
  const found = await registries(repository).manifest(tag);
  if (found === undefined)
    throw new WaybillError("IMAGE_NOT_FOUND", {
      what: `The registry ${repository.registry} holds no such image.`,
      got: `nothing under ${tag} in ${repository.path}`,
      expected: asked,
      todo: "Look for a typing error, or name the image by its digest.",
    });
  return { ...image(repository, found.digest), resolved: `${asked} is ${found.digest}` };
}

function image(repository: RepositoryName, digest: OciDigest): Artifact {
  const name = `${repositoryText(repository)}@${digest}`;
  return { kind: "image", repository, digest, name, digests: { sha256: hexOf(digest) } };
}

async function openLayoutImage(folder: string, given: OciDigest | undefined): Promise<Artifact> {
  const layout = await openLayout(folder);
  const digest = given ?? onlyImage(folder, await layout.images());
  // Read, so that its digest is that of its bytes, and not what a file's name says.
  if ((await layout.manifest(digest)) === undefined)
    throw new WaybillError("IMAGE_NOT_FOUND", {
      what: `The OCI image layout ${quoted(folder)} does not hold the image.`,
      got: "no such blob",
      expected: digest,
    });
  return {
    kind: "layout",
    folder,
    layout,
    digest,
    name: `${LAYOUT}${folder}@${digest}`,
    digests: { sha256: hexOf(digest) },
    ...(given === undefined ? { resolved: `the one image of ${quoted(folder)} is ${digest}` } : {}),
  };
}

const MAX_LISTED = 10;

function onlyImage(folder: string, images: readonly LayoutImage[]): OciDigest {
  const [first, ...others] = images;
  if (first !== undefined && others.length === 0) return first.digest;
  const listed = images
    .slice(0, MAX_LISTED)
    .map(({ digest, names: [name] }) => (name === undefined ? digest : `${digest} (${quoted(name, 60)})`));
  const more = images.length > MAX_LISTED ? [`and ${images.length - MAX_LISTED} more`] : [];
  throw new WaybillError("IMAGE_NOT_FOUND", {
    what: `The OCI image layout ${quoted(folder)} does not say which image is meant.`,
    got: images.length === 0 ? "no image in index.json" : [...listed, ...more].join(", "),
    expected: "one image, or its digest",
    todo: `Name it: ${LAYOUT}FOLDER@sha256:…`,
  });
}

function notNamed(named: string, problem: string): WaybillError {
  return new WaybillError("USAGE", {
    what: `This names no artifact: ${problem}.`,
    got: quoted(named, 200),
    expected: "a path, sha256:HEX, oci://REFERENCE or oci-layout:FOLDER[@sha256:HEX]",
    todo: "Put ./ before the name of a file that looks like one of the others.",
  });
}
