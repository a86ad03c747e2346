import { n as openArtifacts } from "./results-service.js";
import { r as withCollected } from "./subjects.js";
import { a as digestText, c as subjectName, i as withSubjectsFile, l as parseBase64Subjects, o as invalidInput, s as parseDigest, u as parseChecksumsInput } from "./checksums.js";
import { Q as HEX_LENGTHS, V as http, X as nameProblem, Y as nameFiles, _ as Patience, at as quoted, dt as WaybillError, et as digestEntries, ft as asWaybillError, nt as isAlgorithm, pt as kindOf, st as isRecord, tt as hexDigest, ut as text } from "./base.js";
import { a as assertAddresses, i as isForkPullRequest, n as readGivenPredicates } from "./preflight.js";
import { n as issuerOf } from "./run.js";
import { r as obtainIdentity } from "./claims.js";
import { o as readJson } from "./jsontext.js";
import { n as unreadable, t as findFiles$1 } from "./glob.js";
import { r as hashSteps, t as CHUNK } from "./hash-file.js";
import { Mt as require__late_node_fs } from "./verify.js";
import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";

// src/run/missing.ts
/**
* Why a job has no OIDC token, as far as it can be known, and what to do. The event file is asked for this text alone.
* @param event the event file's content
*/
function missingToken(eventName, event) {
	const fork = isForkPullRequest(event);
	return new WaybillError("TOKEN_MISSING", {
		what: fork ? "This is a pull request from a fork: GitHub gives such runs no OIDC token, whatever the permissions say." : "GitHub gives this job no OIDC token: its `permissions` lack `id-token: write` (a reusable workflow's caller must grant it too), or it runs for Dependabot or a fork.",
		got: `event ${eventName === "" ? "(none)" : eventName}, no ACTIONS_ID_TOKEN_REQUEST_URL`,
		todo: fork ? "Attest on `push` or `release`, or set `on-missing-token: skip` for pull requests." : "Add `id-token: write` to the job's permissions, or set `on-missing-token: skip` where no provenance is wanted."
	});
}

