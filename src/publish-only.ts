import * as path from "node:path";

import { WaybillError } from "./errors.ts";
import type { Artifacts } from "./handover/artifacts.ts";
import { fetchBundles, type HandedBundle } from "./handover/bundles.ts";
import type { PublishInputs } from "./handover/inputs.ts";
import { findImages, registriesOf, recordImages } from "./images.ts";
import { primaryDigest, sameDigests } from "./intoto/digest.ts";
import { encodeStatement, SLSA_V02, SLSA_V1, type Subject, type Subjects } from "./intoto/statement.ts";
import { http, type Http } from "./net/http.ts";
import { Patience } from "./net/patience.ts";
import { baseUrl } from "./net/url.ts";
import { assertNamesApart, assertStorable } from "./preflight.ts";
import { allSubjects, type Attested } from "./plan.ts";
import { assertReplaceable, openOutputDir, writeJudged } from "./publish/file.ts";
import { askStores, settle, type Held, type Planned } from "./publish/stores.ts";
import { subjectLine } from "./report/outputs.ts";
import { issuerOf, type RunFacts } from "./run/run.ts";
import type { InstanceName } from "./sigstore/instance.ts";
import type { GivenTrust } from "./sigstore/trust.ts";
import { openStores, storeAll } from "./storing.ts";
import { imageText, type AttestedImage } from "./subjects/images.ts";
import { BUILT_IN } from "./trust/anchors.ts";
import { githubTrust } from "./trust/github.ts";
import { refreshPublicTrust } from "./trust/refresh.ts";
import type { TrustedRootSource } from "./trust/roots.ts";
import { certifiedRun } from "./verify/backed.ts";
import type { ExpectedIdentity } from "./verify/expectation.ts";
import { assertSubject } from "./verify/statement.ts";
import { verifyBundle, type Verified } from "./verify/verify.ts";
import type { World } from "./world.ts";

/** What is at hand before anything is asked. */
export interface PublishTools {
  readonly patience: Patience;
  readonly net: Http;
  readonly trust: GivenTrust;
  readonly artifacts: Artifacts;
}

/**
 * The bundles that another job signed, verified for whom the inputs name, and stored like the step's own. Nothing is
 * signed, so no OIDC token is needed; an equal bundle that a target already holds stays and is the one reported.
 * @throws WaybillError what verification refuses, before any target is written to
 */
export async function publishOnly(publish: PublishInputs, tools: PublishTools, world: World): Promise<true> {
  const { ports, progress } = world;
  const { patience, net } = tools;
  progress.publishing = true;
  const identity = identityOf(publish, world);
  const { verified, root, run } = await ports.log.group("Verify", () =>
    fetchVerified(publish, identity, tools, world),
  );
  const registries = registriesOf(net, world);
  const images = await findImages(registries, world);
  const plan = verified.map((one) => planned(one, identity, images));
  assertImagesStated(plan, images);
  const attested = { files: filesOf(plan), images };
  progress.subjects = allSubjects(attested);
  progress.planned = plan.length;
  assertNamesApart(plan, progress.subjects);
  const targets = openStores(run, attested, { patience, registries, root }, world);
  const held = await askStores(plan, targets, root);
  assertStorable(held, (published) => progress.published.push(published));
  const bundles = new Map(plan.map((one, index) => [one, verified[index]?.bundle]));
  await ports.log.group("Store", () => storeVerified(held, bundles, world));
  await settle(targets, progress.published);
  await recordImages(images, { run, patience }, world);
  return true;
}

/** A bundle that was verified, and its file's name. */
interface VerifiedFile {
  readonly fileName: string;
  readonly bundle: Verified;
}

async function fetchVerified(
  publish: PublishInputs,
  identity: ExpectedIdentity,
  { net, trust, artifacts }: PublishTools,
  world: World,
): Promise<{ verified: VerifiedFile[]; root: TrustedRootSource; run: RunFacts }> {
  const { ports, progress } = world;
  const handed = await fetchBundles(publish, artifacts);
  const { name, root } = await rootFor(handed, trust, net, world);
  progress.instance = { name, root, logs: [] };
  const verified = handed.map(({ fileName, json, predicateType }) => {
    const bundle = verifyBundle(json, { identity, predicateTypes: [predicateType], artifacts: [] }, root);
    for (const check of bundle.checks) ports.log.info(`${fileName}: verified ${check.name}: ${check.detail}`);
    return { fileName, bundle };
  });
  const run = runOf(identity, publish, verified, world.job.serverUrl);
  progress.run = run;
  for (const { bundle } of verified)
    for (const subject of namedSubjects(bundle).slice(0, 200)) ports.log.info(subjectLine(subject));
  return { verified, root, run };
}

