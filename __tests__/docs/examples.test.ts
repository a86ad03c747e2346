import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { promisify } from "node:util";

import { parse } from "yaml";

import { readVerifyInputs } from "../../src/consumer/inputs.ts";
import { readInputs } from "../../src/inputs.ts";
import { at, isRecord, list, text } from "../../src/json.ts";
import { PROJECT_URL } from "../../src/project.ts";
import { PACKAGE_URL } from "../../src/report/commands.ts";
import publicGood from "../../src/trust/public-good.json" with { type: "json" };
import { VERSION } from "../../src/version.ts";
import { ACTION } from "../scenarios/world.ts";
import { blocks, commands, page, pages } from "./pages.ts";

const run = promisify(execFile);
const PAGES = await pages();
const INPUTS = Object.keys(at(parse(await page("action.yml")), "inputs") ?? {});
const VERIFY_INPUTS = Object.keys(at(parse(await page("verify/action.yml")), "inputs") ?? {});
const PROJECT = PROJECT_URL.replace("https://github.com/", "");
const OURS = `${PROJECT}@`;
const VERIFIES = `${PROJECT}/verify@`;

const workflows = PAGES.flatMap(({ name, text: markdown }) =>
  blocks(markdown, "yaml").map((source, i) => ({
    name: `${name}, workflow ${i + 1}`,
    source: source.startsWith("- ") ? around(source) : source,
  })),
);
const verifications = PAGES.flatMap(({ name, text: markdown }) =>
  commands(markdown)
    // A grammar has brackets, and a command with variables is for a script of the reader's own.
    .filter((command) => /waybill verify |cli\.js verify /.test(command) && !/[[$]/.test(command))
    .map((command) => ({ name, command })),
);

/** The workflow that steps shown on their own belong to, as the README's first example. */
function around(steps: string): string {
  const job = "    runs-on: ubuntu-latest\n    permissions:\n";
  const grants = ["contents", "id-token", "attestations"].map(
    (name) => `      ${name}: write # as shown above\n`,
  );
  const head = `on: push\npermissions: {}\njobs:\n  release:\n${job}${grants.join("")}    steps:\n`;
  return head + steps.replaceAll(/^(?=.)/gm, "      ");
}

async function folder(t: TestContext): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "waybill-docs-"));
  t.after(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** A value of `with:` as the step gets it. */
function asInput(value: unknown): string {
  if (typeof value === "string") return value;
  return value === undefined ? "" : JSON.stringify(value);
}

/** The text with the contexts of a tag's run in the place of the expressions that examples have. */
function evaluated(value: string): string {
  const contexts: Readonly<Record<string, string>> = {
    "github.ref_name": "v1.2.3",
    "github.repository": "octo-org/rocket",
    "github.sha": "0".repeat(40),
    "github.workflow_ref": "octo-org/rocket/.github/workflows/release.yml@refs/tags/v1.2.3",
    "needs.sign.outputs.artifact": "provenance",
    "needs.sign.outputs.digest": `sha256:${"0".repeat(64)}`,
  };
  return value.replaceAll(/\$\{\{ ([\w.-]+) \}\}/g, (whole, name: string) => contexts[name] ?? whole);
}

function stepsOf(source: string): { job: unknown; step: unknown }[] {
  const jobs = at(parse(source), "jobs");
  assert.ok(isRecord(jobs));
  return Object.values(jobs).flatMap((job) => list(job, "steps").map((step) => ({ job, step })));
}

/** The jobs that call a workflow of ours, and its file. */
function callsOf(source: string): { job: unknown; workflow: string }[] {
  const jobs = at(parse(source), "jobs");
  return Object.values(isRecord(jobs) ? jobs : {}).flatMap((job) => {
    const [, workflow] = /^OWNER\/waybill\/(\.github\/workflows\/.+)@/.exec(text(job, "uses") ?? "") ?? [];
    return workflow === undefined ? [] : [{ job, workflow }];
  });
}

function keysOf(value: unknown): string[] {
  return isRecord(value) ? Object.keys(value) : [];
}

test("the README starts a workflow by line 20 and shows a command to verify by line 40", async () => {
  const lines = (await page("README.md")).split("\n");
  const first = (pattern: RegExp): number => lines.findIndex((line) => pattern.test(line)) + 1;
  assert.ok(first(/^jobs:/) <= 20 && first(/^ +- uses: OWNER\/waybill@/) <= 25);
  assert.ok(first(/waybill verify /) <= 40);
  assert.ok(workflows.length >= 3 && verifications.length >= 3);
});

for (const { name, source } of workflows) {
  test(`${name}: says what each job may do, and why`, () => {
    assert.deepEqual(at(parse(source), "permissions"), {});
    for (const { job } of stepsOf(source)) assert.ok(isRecord(at(job, "permissions")));
    const granted = source.split("\n").filter((line) => /^ +[a-z-]+: (?:read|write)\b/.test(line));
    for (const line of granted) assert.match(line, / # \w/);
  });

  test(`${name}: pins what it uses`, () => {
    for (const [line] of source.matchAll(/^ +-? ?uses: .*$/gm))
      assert.match(
        line,
        /uses: (?:OWNER\/waybill(?:\/[\w./-]+)?@<commit> # v1|[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/,
      );
  });

  test(`${name}: gives the step inputs that it has and takes, and the permissions that they need`, () => {
    const steps = stepsOf(source);
    const using = (what: string): typeof steps =>
      steps.filter(({ step }) => text(step, "uses")?.startsWith(what) === true);
    const [ours, verifying] = [using(OURS), using(VERIFIES)];
    assert.ok(ours.length + verifying.length + callsOf(source).length > 0);
    for (const { step } of verifying) {
      const given = at(step, "with");
      assert.ok(isRecord(given));
      for (const input of Object.keys(given)) assert.ok(VERIFY_INPUTS.includes(input), input);
      readVerifyInputs((input) => asInput(given[input]), "/");
    }
    for (const { job, step } of ours) {
      const given = at(step, "with");
      assert.ok(isRecord(given));
      for (const input of Object.keys(given)) assert.ok(INPUTS.includes(input), input);
      // Of a run for a tag.
      const inputs = readInputs((input) => evaluated(asInput(given[input])));
      if (inputs.dryRun || inputs.handover.collectOnly) {
        assert.deepEqual(at(job, "permissions"), { contents: "read" });
        continue;
      }
      const signs = inputs.handover.publish === undefined;
      assert.equal(text(job, "permissions", "id-token"), signs ? "write" : undefined);
      if (inputs.release !== undefined) assert.equal(text(job, "permissions", "contents"), "write");
      if (inputs.githubAttestations !== "never")
        assert.equal(text(job, "permissions", "attestations"), "write");
      if (inputs.images.some(({ repository }) => repository.registry === "ghcr.io"))
        assert.equal(text(job, "permissions", "packages"), "write");
    }
  });

  test(`${name}: gives our workflows what they take, and grants what they ask for`, async () => {
    for (const { job, workflow } of callsOf(source)) {
      const called: unknown = parse(await page(workflow));
      const [inputs, secrets] = ["inputs", "secrets"].map((kind) => at(called, "on", "workflow_call", kind));
      for (const input of keysOf(at(job, "with"))) assert.ok(keysOf(inputs).includes(input), input);
      for (const input of keysOf(inputs).filter((one) => at(inputs, one, "required") === true))
        assert.notEqual(at(job, "with", input), undefined, input);
      for (const secret of keysOf(at(job, "secrets"))) assert.ok(keysOf(secrets).includes(secret), secret);
      const asked = keysOf(at(called, "jobs")).map((id) => at(called, "jobs", id, "permissions"));
      for (const permissions of asked) {
        for (const scope of keysOf(permissions))
          assert.equal(text(job, "permissions", scope), text(permissions, scope), scope);
      }
      const used = new Set(asked.flatMap(keysOf));
      assert.deepEqual(new Set(keysOf(at(job, "permissions"))), used, "no more than is asked for");
    }
  });

  test(`${name}: passes actionlint`, async (t) => {
    const actionlint = await findActionlint();
    if (actionlint === undefined) return t.skip("no actionlint here");
    const file = join(await folder(t), "example.yml");
    await writeFile(file, source.replaceAll("<commit>", "0".repeat(40)));
    await run(actionlint, ["-no-color", "-shellcheck=", "-pyflakes=", file]);
  });
}

/** Where a developer's machine or the project's tool cache may have it. */
async function findActionlint(): Promise<string | undefined> {
  const cache = join(homedir(), ".cache", "waybill", "tools", "bin");
  const cached = (await readdir(cache).catch(() => [])).find((name) => name.startsWith("actionlint"));
  const candidates = [...(cached === undefined ? [] : [join(cache, cached)]), "actionlint"];
  for (const candidate of candidates) {
    if (
      await run(candidate, ["-version"]).then(
        () => true,
        () => false,
      )
    )
      return candidate;
  }
  return undefined;
}

for (const [index, { name, command }] of verifications.entries()) {
  test(`${name}, command ${index + 1}: \`waybill verify\` knows each option`, async (t) => {
    const cwd = await folder(t);
    await writeFile(join(cwd, "trusted_root.json"), JSON.stringify(publicGood.trustedRoot));
    const args = (command.split(/(?:waybill|cli\.js) verify /)[1] ?? "").split(/\s+/);
    assert.ok(args.length > 0 && args.every((word) => !/['"\\$]/.test(word)), "needs a shell to be read");
    const code = await run(process.execPath, [join(ACTION, "dist", "cli.js"), "verify", ...args], {
      cwd,
    }).then(
      () => 0,
      (error: { code?: number }) => error.code,
    );
    // The file is not there, and that is all that is wrong.
    assert.equal(code, 3, command);
  });
}

test("every example that verifies speaks of the same file, bundle and workflow", () => {
  const all = PAGES.flatMap(({ text: markdown }) => commands(markdown)).filter(
    (command) => /--bundle |-artifact /.test(command) && !/[[$]/.test(command),
  );
  assert.ok(all.length >= 7);
  for (const command of all) {
    const files = [...command.matchAll(/\S+\.(?:tgz|jsonl?)(?= |$)/g)]
      .map(([file]) => file)
      .filter((file) => !file.includes("waybill-"));
    for (const file of files) {
      assert.match(
        file,
        /^(?:rocket-1\.2\.3\.tgz(?:\.intoto\.jsonl)?|multiple(?:\.[a-z0-9]+)?\.intoto\.jsonl|trusted_root\.jsonl?)$/,
        command,
      );
    }
    assert.match(command, /--custom-trusted-root \S+\.jsonl|^(?!.*--custom-trusted-root)/);
    assert.match(command, / --?trusted-?root(?:JSONpath)? \S+\.json(?: |$)|^(?!.* --?trusted-?root)/);
    assert.match(command, /\/octo-org\/rocket\/\.github\/workflows\/release\.yml@refs\/tags\/v1\.2\.3/);
  }
});

test("the tarball's address and name are this version's", () => {
  const mentions = PAGES.flatMap(({ text: markdown }) => [
    ...markdown.matchAll(/\S*waybill-\d[^\s`]*\.tgz/g),
  ]);
  assert.ok(mentions.length >= 2);
  for (const [mention] of mentions)
    assert.ok([PACKAGE_URL, `./waybill-${VERSION}.tgz`].includes(mention.replace("--package=", "")), mention);
});

test("docs/verify.md tells the date and the digest of the trusted root that is built in", async () => {
  const markdown = await page("docs/verify.md");
  for (const fact of [publicGood.date, publicGood.sha256, publicGood.source])
    assert.ok(markdown.includes(fact), fact);
});
