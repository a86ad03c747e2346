import * as path from "node:path";

import { WaybillError } from "./errors.ts";
import type { Inputs } from "./inputs.ts";
import type { Subjects } from "./intoto/statement.ts";
import { sameJson } from "./json.ts";
import type { Log } from "./log.ts";
import { http, type Http } from "./net/http.ts";
import { Patience } from "./net/patience.ts";
import { assertAddresses, assertNamesApart, assertStorable } from "./preflight.ts";
import { dryRun } from "./dry-run.ts";
import { readGivenPredicates, stateAll, type PlannedStatement } from "./plan.ts";
import { assertReplaceable, openOutputDir, writeJudged } from "./publish/file.ts";
import { inParallel } from "./pool.ts";
import { askStores, storeEverywhere, type Held, type Planned } from "./publish/stores.ts";
import type { Target } from "./publish/target.ts";
import { openTargets } from "./publish/targets.ts";
import { subjectLine } from "./report/outputs.ts";
import type { Progress } from "./report/result.ts";
import { readCheckout } from "./run/checkout.ts";
import { missingToken } from "./run/missing.ts";
import { describeRun, issuerOf, type Run } from "./run/run.ts";
import { obtainIdentity, type TokenRequest } from "./run/token.ts";
import { obtainCertificate, type Certificate } from "./sigstore/certificate.ts";
import type { Instance } from "./sigstore/instance.ts";
import { signer, type Signer } from "./sigstore/sign.ts";
import { instanceFor, readGivenTrust, type ChosenInstance, type GivenTrust } from "./sigstore/trust.ts";
import { findSubjects, type FoundSubjects } from "./subjects/collect.ts";
import type { Surroundings } from "./surroundings.ts";
import type { ExpectedIdentity } from "./verify/identity.ts";
import { assertIssued } from "./verify/issued.ts";
import { verifyBundle, type Verified } from "./verify/verify.ts";
import type { Ports, World } from "./world.ts";

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
  assertAddresses(job);
  const trust = await readGivenTrust(inputs);
  const given = await readGivenPredicates(inputs, job.workspace);
  const found = await findSubjects(inputs.subjects, {
    workspace: job.workspace,
    ...(inputs.expectedCount === undefined ? {} : { expectedCount: inputs.expectedCount }),
  });
  const world = { inputs, job, ports, progress, given };
  if (inputs.dryRun) return await dryRun(found, world);
  if (job.tokenRequest === undefined) return await withoutToken(world);

  const opened = await openSigning(job.tokenRequest, { ...world, trust, found });
  const checkout = quietly(readCheckout(job.workspace, ports.exec));
  const subjects = await listSubjects(opened.hashing, world);
  const signing = { ...opened, instance: settleInstance(opened.latest, world) };

  const statements = await stateAll(signing.run, subjects, checkout, world);
  assertNamesApart(statements, subjects);
  progress.planned = statements.length;
  const plan = statements.map((statement) => planned(signing.run, statement));
  const held = await askStores(plan, openStores(signing, subjects, world), signing.instance.root);
  assertStorable(held, (published) => progress.published.push(published));
  const folder = await openOutputDir(inputs.outputDir, job);
  for (const { fileName } of statements) await assertReplaceable(path.join(folder, fileName));
  await ports.log.group("Sign, verify and store", () => signAndStore(held, folder, signing, world));
  return true;
}

async function withoutToken({ inputs, job, ports, progress }: World): Promise<false> {
  const missing = missingToken(job.eventName, await ports.readEvent());
  if (inputs.onMissingToken === "fail") throw missing;
  const text = `${missing.parts.what} Nothing was signed, as \`on-missing-token: skip\` asks.`;
  progress.notices.push({ severity: "notice", text });
  return false;
}

/** Everything that signing needs, with the certificate still on its way. */
interface Signing {
  readonly net: Http;
  readonly patience: Patience;
  readonly run: Run;
  readonly instance: Instance;
  readonly latest: ChosenInstance["latest"];
  readonly obtain: () => Promise<Certificate>;
  /** the first certificate, on its way */
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
      cache: job.toolCache,
    });
    progress.instance = instance;
    ports.log.info(`source   ${run.repositoryUrl} ${run.claims.ref} ${run.claims.sha}`);
    ports.log.info(`builder  ${run.builderId}`);
    ports.log.info(`sigstore ${instance.name}, ${new URL(instance.ca).origin}, ${instance.root.description}`);
    const obtain = (): Promise<Certificate> => obtainCertificate(instance.ca, identity, net);
    return { net, patience, run, instance, latest, obtain, certificate: quietly(obtain()), hashing };
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