// src/subjects/artifacts.ts
const SOURCE = "the runner's artifact list (GITHUB_ARTIFACTS_LIST)";
const ADVICE = "Name the subjects with `subject-path` or another input instead; then this list is not read.";
const MOST_BYTES = 4194304;
/**
* Reads the file at `GITHUB_ARTIFACTS_LIST`, in which the runner lists what the job's steps declared as their artifacts
* (actions/runner, ADR on artifacts files).
* @returns undefined where the runner has the feature switched off: the file is then empty, or not there
* @throws WaybillError SUBJECT_UNREADABLE, and as {@link parseArtifactsList}
*/
async function readArtifactsList(path) {
	const bytes = await readBytes(path);
	return bytes === void 0 ? void 0 : parseArtifactsList(bytes);
}
async function readBytes(path) {
	try {
		const { size } = await stat(path);
		if (size > MOST_BYTES) throw invalid(`${size} bytes`, `at most ${MOST_BYTES} bytes`);
		return await readFile(path);
	} catch (error) {
		if (error instanceof WaybillError) throw error;
		const code = kindOf(error);
		if (code === "ENOENT") return void 0;
		throw new WaybillError("SUBJECT_UNREADABLE", {
			what: `Cannot read ${SOURCE}.`,
			got: code,
			expected: "a file that this step may read",
			todo: ADVICE,
			cause: error
		});
	}
}
/**
* The subjects of the runner's list, `{"version":1,"subjects":[{"name","digest","kind"}]}`.
* @returns undefined for the empty file that says that the feature is off
* @throws WaybillError INPUT_INVALID for another form, SUBJECT_CONFLICT for a name with two digests, SUBJECTS_EMPTY when
*   the job's steps declared nothing
*/
function parseArtifactsList(bytes) {
	if (bytes.length === 0) return void 0;
	if (bytes[0] === 239 && bytes[1] === 187) throw invalid("a byte order mark", "UTF-8 without one");
	const document = readJson(bytes, SOURCE, ADVICE);
	const version = isRecord(document) ? document["version"] : void 0;
	if (version !== 1) throw invalid(`version ${shown(version)}`, "version 1");
	const entries = isRecord(document) ? document["subjects"] : void 0;
	if (!Array.isArray(entries)) throw invalid("no list `subjects`", "a list `subjects`");
	if (entries.length === 0) throw new WaybillError("SUBJECTS_EMPTY", {
		what: "There is nothing to attest: no step of this job declared an artifact.",
		got: `an empty list in ${SOURCE}`,
		expected: "an input that names subjects, or at least one line that a step wrote to the file at $GITHUB_ARTIFACTS",
		todo: "Give `subject-path`, or have the building step of the same job declare its files. The list does not reach across jobs."
	});
	const byName = /* @__PURE__ */ new Map();
	for (const [index, entry] of entries.entries()) {
		const subject = readEntry(entry, index);
		const known = byName.get(subject.name);
		if (known !== void 0 && digestText(known.digest) !== digestText(subject.digest)) throw new WaybillError("SUBJECT_CONFLICT", {
			what: `The subject ${quoted(subject.name)} has two digests.`,
			got: `${digestText(known.digest)} and ${digestText(subject.digest)} in ${SOURCE}`,
			expected: "one digest for each name",
			todo: "Give different files different names before they are declared."
		});
		byName.set(subject.name, known ?? subject);
	}
	return [...byName.values()];
}
function readEntry(entry, index) {
	const where = `entry ${index + 1}`;
	const name = text(entry, "name");
	if (name === void 0) throw invalid(`${where} without a name`, "a name, a digest and a kind");
	const problem = nameProblem(name);
	if (problem !== void 0) throw invalid(`${where}, ${quoted(name)}: ${problem}`, "a name on one line");
	const kind = text(entry, "kind");
	if (kind === "oci") throw new WaybillError("INPUT_INVALID", {
		what: "An image in the runner's artifact list cannot be attested yet.",
		got: `${where}, ${quoted(name)}, of kind oci`,
		expected: "files; images come with a later version",
		todo: "Name the files with `subject-path`, and the image with `subject-digest` and `subject-name` in a step of its own."
	});
	if (kind !== "file") throw invalid(`${where}, ${quoted(name)}, of kind ${shown(kind)}`, "kind file or oci");
	return {
		name,
		digest: readDigest(text(entry, "digest") ?? "", `${where}, ${quoted(name)}`)
	};
}
function readDigest(digest, where) {
	const [algorithm = "", hex = "", ...more] = digest.split(":");
	const read = isAlgorithm(algorithm) && more.length === 0 ? hexDigest(algorithm, hex) : void 0;
	if (read === void 0) throw invalid(`${where}: ${quoted(digest, 160)}`, `a digest of ${Object.keys(HEX_LENGTHS).join(", ")} in hex, as sha256:…`);
	return { [algorithm]: read };
}
function shown(value) {
	return typeof value === "string" ? quoted(value, 40) : typeof value === "number" ? String(value) : `(${typeof value})`;
}
function invalid(got, expected) {
	return new WaybillError("INPUT_INVALID", {
		what: `Cannot read ${SOURCE}.`,
		got,
		expected,
		todo: ADVICE
	});
}

// src/subjects/turns.ts
var import__late_node_fs = require__late_node_fs();
/** How long one piece of work may keep the thread, in milliseconds, before what waits on the network gets its turn. */
const TURN = 15;
/** Lets long work leave the thread now and then, and end when it is abandoned. */
var Turns = class {
	#signal;
	#began = performance.now();
	constructor(signal) {
		this.#signal = signal;
	}
	isOver() {
		return performance.now() - this.#began > TURN;
	}
	/** @throws the signal's reason, once it is aborted */
	async next() {
		await setImmediate();
		this.#signal?.throwIfAborted();
		this.#began = performance.now();
	}
};

