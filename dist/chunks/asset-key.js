// src/publish/asset-key.ts
/**
* One key for the names under which GitHub may show an asset: it turns runs of special characters into dots, runs of
* dots into one, and puts `default` before a dot at the start (docs.github.com, "Upload a release asset", says no more
* than that it renames).
*/
function assetKey(name) {
	return name.replaceAll(/[^A-Za-z0-9._@+-]+/g, ".").replaceAll(/\.{2,}/g, ".").replace(/^\./, "default.").replace(/\.$/, "");
}

export { assetKey as t };
