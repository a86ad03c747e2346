import { asOption, type Naming, type VerifyRequest } from "../consumer/request.ts";
import { quoted } from "../quoted.ts";
import { optionLines, readArguments, single, usage, type Arguments, type Option } from "./arguments.ts";

/** The commands of slsa-verifier 2.7 that are done here. */
export type SlsaCommand = "verify-artifact" | "verify-image" | "verify-github-attestation";

/** A command line of slsa-verifier's, understood. */
export interface SlsaOptions {
  /** as the rest of Waybill names them: `oci://` before an image */
  readonly artifacts: readonly string[];
  readonly request: VerifyRequest;
  readonly printProvenance: boolean;
  /** options that have no effect, as in slsa-verifier */
  readonly idle: readonly string[];
}

/** The log in which slsa-verifier looks up envelopes without a signed time. */
export const PUBLIC_LOG = "https://rekor.sigstore.dev";

const SOURCE: Option = {
  name: "source-uri",
  value: "REPO",
  about: "the repository that it must be built from, github.com/o/r; required",
};
const BUILDER: Option = {
  name: "builder-id",
  value: "ID[@VERSION]",
  about: "the builder; a known one, if not given",
};
const OWN: readonly Option[] = [
  {
    name: "trusted-root",
    value: "FILE",
    about: "Waybill's own: the trusted root; the built-in one if not given",
  },
  {
    name: "rekor-url",
    value: "URL",
    about: `Waybill's own: where to look up an envelope without a signed time`,
  },
];
const COMMON: readonly Option[] = [
  SOURCE,
  { name: "source-branch", value: "NAME", about: "the branch built" },
  { name: "source-tag", value: "NAME", about: "the tag built" },
  { name: "source-versioned-tag", value: "VERSION", about: "its version, as far as given: v1, v1.2" },
  {
    name: "build-workflow-input",
    value: "NAME=VALUE",
    about: "what the run was started with by hand; several",
  },
  BUILDER,
  { name: "provenance-path", value: "FILE", about: "the provenance; required for files" },
  {
    name: "provenance-repository",
    value: "NAME",
    about: "where an image's provenance lies, if not beside it",
  },
  { name: "print-provenance", value: "", about: "print the verified provenance on standard output" },
  ...OWN,
];

/** In the order of the help text; a test compares them with docs/migrate-from-slsa-verifier.md. */
export const SLSA_OPTIONS: Readonly<Record<SlsaCommand, readonly Option[]>> = {
  "verify-artifact": COMMON,
  "verify-image": COMMON,
  "verify-github-attestation": [
    { name: "attestation-path", value: "FILE", about: "the attestation; required" },
    SOURCE,
    { ...BUILDER, about: "the workflow that signed; required" },
    { name: "print-attestation", value: "", about: "print the verified statement on standard output" },
    ...OWN,
  ],
};

const ABOUT: Readonly<Record<SlsaCommand, string>> = {
  "verify-artifact": "verify-artifact ARTIFACT... --provenance-path FILE --source-uri REPO [OPTIONS]",
  "verify-image": "verify-image IMAGE@sha256:HEX --source-uri REPO [OPTIONS]",
  "verify-github-attestation":
    "verify-github-attestation ARTIFACT --attestation-path FILE --source-uri REPO --builder-id ID [OPTIONS]",
};

/** `waybill help verify-artifact`, and of the others. */
export function slsaUsage(command: SlsaCommand): string {
  return `waybill ${ABOUT[command]}

  the command of slsa-verifier 2.7, with its flags; docs/migrate-from-slsa-verifier.md says what differs

${optionLines(SLSA_OPTIONS[command])}

  exit codes: 0 verified, 1 refused, 2 wrong usage, 3 nothing found to verify, 4 could not be reached
`;
}

const NAMES: Partial<Record<keyof VerifyRequest, string>> = {
  sourceRepository: "--source-uri",
  workflowInputs: "--build-workflow-input",
  attestationRepository: "--provenance-repository",
};

/** What each part of the request is called on these command lines. */
export const asSlsaOption: Naming = (key) => NAMES[key] ?? asOption(key);

/** @throws WaybillError USAGE, REFERENCE_INVALID */
export function readSlsaOptions(command: SlsaCommand, args: readonly string[]): SlsaOptions {
  const read = readArguments(args.flatMap(booleanForms), SLSA_OPTIONS[command]);
  const { positionals } = read;
  const path = single(read, command === "verify-github-attestation" ? "attestation-path" : "provenance-path");
  if (path === undefined && command !== "verify-image") throw usage("no provenance", required(command));
  const [first, another] = positionals;
  if (first === undefined) throw usage("no artifact", ABOUT[command]);
  if (another !== undefined && command !== "verify-artifact")
    throw usage(`${positionals.length} artifacts`, "one");
  const repository = single(read, "provenance-repository");
  const print = command === "verify-github-attestation" ? "print-attestation" : "print-provenance";
  const image = command === "verify-image";
  return {
    artifacts: image ? [imageNamed(first)] : positionals.map(fileNamed),
    request: {
      ...expectedIn(read, command),
      ...(path === undefined ? {} : { bundles: [path] }),
      ...(image ? placesOf(first, path, repository) : {}),
    },
    printProvenance: read.given.has(print),
    idle: !image && repository !== undefined ? ["provenance-repository"] : [],
  };
}

