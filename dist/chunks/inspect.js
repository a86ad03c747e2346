import { $ as MAX_BUNDLE_BYTES, A as verifySignature, B as readCertificate, C as exitCodeOf, F as isSignedBy, G as find, I as buildTypeOf, K as nothingFound, L as builderIdOf, M as signingCertificate, N as verifyEvidence, Nt as require__late_node_crypto, S as inertJson, U as parseStatement, V as require_dist, Y as bundlesIn, Z as isBundleName, a as describe, c as single, dt as openArtifact, et as isMessageBundle, ft as parseArtifact, it as isEnvelope, j as underOneOf, l as usage, mt as readCapped, nt as parseEitherBundle, o as optionLines, pt as Unreadable, q as usualSources, s as readArguments, u as consumerPorts, w as worstOf, x as inert } from "./verify.js";
import { Q as HEX_LENGTHS, dt as WaybillError, et as digestEntries, ft as asWaybillError, ot as at, rt as primaryDigest, st as isRecord, tt as hexDigest, ut as text } from "./base.js";
import { t as parseBareEnvelope } from "./envelope2.js";
import { basename } from "node:path";

// src/verify/prehashed.ts
var import_dist = require_dist();
var import__late_node_crypto = require__late_node_crypto();
const INFINITY = [
	1n,
	1n,
	0n
];
const CURVES = {
	"P-256": {
		p: 115792089210356248762697446949407573530086143415290314195533631308867097853951n,
		n: 115792089210356248762697446949407573529996955224135760342422259061068512044369n,
		g: [
			48439561293906451759052585252797914202762949526041747995844080717082404635286n,
			36134250956749795798585127919587881956611106672985015071877198253568414405109n,
			1n
		]
	},
	"P-384": {
		p: 39402006196394479212279040100143613805079739270465446667948293404245721771496870329047266088258938001861606973112319n,
		n: 39402006196394479212279040100143613805079739270465446667946905279627659399113263569398956308152294913554433653942643n,
		g: [
			26247035095799689268623156744566981891852923491109213387815615900925518854738050089022388053975719786650872476732087n,
			8325710961489029985546751289520108179287853048861315594709205902480503199884419224438643760392947333078086511627871n,
			1n
		]
	},
	"P-521": {
		p: (1n << 521n) - 1n,
		n: 6864797660130609714981900799081393217269435300143305409394463459185543183397655394245057746333217197532963996371363321113864768612440380340372808892707005449n,
		g: [
			2661740802050217063228768716723360960729859168756973147706671368418802944996427808491545080627771902352094241225065558662157113545570916814161637315895999846n,
			3757180025770020463545507224491183603594455134769762486694567779615544477440556316691234405012945539562144444537289428522585666729196580810124344277578376784n,
			1n
		]
	}
};
/** Whether a key's signatures can be verified with a digest alone: Ed25519 hashes the message in its own way. */
function takesDigests(key) {
	return key.asymmetricKeyType === "rsa" || key.asymmetricKeyType === "ec" && curveOf(key) !== void 0;
}
/** @param signature in DER (RFC 3279, 2.2.3) for ECDSA */
function isDigestSignedBy(key, algorithm, digest, signature) {
	if (key.asymmetricKeyType === "rsa") return isRsaSigned(key, algorithm, digest, signature);
	const curve = key.asymmetricKeyType === "ec" ? curveOf(key) : void 0;
	return curve !== void 0 && isEcdsaSigned(curve, key, digest, signature);
}
function curveOf(key) {
	const { crv = "" } = key.export({ format: "jwk" });
	return Object.hasOwn(CURVES, crv) ? CURVES[crv] : void 0;
}
/** DigestInfo up to the digest (RFC 8017, 9.2, note 1). */
const DIGEST_INFO = {
	sha256: "3031300d060960864801650304020105000420",
	sha384: "3041300d060960864801650304020205000430",
	sha512: "3051300d060960864801650304020305000440"
};
function isRsaSigned(key, algorithm, digest, signature) {
	const expected = Buffer.concat([Buffer.from(DIGEST_INFO[algorithm], "hex"), digest]);
	try {
		return (0, import__late_node_crypto.publicDecrypt)({
			key,
			padding: import__late_node_crypto.constants.RSA_PKCS1_PADDING
		}, signature).equals(expected);
	} catch {
		return false;
	}
}
function isEcdsaSigned(curve, key, digest, signature) {
	const { p, n, g } = curve;
	const [r, s] = readSignature(signature) ?? [0n, 0n];
	if (r < 1n || r >= n || s < 1n || s >= n) return false;
	const bits = n.toString(2).length;
	const excess = Math.max(0, digest.length * 8 - bits);
	const hash = integer(digest) >> BigInt(excess);
	const inverse = power(s, n - 2n, n);
	const { x = "", y = "" } = key.export({ format: "jwk" });
	const q = [
		integer(Buffer.from(x, "base64url")),
		integer(Buffer.from(y, "base64url")),
		1n
	];
	const sum = add(multiply(hash * inverse % n, g, p), multiply(r * inverse % n, q, p), p);
	if (sum[2] === 0n) return false;
	return sum[0] * power(sum[2], p - 3n, p) % p % n === r;
}
/** A SEQUENCE of two positive INTEGERs, in their shortest form and with nothing after them (X.690, 8.3 and 10.1). */
function readSignature(der) {
	const header = der[1] === 129 ? 3 : 2;
	const rLength = der[header + 1] ?? 0;
	const sLength = der[header + 3 + rLength] ?? 0;
	const numbers = [der.subarray(header + 2, header + 2 + rLength), der.subarray(header + 4 + rLength, header + 4 + rLength + sLength)];
	const length = 4 + rLength + sLength;
	if (!(der[0] === 48 && der[header - 1] === length && header === 3 === length > 127 && der.length === header + length && der[header] === 2 && der[header + 2 + rLength] === 2 && numbers.every(([first = 128, second = 0]) => first < 128 && (first !== 0 || second >= 128)))) return void 0;
	const [r = Buffer.alloc(0), s = Buffer.alloc(0)] = numbers;
	return [integer(r), integer(s)];
}
function integer(bytes) {
	return BigInt(`0x${bytes.toString("hex") || "0"}`);
}
function power(base, exponent, modulus) {
	let result = 1n;
	let square = base % modulus;
	for (let left = exponent; left > 0n; left >>= 1n) {
		if ((left & 1n) === 1n) result = result * square % modulus;
		square = square * square % modulus;
	}
	return result;
}
function modulo(value, p) {
	const rest = value % p;
	return rest < 0n ? rest + p : rest;
}
function multiply(scalar, point, p) {
	let result = INFINITY;
	for (const bit of scalar.toString(2)) {
		result = double(result, p);
		if (bit === "1") result = add(result, point, p);
	}
	return result;
}
/** The curves' coefficient a is -3. */
function double([x, y, z], p) {
	const zz = z * z % p;
	const yy = y * y % p;
	const xyy = x * yy % p;
	const slope = modulo(3n * (x - zz) * (x + zz), p);
	const x3 = modulo(slope * slope - 8n * xyy, p);
	return [
		x3,
		modulo(slope * (4n * xyy - x3) - 8n * yy * yy, p),
		modulo(2n * y * z, p)
	];
}
function add(a, b, p) {
	const [x1, y1, z1] = a;
	const [x2, y2, z2] = b;
	if (z1 === 0n) return b;
	if (z2 === 0n) return a;
	const z1z1 = z1 * z1 % p;
	const z2z2 = z2 * z2 % p;
	const u1 = x1 * z2z2 % p;
	const s1 = y1 * z2 * z2z2 % p;
	const h = modulo(x2 * z1z1 - u1, p);
	const r = modulo(y2 * z1 * z1z1 - s1, p);
	if (h === 0n) return r === 0n ? double(a, p) : INFINITY;
	const hh = h * h % p;
	const hhh = h * hh % p;
	const v = u1 * hh % p;
	const x3 = modulo(r * r - hhh - 2n * v, p);
	return [
		x3,
		modulo(r * (v - x3) - s1 * hhh, p),
		h * z1 * z2 % p
	];
}

