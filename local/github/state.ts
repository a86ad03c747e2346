import type { Claims } from "./claims.ts";

export interface Asset {
  readonly id: number;
  name: string;
  label: string;
  readonly contentType: string;
  readonly bytes: Buffer;
  /** `starter` is what an upload leaves that broke off */
  state: "uploaded" | "starter";
  readonly createdAt: string;
}

export interface Release {
  readonly id: number;
  readonly tag: string;
  readonly commitish: string;
  readonly name: string | null;
  body: string | null;
  draft: boolean;
  readonly prerelease: boolean;
  immutable: boolean;
  readonly createdAt: string;
  publishedAt: string | null;
  readonly assets: Asset[];
}

export interface Attestation {
  readonly id: number;
  readonly bundle: Readonly<Record<string, unknown>>;
  /** `sha256:HEX` of each subject of the bundle's statement */
  readonly subjectDigests: readonly string[];
  readonly predicateType: string;
}

export interface Repository {
  readonly owner: string;
  readonly name: string;
  readonly id: number;
  readonly ownerId: number;
  ownerType: "Organization" | "User";
  visibility: "public" | "private" | "internal";
}

export interface RunAttempt {
  readonly id: number;
  readonly attempt: number;
  readonly number: number;
  readonly event: string;
  readonly ref: string;
  readonly sha: string;
  readonly workflow: string;
  readonly path: string;
  readonly actor: string;
  startedAt: string;
}

/** What the job's token may do. Whatever they say, a public repository can be read. */
export interface Permissions {
  actions: "none" | "read";
  attestations: "none" | "read" | "write";
  artifactMetadata: "none" | "write";
  contents: "none" | "read" | "write";
}

/** How GitHub refuses attestations of a repository whose plan or owner has none. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

export const USER_OWNED: Refusal = {
  status: 403,
  message:
    "Feature not available for user-owned private repositories. To enable this feature, please make this repository public.",
};

export function notInPlan(organization: string): Refusal {
  return { status: 403, message: `Feature not available for the ${organization} organization.` };
}

export interface ReleaseSetup {
  readonly tag: string;
  readonly draft?: boolean;
  readonly immutable?: boolean;
  readonly prerelease?: boolean;
  readonly name?: string;
  readonly body?: string;
  readonly commitish?: string;
  readonly assets?: readonly AssetSetup[];
}

export interface AssetSetup {
  readonly name: string;
  readonly bytes?: Buffer | string;
  readonly label?: string;
  readonly contentType?: string;
  readonly state?: "uploaded" | "starter";
}

/** What the embedded GitHub holds, plain and open: tests set it up and read it back. */
export class GitHubState {
  readonly repository: Repository;
  readonly permissions: Permissions = {
    actions: "read",
    attestations: "write",
    artifactMetadata: "write",
    contents: "write",
  };
  /** oldest first */
  readonly releases: Release[] = [];
  readonly attestations: Attestation[] = [];
  readonly storageRecords: Readonly<Record<string, unknown>>[] = [];
  readonly runs: RunAttempt[] = [];
  /** whether assets have a `digest`; those uploaded before mid-2025, and all of older servers, have null */
  digests = true;
  /** how many of the next uploads break off, leaving a `starter` and answering 502 */
  halfUploads = 0;
  attestationRefusal: Refusal | undefined;
  /** of a tenant of `*.ghe.com`, what GitHub's Sigstore instance certifies its workflows under */
  trustDomain: string | undefined;
  /** `elsewhere`: bundles are null, and lie compressed at their `bundle_url`, as on github.com since July 2026 */
  bundles: "inline" | "elsewhere" = "inline";
  #lastId = 1000;

  constructor(claims: Claims) {
    const [owner = "", name = ""] = (claims["repository"] ?? "").split("/");
    this.repository = {
      owner,
      name,
      id: Number(claims["repository_id"]),
      ownerId: Number(claims["repository_owner_id"]),
      ownerType: "Organization",
      visibility: visibilityOf(claims["repository_visibility"]),
    };
    this.runs.push(runOf(claims));
  }

  /** Every asset of every release. */
  get assets(): Asset[] {
    return this.releases.flatMap((release) => release.assets);
  }

  /** Adds a release as it is described, whether or not GitHub's API would allow it (two of one tag, say). */
  addRelease(setup: ReleaseSetup): Release {
    const draft = setup.draft ?? false;
    const createdAt = now();
    const release: Release = {
      id: this.nextId(),
      tag: setup.tag,
      commitish: setup.commitish ?? "main",
      name: setup.name ?? setup.tag,
      body: setup.body ?? null,
      draft,
      prerelease: setup.prerelease ?? false,
      immutable: setup.immutable ?? false,
      createdAt,
      publishedAt: draft ? null : createdAt,
      assets: [],
    };
    this.releases.push(release);
    for (const asset of setup.assets ?? []) this.addAsset(release, asset);
    return release;
  }

  /** Adds `count` published releases, `v0.0.1` and on, for paging. */
  addReleases(count: number): void {
    for (let n = 1; n <= count; n++) this.addRelease({ tag: `v0.0.${n}` });
  }

  addAsset(release: Release, setup: AssetSetup): Asset {
    const asset: Asset = {
      id: this.nextId(),
      name: setup.name,
      label: setup.label ?? "",
      contentType: setup.contentType ?? "application/octet-stream",
      bytes: Buffer.from(setup.bytes ?? ""),
      state: setup.state ?? "uploaded",
      createdAt: now(),
    };
    release.assets.push(asset);
    return asset;
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}

/** The time in the form that GitHub's API has: whole seconds. */
export function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}

function visibilityOf(claim: string | undefined): Repository["visibility"] {
  return claim === "private" || claim === "internal" ? claim : "public";
}

function runOf(claims: Claims): RunAttempt {
  const workflowRef = claims["workflow_ref"] ?? "";
  return {
    id: Number(claims["run_id"]),
    attempt: Number(claims["run_attempt"]),
    number: Number(claims["run_number"]),
    event: claims["event_name"] ?? "",
    ref: claims["ref"] ?? "",
    sha: claims["sha"] ?? "",
    workflow: claims["workflow"] ?? "",
    path: workflowRef.replace(/@.*$/, "").split("/").slice(2).join("/"),
    actor: claims["actor"] ?? "",
    startedAt: now(),
  };
}
