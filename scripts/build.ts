import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

import { rolldown, type OutputChunk, type Plugin, type PreRenderedChunk } from "rolldown";

import { packageOf, packagesOf, renderLicences } from "./licences.ts";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));
export const DIST = join(ROOT, "dist");

/** What GitHub's runner, npm and, as a thread, the step start, by their names in `dist/`. */
const ENTRIES: Readonly<Record<string, string>> = {
  main: "src/main.ts",
  verify: "src/verify.ts",
  cli: "src/cli.ts",
  "subjects-file": "src/subjects-file.ts",
  "hash-worker": "src/subjects/hash-worker.ts",
};

/**
 * Two chunks that would else be dozens, each of which costs a process that lives for a moment: what nearly everything
 * stands on, and `waybill verify` with all that it is sure to need.
 */
const GROUPS = [
  {
    name: "base",
    test: /[\\/]src[\\/](?:(?:errors|json|quoted|project|version)|net[\\/](?:url|http|patience|redact)|intoto[\\/]\w+|subjects[\\/]names|predicates[\\/]kinds|oci[\\/](?:reference|types)|verify[\\/](?:refs|expectation))\.ts$/,
    priority: 2,
  },
  { name: "verify", test: /[\\/]src[\\/]cli[\\/]verify\.ts$/, priority: 1 },
];

/** Of the modules that we import, those with much behind them. */
const LATE = ["node:crypto", "node:fs", "node:util"];
const LATE_PREFIX = "\0late:";

/**
 * Takes these modules of Node's by `require`. To import one, Node reads every property that it has, and so loads what
 * is behind each: WebCrypto, worker threads, streams, a line editor. A process that lives for a moment feels it.
 */
const LATE_BUILTINS: Plugin = {
  name: "late-builtins",
  resolveId: (source, importer) =>
    LATE.includes(source) && importer?.startsWith(LATE_PREFIX) === false ? LATE_PREFIX + source : undefined,
  load: (id) =>
    id.startsWith(LATE_PREFIX)
      ? `module.exports = require(${JSON.stringify(id.slice(LATE_PREFIX.length))});`
      : undefined,
};

const SHEBANG = "#!/usr/bin/env node\n";

/** A project to bundle; tests bundle a small one of their own. */
export interface Project {
  /** absolute; entries and the paths in comments are relative to it */
  readonly root: string;
  readonly entries: Readonly<Record<string, string>>;
}

/**
 * Bundles the entries with all that they import into `outDir`, which then holds nothing else: ESM with shared and
 * lazily loaded chunks, readable, the same bytes on every machine, and the licences of what went in. A folder that
 * could not be built is left as it was.
 * @throws on anything that rolldown warns of, an import that is left to be resolved at run time, or a licence that is
 *   not on the list
 */
export async function build(
  outDir: string,
  project: Project = { root: ROOT, entries: ENTRIES },
): Promise<void> {
  const chunks = await bundle(project);
  assertSelfContained(chunks);
  const licences = renderLicences(await packagesOf(modulesOf(chunks)));

  await rm(outDir, { recursive: true, force: true });
  await mkdir(join(outDir, "chunks"), { recursive: true });
  for (const chunk of chunks) await writeFile(join(outDir, chunk.fileName), textOf(chunk));
  await writeFile(join(outDir, "licenses.txt"), licences);
  if ("cli" in project.entries) await chmod(join(outDir, "cli.js"), 0o755);
}

async function bundle({ root, entries }: Project): Promise<OutputChunk[]> {
  const warnings: string[] = [];
  const bundler = await rolldown({
    cwd: root,
    input: { ...entries },
    platform: "node",
    tsconfig: false,
    plugins: [LATE_BUILTINS],
    // The oldest Node that `engines` admits must be able to parse what tells it that it is too old.
    transform: { target: "node20" },
    // Loading these does nothing but define: what nobody calls (a token client with a network stack) stays out.
    treeshake: {
      moduleSideEffects: [{ test: /node_modules\/(@actions\/|@octokit\/|undici\/)/, sideEffects: false }],
    },
    onLog: (level, log) => {
      if (level === "warn") warnings.push(log.message);
    },
  });
  const { output } = await bundler.generate({
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: chunkName,
    codeSplitting: { groups: GROUPS },
    minify: false,
    sourcemap: false,
  });
  await bundler.close();
  if (warnings.length > 0) throw new Error(`rolldown warns:\n${warnings.join("\n")}`);
  return output.map((file) => {
    if (file.type === "chunk") return file;
    throw new Error(`rolldown made an asset, which nothing would load: ${file.fileName}`);
  });
}

/**
 * A chunk is named after the package or source file that it is loaded for, so that a diff of `dist/` says what
 * changed. rolldown appends a number where two would have one name.
 */
function chunkName({ facadeModuleId, moduleIds, name }: PreRenderedChunk): string {
  const main = GROUPS.some((group) => group.name === name) ? name : (facadeModuleId ?? moduleIds[0] ?? name);
  const owner = packageOf(main);
  const title = owner === undefined ? basename(main).replace(/\.[a-z]+$/, "") : owner.replace("@", "");
  return `chunks/${title.replaceAll(/[^\w.-]+/g, "-")}.js`;
}

function textOf(chunk: OutputChunk): string {
  const shebang = chunk.isEntry && chunk.name === "cli" && !chunk.code.startsWith(SHEBANG);
  return `${shebang ? SHEBANG : ""}${chunk.code.trimEnd()}\n`;
}

/** A runner checks the action out and runs it as it is: nothing but Node's own modules can be found there. */
function assertSelfContained(chunks: readonly OutputChunk[]): void {
  const ours = new Set(chunks.map((chunk) => chunk.fileName));
  for (const chunk of chunks) {
    for (const name of [...chunk.imports, ...chunk.dynamicImports]) {
      if (ours.has(name) || isBuiltin(name)) continue;
      throw new Error(`${chunk.fileName} leaves the import of ${name} to the machine that it runs on`);
    }
  }
}

/** The modules of which something is left after tree shaking. */
function modulesOf(chunks: readonly OutputChunk[]): string[] {
  return chunks.flatMap((chunk) =>
    Object.entries(chunk.modules).flatMap(([id, module]) =>
      module.renderedLength > 0 && !id.startsWith(LATE_PREFIX) ? [id] : [],
    ),
  );
}

if (import.meta.main) await build(DIST);
