import assert from "node:assert/strict";
import * as path from "node:path";
import { describe, test } from "node:test";

import { REAL, REAL_RELEASES, WITHOUT_REAL, type RealRelease } from "../real.ts";
import { at } from "../../src/json.ts";
import { inProcess, program } from "./verify-world.ts";

const EXAMPLE = "https://github.com/slsa-framework/example-package";
const TOOL = "https://github.com/slsa-framework/example-trw/.github/workflows/builder_high-perms_slsa3.yml";

/** Without a word about the signer, by the public instance's root: a known builder's, of a bundle with a signed time. */
function expected({ bundle }: RealRelease): string {
  if (/^gha_(?:generic|go)\/v2\.1\.0\//.test(bundle)) return "ok";
  // A delegator's tool that nobody named.
  if (bundle.startsWith("gha_delegator/")) return "BUILDER_MISMATCH";
  // A registry's own workflow that publishes.
  if (bundle.startsWith("bcr/")) return "SIGNER_MISMATCH";
  return "TIME_MISSING";
}

describe("releases of other projects", { skip: WITHOUT_REAL }, () => {
  const named = REAL_RELEASES.map((release, id) => ({
    release,
    request: {
      id,
      artifacts: [`sha256:${release.sha256}`],
      bundle: path.join(REAL, release.bundle),
      sourceRepository: EXAMPLE,
    },
  }));

  test("a batch and single runs answer alike, and as is right", async () => {
    const input = named.map(({ request }) => JSON.stringify(request)).join("\n");
    const batch = await program(REAL, ["verify", "--batch=-"], input);
    const answers = batch.out
      .trim()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    assert.equal(answers.length, named.length);
    for (const [index, { release, request }] of named.entries()) {
      const answer = answers[index];
      assert.equal(at(answer, "code") ?? "ok", expected(release), release.bundle);
      const args = [...request.artifacts, `--bundle=${request.bundle}`, `--source-repository=${EXAMPLE}`];
      const single = await inProcess(["verify", ...args, "--format=json"]);
      const json: unknown = JSON.parse(single.out);
      assert.equal(at(json, "code"), at(answer, "code"), release.bundle);
      assert.equal(at(json, "message"), at(answer, "message"), release.bundle);
      assert.deepEqual(at(json, "checks") ?? [], at(answer, "checks"), release.bundle);
      if (at(answer, "ok") === true) assert.equal(at(answer, "level"), 3, release.bundle);
    }
  });

  test("a delegator's release, when its tool is named, with a version or without", async () => {
    const [release] = REAL_RELEASES.filter(({ bundle }) => bundle.startsWith("gha_delegator/v2.1.0/"));
    assert.ok(release !== undefined);
    const args = ["verify", `sha256:${release.sha256}`, `--bundle=${path.join(REAL, release.bundle)}`];
    for (const tool of [TOOL, `${TOOL}@v2.1.0`, `${TOOL}@refs/tags/v2.1.0`]) {
      const ended = await inProcess([...args, `--source-repository=${EXAMPLE}`, `--builder-id=${tool}`]);
      assert.equal(ended.code, 0, `${tool}: ${ended.err}`);
    }
    for (const tool of [`${TOOL}@v2.0.0`, `${TOOL}x`, TOOL.toUpperCase().replace("HTTPS", "https")]) {
      const ended = await inProcess([...args, `--source-repository=${EXAMPLE}`, `--builder-id=${tool}`]);
      assert.match(ended.err, /^error: BUILDER_MISMATCH/, tool);
    }
  });
});
