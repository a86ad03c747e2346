import { WaybillError, type Code } from "../errors.ts";
import { at, isRecord, list, text } from "../json.ts";
import { inParallel } from "../pool.ts";
import { fromAttLayer } from "./att.ts";
import type { Way } from "./attach.ts";
import { readDescriptor } from "./content.ts";
import { MAX_ENTRIES, readTag } from "./lists.ts";
import { attTag, BUNDLE_PREFIX, CREATED, fallbackTag, type Entry } from "./manifests.ts";
import { MEDIA, type Descriptor, type FetchedManifest, type OciContent, type OciDigest } from "./types.ts";

/** An attestation as it was found. Nothing about it is verified. */
export interface Discovered {
  /** the bundle as it is stored, or as made from a layer of `.att` */
  readonly json: string;
  /** of the manifest that holds it; of the layer, for `.att` */
  readonly digest: OciDigest;
  readonly found: readonly Way[];
  /** what the manifest says of its time, for attaching the same again */
  readonly created: Date | undefined;
}

/** Something attached, or a whole list, that was not read. */
export interface Skipped {
  readonly way: Way;
  /** of what was skipped; the subject's own where a list could not be had */
  readonly digest: string;
  /** a sentence without a full stop */
  readonly reason: string;
}

export interface Discovery {
  readonly bundles: readonly Discovered[];
  readonly skipped: readonly Skipped[];
  /** of a list or a bundle that could not be had just now: there may be more than was found */
  readonly unavailable: WaybillError | undefined;
}

export interface DiscoverLimits {
  /** how many attestations are opened */
  readonly maxBundles?: number;
  /** of one bundle, in bytes */
  readonly maxBytes?: number;
}

/** Kyverno's limit of a layer, too. */
const MAX_BUNDLE_BYTES = 10 * 1024 * 1024;
const MAX_MANIFESTS = 1000;
/** of all bundles together */
const MAX_TOTAL_BYTES = 256 * 1024 * 1024;
const AT_A_TIME = 4;
/** Failures after which "nothing was found" would be a guess. */
const PASSING: readonly Code[] = ["REGISTRY_UNAVAILABLE", "REGISTRY_DENIED"];

/** Index entries of these artifact types say nothing of what they are: go-containerregistry up to 0.21.5, cosign up to 3.0.6. */
const SAYS_NOTHING: readonly (string | undefined)[] = [undefined, "", MEDIA.empty];

interface Candidate {
  readonly descriptor: Descriptor;
  readonly found: Way[];
}

/**
 * The Sigstore bundles attached to a digest: those that the registry lists as referrers, those under the fallback tag (even where the
 * registry has a list: it may be empty, or the tag from before), and those in cosign's `.att` layout. What cannot be read is skipped
 * with a reason and hides nothing else.
 *
 * @throws WaybillError what its methods throw, where nothing was found and some list could not be had
 */
export async function discover(
  repository: OciContent,
  subject: OciDigest,
  { maxBundles = MAX_MANIFESTS, maxBytes = MAX_BUNDLE_BYTES }: DiscoverLimits = {},
): Promise<Discovery> {
  const reading = new Reading(repository, subject, maxBytes);
  const api = await reading.list("referrers", async () => {
    const answer = await repository.referrers(subject);
    return answer.kind === "listed" ? answer.descriptors : [];
  });
  const tag = await reading.list("fallback", async () =>
    fallbackEntries(await readTag(repository, fallbackTag(subject), subject)),
  );
  const layers = await reading.list("att", async () =>
    attLayers(await readTag(repository, attTag(subject), subject)),
  );
  const candidates = union(api ?? [], tag ?? []);
  const work = [
    ...candidates.map((candidate) => ({
      way: candidate.found[0] ?? "referrers",
      digest: candidate.descriptor.digest,
      open: () => reading.referrer(candidate),
    })),
    ...(layers ?? []).map((layer) => ({
      way: "att" as const,
      digest: text(layer, "digest") ?? "",
      open: () => reading.layer(layer),
    })),
  ];
  for (const { way, digest } of work.slice(maxBundles))
    reading.skip(way, digest, `there are more than ${maxBundles}`);
  const opened = await inParallel(work.slice(0, maxBundles), AT_A_TIME, ({ open }) => open());
  const bundles = unique(opened);
  const unavailable = reading.failures.find(({ code }) => code === "REGISTRY_UNAVAILABLE");
  const failure = unavailable ?? reading.failures[0];
  if (bundles.length === 0 && failure !== undefined) throw failure;
  return { bundles, skipped: reading.skipped, unavailable };
}

/** One discovery, as it goes on. */
class Reading {
  readonly skipped: Skipped[] = [];
  readonly failures: WaybillError[] = [];
  readonly #repository: OciContent;
  readonly #subject: OciDigest;
  readonly #maxBytes: number;
  #room = MAX_TOTAL_BYTES;

  constructor(repository: OciContent, subject: OciDigest, maxBytes: number) {
    this.#repository = repository;
    this.#subject = subject;
    this.#maxBytes = maxBytes;
  }

  skip(way: Way, digest: string, reason: string): void {
    this.skipped.push({ way, digest, reason });
  }