// src/subjects/hash-workers.ts
const MIB = 1048576;
/** What it costs to open, compare and close a file, as the bytes that are hashed in that time. */
const FILE = MIB / 32;
/** Less work is done by the time that workers have started: 128 MiB, or 4,096 files of any size. */
const WORTHWHILE = 128 * MIB;
/** Sent at once, unless one file is larger: at most 64 files. */
const BATCH = 64 * FILE;
/** Sent ahead to each worker, so that it has work while this thread does something else. */
const AHEAD = 8 * BATCH;
/** Whether there is so much to hash that workers end sooner than this thread alone. Looks no further than it must. */
function isWorthwhile(paths) {
	let total = paths.length * FILE;
	if (total > WORTHWHILE) return true;
	for (const path of paths) {
		total += sizeOf(path);
		if (total > WORTHWHILE) return true;
	}
	return false;
}
/**
* Hashes files in worker threads, the largest first, so that all workers end at about the same time. None is left
* when this ends, however it ends.
*
* @param record gets each file's outcome; what it throws ends the work
* @throws what `record` throws, the signal's reason, and an Error when a worker fails
*/
async function hashInWorkers(paths, count, record, signal) {
	const workers = [];
	const end = () => Promise.all(workers.map(({ worker }) => worker.terminate()));
	const abandon = () => void end();
	signal?.addEventListener("abort", abandon);
	try {
		for (let started = 0; started < count; started += 1) workers.push(startWorker());
		const batches = (await batchesOf(paths, signal)).values();
		await Promise.all(workers.map(({ worker, failed }) => Promise.race([feed(worker, batches, record), failed])));
	} catch (error) {
		signal?.throwIfAborted();
		throw error;
	} finally {
		signal?.removeEventListener("abort", abandon);
		await end();
	}
}
/** With none of this process's variables, which hold tokens, and none of its options. */
function startWorker() {
	const worker = new Worker(workerUrl(import.meta.url), {
		env: {},
		execArgv: [],
		name: "hash"
	});
	const failed = new Promise((_, reject) => {
		worker.once("error", reject);
		worker.once("messageerror", reject);
		worker.once("exit", () => reject(/* @__PURE__ */ new Error("a worker ended before its work")));
	});
	failed.catch(() => void 0);
	return {
		worker,
		failed
	};
}
/** Beside this file in the source; in what is built from it at the root, while this file may be among the chunks. */
function workerUrl(here) {
	if (here.endsWith(".ts")) return new URL("./hash-worker.ts", here);
	return new URL(/\/chunks\/[^/]+$/.test(here) ? "../hash-worker.js" : "./hash-worker.js", here);
}
/** Keeps one worker busy until the batches have run out. */
function feed(worker, batches, record) {
	const sent = [];
	const send = () => {
		while (sent.length === 0 || sent.reduce((sum, { weight }) => sum + weight, 0) < AHEAD) {
			const batch = batches.next();
			if (batch.done === true) break;
			sent.push(batch.value);
			worker.postMessage(batch.value.paths);
		}
		return sent.length > 0;
	};
	return new Promise((resolve, reject) => {
		worker.on("message", (outcomes) => {
			try {
				const paths = sent.shift()?.paths ?? [];
				for (const [index, outcome] of outcomes.entries()) record(paths[index] ?? "", outcome);
				if (!send()) resolve();
			} catch (error) {
				reject(error);
			}
		});
		if (!send()) resolve();
	});
}
async function batchesOf(paths, signal) {
	const turns = new Turns(signal);
	const weighed = [];
	for (const path of paths) {
		if (turns.isOver()) await turns.next();
		weighed.push({
			path,
			weight: FILE + sizeOf(path)
		});
	}
	const batches = [];
	let last;
	for (const { path, weight } of weighed.sort((a, b) => b.weight - a.weight)) {
		if (last === void 0 || last.weight + weight > BATCH) batches.push(last = {
			paths: [],
			weight: 0
		});
		last.paths.push(path);
		last.weight += weight;
	}
	return batches;
}
/** Bytes; of what cannot be looked at none, as it will be refused. */
function sizeOf(path) {
	try {
		return (0, import__late_node_fs.lstatSync)(path).size;
	} catch {
		return 0;
	}
}

