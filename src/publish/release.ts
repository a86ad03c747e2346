import { createHash, randomBytes } from "node:crypto";

import { asWaybillError, WaybillError } from "../errors.ts";
import type { Subject } from "../intoto/statement.ts";
import { MAX_BUNDLE_BYTES } from "../verify/bundle.ts";
import { assetKey } from "./asset-key.ts";
import type { Asset, Release, Repository } from "./repository.ts";
import { isUnavailable, refusalOf, refused } from "./octokit.ts";
import { oneByOne, type Holding, type Item, type Published, type Target } from "./target.ts";

export interface ReleaseOptions {
  readonly repository: Repository;
  readonly tag: string;
  readonly overwrite: boolean;
  /** what the release may already hold under these names must be what we attest */
  readonly subjects: readonly Subject[];
  /** create a draft where there is no release */
  readonly create: Creation | undefined;
  /** for what its user should know of a success */
  readonly notice: (text: string) => void;
}

export interface Creation {
  /** where the tag is made if it is not there yet */
  readonly commit: string;
  /** publish the draft once everything is stored; its notes until then, by which a re-run knows it again */
  readonly publishing: string | undefined;
}

/** The tag's release as it was found; without one when the step is to create it. */
interface Opened {
  readonly release: Release | undefined;
  readonly assets: readonly Asset[];
}

/**
 * The release of a tag: bundles become its assets. Never changes a release that it did not make; the subjects are the
 * user's to upload.
 */
export function releaseTarget(options: ReleaseOptions): Target {
  const { repository, tag } = options;
  const opened = once(async (): Promise<Opened> => {
    const release = await findRelease(repository, tag, options.create !== undefined);
    return { release, assets: release === undefined ? [] : await repository.assets(release.id) };
  });
  const subjectsEqual = once(async () => {
    await assertSubjectsEqual(repository, (await opened()).assets, options.subjects);
  });
  const release = once(
    async (): Promise<Release> => (await opened()).release ?? (await createDraft(options)),
  );
  return {
    name: "release",
    takes: () => true,
    async find(fileName): Promise<Holding> {
      try {
        const { assets } = await opened();
        const asset = assets.find((a) => a.state === "uploaded" && assetKey(a.name) === assetKey(fileName));
        if (asset === undefined) return { kind: "nothing" };
        if (asset.size > MAX_BUNDLE_BYTES) return { kind: "bundles", bundles: [""] };
        return {
          kind: "bundles",
          bundles: [(await repository.download(asset, MAX_BUNDLE_BYTES)).toString("utf8")],
        };
      } catch (error) {
        return { kind: "unknown", error: asStoreError(error, tag) };
      }
    },
    store: oneByOne(async (item): Promise<Published> => {
      try {
        await subjectsEqual();
        return await storeAsset(options, await release(), (await opened()).assets, item);
      } catch (error) {
        return { target: "release", status: "failed", error: asStoreError(error, tag) };
      }
    }),
    async settle(): Promise<Published | undefined> {
      if (options.create?.publishing === undefined) return undefined;
      try {
        await publish(options, await release());
        return undefined;
      } catch (error) {
        return { target: "release", status: "failed", error: asStoreError(error, tag) };
      }
    },
  };
}

/** The draft that this run made, in whatever attempt: another one is its maker's to publish. */
async function publish({ repository, tag, create, notice }: ReleaseOptions, release: Release): Promise<void> {
  if (!release.draft) return;
  if (release.body !== create?.publishing) {
    notice(`The release of ${tag} was a draft before this run, and stays one. Publishing it is yours.`);
    return;
  }
  await repository.publish(release, "");
  notice(`The release of ${tag} is published.`);
}

