import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseBase64Subjects, parseChecksums, parseChecksumsInput } from "../../src/subjects/checksums.ts";
import { failure, folder } from "./world.ts";

const A = "a".repeat(64);
const B = "b".repeat(64);
const LIST = "the list";
const read = (text: string): string[][] =>
  parseChecksums(text, LIST).map(({ name, algorithm, hex }) => [name, algorithm, hex]);
const base64 = (text: string): string => Buffer.from(text).toString("base64");

test("GNU, BSD and openssl lines are read, in one list if need be", () => {
  assert.deepEqual(
    read(
      `${A}  a b\n${B} *b\n${A} c\nSHA256 (d) e) = ${B}\nSHA2-512(f)= ${"c".repeat(128)}\n${"d".repeat(96)}  g\n`,
    ),
    [
      ["a b", "sha256", A],
      ["b", "sha256", B],
      ["c", "sha256", A],
      ["d) e", "sha256", B],
      ["f", "sha512", "c".repeat(128)],
      ["g", "sha384", "d".repeat(96)],
    ],
  );
});

test("CRLF, a byte order mark, blank lines and a missing last line break are tolerated", () => {
  assert.deepEqual(read(`\uFEFF${A}  a\r\n\r\n \n${B}  b`), [
    ["a", "sha256", A],
    ["b", "sha256", B],
  ]);
  assert.deepEqual(read(""), []);
});

test("digests become lower case", () => {
  assert.deepEqual(read(`${A.toUpperCase()}  a\nSHA256 (b) = ${B.toUpperCase()}`), [
    ["a", "sha256", A],
    ["b", "sha256", B],
  ]);
});

test("names are text: dashes, spaces, stars, ../, backslashes and other scripts are kept", () => {
  const names = [
    "-rf",
    "  two",
    "**",
    "../up",
    "/abs",
    String.raw`dir\a.txt`,
    "naïve 名前",
    "# no comment",
    "a  b ",
  ];
  assert.deepEqual(
    read(names.map((name) => `${A}  ${name}`).join("\n")).map(([name]) => name),
    names,
  );
});

test("escaped names are read", () => {
  assert.deepEqual(
    read(`\\${A}  a\\\\b\n\\SHA256 (c\\\\\\\\n) = ${A}`).map(([name]) => name),
    [String.raw`a\b`, String.raw`c\\n`],
  );
});

for (const [what, line] of [
  ["a bare digest", A],
  ["a digest and spaces", `${A}   `],
  ["a tab for a space", `${A}\ta`],
  ["a SHA-1", `${"a".repeat(40)}  a`],
  ["a digest too short by one", `${A.slice(1)}  a`],
  ["a digest too long by one", `${A}a  a`],
  ["a digit that is not hex", `${A.slice(1)}g  a`],
  ["another algorithm", `MD5 (a) = ${"a".repeat(32)}`],
  ["a BSD line of another length", `SHA512 (a) = ${A}`],
  ["a BSD line without a name", `SHA256 () = ${A}`],
  ["a BSD line without a digest", "SHA256 (a) = "],
  ["a comment", "# comment"],
  ["prose", "sha256sums of this release:"],
  ["a name before the digest", `a  ${A}`],
  ["a name with a line break", `\\${A}  a\\nb`],
  ["a name with a carriage return", `\\${A}  a\\rb`],
  ["an unknown escape", `\\${A}  a\\tb`],
  ["a backslash at the end", `\\${A}  a\\`],
  ["a NUL in the name", `${A}  a\0b`],
  ["an escape sequence in the name", `${A}  a\u001B[31m`],
] as const) {
  test(`${what} is an error with its line number`, () => {
    assert.throws(
      () => parseChecksums(`${A}  ok\r\n${line}\r\n`, LIST),
      failure("CHECKSUMS_INVALID", "1 line of the list", "line 2, "),
    );
  });
}

test("all bad lines are reported together, the first ten in full, without control characters", () => {
  const text = Array.from({ length: 12 }, (_, i) => `bad\u001B${i} ${"x".repeat(500)}`).join("\n");
  assert.throws(
    () => parseChecksums(text, LIST),
    (error: Error) => {
      failure("CHECKSUMS_INVALID", "12 lines", String.raw`line 10, "bad\u001b9`, "and 2 more")(error);
      assert.ok(!error.message.includes("line 11,") && error.message.length < 3000);
      assert.doesNotMatch(error.message.replaceAll("\n", ""), /\p{Cc}/u);
      return true;
    },
  );
});

test("a hundred thousand lines are read at once", () => {
  const text = Array.from({ length: 100_000 }, (_, i) => `${A}  dist/file-${i}.tar.gz`).join("\n");
  const start = performance.now();
  assert.equal(parseChecksums(text, LIST).length, 100_000);
  assert.ok(performance.now() - start < 2000);
});

test("what sha256sum and sha512sum print is read back", { skip: process.platform === "win32" }, (t) => {
  const workspace = folder(t, ["a", "b c", "-d", String.raw`e\f`, "ü"]);
  const names = ["-d", "a", "b c", String.raw`e\f`, "ü"];
  for (const program of ["sha256sum", "sha512sum", "sha384sum"]) {
    for (const form of ["--binary", "--text", "--tag"]) {
      const text = execFileSync(program, [form, "--", ...names], { cwd: workspace, encoding: "utf8" });
      assert.deepEqual(
        parseChecksums(text, LIST).map(({ name }) => name),
        names,
        text,
      );
    }
  }
});

