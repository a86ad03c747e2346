import manifest from "../package.json" with { type: "json" };

/** This version, as `package.json` has it; written into the bundle when it is built. */
export const VERSION: string = manifest.version;
