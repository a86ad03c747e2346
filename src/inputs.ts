import { WaybillError } from "./errors.ts";
import { callableUrl } from "./net/url.ts";
import { readCustomPredicate } from "./predicates/custom.ts";
import type { BuildType } from "./predicates/provenance.ts";
import type { ProvenanceVersion } from "./predicates/state.ts";
import type { EventPayloadChoice } from "./run/payload.ts";
import { readVars, type Vars } from "./run/vars.ts";
import type { InstanceChoice, RekorVersion } from "./sigstore/instance.ts";
import { parseBase64Subjects } from "./subjects/checksums.ts";
import type { SubjectRequest } from "./subjects/collect.ts";
import { parseDigest } from "./subjects/digest.ts";
import { parsePatterns } from "./subjects/patterns.ts";

/** The step's inputs under the names of `action.yml`, read once, each of its own type. */
export interface Inputs {
  readonly subjects: readonly SubjectRequest[];
  readonly expectedCount: number | undefined;
  readonly buildType: BuildType;
  readonly provenanceVersion: ProvenanceVersion;
  readonly eventPayload: EventPayloadChoice;
  readonly vars: Vars;
  /** SBOM files, relative to the workspace */
  readonly sbomPaths: readonly string[];
  readonly predicate: PredicateInput | undefined;
  readonly bundlePer: "run" | "subject";
  readonly dryRun: boolean;
  /** the whole name of the first file, or undefined for a name made from the subjects */
  readonly provenanceName: string | undefined;
  /** undefined for a fresh folder */
  readonly outputDir: string | undefined;
  readonly release: ReleaseInputs | undefined;
  readonly githubAttestations: "auto" | "always" | "never";
  readonly sigstore: InstanceChoice;
  readonly signingConfig: string | undefined;
  /** `auto` for what the instance's signing config says */
  readonly rekorVersion: "auto" | RekorVersion;
  readonly trustedRoot: string | undefined;
  readonly oidcIssuer: string | undefined;
  readonly privateRepository: boolean;
  readonly onMissingToken: "fail" | "skip";
  /** seconds */
  readonly maxWait: number;
  readonly showSummary: boolean;
  readonly githubToken: string | undefined;
}

/** A predicate of the user's own: the text itself, or the file that holds it. */
export interface PredicateInput {
  readonly type: string;
  readonly from: { readonly text: string } | { readonly path: string };
}

const NO_VARS: Vars = { values: {}, complete: false, redacted: [] };

export interface ReleaseInputs {
  /** undefined for the tag that the run is for */
  readonly tag: string | undefined;
  readonly overwrite: boolean;
  readonly create: "never" | "draft";
}

/** A single bad input; all of them make one error. */
interface Problem {
  readonly input: string;
  readonly got: string;
  readonly expected: string;
}

/**
 * @param get an input's text, trimmed, empty when it is not set
 * @param artifactsList the runner's list of what the job declared, used when no input names a subject
 * @throws WaybillError INPUT_INVALID that names every bad input
 */
