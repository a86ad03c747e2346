import { WaybillError } from "./errors.ts";
import { callableUrl } from "./net/url.ts";

/** A single bad input; all of them make one error. */
interface Problem {
  readonly input: string;
  readonly got: string;
  readonly expected: string;
}

/** Reads the step's inputs, and collects what is wrong with them: one report names all. */
export class InputReader {
  readonly #get: (name: string) => string;
  readonly #problems: Problem[] = [];

  constructor(get: (name: string) => string) {
    this.#get = get;
  }

  text(name: string): string | undefined {
    const value = this.#get(name);
    return value === "" ? undefined : value;
  }

  /** Items on lines of their own or between commas. */
  lines(name: string): string[] {
    return (this.text(name) ?? "")
      .split(/[\n,]/)
      .flatMap((item) => (item.trim() === "" ? [] : [item.trim()]));
  }

  /** The value, which must be one of the choices; the first of them is the default. */
  choice<T extends string>(name: string, choices: readonly [T, ...T[]]): T {
    const value = this.text(name);
    if (value === undefined) return choices[0];
    const found = choices.find((choice) => choice === value);
    if (found === undefined) this.bad(name, value, `one of ${choices.join(", ")}`);
    return found ?? choices[0];
  }

  /** YAML's own spellings, as GitHub reads booleans (YAML 1.2, core schema); undefined where it is not set. */
  flag(name: string): boolean | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (["true", "True", "TRUE"].includes(value)) return true;
    if (["false", "False", "FALSE"].includes(value)) return false;
    this.bad(name, value, "one of true, false");
    return undefined;
  }

  boolean(name: string, fallback: boolean): boolean {
    return this.flag(name) ?? fallback;
  }

  integer(name: string, min: number, max: number): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= min && number <= max) return number;
    this.bad(name, value, `a whole number from ${min} to ${max}`);
    return undefined;
  }

  url(name: string): string | undefined {
    const value = this.text(name);
    if (value !== undefined && callableUrl(value) === undefined)
      this.bad(name, value.replace(/^([^/]*\/\/)?.*@/s, "$1***@"), "an https URL without credentials");
    return value?.replace(/\/+$/, "");
  }

  /** A file's own name, as slsa-github-generator's `provenance-name`. */
  fileName(name: string): string | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const plain =
      /^[^/\\:<>"|?*\p{C}]+$/u.test(value) && !value.startsWith(".") && Buffer.byteLength(value) <= 240;
    if (!plain || !value.endsWith("intoto.jsonl")) {
      this.bad(
        name,
        value,
        "a file name that every system can hold, not hidden, that ends with intoto.jsonl",
      );
    }
    return value;
  }

  /** What a station's own parser makes of the input; its refusal is one problem among the others. */
  parsed<T>(name: string, parse: () => T): T | undefined {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof WaybillError)) throw error;
      const { what, got = what, expected = "another value", todo } = error.parts;
      // Of a reference the form alone does not tell what is wrong with it.
      const why = error.code === "REFERENCE_INVALID" ? [what, todo].join(" ").trimEnd() : "";
      this.bad(name, got, why === "" ? expected : `${expected}. ${why}`);
      return undefined;
    }
  }

  required(name: string, expected: string): void {
    if (this.text(name) === undefined) this.bad(name, "nothing", expected);
  }

  bad(input: string, got: string, expected: string): void {
    this.#problems.push({ input, got, expected });
  }

  finish(): void {
    if (this.#problems.length === 0) return;
    const line = (p: Problem): string => `${p.input}: got ${shown(p.got)}, expected ${p.expected}`;
    throw new WaybillError("INPUT_INVALID", {
      what: `${this.#problems.length === 1 ? "An input is" : `${this.#problems.length} inputs are`} not valid. Nothing was called, signed or stored.\n${this.#problems.map((p) => `  - ${line(p)}`).join("\n")}`,
      todo: "Correct the `with:` block of this step.",
    });
  }
}

function shown(value: string): string {
  return `\`${value.replaceAll(/\p{C}/gu, "?").slice(0, 120)}\``;
}
