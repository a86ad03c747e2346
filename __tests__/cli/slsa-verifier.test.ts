import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { readSlsaOptions, SLSA_OPTIONS, type SlsaCommand } from "../../src/cli/slsa-options.ts";
import type { Code } from "../../src/errors.ts";
import { blocks, page, rows } from "../docs/pages.ts";
import { changed, delegatorStatement, generatorStatement, githubStatement } from "../verify/facts.ts";
import { suiteScope } from "../verify/world.ts";
import { GENERATOR, GENERIC, slsaWorld, type SlsaWorld } from "./slsa-world.ts";
import { inProcess, type Ended } from "./verify-world.ts";

const SOURCE = "--source-uri=github.com/octo-org/rocket";
const BUILDER = `https://github.com/${GENERIC}`;
const DELEGATOR = `${GENERATOR}delegator_lowperms-generic_slsa3.yml@refs/tags/v2.1.0`;
const TOOL = "https://github.com/octo-org/tool/.github/workflows/build.yml";
const OWN = "octo-org/rocket/.github/workflows/release.yml";
const DISPATCH = { event_name: "workflow_dispatch", ref: "refs/heads/main" };

const refused: Partial<Record<Code, number>> = {
  USAGE: 2,
  REFERENCE_INVALID: 2,
  NOT_FOUND: 3,
  UNREACHABLE: 4,
};

