import { i as http } from "./http.js";
import { t as Patience } from "./patience.js";
import { a as isForkPullRequest, n as issuerOf, o as assertAddresses, r as readGivenPredicates } from "./universal-user-agent.js";
import { a as text, d as kindOf, l as WaybillError, n as isRecord } from "./project.js";
import { r as obtainIdentity } from "./claims.js";
import { a as hexDigest, i as digestEntries, n as HEX_LENGTHS, o as isAlgorithm } from "./statement.js";
import { c as nameFiles, d as slashed, f as readJson, l as nameProblem, o as compareCodeUnits, s as isInside, u as quoted } from "./jsontext.js";
import { a as parseBase64Subjects, i as subjectName, n as invalidInput, o as parseChecksumsInput, r as parseDigest, t as digestText } from "./checksums.js";
import { lstat, readFile, readdir, realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, parse, posix, relative, resolve, sep, win32 } from "node:path";
import { promisify } from "node:util";
import { createHash, hash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, read, readSync, statSync } from "node:fs";
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

// src/subjects/glob.ts
const MOST_ALTERNATIVES = 1024;
/**
* The globs that a pattern stands for: one for each choice of its braces. `.` and empty parts are dropped, `..` is a
* literal for the caller to resolve.
*
* @throws WaybillError INPUT_INVALID for a range such as `[z-a]`, or far too many braces
*/
function compileGlob(pattern, options) {
	return expandBraces(pattern, options).map((text) => {
		const { root, names } = splitNames(text, options);
		if (names.at(-1) === "**") names.push("*");
		return {
			root,
			parts: names.map((name) => compileName(name, pattern, options)),
			...options
		};
	});
}
/** The glob that matches this one path and what lies below it, whatever its characters. */
function literalGlob(path, options) {
	const { root, names } = splitNames(path, options);
	return {
		root,
		parts: names.map((name) => ({
			kind: "literal",
			name
		})),
		...options
	};
}
function startState(glob) {
	return close(glob, [0]);
}
/** The state after one more name of a path; empty when nothing that begins so can match. */
function step(glob, state, name) {
	const next = [];
	const passes = glob.hidden || !name.startsWith(".");
	for (const index of state) {
		const part = glob.parts[index];
		if (part === void 0 || part.kind === "folders") {
			if (passes) next.push(index);
		} else if (matches(part, name, glob.windows)) next.push(index + 1);
	}
	return close(glob, next);
}
function accepts(glob, state) {
	return state.includes(glob.parts.length);
}
function matches(part, name, windows) {
	if (part.kind === "wildcard") return part.test.test(name);
	return windows ? part.name.toLowerCase() === name.toLowerCase() : part.name === name;
}
/** `**` may also match no folder at all: its successor is open wherever it is. */
function close(glob, indexes) {
	const closed = /* @__PURE__ */ new Set();
	for (let index of indexes) {
		closed.add(index);
		while (glob.parts[index]?.kind === "folders") closed.add(index += 1);
	}
	return [...closed].sort((a, b) => a - b);
}
function splitNames(text, options) {
	const system = options.windows ? win32 : posix;
	const root = system.isAbsolute(text) ? system.parse(text).root : "";
	return {
		root,
		names: text.slice(root.length).split(options.windows ? /[\\/]/ : "/").filter((name) => name !== "" && name !== ".")
	};
}
function expandBraces(pattern, options) {
	const done = [];
	const open = [pattern];
	for (let text = open.pop(); text !== void 0; text = open.pop()) {
		const choice = firstChoice(text, options);
		if (choice === void 0) done.push(text);
		else open.push(...choice);
		if (done.length + open.length > MOST_ALTERNATIVES) throw badPattern(pattern, `braces for more than ${MOST_ALTERNATIVES} alternatives`);
	}
	return done;
}
/** The text once for each choice of its first braces that hold a comma; undefined when none do. */
function firstChoice(text, options) {
	for (let start = 0; start < text.length; start += 1) if (text[start] === "\\" && !options.windows) start += 1;
	else if (text[start] === "{") {
		const cuts = bracesAt(text, start, options);
		const end = cuts?.at(-1);
		if (cuts === void 0 || end === void 0 || cuts.length < 3) continue;
		return cuts.slice(1).map((cut, index) => {
			const from = (cuts[index] ?? start) + 1;
			return text.slice(0, start) + text.slice(from, cut) + text.slice(end + 1);
		});
	}
}
/** The places of the opening brace, its own commas and its closing brace; undefined when it is never closed. */
function bracesAt(text, start, options) {
	const cuts = [start];
	let depth = 0;
	for (let at = start; at < text.length; at += 1) if (text[at] === "\\" && !options.windows) at += 1;
	else if (text[at] === "{") depth += 1;
	else if (text[at] === "," && depth === 1) cuts.push(at);
	else if (text[at] === "}" && (depth -= 1) === 0) return [...cuts, at];
}
function compileName(name, pattern, options) {
	if (name === "**") return { kind: "folders" };
	let source = "";
	let literal = "";
	let wild = false;
	for (let at = 0; at < name.length; at += 1) {
		const char = name[at] ?? "";
		const set = char === "[" ? characterSet(name, at) : void 0;
		if (char === "*" || char === "?" || set !== void 0) {
			wild = true;
			if (char === "?") source += ".";
			else if (set !== void 0) source += set.source;
			else if (!source.endsWith(".*")) source += ".*";
			if (set !== void 0) at = set.end;
		} else {
			const escaped = char === "\\" && !options.windows && at + 1 < name.length;
			if (escaped) at += 1;
			const plain = escaped ? name[at] ?? "" : char;
			literal += plain;
			source += plain.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
		}
	}
	if (!wild) return {
		kind: "literal",
		name: literal
	};
	const unlessHidden = options.hidden || source.startsWith("\\.") ? "" : "(?!\\.)";
	try {
		return {
			kind: "wildcard",
			test: new RegExp(`^${unlessHidden}${source}$`, options.windows ? "isu" : "su")
		};
	} catch (cause) {
		throw badPattern(pattern, `${quoted(name)}, a range that ends before it begins`, cause);
	}
}
/** `[…]` as a regular expression's set, with the place of its closing bracket; undefined when it is never closed. */
function characterSet(name, start) {
	const negated = name[start + 1] === "!" || name[start + 1] === "^";
	const first = start + (negated ? 2 : 1);
	const end = name.indexOf("]", first + 1);
	if (end < 0) return void 0;
	const set = name.slice(first, end).replace(/[\\^[\]]/g, "\\$&");
	return {
		source: `[${negated ? "^" : ""}${set}]`,
		end
	};
}
function badPattern(pattern, got, cause) {
	return new WaybillError("INPUT_INVALID", {
		what: `The pattern ${quoted(pattern)} of the input \`subject-path\` cannot be read.`,
		got,
		expected: "a path or a glob of `*`, `?`, `[a-z]`, `**` and `{a,b}`",
		todo: "Correct the pattern, or list the files.",
		...cause === void 0 ? {} : { cause }
	});
}

