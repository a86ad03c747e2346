import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import * as path from "node:path";
import { test } from "node:test";

import { parse } from "yaml";

import { FLAGS, INPUT_NAMES } from "../../src/cli/inputnames.ts";
import { at, isRecord, list, text } from "../../src/json.ts";
import { ACTION, statementIn } from "../scenarios/world.ts";
import { place, type Ended } from "./world.ts";

async function rehearsed(ended: Ended): Promise<unknown> {
  assert.equal(ended.code, 0, ended.err);
  return JSON.parse(ended.out);
}

/** The path of a file that was written, by what it is. */
function written(json: unknown, kind: string): string {
  const found = list(json, "written").find((one) => text(one, "kind") === kind);
  return text(found, "path") ?? assert.fail(`no ${kind}`);
}

function statuses(json: unknown): Record<string, string> {
  return Object.fromEntries(
    list(json, "needs").map((need) => [text(need, "what") ?? "", text(need, "status") ?? ""]),
  );
}

const WORKFLOW = `on:
  push:
    tags: ["v*"]
permissions: {}
jobs:
  release:
    runs-on: ubuntu-24.04
    environment: production
    permissions:
      id-token: write
      attestations: write
    steps:
      - uses: actions/checkout@v5
      - uses: octo-org/waybill@v1
        id: attest
        with:
          subject-path: dist/*
          upload-assets: true
          upload-tag-name: \${{ github.ref_name }}
          build-type: full
          github-token: \${{ secrets.RELEASE_TOKEN }}
`;

test("a tag's release: statement, bundle and summary, which verify as printed, and nothing else left", async (t) => {
  const { cwd, temp, commit, waybill } = await place(t);
  const ended = await waybill("rehearse", "--subject-path", "dist/*", "--tag", "v1.2.3", "--upload-assets");
  assert.equal(ended.code, 0, ended.err);
  assert.equal(ended.err, "");
  assert.match(ended.out, /^Rehearsed: 1 subject, 1 bundle\. Nothing left this machine\.\n/);
  assert.match(ended.out, /^ {2}repository +https:\/\/github\.com\/octo-org\/shuttle \(`origin`\)$/m);
  assert.match(ended.out, /^ {2}ref +refs\/tags\/v1\.2\.3 \(--tag\)$/m);
  assert.match(ended.out, /^ {2}release +rocket-1\.2\.3\.tgz\.intoto\.jsonl$/m);
  for (const need of ["id-token: write", "contents: write", "attestations: write", "a release of v1.2.3"])
    assert.ok(ended.out.includes(need), need);
  assert.match(ended.out, /worth nothing elsewhere/);
  assert.ok(!ended.out.includes("s3cret"));

  const [output = "", ...others] = await readdir(temp);
  assert.deepEqual(others, []);
  const folder = path.join(temp, output);
  const names = ["log.txt", "rocket-1.2.3.tgz.intoto.jsonl", "rocket-1.2.3.tgz.statement.json", "summary.md"];
  assert.deepEqual(
    (await readdir(folder)).sort(),
    [...names, ".waybill-rehearsal", "trusted_root.json", "waybill-result.json"].sort(),
  );
  const statement: unknown = JSON.parse(
    await readFile(path.join(folder, "rocket-1.2.3.tgz.statement.json"), "utf8"),
  );
  assert.deepEqual(statement, await statementIn(path.join(folder, "rocket-1.2.3.tgz.intoto.jsonl")));
  const source = at(statement, "predicate", "buildDefinition", "resolvedDependencies", 0);
  assert.deepEqual(source, {
    uri: "git+https://github.com/octo-org/shuttle@refs/tags/v1.2.3",
    digest: { gitCommit: commit },
  });
  assert.match(await readFile(path.join(folder, "summary.md"), "utf8"), /Provenance for 1 artifact/);

  const command = /^ {2}waybill (verify .*)$/m.exec(ended.out)?.[1] ?? "";
  assert.ok(command.includes(`--trusted-root ${path.join(folder, "trusted_root.json")}`), command);
  const verified = await waybill(...command.split(" "));
  assert.equal(verified.code, 0, verified.err);
  assert.match(verified.out, /^Verified dist\/rocket-1\.2\.3\.tgz$/m);
  assert.deepEqual(await readdir(path.join(cwd, "dist")), ["rocket-1.2.3.tgz"]);
});

