import { mkdir, readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";

import { prepareJob, runStep, type Job, type StepOptions, type StepRun } from "../../local/job.ts";
import type { LocalOptions } from "../../local/start.ts";
import { isRecord } from "../../src/json.ts";
import { signingWorld, type Scope, type SigningWorld } from "../verify/world.ts";
import { ACTION, sha } from "./world.ts";

/** A job that verifies what octo-org/rocket's release.yml has signed. */
export interface VerifyStepWorld {
  readonly signing: SigningWorld;
  readonly job: Job;
  /** writes a file of the workspace */
  readonly file: (name: string, content: string | Uint8Array) => Promise<void>;
  /** a bundle of provenance of these contents */
  readonly bundleOf: (...contents: readonly string[]) => Promise<string>;
  /** runs `verify/action.yml` with the signer, issuer and root of this world, and the inputs given */
  readonly step: (
    inputs: Readonly<Record<string, string>>,
    options?: Omit<StepOptions, "inputs">,
  ) => Promise<StepRun>;
}

export async function verifyStepWorld(scope: Scope, options: LocalOptions = {}): Promise<VerifyStepWorld> {
  const job = await prepareJob({ repository: false });
  scope.after(() => job.remove());
  const signing = await signingWorld(scope, options);
  const { identity } = signing.expected;
  const root = path.join(job.temp, "trusted_root.json");
  await writeFile(root, JSON.stringify(signing.local.sigstore.trustedRoot));
  return {
    signing,
    job,
    async file(name, content) {
      const target = path.join(job.workspace, name);
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, content);
    },
    bundleOf: (...contents) =>
      signing.sign(
        signing.statement({
          subject: contents.map((content, index) => ({
            name: `rocket-${index}`,
            digest: { sha256: sha("sha256", content) },
          })),
        }),
      ),
    step: (inputs, stepOptions = {}) =>
      runStep(path.join(ACTION, "verify"), signing.local, job, {
        ...stepOptions,
        inputs: { signer: identity.signer, issuer: identity.issuer, "trusted-root": root, ...inputs },
      }),
  };
}

/** The answers in the step's result file, which is written whatever happened. */
export async function answersOf(run: StepRun): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const json: unknown = JSON.parse(await readFile(run.outputs["result-path"] ?? "", "utf8"));
  return Array.isArray(json) ? json.filter(isRecord) : [];
}
