import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, test } from "node:test";

import { REAL, REAL_RELEASES, WITHOUT_REAL, type RealRelease } from "../real.ts";
import { inProcess, type Ended } from "./verify-world.ts";

const EXAMPLE = "github.com/slsa-framework/example-package";
const TOOL = "https://github.com/slsa-framework/example-trw/.github/workflows/builder_high-perms_slsa3.yml";
const PUBLISHER = "https://github.com/bazel-contrib/publish-to-bcr/.github/workflows/publish.yaml";

function verify({ bundle, sha256 }: RealRelease, ...args: readonly string[]): Promise<Ended> {
  const source = args.some((arg) => arg.startsWith("--source-uri")) ? [] : ["--source-uri", EXAMPLE];
  const provenance = path.join(REAL, bundle);
  return inProcess([
    "verify-artifact",
    `sha256:${sha256}`,
    "--provenance-path",
    provenance,
    ...source,
    ...args,
  ]);
}

async function code(release: RealRelease, ...args: readonly string[]): Promise<number> {
  return (await verify(release, ...args)).code;
}

describe("real releases, as slsa-verifier's users ask for them", { skip: WITHOUT_REAL }, () => {
  const carried = REAL_RELEASES.filter(({ bundle }) =>
    /^gha_(?:generic|go)\/v2\.1|^gha_delegator\//.test(bundle),
  );
  for (const release of carried) {
    const { bundle } = release;
    const named = bundle.startsWith("gha_delegator") ? ["--builder-id", TOOL] : [];
    const tag = /push-(v[\d.]+\d)\./.exec(bundle)?.[1];
    test(`${bundle} passes, and not for another source, reference or builder`, async () => {
      const found = await verify(release, ...named);
      assert.equal(found.code, 0, found.err);
      const right =
        tag === undefined
          ? [["--source-branch=main"]]
          : [
              [`--source-tag=${tag}`],
              [`--source-versioned-tag=${tag}`],
              ["--source-versioned-tag", tag.slice(0, 3)],
            ];
      for (const args of right) assert.equal(await code(release, ...named, ...args), 0, args.join(" "));
      for (const args of [
        ["--source-uri=github.com/slsa-framework/example-packages"],
        ["--source-branch=other"],
        ["--source-tag=v9"],
        ["--source-versioned-tag=v9"],
        ["--build-workflow-input=a=b"],
      ])
        assert.equal(await code(release, ...named, ...args), 1, args.join(" "));
      assert.equal(await code(release, "--builder-id=https://github.com/o/r/.github/workflows/x.yml"), 1);
      assert.equal(await code({ ...release, sha256: "00".repeat(32) }, ...named), 1);
      if (named.length > 0) assert.equal(await code(release), 1);
    });
  }

  for (const release of REAL_RELEASES.filter(({ bundle }) =>
    /^gha_(?:generic|go)\/(?:v1|v2\.0)/.test(bundle),
  ))
    test(`${release.bundle} is looked up in the public log, which nothing here reaches`, async () => {
      const ended = await verify(release);
      assert.equal(ended.code, 4, ended.err);
      assert.match(ended.err, /rekor\.sigstore\.dev/);
    });

  test("a workflow that publishes for others passes when it is named, by either command; another never", async () => {
    const source = "--source-uri=github.com/aspect-build/rules_lint";
    const [good, bad] = ["bcr/MODULE.bazel.intoto.jsonl", "bcr/MODULE-wrong-signer.bazel.intoto.jsonl"].map(
      (name) => REAL_RELEASES.find(({ bundle }) => bundle === name),
    );
    assert.ok(good !== undefined && bad !== undefined);
    const id = `--builder-id=${PUBLISHER}`;
    assert.deepEqual(
      [await code(good, source, id), await code(good, source), await code(bad, source, id)],
      [0, 1, 1],
    );
    const attestation = ({ bundle, sha256 }: RealRelease): Promise<Ended> =>
      inProcess([
        "verify-github-attestation",
        `sha256:${sha256}`,
        "--attestation-path",
        path.join(REAL, bundle),
        source,
        id,
      ]);
    assert.deepEqual([(await attestation(good)).code, (await attestation(bad)).code], [0, 1]);
  });

  test("an image with cosign's .att passes, and not for another source or tag", async () => {
    const layout = path.join(REAL, "gha_generic_container", "v1.10.0", "container_workflow_dispatch");
    const digest = readFileSync(`${layout}.digest`, "utf8").trim();
    const image = (...args: readonly string[]): Promise<Ended> =>
      inProcess(["verify-image", `oci-layout:${layout}@${digest}`, ...args]);
    const found = await image("--source-uri", EXAMPLE, "--source-branch", "main");
    assert.equal(found.code, 0, found.err);
    for (const args of [
      ["--source-uri=github.com/slsa-framework/other"],
      [`--source-uri=${EXAMPLE}`, "--source-tag=v1"],
      [`--source-uri=${EXAMPLE}`, "--builder-id=https://github.com/o/r/.github/workflows/x.yml"],
    ])
      assert.equal((await image(...args)).code, 1, args.join(" "));
  });
});
