import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";

import type { ToolName } from "../scripts/tools.ts";

/** What a verifier is asked: does this bundle say that this identity built this file? */
export interface Question {
  readonly file: string;
  readonly bundle: string;
  readonly trustedRoot: string;
  readonly issuer: string;
  /** the workflow and its reference, as in the certificate */
  readonly identity: string;
  readonly sourceRepository: string;
  /** the version of the log that the bundle has an entry of */
  readonly log: 1 | 2;
  /** what is stated of the file; SLSA v1 where nothing is said */
  readonly predicate?: Predicate;
}

/** Types of predicates, as cosign calls them. */
export const PREDICATES = {
  "SLSA v1": "slsaprovenance1",
  "SLSA v0.2": "slsaprovenance02",
  SPDX: "spdxjson",
  CycloneDX: "cyclonedx",
} as const;

export type Predicate = keyof typeof PREDICATES;

/** The ways in which a question may be wrong. */
export const FLAWS = [
  "another file",
  "another identity",
  "another issuer",
  "a changed signature",
  "another certificate authority",
  "the trusted root of another instance",
] as const;

export type Flaw = (typeof FLAWS)[number];

export interface Verdict {
  readonly accepted: boolean;
  /** everything that it printed */
  readonly said: string;
}

type RefusalsOfV2 = Readonly<Partial<Record<Flaw, RegExp>>>;

export interface Verifier {
  readonly title: string;
  /** the foreign program that it is, for a skip where that is missing */
  readonly tool: ToolName | undefined;
  /** what it says on each flaw: a refusal for another reason proves nothing */
  readonly refusals: Readonly<Record<Flaw, RegExp>>;
  /** where it says something else on a bundle with an entry of Rekor v2 */
  readonly refusalsOfV2?: RefusalsOfV2;
  /** @param program the file of `tool` */
  ask(question: Question, program: string): Promise<Verdict>;
}

/** cosign verifies bundles by sigstore-go. */
const SIGSTORE_GO_REFUSALS: Verifier["refusals"] = {
  "another file": /artifact digests do not match digests in statement/,
  "another identity": /expected SAN value/,
  "another issuer": /expected issuer value/,
  "a changed signature": /transparency log signature does not match/,
  "another certificate authority": /leaf certificate verification failed/,
  "the trusted root of another instance": /not enough verified log entries from transparency log: 0 < 1/,
};

/** Of a Rekor v2 entry it hashes the leaf that the bundle should have given, not the one that stands there. */
const SIGSTORE_GO_REFUSALS_OF_V2: RefusalsOfV2 = {
  "a changed signature": /verifying inclusion: calculated root:[^]+does not match expected root/,
};

function cosignOf(
  title: string,
  tool: ToolName,
  refusals: Pick<Verifier, "refusals" | "refusalsOfV2">,
  more: (question: Question) => readonly string[] = () => [],
): Verifier {
  return {
    title,
    tool,
    ...refusals,
    ask: async (q, program) =>
      await run(
        program,
        [
          "verify-blob-attestation",
          ...more(q),
          `--bundle=${q.bundle}`,
          `--trusted-root=${q.trustedRoot}`,
          `--type=${PREDICATES[q.predicate ?? "SLSA v1"]}`,
          `--certificate-identity=${q.identity}`,
          `--certificate-oidc-issuer=${q.issuer}`,
          q.file,
        ],
        path.dirname(q.bundle),
      ),
  };
}

const OLDER_REFUSALS = {
  ...SIGSTORE_GO_REFUSALS,
  "another file": /artifact digest does not match any digest in statement/,
};

export const COSIGNS: readonly Verifier[] = [
  cosignOf("cosign 3", "cosign", {
    refusals: SIGSTORE_GO_REFUSALS,
    refusalsOfV2: SIGSTORE_GO_REFUSALS_OF_V2,
  }),
  // An entry of Rekor v2 has no time of its own, which this one does not see by itself.
  cosignOf("cosign 2.6", "cosign-2", { refusals: OLDER_REFUSALS }, ({ log }) => [
    "--new-bundle-format",
    ...(log === 2 ? ["--use-signed-timestamps"] : []),
  ]),
];

