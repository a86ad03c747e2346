import { readFile } from "node:fs/promises";
import * as path from "node:path";

import { kindOf as kindOfError, WaybillError } from "./errors.ts";
import type { Inputs } from "./inputs.ts";
import { baseName, fileNames } from "./intoto/naming.ts";
import { encodeStatement, type Statement, type Subjects } from "./intoto/statement.ts";
import { repositoryText } from "./oci/reference.ts";
import { readCustomPredicate } from "./predicates/custom.ts";
import { readSbom } from "./predicates/sbom.ts";
import { MAX_PREDICATE_BYTES } from "./predicates/size.ts";
import { assertPublishable } from "./preflight.ts";
import { makeProvenance } from "./predicates/state.ts";
import type { Checkout } from "./run/checkout.ts";
import type { Run } from "./run/run.ts";
import type { AttestedImage } from "./subjects/images.ts";
import { splitSubjects } from "./subjects/split.ts";
import type { World } from "./world.ts";

/** A predicate, to be stated over all subjects. */
export interface StatedPredicate {
  /** `provenance`, or what stands in the names of its files: `slsa02`, `spdx`, … */
  readonly kind: string;
  readonly predicateType: string;
  readonly predicate: Readonly<Record<string, unknown>>;
  /** the user gave it, so an earlier bundle counts as equal only with the same one */
  readonly given: boolean;
}

/** What the run attests: files and digests, and images, at least one of all. */
export interface Attested {
  readonly files: Subjects | undefined;
  readonly images: readonly AttestedImage[];
}

/** All subjects in the order of the statements. */
export function allSubjects({ files, images }: Attested): Subjects {
  const [first, ...rest] = [...(files ?? []), ...images.flatMap((image) => image.subjects)];
  if (first !== undefined) return [first, ...rest];
  throw new WaybillError("SUBJECTS_EMPTY", { what: "There is nothing to attest." });
}

/** A statement and the name of its bundle's file. */
export interface PlannedStatement {
  readonly fileName: string;
  readonly statement: Statement;
  readonly givenPredicate: boolean;
  /** the one image that it is about; undefined for files */
  readonly image: AttestedImage | undefined;
}

/**
 * The predicates that the user gave: SBOMs, then the one of another type.
 * @throws WaybillError INPUT_INVALID that names the file and the place of the first fault
 */
export async function readGivenPredicates(
  inputs: Pick<Inputs, "sbomPaths" | "predicate">,
  workspace: string,
): Promise<StatedPredicate[]> {
  const predicates: StatedPredicate[] = [];
  for (const name of inputs.sbomPaths) {
    predicates.push({ ...readSbom(await readInput(name, workspace, "sbom-path"), name), given: true });
  }
  const own = inputs.predicate;
  if (own !== undefined) {
    const custom =
      "text" in own.from
        ? readCustomPredicate(own.type, own.from.text, "predicate")
        : readCustomPredicate(
            own.type,
            await readInput(own.from.path, workspace, "predicate-path"),
            "predicate-path",
          );
    predicates.push({ ...custom, given: true });
  }
  return predicates;
}

async function readInput(name: string, workspace: string, input: string): Promise<Buffer> {
  try {
    const bytes = await readFile(path.resolve(workspace, name));
    if (bytes.length <= MAX_PREDICATE_BYTES * 2) return bytes;
  } catch (error) {
    throw new WaybillError("INPUT_INVALID", {
      what: `The file that the input \`${input}\` names cannot be read.`,
      got: `${name.replaceAll(/\p{C}/gu, "?")} (${kindOfError(error)})`,
      expected: `a file, relative to ${workspace}`,
      todo: "Correct the path, or write the file before this step.",
    });
  }
  throw new WaybillError("INPUT_INVALID", {
    what: `The file that the input \`${input}\` names is too large for a predicate.`,
    expected: `at most ${MAX_PREDICATE_BYTES} bytes`,
  });
}

/** Subjects of one statement, or of several where they are too many, and the base of their bundles' names. */
interface Group {
  readonly subjects: Subjects;
  readonly base: string;
  readonly image: AttestedImage | undefined;
}

