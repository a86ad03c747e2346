import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";

import { resultOf, sha, subjectsIn, world } from "./world.ts";

const run = promisify(execFile);
const DIGEST = sha("sha256", "rocket");

const NAMES = [
  "::error::owned",
  " ::set-output name=level::3",
  "##[error]owned",
  "x ##[add-path]/tmp",
  "</td></tr></table><script>alert(1)</script>",
  "![x](https://evil.example/pixel.png)",
  "`touch owned`",
  "$(touch owned)",
  "a | b",
  'it\'s "quoted"; touch owned',
  "--bundle=/etc/passwd",
  "@octo-maintainer #1 https://evil.example",
  "\u202Egpj.exe",
];

test("subjects' names are shown as names: no workflow command, no markup", async (t) => {
  const { file, step } = await world(t);
  await file("SHASUMS", NAMES.map((name) => `${DIGEST}  ${name}\n`).join(""));

  const ended = await step({ "subject-checksums": "SHASUMS" });

  assert.equal(ended.code, 0, ended.log);
  assert.deepEqual(Object.keys(await subjectsIn(ended.outputs["bundle-path"])), NAMES);
  assertNoCommand(ended.log);
  assert.doesNotMatch(
    ended.summary,
    /<script|evil\.example[^<]*\)|!\[|@octo-maintainer|<\/td><\/tr><\/table><s/,
  );
  const rows = ended.summary.split("\n").filter((line) => line.includes(DIGEST));
  assert.equal(rows.length, NAMES.length);
  for (const row of rows) {
    assert.match(row, /^<tr><td><code>[^<>`|$[\]*_@"']*<\/code><\/td><td><code>[^<>]*<\/code><\/td><\/tr>$/);
  }
  assert.equal(ended.outputs["level"], "2");
});

test("a first subject of any name is one word of the commands that verify it", async (t) => {
  const { file, step } = await world(t);
  for (const name of ["$(touch owned)`id`", 'it\'s "quoted"; touch owned', "--bundle=x", "::error::owned"]) {
    await file("SHASUMS", `${DIGEST}  ${name}\n`);
    const ended = await step({ "subject-checksums": "SHASUMS", "github-attestations": "never" });
    assert.equal(ended.code, 0, ended.log);
    assertNoCommand(ended.log);
    const commands = (ended.outputs["verify-commands"] ?? "").split("\n");
    assert.ok(commands.length >= 2);
    for (const command of commands) {
      // The shell itself says what the words are; the programs are stood in for by one that prints them.
      const print = `show() { printf '%s\\0' "$@"; }; npm() { show "$@"; }; gh() { show "$@"; }; cosign() { show "$@"; }`;
      const { stdout } = await run("sh", ["-c", `${print}; ${command}`]);
      const shown = name.startsWith("-") ? `./${name}` : name;
      assert.ok(stdout.split("\0").includes(shown), `${shown} in ${command}`);
    }
    assert.ok(ended.summary.includes("```"));
  }
});

test("a name in an error is one line of text, and no command either", async (t) => {
  const { step } = await world(t);
  const ended = await step({ "subject-path": "dits/::error::owned\n##[error]owned" });
  assert.equal(ended.code, 1);
  assert.equal(ended.log.match(/^::error::/gm)?.length, 1);
  assert.doesNotMatch(withoutCommands(ended.log), /^\s*::|##\[/m);
  assert.match(JSON.stringify((await resultOf(ended))["error"]), /SUBJECT_NOT_FOUND/);
});

/** The runner takes `::name::` at a line's start and `##[name]` anywhere for a command; our own are known. */
function assertNoCommand(log: string): void {
  assert.doesNotMatch(withoutCommands(log), /^\s*::|##\[/m);
}

/** The log without the commands that the step itself gives, each a line whose text is escaped. */
function withoutCommands(log: string): string {
  return log.replaceAll(/^::(?:add-mask|group|endgroup|notice|debug|error)(?: title=[^:]*)?::.*$/gm, (line) =>
    line.startsWith("::error::owned") ? line : "",
  );
}
