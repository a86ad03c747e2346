import assert from "node:assert/strict";
import { describe, test, type TestContext } from "node:test";

import type { StepRun } from "../../local/job.ts";
import type { Fault, LocalServer } from "../../local/server.ts";
import type { Local } from "../../local/start.ts";
import { assertNoSecrets, BOTH, releaseWorld, statuses, targetFailed } from "./stores.ts";
import { failedWith, traces } from "./world.ts";

/** A kind of call, and what its failing for ever means. */
interface Service {
  readonly name: string;
  readonly server: (local: Local) => LocalServer;
  readonly method: "GET" | "POST";
  readonly path: RegExp;
  readonly code: string;
  /** what the error's first line must name */
  readonly names: RegExp;
  /** the target that fails; undefined where nothing gets as far as a bundle */
  readonly target?: "release" | "github";
}

const SERVICES: readonly Service[] = [
  {
    name: "the token endpoint",
    server: ({ github }) => github.server,
    method: "GET",
    path: /\/_idtoken\//,
    code: "UNREACHABLE",
    names: /OIDC token service/,
  },
  {
    name: "the issuer's keys",
    server: ({ github }) => github.server,
    method: "GET",
    path: /\/\.well-known\/jwks$/,
    code: "UNREACHABLE",
    names: /keys of the OIDC issuer http:\/\/127\.0\.0\.1/,
  },
  {
    name: "the certificate authority",
    server: ({ sigstore }) => sigstore.ca.server,
    method: "POST",
    path: /signingCert/,
    code: "CERTIFICATE_REFUSED",
    names: /certificate authority http:\/\/127\.0\.0\.1/,
  },
  {
    name: "the transparency log",
    server: ({ sigstore }) => sigstore.rekor.server,
    method: "POST",
    path: /log\/entries/,
    code: "LOG_REFUSED",
    names: /transparency log http:\/\/127\.0\.0\.1/,
  },
  {
    name: "the timestamp authority",
    server: ({ sigstore }) => sigstore.tsa.server,
    method: "POST",
    path: /timestamp/,
    code: "TIMESTAMP_REFUSED",
    names: /timestamp authority http:\/\/127\.0\.0\.1/,
  },
  {
    name: "GitHub's list of releases",
    server: ({ github }) => github.server,
    method: "GET",
    path: /\/releases$/,
    code: "STORE_UNAVAILABLE",
    names: /release v1\.2\.3/,
    target: "release",
  },
  {
    name: "GitHub's upload of assets",
    server: ({ github }) => github.server,
    method: "POST",
    path: /\/releases\/\d+\/assets$/,
    code: "STORE_UNAVAILABLE",
    names: /rocket-1\.2\.3\.tgz\.intoto\.jsonl of the release v1\.2\.3/,
    target: "release",
  },
  {
    name: "GitHub's list of attestations",
    server: ({ github }) => github.server,
    method: "GET",
    path: /\/attestations\/sha256/,
    code: "STORE_UNAVAILABLE",
    names: /GitHub's attestation store could not be asked/,
    target: "github",
  },
  {
    name: "GitHub's taking of attestations",
    server: ({ github }) => github.server,
    method: "POST",
    path: /\/attestations$/,
    code: "STORE_UNAVAILABLE",
    names: /GitHub's attestation store did not take/,
    target: "github",
  },
];

/** With `max-wait: 2`, and a call's own limit being 30 s; a machine that does several things at once is slow. */
const AT_MOST = 25_000;

/** A way to fail, and what the error's `got` must say. */
interface Lasting {
  readonly how: string;
  readonly fault: Fault;
  readonly got: RegExp;
  readonly services: readonly string[];
  /** the number of calls made, where it is certain */
  readonly asked?: number;
}

const ALL = SERVICES.map((service) => service.name);

const LASTING: readonly Lasting[] = [
  {
    how: "answers 500",
    fault: { kind: "status", status: 500 },
    got: /got: +status 500/,
    services: ALL,
  },
  {
    how: "never answers",
    fault: { kind: "hang" },
    got: /got: +no answer (within|in time)/,
    services: [
      "the token endpoint",
      "the certificate authority",
      "the transparency log",
      "GitHub's upload of assets",
      "GitHub's list of attestations",
    ],
  },
  {
    how: "resets every connection",
    fault: { kind: "reset" },
    got: /got: +no (connection|answer) \(/,
    services: ["the issuer's keys", "GitHub's list of releases"],
  },
  {
    how: "answers with a page of HTML and status 200",
    fault: { kind: "garbage" },
    got: /got: +(status \d+: .*(maintenance|not JSON)|an answer without a token)/,
    services: ["the token endpoint", "the timestamp authority", "GitHub's taking of attestations"],
  },
  {
    // Not waited for, nor asked again: the answer would not be another one before the time is over.
    how: "asks for more time than there is",
    fault: { kind: "status", status: 429, headers: { "retry-after": "3600" } },
    got: /got: +status 429/,
    services: ["the certificate authority", "GitHub's list of releases"],
    asked: 1,
  },
];

describe("a service that fails for ever ends the step in time and is named", { concurrency: 7 }, () => {
  for (const lasting of LASTING) {
    for (const service of SERVICES.filter(({ name }) => lasting.services.includes(name))) {
      test(`${service.name} ${lasting.how}`, async (t) => {
        await failForEver(t, lasting, service);
      });
    }
  }
});

async function failForEver(t: TestContext, lasting: Lasting, service: Service): Promise<void> {
  const made = await releaseWorld(t);
  const server = service.server(made.local);
  server.fail(service.path, lasting.fault, { method: service.method });

  const run = await made.step({ ...BOTH, "max-wait": "2" });

  const text = await failed(run, service);
  const [what = ""] = text.split("\n");
  assert.match(what, service.names);
  assert.match(text, lasting.got);
  assert.match(text, /to do: .*[Rr]un the job again/);
  assert.match(run.log, /^::error::.*(Nothing was stored|stored so far: )/m);
  if (lasting.asked !== undefined) {
    const asked = server.requests(service.path).filter((call) => call.startsWith(service.method));
    assert.equal(asked.length, lasting.asked);
  }
  assert.ok(run.duration < AT_MOST, `${run.duration} ms`);
  if (service.target === undefined) assertNothingStored(made.local);
  else await assertOtherStored(run, made.local, service.target);
  await assertNoSecrets(made, run);
}

async function failed(run: StepRun, { target, code }: Service): Promise<string> {
  return target === undefined ? await failedWith(run, code) : await targetFailed(run, target, code);
}

function assertNothingStored(local: Local): void {
  const { attestations, assets } = traces(local);
  assert.deepEqual({ attestations, assets }, { attestations: 0, assets: 0 });
}

/** One target's failing takes nothing from the other. */
async function assertOtherStored(run: StepRun, local: Local, target: "release" | "github"): Promise<void> {
  const other = target === "release" ? "github" : "release";
  const { attestations, assets } = traces(local);
  assert.deepEqual({ [target]: "STORE_UNAVAILABLE", [other]: "stored" }, { ...(await statuses(run)) });
  assert.deepEqual(
    { attestations, assets },
    { attestations: other === "github" ? 1 : 0, assets: other === "release" ? 1 : 0 },
  );
  assert.equal(run.outputs[other === "github" ? "attestation-id" : "release-assets"] !== undefined, true);
}
