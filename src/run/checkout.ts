import { TIMED_OUT, type Exec } from "../exec.ts";

/** What lies in the workspace. Nothing to look at is no error: subjects may come from another job. */
export type Checkout =
  | { readonly kind: "commit"; readonly commit: string; readonly dirty: boolean }
  | { readonly kind: "none"; readonly reason: string };

const NO_FETCHING = [
  "allow",
  "ext.allow",
  "file.allow",
  "git.allow",
  "http.allow",
  "https.allow",
  "ssh.allow",
].flatMap((name) => ["-c", `protocol.${name}=never`]);

/**
 * The commit that is really checked out, and whether tracked files differ from it. Untracked files are what a build
 * leaves, so they do not count. Of the folder's own git configuration, hooks and the file monitor are switched off;
 * its filters may run, without anything of ours in their environment.
 */
export async function readCheckout(workspace: string, exec: Exec): Promise<Checkout> {
  const git = (...args: string[]) =>
    exec(
      "git",
      [
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.hooksPath=/dev/null",
        // A partial clone would fetch what `status` looks at; a repository's own words on a protocol go before the rest.
        ...NO_FETCHING,
        "--no-optional-locks",
        ...args,
      ],
      {
        cwd: workspace,
      },
    );
  const head = await git("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
  if (head.code === 127) return { kind: "none", reason: "git is not installed" };
  if (head.code === TIMED_OUT) return { kind: "none", reason: "git did not answer" };
  const commit = head.stdout.trim();
  if (head.code !== 0 || !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) {
    const inside = await git("rev-parse", "--is-inside-work-tree");
    const reason =
      inside.code === 0 ? "the repository has no commit yet" : "git finds no repository that it may read";
    return { kind: "none", reason };
  }
  const status = await git("status", "--porcelain", "--untracked-files=no");
  return { kind: "commit", commit, dirty: status.code === 0 && status.stdout.trim() !== "" };
}
