/**
 * Makes `__tests__/openapi/github.json`: what GitHub's OpenAPI description says of the operations that the step
 * calls, against which the tests check the requests it sends and the embedded GitHub's answers.
 *
 *   npm pack @octokit/openapi                   # 385 MB unpacked, so it is no dependency
 *   tar xzf octokit-openapi-*.tgz package/generated/api.github.com.json
 *   node scripts/openapi.ts package/generated/api.github.com.json
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The operations of the extract, by `operationId`. */
const OPERATIONS = [
  "actions/get-workflow-run-attempt",
  "repos/create-attestation",
  "repos/create-release",
  "repos/delete-release-asset",
  "repos/get",
  "repos/get-release",
  "repos/get-release-asset",
  "repos/get-release-by-tag",
  "repos/list-attestations",
  "repos/list-release-assets",
  "repos/list-releases",
  "repos/update-release",
  "repos/update-release-asset",
  "repos/upload-release-asset",
];

/** A schema's keywords by what becomes of them: any other ends the run, so that none is lost unseen. */
const KEPT = new Set(
  "$ref enum format maximum maxItems maxLength minimum minItems minLength pattern required type uniqueItems".split(
    " ",
  ),
);
const ONE_SCHEMA = new Set(["additionalProperties", "items", "not"]);
const MANY_SCHEMAS = new Set(["allOf", "anyOf", "oneOf"]);
const PROSE = new Set([
  "default",
  "deprecated",
  "description",
  "example",
  "examples",
  "externalDocs",
  "title",
]);

const METHODS = ["delete", "get", "patch", "post", "put"];
const TARGET = new URL("../__tests__/openapi/github.json", import.meta.url);

type Json = Record<string, unknown>;

/** What the extract needs of the description, with the components that it refers to gathered on the way. */
class Description {
  readonly #root: Json;
  readonly #wanted = new Set<string>();
  readonly #schemas: Json = {};

  constructor(root: Json) {
    this.#root = root;
  }

  get version(): unknown {
    return at(this.#root, "info", "version");
  }

  operation(id: string): Json {
    for (const [path, item] of Object.entries(objectAt(this.#root, "paths"))) {
      for (const method of METHODS) {
        const operation = asObject(item)[method];
        if (isObject(operation) && operation["operationId"] === id)
          return this.#extract(path, method, operation);
      }
    }
    throw new Error(`the description has no operation ${id}`);
  }

  /** The schemas that the operations refer to, and those that these refer to. */
  schemas(): Json {
    for (const name of this.#wanted)
      this.#schemas[name] = this.#schema(objectAt(this.#root, "components", "schemas", name));
    correct(this.#schemas);
    return Object.fromEntries(Object.entries(this.#schemas).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  #extract(path: string, method: string, operation: Json): Json {
    const parameters = asArray(operation["parameters"] ?? []).map((parameter) => {
      const { name, in: place, required, schema } = this.#resolve(parameter);
      return { name, in: place, required: required === true, schema: this.#schema(schema) };
    });
    const body = operation["requestBody"];
    const responses = Object.entries(asObject(operation["responses"])).map(([status, response]) => [
      status,
      this.#content(this.#resolve(response)),
    ]);
    return {
      method: method.toUpperCase(),
      path,
      parameters,
      ...(body === undefined
        ? {}
        : {
            requestBody: { required: at(body, "required") === true, ...this.#content(this.#resolve(body)) },
          }),
      responses: Object.fromEntries(responses) as Json,
    };
  }

  /** The first content type of a request or response, with its schema. */
  #content(holder: Json): Json {
    const [first] = Object.entries(asObject(holder["content"] ?? {}));
    return first === undefined ? {} : { contentType: first[0], schema: this.#schema(at(first[1], "schema")) };
  }

  /** A parameter or response, which may be a reference into the components. */
  #resolve(node: unknown): Json {
    const reference = at(node, "$ref");
    return typeof reference === "string"
      ? objectAt(this.#root, ...reference.replace("#/", "").split("/"))
      : asObject(node);
  }

  /** A schema of OpenAPI 3.0 as JSON Schema: without prose, and with `nullable` written as a type. */
  #schema(node: unknown): unknown {
    if (typeof node === "boolean") return node;
    const result: Json = {};
    for (const [keyword, value] of Object.entries(asObject(node))) {
      if (KEPT.has(keyword)) result[keyword] = value;
      else if (ONE_SCHEMA.has(keyword)) result[keyword] = this.#schema(value);
      else if (MANY_SCHEMAS.has(keyword)) result[keyword] = asArray(value).map((v) => this.#schema(v));
      else if (keyword === "properties") result[keyword] = this.#properties(asObject(value));
      else if (keyword !== "nullable" && !PROSE.has(keyword) && !keyword.startsWith("x-")) {
        throw new Error(
          `the description uses the schema keyword ${keyword}, which this script does not know`,
        );
      }
    }
    const reference = result["$ref"];
    if (typeof reference === "string") this.#wanted.add(reference.replace("#/components/schemas/", ""));
    return at(node, "nullable") === true ? nullable(result) : result;
  }

  #properties(properties: Json): Json {
    return Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => [name, this.#schema(schema)]),
    );
  }
}

function nullable(schema: Json): Json {
  if (
    typeof schema["type"] !== "string" ||
    Object.keys(schema).some((keyword) => MANY_SCHEMAS.has(keyword))
  ) {
    return { anyOf: [schema, { type: "null" }] };
  }
  const { enum: values } = schema;
  return {
    ...schema,
    type: [schema["type"], "null"],
    ...(values === undefined ? {} : { enum: [...asArray(values), null] }),
  };
}

/**
 * What the description's prose says and its schemas do not: "Upload a release asset" leaves an asset in the state
 * `starter` when it breaks off.
 */
function correct(schemas: Json): void {
  const state = objectAt(schemas, "release-asset", "properties", "state");
  state["enum"] = [...asArray(state["enum"]), "starter"];
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asObject(value: unknown): Json {
  if (!isObject(value)) throw new Error("the description holds something else where an object belongs");
  return value;
}

function asArray(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Error("the description holds something else where a list belongs");
  return value;
}

function at(node: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), node);
}

function objectAt(node: unknown, ...path: readonly string[]): Json {
  return asObject(at(node, ...path));
}

const [, , file] = process.argv;
if (file === undefined) {
  console.error("usage: node scripts/openapi.ts package/generated/api.github.com.json");
  process.exit(2);
}
const description = new Description(asObject(JSON.parse(readFileSync(file, "utf8"))));
const operations = Object.fromEntries(OPERATIONS.map((id) => [id, description.operation(id)]));
const extract = {
  source: {
    package: "@octokit/openapi",
    version: description.version,
    file: "generated/api.github.com.json",
  },
  operations,
  components: { schemas: description.schemas() },
};
writeFileSync(TARGET, `${JSON.stringify(extract, null, 1)}\n`);
console.log(`${fileURLToPath(TARGET)}: ${OPERATIONS.length} operations of ${String(description.version)}`);
