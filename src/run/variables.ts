import { readClaims, type Claims } from "./claims.ts";
import { issuerOf } from "./run.ts";
import { AUDIENCE } from "./token.ts";

/** The runner's variables that say what a token's claims would (docs.github.com, "Variables reference"). */
const VARIABLES = {
  event_name: "GITHUB_EVENT_NAME",
  job_workflow_ref: "GITHUB_WORKFLOW_REF",
  job_workflow_sha: "GITHUB_WORKFLOW_SHA",
  ref: "GITHUB_REF",
  repository: "GITHUB_REPOSITORY",
  repository_id: "GITHUB_REPOSITORY_ID",
  repository_owner: "GITHUB_REPOSITORY_OWNER",
  repository_owner_id: "GITHUB_REPOSITORY_OWNER_ID",
  run_attempt: "GITHUB_RUN_ATTEMPT",
  run_id: "GITHUB_RUN_ID",
  runner_environment: "RUNNER_ENVIRONMENT",
  sha: "GITHUB_SHA",
  workflow_ref: "GITHUB_WORKFLOW_REF",
  workflow_sha: "GITHUB_WORKFLOW_SHA",
  actor: "GITHUB_ACTOR",
  actor_id: "GITHUB_ACTOR_ID",
  base_ref: "GITHUB_BASE_REF",
  head_ref: "GITHUB_HEAD_REF",
  ref_type: "GITHUB_REF_TYPE",
  run_number: "GITHUB_RUN_NUMBER",
} as const;

/**
 * What stands in for claims in a dry run without a token: the one place where variables may, since nothing is signed.
 * The job of a reusable workflow is taken for one of the calling workflow, which the variables name.
 * @throws WaybillError TOKEN_INVALID that names what is missing
 */
export function claimsFromVariables(
  env: Readonly<Record<string, string | undefined>>,
  serverUrl: string,
): Claims {
  const payload: Record<string, unknown> = { iss: issuerOf(serverUrl), sub: "dry run: no token", exp: 0 };
  for (const [claim, variable] of Object.entries(VARIABLES)) {
    const value = env[variable];
    if (value !== undefined && value !== "") payload[claim] = value;
  }
  return readClaims(payload, AUDIENCE);
}
