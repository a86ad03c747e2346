import { t as inParallel } from "./pool.js";
import { I as callableUrl, R as CallFailed, T as repositoryText, V as http, dt as WaybillError, ft as asWaybillError, it as sameDigests, lt as sameJson, ot as at, rt as primaryDigest, st as isRecord, ut as text, z as DEFAULT_TIMEOUT } from "./base.js";
import { $ as MAX_BUNDLE_BYTES, Ct as referrerEntry, Nt as require__late_node_crypto, _t as EMPTY_CONFIG, bt as attTag, ht as BUNDLE_PREFIX, k as verifyBundle, rt as splitBundles, wt as referrerManifest, xt as fallbackTag } from "./verify.js";
import { a as imageText, c as isMisdirected, d as refused, i as assertUnmoved, l as isUnavailable, o as BAD_TOKEN, s as githubClient, u as refusalOf } from "./universal-user-agent.js";
import { i as NotServed, n as fetchStoredBundle, r as storedBundles, t as cursorIn } from "./bytes.js";
import { t as assetKey } from "./asset-key.js";
import { a as toAttLayer, i as sameAttestation, n as attContent, r as fallbackContent, t as discover } from "./att.js";
import * as path from "node:path";

// src/publish/reuse.ts
/**
* The first of the bundles that says what we would say: it verifies for our own signer, source and commit, of
* whatever run or attempt, and states the same subjects, predicate type and build
* type, and the same predicate where the user gave it. With new keys and a new
* attempt the bytes are never the same, so equal cannot mean equal bytes.
*/
function findEqual(bundles, planned, trust) {
	for (const json of bundles.flatMap(splitBundles)) try {
		const found = verifyBundle(json, planned.expected, trust);
		if (statesTheSame(found, planned)) return found;
	} catch {}
}
function statesTheSame(found, { statement, givenPredicate }) {
	const { body } = statement;
	return found.statement.predicateType === body.predicateType && sameJson(buildTypeOf(found.statement.predicate), buildTypeOf(body.predicate)) && (!givenPredicate || sameJson(found.statement.predicate, body.predicate)) && sameSubjects(found.statement.subjects, body.subject);
}
/** Of provenance v1 or v0.2; other predicates have none. */
function buildTypeOf(predicate) {
	return at(predicate, "buildDefinition", "buildType") ?? at(predicate, "buildType");
}
function sameSubjects(found, wanted) {
	if (found.length !== wanted.length) return false;
	const byName = new Map(found.map((subject) => [subject.name, subject.digest]));
	return wanted.every((subject) => {
		const digest = byName.get(subject.name);
		return digest !== void 0 && sameDigests(digest, subject.digest);
	});
}

// src/publish/stores.ts
/** Calls to GitHub at a time, as its guidelines for integrators advise few. */
const AT_ONCE$1 = 4;
/** Asks every target what it holds of every statement. */
async function askStores(plan, targets, root) {
	return await inParallel(plan, AT_ONCE$1, async (planned) => {
		const { body } = planned.statement;
		const at = await Promise.all(targets.filter((target) => target.takes(planned.image)).map(async (target) => {
			const holding = await target.find(planned.fileName, primaryDigest(body.subject[0].digest));
			return {
				target,
				holding,
				equal: holding.kind === "bundles" ? findEqual(holding.bundles, planned, root) : void 0
			};
		}));
		return {
			planned,
			at,
			reused: at.find((answer) => answer.equal !== void 0)?.equal
		};
	});
}
/** Statements about files each alone; those about one image together, since a registry may keep one list of them. */
function batchesOf(held) {
	const images = Map.groupBy(held.filter(({ planned }) => planned.image !== void 0), ({ planned }) => planned.image);
	return [...held.filter(({ planned }) => planned.image === void 0).map((one) => [one]), ...images.values()];
}
/**
* Stores bundles in every target, each target on its own; `report` hears of each as soon as it is known.
* @param storables about one image, or one about files: their targets are the same
*/
async function storeEverywhere(storables, report) {
	const targets = storables[0]?.held.at.map(({ target }) => target) ?? [];
	await Promise.all(targets.map(async (target) => {
		const items = [];
		for (const { held, bundle } of storables) {
			const answer = held.at.find((one) => one.target === target);
			if (answer === void 0) continue;
			const { holding, equal } = answer;
			if (holding.kind === "unknown") {
				report({
					target: target.name,
					status: "failed",
					error: holding.error
				});
				continue;
			}
			const state = equal === void 0 ? holding.kind === "bundles" ? "other" : "nothing" : "equal";
			const { fileName, expected } = held.planned;
			items.push({
				fileName,
				bundle,
				expected,
				held: state
			});
		}
		if (items.length === 0) return;
		for (const published of await target.store(items)) report(published);
	}));
}
/** The last touch of each target, unless something failed: nobody is shown a part of a release. */
async function settle(targets, published) {
	if (published.some(({ status }) => status === "failed")) return;
	for (const target of targets) {
		const failure = await target.settle?.();
		if (failure !== void 0) published.push(failure);
	}
}

// src/net/persist.ts
/**
* Does `work` until it succeeds, as often as the budget allows.
* @param passes whether another try may end differently; any other error is thrown at once
* @throws what the last try threw
*/
async function persist(patience, work, passes) {
	let stopCounting;
	try {
		for (let attempt = 1;; attempt++) try {
			return await work();
		} catch (error) {
			if (!passes(error)) throw error;
			stopCounting ??= patience.startRetrying();
			const wait = patience.delay(attempt, void 0);
			if (wait === void 0) throw error;
			await patience.clock.sleep(wait);
		}
	} finally {
		stopCounting?.();
	}
}

// src/publish/target.ts
/** For a target that takes one bundle after another. */
function oneByOne(store) {
	return async (items) => {
		const published = [];
		for (const item of items) published.push(await store(item));
		return published;
	};
}

