import type { HttpAnswer } from "../../core/http.ts";
import { damagedAnswer, tooLarge, unusableAnswer, type Progress } from "./failure.ts";

/**
 * Undoes gzip, although `identity` was asked for: some gateways compress all the same. The cap holds
 * for the unpacked bytes, and any other encoding or chain of them is refused (each link multiplies the one before it).
 */
export async function decodeBody(answer: HttpAnswer, maxBytes: number, progress: Progress): Promise<HttpAnswer> {
  const encoding = (answer.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  if (encoding === "identity" || encoding === "") return answer;
  const isError = answer.status >= 400;
  if (encoding !== "gzip" && encoding !== "x-gzip") {
    if (isError) return { ...answer, body: new Uint8Array() };
    throw unusableAnswer("encoding-unsupported", "answer in an encoding that was not asked for", progress.purpose);
  }
  const { gunzip } = await import("node:zlib");
  return new Promise((resolve, reject) => {
    gunzip(answer.body, { maxOutputLength: maxBytes }, (error, body) => {
      if (error === null) resolve({ ...answer, body });
      else if (isError) resolve({ ...answer, body: new Uint8Array() });
      else if ("code" in error && error.code === "ERR_BUFFER_TOO_LARGE") reject(tooLarge(maxBytes, progress.purpose));
      else reject(damagedAnswer("bad-encoding", "the compressed answer is damaged", progress));
    });
  });
}
