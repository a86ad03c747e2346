import { basename } from "node:path";

import type { VerifyPorts } from "../consumer/artifact.ts";
import { consumerPorts, type Surroundings } from "../consumer/ports.ts";
import { asWaybillError, WaybillError } from "../errors.ts";
import { openArtifact, parseArtifact, type Artifact } from "../evidence/artifact.ts";
import { bundlesIn } from "../evidence/files.ts";
import { find, nothingFound, usualSources, type Search } from "../evidence/find.ts";
import { isBundleName } from "../evidence/names.ts";
import { readCapped, Unreadable } from "../evidence/read.ts";
import type { Evidence } from "../evidence/types.ts";
import { isRecord } from "../json.ts";
import { MAX_BUNDLE_BYTES } from "../verify/bundle.ts";
import { isEnvelope } from "../verify/envelope.ts";
import { optionLines, readArguments, single, usage, type Option } from "./arguments.ts";
import { exitCodeOf, worstOf, type ExitCode, type Terminal } from "./command.ts";
import { describe } from "./describe.ts";
import { inert } from "./inert.ts";
import { inspectBundle } from "./inspection.ts";
import { renderInspection, renderInspectionJson } from "./show-inspection.ts";

export const INSPECT_OPTIONS: readonly Option[] = [
  { name: "trusted-root", value: "FILE", about: "the trusted root; the built-in one if not given" },
  { name: "format", value: "text|json", about: "json: an object on a line for each bundle" },
];

export const INSPECT_USAGE = `waybill inspect BUNDLE|FILE|oci://REFERENCE|oci-layout:FOLDER[@sha256:HEX] [OPTIONS]

  what a bundle says, each line marked as checked or as a claim. It asks nobody's identity, so nothing it prints is a
  reason to trust an artifact: that is what \`waybill verify\` is for

${optionLines(INSPECT_OPTIONS)}

  exit codes: 0 read, whatever it says, 1 no bundle that can be read, 2 wrong usage, 3 nothing found, 4 could not be reached
`;

/**
 * `waybill inspect`.
 * @throws WaybillError USAGE, TRUST_INVALID, NOT_FOUND, UNREACHABLE
 */
export async function inspectCommand(
  args: readonly string[],
  terminal: Terminal,
  surroundings: Surroundings,
): Promise<ExitCode> {
  if (args.includes("--help") || args.includes("-h")) {
    terminal.out(INSPECT_USAGE);
    return 0;
  }
  const read = readArguments(args, INSPECT_OPTIONS);
  const [named, another] = read.positionals;
  if (named === undefined || another !== undefined)
    throw usage(`${read.positionals.length} things to look at`, "one");
  const format = single(read, "format") ?? "text";
  if (format !== "text" && format !== "json") throw usage("another --format", "text or json");
  const ports = consumerPorts(surroundings);
  const roots = await ports.roots(single(read, "trusted-root"));
  const { bundles, search } = await evidenceOf(named, ports);
  const codes: ExitCode[] = [];
  for await (const { json, origin } of bundles) {
    try {
      const inspection = inspectBundle(json, roots);
      terminal.out((format === "json" ? renderInspectionJson : renderInspection)(origin, inspection));
      codes.push(0);
    } catch (thrown) {
      const error = asWaybillError(thrown, "The inspection");
      if (format === "json") terminal.out(renderInspectionJson(origin, error));
      terminal.err(describe(naming(error, origin)));
      codes.push(exitCodeOf(error.code));
    }
    await terminal.taken?.();
  }
  if (search !== undefined) codes.push(notesOf(search, codes.length, terminal));
  return worstOf(codes);
}

/** What was found and not read, and where nobody could look. @throws WaybillError where nothing was found */
function notesOf(search: ArtifactSearch, found: number, terminal: Terminal): ExitCode {
  if (found === 0) throw nothingFound(search.artifact, search);
  const { skipped, unreached } = search;
  for (const { origin, reason } of skipped) terminal.err(`${inert(`passed over: ${origin}: ${reason}`)}\n`);
  for (const { origin, error } of unreached)
    terminal.err(`${inert(`not reached: ${origin}: ${error.code}`)}\n`);
  return unreached.length === 0 ? 0 : 4;
}

function naming(error: WaybillError, origin: string): WaybillError {
  return new WaybillError(error.code, { ...error.parts, what: `${origin}: ${error.parts.what}` });
}

type ArtifactSearch = Search & { readonly artifact: Artifact };

/** The bundles in a file that has them; otherwise those of an artifact, where nobody is called but an image's own registry. */
async function evidenceOf(
  named: string,
  ports: VerifyPorts,
): Promise<{
  readonly bundles: Iterable<Evidence> | AsyncIterable<Evidence>;
  readonly search?: ArtifactSearch;
}> {
  const parsed = parseArtifact(named);
  if (parsed.kind === "digest")
    throw usage("a digest", "a bundle, a file with its bundle beside it, or an image");
  const inside = parsed.kind === "file" ? await bundlesInside(parsed.path) : undefined;
  if (inside !== undefined) return { bundles: inside };
  const artifact = await openArtifact(parsed, ports.registries);
  const search = find(artifact, usualSources(artifact), ports);
  return { bundles: search.bundles, search: { ...search, artifact } };
}

/** @returns undefined for a file that is no bundle, neither by its name nor by what is in it */
async function bundlesInside(path: string): Promise<Evidence[] | undefined> {
  let bytes: Buffer | undefined;
  try {
    bytes = await readCapped(path, MAX_BUNDLE_BYTES, "any");
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    if (error.tooLarge && !isBundleName(basename(path))) return undefined;
    throw unreadable(path, error.message);
  }
  if (bytes === undefined) throw unreadable(path, "no such file");
  if (!isBundleName(basename(path)) && !startsAsJson(bytes)) return undefined;
  const bundles = [...bundlesIn(bytes, path)];
  return isBundleName(basename(path)) || bundles.some(({ json }) => looksLikeBundle(json))
    ? bundles
    : undefined;
}

/** An object behind white space or a byte order mark. */
function startsAsJson(bytes: Buffer): boolean {
  return bytes
    .subarray(0, 64)
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimStart()
    .startsWith("{");
}

function looksLikeBundle(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json);
    return isEnvelope(value) || (isRecord(value) && "verificationMaterial" in value);
  } catch {
    return false;
  }
}

function unreadable(path: string, got: string): WaybillError {
  return new WaybillError("NOT_FOUND", { what: `The file ${path} cannot be read.`, got });
}