// src/publish/github.ts
/** GitHub's attestation store (REST, "Attestations"), where `gh attestation verify` looks. */
function attestationStore(options) {
	const [owner = "", repo = ""] = options.slug.split("/");
	const { client } = options;
	return {
		name: "github",
		takes: () => true,
		async find(_fileName, digest) {
			try {
				return await stored(options, owner, repo, digest);
			} catch (error) {
				const refusal = error instanceof CallFailed ? noBundle(error) : refusalOf(error);
				if (!isUnavailable(refusal) && !isMisdirected(refusal)) return { kind: "nothing" };
				return {
					kind: "unknown",
					error: refused("GitHub's attestation store could not be asked what it holds.", refusal)
				};
			}
		},
		store: oneByOne(async (item) => {
			if (item.held === "equal") return published$2(options, item, "already-stored", void 0, true);
			try {
				const taken = await persist(options.patience, () => create(item), isPassing);
				return published$2(options, item, "stored", taken.id, taken.seen || await isVisible(item));
			} catch (error) {
				return refusedStore(error, options.mode);
			}
		})
	};
	/** One try. The store takes the same bundle twice, so where an answer is lost, it is asked what it has. */
	async function create(item) {
		try {
			const bundle = JSON.parse(item.bundle.json);
			const { data } = await client.rest.repos.createAttestation({
				owner,
				repo,
				bundle,
				request: { retries: 0 }
			});
			const id = String(data.id);
			return {
				id: /^\d{1,20}$/.test(id) ? id : void 0,
				seen: false
			};
		} catch (error) {
			if (isPassing(error) && await isVisible(item)) return {
				id: void 0,
				seen: true
			};
			throw error;
		}
	}
	async function isVisible(item) {
		const digest = item.bundle.statement.subjects[0]?.digest.sha256;
		if (digest === void 0) return false;
		try {
			const holding = await stored(options, owner, repo, `sha256:${digest}`);
			const signature = signatureOf(item.bundle.json);
			return holding.kind === "bundles" && holding.bundles.some((bundle) => signatureOf(bundle) === signature);
		} catch {
			return false;
		}
	}
}
/** Newest first, a hundred a page: what lies further back was made for the same file a thousand times over. */
const MAX_PAGES$1 = 10;
/** Bundles that lie elsewhere and are fetched: those of the last runs. */
const MAX_FETCHED = 100;
const AT_A_TIME$1 = 4;
async function stored(options, owner, repo, digest) {
	const found = [];
	let after;
	for (let page = 1; page <= MAX_PAGES$1; page++) {
		const { data, headers } = await options.client.rest.repos.listAttestations({
			owner,
			repo,
			subject_digest: digest,
			per_page: 100,
			...after === void 0 ? {} : { after }
		});
		found.push(...storedBundles(data));
		after = cursorIn(headers.link);
		if (after === void 0) break;
	}
	const bundles = await opened(found, options);
	return bundles.length === 0 ? { kind: "nothing" } : {
		kind: "bundles",
		bundles
	};
}
/** The bundles, of those that lie elsewhere the newest. What is no bundle there is none of ours. */
async function opened(found, options) {
	const caller = http(options.fetcher, options.patience);
	let fetched = 0;
	return (await inParallel(found, AT_A_TIME$1, async (one) => {
		if (one === "unreadable") return void 0;
		if ("json" in one) return one.json;
		if ((fetched += 1) > MAX_FETCHED) return void 0;
		try {
			return await fetchStoredBundle(caller, one.url, options.apiUrl.startsWith("http:"));
		} catch (error) {
			if (error instanceof NotServed || error instanceof CallFailed && error.last.tooLarge) return void 0;
			throw error;
		}
	})).filter((bundle) => bundle !== void 0);
}
/** As for a call without an answer: what the store holds is not known. */
function noBundle(failed) {
	return {
		status: void 0,
		message: `a bundle at its bundle_url: ${failed.last.text}`
	};
}
function isPassing(error) {
	return isClientError(error) && isUnavailable(refusalOf(error));
}
function isClientError(error) {
	return typeof error === "object" && error !== null && "status" in error;
}
function signatureOf(json) {
	return text(JSON.parse(json), "dsseEnvelope", "signatures", 0, "sig");
}
function published$2(options, item, status, id, readBack) {
	const url = id === void 0 ? void 0 : `${options.serverUrl}/${options.slug}/attestations/${id}`;
	return {
		target: "github",
		status,
		name: item.fileName,
		url,
		id,
		readBack
	};
}
function refusedStore(error, mode) {
	if (!isClientError(error)) return {
		target: "github",
		status: "failed",
		error: asWaybillError(error, "Storing in GitHub's attestation store")
	};
	const refusal = refusalOf(error);
	const soft = mode === "auto" ? softRefusal(refusal) : void 0;
	if (soft !== void 0) return {
		target: "github",
		status: "skipped",
		...soft
	};
	return {
		target: "github",
		status: "failed",
		error: refused("GitHub's attestation store did not take the bundle.", refusal, adviceFor(refusal))
	};
}
/** With `auto`, what the plan does not offer is no fault of the job; a missing permission is worth a warning. */
function softRefusal(refusal) {
	if (/feature not available/i.test(refusal.message)) return {
		severity: "notice",
		reason: `GitHub's attestation store is not offered for this repository: ${refusal.message}`
	};
	if (refusal.status === 404) return {
		severity: "notice",
		reason: "This GitHub server has no attestation store, or none for this repository."
	};
	if (refusal.status === 401) return {
		severity: "warning",
		reason: `The bundle was not stored in GitHub's attestation store: GitHub does not know the token (${refusal.message}). ${BAD_TOKEN}`
	};
	if (!isUnavailable(refusal) && refusal.status === 403) return {
		severity: "warning",
		reason: `The bundle was not stored in GitHub's attestation store (${refusal.message}). Add \`attestations: write\` to the job's permissions, or set \`github-attestations: never\`.`
	};
}
function adviceFor(refusal) {
	if (refusal.status === 403) return "Add `attestations: write` to the job's permissions.";
	return "Set `github-attestations: auto` or `never` if this repository has no attestation store.";
}
/** The target when there is no token to call GitHub with. */
function withoutToken(name, required) {
	const error = new WaybillError("STORE_REFUSED", {
		what: "There is no token to call GitHub with.",
		got: "an empty `github-token`",
		todo: "Leave `github-token` at its default, `${{ github.token }}`."
	});
	return {
		name,
		takes: () => true,
		find: () => Promise.resolve({ kind: "nothing" }),
		store: oneByOne(() => Promise.resolve(required ? {
			target: name,
			status: "failed",
			error
		} : {
			target: name,
			status: "skipped",
			severity: "notice",
			reason: "`github-token` is empty."
		}))
	};
}

