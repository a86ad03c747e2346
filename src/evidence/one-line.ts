/**
 * A JSON text without the white space between its parts, as two stores write the same bundle in two ways. What is no JSON does not become
 * JSON by it: strings stay as they are, and tokens stay apart.
 */
export function oneLine(json: string): string {
  if (!/[ \t\r\n]/.test(json)) return json;
  const parts: string[] = [];
  for (let from = 0; from < json.length;) {
    const quote = json.indexOf('"', from);
    const end = quote === -1 ? json.length : quote;
    const between = json.slice(from, end).replaceAll(/[ \t\r\n]+/g, " ");
    parts.push(between.replaceAll(/ ?([{}[\]:,]) ?/g, "$1"));
    from = quote === -1 ? end : stringEnd(json, quote);
    parts.push(json.slice(end, from));
  }
  return parts.join("").trim();
}

/** Behind the quote that ends the string that begins at `start`. */
function stringEnd(json: string, start: number): number {
  for (let quote = json.indexOf('"', start + 1); quote !== -1; quote = json.indexOf('"', quote + 1)) {
    let before = quote;
    while (json[before - 1] === "\\" && before - 1 > start) before -= 1;
    if ((quote - before) % 2 === 0) return quote + 1;
  }
  return json.length;
}
