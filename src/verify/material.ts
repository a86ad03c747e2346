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

/** Keys and certificates of a root are decoded once, however many bundles it judges. */
export function materialOf(root: TrustedRoot): Material {
  const known = decoded.get(root);
  if (known !== undefined) return known;
  const judged = toTrustMaterial(root);
  const material = {
    judged: {
      ...judged,
      certificateAuthorities: remembering(judged.certificateAuthorities, root.certificateAuthorities),
      timestampAuthorities: remembering(judged.timestampAuthorities, root.timestampAuthorities),
    },
    logs: logsOf(root),
  };
  decoded.set(root, material);
  return material;
}

type Authority = TrustMaterial["certificateAuthorities"][number];

function remembering(authorities: readonly Authority[], given: readonly CertificateAuthority[]): Authority[] {
  return authorities.map((authority, index) => ({
    ...authority,
    certChain: (given[index]?.certChain?.certificates ?? []).map(({ rawBytes }) =>
      KnownCertificate.read(rawBytes),
    ),
  }));
}
