import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";

import { SigningConfig } from "@sigstore/protobuf-specs";

import { startLocal, type Local, type LocalOptions } from "../../local/start.ts";
import { WaybillError } from "../../src/errors.ts";
import { hexDigest } from "../../src/intoto/digest.ts";
import { encodeStatement, SLSA_V1 } from "../../src/intoto/statement.ts";
import { http, type Http } from "../../src/net/http.ts";
import { Patience } from "../../src/net/patience.ts";
import { obtainIdentity, type Identity } from "../../src/run/token.ts";
import { obtainCertificate } from "../../src/sigstore/certificate.ts";
import { openInstance, type Instance } from "../../src/sigstore/instance.ts";
import { signer } from "../../src/sigstore/sign.ts";
import { parseTrustedRoot } from "../../src/trust/roots.ts";
import { OwnClock } from "../net/world.ts";

interface SigningWorld {
  readonly local: Local;
  readonly clock: OwnClock;
  readonly net: Http;
  readonly identity: Identity;
  readonly instance: Instance;
}

/** @param ahead how far this machine's clock is ahead of the services', in milliseconds */
async function signing(
  t: TestContext,
  options: LocalOptions & { readonly ahead?: number } = {},
): Promise<SigningWorld> {
  const local = await startLocal(options);
  t.after(() => local.close());
  const { github, sigstore } = local;
  const token = { url: github.tokenRequestUrl, bearer: github.requestToken };
  const clock = new OwnClock(Date.now());
  const net = http((url, init) => fetch(url, init), new Patience(5, clock));
  const ports = { http: net, mask: () => undefined, now: () => Date.now() };
  const identity = await obtainIdentity(token, github.issuer, ports);
  const config = SigningConfig.fromJSON(sigstore.signingConfig);
  const root = parseTrustedRoot(Buffer.from(JSON.stringify(sigstore.trustedRoot)), "root");
  const instance = openInstance("custom", config, root, new Date());
  clock.pass(options.ahead ?? 0);
  return { local, clock, net, identity, instance };
}

const sha256 = hexDigest("sha256", "0".repeat(64));
assert.ok(sha256 !== undefined);
const STATEMENT = encodeStatement([{ name: "a", digest: { sha256 } }], SLSA_V1, {});

test("a certificate that ended while files were hashed is renewed before anything is logged", async (t) => {
  const { local, clock, net, identity, instance } = await signing(t);
  const first = await obtainCertificate(instance.ca, identity, net);
  clock.pass(9 * 60_000 + 45_000); // of ten minutes; a log needs some of the rest

  const bundle = await signer(
    instance,
    net,
    () => obtainCertificate(instance.ca, identity, net),
    Promise.resolve(first),
  ).sign(STATEMENT);

  assert.equal(local.sigstore.ca.issued.length, 2);
  assert.equal(local.sigstore.rekor.server.exchanges.length, 1);
  assert.ok(!bundle.toString("utf8").includes(first.der.toString("base64")));
});

test("a machine whose clock is ahead by more than a certificate's life signs all the same", async (t) => {
  const { local, net, identity, instance } = await signing(t, { ahead: 3_600_000 });
  const first = obtainCertificate(instance.ca, identity, net);

  await signer(instance, net, () => obtainCertificate(instance.ca, identity, net), first).sign(STATEMENT);

  assert.equal(local.sigstore.ca.issued.length, 1);
  assert.equal(local.sigstore.rekor.entries.length, 1);
});

test("a certificate that ends at once is refused, not renewed for ever", async (t) => {
  const { local, net, identity, instance } = await signing(t, {
    sigstore: { issuance: { validitySeconds: 0 } },
  });
  await assert.rejects(obtainCertificate(instance.ca, identity, net), (error: unknown) => {
    assert.ok(error instanceof WaybillError);
    assert.equal(error.code, "CERTIFICATE_REFUSED");
    assert.match(error.message, /a certificate that ends at once/);
    return true;
  });
  assert.equal(local.sigstore.ca.issued.length, 1);
});

test("a certificate for another key than ours is refused", async (t) => {
  const { identity, instance } = await signing(t);
  // Somebody between us and the authority, who hands out what was once issued for another key.
  let issued: string | undefined;
  const fetcher = async (url: string, init: RequestInit): Promise<Response> => {
    issued ??= await (await fetch(url, init)).text();
    return new Response(issued, { status: 201 });
  };
  const net = http(fetcher, new Patience(0));
  await obtainCertificate(instance.ca, identity, net);
  await assert.rejects(obtainCertificate(instance.ca, identity, net), {
    code: "CERTIFICATE_REFUSED",
    message: /a certificate for another key/,
  });
});

test("the advice tells a token that is not accepted from a service that is busy", async (t) => {
  const { local, net, identity, instance } = await signing(t);
  const advice = async (status: number): Promise<string> => {
    local.sigstore.ca.server.heal();
    local.sigstore.ca.server.fail(/^/, { kind: "status", status });
    const error: unknown = await obtainCertificate(instance.ca, identity, net).catch(
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof WaybillError);
    return error.parts.todo ?? "";
  };
  assert.match(await advice(401), /check that it trusts the issuer/);
  assert.match(await advice(429), /Run the job again/);
  assert.match(await advice(503), /Run the job again/);
});
