import { runVerifyStep } from "./runner/verify-step.ts";

process.exitCode = await runVerifyStep(process.env);
// The work is done: a connection that some service left hanging does not keep the job waiting.
setTimeout(() => process.exit(), 500).unref();
