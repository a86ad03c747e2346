import { C as registryAliases, T as repositoryText, at as quoted, dt as WaybillError, ot as at, pt as kindOf, st as isRecord, ut as text } from "./base.js";
import { open } from "node:fs/promises";

// src/oci/credential-kinds.ts
/** The user name under which docker's credential helpers give an identity token. */
const TOKEN_USER = "<token>";
/**
* @param username `<token>` where the password is an identity token
* @throws WaybillError CREDENTIALS_INVALID naming the source
*/
function basicCredentials(username, password, source, mask) {
	mask(password);
	mask(Buffer.from(`${username}:${password}`).toString("base64"));
	if (username === "") throw invalidCredentials(source, "there is a password and no user name");
	if (password === "") throw invalidCredentials(source, "there is a user name and no password", "See whether the secret is set.");
	if (username === TOKEN_USER) return tokenCredentials("identity-token", password, source);
	if (username.includes(":")) throw invalidCredentials(source, "the user name holds a colon");
	if (/\p{Cc}/u.test(username + password)) throw invalidCredentials(source, "the user name or the password holds a control character, a line break say");
	return {
		kind: "basic",
		username,
		password,
		source
	};
}
/**
* @param token already masked
* @throws WaybillError CREDENTIALS_INVALID naming the source
*/
function tokenCredentials(kind, token, source) {
	if (!/^[\x21-\x7E]+$/.test(token)) throw invalidCredentials(source, "the token holds what no token holds");
	return {
		kind,
		token,
		source
	};
}
/** @param problem without anything that was read there */
function invalidCredentials(source, problem, todo = "Correct it, or log in to the registry again.") {
	return new WaybillError("CREDENTIALS_INVALID", {
		what: `The credentials for the registry cannot be used: ${problem}.`,
		got: source,
		todo
	});
}

