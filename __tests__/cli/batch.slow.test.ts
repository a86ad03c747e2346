import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import * as path from "node:path";
import { before, describe, test } from "node:test";

import { at, list } from "../../src/json.ts";
import { BATCH_KEYS } from "../../src/cli/batch-line.ts";
import { inOrder, linesOf, MOST_BYTES } from "../../src/cli/lines.ts";
import { rootsReader } from "../../src/consumer/ports.ts";
import { suiteScope } from "../verify/world.ts";
import { PROGRAM, program, sha256, verifyWorld, type Ended, type VerifyWorld } from "./verify-world.ts";

interface Answered extends Ended {
  readonly answers: readonly unknown[];
}

describe("waybill verify --batch", () => {
  const scope = suiteScope();
  let world: VerifyWorld;
  let good: Readonly<Record<string, unknown>>;
  const batch = async (lines: readonly unknown[], ...args: readonly string[]): Promise<Answered> => {
    const input = lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("");
    const ended = await program(world.folder, ["verify", "--batch", "-", ...args], input);
    const answers = ended.out
      .split("\n")
      .flatMap((line): unknown[] => (line === "" ? [] : [JSON.parse(line)]));
    return { ...ended, answers };
  };
  before(async () => {
    world = await verifyWorld(scope);
    await world.file("rocket.tgz", "rocket");
    await world.file("rocket.tgz.intoto.jsonl", await world.bundle("rocket"));
    await world.file("changed.tgz", "rocket!");
    const { identity } = world.signing.expected;
    good = {
      id: "a",
      artifacts: ["rocket.tgz"],
      sourceRepository: identity.sourceRepository,
      signer: identity.signer,
      issuer: identity.issuer,
      trustedRoot: "root.json",
    };
  });

  test("answers each line in order, with what was checked or why it was refused, and the highest code", async () => {
    const bundle = "rocket.tgz.intoto.jsonl";
    const ended = await batch([
      good,
      { ...good, id: 2, artifacts: ["changed.tgz"], bundle },
      { ...good, id: "c", artifacts: [`sha256:${sha256("rocket")}`], bundle },
      { ...good, id: "d", artifacts: ["missing.tgz"] },
    ]);
    assert.equal(ended.code, 3, ended.err);
    assert.equal(ended.err, "");
    assert.deepEqual(
      ended.answers.map((answer) => [at(answer, "id"), at(answer, "ok"), at(answer, "code")]),
      [
        ["a", true, undefined],
        [2, false, "SUBJECT_MISMATCH"],
        ["c", true, undefined],
        ["d", false, "NOT_FOUND"],
      ],
    );
    const [first, second] = ended.answers;
    assert.deepEqual(Object.keys(first ?? {}), ["id", "ok", "builderId", "signer", "level", "checks"]);
    assert.deepEqual(Object.keys(second ?? {}), ["id", "ok", "code", "message", "checks"]);
    assert.equal(at(first, "level"), 2);
    const names = list(first, "checks").map((check) => at(check, "name"));
    for (const name of ["signature", "certificate", "signer", "source", "subject", "provenance"])
      assert.ok(names.includes(name), name);
  });

  test("0 when every answer is ok; blank lines and the last line's missing end are nothing", async () => {
    const input = `\n${JSON.stringify(good)}\r\n \n${JSON.stringify(good)}`;
    const ended = await program(world.folder, ["verify", "--batch=-"], input);
    assert.equal(ended.code, 0, ended.err);
    assert.equal(ended.out.split("\n").length, 3);
    const empty = await program(world.folder, ["verify", "--batch=-"], "");
    assert.deepEqual([empty.code, empty.out], [0, ""]);
  });

  test("a file of requests, and one that is not there", async () => {
    await world.file("batch.jsonl", `${JSON.stringify(good)}\n`);
    const ended = await world.waybill("verify", "--batch", "batch.jsonl");
    assert.equal(ended.code, 0, ended.err);
    const missing = await world.waybill("verify", "--batch", "none.jsonl");
    assert.equal(missing.code, 3, missing.err);
  });

  test("a bad line answers with its own error and does not stop the rest", async () => {
    const bad: [unknown, string | number | null, RegExp][] = [
      ["nope", null, /not JSON/],
      ['{"id":"x"', null, /not JSON/],
      ["[]", null, /no object/],
      [{ ...good, id: undefined }, null, /no id/],
      [{ ...good, id: {} }, null, /id of another type/],
      [{ ...good, extra: 1 }, "a", /"extra"/],
      [{ ...good, signer: 7 }, "a", /signer of another type/],
      [{ ...good, signer: null }, "a", /signer of another type/],
      [{ ...good, bundle: "" }, "a", /empty bundle/],
      [{ ...good, bundle: ["a"] }, "a", /bundle of another type/],
      [{ ...good, artifacts: [] }, "a", /no list of artifacts/],
      [{ ...good, artifacts: "rocket.tgz" }, "a", /no list of artifacts/],
      [{ ...good, artifacts: [1] }, "a", /no list of artifacts/],
      [{ ...good, workflowInputs: { a: 1 } }, "a", /workflowInputs of another type/],
      [{ ...good, workflowInputs: ["a"] }, "a", /workflowInputs of another type/],
      ['{"id":9007199254740993}', null, /read as another number/],
      ['{"id":1e999}', null, /read as another number/],
      ['{"id":1,"id":2}', null, /"id" twice/],
      [`{"id":1,"__proto__":{}}`, null, /__proto__/],
      ["[".repeat(5000), null, /nested/],
      [{ id: "s", artifacts: ["rocket.tgz"] }, "s", /no sourceRepository/],
      [{ ...good, sourceRepository: "o/r" }, "a", /sourceRepository "o\/r"/],
      [{ ...good, sourceVersionedTag: "latest" }, "a", /sourceVersionedTag "latest"/],
      [{ ...good, artifacts: ["sha256:00"] }, "a", /64 hex digits/],
      ["x".repeat(MOST_BYTES + 1), null, /too long/],
    ];
    const ended = await batch([...bad.map(([line]) => line), good]);
    assert.equal(ended.code, 2, ended.err);
    for (const [index, [, id, message]] of bad.entries()) {
      const answer = ended.answers[index];
      assert.deepEqual(
        [at(answer, "id"), at(answer, "ok"), at(answer, "code")],
        [id, false, "USAGE"],
        String(index),
      );
      assert.match(String(at(answer, "message")), message);
    }
    assert.equal(at(ended.answers.at(-1), "ok"), true);
    const latin = Buffer.from('{"id":"\xe9"}\n', "latin1");
    await world.file("latin.jsonl", latin);
    const encoded = await world.waybill("verify", "--batch=latin.jsonl");
    assert.match(encoded.out, /no UTF-8/);
  });

  test(
    "a pipe that nobody writes to keeps no line waiting",
    { skip: process.platform === "win32" && "no named pipes" },
    async () => {
      execFileSync("mkfifo", [path.join(world.folder, "pipe")]);
      const { answers } = await batch([{ ...good, id: "p", artifacts: ["pipe"] }, good]);
      assert.deepEqual(
        answers.map((answer) => [at(answer, "id"), at(answer, "ok"), at(answer, "code")]),
        [
          ["p", false, "NOT_FOUND"],
          ["a", true, undefined],
        ],
      );
    },
  );

  test("each key means what its option means", async () => {
    const [type, no] = ["https://slsa.dev/provenance/v1", "0".repeat(40)];
    const right = [
      { sourceRef: "refs/tags/v1.2.3" },
      { sourceTag: "v1.2.3" },
      { sourceVersionedTag: "v1" },
      { predicateType: type },
      { builderId: good["signer"] },
    ];
    const wrong = [
      [{ sourceRef: "refs/heads/main" }, "REF_MISMATCH"],
      [{ sourceBranch: "main" }, "REF_MISMATCH"],
      [{ sourceTag: "v1" }, "REF_MISMATCH"],
      [{ sourceVersionedTag: "v2" }, "REF_MISMATCH"],
      [{ sourceDigest: no }, "SOURCE_MISMATCH"],
      [{ sourceRepository: "https://github.com/octo-org/Rocket" }, "SOURCE_MISMATCH"],
      [{ signer: "https://github.com/a/b/.github/workflows/c.yml" }, "SIGNER_MISMATCH"],
      [{ builderId: "https://github.com/a/b" }, "BUILDER_MISMATCH"],
      [{ issuer: "https://github.com/a" }, "ISSUER_MISMATCH"],
      [{ workflowInputs: { a: "b" } }, "INPUT_MISMATCH"],
      [{ predicateType: "https://slsa.dev/provenance/v0.2" }, "PREDICATE_TYPE_MISMATCH"],
      [{ trustedRoot: "none.json" }, "TRUST_INVALID"],
      [{ trustedRoot: undefined }, "TIME_INVALID"],
      [{ bundle: "none.jsonl" }, "NOT_FOUND"],
    ] as const;
    const keys = [...right, ...wrong.map(([part]) => part)].flatMap((part) => Object.keys(part));
    assert.deepEqual([...new Set([...keys, "id", "artifacts"])].sort(), [...BATCH_KEYS].sort());
    const lines = [...right, ...wrong.map(([part]) => part)].map((part) => ({ ...good, ...part }));
    const { answers } = await batch(lines);
    assert.deepEqual(
      answers.map((answer) => at(answer, "code")),
      [...right.map(() => undefined), ...wrong.map(([, code]) => code)],
    );
  });

  test("several artifacts are all verified, or none", async () => {
    const bundle = "rocket.tgz.intoto.jsonl";
    const digest = `sha256:${sha256("rocket")}`;
    const { answers } = await batch([
      { ...good, artifacts: ["rocket.tgz", digest], bundle },
      { ...good, artifacts: ["rocket.tgz", "changed.tgz"], bundle },
    ]);
    assert.deepEqual(
      answers.map((answer) => at(answer, "code")),
      [undefined, "SUBJECT_MISMATCH"],
    );
  });

  test("an option beside it holds for every line that does not say otherwise", async () => {
    const { trustedRoot: _, sourceRepository, ...rest } = good;
    const others = [`--source-repository=${String(sourceRepository)}`, "--trusted-root=root.json"];
    const { answers } = await batch([rest, { ...rest, trustedRoot: "none.json" }], ...others);
    assert.deepEqual(
      answers.map((answer) => at(answer, "code")),
      [undefined, "TRUST_INVALID"],
    );
    const strict = await batch([good], "--min-level=3");
    assert.equal(at(strict.answers[0], "code"), "LEVEL_TOO_LOW");
  });

  for (const args of [["rocket.tgz"], ["--bundle=a"], ["--print-provenance"], ["--format=text"]]) {
    test(`2: beside ${args[0]}`, async () => {
      const ended = await batch([good], ...args);
      assert.deepEqual([ended.code, ended.out], [2, ""]);
    });
  }

  test("a trusted root is read once", async () => {
    const root = await readFile(path.join(world.folder, "root.json"));
    const file = await world.file("passing.json", root);
    const roots = rootsReader();
    const [first] = await roots(file);
    await rm(file);
    assert.equal((await roots(file))[0], first);
  });

  test("what a request says cannot speak to a terminal", async () => {
    const ended = await batch([
      { ...good, artifacts: ["\u001b[2J\u009b.tgz"] },
      { ...good, id: "\u202e" },
    ]);
    assert.doesNotMatch(ended.out, /[^\P{C}\n]/u);
    assert.equal(at(ended.answers[1], "id"), "\u202e");
  });

  test("paths are those of the folder it runs in", async () => {
    const absolute = { ...good, artifacts: [path.join(world.folder, "rocket.tgz")] };
    assert.equal((await batch([absolute])).code, 0);
  });
});

