import { setTimeout as sleep } from "node:timers/promises";

import type { Answer } from "../server.ts";
import { served } from "./bodies.ts";
import { Refusal } from "./errors.ts";
import { type ParsedManifest, parseManifest } from "./manifest-json.ts";
import {
  isDigest,
  locationOf,
  loop,
  type Operation,
  refuseOverQuota,
  type RegistryCall,
  repositoryOf,
} from "./operation.ts";
import { digestOf, type StoredManifest, type StoredRepository } from "./state.ts";

/** what a registry must take at least, and most take no more (distribution-spec 1.1, "Pushing Manifests") */
const MAX_MANIFEST = 4 * 1024 * 1024;
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const PATH = /\/manifests\/(?<reference>[^/]+)/;

/** Manifests and tags. */
export const manifestOperations: readonly Operation[] = [
  { methods: ["GET", "HEAD"], path: PATH, needs: ["pull"], handle: getManifest },
  { methods: ["PUT"], path: PATH, needs: ["pull", "push"], handle: putManifest },
  { methods: ["DELETE"], path: PATH, needs: ["delete"], handle: deleteManifest },
  { methods: ["GET"], path: /\/tags\/list/, needs: ["pull"], handle: listTags },
];

function getManifest(call: RegistryCall): Answer {
  const { switches } = call;
  const reference = referenceOf(call);
  const manifest = manifestOf(call, reference);
  if (switches.manifests === "loop") return loop(call);
  requireAccepted(call, manifest.mediaType);
  const headers = {
    "content-type": manifest.mediaType,
    "docker-content-digest": manifest.digest,
    ...(switches.etags ? { etag: etagOf(manifest.digest) } : {}),
  };
  const known = call.headers["if-none-match"];
  if (switches.etags && known !== undefined && names(known, manifest.digest)) return { status: 304, headers };
  return served(manifest.bytes, headers, switches.manifestBody);
}

/** A manifest of a type that was not asked for is not there: distribution takes no wildcard for a yes either. */
function requireAccepted(call: RegistryCall, mediaType: string): void {
  const accepted = (call.headers["accept"] ?? "").split(",").map((type) => type.split(";")[0]?.trim());
  if (accepted.includes(mediaType)) return;
  throw new Refusal("MANIFEST_UNKNOWN", `manifest found, but Accept does not name ${mediaType}`);
}

async function putManifest(call: RegistryCall): Promise<Answer> {
  refuseOverQuota(call);
  const reference = referenceOf(call);
  if (call.body.length > MAX_MANIFEST)
    throw new Refusal("SIZE_INVALID", "manifest too large", { status: 413 });
  const parsed = parseManifest(call.headers["content-type"] ?? "", call.body);
  const digest = digestOf(call.body);
  if (isDigest(reference) && reference !== digest) {
    throw new Refusal("DIGEST_INVALID", "provided digest did not match uploaded content");
  }
  requireContent(call.state.repositories.get(call.name), parsed);
  const repository = call.state.repository(call.name);
  if (isDigest(reference)) repository.putManifest(parsed.mediaType, call.body, parsed.json);
  else await writeTag(call, repository, reference, parsed);
  return {
    status: 201,
    headers: {
      location: locationOf(call, `/v2/${call.name}/manifests/${digest}`),
      "docker-content-digest": digest,
      ...subjectHeader(call, parsed),
    },
  };
}

/** A subject need not exist; config, layers and an index's entries must. */
function requireContent(repository: StoredRepository | undefined, parsed: ParsedManifest): void {
  const missing = [
    ...parsed.blobs.filter(({ digest, size }) => repository?.blobs.get(digest)?.length !== size),
    ...parsed.manifests.filter(
      ({ digest, size }) => repository?.manifests.get(digest)?.bytes.length !== size,
    ),
  ];
  if (missing.length === 0) return;
  throw new Refusal("MANIFEST_BLOB_UNKNOWN", "manifest references a manifest or blob unknown to registry", {
    detail: missing,
  });
}