export function readInputs(get: (name: string) => string, artifactsList?: string): Inputs {
  const reader = new InputReader(get);
  const sigstore = reader.choice("sigstore", ["auto", "public", "github", "custom"]);
  const inputs: Inputs = {
    subjects: readSubjectInputs(reader, artifactsList),
    expectedCount: reader.integer("expected-count", 1, 1_000_000),
    buildType: reader.choice("build-type", ["github", "full"]),
    provenanceVersion: reader.choice("provenance-version", ["v1", "v0.2", "both"]),
    eventPayload: reader.choice("event-payload", ["none", "digest", "full"]),
    vars: reader.parsed("vars", () => readVars(reader.text("vars"), reader.text("vars-json"))) ?? NO_VARS,
    sbomPaths: reader.lines("sbom-path"),
    predicate: readPredicateInput(reader),
    bundlePer: reader.choice("bundle-per", ["run", "subject"]),
    dryRun: reader.boolean("dry-run", false),
    provenanceName: reader.fileName("provenance-name"),
    outputDir: reader.text("output-dir"),
    release: readReleaseInputs(reader),
    githubAttestations: reader.choice("github-attestations", ["auto", "always", "never"]),
    sigstore,
    signingConfig: reader.text("signing-config"),
    rekorVersion: reader.choice("rekor-version", ["auto", "1", "2"]),
    trustedRoot: reader.text("trusted-root"),
    oidcIssuer: reader.url("oidc-issuer"),
    privateRepository: reader.boolean("private-repository", false),
    onMissingToken: reader.choice("on-missing-token", ["fail", "skip"]),
    maxWait: reader.integer("max-wait", 0, 6 * 3600) ?? 900,
    showSummary: reader.boolean("show-summary", true),
    githubToken: reader.text("github-token"),
  };
  if (sigstore === "custom") {
    reader.required("signing-config", "a file, since `sigstore` is custom");
    reader.required("trusted-root", "a file, since `sigstore` is custom");
  }
  reader.finish();
  return inputs;
}

function readSubjectInputs(reader: InputReader, artifactsList: string | undefined): SubjectRequest[] {
  const requests: SubjectRequest[] = [];
  const path = reader.text("subject-path");
  const digest = reader.text("subject-digest");
  const name = reader.text("subject-name");
  const checksums = reader.text("subject-checksums");
  const base64 = reader.text("base64-subjects");
  if (path !== undefined) {
    const patterns = reader.parsed("subject-path", () => parsePatterns(path));
    const named = digest === undefined && name !== undefined ? { name } : {};
    if (patterns !== undefined) requests.push({ kind: "paths", patterns, ...named });
  }
  if (digest !== undefined) {
    reader.required("subject-name", "the name of the artifact that `subject-digest` is of");
    if (name !== undefined) {
      reader.parsed("subject-digest", () => parseDigest(digest, name));
      requests.push({ kind: "digest", digest, name });
    }
  }
  if (
    name !== undefined &&
    digest === undefined &&
    path === undefined &&
    (checksums ?? base64) !== undefined
  ) {
    reader.bad("subject-name", name, "no name: a checksum list names its subjects itself");
  }
  if (checksums !== undefined) requests.push({ kind: "checksums", input: checksums });
  if (base64 !== undefined) {
    reader.parsed("base64-subjects", () => parseBase64Subjects(base64));
    requests.push({ kind: "base64", input: base64 });
  }
  if ([path, digest, checksums, base64].every((value) => value === undefined)) {
    if (artifactsList !== undefined && name === undefined)
      return [{ kind: "artifacts", path: artifactsList }];
    const got = name === undefined ? "nothing" : "subject-name alone";
    reader.bad(
      "subject-path",
      got,
      "at least one of subject-path, subject-digest, subject-checksums and base64-subjects",
    );
  }
  return requests;
}

function readPredicateInput(reader: InputReader): PredicateInput | undefined {
  const type = reader.text("predicate-type");
  const given = reader.text("predicate");
  const path = reader.text("predicate-path");
  if (given !== undefined && path !== undefined)
    reader.bad("predicate-path", path, "`predicate` or `predicate-path`, not both");
  if (type === undefined) {
    if (given !== undefined || path !== undefined)
      reader.bad("predicate-type", "nothing", "the URI of the predicate's type");
    return undefined;
  }
  if (given !== undefined) reader.parsed("predicate", () => readCustomPredicate(type, given, "predicate"));
  if (given === undefined && path === undefined)
    reader.bad("predicate", "nothing", "a predicate, here or in `predicate-path`");
  return { type, from: path === undefined ? { text: given ?? "" } : { path } };
}

