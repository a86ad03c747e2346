import assert from "node:assert/strict";

import { startRegistry, type Registry, type RegistryOptions } from "../../local/registry/start.ts";
import type { CODES } from "../../src/errors.ts";
import { WaybillError } from "../../src/errors.ts";
import { http, type Fetch } from "../../src/net/http.ts";
import { Patience } from "../../src/net/patience.ts";
import { openRepository } from "../../src/oci/client.ts";
import { digestOf } from "../../src/oci/content.ts";
import type { Credentials } from "../../src/oci/credentials.ts";
import { MEDIA, type OciRepository } from "../../src/oci/types.ts";
import { OwnClock } from "../net/world.ts";

export const BASE = "https://reg.example/v2/acme/app";
export const BYTES = Buffer.from(
  JSON.stringify({ schemaVersion: 2, mediaType: MEDIA.image, config: {}, layers: [] }),
);
export const DIGEST = digestOf(BYTES);
export const EMPTY = Buffer.from("{}");

/** One request as it left us. */
export interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string;
}

export interface Client {
  readonly repository: OciRepository;
  readonly sent: readonly Sent[];
  /** `METHOD url`, with what was sent as Authorization behind it */
  readonly lines: () => string[];
  readonly masked: readonly string[];
  readonly clock: OwnClock;
}

export interface ClientOptions {
  readonly registry: string;
  readonly path?: string;
  readonly credentials?: Credentials;
  /** seconds of retrying; none, if not given */
  readonly patience?: number;
  readonly insecure?: boolean;
}

export const ALICE: Credentials & { kind: "basic" } = {
  kind: "basic",
  username: "alice",
  password: "wonderland-7",
  source: "the inputs",
};
export const ANONYMOUS: Credentials = { kind: "anonymous", looked: ["the inputs", "~/.docker/config.json"] };

/** A client of one repository on a clock of its own, and all that it sends. */
export function client(options: ClientOptions, fetcher: Fetch = (url, init) => fetch(url, init)): Client {
  const clock = new OwnClock();
  const sent: Sent[] = [];
  const masked: string[] = [];
  const recording: Fetch = (url, init) => {
    const body = init.body instanceof Uint8Array ? Buffer.from(init.body).toString() : init.body;
    sent.push({
      method: init.method ?? "",
      url: new URL(url),
      headers: new Headers(init.headers),
      body: typeof body === "string" ? body : "",
    });
    return fetcher(url, init);
  };
  return {
    repository: openRepository(
      { registry: options.registry, path: options.path ?? "acme/app" },
      {
        http: http(recording, new Patience(options.patience ?? 0, clock)),
        credentials: () => Promise.resolve(options.credentials ?? ANONYMOUS),
        mask: (secret) => void masked.push(secret),
        insecure: options.insecure ?? false,
      },
    ),
    sent,
    lines: () =>
      sent.map(({ method, url, headers }) => {
        const authorization = headers.get("authorization");
        return `${method} ${url.href}${authorization === null ? "" : ` ${authorization}`}`;
      }),
    masked,
    clock,
  };
}

type Answers = Readonly<Record<string, (() => Response) | readonly (() => Response)[]>>;

/** A network of answers by `METHOD url`; of several, each in turn, and the last for ever. */
export function network(answers: Answers): Fetch {
  const asked = new Map<string, number>();
  return (url, init) => {
    const key = `${init.method ?? ""} ${url}`;
    const found = answers[key];
    if (found === undefined) return Promise.reject(new Error(`nothing answers ${key}`));
    const turn = asked.get(key) ?? 0;
    asked.set(key, turn + 1);
    const answer = typeof found === "function" ? found : found[Math.min(turn, found.length - 1)];
    if (answer === undefined) return Promise.reject(new Error(`${key} has no answers`));
    return Promise.resolve(answer());
  };
}

/** The embedded registry and a client of it, ended with the work. */
export async function withRegistry(
  work: (registry: Registry, client: Client) => Promise<void>,
  options: RegistryOptions = {},
  clientOptions: Partial<ClientOptions> = {},
): Promise<void> {
  const registry = await startRegistry(options);
  try {
    await work(registry, client({ registry: registry.host, ...clientOptions }));
  } finally {
    await registry.close();
  }
}

/** A client of reg.example, which answers as told. */
export function against(answers: Answers, options: Partial<ClientOptions> = {}): Client {
  return client({ registry: "reg.example", ...options }, network(answers));
}

export const says =
  (status: number, headers: Record<string, string> = {}, body: string | object | null = null) =>
  (): Response =>
    new Response(typeof body === "string" || body === null ? body : JSON.stringify(body), {
      status,
      headers,
    });

/** A 401 with a challenge. */
export const challenges = (challenge: string): (() => Response) =>
  says(
    401,
    { "www-authenticate": challenge },
    { errors: [{ code: "UNAUTHORIZED", message: "who are you" }] },
  );

/** The error that a promise ends with. */
export async function failure(
  promise: Promise<unknown>,
  code: (typeof CODES)[number],
): Promise<WaybillError> {
  const error: unknown = await promise.then(
    (value) => value,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof WaybillError, `no error of ours: ${String(error)}`);
  assert.equal(error.code, code, error.message);
  return error;
}

/** 200 with a manifest. */
export const manifest = (
  headers: Record<string, string> = {},
  body: string | object = BYTES.toString(),
): (() => Response) => says(200, { "content-type": MEDIA.image, ...headers }, body);
