import type { TestContext } from "node:test";

import { startArtifacts, type LocalArtifacts } from "../../local/artifacts/start.ts";
import type { StepRun } from "../../local/job.ts";
import { world, type World } from "./world.ts";

export interface RunWorld extends World {
  readonly artifacts: LocalArtifacts;
  /** runs the step in a job of the run that `id` names, by its permissions with or without an OIDC token */
  readonly inJob: (
    id: string,
    inputs: Readonly<Record<string, string>>,
    options?: JobOptions,
  ) => Promise<StepRun>;
}

export interface JobOptions {
  readonly token?: boolean;
  readonly attempt?: number;
  readonly matrix?: unknown;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const NO_TOKEN = { ACTIONS_ID_TOKEN_REQUEST_URL: undefined, ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined };

/** A run whose jobs share an artifact service. */
export async function runOfJobs(
  t: TestContext,
  options: Parameters<typeof world>[1] = {},
): Promise<RunWorld> {
  const made = await world(t, options);
  const artifacts = await startArtifacts();
  t.after(() => artifacts.close());
  return {
    ...made,
    artifacts,
    inJob: async (id, inputs, { token = false, attempt = 1, matrix, env } = {}) =>
      await made.step(inputs, {
        artifacts: { service: artifacts, id, attempt, matrix },
        env: { ...(token ? {} : NO_TOKEN), ...env },
      }),
  };
}

export const SIGNER = "octo-org/rocket/.github/workflows/release.yml@refs/tags/v1.2.3";

/** The inputs of the job that publishes what `signed` signed. */
export function publishing({ job }: World, signed: StepRun): Record<string, string> {
  return {
    "publish-only": "true",
    "bundles-artifact": signed.outputs["bundles-artifact"] ?? "",
    "bundles-artifact-digest": signed.outputs["bundles-artifact-digest"] ?? "",
    "expected-signer": SIGNER,
    "expected-source-repository": "octo-org/rocket",
    "expected-source-digest": job.commit ?? "",
    "upload-assets": "true",
  };
}

/** The release's draft, and the bundles of one signed file in the artifact `bundles`. */
export async function signedRun(t: TestContext): Promise<RunWorld & { readonly signed: StepRun }> {
  const made = await runOfJobs(t);
  made.local.github.state.addRelease({ tag: "v1.2.3", draft: true });
  await made.file("dist/rocket.tgz", "rocket");
  const signed = await made.inJob(
    "sign",
    { "subject-path": "dist/*", "bundles-artifact": "bundles", "github-attestations": "never" },
    { token: true },
  );
  return { ...made, signed };
}
