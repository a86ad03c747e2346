import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";

import type { ToolName } from "../scripts/tools.ts";
import {
  cosign2,
  cosign3,
  identityArguments,
  PREDICATE_TYPES,
  type ImageFlaw,
  type ImageQuestion,
  type PredicateType,
} from "./image-verifiers.ts";
import {
  clusterImagePolicy,
  imageValidatingPolicy,
  inlineTrustRoot,
  provenanceCue,
  provenancePolicy,
  tufTrustRoot,
  type ProvenanceType,
  type TufMirror,
} from "./policies.ts";
import { serveTrustedRoot } from "./servers/tuf.ts";
import { run, type Verdict } from "./verifiers.ts";

/** What an engine is asked: is this image admitted? */
export interface Admission extends ImageQuestion {
  /** the repository that its provenance must name, as a URL */
  readonly sourceRepository: string;
}

export type AdmissionFlaw = ImageFlaw | "another source";

type Refusals = Readonly<Partial<Record<AdmissionFlaw, RegExp>>>;

/** A policy engine, run as its users try policies before a cluster has them. */
export interface Engine {
  readonly title: string;
  readonly tool: ToolName;
  /** what it is asked about, as the table of cells has it */
  readonly types: Readonly<Partial<Record<PredicateType, string>>>;
  /** what it says on each flaw: a refusal for another reason proves nothing */
  refusals(admission: Admission): Refusals;
  /** @param program the file of `tool` */
  ask(admission: Admission, program: string): Promise<Verdict>;
}

const URIS: Readonly<Record<PredicateType, ProvenanceType>> = {
  slsaprovenance1: "https://slsa.dev/provenance/v1",
  slsaprovenance02: "https://slsa.dev/provenance/v0.2",
};

const kyverno: Engine = {
  title: "Kyverno",
  tool: "kyverno",
  types: PREDICATE_TYPES,
  refusals: (admission) => ({
    // It is cosign 3.1 that judges.
    ...cosign3.refusals(admission),
    "another source": /made from another repository/,
  }),
  ask: async (admission, program) =>
    await withTrust(admission, "trusted_root.json", async (mirror, folder) => {
      const { type, name, digest } = admission;
      const policy = imageValidatingPolicy({ ...admission, predicateType: URIS[type] }, mirror);
      const pod = {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "app", namespace: "default" },
        spec: { containers: [{ name: "app", image: `${name}@${digest}` }] },
      };
      // Only its log says why.
      const args = ["apply", await write(folder, "policy.yaml", policy)];
      args.push(`--resource=${await write(folder, "pod.yaml", pod)}`, "--registry", "-v=2");
      return await run(program, args, folder);
    }),
};

const policyController: Engine = {
  title: "policy-controller",
  tool: "policy-controller-tester",
  types: { slsaprovenance1: PREDICATE_TYPES.slsaprovenance1 },
  refusals: (admission) => ({
    // It is cosign 3.0.5, with the sigstore-go of cosign 2.6.
    ...cosign2.refusals(admission),
    "another source": /failed evaluating rego policy for type provenance/,
  }),
  async ask(admission, program) {
    const { type, name, digest, way, trustedRoot, home } = admission;
    const judged = async (trustRoot: object, folder: string): Promise<Verdict> => {
      const format = way === "att" ? "legacy" : "bundle";
      const policy = clusterImagePolicy({ ...admission, predicateType: URIS[type] }, format);
      const args = [
        `-policy=${await write(folder, "policy.yaml", policy)}`,
        `-trustroot=${await write(folder, "trust-root.yaml", trustRoot)}`,
        `-image=${name}@${digest}`,
      ];
      return await run(program, args, folder);
    };
    // It knows a log by its id's bytes in a bundle, and by their text in `.att`, and has each id as it came: as bytes by TUF
    // (trustroot.go), as text with inline keys (sigstore_keys.go). So either trust root is of use for one of the two.
    if (way === "att") {
      const root: unknown = JSON.parse(await readFile(trustedRoot, "utf8"));
      return await judged(inlineTrustRoot(root), await mkdtemp(path.join(home, "engine-")));
    }
    // The controller asks for `trusted_root.json`; its tester for a target without a name (cmd/tester/trustroot.go).
    return await withTrust(admission, "", (mirror, folder) => judged(tufTrustRoot(mirror), folder));
  },
};

/** cosign with a policy over the statement; whom it believes is judged elsewhere. */
function cosignPolicy(
  language: "Rego" | "CUE",
  policy: (sourceRepository: string) => string,
  refusal: RegExp,
): Engine {
  return {
    title: "cosign 3",
    tool: "cosign",
    types: { slsaprovenance1: `${PREDICATE_TYPES.slsaprovenance1} by a policy in ${language}` },
    refusals: () => ({ "another source": refusal }),
    async ask(admission, program) {
      const { home, trustedRoot, sourceRepository } = admission;
      const folder = await mkdtemp(path.join(home, "policy-"));
      const file = path.join(folder, `policy.${language.toLowerCase()}`);
      await writeFile(file, policy(sourceRepository));
      const args = ["verify-attestation", `--trusted-root=${trustedRoot}`, `--policy=${file}`];
      return await run(program, [...args, ...identityArguments(admission)], folder);
    },
  };
}

export const ENGINES: readonly Engine[] = [
  kyverno,
  policyController,
  cosignPolicy(
    "Rego",
    (source) => provenancePolicy("signature", "allow", source),
    /expression value, false, is not true/,
  ),
  cosignPolicy("CUE", provenanceCue, /workflow\.repository: conflicting values/),
];

/** A TUF repository of the trusted root, and a folder of this one question, so that nothing of another is cached. */
async function withTrust(
  { trustedRoot, home }: Admission,
  target: string,
  ask: (mirror: TufMirror, folder: string) => Promise<Verdict>,
): Promise<Verdict> {
  const mirror = await serveTrustedRoot(trustedRoot, target);
  try {
    return await ask(mirror, await mkdtemp(path.join(home, "engine-")));
  } finally {
    await mirror.close();
  }
}

async function write(folder: string, name: string, content: object): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, JSON.stringify(content));
  return file;
}
