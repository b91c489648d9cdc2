import { createHttp } from "./http.ts";
import { checkBaseUrl } from "./http/base-url.ts";
import { checkKey } from "./http/key.ts";
import { PROVIDERS } from "./registry.ts";

/**
 * The providers of this build of imagegen, with the HTTP they speak: the `ProviderKit` that a build is given. Nothing is
 * opened before the first call.
 */
export const PROVIDER_KIT = {
  providers: PROVIDERS,
  openHttp: () => createHttp({ userAgent: `imagegen/${IMAGEGEN_VERSION}` }),
  checkKey,
  checkBaseUrl,
};