// src/subjects/hash.ts
const MOST_WORKERS = 4;
/**
* The SHA-256 of files, none larger than a mebibyte held in memory whole.
*
* @param paths real paths: a link that took a file's place since it was found is not followed
* @returns the digest for each path
* @throws WaybillError SUBJECT_CHANGED for a file that changes while it is read, SUBJECT_UNREADABLE; the signal's reason
*/
async function hashFiles(paths, options = {}) {
	const { signal } = options;
	signal?.throwIfAborted();
	const waiting = [...new Set(paths)];
	const digests = /* @__PURE__ */ new Map();
	const record = (path, outcome) => void digests.set(path, digestOf(path, outcome));
	const workers = Math.min(workersFor(waiting, options), waiting.length);
	if (workers === 0) await hashHere(waiting, record, options);
	else await hashInWorkers(waiting, workers, record, signal).catch((error) => {
		signal?.throwIfAborted();
		throw asWaybillError(error, "Hashing files");
	});
	return digests;
}
/** A file has one worker at most, but even then this thread is free for what waits on the network. */
function workersFor(paths, { workers, opened }) {
	if (opened !== void 0) return 0;
	if (workers !== void 0) return workers;
	const cores = availableParallelism();
	return cores > 1 && isWorthwhile(paths) ? Math.min(cores, MOST_WORKERS) : 0;
}
async function hashHere(paths, record, { opened, signal }) {
	const buffer = Buffer.allocUnsafeSlow(CHUNK);
	const turns = new Turns(signal);
	for (const path of paths) {
		const steps = hashSteps(path, buffer, opened);
		try {
			let step = steps.next();
			for (; step.done !== true; step = steps.next()) if (turns.isOver()) await turns.next();
			record(path, step.value);
		} finally {
			steps.return("");
		}
		if (turns.isOver()) await turns.next();
	}
}
function digestOf(path, outcome) {
	if (typeof outcome !== "string") {
		const { problem, reason, cause } = outcome;
		throw problem === "changed" ? changed(path, reason) : unreadable(path, reason, cause);
	}
	const digest = hexDigest("sha256", outcome);
	if (digest === void 0) throw new TypeError("SHA-256 has another length");
	return digest;
}
function changed(path, got) {
	return new WaybillError("SUBJECT_CHANGED", {
		what: `${quoted(path)} changed while it was hashed.`,
		got,
		expected: "a file that stays as it is until it is attested",
		todo: "Let everything that writes to the file end before this step."
	});
}

