import type { CertificateAuthority, TrustedRoot } from "@sigstore/protobuf-specs";
import { toTrustMaterial, type TrustMaterial } from "@sigstore/verify";

import { KnownCertificate } from "./known-certificate.ts";
import { logsOf, type Log } from "./log.ts";

/** A trusted root as it is judged by. */
export interface Material {
  readonly judged: TrustMaterial;
  readonly logs: readonly Log[];
}

const decoded = new WeakMap<TrustedRoot, Material>();

/**
 * Keys and certificates of a root are decoded once, however many bundles it judges, and those of its authorities not
 * before one is asked about: a bundle of today needs neither the authorities of other years nor those of timestamps.
 */
export function materialOf(root: TrustedRoot): Material {
  const known = decoded.get(root);
  if (known !== undefined) return known;
  const { certificateAuthorities, timestampAuthorities } = root;
  // Logs are judged by log.ts, so that nothing else has use for their keys.
  const rest = toTrustMaterial({ ...root, certificateAuthorities: [], timestampAuthorities: [], tlogs: [] });
  const material = {
    judged: {
      ...rest,
      certificateAuthorities: certificateAuthorities.map(authorityOf),
      timestampAuthorities: timestampAuthorities.map(authorityOf),
    },
    logs: logsOf(root),
  };
  decoded.set(root, material);
  return material;
}

type Authority = TrustMaterial["certificateAuthorities"][number];

/** As `toTrustMaterial` has it: an end of validity that is not given is none. */
const BEGINNING_OF_TIME = new Date(0);
const END_OF_TIME = new Date(8_640_000_000_000_000);

function authorityOf({ certChain, validFor }: CertificateAuthority): Authority {
  let read: KnownCertificate[] | undefined;
  return {
    get certChain() {
      return (read ??= (certChain?.certificates ?? []).map(({ rawBytes }) =>
        KnownCertificate.read(rawBytes),
      ));
    },
    validFor: { start: validFor?.start ?? BEGINNING_OF_TIME, end: validFor?.end ?? END_OF_TIME },
  };
}
