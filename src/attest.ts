import { mkdir, mkdtemp, rename, writeFile } from "node:fs/promises";
import * as path from "node:path";

import { WaybillError } from "./errors.ts";
import type { Inputs } from "./inputs.ts";
import { primaryDigest } from "./intoto/digest.ts";
import { provenanceFileName } from "./intoto/naming.ts";
import { encodeStatement, SLSA_V1, type Statement } from "./intoto/statement.ts";
import { sameJson } from "./json.ts";
import type { Log } from "./log.ts";
import { http, type Fetch } from "./net/http.ts";
import { Patience, type Clock } from "./net/patience.ts";
import { gatherFacts } from "./predicates/facts.ts";
import { fullProvenance, githubProvenance, isExcludedEvent } from "./predicates/provenance.ts";
import { findEqual } from "./publish/reuse.ts";
import type { Published, Target } from "./publish/target.ts";
import { openTargets } from "./publish/targets.ts";
import { subjectLine } from "./report/outputs.ts";
import type { Progress } from "./report/result.ts";
import { readCheckout, type Exec } from "./run/checkout.ts";
import { isForkPullRequest } from "./run/event.ts";
import { describeRun, issuerOf, type Run } from "./run/run.ts";
import { obtainIdentity } from "./run/token.ts";
import { obtainCertificate } from "./sigstore/certificate.ts";
import { signer } from "./sigstore/sign.ts";
import { instanceFor, readGivenTrust } from "./sigstore/trust.ts";
import type { Instance } from "./sigstore/instance.ts";
import { findSubjects } from "./subjects/collect.ts";
import type { Surroundings } from "./surroundings.ts";
import { verifyBundle, type Expectation, type Verified } from "./verify/verify.ts";

/** What the pipeline may do to the world; a test or a rehearsal passes its own. */
export interface Ports {
  readonly fetcher: Fetch;
  readonly clock: Clock;
  readonly exec: Exec;
  readonly log: Log;
  /** keeps a value out of everything that is printed */
  readonly mask: (secret: string) => void;
  readonly readEvent: () => Promise<unknown>;
}

/**
 * The step: inputs, run, subjects, predicate, signature, verification, stores. Whatever it gets done stands in
 * `progress`, also when it throws.
 * @returns false when there was nothing to do: no token, and `on-missing-token: skip`
 */
export async function attest(
  inputs: Inputs,
  job: Surroundings,
  ports: Ports,
  progress: Progress,
): Promise<boolean> {
  const { log } = ports;
  // What can be wrong without asking anybody is found out before anybody is asked.
  const given = await readGivenTrust(inputs);
  const found = await findSubjects(inputs.subjects, {
    workspace: job.workspace,
    ...(inputs.expectedCount === undefined ? {} : { expectedCount: inputs.expectedCount }),
  });
  const { tokenRequest } = job;
  if (tokenRequest === undefined) return await withoutIdentity(inputs, job, ports, progress);

  const patience = new Patience(inputs.maxWait, ports.clock);
  const net = http(ports.fetcher, patience);
  const hashing = quietly(found.hash());
  const identity = await log.group("Identity", async () => {
    const issuer = inputs.oidcIssuer ?? issuerOf(job.serverUrl);
    return await obtainIdentity(tokenRequest, issuer, {
      http: net,
      mask: ports.mask,
      now: () => ports.clock.now(),
    });
  });
  const run = describeRun(identity.claims, job.serverUrl);
  progress.run = run;
  const instance = instanceFor(run, inputs, given, new Date(ports.clock.now()));
  progress.instance = instance;
  log.info(`Source   ${run.repositoryUrl} ${run.claims.ref} ${run.claims.sha}`);
  log.info(`Builder  ${run.builderId}`);
  log.info(`Sigstore ${instance.name}: ${new URL(instance.ca).origin}; ${instance.root.description}`);

  // The certificate and what the targets hold are asked for while files are still being hashed; only signing waits.
  const certificate = quietly(obtainCertificate(instance.ca, identity, net));
  const checkout = quietly(readCheckout(job.workspace, ports.exec));
  const subjects = await log.group("Subjects", async () => {
    const { subjects } = await hashing;
    progress.subjects = subjects;
    for (const subject of subjects.slice(0, 200)) log.info(subjectLine(subject));
    log.info(`${subjects.length} in all`);
    return subjects;
  });
  const { targets, skipped } = openTargets(inputs, run, subjects, {
    apiUrl: job.apiUrl,
    fetcher: ports.fetcher,
    patience,
    log,
  });
  progress.published.push(...skipped);
  const fileName = provenanceFileName(subjects, inputs.provenanceName);
  const holdings = await Promise.all(
    targets.map((target) => target.find(fileName, primaryDigest(subjects[0].digest))),
  );
  const statement = await state(inputs, job, ports, run, await checkout, subjects, progress);

  const expected = expectationOf(run, statement);
  const equals = holdings.map((holding) =>
    holding.kind === "bundles"
      ? findEqual(holding.bundles, statement.body, expected, instance.root)
      : undefined,
  );
  const reused = equals.find((bundle) => bundle !== undefined);
  const outputDir = await openOutputDir(inputs.outputDir, job);
  const bundle =
    reused === undefined
      ? await log.group("Sign and verify", async () => {
          const unverified = await signer(instance, identity, net, certificate).sign(statement);
          return await verifyOnDisk(
            unverified,
            path.join(outputDir, fileName),
            statement,
            expected,
            instance,
          );
        })
      : await keepReused(reused, path.join(outputDir, fileName), log);
  progress.files.push({
    fileName,
    path: path.join(outputDir, fileName),
    bundle,
    reused: reused !== undefined,
  });
  for (const check of bundle.checks) log.info(`verified ${check.name}: ${check.detail}`);

  await log.group("Store", async () => {
    const results = targets.map(async (target, index): Promise<Published> => {
      const holding = holdings[index];
      if (holding === undefined || holding.kind === "unknown") return notAsked(target, holding?.error);
      const held = equals[index] === undefined ? (holding.kind === "bundles" ? "other" : "nothing") : "equal";
      return await target.store({ fileName, bundle, held });
    });
    // Each as soon as it is known: what one did is reported whatever becomes of the others.
    await Promise.all(results.map(async (result) => progress.published.push(await result)));
  });
  return true;
}

