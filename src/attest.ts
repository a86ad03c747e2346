import * as path from "node:path";

import { WaybillError } from "./errors.ts";
import type { Inputs } from "./inputs.ts";
import { primaryDigest } from "./intoto/digest.ts";
import { provenanceFileName } from "./intoto/naming.ts";
import type { Statement, Subjects } from "./intoto/statement.ts";
import { sameJson } from "./json.ts";
import type { Log } from "./log.ts";
import { http, type Fetch, type Http } from "./net/http.ts";
import { Patience, type Clock } from "./net/patience.ts";
import { stateProvenance } from "./predicates/state.ts";
import { openOutputDir, writeJudged } from "./publish/file.ts";
import { findEqual } from "./publish/reuse.ts";
import type { Holding, Published, Target } from "./publish/target.ts";
import { openTargets } from "./publish/targets.ts";
import { subjectLine } from "./report/outputs.ts";
import type { BundleFile, Progress } from "./report/result.ts";
import { readCheckout, type Exec } from "./run/checkout.ts";
import { missingToken } from "./run/missing.ts";
import { describeRun, issuerOf, type Run } from "./run/run.ts";
import { obtainIdentity, type Identity, type TokenRequest } from "./run/token.ts";
import { obtainCertificate, type Certificate } from "./sigstore/certificate.ts";
import type { Instance } from "./sigstore/instance.ts";
import { signer } from "./sigstore/sign.ts";
import { instanceFor, readGivenTrust, type ChosenInstance, type GivenTrust } from "./sigstore/trust.ts";
import { findSubjects, type FoundSubjects } from "./subjects/collect.ts";
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
 * The step. Whatever it gets done stands in `progress`, also when it throws.
 * @returns false when there was nothing to do: no token, and `on-missing-token: skip`
 */
export async function attest(
  inputs: Inputs,
  job: Surroundings,
  ports: Ports,
  progress: Progress,
): Promise<boolean> {
  // What can be wrong without asking anybody is found out before anybody is asked.
  const trust = await readGivenTrust(inputs);
  const found = await findSubjects(inputs.subjects, {
    workspace: job.workspace,
    ...(inputs.expectedCount === undefined ? {} : { expectedCount: inputs.expectedCount }),
  });
  if (job.tokenRequest === undefined) {
    const missing = missingToken(job.eventName, await ports.readEvent());
    if (inputs.onMissingToken === "fail") throw missing;
    progress.notices.push({
      severity: "notice",
      text: `${missing.parts.what} Nothing was signed, as \`on-missing-token: skip\` asks.`,
    });
    return false;
  }
  const opened = await openSigning(job.tokenRequest, { inputs, job, ports, progress, trust, found });
  const checkingOut = quietly(readCheckout(job.workspace, ports.exec));
  const subjects = await ports.log.group("Subjects", () => listSubjects(opened.hashing, ports.log));
  progress.subjects = subjects;
  const signing = { ...opened, instance: settleInstance(opened.latest, { ports, progress }) };

  const checkout = await checkingOut;
  if (checkout.kind === "none")
    ports.log.info(`There is no commit here to compare with the run's: ${checkout.reason}.`);
  const { statement, notices } = await stateProvenance(signing.run, subjects, {
    inputs,
    job,
    ports,
    checkout,
  });
  progress.notices.push(...notices);
  const fileName = provenanceFileName(subjects, inputs.provenanceName);
  const stores = await askStores(fileName, statement, signing, { inputs, job, ports, progress });

  const file = path.join(await openOutputDir(inputs.outputDir, job), fileName);
  const bundle = await ports.log.group("Sign and verify", () =>
    signOrReuse(file, statement, signing, stores, ports.log),
  );
  progress.files.push({ fileName, path: file, bundle, reused: stores.reused !== undefined });
  await ports.log.group("Store", () => storeEverywhere({ fileName, bundle }, stores, progress));
  return true;
}

interface World {
  readonly inputs: Inputs;
  readonly job: Surroundings;
  readonly ports: Ports;
  readonly progress: Progress;
}

/** Everything that signing needs, with the certificate still on its way. */
interface Signing {
  readonly net: Http;
  readonly patience: Patience;
  readonly identity: Identity;
  readonly run: Run;
  readonly instance: Instance;
  readonly latest: ChosenInstance["latest"];
  readonly certificate: Promise<Certificate>;
  readonly hashing: ReturnType<FoundSubjects["hash"]>;
}

