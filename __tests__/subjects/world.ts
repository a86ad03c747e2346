import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import { type Code, WaybillError } from "../../src/errors.ts";

/** A temporary folder that holds these files, each with its own name as content unless one is given. */
export function folder(t: TestContext, files: Readonly<Record<string, string>> | readonly string[]): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "subjects-")));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  const entries = Array.isArray(files) ? files.map((name: string) => [name, name]) : Object.entries(files);
  for (const [name = "", content = ""] of entries) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

/** What `assert.throws` and `assert.rejects` check: the code, and texts that the message must hold. */
export function failure(code: Code, ...texts: readonly string[]): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof WaybillError, String(error));
    assert.equal(error.code, code, error.message);
    for (const text of texts) {
      assert.ok(error.message.includes(text), `${JSON.stringify(text)} is not in:\n${error.message}`);
    }
    return true;
  };
}
