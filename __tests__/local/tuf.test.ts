import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { Updater } from "tuf-js";

import { tufKey } from "../../local/tuf/keys.ts";
import { LocalTuf } from "../../local/tuf/start.ts";

test("the embedded repository is one to tuf-js' own client, through new roots and publications", async (t) => {
  const tuf = await LocalTuf.start({ "a.json": "first" });
  const folder = await mkdtemp(join(tmpdir(), "waybill-tuf-js-"));
  t.after(() => Promise.all([tuf.close(), rm(folder, { recursive: true })]));
  await writeFile(join(folder, "root.json"), JSON.stringify(tuf.root()));
  const get = async (): Promise<string> => {
    const updater = new Updater({
      metadataDir: folder,
      targetDir: folder,
      metadataBaseUrl: tuf.url,
      targetBaseUrl: `${tuf.url}/targets`,
    });
    const info = await updater.getTargetInfo("a.json");
    assert.ok(info);
    return await readFile(await updater.downloadTarget(info), "utf8");
  };
  assert.equal(await get(), "first");
  tuf.rotate({ roles: { root: { keys: [tufKey(), tufKey("ed25519")], threshold: 2 } } });
  tuf.rotate();
  tuf.publish({ targets: { "a.json": "second" } });
  assert.equal(await get(), "second");
  tuf.publish({ versions: { timestamp: 1 } });
  await assert.rejects(get(), /version/);
});
