import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { CODES } from "../../src/errors.ts";
import { errorDocs } from "../../src/project.ts";
import { page, ROOT } from "./pages.ts";

/** All that `src/` says, but for the list of codes itself. */
async function source(): Promise<string> {
  const names = await readdir(join(ROOT, "src"), { recursive: true });
  const files = names.filter((name) => name.endsWith(".ts"));
  const texts = await Promise.all(files.map((name) => readFile(join(ROOT, "src", name), "utf8")));
  return texts.join("\n").replace(/export const CODES = [^;]+;/, "");
}

test("docs/errors.md has one heading for each code, and none for any other", async () => {
  const headings = [...(await page("docs/errors.md")).matchAll(/^### (\S+)$/gm)].map(([, code = ""]) => code);
  assert.deepEqual(headings.sort(), [...CODES].sort());
});

test("the link of an error text leads to the code's heading", () => {
  for (const code of CODES)
    assert.ok(errorDocs(code).endsWith(`/docs/errors.md#${code.toLowerCase()}`), code);
});

test("each code is thrown somewhere", async () => {
  const text = await source();
  for (const code of CODES) assert.ok(text.includes(`"${code}"`), code);
});

test("docs/troubleshooting.md is keyed by texts that the program prints", async () => {
  const [ours = ""] = (await page("docs/troubleshooting.md")).split("\n## gh and cosign\n");
  // Template literals as they are printed: what differs is `…`, of two forms the first is meant.
  const printed = (await source())
    .replaceAll("\\`", "`")
    .replaceAll(/\$\{[^{}?]*\? "([^"]*)" : "[^"]*"\}/g, "$1")
    .replaceAll(/\$\{[^{}]*\}/g, "…");
  for (const section of ours.split(/^### /m).slice(1)) {
    const [heading = "", , first = ""] = section.split("\n");
    if (first.startsWith("GitHub's own message")) continue;
    const text = /^(`+)(.+)\1$/.exec(heading)?.[2];
    assert.ok(text !== undefined, `${heading}: no text in a code span`);
    for (const part of text.split("…").filter((fragment) => fragment.trim() !== ""))
      assert.ok(printed.includes(part), `${text}: nothing in src/ says ${JSON.stringify(part)}`);
  }
});