/** Files together or each alone, then every image alone, so that no image's bundle names another. */
function groupsOf({ files, images }: Attested, bundlePer: Inputs["bundlePer"]): Group[] {
  const groups: Subjects[] =
    files === undefined ? [] : bundlePer === "run" ? [files] : files.map((subject) => [subject]);
  return [
    ...groups.map((subjects) => ({ subjects, base: baseName(subjects), image: undefined })),
    ...images.map((image) => ({ subjects: image.subjects, base: repositoryText(image.repository), image })),
  ];
}

/**
 * All statements of a run in their order: each predicate over all subjects, in as many statements as verifiers need,
 * or over each subject alone.
 * @throws WaybillError INPUT_INVALID for more statements than a step should make, or more than fit in memory
 */
export function planStatements(
  attested: Attested,
  predicates: readonly StatedPredicate[],
  inputs: Pick<Inputs, "bundlePer" | "provenanceName">,
): PlannedStatement[] {
  const groups = groupsOf(attested, inputs.bundlePer);
  const parts = predicates.flatMap((stated) =>
    groups.flatMap(({ subjects, base, image }) =>
      splitSubjects(subjects).map((part) => ({ stated, part, base, image })),
    ),
  );
  assertFits(parts.map(({ stated }) => stated));
  if (inputs.bundlePer === "subject") assertFew(parts.length);
  const names = fileNames(
    parts.map(({ stated, base }) => ({ kind: stated.kind, base })),
    inputs.provenanceName,
  );
  return parts.map(({ stated, part, image }, index) => ({
    fileName: names[index] ?? "",
    statement: encodeStatement(part, stated.predicateType, stated.predicate),
    givenPredicate: stated.given,
    image,
  }));
}

/** Each of them is a log entry for ever, a timestamp, and a write in every place where it is stored. */
export const MAX_BUNDLES_PER_SUBJECT = 1024;

function assertFew(bundles: number): void {
  if (bundles <= MAX_BUNDLES_PER_SUBJECT) return;
  throw new WaybillError("INPUT_INVALID", {
    what: "`bundle-per: subject` would make too many bundles. Nothing was signed.",
    got: `${bundles} bundles, one for each subject and predicate`,
    expected: `at most ${MAX_BUNDLES_PER_SUBJECT}`,
    todo: "Use `bundle-per: run`, which states up to 1,024 subjects in one bundle, or attest fewer subjects in one step.",
  });
}

/** What all statements of a run may have of predicates: they are held in memory until the last is stored. */
const MAX_STATED_BYTES = 256 * 1024 * 1024;

function assertFits(stated: readonly StatedPredicate[]): void {
  const sizes = new Map(stated.map((one) => [one, 0]));
  for (const one of sizes.keys()) sizes.set(one, Buffer.byteLength(JSON.stringify(one.predicate)));
  const bytes = stated.reduce((total, one) => total + (sizes.get(one) ?? 0), 0);
  if (bytes <= MAX_STATED_BYTES) return;
  throw new WaybillError("INPUT_INVALID", {
    what: "The statements of this run would repeat too much. Nothing was signed.",
    got: `${stated.length} statements with ${bytes} bytes of predicates in all`,
    expected: `at most ${MAX_STATED_BYTES} bytes`,
    todo: "Use `bundle-per: run` with a large SBOM or predicate, or attest fewer subjects in one step.",
  });
}

/** All statements of the run: its provenance, then what the user gave, and nothing in them that is secret. */
export async function stateAll(
  run: Run,
  attested: Attested,
  checkout: Promise<Checkout>,
  { inputs, job, ports, progress, given }: World,
): Promise<PlannedStatement[]> {
  const head = await checkout;
  if (head.kind === "none")
    ports.log.info(`There is no commit here to compare with the run's: ${head.reason}.`);
  const { provenance, notices } = await makeProvenance(run, { inputs, job, ports, checkout: head });
  progress.notices.push(...notices);
  const stated = provenance.map((predicate) => ({ ...predicate, given: false }));
  const statements = planStatements(attested, [...stated, ...given], inputs);
  for (const { statement } of statements) assertPublishable(statement, ports.reveals);
  return statements;
}
