import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { TestContext } from "node:test";

import type { StepRun } from "../../local/job.ts";
import type { Release } from "../../local/github/state.ts";
import { plain } from "../../src/report/markup.ts";
import { everythingLeft, resultOf, traces, world, type World } from "./world.ts";

/** The file that most scenarios attest, and the name of its bundle. */
export const FILE = "rocket-1.2.3.tgz";
export const BUNDLE = `${FILE}.intoto.jsonl`;

/** The inputs of a step that stores in both targets. */
export const BOTH = { "subject-path": "dist/*", "upload-assets": "true" };

export interface ReleaseWorld extends World {
  readonly release: Release;
}

/** A world with one file in `dist/` and a draft release of the run's tag. */
export async function releaseWorld(
  t: TestContext,
  options: Parameters<typeof world>[1] = {},
): Promise<ReleaseWorld> {
  const made = await world(t, options);
  const release = made.local.github.state.addRelease({ tag: "v1.2.3", draft: true });
  await made.file(`dist/${FILE}`, "rocket");
  return { ...made, release };
}

/** What the step's result says of a target. */
export interface Stored {
  readonly target: string;
  readonly status: "stored" | "already-stored" | "skipped" | "failed";
  readonly name?: string;
  readonly url?: string;
  readonly readBack?: boolean;
  readonly reason?: string;
  readonly severity?: string;
  readonly error?: { readonly code: string; readonly message: string };
}

/** What became of each target, by its name. */
export async function storedBy(run: StepRun): Promise<Partial<Record<"release" | "github", Stored>>> {
  const { stored } = (await resultOf(run)) as { stored: Stored[] };
  return Object.fromEntries(stored.map((one) => [one.target, one]));
}

/** Each target's status, or the code of its error. */
export async function statuses(run: StepRun): Promise<Partial<Record<string, string>>> {
  return Object.fromEntries(
    Object.entries(await storedBy(run)).map(([name, one]) => [name, one.error?.code ?? one.status]),
  );
}

/** Asserts that one target failed so and the step with it, and gives the error's text. The bundle is on disk. */
export async function targetFailed(
  run: StepRun,
  target: "release" | "github",
  code: string,
): Promise<string> {
  assert.equal(run.code, 1, run.log);
  const { [target]: stored } = await storedBy(run);
  assert.equal(stored?.status, "failed", run.log);
  assert.equal(stored.error?.code, code, run.log);
  assert.match(run.log, new RegExp(`^::error title=Waybill%3A ${target}::${code}: `, "m"));
  assert.match(run.summary, new RegExp(plain(code)));
  await bundleOnDisk(run);
  return stored.error.message;
}

/** The bundle that the step left on disk, in one line of JSON. */
export async function bundleOnDisk(run: StepRun): Promise<string> {
  const bundle = await readFile(run.outputs["bundle-path"] ?? "", "utf8");
  assert.match(bundle, /^\{[^\n]+\}\n$/);
  return bundle;
}

/** Asserts that nothing was signed since `before`: a certificate may have been asked for, but no log took anything. */
export function assertNothingSigned(
  { local }: Pick<World, "local">,
  before: ReturnType<typeof traces>,
): void {
  const { entries, timestamps } = traces(local);
  assert.deepEqual({ entries, timestamps }, { entries: before["entries"], timestamps: before["timestamps"] });
}

/** Asserts that no token stands in anything that the step left. */
export async function assertNoSecrets(
  { local, job }: Pick<World, "local" | "job">,
  run: StepRun,
): Promise<void> {
  const left = await everythingLeft(job, run);
  for (const secret of [local.github.token, local.github.requestToken]) assert.ok(!left.includes(secret));
  assert.doesNotMatch(left, /eyJ[\w-]{8,}\.eyJ/);
}
