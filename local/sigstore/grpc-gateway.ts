import type { Answer, Call } from "../server.ts";

// The answers of grpc-gateway, which stands before the gRPC of Fulcio and of Rekor v2.

// google.rpc.Code
export const INVALID_ARGUMENT = 3;
const NOT_FOUND = 5;
export const ALREADY_EXISTS = 6;
const UNIMPLEMENTED = 12;

/** A google.rpc.Status. */
export function status(httpStatus: number, code: number, message: string): Answer {
  return { status: httpStatus, body: { code, message, details: [] } };
}

export function unmatched(_call: Call, methods: readonly string[]): Answer {
  return methods.length === 0
    ? status(404, NOT_FOUND, "Not Found")
    : status(501, UNIMPLEMENTED, "Method Not Allowed");
}
