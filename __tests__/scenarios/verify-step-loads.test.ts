import assert from "node:assert/strict";
import * as path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { modulesIn } from "../modules.ts";
import { ACTION } from "./world.ts";
import { verifyStepWorld } from "./verify-step-world.ts";

/** What signs and stores, TUF, the network, registries, and what is here for tests alone. */
const HEAVY =
  /^(?:local|src\/(?:sigstore|publish|run|lookup)|node_modules\/(?:@actions\/github|@octokit|@sigstore\/(?:sign|tuf)|@tufjs|tuf-js|sigstore|undici|yaml|jose))\/|^src\/(?:attest|inputs|oci\/(?:client|auth|credentials|transport|attach)|trust\/(?:tuf|github|refresh)|net\/fetch)\.ts$/;

test("the built step that verifies a file loads neither the signing stack nor the API's client", async (t) => {
  const world = await verifyStepWorld(t);
  await world.file("rocket.tgz", "rocket");
  await world.file("rocket.tgz.intoto.jsonl", await world.bundleOf("rocket"));
  const hook = `import { registerHooks } from "node:module";
registerHooks({ load(url, context, next) { process.stderr.write("loaded " + url + "\\n"); return next(url, context); } });`;
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}` };
  const run = await world.step({ artifacts: "*.tgz" }, { env });
  assert.equal(run.code, 0, run.log);

  const dist = path.join(ACTION, "dist");
  const loaded = [...run.log.matchAll(/^loaded (file:.*)$/gm)].map(([, url = ""]) => fileURLToPath(url));
  const modules = await modulesIn(loaded.filter((file) => file.startsWith(dist)));
  assert.ok(modules.includes("src/verify/verify.ts"), modules.join("\n"));
  assert.deepEqual(
    modules.filter((name) => HEAVY.test(name)),
    [],
  );
});
