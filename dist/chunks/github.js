import { H as jsonAnswer, I as callableUrl, R as CallFailed, U as printable, at as quoted, dt as WaybillError, ut as text } from "./base.js";
import { a as fetchBytes, i as NotServed, n as fetchStoredBundle } from "./bytes.js";

// src/evidence/github.ts
/** Pages of a hundred bundles, or of releases with all their assets. */
const MAX_PAGE_BYTES = 67108864;
const MAX_REDIRECTS = 3;
/**
* @param repository a repository's URL, without anything behind its name
* @throws WaybillError USAGE for what is no such URL
*/
function openGitHub(repository, { http, env }) {
	const { url, slug } = parseRepositoryUrl(repository);
	const apiUrl = apiUrlOf(url);
	const plainHttp = url.protocol === "http:";
	let token = tokenFor(url, env);
	const authorization = () => token === void 0 ? void 0 : `Bearer ${token}`;
	const guarded = async (doing, work) => {
		try {
			return await work();
		} catch (error) {
			if (error instanceof CallFailed) throw unreachable(doing, error.last.text);
			if (error instanceof NotServed) throw unreachable(doing, error.message);
			throw error;
		}
	};
	const call = async (address) => {
		let next = address;
		for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
			const sent = authorization();
			const answer = await http.call({
				method: "GET",
				url: next,
				headers: {
					accept: "application/vnd.github+json",
					"x-github-api-version": "2022-11-28",
					...sent === void 0 ? {} : { authorization: sent }
				},
				maxBytes: MAX_PAGE_BYTES
			}, (given) => given.status === 200 ? jsonChecked(given) : given);
			if (answer.status === 401 && token !== void 0) {
				token = void 0;
				continue;
			}
			if (answer.status < 300 || answer.status > 399) return answer;
			const target = URL.parse(answer.headers.get("location") ?? "", next);
			if (target === null || target.origin !== new URL(apiUrl).origin) throw new NotServed("a redirect to another host");
			next = target.href;
		}
		throw new NotServed(`more than ${MAX_REDIRECTS} redirects`);
	};
	return {
		repository: `${url.origin}/${slug}`,
		page: (path, query) => guarded(`what ${url.host}/${slug} holds`, async () => {
			const answer = await call(`${apiUrl}/repos/${slug}${path}?${new URLSearchParams(query).toString()}`);
			if (answer.status === 200) return {
				json: jsonAnswer(200)(answer),
				link: answer.headers.get("link") ?? ""
			};
			if (answer.status === 404) return void 0;
			throw new NotServed(refusal(answer));
		}),
		asset: (id, maxBytes) => guarded(`an asset of ${url.host}/${slug}`, async () => {
			const address = `${apiUrl}/repos/${slug}/releases/assets/${id}`;
			const accept = "application/octet-stream";
			const sent = authorization();
			return (await fetchBytes(http, address, {
				maxBytes,
				accept,
				authorization: sent,
				plainHttp
			})).bytes;
		}),
		storedBundle: (address) => guarded(`a bundle of ${url.host}/${slug}`, () => fetchStoredBundle(http, address, plainHttp))
	};
}
function jsonChecked(answer) {
	JSON.parse(answer.body.toString("utf8"));
	return answer;
}
function refusal({ status, headers, body }) {
	let said = "";
	try {
		said = printable(text(JSON.parse(body.toString("utf8")), "message") ?? "");
	} catch {}
	return `status ${status}${headers.get("x-ratelimit-remaining") === "0" ? ", as no more calls are allowed for now" : ""}${said === "" ? "" : `: ${said}`}`;
}
function unreachable(doing, got) {
	return new WaybillError("UNREACHABLE", {
		what: `GitHub could not be asked for ${doing}.`,
		got,
		todo: "Try again later. With a token in GH_TOKEN, GitHub allows more calls, and shows what its owner may see."
	});
}
/** OWNER and REPO as GitHub allows them; `.` and `..` would be other paths of the API. */
const NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
function parseRepositoryUrl(repository) {
	const url = callableUrl(repository);
	const [, owner = "", repo = ""] = /^https?:\/\/[^/?#\\]+\/([^/?#\\]+)\/([^/?#\\]+)$/.exec(repository) ?? [];
	if (url !== void 0 && NAME.test(owner) && NAME.test(repo)) return {
		url,
		slug: `${owner}/${repo}`
	};
	throw new WaybillError("USAGE", {
		what: "This is not a repository that can be looked into.",
		got: quoted(repository, 200),
		expected: "a URL such as https://github.com/OWNER/REPO"
	});
}
/** Where the API of a server is; docs.github.com, "Getting started with the REST API", of each product. */
function apiUrlOf({ host, hostname, origin }) {
	return hostname === "github.com" || hostname.endsWith(".ghe.com") ? `https://api.${host}` : `${origin}/api/v3`;
}
/**
* The environment's token for a server, by gh's rules (`gh help environment`): GH_TOKEN and GITHUB_TOKEN are for github.com and
* *.ghe.com, the enterprise ones for GH_HOST. In a job GITHUB_TOKEN is for the job's own server, whichever it is, and for no other.
*/
function tokenFor(server, env) {
	const own = URL.parse(env["GITHUB_SERVER_URL"] ?? "");
	const isOwn = own?.origin === server.origin;
	const isOfGitHub = server.protocol === "https:" && (server.host === "github.com" || server.host.endsWith(".ghe.com"));
	const isNamed = env["GH_HOST"] === server.host && server.protocol === "https:";
	const names = [];
	if (isOfGitHub) names.push("GH_TOKEN");
	if (isOwn || isOfGitHub && own === null) names.push("GITHUB_TOKEN");
	if (!isOfGitHub && (isOwn || isNamed)) names.push("GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN");
	return names.map((name) => env[name]).find((token) => token !== void 0 && /^[\x21-\x7e]+$/.test(token));
}

export { openGitHub as t };