// src/verify/message.ts
/**
* A signature over an artifact by a certificate's key, and all that speaks for it, as for a statement. It states
* nothing of the artifact but that its signer signed it.
* @throws WaybillError SUBJECT_MISMATCH for another artifact; SIGNATURE_INVALID, CERTIFICATE_INVALID, LOG_INVALID,
*   TIME_MISSING, TIME_INVALID; USAGE for a digest where the signature needs the artifact
*/
function verifyMessage(parsed, artifact, trust) {
	const signer = signingCertificate(parsed.bundle);
	const content = checkMessage(parsed, artifact, signer.key);
	return {
		certificate: signer.certificate,
		...verifyEvidence(parsed.bundle, content, signer, trust)
	};
}
function checkMessage(parsed, artifact, key) {
	const { algorithm, value } = parsed.digest;
	const digest = digestOf$1(artifact, algorithm);
	if (!digest.equals(value)) throw new WaybillError("SUBJECT_MISMATCH", {
		what: "The signature is of another artifact: its bytes are not those that were signed.",
		got: `${algorithm}:${digest.toString("hex")}`,
		expected: `${algorithm}:${value.toString("hex")}`,
		todo: "Fetch the artifact again. If it stays so, do not use it."
	});
	if (!("bytes" in artifact) && !takesDigests(key)) throw new WaybillError("USAGE", {
		what: "This signature can only be verified with the artifact itself, not with its digest.",
		got: `a key of the kind ${key.asymmetricKeyType ?? "unknown"}`,
		todo: "Give the file."
	});
	if (!("bytes" in artifact ? isSignedBy(key, artifact.bytes, parsed.signature, [algorithm]) : isDigestSignedBy(key, algorithm, digest, parsed.signature))) throw new WaybillError("SIGNATURE_INVALID", {
		what: "The signature is not of this artifact by the signer's key.",
		todo: "The bundle was changed or damaged: fetch it again from where it was published."
	});
	return {
		signature: parsed.signature,
		payload: void 0,
		digest: (name) => name === algorithm ? digest : void 0
	};
}
function digestOf$1(artifact, algorithm) {
	if ("bytes" in artifact) return (0, import__late_node_crypto.hash)(algorithm, artifact.bytes, "buffer");
	const hex = artifact.digests[algorithm];
	if (hex !== void 0) return Buffer.from(hex, "hex");
	throw new WaybillError("USAGE", {
		what: `The signature is over the artifact's ${algorithm} digest, which was not given.`,
		got: Object.keys(artifact.digests).join(", "),
		todo: `Give the file, or its ${algorithm} digest.`
	});
}

