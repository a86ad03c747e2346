import { I as callableUrl, V as http, _ as Patience, dt as WaybillError, g as GITHUB_ISSUER } from "./base.js";
import { n as isExpectedIssuer } from "./claims.js";
import { i as tenantOf, n as githubSigningConfig, r as githubTrust, t as BUILT_IN } from "./github2.js";
import { a as shippedTrust, i as refreshPublicTrust } from "./memory.js";
import { _ as readTrustedRoot, g as readSigningConfig, m as parseTrustedRoot, p as parseSigningConfig, ut as require_dist } from "./verify.js";

// src/sigstore/services.ts
var import_dist = require_dist();
/** The API versions that we speak, for each kind of service. */
const SUPPORTED = {
	ca: [1],
	log: [1, 2],
	tsa: [1]
};
/**
* The services to use, as protobuf-specs' SigningConfig says: valid now, of a version we speak, one per operator (its
* highest version, then its newest), and as many as the selector asks for.
* @throws WaybillError TRUST_UNSATISFIED when the selector asks for more than there is
*/
function selectServices(kind, services, config, now) {
	const versions = SUPPORTED[kind];
	const usable = services.filter((service) => versions.includes(service.majorApiVersion) && validAt(service, now)).toSorted((a, b) => b.majorApiVersion - a.majorApiVersion || startOf(b) - startOf(a));
	const perOperator = usable.filter((service, index) => usable.findIndex((s) => s.operator === service.operator) === index).map((service) => ({
		url: endpointUrl(kind, service.url),
		version: service.majorApiVersion
	}));
	switch (config?.selector ?? import_dist.ServiceSelector.ANY) {
		case import_dist.ServiceSelector.ALL: return perOperator;
		case import_dist.ServiceSelector.EXACT: {
			const count = config?.count ?? 1;
			if (perOperator.length < count) throw new WaybillError("TRUST_UNSATISFIED", {
				what: `The signing config asks for ${count} services (${kind}) of different operators.`,
				got: `${perOperator.length} that are valid now and of an API version in ${versions.join(", ")}`
			});
			return perOperator.slice(0, count);
		}
		case import_dist.ServiceSelector.ANY:
		case import_dist.ServiceSelector.SERVICE_SELECTOR_UNDEFINED:
		default: return perOperator.slice(0, 1);
	}
}
function endpointUrl(kind, url) {
	const callable = callableUrl(url);
	if (callable === void 0) throw new WaybillError("TRUST_INVALID", {
		what: `The signing config names a service (${kind}) that cannot be called.`,
		got: url.slice(0, 200),
		expected: "an https URL without credentials (plain http on this machine alone)"
	});
	return callable.href;
}
function validAt(service, now) {
	const start = service.validFor?.start;
	const end = service.validFor?.end;
	return start !== void 0 && start <= now && (end === void 0 || now <= end);
}
function startOf(service) {
	return service.validFor?.start?.getTime() ?? 0;
}

