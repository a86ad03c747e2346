import * as path from "node:path";

import { WaybillError } from "./errors.ts";
import type { Artifacts } from "./handover/artifacts.ts";
import { artifactName } from "./handover/inputs.ts";
import { findImages, recordImages, registriesOf } from "./images.ts";
import { sameJson } from "./json.ts";
import type { Log } from "./log.ts";
import type { Http } from "./net/http.ts";
import type { Patience } from "./net/patience.ts";
import { assertNamesApart, assertStorable } from "./preflight.ts";
import { allSubjects, stateAll, type Attested, type PlannedStatement } from "./plan.ts";
import { assertReplaceable, openOutputDir, writeJudged } from "./publish/file.ts";
import { askStores, settle, type Held, type Planned } from "./publish/stores.ts";
import { subjectLine } from "./report/outputs.ts";
import { readCheckout } from "./run/checkout.ts";
import { describeRun, type Run } from "./run/run.ts";
import type { Identity } from "./run/token.ts";
import { obtainCertificate, type Certificate } from "./sigstore/certificate.ts";
import type { Instance } from "./sigstore/instance.ts";
import { signer, type Signer } from "./sigstore/sign.ts";
import { instanceFor, type ChosenInstance, type GivenTrust } from "./sigstore/trust.ts";
import { openStores, storeAll } from "./storing.ts";
import type { Collected } from "./subjects/collect.ts";
import { assertUnmoved } from "./subjects/images.ts";
import type { ExpectedIdentity } from "./verify/expectation.ts";
import { assertIssued } from "./verify/issued.ts";
import { verifyBundle, type Verified } from "./verify/verify.ts";
import type { World } from "./world.ts";

/** What was set going before the code that signs was loaded. */
export interface Begun {
  readonly patience: Patience;
  readonly net: Http;
  readonly trust: GivenTrust;
  /** where the inputs ask for it */
  readonly artifacts: Artifacts | undefined;
  readonly identity: Promise<Identity>;
  /** undefined where images alone are attested */
  readonly hashing: Promise<Collected | undefined>;
}

/** From the job's identity to what is stored: every statement of the run signed, verified, and in its places. */
export async function signRun(begun: Begun, world: World): Promise<void> {
  const { inputs, job, ports, progress } = world;
  const checkout = quietly(readCheckout(job.workspace, ports.exec));
  const registries = registriesOf(begun.net, world);
  const finding = quietly(findImages(registries, world));
  const opened = await openSigning(begun, world);
  const attested = await listSubjects(begun.hashing, finding, world);
  const signing = { ...opened, instance: settleInstance(opened.latest, world) };

  const statements = await stateAll(signing.run, attested, checkout, world);
  assertNamesApart(statements, allSubjects(attested));
  progress.planned = statements.length;
  const plan = statements.map((statement) => planned(signing.run, statement));
  const { run, patience, instance } = signing;
  const targets = openStores(run, attested, { patience, registries, root: instance.root }, world);
  const held = await askStores(plan, targets, signing.instance.root);
  assertStorable(held, (published) => progress.published.push(published));
  for (const image of attested.images) await assertUnmoved(image, registries(image.repository));
  const folder = await openOutputDir(inputs.outputDir, job);
  for (const { fileName } of statements) await assertReplaceable(path.join(folder, fileName));
  await ports.log.group("Sign, verify and store", () => signAndStore(held, folder, signing, world));
  await handOver(begun.artifacts, world);
  await settle(targets, progress.published);
  await recordImages(attested.images, signing, world);
}

/** The bundles for another job, also where a target failed: what was signed is not lost. */
async function handOver(
  artifacts: Artifacts | undefined,
  { inputs, job, ports, progress }: World,
): Promise<void> {
  if (inputs.handover.bundlesArtifact === undefined || artifacts === undefined) return;
  const files = progress.files
    .toSorted((a, b) => a.order - b.order)
    .map(({ fileName, bundle }) => ({ name: fileName, bytes: Buffer.from(`${bundle.json}\n`) }));
  const name = artifactName(inputs.handover.bundlesArtifact, files);
  // An earlier attempt may have stored one of that name; in the first, only another job or step can have.
  progress.bundlesArtifact = await artifacts.upload(name, files, job.place.attempt > 1);
  ports.log.info(`bundles are in the workflow artifact ${name}, ${progress.bundlesArtifact.digest}`);
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
}

/** Claims and Sigstore instance; the certificate is asked for. */
async function openSigning(begun: Begun, world: World): Promise<Signing> {
  const { inputs, job, ports, progress } = world;
  const { patience, net } = begun;
  return await ports.log.group("Identity", async () => {
    const identity = await begun.identity;
    const run = describeRun(identity.claims, job.serverUrl);
    progress.run = run;
    const { instance, latest } = await instanceFor(run, inputs, begun.trust, {
      http: net,
      fetcher: ports.fetcher,
      now: new Date(ports.clock.now()),
      apiUrl: job.apiUrl,
      token: inputs.githubToken,
      cache: job.toolCache,
      anchors: ports.anchors,
    });
    progress.instance = instance;
    ports.log.info(`source   ${run.repositoryUrl} ${run.claims.ref} ${run.claims.sha}`);
    ports.log.info(`builder  ${run.builderId}`);
    ports.log.info(`sigstore ${instance.name}, ${new URL(instance.ca).origin}, ${instance.root.description}`);
    const obtain = (): Promise<Certificate> => obtainCertificate(instance.ca, identity, net);
    return { net, patience, run, instance, latest, obtain, certificate: quietly(obtain()) };
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

async function listSubjects(
  hashing: Begun["hashing"],
  finding: Promise<Attested["images"]>,
  { ports, progress }: World,
): Promise<Attested> {
  const { log } = ports;
  return await log.group("Subjects", async () => {
    const attested = { files: (await hashing)?.subjects, images: await finding };
    const subjects = allSubjects(attested);
    progress.subjects = subjects;
    for (const subject of subjects.slice(0, LOGGED_SUBJECTS)) log.info(subjectLine(subject));
    log.info(subjects.length === 1 ? "1 subject" : `${subjects.length} subjects`);
    return attested;
  });
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

/** Each statement signed, verified and stored, in a few lines side by side, all with one certificate. */
async function signAndStore(
  held: readonly Held[],
  folder: string,
  signing: Signing,
  world: World,
): Promise<void> {
  const { instance, net, run, obtain, certificate } = signing;
  // By the root that judges in the end, before anything is signed.
  const issued = async (asked: Promise<Certificate>): Promise<Certificate> => {
    const answer = await asked;
    assertIssued(answer.der, identityOf(run), instance.root);
    return answer;
  };
  const signs = signer(instance, net, () => issued(obtain()), quietly(issued(certificate)));
  const bring = (file: string, one: Held): Promise<Verified> =>
    signOrReuse(file, one, signs, signing, world.ports.log);
  await storeAll(held, folder, bring, world);
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
