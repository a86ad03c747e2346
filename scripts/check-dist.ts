import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { build, DIST, ROOT } from "./build.ts";

/**
 * `dist/` is what runs in other people's releases, so it must be what the source builds. Rebuilds it in place and
 * fails when git then sees a difference; new and removed files count, which `git diff` would pass over.
 */
async function changedFiles(root: string, folder: string): Promise<string[]> {
  // A machine's own excludes file often names `dist`; its settings must not hide a file.
  const settings = ["-c", "core.excludesFile=", "-c", "core.quotePath=false", "-c", "status.renames=false"];
  const { stdout } = await promisify(execFile)(
    "git",
    [...settings, "status", "--porcelain=v1", "-z", "--untracked-files=all", "--", folder],
    { cwd: root },
  );
  return stdout.split("\0").filter((line) => line !== "");
}

await build(DIST);
const changed = await changedFiles(ROOT, DIST);
if (changed.length > 0) {
  console.error("dist/ in the last commit is not what the source builds:");
  for (const line of changed) console.error(`  ${line}`);
  console.error("It has been rebuilt in place. Look at the difference and commit it:");
  console.error("  npm run build && git add dist && git commit");
  process.exitCode = 1;
}
