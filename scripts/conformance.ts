import { createHash } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

import type { X509Certificate } from "@sigstore/core";

import { asWaybillError, WaybillError } from "../src/errors.ts";
import { HEX_LENGTHS, hexDigest, isAlgorithm, type Algorithm, type DigestSet } from "../src/intoto/digest.ts";
import { publicTrust, readSigningConfig, readTrustedRoots, type TrustedRoots } from "../src/trust/roots.ts";
import { isMessageBundle, MAX_BUNDLE_BYTES, parseEitherBundle } from "../src/verify/bundle.ts";
import { readPublicKey } from "../src/verify/keys.ts";
import { verifyMessage, verifyMessageByKey, type Artifact } from "../src/verify/message.ts";
import { underOneOf } from "../src/verify/roots.ts";
import { verifySignature, verifySignatureByKey } from "../src/verify/signature.ts";
import { assertSubject, parseStatement } from "../src/verify/statement.ts";
import { signBundle } from "./conformance-sign.ts";

/**
 * The client under test of sigstore-conformance: `sign-bundle` and `verify-bundle`, with its own arguments.
 * @throws WaybillError whatever is refused
 */
export async function conformance(args: readonly string[]): Promise<void> {
  const { values, positionals } = parse(args);
  const [command, subject, ...others] = positionals;
  if (subject === undefined || others.length > 0) throw usage("no artifact, or more than one");
  if (values.bundle === undefined) throw usage("no --bundle");
  const given = values["trusted-root"];
  // What the staging instance is trusted for comes by TUF alone, and this command calls nobody to verify.
  if (values.staging === true && given === undefined) throw usage("--staging without --trusted-root");
  const signers = values.key === undefined ? "certificates" : "keys";
  const roots: TrustedRoots =
    given === undefined ? [publicTrust().trustedRoot] : await readTrustedRoots(given, signers);
  if (command === "verify-bundle") {
    const json = readCapped(values.bundle).toString("utf8");
    const { key, "certificate-identity": identity, "certificate-oidc-issuer": issuer } = values;
    if (key !== undefined && (identity ?? issuer) !== undefined) throw usage("a key and an identity");
    verify(json, subject, roots, { key, identity, issuer });
    return;
  }
  if (command !== "sign-bundle") throw usage(`the command ${command ?? "(none)"}`);
  const token = values["identity-token"];
  const config = values["signing-config"];
  if (token === undefined) throw usage("no --identity-token");
  const bundle = await signBundle(readFileSync(subject), {
    statement: values["in-toto"] === true,
    token,
    trust: roots[0],
    config: config === undefined ? publicTrust().signingConfig : await readSigningConfig(config),
  });
  writeFileSync(values.bundle, bundle);
}

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        staging: flag,
        "in-toto": flag,
        bundle: text,
        key: text,
        "certificate-identity": text,
        "certificate-oidc-issuer": text,
        "trusted-root": text,
        "signing-config": text,
        "identity-token": text,
      },
    });
  } catch {
    throw usage("an option that is not of the protocol");
  }
}

interface Signer {
  readonly key: string | undefined;
  readonly identity: string | undefined;
  readonly issuer: string | undefined;
}

function verify(json: string, subject: string, roots: TrustedRoots, signer: Signer): void {
  const parsed = parseEitherBundle(json);
  const artifact = readArtifact(subject);
  const { key } = signer;
  const publicKey = key === undefined ? undefined : readPublicKey(readFileSync(key), key);
  const { result: certificate } = underOneOf(roots, parsed.bundle, (trust) => {
    if (publicKey === undefined) {
      const signed = isMessageBundle(parsed)
        ? verifyMessage(parsed, artifact, trust)
        : verifySignature(parsed, trust);
      return signed.certificate;
    }
    if (isMessageBundle(parsed)) verifyMessageByKey(parsed, artifact, publicKey, trust);
    else verifySignatureByKey(parsed, publicKey, trust);
    return undefined;
  });
  if (certificate !== undefined) assertSigner(certificate, signer);
  if (!isMessageBundle(parsed)) assertSubject(parseStatement(parsed.payload), digestsOf(artifact));
}

/** Exact, whatever kind of name it is: the suite's identities are workflows, people and machines. */
function assertSigner(certificate: X509Certificate, { identity, issuer }: Signer): void {
  if (identity === undefined || issuer === undefined)
    throw usage("neither --key nor --certificate-identity with --certificate-oidc-issuer");
  if (certificate.subjectAltName !== identity)
    throw new WaybillError("SIGNER_MISMATCH", {
      what: "The signer is another one than expected.",
      expected: identity,
    });
  const named = certificate.extension("1.3.6.1.4.1.57264.1.8")?.valueObj.subs[0]?.value.toString("utf8");
  const raw = certificate.extension("1.3.6.1.4.1.57264.1.1")?.value.toString("utf8");
  if ((named ?? raw) !== issuer || (raw ?? issuer) !== issuer)
    throw new WaybillError("ISSUER_MISMATCH", {
      what: "The signer's identity was issued by somebody else than expected.",
      expected: issuer,
    });
}

/** A file, or a digest as `sha256:HEX`. */
function readArtifact(subject: string): Artifact {
  const [algorithm = "", hex = "", ...others] = subject.split(":");
  if (isAlgorithm(algorithm) && others.length === 0) {
    const digest = hexDigest(algorithm, hex);
    if (digest !== undefined) return { digests: { [algorithm]: digest } };
  }
  try {
    return { bytes: readFileSync(subject) };
  } catch {
    throw usage("an artifact that is neither a file nor a digest");
  }
}

function digestsOf(artifact: Artifact): DigestSet {
  if (!("bytes" in artifact)) return artifact.digests;
  const algorithms = Object.keys(HEX_LENGTHS) as Algorithm[];
  return Object.fromEntries(
    algorithms.map((name) => [name, hexDigest(name, createHash(name).update(artifact.bytes).digest("hex"))]),
  );
}

function readCapped(file: string): Buffer {
  const { size } = statSync(file);
  if (size <= MAX_BUNDLE_BYTES) return readFileSync(file);
  throw new WaybillError("BUNDLE_MALFORMED", {
    what: "The bundle is too large to be one.",
    got: `${size} bytes`,
  });
}

function usage(got: string): WaybillError {
  return new WaybillError("USAGE", {
    what: "The command line is not one of sigstore-conformance.",
    got,
    expected: "verify-bundle or sign-bundle with its arguments",
  });
}

if (import.meta.main) {
  try {
    await conformance(process.argv.slice(2));
  } catch (error) {
    console.error(asWaybillError(error, "The command").describe());
    process.exitCode = 1;
  }
}
