import assert from "node:assert/strict";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { TestContext } from "node:test";

import { ACTION, statementIn } from "../__tests__/scenarios/world.ts";
import type { ToolName } from "../scripts/tools.ts";
import { at } from "../src/json.ts";
import { judgeBy } from "./judgement.ts";
import { toolOrSkip } from "./requirements.ts";
import type { Stack } from "./stack.ts";
import { clientTrustConfig, run, waybill, type Question, type Verdict } from "./verifiers.ts";
import { download, type RealWorld } from "./world.ts";

/** What a signer needs: our step's predicate for the job, and a token of the same job. */
interface Order {
  /** what is to be signed */
  readonly file: string;
  /** where the bundle is to be written */
  readonly bundle: string;
  readonly predicate: string;
  /** the whole statement, for who makes none */
  readonly statement: string;
  readonly signingConfig: string;
  readonly trustedRoot: string;
  /** both in one, as sigstore-python wants them */
  readonly trustConfig: string;
  readonly token: string;
}

/** A program that signs a file as its own users have it do. */
interface Signer {
  readonly title: string;
  readonly tool: ToolName;
  /** the logs that it can sign for; why not for another is in `table.ts` */
  readonly logs: readonly (1 | 2)[];
  sign(order: Order, program: string): Promise<Verdict>;
}

function cosign(order: Order, command: string, ...more: readonly string[]): string[] {
  return [
    command,
    "--yes",
    ...more,
    `--signing-config=${order.signingConfig}`,
    `--trusted-root=${order.trustedRoot}`,
    `--identity-token=${order.token}`,
    `--bundle=${order.bundle}`,
    order.file,
  ];
}

function cosignAttest(order: Order): string[] {
  return cosign(order, "attest-blob", `--predicate=${order.predicate}`, "--type=slsaprovenance1");
}

const SIGNERS: readonly Signer[] = [
  {
    title: "cosign 3",
    tool: "cosign",
    logs: [1, 2],
    sign: async (order, program) => await run(program, cosignAttest(order), path.dirname(order.bundle)),
  },
  {
    title: "cosign 2.6",
    tool: "cosign-2",
    logs: [1],
    sign: async (order, program) =>
      await run(program, [...cosignAttest(order), "--new-bundle-format"], path.dirname(order.bundle)),
  },
  {
    title: "sigstore-go",
    tool: "sigstore-go-signing",
    logs: [1, 2],
    async sign(order, program) {
      const services = [`-signing-config=${order.signingConfig}`, `-trusted-root=${order.trustedRoot}`];
      const args = ["-in-toto", "-tsa", "-rekor", ...services, `-id-token=${order.token}`, order.statement];
      const verdict = await run(program, args, path.dirname(order.bundle));
      // It prints the bundle, a line after the public key.
      const bundle = verdict.said.split("\n").find((line) => line.startsWith("{"));
      if (bundle !== undefined) await writeFile(order.bundle, `${bundle}\n`);
      return verdict;
    },
  },
  {
    title: "sigstore-python",
    tool: "sigstore-python",
    logs: [1, 2],
    sign: async (order, program) =>
      await run(
        program,
        [
          `--trust-config=${order.trustConfig}`,
          "attest",
          `--identity-token=${order.token}`,
          `--predicate=${order.predicate}`,
          "--predicate-type=https://slsa.dev/provenance/v1",
          `--bundle=${order.bundle}`,
          order.file,
        ],
        path.dirname(order.bundle),
      ),
  },
];

/** The other way round: what others sign is judged by our verifier. */
export async function judgeForeignFiles(t: TestContext, stack: Stack, real: RealWorld): Promise<void> {
  const ours = await real.sign();
  assert.equal(ours.code, 0, ours.log);
  const question = await download(real, stack.trustedRootFile);
  const verifier = waybill(ACTION);
  for (const signer of SIGNERS.filter(({ logs }) => logs.includes(question.log))) {
    const { program, skip } = await toolOrSkip(signer.tool);
    const cell = `waybill · files · Rekor v${question.log} · SLSA v1 · signed by ${signer.title}`;
    await t.test(cell, { skip }, async (t) => {
      const order = await orderFor(stack, real, question);
      const { accepted, said } = await signer.sign(order, program);
      assert.ok(accepted, said);
      const made: unknown = JSON.parse(await readFile(order.bundle, "utf8"));
      const kind = at(made, "verificationMaterial", "tlogEntries", 0, "kindVersion", "kind");
      assert.equal(kind, question.log === 2 ? "hashedrekord" : "dsse");
      await judgeBy(t, verifier, { ...question, bundle: order.bundle }, "");
    });
  }
  const { program, skip } = await toolOrSkip("cosign");
  await t.test("waybill refuses a signature of the file itself, which states nothing", { skip }, async () => {
    const order = await orderFor(stack, real, question);
    const signed = await run(program, cosign(order, "sign-blob"), path.dirname(order.bundle));
    assert.ok(signed.accepted, signed.said);
    const { accepted, said } = await verifier.ask({ ...question, bundle: order.bundle }, "");
    assert.ok(!accepted, said);
    assert.match(said, /BUNDLE_MALFORMED/);
  });
}

/** In a folder of its own, with a new token: no signer finds what another left. */
async function orderFor(
  stack: Stack,
  { local, job }: RealWorld,
  { file, bundle, trustedRoot }: Question,
): Promise<Order> {
  const folder = await mkdtemp(path.join(job.root, "foreign-"));
  const beside = async (name: string, json: unknown): Promise<string> => {
    const written = path.join(folder, name);
    await writeFile(written, JSON.stringify(json));
    return written;
  };
  // Ours, since it is compared with the certificate that any signer of this job gets.
  const statement = await statementIn(bundle);
  const config = stack.signingConfig(local.github.issuer);
  return {
    file,
    bundle: path.join(folder, "bundle.json"),
    predicate: await beside("predicate.json", at(statement, "predicate")),
    statement: await beside("statement.json", statement),
    signingConfig: await beside("signing_config.json", config),
    trustedRoot,
    trustConfig: await beside("trust_config.json", await clientTrustConfig(trustedRoot, config)),
    token: await local.github.oidc.mint("sigstore"),
  };
}
