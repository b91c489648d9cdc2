import type { Http } from "../core/http.ts";
import type { Provider } from "../core/provider.ts";

/** Everything the build needs of the providers folder, passed in from above: the build imports no provider. */
export interface ProviderKit {
  readonly providers: ReadonlyMap<string, Provider>;
  openHttp(): Http & { close(): void };
  /** What is wrong with a key or a base URL, in words that follow the variable's name. */
  checkKey(value: string): string | undefined;
  checkBaseUrl(url: string): string | undefined;
}

/** The user's environment, as far as providers are concerned. */
export interface ProviderEnvironment {
  /** Reads one variable: keys and API base URLs, nothing else. */
  environment(name: string): string | undefined;
  /** Does a `.env` of the project have it, which the environment then hides? */
  isInDotenv?(name: string): boolean;
}

/** What the user's environment says about one provider. */
export interface ProviderAccess {
  readonly baseUrl: string;
  /** The API's origin: part of a generation record. Empty for a local provider. */
  readonly host: string;
  /** Empty when none is needed or none is there. */
  readonly key: string;
  /** Why no call can be made: no key, a damaged key, a base URL that is not safe. */
  readonly problem: string | undefined;
  readonly hint: string | undefined;
}

/** Reads key and base URL of a provider. A plan needs neither, so what is wrong is kept until a call is due (F56). */
export function accessProvider(
  provider: Provider,
  kit: ProviderKit,
  { environment, isInDotenv = () => false }: ProviderEnvironment,
): ProviderAccess {
  if (provider.local) return { baseUrl: "", host: "", key: "", problem: undefined, hint: undefined };
  const baseVariable = provider.baseUrl?.variable ?? "";
  const configured = environment(baseVariable)?.trim();
  const baseUrl = (
    configured === undefined || configured === "" ? (provider.baseUrl?.default ?? "") : configured
  ).replace(/\/+$/, "");
  const badUrl = kit.checkBaseUrl(baseUrl);
  if (badUrl !== undefined) {
    return {
      baseUrl: "",
      host: "",
      key: "",
      problem: `${baseVariable} ${badUrl}`,
      hint: `set ${baseVariable} to an https:// address, or unset it`,
    };
  }
  const host = new URL(baseUrl).origin;
  const { credential } = provider;
  if (credential === undefined) return { baseUrl, host, key: "", problem: undefined, hint: undefined };
  for (const variable of credential.variables) {
    const value = environment(variable);
    if (value === undefined || value.trim() === "") continue;
    const badKey = kit.checkKey(value);
    const problem = badKey === undefined ? undefined : `${variable} ${badKey}`;
    return {
      baseUrl,
      host,
      key: badKey === undefined ? value.trim() : "",
      problem,
      hint: problem && `get a key at ${credential.page}`,
    };
  }
  const [first] = credential.variables;
  const hidden = credential.variables.find((variable) => environment(variable) !== undefined && isInDotenv(variable));
  if (hidden !== undefined) {
    const problem = `${hidden} is set to nothing, which hides the one in .env`;
    return { baseUrl, host, key: "", problem, hint: `unset ${hidden}` };
  }
  return {
    baseUrl,
    host,
    key: "",
    problem: `${first} is not set`,
    hint: `get a key at ${credential.page}, then: export ${first}=…`,
  };
}
