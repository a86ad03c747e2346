const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * The URL if it may be called: https anywhere, plain http on this machine alone (tests, rehearsals, a local
 * Sigstore). Credentials in a URL are refused: they would end up in a log.
 */
export function callableUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return undefined;
  if (url.protocol === "https:") return url;
  return url.protocol === "http:" && LOOPBACK.test(url.hostname) ? url : undefined;
}

/** The URL without slashes at its end, so that paths can be appended. */
export function baseUrl(text: string): string {
  return text.replace(/\/+$/, "");
}
