import assert from "node:assert/strict";
import { test } from "node:test";

import { redactNamed, redactRecord, redactText } from "../../src/run/redaction.ts";

const key = (kind: string): string =>
  `-----BEGIN ${kind}PRIVATE KEY-----\nMIIB\n-----END ${kind}PRIVATE KEY-----`;

test("secrets are known by their form, and what stands around them stays", () => {
  for (const [text, shown] of [
    ["clone https://octo:hunter2@example.com/x", "clone https://***@example.com/x"],
    [`https://x-access-token:ghs_${"a".repeat(36)}@github.com`, "https://***@github.com"],
    ["postgres://app:s3cret@db:5432/app", "postgres://***@db:5432/app"],
    ["https://abcdef123@example.com", "https://***@example.com"],
    [`id AKIA${"A".repeat(16)} end`, "id *** end"],
    [`before ${key("RSA ")} after`, "before *** after"],
    [`${key("")}${key("OPENSSH ")}`, "******"],
    ["-----BEGIN PRIVATE KEY-----\nMIIB", "***"],
    ["npm publish --token=abcdefgh12 --tag x", "npm publish --token=*** --tag x"],
    ["https://example.com/?a=1&access_token=abcdefgh&b=2", "https://example.com/?a=1&access_token=***&b=2"],
    ['{"password": "correct horse"}', '{"password": "***"}'],
    [`npm_${"a".repeat(36)}`, "***"],
    [
      "post https://hooks.slack.com/services/T0/B0/abcDEF now",
      "post https://hooks.slack.com/services/*** now",
    ],
    ["https://discord.com/api/webhooks/12/ab-_c", "https://discord.com/api/webhooks/***"],
    ["https://discordapp.com/api/v10/webhooks/12/abc", "https://discordapp.com/api/v10/webhooks/***"],
    ["AccountName=octo;AccountKey=abcdefgh+/==;Suffix=x", "AccountName=octo;AccountKey=***;Suffix=x"],
    [
      "https://octo.example.com/x?se=2030&sig=abc%2Bdefgh&sp=r",
      "https://octo.example.com/x?se=2030&sig=***&sp=r",
    ],
    ["curl -H 'Authorization: token 0123456789' x", "curl -H 'Authorization: token ***' x"],
    ["authorization=0123456789", "authorization=***"],
    ['{"Authorization": "Negotiate 0123456789"}', '{"Authorization": "Negotiate ***"}'],
    ["Authorization: Bearer abcdefgh", "Authorization: ***"],
    [`xoxb-${"1".repeat(20)}`, "***"],
  ] as const) {
    assert.equal(redactText(text), shown);
  }
});

test("what is no secret stays as it is", () => {
  for (const text of [
    "ssh://git@github.com/octo-org/rocket.git",
    "git@github.com:octo-org/rocket.git",
    "https://api.github.com/repos/octo-org/rocket/keys{/key_id}",
    "octo@example.com",
    "Rotate the token: see docs",
    "password=",
    "## Authorization:\nDocumented",
    "https://example.com/?design=abcdefgh&signal=abcdefgh",
    "https://discord.com/channels/0123456789",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
    "https://example.com/@octo/rocket?at=10:30",
  ]) {
    assert.equal(redactText(text), text);
  }
});

test("a name says of a long value that it is a secret, at any depth, and each place is told", () => {
  const given = {
    npm_token: "abcdefgh",
    list: [{ "DB-PASSWORD": "correct horse battery" }, "plain"],
    secrets: { one: "0123456789", two: ["9876543210"], n: 7 },
    signingKey: "0123456789abcdef",
    TOKEN_2: "abcdefgh",
    env: { API_KEY_VALUE: "0123456789abcdef" },
  };
  assert.deepEqual(redactRecord(given), {
    value: {
      npm_token: "***",
      list: [{ "DB-PASSWORD": "***" }, "plain"],
      secrets: { one: "***", two: ["***"], n: 7 },
      signingKey: "***",
      TOKEN_2: "***",
      env: { API_KEY_VALUE: "***" },
    },
    redacted: [
      "npm_token",
      "list[0].DB-PASSWORD",
      "secrets.one",
      "secrets.two[0]",
      "signingKey",
      "TOKEN_2",
      "env.API_KEY_VALUE",
    ],
  });
});

for (const name of [
  "DEPLOY_PAT",
  "DB_PASS",
  "NPM_AUTH",
  "_auth",
  "cred",
  "awsCreds",
  "session-cookie",
  "cookies",
  "SLACK_WEBHOOK",
  "SLACK_WEBHOOK_URL",
  "signature",
  "blob_sas",
]) {
  test(`the value of ${name} is a secret`, () => {
    assert.deepEqual(redactNamed(name, "abcdefgh"), { value: "***", redacted: [name] });
  });
}

test("beside a secret known by its form, what a secret's name hides must be long itself", () => {
  const pat = `ghp_${"a".repeat(36)}`;
  assert.equal(redactNamed("token", `use ${pat}`).value, "use ***");
  assert.equal(redactNamed("token", `hunter2hunter2 ${pat}`).value, "***");
});

test("names that only sound like secrets, and short values, stay", () => {
  const given = {
    key: "bsd-3-clause-clear",
    keys_url: "https://api.github.com/repos/octo-org/rocket/keys",
    token_type: "installation",
    secret_scanning: { status: "enabled" },
    token: "none",
    api_key: "short",
    monkey: "0123456789abcdef",
    author: "a long author name",
    path: "a/long/path",
    compass: "north-north-west",
    oauth_app: "a long app's name",
    hooks_url: "https://example.com/hooks",
    on: true,
    nothing: null,
  };
  assert.deepEqual(redactRecord(given), { value: given, redacted: [] });
});

test("properties named like those of every object are kept; a name that is a secret is not told", () => {
  const given: unknown = JSON.parse(`{"__proto__": {"token": "abcdefgh"}, "ghp_${"a".repeat(36)}": 1}`);
  const { value, redacted } = redactNamed("event", given);
  assert.equal(JSON.stringify(value), '{"__proto__":{"token":"***"},"***":1}');
  assert.deepEqual(redacted, ["event.__proto__.token", "event.***"]);
});
