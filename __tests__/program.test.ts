import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { test } from "node:test";
import { promisify } from "node:util";

import { commandExec } from "../src/cli/exec.ts";
import { TIMED_OUT } from "../src/exec.ts";
import { runProgram } from "../src/program.ts";
import { runnerExec, userEnvironment } from "../src/runner/exec.ts";

const cwd = tmpdir();
const here = { cwd, env: undefined, input: "", limit: 10_000 };
const node = process.execPath;

test("a program reads its input to the end, and what it prints comes back", async () => {
  const input = "é".repeat(100_000);
  assert.deepEqual(await runProgram("cat", [], { ...here, input }), { code: 0, stdout: input });
  assert.deepEqual(await runProgram("cat", [], here), { code: 0, stdout: "" });
});

test("what a program prints on standard error is dropped", async () => {
  const ran = await runProgram("sh", ["-c", "echo no >&2; echo yes; exit 7"], here);
  assert.deepEqual(ran, { code: 7, stdout: "yes\n" });
});

test("programs that end without reading what they are given do no harm, a hundred times", async () => {
  for (let i = 0; i < 100; i += 1)
    assert.equal((await runProgram("true", [], { ...here, input: "ghcr.io" })).code, 0);
  const input = "x".repeat(1024 * 1024);
  assert.equal((await runProgram("sh", ["-c", "exec 0<&-; exit 5"], { ...here, input })).code, 5);
});

test("a program that does not end, and takes no notice of a polite end, is killed", async () => {
  const script = 'trap "" TERM; for i in $(seq 60); do sleep 0.05; done; echo done';
  assert.deepEqual(await runProgram("sh", ["-c", script], { ...here, limit: 200 }), {
    code: TIMED_OUT,
    stdout: "",
  });
});

test("a program that leaves another running with its output open does not hold us up", async () => {
  const started = Date.now();
  await runProgram("sh", ["-c", "sleep 3; true"], { ...here, limit: 200 });
  assert.ok(Date.now() - started < 2500);
});

test("a program that is not there, and a folder that is not there, have exit code 127", async () => {
  assert.equal((await runProgram("no-such-program", [], here)).code, 127);
  assert.equal((await runProgram("true", [], { ...here, cwd: "/no/such/folder" })).code, 127);
});

test("a user's program sees the user's environment without the step's inputs and GitHub's own secrets", () => {
  const kept = {
    PATH: "/bin",
    AWS_SECRET_ACCESS_KEY: "a",
    GOOGLE_APPLICATION_CREDENTIALS: "b",
    DOCKER_CONFIG: "c",
    GITHUB_TOKEN: "d",
    GITHUB_ACTOR: "e",
    GITHUB_ENVIRONMENT: "f",
    HTTPS_PROXY: "g",
  };
  const withheld = {
    "INPUT_REGISTRY-PASSWORD": "a",
    "input_github-token": "b",
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "c",
    ACTIONS_ID_TOKEN_REQUEST_URL: "d",
    ACTIONS_RUNTIME_TOKEN: "e",
    ACTIONS_RESULTS_URL: "f",
    ACTIONS_CACHE_URL: "g",
    GITHUB_ENV: "h",
    GITHUB_OUTPUT: "i",
    GITHUB_PATH: "j",
    GITHUB_STATE: "k",
    GITHUB_STEP_SUMMARY: "l",
    STATE_x: "m",
  };
  assert.deepEqual(userEnvironment({ ...kept, ...withheld }), kept);
});

test("the step gives a program its input and its environment, few of it unless the user's is asked for", async (t) => {
  process.env["INPUT_X"] = "input";
  process.env["FOR_A_HELPER"] = "kept";
  t.after(() => {
    delete process.env["INPUT_X"];
    delete process.env["FOR_A_HELPER"];
  });
  const args = ["-c", 'echo "$INPUT_X/$FOR_A_HELPER/$(cat)"'];
  const user = await runnerExec("sh", args, { cwd, input: "in", environment: "user" });
  assert.equal(user.stdout, "/kept/in\n");
  assert.equal((await runnerExec("sh", args, { cwd, input: "in" })).stdout, "//in\n");
  assert.equal((await runnerExec("sh", args, { cwd, environment: "user" })).stdout, "/kept/\n");
  const own = await commandExec("sh", args, { cwd, input: "in", environment: "user" });
  assert.equal(own.stdout, "input/kept/in\n", "outside of a job the environment is the user's own");
});

test("nothing that a program prints reaches the log of the step or of the command line, debug or not", async () => {
  for (const [file, name] of [
    ["src/runner/exec.ts", "runnerExec"],
    ["src/cli/exec.ts", "commandExec"],
  ] as const) {
    const url = new URL(`../${file}`, import.meta.url).href;
    const options = JSON.stringify({ cwd, input: "secret", environment: "user" });
    const script = `const m = await import(${JSON.stringify(url)});
      await m.${name}("sh", ["-c", "cat; echo secret >&2"], ${options});`;
    const ran = await promisify(execFile)(node, ["--input-type=module", "-e", script], {
      env: { ...process.env, RUNNER_DEBUG: "1" },
    });
    assert.equal(ran.stdout + ran.stderr, "");
  }
});
