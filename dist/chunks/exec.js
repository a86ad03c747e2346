import { n as userEnvironment, t as runnerExec } from "./actions-io.js";

export { runnerExec };
