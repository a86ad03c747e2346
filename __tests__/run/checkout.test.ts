import assert from "node:assert/strict";
import { test } from "node:test";

import type { Exec } from "../../src/exec.ts";
import { readCheckout } from "../../src/run/checkout.ts";

const COMMIT = "a".repeat(40);

/** A git that answers each command as told: exit code and output by the command's name. */
function git(answers: Readonly<Record<string, readonly [code: number, stdout: string]>>): Exec {
  return async (program, args) => {
    assert.equal(program, "git");
    const command = args.find((arg) => !arg.startsWith("-") && !arg.includes("=")) ?? "";
    const name = args.includes("--is-inside-work-tree") ? "inside" : command;
    const [code, stdout] = answers[name] ?? [128, ""];
    return { code, stdout };
  };
}

const read = (answers: Parameters<typeof git>[0]): ReturnType<typeof readCheckout> =>
  readCheckout("/workspace", git(answers));

test("the commit checked out, and whether tracked files differ from it", async () => {
  const head: readonly [number, string] = [0, `${COMMIT}\n`];
  assert.deepEqual(await read({ "rev-parse": head, status: [0, ""] }), {
    kind: "commit",
    commit: COMMIT,
    dirty: false,
  });
  assert.deepEqual(await read({ "rev-parse": head, status: [0, " M README.md\n"] }), {
    kind: "commit",
    commit: COMMIT,
    dirty: true,
  });
});

test("what is not a commit is no commit, and why is said", async () => {
  assert.deepEqual(await read({ "rev-parse": [127, ""] }), { kind: "none", reason: "git is not installed" });
  assert.deepEqual(await read({ "rev-parse": [1, ""], inside: [0, "true"] }), {
    kind: "none",
    reason: "the repository has no commit yet",
  });
  assert.deepEqual(await read({ "rev-parse": [128, ""], inside: [128, ""] }), {
    kind: "none",
    reason: "git finds no repository that it may read",
  });
  assert.equal((await read({ "rev-parse": [0, "HEAD\n"], inside: [0, ""] })).kind, "none");
});
