import { readHandoverInputs, type HandoverInputs } from "./handover/inputs.ts";
import { InputReader } from "./input-reader.ts";
import { readCustomPredicate } from "./predicates/custom.ts";
import { ociDigest, parseReference, parseRepository } from "./oci/reference.ts";
import type { Reference, RepositoryName } from "./oci/types.ts";
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
  readonly images: readonly Reference[];
  readonly expectedCount: number | undefined;
  readonly handover: HandoverInputs;
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
  readonly registry: RegistryInputs;
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
  readonly create: "never" | "draft" | "publish";
}

export type RegistryLayout = "auto" | "referrers" | "fallback" | "att" | "all";

export interface Login {
  readonly username: string;
  readonly password: string;
}

export interface RegistryInputs {
  /** whether bundles of images are stored in their registry */
  readonly push: boolean;
  readonly layout: RegistryLayout;
  /** every image of an index is a subject too */
  readonly platforms: boolean;
  /** where bundles are stored, undefined for beside the image */
  readonly repository: RepositoryName | undefined;
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** for `repository` alone; undefined where it has none of its own */
  readonly repositoryLogin: Login | undefined;
  /** http also to registries elsewhere than on this machine */
  readonly plainHttp: boolean;
  /** a record in GitHub of where the image is; undefined unless asked for */
  readonly storageRecord: { readonly version: string | undefined } | undefined;
}

/**
 * @param get an input's text, trimmed, empty when it is not set
 * @param artifactsList the runner's list of what the job declared, used when no input names a subject
 * @throws WaybillError INPUT_INVALID that names every bad input
 */
export function readInputs(get: (name: string) => string, artifactsList?: string): Inputs {
  const reader = new InputReader(get);
  const sigstore = reader.choice("sigstore", ["auto", "public", "github", "custom"]);
  const push = reader.flag("push-to-registry");
  const named = reader.text("images") !== undefined;
  // A digest that is to be pushed to a registry is an image's.
  const pushed = push === true && reader.text("subject-digest") !== undefined;
  const images = readImages(reader, pushed);
  const handover = readHandoverInputs(reader);
  const collected = handover.subjectsFromArtifacts;
  if (push === true && !named && !pushed && !collected)
    reader.bad("push-to-registry", "true", "an image: `images`, or `subject-name` with `subject-digest`");
  const handed = collected || handover.subjectsFile !== undefined;
  const elsewhere = named || pushed || handed || handover.publish !== undefined;
  const inputs: Inputs = {
    subjects: readSubjectInputs(reader, artifactsList, { elsewhere, pushed }),
    images,
    expectedCount: reader.integer("expected-count", 1, 1_000_000),
    handover,
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
    registry: readRegistryInputs(reader, push ?? (named || collected), images),
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
    if (handover.publish === undefined)
      reader.required("signing-config", "a file, since `sigstore` is custom");
    reader.required("trusted-root", "a file, since `sigstore` is custom");
  }
  reader.finish();
  return inputs;
}

/** Of `images`, and of `subject-name` with `subject-digest` where they are to be pushed to a registry. */
function readImages(reader: InputReader, pushed: boolean): Reference[] {
  const images: Reference[] = [];
  for (const line of (reader.text("images") ?? "").split("\n")) {
    if (line.trim() === "") continue;
    const reference = reader.parsed("images", () => parseReference(line.trim()));
    if (reference !== undefined) images.push(reference);
  }
  if (!pushed) return images;
  const name = reader.text("subject-name");
  const digest = ociDigest((reader.text("subject-digest") ?? "").toLowerCase());
  if (digest === undefined)
    reader.bad("subject-digest", reader.text("subject-digest") ?? "", "an image's digest, `sha256:…`");
  if (name === undefined) {
    reader.required("subject-name", "the image's name, `REGISTRY/PATH`, since `push-to-registry` is set");
    return images;
  }
  // As `actions/attest` takes it: in any case, and a tag says nothing beside the digest.
  const reference = reader.parsed("subject-name", () => parseReference(name.toLowerCase()));
  if (reference !== undefined && digest !== undefined)
    images.push({ repository: reference.repository, tag: undefined, digest });
  return images;
}

