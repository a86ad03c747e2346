import { impossible, placeOf, ROWS, SEPARATOR, type Column, type Row } from "../interop/table.ts";

/** What became of one cell. */
export interface Cell {
  /** that of its test */
  readonly name: string;
  readonly row: Row;
  readonly column: Column;
  /** the rest of its name */
  readonly about: string;
  accepted: number;
  /** the flaws that were refused, as they must be */
  readonly refused: string[];
  /** what failed, by name */
  readonly failed: string[];
  /** why it was skipped */
  skipped?: string;
}

/** How a test ended; `skip` is its reason. */
export interface Outcome {
  readonly passed: boolean;
  readonly skip?: string | boolean | undefined;
}

/** Collects cells from the events of a run, in which a test starts before what is below it, and ends after. */
export class Results {
  readonly cells: Cell[] = [];
  readonly count = { passed: 0, failed: 0, skipped: 0 };
  readonly #running: string[] = [];

  start(nesting: number, name: string): void {
    this.#running.splice(nesting, Infinity, name);
  }

  end(nesting: number, name: string, { passed, skip }: Outcome): void {
    this.#running.splice(nesting);
    const skipped = skip !== undefined && skip !== false;
    this.count[skipped ? "skipped" : passed ? "passed" : "failed"] += 1;
    const own = this.#cell(name);
    const cell = own ?? this.#running.map((one) => this.#cell(one)).findLast((one) => one !== undefined);
    if (cell === undefined) return;
    if (skipped) cell.skipped = typeof skip === "string" ? skip : "no reason was given";
    else if (own !== undefined) endWhole(own, passed);
    else if (!passed) cell.failed.push(name);
    else if (name.startsWith("refuses ")) cell.refused.push(name.slice("refuses ".length));
    else cell.accepted += 1;
  }

  /** The names of the cells that must be there, are not, and have no reason. */
  missing(): string[] {
    const wanted = ROWS.flatMap((row) => row.cells.map((cell) => `${row.title}${SEPARATOR}${cell}`));
    const there = new Set(this.cells.map(({ name }) => name));
    return wanted.filter((name) => !there.has(name) && impossible(name) === undefined);
  }

  #cell(name: string): Cell | undefined {
    const known = this.cells.find((cell) => cell.name === name);
    const place = placeOf(name);
    if (known !== undefined || place === undefined) return known;
    const cell: Cell = { name, ...place, accepted: 0, refused: [], failed: [] };
    this.cells.push(cell);
    return cell;
  }
}

/** A cell without tests below it is its own; what failed below has its own name. */
function endWhole(cell: Cell, passed: boolean): void {
  if (!passed && cell.failed.length === 0) cell.failed.push("as a whole");
  if (passed && cell.accepted === 0 && cell.refused.length === 0) cell.accepted += 1;
}
