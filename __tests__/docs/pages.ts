import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface Page {
  /** relative to the repository, with `/` */
  readonly name: string;
  readonly text: string;
}

/** What users read: the README and everything in docs/. */
export async function pages(): Promise<Page[]> {
  const docs = await readdir(join(ROOT, "docs"), { recursive: true });
  const names = docs.filter((name) => name.endsWith(".md")).map((name) => join("docs", name));
  return await Promise.all(
    ["README.md", ...names.sort()].map(async (name) => ({
      name: name.replaceAll("\\", "/"),
      text: await readFile(join(ROOT, name), "utf8"),
    })),
  );
}

export async function page(name: string): Promise<string> {
  return await readFile(join(ROOT, name), "utf8");
}

/** The fenced blocks of a language. */
export function blocks(markdown: string, language: string): string[] {
  const fences = markdown.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm);
  return [...fences].flatMap(([, name, text = ""]) => (name === language ? [text] : []));
}

/** The commands of a page's shell blocks, each with its continued lines in one, without comments. */
export function commands(markdown: string): string[] {
  return blocks(markdown, "sh")
    .flatMap((block) => block.replaceAll(/\\\n\s*/g, "").split("\n"))
    .map((line) => line.replace(/(?:^|\s+)# .*$/, "").trim())
    .filter((line) => line !== "");
}

/** The rows of the tables whose first head cell has this title: cells without the marks of code. */
export function rows(markdown: string, title: string): string[][] {
  const found: string[][] = [];
  let inside = false;
  for (const line of markdown.split("\n")) {
    if (!line.startsWith("|")) {
      inside = false;
      continue;
    }
    const cells = line
      .replaceAll(String.raw`\|`, "\0")
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll("`", "").replaceAll("\0", "|"));
    if (cells[0] === title) inside = true;
    else if (inside && !/^-+$/.test(cells[0] ?? "")) found.push(cells);
  }
  return found;
}
