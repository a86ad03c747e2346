import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { readFile, writeFile } from "node:fs/promises";

/**
 * Writes src/trust/public-good.json: what the action and the verifier trust of Sigstore's public instance when the
 * user names nothing else; and src/trust/public-good-tuf.json, the TUF root from which the step asks for anything newer.
 * Both roots come out of the npm package @sigstore/tuf, whose integrity the lockfile
 * pins; the signing configs are written down here, since no package carries them.
 *
 * When an update of @sigstore/tuf changes the root, this script stops: look the new digest up in the history of
 * `targets/trusted_root.json` of sigstore/root-signing, compare the signing configs beside it, and change ORIGIN.
 */
const ORIGIN = {
  name: "Sigstore public instance",
  date: "2026-08-21",
  sha256: "6494e21ea73fa7ee769f85f57d5a3e6a08725eae1e38c755fc3517c9e6bc0b66",
  source: "https://github.com/sigstore/root-signing/tree/60cf2ce8/targets",
};

const SEED = { repository: "https://tuf-repo-cdn.sigstore.dev", target: "trusted_root.json" };

/** Where the files lie. */
export const PUBLIC_GOOD = new URL("../src/trust/public-good.json", import.meta.url);
export const PUBLIC_GOOD_TUF = new URL("../src/trust/public-good-tuf.json", import.meta.url);

const service = (url: string, majorApiVersion: number, start: string): object => ({
  url,
  majorApiVersion,
  validFor: { start },
  operator: "sigstore.dev",
});

const REKOR_V1 = service("https://rekor.sigstore.dev", 1, "2021-01-12T11:53:27Z");
const REKOR_V2 = service("https://log2025-1.rekor.sigstore.dev", 2, "2026-01-01T00:00:00Z");

/** @param logs newest API first, as the instance's own opt-in config lists them */
function signingConfig(logs: readonly object[]): object {
  return {
    mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
    caUrls: [service("https://fulcio.sigstore.dev", 1, "2022-04-13T20:06:15Z")],
    oidcUrls: [service("https://oauth2.sigstore.dev/auth", 1, "2022-04-13T20:06:15Z")],
    rekorTlogUrls: logs,
    tsaUrls: [service("https://timestamp.sigstore.dev/api/v1/timestamp", 1, "2025-07-04T00:00:00Z")],
    rekorTlogConfig: { selector: "ANY" },
    tsaConfig: { selector: "ANY" },
  };
}

/**
 * The text of src/trust/public-good.json, from the installed @sigstore/tuf.
 * @throws when the package's root is not the one that ORIGIN names
 */
export async function publicGood(): Promise<string> {
  const trustedRoot = await seededRoot();
  const digest = createHash("sha256").update(trustedRoot).digest("hex");
  if (digest !== ORIGIN.sha256) {
    throw new Error(`@sigstore/tuf now carries the trusted root ${digest}: see scripts/trust.ts`);
  }
  const material = {
    ...ORIGIN,
    trustedRoot: JSON.parse(trustedRoot.toString("utf8")) as unknown,
    signingConfig: signingConfig([REKOR_V1]),
    signingConfigRekorV2: signingConfig([REKOR_V2, REKOR_V1]),
  };
  return `${JSON.stringify(material, null, 2)}\n`;
}

/**
 * The text of src/trust/public-good-tuf.json, from the installed @sigstore/tuf: the repository's root as it is signed,
 * indented anew, which its signatures, over canonical JSON, do not mind.
 */
export async function publicGoodTuf(): Promise<string> {
  const { "root.json": encoded } = await seed();
  if (encoded === undefined) throw new Error(`@sigstore/tuf carries no root of ${SEED.repository}`);
  const root = JSON.parse(Buffer.from(encoded, "base64").toString("utf8")) as unknown;
  return `${JSON.stringify({ repository: SEED.repository, root }, null, 2)}\n`;
}

async function seededRoot(): Promise<Buffer> {
  const encoded = (await seed()).targets?.[SEED.target];
  if (encoded === undefined) throw new Error(`@sigstore/tuf carries no ${SEED.target} of ${SEED.repository}`);
  return Buffer.from(encoded, "base64");
}

interface Seed {
  readonly "root.json"?: string;
  readonly targets?: Readonly<Record<string, string>>;
}

async function seed(): Promise<Seed> {
  const seeds = createRequire(import.meta.url).resolve("@sigstore/tuf/seeds.json");
  const parsed = JSON.parse(await readFile(seeds, "utf8")) as Record<string, Seed>;
  return parsed[SEED.repository] ?? {};
}

if (import.meta.main) {
  await writeFile(PUBLIC_GOOD, await publicGood());
  await writeFile(PUBLIC_GOOD_TUF, await publicGoodTuf());
}
