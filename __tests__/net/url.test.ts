import assert from "node:assert/strict";
import { test } from "node:test";

import { baseUrl, callableUrl } from "../../src/net/url.ts";

test("https may be called anywhere, http on this machine alone", () => {
  for (const url of [
    "https://fulcio.example",
    "http://127.0.0.1:5555/x",
    "http://127.9.9.9",
    "http://localhost:1",
    "http://[::1]:80",
  ]) {
    assert.notEqual(callableUrl(url), undefined, url);
  }
  for (const url of [
    "http://fulcio.example",
    "http://localhost.example",
    "http://127.0.0.1.example",
    "http://[::2]",
    "http://0.0.0.0",
    "ftp://fulcio.example",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "fulcio.example",
    "",
  ]) {
    assert.equal(callableUrl(url), undefined, url);
  }
});

test("a URL with credentials is not called: they would end up in a log", () => {
  assert.equal(callableUrl("https://user:secret@fulcio.example"), undefined);
  assert.equal(callableUrl("https://user@fulcio.example"), undefined);
});

test("paths are appended to a URL without slashes at its end", () => {
  assert.equal(baseUrl("https://rekor.example//"), "https://rekor.example");
  assert.equal(baseUrl("https://rekor.example/base/"), "https://rekor.example/base");
});
