// src/intoto/naming.ts
const SUFFIX = ".intoto.jsonl";
/** Room for a kind, a number and the suffix within the 255 bytes that file systems allow. */
const MOST_BASE_BYTES = 200;
/** What a file of these subjects is called after: the subject when there is one, `multiple` when there are more. */
function baseName(subjects) {
	const [only] = subjects;
	return subjects.length === 1 ? only.name : "multiple";
}
/**
* A file name for each statement of a run, none twice, also where case does not count and in a release's assets.
* Provenance is `<base>.intoto.jsonl`, another kind `<base>.<kind>.intoto.jsonl`; a name already taken, as by the first
* part of a statement that was split, gets `.2`, `.3` and so on before `.intoto.jsonl`. The run's first provenance, of
* whichever version, has no kind in its name.
*
* @param provenanceName the whole name of the first provenance; without its suffix, the base of all others
*/
function fileNames(files, provenanceName) {
	const givenBase = provenanceName?.replace(/\.?intoto\.jsonl$/, "");
	const first = files.findIndex(({ kind }) => kind === "provenance" || kind === "slsa02");
	const firstKind = files[first]?.kind;
	const taken = /* @__PURE__ */ new Set();
	const counts = /* @__PURE__ */ new Map();
	if (provenanceName !== void 0 && first >= 0) take(provenanceName, taken);
	return files.map(({ kind, base }, index) => {
		if (index === first && provenanceName !== void 0) return provenanceName;
		const stem = safeBase(givenBase ?? base);
		const wanted = kind === firstKind || kind === "provenance" ? stem : `${stem}.${kind}`;
		for (let count = (counts.get(wanted) ?? 0) + 1;; count += 1) {
			const name = `${wanted}${count === 1 ? "" : `.${count}`}${SUFFIX}`;
			counts.set(wanted, count);
			if (take(name, taken)) return name;
		}
	});
}
function take(name, taken) {
	const keys = collisionKeys(name);
	if (keys.some((key) => taken.has(key))) return false;
	for (const key of keys) taken.add(key);
	return true;
}
/** Two names of which one of these keys is equal may become one file, or one asset of a release. */
function collisionKeys(name) {
	return [`file ${name.normalize("NFKC").toUpperCase().toLowerCase()}`, `asset ${name.replaceAll(/[^A-Za-z0-9_@+-]+/g, ".").replace(/^\./, "default.").replace(/\.$/, "").toLowerCase()}`];
}
/** What a subject is called in a file's name. */
function safeBase(base) {
	const safe = base.replaceAll(/[/\\:]+/g, "-").replaceAll(/[<>"|?*\p{C}]/gu, "_").replace(/^[.-]+/, "").replace(/^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)/i, "_$&");
	return cut(safe === "" ? "artifact" : safe);
}
function cut(text) {
	let bytes = 0;
	let kept = "";
	for (const char of text) {
		bytes += Buffer.byteLength(char);
		if (bytes > MOST_BASE_BYTES) break;
		kept += char;
	}
	return kept;
}

export { fileNames as n, safeBase as r, baseName as t };
