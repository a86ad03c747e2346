import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";

import { startRekorV2 } from "../local/sigstore/rekor2.ts";
import { at, isRecord } from "../src/json.ts";
import { judgeForeignFiles } from "./foreign-files.ts";
import { everyoneAccepts, judge } from "./judgement.ts";
import { openStack } from "./requirements.ts";
import { download, realWorld } from "./world.ts";

/** Every test has a GitHub of its own, whose port is known only when the stack runs already. */
const { stack, skip } = await openStack(["http://127.0.0.1:*"], "rekor-v2");
after(() => stack?.close());

async function entryIn(bundle: string): Promise<unknown> {
  const json: unknown = JSON.parse(await readFile(bundle, "utf8"));
  return at(json, "verificationMaterial", "tlogEntries", 0);
}

test("one file signed by Fulcio, CT log, Rekor v2 and timestamp authority", { skip }, async (t) => {
  assert.ok(stack !== undefined);
  const real = await realWorld(t, stack);

  const run = await real.sign();

  assert.equal(run.code, 0, run.log);
  const { fulcio, rekor, timestamp } = real.gateways;
  assert.deepEqual(fulcio.requests(), ["POST /api/v2/signingCert"]);
  assert.deepEqual(rekor.requests(), ["POST /api/v2/log/entries"]);
  assert.deepEqual(timestamp.requests(), ["POST /api/v1/timestamp"]);
  const question = await download(real, stack.trustedRootFile);
  const kind = at(await entryIn(question.bundle), "kindVersion");
  assert.deepEqual(kind, { kind: "hashedrekord", version: "0.0.2" });
  await judge(t, question);
});

test("a file that other programs signed, with Rekor v2", { skip }, async (t) => {
  assert.ok(stack !== undefined);
  await judgeForeignFiles(t, stack, await realWorld(t, stack));
});

test(
  "a statement whose entry's answer is lost is signed anew after the log's conflict",
  { skip },
  async (t) => {
    assert.ok(stack !== undefined);
    const real = await realWorld(t, stack);
    const { fulcio, rekor } = real.gateways;
    rekor.fail(/entries$/, { kind: "reset" }, { method: "POST", times: 1, after: true });

    const run = await real.sign();

    assert.equal(run.code, 0, run.log);
    assert.deepEqual(
      rekor.exchanges.map(({ call, status }) => `${call.method} ${status}`),
      ["POST reset", "POST 409", "POST 201"],
    );
    assert.equal(fulcio.exchanges.length, 1);
    await everyoneAccepts(t, await download(real, stack.trustedRootFile));
  },
);

test("the embedded log answers as the real one, entry, conflict and refusals", { skip }, async (t) => {
  assert.ok(stack !== undefined);
  const real = await realWorld(t, stack);
  assert.equal((await real.sign()).code, 0);
  const sent = real.gateways.rekor.exchanges[0]?.call.body.toString() ?? "";
  const parts = (JSON.parse(sent) as { hashedRekordRequestV002: object }).hashedRekordRequestV002;
  const embedded = await startRekorV2();
  t.after(() => embedded.server.close());
  const bodies = {
    "an entry that it holds": sent,
    nothing: "",
    "an empty message": "{}",
    "an envelope": '{"dsseRequestV002":{"envelope":{"payload":"","payloadType":"a","signatures":[]}}}',
    "an unknown field": '{"foo":1}',
    "a list": "[]",
    "JSON that is cut off": "{",
    "another digest": request({ ...parts, digest: Buffer.alloc(32).toString("base64") }),
    "a short digest": request({ ...parts, digest: "AAAA" }),
    "no signature": request({ ...parts, signature: undefined }),
  };
  const first = await answerOf(embedded.server.url, sent);
  const logged = JSON.parse(real.gateways.rekor.exchanges[0]?.answer.toString() ?? "") as unknown;
  assert.deepEqual(shapeOf(first.json), shapeOf(logged));
  assert.equal(at(first.json, "canonicalizedBody"), at(logged, "canonicalizedBody"));
  for (const [name, body] of Object.entries(bodies)) {
    await t.test(name, async () => {
      const answers = [await answerOf(embedded.server.url, body), await answerOf(stack.urls.rekor, body)];
      assert.deepEqual(answers[0], answers[1]);
    });
  }
});

function request(parts: object): string {
  return JSON.stringify({ hashedRekordRequestV002: parts });
}

/** An answer, in which `N` stands for an index: the logs hold different numbers of entries. */
async function answerOf(
  log: string,
  body: string,
): Promise<{ status: number; index: boolean; json: unknown }> {
  const response = await fetch(`${log}/api/v2/log/entries`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  const text = (await response.text()).replace(/with index \d+/, "with index N");
  return { status: response.status, index: response.headers.has("x-log-index"), json: JSON.parse(text) };
}

/** Types in place of values. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return "list";
  if (!isRecord(value)) return value === null ? "null" : typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shapeOf(item)]));
}
