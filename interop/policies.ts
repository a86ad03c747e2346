/**
 * Policies as their users write them: whom they believe, what must be attested of an image or a file, and for which
 * repository it must have been made. All are JSON, which every reader of YAML reads.
 */

import { pem } from "../local/sigstore/x509.ts";
import { at, list, text } from "../src/json.ts";

/** What a policy demands. */
export interface Demand {
  readonly issuer: string;
  /** the certificate's SAN */
  readonly identity: string;
  readonly predicateType: string;
  /** the repository that the predicate must name, as a URL */
  readonly sourceRepository: string;
}

/** Where in a predicate its source repository stands: in SLSA v1, as `actions/attest` writes it, and in v0.2. */
const SOURCE = {
  "https://slsa.dev/provenance/v1": {
    path: "buildDefinition.externalParameters.workflow.repository",
    prefix: "",
  },
  "https://slsa.dev/provenance/v0.2": { path: "invocation.configSource.uri", prefix: "git+" },
} as const;

export type ProvenanceType = keyof typeof SOURCE;

/** The TUF repository that the trust of a policy comes from. */
export interface TufMirror {
  readonly url: string;
  /** the root that is pinned, as JSON */
  readonly root: Buffer;
}

/** Kyverno's ImageValidatingPolicy, for Pods with images of this registry's host. */
export function imageValidatingPolicy(
  { issuer, identity, predicateType, sourceRepository }: Demand & { readonly predicateType: ProvenanceType },
  { url, root }: TufMirror,
): object {
  const verified = "verifyAttestationSignatures(image, attestations.provenance, [attestors.github]) > 0";
  const { path, prefix } = SOURCE[predicateType];
  const source = `extractPayload(image, attestations.provenance).predicate.${path}`;
  // A URI of v0.2 goes on with the reference.
  const named =
    prefix === ""
      ? `${source} == '${sourceRepository}'`
      : `${source}.startsWith('${prefix}${sourceRepository}@')`;
  return {
    apiVersion: "policies.kyverno.io/v1",
    kind: "ImageValidatingPolicy",
    metadata: { name: "require-provenance" },
    spec: {
      validationActions: ["Deny"],
      failurePolicy: "Fail",
      matchConstraints: {
        resourceRules: [
          { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE", "UPDATE"], resources: ["pods"] },
        ],
      },
      matchImageReferences: [{ glob: "127.0.0.1:*/acme/*" }],
      attestors: [
        {
          name: "github",
          cosign: {
            keyless: { identities: [{ issuer, subject: identity }] },
            tuf: { mirror: url, root: { data: root.toString("base64") } },
          },
        },
      ],
      attestations: [{ name: "provenance", intoto: { type: predicateType } }],
      validations: [
        { message: "no provenance by this builder", expression: forEachImage(verified) },
        { message: "made from another repository", expression: forEachImage(named) },
      ],
    },
  };
}

function forEachImage(expression: string): string {
  return `images.containers.map(image, ${expression}).all(holds, holds)`;
}

/** policy-controller's ClusterImagePolicy. `signatureFormat` says where it looks: for bundles, or under the `.att` tag. */
export function clusterImagePolicy(
  { issuer, identity, predicateType, sourceRepository }: Demand,
  signatureFormat: "bundle" | "legacy",
): object {
  const data = provenancePolicy("sigstore", "isCompliant", sourceRepository);
  return {
    apiVersion: "policy.sigstore.dev/v1beta1",
    kind: "ClusterImagePolicy",
    metadata: { name: "require-provenance" },
    spec: {
      images: [{ glob: "**" }],
      authorities: [
        {
          name: "github",
          signatureFormat,
          keyless: {
            url: "https://fulcio.invalid",
            trustRootRef: TRUST_ROOT,
            identities: [{ issuer, subject: identity }],
          },
          ctlog: { url: "https://rekor.invalid", trustRootRef: TRUST_ROOT },
          attestations: [{ name: "provenance", predicateType, policy: { type: "rego", data } }],
        },
      ],
    },
  };
}

const TRUST_ROOT = "own";

/** policy-controller's TrustRoot, by TUF. */
export function tufTrustRoot({ url, root }: TufMirror): object {
  return {
    apiVersion: "policy.sigstore.dev/v1alpha1",
    kind: "TrustRoot",
    metadata: { name: TRUST_ROOT },
    spec: { remote: { mirror: url, root: root.toString("base64"), targets: "targets" } },
  };
}

/**
 * policy-controller's TrustRoot with the keys in it.
 * @param root a TrustedRoot of protobuf-specs
 */
export function inlineTrustRoot(root: unknown): object {
  const instance = (log: unknown): object => ({
    baseURL: text(log, "baseUrl"),
    hashAlgorithm: "sha-256",
    publicKey: inlinePem("PUBLIC KEY", [at(log, "publicKey")]),
  });
  const authority = (one: unknown): object => ({
    subject: at(one, "subject"),
    uri: text(one, "uri"),
    certChain: inlinePem("CERTIFICATE", list(one, "certChain", "certificates")),
  });
  return {
    apiVersion: "policy.sigstore.dev/v1alpha1",
    kind: "TrustRoot",
    metadata: { name: TRUST_ROOT },
    spec: {
      sigstoreKeys: {
        certificateAuthorities: list(root, "certificateAuthorities").map(authority),
        tLogs: list(root, "tlogs").map(instance),
        ctLogs: list(root, "ctlogs").map(instance),
      },
    },
  };
}

function inlinePem(label: "CERTIFICATE" | "PUBLIC KEY", values: readonly unknown[]): string {
  const texts = values.map((value) => pem(label, Buffer.from(text(value, "rawBytes") ?? "", "base64")));
  return Buffer.from(texts.join("")).toString("base64");
}

/** Rego of version 0, which cosign and policy-controller read, over a whole statement of SLSA v1. */
export function provenancePolicy(packageName: string, rule: string, sourceRepository: string): string {
  return `package ${packageName}

default ${rule} = false

${rule} {
  input.predicateType == "https://slsa.dev/provenance/v1"
  definition := input.predicate.buildDefinition
  definition.buildType == "https://actions.github.io/buildtypes/workflow/v1"
  definition.externalParameters.workflow.repository == "${sourceRepository}"
}
`;
}

/** The same in CUE, for cosign. */
export function provenanceCue(sourceRepository: string): string {
  return `predicateType!: "https://slsa.dev/provenance/v1"
predicate!: buildDefinition!: buildType!: "https://actions.github.io/buildtypes/workflow/v1"
predicate!: buildDefinition!: externalParameters!: workflow!: repository!: "${sourceRepository}"
`;
}

/** The same for conftest, of Rego version 1; it judges the statement alone, not who signed it. */
export function conftestPolicy(sourceRepository: string, artifactSha256: string): string {
  return `package main

deny contains "not SLSA provenance" if input.predicateType != "https://slsa.dev/provenance/v1"

deny contains "made from another repository" if not from_source

deny contains "about another artifact" if not about_artifact

from_source if {
  input.predicate.buildDefinition.externalParameters.workflow.repository == "${sourceRepository}"
}

about_artifact if input.subject[_].digest.sha256 == "${artifactSha256}"
`;
}
