import type { TestContext } from "node:test";

import { LocalServer, type Answer, type Call } from "../local/server.ts";
import type { ServiceUrls } from "./stack.ts";

/** Servers between the step and the real ones: they pass everything on, record it, and lose answers when told to. */
export interface Gateways {
  readonly fulcio: LocalServer;
  readonly rekor: LocalServer;
  readonly timestamp: LocalServer;
  readonly urls: ServiceUrls;
}

export async function startGateways(t: TestContext, real: ServiceUrls): Promise<Gateways> {
  const [fulcio, rekor, timestamp] = await Promise.all(
    [real.fulcio, real.rekor, real.timestamp].map(async (url) => await startGateway(t, new URL(url).origin)),
  );
  if (fulcio === undefined || rekor === undefined || timestamp === undefined)
    throw new Error("three are started");
  const timestampUrl = `${timestamp.url}${new URL(real.timestamp).pathname}`;
  return {
    fulcio,
    rekor,
    timestamp,
    urls: { fulcio: fulcio.url, rekor: rekor.url, timestamp: timestampUrl },
  };
}

async function startGateway(t: TestContext, origin: string): Promise<LocalServer> {
  const handle = (call: Call): Promise<Answer> => forward(call, origin);
  const server = await LocalServer.start([
    { method: "GET", path: /.*/, handle },
    { method: "POST", path: /.*/, handle },
  ]);
  t.after(() => server.close());
  return server;
}

/** What belongs to one connection, or changes when an answer was unpacked on the way (RFC 9110 7.6.1, 8.4). */
const HOP_HEADERS = [
  "connection",
  "content-encoding",
  "content-length",
  "host",
  "keep-alive",
  "transfer-encoding",
];

async function forward(call: Call, origin: string): Promise<Answer> {
  const headers = Object.entries(call.headers).filter(([name]) => !HOP_HEADERS.includes(name));
  const response = await fetch(
    `${origin}${call.path}${call.query.size === 0 ? "" : `?${call.query.toString()}`}`,
    {
      method: call.method,
      headers,
      ...(call.method === "GET" ? {} : { body: new Uint8Array(call.body) }),
    },
  );
  const body = Buffer.from(await response.arrayBuffer());
  const answered = [...response.headers].filter(([name]) => !HOP_HEADERS.includes(name));
  return { status: response.status, headers: Object.fromEntries(answered), body };
}
