import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import * as path from "node:path";
import { test } from "node:test";

import { judge } from "./judgement.ts";
import { download, releaseWorld } from "./world.ts";

const LOGS = {
  "Rekor v1": {},
  "Rekor v2": { rekor: false, rekor2: true },
};

for (const [log, parts] of Object.entries(LOGS)) {
  test(`one file signed by the embedded services with ${log} passes the same verifiers`, async (t) => {
    const embedded = await releaseWorld(t, {}, parts);

    const run = await embedded.sign();

    assert.equal(run.code, 0, run.log);
    const trustedRoot = path.join(embedded.job.root, "embedded_root.json");
    await writeFile(trustedRoot, `${JSON.stringify(embedded.local.sigstore.trustedRoot)}\n`);
    await judge(t, await download(embedded, trustedRoot), { column: "files, embedded services" });
  });
}
