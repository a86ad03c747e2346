import assert from "node:assert/strict";
import { test } from "node:test";

import { ROWS } from "../../interop/table.ts";
import { page } from "../../scripts/compatibility-page.ts";
import { Results, type Outcome } from "../../scripts/compatibility-results.ts";

const PASSED: Outcome = { passed: true };
const FAILED: Outcome = { passed: false };
const CELL = "Kyverno · images by referrer · Rekor v1 · SLSA v1";

/** A run of one file: the tests below a cell, which is itself below another test. */
function results(cell: string, below: Readonly<Record<string, Outcome>>): Results {
  const made = new Results();
  made.start(0, "policy engines");
  made.start(1, cell);
  for (const [name, outcome] of Object.entries(below)) {
    made.start(2, name);
    made.end(2, name, outcome);
  }
  const passed = Object.values(below).every((outcome) => outcome.passed);
  made.end(1, cell, { passed });
  made.end(0, "policy engines", { passed });
  return made;
}

function lineOf(text: string, title: string): string {
  return text.split("\n").find((line) => line.startsWith(`| ${title} `)) ?? "";
}

test("what was accepted and what was refused stand in the page", () => {
  const { cells } = results(CELL, { accepts: PASSED, "refuses another identity": PASSED });
  const text = page(cells);
  assert.match(lineOf(text, "Kyverno"), /\| Rekor v1: SLSA v1; SLSA v0\.2 \(\*\*missing\*\*\)/);
  assert.match(text, /^\| Kyverno +\| another identity +\| 1 /m);
  assert.doesNotMatch(text, /## (Failed|Skipped)/);
});

test("what failed is named, and its cell says so", () => {
  const made = results(CELL, { accepts: PASSED, "refuses another root": FAILED });
  assert.deepEqual(made.count, { passed: 1, failed: 3, skipped: 0 });
  const text = page(made.cells);
  assert.match(lineOf(text, "Kyverno"), /Rekor v1: SLSA v1 \(\*\*failed\*\*\)/);
  assert.match(text, /^- Kyverno · images by referrer · Rekor v1 · SLSA v1: refuses another root$/m);
});

test("a cell that is skipped has its reason", () => {
  const made = new Results();
  made.start(0, CELL);
  made.end(0, CELL, { passed: true, skip: "no Go here" });
  assert.deepEqual(made.count, { passed: 0, failed: 0, skipped: 1 });
  assert.match(page(made.cells), new RegExp(`^- ${CELL}: no Go here$`, "m"));
});

test("a test without others below it is its own cell, and a command of a tool is in the tool's row", () => {
  const made = new Results();
  for (const name of ["crane · .att · docker-registry", "cosign 3 tree · .att · docker-registry"]) {
    made.start(0, name);
    made.end(0, name, PASSED);
  }
  const text = page(made.cells);
  assert.match(lineOf(text, "crane"), /docker-registry: read/);
  assert.match(lineOf(text, "cosign 3"), /docker-registry: tree/);
});

test("a test whose name is no cell's counts, and is in no table", () => {
  const made = results("cosign 3 tree · sha256:00", { accepts: PASSED });
  assert.deepEqual(made.cells, []);
  assert.equal(made.count.passed, 3);
});

test("every cell that must be there and has no reason is missed", () => {
  const missing = new Results().missing();
  assert.ok(missing.includes(CELL));
  assert.ok(!missing.includes("Kyverno · .att · Rekor v2 · SLSA v1"));
  const bySigner = "files · Rekor v2 · SLSA v1 · signed by";
  assert.ok(missing.includes(`waybill · ${bySigner} sigstore-go`));
  const wanted = ROWS.flatMap(({ cells }) => cells).filter(
    (cell) => !cell.startsWith(".att · Rekor v2") && cell !== `${bySigner} cosign 2.6`,
  );
  assert.equal(missing.length, wanted.length);
});

test("a cell that cannot work is named where others of its log can, and not where none can", () => {
  const one = results("waybill · files · Rekor v2 · SLSA v1", { accepts: PASSED });
  assert.match(lineOf(page(one.cells), "waybill"), /SLSA v1, signed by cosign 2\.6 \(cannot work\)/);
  assert.match(lineOf(page(one.cells), "Kyverno"), /Rekor v2: cannot work/);
});