test("images are rehearsed with made-up ones, whose registry is the embedded one", async (t) => {
  const { waybill } = await place(t);
  const ended = await waybill(
    "rehearse",
    "--images",
    `ghcr.io/acme/app@sha256:${"0".repeat(64)}`,
    "--attest-platforms",
    "--tag=v1.2.3",
    "--format=json",
  );
  const json = await rehearsed(ended);
  const [subject] = list(json, "result", "subjects");
  assert.equal(text(subject, "name"), "ghcr.io/acme/app");
  assert.equal(list(json, "result", "subjects").length, 3);
  const stored = list(json, "result", "stored").find((one) => text(one, "target") === "registry");
  assert.equal(text(stored, "status"), "stored");
  assert.equal(statuses(json)["the images"], "unknown");
  assert.match(JSON.stringify(at(json, "result", "notices")), /made-up image stands in for ghcr\.io/);
  const words = list(json, "verify").map(String);
  assert.match(words[2] ?? "", /^sha256:[0-9a-f]{64}$/);
  const verified = await waybill(...words.slice(1));
  assert.equal(verified.code, 0, verified.err);
});

test("images that share a repository, or a path in two registries, are rehearsed apart", async (t) => {
  const { waybill } = await place(t);
  const images = "ghcr.io/acme/app:v1\nghcr.io/acme/app:v1-slim\nquay.io/acme/app:v1";
  const json = await rehearsed(
    await waybill("rehearse", "--images", images, "--tag=v1.2.3", "--format=json"),
  );
  const subjects = list(json, "result", "subjects");
  assert.deepEqual(
    subjects.map((subject) => text(subject, "name")),
    ["ghcr.io/acme/app", "ghcr.io/acme/app", "quay.io/acme/app"],
  );
  assert.equal(new Set(subjects.map((subject) => text(subject, "digest", "sha256"))).size, 3);
});

test("the version of the log that the real run asks for is the one that is rehearsed", async (t) => {
  const { waybill } = await place(t);
  const options = ["--subject-path=dist/*", "--format=json", "--rekor-version=2"];
  const json = await rehearsed(await waybill("rehearse", ...options));
  const bundle: unknown = JSON.parse(await readFile(written(json, "bundle"), "utf8"));
  const kind = at(bundle, "verificationMaterial", "tlogEntries", 0, "kindVersion");
  assert.deepEqual(kind, { kind: "hashedrekord", version: "0.0.2" });
});

test("a repository without a commit: zeros in its place, said to be", async (t) => {
  const { waybill } = await place(t, "empty");
  const json = await rehearsed(await waybill("rehearse", "--subject-path=dist/*", "--format=json"));
  const facts = list(json, "run");
  assert.deepEqual(facts[1], { name: "commit", value: "0".repeat(40), source: "stand-in: no commit here" });
  assert.deepEqual(facts[2], { name: "ref", value: "refs/heads/main", source: "the branch checked out" });
});

test("no repository at all: a stand-in for it, said to be", async (t) => {
  const { waybill } = await place(t, "none");
  const json = await rehearsed(await waybill("rehearse", "--subject-path=dist/*", "--format=json"));
  assert.deepEqual(at(json, "run", 0), {
    name: "repository",
    value: "https://github.com/octo-org/rocket",
    source: "stand-in: no remote `origin` here",
  });
  assert.match(text(at(json, "run", 2), "source") ?? "", /^stand-in/);
});

