/**
 * Text from outside as it stands in a job summary: every character that Markdown or HTML could read as markup becomes
 * a numeric entity, so a file's name is a name and nothing else. Control characters become `?`.
 */
export function plain(text: string): string {
  return text
    .replaceAll(/\p{C}/gu, "?")
    .replaceAll(/[^\p{L}\p{N} ./,=+-]/gu, (character) => `&#${character.codePointAt(0) ?? 63};`);
}

/** The same in a monospaced face. */
export function code(text: string): string {
  return `<code>${plain(text)}</code>`;
}

/** A link whose text and address are both inert; anything but https (or this machine's http) is shown as text. */
export function link(text: string, url: string | undefined): string {
  if (url === undefined || !/^https?:\/\/[^\s"'<>`]+$/.test(url)) return plain(text);
  return `<a href="${url.replaceAll("&", "&amp;")}">${plain(text)}</a>`;
}

/** A block of commands; the fence is longer than any that the commands hold. */
export function shellBlock(commands: string): string {
  const runs = commands.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return `${fence}shell\n${commands.replaceAll(/[^\P{C}\n]/gu, "?")}\n${fence}`;
}
