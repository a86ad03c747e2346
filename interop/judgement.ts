import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { TestContext } from "node:test";

import { startSigstore } from "../local/sigstore/start.ts";
import { ACTION } from "../__tests__/scenarios/world.ts";
import { toolOrSkip } from "./requirements.ts";
import { FLAWS, FOREIGN, waybill, type Flaw, type Question, type Verifier } from "./verifiers.ts";

const VERIFIERS: readonly Verifier[] = [...FOREIGN, waybill(ACTION)];

/**
 * A test for each verifier and each thing that it must accept or refuse, so that the report reads as a table.
 * @param column of that table
 */
export async function judge(
  t: TestContext,
  question: Question,
  { verifiers = VERIFIERS, column = "files" }: { verifiers?: readonly Verifier[]; column?: string } = {},
): Promise<void> {
  for (const verifier of verifiers) {
    const { program, skip } = await toolOrSkip(verifier.tool);
    const cell = `${verifier.title} · ${column} · Rekor v${question.log} · ${question.predicate ?? "SLSA v1"}`;
    await t.test(cell, { skip }, (t) => judgeBy(t, verifier, question, program));
  }
}

/**
 * A test for each thing that this verifier must accept or refuse.
 * @param program the file of its `tool`
 */
export async function judgeBy(
  t: TestContext,
  verifier: Verifier,
  question: Question,
  program: string,
): Promise<void> {
  const ofThisLog = question.log === 2 ? verifier.refusalsOfV2 : undefined;
  await t.test("accepts", () => accepts(verifier, question, program));
  for (const flaw of FLAWS) {
    await t.test(`refuses ${flaw}`, async () => {
      const { accepted, said } = await verifier.ask(await flawed(question, flaw), program);
      assert.ok(!accepted, said);
      assert.match(said, ofThisLog?.[flaw] ?? verifier.refusals[flaw]);
    });
  }
}

/** Only that every verifier accepts. */
export async function everyoneAccepts(t: TestContext, question: Question): Promise<void> {
  for (const verifier of VERIFIERS) {
    const { program, skip } = await toolOrSkip(verifier.tool);
    await t.test(`${verifier.title} accepts the file`, { skip }, () => accepts(verifier, question, program));
  }
}

async function accepts(verifier: Verifier, question: Question, program: string): Promise<void> {
  const { accepted, said } = await verifier.ask(question, program);
  assert.ok(accepted, said);
}

/** The question with one thing wrong. */
async function flawed(question: Question, flaw: Flaw): Promise<Question> {
  const beside = async (name: string, content: string): Promise<string> => {
    const file = path.join(path.dirname(question.bundle), name);
    await writeFile(file, content);
    return file;
  };
  switch (flaw) {
    case "another file":
      return { ...question, file: await beside("other.tgz", "rocker") };
    case "another identity":
      return { ...question, identity: question.identity.replace("release.yml", "build.yml") };
    case "another issuer":
      return { ...question, issuer: "https://token.actions.githubusercontent.com" };
    case "a changed signature":
      return { ...question, bundle: await beside("changed.intoto.jsonl", await changed(question.bundle)) };
    case "the trusted root of another instance": {
      const root = JSON.stringify(await otherRoot());
      return { ...question, trustedRoot: await beside("other_root.json", `${root}\n`) };
    }
    case "another certificate authority": {
      const root = JSON.parse(await readFile(question.trustedRoot, "utf8")) as Record<string, unknown>;
      const { certificateAuthorities } = await otherRoot();
      const mixed = JSON.stringify({ ...root, certificateAuthorities });
      return { ...question, trustedRoot: await beside("other_ca.json", `${mixed}\n`) };
    }
  }
}

/** The bundle with one bit of its signature changed. */
async function changed(file: string): Promise<string> {
  const bundle = JSON.parse(await readFile(file, "utf8")) as {
    dsseEnvelope: { signatures: [{ sig: string }] };
  };
  const [signature] = bundle.dsseEnvelope.signatures;
  const bytes = Buffer.from(signature.sig, "base64");
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  signature.sig = bytes.toString("base64");
  return `${JSON.stringify(bundle)}\n`;
}

/** The trusted root of an instance that signed nothing. */
export async function otherRoot() {
  const other = await startSigstore({ issuers: [] });
  await other.close();
  return other.trustedRoot;
}
