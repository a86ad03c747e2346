import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";

import { pem } from "../local/sigstore/x509.ts";
import { list, text } from "../src/json.ts";
import type { Way } from "../src/oci/attach.ts";
import type { OciDigest } from "../src/oci/types.ts";
import type { ToolName } from "../scripts/tools.ts";
import { run, type Verdict } from "./verifiers.ts";

/** What a verifier is asked: does an attestation of this type, by this identity, belong to this image? */
export interface ImageQuestion {
  /** `127.0.0.1:PORT/acme/app` */
  readonly name: string;
  readonly digest: OciDigest;
  readonly way: Way;
  /** the version of the log that the bundle has an entry of */
  readonly log: 1 | 2;
  /** cosign's name for a predicate type */
  readonly type: PredicateType;
  readonly trustedRoot: string;
  readonly issuer: string;
  readonly identity: string;
  /** a folder for whatever the verifier keeps */
  readonly home: string;
}

export const PREDICATE_TYPES = { slsaprovenance1: "SLSA v1", slsaprovenance02: "SLSA v0.2" } as const;

export type PredicateType = keyof typeof PREDICATE_TYPES;

export const IMAGE_FLAWS = [
  "another identity",
  "another issuer",
  "the attestation of another image",
  "a changed signature",
  "the trusted root of another instance",
] as const;

export type ImageFlaw = (typeof IMAGE_FLAWS)[number];

export interface ImageVerifier {
  readonly title: string;
  readonly tool: ToolName;
  /** what it says on each flaw: a refusal for another reason proves nothing */
  refusals(question: ImageQuestion): Readonly<Record<ImageFlaw, RegExp>>;
  /** @param program the file of `tool` */
  ask(question: ImageQuestion, program: string): Promise<Verdict>;
}

/** Of a bundle, which sigstore-go judges. */
const OF_BUNDLES: Readonly<Record<ImageFlaw, RegExp>> = {
  "another identity": /expected SAN value/,
  "another issuer": /expected issuer value/,
  "the attestation of another image": /artifact digest does not match any digest in statement/,
  "a changed signature": /transparency log signature does not match/,
  "the trusted root of another instance": /not enough verified log entries from transparency log: 0 < 1/,
};

/** Of a layer under the `.att` tag, which cosign judges itself. */
const OF_ATT: Readonly<Record<ImageFlaw, RegExp>> = {
  "another identity": /none of the expected identities matched/,
  "another issuer": /none of the expected identities matched/,
  "the attestation of another image": /no matching subject digest found/,
  "a changed signature": /matching bundle to payload/,
  "the trusted root of another instance": /rekor log public key not found/,
};

export function identityArguments({ name, digest, type, issuer, identity }: ImageQuestion): string[] {
  return [
    `--type=${type}`,
    `--certificate-identity=${identity}`,
    `--certificate-oidc-issuer=${issuer}`,
    `${name}@${digest}`,
  ];
}

export const cosign3: ImageVerifier = {
  title: "cosign 3",
  tool: "cosign",
  refusals({ way, log }) {
    if (way === "att") return OF_ATT;
    // Of a Rekor v2 entry it hashes the leaf that the bundle should have given, not the one that stands there.
    return log === 1 ? OF_BUNDLES : { ...OF_BUNDLES, "a changed signature": /does not match expected root/ };
  },
  ask: async (q, program) =>
    await run(
      program,
      ["verify-attestation", `--trusted-root=${q.trustedRoot}`, ...identityArguments(q)],
      q.home,
    ),
};

export const cosign2: ImageVerifier = {
  title: "cosign 2.6",
  tool: "cosign-2",
  refusals: ({ way }) => (way === "att" ? OF_ATT : OF_BUNDLES),
  async ask(q, program) {
    if (q.way === "att") {
      const env = await trustVariables(q.trustedRoot, q.home);
      return await run(program, ["verify-attestation", ...identityArguments(q)], q.home, env);
    }
    const bundles = ["--new-bundle-format", `--trusted-root=${q.trustedRoot}`];
    // An entry of Rekor v2 has no time of its own, and this version does not see that by itself.
    const timestamps = q.log === 2 ? ["--use-signed-timestamps"] : [];
    const args = ["verify-attestation", ...bundles, ...timestamps, ...identityArguments(q)];
    return await run(program, args, q.home);
  },
};

export const IMAGE_VERIFIERS: readonly ImageVerifier[] = [cosign3, cosign2];

/**
 * The variables by which cosign 2 knows what to trust where it takes no trusted root.
 * @param home where the files that they name are written
 */
export async function trustVariables(trustedRoot: string, home: string): Promise<Record<string, string>> {
  const root: unknown = JSON.parse(await readFile(trustedRoot, "utf8"));
  const folder = await mkdtemp(path.join(home, "trust-"));
  const bytes = (value: unknown, ...keys: (string | number)[]): Buffer =>
    Buffer.from(text(value, ...keys) ?? "", "base64");
  const chain = list(root, "certificateAuthorities", 0, "certChain", "certificates");
  const texts = {
    SIGSTORE_ROOT_FILE: chain.map((one) => pem("CERTIFICATE", bytes(one, "rawBytes"))).join(""),
    SIGSTORE_CT_LOG_PUBLIC_KEY_FILE: pem("PUBLIC KEY", bytes(root, "ctlogs", 0, "publicKey", "rawBytes")),
    SIGSTORE_REKOR_PUBLIC_KEY: pem("PUBLIC KEY", bytes(root, "tlogs", 0, "publicKey", "rawBytes")),
  };
  const variables: Record<string, string> = {};
  for (const [name, content] of Object.entries(texts)) {
    variables[name] = path.join(folder, `${name}.pem`);
    await writeFile(path.join(folder, `${name}.pem`), content);
  }
  return variables;
}