test("random lists are read back from each form", () => {
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const alphabet = Array.from("abzAZ09 .-_*#()=\\/!\"'é名𝒷:;,");
  const escaped = (name: string): string => name.replaceAll("\\", "\\\\");
  for (let round = 0; round < 200; round += 1) {
    const list = Array.from({ length: random(6) }, (_, i) => {
      const name = Array.from({ length: 1 + random(12) }, () => alphabet[random(alphabet.length)]).join("");
      const [bits, length] = (
        [
          [256, 64],
          [384, 96],
          [512, 128],
        ] as const
      )[random(3)] ?? [256, 64];
      const hex = Array.from({ length }, () => random(16).toString(16)).join("");
      return { name: `${name}${i}`, bits, hex };
    });
    const lines = list.map(
      ({ name, bits, hex }) =>
        [
          `${hex}  ${name}`,
          `${hex.toUpperCase()} *${name}`,
          `\\${hex}  ${escaped(name)}`,
          `SHA${bits} (${name}) = ${hex}`,
          `\\SHA${bits} (${escaped(name)}) = ${hex}`,
        ][random(5)],
    );
    const text = lines.join(random(2) === 0 ? "\n" : "\r\n");
    assert.deepEqual(
      read(text),
      list.map(({ name, bits, hex }) => [name, `sha${bits}`, hex]),
      text,
    );
  }
});

test("base64-subjects is read as the generator reads it, wrapped or not", () => {
  const text = `\n${A}  a b\n ${B.toUpperCase()}\t \tb \r\n\n${A} *c\n`;
  const expected = [
    ["a b", A, 2],
    ["b", B, 3],
    ["c", A, 5],
  ];
  for (const input of [base64(text), base64(text).replaceAll(/(.{40})/g, "$1\n")]) {
    assert.deepEqual(
      parseBase64Subjects(input).map(({ name, hex, line }) => [name, hex, line]),
      expected,
    );
  }
  assert.deepEqual(parseBase64Subjects(""), []);
});

for (const [what, input, texts] of [
  ["no base64", "dist/*.tgz", ["`base64-subjects`", "base64"]],
  ["base64 without its padding", "YQ", ["`base64-subjects`"]],
  ["the URL alphabet", "_-_-", ["`base64-subjects`"]],
  ["plain text", `${A}  a`, ["`base64-subjects`"]],
  ["bytes that are not UTF-8", Buffer.from([0xff, 0xfe, 0x41]).toString("base64"), ["UTF-8"]],
  ["a SHA-512", base64(`${"a".repeat(128)}  a`), ["line 1"]],
  ["a digest without a name", base64(`${A}\n`), ["line 1"]],
  ["a name twice, even with one digest", base64(`${A}  a\n${A}  a\n`), ["line 2", "line 1 again"]],
  ["a control character in a name", base64(`${A}  a\u0007\n`), ["line 1", "control character"]],
] as const) {
  test(`base64-subjects of ${what} is an error`, () => {
    assert.throws(() => parseBase64Subjects(input), failure("CHECKSUMS_INVALID", ...texts));
  });
}

test("subject-checksums is a list when it reads as one, otherwise the path of one", async (t) => {
  const workspace = folder(t, {
    "out/SHA256SUMS": `\uFEFF${A}  a\r\n${B}  b\r\n`,
    empty: "",
    bad: `${A}  a\nx\n`,
  });
  const list = async (input: string): Promise<string[]> =>
    (await parseChecksumsInput(input, workspace)).map(({ name }) => name);
  assert.deepEqual(await list("out/SHA256SUMS"), ["a", "b"]);
  assert.deepEqual(await list(join(workspace, "out/SHA256SUMS")), ["a", "b"]);
  assert.deepEqual(await list(`${A}  c`), ["c"]);
  assert.deepEqual(await list(`${A}  c\n${B}  d\n`), ["c", "d"]);
  assert.deepEqual(await list("empty"), []);
  assert.deepEqual(await list(" "), []);
  await assert.rejects(list("bad"), failure("CHECKSUMS_INVALID", `${workspace}/bad`, "line 2"));
  await assert.rejects(
    list("bad\nworse"),
    failure("CHECKSUMS_INVALID", "`subject-checksums`", "line 1", "line 2"),
  );
});

test("a mistyped path of a list is an error, never an empty list", async (t) => {
  const workspace = folder(t, ["SHA256SUMS"]);
  for (const input of ["SHA256SUM", "SHA256SUMS/x", A, `${A}\ta`, "x".repeat(5000)]) {
    await assert.rejects(
      parseChecksumsInput(input, workspace),
      failure("SUBJECT_NOT_FOUND", "`subject-checksums`", `working directory "${workspace}"`),
    );
  }
});

test("a list that is a folder or a pipe, too large, or UTF-16 is refused", async (t) => {
  const workspace = folder(t, { "d/x": "", huge: "" });
  await assert.rejects(parseChecksumsInput("d", workspace), failure("SUBJECT_UNREADABLE", "regular file"));
  truncateSync(join(workspace, "huge"), 64 * 1024 * 1024 + 1);
  await assert.rejects(
    parseChecksumsInput("huge", workspace),
    failure("SUBJECT_UNREADABLE", "67108865 bytes"),
  );
  const utf16 = folder(t, { list: "" });
  writeFileSync(join(utf16, "list"), Buffer.from(`\uFEFF${A}  a\r\n`, "utf16le"));
  await assert.rejects(parseChecksumsInput("list", utf16), failure("CHECKSUMS_INVALID", "UTF-8"));
});
