import { createHash } from "node:crypto";

import type { Asset, GitHubState, Release, RunAttempt } from "./state.ts";

/** The objects of GitHub's REST API, complete as its OpenAPI description requires them. */

/** Where the server is to be reached: by the API path of the call that is answered, and by its other paths. */
export interface Links {
  readonly server: string;
  readonly api: string;
  readonly uploads: string;
}

type Json = Readonly<Record<string, unknown>>;

export function releaseJson(state: GitHubState, links: Links, release: Release): Json {
  const repo = repoUrl(state, links.api);
  const html = repoUrl(state, links.server, "");
  const self = `${repo}/releases/${release.id}`;
  return {
    url: self,
    html_url: `${html}/releases/tag/${pageOf(release)}`,
    assets_url: `${self}/assets`,
    upload_url: `${repoUrl(state, links.uploads)}/releases/${release.id}/assets{?name,label}`,
    tarball_url: release.draft ? null : `${repo}/tarball/${encodeURIComponent(release.tag)}`,
    zipball_url: release.draft ? null : `${repo}/zipball/${encodeURIComponent(release.tag)}`,
    id: release.id,
    node_id: nodeId("RE", release.id),
    tag_name: release.tag,
    target_commitish: release.commitish,
    name: release.name,
    body: release.body,
    draft: release.draft,
    prerelease: release.prerelease,
    immutable: release.immutable,
    created_at: release.createdAt,
    updated_at: release.createdAt,
    published_at: release.publishedAt,
    author: userJson(links, "github-actions[bot]", 41898282, "Bot"),
    assets: release.assets.map((asset) => assetJson(state, links, release, asset)),
  };
}

export function assetJson(state: GitHubState, links: Links, release: Release, asset: Asset): Json {
  const page = encodeURIComponent(pageOf(release));
  const uploaded = asset.state === "uploaded";
  return {
    url: `${repoUrl(state, links.api)}/releases/assets/${asset.id}`,
    browser_download_url: `${repoUrl(state, links.server, "")}/releases/download/${page}/${encodeURIComponent(asset.name)}`,
    id: asset.id,
    node_id: nodeId("RA", asset.id),
    name: asset.name,
    label: asset.label,
    state: asset.state,
    content_type: asset.contentType,
    size: uploaded ? asset.bytes.length : 0,
    digest:
      state.digests && uploaded ? `sha256:${createHash("sha256").update(asset.bytes).digest("hex")}` : null,
    download_count: 0,
    created_at: asset.createdAt,
    updated_at: asset.createdAt,
    uploader: userJson(links, "github-actions[bot]", 41898282, "Bot"),
  };
}

/** A draft has no page under its tag until it is published. */
function pageOf(release: Release): string {
  return release.draft ? `untagged-${release.id.toString(16).padStart(20, "0")}` : release.tag;
}

function userJson(links: Links, login: string, id: number, type: "Bot" | "Organization" | "User"): Json {
  const url = `${links.api}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: nodeId("U", id),
    avatar_url: `${links.server}/avatars/${id}`,
    gravatar_id: "",
    url,
    html_url: `${links.server}/${encodeURIComponent(login)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    site_admin: false,
  };
}

/** The links of a repository object: each is `<name>_url`, below the repository's own URL. */
const REPOSITORY_LINKS: Readonly<Record<string, string>> = {
  archive: "/{archive_format}{/ref}",
  assignees: "/assignees{/user}",
  blobs: "/git/blobs{/sha}",
  branches: "/branches{/branch}",
  collaborators: "/collaborators{/collaborator}",
  comments: "/comments{/number}",
  commits: "/commits{/sha}",
  compare: "/compare/{base}...{head}",
  contents: "/contents/{+path}",
  contributors: "/contributors",
  deployments: "/deployments",
  downloads: "/downloads",
  events: "/events",
  forks: "/forks",
  git_commits: "/git/commits{/sha}",
  git_refs: "/git/refs{/sha}",
  git_tags: "/git/tags{/sha}",
  hooks: "/hooks",
  issue_comment: "/issues/comments{/number}",
  issue_events: "/issues/events{/number}",
  issues: "/issues{/number}",
  keys: "/keys{/key_id}",
  labels: "/labels{/name}",
  languages: "/languages",
  merges: "/merges",
  milestones: "/milestones{/number}",
  notifications: "/notifications{?since,all,participating}",
  pulls: "/pulls{/number}",
  releases: "/releases{/id}",
  stargazers: "/stargazers",
  statuses: "/statuses/{sha}",
  subscribers: "/subscribers",
  subscription: "/subscription",
  tags: "/tags",
  teams: "/teams",
  trees: "/git/trees{/sha}",
};