for (const [address, repository] of [
  ["git@github.com:octo-org/shuttle.git", "https://github.com/octo-org/shuttle"],
  ["ssh://git@ssh.github.com:443/octo-org/shuttle.git", "https://github.com/octo-org/shuttle"],
  ["https://octo.ghe.com/octo-org/shuttle", "https://octo.ghe.com/octo-org/shuttle"],
  ["../elsewhere", "https://github.com/octo-org/rocket"],
] as const) {
  test(`the remote ${address} is ${repository}`, async (t) => {
    const { git, waybill } = await place(t);
    await git("remote", "set-url", "origin", address);
    const json = await rehearsed(await waybill("rehearse", "--subject-path=dist/*", "--format=json"));
    assert.equal(text(json, "run", 0, "value"), repository);
    assert.equal(text(json, "result", "source", "repository"), repository);
  });
}

test("a tag that names another commit than the one checked out is pointed out", async (t) => {
  const { git, waybill } = await place(t);
  await git("tag", "v1.2.3");
  const author = ["-c", "user.name=Rocket", "-c", "user.email=rocket@example.com"];
  await git(...author, "commit", "--quiet", "--allow-empty", "--no-gpg-sign", "-m", "More");
  const ended = await waybill("rehearse", "--subject-path", "dist/*", "--tag", "v1.2.3");
  assert.match(ended.out, /The tag v1\.2\.3 exists here and names [0-9a-f]{40}, not the commit checked out/);
});

test("an event decides name, reference and visibility of the run", async (t) => {
  const { file, waybill } = await place(t);
  const event = {
    action: "published",
    release: { tag_name: "v2.0.0", name: "Two", draft: false },
    repository: { visibility: "private" },
  };
  await file("event.json", JSON.stringify(event));
  const args = ["--subject-path=dist/*", "--event=event.json", "--build-type=full", "--format=json"];
  const json = await rehearsed(await waybill("rehearse", ...args));
  assert.deepEqual(
    [2, 3, 6].map((index) => text(json, "run", index, "value")),
    ["refs/tags/v2.0.0", "release", "private"],
  );
  const statement: unknown = JSON.parse(await readFile(written(json, "statement"), "utf8"));
  const parameters = at(statement, "predicate", "buildDefinition", "externalParameters");
  assert.equal(text(parameters, "release", "name"), "Two");
});

test("a workflow without the permission: its inputs are taken, and what is missing is listed", async (t) => {
  const { file, waybill } = await place(t);
  await file(".github/workflows/release.yml", WORKFLOW);
  const args = ["--workflow", ".github/workflows/release.yml", "--tag", "v1.2.3"];
  const json = await rehearsed(await waybill("rehearse", ...args, "--format=json"));
  assert.equal(statuses(json)["permission contents: write"], "missing");
  assert.equal(statuses(json)["permission id-token: write"], "granted");
  assert.equal(statuses(json)["permission attestations: write"], "granted");
  assert.deepEqual(list(json, "notes"), ["Not as given, but for the embedded services: github-token."]);
  assert.equal(list(json, "result", "stored").length, 2);
  const shown = await waybill("rehearse", ...args, "--step", "attest", "--upload-assets", "false");
  assert.ok(!shown.out.includes("Missing for the real run"), shown.out);
});

test("a missing release is drafted when the step is to draft it", async (t) => {
  const { waybill } = await place(t);
  const args = ["--subject-path=dist/*", "--tag=v1.2.3", "--upload-assets", "--create-release=draft"];
  const ended = await waybill("rehearse", ...args);
  assert.equal(ended.code, 0, ended.err);
  assert.match(ended.out, /To know:\n.*draft/);
});

test("an expression that only a run knows is an error that names its input, and an option answers it", async (t) => {
  const { file, waybill } = await place(t);
  await file("release.yml", WORKFLOW.replace("dist/*", "${{ needs.build.outputs.files }}"));
  const refused = await waybill("rehearse", "--workflow", "release.yml");
  assert.equal(refused.code, 2);
  assert.match(refused.err, /--subject-path: \$\{\{ needs\.build\.outputs\.files \}\}/);
  const answered = await waybill("rehearse", "--workflow=release.yml", "--subject-path=dist/*", "--tag=v1");
  assert.equal(answered.code, 0, answered.err);
});

