import { createHash } from "node:crypto";

import { WaybillError } from "../errors.ts";
import { at, isRecord, list } from "../json.ts";
import { CallFailed, type Http } from "../net/http.ts";
import { callableUrl } from "../net/url.ts";
import {
  getBlob,
  owned,
  ownerOf,
  putBlob,
  signedUrl,
  twirp,
  unavailable,
  type Owner,
  type ServicePorts,
  type Twirp,
} from "./results-service.ts";
import { packZip, unpackZip, type ArtifactFile, type Limits } from "./zip.ts";

/** Where a job's workflow artifacts are kept, as the runner says: `ACTIONS_RESULTS_URL` and `ACTIONS_RUNTIME_TOKEN`. */
export interface ArtifactService {
  readonly url: string;
  /** no permission of the job has to do with it */
  readonly token: string;
}

/** An artifact of this run, of whatever job or attempt. */
export interface Artifact {
  readonly name: string;
  readonly id: string;
  /** of its archive, in bytes, as the service reports it */
  readonly size: number;
  /** `sha256:…` of its archive, as the service reports it; not every service does */
  readonly digest: string | undefined;
  /** the service's own ids of the run's attempt and the job that made it */
  readonly owner: Owner;
}

/** What was stored. */
export interface Uploaded {
  readonly name: string;
  readonly id: string;
  /** `sha256:…` of the archive */
  readonly digest: string;
}

/** The run's workflow artifacts: what one job stores, another takes. */
export interface Artifacts {
  /**
   * @param replace whether one of that name is deleted first
   * @throws WaybillError ARTIFACT_CONFLICT, ARTIFACT_UNAVAILABLE
   */
  upload(name: string, files: readonly ArtifactFile[], replace: boolean): Promise<Uploaded>;
  /**
   * Oldest first.
   * @throws WaybillError ARTIFACT_UNAVAILABLE
   */
  list(prefix: string): Promise<Artifact[]>;
  /**
   * The archive's digest is computed, and compared before anything in it is looked at.
   * @throws WaybillError ARTIFACT_DIGEST_MISMATCH, ARTIFACT_INVALID, ARTIFACT_NOT_FOUND, ARTIFACT_UNAVAILABLE
   */
  download(artifact: Artifact, expected: string | undefined, limits: Limits): Promise<ArtifactFile[]>;
}

/** The service's own limit of an archive is far above; ours are lists and bundles. */
const MAX_ARCHIVE_BYTES = 256 * 1024 * 1024;

/**
 * The artifacts in GitHub's results service.
 * @param mask for the signatures of those addresses
 * @throws WaybillError ARTIFACT_UNAVAILABLE where the runner names no service
 */
export function openArtifacts(
  service: ArtifactService | undefined,
  http: Http,
  mask: (secret: string) => void,
): Artifacts {
  const base = callableUrl(service?.url ?? "");
  const owner = ownerOf(service?.token ?? "");
  if (service === undefined || base === undefined || owner === undefined) {
    throw new WaybillError("ARTIFACT_UNAVAILABLE", {
      what: "This job cannot store or fetch workflow artifacts.",
      got:
        service === undefined
          ? "no ACTIONS_RESULTS_URL or no ACTIONS_RUNTIME_TOKEN"
          : "one that cannot be used",
      expected: "the artifact service that the runner names to every action of a job",
      todo: "Run the step as an action in a job of github.com or ghe.com. GitHub Enterprise Server has no such service; act has one with `--artifact-server-path`.",
    });
  }
  const call: Twirp = async (method, fields, ...also) =>
    await twirp({ http, origin: base.origin, token: service.token }, method, fields, also);
  const ports: ServicePorts = { call, http, owner, mask };
  return {
    upload: async (name, files, replace) => await upload(ports, name, files, replace),
    list: async (prefix) => (await listAll(ports)).filter(({ name }) => name.startsWith(prefix)),
    async download(artifact, expected, limits) {
      const archive = await fetchArchive(ports, artifact);
      assertDigest(artifact, archive, expected);
      return unpackZip(archive, limits, artifact.name);
    },
  };
}

async function listAll({ call, owner }: ServicePorts, name?: string): Promise<Artifact[]> {
  const filter = name === undefined ? {} : { name_filter: name };
  // Where there are none, some servers say that there is no such thing.
  const { body } = await call("ListArtifacts", { ...owned(owner), ...filter }, 404);
  const found = list(body, "artifacts").flatMap((entry) => {
    const artifact = readArtifact(entry);
    return artifact === undefined ? [] : [artifact];
  });
  return found.toSorted((a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1));
}

/** Fields by their names in the definition or in camel case: ProtoJSON readers take both. */
function readArtifact(entry: unknown): Artifact | undefined {
  const field = (snake: string): string | undefined => {
    const value =
      at(entry, snake) ??
      at(
        entry,
        snake.replaceAll(/_([a-z])/g, (_, c: string) => c.toUpperCase()),
      );
    return typeof value === "number" ? String(value) : typeof value === "string" ? value : undefined;
  };
  const [name, id, size] = [field("name"), field("database_id"), Number(field("size") ?? "0")];
  const [run, job] = [field("workflow_run_backend_id"), field("workflow_job_run_backend_id")];
  if (!isRecord(entry) || name === undefined || id === undefined || !/^\d{1,20}$/.test(id)) return undefined;
  if (run === undefined || job === undefined || !Number.isSafeInteger(size)) return undefined;
  const digest = field("digest");
  return { name, id, size, digest: digest === "" ? undefined : digest, owner: { run, job } };
}

