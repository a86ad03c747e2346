import { WaybillError } from "../errors.ts";
import { text } from "../json.ts";
import { CallFailed, jsonAnswer, printable, type Http, type HttpAnswer } from "../net/http.ts";
import { callableUrl } from "../net/url.ts";
import { quoted } from "../quoted.ts";
import { fetchBytes, NotServed } from "./bytes.ts";
import { fetchStoredBundle } from "./stored-bundle.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** A page of the API; undefined where it says 404: nothing is there, or nobody may know. */
export type Page = { readonly json: unknown; readonly link: string } | undefined;

/** GitHub's REST API of one repository, read without a login where the environment has none. */
export interface GitHubReader {
  /** `https://github.com/octo-org/rocket` */
  readonly repository: string;
  /** @param path below `/repos/OWNER/REPO`; @throws WaybillError UNREACHABLE */
  page(path: string, query: Readonly<Record<string, string>>): Promise<Page>;
  /** an asset's bytes; @throws WaybillError UNREACHABLE */
  asset(id: number, maxBytes: number): Promise<Buffer>;
  /** what lies at a `bundle_url`; @throws WaybillError UNREACHABLE */
  storedBundle(url: string): Promise<string>;
}

/** Pages of a hundred bundles, or of releases with all their assets. */
const MAX_PAGE_BYTES = 64 * 1024 * 1024;
const MAX_REDIRECTS = 3;

/**
 * @param repository a repository's URL, without anything behind its name
 * @throws WaybillError USAGE for what is no such URL
 */
export function openGitHub(repository: string, { http, env }: { http: Http; env: Env }): GitHubReader {
  const { url, slug } = parseRepositoryUrl(repository);
  const apiUrl = apiUrlOf(url);
  const plainHttp = url.protocol === "http:";
  let token = tokenFor(url, env);
  const authorization = (): string | undefined => (token === undefined ? undefined : `Bearer ${token}`);
  const guarded = async <T>(doing: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof CallFailed) throw unreachable(doing, error.last.text);
      if (error instanceof NotServed) throw unreachable(doing, error.message);
      throw error;
    }
  };
  const call = async (address: string): Promise<HttpAnswer> => {
    let next = address;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const sent = authorization();
      const answer = await http.call(
        {
          method: "GET",
          url: next,
          headers: {
            accept: "application/vnd.github+json",
            "x-github-api-version": "2022-11-28",
            ...(sent === undefined ? {} : { authorization: sent }),
          },
          maxBytes: MAX_PAGE_BYTES,
        },
        (given) => (given.status === 200 ? jsonChecked(given) : given),
      );
      if (answer.status === 401 && token !== undefined) {
        // What is public needs no login, and a token that has ended does not make it private.
        token = undefined;
        continue;
      }
      if (answer.status < 300 || answer.status > 399) return answer;
      // Of a repository that was renamed. A token follows to the same host alone, and so do we.
      const target = URL.parse(answer.headers.get("location") ?? "", next);
      if (target === null || target.origin !== new URL(apiUrl).origin)
        throw new NotServed("a redirect to another host");
      next = target.href;
    }
    throw new NotServed(`more than ${MAX_REDIRECTS} redirects`);
  };
  return {
    repository: `${url.origin}/${slug}`,
    page: (path, query) =>
      guarded(`what ${url.host}/${slug} holds`, async () => {
        const answer = await call(`${apiUrl}/repos/${slug}${path}?${new URLSearchParams(query).toString()}`);
        if (answer.status === 200)
          return { json: jsonAnswer(200)(answer), link: answer.headers.get("link") ?? "" };
        if (answer.status === 404) return undefined;
        throw new NotServed(refusal(answer));
      }),
    asset: (id, maxBytes) =>
      guarded(`an asset of ${url.host}/${slug}`, async () => {
        const address = `${apiUrl}/repos/${slug}/releases/assets/${id}`;
        const accept = "application/octet-stream";
        const sent = authorization();
        return (await fetchBytes(http, address, { maxBytes, accept, authorization: sent, plainHttp })).bytes;
      }),
    storedBundle: (address) =>
      guarded(`a bundle of ${url.host}/${slug}`, () => fetchStoredBundle(http, address, plainHttp)),
  };
}

function jsonChecked(answer: HttpAnswer): HttpAnswer {
  JSON.parse(answer.body.toString("utf8"));
  return answer;
}

function refusal({ status, headers, body }: HttpAnswer): string {
  let said = "";
  try {
    said = printable(text(JSON.parse(body.toString("utf8")), "message") ?? "");
  } catch {
    // A page for people says nothing in one line.
  }
  const limited =
    headers.get("x-ratelimit-remaining") === "0" ? ", as no more calls are allowed for now" : "";
  return `status ${status}${limited}${said === "" ? "" : `: ${said}`}`;
}

function unreachable(doing: string, got: string): WaybillError {
  return new WaybillError("UNREACHABLE", {
    what: `GitHub could not be asked for ${doing}.`,
    got,
    todo: "Try again later. With a token in GH_TOKEN, GitHub allows more calls, and shows what its owner may see.",
  });
}

/** OWNER and REPO as GitHub allows them; `.` and `..` would be other paths of the API. */
const NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;

function parseRepositoryUrl(repository: string): { readonly url: URL; readonly slug: string } {
  const url = callableUrl(repository);
  // Of the text: a URL has its dots resolved and its percent signs kept.
  const [, owner = "", repo = ""] = /^https?:\/\/[^/?#\\]+\/([^/?#\\]+)\/([^/?#\\]+)$/.exec(repository) ?? [];
  if (url !== undefined && NAME.test(owner) && NAME.test(repo)) return { url, slug: `${owner}/${repo}` };
  throw new WaybillError("USAGE", {
    what: "This is not a repository that can be looked into.",
    got: quoted(repository, 200),
    expected: "a URL such as https://github.com/OWNER/REPO",
  });
}

/** Where the API of a server is; docs.github.com, "Getting started with the REST API", of each product. */
function apiUrlOf({ host, hostname, origin }: URL): string {
  const isOfGitHub = hostname === "github.com" || hostname.endsWith(".ghe.com");
  return isOfGitHub ? `https://api.${host}` : `${origin}/api/v3`;
}

/**
 * The environment's token for a server, by gh's rules (`gh help environment`): GH_TOKEN and GITHUB_TOKEN are for github.com and
 * *.ghe.com, the enterprise ones for GH_HOST. In a job GITHUB_TOKEN is for the job's own server, whichever it is, and for no other.
 */
function tokenFor(server: URL, env: Env): string | undefined {
  const own = URL.parse(env["GITHUB_SERVER_URL"] ?? "");
  const isOwn = own?.origin === server.origin;
  const isOfGitHub =
    server.protocol === "https:" && (server.host === "github.com" || server.host.endsWith(".ghe.com"));
  const isNamed = env["GH_HOST"] === server.host && server.protocol === "https:";
  const names: string[] = [];
  if (isOfGitHub) names.push("GH_TOKEN");
  if (isOwn || (isOfGitHub && own === null)) names.push("GITHUB_TOKEN");
  if (!isOfGitHub && (isOwn || isNamed)) names.push("GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN");
  // A line break in a header's value would be an error that quotes it.
  return names.map((name) => env[name]).find((token) => token !== undefined && /^[\x21-\x7e]+$/.test(token));
}
