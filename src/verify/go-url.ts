const HEX = "0123456789ABCDEF";
const UNRESERVED = /[A-Za-z0-9_.~-]/;

/** Of the two parts of a URL that Go escapes: what it leaves as it is, and a whole part that needs no escaping. */
interface Part {
  readonly kept: RegExp;
  readonly accepted: RegExp;
}

const PATH: Part = { kept: /[$&+,/:;=@]/, accepted: /^[A-Za-z0-9_.~!$&'()*+,;=:@[\]%/-]*$/ };
const FRAGMENT: Part = { kept: /[$&+,/:;=?@!()*]/, accepted: /^[A-Za-z0-9_.~!$&'()*+,;=:@[\]%/?-]*$/ };

/**
 * What Go's `url.Parse(text).String()` makes of a URL with a host: the form in which Fulcio writes a workflow's URI
 * into the certificate's subject alternative name, an IA5String (RFC 5280, 4.2.1.6), while the Build Signer URI keeps
 * the text. A part that has one character to be escaped is decoded and escaped anew; any other part stays.
 * @returns undefined for what Go refuses: a control character, or a `%` without two hex digits
 */
export function goUrl(text: string): string | undefined {
  // oxlint-disable-next-line no-control-regex -- Go refuses exactly these.
  if (/[\x00-\x1f\x7f]/.test(text)) return undefined;
  const parsed = /^([a-z]+:\/\/[^/?#]+)([^?#]*)(\?[^#]*)?(?:#(.*))?$/s.exec(text);
  if (parsed === null) return undefined;
  const [, origin = "", rawPath = "", query = "", rawFragment = ""] = parsed;
  const path = written(rawPath, PATH);
  const fragment = written(rawFragment, FRAGMENT);
  if (path === undefined || fragment === undefined) return undefined;
  return `${origin}${path}${query}${fragment === "" ? "" : `#${fragment}`}`;
}

function written(raw: string, part: Part): string | undefined {
  if (/%(?![0-9A-Fa-f]{2})/.test(raw)) return undefined;
  return part.accepted.test(raw) ? raw : escaped(unescaped(raw), part);
}

function unescaped(raw: string): Buffer {
  const bytes = Buffer.from(raw, "utf8").toString("latin1");
  const decoded = bytes.replaceAll(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(decoded, "latin1");
}

function escaped(bytes: Buffer, part: Part): string {
  return Array.from(bytes, (byte) => {
    const c = String.fromCharCode(byte);
    const stays = UNRESERVED.test(c) || part.kept.test(c);
    return stays ? c : `%${HEX[byte >> 4] ?? ""}${HEX[byte & 15] ?? ""}`;
  }).join("");
}
