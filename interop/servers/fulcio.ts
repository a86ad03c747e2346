import { writeFile } from "node:fs/promises";
import * as path from "node:path";

import { stringify } from "yaml";

import type { CtLogServer } from "./ct-log.ts";
import { encryptedPkcs8, KEY_PASSWORD, type IssuingAuthority } from "./keys.ts";
import { answers, launch } from "./process.ts";
import type { Surroundings } from "./surroundings.ts";

/**
 * Fulcio with the configuration that the public instance has for GitHub's workflows.
 * @param issuers OIDC issuers, in which `*` stands for one run of letters, digits, `-` and `_`
 * @returns its URL
 */
export async function startFulcio(
  at: Surroundings,
  authority: IssuingAuthority,
  ctLog: CtLogServer,
  issuers: readonly string[],
): Promise<string> {
  const file = (name: string): string => path.join(at.folder, name);
  await Promise.all([
    writeFile(file("fulcio.yaml"), stringify(configuration(issuers))),
    writeFile(file("ca.pem"), authority.chainPem),
    writeFile(file("ca.key"), encryptedPkcs8(authority.key), { mode: 0o600 }),
  ]);
  const { fulcio, fulcioGrpc, fulcioMetrics } = at.ports;
  const url = `http://127.0.0.1:${fulcio}`;
  const flags = {
    host: "127.0.0.1",
    port: fulcio,
    "grpc-host": "127.0.0.1",
    "grpc-port": fulcioGrpc,
    "metrics-port": fulcioMetrics,
    // The default is one for the whole machine.
    "legacy-unix-domain-socket": file("fulcio.sock"),
    "config-path": file("fulcio.yaml"),
    "ct-log-url": ctLog.url,
    "ct-log-public-key-path": ctLog.keyFile,
    ca: "fileca",
    "fileca-cert": file("ca.pem"),
    "fileca-key": file("ca.key"),
    "fileca-key-passwd": KEY_PASSWORD,
    "fileca-watch": false,
  };
  at.keep(
    await launch({
      name: "fulcio",
      program: at.tool("fulcio"),
      args: ["serve", ...Object.entries(flags).map(([name, value]) => `--${name}=${value}`)],
      folder: at.folder,
      ready: () => answers(`${url}/healthz`),
      deadline: at.deadline,
    }),
  );
  return url;
}

function configuration(issuers: readonly string[]): unknown {
  const provider = { "client-id": "sigstore", type: "ci-provider", "ci-provider": "github-workflow" };
  const exact = issuers.filter((issuer) => !issuer.includes("*"));
  const patterns = issuers.filter((issuer) => issuer.includes("*"));
  return {
    "oidc-issuers": Object.fromEntries(exact.map((url) => [url, { "issuer-url": url, ...provider }])),
    "meta-issuers": Object.fromEntries(patterns.map((pattern) => [pattern, provider])),
    "ci-issuer-metadata": {
      "github-workflow": {
        "default-template-values": { url: "https://github.com", environment: "" },
        "subject-alternative-name-template": "{{ .url }}/{{ .job_workflow_ref }}",
        "extension-templates": EXTENSIONS,
      },
    },
  };
}

/** What becomes of which claim (fulcio docs/oid-info.md): 1.3.6.1.4.1.57264.1.2 to .6, then .9 to .23. */
const EXTENSIONS = {
  "github-workflow-trigger": "event_name",
  "github-workflow-sha": "sha",
  "github-workflow-name": "workflow",
  "github-workflow-repository": "repository",
  "github-workflow-ref": "ref",
  "build-signer-uri": "{{ .url }}/{{ .job_workflow_ref }}",
  "build-signer-digest": "job_workflow_sha",
  "runner-environment": "runner_environment",
  "source-repository-uri": "{{ .url }}/{{ .repository }}",
  "source-repository-digest": "sha",
  "source-repository-ref": "ref",
  "source-repository-identifier": "repository_id",
  "source-repository-owner-uri": "{{ .url }}/{{ .repository_owner }}",
  "source-repository-owner-identifier": "repository_owner_id",
  "build-config-uri": "{{ .url }}/{{ .workflow_ref }}",
  "build-config-digest": "workflow_sha",
  "build-trigger": "event_name",
  "run-invocation-uri": "{{ .url }}/{{ .repository }}/actions/runs/{{ .run_id }}/attempts/{{ .run_attempt }}",
  "source-repository-visibility-at-signing": "repository_visibility",
  "deployment-environment": "environment",
};
