import type { Stats } from "node:fs";
import { lstat, readdir, realpath, stat } from "node:fs/promises";
import { join, parse, sep } from "node:path";
import { kindOf, WaybillError } from "../errors.ts";
import { accepts, type Glob, startState, type State, step } from "./glob.ts";
import { type FoundFile, isInside } from "./names.ts";
import { quoted } from "../quoted.ts";

/** Where to look, and for what. */
export interface WalkPlan {
  /** absolute path of the file or folder that the pattern begins with, before its first wildcard */
  readonly base: string;
  /** what paths below the base must match */
  readonly glob: Glob;
  /** the real path that nothing found, and no folder on the way to it, may leave */
  readonly boundary: string;
  /** how the user calls that boundary: "the workspace" */
  readonly boundaryName: string;
  /** what must not be looked at, matched against absolute paths split by {@link pathNames} */
  readonly excludes: readonly Glob[];
}

interface Place {
  readonly path: string;
  readonly real: string;
  readonly kind: "file" | "folder" | "dangling" | "other";
  /** whether a symbolic link leads here, or to a folder above */
  readonly linked: boolean;
  readonly state: State;
  readonly excluded: readonly State[];
}

/** The names of an absolute path, its root first. */
export function pathNames(path: string): string[] {
  const { root } = parse(path);
  const names = path.slice(root.length).split(sep);
  return [root, ...names.filter((name) => name !== "")];
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
export async function walk(plan: WalkPlan): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  const own: Place[] = [];
  const linked: Place[] = [];
  const visited = new Set<string>();
  const admit = (place: Place): void => {
    const selected = accepts(plan.glob, place.state);
    if (place.kind !== "folder" && !selected) return;
    if (place.kind === "dangling") throw unreadable(place.path, "a symbolic link that leads nowhere");
    if (!isInside(plan.boundary, place.real)) throw outside(place, plan);
    if (place.kind === "other") throw unreadable(place.path, "neither a file nor a folder");
    if (place.kind === "file") found.push({ path: place.path, real: place.real });
    else (place.linked ? linked : own).push(place);
  };

  const base = await basePlace(plan);
  if (base !== undefined) admit(base);
  for (let folder = own.pop() ?? linked.pop(); folder !== undefined; folder = own.pop() ?? linked.pop()) {
    const key = [folder.real, folder.state.join(), ...folder.excluded.map((state) => state.join())].join(
      "\0",
    );
    if (visited.has(key)) continue;
    visited.add(key);
    for (const place of await placesIn(folder, plan)) admit(place);
  }
  return found;
}

async function basePlace(plan: WalkPlan): Promise<Place | undefined> {
  const excluded = plan.excludes.map((glob) =>
    pathNames(plan.base).reduce((state, name) => step(glob, state, name), startState(glob)),
  );
  if (isExcluded(plan.excludes, excluded)) return undefined;
  try {
    await lstat(plan.base);
  } catch (error) {
    const code = kindOf(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw unreadable(plan.base, code, error);
  }
  return { ...(await follow(plan.base)), linked: false, state: startState(plan.glob), excluded };
}

async function placesIn(folder: Place, plan: WalkPlan): Promise<Place[]> {
  const entries = await readdir(folder.path, { withFileTypes: true }).catch((error: unknown) => {
    throw unreadable(folder.path, kindOf(error), error);
  });
  const places: Place[] = [];
  for (const entry of entries) {
    const state = step(plan.glob, folder.state, entry.name);
    if (state.length === 0) continue;
    const excluded = plan.excludes.map((glob, index) => step(glob, folder.excluded[index] ?? [], entry.name));
    if (isExcluded(plan.excludes, excluded)) continue;
    const path = join(folder.path, entry.name);
    const place = entry.isSymbolicLink()
      ? { ...(await follow(path)), linked: true }
      : { path, real: join(folder.real, entry.name), kind: kindOfEntry(entry), linked: folder.linked };
    places.push({ ...place, state, excluded });
  }
  return places;
}

function isExcluded(excludes: readonly Glob[], states: readonly State[]): boolean {
  return excludes.some((glob, index) => accepts(glob, states[index] ?? []));
}

/** What stands at the end of every link on the way. */
async function follow(path: string): Promise<Pick<Place, "path" | "real" | "kind">> {
  try {
    const real = await realpath(path);
    return { path, real, kind: kindOfEntry(await stat(real)) };
  } catch (error) {
    const code = kindOf(error);
    if (code === "ENOENT" || code === "ELOOP" || code === "ENOTDIR")
      return { path, real: path, kind: "dangling" };
    throw unreadable(path, code, error);
  }
}

function kindOfEntry(entry: Pick<Stats, "isFile" | "isDirectory">): "file" | "folder" | "other" {
  if (entry.isFile()) return "file";
  return entry.isDirectory() ? "folder" : "other";
}

function outside(place: Place, plan: WalkPlan): WaybillError {
  return new WaybillError("SUBJECT_OUTSIDE", {
    what: `${quoted(place.path)} leads out of ${plan.boundaryName}.`,
    got: `a ${place.kind} at ${quoted(place.real)}`,
    expected: `a path in ${quoted(plan.boundary)}`,
    todo: "Copy what it leads to into the workspace, name it by its absolute path, or exclude it with `!` and its path.",
  });
}

/** The error for a subject that cannot be read, with the reason in our words or the system's code. */
export function unreadable(path: string, reason: string, cause?: unknown): WaybillError {
  return new WaybillError("SUBJECT_UNREADABLE", {
    what: `${quoted(path)} cannot be read.`,
    got: reason,
    expected: "a regular file, or a folder, that this step may read",
    todo: "Correct the path or its permissions, or exclude it with `!` and its path.",
    ...(cause === undefined ? {} : { cause }),
  });
}
