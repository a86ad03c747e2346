import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import * as path from "node:path";
import { test } from "node:test";

import { attachWorld } from "../oci/attach-world.ts";
import { bundleOf, gitHubWorld, type GitHubWorld } from "../evidence/world.ts";
import { DOWNLOAD_OPTIONS } from "../../src/cli/download.ts";
import { page, rows } from "../docs/pages.ts";
import { inProcess, type Ended } from "./verify-world.ts";

const TYPE = "https://slsa.dev/provenance/v1";

function download(...args: readonly string[]): Promise<Ended> {
  return inProcess(["download", ...args]);
}

/** An embedded GitHub that is the source's own server, with `rocket.tgz` on this side. */
async function stored(t: Parameters<typeof gitHubWorld>[0]): Promise<{
  world: GitHubWorld;
  file: string;
  source: string;
  add: (note: string) => void;
}> {
  const world = await gitHubWorld(t);
  const { state, url } = world.github;
  return {
    world,
    file: path.join(world.folder.path, "rocket.tgz"),
    source: `--source-repository=${url}/octo-org/rocket`,
    add: (note) =>
      void state.attestations.push({
        id: state.nextId(),
        bundle: JSON.parse(bundleOf(world.digests, note)) as Record<string, unknown>,
        subjectDigests: [`sha256:${world.digests.sha256 ?? ""}`],
        predicateType: TYPE,
      }),
  };
}

test("a file's bundles of GitHub's store and its release are written beside it, with where each came from", async (t) => {
  const { world, file, source, add } = await stored(t);
  add("one");
  add("two");
  const release = { name: "rocket.tgz.intoto.jsonl", bytes: bundleOf(world.digests, "three") };
  world.github.state.addRelease({
    tag: "v1.2.3",
    assets: [{ name: "rocket.tgz", bytes: "rocket" }, release],
  });
  const ended = await download(file, source);
  assert.equal(ended.code, 0, ended.err);
  assert.match(ended.out, /^Wrote 3 bundles to \S+rocket\.tgz\.intoto\.jsonl\n/);
  assert.equal(ended.out.match(/^ {2}from \S+\/octo-org\/rocket\/attestations, sha256:/gm)?.length, 2);
  assert.equal(ended.out.match(/^ {2}from \S+\/releases\/tag\/v1\.2\.3, rocket/gm)?.length, 1);
  assert.match(ended.out, /Nothing about them is checked/);
  const lines = (await readFile(`${file}.intoto.jsonl`, "utf8")).trimEnd().split("\n");
  assert.equal(lines.length, 3);
});

test("the same again is there already; something else is never replaced", async (t) => {
  const { world, file, source, add } = await stored(t);
  add("one");
  const from = ["--from=github", source];
  assert.equal((await download(file, ...from)).code, 0);
  const again = await download(file, ...from);
  assert.deepEqual([again.code, /has the same 1 bundle already/.test(again.out)], [0, true]);
  const before = await readFile(`${file}.intoto.jsonl`, "utf8");
  add("two");
  const more = await download(file, ...from);
  assert.deepEqual([more.code, more.out], [2, ""]);
  assert.match(more.err, /would replace/);
  assert.equal(await readFile(`${file}.intoto.jsonl`, "utf8"), before);
  const elsewhere = await download(file, ...from, `--output=${path.join(world.folder.path, "new", "deep")}`);
  assert.equal(elsewhere.code, 0, elsewhere.err);
  assert.deepEqual(await readdir(path.join(world.folder.path, "new", "deep")), ["rocket.tgz.intoto.jsonl"]);
  const taken = await download(file, ...from, `--output=${file}`);
  assert.equal(taken.code, 2);
});

test("nothing found writes nothing; a place that cannot be asked writes nothing either, whatever others have", async (t) => {
  const { world, file, source, add } = await stored(t);
  const none = await download(file, source);
  assert.deepEqual([none.code, none.out], [3, ""]);
  add("one");
  world.github.server.fail(/\/releases/, { kind: "status", status: 500 });
  const part = await download(file, source);
  assert.deepEqual([part.code, part.out], [4, ""], part.err);
  assert.match(part.err, /UNREACHABLE: .*nothing was written/);
  assert.deepEqual(await readdir(world.folder.path), ["rocket.tgz"]);
  assert.equal((await download(file, source, "--from=github")).code, 0);
});

test("an image's bundles come from its registry, or the repository that has them", async (t) => {
  const images = await attachWorld(t);
  const { world } = await stored(t);
  const { digest } = images.subject;
  const json = bundleOf({ ...world.digests }, "image");
  await images.attach([{ json, predicateType: TYPE, created: new Date(0) }]);
  const name = images.registry.host;
  const output = (folder: string): string => `--output=${path.join(world.folder.path, folder)}`;
  const file = `${digest.replace(":", "-")}.jsonl`;
  for (const [folder, ...args] of [
    ["a", `oci://${name}/acme/app@${digest}`],
    ["b", `oci://${name}/other/app@${digest}`, `--attestation-repository=${name}/acme/app`],
    ["c", digest, "--from=registry", `--attestation-repository=${name}/acme/app`],
  ] as const) {
    const ended = await download(...args, output(folder));
    assert.equal(ended.code, 0, ended.err);
    assert.deepEqual(await readdir(path.join(world.folder.path, folder)), [file]);
    assert.match(ended.out, /from 127\.0\.0\.1:\d+\/acme\/app@sha256:/);
  }
  const none = await download(`oci://${name}/acme/app@${images.newSubject().digest}`, output("d"));
  assert.equal(none.code, 3, none.err);
});

test("wrong usage: no artifact, two, no place to ask, an unknown place", async (t) => {
  const { file, source } = await stored(t);
  for (const args of [
    [],
    [file, file, source],
    [file],
    [file, "--from=github"],
    [file, "--from=elsewhere", source],
    [file, "--source-repository=octo-org/rocket"],
    [file, "--signer=x", source],
    [file, source, "--output="],
    [file, source, "--from=github", "--tag=v1.2.3"],
    [file, source, "--attestation-repository=ghcr.io/acme/app"],
  ]) {
    const ended = await download(...args);
    assert.deepEqual([ended.code, /hint: waybill help download/.test(ended.err)], [2, true], args.join(" "));
  }
  assert.equal((await download("absent", source)).code, 3);
  assert.match((await inProcess(["help", "download"])).out, /^waybill download /);
});

test("docs/bundles.md lists the options of the help text, and the exit codes", async () => {
  const markdown = await page("docs/bundles.md");
  const options = rows(markdown, "option").map(([option = ""]) => option);
  assert.deepEqual(options.sort(), DOWNLOAD_OPTIONS.map(({ name }) => `--${name}`).sort());
  const { out } = await inProcess(["help", "download"]);
  for (const option of options) assert.ok(out.includes(`${option} `), option);
  assert.deepEqual(
    rows(markdown, "exits").map(([code]) => code),
    ["0", "1", "2", "3", "4"],
  );
});
