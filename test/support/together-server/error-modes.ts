import { send, sendHtml, sendJson, type Responder } from "./exchange.ts";
import { REPORTED, type ApiError } from "./reported.ts";

/** Every answer that is no success (F1..F6, F13, F21..F24), by name. */
export const ERROR_MODES = {
  // what is wrong with the request
  "steps-refused": refusal(400, REPORTED.steps()),
  "negative-prompt-refused": refusal(400, REPORTED.unrecognized("negative_prompt")),
  "image-url-refused": refusal(400, REPORTED.unsupported("image_url")),
  "seed-refused": refusal(400, REPORTED.unsupported("seed")),
  "seed-out-of-range": refusal(400, REPORTED.seedRange()),
  "size-off-menu": refusal(400, REPORTED.menu(["1024x1024", "1264x848"])),
  "area-refused": refusal(400, REPORTED.area()),
  "lora-refused": refusal(400, REPORTED.loraKeys()),
  "non-serverless": refusal(400, REPORTED.retired("x/y")),
  "invalid-parameter": refusal(422, {
    message: "guidance_scale must be at most 20",
    type: "invalid_request_error",
    param: "guidance_scale",
  }),
  "not-found": refusal(404, {
    message: "Unable to access model",
    type: "invalid_request_error",
    code: "model_not_available",
  }),
  "wrong-path": refusal(404, { message: "Not found", type: "not_found" }),
  "method-refused": refusal(405, { message: "Method not allowed", type: "invalid_request_error" }),
  "too-large": page(413),
  "context-too-long": refusal(403, { message: "Input exceeds the context length", type: "invalid_request_error" }),

  // what is in it
  nsfw: refusal(422, { message: "NSFW content detected in the prompt", type: "invalid_request_error" }),
  "nsfw-with-param": refusal(422, {
    message: "NSFW content detected",
    type: "invalid_request_error",
    param: "prompt",
    code: "nsfw_content",
  }),
  "content-policy": refusal(400, {
    message: "Request moderated",
    type: "invalid_request_error",
    code: "content_policy_violation",
  }),
  "content-policy-in-words": refusal(400, {
    message: "Request blocked: content_policy_violation",
    type: "invalid_request_error",
  }),

  // who asks
  unauthorized: refusal(401, {
    message: "Invalid API key provided",
    type: "invalid_request_error",
    code: "invalid_api_key",
  }),
  "unauthorized-echo": (exchange) =>
    refusal(401, {
      message: `Invalid API key provided: ${String(exchange.post.headers["authorization"])}`,
      type: "invalid_request_error",
      code: "invalid_api_key",
    })(exchange),
  "no-credit": refusal(402, { message: "Credit limit exceeded, please add credit", type: "credit_limit" }),
  forbidden: refusal(403, { message: "Forbidden", type: "forbidden" }),
  "forbidden-page": page(403),
  "data-sharing-blocked": refusal(403, {
    message: "Third party data sharing is blocked for this organization",
    type: "third_party_data_sharing_blocked",
    code: "third_party_data_sharing_blocked",
  }),

  // too much at a time
  "rate-limited": rateLimited({ "retry-after": "1" }),
  "rate-limited-silent": rateLimited({}),
  overloaded: refusal(503, { message: "Engine overloaded", type: "service_unavailable" }),
  "overloaded-529": refusal(529, { message: "Overloaded", type: "service_unavailable" }),

  // the server and what stands before it
  "request-timeout": refusal(408, { message: "Request timeout", type: "timeout" }),
  conflict: refusal(409, { message: "Conflict", type: "conflict" }),
  "server-error": refusal(500, { message: "Internal server error", type: "server_error" }),
  "server-error-text": ({ response }) =>
    send(response, 500, "upstream connect error or disconnect/reset before headers", { "content-type": "text/plain" }),
  "server-error-silent": ({ response }) => send(response, 500, "", {}),
  "message-on-top": ({ response }) => sendJson(response, 400, { message: "prompt: field required" }),
  "id-on-top": ({ response }) =>
    sendJson(response, 400, {
      id: "oNM6X9q-2kFHot-9aa9c4c93aa269a2-PDX",
      error: { ...REPORTED.steps(), param: null, code: null },
    }),
  "bad-gateway": page(502),
  "service-page": page(503),
  "gateway-timeout": page(504),
  "cloudflare-unknown": page(520),
  "cloudflare-down": page(521),
  "cloudflare-connect-timeout": page(522),
  "cloudflare-unreachable": page(523),
  "cloudflare-timeout": page(524),
  "cloudflare-handshake": page(525),
  "cloudflare-certificate": page(526),
  "cloudflare-origin": page(530),

  // words that do more than say something
  "dirty-message": refusal(400, {
    message: `\u001b[31mall assets up to date\u001b[0m\r\n\u202eevil\u0007 ${"x".repeat(2000)}`,
    type: "invalid_request_error",
  }),
} satisfies Record<string, Responder>;

/** A 429 with these headers. */
export function rateLimited(headers: Readonly<Record<string, string>>): Responder {
  const error = { message: "Rate limit exceeded", type: "dynamic_request_limited", param: null, code: null };
  return ({ response }) => sendJson(response, 429, { error }, headers);
}

/** An error in the API's own shape. */
export function refusal(status: number, error: ApiError): Responder {
  return ({ response, post }) =>
    sendJson(
      response,
      status,
      { error: { param: null, code: null, ...error } },
      { "x-request-id": `request-${post.number}` },
    );
}

function page(status: number): Responder {
  return ({ response }) => sendHtml(response, status);
}
