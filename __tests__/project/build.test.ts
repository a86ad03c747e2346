import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";
import { promisify } from "node:util";

import { build } from "../../scripts/build.ts";

const MANIFEST = (name: string, license: string, main = "index.js"): string =>
  JSON.stringify({ name, version: "1.2.3", license, main, author: "An Author" });

/** Two entries that share a module; the first loads a CommonJS package lazily, the second inlines JSON. */
const WORLD: Readonly<Record<string, string>> = {
  "src/main.ts": `import { said } from "./said.ts";
    const { platform } = await import("old-package");
    console.log(said("main"), platform());`,
  "src/cli.ts": `import { kept } from "@scope/new-package";
    import { said } from "./said.ts";
    import data from "./data.json" with { type: "json" };
    console.log(said("cli"), data.deep[0], kept());`,
  "src/said.ts": `export function said(name: string): string { return \`said by \${name}\`; }`,
  "src/data.json": `{ "deep": ["inlined"] }`,
  "node_modules/old-package/package.json": MANIFEST("old-package", "(MIT OR Unlicense)"),
  "node_modules/old-package/LICENSE": "Terms of the old package\r\n",
  "node_modules/old-package/NOTICE.md": "Notice of the old package",
  "node_modules/old-package/index.js": `const os = require("node:os"); module.exports = { platform: () => typeof os.platform() };`,
  "node_modules/@scope/new-package/package.json": MANIFEST("@scope/new-package", "ISC"),
  "node_modules/@scope/new-package/index.js": `import { dropped } from "unused-package"; export const kept = () => "kept"; export { dropped };`,
  "node_modules/unused-package/package.json": JSON.stringify({
    name: "unused-package",
    version: "9.9.9",
    license: "ISC",
    sideEffects: false,
    type: "module",
    main: "index.js",
  }),
  "node_modules/unused-package/index.js": `export const dropped = () => "dropped";`,
};

const ENTRIES = { main: "src/main.ts", cli: "src/cli.ts" };

async function worldOf(context: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "waybill-build-"));
  context.after(() => rm(root, { recursive: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

async function contents(folder: string): Promise<Map<string, string>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const pairs = paths.sort().map(async (path) => {
    return [path.slice(folder.length + 1).replaceAll("\\", "/"), await readFile(path, "utf8")] as const;
  });
  return new Map(await Promise.all(pairs));
}

async function built(context: TestContext, files = WORLD): Promise<{ root: string; dist: string }> {
  const root = await worldOf(context, files);
  const dist = join(root, "dist");
  await build(dist, { root, entries: ENTRIES });
  return { root, dist };
}

test("what is built runs alone, with CommonJS, built-in modules and JSON inside", async (context) => {
  const { root, dist } = await built(context);
  await rm(join(root, "node_modules"), { recursive: true });
  await rm(join(root, "src"), { recursive: true });
  await writeFile(join(root, "package.json"), `{ "type": "module" }`);
  const run = async (file: string): Promise<string> =>
    (await promisify(execFile)(process.execPath, [join(dist, file)])).stdout.trim();
  assert.equal(await run("main.js"), "said by main string");
  assert.equal(await run("cli.js"), "said by cli inlined kept");
});

test("importing a part of a built-in module does not load what is behind its other parts", async (context) => {
  const cli = `import { parseArgs } from "node:util";
    import { createHash } from "node:crypto";
    import * as fs from "node:fs";
    console.log(typeof parseArgs, typeof createHash, typeof fs.openSync,
      process.moduleLoadList.filter((name) => /worker_threads|webcrypto/.test(name)).length);`;
  const { dist } = await built(context, { ...WORLD, "src/cli.ts": cli });
  const { stdout } = await promisify(execFile)(process.execPath, [join(dist, "cli.js")]);
  assert.equal(stdout.trim(), "function function function 0");
});

test("two folders give the same bytes, and none names its folder", async (context) => {
  const [a, b] = [await built(context), await built(context)];
  const first = await contents(a.dist);
  assert.deepEqual(first, await contents(b.dist));
  for (const text of first.values()) assert.ok(!text.includes(tmpdir()));
});

test("chunks are named after what they are loaded for", async (context) => {
  const { dist } = await built(context);
  assert.deepEqual(
    [...(await contents(dist)).keys()],
    [
      "chunks/old-package.js",
      "chunks/rolldown.js",
      "chunks/said.js",
      "cli.js",
      "licenses.txt",
      "main.js",
    ].sort(),
  );
});

test("the command line can be started by name", async (context) => {
  const { dist } = await built(context);
  const text = await readFile(join(dist, "cli.js"), "utf8");
  assert.ok(text.startsWith("#!/usr/bin/env node\n"));
  assert.equal(text.split("#!/usr/bin/env node").length, 2);
  const { mode } = await stat(join(dist, "cli.js"));
  if (process.platform !== "win32") assert.equal(mode & 0o777, 0o755);
});

test("a shebang that the source has is not written twice", async (context) => {
  const cli = `#!/usr/bin/env node\n${WORLD["src/cli.ts"] ?? ""}`;
  const { dist } = await built(context, { ...WORLD, "src/cli.ts": cli });
  const text = await readFile(join(dist, "cli.js"), "utf8");
  assert.equal(text.split("#!/usr/bin/env node").length, 2);
});

test("the licences are those of the packages whose code is in the output", async (context) => {
  const { dist } = await built(context);
  const text = await readFile(join(dist, "licenses.txt"), "utf8");
  const heads = [...text.matchAll(/^(\S+) (\S+) \((.+)\)$/gm)].map((match) => match[1]);
  assert.deepEqual(heads, ["@scope/new-package", "old-package", "rolldown"]);
  assert.match(text, /Terms of the old package\n\nNotice of the old package\n/);
  assert.match(text, /ships no licence text\. Licence: ISC\. Author: An Author\./);
  assert.doesNotMatch(text, /\r/);
});

for (const licence of [
  "GPL-3.0-only",
  "MIT AND GPL-3.0-only",
  "Apache-2.0 WITH LLVM-exception",
  "SEE LICENSE IN X",
]) {
  test(`a package under ${licence} fails the build, and the last build stays`, async (context) => {
    const root = await worldOf(context, {
      ...WORLD,
      "node_modules/old-package/package.json": MANIFEST("old-package", licence),
      "dist/main.js": "the last build",
    });
    await assert.rejects(build(join(root, "dist"), { root, entries: ENTRIES }), /old-package@1\.2\.3/);
    assert.equal(await readFile(join(root, "dist/main.js"), "utf8"), "the last build");
  });
}

test("an import that cannot be found fails the build", async (context) => {
  const root = await worldOf(context, { ...WORLD, "src/said.ts": `export { said } from "absent-package";` });
  await assert.rejects(build(join(root, "dist"), { root, entries: ENTRIES }), /absent-package/);
});

test("a file of an earlier build does not stay", async (context) => {
  const { dist } = await built(context, { ...WORLD, "dist/stale.js": "" });
  assert.ok(!(await contents(dist)).has("stale.js"));
});
