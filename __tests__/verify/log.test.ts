import assert from "node:assert/strict";
import { generateKeyPairSync, hash, sign } from "node:crypto";
import { describe, test } from "node:test";

import { inclusionProof, leafHash, rootHash } from "../../local/sigstore/merkle.ts";
import { assertIncluded, type Log, type LogEntry } from "../../src/verify/log.ts";
import { refusal } from "./world.ts";

const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const id = Buffer.from(hash("sha256", publicKey.export({ format: "der", type: "spki" }), "buffer"));
const LOG: Log = {
  ids: [id],
  hint: id.subarray(0, 4),
  names: ["log.example"],
  key: publicKey,
  start: 0,
  end: Infinity,
};

interface Notes {
  readonly name?: string;
  readonly size?: string;
  readonly hint?: Buffer;
  readonly extension?: string;
  readonly others?: string;
}

/** A checkpoint of these leaves, as a log that signs with its name would write it. */
function checkpoint(leaves: readonly Buffer[], notes: Notes = {}): string {
  const { name = "log.example", size = String(leaves.length), hint = LOG.hint } = notes;
  const note = `log.example\n${size}\n${rootHash([...leaves]).toString("base64")}\n${notes.extension ?? ""}`;
  const signature = Buffer.concat([hint, sign(undefined, Buffer.from(note), privateKey)]);
  return `${note}\n${notes.others ?? ""}\u2014 ${name} ${signature.toString("base64")}\n`;
}

function entryIn(leaves: readonly Buffer[], index: number, envelope = checkpoint(leaves)): LogEntry {
  return {
    logIndex: "0",
    logId: { keyId: Buffer.from(id) },
    kindVersion: { kind: "hashedrekord", version: "0.0.2" },
    integratedTime: "0",
    inclusionPromise: undefined,
    inclusionProof: {
      logIndex: String(index),
      rootHash: Buffer.alloc(0),
      treeSize: "0",
      hashes: inclusionProof(index, [...leaves]).map((node) => Buffer.from(node)),
      checkpoint: { envelope },
    },
    canonicalizedBody: Buffer.from(`entry ${index}`),
  };
}

const leavesOf = (size: number): Buffer[] =>
  Array.from({ length: size }, (_, index) => leafHash(Buffer.from(`entry ${index}`)));

test("every entry of every tree up to 20 leaves is proven, and by no other place, tree or proof", () => {
  for (let size = 1; size <= 20; size += 1) {
    const leaves = leavesOf(size);
    for (let index = 0; index < size; index += 1) {
      const entry = entryIn(leaves, index);
      assertIncluded(entry, [LOG], []);
      const proof = entry.inclusionProof;
      assert.ok(proof);
      const { hashes } = proof;
      const refused = (change: Partial<typeof proof>): void => {
        const other = { ...entry, inclusionProof: { ...proof, ...change } };
        assert.throws(() => assertIncluded(other, [LOG], []), refusal("LOG_INVALID"));
      };
      for (let other = 0; other <= size; other += 1)
        if (other !== index) refused({ logIndex: String(other) });
      refused({ hashes: [...hashes, Buffer.alloc(32)] });
      if (hashes.length > 0) refused({ hashes: hashes.slice(1) });
      if (hashes.length > 0) refused({ hashes: hashes.slice(0, -1) });
      refused({ checkpoint: { envelope: checkpoint(leavesOf(size + 1)) } });
      refused({ logIndex: String(2n ** 63n) });
      refused({ rootHash: Buffer.alloc(32) });
      refused({ treeSize: String(size + 1) });
      assertIncluded(
        { ...entry, inclusionProof: { ...proof, treeSize: String(size), rootHash: rootHash(leaves) } },
        [LOG],
        [],
      );
      const misplaced = { ...entry, logIndex: String(index + 1) };
      assert.throws(() => assertIncluded(misplaced, [LOG], []), refusal("LOG_INVALID", "index"));
    }
  }
});

describe("a checkpoint", () => {
  const leaves = leavesOf(7);
  const judge = (notes: Notes, log: Partial<Log> = {}) =>
    assertIncluded(entryIn(leaves, 3, checkpoint(leaves, notes)), [{ ...LOG, ...log }], []);
  const witness = `\u2014 witness.example ${Buffer.alloc(68, 7).toString("base64")}\n`;

  test("may have witnesses' signatures, extension lines and several from the log's name", () => {
    judge({ others: witness });
    judge({ extension: "an extension\n" });
    judge({ others: witness.replace("witness.example", "log.example") });
  });

  test("counts under the log's whole name alone", () => {
    for (const name of ["log", "example", "log.example.evil", "LOG.EXAMPLE", "xlog.example", "."])
      assert.throws(() => judge({ name }), refusal("LOG_INVALID", "under its own name"));
  });

  test("counts with the log's key id alone", () => {
    assert.throws(() => judge({ hint: Buffer.alloc(4) }), refusal("LOG_INVALID"));
  });

  test("is no checkpoint without a size", () => {
    for (const size of ["", "0x7", "-7", "7.0", "07", " 7", "٧"])
      assert.throws(() => judge({ size }), refusal("LOG_INVALID", "size"));
  });

  test("that is no signed note is refused", () => {
    const whole = checkpoint(leaves);
    for (const envelope of [
      whole.trimEnd(),
      whole.replace("\n\n", "\n"),
      "\n\n",
      whole.replace("\u2014", "-"),
    ]) {
      const entry = entryIn(leaves, 3, envelope);
      assert.throws(() => assertIncluded(entry, [LOG], []), refusal("LOG_INVALID"));
    }
  });

  test("of a log that the root does not list proves nothing, even under another's id", () => {
    const entry = entryIn(leaves, 3);
    assert.throws(() => assertIncluded(entry, [], []), refusal("LOG_INVALID", "does not list"));
    const other = { ...LOG, ids: [Buffer.alloc(32)] };
    assert.throws(() => assertIncluded(entry, [other], []), refusal("LOG_INVALID", "does not list"));
    const { publicKey: key } = generateKeyPairSync("ed25519");
    assert.throws(() => judge({}, { key }), refusal("LOG_INVALID"));
  });

  test("counts only while the log's key was valid", () => {
    const entry = entryIn(leaves, 3);
    const log = { ...LOG, start: 1000, end: 2000 };
    for (const time of [1000, 2000]) assertIncluded(entry, [log], [time]);
    for (const times of [[999], [2001], [1500, 2001]])
      assert.throws(() => assertIncluded(entry, [log], times), refusal("LOG_INVALID", "not valid"));
  });
});
