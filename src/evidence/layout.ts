import { join } from "node:path";

import { WaybillError } from "../errors.ts";
import { list, text } from "../json.ts";
import { digestOf, jsonObject, readDescriptor } from "../oci/content.ts";
import { attTag, BUNDLE_PREFIX } from "../oci/manifests.ts";
import { ociDigest } from "../oci/reference.ts";
import {
  hexOf,
  isIndex,
  type Descriptor,
  type FetchedManifest,
  type OciContent,
  type OciDigest,
} from "../oci/types.ts";
import { quoted } from "../quoted.ts";
import { readCapped, Unreadable } from "./read.ts";

/** A manifest's limit in registries, and that of index.json here. */
const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;
/** So many entries of index.json are opened to see what they refer to. */
const MAX_OPENED = 1000;

/** OCI image-spec, annotations.md */
const REF_NAME = "org.opencontainers.image.ref.name";
/** What `cosign save` marks the entries of a layout with (cosign, pkg/oci/layout). */
const KIND = "kind";
const COSIGN_IMAGES: readonly (string | undefined)[] = [
  "dev.cosignproject.cosign/image",
  "dev.cosignproject.cosign/imageIndex",
];
const COSIGN_ATTESTATIONS = "dev.cosignproject.cosign/atts";
/** A fallback tag, or one of cosign's. */
const ATTACHED_TAG = /(?:^|[:/])sha256-[0-9a-f]{64}(?:\.[a-z]+)?$/;

/** An OCI image layout (image-spec, image-layout.md), read as a registry is: whatever it gives has the digest that was asked for. */
export interface Layout extends OciContent {
  /** The images that index.json names; what is attached to an image is none. */
  images(): Promise<readonly LayoutImage[]>;
}

export interface LayoutImage {
  readonly digest: OciDigest;
  /** as index.json calls it */
  readonly names: readonly string[];
}

/**
 * Opens the layout in a folder. Links are followed, as some build tools make layouts of them: content has its digest, wherever it lies.
 * @throws WaybillError NOT_FOUND where there is no index.json, LAYOUT_INVALID
 */
export async function openLayout(folder: string): Promise<Layout> {
  const path = join(folder, "index.json");
  const bytes = await read(folder, "index.json", MAX_MANIFEST_BYTES);
  if (bytes === undefined)
    throw new WaybillError("NOT_FOUND", {
      what: `${quoted(folder)} is no OCI image layout.`,
      got: `no file ${quoted(path)}`,
      expected: "a folder with index.json and blobs/sha256",
    });
  const index = jsonObject(bytes);
  if (index === undefined || !Array.isArray(index["manifests"]))
    throw invalid(folder, "an index.json that is no image index", "a JSON object with `manifests`");
  return new Folder(
    folder,
    list(index, "manifests").flatMap((entry) => readDescriptor(entry) ?? []),
  );
}

class Folder implements Layout {
  readonly #folder: string;
  readonly #entries: readonly Descriptor[];

  constructor(folder: string, entries: readonly Descriptor[]) {
    this.#folder = folder;
    this.#entries = entries;
  }

