import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { TOOLS } from "../scripts/tools.ts";

test("docs/interop.md names every foreign tool at the version that is built", async () => {
  const page = await readFile(new URL("../docs/interop.md", import.meta.url), "utf8");
  const listed = [...page.matchAll(/^\| `([^`]+)` +\| (v\d\S*)/gm)].map(
    ([, name, version]) => `${name} ${version}`,
  );
  assert.deepEqual(
    listed.sort(),
    Object.entries(TOOLS)
      .map(([name, { version }]) => `${name} ${version}`)
      .sort(),
  );
});
