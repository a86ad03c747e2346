// src/report/markup.ts
/**
* Text from outside as it stands in a job summary: every character that Markdown or HTML could read as markup becomes
* a numeric entity, so a file's name is a name and nothing else. Control characters become `?`.
*/
function plain(text) {
	return text.replaceAll(/\p{C}/gu, "?").replaceAll(/[^\p{L}\p{N} ./,=+-]/gu, (character) => `&#${character.codePointAt(0) ?? 63};`);
}
/** The same in a monospaced face. */
function code(text) {
	return `<code>${plain(text)}</code>`;
}
/** A link whose text and address are both inert; anything but https (or this machine's http) is shown as text. */
function link(text, url) {
	if (url === void 0 || !/^https?:\/\/[^\s"'<>`]+$/.test(url)) return plain(text);
	return `<a href="${url.replaceAll("&", "&amp;")}">${plain(text)}</a>`;
}
/** A block of commands; the fence is longer than any that the commands hold. */
function shellBlock(commands) {
	const runs = commands.match(/`+/g) ?? [];
	const fence = "`".repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
	return `${fence}shell\n${commands.replaceAll(/[^\P{C}\n]/gu, "?")}\n${fence}`;
}

export { shellBlock as i, link as n, plain as r, code as t };
