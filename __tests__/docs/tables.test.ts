import assert from "node:assert/strict";
import { test } from "node:test";

import { PAGES, tablesOf, withTables } from "../../scripts/docs.ts";
import { page } from "./pages.ts";

for (const [name, action] of PAGES) {
  test(`${name} lists the inputs and outputs that ${action} has`, async () => {
    const markdown = await page(name);
    assert.equal(withTables(markdown, tablesOf(await page(action))), markdown, "run `npm run docs`");
  });
}

test("a page without a pair of markers is an error that names it", () => {
  const tables = tablesOf("inputs: { a: { description: what } }\noutputs: { b: { description: that } }\n");
  assert.throws(() => withTables("<!-- inputs -->\n<!-- /inputs -->\n", tables), /<!-- outputs -->/);
  const twice = "<!-- inputs -->\n<!-- /inputs -->\n".repeat(2);
  assert.throws(() => withTables(`${twice}<!-- outputs -->\n<!-- /outputs -->\n`, tables), /<!-- inputs -->/);
});

test("a description with a pipe or line breaks stays one cell", () => {
  const { inputs } = tablesOf(
    "inputs: { a: { description: \"x|y\\n  z\", default: 'on' } }\noutputs: { b: { description: c } }\n",
  );
  assert.match(inputs ?? "", /^\| `a` +\| `on` +\| x\\\|y z +\|$/m);
});