async function upload(
  ports: ServicePorts,
  name: string,
  files: readonly ArtifactFile[],
  replace: boolean,
): Promise<Uploaded> {
  const archive = packZip(files);
  const digest = digestOf(archive);
  await putBlob(ports.http, await create(ports, name, replace), archive, name);
  const fields = { ...owned(ports.owner), name, size: String(archive.length), hash: digest };
  const { status, body } = await ports.call("FinalizeArtifact", fields, 404, CONFLICT);
  if (status !== 200) {
    // Where the answer to a first call was lost, the second finds nothing left to do.
    const done = (await listOwn(ports, name)).find((artifact) => artifact.digest === digest);
    if (done !== undefined) return { name, id: done.id, digest };
  }
  const id = at(body, "artifact_id") ?? at(body, "artifactId");
  if (at(body, "ok") !== true || (typeof id !== "string" && typeof id !== "number"))
    throw unavailable(`GitHub's artifact service did not take the workflow artifact ${name}.`, undefined);
  return { name, id: String(id), digest };
}

/** Of this attempt. */
async function listOwn(ports: ServicePorts, name: string): Promise<Artifact[]> {
  return (await listAll(ports, name)).filter(({ owner }) => owner.run === ports.owner.run);
}

const CONFLICT = 409;

/** @returns the signed address for its bytes */
async function create(ports: ServicePorts, name: string, replace: boolean): Promise<string> {
  const { call, owner } = ports;
  // As `upload-artifact@v4` asks; later versions also say what is in the archive's place, which act's server does not know.
  const fields = { ...owned(owner), name, version: 4 };
  let answer = await call("CreateArtifact", fields, CONFLICT);
  if (answer.status === CONFLICT) {
    const [there] = await listOwn(ports, name);
    // One that is not listed was never finished: it is our own, where the answer to a first call was lost.
    if (there !== undefined && !replace) throw conflict(name);
    await call("DeleteArtifact", { ...owned(there?.owner ?? owner), name }, 404);
    answer = await call("CreateArtifact", fields, CONFLICT);
  }
  if (answer.status === CONFLICT) throw conflict(name);
  return signedUrl(ports, answer, "signed_upload_url", name);
}

async function fetchArchive(ports: ServicePorts, artifact: Artifact): Promise<Buffer> {
  const { name, owner, size } = artifact;
  if (size > MAX_ARCHIVE_BYTES) throw tooLarge(name, `${size} bytes`);
  const answer = await ports.call("GetSignedArtifactURL", { ...owned(owner), name }, 404);
  if (answer.status === 404) throw notFound(name);
  const url = signedUrl(ports, answer, "signed_url", name);
  try {
    return await getBlob(ports.http, url, MAX_ARCHIVE_BYTES);
  } catch (error) {
    if (error instanceof CallFailed && error.last.tooLarge === true)
      throw tooLarge(name, `more than ${MAX_ARCHIVE_BYTES} bytes`);
    throw unavailable(`The workflow artifact ${name} could not be fetched.`, error);
  }
}

function assertDigest(artifact: Artifact, archive: Buffer, expected: string | undefined): void {
  const actual = digestOf(archive);
  const sides = [
    { digest: artifact.digest, side: "as its job stored it" },
    { digest: expected, side: "as it was handed over" },
  ];
  for (const { digest, side } of sides) {
    if (digest === undefined || digest === actual) continue;
    throw new WaybillError("ARTIFACT_DIGEST_MISMATCH", {
      what: `The workflow artifact ${artifact.name} is not what it was. Nothing in it was used.`,
      got: actual,
      expected: `${digest}, ${side}`,
      todo: "Find out what else writes workflow artifacts in this run, and run the job that made it again.",
    });
  }
}

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** The error of a name that this run has no artifact of. */
export function notFound(name: string): WaybillError {
  return new WaybillError("ARTIFACT_NOT_FOUND", {
    what: `This run has no workflow artifact ${name}.`,
    expected: "one that an earlier job of the same run stored",
    todo: "Let this job wait for the one that stores it (`needs:`), and check that the names are the same. Artifacts expire.",
  });
}

function conflict(name: string): WaybillError {
  return new WaybillError("ARTIFACT_CONFLICT", {
    what: `This run already has a workflow artifact ${name}.`,
    got: "one of this very attempt, so another job or step stored it",
    expected: "a name of its own for each",
    todo: "Give the jobs of a matrix different names.",
  });
}

function tooLarge(name: string, got: string): WaybillError {
  return new WaybillError("ARTIFACT_INVALID", {
    what: `The workflow artifact ${name} is too large.`,
    got,
    expected: `at most ${MAX_ARCHIVE_BYTES} bytes`,
    todo: "Find out which job of this run made it.",
  });
}
