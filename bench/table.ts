import type { Row, Times } from "./measure.ts";

const HEAD = [
  "name",
  "what",
  "median",
  "min – max",
  "yardstick",
  "its median",
  "ratio",
  "of the fastest",
  "memory",
  "calls",
];

/** The rows as a table in Markdown, aligned, so that it reads in a terminal and in a page alike. */
export function table(rows: readonly Row[]): string {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, column) => (row[column] ?? "").padEnd(width)).join(" | ")} |`;
  const [head = [], ...body] = cells;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}

function cellsOf(row: Row): string[] {
  if ("skipped" in row) return [row.name, row.what, "skipped", row.skipped];
  const { yardstick, peak, calls } = row;
  const memory = peak === undefined ? "" : mebibytes(peak);
  return [
    row.name,
    row.what,
    milliseconds(row.times.median),
    range(row.times),
    yardstick.what,
    milliseconds(yardstick.times.median),
    row.ratio.toFixed(2),
    // What else runs on the machine disturbs the fastest runs least.
    (row.times.min / yardstick.times.min).toFixed(2),
    yardstick.peak === undefined ? memory : `${memory} (yardstick ${mebibytes(yardstick.peak)})`,
    calls === undefined ? "" : `${calls.made}, ${calls.inRow.toFixed(1)} in a row`,
  ];
}

function milliseconds(value: number): string {
  return `${value.toFixed(0)} ms`;
}

function range({ min, max }: Times): string {
  return `${min.toFixed(0)} – ${max.toFixed(0)}`;
}

function mebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(0)} MiB`;
}