const sigstoreGo: Verifier = {
  title: "sigstore-go",
  tool: "sigstore-go-verification",
  refusals: SIGSTORE_GO_REFUSALS,
  refusalsOfV2: SIGSTORE_GO_REFUSALS_OF_V2,
  ask: async (q, program) =>
    await run(
      program,
      [
        `-trustedrootJSONpath=${q.trustedRoot}`,
        `-expectedIssuer=${q.issuer}`,
        `-expectedSAN=${q.identity}`,
        `-artifact=${q.file}`,
        q.bundle,
      ],
      path.dirname(q.bundle),
    ),
};

const sigstorePython: Verifier = {
  title: "sigstore-python",
  tool: "sigstore-python",
  // The chain that it misses at last is the signer's, at the time of the timestamp.
  refusals: {
    "another file": /in-toto statement has no subject for digest/,
    "another identity": /Certificate's SANs do not match/,
    "another issuer": /Certificate's OIDCIssuer does not match/,
    "a changed signature": /DSSE: invalid signature/,
    "another certificate authority": /failed to build timestamp certificate chain/,
    "the trusted root of another instance": /failed to build timestamp certificate chain/,
  },
  // A timestamp of another signature, or of an unknown authority, is none, and such an entry has no time itself.
  refusalsOfV2: {
    "a changed signature": /not enough sources of verified time/,
    "the trusted root of another instance": /not enough sources of verified time/,
  },
  async ask(q, program) {
    const home = path.dirname(q.bundle);
    const config = path.join(home, "trust_config.json");
    await writeFile(config, JSON.stringify(await clientTrustConfig(q.trustedRoot, NO_SERVICES)));
    return await run(
      program,
      [
        `--trust-config=${config}`,
        "verify",
        "identity",
        `--bundle=${q.bundle}`,
        `--cert-identity=${q.identity}`,
        `--cert-oidc-issuer=${q.issuer}`,
        q.file,
      ],
      home,
    );
  },
};

/** A verifier calls none. */
const NO_SERVICES = { mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json" };

/**
 * A ClientTrustConfig of protobuf-specs, the only form in which sigstore-python takes a trusted root.
 * @param trustedRoot its file
 */
export async function clientTrustConfig(trustedRoot: string, signingConfig: object): Promise<unknown> {
  return {
    mediaType: "application/vnd.dev.sigstore.clienttrustconfig.v0.1+json",
    trustedRoot: JSON.parse(await readFile(trustedRoot, "utf8")) as unknown,
    signingConfig,
  };
}

/** @param action the folder whose `dist/cli.js` is meant */
export function waybill(action: string): Verifier {
  return {
    title: "waybill",
    tool: undefined,
    refusals: {
      "another file": /SUBJECT_MISMATCH/,
      "another identity": /SIGNER_MISMATCH/,
      "another issuer": /ISSUER_MISMATCH/,
      "a changed signature": /SIGNATURE_INVALID/,
      "another certificate authority": /CERTIFICATE_INVALID/,
      // The time is judged first, since by it the certificate is valid or not.
      "the trusted root of another instance": /TIME_INVALID/,
    },
    ask: async (q) =>
      await run(
        process.execPath,
        [
          path.join(action, "dist", "cli.js"),
          "verify",
          q.file,
          `--bundle=${q.bundle}`,
          `--trusted-root=${q.trustedRoot}`,
          `--source-repository=${q.sourceRepository}`,
          `--signer=${q.identity}`,
          `--issuer=${q.issuer}`,
        ],
        path.dirname(q.bundle),
      ),
  };
}

export const FOREIGN: readonly Verifier[] = [...COSIGNS, sigstoreGo, sigstorePython];

const LIMIT_MS = 60_000;

/**
 * @param home where it may keep files; the user's configuration and caches are not read
 * @param env further variables
 */
export async function run(
  program: string,
  args: readonly string[],
  home: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Verdict> {
  return await new Promise((resolve, reject) => {
    const options = { env: { PATH: process.env["PATH"], HOME: home, ...env }, timeout: LIMIT_MS };
    execFile(program, args, options, (error, stdout, stderr) => {
      // An exit code is a verdict; that it could not run, or was ended, is none.
      if (error !== null && typeof error.code !== "number") reject(error);
      else resolve({ accepted: error === null, said: `${stdout}${stderr}` });
    });
  });
}
