import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, symlink, truncate } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { find, nothingFound, usualSources } from "../../src/evidence/find.ts";
import { failure } from "../oci/clients.ts";
import { all, artifactOf, bundleOf, folder, gathered, ports } from "./world.ts";

const BESIDE = [{ kind: "beside" }] as const;

test("bundles beside a file are found by all their names, in one order, and others' are left", async (t) => {
  const own = await folder(t);
  const file = await artifactOf(await own.file("rocket.tgz", "rocket"));
  const names = [
    "rocket.tgz.intoto.jsonl",
    "rocket.tgz.sigstore.json",
    "rocket.tgz.sigstore",
    "rocket.tgz.2.intoto.jsonl",
    "rocket.tgz.10.intoto.jsonl",
    "rocket.tgz.slsa02.intoto.jsonl",
    "rocket.tgz.build.slsa",
    "rocket.tgz.spdx.intoto.jsonl",
    "rocket.tgz.vex.2.intoto.jsonl",
    "multiple.intoto.jsonl",
    "multiple.2.intoto.jsonl",
    "multiple.slsa02.intoto.jsonl",
    "attestation.intoto.jsonl",
  ];
  for (const name of names.toReversed()) await own.file(name, bundleOf(undefined, name));
  for (const other of ["rocket.tgz.zip.intoto.jsonl", "rocket.intoto.jsonl", "x.sigstore.json", "multiple"])
    await own.file(other, bundleOf(undefined, other));
  assert.deepEqual(usualSources(file), BESIDE);
  const { found, search } = await all(file, BESIDE);
  assert.deepEqual(found, names);
  assert.deepEqual([search.unreached, search.skipped], [[], []]);
});

test("a file whose name no bundle's file can have is found by the name that it has there", async (t) => {
  const own = await folder(t);
  const file = await artifactOf(await own.file(".env", "x"));
  await own.file("env.intoto.jsonl", bundleOf(undefined, "safe"));
  assert.deepEqual((await all(file, BESIDE)).found, ["safe"]);
});

test("what cannot be read beside a file is passed over with its reason", async (t) => {
  const own = await folder(t);
  const file = await artifactOf(await own.file("rocket.tgz", "rocket"));
  await mkdir(join(own.path, "rocket.tgz.intoto.jsonl"));
  await truncate(await own.file("rocket.tgz.sigstore.json", ""), 33 * 1024 * 1024);
  await symlink("nowhere", join(own.path, "rocket.tgz.sigstore"));
  if (process.platform !== "win32") execFileSync("mkfifo", [join(own.path, "multiple.intoto.jsonl")]);
  await own.file("multiple.2.intoto.jsonl", bundleOf(undefined, "good"));
  const { found, search } = await all(file, BESIDE);
  assert.deepEqual(found, ["good"]);
  assert.deepEqual(
    search.skipped.map(({ reason }) => reason),
    [
      "it is a folder",
      "it has 34603008 bytes, and 33554432 are read",
      ...(process.platform === "win32" ? [] : ["it is no regular file"]),
    ],
  );
});

test("two thousand parts are read to the bound, in order, and the rest is told", async (t) => {
  const own = await folder(t);
  const file = await artifactOf(await own.file("rocket.tgz", "rocket"));
  await Promise.all(
    Array.from({ length: 1100 }, (_, n) => own.file(`multiple.${n + 2}.intoto.jsonl`, `{"n":${n}}`)),
  );
  const search = find(file, BESIDE, ports());
  const bundles = await gathered(search.bundles);
  // The usual names, which are not there, count too.
  assert.ok(bundles.length > 1000 && bundles.length <= 1024);
  assert.deepEqual(bundles[9]?.json, '{"n":9}');
  assert.match(search.skipped[0]?.reason ?? "", /1024 are read/);
});

test("a file with nothing beside it is not found, and the places are named", async (t) => {
  const own = await folder(t);
  const file = await artifactOf(await own.file("rocket.tgz", "rocket"));
  const { found, search } = await all(file, BESIDE);
  assert.deepEqual(found, []);
  const error = nothingFound(file, search);
  assert.equal(error.code, "NOT_FOUND");
  assert.match(error.message, /rocket\.tgz\.intoto\.jsonl or /);
});

test("a file that the user named has one bundle or one on each line, whatever they are", async (t) => {
  const own = await folder(t);
  const file = await artifactOf(await own.file("rocket.tgz", "rocket"));
  const lines = ['{"a":1}', '{"payload":"e30=","signatures":[]}'];
  for (const [content, expected] of [
    [`${lines[0]}\n`, [lines[0]]],
    [`\ufeff${lines.join("\r\n")}\r\n\n`, lines],
    ['{\n  "a": 1\n}\n', ['{\n  "a": 1\n}']],
    ["no JSON", ["no JSON"]],
  ] as const) {
    const given = { kind: "given", file: await own.file("given", content) } as const;
    const bundles = await gathered(find(file, [given], ports()).bundles);
    assert.deepEqual(
      bundles.map(({ json }) => json),
      expected,
    );
  }
});

test("a bundle that the user named must be there, and no larger than a bundle", async (t) => {
  const own = await folder(t);
  const file = await artifactOf(await own.file("rocket.tgz", "rocket"));
  const given = (path: string): Promise<unknown> => all(file, [{ kind: "given", file: path }]);
  await failure(given(join(own.path, "none")), "NOT_FOUND");
  await failure(given(own.path), "NOT_FOUND");
  const large = await own.file("large", "");
  await truncate(large, 33 * 1024 * 1024);
  await failure(given(large), "BUNDLE_MALFORMED");
});

test("the same bundle, written in two ways, is found once; what is not the same is found too", async (t) => {
  const own = await folder(t);
  const file = await artifactOf(await own.file("rocket.tgz", "rocket"));
  const texts = [
    '{"a":"x y","n":true}',
    '{\n  "a": "x y",\r\n\t"n": true\n}',
    '{"a":"x  y","n":true}',
    '{"a":"x y","n":tru e}',
    '{"a":"x y","n":\u00a0true}',
    '{"a":"x\\" y","n":true}',
    '{"a" "x y","n":true}',
  ];
  const sources = await Promise.all(
    texts.map(async (text, n) => ({ kind: "given", file: await own.file(`${n}`, text) }) as const),
  );
  const bundles = await gathered(find(file, [...sources, ...sources], ports()).bundles);
  assert.deepEqual(
    bundles.map(({ json }) => json),
    texts.filter((_, n) => n !== 1),
  );
});

test("places are asked one after the other, and none once somebody has what he needs", async (t) => {
  const own = await folder(t);
  const file = await artifactOf(await own.file("rocket.tgz", "rocket"));
  await own.file("rocket.tgz.intoto.jsonl", "{}");
  const sources = [...BESIDE, { kind: "given", file: "/not/there" }] as const;
  for await (const { json } of find(file, sources, ports()).bundles) {
    assert.equal(json, "{}");
    break;
  }
});
