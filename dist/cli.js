#!/usr/bin/env node
// src/cli.ts
if (Number(process.versions.node.split(".")[0]) < 20) {
	process.stderr.write(`error: waybill needs Node 20 or newer, and this is ${process.versions.node}\n`);
	process.exitCode = 2;
} else {
	const { runCli } = await import("./chunks/run.js");
	process.exitCode = await runCli(process.argv.slice(2), {
		out: (text) => void process.stdout.write(text),
		err: (text) => void process.stderr.write(text)
	});
}

export {  };
