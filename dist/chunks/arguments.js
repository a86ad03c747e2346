import { At as require__late_node_util } from "./verify.js";
import { dt as WaybillError, pt as kindOf } from "./base.js";

// src/cli/arguments.ts
var import__late_node_util = require__late_node_util();
/** @throws WaybillError USAGE */
function readArguments(args, options) {
	try {
		const { values, positionals } = (0, import__late_node_util.parseArgs)({
			args: [...args],
			allowPositionals: true,
			options: Object.fromEntries(options.map(({ name, value }) => [name, {
				type: value === "" ? "boolean" : "string",
				multiple: true
			}]))
		});
		const given = Object.entries(values).map(([name, value]) => [name, (Array.isArray(value) ? value : [value]).map(String)]);
		return {
			positionals,
			given: new Map(given)
		};
	} catch (error) {
		if (!(error instanceof Error && kindOf(error).startsWith("ERR_PARSE_ARGS"))) throw error;
		throw usage(error.message.split(/\n|\. /)[0] ?? "", "this command's options");
	}
}
/**
* An option that is given at most once.
* @throws WaybillError USAGE for one that is given twice, or empty
*/
function single({ given }, name) {
	const [value, another] = given.get(name) ?? [];
	if (another !== void 0) throw usage(`--${name} more than once`, "it once");
	if (value === "") throw usage(`an empty --${name}`, "a value");
	return value;
}
function usage(got, expected, todo) {
	return new WaybillError("USAGE", {
		what: "The command line is not complete.",
		got,
		expected,
		...todo === void 0 ? {} : { todo }
	});
}
const WIDTH = 34;
/** A line of a help text for each option. */
function optionLines(options) {
	return options.map(({ name, value, about }) => `  ${`--${name} ${value}`.padEnd(WIDTH)} ${about}`).join("\n");
}

export { usage as i, readArguments as n, single as r, optionLines as t };
