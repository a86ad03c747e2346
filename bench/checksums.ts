import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { MAX_SUBJECTS } from "../src/intoto/statement.ts";
import { inChild, inTurn, type Options, ratioOf, type Row } from "./measure.ts";

const LINES = 100_000;

/** A long checksum list read and split into statements, beside the least that could be done with it. */
export async function measureChecksums({ repeats, progress }: Options): Promise<Row[]> {
  progress("checksums");
  const folder = await mkdtemp(path.join(tmpdir(), "waybill-bench-"));
  try {
    const file = path.join(folder, "SHA256SUMS");
    await writeFile(file, list());
    const statements = Math.ceil(LINES / MAX_SUBJECTS);
    const peaks = { checksums: 0, lines: 0 };
    const work = async (name: keyof typeof peaks): Promise<number> => {
      const { milliseconds, peak } = await inChild(name, statements, file);
      peaks[name] = Math.max(peaks[name], peak);
      return milliseconds;
    };
    const [times, yardstick] = await inTurn([() => work("checksums"), () => work("lines")], repeats);
    return [
      {
        name: "checksums",
        what: `${LINES.toLocaleString("en")} checksum lines made into ${statements} statements`,
        repeats,
        times,
        yardstick: { what: "cut at columns, unchecked", times: yardstick, peak: peaks.lines },
        ratio: ratioOf(times, yardstick),
        peak: peaks.checksums,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function list(): string {
  const lines = Array.from({ length: LINES }, (_, index) => {
    const hex = createHash("sha256").update(String(index)).digest("hex");
    return `${hex}  packages/rocket-${index}-linux-amd64.tar.gz\n`;
  });
  return lines.join("");
}
