import { WaybillError } from "../errors.ts";
import { toAttLayer, type AttLayer } from "./att.ts";
import { attContent, fallbackContent } from "./lists.ts";
import {
  attTag,
  BUNDLE_PREFIX,
  EMPTY_CONFIG,
  fallbackTag,
  referrerEntry,
  referrerManifest,
  type BundleToAttach,
  type Entry,
  type Manifest,
} from "./manifests.ts";
import { repositoryText } from "./reference.ts";
import { updateTag, type TagPorts } from "./tag.ts";
import type { Descriptor, OciDigest, OciRepository } from "./types.ts";

/** What the user may ask for (`registry-layout`). */
export const LAYOUTS = ["auto", "referrers", "fallback", "att", "all"] as const;
export type Layout = (typeof LAYOUTS)[number];

/** By what a reader finds an attestation: the registry's own list, the list under the fallback tag, cosign's `.att` tag. */
export type Way = "referrers" | "fallback" | "att";

export interface AttachOptions extends TagPorts {
  readonly layout: Layout;
  /** for `.att`: the certificate authority's intermediates and root, in PEM */
  readonly chain?: string;
}

export interface Attached {
  /** of the manifest that holds the bundle; of the layer, where `.att` alone was asked for */
  readonly digest: OciDigest;
  readonly stored: readonly Way[];
}

export interface AttachResult {
  /** one for each bundle, in their order */
  readonly attached: readonly Attached[];
  /** sentences for the user */
  readonly warnings: readonly string[];
}

/** Kyverno refuses images with more referrers. */
const KYVERNO_REFERRERS = 50;
/** Pauses before the referrers are asked for again, in milliseconds: some registries list after a while. */
const LISTING_PAUSES_MS = [200, 500, 1000] as const;
/** Pauses before a manifest is stored once more, in milliseconds. */
const STORING_PAUSES_MS = [200, 1000] as const;

interface Item {
  readonly bundle: BundleToAttach;
  readonly manifest: Manifest;
}

/**
 * Stores bundles in a repository so that readers of the subject's digest find them, all bundles in one update of a tag.
 * Can be repeated: the same bundle with the same `created` is the same manifest, and is not listed twice.
 *
 * @param subject the image's manifest or index; it may be in another repository
 * @throws WaybillError REGISTRY_REFUSED, REGISTRY_UNAVAILABLE, and what `OciRepository` throws; the text says what is stored
 * all the same and what is lacking
 */
export async function attach(
  repository: OciRepository,
  subject: Descriptor,
  bundles: readonly BundleToAttach[],
  options: AttachOptions,
): Promise<AttachResult> {
  if (bundles.length === 0) return { attached: [], warnings: [] };
  if (options.layout === "att") return attachAsAtt(repository, subject, bundles, options);
  const items = bundles.map((bundle) => ({ bundle, manifest: referrerManifest(subject, bundle) }));
  for (const item of items) await push(repository, item, options);
  const digests = items.map(({ manifest }) => manifest.digest);
  try {
    return await list(repository, subject, items, options);
  } catch (error) {
    throw withStored(error, digests);
  }
}

