import { basename, isAbsolute, relative, sep } from "node:path";

// src/subjects/names.ts
/** What must not stand in a name that people read: control characters, line separators, halves of a surrogate pair. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;
/** Why the text cannot name a subject, or undefined when it can. */
function nameProblem(name) {
	if (name.trim() === "") return "the name is empty";
	if (UNPRINTABLE.test(name)) return "the name holds a control character";
}
/** A path as statements name it, with `/` whatever the system's separator. */
function slashed(path) {
	return sep === "/" ? path : path.replaceAll(sep, "/");
}
/** Whether the path is the folder or lies in it, by their texts alone: links are the caller's concern. */
function isInside(folder, path) {
	const way = relative(folder, path);
	return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
/**
* Names for files: the base name, or where different files share a base name, for each of them its path relative to the
* workspace with `/` (outside the workspace: its absolute path).
*
* Two base names of one file (`lib.so` and its link `lib.so.1`) stay two subjects, as both are published. One file met
* twice under one base name (`v1.2/app` and `latest/app`, a link to `v1.2`) is one subject: the one listed first.
*/
function nameFiles(files, workspace) {
	const byBase = /* @__PURE__ */ new Map();
	for (const file of files) {
		const base = basename(file.path);
		const sharing = byBase.get(base) ?? /* @__PURE__ */ new Map();
		if (!sharing.has(file.real)) sharing.set(file.real, file);
		byBase.set(base, sharing);
	}
	const named = [];
	for (const [base, sharing] of byBase) for (const file of sharing.values()) named.push({
		...file,
		name: sharing.size === 1 ? base : longName(file.path, workspace)
	});
	return named.sort((a, b) => compareCodeUnits(slashed(a.path), slashed(b.path)));
}
function longName(path, workspace) {
	return slashed(isInside(workspace, path) ? relative(workspace, path) : path);
}
/** Order by UTF-16 code unit: the same on every machine, whatever its locale. */
function compareCodeUnits(a, b) {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}

export { slashed as a, nameProblem as i, isInside as n, nameFiles as r, compareCodeUnits as t };
