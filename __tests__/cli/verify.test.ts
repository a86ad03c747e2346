import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import * as path from "node:path";
import { before, describe, test } from "node:test";

import { at, list } from "../../src/json.ts";
import { suiteScope } from "../verify/world.ts";
import { inProcess, sha256, verifyWorld, type VerifyWorld } from "./verify-world.ts";

const SOURCE = "https://github.com/o/r";

describe("waybill verify", () => {
  const scope = suiteScope();
  let world: VerifyWorld;
  before(async () => {
    world = await verifyWorld(scope);
    const { file, bundle } = world;
    const [ours, others] = [await bundle("rocket"), await bundle("another")];
    await file("rocket.tgz", "rocket");
    await file("changed.tgz", "rocket!");
    await file("rocket.tgz.intoto.jsonl", ours);
    await file("elsewhere.json", ours);
    await file("two.jsonl", `${others}${ours}`);
  });

  test("0: finds the bundle beside the file, and says what was proven and what was not", async () => {
    const ended = await world.verify("rocket.tgz");
    assert.equal(ended.code, 0, ended.err);
    assert.match(ended.out, /^Verified rocket\.tgz\n/);
    assert.match(ended.out, /built from {3}https:\/\/github\.com\/octo-org\/rocket at [0-9a-f]{40}/);
    assert.match(ended.out, /SLSA level {3}Build 2/);
    assert.ok(ended.out.indexOf("Proven:") < ended.out.indexOf("Not checked:"));
    assert.equal(ended.err, "");
  });

  test("0: a bundle given, the second of two in a file, and the second of two files", async () => {
    for (const given of [["elsewhere.json"], ["two.jsonl"], ["root.json", "elsewhere.json"]]) {
      const ended = await world.verify("rocket.tgz", ...given.map((name) => `--bundle=${name}`));
      assert.equal(ended.code, 0, ended.err);
    }
  });

  test("0: JSON on a line with the names of gh's", async () => {
    const ended = await world.verify("rocket.tgz", "--format", "json");
    const json: unknown = JSON.parse(ended.out);
    assert.equal(at(json, "verified"), true);
    const certificate = at(json, "verificationResult", "signature", "certificate");
    assert.equal(at(certificate, "sourceRepositoryURI"), "https://github.com/octo-org/rocket");
    assert.equal(at(certificate, "runnerEnvironment"), "github-hosted");
    const identity = at(json, "verificationResult", "verifiedIdentity");
    assert.equal(at(identity, "issuer", "issuer"), at(certificate, "issuer"));
    assert.equal(
      at(identity, "subjectAlternativeName", "subjectAlternativeName"),
      at(certificate, "subjectAlternativeName"),
    );
    assert.equal(ended.out.split("\n").length, 2);
  });

  test("0: the statement alone on standard output with --print-provenance", async () => {
    const ended = await world.verify("rocket.tgz", "--print-provenance");
    assert.equal(ended.code, 0, ended.err);
    assert.equal(at(JSON.parse(ended.out), "subject", 0, "digest", "sha256"), sha256("rocket"));
    assert.match(ended.err, /^Verified rocket\.tgz\n/);
    const refused = await world.verify("changed.tgz", "--bundle=elsewhere.json", "--print-provenance");
    assert.deepEqual([refused.code, refused.out], [1, ""]);
  });

  test("1: a changed file, in text and in JSON", async () => {
    const text = await world.verify("changed.tgz", "--bundle", "elsewhere.json");
    assert.equal(text.code, 1);
    assert.match(text.err, /^error: SUBJECT_MISMATCH: /);
    assert.match(text.err, /errors\.md#subject_mismatch/);
    assert.equal(text.out, "");
    const json = await world.verify("changed.tgz", "--bundle", "elsewhere.json", "--format=json");
    assert.equal(json.code, 1);
    const answer: unknown = JSON.parse(json.out);
    assert.equal(at(answer, "code"), "SUBJECT_MISMATCH");
    assert.equal(at(answer, "artifact"), "changed.tgz");
  });

  test("1: the public instance's root, when none is named", async () => {
    const withoutRoot = world.options.slice(0, -1);
    const ended = await world.waybill("verify", "rocket.tgz", ...withoutRoot);
    assert.equal(ended.code, 1);
    assert.match(ended.err, /Sigstore public instance, root of 20\d\d-\d\d-\d\d \(sha256:[0-9a-f]{64}\)/);
  });

  test("0: several roots in one file, as gh prints them", async () => {
    const own = JSON.stringify(JSON.parse(await readFile(path.join(world.folder, "root.json"), "utf8")));
    const shipped = JSON.parse(
      await readFile(new URL("../../src/trust/public-good.json", import.meta.url), "utf8"),
    ) as { trustedRoot: unknown };
    await world.file("roots.jsonl", `${JSON.stringify(shipped.trustedRoot)}\n${own}\n`);
    const ended = await world.verify("rocket.tgz", "--trusted-root=roots.jsonl").catch(() => undefined);
    assert.equal(ended?.code, 2, "one --trusted-root is enough");
    const withRoots = [...world.options.slice(0, -1), "--trusted-root=roots.jsonl"];
    const found = await world.waybill("verify", "rocket.tgz", ...withRoots);
    assert.equal(found.code, 0, found.err);
    assert.match(found.out, /roots\.jsonl, line 2/);
  });

  test("1: of several bundles, the refusal of the one that is about the file", async () => {
    const wrong = { predicateType: "https://example.com/sbom" };
    await world.file("other.tgz", "other");
    await world.file("other.tgz.intoto.jsonl", "{}");
    const foreign = { predicate: { runDetails: { builder: { id: "https://example.com" } } } };
    const bundles = `${await world.bundle("other", wrong)}${await world.bundle("other", foreign)}`;
    await world.file("other.tgz.2.intoto.jsonl", bundles);
    const several = await world.verify("other.tgz");
    assert.equal(several.code, 1);
    assert.match(several.err, /^error: PREDICATE_CERTIFICATE_MISMATCH: .*2 other bundles were tried/);
    await rm(path.join(world.folder, "other.tgz.2.intoto.jsonl"));
    const one = await world.verify("other.tgz");
    assert.match(one.err, /^error: BUNDLE_MALFORMED/);
    assert.doesNotMatch(one.err, /other bundle/);
  });

  test("a file's name cannot speak to the terminal, nor forge a line, through an error or a report", async () => {
    const name = "a\u001b[2J\u009b31m\nVerified\u202e.tgz";
    for (const format of ["text", "json"]) {
      const ended = await world.verify(name, "--format", format);
      assert.equal(ended.code, 3);
      assert.doesNotMatch(ended.err + ended.out, /[^\P{C}\n]/u);
      assert.doesNotMatch(ended.err, /^Verified/m);
      assert.match(ended.err, /a\\u001b\[2J\\u009b31m\\u000aVerified\\u202e\.tgz/);
      if (format === "json") assert.ok((JSON.parse(ended.out) as { message: string }).message.includes(name));
    }
    const command = await world.waybill("\u009b31m");
    assert.doesNotMatch(command.err, /[^\P{C}\n]/u);
    await world.file(name, "rocket");
    for (const more of [[], ["--print-provenance"], ["--format=json"]]) {
      const found = await world.verify(name, "--bundle=elsewhere.json", ...more);
      assert.equal(found.code, 0, found.err);
      assert.doesNotMatch(found.err + found.out, /[^\P{C}\n]/u);
    }
  });

  test("what a signer wrote cannot speak to the terminal", async () => {
    const subject = [{ name: "\u001b]0;owned\u0007\n\u202e", digest: { sha256: sha256("rocket") } }];
    await world.file("loud.json", await world.bundle("rocket", { subject }));
    for (const more of [[], ["--print-provenance"], ["--format=json"]]) {
      const found = await world.verify("rocket.tgz", "--bundle=loud.json", ...more);
      assert.equal(found.code, 0, found.err);
      assert.doesNotMatch(found.err + found.out, /[^\P{C}\n]/u);
    }
  });

  const wrong: [string, readonly string[], RegExp][] = [
    ["no command", [], /no command/],
    ["a command that does not exist", ["attest"], /no command "attest"/],
    ["a command that objects have", ["constructor"], /no command "constructor"/],
    ["no artifact", ["verify"], /no artifact/],
    ["no source repository", ["verify", "rocket.tgz", "--signer", "https://x/y"], /--source-repository/],
    ["an option that does not exist", ["verify", "rocket.tgz", "--sourc", "x"], /--sourc/],
    ["a repository that is no URL", ["verify", "rocket.tgz", "--source-repository", "o/r"], /o\/r/],
    ["an option without its value", ["verify", "f", "--signer", "--bundle", "x"], /--signer/],
    ["an option twice", ["verify", "f", "--signer=https://a/b", "--signer=https://a/c"], /--signer 2 times/],
  ];
  const wrongWithSource: [string, readonly string[], RegExp][] = [
    ["a format that does not exist", ["--format", "xml"], /xml/],
    ["a trusted root that is none", ["--trusted-root=rocket.tgz"], /TRUST_INVALID/],
    ["a trusted root that is not there", ["--trusted-root=none.json"], /TRUST_INVALID/],
    ["a signer that is no URI", ["--signer=release.yml"], /release\.yml/],
    ["an abbreviated commit", ["--source-digest=abc1234"], /whole commit/],
    ["a commit in capitals", [`--signer-digest=${"A".repeat(40)}`], /whole commit/],
    ["a short name for a whole reference", ["--source-ref=main"], /refs\/heads\/main/],
    ["a versioned tag that is no version", ["--source-versioned-tag=latest"], /v1\.2\.3/],
    ["an empty tag", ["--source-tag="], /--source-tag/],
    ["an input without a value", ["--workflow-input=name"], /NAME=VALUE/],
    ["an input twice", ["--workflow-input=a=1", "--workflow-input=a=2"], /twice/],
    ["a level that does not exist", ["--min-level=4"], /1, 2 or 3/],
    ["a place that does not exist", ["--from=npm"], /release, registry, github/],
    ["a release's tag where no release is asked", ["--tag=v1"], /--source-tag/],
    ["a repository of attestations for a file", ["--attestation-repository=ghcr.io/a/b"], /--from registry/],
    ["a root that is given and refreshed", ["--trusted-root=root.json", "--refresh-trust"], /one of them/],
    ["an empty predicate type", ["--predicate-type="], /--predicate-type/],
    ["an issuer that is no URL", ["--issuer=github"], /github/],
    ["a log that cannot be called", ["--rekor-url=rekor"], /--rekor-url/],
  ];
  const digest = `sha256:${"0".repeat(64)}`;
  for (const [situation, args, message] of [
    ...wrong,
    ...wrongWithSource.map(([what, more, message]): [string, readonly string[], RegExp] => [
      what,
      ["verify", digest, `--source-repository=${SOURCE}`, ...more],
      message,
    ]),
    ["a digest that is too short", ["verify", "sha256:00", `--source-repository=${SOURCE}`], /64 hex digits/],
    ["an image that is none", ["verify", "oci://A b", `--source-repository=${SOURCE}`], /REFERENCE_INVALID/],
  ] satisfies [string, readonly string[], RegExp][]) {
    test(`2: ${situation}`, async () => {
      const ended = await inProcess(args);
      assert.equal(ended.code, 2, ended.err);
      assert.match(ended.err, message);
      assert.equal(ended.out, "");
    });
  }

  test("2: the program says so", async () => {
    const ended = await world.waybill("verify", "rocket.tgz");
    assert.deepEqual([ended.code, ended.out], [2, ""]);
    assert.match(ended.err, /^error: USAGE: [^]*\nhint: waybill --help\n$/);
  });

  test("3: no file, no bundle beside it, not the one named, or a digest with nowhere to look", async () => {
    const digest = `sha256:${sha256("rocket")}`;
    for (const args of [
      ["missing.tgz"],
      ["changed.tgz"],
      ["rocket.tgz", "--bundle", "missing.json"],
      [digest],
    ]) {
      const ended = await world.verify(...args);
      assert.equal(ended.code, 3, ended.err);
      assert.match(ended.err, /NOT_FOUND/);
    }
  });

  test("4: services that are asked for and do not answer", async () => {
    const digest = `sha256:${sha256("rocket")}`;
    const source = `--source-repository=${SOURCE}`;
    for (const args of [
      [digest, "--from=github"],
      [digest, "--from=release", "--tag=v1"],
      [digest, "--from=registry", "--attestation-repository=ghcr.io/o/r"],
      [`oci://ghcr.io/o/r@${digest}`],
      ["oci://ghcr.io/o/r:v1"],
      [digest, "--refresh-trust"],
    ]) {
      const ended = await inProcess(["verify", ...args, source]);
      assert.equal(ended.code, 4, `${args.join(" ")}: ${ended.err}`);
    }
  });

  test("what could not be asked is said beside the refusal of what was found", async () => {
    await world.file("other-signer.json", await world.bundle("rocket"));
    const args = [
      "verify",
      path.join(world.folder, "rocket.tgz"),
      `--source-repository=${SOURCE}`,
      "--from=github",
    ];
    const ended = await inProcess(args);
    assert.equal(ended.code, 1, ended.err);
    assert.match(ended.err, /Not every place could be asked: https:\/\/github\.com\/o\/r/);
  });

  test("help and version", async () => {
    for (const args of [["--help"], ["help"], ["verify", "--help"], ["help", "verify"]])
      assert.match((await world.waybill(...args)).out, /waybill verify ARTIFACT/);
    assert.match((await world.waybill("--version")).out, /^\d+\.\d+\.\d+\n$/);
  });

  describe("several files", () => {
    test("0: all of them, in text and in JSON", async () => {
      await world.file("same.tgz", "rocket");
      const args = ["rocket.tgz", "same.tgz", "--bundle=elsewhere.json"];
      const text = await world.verify(...args);
      assert.equal(text.code, 0, text.err);
      assert.deepEqual(text.out.match(/^Verified .*$/gm), ["Verified rocket.tgz", "Verified same.tgz"]);
      const json = await world.verify(...args, "--format=json");
      const lines = json.out
        .trim()
        .split("\n")
        .map((line): unknown => JSON.parse(line));
      assert.deepEqual(
        lines.map((line) => [at(line, "artifact"), at(line, "verified")]),
        [
          ["rocket.tgz", true],
          ["same.tgz", true],
        ],
      );
      for (const line of lines)
        assert.ok(list(line, "checks").some((check) => at(check, "name") === "subject"));
    });

    test("the worst of them is the exit code, and each is reported", async () => {
      const args = ["changed.tgz", "rocket.tgz", "missing.tgz", "--bundle=elsewhere.json"];
      const ended = await world.verify(...args);
      assert.equal(ended.code, 3, ended.err);
      assert.match(ended.out, /^Verified rocket\.tgz\n/);
      assert.match(
        ended.err,
        /Not verified changed\.tgz\nerror: SUBJECT_MISMATCH[^]*Not verified missing\.tgz\nerror: NOT_FOUND/,
      );
      const json = await world.verify(...args, "--format=json");
      const lines = json.out
        .trim()
        .split("\n")
        .map((line): unknown => JSON.parse(line));
      assert.deepEqual(
        lines.map((line) => at(line, "verified")),
        [false, true, false],
      );
    });
  });
});