/** Token, claims, Sigstore instance; files are hashed meanwhile, and the certificate is asked for. */
async function openSigning(
  request: TokenRequest,
  world: World & { readonly trust: GivenTrust; readonly found: FoundSubjects },
): Promise<Signing> {
  const { inputs, job, ports, progress } = world;
  const patience = new Patience(inputs.maxWait, ports.clock);
  const net = http(ports.fetcher, patience);
  const hashing = quietly(world.found.hash());
  return await ports.log.group("Identity", async () => {
    const issuer = inputs.oidcIssuer ?? issuerOf(job.serverUrl);
    const identity = await obtainIdentity(request, issuer, {
      http: net,
      mask: ports.mask,
      now: () => ports.clock.now(),
    });
    const run = describeRun(identity.claims, job.serverUrl);
    progress.run = run;
    const { instance, latest } = await instanceFor(run, inputs, world.trust, {
      http: net,
      fetcher: ports.fetcher,
      now: new Date(ports.clock.now()),
      apiUrl: job.apiUrl,
      token: inputs.githubToken,
    });
    progress.instance = instance;
    ports.log.info(`source   ${run.repositoryUrl} ${run.claims.ref} ${run.claims.sha}`);
    ports.log.info(`builder  ${run.builderId}`);
    ports.log.info(`sigstore ${instance.name}, ${new URL(instance.ca).origin}, ${instance.root.description}`);
    const certificate = quietly(obtainCertificate(instance.ca, identity, net));
    return { net, patience, identity, run, instance, latest, certificate, hashing };
  });
}

/** The root that judges from here on: the newest that came while files were hashed. */
function settleInstance(
  latest: ChosenInstance["latest"],
  { ports, progress }: Pick<World, "ports" | "progress">,
): Instance {
  const { instance, reason } = latest();
  progress.instance = instance;
  ports.log.info(
    `trust    ${instance.root.description}${reason === undefined ? "" : `, as shipped: ${reason}`}`,
  );
  return instance;
}

const LOGGED_SUBJECTS = 200;

async function listSubjects(hashing: Signing["hashing"], log: Log): Promise<Subjects> {
  const { subjects } = await hashing;
  for (const subject of subjects.slice(0, LOGGED_SUBJECTS)) log.info(subjectLine(subject));
  log.info(subjects.length === 1 ? "1 subject" : `${subjects.length} subjects`);
  return subjects;
}

/** The targets, what each holds already, and the bundle among it that states what this run would state. */
interface Stores {
  readonly expected: Expectation;
  readonly targets: readonly {
    readonly target: Target;
    readonly holding: Holding;
    readonly equal: Verified | undefined;
  }[];
  readonly reused: Verified | undefined;
}

async function askStores(
  fileName: string,
  statement: Statement,
  signing: Signing,
  world: World,
): Promise<Stores> {
  const { run, instance, patience } = signing;
  const { body } = statement;
  const { apiUrl } = world.job;
  const { fetcher, log } = world.ports;
  const { targets, skipped } = openTargets(world.inputs, run, body.subject, {
    apiUrl,
    fetcher,
    patience,
    log,
  });
  world.progress.published.push(...skipped);
  const expected = expectationOf(run, body);
  const asked = targets.map(async (target) => {
    const holding = await target.find(fileName, primaryDigest(body.subject[0].digest));
    const equal =
      holding.kind === "bundles" ? findEqual(holding.bundles, body, expected, instance.root) : undefined;
    return { target, holding, equal };
  });
  const answers = await Promise.all(asked);
  return { expected, targets: answers, reused: answers.find((answer) => answer.equal !== undefined)?.equal };
}

/** Our own claims say who must have signed, for what; the certificate must say the same. */
function expectationOf(run: Run, body: Statement["body"]): Expectation {
  return {
    identity: {
      issuer: run.claims.iss,
      signer: run.builderId,
      sourceRepository: run.repositoryUrl,
      sourceDigest: run.claims.sha,
    },
    predicateTypes: [body.predicateType],
    artifacts: body.subject.map((subject) => subject.digest),
  };
}

/** A verified bundle of the statement, in `file`. */
async function signOrReuse(
  file: string,
  statement: Statement,
  signing: Signing,
  stores: Stores,
  log: Log,
): Promise<Verified> {
  const { instance, identity, net, certificate } = signing;
  const { reused } = stores;
  if (reused !== undefined) {
    log.info("An earlier run or attempt signed the same statement, so nothing is signed anew.");
    return await writeJudged(file, Buffer.from(`${reused.json}\n`), () => reused);
  }
  const unverified = await signer(instance, identity, net, certificate).sign(statement);
  const bundle = await writeJudged(file, unverified, () => {
    const judged = verifyBundle(unverified.toString("utf8"), stores.expected, instance.root);
    if (sameJson(judged.statement.json, statement.body)) return judged;
    throw new WaybillError("STATEMENT_MALFORMED", {
      what: "The statement that was signed is not the one that was made. Nothing was stored.",
      todo: "Please report this.",
    });
  });
  for (const check of bundle.checks) log.info(`verified ${check.name}: ${check.detail}`);
  return bundle;
}

/** Each target on its own; what one did is reported whatever becomes of the others. */
async function storeEverywhere(
  file: Pick<BundleFile, "fileName" | "bundle">,
  stores: Stores,
  progress: Progress,
): Promise<void> {
  const stored = stores.targets.map(async ({ target, holding, equal }): Promise<Published> => {
    if (holding.kind === "unknown") return { target: target.name, status: "failed", error: holding.error };
    const held = equal === undefined ? (holding.kind === "bundles" ? "other" : "nothing") : "equal";
    return await target.store({ ...file, held });
  });
  await Promise.all(stored.map(async (published) => progress.published.push(await published)));
}

/** An error of a promise that is awaited later is not "unhandled" until then. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
