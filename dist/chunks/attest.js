import { t as attest } from "./missing.js";

export { attest };