/** One answer for all who ask. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= work());
}

/** A draft, which nobody but the maintainers sees. */
async function createDraft({ repository, tag, create, notice }: ReleaseOptions): Promise<Release> {
  if (create === undefined) throw releaseMissing(repository, tag);
  const { commit, publishing } = create;
  const created = await repository.create(tag, commit, publishing ?? "");
  // Another job of a matrix may have done the same at the same moment: then neither writes.
  const release = (await findRelease(repository, tag, true)) ?? created;
  const then = publishing === undefined ? "Publishing it is yours." : "It is published at the end.";
  notice(`There was no release of ${tag}, so a draft was created. ${then}`);
  return release;
}

function asStoreError(error: unknown, tag: string): WaybillError {
  if (error instanceof WaybillError) return error;
  if (typeof error === "object" && error !== null && "status" in error) {
    return refused(
      `GitHub did not do what the release ${tag} needed.`,
      refusalOf(error),
      "Check that the job has `contents: write`.",
    );
  }
  return asWaybillError(error, `Storing in the release ${tag}`);
}

/** @returns undefined when there is none and it may be created */
async function findRelease(
  repository: Repository,
  tag: string,
  mayBeMissing: boolean,
): Promise<Release | undefined> {
  // A draft has no address by its tag, so all releases are listed, and all pages of them.
  const releases = (await repository.releases()).filter((release) => release.tag === tag);
  const [release] = releases;
  if (release === undefined) {
    if (mayBeMissing) return undefined;
    throw releaseMissing(repository, tag);
  }
  if (releases.length > 1) {
    throw new WaybillError("RELEASE_AMBIGUOUS", {
      what: `There are ${releases.length} releases of the tag ${tag} in ${repository.slug}.`,
      got: releases.map((r) => `${r.draft ? "draft" : "published"} ${r.id}`).join(", "),
      expected: "one",
      todo: "Delete all but one; drafts that a failed run left are the usual cause.",
    });
  }
  return release;
}

function releaseMissing(repository: Repository, tag: string): WaybillError {
  return new WaybillError("RELEASE_NOT_FOUND", {
    what: `There is no release of the tag ${tag} in ${repository.slug}.`,
    expected: "a release, draft or published, to upload the bundle to",
    todo: "Create it (as a draft) in an earlier step, or set `create-release: draft`. A draft is visible only with `permissions: contents: write` for this job.",
  });
}

/** What the release already holds under a subject's name must be the subject: else two files bear one name. */
async function assertSubjectsEqual(
  repository: Repository,
  assets: readonly Asset[],
  subjects: readonly Subject[],
): Promise<void> {
  const byKey = new Map(assets.filter((a) => a.state === "uploaded").map((a) => [assetKey(a.name), a]));
  for (const subject of subjects) {
    const asset = byKey.get(assetKey(subject.name));
    const expected = subject.digest.sha256;
    if (asset === undefined || expected === undefined) continue;
    const actual = await repository.digest(asset);
    if (actual === expected) continue;
    throw new WaybillError("ASSET_DIGEST_MISMATCH", {
      what: `The release holds another file under the name of a subject, ${asset.name}.`,
      got: `sha256:${actual}`,
      expected: `sha256:${expected}, the file that was attested`,
      todo: "Upload the file that was attested, or attest the one in the release. The bundle was not uploaded.",
    });
  }
}

async function storeAsset(
  options: ReleaseOptions,
  release: Release,
  assets: readonly Asset[],
  item: Item,
): Promise<Published> {
  const { repository, tag } = options;
  const existing = assets.find((a) => assetKey(a.name) === assetKey(item.fileName));
  if (item.held === "equal" && existing !== undefined) return published("already-stored", release, existing);
  if (release.immutable) throw immutable(tag);
  const bytes = Buffer.from(`${item.bundle.json}\n`, "utf8");
  if (existing?.state === "uploaded") {
    if (!options.overwrite) throw conflict(tag, existing);
    return published("stored", release, await replace(options, release, existing, bytes));
  }
  if (existing !== undefined) await repository.remove(existing);
  return published("stored", release, await uploadChecked(repository, release, item.fileName, bytes));
}

/**
 * Puts the bytes in the place of an asset: they are in the release, whole, before anything is deleted. Where it breaks
 * off, the release holds one of the two or both.
 */
