import { asWaybillError, WaybillError, type Code } from "../errors.ts";
import type { RegistryLayout } from "../inputs.ts";
import type { Clock, Patience } from "../net/patience.ts";
import { sameAttestation, toAttLayer } from "../oci/att.ts";
import { attach, type Attached, type Way } from "../oci/attach.ts";
import { discover, type Discovered } from "../oci/discover.ts";
import type { BundleToAttach } from "../oci/manifests.ts";
import { repositoryText } from "../oci/reference.ts";
import type { Descriptor, OciDigest, OciRepository } from "../oci/types.ts";
import { inParallel } from "../pool.ts";
import { imageText, type AttestedImage } from "../subjects/images.ts";
import type { TrustedRootSource } from "../trust/roots.ts";
import { verifyBundle } from "../verify/verify.ts";
import type { Attachment, Holding, Item, Published, Target } from "./target.ts";

export interface RegistryTargetOptions {
  readonly image: AttestedImage;
  /** where its bundles are stored, beside the image or elsewhere */
  readonly repository: OciRepository;
  readonly layout: RegistryLayout;
  readonly root: TrustedRootSource;
  readonly clock: Clock;
  readonly patience: Patience;
  /** throws where a tag of the image has moved */
  readonly assertUnmoved: () => Promise<void>;
  /** for what its user should know of a success */
  readonly notice: (text: string) => void;
}

/** The registry that holds one image: bundles are attached to its digest, and to those of its platforms. */
export function registryTarget(options: RegistryTargetOptions): Target {
  const { image, repository } = options;
  const name = imageText(image);
  const attachedTo = new Map<OciDigest, readonly Discovered[]>();
  const places = [image.manifest, ...image.platforms];
  let asked: Promise<Holding> | undefined;
  const ask = async (): Promise<Holding> => {
    try {
      for (const { digest } of places) attachedTo.set(digest, await ownLists(repository, digest));
      const bundles = [...attachedTo.values()]
        .flat()
        .filter(({ found }) => isReusable(found, options.layout))
        .map(({ json }) => json);
      return bundles.length === 0 ? { kind: "nothing" } : { kind: "bundles", bundles };
    } catch (error) {
      return { kind: "unknown", error: asWaybillError(error, `Asking ${repositoryText(repository.name)}`) };
    }
  };
  return {
    name: "registry",
    takes: (other) => other === image,
    find: () => (asked ??= ask()),
    async store(items) {
      try {
        const stored = await storeAll(items, places, attachedTo, options);
        return items.map((_, index) => published(name, stored[index] ?? []));
      } catch (error) {
        const failure = asWaybillError(error, `Storing in ${repositoryText(repository.name)}`);
        return items.map(() => ({ target: "registry", status: "failed", error: failure }));
      }
    },
  };
}

/**
 * What is attached, of lists that may be read: a repository that is still to be made, and an API that a registry does not have, are
 * refused in many ways, and where nothing may be stored either, storing says so.
 * @throws WaybillError REGISTRY_UNAVAILABLE where some of it could not be had, since ours may be among that; REGISTRY_INVALID
 */
async function ownLists(repository: OciRepository, digest: OciDigest): Promise<readonly Discovered[]> {
  try {
    const { bundles, unavailable } = await discover(repository, digest);
    if (unavailable !== undefined) throw unavailable;
    return bundles;
  } catch (error) {
    const isRefusal = error instanceof WaybillError && REFUSALS.includes(error.code);
    if (isRefusal) return [];
    throw error;
  }
}

const REFUSALS: readonly Code[] = ["REGISTRY_DENIED", "REGISTRY_REFUSED"];

/**
 * What `.att` holds is no bundle of version 0.3: as a referrer, in a release or in GitHub's store most readers would pass over what is
 * made of it.
 */
function isReusable(found: readonly Way[], layout: RegistryLayout): boolean {
  return layout === "att" || found.some((way) => way !== "att");
}

/** Whether an attestation that is found in these ways is found in all that the layout asks for. */
function isComplete(found: ReadonlySet<Way>, layout: RegistryLayout, item: Item): boolean {
  if (layout === "auto") return found.has("referrers") || found.has("fallback");
  if (layout !== "all") return found.has(layout);
  return found.has("fallback") && (found.has("att") || "reason" in toAttLayer(toAttach(item)));
}

