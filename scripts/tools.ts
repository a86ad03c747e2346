/**
 * Builds the foreign servers and verifiers that `interop/` runs, each at an exact version, by Go's module proxy, whose
 * checksum database vouches for their bytes, one by pip, and one out of a Debian package. They are kept outside the clone, in
 * `$WAYBILL_TOOLS` or the user's cache folder.
 *
 *   node scripts/tools.ts             # all of them: about 22 minutes from nothing, then at once
 *   node scripts/tools.ts actionlint  # some of them
 *
 * What cannot be built is named with the reason, and is no failure: the tests that need it are skipped.
 */
import { hash } from "node:crypto";
import { access, readdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

import { makeTool, reasonOf, type GoProgram, type OwnProgram, type Tool } from "./tool-builds.ts";

function program(path: string, version: string): GoProgram {
  return { kind: "program", package: path, version };
}

/** A program of ours over a foreign library, whose version it has. */
function own(folder: string, version: string): OwnProgram {
  return {
    kind: "own",
    folder: fileURLToPath(new URL(`../interop/programs/${folder}`, import.meta.url)),
    version,
  };
}

/** Every foreign tool and its version: the one place to change it. */
export const TOOLS = {
  fulcio: program("github.com/sigstore/fulcio", "v1.8.8"),
  "timestamp-server": program("github.com/sigstore/timestamp-authority/v2/cmd/timestamp-server", "v2.1.3"),
  "rekor-server": program("github.com/sigstore/rekor/cmd/rekor-server", "v1.5.4"),
  "rekor-tiles": program("github.com/sigstore/rekor-tiles/v2/cmd/rekor-server/posix", "v2.3.0"),
  trillian_log_server: program("github.com/google/trillian/cmd/trillian_log_server", "v1.7.3"),
  trillian_log_signer: program("github.com/google/trillian/cmd/trillian_log_signer", "v1.7.3"),
  createtree: program("github.com/google/trillian/cmd/createtree", "v1.7.3"),
  "trillian.sql": {
    kind: "file",
    module: "github.com/google/trillian",
    version: "v1.7.3",
    path: "storage/postgresql/schema/storage.sql",
  },
  ct_server: program("github.com/google/certificate-transparency-go/trillian/ctfe/ct_server", "v1.3.3"),
  cosign: program("github.com/sigstore/cosign/v3/cmd/cosign", "v3.1.2"),
  "cosign-2": program("github.com/sigstore/cosign/v2/cmd/cosign", "v2.6.4"),
  crane: program("github.com/google/go-containerregistry/cmd/crane", "v0.21.9"),
  regctl: program("github.com/regclient/regclient/cmd/regctl", "v0.11.7"),
  "oras-reader": own("oras-reader", "v2.6.4"),
  "referrers-registry": own("referrers-registry", "v0.21.9"),
  "docker-registry": {
    kind: "debian",
    package: "docker-registry",
    version: "v2.8.2",
    command: "usr/bin/docker-registry",
  },
  "sigstore-go-verification": program(
    "github.com/sigstore/sigstore-go/examples/sigstore-go-verification",
    "v1.2.1",
  ),
  "sigstore-go-signing": program("github.com/sigstore/sigstore-go/examples/sigstore-go-signing", "v1.2.1"),
  "sigstore-python": { kind: "python", package: "sigstore", version: "v4.5.0", command: "sigstore" },
  kyverno: {
    kind: "replaced",
    package: "github.com/kyverno/kyverno/cmd/cli/kubectl-kyverno",
    module: "github.com/kyverno/kyverno",
    version: "v1.19.0",
    replace: [
      "k8s.io/pod-security-admission => github.com/kyverno/pod-security-admission v0.0.0-20251031094455-46f20778634f",
    ],
  },
  "policy-controller-tester": {
    kind: "replaced",
    package: "github.com/sigstore/policy-controller/cmd/tester",
    module: "github.com/sigstore/policy-controller",
    version: "v0.15.1",
    replace: [
      "github.com/golang/glog => github.com/jdolitsky/glog v0.0.0-20220729172235-78744e90d087",
      "k8s.io/code-generator => k8s.io/code-generator v0.29.4",
      "github.com/google/go-containerregistry/pkg/authn/kubernetes => github.com/google/go-containerregistry/pkg/authn/kubernetes v0.0.0-20260224031529-85f2bf5f7303",
      "github.com/google/go-containerregistry/pkg/authn/k8schain => github.com/google/go-containerregistry/pkg/authn/k8schain v0.0.0-20230919002926-dbcd01c402b2",
    ],
  },
  conftest: program("github.com/open-policy-agent/conftest", "v0.69.0"),
  actionlint: program("github.com/rhysd/actionlint/cmd/actionlint", "v1.7.12"),
  act: program("github.com/nektos/act", "v0.2.87"),
} as const satisfies Record<string, Tool>;

export type ToolName = keyof typeof TOOLS;

/** What is there, and one line for each that is not. */
export interface Toolbox {
  readonly paths: ReadonlyMap<ToolName, string>;
  readonly missing: ReadonlyMap<ToolName, string>;
}

const ALL = Object.keys(TOOLS) as ToolName[];

/** Where built tools are kept: `$WAYBILL_TOOLS`, or `waybill/tools/bin` of the user's cache folder. */
export function toolsFolder(): string {
  const given = process.env["WAYBILL_TOOLS"];
  if (given !== undefined && given !== "") return path.resolve(given);
  const cache = process.env["XDG_CACHE_HOME"];
  const base = cache !== undefined && path.isAbsolute(cache) ? cache : path.join(homedir(), ".cache");
  return path.join(base, "waybill", "tools", "bin");
}

/** The tool's file, whose name has the version: a changed one is built anew. */
async function fileOf(name: ToolName): Promise<string> {
  const tool: Tool = TOOLS[name];
  const isProgram = ["program", "replaced", "own"].includes(tool.kind);
  const extension = isProgram && process.platform === "win32" ? ".exe" : "";
  const source = tool.kind === "own" ? `-${await sourceOf(tool.folder)}` : "";
  return path.join(toolsFolder(), `${name}@${tool.version}${source}${extension}`);
}

/** The beginning of a hash over the files of a folder. */
async function sourceOf(folder: string): Promise<string> {
  const names = (await readdir(folder)).sort();
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), "utf8")));
  return hash("sha256", JSON.stringify([names, texts])).slice(0, 12);
}

