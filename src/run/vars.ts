import { WaybillError } from "../errors.ts";
import { isRecord } from "../json.ts";
import { readJson } from "../jsontext.ts";
import { redactNamed } from "./redaction.ts";

/** The configuration variables that are recorded, by the names that GitHub gives them. */
export interface Vars {
  readonly values: Readonly<Record<string, string>>;
  /** whether these are all variables that the job has, as they are */
  readonly complete: boolean;
  /** names of those whose value looked like a secret and was replaced by `***` */
  readonly redacted: readonly string[];
}

/**
 * Chooses variables by name. Names are compared without case, as GitHub does ("Variables reference").
 * @param names the input `vars`, one a line
 * @param json the input `vars-json`: `${{ toJSON(vars) }}`
 * @throws WaybillError INPUT_INVALID that names each variable that `vars-json` lacks
 */
export function readVars(names: string | undefined, json: string | undefined): Vars {
  const wanted = (names ?? "").split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));
  const given = json === undefined || json.trim() === "" ? undefined : readVarsJson(json);
  const all = new Map(
    Object.entries(given ?? {}).map(([name, value]) => [name.toUpperCase(), [name, value]]),
  );
  const missing = wanted.filter((name) => !all.has(name.toUpperCase()));
  if (missing.length > 0) {
    const known = [...all.values()].map(([name]) => name);
    throw new WaybillError("INPUT_INVALID", {
      what: "The input `vars` names variables that `vars-json` does not hold.",
      got: missing.join(", "),
      expected:
        given === undefined
          ? "`vars-json: ${{ toJSON(vars) }}` beside `vars`"
          : `names of \`vars-json\`: ${known.length === 0 ? "it holds none" : known.slice(0, 30).join(", ")}`,
      todo: "Correct the names, or define the variables for the repository, its organisation or the environment.",
    });
  }
  const values = new Map<string, string>();
  const redacted: string[] = [];
  for (const [name = "", value = ""] of wanted.map((wish) => all.get(wish.toUpperCase()) ?? [])) {
    const stated = redactNamed(name, value).value;
    if (values.has(name) || typeof stated !== "string") continue;
    values.set(name, stated);
    if (stated !== value) redacted.push(name);
  }
  const complete = given !== undefined && values.size === all.size && redacted.length === 0;
  return { values: Object.fromEntries(values), complete, redacted };
}

function readVarsJson(json: string): Readonly<Record<string, string>> {
  const todo = "Give `vars-json: ${{ toJSON(vars) }}`.";
  const given = readJson(json, "the input `vars-json`", todo);
  const entries = Object.entries(isRecord(given) ? given : {}).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as const] : [],
  );
  if (!isRecord(given) || entries.length !== Object.keys(given).length) {
    throw new WaybillError("INPUT_INVALID", {
      what: "The input `vars-json` is not valid.",
      got: isRecord(given) ? "a value that is no text" : "JSON that is no object",
      expected: "a JSON object of texts",
      todo,
    });
  }
  return Object.fromEntries(entries);
}
