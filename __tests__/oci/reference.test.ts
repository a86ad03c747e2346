import assert from "node:assert/strict";
import { test } from "node:test";

import { WaybillError } from "../../src/errors.ts";
import {
  ociDigest,
  parseReference,
  parseRepository,
  referenceText,
  registryOrigin,
  repositoryText,
} from "../../src/oci/reference.ts";
import { DIGEST, GOOD, MALFORMED } from "./references.ts";

for (const [text, registry, path, tag, digest] of GOOD) {
  test(`${text} is read as ${registry}, ${path}, ${tag ?? "no tag"}, ${digest ?? "no digest"}`, () => {
    const reference = parseReference(text);
    assert.deepEqual(reference, { repository: { registry, path }, tag, digest });
    const written = referenceText(reference);
    assert.deepEqual(parseReference(written), reference, "what is written is read as the same");
    assert.equal(referenceText(parseReference(written)), written);
  });
}

function refusal(text: string): WaybillError {
  try {
    parseReference(text);
  } catch (error) {
    assert.ok(error instanceof WaybillError, String(error));
    return error;
  }
  return assert.fail(`${JSON.stringify(text)} was taken`);
}

test("the table of malformed references is one of different references, more than 200", () => {
  const all = Object.values(MALFORMED).flat();
  assert.ok(all.length > 200, String(all.length));
  assert.equal(new Set(all).size, all.length);
});

for (const [saying, texts] of Object.entries(MALFORMED)) {
  test(`${texts.length} malformed references: ${saying}`, () => {
    for (const text of texts) {
      const error = refusal(text);
      assert.equal(error.code, "REFERENCE_INVALID");
      assert.ok(error.parts.what.includes(saying), `${JSON.stringify(text)}: ${error.message}`);
      assert.doesNotMatch(error.message.replaceAll("\n  ", ""), /[\p{Cc}\p{Cf}\p{Zl}\p{Cs}]/u);
      assert.ok(error.message.length < 700, error.message);
    }
  });
}

test("what may be a password or a token is not in the message", () => {
  for (const text of [
    "user:hunter2secret@ghcr.io/acme/app",
    "hunter2secret@ghcr.io/acme/app",
    "https://user:hunter2secret@ghcr.io/acme/app",
    `user:hunter2secret@ghcr.io/acme/app@${DIGEST}`,
    "user:hunter?2secret@ghcr.io/acme/app",
    "user:a@hunter2secret@ghcr.io/acme/app",
    "ghcr.io/acme/app?token=hunter2secret",
    `ghcr.io/acme/app@${DIGEST}?token=hunter2secret`,
    "ghcr.io/acme/app#hunter2secret",
  ]) {
    const { message } = refusal(text);
    assert.doesNotMatch(message, /2secret/, message);
  }
});

test("a repository has neither tag nor digest", () => {
  assert.deepEqual(parseRepository("ghcr.io/acme/app"), { registry: "ghcr.io", path: "acme/app" });
  assert.equal(repositoryText(parseRepository("alpine")), "docker.io/library/alpine");
  assert.throws(() => parseRepository("ghcr.io/acme/app:1"), {
    code: "REFERENCE_INVALID",
    message: /Leave out the tag/,
  });
  assert.throws(() => parseRepository(`ghcr.io/acme/app@${DIGEST}`), {
    code: "REFERENCE_INVALID",
    message: /Leave out the digest/,
  });
});

test("a digest is sha256 in lower case or none", () => {
  assert.equal(ociDigest(DIGEST), DIGEST);
  for (const text of [
    "",
    DIGEST.slice(7),
    DIGEST.toUpperCase(),
    `sha256:${DIGEST.slice(7).toUpperCase()}`,
    `${DIGEST}0`,
    `sha512:${"0".repeat(128)}`,
    ` ${DIGEST}`,
  ])
    assert.equal(ociDigest(text), undefined, text);
});

for (const [name, secure, insecure] of [
  ["alpine", "https://registry-1.docker.io", "https://registry-1.docker.io"],
  ["index.docker.io/alpine", "https://registry-1.docker.io", "https://registry-1.docker.io"],
  ["ghcr.io/acme/app", "https://ghcr.io", "http://ghcr.io"],
  ["ghcr.io:443/acme/app", "https://ghcr.io", "http://ghcr.io:443"],
  ["registry:5000/app", "https://registry:5000", "http://registry:5000"],
  ["localhost/app", "http://localhost", "http://localhost"],
  ["localhost:5000/app", "http://localhost:5000", "http://localhost:5000"],
  ["127.0.0.1:5000/app", "http://127.0.0.1:5000", "http://127.0.0.1:5000"],
  ["127.9.8.7/app", "http://127.9.8.7", "http://127.9.8.7"],
  ["[::1]:5000/app", "http://[::1]:5000", "http://[::1]:5000"],
  ["128.0.0.1:5000/app", "https://128.0.0.1:5000", "http://128.0.0.1:5000"],
  ["[::2]:5000/app", "https://[::2]:5000", "http://[::2]:5000"],
  ["localhost.example:5000/app", "https://localhost.example:5000", "http://localhost.example:5000"],
  ["127.0.0.1.example/app", "https://127.0.0.1.example", "http://127.0.0.1.example"],
] as const) {
  test(`the registry of ${name} is called at ${secure}, or ${insecure} where the user allows plain http`, () => {
    const { registry } = parseRepository(name);
    assert.equal(registryOrigin(registry, false), secure);
    assert.equal(registryOrigin(registry, true), insecure);
  });
}
