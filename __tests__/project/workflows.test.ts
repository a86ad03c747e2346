import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { parse } from "yaml";

import { at, isRecord, list, text } from "../../src/json.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const WORKFLOWS = join(ROOT, ".github/workflows");
const run = promisify(execFile);

const names = (await readdir(WORKFLOWS)).filter((name) => /\.ya?ml$/.test(name));
const workflows = await Promise.all(
  names.map(async (name) => {
    const source = await readFile(join(WORKFLOWS, name), "utf8");
    return { name, source, parsed: parse(source) as unknown };
  }),
);

function jobsOf(workflow: unknown): [string, unknown][] {
  const jobs = at(workflow, "jobs");
  return isRecord(jobs) ? Object.entries(jobs) : [];
}

for (const { name, source, parsed } of workflows) {
  test(`${name}: every action of others is pinned to a commit, with its version beside it`, () => {
    const lines = source.split("\n").filter((line) => /^\s*(?:- )?uses:/.test(line));
    for (const line of lines) {
      if (/uses: (?:\.\/|\$\/attest$)/.test(line)) continue;
      assert.match(line, /uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*$/);
    }
  });

  test(`${name}: nothing is permitted at the top, and each job says what it needs`, () => {
    assert.deepEqual(at(parsed, "permissions"), {});
    assert.ok(jobsOf(parsed).length > 0);
    for (const [id, job] of jobsOf(parsed)) assert.ok(isRecord(at(job, "permissions")), `job ${id}`);
  });

  test(`${name}: no checkout leaves its token behind`, () => {
    for (const [id, job] of jobsOf(parsed)) {
      for (const step of list(job, "steps")) {
        if (!text(step, "uses")?.startsWith("actions/checkout@")) continue;
        assert.equal(at(step, "with", "persist-credentials"), false, `job ${id}`);
      }
    }
  });

  test(`${name}: no expression stands in a script, where a value could become a command`, () => {
    for (const [id, job] of jobsOf(parsed)) {
      for (const step of list(job, "steps"))
        assert.doesNotMatch(text(step, "run") ?? "", /\$\{\{/, `job ${id}`);
    }
  });

  test(`${name}: every job ends`, () => {
    for (const [id, job] of jobsOf(parsed)) assert.equal(typeof at(job, "timeout-minutes"), "number", id);
  });
}

test("one version of an action is used everywhere", () => {
  const pins = new Map<string, Set<string>>();
  for (const { source } of workflows) {
    for (const [, action = "", pin = ""] of source.matchAll(/uses: ([\w./-]+)@(.+)$/gm)) {
      pins.set(action, (pins.get(action) ?? new Set()).add(pin));
    }
  }
  for (const [action, found] of pins) assert.equal(found.size, 1, action);
});

test("the check that branch protection names needs every other job", () => {
  const ci = workflows.find(({ name }) => name === "ci.yml")?.parsed;
  const others = jobsOf(ci)
    .map(([id]) => id)
    .filter((id) => id !== "passed");
  assert.deepEqual(new Set(list(ci, "jobs", "passed", "needs")), new Set(others));
});

test("no release job uses a cache, and none that may sign installs a package", () => {
  const release = workflows.find(({ name }) => name === "release.yml")?.parsed;
  for (const [id, job] of jobsOf(release)) {
    const signs = at(job, "permissions", "id-token") === "write";
    for (const step of list(job, "steps")) {
      assert.doesNotMatch(text(step, "uses") ?? "", /^actions\/cache/, id);
      assert.equal(at(step, "with", "cache"), undefined, id);
      if (text(step, "uses")?.startsWith("actions/setup-node@")) {
        assert.equal(at(step, "with", "package-manager-cache"), false, id);
      }
      if (signs) assert.doesNotMatch(text(step, "run") ?? "", /\bnp[mx] /, id);
    }
  }
});

/** Runs the release workflow's guard in a repository of one commit on main; gives what it printed and its exit code. */
async function guard(
  context: TestContext,
  files: Readonly<Record<string, string>>,
  tag: string,
): Promise<{ code: number; output: string }> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-guard-"));
  context.after(() => rm(folder, { recursive: true }));
  const release = workflows.find(({ name }) => name === "release.yml")?.parsed;
  const script = list(release, "jobs", "guard", "steps")
    .map((step) => (text(step, "id") === "guard" ? text(step, "run") : undefined))
    .find((source) => source !== undefined);
  assert.ok(script !== undefined);
  const git = (...args: string[]) =>
    run("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], { cwd: folder });
  await git("init", "--quiet", "--initial-branch=main");
  await run("mkdir", ["src"], { cwd: folder });
  for (const [path, content] of Object.entries(files)) await writeFile(join(folder, path), content);
  await git("add", ".");
  await git("commit", "--quiet", "--message=x");
  await git("update-ref", "refs/remotes/origin/main", "HEAD");
  const env = {
    PATH: process.env["PATH"],
    GITHUB_REF_NAME: tag,
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: "octo/waybill",
  };
  try {
    const { stdout } = await run("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
      cwd: folder,
      env,
    });
    return { code: 0, output: stdout };
  } catch (error) {
    return { code: Number(at(error, "code")), output: text(error, "stdout") ?? "" };
  }
}

const HOME = { "src/project.ts": `export const PROJECT_URL = "https://github.com/octo/waybill";\n` };
const VERSION = { "package.json": `{\n  "name": "waybill",\n  "version": "1.2.3",\n}\n` };
const CHANGES = { "CHANGELOG.md": "## [1.2.3] - 2026-12-01\n" };
const onPosix = { skip: process.platform === "win32" ? "the guard runs on Linux" : false };

test(
  "a release of a project with a home, a version and a changelog is let through",
  onPosix,
  async (context) => {
    assert.deepEqual(await guard(context, { ...HOME, ...VERSION, ...CHANGES }, "v1.2.3"), {
      code: 0,
      output: "",
    });
  },
);

test("a release is refused while the project's own source says OWNER", onPosix, async (context) => {
  const source = await readFile(join(ROOT, "src/project.ts"), "utf8");
  if (!source.includes("/OWNER/")) return context.skip("the project has a home");
  const { code, output } = await guard(
    context,
    { ...VERSION, ...CHANGES, "src/project.ts": source },
    "v1.2.3",
  );
  assert.equal(code, 1);
  assert.match(output, /::error::.*OWNER/);
});

for (const [situation, files, tag, message] of [
  [
    "another repository's fork",
    { ...HOME, "src/project.ts": `export const PROJECT_URL = "https://github.com/other/waybill";\n` },
    "v1.2.3",
    /other\/waybill/,
  ],
  ["a tag of another version", HOME, "v1.2.4", /package\.json says 1\.2\.3/],
  [
    "a version without a changelog",
    { ...HOME, "CHANGELOG.md": "## [Unreleased]\n" },
    "v1.2.3",
    /no section for 1\.2\.3/,
  ],
] as const) {
  test(`a release is refused: ${situation}`, onPosix, async (context) => {
    const { code, output } = await guard(context, { ...VERSION, ...CHANGES, ...files }, tag);
    assert.equal(code, 1);
    assert.match(output, message);
  });
}

test("dependency updates wait before they are proposed", async () => {
  const config = parse(await readFile(join(ROOT, ".github/dependabot.yml"), "utf8")) as unknown;
  const updates = list(config, "updates");
  assert.deepEqual(
    updates.map((update) => text(update, "package-ecosystem")),
    ["npm", "github-actions"],
  );
  for (const update of updates) assert.ok(Number(at(update, "cooldown", "default-days")) >= 7);
});
