import { type CertificateAuthority, type Issuance, startCertificateAuthority } from "./ca.ts";
import type { Fetcher } from "../network.ts";
import { createCtLog } from "./ct.ts";
import { type RekorV1, startRekorV1 } from "./rekor1.ts";
import { type RekorV2, type RekorV2Options, startRekorV2 } from "./rekor2.ts";
import {
  type SigningConfigJson,
  signingConfig,
  type TrustedRootJson,
  type TrustParts,
  trustedRoot,
} from "./trust.ts";
import { startTimestampAuthority, type TimestampAuthority } from "./tsa.ts";

export interface SigstoreOptions {
  /** OIDC issuers that the certificate authority accepts, each also with one further path segment */
  readonly issuers: readonly string[];
  /** what workflow references in certificates are below (https://github.com) */
  readonly serverUrl?: string;
  /**
   * Parts that are false are in neither trusted root nor signing config, and certificates carry no SCT without `ct`.
   * Logs and timestamp authority are started all the same, so that a test can assert that nobody asked them. Rekor v2
   * (`rekor2`) is a part only if it is true; with `rekor: false` it is the only log.
   */
  readonly parts?: {
    readonly ct?: boolean;
    readonly rekor?: boolean;
    readonly rekor2?: boolean;
    readonly tsa?: boolean;
  };
  /** how certificates differ from what was asked; also to be changed later, in `ca.issuance` */
  readonly issuance?: Partial<Issuance>;
  readonly rekor2?: RekorV2Options;
  /** how the certificate authority reaches issuers; by the process's own fetch, if not given */
  readonly fetcher?: Fetcher;
  /** the clock of all parts */
  readonly now?: () => Date;
}

export interface LocalSigstore {
  readonly ca: CertificateAuthority;
  readonly rekor: RekorV1;
  readonly rekor2: RekorV2;
  readonly tsa: TimestampAuthority;
  readonly trustedRoot: TrustedRootJson;
  readonly signingConfig: SigningConfigJson;
  readonly close: () => Promise<void>;
}

const YEAR = 365 * 24 * 60 * 60 * 1000;

/** Starts a Sigstore instance of its own on free loopback ports, with new keys; `close` ends it. */
export async function startSigstore(options: SigstoreOptions): Promise<LocalSigstore> {
  const { issuers, serverUrl = "https://github.com", parts = {}, now = () => new Date() } = options;
  const start = now().getTime();
  const validity = { notBefore: new Date(start - YEAR), notAfter: new Date(start + 10 * YEAR) };
  const ctLog = parts.ct === false ? undefined : createCtLog();
  const [ca, rekor, rekor2, tsa] = await Promise.all([
    startCertificateAuthority({
      issuers,
      serverUrl,
      ctLog,
      validity,
      now,
      fetcher: options.fetcher ?? fetch,
      issuance: options.issuance ?? {},
    }),
    startRekorV1({ now }),
    startRekorV2(options.rekor2),
    startTimestampAuthority({ validity, now }),
  ]);
  const trust: TrustParts = {
    validFrom: validity.notBefore,
    issuers,
    ca: { url: ca.server.url, chain: ca.chain },
    ctLog,
    rekor: parts.rekor === false ? undefined : logKey(rekor),
    rekor2: parts.rekor2 === true ? { ...logKey(rekor2), baseUrl: rekor2.baseUrl } : undefined,
    tsa: parts.tsa === false ? undefined : tsa,
  };
  return {
    ca,
    rekor,
    rekor2,
    tsa,
    trustedRoot: trustedRoot(trust),
    signingConfig: signingConfig(trust),
    close: async () => {
      await Promise.all([ca, rekor, rekor2, tsa].map(({ server }) => server.close()));
    },
  };
}

function logKey({ server, spki, logId }: RekorV1 | RekorV2) {
  return { url: server.url, spki, logId };
}
