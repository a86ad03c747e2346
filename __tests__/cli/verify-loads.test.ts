import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as path from "node:path";
import { before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { suiteScope } from "../verify/world.ts";
import { modulesIn } from "../modules.ts";
import { CLI } from "./world.ts";
import { PROGRAM, verifyWorld, type VerifyWorld } from "./verify-world.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The step and what it signs and stores with, TUF, the network, registries, and what is here for tests alone. */
const HEAVY =
  /^(?:local|src\/(?:runner|sigstore|publish|run|report|lookup)|node_modules\/(?:@actions|@octokit|@sigstore\/(?:sign|tuf)|@tufjs|tuf-js|sigstore|undici|yaml|jose))\/|^src\/(?:attest|inputs|oci\/(?:client|auth|credentials|transport|attach)|trust\/(?:tuf|github|refresh)|net\/fetch|cli\/(?:rehearse|batch|exec))\.ts$/;

describe("verifying a file with a bundle beside it", () => {
  const scope = suiteScope();
  let world: VerifyWorld;
  before(async () => {
    world = await verifyWorld(scope);
    await world.file("rocket.tgz", "rocket");
    await world.file("rocket.tgz.intoto.jsonl", await world.bundle("rocket"));
    await world.file(
      "hook.mjs",
      `import { registerHooks } from "node:module";
       registerHooks({ load(url, context, next) { process.stderr.write(\`loaded \${url}\\n\`); return next(url, context); } });`,
    );
  });
  const loadedBy = async (program: string): Promise<string[]> => {
    const hook = path.join(world.folder, "hook.mjs");
    const args = ["--import", hook, program, "verify", "rocket.tgz", ...world.options];
    const [code, said] = await new Promise<[unknown, string]>((resolve) => {
      execFile(process.execPath, args, { cwd: world.folder }, (error, _, err) =>
        resolve([error?.code ?? 0, err]),
      );
    });
    assert.equal(code, 0, said);
    return [...said.matchAll(/^loaded (file:.*)$/gm)].map(([, url = ""]) => fileURLToPath(url));
  };

  test("loads neither the step, the signing stack, TUF, the network nor the embedded services", async () => {
    const files = (await loadedBy(PROGRAM)).map((file) => path.relative(ROOT, file).replaceAll("\\", "/"));
    const names = files.map((file) => file.replace(/^.*node_modules\//, "node_modules/"));
    assert.ok(names.includes("src/verify/verify.ts"), names.join("\n"));
    assert.deepEqual(
      names.filter((name) => HEAVY.test(name)),
      [],
    );
  });

  test("and nor does what is built", async () => {
    const chunks = (await loadedBy(CLI)).filter((file) => file.startsWith(path.dirname(CLI)));
    const modules = await modulesIn(chunks);
    assert.ok(modules.includes("src/verify/verify.ts"), modules.join("\n"));
    assert.deepEqual(
      modules.filter((name) => HEAVY.test(name)),
      [],
    );
  });
});
