import { WaybillError } from "../errors.ts";

/**
 * What lets us into a registry, and where it was found: `source` is for people, in an error or a report.
 *
 * `identity-token` is a refresh token for the registry's token service (OAuth2); `bearer` is sent to the registry as it is.
 */
export type Credentials =
  | {
      readonly kind: "basic";
      readonly username: string;
      readonly password: string;
      readonly source: string;
    }
  | { readonly kind: "identity-token"; readonly token: string; readonly source: string }
  | { readonly kind: "bearer"; readonly token: string; readonly source: string }
  /** `looked`: every place that holds nothing for this registry, in the order in which they were asked */
  | { readonly kind: "anonymous"; readonly looked: readonly string[] };

/** Keeps a secret out of everything that is printed. */
export type Mask = (secret: string) => void;

/** The user name under which docker's credential helpers give an identity token. */
const TOKEN_USER = "<token>";

/**
 * @param username `<token>` where the password is an identity token
 * @throws WaybillError CREDENTIALS_INVALID naming the source
 */
export function basicCredentials(
  username: string,
  password: string,
  source: string,
  mask: Mask,
): Credentials {
  mask(password);
  mask(Buffer.from(`${username}:${password}`).toString("base64"));
  if (username === "") throw invalidCredentials(source, "there is a password and no user name");
  if (password === "")
    throw invalidCredentials(
      source,
      "there is a user name and no password",
      "See whether the secret is set.",
    );
  if (username === TOKEN_USER) return tokenCredentials("identity-token", password, source);
  // RFC 7617, section 2: the first colon ends the name, and neither part has control characters.
  if (username.includes(":")) throw invalidCredentials(source, "the user name holds a colon");
  if (/\p{Cc}/u.test(username + password))
    throw invalidCredentials(
      source,
      "the user name or the password holds a control character, a line break say",
    );
  return { kind: "basic", username, password, source };
}

/**
 * @param token already masked
 * @throws WaybillError CREDENTIALS_INVALID naming the source
 */
export function tokenCredentials(
  kind: "identity-token" | "bearer",
  token: string,
  source: string,
): Credentials {
  if (!/^[\x21-\x7E]+$/.test(token)) throw invalidCredentials(source, "the token holds what no token holds");
  return { kind, token, source };
}

/** @param problem without anything that was read there */
export function invalidCredentials(
  source: string,
  problem: string,
  todo = "Correct it, or log in to the registry again.",
): WaybillError {
  return new WaybillError("CREDENTIALS_INVALID", {
    what: `The credentials for the registry cannot be used: ${problem}.`,
    got: source,
    todo,
  });
}
