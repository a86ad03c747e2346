import { t as WaybillError } from "./project.js";
import { i as hexDigest } from "./digest.js";
import { n as callableUrl } from "./url.js";
import { t as quoted } from "./quoted.js";

// src/oci/reference.ts
/** Registry, `/` and path together: what clients of the distribution specification take ("Pulling manifests"). */
const MAX_NAME = 255;
/** A name, a tag and a digest, and some room to say which of them is too long. */
const MAX_TEXT = 1024;
const DOCKER_HUB = "docker.io";
/** Docker Hub under the names that it has had; distribution/reference, normalize.go, and docker's own settings. */
const DOCKER_HUB_HOSTS = [
	DOCKER_HUB,
	"index.docker.io",
	"registry-1.docker.io"
];
const PATH_COMPONENT = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const HOST_LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/;
const IPV6 = /^\[[a-fA-F0-9:]+\]$/;
const PORT = /^[1-9][0-9]{0,4}$/;
const ANY_DIGEST = /^(?:[a-z][a-z0-9]*(?:[-_+.][a-z][a-z0-9]*)*:[0-9a-f]{32,}|sha[0-9]+:[0-9a-f]*)$/i;
/**
* An image as a user names it: `ghcr.io/acme/app:1.2`, `app@sha256:…`. A name without a registry is Docker Hub's.
*
* @throws WaybillError REFERENCE_INVALID that says what is wrong
*/
function parseReference(text) {
	const parsed = parse(text);
	if ("problem" in parsed) throw invalid(text, parsed);
	return parsed;
}
/**
* A repository alone, without tag and digest.
*
* @throws WaybillError REFERENCE_INVALID that says what is wrong
*/
function parseRepository(text) {
	const { repository, tag, digest } = parseReference(text);
	if (tag !== void 0) throw invalid(text, {
		problem: `a repository is named here, and ${quoted(tag)} is a tag`,
		todo: "Leave out the tag."
	});
	if (digest !== void 0) throw invalid(text, {
		problem: "a repository is named here, and this is a digest in it",
		todo: "Leave out the digest."
	});
	return repository;
}
/** `ghcr.io/acme/app`; of Docker Hub, `docker.io/library/alpine`. */
function repositoryText({ registry, path }) {
	return `${registry}/${path}`;
}
/** The repository's text with tag and digest, as {@link parseReference} reads it. */
function referenceText({ repository, tag, digest }) {
	const tagged = tag === void 0 ? "" : `:${tag}`;
	const pinned = digest === void 0 ? "" : `@${digest}`;
	return `${repositoryText(repository)}${tagged}${pinned}`;
}
/** `sha256:` and 64 lower-case hex digits, as registries write it (go-digest takes no upper case), or undefined. */
function ociDigest(text) {
	const hex = text.startsWith("sha256:") ? text.slice(7) : "";
	const digest = hexDigest("sha256", hex);
	return digest === void 0 || digest !== hex ? void 0 : `sha256:${digest}`;
}
/**
* Where the registry's API is: https, or plain http on this machine, as docker and cosign do, and where the user said so.
*
* @param registry of a {@link RepositoryName}
* @param insecure what the user said; Docker Hub is asked by https whatever that is
*/
function registryOrigin(registry, insecure) {
	if (registry === DOCKER_HUB) return "https://registry-1.docker.io";
	const plain = `http://${registry}`;
	const isPlain = insecure || callableUrl(plain) !== void 0;
	return new URL(isPlain ? plain : `https://${registry}`).origin;
}
/** The names under which credentials for a registry may be kept: Docker Hub has several. */
function registryAliases(registry) {
	return registry === DOCKER_HUB ? DOCKER_HUB_HOSTS : [registry];
}
function parse(text) {
	const foreign = foreignPart(text);
	if (foreign !== void 0) return foreign;
	const at = text.indexOf("@");
	const digest = at === -1 ? void 0 : parseDigest(text.slice(at + 1));
	if (typeof digest === "object") return digest;
	const named = at === -1 ? text : text.slice(0, at);
	const colon = named.lastIndexOf(":");
	const isTagged = colon > Math.max(named.lastIndexOf("/"), named.lastIndexOf("]"));
	const name = isTagged ? named.slice(0, colon) : named;
	const tag = isTagged ? named.slice(colon + 1) : void 0;
	if (isTagged && /^sha[0-9]+$/i.test(name)) return {
		problem: "a digest without a repository",
		todo: "Write REPOSITORY@sha256:…"
	};
	const repository = parseName(name);
	if ("problem" in repository) return repository;
	if (tag !== void 0 && !TAG.test(tag)) return { problem: tagProblem(tag) };
	return {
		repository,
		tag,
		digest
	};
}
/** What no reference holds, with the usual reasons why it is there. */
function foreignPart(text) {
	if (text === "") return { problem: "it is empty" };
	const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(text)?.[1];
	if (scheme !== void 0) return {
		problem: "a reference has no scheme",
		todo: `Leave out \`${scheme}://\`.`
	};
	if (text.length > MAX_TEXT) return { problem: `it is longer than ${MAX_TEXT} characters` };
	const found = /[^A-Za-z0-9._:/@[\]-]/u.exec(text)?.[0];
	if (found === void 0) return void 0;
	if (/\s/u.test(found)) return {
		problem: "it holds white space",
		todo: "Write one reference to a line."
	};
	if (found === "%") return { problem: "a reference is not percent-encoded" };
	if (found === "?" || found === "#") return { problem: `\`${found}\` and what follows are no part of it` };
	if (found === "+") return {
		problem: "it holds `+`",
		todo: "In a tag write `_` for the `+` of a version."
	};
	if (found > "~") return { problem: `it holds ${quoted(found)}, which is not ASCII` };
	return { problem: `it holds ${quoted(found)}` };
}
function parseDigest(text) {
	const digest = ociDigest(text);
	if (digest !== void 0) return digest;
	const [algorithm = "", hex = ""] = text.split(":", 2);
	if (!ANY_DIGEST.test(text)) return {
		problem: "what follows `@` is not a digest",
		todo: "Write `@sha256:` and 64 hex digits; credentials have inputs of their own."
	};
	if (algorithm !== "sha256") return { problem: `a digest of ${quoted(algorithm)}; registries all take sha256 alone` };
	if (hex.length !== 64) return { problem: `a sha256 digest has 64 hex digits, this has ${hex.length}` };
	return { problem: "a digest is written in lower case" };
}
function tagProblem(tag) {
	if (tag === "") return "nothing follows the `:`";
	if (tag.length > 128) return `a tag has at most 128 characters, this has ${tag.length}`;
	return `${quoted(tag)} is not a tag: letters, digits, \`_\`, \`.\` and \`-\`, and no \`.\` or \`-\` at its start`;
}
/** By the rule of docker (normalize.go): what comes before the first `/` is a registry if it looks like a host. */
function parseName(name) {
	if (/^[0-9a-f]{64}$/.test(name)) return {
		problem: "64 hex digits name no repository",
		todo: "Write REPOSITORY@sha256:…"
	};
	const slash = name.indexOf("/");
	const first = slash === -1 ? name : name.slice(0, slash);
	const isHost = /[.:[\]]/.test(first) || first.toLowerCase() === "localhost";
	if (isHost && slash === -1) return {
		problem: `${quoted(name)} names no repository`,
		todo: "Write REGISTRY/REPOSITORY."
	};
	const registry = isHost ? parseRegistry(first) : DOCKER_HUB;
	if (typeof registry === "object") return registry;
	const path = isHost ? name.slice(slash + 1) : name;
	const problem = pathProblem(path);
	if (problem !== void 0) return problem;
	const repository = {
		registry,
		path: registry === DOCKER_HUB && !path.includes("/") ? `library/${path}` : path
	};
	const { length } = repositoryText(repository);
	if (length > MAX_NAME) return { problem: `registry and path have at most ${MAX_NAME} characters, these have ${length}` };
	return repository;
}
function pathProblem(path) {
	const wrong = path.split("/").find((component) => !PATH_COMPONENT.test(component));
	if (wrong === void 0) return void 0;
	if (wrong === "") return { problem: "a part of the path is empty" };
	if (/[A-Z]/.test(wrong)) return {
		problem: `${quoted(wrong)} has upper case, and a repository's path is in lower case`,
		todo: "Write the path in lower case, as the registry does."
	};
	return { problem: `${quoted(wrong)} is no part of a path: letters and digits, with \`.\`, \`_\`, \`__\` or dashes between them` };
}
/** @returns it in lower case, as names of hosts are the same in any; Docker Hub by its one name */
function parseRegistry(text) {
	const [, host = "", port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(text) ?? [];
	if (!(IPV6.test(host) || host.split(".").every((label) => HOST_LABEL.test(label)))) return { problem: `${quoted(text)} is not a host` };
	if (port !== void 0 && (!PORT.test(port) || Number(port) > 65535)) return { problem: `${quoted(port)} is not a port: a number from 1 to 65535` };
	const lower = host.toLowerCase();
	const url = URL.parse(`https://${lower}`);
	if (url === null) return { problem: `${quoted(text)} is not a host` };
	if (url.hostname !== lower) return {
		problem: `${quoted(host)} is not how that address is written`,
		todo: `Write ${url.hostname}.`
	};
	if (port === void 0 && DOCKER_HUB_HOSTS.includes(lower)) return DOCKER_HUB;
	return port === void 0 ? lower : `${lower}:${port}`;
}
function invalid(text, { problem, todo }) {
	return new WaybillError("REFERENCE_INVALID", {
		what: `This is not a reference to an image: ${problem}.`,
		got: quoted(withoutSecrets(text), 200),
		expected: "[REGISTRY/]PATH, then :TAG or @sha256:DIGEST or both; for example ghcr.io/acme/app:1.2",
		...todo === void 0 ? {} : { todo }
	});
}
/** Without what may be a password (`user:password@host`) or a token (`?token=…`). */
function withoutSecrets(text) {
	const parts = text.split("@");
	const last = parts.length - (ANY_DIGEST.test(parts.at(-1) ?? "") ? 2 : 1);
	return (last < 1 ? text : `***@${parts.slice(last).join("@")}`).replace(/[?#].*$/su, (query) => `${query.slice(0, 1)}…`);
}

export { registryAliases as a, referenceText as i, parseReference as n, registryOrigin as o, parseRepository as r, repositoryText as s, ociDigest as t };
