import { S as referenceText, w as registryOrigin } from "./base.js";

// src/cli/shelf.ts
/** The tags under which made-up images stand in for real ones begin with it; one registry stands for all, so each has its own. */
const TAG = "rehearsal";
/**
* Nothing was built or pushed when a release is rehearsed, and nobody is called: a two-platform image of no content stands for each
* image, under its repository.
*/
async function openShelf() {
	const { startRegistry } = await import("./start2.js");
	const { pushIndex } = await import("./images.js");
	const registry = await startRegistry();
	const origins = /* @__PURE__ */ new Set();
	const notices = [];
	const standIn = (reference) => {
		const { repository } = reference;
		const tag = `${TAG}-${notices.length + 1}`;
		pushIndex(registry.state, repository.path, {
			tag,
			content: referenceText(reference)
		});
		notices.push(`A made-up image stands in for ${referenceText(reference)}: its digest is not the real one's.`);
		return {
			repository,
			tag,
			digest: void 0
		};
	};
	return {
		notices,
		stock(inputs) {
			const { plainHttp, repository } = inputs.registry;
			const named = [...inputs.images.map((image) => image.repository), ...repository === void 0 ? [] : [repository]];
			for (const { registry: host } of named) origins.add(registryOrigin(host, plainHttp));
			const login = {
				username: void 0,
				password: void 0
			};
			return {
				...inputs,
				images: inputs.images.map(standIn),
				registry: {
					...inputs.registry,
					...login
				}
			};
		},
		lead(url) {
			const { origin } = new URL(url);
			return origins.has(origin) ? `${registry.url}${url.slice(origin.length)}` : url;
		},
		close: () => registry.close()
	};
}

export { openShelf };
