import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { before, describe, test } from "node:test";

import {
  parseTrustedRoots,
  publicTrust,
  readTrustedRoots,
  type TrustedRoots,
} from "../../src/trust/roots.ts";
import { parseBundle } from "../../src/verify/bundle.ts";
import { underOneOf } from "../../src/verify/roots.ts";
import { verifySignature, verifySignatureByKey } from "../../src/verify/signature.ts";
import { bundleWith, enter, envelopeOf, ephemeralKey, PROPOSALS, publicKeyOf } from "./evidence-world.ts";
import { refusal, signingWorld, suiteScope, type SigningWorld } from "./world.ts";

describe("several roots in one file", () => {
  let first: SigningWorld;
  // As GitHub's own instance: a timestamp authority, and neither log nor CT log.
  let second: SigningWorld;
  let lines: string[];
  const scope = suiteScope();
  before(async () => {
    first = await signingWorld(scope);
    second = await signingWorld(scope, { sigstore: { parts: { rekor: false, ct: false } } });
    lines = [
      publicTrust().trustedRoot.json,
      first.local.sigstore.trustedRoot,
      second.local.sigstore.trustedRoot,
    ].map((root) => JSON.stringify(root));
  });
  const verify = (roots: TrustedRoots, json: string): string => {
    const parsed = parseBundle(json);
    return underOneOf(roots, parsed.bundle, (trust) => verifySignature(parsed, trust)).trust.description;
  };

  test("are each read, with and without a newline at the file's end", async (t) => {
    const folder = mkdtempSync(path.join(tmpdir(), "waybill-roots-"));
    t.after(() => rmSync(folder, { recursive: true }));
    for (const end of ["", "\n", "\r\n\r\n"]) {
      const file = path.join(folder, "roots.jsonl");
      writeFileSync(file, lines.join("\n") + end);
      const roots = await readTrustedRoots(file);
      assert.equal(roots.length, 3);
      assert.match(roots[2]?.description ?? "", /roots\.jsonl, line 3 \(sha256:/);
    }
  });

  test("judge each bundle by the one that its certificate is of, which is named", async () => {
    const roots = parseTrustedRoots(Buffer.from(lines.join("\n")), "roots");
    assert.match(verify(roots, await first.sign(first.statement())), /line 2/);
    assert.match(verify(roots, await second.sign(second.statement())), /line 3/);
  });

  test("ask of a bundle what its own root demands, and no other's less", async () => {
    const roots = parseTrustedRoots(Buffer.from(lines.join("\n")), "roots");
    const json = JSON.parse(await first.sign(first.statement())) as {
      verificationMaterial: { tlogEntries: unknown[] };
    };
    json.verificationMaterial.tlogEntries = [];
    assert.throws(() => verify(roots, JSON.stringify(json)), refusal("LOG_INVALID", "no log entry"));
  });

  test("refuse a certificate of none of them, and name them all", async (t) => {
    const stranger = await signingWorld(t);
    const roots = parseTrustedRoots(Buffer.from(lines.join("\n")), "roots");
    const bundle = await stranger.sign(stranger.statement());
    assert.throws(() => verify(roots, bundle), refusal("CERTIFICATE_INVALID", "line 1", "line 3"));
  });

  test("judge a bundle signed with a key by the one that lists its log", async () => {
    const key = ephemeralKey();
    const envelope = envelopeOf(first.statement(), key);
    const parsed = parseBundle(bundleWith(envelope, await enter(first, PROPOSALS["dsse 0.0.1"]?.(envelope))));
    const under = (...which: string[]) =>
      underOneOf(parseTrustedRoots(Buffer.from(which.join("\n")), "roots"), parsed.bundle, (trust) =>
        verifySignatureByKey(parsed, publicKeyOf(key), trust),
      ).trust.description;
    const [publicRoot = "", own = "", other = ""] = lines;
    assert.match(under(publicRoot, own, other), /line 2/);
    assert.throws(() => under(publicRoot, other), refusal("LOG_INVALID"));
  });

  test("are refused with the line that is at fault", () => {
    const [one = ""] = lines;
    assert.throws(
      () => parseTrustedRoots(Buffer.from(`${one}\n{"mediaType":"x"}\n`), "roots"),
      refusal("TRUST_INVALID", "roots, line 2"),
    );
    assert.throws(
      () => parseTrustedRoots(Buffer.from(`${one}\n${one.slice(1)}\n`), "roots"),
      refusal("TRUST_INVALID", "not one JSON document"),
    );
  });
});
