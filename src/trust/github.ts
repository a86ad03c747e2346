import { SigningConfig } from "@sigstore/protobuf-specs";

/** Before any service of GitHub's instance existed: it has been there since artifact attestations began. */
const SINCE = "2024-05-01T00:00:00Z";

/**
 * The services of GitHub's own Sigstore instance for private repositories: a certificate authority and a timestamp
 * authority, no log. Tenants of `*.ghe.com` have their own (cli/cli, pkg/cmd/attestation/verification).
 */
export function githubSigningConfig(serverUrl: string): SigningConfig {
  const { hostname } = new URL(serverUrl);
  const domain = /^[a-z0-9-]+\.ghe\.com$/.test(hostname) ? hostname : "githubapp.com";
  const service = (url: string) => ({
    url,
    majorApiVersion: 1,
    operator: "github.com",
    validFor: { start: SINCE },
  });
  return SigningConfig.fromJSON({
    mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
    caUrls: [service(`https://fulcio.${domain}`)],
    tsaUrls: [service(`https://timestamp.${domain}/api/v1/timestamp`)],
    tsaConfig: { selector: "ANY" },
  });
}
