import { cp, mkdir, writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { TestContext } from "node:test";

import type { GitHubOptions } from "../local/github/start.ts";
import type { StepRun } from "../local/job.ts";
import type { SigstoreOptions } from "../local/sigstore/start.ts";
import { world, type World } from "../__tests__/scenarios/world.ts";
import { text } from "../src/json.ts";
import { startGateways, type Gateways } from "./gateway.ts";
import type { Stack } from "./stack.ts";
import type { Question } from "./verifiers.ts";

const SUBJECT = "rocket-1.2.3.tgz";

/** A scenario's world whose step signs with the real servers, and the gateways on its way to them. */
export interface RealWorld extends World {
  readonly gateways: Gateways;
  /** runs the unchanged step on one file, with the release as its target */
  readonly sign: (inputs?: Readonly<Record<string, string>>) => Promise<StepRun>;
}

/** @param github a GitHub of its own for each test, whose issuer the stack must trust */
export async function realWorld(
  t: TestContext,
  stack: Stack,
  github: GitHubOptions = {},
): Promise<RealWorld> {
  const scenario = await releaseWorld(t, github);
  const gateways = await startGateways(t, stack.urls);
  const config = path.join(scenario.job.temp, "real_signing_config.json");
  await writeFile(config, JSON.stringify(stack.signingConfig(scenario.local.github.issuer, gateways.urls)));
  const real = { "signing-config": config, "trusted-root": stack.trustedRootFile, "max-wait": "30" };
  return { ...scenario, gateways, sign: (inputs) => scenario.sign({ ...real, ...inputs }) };
}

/** The same with the embedded services. */
export async function releaseWorld(
  t: TestContext,
  github: GitHubOptions = {},
  parts: NonNullable<SigstoreOptions["parts"]> = {},
): Promise<Omit<RealWorld, "gateways">> {
  const scenario = await world(t, { local: { github, sigstore: { parts } } });
  scenario.local.github.state.addRelease({ tag: "v1.2.3", draft: true });
  await scenario.file(`dist/${SUBJECT}`, "rocket");
  const inputs = { "subject-path": "dist/*", "upload-assets": "true" };
  return { ...scenario, sign: (more) => scenario.step({ ...inputs, ...more }) };
}

/** What a consumer has and knows: the file, the release's only asset, and who should have signed it. */
export async function download({ local, job }: World, trustedRoot: string): Promise<Question> {
  const [asset] = local.github.state.assets;
  if (asset === undefined) throw new Error("the release holds no bundle");
  const folder = path.join(job.root, "download");
  await mkdir(folder);
  const file = path.join(folder, SUBJECT);
  await cp(path.join(job.workspace, "dist", SUBJECT), file);
  const bundle = path.join(folder, asset.name);
  await writeFile(bundle, asset.bytes);
  const json: unknown = JSON.parse(asset.bytes.toString("utf8"));
  const kind = text(json, "verificationMaterial", "tlogEntries", 0, "kindVersion", "kind");
  const { issuer, oidc } = local.github;
  return {
    file,
    bundle,
    trustedRoot,
    issuer,
    identity: `https://github.com/${oidc.claims["job_workflow_ref"]}`,
    sourceRepository: `https://github.com/${oidc.claims["repository"]}`,
    log: kind === "hashedrekord" ? 2 : 1,
  };
}
