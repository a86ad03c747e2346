import { shareSubjects } from "./runner/share.ts";

process.exitCode = await shareSubjects(process.env);
// As in `main.ts`: a connection that was left hanging does not keep the job waiting.
setTimeout(() => process.exit(), 500).unref();
