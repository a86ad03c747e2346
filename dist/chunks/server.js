import { createServer } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

// local/server.ts
const MAX_BODY = 67108864;
/** A small server on a free loopback port: routes, a record of what was asked, and faults on demand. */
var LocalServer = class LocalServer {
	exchanges = [];
	#plans = [];
	#server;
	#routes;
	#unmatched;
	constructor(routes, unmatched) {
		this.#routes = routes;
		this.#unmatched = unmatched;
		this.#server = createServer((request, response) => void this.#serve(request, response));
	}
	/** @param port 0 for any free one */
	static async start(routes, port = 0, unmatched = notFound) {
		const server = new LocalServer(routes, unmatched);
		await new Promise((resolve, reject) => {
			server.#server.once("error", reject);
			server.#server.listen(port, "127.0.0.1", resolve);
		});
		return server;
	}
	get url() {
		return `http://127.0.0.1:${this.#server.address().port}`;
	}
	/** Makes the next matching calls fail: `times` of them (all, if not given), after `skip` that succeed. */
	fail(path, fault, options = {}) {
		this.#plans.push({
			method: options.method,
			path,
			fault,
			after: options.after ?? false,
			skip: options.skip ?? 0,
			times: options.times ?? Number.POSITIVE_INFINITY
		});
	}
	/** Ends all faults. */
	heal() {
		this.#plans.length = 0;
	}
	/** The calls made, as `METHOD /path`, oldest first. */
	requests(path = /^/) {
		return this.exchanges.filter((e) => path.test(e.call.path)).map((e) => `${e.call.method} ${e.call.path}`);
	}
	/** Answers without a network in between: for tests of very many requests. Faults are the network's, and not for these. */
	ask(call) {
		return this.#answer({
			...call,
			params: {}
		});
	}
	async close() {
		this.#server.closeAllConnections();
		await new Promise((resolve) => void this.#server.close(() => resolve()));
	}
	async #serve(request, response) {
		try {
			const call = await read(request);
			const plan = this.#planFor(call);
			if (plan?.fault.kind === "delay") await new Promise((resolve) => setTimeout(resolve, delayOf(plan.fault)));
			const answer = plan === void 0 || plan.after || plan.fault.kind === "delay" ? await this.#answer(call) : void 0;
			this.#reply(call, response, answer, plan?.fault);
		} catch (error) {
			response.writeHead(500, { "content-type": "text/plain" });
			response.end(`the embedded service failed: ${String(error)}`);
		}
	}
	#planFor(call) {
		const plan = this.#plans.find((p) => p.times > 0 && (p.method === void 0 || p.method === call.method) && p.path.test(call.path));
		if (plan === void 0) return void 0;
		if (plan.skip > 0) {
			plan.skip -= 1;
			return;
		}
		plan.times -= 1;
		return plan;
	}
	async #answer(call) {
		const otherMethods = [];
		for (const route of this.#routes) {
			const match = new RegExp(`^(?:${route.path.source})$`).exec(call.path);
			if (match === null) continue;
			if (route.method !== call.method) {
				otherMethods.push(route.method);
				continue;
			}
			const params = Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value ?? "")]));
			return await route.handle({
				...call,
				params
			});
		}
		return this.#unmatched(call, otherMethods.toSorted());
	}
	#reply(call, response, answer, fault) {
		if (fault?.kind === "reset" || fault?.kind === "hang") {
			this.exchanges.push({
				call,
				status: fault.kind,
				answer: Buffer.alloc(0)
			});
			if (fault.kind === "reset") response.destroy();
			return;
		}
		const sent = faultAnswer(fault) ?? answer ?? { status: 404 };
		if (sent.body instanceof Readable) {
			this.exchanges.push({
				call,
				status: sent.status,
				answer: Buffer.alloc(0)
			});
			response.writeHead(sent.status, {
				"content-type": "application/octet-stream",
				...sent.headers
			});
			stream(call, sent.body, response);
			return;
		}
		const body = encode(sent.body);
		this.exchanges.push({
			call,
			status: sent.status,
			answer: body
		});
		const type = Buffer.isBuffer(sent.body) ? "application/octet-stream" : "application/json";
		response.writeHead(sent.status, {
			"content-type": type,
			"content-length": body.length,
			...sent.headers
		});
		response.end(body);
	}
};
function notFound() {
	return {
		status: 404,
		body: {
			message: "Not Found",
			status: "404"
		}
	};
}
function delayOf(fault) {
	return fault.kind === "delay" ? fault.ms : 0;
}
function faultAnswer(fault) {
	if (fault?.kind === "status") return {
		body: { message: `told to answer ${fault.status}` },
		...fault
	};
	if (fault?.kind === "garbage") return {
		status: fault.status ?? 200,
		headers: { "content-type": "text/html" },
		body: Buffer.from("<html>\0maintenance")
	};
}
/** A caller that hangs up, as one does that has read enough, is no failure. */
function stream(call, body, response) {
	if (call.method === "HEAD") {
		body.destroy();
		response.end();
		return;
	}
	pipeline(body, response).catch(() => response.destroy());
}
function encode(body) {
	if (body === void 0) return Buffer.alloc(0);
	return Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
}
async function read(request) {
	const chunks = [];
	let size = 0;
	for await (const chunk of request) {
		const bytes = Buffer.from(chunk);
		size += bytes.length;
		if (size > MAX_BODY) throw new Error("request body too large");
		chunks.push(bytes);
	}
	const url = new URL(request.url ?? "/", "http://localhost");
	const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value ?? ""]));
	return {
		method: request.method ?? "GET",
		path: url.pathname,
		query: url.searchParams,
		headers,
		params: {},
		body: Buffer.concat(chunks)
	};
}

export { LocalServer as t };
