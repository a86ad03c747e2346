import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { X509Certificate } from "@sigstore/core";

import { claims, type ClaimOverrides } from "../../local/github/claims.ts";
import { startGitHub } from "../../local/github/start.ts";
import { openNetwork } from "../../local/network.ts";
import { startSigstore } from "../../local/sigstore/start.ts";
import type { Local } from "../../local/start.ts";
import { readCertificate, type CertificateFacts } from "../../src/verify/certificate.ts";
import { GITHUB_ISSUER } from "../../src/verify/expectation.ts";
import { bundleWith, certificateFor, enter, envelopeOf, PROPOSALS } from "../verify/evidence-world.ts";
import { changed } from "../verify/facts.ts";
import type { Scope } from "../verify/world.ts";
import { inProcess, sha256, type Ended } from "./verify-world.ts";

export const GENERATOR = "slsa-framework/slsa-github-generator/.github/workflows/";
export const GENERIC = `${GENERATOR}generator_generic_slsa3.yml`;

/** What a statement is made of: the facts of the certificate that is to sign it. */
export type Statement = (certificate: CertificateFacts) => unknown;

/** A Sigstore that believes GitHub's own issuer, in whose name an embedded GitHub speaks. */
export interface SlsaWorld {
  readonly folder: string;
  readonly rekor: string;
  readonly root: string;
  readonly file: (name: string, content: string) => Promise<string>;
  /** a bundle by the reusable workflow `signer`, of the digest of `rocket` if no other is given */
  readonly bundle: (signer: string, statement: Statement, of?: Signed) => Promise<string>;
  /** an envelope alone, as slsa-github-generator wrote it up to v2.0.0, with its entry in the log */
  readonly envelope: (signer: string, statement: Statement) => Promise<string>;
  /** with the world's trusted root */
  readonly waybill: (...args: readonly string[]) => Promise<Ended>;
}

export interface Signed {
  readonly sha256?: string;
  readonly claims?: ClaimOverrides;
}

export async function slsaWorld(scope: Scope): Promise<SlsaWorld> {
  const github = await startGitHub({ issuerUrl: GITHUB_ISSUER });
  scope.after(() => github.close());
  const { fetcher } = openNetwork({ [new URL(GITHUB_ISSUER).hostname]: github.url });
  const serverUrl = "https://github.com";
  const sigstore = await startSigstore({ issuers: [GITHUB_ISSUER], serverUrl, fetcher });
  scope.after(() => sigstore.close());
  const local: Local = { github, sigstore, close: () => Promise.resolve() };
  const folder = await mkdtemp(path.join(tmpdir(), "waybill-slsa-"));
  scope.after(() => rm(folder, { recursive: true, force: true }));
  const file: SlsaWorld["file"] = async (name, content) => {
    const target = path.join(folder, name);
    await writeFile(target, content);
    return target;
  };
  const root = await file("root.json", JSON.stringify(sigstore.trustedRoot));
  const signed = async (
    signer: string,
    statement: Statement,
    { form, ...of }: Signed & { form?: "bare" },
  ) => {
    github.oidc.claims = claims({ run_attempt: "2", job_workflow_ref: signer, ...of.claims });
    const certificate = await certificateFor({ local });
    const facts = readCertificate(X509Certificate.parse(certificate.der));
    const digest = of.sha256 ?? sha256("rocket");
    const stated = changed(statement(facts), ["subject", 0, "digest", "sha256"], digest);
    const whole = envelopeOf(stated, certificate);
    // Bundles keep the certificate beside the envelope, and that is what their writers log.
    const text = form === "bare" ? whole.text : JSON.stringify(JSON.parse(whole.text), withoutCertificate);
    const envelope = { ...whole, text };
    const entry = await enter({ local }, PROPOSALS["dsse 0.0.1"]?.(envelope));
    return { envelope, entry };
  };
  return {
    folder,
    root,
    rekor: sigstore.rekor.server.url,
    file,
    async bundle(signer, statement, of = {}) {
      const { envelope, entry } = await signed(signer, statement, of);
      return bundleWith(envelope, entry);
    },
    envelope: async (signer, statement) => (await signed(signer, statement, { form: "bare" })).envelope.text,
    waybill: (command = "", ...args) => inProcess([command, `--trusted-root=${root}`, ...args]),
  };
}

function withoutCertificate(key: string, value: unknown): unknown {
  return key === "cert" ? undefined : value;
}