const wrong: [string, readonly string[], RegExp][] = [
  ["a mistyped option", ["--subject-pat", "dist/*"], /--subject-pat[\s\S]*waybill help rehearse/],
  ["a pattern that the shell expanded", ["--subject-path", "dist/a", "dist/b"], /dist\/b[\s\S]*quotes/],
  ["an option without its value", ["--tag"], /--tag/],
  ["a tag that cannot be one", ["--tag", "v 1"], /--tag v 1/],
  ["a step without a workflow", ["--step", "attest"], /--workflow/],
  ["a format that does not exist", ["--format", "xml"], /xml/],
  ["a workflow that is not there", ["--workflow", "none.yml"], /none\.yml[\s\S]*ENOENT/],
  ["a broken workflow", ["--workflow", "broken.yml"], /broken\.yml is not YAML[\s\S]*line \d+, column \d+/],
  ["a workflow without jobs", ["--workflow", "jobless.yml"], /no jobs/],
  ["a step that is not there", ["--workflow", "release.yml", "--step", "sign"], /sign[\s\S]*one of attest/],
  ["a workflow without our step", ["--workflow", "other.yml"], /uses Waybill[\s\S]*none/],
  ["an event that is not there", ["--event", "none.json"], /none\.json[\s\S]*ENOENT/],
  ["an event that is no JSON", ["--event", "broken.yml"], /SyntaxError/],
  [
    "an output that is a file",
    ["--subject-path", "dist/*", "--output", "broken.yml"],
    /broken\.yml[\s\S]*EEXIST/,
  ],
];

test("2: wrong usage, of which nothing is run and nothing is left", async (t) => {
  const { cwd, temp, file, waybill } = await place(t);
  await file("broken.yml", "jobs:\n  release: [\n steps");
  await file("jobless.yml", "on: push\n");
  await file("other.yml", WORKFLOW.replace("octo-org/waybill", "octo-org/other"));
  await file("release.yml", WORKFLOW);
  const before = await readdir(cwd);
  for (const [name, args, message] of wrong) {
    await t.test(name, async () => {
      const ended = await waybill("rehearse", ...args);
      assert.equal(ended.code, 2, ended.err);
      assert.match(ended.err, /^error: USAGE: /);
      assert.match(ended.err, message);
      assert.equal(ended.out, "");
    });
  }
  assert.deepEqual(await readdir(temp), []);
  assert.deepEqual(await readdir(cwd), before);
});

test("1: a mistyped path or input is the step's own error, and nothing is left", async (t) => {
  const { temp, waybill } = await place(t);
  const path = await waybill("rehearse", "--subject-path", "dist/*.zip");
  assert.equal(path.code, 1);
  assert.match(
    path.err,
    /^error: SUBJECT_NOT_FOUND: "dist\/\*\.zip" of the input `subject-path` selects no file/,
  );
  const input = await waybill(
    "rehearse",
    "--subject-path",
    "dist/*",
    "--build-type=fool",
    "--format",
    "json",
  );
  assert.equal(input.code, 1);
  assert.match(input.err, /^error: INPUT_INVALID: [\s\S]*build-type: got `fool`/);
  const json: unknown = JSON.parse(input.out);
  assert.equal(at(json, "rehearsed"), false);
  assert.equal(text(json, "result", "error", "code"), "INPUT_INVALID");
  assert.deepEqual(await readdir(temp), []);
});

test("1: a token among the names of files is kept out of the statement, as the step does", async (t) => {
  const { file, waybill } = await place(t);
  await file("dist/ghs_0123456789abcdef.tgz", "");
  const args = ["--subject-path=dist/*", "--github-token=ghs_0123456789abcdef"];
  const ended = await waybill("rehearse", ...args);
  assert.equal(ended.code, 1);
  assert.match(ended.err, /would publish a secret/);
});

