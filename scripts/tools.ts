/**
 * Builds the foreign servers and verifiers that `interop/` runs, each at an exact version, by Go's module proxy, whose
 * checksum database vouches for their bytes, and one by pip. They are kept outside the clone, in `$WAYBILL_TOOLS` or the user's cache folder.
 *
 *   node scripts/tools.ts             # all of them: about 10 minutes from nothing, then at once
 *   node scripts/tools.ts actionlint  # some of them
 *
 * What cannot be built is named with the reason, and is no failure: the tests that need it are skipped.
 */
import { execFile } from "node:child_process";
import { access, copyFile, mkdir, mkdtemp, readdir, rename, rm, symlink } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

interface GoProgram {
  readonly kind: "program";
  /** the folder of its `main` */
  readonly package: string;
  readonly version: string;
}

interface GoModuleFile {
  readonly kind: "file";
  readonly module: string;
  readonly version: string;
  readonly path: string;
}

interface PythonProgram {
  readonly kind: "python";
  /** of PyPI; what it needs is taken as pip finds it */
  readonly package: string;
  readonly version: string;
  readonly command: string;
}

type Tool = GoProgram | GoModuleFile | PythonProgram;

function program(path: string, version: string): GoProgram {
  return { kind: "program", package: path, version };
}

/** Every foreign tool and its version: the one place to change it. */
export const TOOLS = {
  fulcio: program("github.com/sigstore/fulcio", "v1.8.8"),
  "timestamp-server": program("github.com/sigstore/timestamp-authority/v2/cmd/timestamp-server", "v2.1.3"),
  "rekor-server": program("github.com/sigstore/rekor/cmd/rekor-server", "v1.5.4"),
  "rekor-tiles": program("github.com/sigstore/rekor-tiles/v2/cmd/rekor-server/posix", "v2.3.0"),
  trillian_log_server: program("github.com/google/trillian/cmd/trillian_log_server", "v1.7.3"),
  trillian_log_signer: program("github.com/google/trillian/cmd/trillian_log_signer", "v1.7.3"),
  createtree: program("github.com/google/trillian/cmd/createtree", "v1.7.3"),
  "trillian.sql": {
    kind: "file",
    module: "github.com/google/trillian",
    version: "v1.7.3",
    path: "storage/postgresql/schema/storage.sql",
  },
  ct_server: program("github.com/google/certificate-transparency-go/trillian/ctfe/ct_server", "v1.3.3"),
  cosign: program("github.com/sigstore/cosign/v3/cmd/cosign", "v3.1.2"),
  "sigstore-go-verification": program(
    "github.com/sigstore/sigstore-go/examples/sigstore-go-verification",
    "v1.2.1",
  ),
  "sigstore-python": { kind: "python", package: "sigstore", version: "v4.5.0", command: "sigstore" },
  actionlint: program("github.com/rhysd/actionlint/cmd/actionlint", "v1.7.12"),
} as const satisfies Record<string, Tool>;

export type ToolName = keyof typeof TOOLS;

/** What is there, and one line for each that is not. */
export interface Toolbox {
  readonly paths: ReadonlyMap<ToolName, string>;
  readonly missing: ReadonlyMap<ToolName, string>;
}

const ALL = Object.keys(TOOLS) as ToolName[];
const BUILD_LIMIT_MS = 20 * 60 * 1000;

/** Where built tools are kept: `$WAYBILL_TOOLS`, or `waybill/tools/bin` of the user's cache folder. */
export function toolsFolder(): string {
  const given = process.env["WAYBILL_TOOLS"];
  if (given !== undefined && given !== "") return path.resolve(given);
  const cache = process.env["XDG_CACHE_HOME"];
  const base = cache !== undefined && path.isAbsolute(cache) ? cache : path.join(homedir(), ".cache");
  return path.join(base, "waybill", "tools", "bin");
}

/** The tool's file, whose name has the version: a changed one is built anew. */
function fileOf(name: ToolName): string {
  const extension = TOOLS[name].kind === "program" && process.platform === "win32" ? ".exe" : "";
  return path.join(toolsFolder(), `${name}@${TOOLS[name].version}${extension}`);
}

