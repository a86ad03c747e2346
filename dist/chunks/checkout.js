// src/run/checkout.ts
const NO_FETCHING = [
	"allow",
	"ext.allow",
	"file.allow",
	"git.allow",
	"http.allow",
	"https.allow",
	"ssh.allow"
].flatMap((name) => ["-c", `protocol.${name}=never`]);
/**
* The commit that is really checked out, and whether tracked files differ from it. Untracked files are what a build
* leaves, so they do not count. Of the folder's own git configuration, hooks and the file monitor are switched off;
* its filters may run, without anything of ours in their environment.
*/
async function readCheckout(workspace, exec) {
	const git = (...args) => exec("git", [
		"-c",
		"core.fsmonitor=false",
		"-c",
		"core.hooksPath=/dev/null",
		...NO_FETCHING,
		"--no-optional-locks",
		...args
	], { cwd: workspace });
	const head = await git("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
	if (head.code === 127) return {
		kind: "none",
		reason: "git is not installed"
	};
	if (head.code === 124) return {
		kind: "none",
		reason: "git did not answer"
	};
	const commit = head.stdout.trim();
	if (head.code !== 0 || !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return {
		kind: "none",
		reason: (await git("rev-parse", "--is-inside-work-tree")).code === 0 ? "the repository has no commit yet" : "git finds no repository that it may read"
	};
	const status = await git("status", "--porcelain", "--untracked-files=no");
	return {
		kind: "commit",
		commit,
		dirty: status.code === 0 && status.stdout.trim() !== ""
	};
}

export { readCheckout as t };