test("a dry run, both versions and the event's payload are the step's own", async (t) => {
  const { file, waybill } = await place(t);
  await file("event.json", JSON.stringify({ ref: "refs/tags/v1.2.3" }));
  const args = ["--subject-path=dist/*", "--event=event.json", "--build-type=full", "--event-payload=full"];
  const dry = await rehearsed(await waybill("rehearse", ...args, "--dry-run", "--format=json"));
  assert.equal(text(dry, "result", "outcome"), "dry-run");
  assert.deepEqual(statuses(dry), {});
  const statement: unknown = JSON.parse(await readFile(written(dry, "statement"), "utf8"));
  assert.deepEqual(statement, JSON.parse(await readFile(written(dry, "unsigned"), "utf8")));
  const shown = await waybill("rehearse", ...args, "--provenance-version=both");
  assert.equal(shown.code, 0, shown.err);
  assert.match(shown.out, /^Rehearsed: 1 subject, 2 bundles\./);
});

test("the output goes where it is wanted, and again", async (t) => {
  const { cwd, temp, waybill } = await place(t);
  for (const _ of ["first", "again"]) {
    const ended = await waybill("rehearse", "--subject-path", "dist/*", "--output", "out/rehearsal");
    assert.equal(ended.code, 0, ended.err);
  }
  assert.equal((await readdir(path.join(cwd, "out", "rehearsal"))).length, 7);
  assert.deepEqual(await readdir(temp), []);
});

test("2: an output with files of others in it is refused before anything runs, and they stay", async (t) => {
  const { cwd, temp, file, waybill } = await place(t);
  await file("dist/summary.md", "mine");
  const ended = await waybill("rehearse", "--subject-path", "dist/*", "--output", "dist");
  assert.equal(ended.code, 2);
  assert.match(ended.err, /^error: USAGE: .*dist[\s\S]*2 entries[\s\S]*earlier rehearsal's/);
  assert.deepEqual((await readdir(path.join(cwd, "dist"))).sort(), ["rocket-1.2.3.tgz", "summary.md"]);
  assert.equal(await readFile(path.join(cwd, "dist", "summary.md"), "utf8"), "mine");
  assert.deepEqual(await readdir(temp), []);
});

test("a partial clone fetches nothing, whatever its own configuration allows", async (t) => {
  const { cwd, git, file, waybill } = await place(t, "empty");
  for (const [name, value] of [
    ["core.repositoryFormatVersion", "1"],
    ["extensions.partialClone", "origin"],
    ["remote.origin.url", "./elsewhere"],
    ["remote.origin.promisor", "true"],
    ["remote.origin.uploadpack", `touch '${path.join(cwd, "fetched")}'; false`],
    ["protocol.file.allow", "always"],
  ] as const)
    await git("config", name, value);
  await file(".git/refs/heads/main", `${"1".repeat(40)}\n`);
  await waybill("rehearse", "--subject-path", "dist/*");
  assert.deepEqual((await readdir(cwd)).sort(), [".git", "dist"]);
  // What it is held from.
  await assert.rejects(git("rev-parse", "--verify", "--quiet", "HEAD^{commit}"));
  assert.ok((await readdir(cwd)).includes("fetched"));
});

test("the options are the inputs that action.yml has", async () => {
  const manifest: unknown = parse(await readFile(path.join(ACTION, "action.yml"), "utf8"));
  const inputs = at(manifest, "inputs");
  assert.ok(isRecord(inputs));
  assert.deepEqual([...INPUT_NAMES].sort(), Object.keys(inputs).sort());
  const flags = Object.entries(inputs).flatMap(([name, input]) =>
    ["true", "false"].includes(text(input, "default") ?? "") ? [name] : [],
  );
  assert.deepEqual([...FLAGS].sort(), flags.sort());
});

test("help names the command and its options", async (t) => {
  const { waybill } = await place(t, "none");
  assert.match((await waybill("--help")).out, /waybill rehearse/);
  for (const args of [
    ["help", "rehearse"],
    ["rehearse", "--help"],
  ]) {
    const { code, out } = await waybill(...args);
    assert.equal(code, 0);
    for (const name of ["workflow", "step", "event", "output", ...INPUT_NAMES])
      assert.ok(out.includes(`--${name}`), name);
  }
});
