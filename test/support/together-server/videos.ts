import type { ServerResponse } from "node:http";
import { sendJson, type RecordedPost } from "./exchange.ts";

export interface VideoOptions {
  /** Answers of a job before it is done. */
  readonly pending: readonly string[];
  /** What it ends as. */
  readonly end: "completed" | "failed" | "lost";
}

/** The jobs of /v2/videos: created by a POST, each GET takes a job one state further. */
export class VideoJobs {
  readonly #jobs = new Map<string, { model: unknown; polls: number }>();
  readonly #publish: (bytes: Buffer) => string;
  options: VideoOptions = { pending: ["queued", "in_progress"], end: "completed" };

  constructor(publish: (bytes: Buffer) => string) {
    this.#publish = publish;
  }

  create(post: RecordedPost, response: ServerResponse): void {
    const id = `video-${post.number}`;
    this.#jobs.set(id, { model: post.body["model"], polls: 0 });
    sendJson(response, 200, {
      id,
      object: "video",
      model: post.body["model"],
      status: "queued",
      created_at: 1_790_000_000,
      seconds: "5",
    });
  }

  answer(id: string, response: ServerResponse): void {
    const job = this.#jobs.get(id);
    if (job === undefined || this.options.end === "lost")
      return sendJson(response, 404, { error: { message: "no such job", type: "not_found" } });
    const pending = this.options.pending[job.polls];
    job.polls += 1;
    const common = { id, object: "video", model: job.model };
    if (pending !== undefined) return sendJson(response, 200, { ...common, status: pending });
    if (this.options.end === "failed") {
      return sendJson(response, 200, {
        ...common,
        status: "failed",
        error: { message: "keyframe could not be read", code: "bad_input" },
      });
    }
    const outputs = { cost: 0.18, video_url: this.#publish(Buffer.from("00000018667479706d703432", "hex")) };
    sendJson(response, 200, { ...common, status: "completed", completed_at: 1_790_000_060, outputs });
  }
}
