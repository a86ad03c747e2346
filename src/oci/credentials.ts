/**
 * What lets us into a registry, and where it was found: `source` is for people, in an error or a report.
 *
 * `identity-token` is a refresh token for the registry's token service (OAuth2); `bearer` is sent to the registry as it is.
 */
export type Credentials =
  | {
      readonly kind: "basic";
      readonly username: string;
      readonly password: string;
      readonly source: string;
    }
  | { readonly kind: "identity-token"; readonly token: string; readonly source: string }
  | { readonly kind: "bearer"; readonly token: string; readonly source: string }
  /** `looked`: every place that holds nothing for this registry, in the order in which they were asked */
  | { readonly kind: "anonymous"; readonly looked: readonly string[] };
