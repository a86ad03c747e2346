import { basename, isAbsolute, relative, sep } from "node:path";

/** What must not stand in a name that people read: control characters, line separators, halves of a surrogate pair. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;
/** Why the text cannot name a subject, or undefined when it can. */
export function nameProblem(name: string): string | undefined {
  if (name.trim() === "") return "the name is empty";
  if (UNPRINTABLE.test(name)) return "the name holds a control character";
  return undefined;
}

/** A path as statements name it, with `/` whatever the system's separator. */
export function slashed(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}

/** Whether the path is the folder or lies in it, by their texts alone: links are the caller's concern. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** A file found, by the absolute path it was found at and the one that it leads to once links are followed. */
export interface FoundFile {
  readonly path: string;
  readonly real: string;
}

export interface NamedFile extends FoundFile {
  readonly name: string;
}

/**
 * Names for files: the base name, or where different files share a base name, for each of them its path relative to the
 * workspace with `/` (outside the workspace: its absolute path).
 *
 * Two base names of one file (`lib.so` and its link `lib.so.1`) stay two subjects, as both are published. One file met
 * twice under one base name (`v1.2/app` and `latest/app`, a link to `v1.2`) is one subject: the one listed first.
 */
export function nameFiles(files: readonly FoundFile[], workspace: string): NamedFile[] {
  const byBase = new Map<string, Map<string, FoundFile>>();
  for (const file of files) {
    const base = basename(file.path);
    const sharing = byBase.get(base) ?? new Map<string, FoundFile>();
    if (!sharing.has(file.real)) sharing.set(file.real, file);
    byBase.set(base, sharing);
  }
  const named: NamedFile[] = [];
  for (const [base, sharing] of byBase) {
    for (const file of sharing.values()) {
      named.push({ ...file, name: sharing.size === 1 ? base : longName(file.path, workspace) });
    }
  }
  return named.sort((a, b) => compareCodeUnits(slashed(a.path), slashed(b.path)));
}

function longName(path: string, workspace: string): string {
  return slashed(isInside(workspace, path) ? relative(workspace, path) : path);
}

/** Order by UTF-16 code unit: the same on every machine, whatever its locale. */
export function compareCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
