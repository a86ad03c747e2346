import { readFile, stat } from "node:fs/promises";
import { kindOf, WaybillError } from "../errors.ts";
import { HEX_LENGTHS, type DigestSet, hexDigest, isAlgorithm } from "../intoto/digest.ts";
import type { Subject } from "../intoto/statement.ts";
import { isRecord, text } from "../json.ts";
import { readJson } from "../jsontext.ts";
import { digestText } from "./digest.ts";
import { nameProblem } from "./names.ts";
import { quoted } from "../quoted.ts";

const SOURCE = "the runner's artifact list (GITHUB_ARTIFACTS_LIST)";
const ADVICE = "Name the subjects with `subject-path` or another input instead; then this list is not read.";
// The runner allows 500 artifacts a job.
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Reads the file at `GITHUB_ARTIFACTS_LIST`, in which the runner lists what the job's steps declared as their artifacts
 * (actions/runner, ADR on artifacts files).
 * @returns undefined where the runner has the feature switched off: the file is then empty, or not there
 * @throws WaybillError SUBJECT_UNREADABLE, and as {@link parseArtifactsList}
 */
export async function readArtifactsList(path: string): Promise<readonly Subject[] | undefined> {
  const bytes = await readBytes(path);
  return bytes === undefined ? undefined : parseArtifactsList(bytes);
}

async function readBytes(path: string): Promise<Buffer | undefined> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) throw invalid(`${size} bytes`, `at most ${MOST_BYTES} bytes`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof WaybillError) throw error;
    const code = kindOf(error);
    if (code === "ENOENT") return undefined;
    throw new WaybillError("SUBJECT_UNREADABLE", {
      what: `Cannot read ${SOURCE}.`,
      got: code,
      expected: "a file that this step may read",
      todo: ADVICE,
      cause: error,
    });
  }
}

/**
 * The subjects of the runner's list, `{"version":1,"subjects":[{"name","digest","kind"}]}`.
 * @returns undefined for the empty file that says that the feature is off
 * @throws WaybillError INPUT_INVALID for another form, SUBJECT_CONFLICT for a name with two digests, SUBJECTS_EMPTY when
 *   the job's steps declared nothing
 */
export function parseArtifactsList(bytes: Uint8Array): readonly Subject[] | undefined {
  if (bytes.length === 0) return undefined;
  // The runner writes none; another writer than the runner is not to be believed.
  if (bytes[0] === 0xef && bytes[1] === 0xbb) throw invalid("a byte order mark", "UTF-8 without one");
  const document = readJson(bytes, SOURCE, ADVICE);
  const version = isRecord(document) ? document["version"] : undefined;
  if (version !== 1) throw invalid(`version ${shown(version)}`, "version 1");
  const entries = isRecord(document) ? document["subjects"] : undefined;
  if (!Array.isArray(entries)) throw invalid("no list `subjects`", "a list `subjects`");
  if (entries.length === 0) {
    throw new WaybillError("SUBJECTS_EMPTY", {
      what: "There is nothing to attest: no step of this job declared an artifact.",
      got: `an empty list in ${SOURCE}`,
      expected:
        "an input that names subjects, or at least one line that a step wrote to the file at $GITHUB_ARTIFACTS",
      todo: "Give `subject-path`, or have the building step of the same job declare its files. The list does not reach across jobs.",
    });
  }
  const byName = new Map<string, Subject>();
  for (const [index, entry] of entries.entries()) {
    const subject = readEntry(entry, index);
    const known = byName.get(subject.name);
    if (known !== undefined && digestText(known.digest) !== digestText(subject.digest)) {
      throw new WaybillError("SUBJECT_CONFLICT", {
        what: `The subject ${quoted(subject.name)} has two digests.`,
        got: `${digestText(known.digest)} and ${digestText(subject.digest)} in ${SOURCE}`,
        expected: "one digest for each name",
        todo: "Give different files different names before they are declared.",
      });
    }
    byName.set(subject.name, known ?? subject);
  }
  return [...byName.values()];
}

function readEntry(entry: unknown, index: number): Subject {
  const where = `entry ${index + 1}`;
  const name = text(entry, "name");
  if (name === undefined) throw invalid(`${where} without a name`, "a name, a digest and a kind");
  const problem = nameProblem(name);
  if (problem !== undefined) throw invalid(`${where}, ${quoted(name)}: ${problem}`, "a name on one line");
  const kind = text(entry, "kind");
  if (kind === "oci") {
    throw new WaybillError("INPUT_INVALID", {
      what: "An image in the runner's artifact list cannot be attested yet.",
      got: `${where}, ${quoted(name)}, of kind oci`,
      expected: "files; images come with a later version",
      todo: "Name the files with `subject-path`, and the image with `subject-digest` and `subject-name` in a step of its own.",
    });
  }
  if (kind !== "file") throw invalid(`${where}, ${quoted(name)}, of kind ${shown(kind)}`, "kind file or oci");
  return { name, digest: readDigest(text(entry, "digest") ?? "", `${where}, ${quoted(name)}`) };
}

function readDigest(digest: string, where: string): DigestSet {
  const [algorithm = "", hex = "", ...more] = digest.split(":");
  const read = isAlgorithm(algorithm) && more.length === 0 ? hexDigest(algorithm, hex) : undefined;
  if (read === undefined) {
    throw invalid(
      `${where}: ${quoted(digest, 160)}`,
      `a digest of ${Object.keys(HEX_LENGTHS).join(", ")} in hex, as sha256:…`,
    );
  }
  return { [algorithm]: read };
}

function shown(value: unknown): string {
  return typeof value === "string"
    ? quoted(value, 40)
    : typeof value === "number"
      ? String(value)
      : `(${typeof value})`;
}

function invalid(got: string, expected: string): WaybillError {
  return new WaybillError("INPUT_INVALID", { what: `Cannot read ${SOURCE}.`, got, expected, todo: ADVICE });
}