/** Makes the pushed manifests known in each way that the layout asks for; the first failure is told after all were tried. */
async function list(
  repository: OciRepository,
  subject: Descriptor,
  items: readonly Item[],
  options: AttachOptions,
): Promise<AttachResult> {
  const { layout } = options;
  const warnings: string[] = [];
  const failures: unknown[] = [];
  const stored = new Map<OciDigest, Way[]>(items.map(({ manifest }) => [manifest.digest, []]));
  const add = (way: Way, digests: Iterable<OciDigest>): void => {
    for (const digest of digests) stored.get(digest)?.push(way);
  };

  const api = layout === "fallback" ? NOT_ASKED : await listing(repository, subject, items, options);
  add("referrers", api.ours);
  const unlisted = items.filter(({ manifest }) => !api.ours.has(manifest.digest));
  if (layout === "referrers" && unlisted.length > 0) throw notListed(repository, api);
  if (api.isMistaken)
    warnings.push(
      `${repositoryText(repository.name)} lists the attestation without its artifact type. gh and Kyverno pass over it there; ` +
        "the registry is at fault, and a newer version may list it as it is.",
    );

  const forTag = layout === "fallback" || layout === "all" ? items : unlisted;
  let known = api.count;
  if (forTag.length > 0) {
    try {
      known = Math.max(known, await writeFallback(repository, subject, forTag, options));
      add("fallback", new Set(forTag.map(({ manifest }) => manifest.digest)));
    } catch (error) {
      failures.push(error);
    }
  }
  if (layout === "all") {
    try {
      const written = await writeAtt(repository, subject, items, options);
      add("att", written.digests);
      warnings.push(...written.warnings);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  if (known > KYVERNO_REFERRERS)
    warnings.push(
      `${repositoryText(repository.name)} lists ${known} attestations of ${subject.digest}. ` +
        `Kyverno refuses images with more than ${KYVERNO_REFERRERS}: delete those that nobody needs any more.`,
    );
  return {
    attached: items.map(({ manifest: { digest } }) => ({ digest, stored: stored.get(digest) ?? [] })),
    warnings,
  };
}

/**
 * A bundle and its manifest. docker-registry does not know a blob for the moment in which somebody else stores the same one, and
 * every bundle's config is the same: so a refusal is not believed at once.
 */
async function push(repository: OciRepository, item: Item, { clock }: TagPorts): Promise<void> {
  for (const pause of [...STORING_PAUSES_MS, undefined]) {
    try {
      await repository.putBlob(EMPTY_CONFIG);
      await repository.putBlob(Buffer.from(item.bundle.json, "utf8"));
      const { digest, mediaType, bytes } = item.manifest;
      await repository.putManifest(digest, mediaType, bytes);
      return;
    } catch (error) {
      const isRefusal = error instanceof WaybillError && error.code === "REGISTRY_REFUSED";
      if (!isRefusal || pause === undefined) throw error;
      await clock.sleep(pause);
    }
  }
}

interface Listing {
  readonly isSupported: boolean;
  /** those of our manifests that are listed */
  readonly ours: ReadonlySet<OciDigest>;
  /** how many bundles are listed */
  readonly count: number;
  /** some of ours are listed as something else than bundles */
  readonly isMistaken: boolean;
}

const NOT_ASKED: Listing = { isSupported: false, ours: new Set(), count: 0, isMistaken: false };

/** As {@link askReferrers}; where the tag may do instead, an API that fails is as good as none. */
async function listing(
  repository: OciRepository,
  subject: Descriptor,
  items: readonly Item[],
  options: AttachOptions,
): Promise<Listing> {
  try {
    return await askReferrers(repository, subject, items, options);
  } catch (error) {
    if (options.layout === "referrers" || !(error instanceof WaybillError)) throw error;
    return NOT_ASKED;
  }
}

/**
 * Whether the registry lists what was pushed. Its list is looked at, not its headers: some send `OCI-Subject` without having the
 * API, and some answer 200 with an empty list (sigstore-js #1183, #1187).
 */
async function askReferrers(
  repository: OciRepository,
  subject: Descriptor,
  items: readonly Item[],
  { clock }: TagPorts,
): Promise<Listing> {
  for (const pause of [...LISTING_PAUSES_MS, undefined]) {
    const answer = await repository.referrers(subject.digest);
    if (answer.kind === "unsupported") return NOT_ASKED;
    const listed = new Set(answer.descriptors.map(({ digest }) => digest));
    const ours = new Set(items.map(({ manifest }) => manifest.digest).filter((digest) => listed.has(digest)));
    const isComplete = items.every(({ manifest }) => ours.has(manifest.digest));
    const count = answer.descriptors.filter(isBundle).length;
    if (isComplete || pause === undefined) {
      const isMistaken = answer.descriptors.some((one) => ours.has(one.digest) && !isBundle(one));
      return { isSupported: true, ours, count, isMistaken };
    }
    await clock.sleep(pause);
  }
  return NOT_ASKED;
}

/** @returns how many bundles the tag lists */
async function writeFallback(
  repository: OciRepository,
  subject: Descriptor,
  items: readonly Item[],
  options: AttachOptions,
): Promise<number> {
  const mine = new Map<string, Entry>(
    items.map(({ bundle, manifest }) => [manifest.digest, referrerEntry(manifest, bundle)]),
  );
  const known = items[0]?.manifest.digest ?? subject.digest;
  const content = fallbackContent(repository, known);
  const entries = await updateTag(repository, fallbackTag(subject.digest), mine, content, options);
  return entries.filter(isBundle).length;
}

interface WrittenAtt {
  readonly digests: readonly OciDigest[];
  readonly warnings: readonly string[];
}

/** `.att` beside the others: what cannot be written so is left out with a reason. */
async function writeAtt(
  repository: OciRepository,
  subject: Descriptor,
  items: readonly Item[],
  options: AttachOptions,
): Promise<WrittenAtt> {
  const layers: AttLayer[] = [];
  const digests: OciDigest[] = [];
  const warnings: string[] = [];
  for (const { bundle, manifest } of items) {
    const layer = toAttLayer(bundle, options.chain);
    if ("reason" in layer)
      warnings.push(
        `The bundle of ${bundle.predicateType} was not stored in cosign's .att layout: ${layer.reason}.`,
      );
    else {
      layers.push(layer);
      digests.push(manifest.digest);
    }
  }
  if (layers.length > 0) await putAtt(repository, subject, layers, options);
  return { digests: [...new Set(digests)], warnings };
}

async function attachAsAtt(
  repository: OciRepository,
  subject: Descriptor,
  bundles: readonly BundleToAttach[],
  options: AttachOptions,
): Promise<AttachResult> {
  const layers = bundles.map((bundle) => {
    const layer = toAttLayer(bundle, options.chain);
    if (!("reason" in layer)) return layer;
    throw new WaybillError("REGISTRY_REFUSED", {
      what: `The bundle of ${bundle.predicateType} cannot be stored in cosign's .att layout. Nothing was stored in ${repositoryText(repository.name)}.`,
      got: `a bundle of which this is true: ${layer.reason}`,
      expected: "a certificate, and an entry of a Rekor v1 log with its promise",
      todo: "Leave out `registry-layout`, so that the bundle is stored as a referrer, or sign with a Rekor v1 log.",
    });
  });
  await putAtt(repository, subject, layers, options);
  return { attached: layers.map(({ digest }) => ({ digest, stored: ["att"] })), warnings: [] };
}

async function putAtt(
  repository: OciRepository,
  subject: Descriptor,
  layers: readonly AttLayer[],
  options: AttachOptions,
): Promise<void> {
  for (const { bytes } of layers) await repository.putBlob(bytes);
  const mine = new Map(layers.map(({ digest, entry }) => [digest, entry]));
  const content = attContent(repository, subject.digest);
  await updateTag(repository, attTag(subject.digest), mine, content, options);
}

function isBundle(entry: { readonly artifactType?: unknown }): boolean {
  return typeof entry.artifactType === "string" && entry.artifactType.startsWith(BUNDLE_PREFIX);
}

function notListed(repository: OciRepository, { isSupported }: Listing): WaybillError {
  return new WaybillError("REGISTRY_REFUSED", {
    what: `${repositoryText(repository.name)} does not list the attestation among what refers to the image.`,
    got: isSupported ? "a list of referrers without it" : "no referrers API",
    expected: "the referrers API of OCI 1.1, since `registry-layout` is `referrers`",
    todo: "Leave out `registry-layout`: the list is then kept under a tag, as OCI 1.1 wants it of clients.",
  });
}

/** The failure of making attestations known, with what is in the registry already. */
function withStored(error: unknown, digests: readonly OciDigest[]): unknown {
  if (!(error instanceof WaybillError)) return error;
  const [first = "", ...more] = digests;
  const stored = more.length === 0 ? first : `${first} and ${more.length} more`;
  return new WaybillError(error.code, {
    ...error.parts,
    what: `${error.parts.what} The attestation itself is stored as ${stored}; what is lacking is its entry where readers look for it.`,
    cause: error,
  });
}
