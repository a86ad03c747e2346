import { generateKeyPairSync, type KeyObject } from "node:crypto";
import type { TestContext } from "node:test";
import type { Bundle } from "@sigstore/bundle";
import { TrustedRoot } from "@sigstore/protobuf-specs";
import { DSSEBundleBuilder, FulcioSigner, RekorWitness, TSAWitness, type Witness } from "@sigstore/sign";
import { type Signer, toSignedEntity, toTrustMaterial, Verifier } from "@sigstore/verify";
import { exportJWK, SignJWT } from "jose";
import { LocalServer } from "../../local/server.ts";
import { type LocalSigstore, type SigstoreOptions, startSigstore } from "../../local/sigstore/start.ts";

const RSA = generateKeyPairSync("rsa", { modulusLength: 2048 });
export const STATEMENT = { data: Buffer.from('{"_type":"test"}'), type: "application/vnd.in-toto+json" };
export const WORKFLOW = "octo/tool/.github/workflows/release.yml@refs/tags/v1";
export const CLAIMS = {
  event_name: "push",
  job_workflow_ref: "octo/shared/.github/workflows/attest.yml@refs/heads/main",
  job_workflow_sha: "b".repeat(40),
  ref: "refs/tags/v1",
  repository: "octo/tool",
  repository_id: "11",
  repository_owner: "octo",
  repository_owner_id: "22",
  repository_visibility: "public",
  run_attempt: "2",
  run_id: "33",
  runner_environment: "github-hosted",
  sha: "a".repeat(40),
  workflow: "release",
  workflow_ref: WORKFLOW,
  workflow_sha: "c".repeat(40),
};

export interface World {
  readonly issuer: string;
  readonly sigstore: LocalSigstore;
}

/** A Sigstore and an OIDC issuer with the one RSA key, both closed when the test ends. */
export async function start(t: TestContext, options: Partial<SigstoreOptions> = {}): Promise<World> {
  const jwk = { ...(await exportJWK(RSA.publicKey)), alg: "RS256", kid: "k1", use: "sig" };
  const oidc: LocalServer = await LocalServer.start([
    {
      method: "GET",
      path: /(?<slug>.*)\/\.well-known\/openid-configuration/,
      handle: ({ params }) => ({
        status: 200,
        body: { issuer: `${oidc.url}${params["slug"]}`, jwks_uri: `${oidc.url}/keys` },
      }),
    },
    { method: "GET", path: /\/keys/, handle: () => ({ status: 200, body: { keys: [jwk] } }) },
  ]);
  const sigstore = await startSigstore({ issuers: [oidc.url], ...options });
  t.after(() => Promise.all([oidc.close(), sigstore.close()]));
  return { issuer: oidc.url, sigstore };
}

export interface TokenOptions {
  readonly audience?: string;
  readonly expires?: string;
  readonly key?: KeyObject;
  /** in place of, or besides, the usual ones; undefined leaves one out */
  readonly claims?: Record<string, string | undefined>;
}

export async function token(issuer: string, options: TokenOptions = {}): Promise<string> {
  return await new SignJWT({ ...CLAIMS, ...options.claims })
    .setProtectedHeader({ alg: "RS256", kid: "k1" })
    .setIssuer(issuer)
    .setSubject("repo:octo/tool:ref:refs/tags/v1")
    .setAudience(options.audience ?? "sigstore")
    .setIssuedAt()
    .setExpirationTime(options.expires ?? "5m")
    .sign(options.key ?? RSA.privateKey);
}

export function rekor(sigstore: LocalSigstore, entryType: "dsse" | "intoto" = "dsse"): Witness {
  return new RekorWitness({ rekorBaseURL: sigstore.rekor.server.url, entryType });
}

export function tsa(sigstore: LocalSigstore): Witness {
  return new TSAWitness({ tsaBaseURL: sigstore.tsa.url });
}

export async function signed(
  { issuer, sigstore }: World,
  witnesses: Witness[],
  options: TokenOptions = {},
): Promise<Bundle> {
  const signer = new FulcioSigner({
    fulcioBaseURL: sigstore.ca.server.url,
    identityProvider: { getToken: () => token(issuer, options) },
  });
  return await new DSSEBundleBuilder({ signer, witnesses }).create(STATEMENT);
}

export interface Thresholds {
  readonly tlogThreshold?: number;
  readonly ctlogThreshold?: number;
  readonly timestampThreshold?: number;
}

export function judge(sigstore: LocalSigstore, bundle: Bundle, thresholds: Thresholds = {}): Signer {
  const material = toTrustMaterial(TrustedRoot.fromJSON(sigstore.trustedRoot));
  const all = { tlogThreshold: 1, ctlogThreshold: 1, timestampThreshold: 1, ...thresholds };
  return new Verifier(material, all).verify(toSignedEntity(bundle));
}

export async function post(
  url: string,
  body: unknown,
): Promise<{ status: number; headers: Headers; json: unknown }> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, json: await response.json() };
}
