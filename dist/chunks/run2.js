import { ft as asWaybillError, h as VERSION } from "./base.js";
import { C as exitCodeOf, S as inertJson, a as describe, x as inert } from "./verify.js";

// src/cli/run.ts
/** Each is loaded when it is called: `rehearse` brings the whole step, which a verifier does without. */
const COMMANDS = {
	verify: async () => (await import("./verify2.js")).verifyCommand,
	rehearse: async () => (await import("./rehearse.js")).rehearseCommand,
	inspect: async () => (await import("./inspect.js")).inspectCommand,
	download: async () => (await import("./download.js")).downloadCommand,
	"verify-artifact": async () => (await import("./slsa-verifier.js")).slsaCommand("verify-artifact"),
	"verify-image": async () => (await import("./slsa-verifier.js")).slsaCommand("verify-image"),
	"verify-github-attestation": async () => (await import("./slsa-verifier.js")).slsaCommand("verify-github-attestation"),
	"verify-npm-package": async () => (await import("./slsa-verifier.js")).notDone("verify-npm-package"),
	"verify-vsa": async () => (await import("./slsa-verifier.js")).notDone("verify-vsa")
};
/** What a JSON answer calls it to have succeeded, where that is not `verified`. */
const DONE = {
	rehearse: "rehearsed",
	inspect: "inspected",
	download: "downloaded"
};
/** @returns the exit code; prints all there is to say */
async function runCli(args, terminal, surroundings) {
	const [command = "", ...rest] = args;
	if (command === "--version" || command === "-v") {
		terminal.out(`${VERSION}\n`);
		return 0;
	}
	if (isHelp(command) && rest.length === 0) {
		terminal.out(await usage());
		return 0;
	}
	const [name = "", given] = isHelp(command) ? [rest[0], ["--help"]] : [command, rest];
	const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : void 0;
	if (load === void 0) {
		const why = args.length === 0 ? "no command given" : `there is no command "${inert(name)}"`;
		terminal.err(`error: ${why}\n\n${await usage()}`);
		return 2;
	}
	try {
		return await (await load())(given, terminal, surroundings);
	} catch (thrown) {
		const error = asWaybillError(thrown, "The command");
		const done = { [DONE[name] ?? "verified"]: false };
		if (wantsJson(rest)) terminal.out(`${inertJson(JSON.stringify({
			...done,
			code: error.code,
			message: error.message
		}))}\n`);
		terminal.err(describe(error, name === "verify" ? "waybill --help" : `waybill help ${name}`));
		return exitCodeOf(error.code);
	}
}
function isHelp(command) {
	return command === "help" || command === "--help" || command === "-h";
}
async function usage() {
	const { usageText } = await import("./usage.js");
	return usageText();
}
/** A program that asked for JSON gets its answer on the same stream, whatever the answer is. */
function wantsJson(args) {
	return args.includes("--format=json") || args.some((arg, index) => arg === "json" && args[index - 1] === "--format");
}

export { runCli };