// src/sigstore/instance.ts
/**
* Which instance a run signs with. `auto` keeps a private repository off public logs: whatever is not known to be
* public, by the signed claim, goes to GitHub's own instance; so does all of a `*.ghe.com` tenant, whose tokens no other
* trusts.
*/
function chooseInstance(choice, run) {
	if (choice !== "auto") return choice;
	if (tenantOf(run.serverUrl) !== void 0) return "github";
	return run.claims.repository_visibility === "public" ? "public" : "github";
}
/**
* @param rekorVersion of the config's logs, those of this version alone are asked
* @throws WaybillError TRUST_INVALID, TRUST_UNSATISFIED when the config cannot give what the root demands
*/
function openInstance(name, config, root, now, rekorVersion = "auto") {
	const [ca] = selectServices("ca", config.caUrls, void 0, now);
	if (ca === void 0) throw unsatisfied("no certificate authority that is valid now", "one");
	const wanted = config.rekorTlogUrls.filter(({ majorApiVersion }) => rekorVersion === "auto" || String(majorApiVersion) === rekorVersion);
	const logs = selectServices("log", wanted, config.rekorTlogConfig, now);
	const tsas = selectServices("tsa", config.tsaUrls, config.tsaConfig, now);
	const { demand } = root;
	if (rekorVersion !== "auto" && (logs.length === 0 || !demand.log)) throw lacksLog(name, rekorVersion, demand);
	if (demand.log && logs.length === 0) throw unsatisfied("no transparency log of a version that we speak", "one, since the trusted root lists a log");
	if (!demand.log && tsas.length === 0) throw unsatisfied("neither a log nor a timestamp authority", "one of them: a signature without a time proves nothing");
	if (tsas.length > 0 && root.root.timestampAuthorities.length === 0 && !demand.log) throw unsatisfied("a timestamp authority that the trusted root does not list", "one that it lists");
	const usedLogs = demand.log ? logs : [];
	const usedTsas = root.root.timestampAuthorities.length > 0 ? tsas : [];
	if (usedTsas.length === 0 && usedLogs.some((log) => log.version === 2)) throw unsatisfied("a log of version 2, whose entries have no time, and no timestamp authority in both config and root", "a timestamp authority that both list, since only its timestamp says when the certificate was used");
	return {
		name,
		ca: ca.url,
		logs: usedLogs,
		tsas: usedTsas,
		root
	};
}
function lacksLog(name, version, demand) {
	return new WaybillError("TRUST_UNSATISFIED", {
		what: `The Sigstore instance has no log of the version that \`rekor-version\` asks for (Rekor v${version}).`,
		got: demand.log ? `sigstore: ${name}, with no such log in its signing config that is valid now` : `sigstore: ${name}, which has no log that its trusted root lists`,
		todo: "Leave `rekor-version` away for the log that the instance names, or give a `signing-config` with a log of that version. Nothing was signed."
	});
}
function unsatisfied(got, expected) {
	return new WaybillError("TRUST_UNSATISFIED", {
		what: "The signing config cannot give what its trusted root demands of a bundle.",
		got,
		expected,
		todo: "Give a `signing-config` and a `trusted-root` of one Sigstore instance. Nothing was signed."
	});
}
/**
* A private repository's name, commit and workflow would stand in a public log for ever.
* @throws WaybillError PRIVATE_REPOSITORY unless the user allowed it, or the instance is not public
*/
function assertMayPublish(instance, run, allowPrivate) {
	const visibility = run.claims.repository_visibility;
	if (visibility === "public" || allowPrivate) return;
	if (![instance.ca, ...instance.logs.map((log) => log.url)].some((url) => /(^|\.)sigstore\.dev\.?$/.test(new URL(url).hostname))) return;
	throw new WaybillError("PRIVATE_REPOSITORY", {
		what: "This repository is not public, and the Sigstore instance chosen writes its name, commit and workflow into a public log, for ever.",
		got: `repository_visibility: ${visibility ?? "not stated"}, sigstore: ${instance.name}`,
		todo: "Use `sigstore: github` (private repositories with GitHub Enterprise Cloud) or `sigstore: custom`; or, if that publicity is wanted, set `private-repository: true`. Nothing was signed."
	});
}