describe("waybill verify-artifact, flag by flag", () => {
  const scope = suiteScope();
  let world: SlsaWorld;
  let rocket: string;
  let generic: string;
  let delegated: string;
  let typed: string;

  before(async () => {
    world = await slsaWorld(scope);
    rocket = await world.file("rocket", "rocket");
    const signed = async (name: string, ...given: Parameters<SlsaWorld["bundle"]>): Promise<string> =>
      await world.file(name, await world.bundle(...given));
    const pushed = { base_ref: "refs/heads/main" };
    generic = await signed("generic", `${GENERIC}@refs/tags/v2.1.0`, (c) => generatorStatement(c, pushed));
    delegated = await signed("delegated", DELEGATOR, (c) =>
      delegatorStatement(c, `${TOOL}@refs/tags/v1.0.0`),
    );
    const inputs = { inputs: { channel: "stable", note: "a=b", count: 3 } };
    typed = await signed("typed", `${GENERIC}@refs/tags/v2.1.0`, (c) => generatorStatement(c, inputs), {
      claims: DISPATCH,
    });
  });

  const run = (...args: readonly string[]): Promise<Ended> => world.waybill("verify-artifact", ...args);
  /** of the generic generator's release, for a tag, unless another provenance is named */
  const verify = async (...args: readonly string[]): Promise<Ended> => {
    const has = (name: string): boolean => args.some((arg) => arg.startsWith(`--${name}`));
    const path = has("provenance-path") ? [] : [`--provenance-path=${generic}`];
    return await run(rocket, ...path, ...(has("source-uri") ? [] : [SOURCE]), ...args);
  };
  const accepts = async (...args: readonly string[]): Promise<void> => {
    const ended = await verify(...args);
    assert.equal(ended.code, 0, `${args.join(" ")}: ${ended.err}`);
    assert.match(ended.err, /PASSED: SLSA verification passed\n$/);
  };
  const refuses = async (code: Code, ...args: readonly string[]): Promise<void> => {
    const ended = await verify(...args);
    assert.equal(ended.code, refused[code] ?? 1, `${args.join(" ")}: ${ended.err}`);
    assert.match(ended.err, new RegExp(`\\b${code}\\b`), args.join(" "));
    assert.doesNotMatch(ended.err, /PASSED/);
    assert.equal(ended.out, "");
  };

  test("the report is slsa-verifier's: on standard error, with nothing on standard output", async () => {
    const ended = await verify();
    assert.equal(ended.out, "");
    assert.equal(
      ended.err,
      `Verified build using builder "${BUILDER}@refs/tags/v2.1.0" at commit 6dcb09b5b57875f334f61aebed695e2e4193db5e\n` +
        `Verifying artifact ${rocket}: PASSED\n\nPASSED: SLSA verification passed\n`,
    );
  });

  test("--print-provenance, in Go's forms too, prints the statement on standard output, and nothing else", async () => {
    for (const flag of ["--print-provenance", "--print-provenance=true", "--print-provenance=1"]) {
      const { out } = await verify(flag);
      assert.equal(
        (JSON.parse(out) as { predicateType: string }).predicateType,
        "https://slsa.dev/provenance/v0.2",
      );
    }
    assert.equal((await verify("--print-provenance=false")).out, "");
    await refuses("USAGE", "--print-provenance=maybe");
    await refuses("REF_MISMATCH", "--print-provenance", "--source-tag=v9");
  });

  test("--source-uri takes a repository of github.com with a scheme or without, letter case included", async () => {
    for (const scheme of ["", "https://", "git+https://"])
      await accepts(`--source-uri=${scheme}github.com/octo-org/rocket`);
    for (const other of [
      "github.com/octo-org/Rocket",
      "github.com/octo-org/rocke",
      "github.com/octo-org/rocket.git",
    ])
      await refuses("SOURCE_MISMATCH", `--source-uri=${other}`);
    for (const none of [
      "octo-org/rocket",
      "gitlab.com/octo-org/rocket",
      "http://github.com/octo-org/rocket",
      "git+ssh://github.com/octo-org/rocket",
      "github.com/octo-org/rocket@refs/tags/v1.2.3",
      "github.com/octo-org/rocket/",
      "github.com.example/octo-org/rocket",
      "",
    ])
      await refuses("USAGE", `--source-uri=${none}`);
  });

  test("--source-branch is the branch built, or the one that a tag's push names", async () => {
    await accepts("--source-branch", "main");
    await accepts(`--provenance-path=${typed}`, "--source-branch=main");
    for (const branch of ["mai", "Main", "refs/heads/main", "v1.2.3"])
      await refuses("REF_MISMATCH", `--source-branch=${branch}`);
    await refuses("USAGE", "--source-branch=");
    // As there: what a delegator's event names is not asked.
    await refuses(
      "REF_MISMATCH",
      `--provenance-path=${delegated}`,
      `--builder-id=${TOOL}`,
      "--source-branch=main",
    );
  });

  test("--source-tag is the whole tag, and none of a branch's build", async () => {
    await accepts("--source-tag=v1.2.3");
    await accepts("--source-tag=v1.2.3", "--source-branch=main");
    for (const tag of ["v1.2", "1.2.3", "refs/tags/v1.2.3"])
      await refuses("REF_MISMATCH", `--source-tag=${tag}`);
    await refuses("REF_MISMATCH", `--provenance-path=${typed}`, "--source-tag=main");
    await refuses("USAGE", "--source-tag=v1.2.3", "--source-tag=v1.2.3");
  });

  test("--source-versioned-tag compares the parts that it gives, and stands beside no --source-tag", async () => {
    for (const version of ["v1", "v1.2", "v1.2.3", "v1.2.3+build.7"])
      await accepts(`--source-versioned-tag=${version}`);
    for (const version of ["v2", "v1.3", "v1.2.4", "v1.2.3-rc.1"])
      await refuses("REF_MISMATCH", `--source-versioned-tag=${version}`);
    for (const version of ["1.2.3", "v01", "v1.2.3.4", "latest"])
      await refuses("USAGE", `--source-versioned-tag=${version}`);
    await refuses("USAGE", "--source-tag=v1.2.3", "--source-versioned-tag=v1.2.3");
  });

  test("--build-workflow-input is what was typed for a dispatch, several times", async () => {
    const given = (...inputs: readonly string[]): string[] => [
      `--provenance-path=${typed}`,
      ...inputs.map((input) => `--build-workflow-input=${input}`),
    ];
    await accepts(...given("channel=stable"));
    await accepts(...given("channel=stable", "note=a=b"));
    await accepts(...given("channel=beta", "channel=stable"));
    for (const input of ["channel=beta", "channel=", "missing=x", "count=3"])
      await refuses("INPUT_MISMATCH", ...given(input));
    await refuses("INPUT_MISMATCH", "--build-workflow-input=channel=stable");
    for (const input of ["channel", "=stable"]) await refuses("USAGE", ...given(input));
  });

  test("--builder-id with a version or without, short or whole; empty is not given", async () => {
    for (const id of ["", BUILDER, `${BUILDER}@v2.1.0`, `${BUILDER}@refs/tags/v2.1.0`])
      await accepts(`--builder-id=${id}`);
    for (const id of [
      `${BUILDER}@v2.0.0`,
      `${BUILDER}@refs/heads/v2.1.0`,
      `${BUILDER}x`,
      `https://github.com/${OWN}`,
    ])
      await refuses("BUILDER_MISMATCH", `--builder-id=${id}`);
    for (const id of [
      "https://cloudbuild.googleapis.com/GoogleHostedWorker",
      "https://example.com/builder",
      GENERIC,
    ])
      await refuses("USAGE", `--builder-id=${id}`);
  });

  test("a signer that is no known builder, or no release of one, is refused until it is named", async () => {
    const own = await world.file("own", await world.bundle(`${OWN}@refs/tags/v1.2.3`, githubStatement));
    await refuses("SIGNER_MISMATCH", `--provenance-path=${own}`);
    await accepts(`--provenance-path=${own}`, `--builder-id=https://github.com/${OWN}`);
    const main = await world.file(
      "main",
      await world.bundle(`${GENERIC}@refs/heads/main`, generatorStatement),
    );
    await refuses("SIGNER_MISMATCH", `--provenance-path=${main}`);
    await refuses("SIGNER_MISMATCH", `--provenance-path=${main}`, `--builder-id=${BUILDER}`);
  });

  test("a delegator's tool is named by --builder-id, or is one of slsa-framework's own", async () => {
    const path = `--provenance-path=${delegated}`;
    await refuses("BUILDER_MISMATCH", path);
    for (const id of [TOOL, `${TOOL}@v1.0.0`, `${TOOL}@refs/tags/v1.0.0`])
      await accepts(path, `--builder-id=${id}`);
    for (const id of [`${TOOL}@v1.0.1`, `https://github.com/${DELEGATOR}`, BUILDER])
      await refuses("BUILDER_MISMATCH", path, `--builder-id=${id}`);
    const nodejs = `https://github.com/${GENERATOR}builder_nodejs_slsa3.yml@refs/tags/v2.1.0`;
    const byDefault = await world.bundle(DELEGATOR, (c) => delegatorStatement(c, nodejs));
    await accepts(`--provenance-path=${await world.file("nodejs", byDefault)}`);
    const branch = await world.bundle(DELEGATOR, (c) => delegatorStatement(c, `${TOOL}@refs/heads/main`));
    await refuses(
      "BUILDER_MISMATCH",
      `--provenance-path=${await world.file("branch", branch)}`,
      `--builder-id=${TOOL}`,
    );
  });

  test("--provenance-path: absent, of another artifact, changed, or with a statement that is not so", async () => {
    await refuses("NOT_FOUND", "--provenance-path=absent");
    const other = await world.bundle(`${GENERIC}@refs/tags/v2.1.0`, generatorStatement, {
      sha256: "00".repeat(32),
    });
    await refuses("SUBJECT_MISMATCH", `--provenance-path=${await world.file("other", other)}`);
    const text = JSON.parse(other) as unknown;
    const signature = changed(text, ["dsseEnvelope", "signatures", 0, "sig"], "AAAA");
    await refuses(
      "SIGNATURE_INVALID",
      `--provenance-path=${await world.file("sig", JSON.stringify(signature))}`,
    );
    const liar = await world.bundle(`${GENERIC}@refs/tags/v2.1.0`, (c) =>
      changed(generatorStatement(c), ["predicate", "materials", 0, "digest", "sha1"], "0".repeat(40)),
    );
    await refuses("PREDICATE_CERTIFICATE_MISMATCH", `--provenance-path=${await world.file("liar", liar)}`);
  });

  test("what is required, and how many", async () => {
    const ended = await run(rocket, SOURCE);
    assert.deepEqual([ended.code, /--provenance-path/.test(ended.err)], [2, true]);
    assert.equal((await run(rocket, `--provenance-path=${generic}`)).code, 2);
    assert.equal((await run(SOURCE, `--provenance-path=${generic}`)).code, 2);
    await refuses("USAGE", "--source-repository=https://github.com/octo-org/rocket");
    await refuses("USAGE", "oci://ghcr.io/acme/app@sha256:00");
  });

  test("of several artifacts with one provenance, the first that is refused ends it", async () => {
    const changedFile = await world.file("changed", "racket");
    const good = await run(rocket, rocket, SOURCE, `--provenance-path=${generic}`);
    assert.equal(good.code, 0);
    assert.equal(good.err.match(/: PASSED\n/g)?.length, 2);
    const bad = await run(rocket, changedFile, rocket, SOURCE, `--provenance-path=${generic}`);
    assert.equal(bad.code, 1);
    assert.equal(bad.err.match(/: PASSED\n/g)?.length, 1);
    assert.match(
      bad.err,
      /changed: FAILED: SUBJECT_MISMATCH\n\nFAILED: SLSA verification failed: SUBJECT_MISMATCH\n/,
    );
  });

  test("--provenance-repository has no effect on files, and says so", async () => {
    const ended = await verify("--provenance-repository=ghcr.io/acme/provenance");
    assert.equal(ended.code, 0);
    assert.match(ended.err, /^note: --provenance-repository has no effect/);
  });

  test("an envelope without a signed time is looked up: in the public log, as there, or in the one that is named", async () => {
    const envelope = await world.envelope(`${GENERIC}@refs/tags/v2.0.0`, generatorStatement);
    const path = `--provenance-path=${await world.file("envelope", envelope)}`;
    await accepts(path, `--rekor-url=${world.rekor}`);
    await refuses("REF_MISMATCH", path, `--rekor-url=${world.rekor}`, "--source-tag=v9");
    await refuses("TIME_MISSING", path);
    const asked = await inProcess(["verify-artifact", rocket, SOURCE, path]);
    assert.deepEqual([asked.code, /https:\/\/rekor\.sigstore\.dev/.test(asked.err)], [4, true], asked.err);
  });

  test("--trusted-root is another instance's; without it, or with one that is none, nothing of it passes", async () => {
    const given = ["verify-artifact", rocket, SOURCE, `--provenance-path=${generic}`];
    assert.equal((await inProcess([...given, `--trusted-root=${world.root}`])).code, 0);
    const without = await inProcess(given);
    assert.deepEqual([without.code, /PASSED/.test(without.err)], [1, false]);
    for (const none of ["absent", rocket, ""])
      assert.equal((await inProcess([...given, `--trusted-root=${none}`])).code, 2);
  });

  test("verify-github-attestation: a workflow that is named, by its release or its own source", async () => {
    const own = await world.bundle(`${OWN}@refs/tags/v1.2.3`, githubStatement);
    const given = [rocket, `--attestation-path=${await world.file("gha", own)}`, SOURCE];
    const verifyGitHub = (...args: readonly string[]): Promise<Ended> =>
      world.waybill("verify-github-attestation", ...given, ...args);
    const id = `--builder-id=https://github.com/${OWN}`;
    const printed = await verifyGitHub(id, "--print-attestation");
    assert.equal(printed.code, 0, printed.err);
    assert.match(printed.out, /^\{"_type":/);
    assert.equal((await verifyGitHub(`${id}@refs/heads/main`)).code, 1);
    assert.equal((await verifyGitHub()).code, 2);
    assert.equal((await verifyGitHub(id, "--source-tag=v1.2.3")).code, 2);
  });
});

test("what is not done says so, with where to read, and exit code 2", async () => {
  for (const command of ["verify-npm-package", "verify-vsa"]) {
    const ended = await inProcess([command, "x.tgz", "--package-name=x"]);
    assert.equal(ended.code, 2);
    assert.match(ended.err, /is not done\.\n.*migrate-from-slsa-verifier\.md#not-done/s);
    assert.equal(ended.out, "");
  }
});

test("docs/migrate-from-slsa-verifier.md has each flag of each help text, and no others", async () => {
  const markdown = await page("docs/migrate-from-slsa-verifier.md");
  const documented = rows(markdown, "flag").flatMap(([flags = ""]) => flags.split(", "));
  const commands = Object.keys(SLSA_OPTIONS) as SlsaCommand[];
  const known = commands.flatMap((command) => SLSA_OPTIONS[command].map(({ name }) => `--${name}`));
  assert.deepEqual(documented.sort(), [...new Set(known)].sort());
  for (const command of commands) {
    const help = await inProcess(["help", command]);
    for (const { name } of SLSA_OPTIONS[command]) assert.ok(help.out.includes(`--${name}`), name);
  }
});

test("docs/migrate-from-slsa-verifier.md shows a command that is understood as it stands", async () => {
  const markdown = await page("docs/migrate-from-slsa-verifier.md");
  const [before = "", after = ""] = blocks(markdown, "diff").join("").trim().split("\n");
  assert.equal(before.replace("-slsa-verifier ", ""), after.replace("+waybill ", ""));
  const { request, artifacts } = readSlsaOptions("verify-artifact", after.split(" ").slice(2));
  assert.deepEqual([artifacts, request.bundles], [["rocket-1.2.3.tgz"], ["multiple.intoto.jsonl"]]);
  assert.match(
    markdown,
    /```text\nVerified build using builder .*\nVerifying artifact \S+: PASSED\n\nPASSED: SLSA verification passed\n/,
  );
});
