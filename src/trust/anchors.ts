import { GITHUB_TUF } from "./github.ts";
import { PUBLIC_TUF } from "./refresh.ts";
import { publicTrust, type TrustMaterial } from "./roots.ts";
import type { TufRepository } from "./tuf.ts";

/** What the trust of a run begins with. No input and no variable changes it: whoever names it is the program. */
export interface TrustAnchors {
  /** the public instance's, until TUF gives newer */
  readonly shipped: () => TrustMaterial;
  readonly publicTuf: TufRepository;
  readonly githubTuf: TufRepository;
}

/** As pinned in this version. */
export const BUILT_IN: TrustAnchors = {
  shipped: publicTrust,
  publicTuf: PUBLIC_TUF,
  githubTuf: GITHUB_TUF,
};
