import assert from "node:assert/strict";
import * as path from "node:path";
import { before, describe, test } from "node:test";

import { list, text } from "../../src/json.ts";
import { plain } from "../../src/report/markup.ts";
import { VERSION } from "../../src/version.ts";
import { suiteScope } from "../verify/world.ts";
import { sha } from "./world.ts";
import { answersOf, verifyStepWorld, type VerifyStepWorld } from "./verify-step-world.ts";

describe("the step that verifies, of files", () => {
  const scope = suiteScope();
  let world: VerifyStepWorld;
  before(async () => {
    world = await verifyStepWorld(scope);
    await world.file("dist/a.tgz", "a");
    await world.file("dist/b.tgz", "b");
    await world.file("dist/multiple.intoto.jsonl", await world.bundleOf("a", "b"));
    await world.file("other/c.tgz", "nobody's");
  });

  test("a glob of files with their bundle beside them", async () => {
    const run = await world.step({ artifacts: "dist/*.tgz\n!dist/absent*" });
    assert.equal(run.code, 0, run.log);
    assert.ok(run.log.startsWith(`Waybill ${VERSION}\n`), run.log);
    assert.equal(run.outputs["verified"], "true");
    assert.equal(run.outputs["level"], "2");
    const answers = await answersOf(run);
    assert.deepEqual(JSON.parse(run.outputs["result"] ?? ""), answers);
    assert.deepEqual(
      answers.map((answer) => [answer["artifact"], answer["verified"], answer["bundle"]]),
      ["a", "b"].map((name) => [
        `dist/${name}.tgz`,
        true,
        path.join(world.job.workspace, "dist", "multiple.intoto.jsonl"),
      ]),
    );
    assert.match(run.summary, /^### ✅ Verified: 2 artifacts\n/);
    assert.ok(run.summary.includes(plain(world.signing.expected.identity.signer)), run.summary);
    assert.match(run.summary, /<ol>\n<li>whether the source or the built artifact is free of malice/);
    assert.doesNotMatch(run.log, /::error/);
  });

  test("one bad artifact among good ones fails the step, and all are reported", async () => {
    await world.file("mixed/a.tgz", "a");
    await world.file("mixed/b.tgz", "changed");
    const bundle = "dist/multiple.intoto.jsonl";
    const run = await world.step({ artifacts: "mixed/*.tgz\ndist/b.tgz", bundle });
    assert.equal(run.code, 1, run.log);
    assert.equal(run.outputs["verified"], "false");
    assert.equal(run.outputs["level"], undefined);
    assert.deepEqual(
      (await answersOf(run)).map((answer) => [answer["artifact"], answer["code"] ?? answer["verified"]]),
      [
        ["dist/b.tgz", true],
        ["mixed/a.tgz", true],
        ["mixed/b.tgz", "SUBJECT_MISMATCH"],
      ],
    );
    assert.match(run.log, /^::error title=Not verified%3A mixed\/b\.tgz::SUBJECT_MISMATCH: /m);
    assert.match(run.log, /^::error::1 of 3 artifacts is not verified\.$/m);
    assert.match(run.summary, /^### ❌ Not verified: 1 of 3 artifacts\n/);
    assert.match(run.summary, /SUBJECT_MISMATCH|SUBJECT&#95;MISMATCH/);
  });

  test("a glob that selects no file is an error, and nothing is verified", async () => {
    const run = await world.step({ artifacts: "dist/*.tgz\nbuild/*.whl" });
    assert.equal(run.code, 1, run.log);
    assert.equal(run.outputs["verified"], "false");
    const [answer, ...others] = await answersOf(run);
    assert.deepEqual(others, []);
    assert.equal(answer?.["code"], "SUBJECT_NOT_FOUND");
    assert.match(
      text(answer, "message") ?? "",
      /"?build\/\*\.whl"? of the input `artifacts` selects no file/,
    );
    assert.match(run.log, /^::error::SUBJECT_NOT_FOUND: /m);
    assert.match(run.summary, /^### ❌ Nothing was verified\n/);
  });

  for (const [situation, inputs, code] of [
    [
      "another signer",
      { signer: "https://github.com/octo-org/rocket/.github/workflows/ci.yml" },
      "SIGNER_MISMATCH",
    ],
    [
      "another repository than this one",
      { "source-repository": "https://github.com/octo-org/rockets" },
      "SOURCE_MISMATCH",
    ],
    ["a level that the evidence does not support", { "min-level": "3" }, "LEVEL_TOO_LOW"],
    ["no signer, and one that is no known builder", { signer: "" }, "SIGNER_MISMATCH"],
    ["another root", { "trusted-root": "" }, "TIME_INVALID"],
  ] as const) {
    test(`${situation} is refused`, async () => {
      const run = await world.step({ artifacts: "dist/a.tgz", ...inputs });
      assert.equal(run.code, 1, run.log);
      assert.deepEqual(
        (await answersOf(run)).map((answer) => answer["code"]),
        [code],
        run.log,
      );
    });
  }

  test("a file without a bundle is told where one was looked for", async () => {
    const run = await world.step({ artifacts: "other/c.tgz" });
    assert.equal(run.code, 1, run.log);
    const [answer] = await answersOf(run);
    assert.equal(answer?.["code"], "NOT_FOUND");
    assert.match(text(answer, "message") ?? "", /c\.tgz\.intoto\.jsonl/);
  });

  test("a digest with a bundle, and a file that is called like a digest", async () => {
    const digest = `sha256:${sha("sha256", "a")}`;
    await world.file(`odd/${digest}`, "b");
    const bundle = "dist/multiple.intoto.jsonl";
    const run = await world.step({ artifacts: `${digest}\n${digest}\nodd/*`, bundle });
    assert.equal(run.code, 0, run.log);
    assert.deepEqual(
      (await answersOf(run)).map((answer) => [
        answer["artifact"],
        (answer["digest"] as { sha256: string }).sha256,
      ]),
      [
        [`odd/${digest}`, sha("sha256", "b")],
        [digest, sha("sha256", "a")],
      ],
    );
  });

  test("names that hold markup and commands stay names", { skip: process.platform === "win32" }, async () => {
    const name = "<img src=x>\u202e|`::error::x`&[a](b)";
    await world.file(`hostile/${name}`, "nobody's");
    const run = await world.step({ artifacts: "hostile/*", bundle: "dist/multiple.intoto.jsonl" });
    assert.equal(run.code, 1, run.log);
    assert.doesNotMatch(run.summary, /<img|\u202e|\[a\]|`/);
    assert.doesNotMatch(run.log, /^::error::x|\u202e/m);
    assert.equal((await answersOf(run))[0]?.["artifact"], `hostile/${name}`);
  });

  test("every bad input is named, and nobody is asked", async () => {
    const calls = world.signing.local.github.server.requests().length;
    const run = await world.step({
      artifacts: "oci://???",
      signer: "release.yml",
      "source-digest": "abc",
      "source-ref": "main",
      "min-level": "4",
      from: "github, elsewhere",
      "workflow-input": "a=1\nb",
      "deny-self-hosted-runners": "maybe",
      "refresh-trust": "true",
      tag: "v1",
    });
    assert.equal(run.code, 1, run.log);
    const [answer] = await answersOf(run);
    assert.equal(answer?.["code"], "INPUT_INVALID");
    const named = [...(text(answer, "message") ?? "").matchAll(/^ {2}- ([a-z-]+): got/gm)].map(
      ([, name = ""]) => name,
    );
    assert.deepEqual(named.sort(), [
      "artifacts",
      "deny-self-hosted-runners",
      "from",
      "min-level",
      "refresh-trust",
      "signer",
      "source-digest",
      "source-ref",
      "tag",
      "workflow-input",
    ]);
    assert.equal(world.signing.local.github.server.requests().length, calls);
  });

  test("no artifacts at all is an error", async () => {
    const run = await world.step({ artifacts: "" });
    assert.equal(run.code, 1, run.log);
    assert.match(run.log, /^::error::INPUT_INVALID: .*%0A {2}- artifacts: got `nothing`/m);
  });

  test("checks are named in the result", async () => {
    const run = await world.step({ artifacts: "dist/a.tgz", "source-tag": "v1.2.3" });
    assert.equal(run.code, 0, run.log);
    const names = list((await answersOf(run))[0], "checks").map((check) => text(check, "name"));
    assert.ok(names.includes("source tag") && names.includes("provenance"), names.join());
  });
});
