import assert from "node:assert/strict";
import * as path from "node:path";
import { before, describe, test } from "node:test";

import { at, text } from "../../src/json.ts";
import { githubProvenance } from "../../src/predicates/provenance.ts";
import { REQUEST_OPTIONS } from "../../src/consumer/options.ts";
import { COMMUNITY_BUILD_TYPE } from "../../src/verify/builders.ts";
import { certificateFor, enter, envelopeOf, PROPOSALS } from "../verify/evidence-world.ts";
import { signingWorld, suiteScope } from "../verify/world.ts";
import { inProcess, sha256, verifyWorld, type Ended, type VerifyWorld } from "./verify-world.ts";

const SBOM = "https://spdx.dev/Document";

describe("waybill verify, option by option", () => {
  const scope = suiteScope();
  let world: VerifyWorld;
  let certificate: Readonly<Record<string, string>>;
  let tested: Set<string>;
  const verify = async (...args: readonly string[]): Promise<Ended> => {
    const absolute = world.options.map((option) =>
      option === "--trusted-root=root.json"
        ? `--trusted-root=${path.join(world.folder, "root.json")}`
        : option,
    );
    const given = args.map((arg) => arg.replace("FOLDER", world.folder));
    const names = given.map((arg) => arg.split("=")[0]);
    const others = absolute.filter((option) => !names.includes(option.split("=")[0]));
    return await inProcess(["verify", `sha256:${sha256("rocket")}`, ...given, ...others]);
  };
  const check = async (right: readonly string[], wrong: readonly string[], code: string): Promise<void> => {
    const bundle = (args: readonly string[]): string[] =>
      args.some((arg) => arg.startsWith("--bundle=")) ? [] : ["--bundle=FOLDER/bundle.json"];
    for (const arg of [...right, ...wrong]) tested.add(arg.replace(/=.*/s, ""));
    for (const args of right.map((arg) => arg.split(" "))) {
      const ended = await verify(...args, ...bundle(args));
      assert.equal(ended.code, 0, `${args.join(" ")}: ${ended.err}`);
    }
    for (const args of wrong.map((arg) => arg.split(" "))) {
      const ended = await verify(...args, ...bundle(args));
      assert.match(ended.err, new RegExp(`^error: ${code}: `), `${args.join(" ")}: ${ended.out}`);
      assert.equal(ended.out, "");
    }
  };

  before(async () => {
    world = await verifyWorld(scope);
    tested = new Set();
    await world.file("bundle.json", await world.bundle("rocket"));
    await world.file("sbom.json", await world.bundle("rocket", { predicateType: SBOM, predicate: {} }));
    const ended = await verify("--bundle=FOLDER/bundle.json", "--format=json");
    const found = at(JSON.parse(ended.out), "verificationResult", "signature", "certificate");
    certificate = found as typeof certificate;
  });

  test("--source-repository: letter case, a look-alike, an escape and what follows a name count", async () => {
    const right = certificate["sourceRepositoryURI"] ?? "";
    const wrong = [right.toUpperCase().replace("HTTPS", "https"), `${right}.git`, `${right}.`, `${right}t`];
    wrong.push(
      right.replace("octo-org", "0cto-org"),
      right.replace("rocket", "rock%65t"),
      `${right}/../rocket`,
    );
    wrong.push(right.replace("github.com", "github.com."), `${right}?`, `${right}#`);
    await check(
      [`--source-repository=${right}`],
      wrong.map((url) => `--source-repository=${url}`),
      "SOURCE_MISMATCH",
    );
  });

  test("--signer: without a version, with its reference, its tag or its commit; and no other", async () => {
    const uri = certificate["buildSignerURI"] ?? "";
    const workflow = uri.slice(0, uri.indexOf("@"));
    const right = [uri, workflow, `${workflow}@v1.2.3`, `${workflow}@${certificate["buildSignerDigest"]}`];
    const wrong = [
      `${workflow}@refs/tags/v1.2.4`,
      `${workflow}@v1`,
      `${workflow}.evil.yml`,
      `${workflow}@main`,
    ];
    await check(
      right.map((s) => `--signer=${s}`),
      wrong.map((s) => `--signer=${s}`),
      "SIGNER_MISMATCH",
    );
  });

  test("--signer-digest", async () => {
    const right = `--signer-digest=${certificate["buildSignerDigest"]}`;
    await check([right], [`--signer-digest=${"0".repeat(40)}`], "SIGNER_MISMATCH");
  });

  test("--builder-id", async () => {
    const uri = certificate["buildSignerURI"] ?? "";
    const wrong = ["--builder-id=https://github.com/actions/runner/github-hosted"];
    await check([`--builder-id=${uri}`, `--builder-id=${uri.replace(/@.*/, "")}`], wrong, "BUILDER_MISMATCH");
  });

  test("--issuer", async () => {
    const right = certificate["issuer"] ?? "";
    const wrong = [`${right}/octo-org`, "https://token.actions.githubusercontent.com"];
    await check(
      [`--issuer=${right}`],
      wrong.map((url) => `--issuer=${url}`),
      "ISSUER_MISMATCH",
    );
  });

  test("--source-ref, --source-tag, --source-versioned-tag and --source-branch", async () => {
    assert.equal(certificate["sourceRepositoryRef"], "refs/tags/v1.2.3");
    await check(
      [
        "--source-ref=refs/tags/v1.2.3",
        "--source-tag=v1.2.3",
        "--source-versioned-tag=v1",
        "--source-versioned-tag=v1.2",
        "--source-versioned-tag=v1.2.3",
        "--source-tag=v1.2.3 --source-versioned-tag=v1",
      ],
      [
        "--source-ref=refs/heads/v1.2.3",
        "--source-ref=refs/tags/../tags/v1.2.3",
        "--source-tag=v1.2",
        "--source-tag=V1.2.3",
        "--source-versioned-tag=v2",
        "--source-versioned-tag=v1.2.4",
        "--source-branch=main",
        "--source-branch=v1.2.3",
        "--source-tag=v1.2.3 --source-branch=main",
      ],
      "REF_MISMATCH",
    );
  });

  test("--source-digest", async () => {
    const right = `--source-digest=${certificate["sourceRepositoryDigest"]}`;
    await check([right], [`--source-digest=${"0".repeat(40)}`], "SOURCE_MISMATCH");
  });

  test("--predicate-type", async () => {
    const given = "--bundle=FOLDER/sbom.json";
    const v1 = "https://slsa.dev/provenance/v1";
    const right = [`--predicate-type=${SBOM} ${given}`, `--predicate-type=${v1}`];
    await check(
      right,
      [`--predicate-type=${v1} ${given}`, given, `--predicate-type=${v1}#`],
      "PREDICATE_TYPE_MISMATCH",
    );
  });

  test("--min-level", async () => {
    await check(["--min-level=1", "--min-level=2"], ["--min-level=3"], "LEVEL_TOO_LOW");
  });

  test("--trusted-root and --bundle", async () => {
    await check(["--trusted-root=FOLDER/root.json"], ["--trusted-root=FOLDER/bundle.json"], "TRUST_INVALID");
    await check(["--bundle=FOLDER/bundle.json"], ["--bundle=FOLDER/none.json"], "NOT_FOUND");
  });

  test("--deny-self-hosted-runners", async (t) => {
    await check(["--deny-self-hosted-runners"], [], "");
    const claims = { runner_environment: "self-hosted" };
    const own = await verifyWorld(t, { github: { claims } });
    await own.file("bundle.json", await own.bundle("rocket"));
    const args = [`sha256:${sha256("rocket")}`, "--bundle=bundle.json"];
    assert.equal((await own.verify(...args)).code, 0);
    const refused = await own.verify(...args, "--deny-self-hosted-runners");
    assert.match(refused.err, /^error: RUNNER_MISMATCH/);
  });

  test("--workflow-input", async (t) => {
    const own = await verifyWorld(t, { github: { claims: { event_name: "workflow_dispatch" } } });
    const provenance = githubProvenance(own.signing.run);
    const workflow = at(provenance, "buildDefinition", "externalParameters", "workflow");
    const predicate = {
      ...provenance,
      buildDefinition: {
        ...(provenance["buildDefinition"] as object),
        buildType: COMMUNITY_BUILD_TYPE,
        externalParameters: { workflow, inputs: { channel: "stable", note: "a=b" } },
      },
    };
    await own.file("bundle.json", await own.bundle("rocket", { predicate }));
    const args = [`sha256:${sha256("rocket")}`, "--bundle=bundle.json"];
    const right = await own.verify(
      ...args,
      "--workflow-input=channel=stable",
      "--workflow-input",
      "note=a=b",
    );
    assert.equal(right.code, 0, right.err);
    for (const input of ["channel=beta", "channel=Stable", "other=x"]) {
      const wrong = await own.verify(
        ...args,
        "--workflow-input=channel=stable".replace("channel=stable", input),
      );
      assert.match(wrong.err, /^error: INPUT_MISMATCH/, input);
    }
    tested.add("--workflow-input");
  });

  test("--rekor-url looks up what has no signed time", async () => {
    const { signing } = world;
    const subject = [{ name: "rocket", digest: { sha256: sha256("rocket") } }];
    const envelope = envelopeOf(signing.statement({ subject }), await certificateFor(signing));
    await world.file("bare.json", envelope.text);
    const rekor = `--rekor-url=${signing.local.sigstore.rekor.server.url}`;
    const args = "--bundle=FOLDER/bare.json";
    await check([], [args], "TIME_MISSING");
    await check([], [`${args} ${rekor}`], "NOT_FOUND");
    await enter(signing, PROPOSALS["intoto 0.0.2"]?.(envelope));
    await check([`${args} ${rekor}`, `--bundle=FOLDER/bundle.json ${rekor}`], [], "");
    assert.equal((await verify("--bundle=FOLDER/bare.json", "--rekor-url=https://127.0.0.1:9")).code, 4);
    tested.add("--rekor-url");
  });

  test("each option of the request was tried here, or in what tests where bundles are found", () => {
    const elsewhere = ["--from", "--tag", "--attestation-repository"];
    const names = REQUEST_OPTIONS.map(({ name }) => `--${name}`);
    assert.deepEqual(
      names.filter((name) => !tested.has(name) && !elsewhere.includes(name)),
      [],
    );
  });

  test("without a signer, the source's own workflow is refused", async () => {
    const { identity } = world.signing.expected;
    const ended = await inProcess([
      "verify",
      `sha256:${sha256("rocket")}`,
      `--bundle=${path.join(world.folder, "bundle.json")}`,
      `--trusted-root=${path.join(world.folder, "root.json")}`,
      `--issuer=${identity.issuer}`,
      `--source-repository=${identity.sourceRepository}`,
    ]);
    assert.match(ended.err, /^error: SIGNER_MISMATCH: .*not a known builder/);
    assert.match(ended.err, new RegExp(text(certificate, "buildSignerURI") ?? "?"));
  });
});

test("two instances do not vouch for each other", async (t) => {
  const [one, other] = [await verifyWorld(t), await signingWorld(t)];
  await one.file("bundle.json", await other.sign(other.statement()));
  const ended = await one.verify(`sha256:${"5f".repeat(32)}`, "--bundle=bundle.json");
  assert.equal(ended.code, 1);
  assert.match(ended.err, /CERTIFICATE_INVALID|TIME_INVALID|LOG_INVALID/);
});
