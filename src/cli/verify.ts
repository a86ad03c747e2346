import { readFile, stat } from "node:fs/promises";
import * as path from "node:path";
import { parseArgs } from "node:util";

import { asWaybillError, kindOf, WaybillError } from "../errors.ts";
import { digestsOf } from "../evidence/artifact.ts";
import { SLSA_V02, SLSA_V1 } from "../intoto/statement.ts";
import { baseUrl, callableUrl } from "../net/url.ts";
import { publicTrust, readTrustedRoot } from "../trust/roots.ts";
import { MAX_BUNDLE_BYTES, splitBundles } from "../verify/bundle.ts";
import { GITHUB_ISSUER } from "../verify/identity.ts";
import { verifyBundle, type Expectation, type Verified } from "../verify/verify.ts";
import type { Terminal } from "./run.ts";
import { renderJson, renderText } from "./show.ts";

interface Options {
  readonly file: string;
  readonly bundle: string | undefined;
  readonly sourceRepository: string;
  readonly signer: string;
  readonly issuer: string;
  readonly trustedRoot: string | undefined;
  readonly format: "text" | "json";
}

/**
 * `waybill verify`: reads files alone, calls nobody.
 * @throws WaybillError USAGE, NOT_FOUND, or the code of the check that failed
 */
export async function verifyCommand(args: readonly string[], terminal: Terminal): Promise<void> {
  const options = readOptions(args);
  const trust =
    options.trustedRoot === undefined
      ? publicTrust().trustedRoot
      : await readTrustedRoot(options.trustedRoot);
  const artifact = await digestsOf(options.file);
  const expected: Expectation = {
    identity: { issuer: options.issuer, signer: options.signer, sourceRepository: options.sourceRepository },
    predicateTypes: [SLSA_V1, SLSA_V02],
    artifacts: [artifact],
  };
  const { found, bundlePath } = await firstVerified(findBundles(options), (json) =>
    verifyBundle(json, expected, trust),
  );
  const shown = { file: options.file, bundlePath, artifact, bundle: found };
  terminal.out(options.format === "json" ? renderJson(shown) : renderText(shown));
}

function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const [file] = positionals;
  if (file === undefined || positionals.length !== 1) {
    throw usage(`${positionals.length} files`, "one FILE to verify");
  }
  const sourceRepository = values["source-repository"];
  if (sourceRepository === undefined)
    throw usage("no --source-repository", "the repository that FILE must be built from");
  if (callableUrl(sourceRepository) === undefined) {
    throw usage(`--source-repository ${sourceRepository}`, "a URL such as https://github.com/OWNER/REPO");
  }
  if (values.signer === undefined) throw usage("no --signer", "the workflow that must have signed, as a URI");
  if (callableUrl(values.signer) === undefined) {
    throw usage(
      `--signer ${values.signer}`,
      "a URI such as https://github.com/OWNER/REPO/.github/workflows/release.yml",
    );
  }
  const format = values.format ?? "text";
  if (format !== "text" && format !== "json") throw usage(`--format ${format}`, "text or json");
  return {
    file,
    bundle: values.bundle,
    sourceRepository: baseUrl(sourceRepository),
    signer: values.signer,
    issuer: values.issuer ?? GITHUB_ISSUER,
    trustedRoot: values["trusted-root"],
    format,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        "source-repository": { type: "string" },
        signer: { type: "string" },
        bundle: { type: "string" },
        issuer: { type: "string" },
        "trusted-root": { type: "string" },
        format: { type: "string" },
      },
    });
  } catch (error) {
    // parseArgs names the option that is wrong, and nothing else.
    throw usage(
      error instanceof Error ? (error.message.split("\n")[0] ?? "") : "",
      "the options of waybill --help",
    );
  }
}

interface FoundBundle {
  readonly path: string;
  readonly json: string;
}

/** So many bundles of one release are looked at beside a file. */
const MOST_PARTS = 1000;

/** The bundles given, or those beside the file under the names that Waybill and slsa-github-generator give them. */
async function* findBundles(options: Options): AsyncGenerator<FoundBundle> {
  const folder = path.dirname(options.file);
  const beside = [`${options.file}.intoto.jsonl`, path.join(folder, "multiple.intoto.jsonl")];
  const parts = Array.from({ length: MOST_PARTS - 1 }, (_, index) =>
    path.join(folder, `multiple.${index + 2}.intoto.jsonl`),
  );
  let none = true;
  for (const candidate of options.bundle === undefined ? [...beside, ...parts] : [options.bundle]) {
    const content = await readBundleFile(candidate, options.bundle !== undefined);
    if (content === undefined && !beside.includes(candidate)) break;
    for (const json of content === undefined ? [] : splitBundles(content)) {
      none = false;
      yield { path: candidate, json };
    }
  }
  if (!none) return;
  throw new WaybillError("NOT_FOUND", {
    what: `There is no bundle beside ${options.file}.`,
    expected: beside.join(" or "),
    todo: "Fetch the bundle from the release, or name it with --bundle.",
  });
}

async function readBundleFile(file: string, required: boolean): Promise<string | undefined> {
  try {
    const { size } = await stat(file);
    if (size > MAX_BUNDLE_BYTES) {
      throw new WaybillError("BUNDLE_MALFORMED", {
        what: `${file} is too large to be a bundle.`,
        got: `${size} bytes`,
        expected: `at most ${MAX_BUNDLE_BYTES}`,
      });
    }
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof WaybillError) throw error;
    if (!required && kindOf(error) === "ENOENT") return undefined;
    throw new WaybillError("NOT_FOUND", { what: `The bundle ${file} cannot be read.`, got: kindOf(error) });
  }
}

/** The first bundle that passes; if none does, the reason why the first did not, with the count of others. */
async function firstVerified(
  bundles: AsyncIterable<FoundBundle>,
  verify: (json: string) => Verified,
): Promise<{ found: Verified; bundlePath: string }> {
  let refused: { readonly path: string; readonly error: WaybillError } | undefined;
  let count = 0;
  for await (const bundle of bundles) {
    count++;
    try {
      return { found: verify(bundle.json), bundlePath: bundle.path };
    } catch (error) {
      refused ??= { path: bundle.path, error: asWaybillError(error, "The verification") };
    }
  }
  if (refused === undefined) throw new Error("no bundle was found");
  if (count === 1) throw refused.error;
  const others = count === 2 ? "one other bundle was" : `${count - 1} other bundles were`;
  const { code, parts } = refused.error;
  throw new WaybillError(code, {
    ...parts,
    what: `${parts.what} (In ${refused.path}; ${others} tried and refused too.)`,
  });
}

function usage(got: string, expected: string): WaybillError {
  return new WaybillError("USAGE", { what: "The command line is not complete.", got, expected });
}
