import assert from "node:assert/strict";
import { test } from "node:test";

import { REPLACED } from "../../src/cli/stage.ts";
import { FLAGS } from "../../src/cli/inputnames.ts";
import { place } from "../cli/world.ts";
import { blocks, commands, page, rows } from "./pages.ts";

const PAGE = await page("docs/rehearse.md");
const WORKFLOW = `on:
  push:
    tags: ["v*"]
jobs:
  release:
    runs-on: ubuntu-24.04
    permissions:
      id-token: write # to sign
      attestations: write # to store
    steps:
      - id: attest
        uses: OWNER/waybill@v1
        with:
          subject-path: dist/*
          upload-assets: true
`;

test("docs/rehearse.md has commands that work, and shows what one of them prints", async (t) => {
  const { cwd, commit, git, file, waybill } = await place(t);
  await git("remote", "set-url", "origin", "https://github.com/octo-org/rocket.git");
  await file(".github/workflows/release.yml", WORKFLOW);
  await file("event.json", JSON.stringify({ inputs: { channel: "stable" }, ref: "refs/heads/main" }));
  const shown = commands(PAGE).map((command) => command.replaceAll("'", "").split(" "));
  assert.ok(shown.length >= 3);
  for (const [program, ...args] of shown) {
    assert.equal(program, "waybill");
    const { code, err } = await waybill(...args);
    assert.equal(code, 0, err);
  }

  const [, ...args] =
    commands(PAGE)
      .find((command) => command.includes("--output"))
      ?.split(" ") ?? [];
  const { out } = await waybill(...args);
  const printed = out
    .replaceAll(commit ?? "", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b")
    .replaceAll(cwd, "/home/octo/rocket")
    .replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:40123");
  assert.equal(blocks(PAGE, "text")[0], printed);
});

test("docs/rehearse.md lists the options, flags, replaced inputs and exit codes that there are", async (t) => {
  const { waybill } = await place(t, "none");
  const { out } = await waybill("help", "rehearse");
  const own = [...out.matchAll(/^ {2}(--[a-z-]+) {2,}/gm)].map(([, option = ""]) => option);
  assert.deepEqual(
    rows(PAGE, "option")
      .map(([option = ""]) => option)
      .sort(),
    own.sort(),
  );
  for (const name of [...FLAGS, ...REPLACED]) assert.ok(PAGE.includes(`\`${name}\``), name);
  assert.deepEqual(
    rows(PAGE, "exit code").map(([code]) => code),
    ["0", "1", "2"],
  );
});
