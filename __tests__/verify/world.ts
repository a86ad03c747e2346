import { after } from "node:test";

import type { SigningConfigJson } from "../../local/sigstore/trust.ts";
import { startLocal, type Local, type LocalOptions } from "../../local/start.ts";
import { WaybillError, type Code } from "../../src/errors.ts";
import { hexDigest, type DigestSet } from "../../src/intoto/digest.ts";
import { SLSA_V1, type Statement, type Subjects } from "../../src/intoto/statement.ts";
import { http } from "../../src/net/http.ts";
import { Patience } from "../../src/net/patience.ts";
import { githubProvenance } from "../../src/predicates/provenance.ts";
import { describeRun, type Run } from "../../src/run/run.ts";
import { obtainIdentity } from "../../src/run/token.ts";
import { obtainCertificate } from "../../src/sigstore/certificate.ts";
import { openInstance } from "../../src/sigstore/instance.ts";
import { signer } from "../../src/sigstore/sign.ts";
import { parseTrustedRoot, type TrustedRootSource } from "../../src/trust/roots.ts";
import type { Expectation } from "../../src/verify/verify.ts";
import { SigningConfig } from "@sigstore/protobuf-specs";

export const DIGEST: DigestSet = { sha256: hex("5f".repeat(32)) };

/** Someone with a job's identity, who can sign whatever they like with it. */
export interface SigningWorld {
  readonly local: Local;
  readonly run: Run;
  readonly trust: TrustedRootSource;
  /** what a consumer expects of this run's bundles */
  readonly expected: Expectation & { readonly identity: { readonly signer: string } };
  /** a statement of these parts, each as the step would make it if not given */
  readonly statement: (parts?: StatementParts) => unknown;
  /** a bundle over exactly these bytes or this JSON */
  readonly sign: (payload: unknown) => Promise<string>;
}

export interface StatementParts {
  readonly subject?: unknown;
  readonly predicateType?: unknown;
  readonly predicate?: unknown;
  readonly _type?: unknown;
}

/** Where clean-up is registered: a test's context, or a suite. */
export interface Scope {
  after(fn: () => Promise<void>): void;
}

/** The clean-up of the suite in whose body this is called. */
export function suiteScope(): Scope {
  const ends: (() => Promise<void>)[] = [];
  after(async () => {
    await Promise.all(ends.map((end) => end()));
  });
  return { after: (fn) => void ends.push(fn) };
}

/** @param alter what becomes of the instance's signing config */
export async function signingWorld(
  t: Scope,
  options: LocalOptions = {},
  alter: (config: SigningConfigJson) => unknown = (config) => config,
): Promise<SigningWorld> {
  const local = await startLocal(options);
  t.after(() => local.close());
  const net = http((url, init) => fetch(url, init), new Patience(2));
  const request = { url: local.github.tokenRequestUrl, bearer: local.github.requestToken };
  const ports = { http: net, mask: () => undefined, now: () => Date.now() };
  const identity = await obtainIdentity(request, local.github.issuer, ports);
  const run = describeRun(identity.claims, "https://github.com");
  const trust = parseTrustedRoot(Buffer.from(JSON.stringify(local.sigstore.trustedRoot)), "test");
  const config = SigningConfig.fromJSON(alter(local.sigstore.signingConfig));
  const instance = openInstance("custom", config, trust, new Date());
  const obtain = () => obtainCertificate(instance.ca, identity, net);
  const first = obtain();
  // Whoever never signs in this world does not see it fail when the world has ended.
  await first.catch(() => undefined);
  const signing = signer(instance, net, obtain, first);
  const subject: Subjects = [{ name: "rocket.tgz", digest: DIGEST }];
  return {
    local,
    run,
    trust,
    expected: {
      identity: { issuer: identity.claims.iss, signer: run.builderId, sourceRepository: run.repositoryUrl },
      predicateTypes: [SLSA_V1],
      artifacts: [DIGEST],
    },
    statement: (parts = {}) => ({
      _type: "https://in-toto.io/Statement/v1",
      subject,
      predicateType: SLSA_V1,
      predicate: githubProvenance(run),
      ...parts,
    }),
    async sign(payload) {
      const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(JSON.stringify(payload));
      // An attacker signs bytes; that they are a statement is for the verifier to say.
      const statement = { bytes } as Statement;
      return (await signing.sign(statement)).toString("utf8");
    },
  };
}

export function hex(text: string): NonNullable<ReturnType<typeof hexDigest>> {
  const digest = hexDigest("sha256", text);
  if (digest === undefined) throw new Error("not a digest");
  return digest;
}

/** For `assert.throws`: our error with this code, whose text mentions all of these. */
export function refusal(code: Code, ...mentions: readonly string[]): (error: unknown) => boolean {
  return (error) => {
    if (!(error instanceof WaybillError)) throw new Error(`not a WaybillError: ${String(error)}`);
    if (error.code !== code) throw new Error(`expected ${code}, got ${error.describe()}`);
    const missing = mentions.filter((mention) => !error.message.includes(mention));
    if (missing.length > 0)
      throw new Error(`the text does not mention ${missing.join(", ")}: ${error.message}`);
    return true;
  };
}