// src/publish/release.ts
var import__late_node_crypto = require__late_node_crypto();
/**
* The release of a tag: bundles become its assets. Never changes a release that it did not make; the subjects are the
* user's to upload.
*/
function releaseTarget(options) {
	const { repository, tag } = options;
	const opened = once(async () => {
		const release = await findRelease(repository, tag, options.create !== void 0);
		return {
			release,
			assets: release === void 0 ? [] : await repository.assets(release.id)
		};
	});
	const subjectsEqual = once(async () => {
		await assertSubjectsEqual(repository, (await opened()).assets, options.subjects);
	});
	const release = once(async () => (await opened()).release ?? await createDraft(options));
	return {
		name: "release",
		takes: () => true,
		async find(fileName) {
			try {
				const { assets } = await opened();
				const asset = assets.find((a) => a.state === "uploaded" && assetKey(a.name) === assetKey(fileName));
				if (asset === void 0) return { kind: "nothing" };
				if (asset.size > 33554432) return {
					kind: "bundles",
					bundles: [""]
				};
				return {
					kind: "bundles",
					bundles: [(await repository.download(asset, MAX_BUNDLE_BYTES)).toString("utf8")]
				};
			} catch (error) {
				return {
					kind: "unknown",
					error: asStoreError(error, tag)
				};
			}
		},
		store: oneByOne(async (item) => {
			try {
				await subjectsEqual();
				return await storeAsset(options, await release(), (await opened()).assets, item);
			} catch (error) {
				return {
					target: "release",
					status: "failed",
					error: asStoreError(error, tag)
				};
			}
		}),
		async settle() {
			if (options.create?.publishing === void 0) return void 0;
			try {
				await publish(options, await release());
				return;
			} catch (error) {
				return {
					target: "release",
					status: "failed",
					error: asStoreError(error, tag)
				};
			}
		}
	};
}
/** The draft that this run made, in whatever attempt: another one is its maker's to publish. */
async function publish({ repository, tag, create, notice }, release) {
	if (!release.draft) return;
	if (release.body !== create?.publishing) {
		notice(`The release of ${tag} was a draft before this run, and stays one. Publishing it is yours.`);
		return;
	}
	await repository.publish(release, "");
	notice(`The release of ${tag} is published.`);
}
/** One answer for all who ask. */
function once(work) {
	let answer;
	return () => answer ??= work();
}
/** A draft, which nobody but the maintainers sees. */
async function createDraft({ repository, tag, create, notice }) {
	if (create === void 0) throw releaseMissing(repository, tag);
	const { commit, publishing } = create;
	const created = await repository.create(tag, commit, publishing ?? "");
	const release = await findRelease(repository, tag, true) ?? created;
	notice(`There was no release of ${tag}, so a draft was created. ${publishing === void 0 ? "Publishing it is yours." : "It is published at the end."}`);
	return release;
}
function asStoreError(error, tag) {
	if (error instanceof WaybillError) return error;
	if (typeof error === "object" && error !== null && "status" in error) return refused(`GitHub did not do what the release ${tag} needed.`, refusalOf(error), "Check that the job has `contents: write`.");
	return asWaybillError(error, `Storing in the release ${tag}`);
}
/** @returns undefined when there is none and it may be created */
async function findRelease(repository, tag, mayBeMissing) {
	const releases = (await repository.releases()).filter((release) => release.tag === tag);
	const [release] = releases;
	if (release === void 0) {
		if (mayBeMissing) return void 0;
		throw releaseMissing(repository, tag);
	}
	if (releases.length > 1) throw new WaybillError("RELEASE_AMBIGUOUS", {
		what: `There are ${releases.length} releases of the tag ${tag} in ${repository.slug}.`,
		got: releases.map((r) => `${r.draft ? "draft" : "published"} ${r.id}`).join(", "),
		expected: "one",
		todo: "Delete all but one; drafts that a failed run left are the usual cause."
	});
	return release;
}
function releaseMissing(repository, tag) {
	return new WaybillError("RELEASE_NOT_FOUND", {
		what: `There is no release of the tag ${tag} in ${repository.slug}.`,
		expected: "a release, draft or published, to upload the bundle to",
		todo: "Create it (as a draft) in an earlier step, or set `create-release: draft`. A draft is visible only with `permissions: contents: write` for this job."
	});
}
/** What the release already holds under a subject's name must be the subject: else two files bear one name. */
async function assertSubjectsEqual(repository, assets, subjects) {
	const byKey = new Map(assets.filter((a) => a.state === "uploaded").map((a) => [assetKey(a.name), a]));
	for (const subject of subjects) {
		const asset = byKey.get(assetKey(subject.name));
		const expected = subject.digest.sha256;
		if (asset === void 0 || expected === void 0) continue;
		const actual = await repository.digest(asset);
		if (actual === expected) continue;
		throw new WaybillError("ASSET_DIGEST_MISMATCH", {
			what: `The release holds another file under the name of a subject, ${asset.name}.`,
			got: `sha256:${actual}`,
			expected: `sha256:${expected}, the file that was attested`,
			todo: "Upload the file that was attested, or attest the one in the release. The bundle was not uploaded."
		});
	}
}
async function storeAsset(options, release, assets, item) {
	const { repository, tag } = options;
	const existing = assets.find((a) => assetKey(a.name) === assetKey(item.fileName));
	if (item.held === "equal" && existing !== void 0) return published$1("already-stored", release, existing);
	if (release.immutable) throw immutable(tag);
	const bytes = Buffer.from(`${item.bundle.json}\n`, "utf8");
	if (existing?.state === "uploaded") {
		if (!options.overwrite) throw conflict(tag, existing);
		return published$1("stored", release, await replace(options, release, existing, bytes));
	}
	if (existing !== void 0) await repository.remove(existing);
	return published$1("stored", release, await uploadChecked(repository, release, item.fileName, bytes));
}
/**
* Puts the bytes in the place of an asset: they are in the release, whole, before anything is deleted. Where it breaks
* off, the release holds one of the two or both.
*/
async function replace({ repository, tag }, release, old, bytes) {
	const ours = await uploadChecked(repository, release, `${old.name}.${(0, import__late_node_crypto.randomBytes)(4).toString("hex")}.new`, bytes);
	try {
		await repository.remove(old);
	} catch (error) {
		if (isUnavailable(refusalOf(error))) throw halfReplaced(tag, old, ours, error);
		await repository.remove(ours).catch(() => void 0);
		throw error;
	}
	try {
		return await repository.rename(ours, old.name);
	} catch (error) {
		throw halfReplaced(tag, old, ours, error);
	}
}
function halfReplaced(tag, old, ours, error) {
	return refused(`In the release of ${tag}, the asset ${old.name} was to be replaced, and may be deleted. The new bundle is there as ${ours.name}, and could not be given its name.`, refusalOf(error), `Delete ${ours.name} and run the job again.`);
}
/** @throws WaybillError ASSET_DIGEST_MISMATCH when GitHub does not hold what was sent */
async function uploadChecked(repository, release, name, bytes) {
	const asset = await upload(repository, release, name, bytes);
	const expected = sha256(bytes);
	const actual = await repository.digest(await repository.asset(asset.id));
	if (actual !== expected) throw new WaybillError("ASSET_DIGEST_MISMATCH", {
		what: `The release holds other bytes than were uploaded as ${asset.name}.`,
		got: `sha256:${actual}`,
		expected: `sha256:${expected}`,
		todo: "Delete the asset and run the job again."
	});
	return asset;
}
/** Uploads; where an earlier try of ours got through, or half through, finishes what it left. */
async function upload(repository, release, name, bytes) {
	for (let attempt = 1;; attempt++) try {
		return await repository.upload(release, name, bytes);
	} catch (error) {
		const refusal = refusalOf(error);
		if (/\bimmutable\b/i.test(refusal.message)) throw immutable(release.tag);
		const left = (await repository.assets(release.id)).find((a) => assetKey(a.name) === assetKey(name));
		if (left?.state === "uploaded") {
			if (await repository.digest(left) === sha256(bytes)) return left;
			throw conflict(release.tag, left);
		}
		if (left?.state !== "starter" || attempt === 3) throw refused(`GitHub did not take the asset ${name} of the release ${release.tag}.`, refusal, "Check that the job has `permissions: contents: write`.");
		await repository.remove(left);
	}
}
function immutable(tag) {
	return new WaybillError("RELEASE_IMMUTABLE", {
		what: `The release of ${tag} is immutable: nothing can be added to it.`,
		todo: "Create the release as a draft, run this step, and publish it afterwards. The bundle is in the step's output folder."
	});
}
function conflict(tag, asset) {
	return new WaybillError("ASSET_CONFLICT", {
		what: `The release of ${tag} already has an asset ${asset.name}, and it does not state what this run states.`,
		todo: "Set `provenance-name` to another name, delete the asset, or set `overwrite-assets: true` to replace it."
	});
}
function sha256(bytes) {
	return (0, import__late_node_crypto.createHash)("sha256").update(bytes).digest("hex");
}
function published$1(status, release, asset) {
	const url = release.draft ? publishedUrl(release, asset) : asset.url;
	const [id, releaseId] = [String(asset.id), String(release.id)];
	return {
		target: "release",
		status,
		name: asset.name,
		url,
		id,
		releaseId,
		readBack: true
	};
}
/** A draft's own address ends when it is published; consumers will find the asset under its tag. */
function publishedUrl(release, asset) {
	return asset.url.replace(/\/releases\/download\/[^/]+\//, `/releases/download/${encodeURIComponent(release.tag)}/`);
}

// src/oci/tag.ts
/** The shortest time after which a write is looked at again, in milliseconds: a slow writer needs no longer than this. */
const SETTLE_MS = 2e3;
const MAX_SETTLE_MS = 3e4;
/** A conflict is no outage: there is this much time for it even where the run may not wait for outages. */
const MIN_PATIENCE_MS = 3e4;
const MAX_WRITES = 50;
const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 5e3;
/** Refusals of the condition by a tag that nobody has changed, until the condition is held for broken. */
const MAX_FALSE_CONFLICTS = 3;
const AT_A_TIME = 4;
/**
* Brings entries into the list under a tag, beside others who do the same at the same time. No registry has a lock, some ignore
* If-Match, and then whoever read before our write and writes after it takes our entry out again. So the tag is read back after each
* write, and once more after longer than the slowest round seen from reading to written; what is missing is put back, others'
* entries that we have seen among them.
*
* @returns all entries of the list
* @throws WaybillError REGISTRY_REFUSED where something else is under the tag, or the registry refuses the write;
* REGISTRY_UNAVAILABLE when others keep overwriting it
*/
async function updateTag(repository, tag, mine, content, ports) {
	const { clock } = ports;
	const update = new TagUpdate(repository, tag, mine, content, ports);
	let isSettled = false;
	let mayWrite = true;
	for (;;) {
		const started = clock.now();
		const found = await content.read(tag);
		const there = content.entries(found);
		const isComplete = await update.compare(there);
		if (isComplete && (isSettled || !update.hasWritten)) return [...there.values()];
		if (isComplete) {
			await clock.sleep(update.settleMs());
			isSettled = true;
			continue;
		}
		if (isSettled) update.lost();
		isSettled = false;
		if (!mayWrite) {
			await update.pause();
			mayWrite = true;
			continue;
		}
		await update.write(found, started);
		mayWrite = false;
	}
}
/** One update of a tag, as it goes on: what has been seen and tried. */
var TagUpdate = class {
	#repository;
	#tag;
	#content;
	#ports;
	#until;
	#mine;
	/** what others had in the list whenever we looked */
	#others = /* @__PURE__ */ new Map();
	#gone = /* @__PURE__ */ new Set();
	#writes = 0;
	/** of the last write, where the registry gave no answer to it */
	#failure;
	#slowestMs = 0;
	#losses = 0;
	#falseConflicts = 0;
	#refused;
	constructor(repository, tag, mine, content, ports) {
		this.#repository = repository;
		this.#tag = tag;
		this.#content = content;
		this.#ports = ports;
		this.#mine = new Map(mine);
		this.#until = ports.clock.now() + Math.max(MIN_PATIENCE_MS, ports.patience?.remaining() ?? 0);
	}
	get hasWritten() {
		return this.#writes > 0;
	}
	/** Learns others' entries, forgets what was deleted; true where nothing is missing. */
	async compare(there) {
		let isComplete = true;
		for (const [key, entry] of there) {
			const mine = this.#mine.get(key);
			if (mine === void 0) {
				if (!this.#gone.has(key)) this.#others.set(key, entry);
			} else {
				const merged = mergeEntries(entry, mine);
				this.#mine.set(key, merged);
				isComplete &&= sameJson(entry, merged);
			}
		}
		for (const key of this.#mine.keys()) isComplete &&= there.has(key);
		for (const [key, entry] of this.#others) {
			if (there.has(key)) continue;
			if (await this.#content.isGone(entry)) this.#others.delete(key);
			else isComplete = false;
		}
		return isComplete;
	}
	/**
	* Registries refuse a list with an entry whose manifest is not there, and cleaners delete manifests without looking at lists.
	* Such entries are left out. @returns whether there were any
	*/
	async #leaveOutGone() {
		const known = this.#gone.size;
		await inParallel([...this.#others], AT_A_TIME, async ([key, entry]) => {
			if (!await this.#content.isGone(entry)) return;
			this.#gone.add(key);
			this.#others.delete(key);
		});
		return this.#gone.size > known;
	}
	async write(found, started) {
		this.#writes += 1;
		const { mediaType, bytes } = await this.#content.build(found, [...this.#others.values(), ...this.#mine.values()]);
		const condition = this.#falseConflicts >= MAX_FALSE_CONFLICTS ? void 0 : found?.etag;
		const answer = await this.#put(mediaType, bytes, condition);
		this.#slowestMs = Math.max(this.#slowestMs, this.#ports.clock.now() - started);
		if (answer !== "conflict") return;
		const isUnchanged = this.#refused !== void 0 && this.#refused.digest === found?.digest;
		this.#falseConflicts = isUnchanged ? this.#falseConflicts + 1 : 1;
		this.#refused = found;
	}
	async #put(mediaType, bytes, condition) {
		this.#failure = void 0;
		try {
			return await this.#repository.putManifest(this.#tag, mediaType, bytes, condition);
		} catch (error) {
			if (!(error instanceof WaybillError)) throw error;
			const isPassing = error.code === "REGISTRY_UNAVAILABLE";
			const isMended = error.code === "REGISTRY_REFUSED" && await this.#leaveOutGone();
			if (!isPassing && !isMended) throw error;
			this.#failure = error;
			return "failed";
		}
	}
	/** Somebody who had read before our last write has written after our look: they take longer than we thought. */
	lost() {
		this.#losses += 1;
	}
	settleMs() {
		const longer = Math.max(SETTLE_MS, 3 * this.#slowestMs) * 2 ** this.#losses;
		return Math.min(MAX_SETTLE_MS, longer * (1 + this.#ports.random() / 4));
	}
	/** @throws WaybillError REGISTRY_UNAVAILABLE when there has been enough of it */
	async pause() {
		const { clock, random } = this.#ports;
		if (this.#writes >= MAX_WRITES || clock.now() >= this.#until) throw this.#failure ?? this.#outdone();
		const first = Math.max(FIRST_PAUSE_MS, 2 * this.#slowestMs);
		const most = Math.min(MAX_PAUSE_MS, first * 2 ** Math.min(this.#writes, 10));
		await clock.sleep(most * random());
	}
	#outdone() {
		const { what } = this.#content;
		return new WaybillError("REGISTRY_UNAVAILABLE", {
			what: `Others keep overwriting ${what} ${this.#tag} in ${repositoryText(this.#repository.name)}.`,
			got: `a list without our entry, after ${this.#writes} writes`,
			expected: "our entry beside those of others",
			todo: "Run the job again, with fewer jobs at a time that attest the same image."
		});
	}
};
/** What is there, with what we know better: our fields and our annotations. */
function mergeEntries(there, ours) {
	const annotations = {
		...record(there["annotations"]),
		...record(ours["annotations"])
	};
	return {
		...there,
		...ours,
		...Object.keys(annotations).length === 0 ? {} : { annotations }
	};
}
function record(value) {
	return isRecord(value) ? value : {};
}

// src/oci/attach.ts
/** Kyverno refuses images with more referrers. */
const KYVERNO_REFERRERS = 50;
/** Pauses before the referrers are asked for again, in milliseconds: some registries list after a while. */
const LISTING_PAUSES_MS = [
	200,
	500,
	1e3
];
/** Pauses before a manifest is stored once more, in milliseconds. */
const STORING_PAUSES_MS = [200, 1e3];
/**
* Stores bundles in a repository so that readers of the subject's digest find them, all bundles in one update of a tag.
* Can be repeated: the same bundle with the same `created` is the same manifest, and is not listed twice.
*
* @param subject the image's manifest or index; it may be in another repository
* @throws WaybillError REGISTRY_REFUSED, REGISTRY_UNAVAILABLE, and what `OciRepository` throws; the text says what is stored
* all the same and what is lacking
*/
async function attach(repository, subject, bundles, options) {
	if (bundles.length === 0) return {
		attached: [],
		warnings: []
	};
	if (options.layout === "att") return attachAsAtt(repository, subject, bundles, options);
	const items = bundles.map((bundle) => ({
		bundle,
		manifest: referrerManifest(subject, bundle)
	}));
	for (const item of items) await push(repository, item, options);
	const digests = items.map(({ manifest }) => manifest.digest);
	try {
		return await list(repository, subject, items, options);
	} catch (error) {
		throw withStored(error, digests);
	}
}
/** Makes the pushed manifests known in each way that the layout asks for; the first failure is told after all were tried. */
async function list(repository, subject, items, options) {
	const { layout } = options;
	const warnings = [];
	const failures = [];
	const stored = new Map(items.map(({ manifest }) => [manifest.digest, []]));
	const add = (way, digests) => {
		for (const digest of digests) stored.get(digest)?.push(way);
	};
	const api = layout === "fallback" ? NOT_ASKED : await listing(repository, subject, items, options);
	add("referrers", api.ours);
	const unlisted = items.filter(({ manifest }) => !api.ours.has(manifest.digest));
	if (layout === "referrers" && unlisted.length > 0) throw notListed(repository, api);
	if (api.isMistaken) warnings.push(`${repositoryText(repository.name)} lists the attestation without its artifact type. gh and Kyverno pass over it there; the registry is at fault, and a newer version may list it as it is.`);
	const forTag = layout === "fallback" || layout === "all" ? items : unlisted;
	let known = api.count;
	if (forTag.length > 0) try {
		known = Math.max(known, await writeFallback(repository, subject, forTag, options));
		add("fallback", new Set(forTag.map(({ manifest }) => manifest.digest)));
	} catch (error) {
		failures.push(error);
	}
	if (layout === "all") try {
		const written = await writeAtt(repository, subject, items, options);
		add("att", written.digests);
		warnings.push(...written.warnings);
	} catch (error) {
		failures.push(error);
	}
	if (failures.length > 0) throw failures[0];
	if (known > KYVERNO_REFERRERS) warnings.push(`${repositoryText(repository.name)} lists ${known} attestations of ${subject.digest}. Kyverno refuses images with more than ${KYVERNO_REFERRERS}: delete those that nobody needs any more.`);
	return {
		attached: items.map(({ manifest: { digest } }) => ({
			digest,
			stored: stored.get(digest) ?? []
		})),
		warnings
	};
}
/**
* A bundle and its manifest. docker-registry does not know a blob for the moment in which somebody else stores the same one, and
* every bundle's config is the same: so a refusal is not believed at once.
*/
async function push(repository, item, { clock }) {
	for (const pause of [...STORING_PAUSES_MS, void 0]) try {
		await repository.putBlob(EMPTY_CONFIG);
		await repository.putBlob(Buffer.from(item.bundle.json, "utf8"));
		const { digest, mediaType, bytes } = item.manifest;
		await repository.putManifest(digest, mediaType, bytes);
		return;
	} catch (error) {
		if (!(error instanceof WaybillError && error.code === "REGISTRY_REFUSED") || pause === void 0) throw error;
		await clock.sleep(pause);
	}
}
const NOT_ASKED = {
	isSupported: false,
	ours: /* @__PURE__ */ new Set(),
	count: 0,
	isMistaken: false
};
/** As {@link askReferrers}; where the tag may do instead, an API that fails is as good as none. */
async function listing(repository, subject, items, options) {
	try {
		return await askReferrers(repository, subject, items, options);
	} catch (error) {
		if (options.layout === "referrers" || !(error instanceof WaybillError)) throw error;
		return NOT_ASKED;
	}
}
/**
* Whether the registry lists what was pushed. Its list is looked at, not its headers: some send `OCI-Subject` without having the
* API, and some answer 200 with an empty list (sigstore-js #1183, #1187).
*/
async function askReferrers(repository, subject, items, { clock }) {
	for (const pause of [...LISTING_PAUSES_MS, void 0]) {
		const answer = await repository.referrers(subject.digest);
		if (answer.kind === "unsupported") return NOT_ASKED;
		const listed = new Set(answer.descriptors.map(({ digest }) => digest));
		const ours = new Set(items.map(({ manifest }) => manifest.digest).filter((digest) => listed.has(digest)));
		const isComplete = items.every(({ manifest }) => ours.has(manifest.digest));
		const count = answer.descriptors.filter(isBundle).length;
		if (isComplete || pause === void 0) return {
			isSupported: true,
			ours,
			count,
			isMistaken: answer.descriptors.some((one) => ours.has(one.digest) && !isBundle(one))
		};
		await clock.sleep(pause);
	}
	return NOT_ASKED;
}
/** @returns how many bundles the tag lists */
async function writeFallback(repository, subject, items, options) {
	const mine = new Map(items.map(({ bundle, manifest }) => [manifest.digest, referrerEntry(manifest, bundle)]));
	const known = items[0]?.manifest.digest ?? subject.digest;
	const content = fallbackContent(repository, known);
	return (await updateTag(repository, fallbackTag(subject.digest), mine, content, options)).filter(isBundle).length;
}
/** `.att` beside the others: what cannot be written so is left out with a reason. */
async function writeAtt(repository, subject, items, options) {
	const layers = [];
	const digests = [];
	const warnings = [];
	for (const { bundle, manifest } of items) {
		const layer = toAttLayer(bundle, options.chain);
		if ("reason" in layer) warnings.push(`The bundle of ${bundle.predicateType} was not stored in cosign's .att layout: ${layer.reason}.`);
		else {
			layers.push(layer);
			digests.push(manifest.digest);
		}
	}
	if (layers.length > 0) await putAtt(repository, subject, layers, options);
	return {
		digests: [...new Set(digests)],
		warnings
	};
}
async function attachAsAtt(repository, subject, bundles, options) {
	const layers = bundles.map((bundle) => {
		const layer = toAttLayer(bundle, options.chain);
		if (!("reason" in layer)) return layer;
		throw new WaybillError("REGISTRY_REFUSED", {
			what: `The bundle of ${bundle.predicateType} cannot be stored in cosign's .att layout. Nothing was stored in ${repositoryText(repository.name)}.`,
			got: `a bundle of which this is true: ${layer.reason}`,
			expected: "a certificate, and an entry of a Rekor v1 log with its promise",
			todo: "Leave out `registry-layout`, so that the bundle is stored as a referrer, or sign with a Rekor v1 log."
		});
	});
	await putAtt(repository, subject, layers, options);
	return {
		attached: layers.map(({ digest }) => ({
			digest,
			stored: ["att"]
		})),
		warnings: []
	};
}
async function putAtt(repository, subject, layers, options) {
	for (const { bytes } of layers) await repository.putBlob(bytes);
	const mine = new Map(layers.map(({ digest, entry }) => [digest, entry]));
	const content = attContent(repository, subject.digest);
	await updateTag(repository, attTag(subject.digest), mine, content, options);
}
function isBundle(entry) {
	return typeof entry.artifactType === "string" && entry.artifactType.startsWith("application/vnd.dev.sigstore.bundle");
}
function notListed(repository, { isSupported }) {
	return new WaybillError("REGISTRY_REFUSED", {
		what: `${repositoryText(repository.name)} does not list the attestation among what refers to the image.`,
		got: isSupported ? "a list of referrers without it" : "no referrers API",
		expected: "the referrers API of OCI 1.1, since `registry-layout` is `referrers`",
		todo: "Leave out `registry-layout`: the list is then kept under a tag, as OCI 1.1 wants it of clients."
	});
}
/** The failure of making attestations known, with what is in the registry already. */
function withStored(error, digests) {
	if (!(error instanceof WaybillError)) return error;
	const [first = "", ...more] = digests;
	const stored = more.length === 0 ? first : `${first} and ${more.length} more`;
	return new WaybillError(error.code, {
		...error.parts,
		what: `${error.parts.what} The attestation itself is stored as ${stored}; what is lacking is its entry where readers look for it.`,
		cause: error
	});
}

// src/publish/registry.ts
/** The registry that holds one image: bundles are attached to its digest, and to those of its platforms. */
function registryTarget(options) {
	const { image, repository } = options;
	const name = imageText(image);
	const attachedTo = /* @__PURE__ */ new Map();
	const places = [image.manifest, ...image.platforms];
	let asked;
	const ask = async () => {
		try {
			for (const { digest } of places) attachedTo.set(digest, await ownLists(repository, digest));
			const bundles = [...attachedTo.values()].flat().filter(({ found }) => isReusable(found, options.layout)).map(({ json }) => json);
			return bundles.length === 0 ? { kind: "nothing" } : {
				kind: "bundles",
				bundles
			};
		} catch (error) {
			return {
				kind: "unknown",
				error: asWaybillError(error, `Asking ${repositoryText(repository.name)}`)
			};
		}
	};
	return {
		name: "registry",
		takes: (other) => other === image,
		find: () => asked ??= ask(),
		async store(items) {
			try {
				const stored = await storeAll$1(items, places, attachedTo, options);
				return items.map((_, index) => published(name, stored[index] ?? []));
			} catch (error) {
				const failure = asWaybillError(error, `Storing in ${repositoryText(repository.name)}`);
				return items.map(() => ({
					target: "registry",
					status: "failed",
					error: failure
				}));
			}
		}
	};
}
/**
* What is attached, of lists that may be read: a repository that is still to be made, and an API that a registry does not have, are
* refused in many ways, and where nothing may be stored either, storing says so.
* @throws WaybillError REGISTRY_UNAVAILABLE where some of it could not be had, since ours may be among that; REGISTRY_INVALID
*/
async function ownLists(repository, digest) {
	try {
		const { bundles, unavailable } = await discover(repository, digest);
		if (unavailable !== void 0) throw unavailable;
		return bundles;
	} catch (error) {
		if (error instanceof WaybillError && REFUSALS.includes(error.code)) return [];
		throw error;
	}
}
const REFUSALS = ["REGISTRY_DENIED", "REGISTRY_REFUSED"];
/**
* What `.att` holds is no bundle of version 0.3: as a referrer, in a release or in GitHub's store most readers would pass over what is
* made of it.
*/
function isReusable(found, layout) {
	return layout === "att" || found.some((way) => way !== "att");
}
/** Whether an attestation that is found in these ways is found in all that the layout asks for. */
function isComplete(found, layout, item) {
	if (layout === "auto") return found.has("referrers") || found.has("fallback");
	if (layout !== "all") return found.has(layout);
	return found.has("fallback") && (found.has("att") || "reason" in toAttLayer(toAttach(item)));
}
/** By its manifest where it has one; `.att` lists it in another form. */
function knownOf(item, there) {
	const same = there.filter(({ json }) => sameAttestation(json, item.bundle.json));
	const first = same.find(({ found }) => !found.includes("att")) ?? same[0];
	if (first === void 0) return void 0;
	return {
		...first,
		ways: new Set(same.flatMap(({ found }) => found))
	};
}
/** Platforms' lists written at a time. */
const PLACES_AT_ONCE = 4;
async function storeAll$1(items, places, attachedTo, options) {
	await options.assertUnmoved();
	const byPlace = await inParallel(places, PLACES_AT_ONCE, (place) => storeAt(place, items, attachedTo.get(place.digest) ?? [], options));
	return items.map((_, index) => byPlace.flatMap((placed) => placed[index] ?? []));
}
/** @returns what is there now, for each item */
async function storeAt(place, items, there, options) {
	const { image, repository, layout, clock, patience } = options;
	const known = new Map(items.map((item) => [item, knownOf(item, there)]));
	const isThere = (item) => isComplete(known.get(item)?.ways ?? /* @__PURE__ */ new Set(), layout, item);
	const missing = items.filter((item) => !isThere(item));
	const bundles = missing.map((item) => toAttach(item, known.get(item)?.created));
	const result = await attach(repository, place, bundles, {
		layout,
		clock,
		patience,
		random: Math.random
	});
	for (const warning of result.warnings) options.notice(warning);
	if (missing.length > 0) await readBack(missing, place, options);
	return items.map((item) => {
		const made = result.attached[missing.indexOf(item)];
		const before = known.get(item);
		return {
			attachment: {
				image: repositoryText(image.repository),
				repository: repositoryText(repository.name),
				digest: place.digest,
				attestation: made?.digest ?? before?.digest,
				storedAs: made?.stored ?? [...before?.ways ?? []]
			},
			isNew: made !== void 0
		};
	});
}
/**
* By the signing time, so that whoever attaches the same bundle again makes the same manifest.
* @param created what its manifest says, where there is one
*/
function toAttach({ bundle }, created) {
	const [first] = bundle.times;
	return {
		json: bundle.json,
		predicateType: bundle.statement.predicateType,
		created: created ?? first?.time ?? /* @__PURE__ */ new Date(0)
	};
}
/** The way a consumer goes: found by the image's digest, and verified. */
async function readBack(items, place, { repository, root }) {
	const { bundles, skipped } = await discover(repository, place.digest);
	for (const item of items) {
		const found = bundles.filter(({ json }) => sameAttestation(json, item.bundle.json));
		if (found.length === 0) throw new WaybillError("REGISTRY_INVALID", {
			what: `The attestation was stored in ${repositoryText(repository.name)}, and is not found there by the image's digest.`,
			got: skipped.length === 0 ? `${bundles.length} others` : skipped.map(({ reason }) => reason).join("; "),
			expected: item.fileName,
			todo: "Run the job again; if it fails again, try another `registry-layout`."
		});
		for (const { json } of found) verifyBundle(json, item.expected, root);
	}
}
function published(name, placed) {
	return {
		target: "registry",
		status: placed.some(({ isNew }) => isNew) ? "stored" : "already-stored",
		name,
		url: void 0,
		id: placed[0]?.attachment.attestation,
		readBack: true,
		attachments: placed.map(({ attachment }) => attachment)
	};
}

// src/publish/download.ts
/** api.github.com to its store, and from there at most to another */
const MAX_REDIRECTS = 3;
/** docs.github.com, "About releases": each file must be under 2 GiB. */
const MAX_ASSET_BYTES = 2 ** 31;
/** 2 GiB at somewhat more than a megabyte a second */
const LONGEST = 18e5;
/**
* The bytes at an asset's API address.
* @throws WaybillError STORE_UNAVAILABLE, also for an asset of more than `maxBytes`
*/
async function downloadBytes(url, access, maxBytes) {
	return await download(url, access, async (body) => {
		const chunks = [];
		for await (const chunk of capped(body, maxBytes)) chunks.push(chunk);
		return Buffer.concat(chunks);
	});
}
/**
* SHA-256, in hex, of the bytes at an asset's API address, as large as GitHub lets an asset be.
* @throws WaybillError STORE_UNAVAILABLE
*/
async function downloadDigest(url, access, maxBytes = MAX_ASSET_BYTES) {
	return await download(url, access, async (body) => {
		const hash = (0, import__late_node_crypto.createHash)("sha256");
		for await (const chunk of capped(body, maxBytes)) hash.update(chunk);
		return hash.digest("hex");
	});
}
async function* capped(body, maxBytes) {
	let size = 0;
	for await (const chunk of body) {
		size += chunk.length;
		if (size > maxBytes) throw new Unreadable(`more than ${maxBytes} bytes`, false);
		yield chunk;
	}
}
/** What came instead of the bytes, in words of ours. */
var Unreadable = class extends Error {
	passing;
	constructor(message, passing) {
		super(message);
		this.passing = passing;
	}
};
async function download(url, access, take) {
	try {
		return await persist(access.patience, () => downloadOnce(url, access, take), (error) => !(error instanceof Unreadable) || error.passing);
	} catch (error) {
		throw new WaybillError("STORE_UNAVAILABLE", {
			what: "An asset of the release could not be downloaded, so it cannot be compared.",
			got: error instanceof Unreadable ? error.message : refusalOf(error).message,
			todo: "Run the job again: it finishes what this run left, and signs nothing twice."
		});
	}
}
async function downloadOnce(url, access, take) {
	const silence = new AbortController();
	const limit = access.patience.timeout(DEFAULT_TIMEOUT);
	const timer = setTimeout(() => silence.abort(new DOMException("silence", "TimeoutError")), limit);
	try {
		const signal = AbortSignal.any([silence.signal, AbortSignal.timeout(access.longest ?? LONGEST)]);
		return await take(heard(await openBody(url, access, signal), timer, signal));
	} finally {
		clearTimeout(timer);
		silence.abort();
	}
}
async function* heard(body, timer, signal) {
	for await (const chunk of body) {
		signal.throwIfAborted();
		timer.refresh();
		yield chunk;
	}
}
/** GitHub redirects to a store of its own, whose signed address needs no token: it stays behind. */
async function openBody(url, access, signal) {
	if (callableUrl(url) === void 0) throw new Unreadable("an address that cannot be called", false);
	let next = url;
	let credentials = { authorization: `Bearer ${access.token}` };
	for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
		const headers = {
			accept: "application/octet-stream",
			"user-agent": "waybill",
			...credentials
		};
		const response = await access.fetcher(next, {
			headers,
			redirect: "manual",
			signal
		});
		if (![
			301,
			302,
			303,
			307,
			308
		].includes(response.status)) {
			if (response.status === 200 && response.body !== null) return response.body;
			throw new Unreadable(`status ${response.status}`, response.status >= 500 || response.status === 429 || response.status === 408);
		}
		const target = redirection(response, next);
		if (target === void 0) throw new Unreadable("a redirect to an address that cannot be called", false);
		next = target;
		credentials = {};
	}
	throw new Unreadable(`more than ${MAX_REDIRECTS} redirects`, false);
}
function redirection(response, from) {
	const location = response.headers.get("location") ?? "";
	return URL.canParse(location, from) ? callableUrl(new URL(location, from).href)?.href : void 0;
}

// src/publish/repository.ts
/** @param slug `owner/name`; @param access the client's own, for downloads that must not keep a whole file in memory */
function githubRepository(client, slug, access) {
	const [owner = "", repo = ""] = slug.split("/");
	const releases = async () => {
		return (await allPages((page) => client.rest.repos.listReleases({
			owner,
			repo,
			per_page: 100,
			page
		}))).map(readRelease);
	};
	const address = (asset) => `${access.apiUrl.replace(/\/+$/, "")}/repos/${slug}/releases/assets/${asset.id}`;
	return {
		slug,
		releases,
		async create(tag, commit, body) {
			const draft = {
				tag_name: tag,
				target_commitish: commit,
				name: tag,
				draft: true,
				...body === "" ? {} : { body }
			};
			const once = async () => {
				try {
					const request = { retries: 0 };
					const { data } = await client.rest.repos.createRelease({
						owner,
						repo,
						...draft,
						request
					});
					return readRelease(data);
				} catch (error) {
					if (!mayPass(error)) throw error;
					const made = (await releases()).find((release) => release.tag === tag);
					if (made === void 0) throw error;
					return made;
				}
			};
			return await persist(access.patience, once, mayPass);
		},
		async publish({ id }, body) {
			await client.rest.repos.updateRelease({
				owner,
				repo,
				release_id: id,
				draft: false,
				body
			});
		},
		async assets(releaseId) {
			return (await allPages((page) => client.rest.repos.listReleaseAssets({
				owner,
				repo,
				release_id: releaseId,
				per_page: 100,
				page
			}))).map(readAsset);
		},
		async asset(id) {
			const { data } = await client.rest.repos.getReleaseAsset({
				owner,
				repo,
				asset_id: id
			});
			return readAsset(data);
		},
		async upload(release, name, bytes) {
			return readAsset((await client.request(`POST ${release.uploadUrl}`, {
				name,
				data: bytes,
				headers: {
					"content-type": "application/jsonl",
					"content-length": bytes.length
				}
			})).data);
		},
		async rename(asset, name) {
			const { data } = await client.rest.repos.updateReleaseAsset({
				owner,
				repo,
				asset_id: asset.id,
				name
			});
			return readAsset(data);
		},
		async remove(asset) {
			try {
				await client.rest.repos.deleteReleaseAsset({
					owner,
					repo,
					asset_id: asset.id
				});
			} catch (error) {
				if (refusalOf(error).status !== 404) throw error;
			}
		},
		async download(asset, maxBytes) {
			return await downloadBytes(address(asset), access, maxBytes);
		},
		async digest(asset) {
			return asset.sha256 ?? await downloadDigest(address(asset), access);
		}
	};
}
/** Far more than GitHub lists (10,000 releases, a hundred a page): a list that never ends must end. */
const MAX_PAGES = 1e3;
/** The client's own `paginate` takes a conflict for an empty list, and follows the Link header wherever it leads. */
async function allPages(list) {
	const all = [];
	for (let page = 1; page <= MAX_PAGES; page++) {
		const { data, headers } = await list(page);
		if (!Array.isArray(data)) break;
		all.push(...data);
		if (!/;\s*rel="next"/.test(headers.link ?? "")) return all;
	}
	throw new WaybillError("STORE_UNAVAILABLE", {
		what: "GitHub gave no list of the repository's releases or assets.",
		got: "something else, or a list without an end",
		todo: "Run the job again: it finishes what this run left, and signs nothing twice."
	});
}
function mayPass(error) {
	return typeof error === "object" && error !== null && "status" in error && isUnavailable(refusalOf(error));
}
function readRelease(release) {
	return {
		id: release.id,
		tag: release.tag_name,
		draft: release.draft,
		immutable: release.immutable === true,
		body: release.body ?? "",
		uploadUrl: release.upload_url
	};
}
function readAsset(asset) {
	const digest = /^sha256:([0-9a-f]{64})$/.exec(asset.digest ?? "");
	return {
		id: asset.id,
		name: asset.name,
		size: asset.size,
		state: asset.state === "uploaded" ? "uploaded" : "starter",
		sha256: digest?.[1],
		url: asset.browser_download_url
	};
}

// src/publish/targets.ts
/** The targets that the inputs ask for, and those that they ask for in vain. */
function openTargets(inputs, run, attested, ports) {
	const targets = [];
	const skipped = [];
	const token = inputs.githubToken;
	const access = token === void 0 ? void 0 : {
		...ports,
		token
	};
	const slug = run.claims.repository;
	if (inputs.release !== void 0) {
		const tag = inputs.release.tag ?? tagOf(run);
		if (tag === void 0) skipped.push({
			target: "release",
			status: "skipped",
			severity: "notice",
			reason: `This run is not for a tag (${run.claims.ref}), so nothing was uploaded to a release. Name one with \`upload-tag-name\`.`
		});
		else if (access === void 0) targets.push(withoutToken("release", true));
		else {
			const repository = githubRepository(githubClient(access, "release"), slug, access);
			targets.push(releaseTarget({
				repository,
				tag,
				overwrite: inputs.release.overwrite,
				subjects: attested.files ?? [],
				create: creation(inputs.release, run),
				notice: ports.notice
			}));
		}
	}
	if (inputs.githubAttestations !== "never") {
		const mode = inputs.githubAttestations;
		targets.push(access === void 0 ? withoutToken("github", mode === "always") : attestationStore({
			client: githubClient(access, "attestations"),
			apiUrl: ports.apiUrl,
			fetcher: ports.fetcher,
			slug,
			serverUrl: run.serverUrl,
			mode,
			patience: ports.patience
		}));
	}
	return {
		targets: [...targets, ...registryTargets(inputs.registry, attested, ports)],
		skipped
	};
}
/** One for each image. */
function registryTargets(registry, attested, ports) {
	if (!registry.push) return [];
	return attested.images.map((image) => registryTarget({
		image,
		repository: ports.registries(registry.repository ?? image.repository),
		layout: registry.layout,
		root: ports.root,
		clock: ports.patience.clock,
		patience: ports.patience,
		assertUnmoved: () => assertUnmoved(image, ports.registries(image.repository)),
		notice: ports.notice
	}));
}
function creation({ create }, run) {
	if (create === "never") return void 0;
	const { sha: commit, run_id: id } = run.claims;
	const maker = `${run.repositoryUrl}/actions/runs/${id}`;
	return {
		commit,
		publishing: create === "publish" ? `A draft of ${maker}, which publishes it once the provenance is in it.` : void 0
	};
}
function tagOf(run) {
	const { ref } = run.claims;
	return ref.startsWith("refs/tags/") ? ref.slice(10) : void 0;
}

// src/storing.ts
/** The targets that the inputs ask for; what they ask for in vain is reported at once. */
function openStores(run, attested, tools, { inputs, job, ports, progress }) {
	const notice = (text) => void progress.notices.push({
		severity: "notice",
		text
	});
	const { targets, skipped } = openTargets(inputs, run, attested, {
		...tools,
		apiUrl: job.apiUrl,
		fetcher: ports.fetcher,
		notice
	});
	progress.published.push(...skipped);
	return targets;
}
/** Statements in work at a time: each is a call to a log and one to a timestamp authority, and a write in every target. */
const AT_ONCE = 4;
/**
* Each statement's bundle in its file, reported, and stored, a few statements side by side.
* @param bring writes the statement's verified bundle to the file
*/
async function storeAll(held, folder, bring, { progress }) {
	await inParallel(batchesOf(held), AT_ONCE, async (batch) => {
		const storables = [];
		for (const one of batch) {
			const { fileName, image: about } = one.planned;
			const file = path.join(folder, fileName);
			const bundle = await bring(file, one);
			const image = about === void 0 ? void 0 : imageText(about);
			const order = held.indexOf(one);
			progress.files.push({
				fileName,
				path: file,
				bundle,
				image,
				order,
				reused: one.reused !== void 0
			});
			storables.push({
				held: one,
				bundle
			});
		}
		await storeEverywhere(storables, (published) => progress.published.push(published));
	});
}

export { settle as i, storeAll as n, askStores as r, openStores as t };
