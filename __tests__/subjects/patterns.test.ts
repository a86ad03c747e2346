import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePatterns } from "../../src/subjects/patterns.ts";
import { failure } from "./world.ts";

const include = (input: string): readonly string[] => parsePatterns(input).include;

test("patterns stand on lines of their own or between commas", () => {
  assert.deepEqual(include("dist/*.tgz, dist/*.whl\r\n\n  build/app  \n"), [
    "dist/*.tgz",
    "dist/*.whl",
    "build/app",
  ]);
  assert.deepEqual(include(""), []);
  assert.deepEqual(include(" ,, \n"), []);
});

test("lines that begin with # are comments, a # elsewhere is part of a name", () => {
  assert.deepEqual(include("# all of it\n  # indented\ndist/a#1\n"), ["dist/a#1"]);
});

test("! excludes", () => {
  assert.deepEqual(parsePatterns('dist/*\n!dist/*.tmp, ! dist/x,!"a,b"'), {
    include: ["dist/*"],
    exclude: ["dist/*.tmp", "dist/x", "a,b"],
  });
});

test("a comma inside braces separates nothing, unless they are never closed", () => {
  assert.deepEqual(include("dist/*.{tgz,{zip,whl}},x"), ["dist/*.{tgz,{zip,whl}}", "x"]);
  assert.deepEqual(include("a{b,c"), ["a{b", "c"]);
});

test("quotes keep commas, spaces, ! and #", () => {
  assert.deepEqual(parsePatterns('"a,b.txt" , " c "\n"!important"\n"#1"\n"say ""hi"""'), {
    include: ["a,b.txt", " c ", "!important", "#1", 'say "hi"'],
    exclude: [],
  });
});

for (const [what, input] of [
  ["a quote that is never closed", '"a,b'],
  ["a quote that is closed on another line", '"a\nb"'],
  ["text after a closing quote", '"a"b'],
  ["quotes around a part of a pattern", 'dist/"a,b"'],
  ["nothing between quotes", '""'],
  ["nothing after !", "a, !"],
  ["only excludes", "!a"],
  ["a NUL character", "a\0b"],
] as const) {
  test(`${what} is an error that names the input`, () => {
    assert.throws(() => parsePatterns(input), failure("INPUT_INVALID", "`subject-path`"));
  });
}