const COUNTS = [
  "forks",
  "forks_count",
  "network_count",
  "open_issues",
  "open_issues_count",
  "size",
  "stargazers_count",
  "subscribers_count",
  "watchers",
  "watchers_count",
];

export function repositoryJson(state: GitHubState, links: Links): Json {
  const { owner, ownerType, name, id, ownerId, visibility } = state.repository;
  const url = repoUrl(state, links.api);
  const html = repoUrl(state, links.server, "");
  const host = new URL(links.server).host;
  const created = "2026-08-01T09:00:00Z";
  return {
    id,
    node_id: nodeId("R", id),
    name,
    full_name: `${owner}/${name}`,
    owner: userJson(links, owner, ownerId, ownerType),
    private: visibility !== "public",
    visibility,
    html_url: html,
    url,
    ...Object.fromEntries(
      Object.entries(REPOSITORY_LINKS).map(([key, path]) => [`${key}_url`, `${url}${path}`]),
    ),
    ...Object.fromEntries(COUNTS.map((key) => [key, 0])),
    clone_url: `${html}.git`,
    git_url: `git://${host}/${owner}/${name}.git`,
    ssh_url: `git@${host}:${owner}/${name}.git`,
    svn_url: html,
    mirror_url: null,
    description: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: "main",
    fork: false,
    archived: false,
    disabled: false,
    has_issues: true,
    has_projects: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    created_at: created,
    updated_at: created,
    pushed_at: created,
  };
}

export function runJson(state: GitHubState, links: Links, run: RunAttempt): Json {
  const repo = repoUrl(state, links.api);
  const self = `${repo}/actions/runs/${run.id}`;
  const repository = repositoryJson(state, links);
  const actor = userJson(links, run.actor, 7100001, "User");
  return {
    id: run.id,
    name: run.workflow,
    node_id: nodeId("WFR", run.id),
    head_branch: run.ref.replace(/^refs\/(heads|tags)\//, ""),
    head_sha: run.sha,
    path: run.path,
    display_title: run.workflow,
    run_number: run.number,
    run_attempt: run.attempt,
    event: run.event,
    status: "in_progress",
    conclusion: null,
    workflow_id: 5000001,
    url: self,
    html_url: `${repoUrl(state, links.server, "")}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: run.startedAt,
    updated_at: run.startedAt,
    run_started_at: run.startedAt,
    actor,
    triggering_actor: actor,
    jobs_url: `${self}/attempts/${run.attempt}/jobs`,
    logs_url: `${self}/attempts/${run.attempt}/logs`,
    check_suite_url: `${repo}/check-suites/1`,
    artifacts_url: `${self}/artifacts`,
    cancel_url: `${self}/cancel`,
    rerun_url: `${self}/rerun`,
    previous_attempt_url: run.attempt > 1 ? `${self}/attempts/${run.attempt - 1}` : null,
    workflow_url: `${repo}/actions/workflows/5000001`,
    head_commit: null,
    repository,
    head_repository: repository,
  };
}

function repoUrl(state: GitHubState, base: string, prefix = "/repos"): string {
  return `${base}${prefix}/${state.repository.owner}/${state.repository.name}`;
}

function nodeId(kind: string, id: number): string {
  return `${kind}_${Buffer.from(String(id)).toString("base64url")}`;
}
