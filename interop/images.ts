import { pushImage, pushIndex } from "../local/registry/images.ts";
import { RegistryState } from "../local/registry/state.ts";
import { http } from "../src/net/http.ts";
import { Patience } from "../src/net/patience.ts";
import { openRepository } from "../src/oci/client.ts";
import type { Descriptor, OciRepository } from "../src/oci/types.ts";

/** Our client of a repository in a registry that asks nobody who they are. */
export function openPlainly(host: string, path: string, patience = new Patience(0)): OciRepository {
  return openRepository(
    { registry: host, path },
    {
      http: http((url, init) => fetch(url, init), patience),
      credentials: () => Promise.resolve({ kind: "anonymous", looked: [] }),
      mask: () => undefined,
      insecure: false,
    },
  );
}

export interface PushedImage {
  readonly repository: OciRepository;
  /** `127.0.0.1:PORT/acme/app` */
  readonly name: string;
  readonly index: Descriptor;
  readonly platforms: readonly Descriptor[];
}

/**
 * A two-platform image with BuildKit's additions, pushed by HTTP.
 * @param content images of another content have another digest
 */
export async function pushTwoPlatforms(host: string, path: string, content = path): Promise<PushedImage> {
  const state = new RegistryState();
  const made = pushIndex(state, path, { tag: "v1", attestations: true, content });
  const repository = await push(state, host, path);
  return { repository, name: `${host}/${path}`, index: made.descriptor, platforms: made.platforms };
}

/** A small image of one platform. @returns its descriptor */
export async function pushOne(host: string, path: string, content: string): Promise<Descriptor> {
  const state = new RegistryState();
  const descriptor = pushImage(state, path, { content });
  await push(state, host, path);
  return descriptor;
}

async function push(state: RegistryState, host: string, path: string): Promise<OciRepository> {
  const repository = openPlainly(host, path);
  const { blobs, manifests, tags } = state.repository(path);
  for (const bytes of blobs.values()) await repository.putBlob(bytes);
  // An index comes after what it lists.
  for (const { digest, mediaType, bytes } of manifests.values())
    await repository.putManifest(digest, mediaType, bytes);
  for (const [tag, digest] of tags) {
    const tagged = manifests.get(digest);
    if (tagged !== undefined) await repository.putManifest(tag, tagged.mediaType, tagged.bytes);
  }
  return repository;
}

/** One of the step's `registry-attestations`. */
export interface Attachment {
  readonly image: string;
  readonly digest: string;
  readonly attestation: string;
  readonly "stored-as": readonly string[];
}

export function attachmentsIn(outputs: Readonly<Record<string, string>>): Attachment[] {
  return JSON.parse(outputs["registry-attestations"] ?? "[]") as Attachment[];
}
