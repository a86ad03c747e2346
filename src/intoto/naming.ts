import type { Subjects } from "./statement.ts";

const SUFFIX = ".intoto.jsonl";

/** Room for a kind, a number and the suffix within the 255 bytes that file systems allow. */
const MOST_BASE_BYTES = 200;

/** A statement of the run whose bundle becomes a file, in the order in which they are signed. */
export interface FileToName {
  /** `provenance`, or another predicate's kind: `slsa02`, `spdx`, … */
  readonly kind: string;
  /** what the statement is about, as {@link baseName} gives it; it need not be safe as a file's name */
  readonly base: string;
}

/** What a file of these subjects is called after: the subject when there is one, `multiple` when there are more. */
export function baseName(subjects: Subjects): string {
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
export function fileNames(files: readonly FileToName[], provenanceName: string | undefined): string[] {
  const givenBase = provenanceName?.replace(/\.?intoto\.jsonl$/, "");
  const first = files.findIndex(({ kind }) => kind === "provenance" || kind === "slsa02");
  const firstKind = files[first]?.kind;
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  // It is taken before any other asks: no other statement may come to have the name that the user chose.
  if (provenanceName !== undefined && first >= 0) take(provenanceName, taken);
  return files.map(({ kind, base }, index) => {
    if (index === first && provenanceName !== undefined) return provenanceName;
    const stem = safeBase(givenBase ?? base);
    const wanted = kind === firstKind || kind === "provenance" ? stem : `${stem}.${kind}`;
    // Counted on from the last of that name: each is asked for once, however many there are.
    for (let count = (counts.get(wanted) ?? 0) + 1; ; count += 1) {
      const name = `${wanted}${count === 1 ? "" : `.${count}`}${SUFFIX}`;
      counts.set(wanted, count);
      if (take(name, taken)) return name;
    }
  });
}

function take(name: string, taken: Set<string>): boolean {
  const keys = collisionKeys(name);
  if (keys.some((key) => taken.has(key))) return false;
  for (const key of keys) taken.add(key);
  return true;
}

/** Two names of which one of these keys is equal may become one file, or one asset of a release. */
function collisionKeys(name: string): [file: string, asset: string] {
  return [
    // Windows and macOS ignore case, macOS also how letters are composed.
    `file ${name.normalize("NFKC").toUpperCase().toLowerCase()}`,
    // GitHub turns runs of special characters in an asset's name into one dot.
    `asset ${name
      .replaceAll(/[^A-Za-z0-9_@+-]+/g, ".")
      .replace(/^\./, "default.")
      .replace(/\.$/, "")
      .toLowerCase()}`,
  ];
}

/** What a subject is called in a file's name. */
export function safeBase(base: string): string {
  const safe = base
    .replaceAll(/[/\\:]+/g, "-")
    .replaceAll(/[<>"|?*\p{C}]/gu, "_")
    .replace(/^[.-]+/, "")
    // Devices on Windows, whatever follows the dot.
    .replace(/^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)/i, "_$&");
  return cut(safe === "" ? "artifact" : safe);
}

function cut(text: string): string {
  let bytes = 0;
  let kept = "";
  for (const char of text) {
    bytes += Buffer.byteLength(char);
    if (bytes > MOST_BASE_BYTES) break;
    kept += char;
  }
  return kept;
}
