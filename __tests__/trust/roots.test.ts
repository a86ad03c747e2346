import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { WaybillError } from "../../src/errors.ts";
import { parseTrustedRoot, publicTrust, readSigningConfig, readTrustedRoot } from "../../src/trust/roots.ts";

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-trust-"));
});
after(async () => {
  await rm(folder, { recursive: true });
});

/** A file of this content (bytes, text, or a value as JSON). */
async function fileOf(content: unknown): Promise<string> {
  const path = join(folder, "trust.json");
  const raw = typeof content === "string" || content instanceof Uint8Array;
  await writeFile(path, raw ? content : JSON.stringify(content));
  return path;
}

/** A copy of JSON in which the value at a path is another, or gone. */
function changed(json: unknown, path: readonly (string | number)[], value?: unknown): unknown {
  const copy = structuredClone(json);
  let parent = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) parent = parent[key] as Record<string | number, unknown>;
  const last = path.at(-1) ?? "";
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

const refusal = (...parts: readonly RegExp[]) => {
  return (error: unknown): boolean => {
    assert.ok(error instanceof WaybillError);
    assert.equal(error.code, "TRUST_INVALID");
    for (const part of parts) assert.match(error.message, part);
    return true;
  };
};

const ROOT = publicTrust().trustedRoot.json;
const CONFIG = publicTrust().signingConfig.json;

test("a user's root is read, and described by its path and digest", async () => {
  const path = await fileOf(ROOT);
  const source = await readTrustedRoot(path);
  assert.deepEqual(source.root, publicTrust().trustedRoot.root);
  assert.deepEqual(source.json, ROOT);
  assert.ok(source.description.startsWith(`trusted root ${path} (sha256:`), source.description);
});

test("a root without a log demands a timestamp, one without a CT log no SCT", async () => {
  const root = changed(changed(ROOT, ["tlogs"], []), ["ctlogs"]);
  const { demand } = await readTrustedRoot(await fileOf(root));
  assert.deepEqual(demand, { log: false, sct: false, timestamp: true });
});

