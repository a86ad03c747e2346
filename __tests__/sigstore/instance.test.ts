import assert from "node:assert/strict";
import { test } from "node:test";

import { SigningConfig } from "@sigstore/protobuf-specs";

import { claims as jobClaims } from "../../local/github/claims.ts";
import { WaybillError } from "../../src/errors.ts";
import { readClaims } from "../../src/run/claims.ts";
import { describeRun, type Run } from "../../src/run/run.ts";
import {
  assertMayPublish,
  chooseInstance,
  openInstance,
  type Instance,
} from "../../src/sigstore/instance.ts";
import { publicTrust, type TrustedRootSource } from "../../src/trust/roots.ts";

const NOW = new Date("2026-11-21T12:00:00Z");

function runOf(visibility: string | undefined, server = "https://github.com"): Run {
  const claims = {
    ...jobClaims({ repository_visibility: visibility }),
    iss: "https://issuer.example",
    exp: 1,
  };
  return describeRun(readClaims(claims, "sigstore"), server);
}

/** A signing config that names these hosts. */
function config(hosts: {
  readonly ca?: string;
  readonly log?: string;
  readonly tsa?: string;
}): SigningConfig {
  const services = (host: string | undefined): object[] =>
    host === undefined
      ? []
      : [
          {
            url: `https://${host}`,
            majorApiVersion: 1,
            operator: host,
            validFor: { start: "2020-01-01T00:00:00Z" },
          },
        ];
  return SigningConfig.fromJSON({
    caUrls: services(hosts.ca),
    rekorTlogUrls: services(hosts.log),
    tsaUrls: services(hosts.tsa),
  });
}

/** The public root, as if it listed only these. */
function rootOf(lists: { readonly log: boolean; readonly tsa: boolean }): TrustedRootSource {
  const { trustedRoot } = publicTrust();
  const { root } = trustedRoot;
  return {
    ...trustedRoot,
    root: {
      ...root,
      tlogs: lists.log ? root.tlogs : [],
      timestampAuthorities: lists.tsa ? root.timestampAuthorities : [],
    },
    demand: { log: lists.log, sct: true, timestamp: !lists.log },
  };
}

const ALL = { ca: "ca.example", log: "log.example", tsa: "tsa.example" };
const open = (hosts: Parameters<typeof config>[0], root: TrustedRootSource): Instance =>
  openInstance("custom", config(hosts), root, NOW);

const refusal = (code: string, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof WaybillError);
  assert.equal(error.code, code);
  assert.match(error.message, message);
  return true;
};

test("auto takes the public instance for what the signed claim calls public, GitHub's for all else", () => {
  assert.equal(chooseInstance("auto", runOf("public")), "public");
  for (const visibility of ["private", "internal", undefined]) {
    assert.equal(chooseInstance("auto", runOf(visibility)), "github");
    assert.equal(chooseInstance("public", runOf(visibility)), "public");
  }
  assert.equal(chooseInstance("auto", runOf("public", "https://octo.ghe.com")), "github");
});

test("a root decides which services are asked", () => {
  const both = open(ALL, rootOf({ log: true, tsa: true }));
  assert.deepEqual([both.logs.length, both.tsas.length], [1, 1]);
  const logOnly = open(ALL, rootOf({ log: true, tsa: false }));
  assert.deepEqual([logOnly.logs.length, logOnly.tsas.length], [1, 0]);
  const timestampOnly = open(ALL, rootOf({ log: false, tsa: true }));
  assert.deepEqual([timestampOnly.logs.length, timestampOnly.tsas.length], [0, 1]);
});

test("a config that cannot give what its root demands is refused", () => {
  const unsatisfied: [Parameters<typeof config>[0], Parameters<typeof rootOf>[0], RegExp][] = [
    [{ log: "log.example" }, { log: true, tsa: true }, /no certificate authority/],
    [{ ca: "ca.example", tsa: "tsa.example" }, { log: true, tsa: true }, /no transparency log/],
    [{ ca: "ca.example" }, { log: false, tsa: true }, /neither a log nor a timestamp authority/],
    [{ ca: "ca.example", log: "log.example" }, { log: false, tsa: true }, /neither a log nor/],
    [ALL, { log: false, tsa: false }, /timestamp authority that the trusted root does not list/],
  ];
  for (const [hosts, lists, message] of unsatisfied) {
    assert.throws(() => open(hosts, rootOf(lists)), refusal("TRUST_UNSATISFIED", message));
  }
});

test("a repository that is not public does not reach a public log, whatever the choice is called", () => {
  const names = [
    { ...ALL, ca: "fulcio.sigstore.dev" },
    { ...ALL, log: "rekor.sigstore.dev" },
    { ...ALL, log: "REKOR.sigstore.dev." },
    { ...ALL, log: "log2026.rekor.sigstage.sigstore.dev" },
  ];
  for (const hosts of names) {
    const instance = open(hosts, rootOf({ log: true, tsa: true }));
    assert.doesNotThrow(() => assertMayPublish(instance, runOf("public"), false));
    for (const visibility of ["private", "internal", undefined]) {
      assert.throws(
        () => assertMayPublish(instance, runOf(visibility), false),
        refusal("PRIVATE_REPOSITORY", /`private-repository: true`/),
      );
      assert.doesNotThrow(() => assertMayPublish(instance, runOf(visibility), true));
    }
  }
});

test("a repository that is not public may use an instance of its own", () => {
  for (const hosts of [ALL, { ...ALL, log: "notsigstore.dev" }, { ...ALL, log: "sigstore.dev.example" }]) {
    const instance = open(hosts, rootOf({ log: true, tsa: true }));
    assert.doesNotThrow(() => assertMayPublish(instance, runOf("private"), false));
  }
});
