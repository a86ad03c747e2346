import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";

import { commandExec } from "../../src/cli/exec.ts";
import { WaybillError } from "../../src/errors.ts";
import type { Exec } from "../../src/exec.ts";
import { readStart } from "../../src/oci/credential-files.ts";
import { type Credentials, findCredentials } from "../../src/oci/credentials.ts";
import { parseRepository } from "../../src/oci/reference.ts";

export const SECRET = "s3cret-Password-0123";
export const OTHER = "an0ther-Password-4567";
export const HUB = "https://index.docker.io/v1/";
export const NONE = { username: "", password: "" };
export const auth = (user: string, password: string): string =>
  Buffer.from(`${user}:${password}`).toString("base64");
export const entry = (password = SECRET): { auth: string } => ({ auth: auth("ada", password) });

export interface World {
  readonly home: string;
  readonly masked: string[];
  /** writes a file of the home, as JSON unless it is text already */
  readonly put: (path: string, content: unknown) => string;
  readonly find: (name: string, options?: Options) => Promise<Credentials>;
}

export interface Options {
  readonly env?: Record<string, string>;
  readonly given?: { username: string; password: string };
  readonly exec?: Exec;
  readonly uid?: number;
}

export function world(t: TestContext): World {
  const home = mkdtempSync(join(tmpdir(), "home-"));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  const masked: string[] = [];
  return {
    home,
    masked,
    put: (path, content) => {
      const file = join(home, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
      return file;
    },
    find: async (name, { env = {}, given = NONE, exec = commandExec, uid } = {}) =>
      await findCredentials(parseRepository(name), given, {
        env,
        home,
        uid,
        readFile: readStart,
        exec,
        mask: (secret) => masked.push(secret),
      }),
  };
}

export const passwordOf = (found: Credentials): string =>
  found.kind === "basic" ? found.password : assert.fail(`${found.kind} was found`);

export const sourceOf = (found: Credentials): string =>
  found.kind === "anonymous" ? assert.fail("nothing was found") : found.source;

/** The error is ours, names these, and shows nothing secret, whatever way it is printed. */
export function refusal(...names: readonly string[]): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof WaybillError, String(error));
    assert.equal(error.code, "CREDENTIALS_INVALID", error.message);
    for (const name of names) assert.ok(error.message.includes(name), `${name} is not in:\n${error.message}`);
    const printed = `${error.describe()} ${JSON.stringify(error)} ${error.stack} ${String(error.cause)}`;
    for (const secret of [SECRET, auth("ada", SECRET), "s3cret"])
      assert.ok(!printed.includes(secret), printed);
    return true;
  };
}