// src/subjects/walk.ts
/** The names of an absolute path, its root first. */
function pathNames(path) {
	const { root } = parse(path);
	return [root, ...path.slice(root.length).split(sep).filter((name) => name !== "")];
}
/**
* The files that a plan selects; a folder selected contributes the files below it. Links are followed. Nothing that the
* plan selects is left out silently: what cannot be read, or lies outside the boundary, is an error.
*
* A folder that links make reachable in several ways is read once for each way of matching what it holds, its own path
* first; so cycles end, and every file is found under each of its base names.
*
* @throws WaybillError SUBJECT_OUTSIDE for a link that leaves the boundary; SUBJECT_UNREADABLE for a folder that cannot
*   be read, a link to nothing, and for what is neither a file nor a folder
*/
async function walk(plan) {
	const found = [];
	const own = [];
	const linked = [];
	const visited = /* @__PURE__ */ new Set();
	const admit = (place) => {
		const selected = accepts(plan.glob, place.state);
		if (place.kind !== "folder" && !selected) return;
		if (place.kind === "dangling") throw unreadable(place.path, "a symbolic link that leads nowhere");
		if (!isInside(plan.boundary, place.real)) throw outside(place, plan);
		if (place.kind === "other") throw unreadable(place.path, "neither a file nor a folder");
		if (place.kind === "file") found.push({
			path: place.path,
			real: place.real
		});
		else (place.linked ? linked : own).push(place);
	};
	const base = await basePlace(plan);
	if (base !== void 0) admit(base);
	for (let folder = own.pop() ?? linked.pop(); folder !== void 0; folder = own.pop() ?? linked.pop()) {
		const key = [
			folder.real,
			folder.state.join(),
			...folder.excluded.map((state) => state.join())
		].join("\0");
		if (visited.has(key)) continue;
		visited.add(key);
		for (const place of await placesIn(folder, plan)) admit(place);
	}
	return found;
}
async function basePlace(plan) {
	const excluded = plan.excludes.map((glob) => pathNames(plan.base).reduce((state, name) => step(glob, state, name), startState(glob)));
	if (isExcluded(plan.excludes, excluded)) return void 0;
	try {
		await lstat(plan.base);
	} catch (error) {
		const code = kindOf(error);
		if (code === "ENOENT" || code === "ENOTDIR") return void 0;
		throw unreadable(plan.base, code, error);
	}
	return {
		...await follow(plan.base),
		linked: false,
		state: startState(plan.glob),
		excluded
	};
}
async function placesIn(folder, plan) {
	const entries = await readdir(folder.path, { withFileTypes: true }).catch((error) => {
		throw unreadable(folder.path, kindOf(error), error);
	});
	const places = [];
	for (const entry of entries) {
		const state = step(plan.glob, folder.state, entry.name);
		if (state.length === 0) continue;
		const excluded = plan.excludes.map((glob, index) => step(glob, folder.excluded[index] ?? [], entry.name));
		if (isExcluded(plan.excludes, excluded)) continue;
		const path = join(folder.path, entry.name);
		const place = entry.isSymbolicLink() ? {
			...await follow(path),
			linked: true
		} : {
			path,
			real: join(folder.real, entry.name),
			kind: kindOfEntry(entry),
			linked: folder.linked
		};
		places.push({
			...place,
			state,
			excluded
		});
	}
	return places;
}
function isExcluded(excludes, states) {
	return excludes.some((glob, index) => accepts(glob, states[index] ?? []));
}
/** What stands at the end of every link on the way. */
async function follow(path) {
	try {
		const real = await realpath(path);
		return {
			path,
			real,
			kind: kindOfEntry(await stat(real))
		};
	} catch (error) {
		const code = kindOf(error);
		if (code === "ENOENT" || code === "ELOOP" || code === "ENOTDIR") return {
			path,
			real: path,
			kind: "dangling"
		};
		throw unreadable(path, code, error);
	}
}
function kindOfEntry(entry) {
	if (entry.isFile()) return "file";
	return entry.isDirectory() ? "folder" : "other";
}
function outside(place, plan) {
	return new WaybillError("SUBJECT_OUTSIDE", {
		what: `${quoted(place.path)} leads out of ${plan.boundaryName}.`,
		got: `a ${place.kind} at ${quoted(place.real)}`,
		expected: `a path in ${quoted(plan.boundary)}`,
		todo: "Copy what it leads to into the workspace, name it by its absolute path, or exclude it with `!` and its path."
	});
}
/** The error for a subject that cannot be read, with the reason in our words or the system's code. */
function unreadable(path, reason, cause) {
	return new WaybillError("SUBJECT_UNREADABLE", {
		what: `${quoted(path)} cannot be read.`,
		got: reason,
		expected: "a regular file, or a folder, that this step may read",
		todo: "Correct the path or its permissions, or exclude it with `!` and its path.",
		...cause === void 0 ? {} : { cause }
	});
}