const START = ["publicKey", "validFor", "start"];
const faults: readonly [string, unknown, RegExp][] = [
  [
    "a log without a start",
    changed(ROOT, ["tlogs", 1, ...START]),
    /tlogs\[1\]\.publicKey\.validFor\.start: missing/,
  ],
  [
    "a log without a validity",
    changed(ROOT, ["tlogs", 0, "publicKey", "validFor"]),
    /tlogs\[0\]\.publicKey\.validFor\.start: missing/,
  ],
  [
    "a CT log without a start",
    changed(ROOT, ["ctlogs", 0, ...START]),
    /ctlogs\[0\]\.publicKey\.validFor\.start: missing/,
  ],
  [
    "a TSA without a start",
    changed(ROOT, ["timestampAuthorities", 0, "validFor"], {}),
    /timestampAuthorities\[0\]\.validFor\.start: missing/,
  ],
  [
    "a start that is no date",
    changed(ROOT, ["tlogs", 0, ...START], "soon"),
    /tlogs\[0\]\.publicKey\.validFor\.start: no date/,
  ],
  [
    "an end that is no date",
    changed(ROOT, ["tlogs", 0, "publicKey", "validFor", "end"], "never"),
    /validFor\.end: no date/,
  ],
  [
    "an end before its start",
    changed(ROOT, ["certificateAuthorities", 1, "validFor", "end"], "2001-01-01T00:00:00Z"),
    /certificateAuthorities\[1\]\.validFor: ends before it starts/,
  ],
  [
    "a key that is none",
    changed(ROOT, ["tlogs", 0, "publicKey", "rawBytes"], "AAAA"),
    /tlogs\[0\]\.publicKey\.rawBytes: no public key/,
  ],
  ["a log without an id", changed(ROOT, ["tlogs", 0, "logId"]), /tlogs\[0\]\.logId\.keyId: missing/],
  [
    "a certificate that is none",
    changed(ROOT, ["certificateAuthorities", 0, "certChain", "certificates", 0, "rawBytes"], "AAAA"),
    /certificateAuthorities\[0\]\.certChain\.certificates\[0\]: no certificate/,
  ],
  [
    "an authority without a chain",
    changed(ROOT, ["certificateAuthorities", 0, "certChain"]),
    /certificateAuthorities\[0\]\.certChain: no certificate/,
  ],
  ["no authority", changed(ROOT, ["certificateAuthorities"], []), /certificateAuthorities: none/],
  [
    "no source of time",
    changed(changed(ROOT, ["tlogs"], []), ["timestampAuthorities"], []),
    /no time of signing/,
  ],
  ["logs that are no list", changed(ROOT, ["tlogs"], { 0: {} }), /tlogs: not a list/],
  ["a misspelt field", changed(changed(ROOT, ["tlogs"]), ["tLogs"], []), /"tLogs": no such field/],
  ["a hash nobody knows", changed(ROOT, ["tlogs", 0, "hashAlgorithm"], "SHA9"), /does not know/],
  ["another media type", CONFIG, /got: +mediaType "application\/vnd\.dev\.sigstore\.signingconfig/],
  ["no media type", {}, /got: +no mediaType/],
  ["a list", [], /got: +a list/],
  ["null", null, /got: +null/],
  ["no JSON", "-----BEGIN CERTIFICATE-----", /got: +no JSON/],
  ["an empty file", "", /got: +an empty file/],
  ["bytes that are no UTF-8", Uint8Array.of(0x7b, 0xff, 0x7d), /no UTF-8/],
  ["a megabyte and more", " ".repeat(1024 * 1024 + 1), /too large/],
  [
    "one root a line, as gh prints them",
    `${JSON.stringify(ROOT)}\n${JSON.stringify(ROOT)}\n`,
    /2 documents, one a line/,
  ],
];
for (const [situation, content, expected] of faults) {
  test(`a trusted root is refused: ${situation}`, async () => {
    await assert.rejects(readTrustedRoot(await fileOf(content)), refusal(expected));
  });
}

test("every fault of a root is named, up to six", async () => {
  const gone = [0, 1].reduce(
    (json, i) => changed(json, ["ctlogs", i, ...START]),
    changed(ROOT, ["tlogs", 0, "logId"]),
  );
  await assert.rejects(
    readTrustedRoot(await fileOf(gone)),
    refusal(/tlogs\[0\]/, /ctlogs\[0\]/, /ctlogs\[1\]/),
  );
});

test("a file that is not there is named with the reason", async () => {
  await assert.rejects(
    readTrustedRoot(join(folder, "absent.json")),
    refusal(/absent\.json cannot be read/, /ENOENT/),
  );
});

test("a folder is no trusted root", async () => {
  await assert.rejects(readTrustedRoot(folder), refusal(/cannot be read/));
});

test("a root at hand as bytes is checked the same way", () => {
  const bytes = (json: unknown): Buffer => Buffer.from(JSON.stringify(json));
  assert.equal(parseTrustedRoot(bytes(ROOT), "of the test").demand.log, true);
  assert.throws(() => parseTrustedRoot(bytes({}), "of the test"), refusal(/of the test/));
});

test("a user's signing config is read", async () => {
  const source = await readSigningConfig(await fileOf(CONFIG));
  assert.deepEqual(source.config, publicTrust().signingConfig.config);
});

test("a signing config without logs is one: it gives a timestamp alone", async () => {
  const config = changed(changed(CONFIG, ["rekorTlogUrls"]), ["rekorTlogConfig"]);
  assert.deepEqual((await readSigningConfig(await fileOf(config))).config.rekorTlogUrls, []);
});

test("a service on this machine may be plain http", async () => {
  const config = changed(CONFIG, ["caUrls", 0, "url"], "http://127.0.0.1:5555");
  assert.equal(
    (await readSigningConfig(await fileOf(config))).config.caUrls[0]?.url,
    "http://127.0.0.1:5555",
  );
});

const configFaults: readonly [string, unknown, RegExp][] = [
  [
    "version 0.1",
    changed(CONFIG, ["mediaType"], "application/vnd.dev.sigstore.signingconfig.v0.1+json"),
    /v0\.2\+json/,
  ],
  ["no authority", changed(CONFIG, ["caUrls"]), /caUrls: none/],
  [
    "plain http elsewhere",
    changed(CONFIG, ["caUrls", 0, "url"], "http://ca.example"),
    /caUrls\[0\]\.url: no https/,
  ],
  ["no URL", changed(CONFIG, ["tsaUrls", 0, "url"]), /tsaUrls\[0\]\.url: no https/],
  [
    "no API version",
    changed(CONFIG, ["rekorTlogUrls", 0, "majorApiVersion"]),
    /rekorTlogUrls\[0\]\.majorApiVersion/,
  ],
  [
    "a service without a start",
    changed(CONFIG, ["rekorTlogUrls", 0, "validFor"]),
    /rekorTlogUrls\[0\]\.validFor\.start: missing/,
  ],
  ["logs without a selector", changed(CONFIG, ["rekorTlogConfig"]), /rekorTlogConfig\.selector: missing/],
  [
    "a selector without its count",
    changed(CONFIG, ["tsaConfig"], { selector: "EXACT" }),
    /tsaConfig\.count: missing/,
  ],
  ["a selector nobody knows", changed(CONFIG, ["tsaConfig"], { selector: "SOME" }), /does not know/],
  ["a list of plain URLs", changed(CONFIG, ["caUrls"], ["https://ca.example"]), /caUrls\[0\]\.url/],
];
for (const [situation, content, expected] of configFaults) {
  test(`a signing config is refused: ${situation}`, async () => {
    await assert.rejects(readSigningConfig(await fileOf(content)), refusal(expected));
  });
}

test("a URL with a password is refused, and the password printed nowhere", async () => {
  const config = changed(CONFIG, ["caUrls", 0, "url"], "https://user:hunter2@ca.example");
  await assert.rejects(
    readSigningConfig(await fileOf(config)),
    (error: Error) => !error.message.includes("hunter2"),
  );
});
