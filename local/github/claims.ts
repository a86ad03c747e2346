/** The custom claims of a token; every value is a string, as GitHub sends them. */
export type Claims = Readonly<Record<string, string>>;

/** Claims to set; `undefined` leaves a claim out. */
export type ClaimOverrides = Readonly<Record<string, string | undefined>>;

const SHA = "6dcb09b5b57875f334f61aebed695e2e4193db5e";
const WORKFLOW = ".github/workflows/release.yml";

/**
 * The claims of a tag's release run on a hosted runner, as GitHub's OIDC reference lists them. What follows from
 * another claim (the owner, `workflow_ref`, `sub`, …) follows from an override of it too.
 */
export function claims(overrides: ClaimOverrides = {}): Claims {
  const repository = overrides["repository"] ?? "octo-org/rocket";
  const ref = overrides["ref"] ?? "refs/tags/v1.2.3";
  const sha = overrides["sha"] ?? SHA;
  const workflowRef = overrides["workflow_ref"] ?? `${repository}/${WORKFLOW}@${ref}`;
  const workflowSha = overrides["workflow_sha"] ?? sha;
  const all: Record<string, string | undefined> = {
    actor: "octo-maintainer",
    actor_id: "7100001",
    base_ref: "",
    check_run_id: "48200000001",
    event_name: "push",
    head_ref: "",
    job_workflow_ref: workflowRef,
    job_workflow_sha: workflowSha,
    ref,
    ref_protected: "false",
    ref_type: ref.startsWith("refs/tags/") ? "tag" : "branch",
    repository,
    repository_id: "610000001",
    repository_owner: repository.split("/")[0],
    repository_owner_id: "7000001",
    repository_visibility: "public",
    run_attempt: "1",
    run_id: "17200000001",
    run_number: "42",
    runner_environment: "github-hosted",
    sha,
    workflow: "Release",
    workflow_ref: workflowRef,
    workflow_sha: workflowSha,
    ...overrides,
  };
  const complete = { sub: subjectOf(all), ...all };
  return Object.fromEntries(Object.entries(complete).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])));
}

/** `sub` in the immutable form, with ids, that repositories created since July 2026 have. */
function subjectOf(all: Readonly<Record<string, string | undefined>>): string {
  const [owner, name] = (all["repository"] ?? "").split("/");
  const context =
    all["environment"] !== undefined
      ? `environment:${all["environment"].replaceAll(":", "%3A")}`
      : all["event_name"] === "pull_request"
        ? "pull_request"
        : `ref:${all["ref"]}`;
  return `repo:${owner}@${all["repository_owner_id"]}/${name}@${all["repository_id"]}:${context}`;
}
