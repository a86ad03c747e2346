import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { X509Certificate } from "@sigstore/core";
import { AsnConvert, AsnUtf8StringConverter } from "@peculiar/asn1-schema";
import { GeneralName, id_ce_subjectAltName, Name, SubjectAlternativeName } from "@peculiar/asn1-x509";

import {
  createKeyPair,
  extension,
  signCertificate,
  tbsCertificate,
  uriAlternativeName,
} from "../../local/sigstore/x509.ts";
import { readCertificate } from "../../src/verify/certificate.ts";
import { GITHUB_ISSUER } from "../../src/verify/expectation.ts";
import { assertIdentity } from "../../src/verify/identity.ts";
import { refusal } from "./world.ts";

const WORKFLOW = "https://github.com/octo-org/rocket/.github/workflows/release.yml";
const SIGNER_EXTENSION = "1.3.6.1.4.1.57264.1.9";

type Extension = ReturnType<typeof extension>;

function certificateWith(extensions: readonly Extension[]): X509Certificate {
  const { privateKey, spki } = createKeyPair();
  const name = new Name();
  const tbs = tbsCertificate({
    subject: name,
    issuer: name,
    spki,
    notBefore: new Date(0),
    notAfter: new Date(1e12),
    extensions,
  });
  return X509Certificate.parse(Buffer.from(signCertificate(tbs, privateKey)));
}

function buildSigner(uri: string): Extension {
  return extension(SIGNER_EXTENSION, Buffer.from(AsnConvert.serialize(AsnUtf8StringConverter.toASN(uri))));
}

function alternativeNames(...names: readonly GeneralName[]): Extension {
  return extension(
    id_ce_subjectAltName,
    Buffer.from(AsnConvert.serialize(new SubjectAlternativeName([...names]))),
  );
}

/** The names' raw bytes, whatever they are: context-specific, with a tag and a value of less than 128 bytes. */
function rawName(tag: number, value: Buffer): Extension {
  const name = Buffer.concat([Buffer.from([0x80 | tag, value.length]), value]);
  return extension(id_ce_subjectAltName, Buffer.concat([Buffer.from([0x30, name.length]), name]));
}

function assertSigner(actual: string, expected: string): void {
  const facts = readCertificate(certificateWith([uriAlternativeName(actual), buildSigner(actual)]));
  const identity = { issuer: "i", signer: expected, sourceRepository: "s" };
  assertIdentity({ ...facts, issuer: "i", sourceRepositoryURI: "s" }, identity);
}

describe("a signer that is named with its reference", () => {
  const MAIN = `${WORKFLOW}@refs/heads/main`;
  test("is that one", () => assertSigner(MAIN, MAIN));

  const commit = "c".repeat(40);
  for (const [actual, expected] of [
    [`${MAIN}@refs/heads/evil`, MAIN],
    [`${MAIN}@${commit}`, MAIN],
    [`${WORKFLOW}@refs/tags/v1.2.3@refs/heads/x`, `${WORKFLOW}@refs/tags/v1.2.3`],
    [`${WORKFLOW}@${commit}@refs/heads/x`, `${WORKFLOW}@${commit}`],
    [`${WORKFLOW}@${"d".repeat(64)}@refs/heads/x`, `${WORKFLOW}@${"d".repeat(64)}`],
    [`${WORKFLOW}@refs/tags/pkg@1.2.3`, `${WORKFLOW}@refs/tags/pkg`],
  ] as const) {
    test(`is not the one of ${actual.slice(WORKFLOW.length)}`, () => {
      assert.throws(() => assertSigner(actual, expected), refusal("SIGNER_MISMATCH", actual));
    });
  }
});

test("a signer that is named without a reference is that workflow at any", () => {
  for (const ref of [
    "refs/heads/main",
    "refs/tags/pkg@1.2.3",
    "refs/heads/main@refs/heads/x",
    "c".repeat(40),
  ]) {
    assertSigner(`${WORKFLOW}@${ref}`, WORKFLOW);
  }
  for (const rest of ["@main", "@", "x@refs/heads/main", "@refs/", "@refs/heads/main"]) {
    const other = rest === "@refs/heads/main" ? `${WORKFLOW}@v1` : WORKFLOW;
    assert.throws(() => assertSigner(`${WORKFLOW}${rest}`, other), refusal("SIGNER_MISMATCH"));
  }
});

