import { execFile } from "node:child_process";

// src/program.ts
const MAX_BYTES = 16777216;
/** Runs a program; what it prints on standard error is dropped, and nothing reaches our own output. */
function runProgram(program, args, { cwd, env, input, limit }) {
	return new Promise((resolve) => {
		const options = {
			cwd,
			env,
			timeout: limit,
			killSignal: "SIGKILL",
			maxBuffer: MAX_BYTES,
			windowsHide: true
		};
		const child = execFile(program, [...args], options, (error, stdout) => {
			if (error === null) resolve({
				code: 0,
				stdout
			});
			else if (error.killed === true) resolve({
				code: 124,
				stdout: ""
			});
			else resolve({
				code: exitCode(error.code),
				stdout
			});
		});
		child.stdin?.on("error", () => void 0);
		child.stdin?.end(input);
	});
}
/** 127 where it could not be started; 1 where it was killed or printed too much. */
function exitCode(code) {
	if (typeof code === "number") return code;
	return typeof code === "string" && code !== "ERR_CHILD_PROCESS_STDIO_MAXBUFFER" ? 127 : 1;
}

export { runProgram as t };
