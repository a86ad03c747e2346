import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { findFiles } from "../../src/subjects/files.ts";
import { nameFiles } from "../../src/subjects/names.ts";
import { parsePatterns } from "../../src/subjects/patterns.ts";
import { failure, folder } from "./world.ts";

/** Paths of what the patterns select, relative to the workspace. */
async function find(workspace: string, input: string): Promise<string[]> {
  const files = await findFiles(parsePatterns(input), workspace);
  return files.map(({ path }) => relative(workspace, path));
}

async function names(workspace: string, input: string): Promise<string[]> {
  const files = await findFiles(parsePatterns(input), workspace);
  return nameFiles(files, workspace).map(({ name }) => name);
}

test("files are sorted by path, and a file that several patterns select counts once", async (t) => {
  const workspace = folder(t, ["dist/b", "dist/a", "dist/A"]);
  assert.deepEqual(await find(workspace, "dist/b, dist/*, ./dist/a"), ["dist/A", "dist/a", "dist/b"]);
});

test("a folder contributes its files, named or matched, but no hidden ones", async (t) => {
  const workspace = folder(t, ["dist/a", "dist/s/b", "dist/s/.c", "dist/.d/e", ".x/f", ".x/.g"]);
  for (const input of ["dist", "dist/", "dist/*", "dist/**", "."]) {
    assert.deepEqual(await find(workspace, input), ["dist/a", "dist/s/b"], input);
  }
  assert.deepEqual(await find(workspace, "dist/s/.c\n.x\ndist/.*"), [".x/f", "dist/.d/e", "dist/s/.c"]);
});

test("excludes leave out files and whole folders, hidden ones too", async (t) => {
  const workspace = folder(t, ["dist/a", "dist/a.tmp", "dist/s/b", "dist/t/b.tmp", ".x/y.tmp", ".x/z"]);
  assert.deepEqual(await find(workspace, "dist\n.x\n!**/*.tmp\n!dist/s"), [".x/z", "dist/a"]);
  assert.deepEqual(await find(workspace, `dist\n!${workspace}/dist/[st]`), ["dist/a", "dist/a.tmp"]);
  await assert.rejects(find(workspace, "dist/a, !dist"), failure("SUBJECT_NOT_FOUND", '"dist/a"', "`!`"));
});

test("a name that holds wildcard characters is found by itself, beside what it matches", async (t) => {
  const workspace = folder(t, ["[ab].txt", "a.txt", "x (1).zip", "c,d", "-rf", "ü ñ", "{e,f}", 'say "hi"']);
  assert.deepEqual(await find(workspace, "[ab].txt"), ["[ab].txt", "a.txt"]);
  assert.deepEqual(await find(workspace, '"c,d", -rf, x (1).zip, ü ñ, {e,f}, "say ""hi"""'), [
    "-rf",
    "c,d",
    'say "hi"',
    "x (1).zip",
    "{e,f}",
    "ü ñ",
  ]);
});

test("braces choose; the pattern is found when one choice is", async (t) => {
  const workspace = folder(t, ["dist/a.tgz", "build/b.zip"]);
  assert.deepEqual(await find(workspace, "{dist,build,out}/*.{tgz,zip}"), ["build/b.zip", "dist/a.tgz"]);
});

test("a mistyped path is an error that names the working directory and what is there", async (t) => {
  const workspace = folder(t, ["dist/a.tgz", "dist/sub/b"]);
  await assert.rejects(
    find(workspace, "dist/*.tgz\ndist/*.zip"),
    failure(
      "SUBJECT_NOT_FOUND",
      '"dist/*.zip"',
      `working directory "${workspace}"`,
      `/dist" holds "a.tgz", "sub/"`,
    ),
  );
  await assert.rejects(
    find(workspace, "dits/*"),
    failure("SUBJECT_NOT_FOUND", `"${workspace}" holds "dist/"`),
  );
  await assert.rejects(find(workspace, "dist/a.tgz/x"), failure("SUBJECT_NOT_FOUND", '"a.tgz"'));
  await assert.rejects(find(workspace, "nope, nada"), failure("SUBJECT_NOT_FOUND", '"nope", "nada"'));
  await assert.rejects(find(join(workspace, "gone"), "x"), failure("SUBJECT_NOT_FOUND", "ENOENT"));
});