// src/subjects/files.ts
const WINDOWS = process.platform === "win32";
/** Hidden files are subjects only when named; an exclude leaves them out however it is written. */
const INCLUDE = {
	hidden: false,
	windows: WINDOWS
};
const EXCLUDE = {
	hidden: true,
	windows: WINDOWS
};
const MOST_LISTED = 10;
/**
* The regular files that the patterns select, sorted by path, each path once.
*
* A folder contributes the files below it; names that begin with a dot only where the pattern names the dot. Relative
* patterns must stay in the workspace; an absolute pattern may name another folder, whose links must then stay in it.
*
* @param workspace the folder that relative patterns start from
* @throws WaybillError SUBJECT_NOT_FOUND when a pattern selects no file, SUBJECT_OUTSIDE, SUBJECT_UNREADABLE,
*   INPUT_INVALID for a pattern that cannot be read
*/
async function findFiles(patterns, workspace) {
	const home = {
		path: resolve(workspace),
		real: await realFolder(resolve(workspace))
	};
	const excludes = patterns.exclude.flatMap((pattern) => globsOf(pattern, EXCLUDE).map((glob) => whole(glob, pattern, home)));
	const found = /* @__PURE__ */ new Map();
	const missing = [];
	for (const pattern of patterns.include) {
		const plans = globsOf(pattern, INCLUDE).map((glob) => anchor(glob, pattern, home));
		let matched = false;
		for (const { base, rest, absolute } of plans) {
			const boundary = await boundaryOf(base, absolute, pattern, home);
			for (const file of await walk({
				base,
				glob: rest,
				excludes,
				...boundary
			})) {
				matched = true;
				found.set(file.path, file);
			}
		}
		const [first] = plans;
		if (!matched && first !== void 0) missing.push({
			pattern,
			base: first.base
		});
	}
	if (missing.length > 0) throw await notFound(missing, home);
	return [...found.values()].sort((a, b) => compareCodeUnits(slashed(a.path), slashed(b.path)));
}
async function realFolder(path) {
	return await realpath(path).catch((error) => {
		throw new WaybillError("SUBJECT_NOT_FOUND", {
			what: `The working directory ${quoted(path)} cannot be read.`,
			got: kindOf(error),
			todo: "Check the repository out, or build, before this step.",
			cause: error
		});
	});
}
/** The globs of a pattern, and the pattern as the plain path of a file whose name holds wildcard characters. */
function globsOf(pattern, options) {
	const globs = compileGlob(pattern, options);
	const plain = /[*?[{\\]/.test(pattern) ? [literalGlob(pattern, options)] : [];
	return [...globs, ...plain];
}
function anchor(glob, pattern, home) {
	const wild = glob.parts.findIndex((part) => part.kind !== "literal");
	const count = wild < 0 ? glob.parts.length : wild;
	const leading = glob.parts.slice(0, count).flatMap((part) => part.kind === "literal" ? [part.name] : []);
	const parts = glob.parts.slice(count);
	if (parts.some((part) => part.kind === "literal" && part.name === "..")) throw new WaybillError("INPUT_INVALID", {
		what: `The pattern ${quoted(pattern)} of the input \`subject-path\` cannot be read.`,
		got: "`..` after a wildcard",
		expected: "`..` only before the first wildcard",
		todo: "Write the pattern without `..`."
	});
	const named = resolve(glob.root === "" ? home.path : glob.root, ...leading);
	return {
		base: !isInside(home.path, named) && isInside(home.real, named) ? join(home.path, relative(home.real, named)) : named,
		rest: {
			...glob,
			parts
		},
		absolute: glob.root !== ""
	};
}
/** The glob over whole absolute paths, as excludes are matched. */
function whole(glob, pattern, home) {
	const { base, rest } = anchor(glob, pattern, home);
	return {
		...glob,
		parts: [...pathNames(base).map((name) => ({
			kind: "literal",
			name
		})), ...rest.parts]
	};
}
async function boundaryOf(base, absolute, pattern, home) {
	if (isInside(home.path, base)) return {
		boundary: home.real,
		boundaryName: "the workspace"
	};
	if (!absolute) throw new WaybillError("SUBJECT_OUTSIDE", {
		what: `The pattern ${quoted(pattern)} leaves the workspace.`,
		got: quoted(base),
		expected: `a path in ${quoted(home.path)}`,
		todo: "Name a folder outside the workspace by its absolute path."
	});
	const folder = await readdir(base).then(() => true, () => false) ? base : dirname(base);
	return {
		boundary: await realpath(folder).catch(() => folder),
		boundaryName: `the folder ${quoted(folder)}`
	};
}
async function notFound(missing, home) {
	const names = missing.map(({ pattern }) => quoted(pattern));
	const listed = [];
	for (const { base } of missing.slice(0, 3)) {
		const text = await whatIsThere(base, home);
		if (!listed.includes(text)) listed.push(text);
	}
	return new WaybillError("SUBJECT_NOT_FOUND", {
		what: `${names.slice(0, MOST_LISTED).join(", ")} of the input \`subject-path\` ${names.length === 1 ? "selects" : "select"} no file.`,
		got: listed.join("; "),
		expected: `at least one file for each pattern, looked for from the working directory ${quoted(home.path)}`,
		todo: "Correct the pattern, or build before this step. Hidden files are found only when the pattern names the dot, and `!` leaves files out."
	});
}
/** The nearest folder that exists on the way to a path, and what it holds. */
async function whatIsThere(base, home) {
	const last = isInside(home.path, base) ? home.path : parse(base).root;
	for (let folder = base;; folder = dirname(folder)) {
		const entries = await readdir(folder, { withFileTypes: true }).catch(() => void 0);
		if (entries !== void 0) {
			const names = entries.map((entry) => entry.isDirectory() ? `${entry.name}/` : entry.name);
			names.sort((a, b) => Number(a.startsWith(".")) - Number(b.startsWith(".")) || compareCodeUnits(a, b));
			const shown = names.slice(0, MOST_LISTED).map((name) => quoted(name, 60));
			if (names.length > MOST_LISTED) shown.push(`and ${names.length - MOST_LISTED} more`);
			return `${quoted(folder)} holds ${shown.length === 0 ? "nothing" : shown.join(", ")}`;
		}
		if (folder === last || !isAbsolute(folder)) return `${quoted(folder)} cannot be read`;
	}
}

// src/subjects/hash.ts
const readAsync = promisify(read);
/** Read at a time. Files up to this size are read in one blocking call: five times faster for thousands of them. */
const CHUNK = 1048576;
/** How long small files may keep the thread, in milliseconds, before what waits on the network gets its turn. */
const TURN = 15;
/**
* The SHA-256 of files, several read at once, none larger than a mebibyte held in memory whole.
*
* @param paths real paths: a link that took a file's place since it was found is not followed
* @returns the digest for each path
* @throws WaybillError SUBJECT_CHANGED for a file that changes while it is read, SUBJECT_UNREADABLE
*/
async function hashFiles(paths, options = {}) {
	const waiting = new Set(paths);
	const digests = /* @__PURE__ */ new Map();
	const work = async () => {
		const buffers = [Buffer.allocUnsafeSlow(CHUNK), Buffer.allocUnsafeSlow(CHUNK)];
		let turn = performance.now();
		for (const path of waiting) {
			waiting.delete(path);
			try {
				digests.set(path, await hashFile(path, buffers, options));
			} catch (error) {
				waiting.clear();
				throw error instanceof WaybillError ? error : unreadable(path, kindOf(error), error);
			}
			if (performance.now() - turn > TURN) {
				await setImmediate();
				turn = performance.now();
			}
		}
	};
	const lanes = Math.min(options.atOnce ?? Math.min(availableParallelism(), 4), waiting.size);
	const results = await Promise.allSettled(Array.from({ length: lanes }, work));
	for (const result of results) if (result.status === "rejected") throw result.reason;
	return digests;
}
async function hashFile(path, buffers, options) {
	const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
	try {
		const before = fstatSync(file, { bigint: true });
		if (!before.isFile()) throw unreadable(path, "no longer a regular file");
		options.opened?.(path);
		const { hex, length } = before.size < CHUNK ? hashSmall(file, buffers[0]) : await hashLarge(file, buffers);
		const difference = differenceOf(before, path, length);
		if (difference !== void 0) throw changed(path, difference);
		const digest = hexDigest("sha256", hex);
		if (digest === void 0) throw new TypeError("SHA-256 has another length");
		return digest;
	} finally {
		closeSync(file);
	}
}
/** A file smaller than the buffer; of one that has grown meanwhile the buffer's length is hashed, and told. */
function hashSmall(file, buffer) {
	let length = 0;
	for (let got = -1; got !== 0 && length < buffer.length; length += got) got = readSync(file, buffer, length, buffer.length - length, length);
	return {
		hex: hash("sha256", buffer.subarray(0, length)),
		length
	};
}
/** Hashes one buffer while the next is read. */
async function hashLarge(file, [one, other]) {
	const hashing = createHash("sha256");
	let [current, next] = [one, other];
	let length = 0;
	let reading = readAsync(file, current, 0, CHUNK, 0);
	for (let got = (await reading).bytesRead; got > 0; got = (await reading).bytesRead) {
		length += got;
		reading = readAsync(file, next, 0, CHUNK, length);
		hashing.update(current.subarray(0, got));
		[current, next] = [next, current];
	}
	return {
		hex: hashing.digest("hex"),
		length
	};
}
/** What changed since the file was opened; asked of the path, so that a file put in its place is seen too. */
function differenceOf(before, path, length) {
	const after = statSync(path, {
		bigint: true,
		throwIfNoEntry: false
	});
	if (after === void 0) return "the file was removed";
	if (after.dev !== before.dev || after.ino !== before.ino) return "another file took its place";
	if (after.size !== before.size) return `${before.size} bytes before, ${after.size} after`;
	if (BigInt(length) !== before.size) return `${before.size} bytes by its size, ${length} bytes read`;
	if (after.mtimeNs !== before.mtimeNs || after.ctimeNs !== before.ctimeNs) return "it was written to";
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
	artifacts: "the runner's artifact list"
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
	if (names.size === 0) throw nothing(requests);
	if (options.expectedCount !== void 0 && names.size !== options.expectedCount) throw miscounted([...names], options.expectedCount);
	return { hash: async () => {
		const [first, ...rest] = [...combine([...await fileClaims(files, options.hashing), ...listed]).values()].map(({ name, digest }) => ({
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
		const files = await findFiles(request.patterns, workspace);
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
function miscounted(names, expected) {
	const shown = names.slice(0, 10).map((name) => quoted(name, 60));
	if (names.length > shown.length) shown.push(`and ${names.length - shown.length} more`);
	return new WaybillError("SUBJECT_COUNT", {
		what: "The number of subjects is not the one expected.",
		got: `${names.length}: ${shown.join(", ")}`,
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
async function attest(inputs, job, ports, progress) {
	assertAddresses(job);
	const trust = await readTrust(inputs);
	const given = await readGivenPredicates(inputs, job.workspace);
	const found = await findSubjects(inputs.subjects, {
		workspace: job.workspace,
		...inputs.expectedCount === void 0 ? {} : { expectedCount: inputs.expectedCount }
	});
	const world = {
		inputs,
		job,
		ports,
		progress,
		given
	};
	if (inputs.dryRun) {
		const { dryRun } = await import("./dry-run.js");
		return await dryRun(found, world);
	}
	if (job.tokenRequest === void 0) return await withoutToken(world);
	const patience = new Patience(inputs.maxWait, ports.clock);
	const net = http(ports.fetcher, patience);
	const issuer = inputs.oidcIssuer ?? issuerOf(job.serverUrl);
	const identity = quietly(obtainIdentity(job.tokenRequest, issuer, {
		http: net,
		mask: ports.mask,
		now: () => ports.clock.now()
	}));
	const hashing = quietly(found.hash());
	const { signRun } = await import("./signing.js");
	await signRun({
		patience,
		net,
		trust,
		identity,
		hashing
	}, world);
	return true;
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

export { findFiles as n, attest as t };
