// src/net/url.ts
const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
/**
* The URL if it may be called: https anywhere, plain http on this machine alone (tests, rehearsals, a local
* Sigstore). Credentials in a URL are refused: they would end up in a log.
*/
function callableUrl(text) {
	if (!URL.canParse(text)) return void 0;
	const url = new URL(text);
	if (url.username !== "" || url.password !== "") return void 0;
	if (url.protocol === "https:") return url;
	return url.protocol === "http:" && LOOPBACK.test(url.hostname) ? url : void 0;
}
/**
* Whether a call there may carry the API's token: the API's own origin, or that of its uploads, which is the API's host
* with `uploads.` in the place of `api.` (uploads.github.com, uploads.NAME.ghe.com). Enterprise servers take uploads on
* the API's own host.
*/
function takesToken(apiUrl, url) {
	const api = callableUrl(apiUrl);
	const target = callableUrl(url);
	if (api === void 0 || target === void 0) return false;
	const uploads = new URL(api.origin);
	uploads.hostname = `uploads.${api.hostname.replace(/^api\./, "")}`;
	return target.origin === api.origin || target.origin === uploads.origin;
}
/** The URL without slashes at its end, so that paths can be appended. */
function baseUrl(text) {
	return text.replace(/\/+$/, "");
}

export { callableUrl as n, takesToken as r, baseUrl as t };
