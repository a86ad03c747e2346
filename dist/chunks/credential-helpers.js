import { i as readCredentialFile, n as entryFor, o as basicCredentials, r as helperFor, s as invalidCredentials, t as dockerAddress } from "./credential-kinds.js";
import { at as quoted, ut as text } from "./base.js";
import { dirname, join } from "node:path";

// src/oci/credential-helpers.ts
/** docker-credential-helpers, credentials/error.go: what a helper prints, with an exit code, where it has none. */
const NOT_FOUND = "credentials not found in native keychain";
/**
* What a credential helper has for a registry, by docker's protocol: `get`, the address on standard input, JSON back.
* Nothing that a helper prints is shown: it may be the secret.
*
* @param helper the name without `docker-credential-`
* @param file that names the helper
* @param address as docker would name the registry to it
* @returns undefined where it has none
* @throws WaybillError CREDENTIALS_INVALID naming helper and file
*/
async function askHelper(helper, file, address, ports) {
	if (!/^[A-Za-z0-9_.-]+$/.test(helper)) throw invalidCredentials(file, `${quoted(helper, 60)} is not the name of a credential helper`);
	const program = helperProgram(helper);
	const source = `${program}, named by ${file}`;
	const { code, stdout } = await ports.exec(program, ["get"], {
		cwd: dirname(file),
		input: address,
		environment: "user"
	});
	if (code !== 0 && stdout.trim() === NOT_FOUND) return void 0;
	if (code === 127) throw invalidCredentials(source, "the credential helper could not be started", `Put ${program} on PATH.`);
	if (code === 124) throw invalidCredentials(source, "the credential helper did not end in time");
	if (code !== 0) throw invalidCredentials(source, `the credential helper failed with exit code ${code}`);
	return readAnswer(stdout, source, ports.mask);
}
function helperProgram(helper) {
	return `docker-credential-${helper}`;
}
function readAnswer(stdout, source, mask) {
	let answer;
	try {
		answer = JSON.parse(stdout);
	} catch {
		throw invalidCredentials(source, "the credential helper did not print JSON");
	}
	const username = text(answer, "Username");
	const secret = text(answer, "Secret");
	if (secret !== void 0) mask(secret);
	if (username === void 0 || secret === void 0) throw invalidCredentials(source, "the credential helper printed no user name or no secret");
	if (username === "" && secret === "") return void 0;
	return basicCredentials(username, secret, source, mask);
}

// src/oci/credentials.ts
/**
* What lets us into a repository: the first of the inputs, docker's configuration, REGISTRY_AUTH_FILE and the files of
* podman and its kin that has something for it. A file that is missing is passed over; one that is broken is not, since
* what is meant to be in it would be missed later, in another place.
*
* @throws WaybillError CREDENTIALS_INVALID naming file and helper, never what was read
*/
async function findCredentials(repository, given, ports) {
	if (given.username !== "" || given.password !== "") return basicCredentials(given.username, given.password, "the inputs `registry-username` and `registry-password`", ports.mask);
	const { registry } = repository;
	const looked = [];
	for (const { path, mayBeClosed } of places(ports)) {
		const file = await readCredentialFile(path, mayBeClosed, ports.readFile);
		if (file === void 0) {
			looked.push(`${path} (not there)`);
			continue;
		}
		const helper = helperFor(file, registry);
		const found = helper === void 0 ? entryFor(file, repository, ports.mask) : await askHelper(helper, path, dockerAddress(registry), ports);
		if (found !== void 0) return found;
		const asked = helper === void 0 ? path : `${helperProgram(helper)}, named by ${path}`;
		looked.push(`${asked} (nothing for ${registry})`);
	}
	return {
		kind: "anonymous",
		looked
	};
}
/** In the order of docker's users, then of podman's (containers-auth.json(5)). */
function places({ env, home, uid }) {
	const set = (name) => env[name] === "" ? void 0 : env[name];
	const runtime = set("XDG_RUNTIME_DIR");
	const authFile = set("REGISTRY_AUTH_FILE");
	const paths = [
		join(set("DOCKER_CONFIG") ?? join(home, ".docker"), "config.json"),
		...authFile === void 0 ? [] : [authFile],
		...runtime === void 0 ? [] : [join(runtime, "containers", "auth.json")],
		join(set("XDG_CONFIG_HOME") ?? join(home, ".config"), "containers", "auth.json")
	];
	const own = [...new Set(paths)].map((path) => ({
		path,
		mayBeClosed: false
	}));
	if (runtime === void 0 && uid !== void 0) own.splice(-1, 0, {
		path: `/run/containers/${uid}/auth.json`,
		mayBeClosed: true
	});
	return own;
}

export { findCredentials as t };
