import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";

import { LocalTuf } from "../../local/tuf/start.ts";
import { refreshedRoots } from "../../src/consumer/refreshed.ts";
import { http } from "../../src/net/http.ts";
import { Patience } from "../../src/net/patience.ts";
import { publicTrust, type TrustedRoots } from "../../src/trust/roots.ts";
import { refusal } from "../verify/world.ts";

const NET = http((url, init) => fetch(url, init), new Patience(0));

async function refreshed(t: TestContext, files: Readonly<Record<string, unknown>>): Promise<TrustedRoots> {
  const targets = Object.entries(files).map(([name, json]) => [name, JSON.stringify(json)]);
  const tuf = await LocalTuf.start(Object.fromEntries(targets) as Record<string, string>);
  t.after(() => tuf.close());
  return await refreshedRoots(NET, { url: tuf.url, firstRoot: { kind: "metadata", json: tuf.root() } });
}

test("the root that TUF has is the one to verify by", async (t) => {
  const { trustedRoot, signingConfig } = publicTrust();
  const files = { "trusted_root.json": trustedRoot.json, "signing_config.v0.2.json": signingConfig.json };
  const [root, ...others] = await refreshed(t, files);
  assert.match(root.description, /by TUF, targets version 1/);
  assert.deepEqual([root.demand, others], [trustedRoot.demand, []]);
});

test("a root that cannot be had is an error, and not the one that is built in", async (t) => {
  await assert.rejects(refreshed(t, {}), refusal("UNREACHABLE", "trusted_root.json"));
  const nowhere = { url: "http://127.0.0.1:9", firstRoot: { kind: "metadata", json: {} } } as const;
  await assert.rejects(refreshedRoots(NET, nowhere), refusal("UNREACHABLE"));
});