// src/oci/credential-files.ts
const MAX_BYTES = 1048576;
/** Docker Hub's name in docker's own configuration, and what docker's helpers are asked for. */
const DOCKER_HUB_KEY = "https://index.docker.io/v1/";
const readStart = async (path, most) => {
	const file = await open(path);
	try {
		const bytes = Buffer.alloc(most);
		let length = 0;
		for (let read = -1; read !== 0 && length < most; length += read) read = (await file.read(bytes, length, most - length)).bytesRead;
		return bytes.subarray(0, length);
	} finally {
		await file.close();
	}
};
/**
* @param mayBeClosed whether a file that we may not read counts as missing
* @returns undefined where there is no such file
* @throws WaybillError CREDENTIALS_INVALID naming the file
*/
async function readCredentialFile(path, mayBeClosed, read) {
	let bytes;
	try {
		bytes = await read(path, 1048577);
	} catch (error) {
		const kind = kindOf(error);
		if (kind === "ENOENT" || kind === "ENOTDIR" || kind === "EACCES" && mayBeClosed) return void 0;
		throw invalidCredentials(path, `the file cannot be read (${kind})`, "Let the step read it, or remove it.");
	}
	if (bytes.length > MAX_BYTES) throw invalidCredentials(path, "the file is larger than 1 MiB");
	const content = Buffer.from(bytes).toString("utf8");
	if (content.trim() === "") return {
		path,
		json: {}
	};
	let json;
	try {
		json = JSON.parse(content);
	} catch {
		throw invalidCredentials(path, "the file is not JSON");
	}
	if (!isRecord(json)) throw invalidCredentials(path, "the file is not a JSON object");
	return {
		path,
		json
	};
}
/** How docker names a registry in its configuration and to its helpers. */
function dockerAddress(registry) {
	return registryAliases(registry).length > 1 ? DOCKER_HUB_KEY : registry;
}
/**
* The helper that has the file's credentials for a registry: the registry's own (`credHelpers`) before the one for all
* (`credsStore`), as docker does it (configfile/file.go). Where there is one, `auths` is not asked.
*
* @throws WaybillError CREDENTIALS_INVALID naming the file
*/
function helperFor({ path, json }, registry) {
	const helpers = json["credHelpers"] ?? {};
	if (!isRecord(helpers)) throw invalidCredentials(path, "`credHelpers` is not an object");
	const key = [dockerAddress(registry), ...registryAliases(registry)].find((key) => Object.hasOwn(helpers, key));
	const helper = key === void 0 ? json["credsStore"] ?? "" : helpers[key];
	if (typeof helper !== "string") throw invalidCredentials(path, `${key === void 0 ? "`credsStore`" : "`credHelpers`"} names no helper`);
	return helper === "" ? void 0 : helper;
}
/**
* What `auths` holds for a repository: the entry of the longest part of its name (containers-auth.json(5)), down to that of
* its registry, which may be written as a URL.
*
* @throws WaybillError CREDENTIALS_INVALID naming file and entry
*/
function entryFor(file, repository, mask) {
	const auths = file.json["auths"] ?? {};
	if (!isRecord(auths)) throw invalidCredentials(file.path, "`auths` is not an object");
	const keys = Object.keys(auths);
	for (const wanted of namesOf(repository)) {
		const exact = [dockerAddress(wanted), ...registryAliases(wanted)].filter((key) => Object.hasOwn(auths, key));
		for (const key of /* @__PURE__ */ new Set([...exact, ...keys.filter((key) => normalKey(key) === wanted)])) {
			const source = `the entry ${quoted(key)} of ${file.path}`;
			const found = readEntry(auths[key], source, mask);
			if (found !== void 0) return found;
		}
	}
}
/** `quay.io/acme/team/app`, `quay.io/acme/team`, `quay.io/acme`, `quay.io`. */
function namesOf(repository) {
	const parts = repositoryText(repository).split("/");
	return parts.map((_, i) => parts.slice(0, parts.length - i).join("/"));
}
/** A key as {@link namesOf} writes it: without scheme and the version of the API, and Docker Hub by its one name. */
function normalKey(key) {
	const [host = "", ...path] = key.replace(/^https?:\/\//i, "").replace(/\/+$/, "").split("/");
	const isVersion = path.length === 1 && /^v[12]$/.test(path[0] ?? "");
	const lower = host.toLowerCase();
	return [registryAliases("docker.io").includes(lower) ? "docker.io" : lower, ...isVersion ? [] : path].join("/");
}
function readEntry(entry, source, mask) {
	if (!isRecord(entry)) throw invalidCredentials(source, "it is not an object");
	for (const name of [
		"auth",
		"password",
		"identitytoken",
		"registrytoken"
	]) mask(text(entry, name) ?? "");
	const wrong = [
		"auth",
		"username",
		"password",
		"identitytoken",
		"registrytoken"
	].find((name) => {
		return typeof (at(entry, name) ?? "") !== "string";
	});
	if (wrong !== void 0) throw invalidCredentials(source, `\`${wrong}\` is not a text`);
	const bearer = text(entry, "registrytoken") ?? "";
	if (bearer !== "") return tokenCredentials("bearer", bearer, source);
	const identity = text(entry, "identitytoken") ?? "";
	if (identity !== "") return tokenCredentials("identity-token", identity, source);
	const auth = text(entry, "auth") ?? "";
	if (auth !== "") return decodeAuth(auth, source, mask);
	const username = text(entry, "username") ?? "";
	const password = text(entry, "password") ?? "";
	return username === "" && password === "" ? void 0 : basicCredentials(username, password, source, mask);
}
/** Base64 of `user:password`, as docker reads it: with padding, and NUL at the end of a password is none of it. */
function decodeAuth(auth, source, mask) {
	const plain = auth.replaceAll(/[\r\n]/g, "");
	if (!(plain.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(plain))) throw invalidCredentials(source, "`auth` is not base64");
	const decoded = Buffer.from(plain, "base64").toString("utf8");
	const colon = decoded.indexOf(":");
	if (colon === -1) {
		mask(decoded);
		throw invalidCredentials(source, "`auth` is not base64 of USER:PASSWORD");
	}
	const password = decoded.slice(colon + 1).replace(/\0+$/, "");
	return basicCredentials(decoded.slice(0, colon), password, source, mask);
}

export { readStart as a, readCredentialFile as i, entryFor as n, basicCredentials as o, helperFor as r, invalidCredentials as s, dockerAddress as t };
