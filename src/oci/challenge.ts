/** One challenge of a `WWW-Authenticate` header (RFC 7235, 4.1). */
export interface Challenge {
  /** in lower case: schemes are the same in any */
  readonly scheme: string;
  /** names in lower case; of a name given twice, the first */
  readonly params: ReadonlyMap<string, string>;
}

// RFC 7230, 3.2.6 and RFC 7235, 2.1. All are read where the last ended.
const SEPARATORS = /[\s,]*/y;
const TOKEN = /[\w!#$%&'*+.^`|~-]+/y;
const VALUE = /\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([\w!#$%&'*+.^`|~:/-]+))/y;
const EQUALS = /\s*=/y;
const TOKEN68 = / +[\w.~+/-]+=*(?=\s*(?:,|$))/y;

/** All challenges of a header, which may hold several. What follows the first thing that cannot be read is left out. */
export function parseChallenges(header: string): Challenge[] {
  const challenges: { scheme: string; params: Map<string, string> }[] = [];
  let position = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = position;
    const match = pattern.exec(header);
    if (match === null) return undefined;
    position = pattern.lastIndex;
    return match;
  };
  for (;;) {
    take(SEPARATORS);
    const name = take(TOKEN)?.[0].toLowerCase();
    if (name === undefined) return challenges;
    const value = take(VALUE);
    if (value === undefined) {
      if (take(EQUALS) !== undefined) return challenges;
      challenges.push({ scheme: name, params: new Map() });
      take(TOKEN68);
      continue;
    }
    const params = challenges.at(-1)?.params;
    if (params === undefined) return challenges;
    if (!params.has(name)) params.set(name, value[1]?.replaceAll(/\\(.)/g, "$1") ?? value[2] ?? "");
  }
}
