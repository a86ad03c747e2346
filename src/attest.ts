import { openArtifacts, type Artifacts } from "./handover/artifacts.ts";
import { withCollected } from "./handover/subjects.ts";
import { withSubjectsFile } from "./handover/subjects-file.ts";
import type { Inputs } from "./inputs.ts";
import { http, type Http } from "./net/http.ts";
import { Patience } from "./net/patience.ts";
import { assertAddresses } from "./preflight.ts";
import { readGivenPredicates } from "./plan.ts";
import type { Progress } from "./report/result.ts";
import { missingToken } from "./run/missing.ts";
import { issuerOf } from "./run/run.ts";
import { obtainIdentity } from "./run/token.ts";
import type { GivenTrust } from "./sigstore/trust.ts";
import { findSubjects, type FoundSubjects } from "./subjects/collect.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Ports, World } from "./world.ts";

/**
 * The step. Whatever it gets done stands in `progress`, also when it throws.
 * @returns false when there was nothing to do: no token, and `on-missing-token: skip`
 */
export async function attest(
  asked: Inputs,
  job: Surroundings,
  ports: Ports,
  progress: Progress,
): Promise<boolean> {
  // What can be wrong without asking anybody is found out before anybody is asked.
  assertAddresses(job);
  const trust = await readTrust(asked);
  const given = await readGivenPredicates(asked, job.workspace);
  const patience = new Patience(asked.maxWait, ports.clock);
  const net = http(ports.fetcher, patience);
  const artifacts = openHandover(asked, net, job, ports);
  const { publish } = asked.handover;
  if (publish !== undefined && artifacts !== undefined) {
    const { publishOnly } = await import("./publish-only.ts");
    const tools = { patience, net, trust, artifacts };
    return await publishOnly(publish, tools, { inputs: asked, job, ports, progress, given });
  }
  const inputs = await withHandedOver(asked, artifacts);
  const found = await findFiles(inputs, job);
  const world = { inputs, job, ports, progress, given };
  if (inputs.handover.collectOnly && artifacts !== undefined) {
    const { collectOnly } = await import("./collect-only.ts");
    return await collectOnly(found, artifacts, net, world);
  }
  if (inputs.dryRun) {
    const { dryRun } = await import("./dry-run.ts");
    return await dryRun(found, artifacts, world);
  }
  if (job.tokenRequest === undefined) return await withoutToken(world);

  // The token is on its way while files are hashed, and while what signs and verifies is loaded.
  const issuer = inputs.oidcIssuer ?? issuerOf(job.serverUrl);
  const identity = quietly(
    obtainIdentity(job.tokenRequest, issuer, { http: net, mask: ports.mask, now: () => ports.clock.now() }),
  );
  const abandoned = new AbortController();
  const hashing = quietly(found === undefined ? Promise.resolve(undefined) : found.hash(abandoned.signal));
  try {
    const { signRun } = await import("./signing.ts");
    await signRun({ patience, net, trust, artifacts, identity, hashing }, world);
  } finally {
    // When the token is refused, nobody waits for the digests of the files.
    abandoned.abort();
  }
  return true;
}

/** The run's workflow artifacts, where the inputs have to do with them. */
function openHandover(
  { handover, dryRun }: Inputs,
  net: Http,
  job: Surroundings,
  ports: Ports,
): Artifacts | undefined {
  const { collectOnly, subjectsFromArtifacts, subjectsFile, bundlesArtifact } = handover;
  const fetches = subjectsFromArtifacts || subjectsFile !== undefined;
  // A dry run needs nothing of its surroundings, so it stores where it can.
  const stores = bundlesArtifact !== undefined && (!dryRun || job.artifactService !== undefined);
  if (!collectOnly && !fetches && !stores) return undefined;
  return openArtifacts(job.artifactService, net, ports.mask);
}

/** The inputs, with what other jobs stored. */
async function withHandedOver(inputs: Inputs, artifacts: Artifacts | undefined): Promise<Inputs> {
  const { subjectsFromArtifacts, subjectsFile } = inputs.handover;
  if (artifacts === undefined) return inputs;
  const named = subjectsFile === undefined ? inputs : await withSubjectsFile(inputs, subjectsFile, artifacts);
  return subjectsFromArtifacts ? await withCollected(named, artifacts) : named;
}

/** Files and digests; undefined where images alone are attested. */
async function findFiles(inputs: Inputs, job: Surroundings): Promise<FoundSubjects | undefined> {
  const { subjects, images, expectedCount } = inputs;
  const found = await findSubjects(subjects, {
    workspace: job.workspace,
    images: images.length,
    ...(expectedCount === undefined ? {} : { expectedCount }),
  });
  return subjects.length === 0 ? undefined : found;
}

/** Few runs bring files of their own; what reads them is heavy. */
async function readTrust(inputs: Inputs): Promise<GivenTrust> {
  if (inputs.trustedRoot === undefined && inputs.signingConfig === undefined)
    return { root: undefined, config: undefined };
  const { readGivenTrust } = await import("./sigstore/trust.ts");
  return await readGivenTrust(inputs);
}

async function withoutToken({ inputs, job, ports, progress }: World): Promise<false> {
  const missing = missingToken(job.eventName, await ports.readEvent());
  if (inputs.onMissingToken === "fail") throw missing;
  const text = `${missing.parts.what} Nothing was signed, as \`on-missing-token: skip\` asks.`;
  progress.notices.push({ severity: "notice", text });
  return false;
}

/** An error of a promise that is awaited later is not "unhandled" until then. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
