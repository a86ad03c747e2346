import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { TestContext } from "node:test";

import { ask, flawed, flawedPlaces, type AttestedImage, type FlawedPlaces } from "./attested.ts";
import { ENGINES, type Admission, type AdmissionFlaw } from "./engines.ts";
import type { PredicateType } from "./image-verifiers.ts";
import { otherRoot } from "./judgement.ts";
import { WAYS } from "./readers.ts";
import { toolOrSkip } from "./requirements.ts";

/** A test for each engine, predicate type and flaw: the engines' rows of the table for one way and one log. */
export async function admitImages(t: TestContext, attested: AttestedImage): Promise<void> {
  const { way, log, real } = attested;
  const { claims } = real.local.github.oidc;
  const sourceRepository = `https://github.com/${claims["repository"]}`;
  const places = await flawedPlaces(attested);
  const root = path.join(real.job.root, "other_root.json");
  await writeFile(root, `${JSON.stringify(await otherRoot())}\n`);
  for (const engine of ENGINES) {
    const { program, skip } = await toolOrSkip(engine.tool);
    for (const [type, predicate] of Object.entries(engine.types)) {
      const admission = { ...ask(attested, type as PredicateType), sourceRepository };
      const cell = `${engine.title} · ${WAYS[way]} · Rekor v${log} · ${predicate}`;
      await t.test(cell, { skip }, async (t) => {
        await t.test("accepts", async () => {
          const { accepted, said } = await engine.ask(admission, program);
          assert.ok(accepted, said);
        });
        for (const [flaw, reason] of Object.entries(engine.refusals(admission))) {
          const wrong = spoiled(admission, flaw as AdmissionFlaw, places, root);
          await t.test(`refuses ${flaw}`, async () => {
            const { accepted, said } = await engine.ask(wrong, program);
            assert.ok(!accepted, said);
            assert.match(said, reason);
          });
        }
      });
    }
  }
}

function spoiled(admission: Admission, flaw: AdmissionFlaw, places: FlawedPlaces, root: string): Admission {
  const { sourceRepository } = admission;
  if (flaw === "another source") return { ...admission, sourceRepository: `${sourceRepository}-fork` };
  return { ...flawed(admission, flaw, places, root), sourceRepository };
}
