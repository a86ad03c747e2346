import { AsnUtf8StringConverter } from "@peculiar/asn1-schema";
import type { Extension } from "@peculiar/asn1-x509";
import { encode } from "./asn1.ts";
import { extension, uriAlternativeName } from "./x509.ts";

/** The claims of a verified workflow token. */
export type Claims = Readonly<Record<string, unknown>>;

const ARC = "1.3.6.1.4.1.57264.1";

/** The token lacks a claim that a workflow's certificate needs. */
export class MissingClaim extends Error {}

/**
 * What a certificate says of a GitHub workflow run: the alternative name and the extensions .1 to .24 of Fulcio's
 * arc (fulcio docs/oid-info.md), .7 being for other kinds of identity.
 * @throws MissingClaim
 */
export function workflowExtensions(claims: Claims, serverUrl: string): Extension[] {
  const claim = (name: string): string => {
    const value = claims[name];
    if (typeof value !== "string" || value === "") throw new MissingClaim(`the token has no claim ${name}`);
    return value;
  };
  const url = (path: string): string => `${serverUrl}/${path}`;
  const signer = url(claim("job_workflow_ref"));
  const repository = claim("repository");
  const raw: [number, string][] = [
    [1, claim("iss")],
    [2, claim("event_name")],
    [3, claim("sha")],
    [4, claim("workflow")],
    [5, repository],
    [6, claim("ref")],
  ];
  const encoded: [number, string][] = [
    [8, claim("iss")],
    [9, signer],
    [10, claim("job_workflow_sha")],
    [11, claim("runner_environment")],
    [12, url(repository)],
    [13, claim("sha")],
    [14, claim("ref")],
    [15, claim("repository_id")],
    [16, url(claim("repository_owner"))],
    [17, claim("repository_owner_id")],
    [18, url(claim("workflow_ref"))],
    [19, claim("workflow_sha")],
    [20, claim("event_name")],
    [21, url(`${repository}/actions/runs/${claim("run_id")}/attempts/${claim("run_attempt")}`)],
    [22, claim("repository_visibility")],
    ...(typeof claims["environment"] === "string" ? [[23, claims["environment"]] as [number, string]] : []),
    [24, claim("sub")],
  ];
  return [
    uriAlternativeName(signer),
    ...raw.map(([n, value]) => extension(`${ARC}.${n}`, Buffer.from(value, "utf8"))),
    ...encoded.map(([n, value]) => extension(`${ARC}.${n}`, encode(AsnUtf8StringConverter.toASN(value)))),
  ];
}
