import type { ServerResponse } from "node:http";
import { makeMp4 } from "../clips.ts";
import { sendHtml, sendJson, type Published, type RecordedPost } from "./exchange.ts";

export interface VideoOptions {
  /** Answers of a job before it is done. */
  readonly pending?: readonly string[];
  /** What it ends as. `lost`: nobody knows it; `silent`: the question is never answered. */
  readonly end?: "completed" | "failed" | "cancelled" | "refused" | "lost" | "silent";
  /** Statuses with which the first questions are answered, whatever the job's state. */
  readonly troubles?: readonly number[];
  /** The clip; an MP4 that differs from job to job unless told otherwise. */
  readonly clip?: Buffer;
  /** What the links to it do, one for each time that the finished job is asked for: statuses, 0 for the clip. */
  readonly links?: readonly number[];
}

interface Job {
  readonly number: number;
  readonly model: unknown;
  questions: number;
  states: number;
  links: number;
}

/** The jobs of /v2/videos: created by a POST, each GET takes a job one state further. */
export class VideoJobs {
  readonly #jobs = new Map<string, Job>();
  readonly #publish: (result: Published) => string;
  options: VideoOptions = { pending: ["queued", "in_progress"] };

  constructor(publish: (result: Published) => string) {
    this.#publish = publish;
  }

  create(post: RecordedPost, response: ServerResponse): void {
    const id = `video-${post.number}`;
    const { model } = post.body;
    this.#jobs.set(id, { number: post.number, model, questions: 0, states: 0, links: 0 });
    sendJson(response, 200, {
      id,
      object: "video",
      model,
      status: "queued",
      created_at: 1_790_000_000,
      seconds: "5",
    });
  }

  answer(id: string, response: ServerResponse): void {
    const { pending = [], end = "completed", troubles = [] } = this.options;
    const job = this.#jobs.get(id);
    if (job === undefined || end === "lost")
      return sendJson(response, 404, { error: { message: "no such job", type: "not_found" } });
    const trouble = troubles[job.questions];
    job.questions += 1;
    if (trouble !== undefined) return sendHtml(response, trouble);
    if (end === "silent") return;
    const common = { id, object: "video", model: job.model };
    const state = pending[job.states];
    job.states += 1;
    if (state !== undefined) return sendJson(response, 200, { ...common, status: state });
    if (end !== "completed") return sendJson(response, 200, { ...common, ...FAILURES[end] });
    const outputs = { cost: 0.18, video_url: this.#link(job) };
    sendJson(response, 200, { ...common, status: "completed", completed_at: 1_790_000_060, outputs });
  }

  #link(job: Job): string {
    const { links = [], clip = makeMp4(`clip ${job.number}`) } = this.options;
    const status = links[job.links] ?? 0;
    job.links += 1;
    return this.#publish(status === 0 ? { bytes: clip } : { status });
  }
}

const FAILURES = {
  failed: { status: "failed", error: { message: "keyframe could not be read", code: "bad_input" } },
  cancelled: { status: "cancelled" },
  refused: { status: "failed", error: { message: "content_policy_violation", code: "moderated" } },
} as const;
