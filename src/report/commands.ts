import { SLSA_V1 } from "../intoto/statement.ts";
import { PROJECT_URL } from "../project.ts";
import type { RunFacts } from "../run/run.ts";
import { GITHUB_ISSUER } from "../verify/expectation.ts";
import { VERSION } from "../version.ts";
import type { BundleFile, Result } from "./result.ts";

/** A command that a consumer can paste, and what it is for. */
export interface VerifyCommand {
  readonly tool: "waybill" | "gh" | "cosign";
  readonly title: string;
  /** shell text in pieces between which a line may be broken */
  readonly parts: readonly string[];
}

/** On one line, for outputs and programs. */
export function commandLine(command: VerifyCommand): string {
  return command.parts.join(" ");
}

/** On several lines, for people. */
export function commandBlock(command: VerifyCommand): string {
  return `# ${command.title}\n${command.parts.join(" \\\n  ")}`;
}

/** The address under which this version's package is published. */
export const PACKAGE_URL = `${PROJECT_URL}/releases/download/v${VERSION}/waybill-${VERSION}.tgz`;

/** What the commands are made of, each already a word of a shell. */
interface Words {
  /** a file, or `REGISTRY/PATH@sha256:…` of an image */
  readonly artifact: string;
  /** the image's digest where it is one, and how its own repository lists the bundle */
  readonly image: { readonly digest: string; readonly attached: Attached } | undefined;
  readonly bundle: string;
  readonly signer: string;
  /** the certificate's subject alternative name: the signer as Fulcio escapes it, which gh and cosign compare with */
  readonly alternativeName: string;
  readonly issuer: string;
  /** of the first bundle: SLSA provenance v1, which the tools take for granted, or v0.2 */
  readonly predicateType: string;
  /** the bundle was not signed with the public instance, so its root must be given */
  readonly ownRoot: boolean;
}

/** As a referrer, which every reader looks for; in cosign's `.att` alone, which gh does not read; or not at all. */
type Attached = "referrer" | "att" | "no";

/**
 * The exact commands that verify the first file of a result, and its first image, with each tool; consumers put another
 * name in the place of the first. Empty when there is nothing to verify.
 */
export function verifyCommands(result: Result): VerifyCommand[] {
  const firsts = [
    result.files.find(({ image }) => image === undefined),
    result.files.find(({ image }) => image !== undefined),
  ];
  return firsts.flatMap((file) => (file === undefined ? [] : commandsFor(file, result)));
}

function commandsFor(file: BundleFile, result: Result): VerifyCommand[] {
  const [subject] = file.bundle.statement.subjects;
  const { run, instance } = result;
  if (subject?.name === undefined || run === undefined || instance === undefined) return [];
  const words: Words = {
    artifact: shellWord(file.image ?? fileArgument(subject.name)),
    image:
      file.image === undefined
        ? undefined
        : { digest: file.image.slice(file.image.indexOf("@") + 1), attached: attachedTo(file.image, result) },
    bundle: shellWord(fileArgument(file.fileName)),
    signer: shellWord(run.builderId),
    alternativeName: shellWord(file.bundle.certificate.subjectAlternativeName),
    issuer: shellWord(run.claims.iss),
    predicateType: file.bundle.statement.predicateType,
    ownRoot: instance.name !== "public",
  };
  const inStore = result.published.some(
    (p) => p.target === "github" && (p.status === "stored" || p.status === "already-stored"),
  );
  return [
    waybill(run, words),
    ...(run.serverUrl === "https://github.com" ? gh(run, words, inStore) : []),
    ...cosign(words),
  ];
}

/** Beside the image alone: the tools look nowhere else. */
function attachedTo(image: string, result: Result): Attached {
  const ways = result.published.flatMap((p) =>
    "attachments" in p && p.name === image
      ? (p.attachments ?? []).flatMap((a) => (image === `${a.repository}@${a.digest}` ? a.storedAs : []))
      : [],
  );
  if (ways.some((way) => way !== "att")) return "referrer";
  return ways.length === 0 ? "no" : "att";
}

