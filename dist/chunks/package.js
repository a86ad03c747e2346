// package.json
var version = "0.1.0";

// src/version.ts
/** This version, as `package.json` has it; written into the bundle when it is built. */
const VERSION = version;

export { VERSION as t };
