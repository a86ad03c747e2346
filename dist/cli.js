#!/usr/bin/env node
// src/cli.ts
if (Number(process.versions.node.split(".")[0]) < 20) {
	process.stderr.write(`error: waybill needs Node 20 or newer, and this is ${process.versions.node}\n`);
	process.exitCode = 2;
} else {
	const { runCli } = await import("./chunks/run2.js");
	process.stdout.on("error", () => process.exit(process.exitCode ?? 1));
	process.exitCode = await runCli(process.argv.slice(2), {
		out: (text) => void process.stdout.write(text),
		err: (text) => void process.stderr.write(text),
		taken: () => process.stdout.writableNeedDrain ? new Promise((resolve) => void process.stdout.once("drain", resolve)) : Promise.resolve(),
		input: () => process.stdin
	}, {
		env: process.env,
		exec: async (...call) => await (await import("./chunks/exec2.js")).commandExec(...call),
		mask: () => void 0
	});
}

export {  };