const BY_REGISTRY = "by the image's registry";

function waybill(run: RunFacts, words: Words): VerifyCommand {
  const { image } = words;
  const isAttached = image !== undefined && image.attached !== "no";
  const how = isAttached ? BY_REGISTRY : "offline";
  const what = isAttached
    ? `oci://${words.artifact}`
    : `${image?.digest ?? words.artifact} --bundle ${words.bundle}`;
  return {
    tool: "waybill",
    title: words.ownRoot
      ? `Waybill, ${how}, with the trusted root of your Sigstore instance`
      : `Waybill, ${how}`,
    parts: [
      `npm exec --yes --package=${PACKAGE_URL} --`,
      `waybill verify ${what}`,
      `--source-repository ${shellWord(run.repositoryUrl)}`,
      `--signer ${words.signer}`,
      ...(run.claims.iss === GITHUB_ISSUER ? [] : [`--issuer ${words.issuer}`]),
      ...(words.ownRoot ? ["--trusted-root trusted_root.json"] : []),
    ],
  };
}

/** By the attestation store where the bundle is there, and offline. */
function gh(run: RunFacts, words: Words, inStore: boolean): VerifyCommand[] {
  // `--signer-workflow` takes the path without a reference; the identity with one is exact.
  const identity = [
    `gh attestation verify ${words.image === undefined ? "" : "oci://"}${words.artifact} --repo ${shellWord(run.claims.repository)}`,
    `--cert-identity ${words.alternativeName}`,
    `--source-digest ${run.claims.sha}`,
    ...(words.predicateType === SLSA_V1 ? [] : [`--predicate-type ${shellWord(words.predicateType)}`]),
    ...(run.claims.iss === GITHUB_ISSUER ? [] : [`--cert-oidc-issuer ${words.issuer}`]),
  ];
  // Of an image gh asks the registry, wherever the bundle is.
  const how = words.image === undefined ? "offline" : BY_REGISTRY;
  const offline: VerifyCommand = {
    tool: "gh",
    title: words.ownRoot
      ? `gh, ${how}, with your trusted root on one line`
      : `gh, ${how}, with a trusted root fetched before`,
    parts: [
      ...(words.ownRoot ? [] : ["gh attestation trusted-root > trusted_root.jsonl &&"]),
      ...identity,
      `${words.image?.attached === "referrer" ? "--bundle-from-oci" : `--bundle ${words.bundle}`} --custom-trusted-root trusted_root.jsonl`,
    ],
  };
  const title = "gh, with the bundle from GitHub's attestation store";
  return inStore && !words.ownRoot ? [{ tool: "gh", title, parts: identity }, offline] : [offline];
}

function cosign(words: Words): VerifyCommand[] {
  const { image } = words;
  // A bundle on disk is of a file to cosign; of an image it reads what the registry has.
  if (image?.attached === "no") return [];
  const how = image === undefined ? "offline" : BY_REGISTRY;
  const type = words.predicateType === SLSA_V1 ? "slsaprovenance1" : shellWord(words.predicateType);
  return [
    {
      tool: "cosign",
      title: words.ownRoot
        ? `cosign 3, ${how}, with your trusted root`
        : `cosign 3, ${how}, with a trusted root fetched before`,
      parts: [
        ...(words.ownRoot
          ? []
          : ["cosign trusted-root create --with-default-services --out trusted_root.json &&"]),
        image === undefined
          ? `cosign verify-blob-attestation --bundle ${words.bundle} --type ${type}`
          : `cosign verify-attestation --type ${type}`,
        `--certificate-identity ${words.alternativeName}`,
        `--certificate-oidc-issuer ${words.issuer}`,
        `--trusted-root trusted_root.json ${words.artifact}`,
      ],
    },
  ];
}

/** A name as a program's argument: never taken for an option. */
function fileArgument(name: string): string {
  return name.startsWith("-") ? `./${name}` : name;
}

/** A word of a POSIX shell, quoted where it must be. */
export function shellWord(word: string): string {
  return /^[A-Za-z0-9_./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
