import { A as JWTClaimValidationFailed, T as JOSEError, n as createLocalJWKSet, r as jwtVerify, t as decodeJwt } from "./jose.js";
import { B as FinalAnswer, H as jsonAnswer, I as callableUrl, R as CallFailed, dt as WaybillError, st as isRecord } from "./base.js";

// src/run/claims.ts
const NAME = /^[A-Za-z0-9_.-]+$/;
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const NUMBER = /^[0-9]{1,20}$/;
const WORD = /^[A-Za-z0-9_-]{1,64}$/;
const VISIBLE = /^[^\s\p{C}]{1,1024}$/u;
const VISIBLE_OR_SPACE = /^(?: |[^\s\p{C}]){1,1024}$/u;
const LABEL = /^[^\p{Cc}]{1,255}$/u;
const SHAPES = {
	event_name: WORD,
	job_workflow_ref: VISIBLE_OR_SPACE,
	job_workflow_sha: COMMIT,
	ref: VISIBLE,
	repository: /^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/,
	repository_id: NUMBER,
	repository_owner: NAME,
	repository_owner_id: NUMBER,
	run_attempt: NUMBER,
	run_id: NUMBER,
	runner_environment: WORD,
	sha: COMMIT,
	workflow_ref: VISIBLE_OR_SPACE,
	workflow_sha: COMMIT
};
/**
* The claims of a verified token's payload; what is not needed is ignored, since GitHub adds claims.
* @throws WaybillError TOKEN_INVALID that names every claim that is missing or malformed
*/
function readClaims(payload, audience) {
	const bad = [];
	const take = (name, shape) => {
		const value = payload[name];
		if (typeof value === "string" && shape.test(value)) return value;
		bad.push(value === void 0 ? `${name} (missing)` : name);
		return "";
	};
	const optional = (name, shape) => payload[name] === void 0 || payload[name] === "" ? void 0 : take(name, shape);
	const claims = {
		iss: take("iss", VISIBLE),
		sub: take("sub", /^[^\p{Cc}]{1,2048}$/u),
		aud: audience,
		exp: typeof payload["exp"] === "number" ? payload["exp"] : 0,
		event_name: take("event_name", SHAPES.event_name),
		job_workflow_ref: take("job_workflow_ref", SHAPES.job_workflow_ref),
		job_workflow_sha: take("job_workflow_sha", SHAPES.job_workflow_sha),
		ref: take("ref", SHAPES.ref),
		repository: take("repository", SHAPES.repository),
		repository_id: take("repository_id", SHAPES.repository_id),
		repository_owner: take("repository_owner", SHAPES.repository_owner),
		repository_owner_id: take("repository_owner_id", SHAPES.repository_owner_id),
		run_attempt: take("run_attempt", SHAPES.run_attempt),
		run_id: take("run_id", SHAPES.run_id),
		runner_environment: take("runner_environment", SHAPES.runner_environment),
		sha: take("sha", SHAPES.sha),
		workflow_ref: take("workflow_ref", SHAPES.workflow_ref),
		workflow_sha: take("workflow_sha", SHAPES.workflow_sha),
		repository_visibility: optional("repository_visibility", WORD),
		environment: optional("environment", LABEL),
		actor: optional("actor", LABEL),
		actor_id: optional("actor_id", NUMBER),
		base_ref: optional("base_ref", VISIBLE),
		head_ref: optional("head_ref", VISIBLE),
		ref_type: optional("ref_type", WORD),
		run_number: optional("run_number", NUMBER)
	};
	if (bad.length > 0) throw new WaybillError("TOKEN_INVALID", {
		what: "GitHub's OIDC token lacks claims that provenance is made of.",
		got: `missing or malformed: ${bad.join(", ")}`,
		expected: "the claims that GitHub Actions puts into every job's token"
	});
	return claims;
}
/** The claims that differ between two tokens of one job; time and token ids are no claims here. */
function changedClaims(before, after) {
	return Object.keys(before).filter((name) => name !== "exp" && before[name] !== after[name]);
}

