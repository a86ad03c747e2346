import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { at, isRecord, text } from "../../src/json.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const manifest = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as unknown;

async function markdownFiles(): Promise<string[]> {
  const top = (await readdir(ROOT)).filter((name) => name.endsWith(".md"));
  const docs = await readdir(join(ROOT, "docs"), { recursive: true });
  return [...top, ...docs.filter((name) => name.endsWith(".md")).map((name) => join("docs", name))].map(
    (name) => join(ROOT, name),
  );
}

/** Without fenced blocks and code spans, in which brackets are no links. */
function prose(markdown: string): string {
  return markdown.replaceAll(/^(```+|~~~+)[\s\S]*?^\1/gm, "").replaceAll(/(`+)[^\n]*?\1/g, "");
}

/** The anchors that GitHub makes of the headings, and those set by hand. */
function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>();
  const fenceless = markdown.replaceAll(/^(```+|~~~+)[\s\S]*?^\1/gm, "");
  for (const [, heading = ""] of fenceless.matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const slug = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}\p{Pc} -]/gu, "")
      .replaceAll(" ", "-");
    let unique = slug;
    for (let n = 1; anchors.has(unique); n++) unique = `${slug}-${n}`;
    anchors.add(unique);
  }
  for (const [, id = ""] of fenceless.matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(id);
  return anchors;
}

function relativeLinks(markdown: string): string[] {
  const inline = [...prose(markdown).matchAll(/\]\(<?([^()\s>]+)>?(?: "[^"]*")?\)/g)];
  const defined = [...prose(markdown).matchAll(/^\[[^\]]+\]: +<?(\S+?)>?$/gm)];
  return [...inline, ...defined]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z][a-z0-9+.-]*:/i.test(target));
}

for (const file of await markdownFiles()) {
  test(`${relative(ROOT, file)}: its links lead somewhere`, async () => {
    const markdown = await readFile(file, "utf8");
    for (const link of relativeLinks(markdown)) {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? file : resolve(dirname(file), decodeURIComponent(path));
      assert.ok(existsSync(target), `${link}: no such file`);
      if (anchor === undefined || !target.endsWith(".md")) continue;
      const anchors = anchorsOf(await readFile(target, "utf8"));
      assert.ok(anchors.has(decodeURIComponent(anchor)), `${link}: no such heading`);
    }
  });
}

test("docs/dependencies.md names exactly the packages that package.json does", async () => {
  const markdown = await readFile(join(ROOT, "docs/dependencies.md"), "utf8");
  const [listed = ""] = markdown.split("## Not taken");
  const rows = [...listed.matchAll(/^\| `([^`]+)` +\|/gm)].map(([, name = ""]) => name);
  const dependencies = at(manifest, "devDependencies");
  assert.ok(isRecord(dependencies));
  assert.deepEqual(rows.sort(), Object.keys(dependencies).sort());
});

test("docs/dependencies.md states each package's licence as the package does", async () => {
  const markdown = await readFile(join(ROOT, "docs/dependencies.md"), "utf8");
  const [listed = ""] = markdown.split("## Not taken");
  for (const [, name = "", licence] of listed.matchAll(/^\| `([^`]+)` +\|.*\| ([^|]+?) +\| [^|]+\|$/gm)) {
    const installed = JSON.parse(
      await readFile(join(ROOT, "node_modules", name, "package.json"), "utf8"),
    ) as unknown;
    assert.equal(licence, text(installed, "license"), name);
  }
});

test("nothing is needed at run time but what dist/ holds", () => {
  for (const kind of ["dependencies", "peerDependencies", "optionalDependencies"]) {
    assert.equal(at(manifest, kind), undefined, kind);
  }
});

test("LICENSE is the Apache License 2.0, word for word", async () => {
  assert.equal(text(manifest, "license"), "Apache-2.0");
  const digest = createHash("sha256")
    .update(await readFile(join(ROOT, "LICENSE")))
    .digest("hex");
  assert.equal(digest, "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30");
});
