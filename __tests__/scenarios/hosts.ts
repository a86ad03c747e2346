import { mkdir, writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { TestContext } from "node:test";

import { startGitHub, type GitHubOptions, type LocalGitHub } from "../../local/github/start.ts";
import { prepareJob, type Job } from "../../local/job.ts";
import { openNetwork, type Network } from "../../local/network.ts";
import { startSigstore, type LocalSigstore, type SigstoreOptions } from "../../local/sigstore/start.ts";
import { LocalTuf } from "../../local/tuf/start.ts";
import { attest } from "../../src/attest.ts";
import { commandExec } from "../../src/cli/exec.ts";
import { asWaybillError, type WaybillError } from "../../src/errors.ts";
import { readInputs } from "../../src/inputs.ts";
import type { Log } from "../../src/log.ts";
import { systemClock, type Clock } from "../../src/net/patience.ts";
import { finish, startProgress, type Result } from "../../src/report/result.ts";
import { issuerOf } from "../../src/run/run.ts";
import { readSurroundings } from "../../src/surroundings.ts";
import type { TrustAnchors } from "../../src/trust/anchors.ts";

/**
 * A GitHub and the step in this process, which calls everybody by the name that they have in the real world: the one
 * difference to a job is where those names lead. For what no file of a user's can bring about.
 */
export interface Hosts {
  readonly job: Job;
  readonly github: LocalGitHub;
  readonly network: Network;
  sigstore(options?: Partial<SigstoreOptions>): Promise<LocalSigstore>;
  tuf(targets: Readonly<Record<string, unknown>>): Promise<LocalTuf>;
  file(name: string, content: string): Promise<void>;
  step(inputs?: Readonly<Record<string, string>>, options?: HostedStep): Promise<Hosted>;
}

export interface HostedStep {
  readonly anchors?: Partial<TrustAnchors>;
  readonly clock?: Clock;
  readonly env?: Readonly<Record<string, string>>;
  /** how long files take to hash: until this is done */
  readonly hashing?: () => Promise<void>;
}

export interface Hosted {
  readonly result: Result;
  readonly error: WaybillError | undefined;
  readonly log: string;
}

/** @param serverUrl `https://github.com`, or a tenant of `*.ghe.com` */
export async function hosts(
  t: TestContext,
  options: { readonly serverUrl?: string; readonly github?: GitHubOptions } = {},
): Promise<Hosts> {
  const { serverUrl = "https://github.com" } = options;
  const { hostname } = new URL(serverUrl);
  const job = await prepareJob();
  t.after(() => job.remove());
  const issuerUrl = issuerOf(serverUrl);
  const claims = { ...(job.commit === undefined ? {} : { sha: job.commit }), ...options.github?.claims };
  const [api, uploads] = [`api.${hostname}`, `uploads.${hostname}`];
  const links = { server: serverUrl, api: `https://${api}`, uploads: `https://${uploads}` };
  const github = await startGitHub({ ...options.github, claims, issuerUrl, links });
  t.after(() => github.close());
  const network = openNetwork({
    [new URL(issuerUrl).hostname]: github.url,
    [api]: github.url,
    [uploads]: `${github.url}/api/uploads`,
  });
  const env = {
    GITHUB_SERVER_URL: serverUrl,
    GITHUB_API_URL: `https://${api}`,
    GITHUB_WORKSPACE: job.workspace,
    RUNNER_TEMP: job.temp,
    ACTIONS_ID_TOKEN_REQUEST_URL: github.tokenRequestUrl,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: github.requestToken,
  };
  return {
    job,
    github,
    network,
    async sigstore(more = {}) {
      const sigstore = await startSigstore({
        issuers: [issuerUrl],
        serverUrl,
        fetcher: network.fetcher,
        ...more,
      });
      t.after(() => sigstore.close());
      return sigstore;
    },
    async tuf(targets) {
      const texts = Object.entries(targets).map(([name, json]) => [name, JSON.stringify(json)]);
      const tuf = await LocalTuf.start(Object.fromEntries(texts) as Record<string, string>);
      t.after(() => tuf.close());
      return tuf;
    },
    async file(name, content) {
      await mkdir(path.dirname(path.join(job.workspace, name)), { recursive: true });
      await writeFile(path.join(job.workspace, name), content);
    },
    step: (inputs = {}, how = {}) =>
      inProcess(network, { "github-token": github.token, ...inputs }, { ...env, ...how.env }, how),
  };
}

async function inProcess(
  network: Network,
  given: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
  { anchors, clock = systemClock, hashing }: HostedStep,
): Promise<Hosted> {
  const lines: string[] = [];
  const progress = startProgress();
  let error: WaybillError | undefined;
  let done = true;
  try {
    const inputs = readInputs((name) => given[name] ?? (name === "max-wait" ? "2" : ""));
    done = await attest(
      inputs,
      readSurroundings(env),
      {
        fetcher: network.fetcher,
        clock,
        exec: commandExec,
        log: logInto(lines, hashing),
        mask: () => undefined,
        reveals: () => false,
        readEvent: () => Promise.resolve({}),
        readEventFile: () => Promise.resolve(undefined),
        ...(anchors === undefined ? {} : { anchors }),
      },
      progress,
    );
  } catch (thrown) {
    error = asWaybillError(thrown, "The step");
  }
  return { result: finish(progress, error, !done), error, log: lines.join("\n") };
}

function logInto(lines: string[], hashing: (() => Promise<void>) | undefined): Log {
  const say = (text: string): void => void lines.push(text);
  return {
    info: say,
    debug: () => undefined,
    notice: say,
    warning: say,
    error: say,
    async group(name, work) {
      // The subjects are listed when they are hashed, and only then does the step settle on a root.
      if (name === "Subjects") await hashing?.();
      return await work();
    },
  };
}