function readReleaseInputs(reader: InputReader): ReleaseInputs | undefined {
  const upload = reader.boolean("upload-assets", false);
  const tag = reader.text("upload-tag-name");
  const overwrite = reader.boolean("overwrite-assets", false);
  const create = reader.choice("create-release", ["never", "draft"]);
  if (tag !== undefined && /[\s\p{C}]/u.test(tag))
    reader.bad("upload-tag-name", "a name with spaces", "a tag's name");
  return upload ? { tag, overwrite, create } : undefined;
}

class InputReader {
  readonly #get: (name: string) => string;
  readonly #problems: Problem[] = [];

  constructor(get: (name: string) => string) {
    this.#get = get;
  }

  text(name: string): string | undefined {
    const value = this.#get(name);
    return value === "" ? undefined : value;
  }

  /** Items on lines of their own or between commas. */
  lines(name: string): string[] {
    return (this.text(name) ?? "")
      .split(/[\n,]/)
      .flatMap((item) => (item.trim() === "" ? [] : [item.trim()]));
  }

  /** The value, which must be one of the choices; the first of them is the default. */
  choice<T extends string>(name: string, choices: readonly [T, ...T[]]): T {
    const value = this.text(name);
    if (value === undefined) return choices[0];
    const found = choices.find((choice) => choice === value);
    if (found === undefined) this.bad(name, value, `one of ${choices.join(", ")}`);
    return found ?? choices[0];
  }

  /** YAML's own spellings, as GitHub reads booleans (YAML 1.2, core schema). */
  boolean(name: string, fallback: boolean): boolean {
    const value = this.text(name);
    if (value === undefined) return fallback;
    if (["true", "True", "TRUE"].includes(value)) return true;
    if (["false", "False", "FALSE"].includes(value)) return false;
    this.bad(name, value, "one of true, false");
    return fallback;
  }

  integer(name: string, min: number, max: number): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= min && number <= max) return number;
    this.bad(name, value, `a whole number from ${min} to ${max}`);
    return undefined;
  }

  url(name: string): string | undefined {
    const value = this.text(name);
    if (value !== undefined && callableUrl(value) === undefined)
      this.bad(name, value.replace(/^([^/]*\/\/)?.*@/s, "$1***@"), "an https URL without credentials");
    return value?.replace(/\/+$/, "");
  }

  /** A file's own name, as slsa-github-generator's `provenance-name`. */
  fileName(name: string): string | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const plain =
      /^[^/\\:<>"|?*\p{C}]+$/u.test(value) && !value.startsWith(".") && Buffer.byteLength(value) <= 240;
    if (!plain || !value.endsWith("intoto.jsonl")) {
      this.bad(
        name,
        value,
        "a file name that every system can hold, not hidden, that ends with intoto.jsonl",
      );
    }
    return value;
  }

  /** What a station's own parser makes of the input; its refusal is one problem among the others. */
  parsed<T>(name: string, parse: () => T): T | undefined {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof WaybillError)) throw error;
      this.bad(name, error.parts.got ?? error.parts.what, error.parts.expected ?? "another value");
      return undefined;
    }
  }

  required(name: string, expected: string): void {
    if (this.text(name) === undefined) this.bad(name, "nothing", expected);
  }

  bad(input: string, got: string, expected: string): void {
    this.#problems.push({ input, got, expected });
  }

  finish(): void {
    if (this.#problems.length === 0) return;
    const line = (p: Problem): string => `${p.input}: got ${shown(p.got)}, expected ${p.expected}`;
    throw new WaybillError("INPUT_INVALID", {
      what: `${this.#problems.length === 1 ? "An input is" : `${this.#problems.length} inputs are`} not valid. Nothing was called, signed or stored.\n${this.#problems.map((p) => `  - ${line(p)}`).join("\n")}`,
      todo: "Correct the `with:` block of this step.",
    });
  }
}

function shown(value: string): string {
  return `\`${value.replaceAll(/\p{C}/gu, "?").slice(0, 120)}\``;
}
