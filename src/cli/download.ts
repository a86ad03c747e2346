import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

import { sourcesOf, type VerifyPorts } from "../consumer/artifact.ts";
import { requestOf } from "../consumer/options.ts";
import { consumerPorts, type Surroundings } from "../consumer/ports.ts";
import { expectedOf, type VerifyRequest } from "../consumer/request.ts";
import { kindOf, WaybillError } from "../errors.ts";
import { openArtifact, parseArtifact, type Artifact } from "../evidence/artifact.ts";
import { downloadPath, writeBundles, type Downloaded } from "../evidence/download.ts";
import { find, nothingFound, type Search, type Source } from "../evidence/find.ts";
import type { Evidence, Skipped } from "../evidence/types.ts";
import { optionLines, readArguments, single, usage, type Arguments, type Option } from "./arguments.ts";
import type { ExitCode, Terminal } from "./command.ts";
import { inert } from "./inert.ts";

/** The first four are those of `waybill verify`. */
export const DOWNLOAD_OPTIONS: readonly Option[] = [
  { name: "from", value: "PLACE", about: "release, registry or github; several" },
  { name: "source-repository", value: "URL", about: "whose releases, and whose attestations on GitHub" },
  { name: "tag", value: "NAME", about: "which release" },
  {
    name: "attestation-repository",
    value: "NAME",
    about: "where an image's attestations lie, if not beside it",
  },
  { name: "output", value: "DIR", about: "the folder to write to; that of FILE, or this one, if not given" },
];

export const DOWNLOAD_USAGE = `waybill download ARTIFACT [OPTIONS]

  writes the bundles of an artifact into one file, a bundle a line, where \`waybill verify\` looks for it. Nothing about
  them is checked, and no file that holds something else is replaced

  ARTIFACT is a file, sha256:HEX, oci://REFERENCE or oci-layout:FOLDER[@sha256:HEX]. Without --from: an image's bundles
  are taken from its registry, a layout's from itself, all else from the attestations and releases of --source-repository

${optionLines(DOWNLOAD_OPTIONS)}

  exit codes: 0 written or there already, 2 wrong usage, 3 nothing found, 4 not every place could be reached
`;

/** Of all bundles of one artifact, in characters; they are held until all are there. */
const MOST = 256 * 1024 * 1024;

/**
 * `waybill download`: all bundles of an artifact, or none. A part of them would look like all.
 * @throws WaybillError USAGE, NOT_FOUND, UNREACHABLE, INPUT_INVALID
 */
export async function downloadCommand(
  args: readonly string[],
  terminal: Terminal,
  surroundings: Surroundings,
): Promise<ExitCode> {
  if (args.includes("--help") || args.includes("-h")) {
    terminal.out(DOWNLOAD_USAGE);
    return 0;
  }
  const read = readArguments(args, DOWNLOAD_OPTIONS);
  const [named, another] = read.positionals;
  if (named === undefined || another !== undefined)
    throw usage(`${read.positionals.length} artifacts`, "one");
  const output = single(read, "output");
  const ports = consumerPorts(surroundings);
  const artifact = await openArtifact(parseArtifact(named), ports.registries);
  const { bundles, skipped } = await gathered(artifact, placesFor(artifact, read), ports);
  for (const { origin, reason } of skipped) terminal.err(`${inert(`passed over: ${origin}: ${reason}`)}\n`);
  const folder = output ?? (artifact.kind === "file" ? dirname(artifact.path) : ".");
  const done = await written(artifact, folder, bundles);
  terminal.out(report(done, bundles));
  return 0;
}

function placesFor(artifact: Artifact, read: Arguments): Source[] {
  const request = requestOf(read.given);
  const sourceRepository = request.sourceRepository;
  const asked = request.from ?? [];
  const usual = asked.length > 0 || artifact.kind === "image" || artifact.kind === "layout";
  if (sourceRepository === undefined && (!usual || asked.some((place) => place !== "registry")))
    throw usage("no --source-repository", "the repository whose releases or attestations are meant");
  const from: VerifyRequest["from"] = usual ? asked : ["github", "release"];
  // Nothing of it is compared with anything; without one, no place that needs it is asked.
  const expected = expectedOf({ sourceRepository: sourceRepository ?? "https://github.com" });
  const all = sourcesOf(artifact, { ...request, from }, expected);
  const sources = asked.length === 0 ? all : all.filter(({ kind }) => asked.some((place) => place === kind));
  const has = (place: Source["kind"]): boolean => sources.some(({ kind }) => kind === place);
  if (request.tag !== undefined && !has("release")) throw usage("--tag alone", "--from release beside it");
  if (request.attestationRepository !== undefined && !has("registry"))
    throw usage("--attestation-repository alone", "--from registry beside it");
  return sources;
}

async function gathered(
  artifact: Artifact,
  sources: readonly Source[],
  ports: VerifyPorts,
): Promise<{ readonly bundles: readonly Evidence[]; readonly skipped: readonly Skipped[] }> {
  const search = find(artifact, sources, ports);
  const bundles: Evidence[] = [];
  const notJson: Skipped[] = [];
  let size = 0;
  for await (const evidence of search.bundles) {
    if (!isJson(evidence.json)) {
      notJson.push({ origin: evidence.origin, reason: "it is no JSON" });
      continue;
    }
    size += evidence.json.length;
    if (size > MOST)
      throw new WaybillError("BUNDLE_MALFORMED", {
        what: `The bundles of ${artifact.name} are more than is written.`,
        expected: `at most ${MOST} characters`,
        todo: "Name one place with --from.",
      });
    bundles.push(evidence);
  }
  const skipped = [...search.skipped, ...notJson];
  if (bundles.length === 0 || search.unreached.length > 0)
    throw incomplete(artifact, { ...search, skipped }, bundles.length);
  return { bundles, skipped };
}

function isJson(json: string): boolean {
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}

function incomplete(artifact: Artifact, search: Search, found: number): WaybillError {
  const error = nothingFound(artifact, search);
  if (found === 0) return error;
  return new WaybillError("UNREACHABLE", {
    ...error.parts,
    what: `Not every place could be asked for bundles of ${artifact.name}, so that nothing was written.`,
    todo: "Try again later, or name with --from the places that can be asked.",
  });
}

async function written(
  artifact: Artifact,
  folder: string,
  bundles: readonly Evidence[],
): Promise<Downloaded> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new WaybillError("INPUT_INVALID", {
      what: `The folder ${folder} cannot be made.`,
      got: kindOf(error),
      expected: "a folder, or a name that is free",
    });
  }
  return await writeBundles(downloadPath(artifact, folder), bundles);
}

function report({ path, bundles: count, status }: Downloaded, bundles: readonly Evidence[]): string {
  const what = `${count} ${count === 1 ? "bundle" : "bundles"}`;
  return [
    status === "written" ? `Wrote ${what} to ${path}` : `${path} has the same ${what} already`,
    ...bundles.map(({ origin }) => `  from ${origin}`),
    "Nothing about them is checked: `waybill verify` does.",
    "",
  ]
    .map(inert)
    .join("\n");
}
