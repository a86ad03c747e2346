import { t as commandExec } from "./exec3.js";

export { commandExec };
