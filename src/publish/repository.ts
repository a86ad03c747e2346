import { callableUrl } from "../net/url.ts";
import { downloadBytes, downloadDigest } from "./download.ts";
import { refusalOf, type GitHubAccess, type GitHubClient } from "./octokit.ts";

export interface Release {
  readonly id: number;
  readonly tag: string;
  readonly draft: boolean;
  readonly immutable: boolean;
  /** an RFC 6570 template, as GitHub gives it */
  readonly uploadUrl: string;
}

export interface Asset {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly state: "uploaded" | "starter";
  /** undefined where GitHub states none, as for older assets */
  readonly sha256: string | undefined;
  /** where people download it */
  readonly url: string;
}

/** The calls that storing in a release needs. They throw the client's own errors. */
export interface Repository {
  readonly slug: string;
  releases(): Promise<Release[]>;
  /** a draft of this tag; `commit` is where the tag is made when the draft is published, if it is not there */
  create(tag: string, commit: string): Promise<Release>;
  assets(releaseId: number): Promise<Asset[]>;
  asset(id: number): Promise<Asset>;
  upload(release: Release, name: string, bytes: Buffer): Promise<Asset>;
  remove(asset: Asset): Promise<void>;
  download(asset: Asset, maxBytes: number): Promise<Buffer>;
  /** SHA-256 in hex of the asset's bytes, stated by GitHub or else computed */
  digest(asset: Asset): Promise<string>;
}

interface ApiAsset {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly state: string;
  readonly digest?: string | null;
  readonly browser_download_url: string;
}

/** @param slug `owner/name`; @param access the client's own, for downloads that must not keep a whole file in memory */
export function githubRepository(client: GitHubClient, slug: string, access: GitHubAccess): Repository {
  const [owner = "", repo = ""] = slug.split("/");
  const address = (asset: Asset): string =>
    `${access.apiUrl.replace(/\/+$/, "")}/repos/${slug}/releases/assets/${asset.id}`;
  return {
    slug,
    async releases() {
      const all = await client.paginate(client.rest.repos.listReleases, { owner, repo, per_page: 100 });
      return all.map(readRelease);
    },
    async create(tag, commit) {
      const { data } = await client.rest.repos.createRelease({
        owner,
        repo,
        tag_name: tag,
        target_commitish: commit,
        name: tag,
        draft: true,
      });
      return readRelease(data);
    },
    async assets(releaseId) {
      const all = await client.paginate(client.rest.repos.listReleaseAssets, {
        owner,
        repo,
        release_id: releaseId,
        per_page: 100,
      });
      return all.map(readAsset);
    },
    async asset(id) {
      const { data } = await client.rest.repos.getReleaseAsset({ owner, repo, asset_id: id });
      return readAsset(data);
    },
    async upload(release, name, bytes) {
      const template = release.uploadUrl;
      if (callableUrl(template.replace(/\{.*$/, "")) === undefined)
        throw new Error("an upload address that cannot be called");
      const answer = await client.request(`POST ${template}`, {
        name,
        data: bytes,
        headers: { "content-type": "application/jsonl", "content-length": bytes.length },
      });
      return readAsset(answer.data as ApiAsset);
    },
    async remove(asset) {
      try {
        await client.rest.repos.deleteReleaseAsset({ owner, repo, asset_id: asset.id });
      } catch (error) {
        // Gone is gone: an earlier try whose answer was lost, or somebody else.
        if (refusalOf(error).status !== 404) throw error;
      }
    },
    async download(asset, maxBytes) {
      return await downloadBytes(address(asset), access, maxBytes);
    },
    async digest(asset) {
      return asset.sha256 ?? (await downloadDigest(address(asset), access));
    },
  };
}

interface ApiRelease {
  readonly id: number;
  readonly tag_name: string;
  readonly draft: boolean;
  readonly immutable?: boolean;
  readonly upload_url: string;
}

function readRelease(release: ApiRelease): Release {
  return {
    id: release.id,
    tag: release.tag_name,
    draft: release.draft,
    immutable: release.immutable === true,
    uploadUrl: release.upload_url,
  };
}

function readAsset(asset: ApiAsset): Asset {
  const digest = /^sha256:([0-9a-f]{64})$/.exec(asset.digest ?? "");
  return {
    id: asset.id,
    name: asset.name,
    size: asset.size,
    state: asset.state === "uploaded" ? "uploaded" : "starter",
    sha256: digest?.[1],
    url: asset.browser_download_url,
  };
}

/**
 * One key for the names under which GitHub may show an asset: it turns runs of special characters into dots, runs of
 * dots into one, and puts `default` before a dot at the start (docs.github.com, "Upload a release asset", says no more
 * than that it renames).
 */
export function assetKey(name: string): string {
  return name
    .replaceAll(/[^A-Za-z0-9._@+-]+/g, ".")
    .replaceAll(/\.{2,}/g, ".")
    .replace(/^\./, "default.")
    .replace(/\.$/, "");
}