function readRegistryInputs(
  reader: InputReader,
  push: boolean,
  images: readonly Reference[],
): RegistryInputs {
  const elsewhere = reader.text("attestation-repository");
  const repository =
    elsewhere === undefined
      ? undefined
      : reader.parsed("attestation-repository", () => parseRepository(elsewhere));
  const { username, password } = readLogin(reader, "registry");
  const own = readLogin(reader, "attestation-registry");
  const repositoryLogin =
    own.username === undefined || own.password === undefined
      ? undefined
      : { username: own.username, password: own.password };
  if (repositoryLogin !== undefined && elsewhere === undefined)
    reader.required("attestation-repository", "the repository that `attestation-registry-username` is for");
  const repositories = [
    ...images.map((image) => image.repository),
    ...(repository === undefined || repositoryLogin !== undefined ? [] : [repository]),
  ];
  const registries = new Set(repositories.map(({ registry }) => registry));
  if (username !== undefined && registries.size > 1)
    reader.bad(
      "registry-username",
      // Where the two were swapped it is the password.
      "a user's name",
      `images of one registry, not of ${[...registries].join(" and ")}: log in to them before this step, or give \`attestation-repository\` a login of its own`,
    );
  const version = reader.text("subject-version");
  const record = reader.boolean("create-storage-record", false);
  return {
    push,
    layout: reader.choice("registry-layout", ["auto", "referrers", "fallback", "att", "all"]),
    platforms: reader.boolean("attest-platforms", false),
    repository,
    username,
    password,
    repositoryLogin,
    plainHttp: reader.boolean("registry-plain-http", false),
    storageRecord: record ? { version } : undefined,
  };
}

function readLogin(
  reader: InputReader,
  prefix: string,
): { readonly username: string | undefined; readonly password: string | undefined } {
  const [user, secret] = [`${prefix}-username`, `${prefix}-password`];
  const username = reader.text(user);
  const password = reader.text(secret);
  if ((username === undefined) !== (password === undefined)) {
    const lacking = username === undefined ? user : secret;
    reader.required(lacking, `both or neither of ${user} and ${secret}`);
  }
  return { username, password };
}

function readSubjectInputs(
  reader: InputReader,
  artifactsList: string | undefined,
  named: {
    /** images, or what other jobs hand over */
    readonly elsewhere: boolean;
    /** `subject-digest` is an image's */
    readonly pushed: boolean;
  },
): SubjectRequest[] {
  const requests: SubjectRequest[] = [];
  const path = reader.text("subject-path");
  const digest = named.pushed ? undefined : reader.text("subject-digest");
  const name = named.pushed ? undefined : reader.text("subject-name");
  const checksums = reader.text("subject-checksums");
  const base64 = reader.text("base64-subjects");
  if (path !== undefined) {
    const patterns = reader.parsed("subject-path", () => parsePatterns(path));
    const renamed = digest === undefined && name !== undefined ? { name } : {};
    if (patterns !== undefined) requests.push({ kind: "paths", patterns, ...renamed });
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
    if (named.elsewhere) return requests;
    if (artifactsList !== undefined && name === undefined)
      return [{ kind: "artifacts", path: artifactsList }];
    const got = name === undefined ? "nothing" : "subject-name alone";
    reader.bad(
      "subject-path",
      got,
      "at least one of subject-path, subject-digest, subject-checksums, base64-subjects, base64-subjects-as-file, images and subjects-from",
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
  const create = reader.choice("create-release", ["never", "draft", "publish"]);
  if (tag !== undefined && /[\s\p{C}]/u.test(tag))
    reader.bad("upload-tag-name", "a name with spaces", "a tag's name");
  return upload ? { tag, overwrite, create } : undefined;
}
