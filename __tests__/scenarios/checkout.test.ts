import assert from "node:assert/strict";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { test } from "node:test";

import { list } from "../../src/json.ts";
import { statementIn, world } from "./world.ts";

const CLAIMED = "a".repeat(40);
const FULL = { "subject-path": "dist/*", "build-type": "full", "github-attestations": "never" };

async function dependenciesIn(file: string | undefined): Promise<readonly unknown[]> {
  const { predicate } = await statementIn(file);
  return list(predicate, "buildDefinition", "resolvedDependencies");
}

test("another commit than the run's is a warning, and under full a dependency of its own", async (t) => {
  const { job, file, step } = await world(t, { local: { github: { claims: { sha: CLAIMED } } } });
  await file("dist/rocket.tgz", "rocket");

  const github = await step({ "subject-path": "dist/*", "github-attestations": "never" });
  const full = await step(FULL);

  const source = {
    uri: "git+https://github.com/octo-org/rocket@refs/tags/v1.2.3",
    digest: { gitCommit: CLAIMED },
  };
  for (const run of [github, full]) {
    assert.equal(run.code, 0, run.log);
    assert.match(run.log, new RegExp(`^::warning title=Waybill::.*${job.commit}.*${CLAIMED}`, "m"));
    assert.ok(run.summary.includes(job.commit ?? "?"));
  }
  assert.deepEqual(await dependenciesIn(github.outputs["bundle-path"]), [source]);
  assert.deepEqual(await dependenciesIn(full.outputs["bundle-path"]), [
    source,
    { name: "checkout", digest: { gitCommit: job.commit }, annotations: { modified: false } },
  ]);
});

test("a tracked file that was changed is stated under full; files that the build left are not", async (t) => {
  const { job, file, step } = await world(t);
  await file("dist/rocket.tgz", "rocket");

  const clean = await step(FULL);
  await file("README.md", "# Another\n");
  const dirty = await step(FULL);

  assert.equal((await dependenciesIn(clean.outputs["bundle-path"])).length, 1);
  assert.doesNotMatch(clean.log, /^::warning/m);
  assert.equal(dirty.code, 0, dirty.log);
  assert.match(dirty.log, /^::warning title=Waybill::Files of the checked-out commit were changed/m);
  assert.deepEqual((await dependenciesIn(dirty.outputs["bundle-path"]))[1], {
    name: "checkout",
    digest: { gitCommit: job.commit },
    annotations: { modified: true },
  });
});

test("without a repository, without a commit, or where git refuses the folder, the run succeeds all the same", async (t) => {
  const { job, file, step } = await world(t, { repository: false });
  await file("dist/rocket.tgz", "rocket");
  const git = path.join(job.workspace, ".git");
  const cases: readonly (() => Promise<unknown>)[] = [
    async () => undefined,
    async () => {
      await mkdir(path.join(git, "refs"), { recursive: true });
      await mkdir(path.join(git, "objects"));
      await writeFile(path.join(git, "HEAD"), "ref: refs/heads/main\n");
    },
    async () => {
      await rm(git, { recursive: true });
      await writeFile(git, "gitdir: /nowhere/at/all\n");
    },
  ];
  for (const prepare of cases) {
    await prepare();
    const run = await step(FULL);
    assert.equal(run.code, 0, run.log);
    assert.equal((await dependenciesIn(run.outputs["bundle-path"])).length, 1);
    assert.doesNotMatch(run.log, /^::(warning|error)/m);
  }
});

test("nothing that the workspace's git configuration names is run, and git sees no token", async (t) => {
  const { job, file, step } = await world(t);
  await file("dist/rocket.tgz", "rocket");
  const proof = path.join(job.root, "ran");
  await file(".git/config", `[core]\n\trepositoryformatversion = 0\n\tfsmonitor = "env > ${proof}; false"\n`);
  const seen = path.join(job.root, "seen");
  await mkdir(path.join(job.root, "bin"));
  await writeFile(path.join(job.root, "bin", "git"), `#!/bin/sh\nenv >> ${seen}\nexit 1\n`, { mode: 0o755 });

  assert.equal((await step(FULL)).code, 0);
  const spied = await step(FULL, {
    env: {
      PATH: `${path.join(job.root, "bin")}${path.delimiter}${process.env["PATH"]}`,
      MY_SECRET: "s3cr3t",
    },
  });

  assert.equal(spied.code, 0, spied.log);
  await assert.rejects(readFile(proof));
  assert.doesNotMatch(await readFile(seen, "utf8"), /ACTIONS_ID_TOKEN|INPUT_|GITHUB_|s3cr3t/);
});
