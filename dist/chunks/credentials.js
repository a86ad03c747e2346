import { t as findCredentials } from "./credential-helpers.js";

export { findCredentials };