test("lines are cut wherever the chunks end, and one that is too long is not kept", async () => {
  async function* chunks(...texts: string[]): AsyncGenerator<Buffer> {
    for (const text of texts) yield await Promise.resolve(Buffer.from(text));
  }
  const read = async (...texts: string[]): Promise<string[]> => {
    const lines: string[] = [];
    for await (const line of linesOf(chunks(...texts))) lines.push(line.toString());
    return lines;
  };
  assert.deepEqual(await read("a", "b\nc", "\n", "\nd"), ["ab", "c", "d"]);
  const half = "x".repeat(MOST_BYTES / 2 + 1);
  assert.deepEqual(await read(half, half, half, "\nafter\n"), ["too long", "after"]);
});

test("no more items are taken than are being worked on", async () => {
  let [taken, done] = [0, 0];
  async function* items(): AsyncGenerator<number> {
    for (let item = 0; item < 50; item++) {
      taken = await Promise.resolve(item + 1);
      assert.ok(taken - done <= 4, `${taken} taken, ${done} done`);
      yield item;
    }
  }
  const results: number[] = [];
  for await (const item of inOrder(items(), 4, (given) => Promise.resolve(given))) {
    done += 1;
    results.push(item);
  }
  assert.deepEqual(
    results,
    Array.from({ length: 50 }, (_, index) => index),
  );
});

test("an answer that nobody takes to its end is no success", async () => {
  const line = `${JSON.stringify({ id: "x".repeat(60_000), artifacts: ["sha256:00"], sourceRepository: "https://a/b" })}\n`;
  const child = spawn(process.execPath, [PROGRAM, "verify", "--batch=-"], { stdio: "pipe" });
  child.stdin.on("error", () => undefined);
  child.stdout.once("data", () => child.stdout.destroy());
  child.stdin.end(line.repeat(100));
  const [code, said] = await new Promise<[number | null, string]>((resolve) => {
    let err = "";
    child.stderr.on("data", (chunk) => void (err += String(chunk)));
    child.on("close", (ended) => resolve([ended, err]));
  });
  assert.deepEqual([code, said], [1, ""]);
});
