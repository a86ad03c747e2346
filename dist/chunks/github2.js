import { h as publicTrust, m as parseTrustedRoot, ut as require_dist } from "./verify.js";
import { F as baseUrl, H as jsonAnswer, R as CallFailed, dt as WaybillError, ut as text } from "./base.js";
import { n as described, o as tufMemory, r as reasonOf, t as PUBLIC_TUF } from "./memory.js";

// src/trust/github.ts
var import_dist = require_dist();
/** Before any service of GitHub's instance existed: it has been there since artifact attestations began. */
const SINCE = "2024-05-01T00:00:00Z";
/**
* The services of GitHub's own Sigstore instance for private repositories: a certificate authority and a timestamp
* authority, no log. Tenants of `*.ghe.com` have their own (cli/cli, pkg/cmd/attestation/verification).
*/
function githubSigningConfig(serverUrl) {
	const domain = tenantOf(serverUrl) ?? "githubapp.com";
	const service = (url) => ({
		url,
		majorApiVersion: 1,
		operator: "github.com",
		validFor: { start: SINCE }
	});
	return import_dist.SigningConfig.fromJSON({
		mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
		caUrls: [service(`https://fulcio.${domain}`)],
		tsaUrls: [service(`https://timestamp.${domain}/api/v1/timestamp`)],
		tsaConfig: { selector: "ANY" }
	});
}
/**
* GitHub's TUF repository. Version 3 of its root (2024-10-24) is pinned by the digest of its signed part; every later
* one is signed by the keys of the one before. The repository still has it, as TUF demands (5.3.3).
*/
const GITHUB_TUF = {
	url: "https://tuf-repo.github.com",
	firstRoot: {
		kind: "pinned",
		version: 3,
		sha256: "7efcfe1a3dd38bac140a920c39f64a00fd9a116d2f1218e2cd022177f1c478a2"
	}
};
/**
* The trusted root of GitHub's own Sigstore instance, by TUF; for a `*.ghe.com` tenant, that of its trust domain.
* @throws WaybillError TRUST_UNSATISFIED when it cannot be had, saying what was tried
*/
async function githubTrust(serverUrl, options) {
	const { repository = GITHUB_TUF, http, cache } = options;
	let target = "trusted_root.json";
	try {
		if (tenantOf(serverUrl) !== void 0) target = `${await trustDomain(options)}.${target}`;
		const { refreshTuf } = await import("./tuf.js");
		const targets = await refreshTuf(repository, {
			http,
			memory: cache === void 0 ? void 0 : tufMemory(cache, repository.url)
		});
		const found = await described(targets, repository.url, target);
		if (found === void 0) throw unavailable(target, repository, "the repository lists no such target");
		return {
			...parseTrustedRoot(found.bytes, found.name),
			description: found.description
		};
	} catch (error) {
		if (error instanceof WaybillError && error.code === "TRUST_UNSATISFIED") throw error;
		throw unavailable(target, repository, await reasonOf(error), error);
	}
}
/** The host of a data-residency tenant, or undefined for github.com and all other servers. */
function tenantOf(serverUrl) {
	const { hostname } = new URL(serverUrl);
	return /^[a-z0-9-]+\.ghe\.com$/.test(hostname) ? hostname : void 0;
}
/** What a tenant's certificates are issued under (REST, "Get GitHub meta information"). */
async function trustDomain({ http, apiUrl, token }) {
	const url = `${baseUrl(apiUrl)}/meta`;
	const headers = {
		accept: "application/vnd.github+json",
		...token === void 0 ? {} : { authorization: `Bearer ${token}` }
	};
	const fail = (got, cause) => new WaybillError("TRUST_UNSATISFIED", {
		what: "This server does not say under which trust domain GitHub's Sigstore instance certifies its workflows, so its trusted root is not known.",
		got: `${got} from ${url}`,
		expected: "domains.artifact_attestations.trust_domain",
		todo: GIVE_ROOT,
		cause
	});
	let meta;
	try {
		meta = await http.call({
			method: "GET",
			url,
			headers
		}, jsonAnswer(200));
	} catch (error) {
		throw fail(error instanceof CallFailed ? error.last.text : "no usable answer", error);
	}
	const domain = text(meta, "domains", "artifact_attestations", "trust_domain");
	if (domain === void 0 || !/^[A-Za-z0-9][A-Za-z0-9.-]{0,127}$/.test(domain)) throw fail(domain === void 0 ? "no trust domain" : "a trust domain that is no name");
	return domain;
}
const GIVE_ROOT = "Run the job again; or give the root with `trusted-root` (the line of `gh attestation trusted-root` that lists the certificate authority of GitHub's instance). Nothing was signed.";
function unavailable(target, repository, reason, cause) {
	const { firstRoot, url } = repository;
	const start = firstRoot.kind === "pinned" ? `${firstRoot.version}.root.json with the digest sha256:${firstRoot.sha256}` : "the root that was given";
	return new WaybillError("TRUST_UNSATISFIED", {
		what: "The trusted root of GitHub's own Sigstore instance could not be had by TUF, so nothing could check what it signs.",
		got: reason,
		expected: `${target} of ${url}, from ${start}`,
		todo: GIVE_ROOT,
		cause
	});
}

// src/trust/anchors.ts
/** As pinned in this version. */
const BUILT_IN = {
	shipped: publicTrust,
	publicTuf: PUBLIC_TUF,
	githubTuf: GITHUB_TUF
};

export { tenantOf as i, githubSigningConfig as n, githubTrust as r, BUILT_IN as t };
