import type { Registry } from "../../local/registry/start.ts";
import { digestOf } from "../../local/registry/state.ts";

export const IMAGE = "application/vnd.oci.image.manifest.v1+json";
export const INDEX = "application/vnd.oci.image.index.v1+json";
const EMPTY = "application/vnd.oci.empty.v1+json";

/** A request to the registry by its path after `/v2/`, as plain `fetch` sends it; redirects are not followed. */
export async function ask(
  registry: Registry,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: Buffer | string,
): Promise<Response> {
  const accept = `${IMAGE}, ${INDEX}`;
  return fetch(path.startsWith("/") ? `${registry.url}${path}` : `${registry.url}/v2/${path}`, {
    method,
    headers: { accept, ...headers },
    redirect: "manual",
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : new Uint8Array(body) }),
  });
}

/** The code of the first error of an answer. */
export async function codeOf(response: Response): Promise<string> {
  const { errors } = (await response.json()) as { errors: { code: string }[] };
  return `${response.status} ${errors[0]?.code}`;
}

/** Pushes a blob as most clients do: POST, then PUT of the whole. */
export async function pushBlob(
  registry: Registry,
  name: string,
  bytes: Buffer,
  headers: Record<string, string> = {},
): Promise<Response> {
  const started = await ask(registry, "POST", `${name}/blobs/uploads/`, headers);
  if (started.status !== 202) return started;
  const location = new URL(started.headers.get("location") ?? "", registry.url);
  location.searchParams.set("digest", digestOf(bytes));
  return ask(registry, "PUT", location.pathname + location.search, headers, bytes);
}

/** A manifest of an artifact that refers to a subject, its blobs pushed. */
export async function artifact(
  registry: Registry,
  name: string,
  subject: { mediaType: string; digest: string; size: number },
  note: string,
  artifactType = "application/vnd.example.note",
): Promise<Buffer> {
  const empty = Buffer.from("{}");
  const layer = Buffer.from(note);
  await pushBlob(registry, name, empty);
  await pushBlob(registry, name, layer);
  return Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: IMAGE,
      artifactType,
      config: { mediaType: EMPTY, digest: digestOf(empty), size: empty.length },
      layers: [{ mediaType: artifactType, digest: digestOf(layer), size: layer.length }],
      subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size },
      annotations: { note },
    }),
  );
}

export async function putManifest(
  registry: Registry,
  name: string,
  reference: string,
  bytes: Buffer,
  headers: Record<string, string> = {},
): Promise<Response> {
  const { mediaType = IMAGE } = JSON.parse(bytes.toString()) as { mediaType?: string };
  return ask(
    registry,
    "PUT",
    `${name}/manifests/${reference}`,
    { "content-type": mediaType, ...headers },
    bytes,
  );
}

export interface Listed {
  readonly digest: string;
  readonly mediaType: string;
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations?: Record<string, string>;
}

export async function referrers(
  registry: Registry,
  name: string,
  digest: string,
  query = "",
): Promise<Listed[]> {
  const response = await ask(registry, "GET", `${name}/referrers/${digest}${query}`);
  if (response.status !== 200) throw new Error(`referrers answered ${response.status}`);
  return ((await response.json()) as { manifests: Listed[] }).manifests;
}
