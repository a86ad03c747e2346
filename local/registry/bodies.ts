import { Readable } from "node:stream";

import type { Answer } from "../server.ts";
import type { Body } from "./switches.ts";

/** bytes of an `oversized` body */
export const OVERSIZE = 300_000_000;

const CHUNK = Buffer.alloc(64 * 1024, "a");

/** 200 with the bytes, or with what is to be served in their place. */
export function served(bytes: Buffer, headers: Readonly<Record<string, string>>, body: Body): Answer {
  switch (body) {
    case "stored":
      return { status: 200, headers, body: bytes };
    case "other-bytes":
      return { status: 200, headers, body: otherBytes(bytes) };
    case "oversized":
      return {
        status: 200,
        headers: { ...headers, "content-length": String(OVERSIZE) },
        body: Readable.from(filler(bytes, OVERSIZE)),
      };
    case "endless":
      return { status: 200, headers, body: Readable.from(filler(bytes, Number.POSITIVE_INFINITY)) };
  }
}

/** As many bytes, of another digest: one hex digit before a quote is changed, so that JSON stays JSON. */
function otherBytes(bytes: Buffer): Buffer {
  const text = bytes.toString("latin1");
  const changed = text.replace(/[0-9a-f](?=")/, (digit) => (digit === "0" ? "1" : "0"));
  return changed === text
    ? Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])])
    : Buffer.from(changed, "latin1");
}

function* filler(start: Buffer, size: number): Generator<Buffer> {
  let left = size;
  for (let chunk = start; left > 0; chunk = CHUNK) {
    const part = chunk.length > left ? chunk.subarray(0, left) : chunk;
    left -= part.length;
    yield part;
  }
}
