/** An input or a secret of slsa-github-generator v2.1.0: its type, default, and whether callers must give it. */
interface Declared {
  readonly type?: "boolean" | "string";
  readonly default?: boolean | string;
  readonly required?: boolean;
}

/** What a caller of one of its workflows relies on. */
export interface GeneratorWorkflow {
  readonly inputs: Readonly<Record<string, Declared>>;
  readonly secrets: readonly string[];
  readonly outputs: readonly string[];
  /** what its documentation tells callers to grant; a called job that asks for more ends their run */
  readonly granted: Readonly<Record<string, "read" | "write">>;
}

const TEXT = { type: "string" } as const;
const OFF = { type: "boolean", default: false } as const;
const EMPTY = { type: "string", default: "" } as const;

/** Its workflows that have a counterpart here, by the counterpart's file. */
export const GENERATOR: Readonly<Record<string, GeneratorWorkflow>> = {
  // generator_generic_slsa3.yml
  "attest-files.yml": {
    inputs: {
      "base64-subjects": TEXT,
      "base64-subjects-as-file": TEXT,
      "upload-assets": OFF,
      "upload-tag-name": EMPTY,
      "provenance-name": TEXT,
      "compile-generator": OFF,
      "private-repository": OFF,
      "continue-on-error": OFF,
      "draft-release": EMPTY,
    },
    secrets: [],
    outputs: ["release-id", "provenance-name", "outcome"],
    granted: { actions: "read", "id-token": "write", contents: "write" },
  },
  // generator_container_slsa3.yml
  "attest-image.yml": {
    inputs: {
      image: { ...TEXT, required: true },
      digest: { ...TEXT, required: true },
      "registry-username": TEXT,
      "compile-generator": OFF,
      "private-repository": OFF,
      "continue-on-error": OFF,
      "gcp-workload-identity-provider": EMPTY,
      "gcp-service-account": EMPTY,
      "provenance-registry-username": TEXT,
      "provenance-repository": TEXT,
    },
    secrets: [
      "image",
      "registry-username",
      "registry-password",
      "provenance-registry-username",
      "provenance-registry-password",
    ],
    outputs: ["outcome"],
    granted: { actions: "read", "id-token": "write", packages: "write" },
  },
};

/** Of the helper that `base64-subjects-as-file` needs, and its path. */
export const HELPER = {
  path: "actions/generator/generic/create-base64-subjects-from-file",
  inputs: ["path"],
  outputs: ["handle"],
} as const;
