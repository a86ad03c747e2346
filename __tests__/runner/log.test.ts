import assert from "node:assert/strict";
import { test } from "node:test";

import { inert } from "../../src/runner/log.ts";

test("no line begins with a workflow command, and none holds one of the older form", () => {
  const cases: readonly [text: string, shown: string][] = [
    ["::error::owned", ": :error::owned"],
    ["  ::warning::owned", "  : :warning::owned"],
    ["\u00A0::notice::owned", "\u00A0: :notice::owned"],
    ["\uFEFF::notice::owned", "\uFEFF: :notice::owned"],
    ["a\n::set-env name=X::y", "a\n: :set-env name=X::y"],
    ["a\r::error::owned", "a?::error::owned"],
    ["a\u2028::error::owned", "a?::error::owned"],
    ["see ##[error]owned", "see ## [error]owned"],
    ["####[error]", "#### [error]"],
    ["harmless :: text # 1", "harmless :: text # 1"],
    [":::error::", ": ::error::"],
  ];
  for (const [text, shown] of cases) {
    assert.equal(inert(text), shown, JSON.stringify(text));
    assert.doesNotMatch(inert(text), /^\s*::|##\[/m);
  }
});

test("control characters and changes of direction are shown as question marks, letters of any script as they are", () => {
  assert.equal(inert("\u001B[31mred\u0007"), "?[31mred?");
  assert.equal(inert("\u202Egpj.exe \u2066x"), "?gpj.exe ?x");
  assert.equal(inert("Ракета 火箭 🚀 naïve"), "Ракета 火箭 🚀 naïve");
});
