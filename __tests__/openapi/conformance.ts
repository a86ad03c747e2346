import { readFileSync } from "node:fs";

import { Ajv, type ValidateFunction } from "ajv";

import type { Exchange } from "../../local/server.ts";

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query";
  readonly required: boolean;
}

interface Content {
  readonly contentType?: string;
  readonly schema?: unknown;
}

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: Content & { readonly required: boolean };
  readonly responses: Readonly<Record<string, Content>>;
}

interface Extract {
  readonly operations: Readonly<Record<string, Operation>>;
}

interface Match {
  readonly id: string;
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
}

const UPLOADS = "/api/uploads";
const UPLOAD_OPERATION = "repos/upload-release-asset";

/** What the embedded GitHub's server answers beside the REST API: the OIDC issuer. */
const NOT_REST = [/\/\.well-known\/(?:openid-configuration|jwks)$/, /^\/_idtoken\//];

const ID = "https://waybill.invalid/github.json";
const extract = JSON.parse(readFileSync(new URL("github.json", import.meta.url), "utf8")) as Extract;
const bodies = new Ajv({ strict: false, validateFormats: false, allErrors: true });
/** Parameters are text on the wire, of which the schemas speak as numbers and booleans. */
const texts = new Ajv({ strict: false, validateFormats: false, allErrors: true, coerceTypes: true });
for (const ajv of [bodies, texts]) ajv.addSchema(extract, ID);

/**
 * Checks recorded calls against GitHub's OpenAPI description: path and query parameters, the request's body, and the
 * answer's body for its status. The description lists few errors, so an error status that it does not list, or lists
 * without a schema, must have the common shape of GitHub's errors.
 *
 * @param basePath the API's path, `""` or `/api/v3`; uploads have their own
 * @param options `ignore` leaves out calls whose answer was told to be wrong
 * @returns one line for each deviation, none if all is well
 */
export function checkExchanges(
  exchanges: readonly Exchange[],
  basePath: string,
  options: { readonly ignore?: (exchange: Exchange) => boolean } = {},
): string[] {
  return exchanges.flatMap((exchange) => {
    const { method, path } = exchange.call;
    if (NOT_REST.some((pattern) => pattern.test(path)) || options.ignore?.(exchange) === true) return [];
    const match = operationOf(exchange, basePath);
    if (match === undefined) return [`${method} ${path}: no operation of the extract`];
    const problems = [
      ...parameterProblems(match, exchange),
      ...requestProblems(match, exchange),
      ...answerProblems(match, exchange),
    ];
    return problems.map((problem) => `${method} ${path} (${match.id}) ${exchange.status}: ${problem}`);
  });
}

function operationOf({ call }: Exchange, basePath: string): Match | undefined {
  const uploads = call.path.startsWith(`${UPLOADS}/`);
  const base = uploads ? UPLOADS : basePath;
  if (!call.path.startsWith(`${base}/`)) return undefined;
  for (const [id, operation] of Object.entries(extract.operations)) {
    if (operation.method !== call.method || (id === UPLOAD_OPERATION) !== uploads) continue;
    const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? "");
    const pattern = new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, "([^/]+)")}$`);
    const values = pattern.exec(call.path.slice(base.length))?.slice(1);
    if (values === undefined) continue;
    const params = Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(values[i] ?? "")]));
    return { id, operation, params };
  }
  return undefined;
}

function parameterProblems({ id, operation, params }: Match, { call }: Exchange): string[] {
  const problems = operation.parameters.flatMap((parameter, index) => {
    const value = parameter.in === "path" ? params[parameter.name] : call.query.get(parameter.name);
    const what = `${parameter.in} parameter ${parameter.name}`;
    if (value === undefined || value === null) return parameter.required ? [`${what} is missing`] : [];
    return validate(texts, [id, "parameters", String(index), "schema"], value, what);
  });
  const known = new Set(operation.parameters.filter((p) => p.in === "query").map((p) => p.name));
  const unknown = [...call.query.keys()].filter((name) => !known.has(name));
  return [...problems, ...unknown.map((name) => `query parameter ${name} is unknown`)];
}

function requestProblems({ id, operation }: Match, { call }: Exchange): string[] {
  const { requestBody } = operation;
  if (requestBody === undefined) return call.body.length === 0 ? [] : ["the request has a body"];
  if (call.body.length === 0) return requestBody.required ? ["the request has no body"] : [];
  if (requestBody.contentType !== "application/json") return [];
  const body = parse(call.body);
  if (body === undefined) return ["the request is not JSON"];
  return [
    ...validate(bodies, [id, "requestBody", "schema"], body.value, "request"),
    ...unknownProperties(requestBody.schema, body.value),
  ];
}

/** The schemas are open, but a property that the description does not have is a misspelt one of ours. */
function unknownProperties(schema: unknown, body: unknown): string[] {
  if (!isObject(schema) || !isObject(schema["properties"]) || !isObject(body)) return [];
  const known = new Set(Object.keys(schema["properties"]));
  return Object.keys(body)
    .filter((name) => !known.has(name))
    .map((name) => `request property ${name} is unknown`);
}

function answerProblems({ id, operation }: Match, { status, answer }: Exchange): string[] {
  if (typeof status === "string") return [];
  const described = operation.responses[status];
  if (described?.schema === undefined) {
    if (status >= 400) return errorProblems(answer);
    if (described === undefined) return ["the description has no such status"];
    return answer.length === 0 ? [] : ["the answer has a body"];
  }
  const body = parse(answer);
  if (body === undefined) return ["the answer is not JSON"];
  return validate(bodies, [id, "responses", String(status), "schema"], body.value, "answer");
}

function errorProblems(answer: Buffer): string[] {
  const body = parse(answer);
  if (body === undefined) return ["the answer is not JSON"];
  if (!isObject(body.value) || !("message" in body.value)) return ["the error has no message"];
  return run(compile(bodies, "#/components/schemas/basic-error"), body.value, "error");
}

function validate(ajv: Ajv, place: readonly string[], value: unknown, what: string): string[] {
  const pointer = place.map((part) => encodeURIComponent(part.replaceAll("/", "~1"))).join("/");
  return run(compile(ajv, `#/operations/${pointer}`), value, what);
}

function compile(ajv: Ajv, pointer: string): ValidateFunction {
  const found = ajv.getSchema(`${ID}${pointer}`);
  if (found === undefined) throw new Error(`the extract has no ${pointer}`);
  return found;
}

function run(check: ValidateFunction, value: unknown, what: string): string[] {
  if (check(value)) return [];
  return (check.errors ?? []).map((e) => `${what}${e.instancePath} ${e.message ?? e.keyword}`);
}

function parse(bytes: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(bytes.toString("utf8")) };
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
