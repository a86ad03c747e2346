import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { at, isRecord, list, text } from "../../src/json.ts";
import { BATCH_KEYS } from "../../src/cli/batch-line.ts";
import { usageText } from "../../src/cli/usage.ts";
import { PLACES } from "../../src/consumer/request.ts";
import { PROGRAM } from "../cli/verify-world.ts";
import { world } from "../scenarios/world.ts";
import { page, rows } from "./pages.ts";

const PAGE = await page("docs/verify.md");

function verify(
  cwd: string,
  args: readonly string[],
): Promise<{ code: unknown; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [PROGRAM, "verify", ...args], { cwd }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : error.code, stdout, stderr }),
    );
  });
}

const documented = rows(PAGE, "check").flatMap(([name = ""]) => (name === "" ? [] : [name]));

/** `a.b` of each field named in the table: some rows name two. */
function tabled(): string[] {
  return rows(PAGE, "field").flatMap(([fields = ""]) => fields.split(", "));
}

test("docs/verify.md tells the checks, the JSON and the exit codes of a real verification", async (t) => {
  const { local, job, file, step } = await world(t);
  await file("dist/rocket-1.2.3.tgz", "rocket");
  const signed = await step({ "subject-path": "dist/*", "output-dir": "dist" });
  assert.equal(signed.code, 0, signed.log);
  const cwd = join(job.workspace, "dist");
  const args = [
    "rocket-1.2.3.tgz",
    "--source-repository=https://github.com/octo-org/rocket",
    "--signer=https://github.com/octo-org/rocket/.github/workflows/release.yml@refs/tags/v1.2.3",
    `--issuer=${local.github.issuer}`,
    `--trusted-root=${join(job.temp, "trusted_root.json")}`,
    "--format=json",
  ];

  const accepted = await verify(cwd, args);
  assert.equal(accepted.code, 0, accepted.stderr);
  const json: unknown = JSON.parse(accepted.stdout);
  assert.ok(isRecord(json));
  const checks = list(json, "checks").map((check) => text(check, "name") ?? "");
  assert.deepEqual(
    checks.filter((name) => !documented.includes(name)),
    [],
  );
  for (const field of tabled())
    assert.notEqual(at(json, ...field.split(".")), undefined, `${field}: not in what was printed`);
  const top = new Set(tabled().map((field) => field.replace(/\..*$/, "")));
  assert.deepEqual([...top].sort(), Object.keys(json).sort());

  await writeFile(join(cwd, "rocket-1.2.3.tgz"), "racket");
  const refused = await verify(cwd, args);
  assert.equal(refused.code, 1);
  assert.deepEqual(Object.keys(JSON.parse(refused.stdout) as object), [
    "verified",
    "artifact",
    "code",
    "message",
  ]);
  assert.match(PAGE, /A refusal prints `verified` \(`false`\), `artifact`, `code` and `message`/);
  assert.equal((await verify(cwd, ["absent.tgz", ...args.slice(1)])).code, 3);
  assert.equal((await verify(cwd, ["rocket-1.2.3.tgz"])).code, 2);
  const codes = (markdown: string, title: string): unknown => rows(markdown, title).map(([code]) => code);
  assert.deepEqual(codes(PAGE, "code"), ["0", "1", "2", "3", "4"]);
  assert.deepEqual(codes(await page("README.md"), "exit code"), ["0", "1", "2", "3", "4"]);
});

test("docs/verify.md tells every check that there is, and no other", async () => {
  const source = await readFile(new URL("../../src/verify/checks.ts", import.meta.url), "utf8");
  const names = [...source.matchAll(/name: ["`]([^"`]+)["`]/g)].flatMap(([, name = ""]) =>
    name.includes("${kind}")
      ? ["ref", "branch", "tag", "versioned tag"].map((kind) => name.replace("${kind}", kind))
      : [name],
  );
  assert.deepEqual([...documented].sort(), [...new Set(names)].sort());
});

test("docs/verify.md lists the options that `waybill --help` does, the places, and the keys of a batch", () => {
  const help = usageText();
  const listed = (title: string): string[] => rows(PAGE, title).map(([name = ""]) => name);
  assert.deepEqual(listed("option").sort(), [...new Set(help.match(/--[a-z-]+/g) ?? [])].sort());
  assert.deepEqual(listed("place"), [...PLACES]);
  assert.deepEqual(listed("key").sort(), [...BATCH_KEYS].sort());
});
