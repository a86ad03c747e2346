import { createHash, randomBytes } from "node:crypto";

import { WaybillError } from "../errors.ts";
import type { Inputs } from "../inputs.ts";
import { text } from "../json.ts";
import { quoted } from "../quoted.ts";
import { parseBase64Subjects } from "../subjects/checksums.ts";
import { invalidInput } from "../subjects/digest.ts";
import { notFound, type Artifacts } from "./artifacts.ts";

/**
 * A checksum list that is too long for a job's output, as slsa-github-generator hands it over: a workflow artifact with
 * one file, of which a job's output tells name and digest.
 */
export interface SubjectsFile {
  readonly artifact: string;
  readonly file: string;
  /** of the file, in hex */
  readonly sha256: string;
}

/** As a list of ten thousand names is less than 2 MiB, and base64 a third more. */
export const MAX_SUBJECTS_FILE = 64 * 1024 * 1024;

/** The handle that stands for the file between jobs: base64 of JSON, in slsa-github-generator's own form. */
export function encodeHandle({ artifact, file, sha256 }: SubjectsFile): string {
  return Buffer.from(JSON.stringify({ artifact_name: artifact, sha256, filename: file })).toString("base64");
}

/** @throws WaybillError INPUT_INVALID */
export function parseHandle(handle: string): SubjectsFile {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(handle, "base64").toString("utf8"));
  } catch {
    // said below
  }
  const [artifact, file, sha256] = [
    text(json, "artifact_name"),
    text(json, "filename"),
    text(json, "sha256"),
  ];
  if (artifact && file && sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256))
    return { artifact, file, sha256 };
  throw invalidInput(
    "base64-subjects-as-file",
    quoted(handle, 60),
    "the output `handle` of actions/generator/generic/create-base64-subjects-from-file",
  );
}

/**
 * Stores a file with base64 of a checksum list, as read by `base64-subjects-as-file`.
 * @param file its own name, without a folder
 * @returns the handle
 * @throws WaybillError CHECKSUMS_INVALID, SUBJECTS_EMPTY where it holds no such list; ARTIFACT_UNAVAILABLE
 */
export async function shareSubjectsFile(file: string, bytes: Buffer, artifacts: Artifacts): Promise<string> {
  if (parseBase64Subjects(bytes.toString("utf8").trim()).length === 0) {
    throw new WaybillError("SUBJECTS_EMPTY", {
      what: `The file ${quoted(file)} names no subject.`,
      expected: "base64 of what `sha256sum` prints",
    });
  }
  // As the service takes names; two files of one name in a run are two artifacts.
  const title = file.replaceAll(/[^\w.-]+/g, "-").slice(0, 100);
  const artifact = `${title}-${randomBytes(16).toString("hex")}`;
  await artifacts.upload(artifact, [{ name: file, bytes }], false);
  return encodeHandle({ artifact, file, sha256: createHash("sha256").update(bytes).digest("hex") });
}

/**
 * The inputs with what the file names.
 * @throws WaybillError ARTIFACT_NOT_FOUND, ARTIFACT_INVALID, ARTIFACT_DIGEST_MISMATCH, ARTIFACT_UNAVAILABLE
 */
export async function withSubjectsFile(
  inputs: Inputs,
  { artifact: name, file, sha256 }: SubjectsFile,
  artifacts: Artifacts,
): Promise<Inputs> {
  const found = (await artifacts.list(name)).filter((artifact) => artifact.name === name).at(-1);
  if (found === undefined) throw notFound(name);
  const [only, ...more] = await artifacts.download(found, undefined, { files: 1, bytes: MAX_SUBJECTS_FILE });
  if (only?.name !== file || more.length > 0) {
    throw new WaybillError("ARTIFACT_INVALID", {
      what: `The workflow artifact ${name} does not hold the file that \`base64-subjects-as-file\` names. Nothing was signed.`,
      got: only === undefined ? "no file" : quoted(only.name),
      expected: quoted(file),
      todo: "Give the handle as the job that stored the file put it into its outputs.",
    });
  }
  const digest = createHash("sha256").update(only.bytes).digest("hex");
  if (digest !== sha256) {
    throw new WaybillError("ARTIFACT_DIGEST_MISMATCH", {
      what: `The file in the workflow artifact ${name} is not the one that was stored. Nothing was signed.`,
      got: `sha256:${digest}`,
      expected: `sha256:${sha256}, as the handle says`,
      todo: "Look for another job of the run that stores artifacts.",
    });
  }
  const input = Buffer.from(only.bytes).toString("utf8").trim();
  return { ...inputs, subjects: [...inputs.subjects, { kind: "base64", input }] };
}
