/** How each kind of foreign tool is made, for `tools.ts`. */
import { execFile } from "node:child_process";
import { chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface GoProgram {
  readonly kind: "program";
  /** the folder of its `main` */
  readonly package: string;
  readonly version: string;
}

/**
 * A Go program that the module proxy has and `go install` refuses, since its go.mod replaces modules: built in a module
 * of its own, which replaces the same ones.
 */
export interface ReplacedProgram {
  readonly kind: "replaced";
  /** the folder of its `main` */
  readonly package: string;
  readonly module: string;
  readonly version: string;
  /** of its go.mod */
  readonly replace: readonly string[];
}

/** A Go program whose source is here, with its go.mod and go.sum. */
export interface OwnProgram {
  readonly kind: "own";
  readonly folder: string;
  /** of the library that it is about */
  readonly version: string;
}

export interface GoModuleFile {
  readonly kind: "file";
  readonly module: string;
  readonly version: string;
  readonly path: string;
}

export interface PythonProgram {
  readonly kind: "python";
  /** of PyPI; what it needs is taken as pip finds it */
  readonly package: string;
  readonly version: string;
  readonly command: string;
}

/** A program that a package of the machine's own distribution holds, unpacked without being installed. */
export interface DebianProgram {
  readonly kind: "debian";
  readonly package: string;
  /** upstream's; whichever revision the distribution has of it */
  readonly version: string;
  /** its path in the package */
  readonly command: string;
}

export type Tool = GoProgram | ReplacedProgram | OwnProgram | GoModuleFile | PythonProgram | DebianProgram;

const BUILD_LIMIT_MS = 20 * 60 * 1000;

/**
 * Makes a tool and puts it under this name, all of it or nothing.
 * @throws Error, of which `reasonOf` says one line
 */
export async function makeTool(tool: Tool, file: string): Promise<void> {
  if (tool.kind === "python") return await installPython(tool, file);
  // Outside any module, so that no go.mod and no vendor folder of the user has a say.
  const scratch = await mkdtemp(path.join(tmpdir(), "waybill-tools-"));
  try {
    const made = await make(tool, scratch);
    await mkdir(path.dirname(file), { recursive: true });
    // Copied, since scratch may lie on another disk; renamed, so that no half of a file is ever found.
    const incoming = `${file}.${process.pid}`;
    await copyFile(made, incoming);
    await rename(incoming, file);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function make(tool: Exclude<Tool, PythonProgram>, scratch: string): Promise<string> {
  switch (tool.kind) {
    case "program":
      return await install(tool, scratch);
    case "replaced":
      return await buildReplaced(tool, scratch);
    case "own":
      return await buildOwn(tool, scratch);
    case "file":
      return await fetchFile(tool, scratch);
    case "debian":
      return await unpack(tool, scratch);
  }
}

async function install(tool: GoProgram, scratch: string): Promise<string> {
  const bin = path.join(scratch, "bin");
  await go(["install", "-ldflags=-s -w", `${tool.package}@${tool.version}`], scratch, { GOBIN: bin });
  const [made] = await readdir(bin);
  if (made === undefined) throw new Error("go install made nothing");
  return path.join(bin, made);
}

/** Every version follows from the module's own go.mod; the checksum database vouches for each. */
async function buildReplaced(tool: ReplacedProgram, scratch: string): Promise<string> {
  // From Go 1.17 on, what the required modules do not import themselves need not be looked up.
  const lines = ["module waybill.invalid/tool", "go 1.21", `require ${tool.module} ${tool.version}`];
  lines.push(...tool.replace.map((replacement) => `replace ${replacement}`));
  await writeFile(path.join(scratch, "go.mod"), `${lines.join("\n")}\n`);
  const made = path.join(scratch, "made");
  await go(["build", "-mod=mod", "-ldflags=-s -w", "-o", made, tool.package], scratch);
  return made;
}

async function buildOwn(tool: OwnProgram, scratch: string): Promise<string> {
  const made = path.join(scratch, "made");
  await go(["build", "-mod=readonly", "-trimpath", "-ldflags=-s -w", "-o", made, "."], tool.folder);
  return made;
}

/** In a folder of its own, which cannot be moved later; the link to its command comes last. */
async function installPython(tool: PythonProgram, file: string): Promise<void> {
  const venv = `${file}.venv`;
  await rm(venv, { recursive: true, force: true });
  await mkdir(path.dirname(file), { recursive: true });
  const limit = { timeout: BUILD_LIMIT_MS };
  await run("python3", ["-m", "venv", venv], limit);
  const bin = path.join(venv, "bin");
  const wanted = `${tool.package}==${tool.version.slice(1)}`;
  await run(path.join(bin, "python"), ["-m", "pip", "install", "--quiet", wanted], limit);
  await symlink(path.join(bin, tool.command), file);
}

async function fetchFile(tool: GoModuleFile, scratch: string): Promise<string> {
  const printed = await go(["mod", "download", "-json", `${tool.module}@${tool.version}`], scratch);
  const { Dir } = JSON.parse(printed) as { Dir?: string };
  if (Dir === undefined) throw new Error("go mod download named no folder");
  return path.join(Dir, tool.path);
}

/** apt checks the package against the distribution's signed list. */
async function unpack(tool: DebianProgram, scratch: string): Promise<string> {
  const limit = { cwd: scratch, timeout: BUILD_LIMIT_MS };
  await run("apt-get", ["download", tool.package], limit);
  const [archive = ""] = await readdir(scratch);
  if (!archive.startsWith(`${tool.package}_${tool.version.slice(1)}`)) {
    throw new Error(`the distribution has another version, ${archive}`);
  }
  await run("dpkg", ["-x", archive, "unpacked"], limit);
  const made = path.join(scratch, "unpacked", tool.command);
  await chmod(made, 0o755);
  return made;
}

async function go(args: readonly string[], cwd: string, env: Record<string, string> = {}): Promise<string> {
  const { stdout } = await run("go", args, {
    cwd,
    env: { ...process.env, CGO_ENABLED: "0", GOWORK: "off", ...env },
    timeout: BUILD_LIMIT_MS,
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

const ABSENT: Readonly<Record<string, string>> = {
  go: "no Go here",
  python3: "no Python 3 here",
  "apt-get": "no apt here",
  dpkg: "no dpkg here",
};

/** One line: that there is no Go, or the last thing that it said. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "ENOENT" && "path" in error) {
    const absent = ABSENT[String(error.path)];
    if (absent !== undefined) return absent;
  }
  if ("killed" in error && error.killed === true) return `took more than ${BUILD_LIMIT_MS / 60_000} minutes`;
  const said = "stderr" in error && typeof error.stderr === "string" ? error.stderr.trim() : "";
  return said.split("\n").at(-1) || error.message.split("\n", 1).join("");
}
