import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import * as path from "node:path";
import { test } from "node:test";

import { judge } from "./judgement.ts";
import { download, releaseWorld } from "./world.ts";

test("one file signed by the embedded services passes the same verifiers", async (t) => {
  const embedded = await releaseWorld(t);

  const run = await embedded.sign();

  assert.equal(run.code, 0, run.log);
  const trustedRoot = path.join(embedded.job.root, "embedded_root.json");
  await writeFile(trustedRoot, `${JSON.stringify(embedded.local.sigstore.trustedRoot)}\n`);
  await judge(t, await download(embedded, trustedRoot));
});
