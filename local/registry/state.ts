import { createHash, randomUUID } from "node:crypto";

import type { Hex } from "../../src/intoto/digest.ts";
import type { OciDigest } from "../../src/oci/types.ts";

export interface StoredManifest {
  readonly digest: OciDigest;
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly json: Readonly<Record<string, unknown>>;
  /** the digest of the manifest that it refers to */
  readonly subject: string | undefined;
  /** how often its subject's referrers were asked for since it came */
  asked: number;
}

export interface Upload {
  readonly id: string;
  readonly repository: string;
  /** changes with each request, as in distribution: only the latest Location is good */
  state: string;
  bytes: Buffer;
}

/** One repository, plain and open: tests set it up and read it back. */
export class StoredRepository {
  readonly blobs = new Map<string, Buffer>();
  /** by digest, oldest first */
  readonly manifests = new Map<string, StoredManifest>();
  readonly tags = new Map<string, OciDigest>();
  /** every write of a tag that took effect, oldest first */
  readonly tagWrites: { readonly tag: string; readonly digest: OciDigest }[] = [];

  putBlob(bytes: Buffer): OciDigest {
    const digest = digestOf(bytes);
    this.blobs.set(digest, bytes);
    return digest;
  }

  putManifest(mediaType: string, bytes: Buffer, json: Readonly<Record<string, unknown>>): StoredManifest {
    const digest = digestOf(bytes);
    const subject = json["subject"] as { readonly digest: string } | undefined;
    const known = this.manifests.get(digest);
    if (known?.mediaType === mediaType) return known;
    const manifest = { digest, mediaType, bytes, json, subject: subject?.digest, asked: 0 };
    this.manifests.set(digest, manifest);
    return manifest;
  }

  putTag(tag: string, digest: OciDigest): void {
    this.tags.set(tag, digest);
    this.tagWrites.push({ tag, digest });
  }

  /** @param reference a tag or a digest */
  find(reference: string): StoredManifest | undefined {
    return this.manifests.get(this.tags.get(reference) ?? reference);
  }

  /** Those that name this subject, oldest first. */
  referrersOf(digest: string): StoredManifest[] {
    return [...this.manifests.values()].filter((manifest) => manifest.subject === digest);
  }
}

/** What the embedded registry holds. */
export class RegistryState {
  readonly repositories = new Map<string, StoredRepository>();
  readonly uploads = new Map<string, Upload>();

  /** The repository of that name, made where there was none. */
  repository(name: string): StoredRepository {
    const known = this.repositories.get(name);
    if (known !== undefined) return known;
    const made = new StoredRepository();
    this.repositories.set(name, made);
    return made;
  }

  startUpload(repository: string): Upload {
    const upload = { id: randomUUID(), repository, state: randomUUID(), bytes: Buffer.alloc(0) };
    this.uploads.set(upload.id, upload);
    return upload;
  }
}

export function digestOf(bytes: Buffer): OciDigest {
  return `sha256:${createHash("sha256").update(bytes).digest("hex") as Hex}`;
}
