import { REQUEST_OPTIONS } from "../consumer/options.ts";
import { optionLines } from "./arguments.ts";
import { VERSION } from "../version.ts";

/** The options of `waybill verify` that are no part of the request. */
export const OWN_OPTIONS = [
  { name: "refresh-trust", value: "", about: "ask TUF for the newest trusted root of the public instance" },
  { name: "batch", value: "FILE|-", about: "requests in JSON Lines, answers in JSON Lines, one process" },
  { name: "format", value: "text|json", about: "json: an object on a line for each artifact" },
  {
    name: "print-provenance",
    value: "",
    about: "print the verified statement, and the report on standard error",
  },
] as const;

/** `waybill --help`. */
export function usageText(): string {
  return `waybill ${VERSION}: checks where files and images come from, offline; rehearses the release step

  waybill verify ARTIFACT... --source-repository URL [OPTIONS]
  waybill verify --batch FILE|- [OPTIONS]

  ARTIFACT is a file, sha256:HEX, oci://REFERENCE or oci-layout:FOLDER[@sha256:HEX]

${optionLines([...REQUEST_OPTIONS, ...OWN_OPTIONS], 40)}

  may be given several times: --bundle, --from, --workflow-input

  exit codes: 0 verified, 1 refused, 2 wrong usage, 3 nothing found to verify, 4 could not be reached

  waybill verify-artifact, verify-image, verify-github-attestation

  slsa-verifier's commands with its flags; \`waybill help verify-artifact\`

  waybill inspect BUNDLE|FILE|oci://REFERENCE

  what a bundle says, checked or not; \`waybill help inspect\`

  waybill download ARTIFACT

  an artifact's bundles from where they are stored; \`waybill help download\`

  waybill rehearse OPTIONS

  the release step on this machine, against embedded services, before any tag is pushed; \`waybill help rehearse\`
`;
}
