import { writeFile } from "node:fs/promises";
import * as path from "node:path";

import type { Artifacts } from "./handover/artifacts.ts";
import { artifactName } from "./handover/inputs.ts";
import type { ArtifactFile } from "./handover/zip.ts";
import { http } from "./net/http.ts";
import { Patience } from "./net/patience.ts";
import { findImages, registriesOf } from "./images.ts";
import { allSubjects, stateAll } from "./plan.ts";
import { assertNamesApart } from "./preflight.ts";
import { assertReplaceable, openOutputDir } from "./publish/file.ts";
import { subjectLine } from "./report/outputs.ts";
import { readCheckout } from "./run/checkout.ts";
import { describeRun, issuerOf, type Run } from "./run/run.ts";
import { obtainIdentity } from "./run/token.ts";
import { claimsFromVariables } from "./run/variables.ts";
import type { FoundSubjects } from "./subjects/collect.ts";
import type { World } from "./world.ts";

/**
 * The full statements, unsigned, on disk and where the inputs ask for it as a workflow artifact: nothing is signed, logged
 * or stored elsewhere, and no token is needed. Without one the runner's variables stand for the claims, and the report
 * says so.
 */
export async function dryRun(
  found: FoundSubjects | undefined,
  artifacts: Artifacts | undefined,
  world: World,
): Promise<true> {
  const { inputs, job, ports, progress } = world;
  const run = await dryIdentity(world);
  progress.run = run;
  const net = http(ports.fetcher, new Patience(inputs.maxWait, ports.clock));
  const images = await findImages(registriesOf(net, world), world);
  const attested = { files: (await found?.hash())?.subjects, images };
  const subjects = allSubjects(attested);
  progress.subjects = subjects;
  for (const subject of subjects.slice(0, 200)) ports.log.info(subjectLine(subject));
  const statements = await stateAll(run, attested, readCheckout(job.workspace, ports.exec), world);
  assertNamesApart(statements, subjects);
  const folder = await openOutputDir(inputs.outputDir, job);
  const files: ArtifactFile[] = [];
  for (const { fileName, statement } of statements) {
    // Names that differ stay different.
    const name = `${fileName.replace(/\.intoto\.jsonl$/, "")}.unsigned.json`;
    const file = path.join(folder, name);
    await assertReplaceable(file, "https://in-toto.io/Statement/");
    await writeFile(file, statement.bytes);
    files.push({ name, bytes: statement.bytes });
    progress.unsigned.push(file);
    ports.log.info(`unsigned statement: ${file}`);
  }
  const { bundlesArtifact } = inputs.handover;
  if (artifacts !== undefined && bundlesArtifact !== undefined) {
    const replace = job.place.attempt > 1;
    progress.bundlesArtifact = await artifacts.upload(artifactName(bundlesArtifact, files), files, replace);
  }
  return true;
}

async function dryIdentity({ inputs, job, ports, progress }: World): Promise<Run> {
  const notice = (text: string): void => void progress.notices.push({ severity: "notice", text });
  if (job.tokenRequest === undefined) {
    notice(
      "A dry run: nothing was signed or stored. There is no OIDC token, so the runner's variables stand for its claims: any earlier step could have changed them.",
    );
    return describeRun(claimsFromVariables(job.variables, job.serverUrl), job.serverUrl);
  }
  notice("A dry run: nothing was signed or stored.");
  const net = http(ports.fetcher, new Patience(inputs.maxWait, ports.clock));
  const issuer = inputs.oidcIssuer ?? issuerOf(job.serverUrl);
  const token = { http: net, mask: ports.mask, now: () => ports.clock.now() };
  const { claims } = await obtainIdentity(job.tokenRequest, issuer, token);
  return describeRun(claims, job.serverUrl);
}
