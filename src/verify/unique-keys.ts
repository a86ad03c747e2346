/**
 * A key that stands twice in one object. `JSON.parse` takes the last of them, other readers the first, so that two
 * verifiers of the same signed bytes would see two statements.
 * @param json text that `JSON.parse` accepts
 */
export function repeatedKey(json: string): string | undefined {
  // The keys of the objects around the place; undefined stands for a list.
  const around: (Set<string> | undefined)[] = [];
  let keys: Set<string> | undefined;
  let isKey = false;
  for (let place = 0; place < json.length; place++) {
    const character = json.charAt(place);
    switch (character) {
      case '"': {
        const end = endOfString(json, place);
        if (isKey && keys !== undefined) {
          const key = String(JSON.parse(json.slice(place, end + 1)));
          if (keys.has(key)) return key;
          keys.add(key);
          isKey = false;
        }
        place = end;
        break;
      }
      case "{":
      case "[":
        isKey = character === "{";
        keys = isKey ? new Set() : undefined;
        around.push(keys);
        break;
      case "}":
      case "]":
        around.pop();
        keys = around.at(-1);
        isKey = false;
        break;
      case ",":
        isKey = keys !== undefined;
        break;
      default:
    }
  }
  return undefined;
}

/** The place of the quote that ends the string which begins at `start`. */
function endOfString(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end === -1 ? json.length : end;
}

function isEscaped(json: string, quote: number): boolean {
  let place = quote;
  while (json[place - 1] === "\\") place -= 1;
  return (quote - place) % 2 === 1;
}
