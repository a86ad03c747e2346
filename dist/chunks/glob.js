import { J as isInside, Z as slashed, at as quoted, dt as WaybillError, pt as kindOf, q as compareCodeUnits } from "./base.js";
import { lstat, readdir, realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, parse, posix, relative, resolve, sep, win32 } from "node:path";

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
		if (done.length + open.length > MOST_ALTERNATIVES) throw badPattern(pattern, options, `braces for more than ${MOST_ALTERNATIVES} alternatives`);
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
		throw badPattern(pattern, options, `${quoted(name)}, a range that ends before it begins`, cause);
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
function badPattern(pattern, { input = "subject-path" }, got, cause) {
	return new WaybillError("INPUT_INVALID", {
		what: `The pattern ${quoted(pattern)} of the input \`${input}\` cannot be read.`,
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
* @param input where the patterns were given, for errors
* @throws WaybillError SUBJECT_NOT_FOUND when a pattern selects no file, SUBJECT_OUTSIDE, SUBJECT_UNREADABLE,
*   INPUT_INVALID for a pattern that cannot be read
*/
async function findFiles(patterns, workspace, input = "subject-path") {
	const home = {
		path: resolve(workspace),
		real: await realFolder(resolve(workspace)),
		input
	};
	const excludes = patterns.exclude.flatMap((pattern) => globsOf(pattern, {
		...EXCLUDE,
		input
	}).map((glob) => whole(glob, pattern, home)));
	const found = /* @__PURE__ */ new Map();
	const missing = [];
	for (const pattern of patterns.include) {
		const plans = globsOf(pattern, {
			...INCLUDE,
			input
		}).map((glob) => anchor(glob, pattern, home));
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
		what: `The pattern ${quoted(pattern)} of the input \`${home.input}\` cannot be read.`,
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
		what: `${names.slice(0, MOST_LISTED).join(", ")} of the input \`${home.input}\` ${names.length === 1 ? "selects" : "select"} no file.`,
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

export { unreadable as n, findFiles as t };
