import { WaybillError } from "../errors.ts";
import type { Http } from "../net/http.ts";
import { Authorizer } from "./auth.ts";
import { digestOf, isDigestOf, jsonObject, mediaTypeOf } from "./content.ts";
import type { Credentials } from "./credentials.ts";
import { listReferrers } from "./listing.ts";
import { ociDigest, registryOrigin } from "./reference.ts";
import { invalid, type Attempt } from "./refusal.ts";
import { Secrets } from "./secrets.ts";
import { Transport, type Reply } from "./transport.ts";
import { MEDIA, type FetchedManifest, type OciRepository, type RepositoryName } from "./types.ts";
import { storeBlob } from "./upload.ts";

/** distribution-spec, "Pushing Manifests": what a registry should take at the least, and nobody exceeds. */
const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;
/** Content takes longer than an answer. */
const TRANSFER_TIMEOUT = 120_000;

/** distribution-spec, "Pulling manifests" */
const TAG = /^\w[\w.-]{0,127}$/;
const ACCEPTED = [MEDIA.index, MEDIA.image, MEDIA.dockerIndex, MEDIA.dockerImage].join(", ");
/** What servers say that know nothing of media types. */
const UNTYPED = new Set(["application/json", "application/octet-stream", "text/plain"]);

/** What the client of a registry needs of the world. */
export interface RegistryPorts {
  readonly http: Http;
  /** asked once for a repository, before its first call */
  readonly credentials: (name: RepositoryName) => Promise<Credentials>;
  /** keeps a value out of everything that is printed */
  readonly mask: (secret: string) => void;
  /** plain http to registries beyond this machine, as the user said; no credentials go there */
  readonly insecure: boolean;
}

/** One repository by the API of OCI's distribution specification 1.1. Nothing is asked before the first call. */
export function openRepository(name: RepositoryName, ports: RegistryPorts): OciRepository {
  const origin = registryOrigin(name.registry, ports.insecure);
  const auth = new Authorizer(origin, ports.http, new Secrets(ports.mask), () => ports.credentials(name));
  const transport = new Transport(origin, ports.http, auth);
  const url = (rest: string): URL => new URL(`/v2/${name.path}/${rest}`, origin);
  return {
    name,
    async manifest(reference) {
      requireReference(name, reference);
      const attempt: Attempt = { name, doing: `read the manifest ${reference} of`, actions: "pull" };
      const reply = await transport.send({
        method: "GET",
        url: url(`manifests/${reference}`),
        attempt,
        headers: { accept: ACCEPTED },
        maxBytes: MAX_MANIFEST_BYTES,
      });
      if (reply.answer.status === 404) return undefined;
      if (reply.answer.status !== 200) throw transport.refusal(attempt, reply);
      return readManifest(attempt, reference, reply);
    },
    async putManifest(reference, mediaType, bytes, ifMatch) {
      requireReference(name, reference);
      const isDigest = ociDigest(reference) !== undefined;
      const attempt: Attempt = {
        name,
        doing: `store the manifest ${reference} in`,
        actions: "pull,push",
        ...(isDigest ? {} : { tag: reference }),
      };
      if (isDigest && digestOf(bytes) !== reference)
        throw new TypeError("another manifest than its digest says");
      const reply = await transport.send({
        method: "PUT",
        url: url(`manifests/${reference}`),
        attempt,
        headers: { "content-type": mediaType, ...(ifMatch === undefined ? {} : { "if-match": ifMatch }) },
        body: bytes,
        timeout: TRANSFER_TIMEOUT,
        // What is under a tag may be another's by the time of a second attempt.
        once: !isDigest,
      });
      return stored(transport, attempt, reply, bytes);
    },
    async blob(digest, maxBytes) {
      const attempt: Attempt = { name, doing: `read the blob ${digest} of`, actions: "pull" };
      const reply = await transport.send({
        method: "GET",
        url: url(`blobs/${digest}`),
        attempt,
        maxBytes,
        timeout: TRANSFER_TIMEOUT,
      });
      const { status, body } = reply.answer;
      if (status === 404) return undefined;
      if (status !== 200) throw transport.refusal(attempt, reply);
      if (body.length > maxBytes) throw invalid(attempt, `${body.length} bytes`, `at most ${maxBytes} bytes`);
      requireDigest(attempt, digest, reply);
      return body;
    },
    putBlob: (bytes) => storeBlob(transport, name, bytes),
    referrers: (digest) => listReferrers(transport, name, digest),
  };
}

/** What is no reference would be another path of the API. */
function requireReference(name: RepositoryName, reference: string): void {
  if (TAG.test(reference) || ociDigest(reference) !== undefined) return;
  throw new WaybillError("REFERENCE_INVALID", {
    what: `This names no manifest in ${name.registry}/${name.path}.`,
    got: JSON.stringify(reference.slice(0, 200)),
    expected: "a tag, or a sha256 digest in lower case",
  });
}

function requireDigest(attempt: Attempt, expected: string, { answer }: Reply): void {
  const digest = digestOf(answer.body);
  if (digest !== expected) throw invalid(attempt, `content with the digest ${digest}`, expected);
  const claimed = answer.headers.get("docker-content-digest");
  if (claimed !== null && !isDigestOf(claimed, answer.body)) {
    throw invalid(attempt, "a Docker-Content-Digest of other content than it sent", digest);
  }
}

function readManifest(attempt: Attempt, reference: string, reply: Reply): FetchedManifest {
  const bytes = reply.answer.body;
  const digest = digestOf(bytes);
  requireDigest(attempt, ociDigest(reference) ?? digest, reply);
  const json = jsonObject(bytes);
  if (json === undefined) throw invalid(attempt, "content that is no JSON object", "a manifest");
  // image-spec, "Guidelines" of the manifest's properties: read as the one it is another image than as the other.
  if (json["manifests"] !== undefined && (json["layers"] !== undefined || json["config"] !== undefined)) {
    throw invalid(attempt, "a manifest that is an image and an index at once", "one of the two");
  }
  const etag = reply.answer.headers.get("etag");
  return {
    mediaType: manifestType(attempt, reply, json),
    digest,
    bytes,
    json,
    // A weak one never matches in If-Match (RFC 9110, 13.1.1): the write would be refused for ever.
    etag: etag === null || etag.startsWith("W/") ? undefined : etag,
  };
}

function manifestType(attempt: Attempt, { answer }: Reply, json: FetchedManifest["json"]): string {
  const header = mediaTypeOf(answer.headers.get("content-type"));
  const said = header === undefined || UNTYPED.has(header) ? undefined : header;
  const own = typeof json["mediaType"] === "string" ? json["mediaType"] : undefined;
  if (said !== undefined && own !== undefined && said !== own.toLowerCase()) {
    throw invalid(attempt, "a manifest that says another media type than the registry", "one media type");
  }
  const type = own ?? said;
  if (type === undefined)
    throw invalid(attempt, "a manifest without a media type", "one of OCI's or Docker's");
  return type;
}

function stored(transport: Transport, attempt: Attempt, reply: Reply, bytes: Buffer): "stored" | "conflict" {
  const { status, headers } = reply.answer;
  if (status === 200 || status === 201 || status === 202) {
    const claimed = headers.get("docker-content-digest");
    if (claimed !== null && !isDigestOf(claimed, bytes)) {
      throw invalid(attempt, "the digest of another manifest than was sent", digestOf(bytes));
    }
    return "stored";
  }
  // Harbor answers 412 for a tag that is immutable, whatever the condition.
  if (status === 412 && !/immutab/i.test(reply.answer.body.toString("utf8"))) return "conflict";
  throw transport.refusal(attempt, reply);
}
