import type { Http } from "../../src/core/http.ts";
import { ProviderError } from "../../src/core/provider-error.ts";
import type { CallContext, Ticket } from "../../src/core/provider.ts";

/** A key that can be searched for. */
export const TEST_KEY = "tgp-SECRET-0123456789abcdef";

/** What a provider is handed for one call, with the tickets it journals. */
export function callContext(
  http: Http,
  baseUrl: string,
  overrides: Partial<CallContext> = {},
): CallContext & { readonly tickets: Ticket[] } {
  const tickets: Ticket[] = [];
  return {
    http,
    baseUrl,
    key: TEST_KEY,
    signal: new AbortController().signal,
    timeout: 10_000,
    pollInterval: 1,
    content: () => Promise.reject(new Error("this call refers to no content")),
    heard: () => undefined,
    aside: (wait) => wait(),
    paid: (ticket) => {
      tickets.push(ticket);
      return Promise.resolve();
    },
    ...overrides,
    tickets,
  };
}

/** The `ProviderError` that a promise rejects with; anything else is a failed test. */
export async function failureOf(promise: Promise<unknown>): Promise<ProviderError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
  throw new Error("it was expected to fail");
}
