import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { test } from "node:test";

import { runStep } from "../../local/job.ts";
import { at } from "../../src/json.ts";
import { ACTION, failedWith, sha, world } from "./world.ts";

/** More than one thread hashes alone. */
const LARGE = 160 * 1024 * 1024;
/** A worker hashes only where it has a core to itself. */
const skip = os.availableParallelism() > 1 ? false : "this machine has one core";

test("the built step has a large file hashed by its worker, and waits for it", { skip }, async (t) => {
  const { local, job, file } = await world(t);
  await file("rocket.bin", "");
  await truncate(path.join(job.workspace, "rocket.bin"), LARGE);
  const action = await mkdtemp(path.join(os.tmpdir(), "waybill-worker-"));
  t.after(() => rm(action, { recursive: true, force: true }));
  for (const name of ["action.yml", "dist"])
    await cp(path.join(ACTION, name), path.join(action, name), { recursive: true });
  await writeFile(path.join(action, "package.json"), '{ "type": "module" }');

  const inputs = { "subject-path": "*.bin", "dry-run": "true", "oidc-issuer": local.github.issuer };
  const dryRun = (): ReturnType<typeof runStep> => runStep(action, local, job, { inputs });
  const digestOf = async (run: Awaited<ReturnType<typeof dryRun>>): Promise<unknown> => {
    assert.equal(run.code, 0, run.log);
    const statement: unknown = JSON.parse(await readFile(run.outputs["statement-paths"] ?? "", "utf8"));
    return at(statement, "subject", 0, "digest", "sha256");
  };
  assert.equal(await digestOf(await dryRun()), sha("sha256", Buffer.alloc(LARGE)));

  // What the worker answers is what is stated: nothing else hashed the file.
  const worker = path.join(action, "dist", "hash-worker.js");
  const answer = (body: string): string =>
    `import { parentPort } from "node:worker_threads"; parentPort.on("message", (paths) => { ${body} });`;
  await writeFile(worker, answer(`parentPort.postMessage(paths.map(() => "ab".repeat(32)));`));
  assert.equal(await digestOf(await dryRun()), "ab".repeat(32));

  await writeFile(worker, answer("process.exit();"));
  const message = await failedWith(await dryRun(), "INTERNAL");
  assert.match(message, /^Hashing files failed unexpectedly/);
});