function required(command: SlsaCommand): string {
  return command === "verify-github-attestation" ? "--attestation-path FILE" : "--provenance-path FILE";
}

/** `--print-provenance=true`, as Go's flags are written too. */
function booleanForms(arg: string): string[] {
  const [, name, value = ""] = /^(--print-(?:provenance|attestation))=(.*)$/.exec(arg) ?? [];
  if (name === undefined) return [arg];
  if (/^(?:1|t|T|true|TRUE|True)$/.test(value)) return [name];
  return /^(?:0|f|F|false|FALSE|False)$/.test(value) ? [] : [arg];
}

function expectedIn(read: Arguments, command: SlsaCommand): VerifyRequest {
  const [tag, version] = [single(read, "source-tag"), single(read, "source-versioned-tag")];
  if (tag !== undefined && version !== undefined)
    throw usage("--source-tag and --source-versioned-tag", "one of them");
  const trustedRoot = single(read, "trusted-root");
  // Of another Sigstore instance, the public log knows nothing.
  const rekorUrl = single(read, "rekor-url") ?? (trustedRoot === undefined ? PUBLIC_LOG : undefined);
  return {
    sourceRepository: sourceNamed(single(read, "source-uri")),
    builderId: builderNamed(read, command),
    sourceBranch: single(read, "source-branch"),
    sourceTag: tag,
    sourceVersionedTag: version,
    workflowInputs: inputsOf(read.given.get("build-workflow-input") ?? []),
    rekorUrl,
    trustedRoot,
  };
}

/** With a scheme or without, as slsa-verifier's NormalizeGitURI has it. */
function sourceNamed(given: string | undefined): string {
  if (given === undefined) throw usage("no --source-uri", "the repository that it must be built from");
  const plain = given.startsWith("git+") ? given.slice("git+".length) : given;
  const uri = plain.includes("://") ? plain : `https://${plain}`;
  if (/^https:\/\/github\.com\/[^/\s@]+\/[^/\s@]+$/.test(uri)) return uri;
  throw usage(
    `--source-uri ${quoted(given, 200)}`,
    "github.com/OWNER/REPO, with or without https:// or git+https:// before it",
    "For a repository elsewhere, use `waybill verify` with `--source-repository` and `--issuer`.",
  );
}

function builderNamed(read: Arguments, command: SlsaCommand): string | undefined {
  // Empty is not given, as in slsa-verifier: scripts pass a variable that may be.
  const given = read.given.get("builder-id")?.every((id) => id === "") === true;
  const id = given ? undefined : single(read, "builder-id");
  if (id === undefined && command === "verify-github-attestation")
    throw usage("no --builder-id", "the workflow that must have signed");
  if (id === undefined || id.startsWith("https://github.com/")) return id;
  throw usage(
    `--builder-id ${quoted(id, 200)}`,
    "a builder on https://github.com/",
    "Provenance of Google Cloud Build and of other platforms is not verified here.",
  );
}

/** Of a name that is given twice, the last counts, as in slsa-verifier. */
function inputsOf(pairs: readonly string[]): Readonly<Record<string, string>> | undefined {
  if (pairs.length === 0) return undefined;
  return Object.fromEntries(
    pairs.map((pair): [string, string] => {
      const equals = pair.indexOf("=");
      if (equals < 1) throw usage(`--build-workflow-input ${quoted(pair)}`, "NAME=VALUE");
      return [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
}

const ELSEWHERE = /^(?:oci:\/\/|oci-layout:)/;

function fileNamed(named: string): string {
  if (!ELSEWHERE.test(named)) return named;
  throw usage(quoted(named, 200), "a file", "For an image, use `waybill verify-image`.");
}

/** By its digest alone: what a tag names may be another image in a minute (slsa-verifier, ErrorMutableImage). */
function imageNamed(named: string): string {
  if (/@sha256:[0-9a-f]{64}$/.test(named)) return ELSEWHERE.test(named) ? named : `oci://${named}`;
  throw usage(
    `${quoted(named, 200)}, which may be another image in a minute`,
    "an image by its digest, REGISTRY/REPOSITORY@sha256:HEX",
    "Ask the registry for the digest once (`crane digest IMAGE`), and use that one from there on.",
  );
}

function placesOf(
  image: string,
  path: string | undefined,
  repository: string | undefined,
): Pick<VerifyRequest, "from" | "attestationRepository"> {
  // A file that is given is looked at first, and the registry all the same.
  const asked = repository !== undefined || (path !== undefined && !image.startsWith("oci-layout:"));
  return {
    ...(asked ? { from: ["registry"] } : {}),
    ...(repository === undefined ? {} : { attestationRepository: repository }),
  };
}
