import { opendirSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { WaybillError } from "../errors.ts";
import { MAX_BUNDLE_BYTES, splitBundles } from "../verify/bundle.ts";
import { compareCodeUnits } from "../subjects/names.ts";
import { compareRanks, rankOf, usualNames, type Rank } from "./names.ts";
import { readCapped, Unreadable } from "./read.ts";
import type { Evidence, Notes } from "./types.ts";

/** Beside one file: as many as a run of the step makes. */
const MAX_FILES = 1024;
/** A folder that has more is not listed to its end. */
const MAX_LISTED = 100_000;

/**
 * The bundles of a file that the user named: a bundle or a DSSE envelope, or one on each line. A layer of cosign's `.att` is an
 * envelope.
 * @throws WaybillError NOT_FOUND, BUNDLE_MALFORMED for one that is too large
 */
export async function* givenBundles(file: string): AsyncGenerator<Evidence> {
  let bytes: Buffer | undefined;
  try {
    // A shell's `<(…)` is a pipe.
    bytes = await readCapped(file, MAX_BUNDLE_BYTES, "any");
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new WaybillError(error.tooLarge ? "BUNDLE_MALFORMED" : "NOT_FOUND", {
      what: `The bundle ${file} cannot be read.`,
      got: error.message,
      ...(error.tooLarge ? { expected: `at most ${MAX_BUNDLE_BYTES} bytes` } : {}),
    });
  }
  if (bytes === undefined)
    throw new WaybillError("NOT_FOUND", { what: `The bundle ${file} cannot be read.`, got: "no such file" });
  yield* bundlesIn(bytes, file);
}

/** The bundles beside a file, by the names that Waybill and others give them; the likeliest first. */
export async function* bundlesBeside(file: string, notes: Notes): AsyncGenerator<Evidence> {
  const folder = dirname(file);
  const names = namesBeside(folder, basename(file), notes);
  for (const name of names.slice(0, MAX_FILES)) {
    const path = join(folder, name);
    try {
      const bytes = await readCapped(path, MAX_BUNDLE_BYTES);
      if (bytes !== undefined) yield* bundlesIn(bytes, path);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      notes.skipped(path, error.message);
    }
  }
  if (names.length > MAX_FILES)
    notes.skipped(folder, `${names.length} files look like bundles of it, and ${MAX_FILES} are read`);
}

/** The bundles or envelopes in a file's bytes, in their order. */
export function* bundlesIn(bytes: Buffer, origin: string): Generator<Evidence> {
  for (const json of splitBundles(bytes.toString("utf8"))) yield { json, origin };
}

function namesBeside(folder: string, name: string, notes: Notes): string[] {
  const usual = usualNames(name);
  for (const candidate of usual) notes.looked(join(folder, candidate));
  const ranks = new Map<string, Rank>();
  const add = (candidate: string): void => {
    const rank = rankOf(candidate, name);
    if (rank !== undefined) ranks.set(candidate, rank);
  };
  for (const candidate of usual) add(candidate);
  let listed = 0;
  try {
    const open = opendirSync(folder);
    try {
      for (let entry = open.readSync(); entry !== null; entry = open.readSync()) {
        if ((listed += 1) > MAX_LISTED) break;
        add(entry.name);
      }
    } finally {
      open.closeSync();
    }
  } catch {
    // A folder may let files be opened and not be listed: the usual names are tried all the same.
  }
  if (listed > MAX_LISTED)
    notes.skipped(folder, `it has more than ${MAX_LISTED} files, of which the others were not looked at`);
  return [...ranks]
    .sort(([a, x], [b, y]) => compareRanks(x, y) || compareCodeUnits(a, b))
    .map(([candidate]) => candidate);
}
