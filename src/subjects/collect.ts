import { resolve } from "node:path";
import { WaybillError } from "../errors.ts";
import { digestEntries, type DigestSet } from "../intoto/digest.ts";
import type { Subject, Subjects } from "../intoto/statement.ts";
import { readArtifactsList } from "./artifacts.ts";
import { parseBase64Subjects, parseChecksumsInput } from "./checksums.ts";
import { digestText, invalidInput, parseDigest, subjectName } from "./digest.ts";
import { findFiles } from "./files.ts";
import { hashFiles, type HashOptions } from "./hash.ts";
import { type FoundFile, nameFiles, type NamedFile, nameProblem } from "./names.ts";
import { quoted } from "../quoted.ts";
import type { Patterns } from "./patterns.ts";
import { unreadable } from "./walk.ts";

/** One way in which the step's inputs name subjects. */
export type SubjectRequest =
  /** `subject-path`; with `subject-name`, the one file that it selects has that name */
  | { readonly kind: "paths"; readonly patterns: Patterns; readonly name?: string }
  /** `subject-digest` and `subject-name` */
  | { readonly kind: "digest"; readonly digest: string; readonly name: string }
  /** `subject-checksums` */
  | { readonly kind: "checksums"; readonly input: string }
  /** `base64-subjects` */
  | { readonly kind: "base64"; readonly input: string }
  /** the runner's list of what the job's steps declared, at `GITHUB_ARTIFACTS_LIST` */
  | { readonly kind: "artifacts"; readonly path: string }
  /** what other jobs of the run collected */
  | { readonly kind: "handed"; readonly subjects: readonly HandedSubject[] };

/** A subject that another job collected, and the workflow artifact that names it. */
export interface HandedSubject extends Subject {
  readonly artifact: string;
}

const INPUTS = {
  paths: "`subject-path`",
  digest: "`subject-digest`",
  checksums: "`subject-checksums`",
  base64: "`base64-subjects`",
  artifacts: "the runner's artifact list",
  handed: "`subjects-from`",
} as const;

export interface FindOptions {
  /** the folder that relative paths start from, and that relative patterns must not leave */
  readonly workspace: string;
  /** `expected-count` */
  readonly expectedCount?: number;
  /** how many images are attested beside; the expected count is of both */
  readonly images?: number;
  readonly hashing?: HashOptions;
}

/** What is to be attested, known by name; the files among it are still to be hashed. */
export interface FoundSubjects {
  /**
   * @param signal aborted when nobody wants the subjects any more
   * @throws WaybillError SUBJECT_CHANGED, SUBJECT_UNREADABLE, SUBJECT_CONFLICT; the signal's reason
   */
  hash(signal?: AbortSignal): Promise<Collected>;
}

export interface Collected {
  readonly subjects: Subjects;
  /** for subjects that are files here: the absolute path by the subject's name */
  readonly files: ReadonlyMap<string, string>;
}

/** What one source says of one name. */
interface Claim extends Subject {
  /** its request, or its artifact: claims of one list may complete each other's digest sets */
  readonly list: number | string;
  readonly source: () => string;
}

/**
 * Finds the subjects of all requests together, and everything wrong with them that can be known before files are hashed.
 * Files come first, sorted by path, then what lists and digests name, in the order given. Equal names with equal digests
 * are one subject; the expected count is of what remains. How many fit one statement is not its concern.
 *
 * Two digests of one name that share no algorithm are one subject's digest set when one list gives both; from two
 * sources nothing shows that they are of the same bytes, and that is a conflict.
 *
 * @throws WaybillError INPUT_INVALID, SUBJECT_NOT_FOUND, SUBJECT_OUTSIDE, SUBJECT_UNREADABLE, CHECKSUMS_INVALID,
 *   SUBJECT_CONFLICT for a name with two digests, SUBJECTS_EMPTY, SUBJECT_COUNT
 */
export async function findSubjects(
  requests: readonly SubjectRequest[],
  options: FindOptions,
): Promise<FoundSubjects> {
  const workspace = resolve(options.workspace);
  // lists first: they are read in no time, and a walk may be long
  const lists: Claim[][] = [];
  for (const [list, request] of requests.entries()) lists.push(await claimsOf(request, list, workspace));
  const listed = [...combine(lists.flat()).values()];
  const files = await findNamedFiles(requests, workspace);
  const names = new Set([...files, ...listed].map(({ name }) => name));
  const { expectedCount, images = 0 } = options;
  if (names.size === 0 && (images === 0 || requests.length > 0)) throw nothing(requests);
  if (expectedCount !== undefined && names.size + images !== expectedCount) {
    throw miscounted([...names], images, expectedCount);
  }
  return {
    hash: async (signal) => {
      const hashing = signal === undefined ? options.hashing : { ...options.hashing, signal };
      const claims = [...(await fileClaims(files, hashing)), ...listed];
      const [first, ...rest] = [...combine(claims).values()].map(({ name, digest }) => ({ name, digest }));
      if (first === undefined) throw nothing(requests);
      return { subjects: [first, ...rest], files: new Map(files.map(({ name, path }) => [name, path])) };
    },
  };
}