/** What was built before; builds nothing and never throws. */
export async function findTools(names: readonly ToolName[] = ALL): Promise<Toolbox> {
  return await collect(names, async (name) => {
    if (!(await exists(fileOf(name)))) {
      throw new Error(`not built yet: node scripts/tools.ts ${name}`);
    }
  });
}

/**
 * Builds what is not there yet, one after the other. Never throws.
 * @param said is told of each tool, as soon as it is known what became of it
 */
export async function buildTools(
  names: readonly ToolName[] = ALL,
  said: (line: string) => void = () => {},
): Promise<Toolbox> {
  return await collect(names, async (name) => {
    const { version } = TOOLS[name];
    if (await exists(fileOf(name))) return said(`${name} ${version}: there`);
    const started = performance.now();
    try {
      await build(name);
    } catch (error) {
      said(`${name} ${version}: missing (${reasonOf(error)})`);
      throw error;
    }
    said(`${name} ${version}: built in ${Math.round((performance.now() - started) / 1000)} s`);
  });
}

async function collect(
  names: readonly ToolName[],
  provide: (name: ToolName) => Promise<void>,
): Promise<Toolbox> {
  const paths = new Map<ToolName, string>();
  const missing = new Map<ToolName, string>();
  for (const name of names) {
    try {
      await provide(name);
      paths.set(name, fileOf(name));
    } catch (error) {
      missing.set(name, `${name} ${TOOLS[name].version}: ${reasonOf(error)}`);
    }
  }
  return { paths, missing };
}

async function build(name: ToolName): Promise<void> {
  const tool: Tool = TOOLS[name];
  if (tool.kind === "python") return await installPython(tool, fileOf(name));
  // Outside any module, so that no go.mod and no vendor folder of the user has a say.
  const scratch = await mkdtemp(path.join(tmpdir(), "waybill-tools-"));
  try {
    const made = tool.kind === "program" ? await install(tool, scratch) : await fetchFile(tool, scratch);
    await mkdir(toolsFolder(), { recursive: true });
    // Copied, since scratch may lie on another disk; renamed, so that no half of a file is ever found.
    const incoming = `${fileOf(name)}.${process.pid}`;
    await copyFile(made, incoming);
    await rename(incoming, fileOf(name));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function install(tool: GoProgram, scratch: string): Promise<string> {
  const bin = path.join(scratch, "bin");
  await go(["install", "-ldflags=-s -w", `${tool.package}@${tool.version}`], scratch, { GOBIN: bin });
  const [made] = await readdir(bin);
  if (made === undefined) throw new Error("go install made nothing");
  return path.join(bin, made);
}

/** In a folder of its own, which cannot be moved later; the link to its command comes last. */
async function installPython(tool: PythonProgram, file: string): Promise<void> {
  const venv = `${file}.venv`;
  await rm(venv, { recursive: true, force: true });
  await mkdir(toolsFolder(), { recursive: true });
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

async function go(args: readonly string[], cwd: string, env: Record<string, string> = {}): Promise<string> {
  const { stdout } = await run("go", args, {
    cwd,
    env: { ...process.env, CGO_ENABLED: "0", GOWORK: "off", ...env },
    timeout: BUILD_LIMIT_MS,
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

/** One line: that there is no Go, or the last thing that it said. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "ENOENT" && "path" in error) {
    if (error.path === "go") return "no Go here";
    if (error.path === "python3") return "no Python 3 here";
  }
  if ("killed" in error && error.killed === true) return `took more than ${BUILD_LIMIT_MS / 60_000} minutes`;
  const said = "stderr" in error && typeof error.stderr === "string" ? error.stderr.trim() : "";
  return said.split("\n").at(-1) || error.message.split("\n", 1).join("");
}

async function exists(file: string): Promise<boolean> {
  return await access(file).then(
    () => true,
    () => false,
  );
}

async function main(args: readonly string[]): Promise<void> {
  const unknown = args.filter((arg) => !(arg in TOOLS));
  if (unknown.length > 0) {
    process.stderr.write(`there is no tool ${unknown.join(", ")}; there are ${ALL.join(", ")}\n`);
    process.exitCode = 2;
    return;
  }
  const names = args.length === 0 ? ALL : ALL.filter((name) => args.includes(name));
  process.stdout.write(`${toolsFolder()}\n`);
  await buildTools(names, (line) => process.stdout.write(`  ${line}\n`));
}

if (import.meta.main) await main(process.argv.slice(2));
