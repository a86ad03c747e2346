import { WaybillError } from "../errors.ts";
import { at } from "../json.ts";
import type { RehearsedRun } from "./claims.ts";

/**
 * A step's `with:` as the step would get it. What only a run knows must be given as an option instead.
 * @param skip inputs that are not looked at, since something else takes their place
 * @throws WaybillError USAGE that names every input whose expression is unknown
 */
export function evaluateInputs(
  given: Readonly<Record<string, unknown>>,
  skip: ReadonlySet<string>,
  run: RehearsedRun,
): Map<string, string> {
  const known = contextOf(run);
  const values = new Map<string, string>();
  const unknown: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    if (skip.has(name)) continue;
    const source = asText(value);
    if (source === undefined) {
      unknown.push(`--${name}: neither text, number nor boolean`);
      continue;
    }
    const evaluated = source.replaceAll(/\$\{\{\s*([\s\S]*?)\s*\}\}/g, (whole, expression: string) => {
      const found = known(expression);
      if (found === undefined) unknown.push(`--${name}: ${whole}`);
      return found ?? "";
    });
    values.set(name, evaluated.trim());
  }
  if (unknown.length === 0) return values;
  throw new WaybillError("USAGE", {
    what: "The workflow's step has inputs that only a run knows.",
    got: unknown.join(", "),
    todo: "Give them as options.",
  });
}

/** `with:` takes scalars; YAML's null is an empty input. */
function asText(value: unknown): string | undefined {
  if (value === null || value === undefined) return "";
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}

/** Plain properties of the contexts that the claims and the event know; no operators, no functions. */
function contextOf(run: RehearsedRun): (expression: string) => string | undefined {
  const { repository = "", ref = "", sha = "", event_name = "" } = run.claims;
  const github: Readonly<Record<string, string>> = {
    ref,
    ref_name: ref.replace(/^refs\/(?:tags|heads|pull)\//, ""),
    ref_type: ref.startsWith("refs/tags/") ? "tag" : "branch",
    sha,
    repository,
    repository_owner: repository.split("/")[0] ?? "",
    event_name,
    server_url: run.serverUrl,
  };
  return (expression) => {
    if (!/^[\w-]+(?:\.[\w-]+)+$/.test(expression)) return undefined;
    const [context, ...path] = expression.split(".");
    if (context === "github" && path.length === 1) {
      const [name = ""] = path;
      return Object.hasOwn(github, name) ? github[name] : undefined;
    }
    if (context === "github" && path[0] === "event") return scalar(at(run.event, ...path.slice(1)));
    return context === "inputs" ? scalar(at(run.event, "inputs", ...path)) : undefined;
  };
}

function scalar(value: unknown): string | undefined {
  return value === null || value === undefined ? undefined : asText(value);
}