  async manifest(reference: string): Promise<FetchedManifest | undefined> {
    const named = ociDigest(reference);
    const entry =
      named === undefined ? this.#tagged(reference) : this.#entries.find((e) => e.digest === named);
    const digest = named ?? entry?.digest;
    if (digest === undefined) return undefined;
    const bytes = await this.blob(digest, MAX_MANIFEST_BYTES);
    if (bytes === undefined) return undefined;
    const json = jsonObject(bytes);
    if (json === undefined) throw invalid(this.#folder, `content of ${digest} that is no JSON`, "a manifest");
    // image-spec, manifest.md: read as the one it is another image than as the other.
    if (json["manifests"] !== undefined && (json["layers"] !== undefined || json["config"] !== undefined))
      throw invalid(this.#folder, `${digest}, which is an image and an index at once`, "one of the two");
    const mediaType = text(json, "mediaType") ?? entry?.mediaType ?? "";
    return { mediaType, digest, bytes, json, etag: undefined };
  }

  async blob(digest: OciDigest, maxBytes: number): Promise<Buffer | undefined> {
    const bytes = await read(this.#folder, join("blobs", "sha256", hexOf(digest)), maxBytes);
    if (bytes === undefined) return undefined;
    const actual = digestOf(bytes);
    if (actual !== digest) throw invalid(this.#folder, `a blob with the digest ${actual}`, digest);
    return bytes;
  }

  async referrers(subject: OciDigest): ReturnType<OciContent["referrers"]> {
    const descriptors: Descriptor[] = [];
    for (const [index, entry] of this.#entries.filter((e) => !isIndex(e.mediaType)).entries()) {
      const { artifactType: _, ...bare } = entry;
      const opened = index < MAX_OPENED ? await this.#opened(entry) : "broken";
      // Whoever asked opens it too, and says why it cannot be, or that it is too many.
      if (opened === "broken") descriptors.push(bare);
      if (typeof opened !== "object" || text(opened.json, "subject", "digest") !== subject) continue;
      const artifactType = text(opened.json, "artifactType") ?? text(opened.json, "config", "mediaType");
      descriptors.push({ ...bare, ...(artifactType === undefined ? {} : { artifactType }) });
    }
    return { kind: "listed", descriptors };
  }

  async images(): Promise<readonly LayoutImage[]> {
    const images = new Map<OciDigest, string[]>();
    let opened = 0;
    for (const entry of this.#entries) {
      if (isAttached(entry)) continue;
      opened += 1;
      const manifest =
        opened > MAX_OPENED || isIndex(entry.mediaType) ? undefined : await this.#opened(entry);
      if (typeof manifest === "object" && manifest.json["subject"] !== undefined) continue;
      const names = images.get(entry.digest) ?? [];
      const name = entry.annotations?.[REF_NAME];
      images.set(entry.digest, name === undefined || names.includes(name) ? names : [...names, name]);
    }
    return [...images].map(([digest, names]) => ({ digest, names }));
  }

  async #opened({ digest }: Descriptor): Promise<FetchedManifest | "broken" | undefined> {
    try {
      return await this.manifest(digest);
    } catch (error) {
      if (error instanceof WaybillError) return "broken";
      throw error;
    }
  }

  #tagged(tag: string): Descriptor | undefined {
    const named = this.#entries.find(({ annotations }) => {
      const name = annotations?.[REF_NAME];
      return name === tag || name?.endsWith(`:${tag}`) === true;
    });
    return named ?? this.#savedByCosign(tag);
  }

  /** `cosign save` writes one image, and what is attached to it without its tag. */
  #savedByCosign(tag: string): Descriptor | undefined {
    const image = this.#entries.find(({ annotations }) => COSIGN_IMAGES.includes(annotations?.[KIND]));
    if (image === undefined || attTag(image.digest) !== tag) return undefined;
    return this.#entries.find(({ annotations }) => annotations?.[KIND] === COSIGN_ATTESTATIONS);
  }
}

/** Whether the entry says of itself that it belongs to an image. */
function isAttached({ annotations, artifactType }: Descriptor): boolean {
  const kind = annotations?.[KIND];
  const isCosigns = kind?.startsWith("dev.cosignproject.cosign/") === true && !COSIGN_IMAGES.includes(kind);
  return (
    isCosigns ||
    artifactType?.startsWith(BUNDLE_PREFIX) === true ||
    ATTACHED_TAG.test(annotations?.[REF_NAME] ?? "")
  );
}

async function read(folder: string, file: string, max: number): Promise<Buffer | undefined> {
  try {
    return await readCapped(join(folder, file), max);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw invalid(folder, `of ${file}: ${error.message}`, "a file that can be read");
  }
}

function invalid(folder: string, got: string, expected: string): WaybillError {
  return new WaybillError("LAYOUT_INVALID", {
    what: `The OCI image layout ${quoted(folder)} cannot be believed.`,
    got,
    expected,
    todo: "Copy the image again; if it stays so, do not use it.",
  });
}
