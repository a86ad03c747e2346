import { at as quoted, ct as list, dt as WaybillError, ot as at, q as compareCodeUnits, ut as text } from "./base.js";
import { t as assetKey } from "./asset-key.js";
import { $ as MAX_BUNDLE_BYTES, Q as rankOf, W as namesArtifact, X as compareRanks, Y as bundlesIn, Z as isBundleName } from "./verify.js";
import { t as openGitHub } from "./github.js";
import { basename } from "node:path";

// src/evidence/release.ts
/** docs.github.com, "About releases": a release has up to 1,000 assets. */
const MAX_ASSET_PAGES = 10;
const RELEASES_A_PAGE = 30;
/** Three hundred releases back. */
const MAX_RELEASE_PAGES = 10;
/** Of the bundles whose names say nothing of the artifact; those that do are all read. */
const MAX_OTHERS = 100;
const MAX_OTHER_BYTES = 67108864;
/**
* The bundles among a release's assets: those that are named after the artifact, then others that speak of its digest.
* @throws WaybillError USAGE where no tag is given and the artifact is none that releases have
*/
async function* bundlesInRelease(artifact, { sourceRepository, tag }, ports, notes) {
	const github = openGitHub(sourceRepository, ports);
	const origin = `${github.repository}/releases${tag === void 0 ? "" : `/tag/${tag}`}`;
	if (tag === void 0 && !isInReleases(artifact)) throw noTag(artifact);
	notes.looked(origin);
	const reading = new Reading(github, notes);
	const release = await reading.guarded(origin, () => tag === void 0 ? reading.newest(artifact, origin) : reading.tagged(tag));
	if (release === void 0) return;
	const where = `${github.repository}/releases/tag/${release.tag}`;
	const { named, others } = sorted(await reading.guarded(where, () => reading.assets(release.id, where)) ?? [], artifact.kind === "file" ? basename(artifact.path) : void 0);
	for (const asset of named) yield* await reading.bundles(asset, where);
	let room = MAX_OTHER_BYTES;
	for (const [index, asset] of others.entries()) {
		room -= asset.size;
		if (index >= MAX_OTHERS || room < 0) {
			notes.skipped(where, `${others.length - index} further bundles were not read, as there are too many`);
			return;
		}
		for (const evidence of await reading.bundles(asset, where)) if (namesArtifact(evidence.json, artifact.digests)) yield evidence;
	}
}
/** Images are not, and of other digests GitHub states nothing. */
function isInReleases(artifact) {
	return artifact.kind === "file" || artifact.kind === "digest" && artifact.digests.sha256 !== void 0;
}
var Reading = class {
	#github;
	#notes;
	constructor(github, notes) {
		this.#github = github;
		this.#notes = notes;
	}
	/** Undefined where it could not be asked, which is noted. */
	async guarded(origin, read) {
		try {
			return await read();
		} catch (error) {
			if (!(error instanceof WaybillError)) throw error;
			this.#notes.unreached(origin, error);
			return;
		}
	}
	async tagged(tag) {
		if (tag === "" || tag === "." || tag === "..") return void 0;
		const page = await this.#github.page(`/releases/tags/${encodeURIComponent(tag.toWellFormed())}`, {});
		const id = at(page?.json, "id");
		return typeof id === "number" ? {
			id,
			tag
		} : void 0;
	}
	/** The newest release that has these bytes; if none does, the newest with a file of that name, whose bundles then say so. */
	async newest(artifact, origin) {
		let sameName;
		for (let number = 1; number <= MAX_RELEASE_PAGES; number++) {
			const query = {
				per_page: String(RELEASES_A_PAGE),
				page: String(number)
			};
			const page = await this.#github.page("/releases", query);
			for (const release of list(page?.json)) {
				const [id, tag] = [at(release, "id"), text(release, "tag_name")];
				if (typeof id !== "number" || tag === void 0 || at(release, "draft") === true) continue;
				const assets = list(release, "assets");
				if (assets.some((asset) => hasBytes(asset, artifact))) return {
					id,
					tag
				};
				if (assets.some((asset) => hasName(asset, artifact))) sameName ??= {
					id,
					tag
				};
			}
			if (!hasNext(page?.link)) return sameName;
		}
		this.#notes.skipped(origin, `the newest 300 releases do not have it, and no others were looked at`);
		return sameName;
	}
	async assets(release, where) {
		const assets = [];
		for (let number = 1; number <= MAX_ASSET_PAGES; number++) {
			const query = {
				per_page: "100",
				page: String(number)
			};
			const page = await this.#github.page(`/releases/${release}/assets`, query);
			for (const asset of list(page?.json)) {
				const [id, name, size] = [
					at(asset, "id"),
					text(asset, "name"),
					at(asset, "size")
				];
				if (typeof id !== "number" || name === void 0 || typeof size !== "number") continue;
				if (text(asset, "state") === "uploaded" && isBundleName(name)) assets.push({
					id,
					name,
					size
				});
			}
			if (!hasNext(page?.link)) return assets;
		}
		this.#notes.skipped(where, `it has more than 1000 assets, and the others were not looked at`);
		return assets;
	}
	async bundles({ id, name, size }, where) {
		const origin = `${where}, ${printableName(name)}`;
		if (size > 33554432) {
			this.#notes.skipped(origin, `it has ${size} bytes, and ${MAX_BUNDLE_BYTES} are read`);
			return [];
		}
		const bytes = await this.guarded(origin, () => this.#github.asset(id, MAX_BUNDLE_BYTES));
		return bytes === void 0 ? [] : [...bundlesIn(bytes, origin)];
	}
};
/** An asset's name in a text; GitHub takes few characters, and what is not GitHub may say anything. */
function printableName(name) {
	return quoted(name, 200).slice(1, -1);
}
/** GitHub states no digest of assets from before mid-2025. */
function hasBytes(asset, { digests: { sha256 } }) {
	return sha256 !== void 0 && text(asset, "digest") === `sha256:${sha256}`;
}
function hasName(asset, artifact) {
	return artifact.kind === "file" && assetKey(text(asset, "name") ?? "") === assetKey(basename(artifact.path));
}
function sorted(assets, name) {
	const ranked = assets.map((asset) => ({
		asset,
		rank: name === void 0 ? void 0 : rankOf(asset.name, name, assetKey)
	}));
	const named = ranked.flatMap(({ asset, rank }) => rank === void 0 ? [] : [{
		asset,
		rank
	}]);
	named.sort((a, b) => compareRanks(a.rank, b.rank) || compareCodeUnits(a.asset.name, b.asset.name));
	const others = ranked.flatMap(({ asset, rank }) => rank === void 0 ? [asset] : []);
	others.sort((a, b) => compareCodeUnits(a.name, b.name));
	return {
		named: named.map(({ asset }) => asset),
		others
	};
}
/** The address that the Link header names is not called: it is the API's to name, not to choose. */
function hasNext(link) {
	return /;\s*rel="next"/.test(link ?? "");
}
function noTag(artifact) {
	return new WaybillError("USAGE", {
		what: "No release can be looked for by this artifact.",
		got: artifact.name,
		expected: "a file or its sha256 digest, or the release's tag beside it",
		todo: "Say which tag the release has."
	});
}

export { bundlesInRelease };
