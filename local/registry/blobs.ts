import { randomUUID } from "node:crypto";

import type { Answer } from "../server.ts";
import { served } from "./bodies.ts";
import { Refusal } from "./errors.ts";
import {
  digestParam,
  locationOf,
  loop,
  type Operation,
  refuseOverQuota,
  type RegistryCall,
  repositoryOf,
} from "./operation.ts";
import { digestOf, type Upload } from "./state.ts";

const SESSION = /\/blobs\/uploads\/(?<session>[^/]+)/;

/** Blobs and their uploads (distribution-spec 1.1, "Pulling blobs", "Pushing blobs"). */
export const blobOperations: readonly Operation[] = [
  { methods: ["GET", "HEAD"], path: /\/blobs\/(?<digest>[^/]+)/, needs: ["pull"], handle: getBlob },
  { methods: ["DELETE"], path: /\/blobs\/(?<digest>[^/]+)/, needs: ["delete"], handle: deleteBlob },
  { methods: ["POST"], path: /\/blobs\/uploads\//, needs: ["pull", "push"], handle: startUpload },
];

/** What follows the start of an upload; at the other origin too, if the switch says so. */
export const uploadOperations: readonly Operation[] = [
  { methods: ["GET"], path: SESSION, needs: ["pull", "push"], handle: uploadStatus },
  { methods: ["PATCH"], path: SESSION, needs: ["pull", "push"], handle: appendChunk },
  { methods: ["PUT"], path: SESSION, needs: ["pull", "push"], handle: completeUpload },
  { methods: ["DELETE"], path: SESSION, needs: ["pull", "push"], handle: cancelUpload },
];

function blobOf(call: RegistryCall): { digest: string; bytes: Buffer } {
  const digest = digestParam(call.params["digest"]);
  const bytes = repositoryOf(call).blobs.get(digest);
  if (bytes === undefined)
    throw new Refusal("BLOB_UNKNOWN", "blob unknown to registry", { detail: { digest } });
  return { digest, bytes };
}

function getBlob(call: RegistryCall): Answer {
  const { digest, bytes } = blobOf(call);
  const { blobs, blobBody } = call.switches;
  if (blobs === "loop") return loop(call);
  if (blobs === "elsewhere" && call.method === "GET") {
    return { status: 307, headers: { location: call.world.storage(call.name, digest) } };
  }
  const headers = { "content-type": "application/octet-stream", "docker-content-digest": digest };
  return served(bytes, headers, blobBody);
}

function deleteBlob(call: RegistryCall): Answer {
  const { digest } = blobOf(call);
  repositoryOf(call).blobs.delete(digest);
  return { status: 202 };
}

function startUpload(call: RegistryCall): Answer {
  refuseOverQuota(call);
  const mounted = mount(call);
  if (mounted !== undefined) return mounted;
  const digest = call.query.get("digest");
  if (digest !== null) return store(call, digest, call.body);
  if (call.body.length > 0) throw new Refusal("BLOB_UPLOAD_INVALID", "a POST without digest has no body");
  return accepted(call, 202, call.state.startUpload(call.name));
}

/** A blob that another repository holds; where it cannot be mounted, an upload starts as if nothing had been said. */
function mount(call: RegistryCall): Answer | undefined {
  const digest = call.query.get("mount");
  const from = call.query.get("from");
  if (digest === null || from === null || !call.world.gate.allows(call, from, ["pull"])) return undefined;
  const bytes = call.state.repositories.get(from)?.blobs.get(digest);
  return bytes === undefined ? undefined : store(call, digest, bytes);
}

function uploadStatus(call: RegistryCall): Answer {
  return accepted(call, 204, sessionOf(call));
}

function appendChunk(call: RegistryCall): Answer {
  refuseOverQuota(call);
  const upload = sessionOf(call);
  append(call, upload);
  return accepted(call, 202, upload);
}

function completeUpload(call: RegistryCall): Answer {
  refuseOverQuota(call);
  const upload = sessionOf(call);
  const digest = digestParam(call.query.get("digest"));
  append(call, upload);
  call.state.uploads.delete(upload.id);
  return store(call, digest, upload.bytes);
}

function cancelUpload(call: RegistryCall): Answer {
  call.state.uploads.delete(sessionOf(call).id);
  return { status: 204 };
}

/** The session, by the latest Location that was given for it. */
function sessionOf(call: RegistryCall): Upload {
  const upload = call.state.uploads.get(call.params["session"] ?? "");
  if (upload === undefined || upload.repository !== call.name) {
    throw new Refusal("BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
  }
  if (call.query.get("_state") !== upload.state) {
    throw new Refusal("BLOB_UPLOAD_INVALID", "not the Location that was given last");
  }
  return upload;
}

function append(call: RegistryCall, upload: Upload): void {
  const range = call.headers["content-range"];
  if (range !== undefined) {
    const [, first, last] = /^(\d+)-(\d+)$/.exec(range) ?? [];
    const size = Number(last) - Number(first) + 1;
    if (Number(first) !== upload.bytes.length || size !== call.body.length) {
      const { headers } = accepted(call, 416, upload);
      throw new Refusal("BLOB_UPLOAD_INVALID", "chunk out of order", {
        status: 416,
        ...(headers === undefined ? {} : { headers }),
      });
    }
  }
  upload.bytes = Buffer.concat([upload.bytes, call.body]);
}

function accepted(call: RegistryCall, status: number, upload: Upload): Answer {
  upload.state = randomUUID();
  const path = `/v2/${call.name}/blobs/uploads/${upload.id}?_state=${upload.state}`;
  return {
    status,
    headers: {
      location:
        call.switches.uploads === "elsewhere"
          ? `${call.world.origins.elsewhere()}${path}`
          : locationOf(call, path),
      range: `0-${Math.max(0, upload.bytes.length - 1)}`,
      "docker-upload-uuid": upload.id,
    },
  };
}

function store(call: RegistryCall, asked: string, bytes: Buffer): Answer {
  const digest = digestOf(bytes);
  if (digestParam(asked) !== digest) {
    throw new Refusal("DIGEST_INVALID", "provided digest did not match uploaded content", {
      detail: { digest: asked },
    });
  }
  call.state.repository(call.name).putBlob(bytes);
  return {
    status: 201,
    headers: {
      location: locationOf(call, `/v2/${call.name}/blobs/${digest}`),
      "docker-content-digest": digest,
    },
  };
}