// src/subjects/collect.ts
const INPUTS = {
	paths: "`subject-path`",
	digest: "`subject-digest`",
	checksums: "`subject-checksums`",
	base64: "`base64-subjects`",
	artifacts: "the runner's artifact list",
	handed: "`subjects-from`"
};
/**
* Finds the subjects of all requests together, and everything wrong with them that can be known before files are hashed.
* Files come first, sorted by path, then what lists and digests name, in the order given. Equal names with equal digests
* are one subject; the expected count is of what remains. How many fit one statement is not its concern.
*
* Two digests of one name that share no algorithm are one subject's digest set when one list gives both; from two
* sources nothing shows that they are of the same bytes, and that is a conflict.
*
* @throws WaybillError INPUT_INVALID, SUBJECT_NOT_FOUND, SUBJECT_OUTSIDE, SUBJECT_UNREADABLE, CHECKSUMS_INVALID,
*   SUBJECT_CONFLICT for a name with two digests, SUBJECTS_EMPTY, SUBJECT_COUNT
*/
async function findSubjects(requests, options) {
	const workspace = resolve(options.workspace);
	const lists = [];
	for (const [list, request] of requests.entries()) lists.push(await claimsOf(request, list, workspace));
	const listed = [...combine(lists.flat()).values()];
	const files = await findNamedFiles(requests, workspace);
	const names = new Set([...files, ...listed].map(({ name }) => name));
	const { expectedCount, images = 0 } = options;
	if (names.size === 0 && (images === 0 || requests.length > 0)) throw nothing(requests);
	if (expectedCount !== void 0 && names.size + images !== expectedCount) throw miscounted([...names], images, expectedCount);
	return { hash: async (signal) => {
		const hashing = signal === void 0 ? options.hashing : {
			...options.hashing,
			signal
		};
		const [first, ...rest] = [...combine([...await fileClaims(files, hashing), ...listed]).values()].map(({ name, digest }) => ({
			name,
			digest
		}));
		if (first === void 0) throw nothing(requests);
		return {
			subjects: [first, ...rest],
			files: new Map(files.map(({ name, path }) => [name, path]))
		};
	} };
}
async function claimsOf(request, list, workspace) {
	const input = INPUTS[request.kind];
	if (request.kind === "paths") return [];
	if (request.kind === "digest") return [{
		...parseDigest(request.digest, request.name),
		list,
		source: () => input
	}];
	if (request.kind === "handed") return request.subjects.map(({ name, digest, artifact }) => {
		return {
			name,
			digest,
			list: artifact,
			source: () => `the artifact ${artifact}`
		};
	});
	if (request.kind === "artifacts") return (await readArtifactsList(request.path) ?? []).map((subject) => ({
		...subject,
		list,
		source: () => input
	}));
	return (request.kind === "base64" ? parseBase64Subjects(request.input) : await parseChecksumsInput(request.input, workspace)).map(({ name, algorithm, hex, line }) => {
		return {
			name,
			digest: { [algorithm]: hex },
			list,
			source: () => `${input} line ${line}`
		};
	});
}
async function findNamedFiles(requests, workspace) {
	const renamed = [];
	const found = [];
	for (const request of requests) {
		if (request.kind !== "paths") continue;
		const files = await findFiles$1(request.patterns, workspace);
		if (request.name === void 0) found.push(files);
		else renamed.push(rename$1(files, request.name));
	}
	const named = [...renamed, ...nameFiles(found.flat(), workspace)];
	for (const { name, path } of named) {
		const problem = nameProblem(name);
		if (problem !== void 0) throw unreadable(path, problem);
	}
	return named;
}
function rename$1(files, name) {
	const [file, another] = files;
	if (file === void 0 || another !== void 0) {
		const got = `a name for ${files.length} files`;
		throw invalidInput("subject-name", got, "`subject-path` that selects one file");
	}
	return {
		...file,
		name: subjectName(name)
	};
}
async function fileClaims(files, hashing) {
	const digests = await hashFiles(files.map(({ real }) => real), hashing);
	return files.flatMap(({ name, path, real }) => {
		const sha256 = digests.get(real);
		if (sha256 === void 0) return [];
		return [{
			name,
			digest: { sha256 },
			list: -1,
			source: () => `the file ${quoted(path)}`
		}];
	});
}
/** One claim for each name, in the order in which names first appear. */
function combine(claims) {
	const byName = /* @__PURE__ */ new Map();
	for (const claim of claims) {
		const known = byName.get(claim.name);
		byName.set(claim.name, known === void 0 ? claim : {
			...known,
			digest: joined(known, claim)
		});
	}
	return byName;
}
function joined(known, claim) {
	const shared = digestEntries(claim.digest).filter(([algorithm]) => known.digest[algorithm] !== void 0);
	const agree = shared.every(([algorithm, hex]) => known.digest[algorithm] === hex);
	if (!agree || shared.length === 0 && known.list !== claim.list) throw new WaybillError("SUBJECT_CONFLICT", {
		what: `The subject ${quoted(known.name)} has two digests.`,
		got: `${digestText(known.digest)} by ${known.source()}, ${digestText(claim.digest)} by ${claim.source()}`,
		expected: agree ? "digests of one algorithm, or both in one checksum list" : "one digest for each name",
		todo: "Name each subject once, or give different files different names."
	});
	return Object.fromEntries(digestEntries({
		...known.digest,
		...claim.digest
	}));
}
function miscounted(names, images, expected) {
	const shown = names.slice(0, 10).map((name) => quoted(name, 60));
	if (names.length > shown.length) shown.push(`and ${names.length - shown.length} more`);
	return new WaybillError("SUBJECT_COUNT", {
		what: "The number of subjects is not the one expected.",
		got: `${names.length + images}: ${[...shown, ...images === 0 ? [] : [`${images} in \`images\``]].join(", ")}`,
		expected: `${expected}, the input \`expected-count\``,
		todo: "Find out which file is missing or too many, or correct `expected-count`."
	});
}
function nothing(requests) {
	const given = requests.map(({ kind }) => INPUTS[kind]).join(", ");
	return new WaybillError("SUBJECTS_EMPTY", {
		what: "There is nothing to attest.",
		got: given === "" ? "no input that names subjects" : `no subject in ${given}`,
		expected: "at least one file or digest",
		todo: "Give `subject-path`, `subject-checksums`, `base64-subjects`, or `subject-digest` with `subject-name`."
	});
}

