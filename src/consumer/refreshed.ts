import { WaybillError } from "../errors.ts";
import type { Http } from "../net/http.ts";
import { PUBLIC_TUF, refreshPublicTrust } from "../trust/refresh.ts";
import type { TrustedRoots } from "../trust/roots.ts";
import type { TufRepository } from "../trust/tuf.ts";

/**
 * The newest root of Sigstore's public instance, by TUF. Whoever asks for it does not want the one that is built in.
 * @throws WaybillError UNREACHABLE when it cannot be had
 */
export async function refreshedRoots(
  http: Http,
  repository: TufRepository = PUBLIC_TUF,
): Promise<TrustedRoots> {
  const { material, reason } = await refreshPublicTrust({ http, repository });
  if (reason === undefined) return [material.trustedRoot];
  throw new WaybillError("UNREACHABLE", {
    what: "The newest trusted root could not be had by TUF.",
    got: reason,
    expected: `trusted_root.json of ${repository.url}`,
    todo: "Try again later; or leave --refresh-trust out to verify by the root that is built in.",
  });
}
