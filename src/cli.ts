#!/usr/bin/env node
// Before anything newer than Node 14 is loaded, so that an old Node says what is wrong and not a syntax error.
const major = Number(process.versions.node.split(".")[0]);
if (major < 20) {
  process.stderr.write(`error: waybill needs Node 20 or newer, and this is ${process.versions.node}\n`);
  process.exitCode = 2;
} else {
  const { runCli } = await import("./cli/run.ts");
  // Whoever reads the answer may have enough of it, as `head` does; an answer that was not taken is no success.
  process.stdout.on("error", () => process.exit(process.exitCode ?? 1));
  process.exitCode = await runCli(
    process.argv.slice(2),
    {
      out: (text) => void process.stdout.write(text),
      err: (text) => void process.stderr.write(text),
      taken: () =>
        process.stdout.writableNeedDrain
          ? new Promise((resolve) => void process.stdout.once("drain", resolve))
          : Promise.resolve(),
      input: () => process.stdin,
    },
    {
      env: process.env,
      exec: async (...call) => await (await import("./cli/exec.ts")).commandExec(...call),
      // Nothing that is printed holds a secret: no error repeats what a service or a helper said.
      mask: () => undefined,
    },
  );
}
