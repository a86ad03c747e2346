import { WaybillError } from "../errors.ts";
import { knownBuilder, type KnownBuilder } from "./builders.ts";
import { signerOf, type CertificateFacts } from "./certificate.ts";
import { GITHUB_ISSUER, type ExpectedIdentity } from "./expectation.ts";
import { isReleaseTag, namesWorkflow, splitUri, type Naming } from "./refs.ts";

export { GITHUB_ISSUER, type ExpectedIdentity } from "./expectation.ts";

/** Who signed, once that is the one expected. */
export interface Signer {
  readonly uri: string;
  /** the URI without its reference */
  readonly workflow: string;
  readonly ref: string | undefined;
  /** undefined for a workflow that only the caller's word makes a builder */
  readonly builder: KnownBuilder | undefined;
  /** which version signed is settled: the caller named it, or it is a release of a known builder */
  readonly settled: boolean;
}

/**
 * Compares exactly, letter case included; no patterns.
 * @throws WaybillError ISSUER_MISMATCH, SIGNER_MISMATCH, BUILDER_MISMATCH, SOURCE_MISMATCH
 */
export function assertIdentity(facts: CertificateFacts, expected: ExpectedIdentity): Signer {
  assertIssuer(facts, expected.issuer);
  const signer = assertSigner(facts, expected);
  assertSource(facts, expected);
  return signer;
}

function assertIssuer({ issuer }: CertificateFacts, expected: string): void {
  if (issuer === expected) return;
  const slug = expected === GITHUB_ISSUER && issuer?.startsWith(`${GITHUB_ISSUER}/`) === true;
  throw new WaybillError("ISSUER_MISMATCH", {
    what: "The signer's identity was issued by somebody else than expected.",
    got: issuer ?? "no issuer",
    expected,
    todo: slug
      ? "This is the issuer of an enterprise on GitHub. If it is yours, or one that you trust, name it with `--issuer`."
      : "Name another issuer with `--issuer` only if you trust it to identify workflows (an enterprise's own, for instance).",
  });
}

function assertSigner(facts: CertificateFacts, expected: ExpectedIdentity): Signer {
  const uri = signerOf(facts);
  const { workflow, ref } = splitUri(uri);
  const builder = knownBuilder(workflow, facts.issuer);
  const naming = namedBy(expected, facts, builder);
  if (expected.signerDigest !== undefined && facts.buildSignerDigest !== expected.signerDigest) {
    throw new WaybillError("SIGNER_MISMATCH", {
      what: "The statement was signed by the expected workflow at another commit.",
      got: facts.buildSignerDigest ?? "no commit of the signer in the certificate",
      expected: expected.signerDigest,
    });
  }
  const named = naming === "one" || expected.signerDigest !== undefined;
  const settled = named || isRelease(ref, builder);
  // Of a builder that is trusted for what it is, the version matters: its repository has branches, and the commits of
  // all its forks can be called by the same URI. The source's own workflow has the source's versions.
  const anyVersion =
    builder === undefined && (expected.signer !== undefined || isOwnWorkflow(workflow, facts));
  if (!settled && !anyVersion) {
    throw new WaybillError("SIGNER_MISMATCH", {
      what: "The builder that signed is not a release of it.",
      got: uri,
      expected: `${workflow}@refs/tags/vX.Y.Z`,
      todo: "If you trust this very version, name it: the signer with its whole reference, or the commit of its file.",
    });
  }
  return { uri, workflow, ref, builder, settled };
}

/** How the caller named the signer. @throws WaybillError SIGNER_MISMATCH, BUILDER_MISMATCH */
function namedBy(
  expected: ExpectedIdentity,
  facts: CertificateFacts,
  builder: KnownBuilder | undefined,
): Naming {
  const uri = signerOf(facts);
  if (expected.signer !== undefined) {
    const naming = namesWorkflow(expected.signer, uri, facts.buildSignerDigest);
    if (naming !== undefined) return naming;
    throw new WaybillError("SIGNER_MISMATCH", {
      what: "The statement was signed by another workflow than expected.",
      got: uri,
      expected: expected.signer,
      todo: "Of a reusable workflow that signs, name that one and not its caller; a branch by its whole name, @refs/heads/….",
    });
  }
  // A delegator is trusted to state its tool, which is compared later.
  if (expected.builderId !== undefined && builder?.builderId !== "tool") {
    const naming = namesWorkflow(expected.builderId, uri, facts.buildSignerDigest);
    if (naming !== undefined) return naming;
    throw new WaybillError("BUILDER_MISMATCH", {
      what: "The statement was signed by another builder than expected.",
      got: uri,
      expected: expected.builderId,
    });
  }
  if (builder !== undefined) return "any";
  throw new WaybillError("SIGNER_MISMATCH", {
    what: "No signer was named, and the one that signed is not a known builder.",
    got: uri,
    expected: "a known builder, or the signer that you name",
    todo: "Name the workflow with `--signer` if you trust it: anybody can sign with a workflow of their own.",
  });
}

function isRelease(ref: string | undefined, builder: KnownBuilder | undefined): boolean {
  return isReleaseTag(ref) || (ref !== undefined && builder?.commits.has(ref) === true);
}

/** A workflow of the source repository has the source's own versions. */
export function isOwnWorkflow(workflow: string, { sourceRepositoryURI: source }: CertificateFacts): boolean {
  return source !== undefined && workflow.startsWith(`${source}/.github/workflows/`);
}

function assertSource(facts: CertificateFacts, expected: ExpectedIdentity): void {
  const { sourceRepositoryURI: repository, sourceRepositoryOwnerURI: owner } = facts;
  if (repository !== expected.sourceRepository) {
    throw new WaybillError("SOURCE_MISMATCH", {
      what: "The artifact was built from another repository than expected.",
      got: repository ?? "no source repository in the certificate",
      expected: expected.sourceRepository,
    });
  }
  const expectedOwner = expected.sourceRepository.slice(0, expected.sourceRepository.lastIndexOf("/"));
  if (owner !== undefined && owner !== expectedOwner) {
    throw new WaybillError("SOURCE_MISMATCH", {
      what: "The artifact was built from a repository of another owner than expected.",
      got: owner,
      expected: expectedOwner,
    });
  }
  if (expected.sourceDigest !== undefined && facts.sourceRepositoryDigest !== expected.sourceDigest) {
    throw new WaybillError("SOURCE_MISMATCH", {
      what: "The artifact was built from another commit than expected.",
      got: facts.sourceRepositoryDigest ?? "no commit in the certificate",
      expected: expected.sourceDigest,
    });
  }
}
