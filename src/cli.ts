#!/usr/bin/env node
// Before anything newer than Node 14 is loaded, so that an old Node says what is wrong and not a syntax error.
const major = Number(process.versions.node.split(".")[0]);
if (major < 20) {
  process.stderr.write(`error: waybill needs Node 20 or newer, and this is ${process.versions.node}\n`);
  process.exitCode = 2;
} else {
  const { runCli } = await import("./cli/run.ts");
  process.exitCode = await runCli(process.argv.slice(2), {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  });
}
