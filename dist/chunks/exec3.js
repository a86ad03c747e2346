import { t as runProgram } from "./program.js";

// src/cli/exec.ts
/** What we ask of programs takes them moments; a filter of the repository's own may take for ever. */
const LIMIT = 2e4;
/**
* git would fetch what a partial clone lacks. A `protocol.NAME.allow` in a configuration file goes before
* `protocol.allow` (git-config(1)), so each that git has is named too.
*/
const NO_FETCH = ["protocol.allow", ...[
	"ext",
	"file",
	"git",
	"http",
	"https",
	"ssh"
].map((name) => `protocol.${name}.allow`)].flatMap((key) => ["-c", `${key}=never`]);
/**
* Runs programs for the command line, which is outside of any job: with the environment that its user has. git calls
* nobody.
*/
const commandExec = (program, args, { cwd, input = "" }) => runProgram(program, program === "git" ? [...NO_FETCH, ...args] : args, {
	cwd,
	env: void 0,
	input,
	limit: LIMIT
});

export { commandExec as t };
