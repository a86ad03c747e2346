import assert from "node:assert/strict";
import { test } from "node:test";

import { decodeSnappy } from "../../src/evidence/snappy.ts";
import { chance } from "../oci/attach-world.ts";

const decode = (...bytes: number[]): string | undefined =>
  decodeSnappy(Uint8Array.from(bytes), 1024)?.toString("latin1");
const codes = (text: string): number[] => [...Buffer.from(text, "latin1")];

// By hand from format_description.txt: the length, then tags with their bytes.
for (const [what, bytes, content] of [
  ["no content", [0], ""],
  ["a literal of one byte", [1, 0x00, 0x61], "a"],
  ["a literal of five bytes", [5, 4 << 2, ...codes("hello")], "hello"],
  ["a literal of 60 bytes, the longest in the tag", [60, 59 << 2, ...codes("x".repeat(60))], "x".repeat(60)],
  ["a literal with its length in one byte", [61, 60 << 2, 60, ...codes("y".repeat(61))], "y".repeat(61)],
  ["a short literal with its length in two bytes", [2, 61 << 2, 1, 0, ...codes("ab")], "ab"],
  ["a short literal with its length in three bytes", [2, 62 << 2, 1, 0, 0, ...codes("ab")], "ab"],
  ["a short literal with its length in four bytes", [2, 63 << 2, 1, 0, 0, 0, ...codes("ab")], "ab"],
  ["a copy with an offset of 11 bits", [8, 3 << 2, ...codes("abcd"), (0 << 2) | 1, 4], "abcdabcd"],
  ["a copy of 11 bytes that overlaps itself", [12, 0x00, 0x7a, (7 << 2) | 1, 1], "z".repeat(12)],
  ["an overlapping copy with a period of two", [7, 1 << 2, ...codes("ab"), (1 << 2) | 1, 2], "abababa"],
  ["a copy with an offset of 16 bits", [5, 2 << 2, ...codes("abc"), (1 << 2) | 2, 3, 0], "abcab"],
  ["a copy with an offset of 32 bits", [4, 2 << 2, ...codes("abc"), (0 << 2) | 3, 2, 0, 0, 0], "abcb"],
  ["a copy of 64 bytes", [65, 0x00, 0x71, (63 << 2) | 2, 1, 0], "q".repeat(65)],
  [
    "an offset of 256 with its high bits in the tag",
    [0x84, 0x02, 60 << 2, 255, ...codes("A"), ...codes("b".repeat(255)), (1 << 5) | 1, 0],
    `A${"b".repeat(255)}Abbb`,
  ],
] as const) {
  test(`${what} is read`, () => assert.equal(decode(...bytes), content));
}

for (const [what, bytes] of [
  ["nothing", []],
  ["a length that does not end", [0x80, 0x80, 0x80, 0x80, 0x80, 0x01]],
  ["a length of more than 32 bits", [0xff, 0xff, 0xff, 0xff, 0x1f]],
  ["a length alone", [1]],
  ["a literal cut short", [5, 4 << 2, ...codes("hell")]],
  ["a literal whose length is cut short", [5, 61 << 2, 4]],
  ["a literal of 4 GiB", [5, 63 << 2, 0xff, 0xff, 0xff, 0xff, 0x61]],
  ["more than was said", [4, 4 << 2, ...codes("hello")]],
  ["less than was said", [6, 4 << 2, ...codes("hello")]],
  ["a copy of nothing", [4, (0 << 2) | 1, 1]],
  ["a copy from before the beginning", [8, 3 << 2, ...codes("abcd"), (0 << 2) | 1, 5]],
  ["a copy from where it stands", [8, 3 << 2, ...codes("abcd"), (0 << 2) | 1, 0]],
  ["a copy from where it stands, by 32 bits", [8, 3 << 2, ...codes("abcd"), (3 << 2) | 3, 0, 0, 0, 0]],
  ["a copy beyond what was said", [7, 3 << 2, ...codes("abcd"), (0 << 2) | 1, 4]],
  ["a copy without its offset", [8, 3 << 2, ...codes("abcd"), (3 << 2) | 2, 4]],
  ["JSON", codes('{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}')],
  ["a framed stream", [0xff, 0x06, 0x00, 0x00, ...codes("sNaPpY")]],
] as const) {
  test(`${what} is refused`, () => assert.equal(decode(...bytes), undefined));
}

test("what says that it is larger than asked for is refused before room is made for it", () => {
  const bomb = Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0x00, 0x61]);
  const before = process.memoryUsage().arrayBuffers;
  assert.equal(decodeSnappy(bomb, 32 * 1024 * 1024), undefined);
  assert.ok(process.memoryUsage().arrayBuffers - before < 1024 * 1024);
  assert.equal(decodeSnappy(Uint8Array.from([3, 2 << 2, 1, 2, 3]), 2), undefined);
  assert.equal(decodeSnappy(Uint8Array.from([3, 2 << 2, 1, 2, 3]), 3)?.length, 3);
});

test("whatever literals and copies make is read as they make it", () => {
  const random = chance(7);
  const below = (n: number): number => Math.floor(random() * n);
  for (let round = 0; round < 300; round++) {
    const made: number[] = [];
    const elements: number[] = [];
    for (let count = below(20); count >= 0; count--) {
      if (made.length === 0 || random() < 0.4) {
        const bytes = Array.from({ length: 1 + below(90) }, () => below(256));
        const length = bytes.length - 1;
        elements.push(...(length < 60 ? [length << 2] : [60 << 2, length]), ...bytes);
        made.push(...bytes);
      } else {
        const offset = 1 + below(made.length);
        const short = offset < 2048 && random() < 0.5;
        const length = short ? 4 + below(8) : 1 + below(64);
        if (short) elements.push(((offset >> 8) << 5) | ((length - 4) << 2) | 1, offset & 255);
        else elements.push(((length - 1) << 2) | 2, offset & 255, offset >> 8);
        for (let n = 0; n < length; n++) made.push(made[made.length - offset] ?? 0);
      }
    }
    const size = made.length < 128 ? [made.length] : [(made.length & 127) | 128, made.length >> 7];
    const block = Uint8Array.from([...size, ...elements]);
    assert.deepEqual(decodeSnappy(block, 10_000), Buffer.from(made));
    // Whatever is cut off or changed: an answer of the length that was said, or none.
    assert.equal(decodeSnappy(block.subarray(0, below(block.length)), 10_000), undefined);
    const changed = Uint8Array.from(block);
    const at = size.length + below(block.length - size.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << below(8));
    const found = decodeSnappy(changed, 10_000);
    assert.ok(found === undefined || found.length === made.length);
  }
});
