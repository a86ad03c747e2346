import { parseArgs } from "node:util";

import { kindOf, WaybillError } from "../errors.ts";

/** An option of a command. */
export interface Option {
  readonly name: string;
  /** what stands for its value in a help text; empty for one that stands alone */
  readonly value: string;
  readonly about: string;
}

/** A command line, understood as far as its grammar goes. */
export interface Arguments {
  readonly positionals: readonly string[];
  /** each option's values by its name, in their order; a flag's are "true" */
  readonly given: ReadonlyMap<string, readonly string[]>;
}

/**
 * @param known what an option that is none should have been, for the error
 * @throws WaybillError USAGE
 */
export function readArguments(
  args: readonly string[],
  options: readonly Option[],
  known = "this command's options",
): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: Object.fromEntries(
        options.map(({ name, value }) => [
          name,
          // As lists, so that one given twice is not passed over.
          { type: value === "" ? ("boolean" as const) : ("string" as const), multiple: true },
        ]),
      ),
    });
    const given = Object.entries(values).map(([name, value]): [string, string[]] => [
      name,
      (Array.isArray(value) ? value : [value]).map(String),
    ]);
    return { positionals, given: new Map(given) };
  } catch (error) {
    if (!(error instanceof Error && kindOf(error).startsWith("ERR_PARSE_ARGS"))) throw error;
    // parseArgs names the option that is wrong, and nothing else.
    throw usage(error.message.split(/\n|\. /)[0] ?? "", known);
  }
}

/**
 * An option that is given at most once.
 * @throws WaybillError USAGE for one that is given twice, or empty
 */
export function single({ given }: Arguments, name: string): string | undefined {
  const [value, another] = given.get(name) ?? [];
  if (another !== undefined) throw usage(`--${name} more than once`, "it once");
  if (value === "") throw usage(`an empty --${name}`, "a value");
  return value;
}

export function usage(got: string, expected: string, todo?: string): WaybillError {
  return new WaybillError("USAGE", {
    what: "The command line is not complete.",
    got,
    expected,
    ...(todo === undefined ? {} : { todo }),
  });
}

/** A line of a help text for each option. @param width of the options' column */
export function optionLines(options: readonly Option[], width = 34): string {
  return options
    .map(({ name, value, about }) => `  ${`--${name} ${value}`.padEnd(width)} ${about}`)
    .join("\n");
}