function identityOf(
  publish: PublishInputs,
  { inputs, job }: World,
): ExpectedIdentity & { sourceDigest: string } {
  const server = baseUrl(job.serverUrl);
  const absolute = (name: string): string => (/^https?:\/\//.test(name) ? name : `${server}/${name}`);
  return {
    issuer: inputs.oidcIssuer ?? issuerOf(job.serverUrl),
    signer: absolute(publish.signer),
    signerDigest: publish.signerDigest,
    sourceRepository: absolute(publish.sourceRepository),
    sourceDigest: publish.sourceDigest,
  };
}

/**
 * The user's own root; else that of the instance that `sigstore` names, and with `auto` of the one that certified the
 * bundles. Which of GitHub's and the public one it is, the bundles may say: both are trusted, for the same identities.
 */
async function rootFor(
  handed: readonly HandedBundle[],
  trust: GivenTrust,
  net: Http,
  { inputs, job, ports }: World,
): Promise<{ name: InstanceName; root: TrustedRootSource }> {
  const { sigstore } = inputs;
  const own = handed.every(({ certifiedBy }) => certifiedBy !== "sigstore.dev");
  const name = sigstore === "auto" ? (own ? "github" : "public") : sigstore;
  if (trust.root !== undefined) return { name, root: trust.root };
  const cache = job.toolCache;
  if (name === "github") {
    const repository = ports.anchors?.githubTuf;
    const options = { http: net, apiUrl: job.apiUrl, token: inputs.githubToken, cache, repository };
    return { name, root: await githubTrust(job.serverUrl, options) };
  }
  const repository = ports.anchors?.publicTuf ?? BUILT_IN.publicTuf;
  // Without patience: where nothing newer comes, what was shipped will do.
  const impatient = http(ports.fetcher, new Patience(0, ports.clock));
  const { material, source } = await refreshPublicTrust({ http: impatient, cache, repository });
  const { trustedRoot } = source === "shipped" ? (ports.anchors?.shipped ?? BUILT_IN.shipped)() : material;
  return { name, root: trustedRoot };
}

/** Of the run that signed, as its certificates say: their references must agree, since a release is chosen by them. */
function runOf(
  identity: ExpectedIdentity,
  publish: PublishInputs,
  verified: readonly VerifiedFile[],
  serverUrl: string,
): RunFacts {
  const certificates = verified.map(({ bundle }) => bundle.certificate);
  const refs = [...new Set(certificates.map(({ sourceRepositoryRef }) => sourceRepositoryRef))];
  const [ref] = refs;
  if (ref === undefined || refs.length > 1) {
    throw new WaybillError("SOURCE_MISMATCH", {
      what: "The bundles are not of one branch or tag, so they are not of one run.",
      got: refs.map((one) => one ?? "none").join(", "),
      expected: "one",
    });
  }
  const [first] = verified;
  const facts = first?.bundle.certificate;
  const [run_id = "", run_attempt = ""] = facts === undefined ? [] : certifiedRun(facts);
  const repository = new URL(identity.sourceRepository).pathname.slice(1);
  const [repository_owner = ""] = repository.split("/");
  const sha = publish.sourceDigest;
  return {
    claims: { iss: identity.issuer, ref, repository, repository_owner, run_id, run_attempt, sha },
    serverUrl: baseUrl(serverUrl),
    repositoryUrl: identity.sourceRepository,
    builderId: first?.bundle.signer ?? "",
    invocationId: facts?.runInvocationURI ?? "",
  };
}

/** The statement with what an equal bundle must satisfy. */
function planned(
  { fileName, bundle }: VerifiedFile,
  identity: ExpectedIdentity,
  images: readonly AttestedImage[],
): Planned {
  const { predicateType, predicate } = bundle.statement;
  const subjects = namedSubjects(bundle);
  const image = images.find(
    (one) =>
      one.subjects[0].name === subjects[0].name && sameDigests(one.subjects[0].digest, subjects[0].digest),
  );
  // With `attest-platforms` a bundle is attached to each platform, so it must state each.
  for (const subject of image?.subjects ?? []) assertSubject(bundle.statement, subject.digest);
  return {
    fileName,
    statement: encodeStatement(subjects, predicateType, predicate),
    expected: {
      identity,
      predicateTypes: [predicateType],
      artifacts: subjects.map(({ digest }) => digest),
    },
    givenPredicate: ![SLSA_V1, SLSA_V02].includes(predicateType),
    image,
  };
}

function namedSubjects({ statement }: Verified): Subjects {
  const [first, ...rest] = statement.subjects.map(({ name, digest }): Subject => {
    return { name: name ?? primaryDigest(digest), digest };
  });
  if (first !== undefined) return [first, ...rest];
  throw new WaybillError("STATEMENT_MALFORMED", { what: "The statement has no subject." });
}

/** What is in the release under one of these names must be it; a name in several statements is one subject. */
function filesOf(plan: readonly Planned[]): Attested["files"] {
  const subjects = plan.flatMap(({ image, statement }) =>
    image === undefined ? statement.body.subject : [],
  );
  const [first, ...rest] = new Map(subjects.map((subject) => [subject.name, subject])).values();
  return first === undefined ? undefined : [first, ...rest];
}

/** @throws WaybillError SUBJECT_MISMATCH for an image that no bundle is about */
function assertImagesStated(plan: readonly Planned[], images: readonly AttestedImage[]): void {
  const missing = images.find((image) => !plan.some((one) => one.image === image));
  if (missing === undefined) return;
  throw new WaybillError("SUBJECT_MISMATCH", {
    what: "No bundle in the artifact is about this image. Nothing was stored.",
    got: imageText(missing),
    expected: "an image that the signing job attested, by the same name and digest",
    todo: "Name in `images` what the signing job attested, by its digest.",
  });
}

async function storeVerified(
  held: readonly Held[],
  bundles: ReadonlyMap<Planned, Verified | undefined>,
  world: World,
): Promise<void> {
  const { inputs, job, ports } = world;
  const folder = await openOutputDir(inputs.outputDir, job);
  for (const { planned } of held) await assertReplaceable(path.join(folder, planned.fileName));
  const bring = async (file: string, { planned, reused }: Held): Promise<Verified> => {
    const bundle = reused ?? bundles.get(planned);
    if (bundle === undefined) throw new TypeError("a statement without its bundle");
    if (reused !== undefined)
      ports.log.info(`${planned.fileName}: an equal bundle is stored already, and stays.`);
    return await writeJudged(file, Buffer.from(`${bundle.json}\n`), () => bundle);
  };
  await storeAll(held, folder, bring, world);
}
