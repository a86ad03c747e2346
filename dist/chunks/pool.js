// src/pool.ts
/**
* Does `work` for every item, at most `limit` at a time, and gives the results in the items' order. The first failure
* ends it: what has begun is waited for, what has not begun does not begin.
*/
async function inParallel(items, limit, work) {
	const results = /* @__PURE__ */ new Map();
	const waiting = items.entries();
	let failed = false;
	const worker = async () => {
		for (const [index, item] of waiting) {
			if (failed) return;
			try {
				results.set(index, await work(item, index));
			} catch (error) {
				failed = true;
				throw error;
			}
		}
	};
	const workers = Array.from({ length: Math.min(limit, items.length) }, worker);
	const ends = await Promise.allSettled(workers);
	for (const end of ends) if (end.status === "rejected") throw end.reason;
	return items.flatMap((_, index) => {
		const result = results.get(index);
		return result === void 0 ? [] : [result];
	});
}

export { inParallel as t };