async function listSubjects(hashing: Signing["hashing"], { ports, progress }: World): Promise<Subjects> {
  const { log } = ports;
  return await log.group("Subjects", async () => {
    const { subjects } = await hashing;
    progress.subjects = subjects;
    for (const subject of subjects.slice(0, LOGGED_SUBJECTS)) log.info(subjectLine(subject));
    log.info(subjects.length === 1 ? "1 subject" : `${subjects.length} subjects`);
    return subjects;
  });
}

/** The targets that the inputs ask for; what they ask for in vain is reported at once. */
function openStores(signing: Signing, subjects: Subjects, world: World): readonly Target[] {
  const { apiUrl } = world.job;
  const { fetcher } = world.ports;
  const notice = (text: string): void => void world.progress.notices.push({ severity: "notice", text });
  const ports = { apiUrl, fetcher, patience: signing.patience, notice };
  const { targets, skipped } = openTargets(world.inputs, signing.run, subjects, ports);
  world.progress.published.push(...skipped);
  return targets;
}

/** Our own claims say who must have signed, for what. */
function identityOf(run: Run): ExpectedIdentity {
  return {
    issuer: run.claims.iss,
    signer: run.builderId,
    sourceRepository: run.repositoryUrl,
    sourceDigest: run.claims.sha,
  };
}

/** A statement with what its bundle must satisfy. */
function planned(run: Run, plan: PlannedStatement): Planned {
  const { body } = plan.statement;
  return {
    ...plan,
    expected: {
      identity: identityOf(run),
      predicateTypes: [body.predicateType],
      artifacts: body.subject.map((subject) => subject.digest),
    },
  };
}

/** Statements in work at a time: each is a call to a log and one to a timestamp authority. */
const SIGNED_AT_ONCE = 4;

/** Each statement signed, verified and stored, in a few lines side by side, all with one certificate. */
async function signAndStore(
  held: readonly Held[],
  folder: string,
  signing: Signing,
  world: World,
): Promise<void> {
  const { progress } = world;
  const { instance, net, run, obtain, certificate } = signing;
  // By the root that judges in the end, before anything is signed.
  const issued = async (asked: Promise<Certificate>): Promise<Certificate> => {
    const answer = await asked;
    assertIssued(answer.der, identityOf(run), instance.root);
    return answer;
  };
  const signs = signer(instance, net, () => issued(obtain()), quietly(issued(certificate)));
  await inParallel(held, SIGNED_AT_ONCE, async (one, order) => {
    const { fileName } = one.planned;
    const file = path.join(folder, fileName);
    const bundle = await signOrReuse(file, one, signs, signing, world.ports.log);
    progress.files.push({ fileName, path: file, bundle, order, reused: one.reused !== undefined });
    await storeEverywhere(one, bundle, (published) => progress.published.push(published));
  });
}

/** A verified bundle of the statement, in `file`. */
async function signOrReuse(
  file: string,
  held: Held,
  signs: Signer,
  signing: Signing,
  log: Log,
): Promise<Verified> {
  const { planned, reused } = held;
  if (reused !== undefined) {
    log.info(
      `${planned.fileName}: an earlier run or attempt signed the same statement, so nothing is signed anew.`,
    );
    return await writeJudged(file, Buffer.from(`${reused.json}\n`), () => reused);
  }
  const unverified = await signs.sign(planned.statement);
  const bundle = await writeJudged(file, unverified, () => {
    const judged = verifyBundle(unverified.toString("utf8"), planned.expected, signing.instance.root);
    if (sameJson(judged.statement.json, planned.statement.body)) return judged;
    throw new WaybillError("STATEMENT_MALFORMED", {
      what: "The statement that was signed is not the one that was made. It was stored nowhere.",
      todo: "Please report this.",
    });
  });
  for (const check of bundle.checks) log.info(`${planned.fileName}: verified ${check.name}: ${check.detail}`);
  return bundle;
}

/** An error of a promise that is awaited later is not "unhandled" until then. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