test("an empty folder, and one of hidden files alone, select nothing", async (t) => {
  const workspace = folder(t, ["h/.a"]);
  mkdirSync(join(workspace, "e"));
  await assert.rejects(find(workspace, "e"), failure("SUBJECT_NOT_FOUND", '/e" holds nothing'));
  await assert.rejects(find(workspace, "h/*"), failure("SUBJECT_NOT_FOUND", '".a"', "Hidden"));
});

test("of a large folder ten entries are listed, hidden ones last", async (t) => {
  const workspace = folder(t, [".a", ...Array.from({ length: 13 }, (_, i) => `f${i}`)]);
  await assert.rejects(find(workspace, "x"), failure("SUBJECT_NOT_FOUND", 'holds "f0"', "and 4 more"));
});

test("links are followed, and a file has each of its names", async (t) => {
  const workspace = folder(t, ["dist/app-1.2", "store/x"]);
  symlinkSync("app-1.2", join(workspace, "dist/app"));
  symlinkSync("../store", join(workspace, "dist/s"));
  assert.deepEqual(await find(workspace, "dist"), ["dist/app", "dist/app-1.2", "dist/s/x"]);
  assert.deepEqual(await find(workspace, "dist/s/*"), ["dist/s/x"]);
  assert.deepEqual(await names(workspace, "dist"), ["app", "app-1.2", "x"]);
});

test("a file met twice under one base name is one subject", async (t) => {
  const workspace = folder(t, ["v1.2/app"]);
  symlinkSync("v1.2", join(workspace, "latest"));
  assert.deepEqual(await names(workspace, "latest/app, v1.2/app"), ["app"]);
});

test("links in circles end", async (t) => {
  const workspace = folder(t, ["a/x", "b/y"]);
  symlinkSync("../b", join(workspace, "a/to-b"));
  symlinkSync("../a", join(workspace, "b/to-a"));
  symlinkSync(".", join(workspace, "a/self"));
  assert.deepEqual(await names(workspace, "**"), ["x", "y"]);
  assert.deepEqual(await find(workspace, "a/to-b/to-a/x"), ["a/to-b/to-a/x"]);
});

test("a folder is read again where links let it match in another way", async (t) => {
  const workspace = folder(t, ["real/app.tgz"]);
  symlinkSync("real", join(workspace, "a"));
  symlinkSync("real", join(workspace, "v1"));
  assert.deepEqual(await find(workspace, "**/v1/*.tgz"), ["v1/app.tgz"]);
});

test("a link that leaves the workspace is refused, file or folder, matched or on the way", async (t) => {
  const outside = folder(t, ["secret", "d/x.deb"]);
  const workspace = folder(t, ["dist/a", "dist/b.deb"]);
  symlinkSync(join(outside, "secret"), join(workspace, "dist/s"));
  await assert.rejects(find(workspace, "dist"), failure("SUBJECT_OUTSIDE", `/dist/s"`, `${outside}/secret`));
  assert.deepEqual(await find(workspace, "dist/*.deb"), ["dist/b.deb"]);
  symlinkSync(join(outside, "d"), join(workspace, "dist/d"));
  await assert.rejects(find(workspace, "dist/d/x.deb"), failure("SUBJECT_OUTSIDE"));
  await assert.rejects(find(workspace, "**/*.deb"), failure("SUBJECT_OUTSIDE", "exclude it"));
  assert.deepEqual(await find(workspace, "**/*.deb\n!dist/d"), ["dist/b.deb"]);
  await assert.rejects(find(workspace, `../${outside}/secret`), failure("SUBJECT_OUTSIDE", "absolute path"));
});

