import { readFile } from "node:fs/promises";

/** The modules of which something is in these files of `dist/`, by the names that the build leaves in them. */
export async function modulesIn(files: readonly string[]): Promise<string[]> {
  const sources = await Promise.all(files.map((file) => readFile(file, "utf8")));
  return sources.flatMap((source) =>
    [...source.matchAll(/^\/\/ (?:#region )?((?:src|local|node_modules)\/\S+)$/gm)].map(
      ([, name = ""]) => name,
    ),
  );
}
