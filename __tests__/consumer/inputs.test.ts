import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import * as path from "node:path";
import { test } from "node:test";

import { parse } from "yaml";

import { OWN_OPTIONS } from "../../src/cli/usage.ts";
import { readVerifyInputs, STEP_INPUTS, type VerifyInputs } from "../../src/consumer/inputs.ts";
import { REQUEST_OPTIONS } from "../../src/consumer/options.ts";
import { at, isRecord, text } from "../../src/json.ts";

const SOURCE = "https://github.com/octo-org/rocket";

function read(inputs: Readonly<Record<string, string>>): VerifyInputs {
  const all: Record<string, string> = { artifacts: "dist/*", "source-repository": SOURCE, ...inputs };
  return readVerifyInputs((name) => all[name] ?? "", "/work");
}

/** What a step has no use for: it has one way to print, and a line of a batch is an input of its own. */
const OF_THE_COMMAND = ["batch", "format", "print-provenance"];

test("verify/action.yml has the options of `waybill verify` as inputs, and reads each of them", async () => {
  const action: unknown = parse(await readFile(new URL("../../verify/action.yml", import.meta.url), "utf8"));
  const inputs = at(action, "inputs");
  assert.ok(isRecord(inputs));
  const options = [...REQUEST_OPTIONS, ...OWN_OPTIONS].map(({ name }) => name);
  const expected = [...options.filter((name) => !OF_THE_COMMAND.includes(name)), ...STEP_INPUTS].sort();
  assert.deepEqual(Object.keys(inputs).sort(), expected);

  const asked = new Set<string>(["github-token"]);
  const defaults = readVerifyInputs((name) => {
    asked.add(name);
    if (name === "artifacts") return "dist/*";
    return (text(inputs[name], "default") ?? "").replace(/\$\{\{.*\}\}/, SOURCE);
  }, "/work");
  assert.deepEqual([...asked].sort(), expected);
  assert.deepEqual(defaults, read({}));
});

test("artifacts are files by patterns, and what is named otherwise", () => {
  const digest = `sha256:${"a".repeat(64)}`;
  const { patterns, named } = read({
    artifacts: `# all of it\ndist/*.tgz, "a, b.txt"\n!dist/x.tgz\n${digest}\noci://ghcr.io/acme/app:v1\noci-layout:out\n./${digest}\n${digest}`,
  });
  assert.deepEqual(patterns, {
    include: ["dist/*.tgz", "a, b.txt", `./${digest}`],
    exclude: ["dist/x.tgz"],
  });
  assert.deepEqual(named, [digest, "oci://ghcr.io/acme/app:v1", "oci-layout:out"]);
});

test("what may be given several times stands on lines of its own, and files are those of the workspace", () => {
  const { request, refreshTrust } = read({
    bundle: "a, b.jsonl\n\n  /c.jsonl ",
    "workflow-input": "list=a, b\nempty=",
    from: "release, registry\ngithub",
    tag: "v1",
    "min-level": "2",
    "deny-self-hosted-runners": "True",
    "refresh-trust": "true",
  });
  assert.deepEqual(request, {
    sourceRepository: SOURCE,
    bundles: ["a, b.jsonl", "/c.jsonl"].map((file) => path.resolve("/work", file)),
    workflowInputs: { list: "a, b", empty: "" },
    denySelfHostedRunners: true,
    minLevel: 2,
    from: ["release", "registry", "github"],
    tag: "v1",
  });
  assert.equal(refreshTrust, true);
});

test("no text of verify/action.yml but a default holds an expression, which the runner would refuse", async () => {
  const lines = (await readFile(new URL("../../verify/action.yml", import.meta.url), "utf8")).split("\n");
  assert.deepEqual(
    lines.filter((line) => line.includes("${{")).map((line) => line.trim()),
    ["default: ${{ github.server_url }}/${{ github.repository }}", "default: ${{ github.token }}"],
  );
});
