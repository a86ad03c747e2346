import { X509Certificate } from "node:crypto";

import { WaybillError } from "../errors.ts";
import { SLSA_V02, SLSA_V1 } from "../intoto/statement.ts";
import { quoted } from "../quoted.ts";
import { compareCodeUnits } from "../subjects/names.ts";
import { MAX_BUNDLE_BYTES, parseBundle, type ParsedBundle } from "../verify/bundle.ts";
import { signingCertificate } from "../verify/evidence.ts";
import { parseStatement } from "../verify/statement.ts";
import { notFound, type Artifact, type Artifacts } from "./artifacts.ts";
import type { PublishInputs } from "./inputs.ts";

/** A bundle as another job handed it over. Nothing of it is verified but the artifact's digest. */
export interface HandedBundle {
  readonly fileName: string;
  readonly json: string;
  /** as the statement says, for the comparison with itself after it is verified */
  readonly predicateType: string;
  /** the organization of the authority that issued the certificate, as that says of itself */
  readonly certifiedBy: string | undefined;
}

/** As many statements as fit one run, and their predicates (`src/plan.ts`) in base64. */
const LIMITS = { files: 4096, bytes: 512 * 1024 * 1024 };

/**
 * The bundles in the artifact that the inputs name, the run's provenance first.
 * @throws WaybillError ARTIFACT_NOT_FOUND, ARTIFACT_DIGEST_MISMATCH, ARTIFACT_INVALID, BUNDLE_MALFORMED, CERTIFICATE_INVALID
 */
export async function fetchBundles(
  { artifact: name, digest }: PublishInputs,
  artifacts: Artifacts,
): Promise<HandedBundle[]> {
  const files = await artifacts.download(await find(name, digest, artifacts), digest, LIMITS);
  if (files.length === 0) throw invalid(name, "no file", "bundles");
  const bundles = files.map((file): HandedBundle => {
    const { name: fileName, bytes } = file;
    if (!isBundleName(fileName))
      throw invalid(name, `the file ${quoted(fileName)}`, "bundles, …intoto.jsonl, alone");
    if (bytes.length > MAX_BUNDLE_BYTES)
      throw invalid(name, `${bytes.length} bytes`, `bundles of up to ${MAX_BUNDLE_BYTES}`);
    const json = Buffer.from(bytes).toString("utf8").trim();
    const parsed = parseBundle(json);
    const { predicateType } = parseStatement(parsed.payload);
    return { fileName, json, predicateType, certifiedBy: authorityOf(parsed) };
  });
  // The archive's order says nothing: a run's files are numbered, and its provenance is the first of them.
  return bundles.toSorted(
    (a, b) =>
      kindOf(a) - kindOf(b) ||
      a.fileName.length - b.fileName.length ||
      compareCodeUnits(a.fileName, b.fileName),
  );
}

function authorityOf({ bundle }: ParsedBundle): string | undefined {
  const { issuer } = new X509Certificate(signingCertificate(bundle).der);
  return /^O=(.+)$/m.exec(issuer)?.[1];
}

/** Attempts of a run may each have one of that name: the digest tells which is meant. */
async function find(name: string, digest: string, artifacts: Artifacts): Promise<Artifact> {
  const named = (await artifacts.list(name)).filter((artifact) => artifact.name === name);
  const found = named.find((artifact) => artifact.digest === digest) ?? named.at(-1);
  if (found === undefined) throw notFound(name);
  return found;
}

function kindOf({ predicateType }: HandedBundle): number {
  return [SLSA_V1, SLSA_V02].includes(predicateType) ? 0 : 1;
}

/** A name that the step gives; it becomes a file's, and an asset's. */
function isBundleName(name: string): boolean {
  return (
    /^(?!\.)[^/\\:<>"|?*\p{C}]+$/u.test(name) &&
    name.endsWith("intoto.jsonl") &&
    Buffer.byteLength(name) <= 255
  );
}

function invalid(artifact: string, got: string, expected: string): WaybillError {
  return new WaybillError("ARTIFACT_INVALID", {
    what: `The workflow artifact ${artifact} does not hold a run's bundles. Nothing was stored.`,
    got,
    expected,
    todo: "Give the artifact that the signing job's output `bundles-artifact` names.",
  });
}
