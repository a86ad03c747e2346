import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** What a handler sees of a request; `params` are the named groups of its route. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly params: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** a Buffer is sent as it is, a Readable as it comes, anything else as JSON */
  readonly body?: unknown;
}

export interface Route {
  readonly method: string;
  /** anchored by the server; named groups become `params` (percent-decoded) */
  readonly path: RegExp;
  readonly handle: (call: Call) => Answer | Promise<Answer>;
}

/** Answers what no route takes; `methods` are those of the routes that its path has, in alphabetical order. */
export type Unmatched = (call: Call, methods: readonly string[]) => Answer;

/**
 * What goes wrong instead of, or before, an answer. `after` says that the handler runs (and stores what it stores)
 * before the failure reaches the caller, as when an answer is lost on its way.
 */
export type Fault =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: unknown;
    }
  | { readonly kind: "reset" }
  | { readonly kind: "hang" }
  | { readonly kind: "garbage"; readonly status?: number }
  | { readonly kind: "delay"; readonly ms: number };

interface Plan {
  readonly method: string | undefined;
  readonly path: RegExp;
  readonly fault: Fault;
  readonly after: boolean;
  skip: number;
  times: number;
}

/** One request and what was answered, for tests that assert what was sent. */
export interface Exchange {
  readonly call: Call;
  readonly status: number | "reset" | "hang";
  /** empty for what was streamed */
  readonly answer: Buffer;
}

const MAX_BODY = 64 * 1024 * 1024;

/** A small server on a free loopback port: routes, a record of what was asked, and faults on demand. */
export class LocalServer {
  readonly exchanges: Exchange[] = [];
  readonly #plans: Plan[] = [];
  readonly #server: Server;
  readonly #routes: readonly Route[];
  readonly #unmatched: Unmatched;

  private constructor(routes: readonly Route[], unmatched: Unmatched) {
    this.#routes = routes;
    this.#unmatched = unmatched;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  /** @param port 0 for any free one */
  static async start(
    routes: readonly Route[],
    port = 0,
    unmatched: Unmatched = notFound,
  ): Promise<LocalServer> {
    const server = new LocalServer(routes, unmatched);
    await new Promise<void>((resolve, reject) => {
      server.#server.once("error", reject);
      server.#server.listen(port, "127.0.0.1", resolve);
    });
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Makes the next matching calls fail: `times` of them (all, if not given), after `skip` that succeed. */
  fail(
    path: RegExp,
    fault: Fault,
    options: { method?: string; times?: number; skip?: number; after?: boolean } = {},
  ): void {
    this.#plans.push({
      method: options.method,
      path,
      fault,
      after: options.after ?? false,
      skip: options.skip ?? 0,
      times: options.times ?? Number.POSITIVE_INFINITY,
    });
  }

  /** Ends all faults. */
  heal(): void {
    this.#plans.length = 0;
  }

  /** The calls made, as `METHOD /path`, oldest first. */
  requests(path: RegExp = /^/): string[] {
    return this.exchanges.filter((e) => path.test(e.call.path)).map((e) => `${e.call.method} ${e.call.path}`);
  }

  /** Answers without a network in between: for tests of very many requests. Faults are the network's, and not for these. */
  ask(call: Omit<Call, "params">): Promise<Answer> {
    return this.#answer({ ...call, params: {} });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => void this.#server.close(() => resolve()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const call = await read(request);
      const plan = this.#planFor(call);
      if (plan?.fault.kind === "delay")
        await new Promise((resolve) => setTimeout(resolve, delayOf(plan.fault)));
      const answer =
        plan === undefined || plan.after || plan.fault.kind === "delay"
          ? await this.#answer(call)
          : undefined;
      this.#reply(call, response, answer, plan?.fault);
    } catch (error) {
      response.writeHead(500, { "content-type": "text/plain" });
      response.end(`the embedded service failed: ${String(error)}`);
    }
  }

  #planFor(call: Call): Plan | undefined {
    const plan = this.#plans.find(
      (p) => p.times > 0 && (p.method === undefined || p.method === call.method) && p.path.test(call.path),
    );
    if (plan === undefined) return undefined;
    if (plan.skip > 0) {
      plan.skip -= 1;
      return undefined;
    }
    plan.times -= 1;
    return plan;
  }

  async #answer(call: Call): Promise<Answer> {
    const otherMethods: string[] = [];
    for (const route of this.#routes) {
      const match = new RegExp(`^(?:${route.path.source})$`).exec(call.path);
      if (match === null) continue;
      if (route.method !== call.method) {
        otherMethods.push(route.method);
        continue;
      }
      const params = Object.fromEntries(
        Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value ?? "")]),
      );
      return await route.handle({ ...call, params });
    }
    return this.#unmatched(call, otherMethods.toSorted());
  }

  #reply(call: Call, response: ServerResponse, answer: Answer | undefined, fault: Fault | undefined): void {
    if (fault?.kind === "reset" || fault?.kind === "hang") {
      this.exchanges.push({ call, status: fault.kind, answer: Buffer.alloc(0) });
      if (fault.kind === "reset") response.destroy();
      return;
    }
    const sent = faultAnswer(fault) ?? answer ?? { status: 404 };
    if (sent.body instanceof Readable) {
      this.exchanges.push({ call, status: sent.status, answer: Buffer.alloc(0) });
      response.writeHead(sent.status, { "content-type": "application/octet-stream", ...sent.headers });
      stream(call, sent.body, response);
      return;
    }
    const body = encode(sent.body);
    this.exchanges.push({ call, status: sent.status, answer: body });
    const type = Buffer.isBuffer(sent.body) ? "application/octet-stream" : "application/json";
    response.writeHead(sent.status, { "content-type": type, "content-length": body.length, ...sent.headers });
    response.end(body);
  }
}

function notFound(): Answer {
  return { status: 404, body: { message: "Not Found", status: "404" } };
}

function delayOf(fault: Fault): number {
  return fault.kind === "delay" ? fault.ms : 0;
}

function faultAnswer(fault: Fault | undefined): Answer | undefined {
  if (fault?.kind === "status") return { body: { message: `told to answer ${fault.status}` }, ...fault };
  if (fault?.kind === "garbage") {
    return {
      status: fault.status ?? 200,
      headers: { "content-type": "text/html" },
      body: Buffer.from("<html>\u0000maintenance"),
    };
  }
  return undefined;
}

/** A caller that hangs up, as one does that has read enough, is no failure. */
function stream(call: Call, body: Readable, response: ServerResponse): void {
  if (call.method === "HEAD") {
    body.destroy();
    response.end();
    return;
  }
  pipeline(body, response).catch(() => response.destroy());
}

function encode(body: unknown): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  return Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
}

async function read(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > MAX_BODY) throw new Error("request body too large");
    chunks.push(bytes);
  }
  const url = new URL(request.url ?? "/", "http://localhost");
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
  return {
    method: request.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers,
    params: {},
    body: Buffer.concat(chunks),
  };
}
