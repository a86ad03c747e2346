import { basename } from "node:path";

import { WaybillError } from "../errors.ts";
import { at, list, text } from "../json.ts";
import { assetKey } from "../publish/asset-key.ts";
import { quoted } from "../quoted.ts";
import { compareCodeUnits } from "../subjects/names.ts";
import { MAX_BUNDLE_BYTES } from "../verify/bundle.ts";
import type { Artifact } from "./artifact.ts";
import { bundlesIn } from "./files.ts";
import { openGitHub, type GitHubReader } from "./github.ts";
import { compareRanks, isBundleName, rankOf } from "./names.ts";
import { namesArtifact } from "./statement.ts";
import type { Evidence, EvidencePorts, Notes } from "./types.ts";

/** docs.github.com, "About releases": a release has up to 1,000 assets. */
const MAX_ASSET_PAGES = 10;
const RELEASES_A_PAGE = 30;
/** Three hundred releases back. */
const MAX_RELEASE_PAGES = 10;
/** Of the bundles whose names say nothing of the artifact; those that do are all read. */
const MAX_OTHERS = 100;
const MAX_OTHER_BYTES = 64 * 1024 * 1024;

export interface ReleaseSource {
  /** `https://github.com/octo-org/rocket` */
  readonly sourceRepository: string;
  /** the newest release that has the artifact, if not given */
  readonly tag: string | undefined;
}

interface Release {
  readonly id: number;
  readonly tag: string;
}

interface Asset {
  readonly id: number;
  readonly name: string;
  /** bytes */
  readonly size: number;
}

/**
 * The bundles among a release's assets: those that are named after the artifact, then others that speak of its digest.
 * @throws WaybillError USAGE where no tag is given and the artifact is none that releases have
 */
export async function* bundlesInRelease(
  artifact: Artifact,
  { sourceRepository, tag }: ReleaseSource,
  ports: EvidencePorts,
  notes: Notes,
): AsyncGenerator<Evidence> {
  const github = openGitHub(sourceRepository, ports);
  const origin = `${github.repository}/releases${tag === undefined ? "" : `/tag/${tag}`}`;
  if (tag === undefined && !isInReleases(artifact)) throw noTag(artifact);
  notes.looked(origin);
  const reading = new Reading(github, notes);
  const release = await reading.guarded(origin, () =>
    tag === undefined ? reading.newest(artifact, origin) : reading.tagged(tag),
  );
  if (release === undefined) return;
  const where = `${github.repository}/releases/tag/${release.tag}`;
  const assets = (await reading.guarded(where, () => reading.assets(release.id, where))) ?? [];
  const name = artifact.kind === "file" ? basename(artifact.path) : undefined;
  const { named, others } = sorted(assets, name);
  for (const asset of named) yield* await reading.bundles(asset, where);
  let room = MAX_OTHER_BYTES;
  for (const [index, asset] of others.entries()) {
    room -= asset.size;
    if (index >= MAX_OTHERS || room < 0) {
      notes.skipped(where, `${others.length - index} further bundles were not read, as there are too many`);
      return;
    }
    for (const evidence of await reading.bundles(asset, where))
      if (namesArtifact(evidence.json, artifact.digests)) yield evidence;
  }
}

/** Images are not, and of other digests GitHub states nothing. */
function isInReleases(artifact: Artifact): boolean {
  return artifact.kind === "file" || (artifact.kind === "digest" && artifact.digests.sha256 !== undefined);
}

class Reading {
  readonly #github: GitHubReader;
  readonly #notes: Notes;

  constructor(github: GitHubReader, notes: Notes) {
    this.#github = github;
    this.#notes = notes;
  }

