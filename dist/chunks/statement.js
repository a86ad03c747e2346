import { t as WaybillError } from "./project.js";

// src/intoto/statement.ts
/** The payload type of every envelope here; verifiers compare it exactly (in-toto envelope.md). */
const PAYLOAD_TYPE = "application/vnd.in-toto+json";
const STATEMENT_V1 = "https://in-toto.io/Statement/v1";
/** The type of statements over SLSA provenance v0.2, which the verifiers of its time compare exactly. */
const STATEMENT_V01 = "https://in-toto.io/Statement/v0.1";
const SLSA_V1 = "https://slsa.dev/provenance/v1";
const SLSA_V02 = "https://slsa.dev/provenance/v0.2";
/** sigstore-go and cosign refuse more subjects in a statement than this. */
const MAX_SUBJECTS = 1024;
/**
* The statement; its type follows from the predicate's.
* @throws WaybillError SUBJECT_COUNT when there are more subjects than verifiers accept
*/
function encodeStatement(subjects, predicateType, predicate) {
	if (subjects.length > 1024) throw new WaybillError("SUBJECT_COUNT", {
		what: "There are too many subjects for one statement.",
		got: `${subjects.length} subjects`,
		expected: `at most ${MAX_SUBJECTS}, the most that verifiers accept in one statement`,
		todo: "Attest fewer files in this step, for instance archives instead of what they hold, or use several steps."
	});
	const body = {
		_type: predicateType === "https://slsa.dev/provenance/v0.2" ? STATEMENT_V01 : STATEMENT_V1,
		subject: subjects,
		predicateType,
		predicate
	};
	return {
		body,
		bytes: Buffer.from(JSON.stringify(body), "utf8")
	};
}

export { STATEMENT_V01 as a, SLSA_V1 as i, PAYLOAD_TYPE as n, STATEMENT_V1 as o, SLSA_V02 as r, encodeStatement as s, MAX_SUBJECTS as t };
