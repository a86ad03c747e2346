import assert from "node:assert/strict";
import { test } from "node:test";

import { WaybillError } from "../../src/errors.ts";
import { packZip, unpackZip } from "../../src/handover/zip.ts";

const LIMITS = { files: 4, bytes: 1000 };
const file = (name: string, text: string): { name: string; bytes: Buffer } => ({
  name,
  bytes: Buffer.from(text),
});
const names = (archive: Buffer): string[] => unpackZip(archive, LIMITS, "a").map(({ name }) => name);

function refused(archive: Buffer, got: RegExp): void {
  assert.throws(
    () => unpackZip(archive, LIMITS, "bundles"),
    (error) => error instanceof WaybillError && error.code === "ARTIFACT_INVALID" && got.test(error.message),
  );
}

test("what is packed is unpacked, whatever its name, and makes the same bytes each time", () => {
  const files = [file("rocket ü.intoto.jsonl", "x".repeat(500)), file("empty", "")];
  const archive = packZip(files);
  assert.deepEqual(unpackZip(archive, LIMITS, "a"), files);
  assert.deepEqual(packZip(files), archive);
  assert.deepEqual(unpackZip(packZip([]), LIMITS, "a"), []);
});

test("names with folders, names twice, and more than the limits allow are refused", () => {
  for (const name of ["../x", "/x", String.raw`..\x`, "..", "a/b", "x\u0000"])
    refused(packZip([file(name, "")]), /name/);
  refused(packZip([file("a", "1"), file("a", "2")]), /two files of one name/);
  refused(packZip(["a", "b", "c", "d", "e"].map((name) => file(name, ""))), /5 files/);
  refused(packZip([file("a", "x".repeat(600)), file("b", "x".repeat(600))]), /more bytes/);
});

test("an entry that unpacks to more than it says is not unpacked", () => {
  const archive = packZip([file("a", "x".repeat(900))]);
  const entry = archive.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  archive.writeUInt32LE(10, entry + 24);
  refused(archive, /damaged data/);
});

test("an archive that is cut off or damaged anywhere is refused, or says what it said", () => {
  const archive = packZip([file("a.intoto.jsonl", "one"), file("b.intoto.jsonl", "two")]);
  for (let length = 0; length < archive.length; length++) refused(archive.subarray(0, length), /got/);
  let accepted = 0;
  for (let at = 0; at < archive.length; at++) {
    const damaged = Buffer.from(archive);
    damaged.writeUInt8(damaged.readUInt8(at) ^ 0xff, at);
    try {
      names(damaged);
      accepted += 1; // a time, a version, an attribute, or a letter of a name: the artifact's digest covers them
    } catch (error) {
      assert.ok(error instanceof WaybillError && error.code === "ARTIFACT_INVALID");
    }
  }
  assert.ok(accepted < archive.length);
});