  /** Undefined where it could not be asked, which is noted. */
  async guarded<T>(origin: string, read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof WaybillError)) throw error;
      this.#notes.unreached(origin, error);
      return undefined;
    }
  }

  async tagged(tag: string): Promise<Release | undefined> {
    // No tags (git-check-ref-format(1)), and other paths of the API.
    if (tag === "" || tag === "." || tag === "..") return undefined;
    const page = await this.#github.page(`/releases/tags/${encodeURIComponent(tag.toWellFormed())}`, {});
    const id = at(page?.json, "id");
    return typeof id === "number" ? { id, tag } : undefined;
  }

  /** The newest release that has these bytes; if none does, the newest with a file of that name, whose bundles then say so. */
  async newest(artifact: Artifact, origin: string): Promise<Release | undefined> {
    let sameName: Release | undefined;
    for (let number = 1; number <= MAX_RELEASE_PAGES; number++) {
      const query = { per_page: String(RELEASES_A_PAGE), page: String(number) };
      const page = await this.#github.page("/releases", query);
      for (const release of list(page?.json)) {
        const [id, tag] = [at(release, "id"), text(release, "tag_name")];
        if (typeof id !== "number" || tag === undefined || at(release, "draft") === true) continue;
        const assets = list(release, "assets");
        if (assets.some((asset) => hasBytes(asset, artifact))) return { id, tag };
        if (assets.some((asset) => hasName(asset, artifact))) sameName ??= { id, tag };
      }
      if (!hasNext(page?.link)) return sameName;
    }
    const most = MAX_RELEASE_PAGES * RELEASES_A_PAGE;
    this.#notes.skipped(origin, `the newest ${most} releases do not have it, and no others were looked at`);
    return sameName;
  }

  async assets(release: number, where: string): Promise<Asset[]> {
    const assets: Asset[] = [];
    for (let number = 1; number <= MAX_ASSET_PAGES; number++) {
      const query = { per_page: "100", page: String(number) };
      const page = await this.#github.page(`/releases/${release}/assets`, query);
      for (const asset of list(page?.json)) {
        const [id, name, size] = [at(asset, "id"), text(asset, "name"), at(asset, "size")];
        if (typeof id !== "number" || name === undefined || typeof size !== "number") continue;
        if (text(asset, "state") === "uploaded" && isBundleName(name)) assets.push({ id, name, size });
      }
      if (!hasNext(page?.link)) return assets;
    }
    this.#notes.skipped(
      where,
      `it has more than ${MAX_ASSET_PAGES * 100} assets, and the others were not looked at`,
    );
    return assets;
  }

  async bundles({ id, name, size }: Asset, where: string): Promise<Evidence[]> {
    const origin = `${where}, ${printableName(name)}`;
    if (size > MAX_BUNDLE_BYTES) {
      this.#notes.skipped(origin, `it has ${size} bytes, and ${MAX_BUNDLE_BYTES} are read`);
      return [];
    }
    const bytes = await this.guarded(origin, () => this.#github.asset(id, MAX_BUNDLE_BYTES));
    return bytes === undefined ? [] : [...bundlesIn(bytes, origin)];
  }
}

/** An asset's name in a text; GitHub takes few characters, and what is not GitHub may say anything. */
function printableName(name: string): string {
  return quoted(name, 200).slice(1, -1);
}

/** GitHub states no digest of assets from before mid-2025. */
function hasBytes(asset: unknown, { digests: { sha256 } }: Artifact): boolean {
  return sha256 !== undefined && text(asset, "digest") === `sha256:${sha256}`;
}

function hasName(asset: unknown, artifact: Artifact): boolean {
  return (
    artifact.kind === "file" && assetKey(text(asset, "name") ?? "") === assetKey(basename(artifact.path))
  );
}

function sorted(
  assets: readonly Asset[],
  name: string | undefined,
): { readonly named: readonly Asset[]; readonly others: readonly Asset[] } {
  const ranked = assets.map((asset) => ({
    asset,
    rank: name === undefined ? undefined : rankOf(asset.name, name, assetKey),
  }));
  const named = ranked.flatMap(({ asset, rank }) => (rank === undefined ? [] : [{ asset, rank }]));
  named.sort((a, b) => compareRanks(a.rank, b.rank) || compareCodeUnits(a.asset.name, b.asset.name));
  const others = ranked.flatMap(({ asset, rank }) => (rank === undefined ? [asset] : []));
  others.sort((a, b) => compareCodeUnits(a.name, b.name));
  return { named: named.map(({ asset }) => asset), others };
}

/** The address that the Link header names is not called: it is the API's to name, not to choose. */
function hasNext(link: string | undefined): boolean {
  return /;\s*rel="next"/.test(link ?? "");
}

function noTag(artifact: Artifact): WaybillError {
  return new WaybillError("USAGE", {
    what: "No release can be looked for by this artifact.",
    got: artifact.name,
    expected: "a file or its sha256 digest, or the release's tag beside it",
    todo: "Say which tag the release has.",
  });
}
