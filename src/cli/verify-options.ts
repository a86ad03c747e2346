import { misfitsOf, REQUEST_OPTIONS, requestOf } from "../consumer/options.ts";
import type { VerifyRequest } from "../consumer/request.ts";
import { quoted } from "../quoted.ts";
import { readArguments, usage } from "./arguments.ts";
import { OWN_OPTIONS } from "./usage.ts";

/** The command line of `waybill verify`, understood. */
export interface VerifyOptions {
  readonly artifacts: readonly string[];
  readonly request: VerifyRequest;
  readonly refreshTrust: boolean;
  /** a file, or `-` for standard input */
  readonly batch: string | undefined;
  readonly format: "text" | "json";
  readonly printProvenance: boolean;
}

/** @throws WaybillError USAGE */
export function readVerifyOptions(args: readonly string[]): VerifyOptions {
  const known = [...REQUEST_OPTIONS, ...OWN_OPTIONS];
  const { positionals: artifacts, given } = readArguments(args, known, "the options of waybill --help");
  const own = (name: (typeof OWN_OPTIONS)[number]["name"]): string | undefined => {
    const [value, another] = given.get(name) ?? [];
    if (another !== undefined) throw usage(`--${name} more than once`, "it once");
    return value;
  };
  const format = own("format") ?? "text";
  if (format !== "text" && format !== "json") throw usage(`--format ${quoted(format)}`, "text or json");
  const options = {
    artifacts,
    request: requestOf(given),
    refreshTrust: own("refresh-trust") === "true",
    batch: own("batch"),
    format,
    printProvenance: own("print-provenance") === "true",
  } as const;
  const [misfit] = misfitsOf(options, options.batch !== undefined);
  if (misfit !== undefined) throw usage(misfit.got, misfit.expected);
  if (options.batch === undefined) assertSingle(options);
  else assertBatch(options, given);
  return options;
}

function assertSingle({ artifacts }: VerifyOptions): void {
  if (artifacts.length === 0)
    throw usage("no artifact", "a file, sha256:HEX, oci://REFERENCE or oci-layout:FOLDER");
}

/** What a line says itself, and what has no place in an answer, is no option. */
function assertBatch(
  { artifacts, batch }: VerifyOptions,
  given: ReadonlyMap<string, readonly string[]>,
): void {
  if (batch === "") throw usage("an empty --batch", "a file, or - for standard input");
  if (artifacts.length > 0)
    throw usage(`--batch and ${quoted(artifacts[0] ?? "")}`, "artifacts in the lines");
  const other = ["bundle", "print-provenance"].find((name) => given.has(name));
  if (other !== undefined) throw usage(`--batch and --${other}`, "one of them");
  if (given.get("format")?.[0] === "text") throw usage("--batch and --format text", "answers in JSON Lines");
}
