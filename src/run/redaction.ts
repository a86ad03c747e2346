import { isRecord } from "../json.ts";
import { redact } from "../net/redact.ts";

/** JSON with what looks like a secret replaced by `***`, and where that was: `a.b[0]`. */
export interface Redacted<T> {
  readonly value: T;
  readonly redacted: readonly string[];
}

/** Secrets that are known by their form, whoever wrote them; each pattern with what stays of it. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, "***"],
  // `https://user:password@host`, `https://token@host`; `ssh://git@host` names no secret
  [/\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#@:]*:[^\s/?#@]+@/gi, "$1***@"],
  [/\b(https?:\/\/)[^\s/?#@]+@/gi, "$1***@"],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, "***"],
  [/\bxox[a-z]-[\w-]{10,}/g, "***"],
  [/\b(?:npm_|hvs\.|dckr_pat_|glpat-|pypi-|sk-|[sr]k_live_)[\w-]{20,}/g, "***"],
  [/\bAIza[\w-]{35}/g, "***"],
  // webhooks' addresses, which are secrets as a whole
  [/\b(hooks\.slack\.com\/services\/)[\w/-]+/gi, "$1***"],
  [/\b(discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/)[\w/-]+/gi, "$1***"],
  // Azure Storage: a connection string's key, a shared access signature
  [/(AccountKey=)[^\s"';&]{8,}/gi, "$1***"],
  [/([?&]sig=)[^\s"'&#]{8,}/gi, "$1***"],
  // `Authorization: token …`; `Bearer` and `Basic` are known wherever they stand
  [
    /(authorization["']?[^\S\n]*[:=][^\S\n]*["']?(?:(?:token|negotiate|apikey)[^\S\n]+)?)[^\s"',;]{8,}/gi,
    "$1***",
  ],
  // `--token=…`, `NPM_TOKEN=…`, `?access_token=…`; quoted also behind a colon, as in JSON
  [/((?:token|secret|password|passwd|passphrase|api[_-]?key|access[_-]?key)=)[^\s"'&]{8,}/gi, "$1***"],
  [
    /((?:token|secret|password|passwd|passphrase|api[_-]?key|access[_-]?key)["']?\s*[=:]\s*)(["'])(?!\2)[^"'\n]{8,}\2/gi,
    "$1$2***$2",
  ],
];

/** Words that say of a name, as its last one, that its value is a secret. */
const SECRET =
  /^(?:tokens?|secrets?|pass|passwords?|passwd|pwd|passphrases?|creds?|credentials?|apikey|auth|authorization|pat|cookies?|webhooks?|signature|sas)$/;
/** Words before `key` that make it a secret one; `key` alone is also what licences and labels are called by. */
const KEYS = /^(?:api|access|private|secret|signing|encryption|account|auth|ssh|gpg|deploy|license|service)$/;

const SHORTEST_SECRET = 8;
const SHORTEST_KEY = 16;

/** The text without what looks like a secret in it. */
export function redactText(text: string): string {
  return FORMS.reduce((rest, [form, instead]) => rest.replaceAll(form, instead), redact(text));
}

/**
 * The value of a name, at any depth, without what looks like a secret: by its form, or by the name that it has.
 * It errs on the side of hiding, yet only where something tells; a password under a harmless name is not known as one.
 */
export function redactNamed(name: string, value: unknown): Redacted<unknown> {
  const redacted: string[] = [];
  return { value: redactAt(value, name, shortestSecret(name), redacted), redacted };
}

/** As {@link redactNamed}, for each property of an object. */
export function redactRecord(
  record: Readonly<Record<string, unknown>>,
): Redacted<Readonly<Record<string, unknown>>> {
  const redacted: string[] = [];
  return { value: redactProperties(record, "", undefined, redacted), redacted };
}

function redactAt(value: unknown, path: string, shortest: number | undefined, redacted: string[]): unknown {
  if (typeof value === "string") {
    const known = redactText(value);
    // What is left beside a secret known by its form is judged by the name alone.
    const rest = known.replaceAll("***", "").trim();
    const shown = shortest !== undefined && rest.length >= shortest ? "***" : known;
    if (shown !== value) redacted.push(path);
    return shown;
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => redactAt(item, `${path}[${index}]`, shortest, redacted));
  }
  return isRecord(value) ? redactProperties(value, path, shortest, redacted) : value;
}

function redactProperties(
  record: Readonly<Record<string, unknown>>,
  path: string,
  inherited: number | undefined,
  redacted: string[],
): Readonly<Record<string, unknown>> {
  // Pairs, since a property may be named like one that every object has.
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => {
      const name = redactText(key);
      const place = path === "" ? name : `${path}.${name}`;
      if (name !== key) redacted.push(place);
      return [name, redactAt(value, place, shortestSecret(key) ?? inherited, redacted)];
    }),
  );
}

/** From which length on the value of this name counts as a secret; undefined where the name says nothing. */
function shortestSecret(name: string): number | undefined {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+|(?<=[a-z])(?=[0-9]+$)/)
    .filter((word) => word !== "" && !/^(?:value|v?[0-9]+)$/.test(word));
  const last = words.at(-1) ?? "";
  if (SECRET.test(last) || (last === "url" && words.at(-2) === "webhook")) return SHORTEST_SECRET;
  return /^keys?$/.test(last) && KEYS.test(words.at(-2) ?? "") ? SHORTEST_KEY : undefined;
}
