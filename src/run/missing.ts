import { WaybillError } from "../errors.ts";
import { isForkPullRequest } from "./event.ts";

/**
 * Why a job has no OIDC token, as far as it can be known, and what to do. The event file is asked for this text alone.
 * @param event the event file's content
 */
export function missingToken(eventName: string, event: unknown): WaybillError {
  const fork = isForkPullRequest(event);
  return new WaybillError("TOKEN_MISSING", {
    what: fork
      ? "This is a pull request from a fork: GitHub gives such runs no OIDC token, whatever the permissions say."
      : "GitHub gives this job no OIDC token: its `permissions` lack `id-token: write` (a reusable workflow's caller must grant it too), or it runs for Dependabot or a fork.",
    got: `event ${eventName === "" ? "(none)" : eventName}, no ACTIONS_ID_TOKEN_REQUEST_URL`,
    todo: fork
      ? "Attest on `push` or `release`, or set `on-missing-token: skip` for pull requests."
      : "Add `id-token: write` to the job's permissions, or set `on-missing-token: skip` where no provenance is wanted.",
  });
}
