import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { lookUpEntries } from "../../src/lookup/rekor.ts";
import { http } from "../../src/net/http.ts";
import { Patience } from "../../src/net/patience.ts";
import { parseBundle } from "../../src/verify/bundle.ts";
import { parseEnvelope } from "../../src/verify/envelope.ts";
import { verifyBundle } from "../../src/verify/verify.ts";
import {
  certificateFor,
  enter,
  envelopeOf,
  net,
  PROPOSALS,
  type Envelope,
} from "../verify/evidence-world.ts";
import { refusal, signingWorld, suiteScope, type SigningWorld } from "../verify/world.ts";

const impatient = http((url, init) => fetch(url, init), new Patience(0));
const FOLDER = fileURLToPath(new URL("../../../shared/real-bundles", import.meta.url));

describe("an envelope without a signed time", () => {
  let world: SigningWorld;
  let rekor: string;
  const scope = suiteScope();
  before(async () => {
    world = await signingWorld(scope);
    rekor = world.local.sigstore.rekor.server.url;
  });
  const sign = async (statement = world.statement()): Promise<Envelope> =>
    envelopeOf(statement, await certificateFor(world));

  test("is refused for that, with a hint at the look-up", async () => {
    const { text } = await sign();
    assert.throws(() => parseBundle(text), refusal("TIME_MISSING", "--rekor-url"));
  });

  for (const kind of ["intoto 0.0.1", "dsse 0.0.1", "intoto 0.0.2"]) {
    test(`becomes a bundle that verifies with its entry ${kind}`, async () => {
      const envelope = await sign();
      await enter(world, PROPOSALS[kind]?.(envelope));
      const bundles = await lookUpEntries(parseEnvelope(envelope.text), rekor, net);
      const [bundle = ""] = bundles.filter((json) => json.includes(envelope.signature.toString("base64")));
      assert.ok(verifyBundle(bundle, world.expected, world.trust));
    });
  }

  test("is found by its payload when its text has changed, or never held the certificate", async () => {
    const subject = [
      { name: "rocket.tgz", digest: { ...world.expected.artifacts[0], sha512: "1".repeat(128) } },
    ];
    const envelope = await sign(world.statement({ subject }));
    await enter(world, PROPOSALS["intoto 0.0.1"]?.(envelope));
    const json = JSON.parse(envelope.text) as { signatures: { cert?: string }[] };
    const pretty = JSON.stringify(json, undefined, 2);
    for (const signature of json.signatures) delete signature.cert;
    for (const text of [pretty, JSON.stringify(json)]) {
      const [bundle = ""] = await lookUpEntries(parseEnvelope(text), rekor, net);
      assert.ok(verifyBundle(bundle, world.expected, world.trust));
    }
  });

  test("is not found where nobody logged it, nor with another signer's entry", async () => {
    const subject = [{ name: "rocket.tgz", digest: { sha256: "2".repeat(64) } }];
    const envelope = await sign(world.statement({ subject }));
    const lookUp = () => lookUpEntries(parseEnvelope(envelope.text), rekor, net);
    await assert.rejects(lookUp(), refusal("NOT_FOUND"));
    await enter(world, PROPOSALS["dsse 0.0.1"]?.(await sign(world.statement({ subject }))));
    await assert.rejects(lookUp(), refusal("NOT_FOUND"));
  });

  test("is looked up nowhere but at an https address, or on this machine", async () => {
    const { text } = await sign();
    for (const url of [
      "http://rekor.example",
      "file:///etc/passwd",
      "rekor",
      "https://user:secret@rekor.example",
    ])
      await assert.rejects(lookUpEntries(parseEnvelope(text), url, net), refusal("USAGE"));
  });

  test("a log that answers with garbage, or not at all, is said to be unreachable", async () => {
    const envelope = await sign();
    const { server } = world.local.sigstore.rekor;
    for (const fault of [{ kind: "garbage" }, { kind: "reset" }, { kind: "status", status: 500 }] as const) {
      server.fail(/retrieve/, fault);
      const lookUp = lookUpEntries(parseEnvelope(envelope.text), rekor, impatient);
      await assert.rejects(lookUp, refusal("UNREACHABLE"));
      server.heal();
    }
  });
});

test(
  "a real release's envelope is read with its certificate",
  { skip: existsSync(FOLDER) ? false : "skipped: the real bundles are not beside this checkout" },
  () => {
    for (const version of ["v1.2.2", "v1.5.0", "v1.10.0", "v2.0.0"]) {
      const file = `gha_generic/${version}/binary-linux-amd64-push-v14.intoto.jsonl`;
      const { certificate, payload } = parseEnvelope(readFileSync(path.join(FOLDER, file), "utf8"));
      assert.ok(certificate !== undefined && payload.length > 0);
    }
  },
);

const ENVELOPE = {
  payloadType: "application/vnd.in-toto+json",
  payload: "e30=",
  signatures: [{ keyid: "", sig: "AAAA" }],
};
for (const [what, envelope] of Object.entries({
  "two signatures": { ...ENVELOPE, signatures: [...ENVELOPE.signatures, ...ENVELOPE.signatures] },
  "no signature": { ...ENVELOPE, signatures: [] },
  "another payload type": { ...ENVELOPE, payloadType: "text/plain" },
  "a payload that is not base64": { ...ENVELOPE, payload: "e30=\n" },
  "an empty payload": { ...ENVELOPE, payload: "" },
  "a certificate that is none": { ...ENVELOPE, signatures: [{ sig: "AAAA", cert: "no" }] },
})) {
  test(`an envelope is refused: ${what}`, () => {
    assert.throws(() => parseEnvelope(JSON.stringify(envelope)), refusal("BUNDLE_MALFORMED"));
  });
}
