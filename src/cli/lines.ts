/** A request with a thousand artifacts has a tenth of it. */
export const MOST_BYTES = 1024 * 1024;

export type Line = Buffer | "too long";

const NEWLINE = 0x0a;

/** The lines of a stream without their ends, blank ones left out. Of one that is too long nothing is kept. */
export async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let size = 0;
  const take = (): Line | undefined => {
    const line = size > MOST_BYTES ? "too long" : Buffer.concat(parts);
    parts = [];
    size = 0;
    return line === "too long" || line.some((byte) => byte !== 0x20 && byte !== 0x0d && byte !== 0x09)
      ? line
      : undefined;
  };
  for await (const chunk of input) {
    for (let from = 0; from < chunk.length;) {
      const newline = chunk.indexOf(NEWLINE, from);
      const end = newline === -1 ? chunk.length : newline;
      size += end - from;
      if (size > MOST_BYTES) parts = [];
      else parts.push(chunk.subarray(from, end));
      from = end + 1;
      const line = newline === -1 ? undefined : take();
      if (line !== undefined) yield line;
    }
  }
  const last = take();
  if (last !== undefined) yield last;
}

/** The work on each item, several at a time; results come in the items' order, and no item is taken long before. */
export async function* inOrder<T, R>(
  items: AsyncIterable<T>,
  atATime: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const waiting: Promise<R>[] = [];
  for await (const item of items) {
    waiting.push(work(item));
    const first = waiting.length < atATime ? undefined : waiting.shift();
    if (first !== undefined) yield await first;
  }
  for (const result of waiting) yield await result;
}
