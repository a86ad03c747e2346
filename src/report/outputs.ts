import { primaryDigest } from "../intoto/digest.ts";
import type { Published } from "../publish/target.ts";
import { commandLine, verifyCommands } from "./commands.ts";
import type { Result } from "./result.ts";

/** Runners refuse a step's outputs above 1 MiB in all; `result-path` always has everything. */
const MAX_RESULT_BYTES = 512 * 1024;

/** Everything about a result as JSON, for the file and, where it fits, the output `result`. */
export function resultJson(result: Result): Readonly<Record<string, unknown>> {
  const { run, instance } = result;
  return {
    outcome: result.outcome,
    ...(result.error === undefined
      ? {}
      : { error: { code: result.error.code, message: result.error.message } }),
    ...(run === undefined
      ? {}
      : {
          source: { repository: run.repositoryUrl, ref: run.claims.ref, commit: run.claims.sha },
          builder: run.builderId,
          issuer: run.claims.iss,
          invocation: run.invocationId,
        }),
    ...(instance === undefined ? {} : { sigstore: instance.name, trustedRoot: instance.root.description }),
    subjects: (result.subjects ?? []).map(({ name, digest }) => ({ name, digest })),
    bundles: result.files.map((file) => ({
      path: file.path,
      predicateType: file.bundle.statement.predicateType,
      reused: file.reused,
      logIndexes: file.bundle.logIndexes,
      level: file.bundle.level,
      checks: file.bundle.checks,
      unchecked: file.bundle.unchecked,
    })),
    unsigned: result.unsigned,
    ...(result.subjectsArtifact === undefined ? {} : { subjectsArtifact: result.subjectsArtifact }),
    ...(result.bundlesArtifact === undefined ? {} : { bundlesArtifact: result.bundlesArtifact }),
    stored: result.published.map((p) =>
      p.status === "failed"
        ? { target: p.target, status: p.status, error: { code: p.error.code, message: p.error.message } }
        : p,
    ),
    notices: result.notices,
    verifyCommands: verifyCommands(result).map((c) => ({
      tool: c.tool,
      title: c.title,
      command: commandLine(c),
    })),
  };
}

/** The step's outputs under the names of `action.yml`; an output that has no value is left out. */
export function outputsOf(result: Result, resultPath: string | undefined): Readonly<Record<string, string>> {
  // Of a run that failed half-way the first file may be missing; another is not it.
  const file = result.files.find(({ order }) => order === 0);
  const attestation = result.published.find(
    (p) => p.target === "github" && p.status !== "skipped" && p.status !== "failed",
  );
  const assets = result.published.flatMap((p) =>
    p.target === "release" && (p.status === "stored" || p.status === "already-stored")
      ? [{ name: p.name, url: p.url, status: p.status }]
      : [],
  );
  const attachments = attachmentsOf(result);
  const outputs: Record<string, string | undefined> = {
    "bundle-path": file?.path,
    "bundle-paths": result.files.map((f) => f.path).join("\n"),
    "statement-paths": result.unsigned.join("\n"),
    "subjects-artifact": result.subjectsArtifact?.name,
    "subjects-artifact-digest": result.subjectsArtifact?.digest,
    "bundles-artifact": result.bundlesArtifact?.name,
    "bundles-artifact-digest": result.bundlesArtifact?.digest,
    "attestation-id": attestation !== undefined && "id" in attestation ? attestation.id : undefined,
    "attestation-url": attestation !== undefined && "url" in attestation ? attestation.url : undefined,
    "subject-count": result.subjects === undefined ? undefined : String(result.subjects.length),
    "release-assets": assets.length === 0 ? undefined : JSON.stringify(assets),
    "release-id": result.published.flatMap((p) => ("releaseId" in p ? [p.releaseId] : []))[0],
    "registry-attestations": attachments.length === 0 ? undefined : JSON.stringify(attachments),
    "storage-record-ids": result.storageRecords.join(","),
    "log-index": file?.bundle.logIndexes[0],
    level: file === undefined ? undefined : String(file.bundle.level.build),
    "verify-commands": verifyCommands(result).map(commandLine).join("\n"),
    result: fitting(result),
    "result-path": resultPath,
  };
  return Object.fromEntries(
    Object.entries(outputs).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "",
    ),
  );
}

/** What the registries hold, with where it was stored; the same bundle at an image and at its platforms is several. */
function attachmentsOf(result: Result): Readonly<Record<string, unknown>>[] {
  // Images are done in whatever order; they are listed in that of their bundles.
  const order = (p: Published): number =>
    "name" in p ? result.files.findIndex((file) => file.image === p.name) : -1;
  return result.published
    .toSorted((a, b) => order(a) - order(b))
    .flatMap((p) =>
      p.status === "stored" || p.status === "already-stored"
        ? (p.attachments ?? []).map(({ image, digest, attestation, storedAs }) => ({
            image,
            digest,
            attestation,
            "stored-as": storedAs,
          }))
        : [],
    );
}

/** The result as an output: whole, or without its subjects, or not at all. */
function fitting(result: Result): string {
  const whole = JSON.stringify(resultJson(result));
  if (Buffer.byteLength(whole) <= MAX_RESULT_BYTES) return whole;
  const { subjects: _, ...rest } = resultJson(result);
  const cut = JSON.stringify({
    ...rest,
    subjects: [],
    truncated: `${result.subjects?.length ?? 0} subjects: see result-path`,
  });
  return Buffer.byteLength(cut) <= MAX_RESULT_BYTES ? cut : "";
}

/** A subject as one line of the log. */
export function subjectLine(subject: {
  readonly name: string;
  readonly digest: Parameters<typeof primaryDigest>[0];
}): string {
  return `${primaryDigest(subject.digest)}  ${subject.name}`;
}