// src/sigstore/trust.ts
/** @throws WaybillError TRUST_INVALID */
async function readGivenTrust(inputs) {
	return {
		root: await given(inputs.trustedRoot, readTrustedRoot, (bytes) => parseTrustedRoot(bytes, "in `trusted-root`")),
		config: await given(inputs.signingConfig, readSigningConfig, (bytes) => parseSigningConfig(bytes, "in `signing-config`"))
	};
}
/** Of a file, or of the JSON itself: a job that checks nothing out has no file. */
async function given(input, read, parse) {
	if (input === void 0) return void 0;
	return input.startsWith("{") ? parse(Buffer.from(input, "utf8")) : await read(input);
}
/**
* The Sigstore instance that this run signs with. The public instance's newer trust is fetched from here on, while
* files are hashed.
* @throws WaybillError PRIVATE_REPOSITORY, TRUST_UNSATISFIED: nothing was called yet that leaves a trace
*/
async function instanceFor(run, inputs, given, ports) {
	const name = chooseInstance(inputs.sigstore, run);
	if (name === "github") return settled(await githubInstance(run, inputs, given, ports));
	const material = (ports.anchors?.shipped ?? BUILT_IN.shipped)();
	const { rekorVersion } = inputs;
	const { config } = given.config ?? configFor(rekorVersion, material);
	const root = given.root ?? material.trustedRoot;
	const instance = openInstance(name, config, root, ports.now, rekorVersion);
	assertMayPublish(instance, run, inputs.privateRepository);
	assertIssuerServed(name, run);
	if (name === "custom" || given.root !== void 0 || given.config !== void 0) return settled(instance);
	return {
		instance,
		latest: refreshing(instance, rekorVersion, ports)
	};
}
/** The instance's own choice of logs, or its opt-in to Rekor v2. */
function configFor(version, material) {
	return version === "2" ? material.signingConfigRekorV2 : material.signingConfig;
}
function settled(instance) {
	return {
		instance,
		latest: () => ({
			instance,
			reason: void 0
		})
	};
}
/** Whoever is not served there has no use for that root, so nothing is fetched for them. */
async function githubInstance(run, inputs, given, ports) {
	if (given.root === void 0) {
		if (!isGitHubsOwn(run.serverUrl)) throw issuerNotServed("github", run);
		assertIssuerServed("github", run);
	}
	const { http, apiUrl, token, cache, anchors } = ports;
	const repository = anchors?.githubTuf ?? BUILT_IN.githubTuf;
	const root = given.root ?? await githubTrust(run.serverUrl, {
		http,
		apiUrl,
		token,
		cache,
		repository
	});
	const config = given.config?.config ?? githubSigningConfig(run.serverUrl);
	const instance = openInstance("github", config, root, ports.now, inputs.rekorVersion);
	assertMayPublish(instance, run, inputs.privateRepository);
	assertIssuerServed("github", run);
	return instance;
}
/**
* Root and services are taken over together or not at all. The certificate is on its way by then, so a config that
* names another authority is left for the next version of this program.
*/
function refreshing(shipped, rekorVersion, ports) {
	let arrived = shippedTrust("TUF had not answered when it was time to sign");
	const patience = new Patience(0, ports.http.clock);
	const { cache, anchors } = ports;
	const repository = anchors?.publicTuf ?? BUILT_IN.publicTuf;
	const refresh = async () => {
		const net = http(ports.fetcher, patience);
		arrived = await refreshPublicTrust({
			http: net,
			cache,
			repository
		});
	};
	refresh();
	return () => {
		const { material, source, reason } = arrived;
		if (source === "shipped") return {
			instance: shipped,
			reason
		};
		try {
			const { config } = configFor(rekorVersion, material);
			const instance = openInstance(shipped.name, config, material.trustedRoot, ports.now, rekorVersion);
			if (instance.ca === shipped.ca) return {
				instance,
				reason: void 0
			};
			return {
				instance: shipped,
				reason: "the refreshed signing config names another certificate authority"
			};
		} catch {
			return {
				instance: shipped,
				reason: "the refreshed signing config does not satisfy its trusted root, or not `rekor-version`"
			};
		}
	};
}
/**
* The public instance knows github.com's issuer alone, GitHub's own also those of its tenants: tokens of other servers
* need not travel there.
*/
function assertIssuerServed(name, run) {
	const { iss } = run.claims;
	if (name === "custom" || isExpectedIssuer(iss, "https://token.actions.githubusercontent.com")) return;
	const tenant = /^https:\/\/token\.actions\.[a-z0-9-]+\.ghe\.com(?:\/[A-Za-z0-9-]+)?$/.test(iss);
	if (name === "github" && tenant) return;
	throw issuerNotServed(name, run);
}
function issuerNotServed(name, run) {
	return new WaybillError("TRUST_UNSATISFIED", {
		what: name === "public" ? "Sigstore's public instance gives certificates for tokens of github.com alone." : "GitHub's own Sigstore instance gives certificates for tokens of github.com and ghe.com alone.",
		got: `a token of ${run.claims.iss}`,
		expected: GITHUB_ISSUER,
		todo: "Use `sigstore: custom` with the `signing-config` and `trusted-root` of an instance that trusts your server. Nothing was signed."
	});
}
function isGitHubsOwn(serverUrl) {
	return /^(?:github\.com|[a-z0-9-]+\.ghe\.com)$/.test(new URL(serverUrl).hostname);
}

export { readGivenTrust as n, instanceFor as t };
