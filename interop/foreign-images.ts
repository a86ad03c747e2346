import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { TestContext } from "node:test";

import { at } from "../src/json.ts";
import type { Way } from "../src/oci/attach.ts";
import { digestOf } from "../src/oci/content.ts";
import { discover } from "../src/oci/discover.ts";
import { hexOf } from "../src/oci/types.ts";
import { parseTrustedRoot, readTrustedRoot, type TrustedRootSource } from "../src/trust/roots.ts";
import { verifyBundle, type Expectation } from "../src/verify/verify.ts";
import { statementIn } from "../__tests__/scenarios/world.ts";
import type { ToolName } from "../scripts/tools.ts";
import { withAnotherSignature, type AttestedImage } from "./attested.ts";
import { trustVariables } from "./image-verifiers.ts";
import { pushTwoPlatforms, type PushedImage } from "./images.ts";
import { otherRoot } from "./judgement.ts";
import { WAYS } from "./readers.ts";
import { toolOrSkip } from "./requirements.ts";
import { run } from "./verifiers.ts";

/** A program that signs and attaches as its own users have it do. */
interface Signer {
  readonly title: string;
  readonly tool: ToolName;
  readonly ways: readonly Way[];
  readonly logs: readonly (1 | 2)[];
  /** @returns arguments, and variables */
  args(
    attested: AttestedImage,
  ): Promise<{ readonly args: readonly string[]; readonly env?: Readonly<Record<string, string>> }>;
}

async function bySigningConfig({ stack, real }: AttestedImage): Promise<string[]> {
  const { local, job } = real;
  const file = path.join(job.root, "cosign_signing_config.json");
  await writeFile(file, JSON.stringify(stack.signingConfig(local.github.issuer)));
  return [`--signing-config=${file}`, `--trusted-root=${stack.trustedRootFile}`];
}

const SIGNERS: readonly Signer[] = [
  {
    title: "cosign 3",
    tool: "cosign",
    ways: ["referrers", "fallback"],
    logs: [1, 2],
    args: async (attested) => ({ args: await bySigningConfig(attested) }),
  },
  {
    title: "cosign 2.6",
    tool: "cosign-2",
    ways: ["referrers", "fallback"],
    // It sends Rekor v2 a `dsse` entry, which rekor-tiles takes no more.
    logs: [1],
    args: async (attested) => ({ args: ["--new-bundle-format", ...(await bySigningConfig(attested))] }),
  },
  {
    title: "cosign 2.6",
    tool: "cosign-2",
    ways: ["att"],
    logs: [1],
    async args({ stack, real }) {
      const { fulcio, rekor, timestamp } = stack.urls;
      const services = [`--fulcio-url=${fulcio}`, `--rekor-url=${rekor}`];
      const env = await trustVariables(stack.trustedRootFile, real.job.root);
      return { args: [...services, `--timestamp-server-url=${timestamp}`], env };
    },
  },
];

/** The other way round: what others sign and attach is found by our reader, and judged by our verifier. */
export async function judgeForeign(t: TestContext, attested: AttestedImage): Promise<void> {
  const { stack, host, way, log } = attested;
  const trust = await readTrustedRoot(stack.trustedRootFile);
  const other = parseTrustedRoot(Buffer.from(JSON.stringify(await otherRoot())), "another instance's");
  for (const signer of SIGNERS.filter(({ ways, logs }) => ways.includes(way) && logs.includes(log))) {
    const { program, skip } = await toolOrSkip(signer.tool);
    const cell = `waybill · ${WAYS[way]} · Rekor v${log} · SLSA v1 · signed by ${signer.title}`;
    await t.test(cell, { skip }, async (t) => {
      const image = await pushTwoPlatforms(host, `acme/by-${signer.tool}`);
      await sign(signer, program, attested, image);
      const { bundles, skipped } = await discover(image.repository, image.index.digest);
      assert.deepEqual(skipped, []);
      assert.deepEqual(
        bundles.map(({ found }) => found),
        [[way]],
      );
      const [bundle] = bundles;
      assert.ok(bundle !== undefined);
      await judge(t, bundle.json, expectation(attested, image), trust, other);
    });
  }
}

async function sign(
  signer: Signer,
  program: string,
  attested: AttestedImage,
  image: PushedImage,
): Promise<void> {
  const { real, log, way } = attested;
  const { oidc } = real.local.github;
  const { root } = real.job;
  // Ours, since it is compared with the certificate that any signer of this job gets.
  const predicate = at(await statementIn(attested.run.outputs["bundle-path"]), "predicate");
  const file = path.join(root, "predicate.json");
  await writeFile(file, JSON.stringify(predicate));
  const { args, env } = await signer.args(attested);
  const { accepted, said } = await run(
    program,
    [
      "attest",
      "--yes",
      ...args,
      `--identity-token=${await oidc.mint("sigstore")}`,
      `--predicate=${file}`,
      "--type=slsaprovenance1",
      `${image.name}@${image.index.digest}`,
    ],
    root,
    env,
  );
  assert.ok(accepted, `${signer.title}, ${way}, Rekor v${log}: ${said}`);
}

function expectation({ real }: AttestedImage, image: PushedImage): Expectation {
  const { issuer, oidc } = real.local.github;
  return {
    identity: {
      issuer,
      signer: `https://github.com/${oidc.claims["job_workflow_ref"]}`,
      sourceRepository: `https://github.com/${oidc.claims["repository"]}`,
    },
    predicateTypes: ["https://slsa.dev/provenance/v1"],
    artifacts: [{ sha256: hexOf(image.index.digest) }],
  };
}

async function judge(
  t: TestContext,
  json: string,
  expected: Expectation,
  trust: TrustedRootSource,
  other: TrustedRootSource,
): Promise<void> {
  const { identity } = expected;
  const { signer = "" } = identity;
  await t.test("accepts", () => {
    assert.equal(verifyBundle(json, expected, trust).statement.predicateType, expected.predicateTypes[0]);
  });
  const refuses = async (flaw: string, code: string, verify: () => unknown): Promise<void> => {
    await t.test(`refuses ${flaw}`, () => assert.throws(verify, { code }));
  };
  await refuses("another identity", "SIGNER_MISMATCH", () =>
    verifyBundle(
      json,
      { ...expected, identity: { ...identity, signer: signer.replace("release", "build") } },
      trust,
    ),
  );
  const artifacts = [{ sha256: hexOf(digestOf(Buffer.from("another image"))) }];
  await refuses("another image", "SUBJECT_MISMATCH", () =>
    verifyBundle(json, { ...expected, artifacts }, trust),
  );
  await refuses("a changed signature", "SIGNATURE_INVALID", () =>
    verifyBundle(withAnotherSignature(json), expected, trust),
  );
  // The time of a log entry without a timestamp is judged with the entry, after the certificate.
  const first = json.includes("rfc3161Timestamps") ? "TIME_INVALID" : "CERTIFICATE_INVALID";
  await refuses("the trusted root of another instance", first, () => verifyBundle(json, expected, other));
}
