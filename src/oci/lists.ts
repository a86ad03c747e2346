import { WaybillError } from "../errors.ts";
import { isRecord, list, text } from "../json.ts";
import { attConfig, attManifest, indexManifest, type Entry } from "./manifests.ts";
import { readDescriptor } from "./content.ts";
import { repositoryText } from "./reference.ts";
import type { TagContent } from "./tag.ts";
import { MEDIA, type FetchedManifest, type OciContent, type OciDigest, type OciRepository } from "./types.ts";

/** A list longer than this is read to here, and not written to. */
export const MAX_ENTRIES = 10_000;

/**
 * The list of referrers that clients keep where the registry does not (OCI distribution-spec 1.1, "Referrers Tag Schema").
 *
 * @param known a digest that the repository holds, for {@link readTag}
 */
export function fallbackContent(repository: OciRepository, known: OciDigest): TagContent {
  return {
    what: "the fallback tag",
    read: (tag) => readTag(repository, tag, known),
    entries: (found) => {
      if (found !== undefined && found.mediaType !== MEDIA.index)
        throw foreign(repository, found, "the list of what refers to the image, an OCI index");
      return keyed(repository, list(found?.json, "manifests"));
    },
    build: (found, entries) => Promise.resolve(indexManifest(found?.json ?? {}, entries)),
    async isGone(entry) {
      const digest = readDescriptor(entry)?.digest;
      return digest !== undefined && (await readTag(repository, digest, known)) === undefined;
    },
  };
}

/** cosign's `.att` manifest: its layers are the attestations. */
export function attContent(repository: OciRepository, known: OciDigest): TagContent {
  return {
    what: "the tag",
    read: (tag) => readTag(repository, tag, known),
    entries: (found) => {
      // COSIGN_DOCKER_MEDIA_TYPES makes cosign write Docker's type.
      if (found !== undefined && found.mediaType !== MEDIA.image && found.mediaType !== MEDIA.dockerImage)
        throw foreign(repository, found, "cosign's attestations, an image manifest");
      return keyed(repository, list(found?.json, "layers"));
    },
    async build(found, layers) {
      await repository.putBlob(attConfig(layers));
      return attManifest(found?.json ?? {}, found?.mediaType ?? MEDIA.image, layers);
    },
    // A layer's blob stays when the layer is taken out: nothing tells that from an overwritten update.
    isGone: () => Promise.resolve(false),
  };
}

/**
 * What is under a tag. Artifactory answers 403 for a tag that is not there (cosign #2973), so where a manifest that the repository
 * holds may be read, a refusal means that there is none.
 */
export async function readTag(
  repository: OciContent,
  reference: string,
  known: OciDigest,
): Promise<FetchedManifest | undefined> {
  try {
    return await repository.manifest(reference);
  } catch (error) {
    if (!(error instanceof WaybillError) || error.code !== "REGISTRY_DENIED") throw error;
    if ((await repository.manifest(known)) === undefined) throw error;
    return undefined;
  }
}

/** By digest; what has none is kept too. */
function keyed(repository: OciRepository, entries: readonly unknown[]): ReadonlyMap<string, Entry> {
  if (entries.length >= MAX_ENTRIES)
    throw new WaybillError("REGISTRY_REFUSED", {
      what: `The list of what is attached to the image in ${repositoryText(repository.name)} is full.`,
      got: `${entries.length} entries`,
      expected: `fewer than ${MAX_ENTRIES}`,
      todo: "Delete attestations that nobody needs any more.",
    });
  const found = new Map<string, Entry>();
  for (const entry of entries.filter((entry) => isRecord(entry))) {
    const key = text(entry, "digest") ?? JSON.stringify(entry);
    if (!found.has(key)) found.set(key, entry);
  }
  return found;
}

function foreign(repository: OciRepository, found: FetchedManifest, expected: string): WaybillError {
  return new WaybillError("REGISTRY_REFUSED", {
    what: `Something else is under the tag in ${repositoryText(repository.name)} that attestations of the image are found by.`,
    got: `a manifest of the type ${found.mediaType.slice(0, 100).replaceAll(/[^\x20-\x7e]/g, "?")}`,
    expected,
    todo: "Look at what it is. Nothing was overwritten; once it is deleted, run the job again.",
  });
}