/** An attestation of ours that was there before us. */
interface Known {
  readonly digest: OciDigest;
  readonly created: Date | undefined;
  readonly ways: ReadonlySet<Way>;
}

/** By its manifest where it has one; `.att` lists it in another form. */
function knownOf(item: Item, there: readonly Discovered[]): Known | undefined {
  const same = there.filter(({ json }) => sameAttestation(json, item.bundle.json));
  const first = same.find(({ found }) => !found.includes("att")) ?? same[0];
  if (first === undefined) return undefined;
  return { ...first, ways: new Set(same.flatMap(({ found }) => found)) };
}

/** Platforms' lists written at a time. */
const PLACES_AT_ONCE = 4;

/** What is attached now, for each item, place by place; `isNew` where it was not there before. */
interface Placed {
  readonly attachment: Attachment;
  readonly isNew: boolean;
}

async function storeAll(
  items: readonly Item[],
  places: readonly Descriptor[],
  attachedTo: ReadonlyMap<OciDigest, readonly Discovered[]>,
  options: RegistryTargetOptions,
): Promise<Placed[][]> {
  await options.assertUnmoved();
  // Each place has a list of its own, which takes seconds to settle.
  const byPlace = await inParallel(places, PLACES_AT_ONCE, (place) =>
    storeAt(place, items, attachedTo.get(place.digest) ?? [], options),
  );
  return items.map((_, index) => byPlace.flatMap((placed) => placed[index] ?? []));
}

/** @returns what is there now, for each item */
async function storeAt(
  place: Descriptor,
  items: readonly Item[],
  there: readonly Discovered[],
  options: RegistryTargetOptions,
): Promise<Placed[]> {
  const { image, repository, layout, clock, patience } = options;
  const known = new Map(items.map((item) => [item, knownOf(item, there)]));
  const isThere = (item: Item): boolean => isComplete(known.get(item)?.ways ?? new Set(), layout, item);
  const missing = items.filter((item) => !isThere(item));
  const bundles = missing.map((item) => toAttach(item, known.get(item)?.created));
  const ports = { layout, clock, patience, random: Math.random };
  const result = await attach(repository, place, bundles, ports);
  for (const warning of result.warnings) options.notice(warning);
  if (missing.length > 0) await readBack(missing, place, options);
  return items.map((item) => {
    const made: Attached | undefined = result.attached[missing.indexOf(item)];
    const before = known.get(item);
    return {
      attachment: {
        image: repositoryText(image.repository),
        repository: repositoryText(repository.name),
        digest: place.digest,
        attestation: made?.digest ?? before?.digest,
        storedAs: made?.stored ?? [...(before?.ways ?? [])],
      },
      isNew: made !== undefined,
    };
  });
}

/**
 * By the signing time, so that whoever attaches the same bundle again makes the same manifest.
 * @param created what its manifest says, where there is one
 */
function toAttach({ bundle }: Item, created?: Date): BundleToAttach {
  const [first] = bundle.times;
  return {
    json: bundle.json,
    predicateType: bundle.statement.predicateType,
    created: created ?? first?.time ?? new Date(0),
  };
}

/** The way a consumer goes: found by the image's digest, and verified. */
async function readBack(
  items: readonly Item[],
  place: Descriptor,
  { repository, root }: RegistryTargetOptions,
): Promise<void> {
  const { bundles, skipped } = await discover(repository, place.digest);
  for (const item of items) {
    const found = bundles.filter(({ json }) => sameAttestation(json, item.bundle.json));
    if (found.length === 0) {
      throw new WaybillError("REGISTRY_INVALID", {
        what: `The attestation was stored in ${repositoryText(repository.name)}, and is not found there by the image's digest.`,
        got:
          skipped.length === 0 ? `${bundles.length} others` : skipped.map(({ reason }) => reason).join("; "),
        expected: item.fileName,
        todo: "Run the job again; if it fails again, try another `registry-layout`.",
      });
    }
    for (const { json } of found) verifyBundle(json, item.expected, root);
  }
}

function published(name: string, placed: readonly Placed[]): Published {
  return {
    target: "registry",
    status: placed.some(({ isNew }) => isNew) ? "stored" : "already-stored",
    name,
    url: undefined,
    id: placed[0]?.attachment.attestation,
    readBack: true,
    attachments: placed.map(({ attachment }) => attachment),
  };
}
