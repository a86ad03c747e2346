/**
 * The content of a raw block of Snappy (google/snappy, format_description.txt), which is how GitHub keeps bundles. Framed streams
 * are another format.
 * @param max bytes of content accepted, looked at before any room is made for them
 * @returns undefined for what is no block, or is larger
 */
export function decodeSnappy(block: Uint8Array, max: number): Buffer<ArrayBuffer> | undefined {
  const preamble = contentLength(block);
  if (preamble === undefined || preamble.length > max) return undefined;
  const out = Buffer.allocUnsafe(preamble.length);
  let from = preamble.next;
  let to = 0;
  while (from < block.length) {
    const element = elementAt(block, from);
    // A copy reaches back into what is there already, and nothing goes beyond the length that was said.
    if (element === undefined || element.length > out.length - to || element.offset > to) return undefined;
    const { length, offset, next } = element;
    if (offset === 0) {
      if (length > block.length - next) return undefined;
      out.set(block.subarray(next, next + length), to);
      from = next + length;
    } else {
      repeat(out, to, offset, length);
      from = next;
    }
    to += length;
  }
  // What was not written would be memory's earlier content.
  return to === out.length ? out : undefined;
}

/** How long the content is, as a varint of at most 32 bits. */
function contentLength(block: Uint8Array): { readonly length: number; readonly next: number } | undefined {
  let length = 0;
  for (let index = 0; index < 5; index++) {
    const byte = block[index];
    if (byte === undefined) return undefined;
    length += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return length < 2 ** 32 ? { length, next: index + 1 } : undefined;
  }
  return undefined;
}

interface Element {
  readonly length: number;
  /** how far back a copy begins; 0 for a literal, whose bytes follow */
  readonly offset: number;
  /** where the tag and its own bytes end */
  readonly next: number;
}

function elementAt(block: Uint8Array, at: number): Element | undefined {
  const tag = block[at] ?? 0;
  const kind = tag & 3;
  if (kind === 0) {
    const code = tag >> 2;
    if (code < 60) return { length: code + 1, offset: 0, next: at + 1 };
    const width = code - 59;
    const length = littleEndian(block, at + 1, width);
    return length === undefined ? undefined : { length: length + 1, offset: 0, next: at + 1 + width };
  }
  const width = kind === 3 ? 4 : kind;
  const low = littleEndian(block, at + 1, width);
  // An offset of 0 is malformed, and must not be taken for a literal.
  const offset = low === undefined ? undefined : low + (kind === 1 ? (tag >> 5) * 256 : 0);
  if (offset === undefined || offset === 0) return undefined;
  const length = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
  return { length, offset, next: at + 1 + width };
}

function littleEndian(block: Uint8Array, at: number, width: number): number | undefined {
  if (at + width > block.length) return undefined;
  let value = 0;
  for (let index = width - 1; index >= 0; index--) value = value * 256 + (block[at + index] ?? 0);
  return value;
}

/** A copy longer than its offset repeats what it has just written. */
function repeat(out: Buffer, to: number, offset: number, length: number): void {
  if (offset >= length) out.copyWithin(to, to - offset, to - offset + length);
  else for (let index = to; index < to + length; index++) out[index] = out[index - offset] ?? 0;
}
