import { createHash, randomBytes } from "node:crypto";

import { WaybillError } from "../errors.ts";
import type { Inputs } from "../inputs.ts";
import { hexDigest, HEX_LENGTHS, isAlgorithm, type Algorithm, type Hex } from "../intoto/digest.ts";
import type { Subject } from "../intoto/statement.ts";
import { isRecord, list, text } from "../json.ts";
import { parseReference, referenceText } from "../oci/reference.ts";
import type { Reference } from "../oci/types.ts";
import { inParallel } from "../pool.ts";
import { quoted } from "../quoted.ts";
import type { HandedSubject } from "../subjects/collect.ts";
import { compareCodeUnits, nameProblem } from "../subjects/names.ts";
import { notFound, type Artifact, type Artifacts } from "./artifacts.ts";
import { SUBJECTS_PREFIX } from "./inputs.ts";
import type { ArtifactFile } from "./zip.ts";

/** The one file of an artifact with subjects, and the version of its shape. */
const FILE = "subjects.json";
const VERSION = 1;

/** A job's list is a few kilobytes; a hundred thousand subjects are a few megabytes. */
const LIMITS = { files: 1, bytes: 64 * 1024 * 1024 };
const MAX_ARTIFACTS = 2000;
/** Each is two calls. */
const AT_ONCE = 8;

/** Who collected: the runner's words, by which the attempts of one step are told from steps of other jobs. */
export interface Collector {
  readonly job: string;
  readonly step: string;
  /** the job's matrix, as JSON */
  readonly matrix: string;
  readonly attempt: number;
}

/** What a step collected. */
export interface Collection {
  readonly subjects: readonly Subject[];
  /** with their digests */
  readonly images: readonly Reference[];
}

/** A name that no other job, step or attempt gives. */
export function subjectsArtifactName({ job }: Collector): string {
  const title = job.replaceAll(/[^\w.-]+/g, "-").slice(0, 100);
  return `${SUBJECTS_PREFIX}${title === "" ? "job" : title}-${randomBytes(6).toString("hex")}`;
}

export function encodeCollection(collector: Collector, { subjects, images }: Collection): ArtifactFile {
  const { job, attempt } = collector;
  const document = {
    version: VERSION,
    job,
    collector: keyOf(collector),
    attempt,
    subjects: subjects.map(({ name, digest }) => ({ name, digest })),
    images: images.map(referenceText),
  };
  return { name: FILE, bytes: Buffer.from(`${JSON.stringify(document)}\n`, "utf8") };
}

function keyOf({ job, step, matrix }: Collector): string {
  return createHash("sha256")
    .update(JSON.stringify([job, step, matrix]))
    .digest("hex");
}

/** A collection as it was read, and where. */
interface Handed extends Collection {
  readonly artifact: string;
  readonly collector: string;
  readonly attempt: number;
}

/**
 * The inputs with all that other jobs of this run collected: every artifact named {@link SUBJECTS_PREFIX}…, whoever stored it.
 * Of one step in several attempts, the latest says what a name stands for.
 * @throws WaybillError ARTIFACT_NOT_FOUND where there is none, ARTIFACT_INVALID, INPUT_INVALID for a registry that the step's own credentials are not for
 */
export async function withCollected(inputs: Inputs, artifacts: Artifacts): Promise<Inputs> {
  const found = await artifacts.list(SUBJECTS_PREFIX);
  if (found.length === 0) throw notFound(`${SUBJECTS_PREFIX}…`);
  if (found.length > MAX_ARTIFACTS)
    throw invalid(`${SUBJECTS_PREFIX}…`, `${found.length} artifacts`, `at most ${MAX_ARTIFACTS}`);
  const all = await inParallel(found, AT_ONCE, (artifact) => read(artifact, artifacts));
  const images = imagesOf(all);
  assertCredentialsBelong(inputs, images);
  const subjects = latestClaims(all).toSorted((a, b) => compareCodeUnits(a.name, b.name));
  const known = new Set(inputs.images.map(referenceText));
  return {
    ...inputs,
    subjects: subjects.length === 0 ? inputs.subjects : [...inputs.subjects, { kind: "handed", subjects }],
    images: [...inputs.images, ...images.filter((image) => !known.has(referenceText(image)))],
  };
}