/** The condition is judged when the write takes effect, and nothing comes between the two. */
async function writeTag(
  call: RegistryCall,
  repository: StoredRepository,
  tag: string,
  parsed: ParsedManifest,
): Promise<void> {
  const { switches } = call;
  if (switches.immutableTags && repository.tags.has(tag)) {
    throw new Refusal(
      "TAG_INVALID",
      `The image tag '${tag}' already exists in the '${call.name}' repository and cannot be overwritten because the tag is immutable.`,
    );
  }
  if (switches.conflicts > 0) {
    switches.conflicts -= 1;
    throw new Refusal("PRECONDITION_FAILED", "told to say that the tag has changed");
  }
  const write = (): void => {
    if (switches.conditions === "honoured") requireCondition(call, repository.tags.get(tag));
    const { digest } = repository.putManifest(parsed.mediaType, call.body, parsed.json);
    repository.putTag(tag, digest);
  };
  const delay = switches.tagWriteDelay(digestOf(call.body));
  if (delay <= 0) return write();
  if (switches.tagWriteAnswer === "after-effect") return sleep(delay).then(write);
  if (switches.conditions === "honoured") requireCondition(call, repository.tags.get(tag));
  void sleep(delay, undefined, { ref: false })
    .then(write)
    .catch(() => undefined);
}

/** RFC 9110, 13.1.1 and 13.1.2 */
function requireCondition(call: RegistryCall, current: string | undefined): void {
  const match = call.headers["if-match"];
  const none = call.headers["if-none-match"];
  const holds =
    (match === undefined || (current !== undefined && names(match, current))) &&
    (none === undefined || current === undefined || !names(none, current));
  if (!holds) throw new Refusal("PRECONDITION_FAILED", "the tag has changed");
}

function subjectHeader(call: RegistryCall, { subject }: ParsedManifest): Record<string, string> {
  const { subjectHeader: sent, referrers } = call.switches;
  const heeded = sent === "always" || (sent === "honest" && referrers === "listed");
  return subject !== undefined && heeded ? { "oci-subject": subject.digest } : {};
}

/** By digest, the manifest and the tags that name it; by tag, the tag alone. */
function deleteManifest(call: RegistryCall): Answer {
  const reference = referenceOf(call);
  const { digest } = manifestOf(call, reference);
  const repository = repositoryOf(call);
  if (reference !== digest) {
    repository.tags.delete(reference);
    return { status: 202 };
  }
  repository.manifests.delete(digest);
  for (const [tag, named] of repository.tags) if (named === digest) repository.tags.delete(tag);
  return { status: 202 };
}

function listTags(call: RegistryCall): Answer {
  const all = [...repositoryOf(call).tags.keys()].toSorted();
  const last = call.query.get("last");
  const rest = last === null ? all : all.filter((tag) => tag > last);
  const asked = call.query.get("n");
  const tags = asked === null ? rest : rest.slice(0, Number(asked));
  const more = tags.length > 0 && tags.length < rest.length;
  const next = `</v2/${call.name}/tags/list?n=${asked}&last=${tags.at(-1)}>; rel="next"`;
  return { status: 200, headers: more ? { link: next } : {}, body: { name: call.name, tags } };
}

function referenceOf(call: RegistryCall): string {
  const reference = call.params["reference"] ?? "";
  if (isDigest(reference) || TAG.test(reference)) return reference;
  if (reference.includes(":")) throw new Refusal("DIGEST_INVALID", "invalid digest");
  throw new Refusal("TAG_INVALID", "invalid tag");
}

function manifestOf(call: RegistryCall, reference: string): StoredManifest {
  const manifest = call.state.repositories.get(call.name)?.find(reference);
  if (manifest !== undefined) return manifest;
  if (call.switches.missingManifest === 403) {
    throw new Refusal("DENIED", "requested access to the resource is denied");
  }
  repositoryOf(call);
  throw new Refusal("MANIFEST_UNKNOWN", "manifest unknown", { detail: { reference } });
}

function etagOf(digest: string): string {
  return `"${digest}"`;
}

/** Whether a list of entity tags has this one. */
function names(list: string, digest: string): boolean {
  return list.split(",").some((tag) => tag.trim() === "*" || tag.trim() === etagOf(digest));
}
