import type { WaybillError } from "../../src/errors.ts";
import { hexDigest, type DigestSet } from "../../src/intoto/digest.ts";
import type { Subject } from "../../src/intoto/statement.ts";
import type { Published } from "../../src/publish/target.ts";
import { finish, startProgress, type Progress, type Result } from "../../src/report/result.ts";
import { describeRun } from "../../src/run/run.ts";
import type { Instance } from "../../src/sigstore/instance.ts";
import { publicTrust } from "../../src/trust/roots.ts";
import type { Verified } from "../../src/verify/verify.ts";

const SHA = "6dcb09b5b57875f334f61aebed695e2e4193db5e";
const WORKFLOW = "octo-org/rocket/.github/workflows/release.yml@refs/tags/v1.2.3";

const run = describeRun(
  {
    iss: "https://token.actions.githubusercontent.com",
    sub: "repo:octo-org/rocket:ref:refs/tags/v1.2.3",
    aud: "sigstore",
    exp: 0,
    event_name: "push",
    job_workflow_ref: WORKFLOW,
    job_workflow_sha: SHA,
    ref: "refs/tags/v1.2.3",
    repository: "octo-org/rocket",
    repository_id: "610000001",
    repository_owner: "octo-org",
    repository_owner_id: "7000001",
    run_attempt: "1",
    run_id: "17200000001",
    runner_environment: "github-hosted",
    sha: SHA,
    workflow_ref: WORKFLOW,
    workflow_sha: SHA,
    repository_visibility: "public",
    environment: undefined,
  },
  "https://github.com",
);

const instance: Instance = {
  name: "public",
  ca: "https://fulcio.sigstore.dev/",
  logs: [{ url: "https://rekor.sigstore.dev/", version: 1 }],
  tsas: [],
  root: {
    ...publicTrust().trustedRoot,
    description: "Sigstore public instance, root of 2026-08-21 (sha256:6494…)",
  },
};

function digest(index: number): DigestSet {
  const sha256 = hexDigest("sha256", index.toString(16).padStart(64, "0"));
  return sha256 === undefined ? {} : { sha256 };
}

/** A bundle as the verifier would give it; only what a report shows. */
const bundle = {
  json: "{}",
  statement: { predicateType: "https://slsa.dev/provenance/v1" },
  certificate: { subjectAlternativeName: run.builderId },
  times: [{ source: "transparency log", time: new Date("2026-11-21T12:00:00Z") }],
  logIndexes: ["123456789"],
  level: { build: 2, reason: "signed provenance from GitHub-hosted infrastructure" },
  checks: [
    { name: "signature", detail: "of the statement, by the certificate's key" },
    { name: "subject", detail: "all digests are stated" },
  ],
  unchecked: ["whether a newer release exists"],
} as unknown as Verified;

export const STORED: readonly Published[] = [
  {
    target: "release",
    status: "stored",
    name: "rocket-1.2.3.tgz.intoto.jsonl",
    url: "https://github.com/octo-org/rocket/releases/download/v1.2.3/rocket-1.2.3.tgz.intoto.jsonl",
    id: "1003",
    readBack: true,
  },
  {
    target: "github",
    status: "stored",
    name: "rocket-1.2.3.tgz.intoto.jsonl",
    url: "https://github.com/octo-org/rocket/attestations/1002",
    id: "1002",
    readBack: true,
  },
];

export interface ResultParts {
  readonly names?: readonly string[];
  readonly published?: readonly Published[];
  readonly notices?: Progress["notices"];
  readonly reused?: boolean;
  /** the step ended before anything was signed */
  readonly early?: WaybillError;
  readonly skipped?: boolean;
}

/** A result of a release, as the step would end with it. */
export function resultWith(parts: ResultParts = {}): Result {
  const progress = startProgress();
  progress.notices.push(...(parts.notices ?? []));
  if (parts.early !== undefined || parts.skipped === true)
    return finish(progress, parts.early, parts.skipped === true);
  const [first = "rocket-1.2.3.tgz", ...rest] = parts.names ?? [];
  const subject = (name: string, index: number): Subject => ({ name, digest: digest(index) });
  progress.subjects = [subject(first, 0), ...rest.map((name, index) => subject(name, index + 1))];
  progress.run = run;
  progress.instance = instance;
  const fileName = rest.length === 0 ? `${first}.intoto.jsonl` : "multiple.intoto.jsonl";
  progress.files.push({
    fileName,
    path: `/tmp/waybill-x/${fileName}`,
    bundle: { ...bundle, statement: { ...bundle.statement, subjects: progress.subjects } },
    image: undefined,
    order: 0,
    reused: parts.reused ?? false,
  });
  progress.published.push(...(parts.published ?? STORED));
  return finish(progress, undefined, false);
}
