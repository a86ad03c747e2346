// src/json.ts
/** JSON from outside, looked into without trusting it: absent and of another type are the same, undefined. */
function isRecord(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
/** The value at a path of own properties and array indexes. */
function at(value, ...path) {
	let current = value;
	for (const key of path) if (typeof key === "number") current = Array.isArray(current) ? current[key] : void 0;
	else current = isRecord(current) && Object.hasOwn(current, key) ? current[key] : void 0;
	return current;
}
function text(value, ...path) {
	const found = at(value, ...path);
	return typeof found === "string" ? found : void 0;
}
function list(value, ...path) {
	const found = at(value, ...path);
	return Array.isArray(found) ? found : [];
}
/** The same JSON value, whatever the order of its objects' keys. */
function sameJson(a, b) {
	if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
	if (isRecord(a) && isRecord(b)) {
		const keys = Object.keys(a);
		return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]));
	}
	return a === b;
}

export { text as a, sameJson as i, isRecord as n, list as r, at as t };
