import type { InputReader } from "../input-reader.ts";
import { parseHandle, type SubjectsFile } from "./subjects-file.ts";
import type { ArtifactFile } from "./zip.ts";

/** What a step takes from other jobs of its run, and leaves for them. */
export interface HandoverInputs {
  /** subjects are stored as a workflow artifact, and nothing is signed */
  readonly collectOnly: boolean;
  /** the subjects that other jobs collected are attested too */
  readonly subjectsFromArtifacts: boolean;
  /** a checksum list that another job stored */
  readonly subjectsFile: SubjectsFile | undefined;
  /** the workflow artifact to which the signed bundles go; `*` for one named after the first of them */
  readonly bundlesArtifact: string | undefined;
  /** the bundles of another job are stored, and nothing is signed */
  readonly publish: PublishInputs | undefined;
  /** which job of a matrix this is, as JSON; tells the jobs of one id from each other */
  readonly matrix: string;
}

/** The artifact that another job signed, and who must have signed it, as the inputs give it. */
export interface PublishInputs {
  readonly artifact: string;
  /** `sha256:…` of the artifact */
  readonly digest: string;
  /** `OWNER/REPO/PATH@REF`, or the same as a URI */
  readonly signer: string;
  /** the commit of the signing workflow's file, where it is given */
  readonly signerDigest: string | undefined;
  /** `OWNER/REPO`, or the same as a URI */
  readonly sourceRepository: string;
  readonly sourceDigest: string;
}

/** Artifacts with subjects are known by their names. */
export const SUBJECTS_PREFIX = "waybill-subjects-";

const SUBJECT_INPUTS = [
  "subject-path",
  "subject-digest",
  "subject-checksums",
  "base64-subjects",
  "base64-subjects-as-file",
] as const;
const PREDICATE_INPUTS = ["sbom-path", "predicate-type", "predicate", "predicate-path"] as const;
const EXPECTED = [
  "expected-signer",
  "expected-signer-digest",
  "expected-source-repository",
  "expected-source-digest",
] as const;
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** @returns what the inputs say; what is wrong with them is left with the reader */
export function readHandoverInputs(reader: InputReader): HandoverInputs {
  const collectOnly = reader.boolean("collect-only", false);
  const publishOnly = reader.boolean("publish-only", false);
  const from = reader.text("subjects-from");
  if (from !== undefined && from !== "artifacts")
    reader.bad("subjects-from", from, "`artifacts`, or nothing");
  const inputs: HandoverInputs = {
    collectOnly,
    subjectsFromArtifacts: from === "artifacts",
    subjectsFile: readHandle(reader),
    bundlesArtifact: readName(reader, publishOnly),
    publish: publishOnly ? readPublish(reader) : undefined,
    matrix: reader.text("matrix") ?? "null",
  };
  if (collectOnly) {
    const others = [...PREDICATE_INPUTS, "subjects-from", "bundles-artifact"];
    refuse(reader, "collect-only", others, ["publish-only", "dry-run", "upload-assets"]);
  }
  if (publishOnly) {
    const others = [
      ...SUBJECT_INPUTS,
      "subject-name",
      ...PREDICATE_INPUTS,
      "subjects-from",
      "expected-count",
      "provenance-name",
    ];
    refuse(reader, "publish-only", others, ["dry-run"]);
  } else {
    for (const name of ["bundles-artifact-digest", ...EXPECTED]) {
      const value = reader.text(name);
      if (value !== undefined) reader.bad(name, value, "nothing, since `publish-only` is not set");
    }
  }
  return inputs;
}

function refuse(reader: InputReader, mode: string, texts: readonly string[], flags: readonly string[]): void {
  const nothing = `nothing, since \`${mode}\` is set`;
  for (const name of texts) {
    const value = reader.text(name);
    if (value !== undefined) reader.bad(name, value, nothing);
  }
  for (const name of flags) if (/^true$/i.test(reader.text(name) ?? "")) reader.bad(name, "true", nothing);
}

function readHandle(reader: InputReader): SubjectsFile | undefined {
  const handle = reader.text("base64-subjects-as-file");
  return handle === undefined
    ? undefined
    : reader.parsed("base64-subjects-as-file", () => parseHandle(handle));
}

/** What no artifact's name may hold, as the service takes names. */
const FORBIDDEN = /["*/:<>?\\|\p{C}]/u;
const MAX_NAME = 240;
/** No artifact's own name. */
const AS_FIRST_FILE = "*";

/** The name that `bundles-artifact` gives the artifact with these files. */
export function artifactName(input: string, [first]: readonly ArtifactFile[]): string {
  if (input !== AS_FIRST_FILE || first === undefined) return input;
  return first.name.replaceAll(new RegExp(FORBIDDEN, "gu"), "-").slice(0, MAX_NAME);
}

/** As the service takes names; subjects have names of their own. */
function readName(reader: InputReader, publishOnly: boolean): string | undefined {
  const name = reader.text("bundles-artifact");
  if (name === undefined || (name === AS_FIRST_FILE && !publishOnly)) return name;
  if (FORBIDDEN.test(name) || name.length > MAX_NAME)
    reader.bad("bundles-artifact", name, 'a name of up to 240 characters without " * / : < > ? \\ |');
  if (name.startsWith(SUBJECTS_PREFIX))
    reader.bad("bundles-artifact", name, `a name that does not begin with ${SUBJECTS_PREFIX}`);
  return name;
}

function readPublish(reader: InputReader): PublishInputs {
  const value = (name: string, expected: string, shape: RegExp): string => {
    const given = reader.text(name);
    if (given === undefined) reader.required(name, `${expected}, since \`publish-only\` is set`);
    else if (!shape.test(given)) reader.bad(name, given, expected);
    return given ?? "";
  };
  const optional = reader.text("expected-signer-digest");
  if (optional !== undefined && !COMMIT.test(optional))
    reader.bad("expected-signer-digest", optional, "a commit, such as `job.workflow_sha`");
  return {
    artifact: value("bundles-artifact", "the name of the artifact with the bundles", /./),
    digest: value("bundles-artifact-digest", "the output of that name, `sha256:…`", /^sha256:[0-9a-f]{64}$/),
    signer: value(
      "expected-signer",
      "the signing workflow with its reference, such as `job.workflow_ref`",
      /^[^\p{C}]+@(?:refs\/[^\p{C}]+|[0-9a-f]{40}|[0-9a-f]{64})$/u,
    ),
    signerDigest: optional,
    sourceRepository: value(
      "expected-source-repository",
      "the repository, such as `github.repository`",
      /^(?:https?:\/\/[^\s/@]+\/)?[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/,
    ),
    sourceDigest: value("expected-source-digest", "the commit, such as `github.sha`", COMMIT),
  };
}
