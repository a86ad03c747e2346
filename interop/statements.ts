import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { TestContext } from "node:test";

import { sha, statementIn } from "../__tests__/scenarios/world.ts";
import { judge } from "./judgement.ts";
import { conftestPolicy } from "./policies.ts";
import { toolOrSkip } from "./requirements.ts";
import type { Stack } from "./stack.ts";
import { COSIGNS, PREDICATES, run, type Predicate, type Question } from "./verifiers.ts";
import { download, realWorld } from "./world.ts";

/** What a predicate's type is in a statement. */
const TYPES: Readonly<Record<string, Predicate>> = {
  "https://slsa.dev/provenance/v1": "SLSA v1",
  "https://slsa.dev/provenance/v0.2": "SLSA v0.2",
  "https://spdx.dev/Document": "SPDX",
  "https://cyclonedx.org/bom": "CycloneDX",
};

const SPDX = { spdxVersion: "SPDX-2.3", SPDXID: "SPDXRef-DOCUMENT", name: "rocket", packages: [] };
const CYCLONEDX = { bomFormat: "CycloneDX", specVersion: "1.6", version: 1, components: [] };

/** One file and all that a step can state of it by itself, a bundle each. */
export async function stateAll(t: TestContext, stack: Stack): Promise<ReadonlyMap<Predicate, Question>> {
  const real = await realWorld(t, stack);
  await real.file("sbom/rocket.spdx.json", JSON.stringify(SPDX));
  await real.file("sbom/rocket.cdx.json", JSON.stringify(CYCLONEDX));
  const sboms = "sbom/rocket.spdx.json\nsbom/rocket.cdx.json";

  const run = await real.sign({ "provenance-version": "both", "sbom-path": sboms });

  assert.equal(run.code, 0, run.log);
  const question = await download(real, stack.trustedRootFile);
  const questions = new Map<Predicate, Question>();
  for (const bundle of (run.outputs["bundle-paths"] ?? "").split("\n")) {
    const { predicateType } = await statementIn(bundle);
    const predicate = TYPES[String(predicateType)];
    assert.ok(predicate !== undefined, String(predicateType));
    questions.set(predicate, { ...question, bundle, predicate });
  }
  assert.deepEqual([...questions.keys()].sort(), Object.keys(PREDICATES).sort());
  return questions;
}

/** cosign looks for one type of predicate, and refuses a bundle of another. */
export async function judgeTypes(t: TestContext, questions: ReadonlyMap<Predicate, Question>): Promise<void> {
  for (const [predicate, question] of questions) {
    // Judged elsewhere, by every verifier.
    if (predicate !== "SLSA v1") await judge(t, question, { verifiers: COSIGNS });
    const wrong = { ...question, predicate: predicate === "SPDX" ? "CycloneDX" : "SPDX" } as const;
    for (const cosign of COSIGNS) {
      const { program, skip } = await toolOrSkip(cosign.tool);
      await t.test(`${cosign.title} · files · Rekor v${question.log} · ${predicate}`, { skip }, async (t) => {
        await t.test("refuses another predicate type", async () => {
          const { accepted, said } = await cosign.ask(wrong, program);
          assert.ok(!accepted, said);
          assert.match(said, /invalid predicate type, expected/);
        });
      });
    }
  }
}

/** conftest judges a statement, whoever signed it. */
export async function testStatement(
  t: TestContext,
  questions: ReadonlyMap<Predicate, Question>,
): Promise<void> {
  const { program, skip } = await toolOrSkip("conftest");
  const [v1, v02] = [questions.get("SLSA v1"), questions.get("SLSA v0.2")];
  assert.ok(v1 !== undefined && v02 !== undefined);
  const artifact = sha("sha256", await readFile(v1.file));
  const ask = async (bundle: string, source: string, digest: string) => {
    const home = path.join(path.dirname(v1.file), `conftest-${crypto.randomUUID()}`);
    await mkdir(home);
    const statement = path.join(home, "statement.json");
    await writeFile(statement, JSON.stringify(await statementIn(bundle)));
    const policy = path.join(home, "provenance.rego");
    await writeFile(policy, conftestPolicy(source, digest));
    return await run(program, ["test", statement, `--policy=${policy}`, "--no-color"], home);
  };
  await t.test(`conftest · files · Rekor v${v1.log} · SLSA v1`, { skip }, async (t) => {
    const source = v1.sourceRepository;
    await t.test("accepts", async () => {
      const { accepted, said } = await ask(v1.bundle, source, artifact);
      assert.ok(accepted, said);
      assert.match(said, /3 tests, 3 passed/);
    });
    const refused = {
      "another source": [v1.bundle, `${source}-fork`, artifact, /made from another repository/],
      "another file": [v1.bundle, source, sha("sha256", "rocker"), /about another artifact/],
      "another predicate type": [v02.bundle, source, artifact, /not SLSA provenance/],
    } as const;
    for (const [flaw, [bundle, repository, digest, reason]] of Object.entries(refused)) {
      await t.test(`refuses ${flaw}`, async () => {
        const { accepted, said } = await ask(bundle, repository, digest);
        assert.ok(!accepted, said);
        assert.match(said, reason);
      });
    }
  });
}
