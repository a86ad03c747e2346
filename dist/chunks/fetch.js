import { t as networkFetch } from "./fetch2.js";

export { networkFetch };
