import { t as verifyCommand } from "./verify.js";

export { verifyCommand };
