import { readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

import { kindOf, WaybillError } from "../errors.ts";
import { primaryDigest } from "../intoto/digest.ts";
import { safeBase } from "../intoto/naming.ts";
import type { Artifact } from "./artifact.ts";
import { oneLine } from "./one-line.ts";
import type { Evidence } from "./types.ts";

export interface Downloaded {
  readonly path: string;
  /** those that are JSON; nothing else goes on a line */
  readonly bundles: number;
  /** `already-there` of a file with the same content */
  readonly status: "written" | "already-there";
}

/** `FILE.intoto.jsonl`, where `waybill verify` looks; of what has no name, `sha256-HEX.jsonl`, as gh has it. */
export function downloadName(artifact: Artifact): string {
  return artifact.kind === "file"
    ? `${safeBase(basename(artifact.path))}.intoto.jsonl`
    : `${primaryDigest(artifact.digests).replace(":", "-")}.jsonl`;
}

/**
 * Writes bundles to one file, one a line. Nothing that is there is replaced, and no link is written through.
 * @param file its path, as the user gave it or made of {@link downloadName}
 * @throws WaybillError INPUT_INVALID where it is something else or cannot be written
 */
export async function writeBundles(file: string, bundles: readonly Evidence[]): Promise<Downloaded> {
  const lines = bundles.flatMap(({ json }) => (isJson(json) ? [`${oneLine(json)}\n`] : []));
  const content = lines.join("");
  const done = { path: file, bundles: lines.length };
  let created = false;
  try {
    // O_EXCL: neither a file nor a link may be there, wherever it leads.
    await writeFile(file, "", { flag: "wx" });
    created = true;
    await writeFile(file, content);
    return { ...done, status: "written" };
  } catch (error) {
    if (created) await rm(file, { force: true });
    else if (kindOf(error) === "EEXIST") {
      const there = await readFile(file, "utf8").catch(() => undefined);
      if (there === content) return { ...done, status: "already-there" };
      throw new WaybillError("INPUT_INVALID", {
        what: `The bundles would replace ${file}, which holds something else.`,
        todo: "Name another file, or move that one away.",
      });
    }
    throw new WaybillError("INPUT_INVALID", {
      what: `The bundles cannot be written to ${file}.`,
      got: kindOf(error),
      expected: "a folder that may be written to",
    });
  }
}

/** A string of JSON has no line break in it. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Where {@link writeBundles} writes in a folder. */
export function downloadPath(artifact: Artifact, folder: string): string {
  return join(folder, downloadName(artifact));
}
