import { startGitHub, type GitHubOptions, type LocalGitHub } from "./github/start.ts";
import { startSigstore, type LocalSigstore, type SigstoreOptions } from "./sigstore/start.ts";

export interface Local {
  readonly github: LocalGitHub;
  readonly sigstore: LocalSigstore;
  close(): Promise<void>;
}

export interface LocalOptions {
  readonly github?: GitHubOptions;
  readonly sigstore?: Partial<SigstoreOptions>;
}

/** The embedded GitHub and a Sigstore instance that trusts its tokens, together, on free loopback ports. */
export async function startLocal(options: LocalOptions = {}): Promise<Local> {
  const github = await startGitHub(options.github);
  try {
    const sigstore = await startSigstore({ issuers: [github.issuer], ...options.sigstore });
    return {
      github,
      sigstore,
      close: async () => {
        await Promise.all([github.close(), sigstore.close()]);
      },
    };
  } catch (error) {
    await github.close();
    throw error;
  }
}
