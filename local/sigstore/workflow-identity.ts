import { AsnUtf8StringConverter } from "@peculiar/asn1-schema";
import type { Extension } from "@peculiar/asn1-x509";
import { encode } from "./asn1.ts";
import { extension, uriAlternativeName } from "./x509.ts";

/** The claims of a verified workflow token. */
export type Claims = Readonly<Record<string, unknown>>;

const ARC = "1.3.6.1.4.1.57264.1";
const BUILD_SIGNER = "{{ .url }}/{{ .job_workflow_ref }}";

/**
 * What Fulcio's configuration for GitHub makes of which claim: the number in the arc (fulcio docs/oid-info.md),
 * Fulcio's name, and a claim or a template of claims.
 */
const EXTENSIONS: readonly (readonly [number: number, name: string, source: string])[] = [
  [2, "GithubWorkflowTrigger", "event_name"],
  [3, "GithubWorkflowSHA", "sha"],
  [4, "GithubWorkflowName", "workflow"],
  [5, "GithubWorkflowRepository", "repository"],
  [6, "GithubWorkflowRef", "ref"],
  [9, "BuildSignerURI", BUILD_SIGNER],
  [10, "BuildSignerDigest", "job_workflow_sha"],
  [11, "RunnerEnvironment", "runner_environment"],
  [12, "SourceRepositoryURI", "{{ .url }}/{{ .repository }}"],
  [13, "SourceRepositoryDigest", "sha"],
  [14, "SourceRepositoryRef", "ref"],
  [15, "SourceRepositoryIdentifier", "repository_id"],
  [16, "SourceRepositoryOwnerURI", "{{ .url }}/{{ .repository_owner }}"],
  [17, "SourceRepositoryOwnerIdentifier", "repository_owner_id"],
  [18, "BuildConfigURI", "{{ .url }}/{{ .workflow_ref }}"],
  [19, "BuildConfigDigest", "workflow_sha"],
  [20, "BuildTrigger", "event_name"],
  [
    21,
    "RunInvocationURI",
    "{{ .url }}/{{ .repository }}/actions/runs/{{ .run_id }}/attempts/{{ .run_attempt }}",
  ],
  [22, "SourceRepositoryVisibilityAtSigning", "repository_visibility"],
  [23, "DeploymentEnvironment", "environment"],
];

/** The token lacks a claim that a workflow's certificate needs; the message is Fulcio's. */
export class MissingClaim extends Error {}

/**
 * What a certificate says of a GitHub workflow run: the alternative name and the extensions .1 to .24 of Fulcio's
 * arc, .7 being for other kinds of identity. An empty claim gives no extension.
 * @throws MissingClaim
 */
export function workflowExtensions(claims: Claims, serverUrl: string): Extension[] {
  const values = new Map([
    ["url", serverUrl],
    ["environment", ""],
  ]);
  for (const [name, value] of Object.entries(claims)) if (typeof value === "string") values.set(name, value);
  const issuer = values.get("iss") ?? "";
  const told: (readonly [number, string])[] = [
    [1, issuer],
    [8, issuer],
    [24, values.get("sub") ?? ""],
  ];
  const alternativeName = goUrl(fill(BUILD_SIGNER, "SubjectAlternativeName", values));
  const filled = EXTENSIONS.map(([n, label, source]) => [n, fill(source, label, values)] as const);
  return [
    uriAlternativeName(alternativeName),
    ...[...told, ...filled]
      .filter(([, value]) => value !== "")
      .sort(([a], [b]) => a - b)
      .map(([n, value]) => extension(`${ARC}.${n}`, n <= 6 ? Buffer.from(value) : utf8String(value))),
  ];
}

/**
 * Fulcio writes the alternative name with Go's `net/url`, which escapes a path or fragment with any character that
 * does not belong there, as a whole, and leaves others as they are. The extensions keep the text.
 * @throws URIError for a `%` that escapes nothing, as Go's parser does
 */
function goUrl(url: string): string {
  const [path = "", ...rest] = url.split("#");
  const fragment = rest.join("#");
  return goEscaped(path) + (fragment === "" ? "" : `#${goEscaped(fragment, "!()*").replaceAll("#", "%23")}`);
}

/** @param kept of the characters that only stay where no other needs to be escaped, those that stay always */
function goEscaped(part: string, kept = ""): string {
  const decoded = decodeURIComponent(part);
  if (/^[\w!$&'()*+,;=:@[\]%/.~?-]*$/.test(part)) return part;
  return encodeURI(decoded).replaceAll(/[!'()*]/g, (c) =>
    kept.includes(c) ? c : `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The claim, or the template (Go's text/template) with its claims. */
function fill(source: string, label: string, values: ReadonlyMap<string, string>): string {
  if (source.includes("{{")) {
    return source.replaceAll(/\{\{ \.(\w+) \}\}/g, (_whole, claim: string, at: number) => {
      const value = values.get(claim);
      if (value !== undefined) return value;
      const where = `template: :1:${at + 3}: executing "" at <.${claim}>`;
      throw new MissingClaim(`${where}: map has no entry for key "${claim}"`);
    });
  }
  const value = values.get(source);
  if (value !== undefined) return value;
  const about = JSON.stringify({ ExtensionName: label, Issuer: values.get("iss") }, null, "\t");
  throw new MissingClaim(`value <${source}> not present in either claims or defaults. ${about}`);
}

function utf8String(text: string): Buffer {
  return encode(AsnUtf8StringConverter.toASN(text));
}
