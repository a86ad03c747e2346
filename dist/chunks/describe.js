import { t as WaybillError } from "./project.js";
import { t as inert } from "./inert.js";

// src/cli/describe.ts
/**
* An error for people. Each part is made inert on its own: the lines between them are ours, a line within one may be a
* name's.
*/
function describe(error, help = "waybill --help") {
	const { what, got, expected, todo } = error.parts;
	const parts = {
		what: inert(what),
		...got === void 0 ? {} : { got: inert(got) },
		...expected === void 0 ? {} : { expected: inert(expected) },
		...todo === void 0 ? {} : { todo: inert(todo) }
	};
	return `error: ${new WaybillError(error.code, parts).describe()}\n${error.code === "USAGE" ? `hint: ${help}\n` : ""}`;
}

export { describe as t };