test("an absolute pattern may name a folder outside, whose links must stay in it", async (t) => {
  const outside = folder(t, ["out/a.tgz", "out/s/a.tgz", "other/b"]);
  const workspace = folder(t, []);
  assert.deepEqual(await names(workspace, `${outside}/out/*.tgz`), ["a.tgz"]);
  assert.deepEqual(await names(workspace, `${outside}/out`), [
    `${outside}/out/a.tgz`,
    `${outside}/out/s/a.tgz`,
  ]);
  assert.deepEqual(await names(workspace, `${outside}/**/*.tgz\n!${outside}/out/s`), ["a.tgz"]);
  symlinkSync("../other/b", join(outside, "out/b"));
  await assert.rejects(
    find(workspace, `${outside}/out`),
    failure("SUBJECT_OUTSIDE", `the folder "${outside}/out"`),
  );
  await assert.rejects(find(workspace, `${outside}/out/b`), failure("SUBJECT_OUTSIDE"));
  symlinkSync("out", join(outside, "link"));
  assert.deepEqual(await names(workspace, `${outside}/link/a.tgz`), ["a.tgz"]);
});

test("a workspace that is reached through a link may be named either way", async (t) => {
  const real = folder(t, ["ws/dist/a", "ws/b/a"]);
  symlinkSync("ws", join(real, "link"));
  const workspace = join(real, "link");
  assert.deepEqual(await names(workspace, `${real}/ws/dist/a\nb/*`), ["b/a", "dist/a"]);
});

test("a link to nothing or to itself is refused when it is selected, and only then", async (t) => {
  const workspace = folder(t, ["dist/a"]);
  symlinkSync("gone", join(workspace, "dist/dangling"));
  symlinkSync("loop", join(workspace, "loop"));
  await assert.rejects(
    find(workspace, "dist"),
    failure("SUBJECT_UNREADABLE", "/dist/dangling", "leads nowhere"),
  );
  await assert.rejects(find(workspace, "loop"), failure("SUBJECT_UNREADABLE", "/loop"));
  assert.deepEqual(await find(workspace, "**/a"), ["dist/a"]);
});

test("what is neither a file nor a folder is refused", { skip: process.platform === "win32" }, async (t) => {
  const workspace = folder(t, ["dist/a"]);
  execFileSync("mkfifo", [join(workspace, "dist/pipe")]);
  await assert.rejects(find(workspace, "dist/*"), failure("SUBJECT_UNREADABLE", "/dist/pipe", "neither"));
  await assert.rejects(find(workspace, "dist/pipe"), failure("SUBJECT_UNREADABLE"));
  await assert.rejects(find(workspace, "/dev/null"), failure("SUBJECT_UNREADABLE"));
});

test("a folder that may not be read is refused", { skip: process.getuid?.() === 0 }, async (t) => {
  const workspace = folder(t, ["dist/s/a"]);
  chmodSync(join(workspace, "dist/s"), 0);
  const finding = find(workspace, "dist").finally(() => chmodSync(join(workspace, "dist/s"), 0o700));
  await assert.rejects(finding, failure("SUBJECT_UNREADABLE", "EACCES"));
});

test("`..` may stand before the first wildcard and stay in the workspace", async (t) => {
  const workspace = folder(t, ["dist/a"]);
  assert.deepEqual(await find(workspace, "x/../dist/*"), ["dist/a"]);
  await assert.rejects(find(workspace, "*/../dist/*"), failure("INPUT_INVALID", "`..`"));
  await assert.rejects(find(workspace, "../*"), failure("SUBJECT_OUTSIDE"));
});

test("only files that share a base name are named by their paths", async (t) => {
  const workspace = folder(t, ["a/x", "b/x", "b/y", "x"]);
  assert.deepEqual(await names(workspace, "**"), ["a/x", "b/x", "y", "x"]);
});

test("no error text holds a control character of a name", async (t) => {
  const workspace = folder(t, ["a\n::error::x", "b\u202Ec"]);
  await assert.rejects(find(workspace, "nope"), (error: Error) => {
    assert.ok(error.message.includes(String.raw`"a\u000a::error::x", "b\u202ec"`), error.message);
    return true;
  });
});
