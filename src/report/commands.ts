import { PROJECT_URL } from "../project.ts";
import { GITHUB_ISSUER } from "../verify/identity.ts";
import type { Run } from "../run/run.ts";
import type { Result } from "./result.ts";
import { VERSION } from "../version.ts";

/** A command that a consumer can paste, and what it is for. */
export interface VerifyCommand {
  readonly tool: "waybill" | "gh" | "cosign";
  readonly title: string;
  readonly command: string;
}

/** The address under which this version's package is published. */
export const PACKAGE_URL = `${PROJECT_URL}/releases/download/v${VERSION}/waybill-${VERSION}.tgz`;

/**
 * The exact commands that verify the first subject of a result with each tool; consumers put another file's name in
 * the place of the first. Empty when there is nothing to verify.
 */
export function verifyCommands(result: Result): VerifyCommand[] {
  const [file] = result.files;
  const [subject] = result.subjects ?? [];
  const { run, instance } = result;
  if (file === undefined || subject === undefined || run === undefined || instance === undefined) return [];
  const { claims } = run;
  const artifact = shellWord(fileArgument(subject.name));
  const bundle = shellWord(fileArgument(file.fileName));
  const custom = instance.name === "custom" || instance.name === "github";
  const root = custom ? " --trusted-root trusted_root.json" : "";
  const commands: VerifyCommand[] = [
    {
      tool: "waybill",
      title: custom
        ? "Waybill, offline, with the trusted root of your Sigstore instance"
        : "Waybill, offline",
      command:
        [
          `npm exec --yes --package=${PACKAGE_URL} -- waybill verify ${artifact}`,
          `--bundle ${bundle}`,
          `--source-repository ${shellWord(run.repositoryUrl)}`,
          `--signer ${shellWord(run.builderId)}`,
          ...(claims.iss === GITHUB_ISSUER ? [] : [`--issuer ${shellWord(claims.iss)}`]),
        ].join(" ") + root,
    },
  ];
  if (run.serverUrl === "https://github.com") commands.push(...ghCommands(result, artifact, bundle, custom));
  commands.push(cosignCommand(run, artifact, bundle, custom));
  return commands;
}

function cosignCommand(run: Run, artifact: string, bundle: string, custom: boolean): VerifyCommand {
  const fetchRoot = custom
    ? ""
    : "cosign trusted-root create --with-default-services --out trusted_root.json && ";
  return {
    tool: "cosign",
    title: custom
      ? "cosign 3, offline, with your trusted root"
      : "cosign 3, offline, with a trusted root fetched before",
    command: `${fetchRoot}cosign verify-blob-attestation --bundle ${bundle} --type slsaprovenance1 --certificate-identity ${shellWord(run.builderId)} --certificate-oidc-issuer ${shellWord(run.claims.iss)} --trusted-root trusted_root.json ${artifact}`,
  };
}

function ghCommands(result: Result, artifact: string, bundle: string, custom: boolean): VerifyCommand[] {
  const { run } = result;
  if (run === undefined) return [];
  const { claims } = run;
  // `--signer-workflow` takes the path without a reference; the identity with one is exact.
  const identity = [
    `--repo ${shellWord(claims.repository)}`,
    `--cert-identity ${shellWord(run.builderId)}`,
    `--source-digest ${claims.sha}`,
    ...(claims.iss === GITHUB_ISSUER ? [] : [`--cert-oidc-issuer ${shellWord(claims.iss)}`]),
  ].join(" ");
  const offline: VerifyCommand = {
    tool: "gh",
    title: custom
      ? "gh, offline, with your trusted root on one line"
      : "gh, offline, with a trusted root fetched before",
    command: `${custom ? "" : "gh attestation trusted-root > trusted_root.jsonl && "}gh attestation verify ${artifact} ${identity} --bundle ${bundle} --custom-trusted-root trusted_root.jsonl`,
  };
  const inStore = result.published.some(
    (p) => p.target === "github" && (p.status === "stored" || p.status === "already-stored"),
  );
  const online: VerifyCommand = {
    tool: "gh",
    title: "gh, with the bundle from GitHub's attestation store",
    command: `gh attestation verify ${artifact} ${identity}`,
  };
  return inStore && !custom ? [online, offline] : [offline];
}

/** A name as a program's argument: never taken for an option. */
function fileArgument(name: string): string {
  return name.startsWith("-") ? `./${name}` : name;
}

/** A word of a POSIX shell, quoted where it must be. */
export function shellWord(word: string): string {
  return /^[A-Za-z0-9_./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
