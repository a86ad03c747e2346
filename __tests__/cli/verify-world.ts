import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

import type { LocalOptions } from "../../local/start.ts";
import { runCli } from "../../src/cli/run.ts";
import { signingWorld, type Scope, type SigningWorld } from "../verify/world.ts";

/** The program as it is in this checkout. */
export const PROGRAM = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** `waybill` with a proxy that leads nowhere: loopback alone can be called. */
export function program(cwd: string, args: readonly string[], input = ""): Promise<Ended> {
  const nowhere = "http://127.0.0.1:9";
  const env = {
    PATH: process.env["PATH"],
    SYSTEMROOT: process.env["SYSTEMROOT"],
    HOME: cwd,
    HTTPS_PROXY: nowhere,
    HTTP_PROXY: nowhere,
    NO_PROXY: "127.0.0.1,localhost",
  };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [PROGRAM, ...args], { cwd, env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
    child.stdin?.end(input);
  });
}

/** The same in this process, without any patience for services that fail. */
export async function inProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>> = { HTTPS_PROXY: "http://127.0.0.1:9" },
): Promise<Ended> {
  let [out, err] = ["", ""];
  const terminal = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const surroundings = {
    env,
    exec: () => Promise.resolve({ code: 127, stdout: "" }),
    mask: () => undefined,
    patience: 0,
  };
  const code = await runCli(args, terminal, surroundings);
  return { code, out, err };
}

export interface VerifyWorld {
  readonly signing: SigningWorld;
  readonly folder: string;
  /** source, signer, issuer and root: what a consumer says of every bundle here */
  readonly options: readonly string[];
  readonly file: (name: string, content: string | Uint8Array) => Promise<string>;
  /** a bundle of these bytes' provenance, and what else its statement says */
  readonly bundle: (content: string, parts?: Readonly<Record<string, unknown>>) => Promise<string>;
  readonly waybill: (...args: readonly string[]) => Promise<Ended>;
  readonly verify: (...args: readonly string[]) => Promise<Ended>;
}

export function sha256(content: string): string {
  return createHash("sha256").update(content).digest("hex");
}

/** A folder with `root.json`, and somebody who signs whatever is asked of them as octo-org/rocket's release.yml. */
export async function verifyWorld(scope: Scope, options: LocalOptions = {}): Promise<VerifyWorld> {
  const signing = await signingWorld(scope, options);
  const folder = await mkdtemp(path.join(tmpdir(), "waybill-cli-"));
  scope.after(() => rm(folder, { recursive: true, force: true }));
  const file: VerifyWorld["file"] = async (name, content) => {
    const target = path.join(folder, name);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, content);
    return target;
  };
  await file("root.json", JSON.stringify(signing.local.sigstore.trustedRoot));
  const { identity } = signing.expected;
  const said = [
    `--source-repository=${identity.sourceRepository}`,
    `--signer=${identity.signer}`,
    `--issuer=${identity.issuer}`,
    "--trusted-root=root.json",
  ];
  const waybill = (...args: readonly string[]): Promise<Ended> => program(folder, args);
  return {
    signing,
    folder,
    options: said,
    file,
    bundle: (content, parts = {}) =>
      signing.sign(
        signing.statement({ subject: [{ name: "rocket", digest: { sha256: sha256(content) } }], ...parts }),
      ),
    waybill,
    verify: (...args) => waybill("verify", ...args, ...said),
  };
}
