/**
 * `npm run demo`: a whole release on this machine, files and an image, with an embedded GitHub, Sigstore and registry. What runs is the real step,
 * `dist/main.js`, and the real verifier, `dist/cli.js`, each in a process of its own.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { customSigstore, prepareJob, runStep, type Job } from "../local/job.ts";
import { pushIndex } from "../local/registry/images.ts";
import { startRegistry, type Registry } from "../local/registry/start.ts";
import { startLocal, type Local } from "../local/start.ts";

const ACTION = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function heading(text: string): void {
  say(`\n\u001B[1m== ${text}\u001B[0m\n`);
}

/** A tarball, and a list of the checksums of three more files: what a release usually has. */
async function makeRelease(job: Job): Promise<{ tarball: string; checksums: string }> {
  const dist = path.join(job.workspace, "dist");
  await mkdir(dist);
  const manifest = {
    name: "rocket",
    version: "1.2.3",
    description: "A rocket",
    license: "Apache-2.0",
    files: ["README.md"],
  };
  await writeFile(path.join(job.workspace, "package.json"), JSON.stringify(manifest));
  // npm is itself a Node program; this is how it is started without a shell, on every system.
  const npm = process.env["npm_execpath"];
  if (npm === undefined) throw new Error("start the demo with `npm run demo`");
  await run(process.execPath, [npm, "pack", "--silent", "--pack-destination", dist], { cwd: job.workspace });
  const lines: string[] = [];
  for (const platform of ["linux-amd64", "darwin-arm64", "windows-amd64.exe"]) {
    const content = `rocket for ${platform}\n`;
    await writeFile(path.join(dist, `rocket-${platform}`), content);
    lines.push(`${createHash("sha256").update(content).digest("hex")}  rocket-${platform}`);
  }
  await writeFile(path.join(dist, "SHA256SUMS"), `${lines.join("\n")}\n`);
  return { tarball: "dist/rocket-1.2.3.tgz", checksums: "dist/SHA256SUMS" };
}

/** Runs the verifier as a consumer would, prints what it says, and gives its exit code. */
async function verify(args: readonly string[]): Promise<number> {
  say(`$ waybill verify ${args.join(" ")}\n`);
  try {
    const { stdout } = await run(process.execPath, [path.join(ACTION, "dist", "cli.js"), "verify", ...args]);
    say(stdout);
    return 0;
  } catch (error) {
    const failed = error as { code?: number; stderr?: string };
    say(failed.stderr ?? "");
    return failed.code ?? -1;
  }
}

async function demo(local: Local, registry: Registry, job: Job): Promise<void> {
  const release = local.github.state.addRelease({ tag: "v1.2.3", draft: true });
  const { tarball, checksums } = await makeRelease(job);
  // What `docker buildx build --push` leaves: an index of two platforms, and what BuildKit adds to them.
  const image = pushIndex(registry.state, "octo-org/rocket", { tag: "v1.2.3", attestations: true });
  heading("The step, in a process of its own, as the runner starts it");
  const custom = await customSigstore(local, job);
  const step = await runStep(ACTION, local, job, {
    inputs: {
      ...custom,
      "subject-path": tarball,
      "subject-checksums": checksums,
      images: `${registry.host}/octo-org/rocket:v1.2.3`,
      "attest-platforms": "true",
      "expected-count": "5",
      "upload-assets": "true",
    },
  });
  say(step.log.replaceAll(/^::add-mask::.*\n/gm, ""));
  if (step.code !== 0) throw new Error(`the step ended with ${step.code}`);
  heading("The job summary that it wrote");
  say(step.summary);

  heading("A consumer verifies the tarball with the bundle from the release, offline");
  const [asset] = release.assets;
  if (asset === undefined) throw new Error("the release holds no bundle");
  const download = path.join(job.root, "download");
  await mkdir(download);
  const file = path.join(download, "rocket-1.2.3.tgz");
  const bundle = path.join(download, asset.name);
  await writeFile(file, await readFile(path.join(job.workspace, tarball)));
  await writeFile(bundle, asset.bytes);
  const signer = `https://github.com/${local.github.oidc.claims["job_workflow_ref"]}`;
  const identity = [
    "--source-repository",
    "https://github.com/octo-org/rocket",
    "--signer",
    signer,
    "--issuer",
    local.github.issuer,
    "--trusted-root",
    custom["trusted-root"] ?? "",
  ];
  const args = [file, "--bundle", bundle, ...identity];
  const sound = await verify(args);
  if (sound !== 0) throw new Error(`the verifier ended with ${sound}`);

  heading("And the image, with what its registry holds");
  const named = `oci://${registry.host}/octo-org/rocket@${image.descriptor.digest}`;
  const attested = await verify([named, ...identity]);
  if (attested !== 0) throw new Error(`the verifier ended with ${attested}`);

  heading("One byte of the tarball is changed");
  const bytes = await readFile(file);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await writeFile(file, bytes);
  const changed = await verify(args);
  if (changed !== 1) throw new Error(`the verifier ended with ${changed}, not with 1`);
  say("Refused, as it should be.");
}

const started = performance.now();
const job = await prepareJob();
const local = await startLocal({ github: { claims: { sha: job.commit } } });
const registry = await startRegistry();
try {
  await demo(local, registry, job);
  say(`\nDone in ${((performance.now() - started) / 1000).toFixed(1)} s. Nothing left this machine.`);
} finally {
  await registry.close();
  await local.close();
  await job.remove();
}
