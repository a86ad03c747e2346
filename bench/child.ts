/** One piece of work in a process of its own: `node bench/child.ts hash|checksums|lines PATH` (see bench/measure.ts). */
import { readFileSync } from "node:fs";

import { MAX_SUBJECTS, SLSA_V1 } from "../src/intoto/statement.ts";
import { planStatements } from "../src/plan.ts";
import { findSubjects } from "../src/subjects/collect.ts";
import type { Work } from "./measure.ts";

/** The files of a folder, found and hashed as for `subject-path`. */
async function hash(folder: string): Promise<number> {
  const patterns = { include: ["*"], exclude: [] };
  const found = await findSubjects([{ kind: "paths", patterns }], { workspace: folder });
  return (await found.hash()).subjects.length;
}

/** A checksum list, read, checked, and made into the statements that would be signed. */
async function checksums(file: string): Promise<number> {
  const found = await findSubjects([{ kind: "checksums", input: file }], { workspace: "/" });
  const { subjects } = await found.hash();
  const provenance = { kind: "provenance", predicateType: SLSA_V1, predicate: {}, given: false };
  return planStatements({ files: subjects, images: [] }, [provenance], {
    bundlePer: "run",
    provenanceName: undefined,
  }).length;
}

/** The yardstick: the same list cut at its columns, unchecked, and written as JSON in parts of the same size. */
function lines(file: string): number {
  const all = readFileSync(file, "utf8").trimEnd().split("\n");
  const parts: Buffer[] = [];
  for (let from = 0; from < all.length; from += MAX_SUBJECTS) {
    const subject = all
      .slice(from, from + MAX_SUBJECTS)
      .map((line) => ({ name: line.slice(66), digest: { sha256: line.slice(0, 64) } }));
    parts.push(Buffer.from(JSON.stringify({ subject })));
  }
  return parts.length;
}

const WORKS: Readonly<Record<string, (path: string) => number | Promise<number>>> = {
  hash,
  checksums,
  lines,
};

const [name = "", path = ""] = process.argv.slice(2);
const work = WORKS[name];
if (work === undefined) throw new Error(`there is no work called ${name}`);
const started = performance.now();
const count = await work(path);
const milliseconds = performance.now() - started;
// maxRSS is in KiB on every system (libuv, uv_getrusage)
const done: Work = { milliseconds, peak: process.resourceUsage().maxRSS * 1024, count };
process.stdout.write(JSON.stringify(done));
