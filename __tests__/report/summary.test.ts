import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";

import { WaybillError } from "../../src/errors.ts";
import { outputsOf, resultJson } from "../../src/report/outputs.ts";
import { MAX_SUMMARY_BYTES, renderSummary } from "../../src/report/summary.ts";
import { VERSION } from "../../src/version.ts";
import { resultWith, STORED } from "./world.ts";

const UNAVAILABLE = new WaybillError("STORE_UNAVAILABLE", {
  what: "GitHub did not take the asset.",
  got: "status 502: Bad Gateway",
  todo: "Run the job again.",
});

/** As it is written, but for this version's number. */
function shows(t: TestContext, text: string): void {
  t.assert.snapshot(text.replaceAll(VERSION, "X.Y.Z"), { serializers: [String] });
}

test("the summary of a release that was stored everywhere", (t) => {
  shows(t, renderSummary(resultWith()));
});

test("the summary of a release whose assets could not be stored", (t) => {
  const published = [
    { target: "release", status: "failed", error: UNAVAILABLE } as const,
    ...STORED.slice(1),
  ];
  shows(t, renderSummary(resultWith({ published })));
});

test("the summary of a re-run that found everything stored", (t) => {
  const published = STORED.map((p) => ({ ...p, status: "already-stored" }) as (typeof STORED)[number]);
  shows(t, renderSummary(resultWith({ published, reused: true })));
});

test("the summary of a step that ended before it signed anything", (t) => {
  const early = new WaybillError("INPUT_INVALID", {
    what: "An input is not valid.\n  - sigstore: got `pubic`",
    todo: "Correct it.",
  });
  shows(t, renderSummary(resultWith({ early })));
});

test("the summary of a pull request from a fork, with skipping asked for", (t) => {
  const notices = [{ severity: "notice", text: "This is a pull request from a fork." } as const];
  shows(t, renderSummary(resultWith({ skipped: true, notices })));
});

test("of many subjects the summary shows fifty and the count, and stays below 1 MiB", () => {
  const names = Array.from({ length: 1024 }, (_, index) => `${"long-".repeat(40)}${index}.tgz`);
  const text = renderSummary(resultWith({ names }));
  assert.equal(text.match(/<code>sha256/g)?.length, 50);
  assert.match(text, /and 974 more; the bundle names all 1024/);
  assert.ok(Buffer.byteLength(text) < MAX_SUMMARY_BYTES);
});

test("names from outside are names in the summary, never markup", () => {
  const hostile = [
    "</td></tr></table><script>",
    "![x](https://example.com/x.png)",
    "`code`|**bold**",
    "$(touch x)'\"",
    "@octocat #1 :rocket:",
  ];
  for (const name of hostile) {
    const [before = "", shell = ""] = renderSummary(resultWith({ names: [name, "other"] })).split("```shell");
    assert.ok(!before.includes(name), `${name} stands in the summary as it is`);
    assert.doesNotMatch(before, /<script|!\[|\*\*bold/);
    assert.match(shell, /waybill verify '/);
  }
});

test("a name that is an option or holds quotes is one word of the commands", () => {
  const commands = outputsOf(resultWith({ names: ["-rf", "it's"] }), undefined)["verify-commands"] ?? "";
  assert.match(commands, /waybill verify \.\/-rf /);
  const quoted = outputsOf(resultWith({ names: ["it's"] }), undefined)["verify-commands"] ?? "";
  assert.ok(quoted.includes(String.raw`'it'\''s'`));
});

test("outputs: what there is, and nothing that is not there", () => {
  const outputs = outputsOf(resultWith(), "/tmp/r.json");
  assert.equal(outputs["bundle-path"], "/tmp/waybill-x/rocket-1.2.3.tgz.intoto.jsonl");
  assert.equal(outputs["attestation-id"], "1002");
  assert.equal(outputs["level"], "2");
  assert.equal(outputs["log-index"], "123456789");
  const failed = outputsOf(resultWith({ early: UNAVAILABLE }), "/tmp/r.json");
  assert.deepEqual(Object.keys(failed).toSorted(), ["result", "result-path"]);
  assert.equal((JSON.parse(failed["result"] ?? "") as { outcome: string }).outcome, "failed");
});

test("a result beyond 512 KiB gives its subjects to the file alone", () => {
  const names = Array.from({ length: 1024 }, (_, index) => `${"long-".repeat(120)}${index}.tgz`);
  const result = resultWith({ names });
  assert.equal((resultJson(result)["subjects"] as unknown[]).length, 1024);
  const output = JSON.parse(outputsOf(result, "x")["result"] ?? "") as {
    subjects: unknown[];
    truncated: string;
  };
  assert.deepEqual(output.subjects, []);
  assert.match(output.truncated, /1024 subjects: see result-path/);
});
