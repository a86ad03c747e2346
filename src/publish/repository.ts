import { createHash } from "node:crypto";

import { WaybillError } from "../errors.ts";
import type { Fetch } from "../net/http.ts";
import { callableUrl } from "../net/url.ts";
import type { GitHubClient } from "./octokit.ts";

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

/** @param slug `owner/name`; @param fetcher the way out, for downloads that must not keep the whole file in memory */
export function githubRepository(
  client: GitHubClient,
  slug: string,
  access: { readonly apiUrl: string; readonly token: string; readonly fetcher: Fetch },
): Repository {
  const [owner = "", repo = ""] = slug.split("/");
  const chunksOf = (asset: Asset) =>
    downloadAsset(`${access.apiUrl}/repos/${slug}/releases/assets/${asset.id}`, access);
  return {
    slug,
    async releases() {
      const all = await client.paginate(client.rest.repos.listReleases, { owner, repo, per_page: 100 });
      return all.map((release) => ({
        id: release.id,
        tag: release.tag_name,
        draft: release.draft,
        immutable: release.immutable === true,
        uploadUrl: release.upload_url,
      }));
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
      await client.rest.repos.deleteReleaseAsset({ owner, repo, asset_id: asset.id });
    },
    async download(asset, maxBytes) {
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of await chunksOf(asset)) {
        size += chunk.length;
        if (size > maxBytes) throw new Error("an asset larger than any bundle");
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    },
    async digest(asset) {
      if (asset.sha256 !== undefined) return asset.sha256;
      const hash = createHash("sha256");
      for await (const chunk of await chunksOf(asset)) hash.update(chunk);
      return hash.digest("hex");
    },
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

/** The asset's bytes as they come. GitHub redirects to a store of its own; the token stays behind. */
async function downloadAsset(
  url: string,
  access: { readonly token: string; readonly fetcher: Fetch },
): Promise<AsyncIterable<Uint8Array>> {
  const headers = {
    accept: "application/octet-stream",
    authorization: `Bearer ${access.token}`,
    "user-agent": "waybill",
  };
  const signal = AbortSignal.timeout(30 * 60_000);
  let response = await access.fetcher(url, { headers, redirect: "manual", signal });
  if (response.status === 302 || response.status === 307) {
    const target = callableUrl(new URL(response.headers.get("location") ?? "", url).href);
    if (target === undefined) throw unreadable("a redirect to an address that cannot be called");
    response = await access.fetcher(target.href, { headers: { "user-agent": "waybill" }, signal });
  }
  if (response.status !== 200 || response.body === null) throw unreadable(`status ${response.status}`);
  return response.body;
}

function unreadable(got: string): WaybillError {
  return new WaybillError("STORE_UNAVAILABLE", {
    what: "An asset of the release could not be downloaded, so it cannot be compared.",
    got,
    todo: "Run the job again: it finishes what this run left, and signs nothing twice.",
  });
}

/**
 * One key for the names under which GitHub may show an asset: it turns runs of special characters into dots and takes
 * dots off the ends (docs.github.com, "Upload a release asset").
 */
export function assetKey(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9._@+-]+/g, ".").replaceAll(/^\.+|\.+$/g, "");
}