// src/run/token.ts
/** The audience that Sigstore's certificate authorities ask for; one token serves the claims and the certificate. */
const AUDIENCE = "sigstore";
/** A token with less left is asked for anew: the certificate authority must still accept it when it arrives. */
const FRESH_FOR_MS = 3e4;
/**
* Asks for the job's token and checks it: signature by the issuer's keys, issuer, audience, expiry.
* @param issuer the issuer expected; the token's may add one enterprise slug to it, as GitHub's do
* @throws WaybillError TOKEN_INVALID, CLAIMS_CHANGED, UNREACHABLE
*/
async function obtainIdentity(request, issuer, ports) {
	let current = await obtainToken(request, issuer, ports);
	const { claims } = current;
	return {
		claims,
		async token() {
			if (current.claims.exp * 1e3 - ports.now() < FRESH_FOR_MS) {
				const renewed = await obtainToken(request, issuer, ports);
				const changed = changedClaims(claims, renewed.claims);
				if (changed.length > 0) throw new WaybillError("CLAIMS_CHANGED", {
					what: "GitHub's second OIDC token of this job speaks of another identity than the first.",
					got: `different: ${changed.join(", ")}`,
					todo: "Run the job again; if it fails again, the issuer is at fault."
				});
				current = renewed;
			}
			return current.jwt;
		}
	};
}
async function obtainToken(request, issuer, ports) {
	const early = fetchKeys(issuer, ports.http);
	early.catch(() => void 0);
	const jwt = await requestToken(request, ports);
	const claimed = claimedIssuer(jwt);
	if (!isExpectedIssuer(claimed, issuer)) throw new WaybillError("TOKEN_INVALID", {
		what: "GitHub's OIDC token comes from an issuer that is not expected.",
		got: claimed,
		expected: `${issuer}, or that with one enterprise name behind it`,
		todo: "Set `oidc-issuer` if your server's issuer is another one."
	});
	const payload = await verify(jwt, createLocalJWKSet(await (claimed === issuer ? early : fetchKeys(claimed, ports.http))), ports.now());
	return {
		jwt,
		claims: readClaims(payload, AUDIENCE)
	};
}
async function requestToken(request, ports) {
	const url = callableUrl(request.url);
	if (url === void 0) throw unreachable("The runner's address for OIDC tokens is not an https URL.", void 0);
	url.searchParams.set("audience", AUDIENCE);
	ports.mask(request.bearer);
	const headers = {
		authorization: `Bearer ${request.bearer}`,
		accept: "application/json"
	};
	try {
		return await ports.http.call({
			method: "GET",
			url: url.href,
			headers
		}, (answer) => {
			const body = jsonAnswer(200)(answer);
			if (!isRecord(body) || typeof body["value"] !== "string" || body["value"] === "") throw new Error("no token");
			ports.mask(body["value"]);
			return body["value"];
		});
	} catch (error) {
		const status = error instanceof CallFailed ? error.last.status : void 0;
		throw unreachable("GitHub's OIDC token service gave no token.", status === void 0 ? describe(error) : status < 400 ? "an answer without a token" : `status ${status}`);
	}
}
function claimedIssuer(jwt) {
	try {
		const { iss } = decodeJwt(jwt);
		if (iss !== void 0) return iss;
	} catch {}
	throw new WaybillError("TOKEN_INVALID", { what: "GitHub's OIDC token is not a JSON Web Token with an issuer." });
}
/**
* The issuer exactly, or with one segment behind it: enterprises may have their tokens issued under their slug
* (docs.github.com, "Customizing the issuer value for an enterprise").
*/
function isExpectedIssuer(claimed, expected) {
	if (claimed === expected) return true;
	return claimed.startsWith(`${expected}/`) && /^[A-Za-z0-9-]{1,64}$/.test(claimed.slice(expected.length + 1));
}
async function fetchKeys(issuer, http) {
	const discoveryUrl = callableUrl(`${issuer}/.well-known/openid-configuration`);
	if (discoveryUrl === void 0) throw unreachable("The OIDC issuer is not an https URL.", issuer);
	const usual = `${issuer}/.well-known/jwks`;
	const early = keysAt(usual, http);
	early.catch(() => void 0);
	try {
		const jwksUri = await http.call({
			method: "GET",
			url: discoveryUrl.href
		}, (answer) => {
			const body = jsonAnswer(200)(answer);
			if (!isRecord(body) || body["issuer"] !== issuer) throw new FinalAnswer("another issuer");
			const uri = typeof body["jwks_uri"] === "string" ? callableUrl(body["jwks_uri"]) : void 0;
			if (uri === void 0) throw new FinalAnswer("no usable jwks_uri");
			return uri.href;
		});
		return await (jwksUri === usual ? early : keysAt(jwksUri, http));
	} catch (error) {
		throw unreachable(`The keys of the OIDC issuer ${issuer} could not be fetched.`, describe(error));
	}
}
function keysAt(url, http) {
	return http.call({
		method: "GET",
		url
	}, (answer) => {
		const body = jsonAnswer(200)(answer);
		if (!isKeySet(body)) throw new Error("no keys");
		return body;
	});
}
async function verify(jwt, keys, now) {
	try {
		const { payload } = await jwtVerify(jwt, keys, {
			algorithms: ["RS256"],
			audience: AUDIENCE,
			requiredClaims: [
				"iss",
				"aud",
				"exp",
				"sub"
			],
			currentDate: new Date(now),
			clockTolerance: 30
		});
		return payload;
	} catch (error) {
		const code = error instanceof JOSEError ? error.code : "unknown";
		const claim = error instanceof JWTClaimValidationFailed ? ` (claim ${error.claim})` : "";
		throw new WaybillError("TOKEN_INVALID", {
			what: "GitHub's OIDC token did not pass the check of its signature, audience and time.",
			got: `${code}${claim}`,
			expected: `a token for the audience ${AUDIENCE}, signed by its issuer with RS256 and not expired`,
			todo: "Check this machine's clock if the token is said to be expired; otherwise run the job again."
		});
	}
}
function unreachable(what, got) {
	return new WaybillError("UNREACHABLE", {
		what,
		...got === void 0 ? {} : { got },
		todo: "Run the job again; if it keeps failing, see GitHub's status page or allow the address in your firewall."
	});
}
function describe(error) {
	return error instanceof CallFailed ? `${error.last.text} (after ${error.attempts} tries)` : "no usable answer";
}
function isKeySet(value) {
	return isRecord(value) && Array.isArray(value["keys"]) && value["keys"].every(isRecord);
}

export { readClaims as i, isExpectedIssuer as n, obtainIdentity as r, AUDIENCE as t };
