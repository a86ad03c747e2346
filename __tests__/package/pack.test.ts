import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { access, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";

import { text } from "../../src/json.ts";
import { VERSION } from "../../src/version.ts";
import { ACTION, world } from "../scenarios/world.ts";

/** The packages that this checkout brings put their programs here, a newer Node among them. */
const OURS = /[\\/]node_modules[\\/]\.bin[\\/]?$/;

interface Ended {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

function run(
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(program, [...args], { timeout: 50_000, ...options }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : error.code, stdout, stderr }),
    );
  });
}

const folder = await mkdtemp(path.join(tmpdir(), "waybill-pack-"));
after(() => rm(folder, { recursive: true, force: true }));

/** npm is itself a Node program: started so, it needs no shell on any system. Undefined where none is found. */
async function findNpm(): Promise<string | undefined> {
  const beside = path.dirname(process.execPath);
  const candidates = [
    process.env["npm_execpath"],
    path.join(beside, "node_modules", "npm", "bin", "npm-cli.js"),
    path.join(beside, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
    ...folders().flatMap((dir) => [
      path.join(dir, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
      path.join(dir, "..", "share", "nodejs", "npm", "bin", "npm-cli.js"),
      path.join(dir, "node_modules", "npm", "bin", "npm-cli.js"),
    ]),
  ];
  for (const candidate of candidates)
    if (candidate?.endsWith("npm-cli.js") === true && (await exists(candidate))) return candidate;
  return undefined;
}

function folders(): string[] {
  return (process.env["PATH"] ?? "").split(path.delimiter).filter((dir) => dir !== "" && !OURS.test(dir));
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** A Node of the machine's own that is not the one that runs this. */
async function findOtherNode(): Promise<{ program: string; version: string } | undefined> {
  for (const dir of folders()) {
    const program = path.join(dir, process.platform === "win32" ? "node.exe" : "node");
    if (!(await exists(program))) continue;
    const { stdout } = await run(program, ["--version"], { cwd: folder });
    const version = stdout.trim();
    if (version !== "" && version !== process.version) return { program, version };
  }
  return undefined;
}

/** An npm that reads nobody's settings, reaches no registry, and keeps what it makes to itself. */
function npmEnv(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_|^NODE_OPTIONS$|^NODE_TEST/i.test(name));
  return {
    ...Object.fromEntries(kept),
    PATH: [path.dirname(process.execPath), ...folders()].join(path.delimiter),
    npm_config_cache: path.join(folder, "cache"),
    npm_config_userconfig: path.join(folder, "npmrc"),
    npm_config_offline: "true",
    npm_config_update_notifier: "false",
  };
}

const npm = await findNpm();
const packed = npm === undefined ? undefined : pack(npm);
const skip = npm === undefined ? "no npm here" : false;

/** The tarball as `npm pack` makes it of the folder under test. */
async function pack(npmCli: string): Promise<string> {
  const project = path.join(folder, "project");
  await mkdir(project);
  for (const name of ["package.json", "README.md", "LICENSE"])
    await cp(new URL(`../../${name}`, import.meta.url), path.join(project, name));
  await cp(path.join(ACTION, "dist"), path.join(project, "dist"), { recursive: true });
  const args = [npmCli, "pack", "--ignore-scripts", "--pack-destination", folder];
  const made = await run(process.execPath, args, { cwd: project, env: npmEnv() });
  assert.equal(made.code, 0, made.stderr);
  return path.join(folder, `waybill-${VERSION}.tgz`);
}

/** `npm exec --package=TARBALL -- waybill …`, as the README and the job summary say, with npm and waybill on one Node. */
async function waybill(node: string, cwd: string, args: readonly string[]): Promise<Ended> {
  const env = npmEnv();
  const tarball = (await packed) ?? "";
  return await run(
    node,
    [npm ?? "", "exec", "--yes", "--offline", `--package=${tarball}`, "--", "waybill", ...args],
    { cwd, env: { ...env, PATH: [path.dirname(node), env["PATH"]].join(path.delimiter) } },
  );
}

test(
  "the package holds dist/, the README and the licence, and wants nothing to be installed",
  { skip },
  async () => {
    const cwd = await mkdtemp(path.join(folder, "unpacked-"));
    const unpacked = await run("tar", ["-xzf", (await packed) ?? ""], { cwd });
    assert.equal(unpacked.code, 0, unpacked.stderr);
    const top = await readdir(path.join(cwd, "package"));
    assert.deepEqual(top.sort(), ["LICENSE", "README.md", "dist", "package.json"]);
    const dist = await readdir(path.join(cwd, "package", "dist"), { recursive: true });
    assert.ok(dist.includes("hash-worker.js"));
    assert.deepEqual(dist.sort(), (await readdir(path.join(ACTION, "dist"), { recursive: true })).sort());
    const manifest: unknown = JSON.parse(await readFile(path.join(cwd, "package", "package.json"), "utf8"));
    assert.equal(text(manifest, "bin", "waybill"), "dist/cli.js");
  },
);

test("npm runs the packed command in an empty folder, without a network", { skip }, async () => {
  const cwd = await mkdtemp(path.join(folder, "empty-"));
  const { code, stdout, stderr } = await waybill(process.execPath, cwd, ["--version"]);
  assert.equal(code, 0, stderr);
  assert.equal(stdout, `${VERSION}\n`);
  assert.deepEqual(await readdir(cwd), []);
});

test("the packed command verifies a release's file, on each Node of this machine", { skip }, async (t) => {
  const { local, job, file, step } = await world(t);
  await file("dist/rocket-1.2.3.tgz", "rocket");
  const signed = await step({ "subject-path": "dist/*", "output-dir": "dist" });
  assert.equal(signed.code, 0, signed.log);
  const cwd = path.join(job.workspace, "dist");
  const args = [
    "verify",
    "rocket-1.2.3.tgz",
    "--bundle=rocket-1.2.3.tgz.intoto.jsonl",
    "--source-repository=https://github.com/octo-org/rocket",
    "--signer=https://github.com/octo-org/rocket/.github/workflows/release.yml@refs/tags/v1.2.3",
    `--issuer=${local.github.issuer}`,
    `--trusted-root=${path.join(job.temp, "trusted_root.json")}`,
  ];
  const verifyWith = async (node: string): Promise<void> => {
    const accepted = await waybill(node, cwd, args);
    assert.equal(accepted.code, 0, accepted.stderr);
    assert.match(accepted.stdout, /^Verified rocket-1\.2\.3\.tgz$/m);
    await writeFile(path.join(cwd, "rocket-1.2.3.tgz"), "racket");
    const refused = await waybill(node, cwd, args);
    assert.equal(refused.code, 1, refused.stderr);
    assert.match(refused.stderr, /SUBJECT_MISMATCH/);
    await writeFile(path.join(cwd, "rocket-1.2.3.tgz"), "rocket");
  };

  await t.test(`Node ${process.version}`, () => verifyWith(process.execPath));
  const other = await findOtherNode();
  await t.test(
    `Node ${other?.version ?? "of the machine's own"}`,
    { skip: other === undefined ? "no other Node here" : false },
    () => verifyWith(other?.program ?? ""),
  );
});

test("a Node older than 20 is told so in one line, with exit code 2", async () => {
  // No such Node runs here: this one says it is one, before the command looks.
  const preload = path.join(folder, "old-node.mjs");
  await writeFile(
    preload,
    'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "18.20.8" } });\n',
  );
  const cli = path.join(ACTION, "dist", "cli.js");
  const { code, stdout, stderr } = await run(
    process.execPath,
    ["--import", pathToFileURL(preload).href, cli, "verify", "file"],
    { cwd: folder },
  );
  assert.equal(code, 2);
  assert.equal(stdout, "");
  assert.match(stderr, /^error: waybill needs Node 20 or newer, and this is 18\.20\.8\n$/);
});
