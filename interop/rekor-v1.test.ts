import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, symlink } from "node:fs/promises";
import * as path from "node:path";
import { after, test, type TestContext } from "node:test";
import { promisify } from "node:util";

import { statementIn } from "../__tests__/scenarios/world.ts";
import type { GitHubOptions } from "../local/github/start.ts";
import { at } from "../src/json.ts";
import { PROJECT_URL } from "../src/project.ts";
import { judgeForeignFiles } from "./foreign-files.ts";
import { everyoneAccepts, judge } from "./judgement.ts";
import { openStack, toolOrSkip } from "./requirements.ts";
import type { Question } from "./verifiers.ts";
import { download, realWorld, type RealWorld } from "./world.ts";

/** Every test has a GitHub of its own, whose port is known only when the stack runs already. */
const { stack, skip } = await openStack(["http://127.0.0.1:*"], "rekor-v1");
after(() => stack?.close());

async function start(t: TestContext, github?: GitHubOptions): Promise<RealWorld & { trustedRoot: string }> {
  assert.ok(stack !== undefined);
  return { ...(await realWorld(t, stack, github)), trustedRoot: stack.trustedRootFile };
}

const BUILD_TYPES = {
  github: "https://actions.github.io/buildtypes/workflow/v1",
  full: `${PROJECT_URL}/docs/buildtypes/release/v1`,
};

for (const [input, buildType] of Object.entries(BUILD_TYPES)) {
  test(
    `one file signed by Fulcio, CT log, Rekor v1 and timestamp authority, build-type ${input}`,
    { skip },
    async (t) => {
      const real = await start(t);

      const run = await real.sign({ "build-type": input });

      assert.equal(run.code, 0, run.log);
      const { fulcio, rekor, timestamp } = real.gateways;
      assert.deepEqual(fulcio.requests(), ["POST /api/v2/signingCert"]);
      assert.deepEqual(rekor.requests(), ["POST /api/v1/log/entries"]);
      assert.deepEqual(timestamp.requests(), ["POST /api/v1/timestamp"]);
      const statement = await statementIn(run.outputs["bundle-path"]);
      assert.equal(statement["predicateType"], "https://slsa.dev/provenance/v1");
      assert.equal(at(statement, "predicate", "buildDefinition", "buildType"), buildType);
      const question = await download(real, real.trustedRoot);
      await judge(t, question);
      await followPrinted(t, run.outputs["verify-commands"] ?? "", question);
    },
  );
}

/** A consumer pastes the command that the step printed, beside the files that it names. */
async function followPrinted(t: TestContext, commands: string, question: Question): Promise<void> {
  const { program, skip } = await toolOrSkip("cosign");
  await t.test("the cosign command that the step printed accepts the file", { skip }, async () => {
    const command = commands.split("\n").find((line) => line.startsWith("cosign ")) ?? "";
    const cwd = path.dirname(question.file);
    await symlink(program, path.join(cwd, "cosign"));
    await cp(question.trustedRoot, path.join(cwd, "trusted_root.json"));
    const env = { PATH: `${cwd}${path.delimiter}${process.env["PATH"]}`, HOME: cwd };
    const { stderr } = await promisify(execFile)("sh", ["-c", command], { cwd, env });
    assert.match(stderr, /Verified OK/);
  });
}

test("a file that other programs signed, with Rekor v1", { skip }, async (t) => {
  assert.ok(stack !== undefined);
  await judgeForeignFiles(t, stack, await realWorld(t, stack));
});

test("a step that runs again finds its bundle in the release and has nothing signed", { skip }, async (t) => {
  const { sign, gateways, local } = await start(t);
  assert.equal((await sign()).code, 0);
  const stored = local.github.state.assets.map((asset) => asset.id);

  const again = await sign();

  assert.equal(again.code, 0, again.log);
  assert.equal(gateways.rekor.exchanges.length, 1);
  assert.equal(gateways.timestamp.exchanges.length, 1);
  assert.deepEqual(
    local.github.state.assets.map((asset) => asset.id),
    stored,
  );
});

test("an entry whose answer is lost is fetched after the log's conflict", { skip }, async (t) => {
  const real = await start(t);
  const { rekor } = real.gateways;
  rekor.fail(/entries$/, { kind: "reset" }, { method: "POST", times: 1, after: true });

  const run = await real.sign();

  assert.equal(run.code, 0, run.log);
  assert.deepEqual(
    rekor.exchanges.map(({ call, status }) => `${call.method} ${status}`),
    ["POST reset", "POST 409", "GET 200"],
  );
  await everyoneAccepts(t, await download(real, real.trustedRoot));
});

test(
  "a job whose issuer Fulcio does not know gets no certificate, and nothing is logged or stored",
  { skip },
  async (t) => {
    const { sign, gateways, local } = await start(t, { issuerPath: "/_services/token" });

    const run = await sign();

    assert.equal(run.code, 1, run.log);
    assert.match(run.log, /CERTIFICATE_REFUSED/);
    assert.deepEqual(
      gateways.fulcio.exchanges.map(({ status }) => status),
      [400],
    );
    assert.equal(gateways.rekor.exchanges.length, 0);
    assert.equal(gateways.timestamp.exchanges.length, 0);
    assert.deepEqual(local.github.state.assets, []);
  },
);
