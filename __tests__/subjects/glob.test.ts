import assert from "node:assert/strict";
import { test } from "node:test";
import { accepts, compileGlob, startState, step } from "../../src/subjects/glob.ts";
import { failure } from "./world.ts";

function matches(pattern: string, path: string, { hidden = false, windows = false } = {}): boolean {
  return compileGlob(pattern, { hidden, windows }).some((glob) => {
    const names = path.split("/");
    const state = names.reduce((current, name) => step(glob, current, name), startState(glob));
    return accepts(glob, state);
  });
}

for (const [pattern, yes, no] of [
  ["dist/*.tgz", ["dist/a.tgz", "dist/a.tgz/b"], ["dist/a.zip", "a.tgz", "dist/sub/a.tgz"]],
  ["dist", ["dist", "dist/a", "dist/b/c"], ["dist2", "dist/.a", "dist/.b/c"]],
  ["./dist//a/", ["dist/a"], ["dist"]],
  ["**/*.deb", ["a.deb", "x/y/a.deb"], [".x/a.deb", "x/.a.deb"]],
  ["dist/**", ["dist/a", "dist/b/c"], ["dist", "dist/.a"]],
  ["**/dist/**/x", ["dist/x", "a/dist/b/c/x"], ["dist/y"]],
  [".*/x", [".a/x"], ["a/x"]],
  ["**/.github/*", ["a/.github/x", ".github/x"], [".github/.x"]],
  ["a?c", ["abc", "a𝒷c"], ["ac", "abbc"]],
  ["[a-c]x", ["ax", "cx"], ["dx", "-x"]],
  ["[!a-c]x", ["dx"], ["ax", ".x"]],
  ["[]]x", ["]x"], ["x"]],
  ["a[1", ["a[1"], ["a1"]],
  ["{a,b/{c,d}}.{x,y}", ["a.x", "b/c.y", "b/d.x"], ["c.x", "a"]],
  ["{a}", ["{a}"], ["a"]],
  ["a{,.sig}", ["a", "a.sig"], ["a.x"]],
  ["app (1)+@!.zip", ["app (1)+@!.zip"], ["app 1.zip"]],
  [String.raw`a\*\{b,c\}`, ["a*{b,c}"], ["ax{b,c}", "a*b"]],
  ["a***b", ["ab", "axyb"], ["a"]],
] as const) {
  test(`${pattern} matches what it should and nothing else`, () => {
    for (const path of yes) assert.ok(matches(pattern, path), path);
    for (const path of no) assert.ok(!matches(pattern, path), path);
  });
}

test("an exclude matches hidden names too", () => {
  assert.ok(matches("**/*.tmp", ".cache/.a.tmp", { hidden: true }));
  assert.ok(matches("dist", "dist/.a", { hidden: true }));
});

test("on Windows either slash separates folders, and case does not matter", () => {
  assert.ok(matches(String.raw`Dist\*.TGZ`, "dist/a.tgz", { windows: true }));
  assert.equal(compileGlob(String.raw`C:\out\*`, { hidden: false, windows: true })[0]?.root, "C:\\");
});

test("a range that ends before it begins, and endless braces, are errors", () => {
  assert.throws(() => matches("[z-a]", "b"), failure("INPUT_INVALID", "[z-a]"));
  assert.throws(() => matches("{a,b}".repeat(11), "b"), failure("INPUT_INVALID", "1024"));
});
