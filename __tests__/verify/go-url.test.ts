import assert from "node:assert/strict";
import { test } from "node:test";

import { goUrl } from "../../src/verify/go-url.ts";

const WORKFLOWS = "https://github.com/o/r/.github/workflows/";

/** What Go 1.26 itself printed for each; undefined where `url.Parse` gives an error. */
const BY_GO: readonly (readonly [string, string | undefined])[] = [
  ["release.yml@refs/tags/v1", "release.yml@refs/tags/v1"],
  ["release.yml@refs/heads/größe", "release.yml@refs/heads/gr%C3%B6%C3%9Fe"],
  ["my release.yml@refs/heads/main", "my%20release.yml@refs/heads/main"],
  ['a.yml@refs/heads/a"b', "a.yml@refs/heads/a%22b"],
  ["a.yml@refs/heads/a|b{c}", "a.yml@refs/heads/a%7Cb%7Bc%7D"],
  ["a.yml@refs/heads/it's(1)!", "a.yml@refs/heads/it's(1)!"],
  ["a.yml@refs/heads/it's(1)!*[x]ö", "a.yml@refs/heads/it%27s%281%29%21%2A%5Bx%5D%C3%B6"],
  ["a.yml@refs/tags/pkg@1.2.3", "a.yml@refs/tags/pkg@1.2.3"],
  ["a.yml@refs/heads/fix#12", "a.yml@refs/heads/fix#12"],
  ["a.yml@refs/heads/fix#ä'(1)!#2", "a.yml@refs/heads/fix#%C3%A4%27(1)!%232"],
  ["a.yml@refs/heads/fix#ä'(1)!|x", "a.yml@refs/heads/fix#%C3%A4%27(1)!%7Cx"],
  ["a.yml@refs/heads/x#", "a.yml@refs/heads/x"],
  ["a.yml@refs/heads/a%20b", "a.yml@refs/heads/a%20b"],
  ["a.yml@refs/heads/a%41ö", "a.yml@refs/heads/aA%C3%B6"],
  ["a.yml@refs/heads/100%", undefined],
  ["a.yml@refs/heads/a#100%", undefined],
  ["a b?.yml@refs/heads/x", "a%20b?.yml@refs/heads/x"],
  ["a?b c.yml@refs/heads/ö", "a?b c.yml@refs/heads/ö"],
  ["a.yml@refs/heads/a<b>`;,&=+$-_.~", "a.yml@refs/heads/a%3Cb%3E%60;,&=+$-_.~"],
  ["a.yml@refs/heads/日本🚀", "a.yml@refs/heads/%E6%97%A5%E6%9C%AC%F0%9F%9A%80"],
  ["a?b c#d ö.yml", "a?b c#d%20%C3%B6.yml"],
  ["a.yml@refs/heads/%2fx", "a.yml@refs/heads/%2fx"],
  ["a.yml@refs/heads/x?", "a.yml@refs/heads/x?"],
  ["a.yml@refs/heads/%ff", "a.yml@refs/heads/%ff"],
  ["a.yml@refs/heads/%ffö", "a.yml@refs/heads/%FF%C3%B6"],
  ["a.yml@refs/heads/x#%2f'", "a.yml@refs/heads/x#%2f'"],
  ["a??", "a??"],
];

test("a workflow's URI is written as Go writes it", () => {
  for (const [given, expected] of BY_GO) {
    const url = expected === undefined ? undefined : `${WORKFLOWS}${expected}`;
    assert.equal(goUrl(`${WORKFLOWS}${given}`), url, given);
  }
});

test("what Go refuses, and what is no URL with a host, has no form", () => {
  for (const text of [`${WORKFLOWS}a\nb.yml`, "", "release.yml", "https:///path", "mailto:a@example.com"]) {
    assert.equal(goUrl(text), undefined, text);
  }
});
