const HEX = "0123456789abcdef".repeat(4);
export const DIGEST = `sha256:${HEX}`;

/** Each reference with the registry, path, tag and digest that it means. */
export const GOOD: readonly (readonly [string, string, string, (string | undefined)?, string?])[] = [
  ["alpine", "docker.io", "library/alpine"],
  ["alpine:3.20", "docker.io", "library/alpine", "3.20"],
  ["library/alpine", "docker.io", "library/alpine"],
  ["acme/app", "docker.io", "acme/app"],
  ["acme/team/app", "docker.io", "acme/team/app"],
  ["docker.io/alpine", "docker.io", "library/alpine"],
  ["docker.io/library/alpine", "docker.io", "library/alpine"],
  ["docker.io/acme/app:1", "docker.io", "acme/app", "1"],
  ["Docker.IO/alpine", "docker.io", "library/alpine"],
  ["index.docker.io/alpine", "docker.io", "library/alpine"],
  ["index.docker.io/library/alpine:edge", "docker.io", "library/alpine", "edge"],
  ["registry-1.docker.io/alpine", "docker.io", "library/alpine"],
  ["registry-1.docker.io/acme/app", "docker.io", "acme/app"],
  ["registry.docker.io/app", "registry.docker.io", "app"],
  ["docker.io:443/app", "docker.io:443", "app"],
  ["ghcr.io/acme/app", "ghcr.io", "acme/app"],
  ["ghcr.io/app", "ghcr.io", "app"],
  ["GHCR.io/acme/app", "ghcr.io", "acme/app"],
  ["ghcr.io/acme/app:v1.2.3", "ghcr.io", "acme/app", "v1.2.3"],
  [`ghcr.io/acme/app@${DIGEST}`, "ghcr.io", "acme/app", undefined, DIGEST],
  [`ghcr.io/acme/app:v1@${DIGEST}`, "ghcr.io", "acme/app", "v1", DIGEST],
  [`alpine@${DIGEST}`, "docker.io", "library/alpine", undefined, DIGEST],
  ["app:A_b.c-D", "docker.io", "library/app", "A_b.c-D"],
  ["app:_", "docker.io", "library/app", "_"],
  ["app:0", "docker.io", "library/app", "0"],
  [`app:${"t".repeat(128)}`, "docker.io", "library/app", "t".repeat(128)],
  [`app:${"a1".repeat(20)}`, "docker.io", "library/app", "a1".repeat(20)],
  [`app:sha256-${HEX}`, "docker.io", "library/app", `sha256-${HEX}`],
  ["localhost/app", "localhost", "app"],
  ["localhost/acme/app:1", "localhost", "acme/app", "1"],
  ["LOCALHOST/app", "localhost", "app"],
  ["localhost:5000/app", "localhost:5000", "app"],
  ["localhost:5000/app:5000", "localhost:5000", "app", "5000"],
  ["registry:5000/app", "registry:5000", "app"],
  ["registry/app", "docker.io", "registry/app"],
  ["127.0.0.1/app", "127.0.0.1", "app"],
  ["127.0.0.1:5000/acme/app:1", "127.0.0.1:5000", "acme/app", "1"],
  ["[::1]/app", "[::1]", "app"],
  ["[::1]:5000/app:1", "[::1]:5000", "app", "1"],
  ["[2001:DB8::1]:443/acme/app", "[2001:db8::1]:443", "acme/app"],
  [`[2001:db8::1]/app:1@${DIGEST}`, "[2001:db8::1]", "app", "1", DIGEST],
  ["xn--bcher-kva.example/app", "xn--bcher-kva.example", "app"],
  ["a-b.example-c.io/app", "a-b.example-c.io", "app"],
  ["a--b.example/app", "a--b.example", "app"],
  ["123456789012.dkr.ecr.eu-west-1.amazonaws.com/app", "123456789012.dkr.ecr.eu-west-1.amazonaws.com", "app"],
  ["host.example:65535/app", "host.example:65535", "app"],
  ["host.example:1/app", "host.example:1", "app"],
  ["a/b/c/d/e/f", "docker.io", "a/b/c/d/e/f"],
  ["acme/a.b", "docker.io", "acme/a.b"],
  ["acme/a_b", "docker.io", "acme/a_b"],
  ["acme/a__b", "docker.io", "acme/a__b"],
  ["acme/a-b", "docker.io", "acme/a-b"],
  ["acme/a-----b", "docker.io", "acme/a-----b"],
  ["acme/a.b_c__d-e--f", "docker.io", "acme/a.b_c__d-e--f"],
  ["a-b/app", "docker.io", "a-b/app"],
  ["a__b/app", "docker.io", "a__b/app"],
  ["0/1", "docker.io", "0/1"],
  [`ghcr.io/${"a".repeat(247)}`, "ghcr.io", "a".repeat(247)],
];

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** What the message says, and references of which it must be said. */
export const MALFORMED: Readonly<Record<string, readonly string[]>> = {
  "it is empty": [""],
  "no scheme": [
    ...words(`
      https://ghcr.io/acme/app http://localhost:5000/app oci://ghcr.io/acme/app docker://alpine
      docker-daemon://alpine HTTPS://ghcr.io/acme/app ftp://ghcr.io/app git+ssh://host/app https://
    `),
    `oci://ghcr.io/acme/app@${DIGEST}`,
  ],
  "longer than 1024": ["a".repeat(1025), "a/".repeat(600)],
  "white space": [
    " ",
    "  ",
    " alpine",
    "alpine ",
    "al pine",
    "alpine\n",
    "alpine\r\n",
    "alpine\nbusybox",
    "alpine\tbusybox",
    "alpine: 3",
    "alpine :3",
    `alpine @${DIGEST}`,
    "ghcr.io/ acme/app",
    "alpine\u00A0",
    "alp\u2003ine",
    "\uFEFFalpine",
    "alpine\u2028",
    "alpine\v",
    "alpine\f",
  ],
  "percent-encoded": [
    ...words(`
      ghcr.io/acme%2Fapp ghcr.io/acme/app%20 % acme/%2e%2e/app alpine%3A3 app%00
    `),
  ],
  "no part of it": [
    ...words(`
      alpine? alpine?tag=3 ghcr.io/acme/app?platform=linux/arm64 alpine#fragment # ?
    `),
    `alpine@${DIGEST}?x`,
  ],
  "it holds `+`": [`alpine@sha256+b64:${HEX}`, "app:1.0+build", "app:1.0.0-rc.1+5", "a+b/app", "+"],
  "not ASCII": [
    "аlpine",
    "ghcr.io/асme/app",
    "alpiné",
    "ALPİNE",
    "alpıne",
    "ghcr。io/acme/app",
    "ghcr.io⁄acme/app",
    "ghcr.io／acme/app",
    "alpine：3",
    "alpine＠sha256",
    "bücher.example/app",
    "ａlpine",
    "app:１",
    "acme/a‐b",
    "acme/a\u200Bb",
    "acme/a\u202Eb",
    "acme/a\u00ADb",
    "🐳",
    "app:🐳",
    "\uD800",
    "alpine\u0085".replace("\u0085", "\u0301"),
    "ſtore/app",
    "K8s/app".replace("K", "\u212A"),
  ],
  "it holds": [
    ...words(`
      alpine;ls alpine|ls alpine&ls alpine>out <image> 'alpine' alpine,busybox alpine=3 alpine!
      alpine* acme/* ~/app app~1 app^1 (app) {app}
    `),
    "alpine\u0000",
    "\u0000",
    "alpine\u0007",
    "alpine\u001B[31m",
    "alpine\u007F",
    "alpine\b",
    "a\\b",
    "ghcr.io\\acme\\app",
    "C:\\images\\app.tar",
    "$IMAGE",
    "${IMAGE}",
    "${{ env.IMAGE }}",
    "$(id)",
    "`id`",
    '"alpine"',
    "fe80::1%eth0/app".replace("%", "$"),
  ],
  "not a digest": [
    ...words(`
      alpine@ @ alpine@latest alpine@3 alpine@sha256 user@ghcr.io/acme/app
      user:password@ghcr.io/acme/app
    `),
    `@${HEX}`,
    `alpine@${HEX}`,
    "alpine@sha256:xyz".replace("sha256:xyz", "sha:xyz"),
    `alpine@:${HEX}`,
    `alpine@@${DIGEST}`,
    `alpine@${DIGEST}@${DIGEST}`,
    `alpine@${DIGEST}:tag`,
    `alpine@${DIGEST}/x`,
    `user:password@ghcr.io/acme/app@${DIGEST}`,
    "alpine@sha256:g".concat("0".repeat(63)),
    `alpine@256:${HEX}`,
    `alpine@sha256::${HEX}`,
    `alpine@sha256-${HEX}`,
    `alpine@-sha256:${HEX}`,
    `alpine@sha256[:${HEX}`,
  ],
  "64 hex digits, this has": [
    "alpine@sha256:",
    "alpine@sha256:0",
    "alpine@sha256:0123456789abcdef",
    `alpine@sha256:${HEX.slice(1)}`,
    `alpine@sha256:${HEX}0`,
    `alpine@sha256:${HEX}${HEX}`,
    `alpine:3@sha256:${HEX.slice(2)}`,
  ],
  "sha256 alone": [
    `alpine@sha512:${HEX}${HEX}`,
    `alpine@sha384:${HEX.slice(0, 32)}${HEX}`,
    `alpine@sha1:${HEX.slice(0, 40)}`,
    `alpine@md5:${HEX.slice(0, 32)}`,
    `alpine@SHA256:${HEX}`,
    `alpine@Sha256:${HEX}`,
    `alpine@blake3:${HEX}`,
    `alpine@x.sha256:${HEX}`,
  ],
  "a digest is written in lower case": [
    `alpine@sha256:${HEX.toUpperCase()}`,
    `alpine@sha256:${HEX.slice(0, 63)}F`,
    `ghcr.io/acme/app:1@sha256:${HEX.toUpperCase()}`,
  ],
  "a digest without a repository": [
    DIGEST,
    `sha512:${HEX}`,
    "sha256:abc",
    `SHA256:${HEX}`,
    "sha256:",
    `${DIGEST}@${DIGEST}`,
  ],
  "64 hex digits name no repository": [HEX, `${HEX}:tag`, `${HEX}@${DIGEST}`],
  "nothing follows the `:`": [
    ...words(`
      alpine: ghcr.io/acme/app: localhost:5000/app: [::1]:5000/app:
    `),
    `alpine:@${DIGEST}`,
  ],
  "at most 128 characters": [`app:${"t".repeat(129)}`, `ghcr.io/acme/app:${"t".repeat(500)}`],
  "is not a tag": ["app:.1", "app:-1", "app:.", "app:..", "app:-", "app:--", "localhost:5000/app:-x"],
  " names no repository": [
    ...words(`
      ghcr.io localhost LOCALHOST localhost:5000 ghcr.io:latest 127.0.0.1 127.0.0.1:5000 [::1]
      [::1]:5000 registry.example.com:443 app:[1] :: . .. a.b [ ] [] alpine:3:4 ::1 acme.app:1 .alpine
      alpine. alpine..3
    `),
    `ghcr.io@${DIGEST}`,
  ],
  "part of the path is empty": [
    ...words(`
      : :tag / // /alpine alpine/ acme//app acme/app/ acme/app// //ghcr.io/app ghcr.io/ ghcr.io//app
      ghcr.io/acme/ ghcr.io/acme/:1 localhost/ localhost:5000/ [::1]/
    `),
    `ghcr.io/@${DIGEST}`,
    `@${DIGEST}`,
    `acme/@${DIGEST}`,
  ],
  "upper case": [
    ...words(`
      Alpine ALPINE alpinE:3 Acme/app acme/App ghcr.io/Acme/app ghcr.io/acme/App:1 docker.io/Alpine
      localhost:5000/App GHCR/app
    `),
    `ghcr.io/Acme/app@${DIGEST}`,
  ],
  "is no part of a path": [
    ...words(`
      -alpine alpine- _alpine alpine_ al___pine acme/al_-pine acme/-app acme/app- acme/.app acme/app.
      acme/a..b acme/a._b acme/a.-b acme/.. acme/. acme/../app acme/./app ghcr.io/../app
      ghcr.io/acme/../../etc ghcr.io/. ghcr.io/.. acme/a:1/b acme/app:1:2 ghcr.io/acme:8080/app
      acme/[app] acme/__app acme/app__ acme/a____b acme/a-_b ghcr.io/- ghcr.io/_
    `),
    "al._pine".replace(".", "-"),
  ],
  "is not a host": [
    ...words(`
      :/app :5000/app ./app ../app .../app .ghcr.io/app ghcr.io./app ghcr..io/app -ghcr.io/app
      ghcr-.io/app ghcr.-io/app ghcr.io-/app gh_cr.io/app a_b:5000/app ::1/app ::1:5000/app []/app
      [/app ]/app [::1/app ::1]/app [::1]]/app [[::1]]/app [:::1]/app [1:2:3]/app [::g]/app [::1]x/app
      [::ffff:127.0.0.1]/app [ghcr.io]/app x[::1]/app 256.0.0.1/app 127.0.0.0.1/app host.123/app
      xn--.example/app
    `),
    "2001:db8::1/app".replace("2001:", "::2001:"),
  ],
  "is not a port": [
    ...words(`
      ghcr.io:/app localhost:/app [::1]:/app ghcr.io:0/app ghcr.io:00/app ghcr.io:080/app
      ghcr.io:65536/app ghcr.io:99999/app ghcr.io:100000/app ghcr.io:-1/app ghcr.io:port/app
      ghcr.io:443:443/app [::1]:x/app ghcr.io:4.4/app 2001:db8::1/app user:password/app
    `),
  ],
  "not how that address is written": [
    ...words(`
      127.1/app 127.1:5000/app 0x7f.0.0.1/app 0177.0.0.1/app 127.0.0.01/app 2130706433:5000/app
      [0:0:0:0:0:0:0:1]/app [0::1]:5000/app [2001:0db8::1]/app
    `),
  ],
  "at most 255 characters": [
    `ghcr.io/${"a".repeat(248)}`,
    "a".repeat(256),
    `acme/${"a".repeat(241)}`,
    `${"a.".repeat(100)}io/${"b/".repeat(50)}c`,
    "a/".repeat(130).slice(0, -1),
  ],
};
