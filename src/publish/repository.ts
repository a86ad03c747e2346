import { WaybillError } from "../errors.ts";
import { persist } from "../net/persist.ts";
import { downloadBytes, downloadDigest } from "./download.ts";
import { isUnavailable, refusalOf, type GitHubAccess, type GitHubClient } from "./octokit.ts";

export interface Release {
  readonly id: number;
  readonly tag: string;
  readonly draft: boolean;
  readonly immutable: boolean;
  /** its notes */
  readonly body: string;
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
  create(tag: string, commit: string, body: string): Promise<Release>;
  /** publishes a draft, with these notes */
  publish(release: Release, body: string): Promise<void>;
  assets(releaseId: number): Promise<Asset[]>;
  asset(id: number): Promise<Asset>;
  upload(release: Release, name: string, bytes: Buffer): Promise<Asset>;
  /** gives an asset of ours another name */
  rename(asset: Asset, name: string): Promise<Asset>;
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
  const releases = async (): Promise<Release[]> => {
    const all = await allPages((page) =>
      client.rest.repos.listReleases({ owner, repo, per_page: 100, page }),
    );
    return all.map(readRelease);
  };
  const address = (asset: Asset): string =>
    `${access.apiUrl.replace(/\/+$/, "")}/repos/${slug}/releases/assets/${asset.id}`;
  return {
    slug,
    releases,
    async create(tag, commit, body) {
      const notes = body === "" ? {} : { body };
      const draft = { tag_name: tag, target_commitish: commit, name: tag, draft: true, ...notes };
      const once = async (): Promise<Release> => {
        try {
          const request = { retries: 0 };
          const { data } = await client.rest.repos.createRelease({ owner, repo, ...draft, request });
          return readRelease(data);
        } catch (error) {
          if (!mayPass(error)) throw error;
          // GitHub makes any number of drafts of a tag, and one whose making it did not answer may be there.
          const made = (await releases()).find((release) => release.tag === tag);
          if (made === undefined) throw error;
          return made;
        }
      };
      return await persist(access.patience, once, mayPass);
    },
    async publish({ id }, body) {
      await client.rest.repos.updateRelease({ owner, repo, release_id: id, draft: false, body });
    },
    async assets(releaseId) {
      const all = await allPages((page) =>
        client.rest.repos.listReleaseAssets({ owner, repo, release_id: releaseId, per_page: 100, page }),
      );
      return all.map(readAsset);
    },
    async asset(id) {
      const { data } = await client.rest.repos.getReleaseAsset({ owner, repo, asset_id: id });
      return readAsset(data);
    },
    async upload(release, name, bytes) {
      const answer = await client.request(`POST ${release.uploadUrl}`, {
        name,
        data: bytes,
        headers: { "content-type": "application/jsonl", "content-length": bytes.length },
      });
      return readAsset(answer.data as ApiAsset);
    },
    async rename(asset, name) {
      const { data } = await client.rest.repos.updateReleaseAsset({ owner, repo, asset_id: asset.id, name });
      return readAsset(data);
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

/** Far more than GitHub lists (10,000 releases, a hundred a page): a list that never ends must end. */
const MAX_PAGES = 1000;

/** The client's own `paginate` takes a conflict for an empty list, and follows the Link header wherever it leads. */
async function allPages<T>(
  list: (page: number) => Promise<{ readonly data: T[]; readonly headers: { readonly link?: string } }>,
): Promise<T[]> {
  const all: T[] = [];
  for (let page = 1; page <= MAX_PAGES; page++) {
    const { data, headers } = await list(page);
    if (!Array.isArray(data)) break;
    all.push(...data);
    if (!/;\s*rel="next"/.test(headers.link ?? "")) return all;
  }
  throw new WaybillError("STORE_UNAVAILABLE", {
    what: "GitHub gave no list of the repository's releases or assets.",
    got: "something else, or a list without an end",
    todo: "Run the job again: it finishes what this run left, and signs nothing twice.",
  });
}

function mayPass(error: unknown): boolean {
  return typeof error === "object" && error !== null && "status" in error && isUnavailable(refusalOf(error));
}

interface ApiRelease {
  readonly id: number;
  readonly tag_name: string;
  readonly draft: boolean;
  readonly immutable?: boolean;
  readonly body?: string | null;
  readonly upload_url: string;
}

function readRelease(release: ApiRelease): Release {
  return {
    id: release.id,
    tag: release.tag_name,
    draft: release.draft,
    immutable: release.immutable === true,
    body: release.body ?? "",
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