// src/attest.ts
/**
* The step. Whatever it gets done stands in `progress`, also when it throws.
* @returns false when there was nothing to do: no token, and `on-missing-token: skip`
*/
async function attest(asked, job, ports, progress) {
	assertAddresses(job);
	const trust = await readTrust(asked);
	const given = await readGivenPredicates(asked, job.workspace);
	const patience = new Patience(asked.maxWait, ports.clock);
	const net = http(ports.fetcher, patience);
	const artifacts = openHandover(asked, net, job, ports);
	const { publish } = asked.handover;
	if (publish !== void 0 && artifacts !== void 0) {
		const { publishOnly } = await import("./publish-only.js");
		return await publishOnly(publish, {
			patience,
			net,
			trust,
			artifacts
		}, {
			inputs: asked,
			job,
			ports,
			progress,
			given
		});
	}
	const inputs = await withHandedOver(asked, artifacts);
	const found = await findFiles(inputs, job);
	const world = {
		inputs,
		job,
		ports,
		progress,
		given
	};
	if (inputs.handover.collectOnly && artifacts !== void 0) {
		const { collectOnly } = await import("./collect-only.js");
		return await collectOnly(found, artifacts, net, world);
	}
	if (inputs.dryRun) {
		const { dryRun } = await import("./dry-run.js");
		return await dryRun(found, artifacts, world);
	}
	if (job.tokenRequest === void 0) return await withoutToken(world);
	const issuer = inputs.oidcIssuer ?? issuerOf(job.serverUrl);
	const identity = quietly(obtainIdentity(job.tokenRequest, issuer, {
		http: net,
		mask: ports.mask,
		now: () => ports.clock.now()
	}));
	const abandoned = new AbortController();
	const hashing = quietly(found === void 0 ? Promise.resolve(void 0) : found.hash(abandoned.signal));
	try {
		const { signRun } = await import("./signing.js");
		await signRun({
			patience,
			net,
			trust,
			artifacts,
			identity,
			hashing
		}, world);
	} finally {
		abandoned.abort();
	}
	return true;
}
/** The run's workflow artifacts, where the inputs have to do with them. */
function openHandover({ handover, dryRun }, net, job, ports) {
	const { collectOnly, subjectsFromArtifacts, subjectsFile, bundlesArtifact } = handover;
	const fetches = subjectsFromArtifacts || subjectsFile !== void 0;
	const stores = bundlesArtifact !== void 0 && (!dryRun || job.artifactService !== void 0);
	if (!collectOnly && !fetches && !stores) return void 0;
	return openArtifacts(job.artifactService, net, ports.mask);
}
/** The inputs, with what other jobs stored. */
async function withHandedOver(inputs, artifacts) {
	const { subjectsFromArtifacts, subjectsFile } = inputs.handover;
	if (artifacts === void 0) return inputs;
	const named = subjectsFile === void 0 ? inputs : await withSubjectsFile(inputs, subjectsFile, artifacts);
	return subjectsFromArtifacts ? await withCollected(named, artifacts) : named;
}
/** Files and digests; undefined where images alone are attested. */
async function findFiles(inputs, job) {
	const { subjects, images, expectedCount } = inputs;
	const found = await findSubjects(subjects, {
		workspace: job.workspace,
		images: images.length,
		...expectedCount === void 0 ? {} : { expectedCount }
	});
	return subjects.length === 0 ? void 0 : found;
}
/** Few runs bring files of their own; what reads them is heavy. */
async function readTrust(inputs) {
	if (inputs.trustedRoot === void 0 && inputs.signingConfig === void 0) return {
		root: void 0,
		config: void 0
	};
	const { readGivenTrust } = await import("./trust.js");
	return await readGivenTrust(inputs);
}
async function withoutToken({ inputs, job, ports, progress }) {
	const missing = missingToken(job.eventName, await ports.readEvent());
	if (inputs.onMissingToken === "fail") throw missing;
	const text = `${missing.parts.what} Nothing was signed, as \`on-missing-token: skip\` asks.`;
	progress.notices.push({
		severity: "notice",
		text
	});
	return false;
}
/** An error of a promise that is awaited later is not "unhandled" until then. */
function quietly(promise) {
	promise.catch(() => void 0);
	return promise;
}

export { attest as t };
