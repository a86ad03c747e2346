import { a as text, i as sameJson, l as WaybillError, n as isRecord, o as baseUrl, r as list, t as at, u as asWaybillError } from "./project.js";
import { _ as persist, c as assertStorable, d as BAD_TOKEN, f as githubClient, g as refused, h as refusalOf, i as stateAll, l as assetKey, m as isUnavailable, p as isMisdirected, s as assertNamesApart, t as describeRun, u as githubRepository } from "./universal-user-agent.js";
import { i as writeJudged, n as assertReplaceable, r as openOutputDir, t as readCheckout } from "./file.js";
import { c as sameDigests, s as primaryDigest, u as PAYLOAD_TYPE } from "./statement.js";
import { a as require_dist, i as bundleJson, n as MAX_BUNDLE_BYTES, r as splitBundles, t as verifyBundle } from "./sigstore-bundle.js";
import { r as subjectLine } from "./commands.js";
import { a as jsonAnswer, r as FinalAnswer, t as CallFailed } from "./http.js";
import { a as require_dist$1, n as assertIdentity, r as readCertificate } from "./sigstore-core.js";
import { o as require_dist$2 } from "./sigstore-protobuf-specs.js";
import { t as instanceFor } from "./memory.js";
import * as path from "node:path";
import { X509Certificate, createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

// src/pool.ts
/**
* Does `work` for every item, at most `limit` at a time, and gives the results in the items' order. The first failure
* ends it: what has begun is waited for, what has not begun does not begin.
*/
async function inParallel(items, limit, work) {
	const results = /* @__PURE__ */ new Map();
	const waiting = items.entries();
	let failed = false;
	const worker = async () => {
		for (const [index, item] of waiting) {
			if (failed) return;
			try {
				results.set(index, await work(item, index));
			} catch (error) {
				failed = true;
				throw error;
			}
		}
	};
	const workers = Array.from({ length: Math.min(limit, items.length) }, worker);
	const ends = await Promise.allSettled(workers);
	for (const end of ends) if (end.status === "rejected") throw end.reason;
	return items.flatMap((_, index) => {
		const result = results.get(index);
		return result === void 0 ? [] : [result];
	});
}

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
const AT_ONCE = 4;
/** Asks every target what it holds of every statement. */
async function askStores(plan, targets, root) {
	return await inParallel(plan, AT_ONCE, async (planned) => {
		const { body } = planned.statement;
		const at = await Promise.all(targets.map(async (target) => {
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
/** Stores one bundle in every target, each on its own; `report` hears of each as soon as it is known. */
async function storeEverywhere(held, bundle, report) {
	await Promise.all(held.at.map(async ({ target, holding, equal }) => {
		if (holding.kind === "unknown") {
			report({
				target: target.name,
				status: "failed",
				error: holding.error
			});
			return;
		}
		const state = equal === void 0 ? holding.kind === "bundles" ? "other" : "nothing" : "equal";
		report(await target.store({
			fileName: held.planned.fileName,
			bundle,
			held: state
		}));
	}));
}

// src/publish/github.ts
/** GitHub's attestation store (REST, "Attestations"), where `gh attestation verify` looks. */
function attestationStore(options) {
	const [owner = "", repo = ""] = options.slug.split("/");
	const { client } = options;
	return {
		name: "github",
		async find(_fileName, digest) {
			try {
				return await stored(client, owner, repo, digest);
			} catch (error) {
				const refusal = refusalOf(error);
				if (!isUnavailable(refusal) && !isMisdirected(refusal)) return { kind: "nothing" };
				return {
					kind: "unknown",
					error: refused("GitHub's attestation store could not be asked what it holds.", refusal)
				};
			}
		},
		async store(item) {
			if (item.held === "equal") return published$1(options, item, "already-stored", void 0, true);
			try {
				const taken = await persist(options.patience, () => create(item), isPassing);
				return published$1(options, item, "stored", taken.id, taken.seen || await isVisible(item));
			} catch (error) {
				return refusedStore(error, options.mode);
			}
		}
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
			const holding = await stored(client, owner, repo, `sha256:${digest}`);
			const signature = signatureOf(item.bundle.json);
			return holding.kind === "bundles" && holding.bundles.some((bundle) => signatureOf(bundle) === signature);
		} catch {
			return false;
		}
	}
}
/** Newest first, a hundred a page: what lies further back was made for the same file a thousand times over. */
const MAX_PAGES = 10;
async function stored(client, owner, repo, digest) {
	const bundles = [];
	let after;
	for (let page = 1; page <= MAX_PAGES; page++) {
		const { data, headers } = await client.rest.repos.listAttestations({
			owner,
			repo,
			subject_digest: digest,
			per_page: 100,
			...after === void 0 ? {} : { after }
		});
		bundles.push(...bundlesIn(data));
		after = cursorIn(headers.link);
		if (after === void 0) break;
	}
	return bundles.length === 0 ? { kind: "nothing" } : {
		kind: "bundles",
		bundles
	};
}
/** The cursor of the Link header's next page. Its address is not called: it is the API's to name, not to choose. */
function cursorIn(link) {
	const next = /<([^<>]+)>;\s*rel="next"/.exec(link ?? "")?.[1];
	if (next === void 0 || !URL.canParse(next)) return void 0;
	return new URL(next).searchParams.get("after") ?? void 0;
}
/** A bundle that is null lies elsewhere, compressed, at its `bundle_url`: it is not fetched, and counts as not there. */
function bundlesIn(data) {
	return list(data, "attestations").flatMap((attestation) => {
		const bundle = typeof attestation === "object" && attestation !== null && "bundle" in attestation ? attestation.bundle : null;
		return bundle === null || bundle === void 0 ? [] : jsonOf(bundle);
	});
}
/** The client reads large numbers as BigInt, which no bundle of ours holds and JSON cannot say. */
function jsonOf(bundle) {
	try {
		return [JSON.stringify(bundle)];
	} catch {
		return [];
	}
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
function published$1(options, item, status, id, readBack) {
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
		find: () => Promise.resolve({ kind: "nothing" }),
		store: () => Promise.resolve(required ? {
			target: name,
			status: "failed",
			error
		} : {
			target: name,
			status: "skipped",
			severity: "notice",
			reason: "`github-token` is empty."
		})
	};
}

// src/publish/release.ts
/**
* The release of a tag: bundles become its assets. Never changes or publishes a release; the subjects are the user's
* to upload.
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
		async store(item) {
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
		}
	};
}
/** One answer for all who ask. */
function once(work) {
	let answer;
	return () => answer ??= work();
}
/** A draft, which nobody but the maintainers sees: publishing stays theirs. */
async function createDraft({ repository, tag, create }) {
	if (create === void 0) throw releaseMissing(repository, tag);
	const created = await repository.create(tag, create.commit);
	const release = await findRelease(repository, tag, true) ?? created;
	create.created(`There was no release of ${tag}, so a draft was created. Publishing it is yours.`);
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
	if (item.held === "equal" && existing !== void 0) return published("already-stored", release, existing);
	if (release.immutable) throw immutable(tag);
	const bytes = Buffer.from(`${item.bundle.json}\n`, "utf8");
	if (existing?.state === "uploaded") {
		if (!options.overwrite) throw conflict(tag, existing);
		return published("stored", release, await replace(options, release, existing, bytes));
	}
	if (existing !== void 0) await repository.remove(existing);
	return published("stored", release, await uploadChecked(repository, release, item.fileName, bytes));
}
/**
* Puts the bytes in the place of an asset: they are in the release, whole, before anything is deleted. Where it breaks
* off, the release holds one of the two or both.
*/
async function replace({ repository, tag }, release, old, bytes) {
	const ours = await uploadChecked(repository, release, `${old.name}.${randomBytes(4).toString("hex")}.new`, bytes);
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
	return createHash("sha256").update(bytes).digest("hex");
}
function published(status, release, asset) {
	const url = release.draft ? publishedUrl(release, asset) : asset.url;
	return {
		target: "release",
		status,
		name: asset.name,
		url,
		id: String(asset.id),
		readBack: true
	};
}
/** A draft's own address ends when it is published; consumers will find the asset under its tag. */
function publishedUrl(release, asset) {
	return asset.url.replace(/\/releases\/download\/[^/]+\//, `/releases/download/${encodeURIComponent(release.tag)}/`);
}

// src/publish/targets.ts
/** The targets that the inputs ask for, and those that they ask for in vain. */
function openTargets(inputs, run, subjects, ports) {
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
				subjects,
				create: creation(inputs.release, run, ports)
			}));
		}
	}
	if (inputs.githubAttestations !== "never") {
		const mode = inputs.githubAttestations;
		targets.push(access === void 0 ? withoutToken("github", mode === "always") : attestationStore({
			client: githubClient(access, "attestations"),
			slug,
			serverUrl: run.serverUrl,
			mode,
			patience: ports.patience
		}));
	}
	return {
		targets,
		skipped
	};
}
function creation(release, run, ports) {
	return release.create === "draft" ? {
		commit: run.claims.sha,
		created: ports.notice
	} : void 0;
}
function tagOf(run) {
	const { ref } = run.claims;
	return ref.startsWith("refs/tags/") ? ref.slice(10) : void 0;
}

// src/sigstore/key.ts
function ephemeralKey() {
	const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
	return {
		publicKeyPem: publicKey.export({
			type: "spki",
			format: "pem"
		}).toString(),
		publicKey,
		sign: (data) => sign("sha256", data, privateKey)
	};
}

// src/sigstore/certificate.ts
/**
* A new key and Fulcio's certificate for it (POST /api/v2/signingCert). Each attempt sends a token that is still
* fresh. Whether the certificate says what it should is judged with the bundle; that it is for our key, here.
* @throws WaybillError CERTIFICATE_REFUSED
*/
async function obtainCertificate(ca, identity, http) {
	const key = ephemeralKey();
	const proof = key.sign(Buffer.from(identity.claims.sub, "utf8")).toString("base64");
	try {
		return await http.call(async () => ({
			method: "POST",
			url: `${baseUrl(ca)}/api/v2/signingCert`,
			headers: { "content-type": "application/json" },
			body: JSON.stringify({
				credentials: { oidcIdentityToken: await identity.token() },
				publicKeyRequest: {
					publicKey: {
						algorithm: "ECDSA",
						content: key.publicKeyPem
					},
					proofOfPossession: proof
				}
			})
		}), (answer) => {
			const pem = leafOf(jsonAnswer(200, 201)(answer));
			const parsed = new X509Certificate(pem);
			if (!parsed.publicKey.equals(key.publicKey)) throw new FinalAnswer("a certificate for another key");
			const usableUntil = usable(parsed, http.clock.now());
			if (usableUntil - http.clock.now() < 500) throw new FinalAnswer("a certificate that ends at once");
			return {
				key,
				der: Buffer.from(parsed.raw),
				pem,
				usableUntil
			};
		});
	} catch (error) {
		if (!(error instanceof CallFailed)) throw error;
		throw new WaybillError("CERTIFICATE_REFUSED", {
			what: `The certificate authority ${new URL(ca).origin} gave no certificate.`,
			got: `${error.last.text} (after ${error.attempts} tries)`,
			expected: "a certificate for this job's identity",
			todo: isRefusal(error.last.status) ? "The authority does not accept this job's token: check that it trusts the issuer of this server's tokens." : "Run the job again; `max-wait` sets how long it keeps trying."
		});
	}
}
/** Whether the answer was about the request, and not about the time or the number of calls. */
function isRefusal(status) {
	return status !== void 0 && status >= 400 && status < 500 && status !== 408 && status !== 429;
}
/**
* Its end, less what a log may need to take an entry. Where half of a new certificate's time seems over, or more than
* all of it to come, this machine's clock is wrong, and the length counts from now: the times that the certificate is
* compared with in the end are the services' own.
*/
function usable(certificate, now) {
	const length = Date.parse(certificate.validTo) - Date.parse(certificate.validFrom);
	const left = Date.parse(certificate.validTo) - now;
	return now + (left > length / 2 && left <= length ? left : length) - Math.min(3e4, length / 10);
}
/** The leaf certificate of Fulcio's answer, whether its SCT is embedded or not. */
function leafOf(body) {
	for (const kind of ["signedCertificateEmbeddedSct", "signedCertificateDetachedSct"]) {
		const leaf = text(body, kind, "chain", "certificates", 0);
		if (leaf !== void 0) return leaf;
	}
	throw new Error("no certificate");
}

// src/sigstore/log-v2.ts
var import_dist = require_dist();
var import_dist$1 = require_dist$1();
var import_dist$2 = require_dist$2();
/** The log answers only when a checkpoint covers the entry, every ten seconds or so (rekor-tiles, CLIENTS.md). */
const TIMEOUT_MS = 6e4;
/**
* The log holds an entry of this very signature, mostly since an earlier answer of it was lost. It tells the index
* alone, and no call gives the entry's proof: what helps is another signature of the same statement.
*/
var AlreadyLogged = class extends WaybillError {};
/**
* Enters the envelope's signature into a Rekor v2 log, as `hashedrekord` 0.0.2 over the digest of what was signed,
* the only kind that it takes (POST /api/v2/log/entries). Such an entry has no time: a timestamp must say when.
* @throws WaybillError LOG_REFUSED, of which `AlreadyLogged` is one; `CallFailed.tooLate` when the certificate would
* end first
*/
async function enterIntoLogV2(logUrl, envelope, certificate, http) {
	const logged = loggedPart(envelope, certificate);
	const accept = (answer) => {
		const entry = readEntry$1(jsonAnswer(200, 201)(answer));
		if (!isOf(entry, logged)) throw new FinalAnswer("an entry of another signature");
		return entry;
	};
	try {
		const posted = await http.call({
			method: "POST",
			url: `${baseUrl(logUrl)}/api/v2/log/entries`,
			headers: {
				"content-type": "application/json",
				accept: "application/json"
			},
			body: JSON.stringify(request(logged)),
			timeout: TIMEOUT_MS,
			giveUpAt: certificate.usableUntil
		}, (answer) => answer.status === 409 ? "conflict" : accept(answer));
		if (posted !== "conflict") return posted;
	} catch (error) {
		if (!(error instanceof CallFailed) || error.tooLate) throw error;
		throw new WaybillError("LOG_REFUSED", refusal(logUrl, `${error.last.text} (after ${error.attempts} tries)`));
	}
	throw new AlreadyLogged("LOG_REFUSED", refusal(logUrl, "status 409: it holds that signature already"));
}
function refusal(logUrl, got) {
	return {
		what: `The transparency log ${new URL(logUrl).origin} gave no entry for the signature.`,
		got,
		expected: "the entry with its proof",
		todo: "Run the job again; a signature that the log may already hold does no harm. `max-wait` sets how long the step keeps trying."
	};
}
function loggedPart(envelope, certificate) {
	const signed = import_dist$1.dsse.preAuthEncoding(envelope.payloadType, envelope.payload);
	return {
		digest: createHash("sha256").update(signed).digest("base64"),
		signature: envelope.signature.toString("base64"),
		certificate: certificate.der.toString("base64")
	};
}
/** A CreateEntryRequest in protobuf JSON (rekor-tiles, hashedrekord.proto). */
function request({ digest, signature, certificate }) {
	return { hashedRekordRequestV002: {
		digest,
		signature: {
			content: signature,
			verifier: {
				keyDetails: "PKIX_ECDSA_P256_SHA_256",
				x509Certificate: { rawBytes: certificate }
			}
		}
	} };
}
/**
* The answer is a TransparencyLogEntry already, as the bundle holds it.
* @throws Error for what is none; FinalAnswer for one that a Rekor v2 does not give
*/
function readEntry$1(body) {
	const { logId, kindVersion, inclusionProof, ...entry } = import_dist$2.TransparencyLogEntry.fromJSON(body);
	if (logId === void 0 || kindVersion === void 0) throw new Error("no entry");
	if (kindVersion.kind !== "hashedrekord" || kindVersion.version !== "0.0.2") throw new FinalAnswer("an entry of another kind than hashedrekord 0.0.2");
	if (entry.integratedTime !== "0" || entry.inclusionPromise !== void 0) throw new FinalAnswer("an entry with a time, which a log of version 2 does not give");
	if ((inclusionProof?.checkpoint?.envelope ?? "") === "") throw new FinalAnswer("an entry without a proof of inclusion and a checkpoint");
	return {
		...entry,
		logId,
		kindVersion,
		inclusionProof
	};
}
/** Whether the entry, as it stands in the log, is of our digest, signature and certificate. */
function isOf(entry, logged) {
	const body = JSON.parse(entry.canonicalizedBody.toString("utf8"));
	const inEntry = (...path) => text(body, "spec", "hashedRekordV002", ...path);
	return text(body, "kind") === "hashedrekord" && text(body, "apiVersion") === "0.0.2" && inEntry("data", "algorithm") === "SHA2_256" && inEntry("data", "digest") === logged.digest && inEntry("signature", "content") === logged.signature && inEntry("signature", "verifier", "x509Certificate", "rawBytes") === logged.certificate;
}

// src/sigstore/log.ts
/**
* Enters the envelope into a Rekor v1 log, as `dsse` 0.0.1 (POST /api/v1/log/entries). A conflict means that an
* earlier try of ours got through: that entry is fetched, and must carry our signature.
* @throws WaybillError LOG_REFUSED; `CallFailed.tooLate` when the certificate would end first
*/
async function enterIntoLog(logUrl, envelope, certificate, http) {
	const url = `${baseUrl(logUrl)}/api/v1/log/entries`;
	const accept = (answer) => {
		const entry = readEntry(jsonAnswer(200, 201)(answer));
		if (!carriesSignature(entry, envelope)) throw new FinalAnswer("an entry of another signature");
		return entry;
	};
	try {
		const posted = await http.call({
			method: "POST",
			url,
			headers: {
				"content-type": "application/json",
				accept: "application/json"
			},
			body: JSON.stringify(proposal(envelope, certificate)),
			giveUpAt: certificate.usableUntil
		}, (answer) => answer.status === 409 ? conflictUuid(answer) : accept(answer));
		if (typeof posted !== "string") return posted;
		return await http.call({
			method: "GET",
			url: `${url}/${posted}`,
			headers: { accept: "application/json" },
			giveUpAt: certificate.usableUntil,
			passing: [404]
		}, accept);
	} catch (error) {
		if (!(error instanceof CallFailed) || error.tooLate) throw error;
		throw new WaybillError("LOG_REFUSED", {
			what: `The transparency log ${new URL(logUrl).origin} gave no entry for the signature.`,
			got: `${error.last.text} (after ${error.attempts} tries)`,
			expected: "the entry with its proof",
			todo: "Run the job again; a signature that the log may already hold does no harm. `max-wait` sets how long the step keeps trying."
		});
	}
}
function proposal(envelope, certificate) {
	return {
		apiVersion: "0.0.1",
		kind: "dsse",
		spec: { proposedContent: {
			envelope: JSON.stringify({
				payloadType: envelope.payloadType,
				payload: envelope.payload.toString("base64"),
				signatures: [{
					keyid: "",
					sig: envelope.signature.toString("base64")
				}]
			}),
			verifiers: [Buffer.from(certificate.pem, "utf8").toString("base64")]
		} }
	};
}
/** Rekor names the existing entry in Location, and in the message: 64 or 80 hex digits. */
function conflictUuid(answer) {
	const found = /([0-9a-f]{80}|[0-9a-f]{64})(?![0-9a-f])/.exec(`${answer.headers.get("location") ?? ""} ${answer.body.toString("utf8")}`);
	if (found?.[1] === void 0) throw new FinalAnswer("a conflict that names no entry");
	return found[1];
}
/** Rekor v1's JSON as the bundle writes it. @throws Error when anything that a bundle needs is missing */
function readEntry(body) {
	const entry = isRecord(body) ? Object.values(body)[0] : void 0;
	const proof = at(entry, "verification", "inclusionProof");
	const canonicalizedBody = base64(text(entry, "body"));
	const kind = JSON.parse(canonicalizedBody.toString("utf8"));
	return {
		logIndex: integer(at(entry, "logIndex")),
		logId: { keyId: hex(text(entry, "logID")) },
		kindVersion: {
			kind: text(kind, "kind") ?? "",
			version: text(kind, "apiVersion") ?? ""
		},
		integratedTime: integer(at(entry, "integratedTime")),
		inclusionPromise: { signedEntryTimestamp: base64(text(entry, "verification", "signedEntryTimestamp")) },
		inclusionProof: {
			logIndex: integer(at(proof, "logIndex")),
			rootHash: hex(text(proof, "rootHash")),
			treeSize: integer(at(proof, "treeSize")),
			hashes: list(proof, "hashes").map((hash) => hex(typeof hash === "string" ? hash : void 0)),
			checkpoint: { envelope: present(text(proof, "checkpoint")) }
		},
		canonicalizedBody
	};
}
/** Whether the entry is of our signature and not of an equal statement that somebody else signed. */
function carriesSignature(entry, envelope) {
	const body = JSON.parse(Buffer.from(entry.canonicalizedBody).toString("utf8"));
	return text(body, "spec", "signatures", 0, "signature") === envelope.signature.toString("base64");
}
function integer(value) {
	if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw new Error("no number");
	return String(value);
}
function hex(value) {
	if (value === void 0 || !/^(?:[0-9a-f]{2})+$/.test(value)) throw new Error("no hex");
	return Buffer.from(value, "hex");
}
function base64(value) {
	const bytes = Buffer.from(present(value), "base64");
	if (bytes.length === 0) throw new Error("no bytes");
	return bytes;
}
function present(value) {
	if (value === void 0 || value === "") throw new Error("missing");
	return value;
}

// src/sigstore/timestamp.ts
/**
* An RFC 3161 timestamp over the signature. The request is the JSON form that Sigstore's authorities take; the answer
* is the DER response, kept as it is.
* @throws WaybillError TIMESTAMP_REFUSED; `CallFailed.tooLate` when the certificate would end first
*/
async function obtainTimestamp(tsa, signature, certificate, http) {
	const url = new URL(tsa);
	if (url.pathname === "/") url.pathname = "/api/v1/timestamp";
	try {
		return await http.call({
			method: "POST",
			url: url.href,
			headers: {
				"content-type": "application/json",
				accept: "application/timestamp-reply"
			},
			body: JSON.stringify({
				artifactHash: createHash("sha256").update(signature).digest("base64"),
				hashAlgorithm: "sha256"
			}),
			giveUpAt: certificate.usableUntil
		}, (answer) => {
			if (answer.status !== 200 && answer.status !== 201) throw new FinalAnswer(`status ${answer.status}`);
			if (answer.body.length < 16 || answer.body[0] !== 48) throw new Error("no timestamp");
			return Buffer.from(answer.body);
		});
	} catch (error) {
		if (!(error instanceof CallFailed) || error.tooLate) throw error;
		throw new WaybillError("TIMESTAMP_REFUSED", {
			what: `The timestamp authority ${url.origin} gave no timestamp for the signature.`,
			got: `${error.last.text} (after ${error.attempts} tries)`,
			expected: "an RFC 3161 timestamp",
			todo: "Run the job again; `max-wait` sets how long the step keeps trying."
		});
	}
}

// src/sigstore/sign.ts
/** How often a statement is signed anew because a log holds its signature already, but gives no proof of that. */
const MAX_CONFLICTS = 3;
/**
* @param obtain gives a certificate that may be signed with; the first is asked for while subjects are still being
*   hashed, further ones when it has ended
*/
function signer(instance, http, obtain, first) {
	let current = first;
	const renew = (used) => {
		if (current === used) current = obtain();
	};
	return { async sign(statement) {
		for (let conflicts = 0;;) {
			const used = current;
			const certificate = await used;
			if (http.clock.now() >= certificate.usableUntil) {
				renew(used);
				continue;
			}
			try {
				return await signWith(certificate, statement, instance, http);
			} catch (error) {
				if (error instanceof AlreadyLogged && conflicts < MAX_CONFLICTS) {
					conflicts += 1;
					continue;
				}
				if (!(error instanceof CallFailed) || !error.tooLate) throw error;
				renew(used);
			}
		}
	} };
}
async function signWith(certificate, statement, instance, http) {
	const payload = Buffer.from(statement.bytes);
	const signature = certificate.key.sign(import_dist$1.dsse.preAuthEncoding(PAYLOAD_TYPE, payload));
	const envelope = {
		payloadType: PAYLOAD_TYPE,
		payload,
		signature
	};
	const [entries, timestamps] = await allSettledOrThrow(instance.logs.map(({ url, version }) => (version === 2 ? enterIntoLogV2 : enterIntoLog)(url, envelope, certificate, http)), instance.tsas.map((tsa) => obtainTimestamp(tsa.url, signature, certificate, http)));
	const bundle = (0, import_dist.toDSSEBundle)({
		artifact: payload,
		artifactType: PAYLOAD_TYPE,
		signature,
		certificate: certificate.der
	});
	bundle.verificationMaterial.tlogEntries = entries;
	bundle.verificationMaterial.timestampVerificationData = { rfc3161Timestamps: timestamps.map((signedTimestamp) => ({ signedTimestamp })) };
	return Buffer.from(`${bundleJson(bundle)}\n`, "utf8");
}
/** Waits for all, so that nothing goes on in the background after one has failed. */
async function allSettledOrThrow(a, b) {
	await Promise.allSettled([...a, ...b]);
	return [await Promise.all(a), await Promise.all(b)];
}

// src/verify/issued.ts
/**
* What can be said of a certificate before anything is signed with it, and so before a log shows it for ever: that an
* authority of the trusted root issued it, for the identity that was asked for. The whole is judged with the bundle.
* @throws WaybillError CERTIFICATE_INVALID, ISSUER_MISMATCH, SIGNER_MISMATCH, SOURCE_MISMATCH
*/
function assertIssued(der, expected, trust) {
	const certificate = import_dist$1.X509Certificate.parse(der);
	if (!trust.root.certificateAuthorities.some((authority) => {
		const [issuing] = authority.certChain?.certificates ?? [];
		return issuing !== void 0 && isIssuedBy(certificate, Buffer.from(issuing.rawBytes));
	})) throw new WaybillError("CERTIFICATE_INVALID", {
		what: "The certificate authority that answered is not one that the trusted root lists. Nothing was signed.",
		expected: trust.description,
		todo: "Give a `signing-config` and a `trusted-root` of one Sigstore instance."
	});
	assertIdentity(readCertificate(certificate), expected);
}
function isIssuedBy(certificate, issuer) {
	try {
		return certificate.verify(import_dist$1.X509Certificate.parse(issuer));
	} catch {
		return false;
	}
}

// src/signing.ts
/** From the job's identity to what is stored: every statement of the run signed, verified, and in its places. */
async function signRun(begun, world) {
	const { inputs, job, ports, progress } = world;
	const checkout = quietly(readCheckout(job.workspace, ports.exec));
	const opened = await openSigning(begun, world);
	const subjects = await listSubjects(begun.hashing, world);
	const signing = {
		...opened,
		instance: settleInstance(opened.latest, world)
	};
	const statements = await stateAll(signing.run, subjects, checkout, world);
	assertNamesApart(statements, subjects);
	progress.planned = statements.length;
	const plan = statements.map((statement) => planned(signing.run, statement));
	const held = await askStores(plan, openStores(signing, subjects, world), signing.instance.root);
	assertStorable(held, (published) => progress.published.push(published));
	const folder = await openOutputDir(inputs.outputDir, job);
	for (const { fileName } of statements) await assertReplaceable(path.join(folder, fileName));
	await ports.log.group("Sign, verify and store", () => signAndStore(held, folder, signing, world));
}
/** Claims and Sigstore instance; the certificate is asked for. */
async function openSigning(begun, world) {
	const { inputs, job, ports, progress } = world;
	const { patience, net } = begun;
	return await ports.log.group("Identity", async () => {
		const identity = await begun.identity;
		const run = describeRun(identity.claims, job.serverUrl);
		progress.run = run;
		const { instance, latest } = await instanceFor(run, inputs, begun.trust, {
			http: net,
			fetcher: ports.fetcher,
			now: new Date(ports.clock.now()),
			apiUrl: job.apiUrl,
			token: inputs.githubToken,
			cache: job.toolCache
		});
		progress.instance = instance;
		ports.log.info(`source   ${run.repositoryUrl} ${run.claims.ref} ${run.claims.sha}`);
		ports.log.info(`builder  ${run.builderId}`);
		ports.log.info(`sigstore ${instance.name}, ${new URL(instance.ca).origin}, ${instance.root.description}`);
		const obtain = () => obtainCertificate(instance.ca, identity, net);
		return {
			net,
			patience,
			run,
			instance,
			latest,
			obtain,
			certificate: quietly(obtain())
		};
	});
}
/** The root that judges from here on: the newest that came while files were hashed. */
function settleInstance(latest, { ports, progress }) {
	const { instance, reason } = latest();
	progress.instance = instance;
	ports.log.info(`trust    ${instance.root.description}${reason === void 0 ? "" : `, as shipped: ${reason}`}`);
	return instance;
}
const LOGGED_SUBJECTS = 200;
async function listSubjects(hashing, { ports, progress }) {
	const { log } = ports;
	return await log.group("Subjects", async () => {
		const { subjects } = await hashing;
		progress.subjects = subjects;
		for (const subject of subjects.slice(0, LOGGED_SUBJECTS)) log.info(subjectLine(subject));
		log.info(subjects.length === 1 ? "1 subject" : `${subjects.length} subjects`);
		return subjects;
	});
}
/** The targets that the inputs ask for; what they ask for in vain is reported at once. */
function openStores(signing, subjects, world) {
	const { apiUrl } = world.job;
	const { fetcher } = world.ports;
	const notice = (text) => void world.progress.notices.push({
		severity: "notice",
		text
	});
	const ports = {
		apiUrl,
		fetcher,
		patience: signing.patience,
		notice
	};
	const { targets, skipped } = openTargets(world.inputs, signing.run, subjects, ports);
	world.progress.published.push(...skipped);
	return targets;
}
/** Our own claims say who must have signed, for what. */
function identityOf(run) {
	return {
		issuer: run.claims.iss,
		signer: run.builderId,
		sourceRepository: run.repositoryUrl,
		sourceDigest: run.claims.sha
	};
}
/** A statement with what its bundle must satisfy. */
function planned(run, plan) {
	const { body } = plan.statement;
	return {
		...plan,
		expected: {
			identity: identityOf(run),
			predicateTypes: [body.predicateType],
			artifacts: body.subject.map((subject) => subject.digest)
		}
	};
}
/** Statements in work at a time: each is a call to a log and one to a timestamp authority. */
const SIGNED_AT_ONCE = 4;
/** Each statement signed, verified and stored, in a few lines side by side, all with one certificate. */
async function signAndStore(held, folder, signing, world) {
	const { progress } = world;
	const { instance, net, run, obtain, certificate } = signing;
	const issued = async (asked) => {
		const answer = await asked;
		assertIssued(answer.der, identityOf(run), instance.root);
		return answer;
	};
	const signs = signer(instance, net, () => issued(obtain()), quietly(issued(certificate)));
	await inParallel(held, SIGNED_AT_ONCE, async (one, order) => {
		const { fileName } = one.planned;
		const file = path.join(folder, fileName);
		const bundle = await signOrReuse(file, one, signs, signing, world.ports.log);
		progress.files.push({
			fileName,
			path: file,
			bundle,
			order,
			reused: one.reused !== void 0
		});
		await storeEverywhere(one, bundle, (published) => progress.published.push(published));
	});
}
/** A verified bundle of the statement, in `file`. */
async function signOrReuse(file, held, signs, signing, log) {
	const { planned, reused } = held;
	if (reused !== void 0) {
		log.info(`${planned.fileName}: an earlier run or attempt signed the same statement, so nothing is signed anew.`);
		return await writeJudged(file, Buffer.from(`${reused.json}\n`), () => reused);
	}
	const unverified = await signs.sign(planned.statement);
	const bundle = await writeJudged(file, unverified, () => {
		const judged = verifyBundle(unverified.toString("utf8"), planned.expected, signing.instance.root);
		if (sameJson(judged.statement.json, planned.statement.body)) return judged;
		throw new WaybillError("STATEMENT_MALFORMED", {
			what: "The statement that was signed is not the one that was made. It was stored nowhere.",
			todo: "Please report this."
		});
	});
	for (const check of bundle.checks) log.info(`${planned.fileName}: verified ${check.name}: ${check.detail}`);
	return bundle;
}
/** An error of a promise that is awaited later is not "unhandled" until then. */
function quietly(promise) {
	promise.catch(() => void 0);
	return promise;
}

export { signRun };
