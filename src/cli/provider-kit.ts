import type { ProviderKit } from "../build/provider-kit.ts";
import { checkBaseUrl, checkKey, createHttp } from "../providers/http.ts";
import { PROVIDERS } from "../providers/registry.ts";

/** The providers of this build of imagegen, with the HTTP they speak. Nothing is opened before the first call. */
export const PROVIDER_KIT: ProviderKit = {
  providers: PROVIDERS,
  openHttp: () => createHttp({ userAgent: `imagegen/${IMAGEGEN_VERSION}` }),
  checkKey,
  checkBaseUrl,
};
