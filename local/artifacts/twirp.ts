import { createHash } from "node:crypto";

import { text } from "../../src/json.ts";
import type { Answer, Call, Route } from "../server.ts";
import type { ArtifactState, StoredArtifact } from "./state.ts";

export interface TwirpWorld {
  readonly state: ArtifactState;
  /** the ids in a token of this service's own; undefined for any other */
  readonly ownerOf: (token: string) => { readonly run: string; readonly job: string } | undefined;
  readonly uploadUrl: (id: number) => string;
  readonly downloadUrl: (id: number) => string;
}

interface Request {
  readonly body: unknown;
  readonly run: string;
  readonly job: string;
}

const SERVICE = "/twirp/github.actions.results.api.v1.ArtifactService";

/** GitHub's results service, version 4, as far as `@actions/artifact` 6 calls it: Twirp in JSON. */
export function twirpRoutes(world: TwirpWorld): Route[] {
  const { state } = world;
  const methods: Readonly<Record<string, (request: Request) => Answer>> = {
    CreateArtifact: ({ body, run, job }) => {
      const name = text(body, "name") ?? "";
      if (name === "" || /["*/:<>?\\|\r\n]/.test(name))
        return problem(400, "invalid_argument", "invalid name");
      if (state.named(name, run) !== undefined)
        return problem(
          409,
          "already_exists",
          "an artifact with this name already exists on the workflow run",
        );
      const { id } = state.add(name, run, job);
      return ok({ ok: true, signed_upload_url: world.uploadUrl(id) });
    },
    FinalizeArtifact: ({ body, run }) => {
      const artifact = state.named(text(body, "name") ?? "", run);
      if (artifact === undefined || artifact.finalized) return absent();
      const digest = text(body, "hash");
      if (text(body, "size") !== String(artifact.bytes.length))
        return problem(400, "invalid_argument", "size");
      if (digest !== undefined && digest !== digestOf(artifact))
        return problem(400, "invalid_argument", "hash");
      artifact.digest = digest;
      artifact.finalized = true;
      return ok({ ok: true, artifact_id: String(artifact.id) });
    },
    ListArtifacts: ({ body }) => {
      const name = text(body, "name_filter");
      const id = text(body, "id_filter");
      const found = state.artifacts.filter(
        (a) => a.finalized && (name ?? a.name) === a.name && (id ?? String(a.id)) === String(a.id),
      );
      return ok({ artifacts: found.map((artifact) => listed(artifact, state.tellsDigests)) });
    },
    GetSignedArtifactURL: ({ body, run }) => {
      const artifact = state.named(text(body, "name") ?? "", run);
      return artifact?.finalized === true ? ok({ signed_url: world.downloadUrl(artifact.id) }) : absent();
    },
    DeleteArtifact: ({ body, run }) => {
      const artifact = state.named(text(body, "name") ?? "", run);
      if (artifact === undefined) return absent();
      state.artifacts = state.artifacts.filter((other) => other !== artifact);
      return ok({ ok: true, artifact_id: String(artifact.id) });
    },
  };
  return Object.entries(methods).map(([method, answer]) => ({
    method: "POST",
    path: new RegExp(`${SERVICE}/${method}`),
    handle: (call) => authorized(call, world, answer),
  }));
}

/** Whoever writes must name the run and the job of their own token; reading names those of the artifact. */
function authorized(call: Call, world: TwirpWorld, answer: (request: Request) => Answer): Answer {
  const [scheme, token = ""] = (call.headers["authorization"] ?? "").split(" ");
  const owner = scheme?.toLowerCase() === "bearer" ? world.ownerOf(token) : undefined;
  if (owner === undefined) return problem(401, "unauthenticated", "invalid token");
  const body: unknown = JSON.parse(call.body.toString("utf8"));
  const run = text(body, "workflow_run_backend_id");
  const job = text(body, "workflow_job_run_backend_id");
  if (run === undefined || job === undefined) return problem(400, "invalid_argument", "backend ids");
  const writes = /\/(?:Create|Finalize)Artifact$/.test(call.path);
  if (writes && (run !== owner.run || job !== owner.job))
    return problem(403, "permission_denied", "backend ids are not the token's");
  return answer({ body, run, job });
}

function listed(artifact: StoredArtifact, tellsDigests: boolean): Readonly<Record<string, unknown>> {
  return {
    workflow_run_backend_id: artifact.run,
    workflow_job_run_backend_id: artifact.job,
    database_id: String(artifact.id),
    name: artifact.name,
    size: String(artifact.bytes.length),
    created_at: new Date(artifact.created).toISOString(),
    ...(tellsDigests && artifact.digest !== undefined ? { digest: artifact.digest } : {}),
  };
}

function digestOf({ bytes }: StoredArtifact): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function absent(): Answer {
  return problem(404, "not_found", "artifact not found");
}

/** Twirp's form of an error. */
function problem(status: number, code: string, msg: string): Answer {
  return { status, body: { code, msg } };
}