/** What was built before; builds nothing and never throws. */
export async function findTools(names: readonly ToolName[] = ALL): Promise<Toolbox> {
  return await collect(names, async (name) => {
    if (!(await exists(await fileOf(name)))) {
      throw new Error(`not built yet: node scripts/tools.ts ${name}`);
    }
  });
}

/**
 * Builds what is not there yet, one after the other. Never throws.
 * @param said is told of each tool, as soon as it is known what became of it
 */
export async function buildTools(
  names: readonly ToolName[] = ALL,
  said: (line: string) => void = () => {},
): Promise<Toolbox> {
  return await collect(names, async (name) => {
    const { version } = TOOLS[name];
    if (await exists(await fileOf(name))) return said(`${name} ${version}: there`);
    const started = performance.now();
    try {
      await makeTool(TOOLS[name], await fileOf(name));
    } catch (error) {
      said(`${name} ${version}: missing (${reasonOf(error)})`);
      throw error;
    }
    said(`${name} ${version}: built in ${Math.round((performance.now() - started) / 1000)} s`);
  });
}

async function collect(
  names: readonly ToolName[],
  provide: (name: ToolName) => Promise<void>,
): Promise<Toolbox> {
  const paths = new Map<ToolName, string>();
  const missing = new Map<ToolName, string>();
  for (const name of names) {
    try {
      await provide(name);
      paths.set(name, await fileOf(name));
    } catch (error) {
      missing.set(name, `${name} ${TOOLS[name].version}: ${reasonOf(error)}`);
    }
  }
  return { paths, missing };
}

async function exists(file: string): Promise<boolean> {
  return await access(file).then(
    () => true,
    () => false,
  );
}

async function main(args: readonly string[]): Promise<void> {
  const unknown = args.filter((arg) => !(arg in TOOLS));
  if (unknown.length > 0) {
    process.stderr.write(`there is no tool ${unknown.join(", ")}; there are ${ALL.join(", ")}\n`);
    process.exitCode = 2;
    return;
  }
  const names = args.length === 0 ? ALL : ALL.filter((name) => args.includes(name));
  process.stdout.write(`${toolsFolder()}\n`);
  await buildTools(names, (line) => process.stdout.write(`  ${line}\n`));
}

if (import.meta.main) await main(process.argv.slice(2));