// src/cli/inspection.ts
/** @throws WaybillError BUNDLE_MALFORMED where nothing can be told of it */
function inspectBundle(json, roots) {
	const bare = parseBareEnvelope(json);
	if (bare instanceof WaybillError) throw bare;
	if (bare !== void 0) return inspectEnvelope(json, bare);
	const parsed = parseEitherBundle(json);
	const { bundle } = parsed;
	const common = {
		mediaType: bundle.mediaType,
		certificate: certificateIn(bundle),
		logIndexes: bundle.verificationMaterial.tlogEntries.map(({ logIndex }) => logIndex)
	};
	if (isMessageBundle(parsed)) {
		const digests = digestOf(parsed);
		const check = (root) => verifyMessage(parsed, { digests }, root);
		const message = primaryDigest(digests);
		return {
			...common,
			cryptography: checked(bundle, roots, check),
			statement: void 0,
			message
		};
	}
	const check = (root) => verifySignature(parsed, root);
	const statement = told$1(() => parseStatement(parsed.payload));
	return {
		...common,
		cryptography: checked(bundle, roots, check),
		statement,
		message: void 0
	};
}
function inspectEnvelope(json, { payload, certificate }) {
	return {
		mediaType: void 0,
		cryptography: {
			sound: false,
			refusal: refusalOf(() => parseEitherBundle(json))
		},
		certificate: certificate === void 0 ? void 0 : toldCertificate(() => import_dist.X509Certificate.parse(Buffer.from(certificate))),
		logIndexes: [],
		statement: told$1(() => parseStatement(payload)),
		message: void 0
	};
}
/** What the bundle says that its signature is over: it is for the reader to see whether an artifact has it. */
function digestOf({ digest: { algorithm, value } }) {
	const hex = hexDigest(algorithm, value.toString("hex"));
	if (hex !== void 0) return { [algorithm]: hex };
	throw new WaybillError("BUNDLE_MALFORMED", { what: `The bundle's ${algorithm} digest is not ${HEX_LENGTHS[algorithm] / 2} bytes long.` });
}
function checked(bundle, roots, check) {
	if (bundle.verificationMaterial.content.$case === "publicKey") return {
		sound: false,
		refusal: new WaybillError("SIGNATURE_INVALID", { what: "The bundle was signed with a key, and there is no key to check it with." })
	};
	try {
		const { result, trust } = underOneOf(roots, bundle, check);
		const { times, logIndexes } = result;
		return {
			sound: true,
			root: trust.description,
			times,
			logIndexes
		};
	} catch (error) {
		if (error instanceof WaybillError) return {
			sound: false,
			refusal: error
		};
		throw error;
	}
}
function certificateIn(bundle) {
	if (bundle.verificationMaterial.content.$case === "publicKey") return void 0;
	return toldCertificate(() => signingCertificate(bundle).certificate);
}
function toldCertificate(read) {
	return told$1(() => {
		try {
			return readCertificate(read());
		} catch (error) {
			if (error instanceof WaybillError) throw error;
			throw new WaybillError("CERTIFICATE_INVALID", { what: "The certificate cannot be read." });
		}
	});
}
function told$1(read) {
	try {
		return read();
	} catch (error) {
		if (error instanceof WaybillError) return error;
		throw error;
	}
}
function refusalOf(read) {
	const refusal = told$1(read);
	if (refusal instanceof WaybillError) return refusal;
	return new WaybillError("TIME_MISSING", { what: "The envelope carries no signed time." });
}

