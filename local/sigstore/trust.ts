import { ORGANIZATION } from "./x509.ts";

/** The parts that a trusted root and a signing config are written of. */
export interface TrustParts {
  readonly validFrom: Date;
  readonly issuers: readonly string[];
  /** certificates in DER, the issuer of leaves first */
  readonly ca: { readonly url: string; readonly chain: readonly Buffer[] };
  readonly ctLog?: LogKey | undefined;
  readonly rekor?: (LogKey & { readonly url: string }) | undefined;
  /** `url` is where to write; the host of `baseUrl` is the checkpoints' origin */
  readonly rekor2?: (LogKey & { readonly url: string; readonly baseUrl: string }) | undefined;
  /** certificates in DER, the signer first */
  readonly tsa?: { readonly url: string; readonly chain: readonly Buffer[] } | undefined;
}

interface LogKey {
  readonly spki: Buffer;
  readonly logId: Buffer;
}

export type TrustedRootJson = ReturnType<typeof trustedRoot>;
export type SigningConfigJson = ReturnType<typeof signingConfig>;

/** A TrustedRoot of Sigstore's protobuf-specs, as JSON: what verifiers are given. */
export function trustedRoot(parts: TrustParts) {
  const { ca, ctLog, rekor, rekor2, tsa, validFrom } = parts;
  return {
    mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
    tlogs: [
      ...(rekor === undefined ? [] : [log(rekor.url, rekor, validFrom)]),
      ...(rekor2 === undefined ? [] : [log(rekor2.baseUrl, rekor2, validFrom, "PKIX_ED25519")]),
    ],
    certificateAuthorities: [authority(ca, validFrom)],
    ctlogs: ctLog === undefined ? [] : [log(`${ca.url}/ct`, ctLog, validFrom)],
    timestampAuthorities: tsa === undefined ? [] : [authority(tsa, validFrom)],
  };
}

/** A SigningConfig v0.2 of Sigstore's protobuf-specs, as JSON: what signers are given. */
export function signingConfig(parts: TrustParts) {
  const { ca, issuers, rekor, rekor2, tsa, validFrom } = parts;
  const service = (url: string, majorApiVersion = 1) => ({
    url,
    majorApiVersion,
    validFor: { start: validFrom.toISOString() },
    operator: ORGANIZATION,
  });
  return {
    mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
    caUrls: [service(ca.url)],
    oidcUrls: issuers.map((issuer) => service(issuer)),
    // The newer first, as in the public instance's config with both.
    rekorTlogUrls: [
      ...(rekor2 === undefined ? [] : [service(rekor2.url, 2)]),
      ...(rekor === undefined ? [] : [service(rekor.url)]),
    ],
    // sigstore-js looks for a service as soon as its selector is there.
    ...(rekor === undefined && rekor2 === undefined ? {} : { rekorTlogConfig: { selector: "ANY" } }),
    tsaUrls: tsa === undefined ? [] : [service(tsa.url)],
    ...(tsa === undefined ? {} : { tsaConfig: { selector: "ANY" } }),
  };
}

function log(baseUrl: string, key: LogKey, validFrom: Date, keyDetails = "PKIX_ECDSA_P256_SHA_256") {
  return {
    baseUrl,
    hashAlgorithm: "SHA2_256",
    publicKey: {
      rawBytes: key.spki.toString("base64"),
      keyDetails,
      validFor: { start: validFrom.toISOString() },
    },
    logId: { keyId: key.logId.toString("base64") },
  };
}

function authority({ url, chain }: { url: string; chain: readonly Buffer[] }, validFrom: Date) {
  return {
    subject: { organization: ORGANIZATION, commonName: ORGANIZATION },
    uri: url,
    certChain: {
      certificates: chain.map((certificate) => ({ rawBytes: certificate.toString("base64") })),
    },
    validFor: { start: validFrom.toISOString() },
  };
}