describe("a certificate's alternative name", () => {
  test("is the Build Signer URI, as it is or as Go escapes it", () => {
    const raw = `${WORKFLOW}@refs/heads/größe`;
    const escaped = `${WORKFLOW}@refs/heads/gr%C3%B6%C3%9Fe`;
    for (const signer of [raw, escaped]) {
      const facts = readCertificate(certificateWith([uriAlternativeName(escaped), buildSigner(signer)]));
      assert.equal(facts.subjectAlternativeName, escaped);
      assert.equal(facts.buildSignerURI, signer);
    }
  });

  const masked = Buffer.from("https://github.com/o/r@refs/heads/main");
  masked[masked.length - 3] = 0xe1; // "a" with the high bit set
  const main = `${WORKFLOW}@refs/heads/main`;
  const uri = new GeneralName({ uniformResourceIdentifier: main });
  const cases: [string, Extension[]][] = [
    ["differs from the Build Signer URI", [uriAlternativeName(main), buildSigner(`${main}2`)]],
    [
      "is escaped where the Build Signer URI is not in need of it",
      [uriAlternativeName(main.replace("main", "%6dain")), buildSigner(main)],
    ],
    ["is not ASCII, which a reader of seven bits takes for another name", [rawName(6, masked)]],
    ["is not there", []],
    ["is an email address", [alternativeNames(new GeneralName({ rfc822Name: "a@example.com" }))]],
    ["is one of two", [alternativeNames(uri, uri)]],
    ["is one of none", [alternativeNames()]],
  ];
  for (const [situation, extensions] of cases) {
    test(`is refused when it ${situation}`, () => {
      assert.throws(() => readCertificate(certificateWith(extensions)), refusal("CERTIFICATE_INVALID"));
    });
  }

  test("is refused when it stands there a second time, of which readers take the first or the last", () => {
    const twice = [uriAlternativeName(main), uriAlternativeName(`${main}2`)];
    assert.throws(() => readCertificate(certificateWith(twice)), refusal("CERTIFICATE_INVALID", "twice"));
  });

  test("is the signer where there is no Build Signer URI", () => {
    const facts = readCertificate(certificateWith([uriAlternativeName(main)]));
    const identity = { issuer: "i", signer: main, sourceRepository: "s" };
    assertIdentity({ ...facts, issuer: "i", sourceRepositoryURI: "s" }, identity);
  });
});

describe("a certificate of before May 2023", () => {
  const MAIN = uriAlternativeName(`${WORKFLOW}@refs/heads/main`);
  const legacy = (number: number, text: string): Extension =>
    extension(`1.3.6.1.4.1.57264.1.${number}`, Buffer.from(text));
  const repository = legacy(5, "octo-org/rocket");

  test("names the source's repository without its server, which is known of GitHub's issuer alone", () => {
    for (const [issuer, uri] of [
      [GITHUB_ISSUER, "https://github.com/octo-org/rocket"],
      [`${GITHUB_ISSUER}/acme`, "https://github.com/octo-org/rocket"],
      [`${GITHUB_ISSUER}.example.com`, undefined],
      ["https://ghe.example.com/_services/token", undefined],
    ] as const) {
      const facts = readCertificate(certificateWith([MAIN, legacy(1, issuer), repository]));
      assert.equal(facts.sourceRepositoryURI, uri);
      assert.equal(facts.issuer, issuer);
    }
  });

  test("has its repository in both forms alike, or is refused", () => {
    const newer = (uri: string): Extension =>
      extension(
        "1.3.6.1.4.1.57264.1.12",
        Buffer.from(AsnConvert.serialize(AsnUtf8StringConverter.toASN(uri))),
      );
    readCertificate(certificateWith([MAIN, repository, newer("https://ghe.example.com/octo-org/rocket")]));
    for (const uri of ["https://github.com/octo-org/other", "https://github.com/x-octo-org/rocket"])
      assert.throws(
        () => readCertificate(certificateWith([MAIN, repository, newer(uri)])),
        refusal("CERTIFICATE_INVALID", ".5"),
      );
  });
});
