import type { ModelStatus, Size, Support } from "../../core/model.ts";
import type { TogetherModel } from "./model.ts";
import { KLING_1080, KLING_720 } from "./size-menus.ts";

/**
 * Kling makes clips, as jobs on /v2/videos. Sources: Together's video docs and skill; prices partly third-party code.
 * The image pages name it for `frame_images` and say that it takes no prompt: true for the three models that say so.
 */
interface Row {
  readonly version: string;
  readonly status: ModelStatus;
  readonly prompt: Support;
  readonly maxFrames: 1 | 2;
  readonly sizes?: readonly Size[];
  readonly usd: number;
}

function kling({ version, status, prompt, maxFrames, sizes, usd }: Row): TogetherModel {
  return {
    id: `kwaivgI/kling-${version}`,
    family: "kling",
    endpoint: "videos",
    status,
    params: {
      prompt,
      width_height: "yes",
      aspect_ratio: "no",
      n: "no",
      response_format: "no",
      disable_safety_checker: "no",
      prompt_upsampling: "no",
      output_format: "yes",
      image_url: "no",
      image_loras: "no",
      // One that takes a prompt can start from it alone.
      frame_images: prompt === "no" ? "required" : "yes",
    },
    size: { kind: "menu", sizes: sizes ?? KLING_1080, strict: true },
    price: { unit: "clip", usd, seconds: 5 },
    ...(prompt !== "no" && { promptLength: { min: 2, max: 2500 } }),
    maxFrames,
    // A clip takes minutes.
    timeout: 600_000,
    source: "video docs and skill",
  };
}

/** Absent from the models page of late 2026, which is a copy without a day. */
const UNLISTED: ModelStatus = { state: "unlisted", successor: "kwaivgI/kling-2.1-standard" };

export const KLING_MODELS: readonly TogetherModel[] = [
  kling({ version: "2.1-standard", status: { state: "listed" }, prompt: "no", maxFrames: 1, usd: 0.18 }),
  kling({ version: "2.1-pro", status: UNLISTED, prompt: "no", maxFrames: 2, usd: 0.32 }),
  kling({ version: "2.1-master", status: UNLISTED, prompt: "yes", maxFrames: 1, usd: 0.92 }),
  kling({ version: "2.0-master", status: UNLISTED, prompt: "yes", maxFrames: 1, sizes: KLING_720, usd: 0.92 }),
  kling({ version: "1.6-standard", status: UNLISTED, prompt: "yes", maxFrames: 1, usd: 0.19 }),
  kling({ version: "1.6-pro", status: UNLISTED, prompt: "no", maxFrames: 1, usd: 0.32 }),
];