async function claimsOf(request: SubjectRequest, list: number, workspace: string): Promise<Claim[]> {
  const input = INPUTS[request.kind];
  if (request.kind === "paths") return [];
  if (request.kind === "digest") {
    return [{ ...parseDigest(request.digest, request.name), list, source: () => input }];
  }
  if (request.kind === "handed") {
    return request.subjects.map(({ name, digest, artifact }) => {
      return { name, digest, list: artifact, source: () => `the artifact ${artifact}` };
    });
  }
  if (request.kind === "artifacts") {
    const declared = (await readArtifactsList(request.path)) ?? [];
    return declared.map((subject) => ({ ...subject, list, source: () => input }));
  }
  const checksums =
    request.kind === "base64"
      ? parseBase64Subjects(request.input)
      : await parseChecksumsInput(request.input, workspace);
  return checksums.map(({ name, algorithm, hex, line }) => {
    return { name, digest: { [algorithm]: hex }, list, source: () => `${input} line ${line}` };
  });
}

async function findNamedFiles(
  requests: readonly SubjectRequest[],
  workspace: string,
): Promise<readonly NamedFile[]> {
  const renamed: NamedFile[] = [];
  const found: FoundFile[][] = [];
  for (const request of requests) {
    if (request.kind !== "paths") continue;
    const files = await findFiles(request.patterns, workspace);
    if (request.name === undefined) found.push(files);
    else renamed.push(rename(files, request.name));
  }
  const named = [...renamed, ...nameFiles(found.flat(), workspace)];
  for (const { name, path } of named) {
    const problem = nameProblem(name);
    if (problem !== undefined) throw unreadable(path, problem);
  }
  return named;
}

function rename(files: readonly FoundFile[], name: string): NamedFile {
  const [file, another] = files;
  if (file === undefined || another !== undefined) {
    const got = `a name for ${files.length} files`;
    throw invalidInput("subject-name", got, "`subject-path` that selects one file");
  }
  return { ...file, name: subjectName(name) };
}

async function fileClaims(files: readonly NamedFile[], hashing: HashOptions | undefined): Promise<Claim[]> {
  const digests = await hashFiles(
    files.map(({ real }) => real),
    hashing,
  );
  return files.flatMap(({ name, path, real }) => {
    const sha256 = digests.get(real);
    if (sha256 === undefined) return [];
    return [{ name, digest: { sha256 }, list: -1, source: () => `the file ${quoted(path)}` }];
  });
}

/** One claim for each name, in the order in which names first appear. */
function combine(claims: readonly Claim[]): Map<string, Claim> {
  const byName = new Map<string, Claim>();
  for (const claim of claims) {
    const known = byName.get(claim.name);
    byName.set(claim.name, known === undefined ? claim : { ...known, digest: joined(known, claim) });
  }
  return byName;
}

function joined(known: Claim, claim: Claim): DigestSet {
  const shared = digestEntries(claim.digest).filter(([algorithm]) => known.digest[algorithm] !== undefined);
  const agree = shared.every(([algorithm, hex]) => known.digest[algorithm] === hex);
  if (!agree || (shared.length === 0 && known.list !== claim.list)) {
    throw new WaybillError("SUBJECT_CONFLICT", {
      what: `The subject ${quoted(known.name)} has two digests.`,
      got: `${digestText(known.digest)} by ${known.source()}, ${digestText(claim.digest)} by ${claim.source()}`,
      expected: agree ? "digests of one algorithm, or both in one checksum list" : "one digest for each name",
      todo: "Name each subject once, or give different files different names.",
    });
  }
  return Object.fromEntries(digestEntries({ ...known.digest, ...claim.digest }));
}

function miscounted(names: readonly string[], images: number, expected: number): WaybillError {
  const shown = names.slice(0, 10).map((name) => quoted(name, 60));
  if (names.length > shown.length) shown.push(`and ${names.length - shown.length} more`);
  return new WaybillError("SUBJECT_COUNT", {
    what: "The number of subjects is not the one expected.",
    got: `${names.length + images}: ${[...shown, ...(images === 0 ? [] : [`${images} in \`images\``])].join(", ")}`,
    expected: `${expected}, the input \`expected-count\``,
    todo: "Find out which file is missing or too many, or correct `expected-count`.",
  });
}

function nothing(requests: readonly SubjectRequest[]): WaybillError {
  const given = requests.map(({ kind }) => INPUTS[kind]).join(", ");
  return new WaybillError("SUBJECTS_EMPTY", {
    what: "There is nothing to attest.",
    got: given === "" ? "no input that names subjects" : `no subject in ${given}`,
    expected: "at least one file or digest",
    todo: "Give `subject-path`, `subject-checksums`, `base64-subjects`, or `subject-digest` with `subject-name`.",
  });
}
