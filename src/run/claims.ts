import { WaybillError } from "../errors.ts";

/**
 * The claims of GitHub's OIDC token that we use, under GitHub's names (docs.github.com, "OpenID Connect reference").
 * Only {@link readClaims} makes one, from a token whose signature was checked. All are strings but `exp`.
 */
export interface Claims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string;
  /** seconds since the epoch */
  readonly exp: number;
  readonly event_name: string;
  readonly job_workflow_ref: string;
  readonly job_workflow_sha: string;
  readonly ref: string;
  readonly repository: string;
  readonly repository_id: string;
  readonly repository_owner: string;
  readonly repository_owner_id: string;
  readonly run_attempt: string;
  readonly run_id: string;
  readonly runner_environment: string;
  readonly sha: string;
  readonly workflow_ref: string;
  readonly workflow_sha: string;
  /** `public`, `private` or `internal`; older servers leave it out */
  readonly repository_visibility: string | undefined;
  /** only in jobs that name a deployment environment */
  readonly environment: string | undefined;
  // What provenance v0.2 records besides; servers that leave one out, or leave it empty, are served all the same.
  readonly actor?: string | undefined;
  readonly actor_id?: string | undefined;
  readonly base_ref?: string | undefined;
  readonly head_ref?: string | undefined;
  readonly ref_type?: string | undefined;
  readonly run_number?: string | undefined;
}

const NAME = /^[A-Za-z0-9_.-]+$/;
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const NUMBER = /^[0-9]{1,20}$/;
const WORD = /^[A-Za-z0-9_-]{1,64}$/;
// What a reference may hold and a URI may show; a workflow's file name may also hold a space.
const VISIBLE = /^[^\s\p{C}]{1,1024}$/u;
const VISIBLE_OR_SPACE = /^(?: |[^\s\p{C}]){1,1024}$/u;

const LABEL = /^[^\p{Cc}]{1,255}$/u;

const SHAPES = {
  event_name: WORD,
  job_workflow_ref: VISIBLE_OR_SPACE,
  job_workflow_sha: COMMIT,
  ref: VISIBLE,
  repository: /^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/,
  repository_id: NUMBER,
  repository_owner: NAME,
  repository_owner_id: NUMBER,
  run_attempt: NUMBER,
  run_id: NUMBER,
  runner_environment: WORD,
  sha: COMMIT,
  workflow_ref: VISIBLE_OR_SPACE,
  workflow_sha: COMMIT,
} as const;

/**
 * The claims of a verified token's payload; what is not needed is ignored, since GitHub adds claims.
 * @throws WaybillError TOKEN_INVALID that names every claim that is missing or malformed
 */
export function readClaims(payload: Readonly<Record<string, unknown>>, audience: string): Claims {
  const bad: string[] = [];
  const take = (name: string, shape: RegExp): string => {
    const value = payload[name];
    if (typeof value === "string" && shape.test(value)) return value;
    bad.push(value === undefined ? `${name} (missing)` : name);
    return "";
  };
  const optional = (name: string, shape: RegExp): string | undefined =>
    payload[name] === undefined || payload[name] === "" ? undefined : take(name, shape);
  const claims: Claims = {
    iss: take("iss", VISIBLE),
    sub: take("sub", /^[^\p{Cc}]{1,2048}$/u),
    aud: audience,
    exp: typeof payload["exp"] === "number" ? payload["exp"] : 0,
    event_name: take("event_name", SHAPES.event_name),
    job_workflow_ref: take("job_workflow_ref", SHAPES.job_workflow_ref),
    job_workflow_sha: take("job_workflow_sha", SHAPES.job_workflow_sha),
    ref: take("ref", SHAPES.ref),
    repository: take("repository", SHAPES.repository),
    repository_id: take("repository_id", SHAPES.repository_id),
    repository_owner: take("repository_owner", SHAPES.repository_owner),
    repository_owner_id: take("repository_owner_id", SHAPES.repository_owner_id),
    run_attempt: take("run_attempt", SHAPES.run_attempt),
    run_id: take("run_id", SHAPES.run_id),
    runner_environment: take("runner_environment", SHAPES.runner_environment),
    sha: take("sha", SHAPES.sha),
    workflow_ref: take("workflow_ref", SHAPES.workflow_ref),
    workflow_sha: take("workflow_sha", SHAPES.workflow_sha),
    repository_visibility: optional("repository_visibility", WORD),
    environment: optional("environment", LABEL),
    actor: optional("actor", LABEL),
    actor_id: optional("actor_id", NUMBER),
    base_ref: optional("base_ref", VISIBLE),
    head_ref: optional("head_ref", VISIBLE),
    ref_type: optional("ref_type", WORD),
    run_number: optional("run_number", NUMBER),
  };
  if (bad.length > 0) {
    throw new WaybillError("TOKEN_INVALID", {
      what: "GitHub's OIDC token lacks claims that provenance is made of.",
      got: `missing or malformed: ${bad.join(", ")}`,
      expected: "the claims that GitHub Actions puts into every job's token",
    });
  }
  return claims;
}

/** The claims that differ between two tokens of one job; time and token ids are no claims here. */
export function changedClaims(before: Claims, after: Claims): string[] {
  const names = Object.keys(before) as (keyof Claims)[];
  return names.filter((name) => name !== "exp" && before[name] !== after[name]);
}
