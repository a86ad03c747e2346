import { WaybillError } from "../errors.ts";
import { quoted } from "../quoted.ts";
import { PLACES, type Place, type VerifyRequest } from "./request.ts";

/** An option of `waybill verify` that is part of the request, or the step's input of the same name. */
export interface RequestOption {
  readonly name: string;
  readonly key: keyof VerifyRequest;
  /** `flag` stands alone; `list` and `pairs` may be given several times */
  readonly kind: "text" | "flag" | "list" | "pairs";
  /** what stands for its value in a help text */
  readonly value: string;
  readonly about: string;
}

/** In the order of the help text. A test compares them with docs/verify.md. */
export const REQUEST_OPTIONS: readonly RequestOption[] = [
  text("source-repository", "sourceRepository", "URL", "the repository that it must be built from; required"),
  list("bundle", "bundles", "FILE", "where the bundle is; without it, files beside FILE are tried"),
  text("signer", "signer", "URI[@REF]", "the workflow that must have signed; without it, a known builder"),
  text("signer-digest", "signerDigest", "SHA", "the commit of that workflow's file"),
  text("builder-id", "builderId", "URI[@REF]", "the builder that the provenance must name"),
  text("issuer", "issuer", "URL", "who vouches for workflows; GitHub if not given"),
  text("source-ref", "sourceRef", "REF", "the whole reference built, refs/heads/main"),
  text("source-branch", "sourceBranch", "NAME", "the branch built"),
  text("source-tag", "sourceTag", "NAME", "the tag built"),
  text("source-versioned-tag", "sourceVersionedTag", "VERSION", "its version, as far as given: v1, v1.2"),
  text("source-digest", "sourceDigest", "SHA", "the commit built"),
  {
    name: "workflow-input",
    key: "workflowInputs",
    kind: "pairs",
    value: "NAME=VALUE",
    about: "what the run was started with by hand",
  },
  text("predicate-type", "predicateType", "URI", "the kind of statement; SLSA provenance if not given"),
  flag(
    "deny-self-hosted-runners",
    "denySelfHostedRunners",
    "demand a runner of GitHub's for the signing job",
  ),
  text("min-level", "minLevel", "1|2|3", "the least SLSA Build level"),
  list("from", "from", "PLACE", "also look in the release, registry or github, which calls them"),
  text("tag", "tag", "NAME", "which release --from release means"),
  text(
    "attestation-repository",
    "attestationRepository",
    "NAME",
    "where an image's attestations lie, if not beside it",
  ),
  text("rekor-url", "rekorUrl", "URL", "the log to ask about an envelope without a signed time"),
  text(
    "trusted-root",
    "trustedRoot",
    "FILE",
    "the trusted root, or several, one a line; the built-in one if not given",
  ),
];

function text(name: string, key: keyof VerifyRequest, value: string, about: string): RequestOption {
  return { name, key, kind: "text", value, about };
}

function list(name: string, key: keyof VerifyRequest, value: string, about: string): RequestOption {
  return { name, key, kind: "list", value, about };
}

function flag(name: string, key: keyof VerifyRequest, about: string): RequestOption {
  return { name, key, kind: "flag", value: "", about };
}

/** How an option is called where it was given: `--signer`, or the step's `signer`. */
export type OptionNaming = (name: string) => string;

const asFlag: OptionNaming = (name) => `--${name}`;

/**
 * The request of options as they were given.
 * @param given each option's values by its name; a flag's is "true" or "false"
 * @throws WaybillError USAGE
 */
export function requestOf(
  given: ReadonlyMap<string, readonly string[]>,
  called: OptionNaming = asFlag,
): VerifyRequest {
  const request: Record<string, unknown> = {};
  for (const option of REQUEST_OPTIONS) {
    const values = given.get(option.name) ?? [];
    if (values.length > 0) request[option.key] = valueOf(option, values, called(option.name));
  }
  // Each key has what its option's kind and name make of it, below.
  return request;
}

function valueOf({ key, kind }: RequestOption, values: readonly string[], name: string): unknown {
  if (kind === "list")
    return key === "from"
      ? values.map((value) => placeOf(name, value))
      : values.map((value) => notEmpty(name, value));
  if (kind === "pairs") return pairsOf(name, values);
  const [value = "", another] = values;
  if (another !== undefined) throw usage(`${name} ${values.length} times`, "it once");
  if (kind === "flag") return value === "true";
  return key === "minLevel" ? levelOf(name, value) : notEmpty(name, value);
}

function notEmpty(name: string, value: string): string {
  if (value === "") throw usage(`an empty ${name}`, "a value");
  return value;
}

function placeOf(name: string, value: string): Place {
  const place = PLACES.find((known) => known === value);
  if (place === undefined) throw usage(`${name} ${quoted(value)}`, PLACES.join(", "));
  return place;
}

function levelOf(name: string, value: string): 1 | 2 | 3 {
  const level = ([1, 2, 3] as const).find((known) => String(known) === value);
  if (level === undefined) throw usage(`${name} ${quoted(value)}`, "1, 2 or 3");
  return level;
}

function pairsOf(name: string, values: readonly string[]): Readonly<Record<string, string>> {
  const pairs = values.map((value): [string, string] => {
    const equals = value.indexOf("=");
    if (equals < 1) throw usage(`${name} ${quoted(value)}`, "NAME=VALUE");
    return [value.slice(0, equals), value.slice(equals + 1)];
  });
  const names = pairs.map(([key]) => key);
  const twice = names.find((key, index) => names.indexOf(key) !== index);
  if (twice !== undefined) throw usage(`${name} ${quoted(twice)} twice`, "each name once");
  return Object.fromEntries(pairs);
}

/** Options of which each is right, and that do not go together. */
export interface Misfit {
  readonly name: string;
  readonly got: string;
  readonly expected: string;
}

/** @param later whether the artifacts are yet to come */
export function misfitsOf(
  asked: {
    readonly request: VerifyRequest;
    readonly artifacts: readonly string[];
    readonly refreshTrust: boolean;
  },
  later = false,
  called: OptionNaming = asFlag,
): Misfit[] {
  const { request, artifacts, refreshTrust } = asked;
  const from = request.from ?? [];
  const misfits: Misfit[] = [];
  if (refreshTrust && request.trustedRoot !== undefined)
    misfits.push({
      name: "refresh-trust",
      got: `${called("refresh-trust")} and ${called("trusted-root")}`,
      expected: "one of them",
    });
  if (later) return misfits;
  // Most who write it mean the tag that was built.
  if (request.tag !== undefined && !from.includes("release"))
    misfits.push({
      name: "tag",
      got: `${called("tag")} without ${called("from")} release`,
      expected: `${called("source-tag")} for the tag built, or ${called("from")} release`,
    });
  const calls = from.includes("registry") || artifacts.some((artifact) => artifact.startsWith("oci://"));
  if (request.attestationRepository !== undefined && !calls)
    misfits.push({
      name: "attestation-repository",
      got: `${called("attestation-repository")} without ${called("from")} registry`,
      expected: "both, or an image of a registry",
    });
  return misfits;
}

function usage(got: string, expected: string): WaybillError {
  return new WaybillError("USAGE", { what: "The command line is not complete.", got, expected });
}
