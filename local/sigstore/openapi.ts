import type { Answer, Call } from "../server.ts";

// The answers of go-openapi, with which Rekor and the timestamp authority are written.

/** @param code an HTTP status, or go-openapi's own number of what is invalid, from 600, which is answered as 422 */
export function problem(code: number, message: string): Answer {
  return { status: code < 600 ? code : 422, body: { code, message } };
}

/** @param what as `kind in body` */
export function required(what: string): Answer {
  return problem(602, `${what} is required`);
}

/** The refusal of a body that is of none of these media types. */
export function unsupportedMediaType(call: Call, known: readonly string[]): Answer | undefined {
  const [type = ""] = (call.headers["content-type"] ?? "application/octet-stream").split(";");
  return known.includes(type)
    ? undefined
    : problem(415, `unsupported media type "${type}", only [${known.join(" ")}] are allowed`);
}

export function unmatched(call: Call, methods: readonly string[]): Answer {
  if (methods.length === 0) return problem(404, `path ${call.path} was not found`);
  const allow = methods.join(",");
  return {
    ...problem(405, `method ${call.method} is not allowed, but [${allow}] are`),
    headers: { allow },
  };
}