  async list<T>(way: Way, read: () => Promise<readonly T[]>): Promise<readonly T[] | undefined> {
    try {
      const entries = await read();
      if (entries.length > MAX_ENTRIES)
        this.skip(way, this.#subject, `the list has ${entries.length} entries, and ${MAX_ENTRIES} are read`);
      return entries.slice(0, MAX_ENTRIES);
    } catch (error) {
      if (!(error instanceof WaybillError)) throw error;
      this.failures.push(error);
      this.skip(way, this.#subject, `the list could not be read (${error.code})`);
      return undefined;
    }
  }

  async referrer({ descriptor, found }: Candidate): Promise<Discovered | undefined> {
    const way = found[0] ?? "referrers";
    const { digest } = descriptor;
    return this.#guarded(way, digest, async () => {
      const manifest = await this.#repository.manifest(digest);
      if (manifest === undefined) return "its manifest is not there";
      const layer = bundleLayer(manifest.json, this.#subject);
      if (layer === undefined) return undefined;
      if (typeof layer === "string") return layer;
      const blob = await this.#blob(layer);
      if (typeof blob === "string") return blob;
      const created = new Date(text(manifest.json, "annotations", CREATED) ?? "");
      return {
        json: blob.toString("utf8"),
        digest,
        found,
        created: Number.isNaN(created.getTime()) ? undefined : created,
      };
    });
  }

  async layer(entry: Entry): Promise<Discovered | undefined> {
    return this.#guarded("att", text(entry, "digest") ?? "", async () => {
      const descriptor = readDescriptor(entry);
      if (descriptor === undefined) return "its descriptor is malformed";
      if (descriptor.mediaType !== MEDIA.dsse) return undefined;
      const blob = await this.#blob(descriptor);
      if (typeof blob === "string") return blob;
      const json = fromAttLayer(entry, blob);
      if (typeof json !== "string") return json.reason;
      return { json, digest: descriptor.digest, found: ["att"], created: undefined };
    });
  }

  /** One thing that was attached: a text is why it is none of ours to read, undefined that it is something else. */
  async #guarded(
    way: Way,
    digest: string,
    read: () => Promise<Discovered | string | undefined>,
  ): Promise<Discovered | undefined> {
    try {
      const result = await read();
      if (typeof result !== "string") return result;
      this.skip(way, digest, result);
    } catch (error) {
      if (!(error instanceof WaybillError)) throw error;
      if (PASSING.includes(error.code)) this.failures.push(error);
      this.skip(way, digest, `it could not be read (${error.code})`);
    }
    return undefined;
  }

  async #blob({ digest, size }: Descriptor): Promise<Buffer | string> {
    if (size > this.#maxBytes) return `it has ${size} bytes, and ${this.#maxBytes} are read`;
    if (size > this.#room) return `all together have more than ${MAX_TOTAL_BYTES} bytes`;
    this.#room -= size;
    return (await this.#repository.blob(digest, size)) ?? "its content is not there";
  }
}

/** The layer with the bundle; a text where it is broken, undefined where the manifest is of something else. */
function bundleLayer(json: Entry, subject: OciDigest): Descriptor | string | undefined {
  const layers = list(json, "layers");
  const mediaType = text(layers, 0, "mediaType") ?? "";
  // Readers pass over what has not exactly one layer of the type (cosign, pkg/cosign/verify.go, GetBundles).
  if (layers.length !== 1 || !mediaType.startsWith(BUNDLE_PREFIX)) return undefined;
  if (text(json, "subject", "digest") !== subject) return "it refers to another image";
  return readDescriptor(layers[0]) ?? "its layer's descriptor is malformed";
}

/** The entries that may hold a bundle, those of both lists once. */
function union(api: readonly Descriptor[], tag: readonly Descriptor[]): Candidate[] {
  const candidates = new Map<OciDigest, Candidate>();
  const add = (way: Way, descriptors: readonly Descriptor[]): void => {
    for (const descriptor of descriptors) {
      const { artifactType, digest } = descriptor;
      if (!SAYS_NOTHING.includes(artifactType) && artifactType?.startsWith(BUNDLE_PREFIX) !== true) continue;
      const known = candidates.get(digest);
      if (known === undefined) candidates.set(digest, { descriptor, found: [way] });
      else if (!known.found.includes(way)) known.found.push(way);
    }
  };
  add("referrers", api);
  add("fallback", tag);
  return [...candidates.values()];
}

/** What is under the tag and is no index belongs to somebody else. */
function fallbackEntries(found: FetchedManifest | undefined): Descriptor[] {
  if (found?.mediaType !== MEDIA.index) return [];
  return list(found.json, "manifests").flatMap((entry) => readDescriptor(entry) ?? []);
}

function attLayers(found: FetchedManifest | undefined): Entry[] {
  return list(at(found?.json, "layers")).filter((layer) => isRecord(layer));
}

/** The same bundle, attached twice, is one. */
function unique(opened: readonly (Discovered | undefined)[]): Discovered[] {
  const byText = new Map<string, Discovered>();
  for (const one of opened) if (one !== undefined && !byText.has(one.json)) byText.set(one.json, one);
  return [...byText.values()];
}