// src/cli/show-inspection.ts
/** Of a statement with a thousand subjects the first few; JSON has them all. */
const MOST_SUBJECTS = 20;
const MOST_CHARACTERS = 300;
/** Each line begins with its mark, so that none can be read without it. */
function renderInspection(origin, inspection) {
	const { cryptography, mediaType, message } = inspection;
	const lines = [
		[
			"claimed",
			"media type",
			mediaType ?? "none: a DSSE envelope alone"
		],
		...cryptographyLines(inspection),
		...certificateLines(inspection),
		...message === void 0 ? [] : [[
			cryptography.sound ? "checked" : "claimed",
			"signature over",
			message
		]],
		...statementLines(inspection.statement)
	];
	const end = cryptography.sound ? "It is signed by whoever the certificate names. Nobody was asked who may: `waybill verify` compares that with what you expect." : "Nothing here is checked: all of it is the word of whoever wrote the bundle.";
	return [
		`In ${shown(origin)}:`,
		...lines.map(([mark, name, value]) => `  ${mark.padEnd(8)} ${name.padEnd(20)} ${shown(value)}`),
		`  ${end}`,
		"",
		""
	].join("\n");
}
function cryptographyLines({ cryptography, logIndexes }) {
	if (!cryptography.sound) {
		const logs = logIndexes.map((index) => [
			"claimed",
			"log entry",
			index
		]);
		return [[
			"refused",
			"evidence",
			told(cryptography.refusal)
		], ...logs];
	}
	const { root, times } = cryptography;
	return [
		[
			"checked",
			"signature",
			`by the certificate's key, under ${root}`
		],
		...times.map(({ time, source }) => [
			"checked",
			"signed at",
			`${time.toISOString()} (${source})`
		]),
		...cryptography.logIndexes.map((index) => [
			"checked",
			"log entry",
			index
		])
	];
}
const FACTS = {
	issuer: "identity issued by",
	buildSignerURI: "signing workflow",
	buildSignerDigest: "at its commit",
	runnerEnvironment: "runner",
	sourceRepositoryURI: "source",
	sourceRepositoryRef: "source reference",
	sourceRepositoryDigest: "source commit",
	sourceRepositoryVisibilityAtSigning: "source visibility",
	buildConfigURI: "calling workflow",
	buildTrigger: "event",
	runInvocationURI: "run",
	deploymentEnvironment: "environment"
};
function certificateLines({ certificate, cryptography }) {
	if (certificate === void 0) return [];
	if (certificate instanceof WaybillError) return [[
		"refused",
		"certificate",
		told(certificate)
	]];
	const mark = cryptography.sound ? "checked" : "claimed";
	const facts = Object.entries(FACTS).flatMap(([fact, name]) => {
		const value = text(certificate, fact);
		return value === void 0 ? [] : [[
			mark,
			name,
			value
		]];
	});
	return [[
		mark,
		"certificate's name",
		certificate.subjectAlternativeName
	], ...facts];
}
function statementLines(statement) {
	if (statement === void 0) return [];
	if (statement instanceof WaybillError) return [[
		"refused",
		"statement",
		told(statement)
	]];
	const { subjects, predicateType, type } = statement;
	const rest = subjects.length - MOST_SUBJECTS;
	return [
		[
			"claimed",
			"statement",
			type
		],
		[
			"claimed",
			"predicate type",
			predicateType
		],
		...subjects.slice(0, MOST_SUBJECTS).map(({ name, digest }) => {
			return [
				"claimed",
				"subject",
				`${digestEntries(digest).map((entry) => entry.join(":")).join(", ") || "no digest that is known"} ${name ?? "(no name)"}`
			];
		}),
		...rest > 0 ? [[
			"claimed",
			"subjects",
			`and ${rest} more`
		]] : [],
		...provenanceLines(statement)
	];
}
function provenanceLines(statement) {
	const { predicate } = statement;
	const definition = at(predicate, "buildDefinition");
	return [
		["builder", builderIdOf(statement)],
		["build type", buildTypeOf(statement)],
		["built from", text(definition, "resolvedDependencies", 0, "uri") ?? text(predicate, "materials", 0, "uri")],
		["built from commit", text(definition, "resolvedDependencies", 0, "digest", "gitCommit") ?? text(predicate, "materials", 0, "digest", "sha1")],
		["build's run", text(predicate, "runDetails", "metadata", "invocationId") ?? text(predicate, "metadata", "buildInvocationID") ?? text(predicate, "metadata", "buildInvocationId")]
	].flatMap(([name, value]) => value === void 0 ? [] : [[
		"claimed",
		name,
		value
	]]);
}
function told({ code, parts: { what, got } }) {
	return `${code}: ${what}${got === void 0 ? "" : ` (${got})`}`;
}
/** On one line, whatever it holds. */
function shown(value) {
	const cut = value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS)}…` : value;
	return inert(cut);
}
/** An object on a line: under `checked` what the trusted root vouches for, under `claimed` what somebody says. */
function renderInspectionJson(origin, inspection) {
	if (inspection instanceof WaybillError) return line({
		inspected: false,
		bundle: origin,
		code: inspection.code,
		message: inspection.message
	});
	const { cryptography, mediaType, message, logIndexes } = inspection;
	const certificate = readable(inspection.certificate);
	const statement = readable(inspection.statement);
	const claimed = {
		mediaType,
		...cryptography.sound ? {} : {
			logIndexes,
			certificate
		},
		...message === void 0 || cryptography.sound ? {} : { message },
		statement: statement === void 0 || "code" in statement ? statement : statement.json
	};
	return line({
		inspected: true,
		bundle: origin,
		checked: cryptography.sound ? {
			trustedRoot: cryptography.root,
			signedTimes: cryptography.times.map(({ time, source }) => ({
				time: time.toISOString(),
				source
			})),
			logIndexes: cryptography.logIndexes,
			certificate,
			...message === void 0 ? {} : { message }
		} : null,
		...cryptography.sound ? {} : { refused: {
			code: cryptography.refusal.code,
			message: cryptography.refusal.message
		} },
		claimed
	});
}
/** A refusal as an object that says so. */
function readable(value) {
	return value instanceof WaybillError ? {
		code: value.code,
		message: value.message
	} : value;
}
function line(value) {
	try {
		return `${inertJson(JSON.stringify(value))}\n`;
	} catch {
		return line({
			inspected: false,
			code: "STATEMENT_MALFORMED",
			message: "The statement is too deep to be shown."
		});
	}
}

// src/cli/inspect.ts
const INSPECT_OPTIONS = [{
	name: "trusted-root",
	value: "FILE",
	about: "the trusted root; the built-in one if not given"
}, {
	name: "format",
	value: "text|json",
	about: "json: an object on a line for each bundle"
}];
const INSPECT_USAGE = `waybill inspect BUNDLE|FILE|oci://REFERENCE|oci-layout:FOLDER[@sha256:HEX] [OPTIONS]

  what a bundle says, each line marked as checked or as a claim. It asks nobody's identity, so nothing it prints is a
  reason to trust an artifact: that is what \`waybill verify\` is for

${optionLines(INSPECT_OPTIONS)}

  exit codes: 0 read, whatever it says, 1 no bundle that can be read, 2 wrong usage, 3 nothing found, 4 could not be reached
`;
/**
* `waybill inspect`.
* @throws WaybillError USAGE, TRUST_INVALID, NOT_FOUND, UNREACHABLE
*/
async function inspectCommand(args, terminal, surroundings) {
	if (args.includes("--help") || args.includes("-h")) {
		terminal.out(INSPECT_USAGE);
		return 0;
	}
	const read = readArguments(args, INSPECT_OPTIONS);
	const [named, another] = read.positionals;
	if (named === void 0 || another !== void 0) throw usage(`${read.positionals.length} things to look at`, "one");
	const format = single(read, "format") ?? "text";
	if (format !== "text" && format !== "json") throw usage("another --format", "text or json");
	const ports = consumerPorts(surroundings);
	const roots = await ports.roots(single(read, "trusted-root"));
	const { bundles, search } = await evidenceOf(named, ports);
	const codes = [];
	for await (const { json, origin } of bundles) {
		try {
			const inspection = inspectBundle(json, roots);
			terminal.out((format === "json" ? renderInspectionJson : renderInspection)(origin, inspection));
			codes.push(0);
		} catch (thrown) {
			const error = asWaybillError(thrown, "The inspection");
			if (format === "json") terminal.out(renderInspectionJson(origin, error));
			terminal.err(describe(naming(error, origin)));
			codes.push(exitCodeOf(error.code));
		}
		await terminal.taken?.();
	}
	if (search !== void 0) codes.push(notesOf(search, codes.length, terminal));
	return worstOf(codes);
}
/** What was found and not read, and where nobody could look. @throws WaybillError where nothing was found */
function notesOf(search, found, terminal) {
	if (found === 0) throw nothingFound(search.artifact, search);
	const { skipped, unreached } = search;
	for (const { origin, reason } of skipped) terminal.err(`${inert(`passed over: ${origin}: ${reason}`)}\n`);
	for (const { origin, error } of unreached) terminal.err(`${inert(`not reached: ${origin}: ${error.code}`)}\n`);
	return unreached.length === 0 ? 0 : 4;
}
function naming(error, origin) {
	return new WaybillError(error.code, {
		...error.parts,
		what: `${origin}: ${error.parts.what}`
	});
}
/** The bundles in a file that has them; otherwise those of an artifact, where nobody is called but an image's own registry. */
async function evidenceOf(named, ports) {
	const parsed = parseArtifact(named);
	if (parsed.kind === "digest") throw usage("a digest", "a bundle, a file with its bundle beside it, or an image");
	const inside = parsed.kind === "file" ? await bundlesInside(parsed.path) : void 0;
	if (inside !== void 0) return { bundles: inside };
	const artifact = await openArtifact(parsed, ports.registries);
	const search = find(artifact, usualSources(artifact), ports);
	return {
		bundles: search.bundles,
		search: {
			...search,
			artifact
		}
	};
}
/** @returns undefined for a file that is no bundle, neither by its name nor by what is in it */
async function bundlesInside(path) {
	let bytes;
	try {
		bytes = await readCapped(path, MAX_BUNDLE_BYTES, "any");
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		if (error.tooLarge && !isBundleName(basename(path))) return void 0;
		throw unreadable(path, error.message);
	}
	if (bytes === void 0) throw unreadable(path, "no such file");
	if (!isBundleName(basename(path)) && !startsAsJson(bytes)) return void 0;
	const bundles = [...bundlesIn(bytes, path)];
	return isBundleName(basename(path)) || bundles.some(({ json }) => looksLikeBundle(json)) ? bundles : void 0;
}
/** An object behind white space or a byte order mark. */
function startsAsJson(bytes) {
	return bytes.subarray(0, 64).toString("utf8").replace(/^\uFEFF/, "").trimStart().startsWith("{");
}
function looksLikeBundle(json) {
	try {
		const value = JSON.parse(json);
		return isEnvelope(value) || isRecord(value) && "verificationMaterial" in value;
	} catch {
		return false;
	}
}
function unreadable(path, got) {
	return new WaybillError("NOT_FOUND", {
		what: `The file ${path} cannot be read.`,
		got
	});
}

export { inspectCommand };