/** No error of a promise is lost by being early: whoever awaits it gets it; until then it is not "unhandled". */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

async function withoutIdentity(
  inputs: Inputs,
  job: Surroundings,
  ports: Ports,
  progress: Progress,
): Promise<false> {
  const fork = isForkPullRequest(await ports.readEvent());
  const why = fork
    ? "This is a pull request from a fork: GitHub gives such runs no OIDC token, whatever the permissions say."
    : "GitHub gives this job no OIDC token: its `permissions` lack `id-token: write` (a reusable workflow's caller must grant it too), or it runs for Dependabot or a fork.";
  if (inputs.onMissingToken === "skip") {
    progress.notices.push({
      severity: "notice",
      text: `${why} Nothing was signed, as \`on-missing-token: skip\` asks.`,
    });
    return false;
  }
  throw new WaybillError("TOKEN_MISSING", {
    what: why,
    got: `event ${job.eventName === "" ? "(none)" : job.eventName}, no ACTIONS_ID_TOKEN_REQUEST_URL`,
    todo: fork
      ? "Attest on `push` or `release`, or set `on-missing-token: skip` for pull requests."
      : "Add `id-token: write` to the job's permissions, or set `on-missing-token: skip` where no provenance is wanted.",
  });
}

/** The statement of the run, and the warnings that its facts give cause for. */
async function state(
  inputs: Inputs,
  job: Surroundings,
  ports: Ports,
  run: Run,
  checkout: Awaited<ReturnType<typeof readCheckout>>,
  subjects: Parameters<typeof encodeStatement>[0],
  progress: Progress,
): Promise<Statement> {
  const warn = (text: string): void => void progress.notices.push({ severity: "warning", text });
  if (checkout.kind === "commit" && checkout.commit !== run.claims.sha) {
    warn(
      `The commit checked out (${checkout.commit}) is not the run's own (${run.claims.sha}), which the provenance names as the source.`,
    );
  }
  if (checkout.kind === "none") ports.log.debug(`Nothing to compare the commit with: ${checkout.reason}.`);
  if (inputs.buildType === "github") {
    if (isExcludedEvent(run)) {
      warn(
        `The build type of GitHub's provenance is not meant for the event ${run.claims.event_name}; \`build-type: full\` is.`,
      );
    }
    return encodeStatement(subjects, SLSA_V1, githubProvenance(run));
  }
  const facts = await gatherFacts({ inputs, job, ports, run, checkout });
  if (facts.event.redacted.length > 0) {
    warn(
      `What looked like a credential was left out of the provenance, in the inputs: ${facts.event.redacted.join(", ")}.`,
    );
  }
  if (facts.startedOn === undefined) {
    progress.notices.push({
      severity: "notice",
      text: "The run's start time is not stated: GitHub's API did not tell it (private repositories need `actions: read`).",
    });
  }
  return encodeStatement(subjects, SLSA_V1, fullProvenance(run, facts));
}

function expectationOf(run: Run, statement: Statement): Expectation {
  return {
    identity: {
      issuer: run.claims.iss,
      signer: run.builderId,
      sourceRepository: run.repositoryUrl,
      sourceDigest: run.claims.sha,
    },
    predicateType: statement.body.predicateType,
    artifacts: statement.body.subject.map((subject) => subject.digest),
  };
}

async function openOutputDir(given: string | undefined, job: Surroundings): Promise<string> {
  if (given === undefined) return await mkdtemp(path.join(job.temp, "waybill-"));
  const dir = path.resolve(job.workspace, given);
  await mkdir(dir, { recursive: true });
  return dir;
}

/** On disk first, under a name that nobody publishes by a pattern; under its own name once it is verified. */
async function verifyOnDisk(
  unverified: Buffer,
  file: string,
  statement: Statement,
  expected: Expectation,
  instance: Instance,
): Promise<Verified> {
  const pending = `${file}.unverified`;
  await writeFile(pending, unverified);
  const bundle = verifyBundle(unverified.toString("utf8"), expected, instance.root);
  if (!sameJson(bundle.statement.json, statement.body)) {
    throw new WaybillError("STATEMENT_MALFORMED", {
      what: "The statement that was signed is not the one that was made.",
      todo: "Nothing was stored. Please report this.",
    });
  }
  await rename(pending, file);
  return bundle;
}

async function keepReused(bundle: Verified, file: string, log: Log): Promise<Verified> {
  log.info("An earlier run or attempt signed the same statement: nothing is signed anew.");
  await writeFile(file, `${bundle.json}\n`);
  return bundle;
}

function notAsked(target: Target, error: WaybillError | undefined): Published {
  return {
    target: target.name,
    status: "failed",
    error: error ?? new WaybillError("INTERNAL", { what: "A target was not asked what it holds." }),
  };
}