async function read(artifact: Artifact, artifacts: Artifacts): Promise<Handed> {
  const [file] = await artifacts.download(artifact, undefined, LIMITS);
  const json = file?.name === FILE ? parse(file.bytes) : undefined;
  if (!isRecord(json) || json["version"] !== VERSION)
    throw invalid(
      artifact.name,
      "something else",
      `${FILE}, version ${VERSION}, as this version of the step writes it`,
    );
  const attempt = json["attempt"];
  return {
    artifact: artifact.name,
    collector: text(json, "collector") ?? "",
    attempt: typeof attempt === "number" && Number.isSafeInteger(attempt) ? attempt : 0,
    subjects: list(json, "subjects").map((subject) => readSubject(subject, artifact.name)),
    images: list(json, "images").map((image) => readImage(image, artifact.name)),
  };
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return undefined;
  }
}

function readSubject(subject: unknown, artifact: string): Subject {
  const name = text(subject, "name");
  const problem = name === undefined ? "a subject without a name" : nameProblem(name);
  if (name === undefined || problem !== undefined)
    throw invalid(artifact, problem ?? "", "names on one line");
  const given = isRecord(subject) ? subject["digest"] : undefined;
  const digest: Partial<Record<Algorithm, Hex>> = {};
  for (const [algorithm, value] of Object.entries(isRecord(given) ? given : {})) {
    const known = isAlgorithm(algorithm) ? algorithm : undefined;
    const hex = known !== undefined && typeof value === "string" ? hexDigest(known, value) : undefined;
    if (known === undefined || hex === undefined)
      throw invalid(artifact, `a digest of ${quoted(name)}`, Object.keys(HEX_LENGTHS).join(", "));
    digest[known] = hex;
  }
  if (Object.keys(digest).length === 0) throw invalid(artifact, `no digest of ${quoted(name)}`, "one");
  return { name, digest };
}

function readImage(image: unknown, artifact: string): Reference {
  try {
    const reference = parseReference(typeof image === "string" ? image : "");
    if (reference.digest !== undefined) return reference;
  } catch {
    // said below
  }
  throw invalid(artifact, "an image without a digest, or none", "REGISTRY/PATH@sha256:…");
}

/** All claims but those of an earlier attempt of the same step about a name that a later one speaks of. */
function latestClaims(all: readonly Handed[]): HandedSubject[] {
  const latest = new Map<string, number>();
  const keyOf = (one: Handed, name: string): string => `${one.collector}\n${name}`;
  for (const one of all) {
    for (const { name } of one.subjects) {
      const key = keyOf(one, name);
      latest.set(key, Math.max(latest.get(key) ?? 0, one.attempt));
    }
  }
  return all.flatMap((one) =>
    one.subjects
      .filter(({ name }) => latest.get(keyOf(one, name)) === one.attempt)
      .map((subject) => ({ ...subject, artifact: one.artifact })),
  );
}

function imagesOf(all: readonly Handed[]): Reference[] {
  const images = all.flatMap((one) => one.images);
  return [...new Map(images.map((image) => [referenceText(image), image])).values()].toSorted((a, b) =>
    compareCodeUnits(referenceText(a), referenceText(b)),
  );
}

/** Any job of the run can name an image: a password goes to a registry that the step itself names, and to no other. */
function assertCredentialsBelong(inputs: Inputs, images: readonly Reference[]): void {
  if (inputs.registry.username === undefined) return;
  const { repositoryLogin } = inputs.registry;
  const repository = repositoryLogin === undefined ? inputs.registry.repository : undefined;
  const own = [
    ...inputs.images.map((image) => image.repository),
    ...(repository === undefined ? [] : [repository]),
  ];
  const stranger = images.find(
    (image) => !own.some(({ registry }) => registry === image.repository.registry),
  );
  if (stranger === undefined) return;
  throw new WaybillError("INPUT_INVALID", {
    what: "`registry-password` would go to a registry that another job named. Nothing was called there.",
    got: stranger.repository.registry,
    expected: "a registry that `images` or `attestation-repository` of this step name",
    todo: "Log in to the registry before this step (docker/login-action), which ties the password to it.",
  });
}

function invalid(artifact: string, got: string, expected: string): WaybillError {
  return new WaybillError("ARTIFACT_INVALID", {
    what: `The workflow artifact ${artifact} does not name subjects as \`collect-only\` does. Nothing was signed.`,
    got,
    expected,
    todo: "Use the same version of the step in all jobs, and look for another job that stores artifacts of that name.",
  });
}
