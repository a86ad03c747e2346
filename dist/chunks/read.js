import { r as kindOf, t as WaybillError } from "./project.js";
import { a as text, n as isRecord, r as list, t as at } from "./json.js";
import { t as PREDICATE_KINDS } from "./kinds.js";
import { t as compareCodeUnits } from "./names.js";
import { r as safeBase } from "./naming.js";
import { r as splitBundles, t as MAX_BUNDLE_BYTES } from "./bundle.js";
import { open, opendir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { constants } from "node:fs";

// src/evidence/read.ts
/** A file that is there and cannot be had; the text says why, in words of ours. */
var Unreadable = class extends Error {
	name = "Unreadable";
	tooLarge;
	constructor(message, tooLarge = false) {
		super(message);
		this.tooLarge = tooLarge;
	}
};
/**
* A file's bytes; links are followed.
* @param max bytes accepted; no more are read
* @param kinds `regular` refuses pipes and devices, at which whoever reads would wait
* @returns undefined where there is none
* @throws Unreadable
*/
async function readCapped(path, max, kinds = "regular") {
	try {
		const waits = kinds === "any" ? 0 : constants.O_NONBLOCK;
		const file = await open(path, constants.O_RDONLY | waits);
		try {
			const stats = await file.stat();
			if (stats.isDirectory()) throw new Unreadable("it is a folder");
			if (kinds === "regular" && !stats.isFile()) throw new Unreadable("it is no regular file");
			if (stats.size > max) throw new Unreadable(`it has ${stats.size} bytes, and ${max} are read`, true);
			return await readAll(file, stats.size, max);
		} finally {
			await file.close();
		}
	} catch (error) {
		if (error instanceof Unreadable) throw error;
		const kind = kindOf(error);
		if (kind === "ENOENT" || kind === "ENOTDIR") return void 0;
		throw new Unreadable(`it cannot be read (${kind})`);
	}
}
/** The size is a guess: files grow, and pipes say 0. */
async function readAll(file, size, max) {
	let bytes = Buffer.allocUnsafe(Math.max(size + 1, 4096));
	let length = 0;
	for (;;) {
		const { bytesRead } = await file.read(bytes, length, bytes.length - length, null);
		length += bytesRead;
		if (length > max) throw new Unreadable(`it has more than ${max} bytes`, true);
		if (bytesRead === 0) return bytes.subarray(0, length);
		if (length === bytes.length) bytes = Buffer.concat([bytes], Math.min(length * 2, max + 1));
	}
}

// src/evidence/names.ts
/** What a name with a number may have in it: a release's parts are far fewer. */
const NUMBER = "(?<number>[1-9][0-9]{0,5})";
const KIND = `(?<kind>${PREDICATE_KINDS.join("|")})`;
/**
* What follows the name of what is attested: our own names (docs/statements.md), those of actions/attest's and cosign's users, and
* those that slsa-github-generator's delegators and its container-based builder give. In the order in which they are tried.
*/
const SUFFIXES = [
	/^\.intoto\.jsonl$/,
	/^\.sigstore\.json$/,
	/^\.sigstore$/,
	new RegExp(String.raw`^\.${NUMBER}\.intoto\.jsonl$`),
	new RegExp(String.raw`^\.slsa02(?:\.${NUMBER})?\.intoto\.jsonl$`),
	/^(?:\.intoto)?\.build\.slsa$/,
	new RegExp(String.raw`^\.${KIND}(?:\.${NUMBER})?\.intoto\.jsonl$`)
];
/** What files of several subjects are called after: ours, slsa-github-generator's, and its own before v1.2. */
const SHARED = ["multiple", "attestation"];
/** The first names to try, whether or not a folder can be listed. */
function usualNames(name) {
	const [own, shared] = [`${name}.intoto.jsonl`, "multiple.intoto.jsonl"];
	return [.../* @__PURE__ */ new Set([
		own,
		`${safeBase(name)}.intoto.jsonl`,
		`${name}.sigstore.json`,
		`${name}.sigstore`,
		shared
	])];
}
/**
* Whether a file called `candidate` may be about one called `name`, by their names.
* @param key what is the same for two names that one place does not tell apart
*/
function rankOf(candidate, name, key = (same) => same) {
	const owners = [
		name,
		safeBase(name),
		...SHARED
	];
	for (const [owner, base] of owners.entries()) {
		const start = key(base);
		const whole = key(candidate);
		if (!whole.startsWith(start)) continue;
		const rest = whole.slice(start.length);
		const suffix = SUFFIXES.findIndex((pattern) => pattern.test(rest));
		if (suffix === -1) continue;
		const { number = "1", kind = "" } = SUFFIXES[suffix]?.exec(rest)?.groups ?? {};
		return [
			owner,
			suffix,
			PREDICATE_KINDS.findIndex((known) => known === kind),
			Number(number)
		];
	}
}
function compareRanks(a, b) {
	const at = a.findIndex((part, index) => part !== b[index]);
	return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
/** Whether a name says that there are bundles or envelopes in the file. */
function isBundleName(name) {
	return /\.(?:intoto\.jsonl|sigstore\.json|sigstore|build\.slsa)$/.test(name);
}

// src/evidence/files.ts
/** Beside one file: as many as a run of the step makes. */
const MAX_FILES = 1024;
/** A folder that has more is not listed to its end. */
const MAX_LISTED = 1e5;
/**
* The bundles of a file that the user named: a bundle or a DSSE envelope, or one on each line. A layer of cosign's `.att` is an
* envelope.
* @throws WaybillError NOT_FOUND, BUNDLE_MALFORMED for one that is too large
*/
async function* givenBundles(file) {
	let bytes;
	try {
		bytes = await readCapped(file, MAX_BUNDLE_BYTES, "any");
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		throw new WaybillError(error.tooLarge ? "BUNDLE_MALFORMED" : "NOT_FOUND", {
			what: `The bundle ${file} cannot be read.`,
			got: error.message,
			...error.tooLarge ? { expected: `at most ${MAX_BUNDLE_BYTES} bytes` } : {}
		});
	}
	if (bytes === void 0) throw new WaybillError("NOT_FOUND", {
		what: `The bundle ${file} cannot be read.`,
		got: "no such file"
	});
	yield* bundlesIn(bytes, file);
}
/** The bundles beside a file, by the names that Waybill and others give them; the likeliest first. */
async function* bundlesBeside(file, notes) {
	const folder = dirname(file);
	const names = await namesBeside(folder, basename(file), notes);
	for (const name of names.slice(0, MAX_FILES)) {
		const path = join(folder, name);
		try {
			const bytes = await readCapped(path, MAX_BUNDLE_BYTES);
			if (bytes !== void 0) yield* bundlesIn(bytes, path);
		} catch (error) {
			if (!(error instanceof Unreadable)) throw error;
			notes.skipped(path, error.message);
		}
	}
	if (names.length > MAX_FILES) notes.skipped(folder, `${names.length} files look like bundles of it, and ${MAX_FILES} are read`);
}
/** The bundles or envelopes in a file's bytes, in their order. */
function* bundlesIn(bytes, origin) {
	for (const json of splitBundles(bytes.toString("utf8"))) yield {
		json,
		origin
	};
}
async function namesBeside(folder, name, notes) {
	const usual = usualNames(name);
	for (const candidate of usual) notes.looked(join(folder, candidate));
	const ranks = /* @__PURE__ */ new Map();
	const add = (candidate) => {
		const rank = rankOf(candidate, name);
		if (rank !== void 0) ranks.set(candidate, rank);
	};
	for (const candidate of usual) add(candidate);
	let listed = 0;
	try {
		for await (const entry of await opendir(folder)) {
			if ((listed += 1) > MAX_LISTED) break;
			add(entry.name);
		}
	} catch {}
	if (listed > MAX_LISTED) notes.skipped(folder, `it has more than ${MAX_LISTED} files, of which the others were not looked at`);
	return [...ranks].sort(([a, x], [b, y]) => compareRanks(x, y) || compareCodeUnits(a, b)).map(([candidate]) => candidate);
}

// src/evidence/statement.ts
/**
* Whether a bundle or an envelope says that it is about these bytes; false also for what cannot be read. It is to choose among many,
* and proves nothing.
*/
function namesArtifact(json, digests) {
	const bundle = parsed(json);
	const payload = text(bundle, "dsseEnvelope", "payload") ?? text(bundle, "payload");
	if (payload === void 0) return false;
	const statement = parsed(Buffer.from(payload, "base64").toString("utf8"));
	const known = new Set(Object.entries(digests).map(([algorithm, hex]) => `${algorithm}:${hex}`));
	return list(statement, "subject").some((subject) => {
		const digest = at(subject, "digest");
		return isRecord(digest) && Object.entries(digest).some(([algorithm, hex]) => known.has(`${algorithm}:${String(hex).toLowerCase()}`));
	});
}
function parsed(json) {
	try {
		return JSON.parse(json);
	} catch {
		return;
	}
}

export { compareRanks as a, Unreadable as c, givenBundles as i, readCapped as l, bundlesBeside as n, isBundleName as o, bundlesIn as r, rankOf as s, namesArtifact as t };
