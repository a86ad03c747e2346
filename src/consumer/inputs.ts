import * as path from "node:path";

import { parseArtifact } from "../evidence/artifact.ts";
import { InputReader } from "../input-reader.ts";
import { parsePatterns, type Patterns } from "../subjects/patterns.ts";
import { misfitsOf, REQUEST_OPTIONS, requestOf, type RequestOption } from "./options.ts";
import { asOption, expectedOf, type Naming, type VerifyRequest } from "./request.ts";

/** The inputs of the step that verifies, understood. */
export interface VerifyInputs {
  /** the files among the artifacts */
  readonly patterns: Patterns;
  /** digests, images and layouts, each once */
  readonly named: readonly string[];
  readonly request: VerifyRequest;
  readonly refreshTrust: boolean;
}

/** As the step's inputs call it: the command line's name without its dashes. */
export const asInput: Naming = (key) => asOption(key).slice(2);

/** Inputs beside those that the command line has as options. */
export const STEP_INPUTS = ["artifacts", "github-token"] as const;

/**
 * Reads all inputs and reports everything that is wrong with them together.
 * @param workspace the folder that relative paths start from
 * @throws WaybillError INPUT_INVALID
 */
export function readVerifyInputs(get: (name: string) => string, workspace: string): VerifyInputs {
  const reader = new InputReader(get);
  const request = readRequest(reader);
  const refreshTrust = reader.boolean("refresh-trust", false);
  reader.required(
    "artifacts",
    "a file, a glob, sha256:HEX, oci://REFERENCE or oci-layout:FOLDER, one a line",
  );
  if (reader.text("source-repository") === undefined)
    reader.bad("source-repository", "nothing", "the repository that it must be built from");
  const { patterns, named } = readArtifacts(reader);
  const asked = { request, artifacts: named, refreshTrust };
  for (const { name, got, expected } of misfitsOf(asked, false, (option) => option))
    reader.bad(name, got, expected);
  reader.finish();
  return { patterns, named, request: inFolder(request, workspace), refreshTrust };
}

function readArtifacts(reader: InputReader): Pick<VerifyInputs, "patterns" | "named"> {
  const given = reader.parsed("artifacts", () => parsePatterns(reader.text("artifacts") ?? ""));
  const { include, exclude } = given ?? { include: [], exclude: [] };
  const isFile = (pattern: string): boolean | undefined =>
    reader.parsed("artifacts", () => parseArtifact(pattern).kind === "file");
  const kinds = include.map((pattern) => ({ pattern, file: isFile(pattern) }));
  return {
    patterns: { include: kinds.filter(({ file }) => file === true).map(({ pattern }) => pattern), exclude },
    named: [...new Set(kinds.filter(({ file }) => file === false).map(({ pattern }) => pattern))],
  };
}

function readRequest(reader: InputReader): VerifyRequest {
  let request: VerifyRequest = {};
  for (const option of REQUEST_OPTIONS) {
    const values = valuesOf(reader, option);
    if (values.length === 0) continue;
    const part = reader.parsed(option.name, () => {
      const read = requestOf(new Map([[option.name, values]]), () => "the value");
      // Each is judged alone, so that one report names all that are wrong.
      expectedOf({ sourceRepository: "https://github.com/OWNER/REPO", ...read }, () => "the value");
      return read;
    });
    request = { ...request, ...part };
  }
  return request;
}

/** What may be given several times stands on lines of its own: a file's name and an input's value may hold commas. */
function valuesOf(reader: InputReader, { name, kind }: RequestOption): readonly string[] {
  if (kind === "flag") return reader.flag(name) === true ? ["true"] : [];
  const value = reader.text(name);
  if (value === undefined) return [];
  if (kind === "text") return [value];
  return value
    .split(name === "from" ? /[\s,]+/ : /\r?\n/)
    .flatMap((item) => (item.trim() === "" ? [] : [item.trim()]));
}

function inFolder(request: VerifyRequest, workspace: string): VerifyRequest {
  const { bundles, trustedRoot } = request;
  return {
    ...request,
    ...(bundles === undefined ? {} : { bundles: bundles.map((file) => path.resolve(workspace, file)) }),
    ...(trustedRoot === undefined ? {} : { trustedRoot: path.resolve(workspace, trustedRoot) }),
  };
}