async function replace(
  { repository, tag }: ReleaseOptions,
  release: Release,
  old: Asset,
  bytes: Buffer,
): Promise<Asset> {
  const pending = `${old.name}.${randomBytes(4).toString("hex")}.new`;
  const ours = await uploadChecked(repository, release, pending, bytes);
  try {
    await repository.remove(old);
  } catch (error) {
    if (isUnavailable(refusalOf(error))) throw halfReplaced(tag, old, ours, error);
    // The old one is there, so nobody needs ours. That it stays is no worse than the error that is told.
    await repository.remove(ours).catch(() => undefined);
    throw error;
  }
  try {
    return await repository.rename(ours, old.name);
  } catch (error) {
    throw halfReplaced(tag, old, ours, error);
  }
}

function halfReplaced(tag: string, old: Asset, ours: Asset, error: unknown): WaybillError {
  return refused(
    `In the release of ${tag}, the asset ${old.name} was to be replaced, and may be deleted. The new bundle is there as ${ours.name}, and could not be given its name.`,
    refusalOf(error),
    `Delete ${ours.name} and run the job again.`,
  );
}

/** @throws WaybillError ASSET_DIGEST_MISMATCH when GitHub does not hold what was sent */
async function uploadChecked(
  repository: Repository,
  release: Release,
  name: string,
  bytes: Buffer,
): Promise<Asset> {
  const asset = await upload(repository, release, name, bytes);
  const expected = sha256(bytes);
  const actual = await repository.digest(await repository.asset(asset.id));
  if (actual !== expected) {
    throw new WaybillError("ASSET_DIGEST_MISMATCH", {
      what: `The release holds other bytes than were uploaded as ${asset.name}.`,
      got: `sha256:${actual}`,
      expected: `sha256:${expected}`,
      todo: "Delete the asset and run the job again.",
    });
  }
  return asset;
}

/** Uploads; where an earlier try of ours got through, or half through, finishes what it left. */
async function upload(repository: Repository, release: Release, name: string, bytes: Buffer): Promise<Asset> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await repository.upload(release, name, bytes);
    } catch (error) {
      const refusal = refusalOf(error);
      if (/\bimmutable\b/i.test(refusal.message)) throw immutable(release.tag);
      const left = (await repository.assets(release.id)).find((a) => assetKey(a.name) === assetKey(name));
      if (left?.state === "uploaded") {
        if ((await repository.digest(left)) === sha256(bytes)) return left;
        throw conflict(release.tag, left);
      }
      if (left?.state !== "starter" || attempt === 3) {
        throw refused(
          `GitHub did not take the asset ${name} of the release ${release.tag}.`,
          refusal,
          "Check that the job has `permissions: contents: write`.",
        );
      }
      await repository.remove(left);
    }
  }
}

function immutable(tag: string): WaybillError {
  return new WaybillError("RELEASE_IMMUTABLE", {
    what: `The release of ${tag} is immutable: nothing can be added to it.`,
    todo: "Create the release as a draft, run this step, and publish it afterwards. The bundle is in the step's output folder.",
  });
}

function conflict(tag: string, asset: Asset): WaybillError {
  return new WaybillError("ASSET_CONFLICT", {
    what: `The release of ${tag} already has an asset ${asset.name}, and it does not state what this run states.`,
    todo: "Set `provenance-name` to another name, delete the asset, or set `overwrite-assets: true` to replace it.",
  });
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function published(status: "stored" | "already-stored", release: Release, asset: Asset): Published {
  const url = release.draft ? publishedUrl(release, asset) : asset.url;
  const [id, releaseId] = [String(asset.id), String(release.id)];
  return { target: "release", status, name: asset.name, url, id, releaseId, readBack: true };
}

/** A draft's own address ends when it is published; consumers will find the asset under its tag. */
function publishedUrl(release: Release, asset: Asset): string {
  return asset.url.replace(
    /\/releases\/download\/[^/]+\//,
    `/releases/download/${encodeURIComponent(release.tag)}/`,
  );
}
