import type { WaybillError } from "../errors.ts";
import type { Uploaded } from "../handover/artifacts.ts";
import type { Subjects } from "../intoto/statement.ts";
import type { Published } from "../publish/target.ts";
import type { RunFacts } from "../run/run.ts";
import type { Instance } from "../sigstore/instance.ts";
import type { Verified } from "../verify/verify.ts";

/** A verified bundle on disk. */
export interface BundleFile {
  readonly fileName: string;
  readonly path: string;
  readonly bundle: Verified;
  /** `REGISTRY/PATH@sha256:…` of the one image that it is about; undefined for files */
  readonly image: string | undefined;
  /** its place among the run's files; bundles are done in whatever order */
  readonly order: number;
  /** found in one of the targets, signed by an earlier run or attempt */
  readonly reused: boolean;
}

/**
 * What the step has done so far. Filled as the stations pass, so that a failure at any of them still reports all that
 * went before it.
 */
export interface Progress {
  run?: RunFacts;
  /** whose root judges */
  instance?: Pick<Instance, "name" | "root" | "logs">;
  subjects?: Subjects;
  /** the workflow artifact with the subjects, for the job that signs */
  subjectsArtifact?: Uploaded;
  /** the workflow artifact with the bundles */
  bundlesArtifact?: Uploaded;
  /** another job signed: bundles are stored alone */
  publishing?: boolean;
  readonly files: BundleFile[];
  /** how many statements the run is to sign, once that is known */
  planned?: number;
  /** files of statements that a dry run did not sign */
  readonly unsigned: string[];
  readonly published: Published[];
  /** ids of GitHub's records of where images are */
  readonly storageRecords: string[];
  readonly notices: Notice[];
}

export interface Notice {
  readonly severity: "notice" | "warning";
  readonly text: string;
}

export type Outcome =
  | "attested"
  | "already-attested"
  | "collected"
  | "published"
  | "dry-run"
  | "skipped"
  | "failed";

export interface Result extends Readonly<Progress> {
  readonly outcome: Outcome;
  /** what ended the step, or the first target's failure */
  readonly error: WaybillError | undefined;
}

export function startProgress(): Progress {
  return { files: [], unsigned: [], published: [], storageRecords: [], notices: [] };
}

/** @param error what ended the step early; @param skipped it had nothing to do */
export function finish(progress: Progress, error: WaybillError | undefined, skipped: boolean): Result {
  const failed = progress.published.find((p) => p.status === "failed");
  const cause = error ?? (failed?.status === "failed" ? failed.error : undefined);
  const files = progress.files.toSorted((a, b) => a.order - b.order);
  return { ...progress, files, error: cause, outcome: outcomeOf(progress, cause, skipped) };
}

function outcomeOf(progress: Progress, error: WaybillError | undefined, skipped: boolean): Outcome {
  if (error !== undefined) return "failed";
  if (skipped) return "skipped";
  if (progress.unsigned.length > 0) return "dry-run";
  if (progress.subjectsArtifact !== undefined) return "collected";
  if (progress.publishing === true) return "published";
  return progress.files.length > 0 && progress.files.every((file) => file.reused)
    ? "already-attested"
    : "attested";
}
