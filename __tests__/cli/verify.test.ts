import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { before, describe, test } from "node:test";

import { at } from "../../src/json.ts";
import { ACTION } from "../scenarios/world.ts";
import { signingWorld, suiteScope, type SigningWorld } from "../verify/world.ts";

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function waybill(cwd: string, ...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [path.join(ACTION, "dist", "cli.js"), ...args], { cwd }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

describe("waybill verify", () => {
  const scope = suiteScope();
  let world: SigningWorld;
  let folder: string;
  let options: string[];
  before(async () => {
    world = await signingWorld(scope);
    folder = await mkdtemp(path.join(tmpdir(), "waybill-cli-"));
    scope.after(() => rm(folder, { recursive: true, force: true }));
    const digest = { sha256: createHash("sha256").update("rocket").digest("hex") };
    const bundle = await world.sign(world.statement({ subject: [{ name: "rocket.tgz", digest }] }));
    await writeFile(path.join(folder, "rocket.tgz"), "rocket");
    await writeFile(path.join(folder, "changed.tgz"), "rocket!");
    await writeFile(path.join(folder, "rocket.tgz.intoto.jsonl"), bundle);
    await writeFile(path.join(folder, "elsewhere.json"), bundle);
    await writeFile(path.join(folder, "two.jsonl"), `${await world.sign(world.statement())}${bundle}`);
    await writeFile(path.join(folder, "root.json"), JSON.stringify(world.local.sigstore.trustedRoot));
    const { identity } = world.expected;
    options = [
      "--source-repository",
      identity.sourceRepository,
      "--signer",
      identity.signer,
      "--issuer",
      identity.issuer,
      "--trusted-root",
      "root.json",
    ];
  });

  test("0: finds the bundle beside the file, and says what was proven and what was not", async () => {
    const ended = await waybill(folder, "verify", "rocket.tgz", ...options);
    assert.equal(ended.code, 0, ended.err);
    assert.match(ended.out, /^Verified rocket\.tgz\n/);
    assert.match(ended.out, /built from {3}https:\/\/github\.com\/octo-org\/rocket at [0-9a-f]{40}/);
    assert.match(ended.out, /SLSA level {3}Build 2/);
    assert.match(ended.out, /Not checked:\n/);
    assert.equal(ended.err, "");
  });

  test("0: a bundle given, and the second of two in a file", async () => {
    assert.equal(
      (await waybill(folder, "verify", "rocket.tgz", ...options, "--bundle", "elsewhere.json")).code,
      0,
    );
    assert.equal(
      (await waybill(folder, "verify", "rocket.tgz", ...options, "--bundle", "two.jsonl")).code,
      0,
    );
  });

  test("0: JSON with the names of gh's", async () => {
    const ended = await waybill(folder, "verify", "rocket.tgz", ...options, "--format", "json");
    const json: unknown = JSON.parse(ended.out);
    assert.equal(at(json, "verified"), true);
    const certificate = at(json, "verificationResult", "signature", "certificate");
    assert.equal(at(certificate, "sourceRepositoryURI"), "https://github.com/octo-org/rocket");
    assert.equal(at(certificate, "runnerEnvironment"), "github-hosted");
  });

  test("1: a changed file, in text and in JSON", async () => {
    const text = await waybill(folder, "verify", "changed.tgz", ...options, "--bundle", "elsewhere.json");
    assert.equal(text.code, 1);
    assert.match(text.err, /^error: SUBJECT_MISMATCH: /);
    assert.match(text.err, /errors\.md#subject_mismatch/);
    assert.equal(text.out, "");
    const json = await waybill(
      folder,
      "verify",
      "changed.tgz",
      ...options,
      "--bundle",
      "elsewhere.json",
      "--format=json",
    );
    assert.equal(json.code, 1);
    assert.equal((JSON.parse(json.out) as { code: string }).code, "SUBJECT_MISMATCH");
  });

  test("1: the public instance's root, when none is named", async () => {
    const withoutRoot = options.slice(0, -2);
    const ended = await waybill(folder, "verify", "rocket.tgz", ...withoutRoot);
    assert.equal(ended.code, 1);
    assert.match(ended.err, /Sigstore public instance, root of 20\d\d-\d\d-\d\d \(sha256:[0-9a-f]{64}\)/);
  });

  test("1: of several bundles, the error of the first, and how many others there were", async () => {
    await writeFile(path.join(folder, "other.tgz"), "other");
    await writeFile(path.join(folder, "other.tgz.intoto.jsonl"), "{}");
    await writeFile(
      path.join(folder, "multiple.intoto.jsonl"),
      await readFile(path.join(folder, "two.jsonl")),
    );
    const several = await waybill(folder, "verify", "other.tgz", ...options);
    await rm(path.join(folder, "multiple.intoto.jsonl"));
    assert.equal(several.code, 1);
    assert.match(several.err, /^error: BUNDLE_MALFORMED: .*\(.*other\.tgz\.intoto\.jsonl.*2 other bundles/);
    const one = await waybill(folder, "verify", "other.tgz", ...options);
    assert.doesNotMatch(one.err, /other bundles/);
  });

  test("0: the bundle of a large release's later files, until one is absent", async (t) => {
    const part = (n: number): string => path.join(folder, `multiple.${n}.intoto.jsonl`);
    t.after(() => Promise.all([2, 3, 5].map((n) => rm(part(n), { force: true }))));
    await writeFile(path.join(folder, "later.tgz"), "rocket");
    await writeFile(part(2), "{}");
    await writeFile(part(5), await readFile(path.join(folder, "elsewhere.json")));
    const refused = await waybill(folder, "verify", "later.tgz", ...options);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /^error: BUNDLE_MALFORMED: /);
    await writeFile(part(3), await readFile(path.join(folder, "elsewhere.json")));
    const found = await waybill(folder, "verify", "later.tgz", ...options);
    assert.equal(found.code, 0, found.err);
  });

  test("a file's name cannot speak to the terminal, nor forge a line, through an error", async () => {
    const name = "a\u001b[2J\u009b31m\nVerified\u202e.tgz";
    for (const format of ["text", "json"]) {
      const ended = await waybill(folder, "verify", name, ...options, "--format", format);
      assert.equal(ended.code, 3);
      assert.doesNotMatch(ended.err + ended.out, /[^\P{C}\n]/u);
      assert.doesNotMatch(ended.err, /^Verified/m);
      assert.match(ended.err, /a\\u001b\[2J\\u009b31m\\u000aVerified\\u202e\.tgz/);
      if (format === "json") assert.ok((JSON.parse(ended.out) as { message: string }).message.includes(name));
    }
    const command = await waybill(folder, "\u009b31m");
    assert.doesNotMatch(command.err, /[^\P{C}\n]/u);
  });

  const wrong: [string, readonly string[], RegExp][] = [
    ["no command", [], /no command/],
    ["a command that does not exist", ["attest"], /no command "attest"/],
    ["no file", ["verify"], /0 files/],
    ["two files", ["verify", "a", "b", "--signer", "https://x/y"], /2 files/],
    ["no source repository", ["verify", "rocket.tgz", "--signer", "https://x/y"], /--source-repository/],
    ["no signer", ["verify", "rocket.tgz", "--source-repository", "https://github.com/o/r"], /--signer/],
    ["an option that does not exist", ["verify", "rocket.tgz", "--sourc", "x"], /--sourc/],
    [
      "a repository that is no URL",
      ["verify", "rocket.tgz", "--source-repository", "o/r", "--signer", "https://x/y"],
      /o\/r/,
    ],
    [
      "a format that does not exist",
      [
        "verify",
        "f",
        "--source-repository",
        "https://github.com/o/r",
        "--signer",
        "https://x/y",
        "--format",
        "xml",
      ],
      /xml/,
    ],
    [
      "a trusted root that is none",
      [
        "verify",
        "rocket.tgz",
        "--source-repository",
        "https://github.com/o/r",
        "--signer",
        "https://x/y",
        "--trusted-root",
        "rocket.tgz",
      ],
      /TRUST_INVALID/,
    ],
  ];
  for (const [situation, args, message] of wrong) {
    test(`2: ${situation}`, async () => {
      const ended = await waybill(folder, ...args);
      assert.equal(ended.code, 2, ended.err);
      assert.match(ended.err, message);
      assert.equal(ended.out, "");
    });
  }

  test("3: no file, no bundle beside it, or not the one named", async () => {
    for (const args of [["missing.tgz"], ["changed.tgz"], ["rocket.tgz", "--bundle", "missing.json"]]) {
      const ended = await waybill(folder, "verify", ...args, ...options);
      assert.equal(ended.code, 3, ended.err);
      assert.match(ended.err, /NOT_FOUND/);
    }
  });

  test("help and version", async () => {
    assert.match((await waybill(folder, "--help")).out, /waybill verify FILE/);
    assert.match((await waybill(folder, "--version")).out, /^\d+\.\d+\.\d+\n$/);
  });
});
