/* Made from schema/images.schema.json by `npm run gen`; do not edit. */

/**
 * A keyframe.
 */
export type FrameFields =
  | string
  | {
      /**
       * A file, `asset:name` or an https URL.
       */
      readonly image: string;
      /**
       * The frame that it stands for: `first`, `last`, or its number counted from 0.
       */
      readonly frame?: ("first" | "last") | number;
    };
/**
 * This interface was referenced by `ManifestDocument`'s JSON-Schema
 * via the `definition` "support".
 */
export type Support = "yes" | "no" | "required" | "ignored" | "unknown";
/**
 * Width and height in pixels.
 */
export type SizeText = string;

/**
 * The manifest of imagegen, `images.config.yaml`: images, and how they are made.
 */
export interface ManifestDocument {
  /**
   * Where this schema is, for editors.
   */
  readonly $schema?: string;
  /**
   * Version of the manifest's format. Must be 1.
   */
  readonly version: 1;
  /**
   * The API that makes pictures, unless an asset says otherwise. `sketch` needs no key and no network.
   */
  readonly provider?: string;
  /**
   * Path template of the files, relative to the manifest. Default: `images/{name}.{ext}`.
   */
  readonly output?: string;
  /**
   * Globs of further files (fragments) with `assets`, `styles`, `vars` and `defaults`. Paths in a fragment are relative to it.
   *
   * @maxItems 256
   */
  readonly include?: readonly string[];
  readonly defaults?: DefaultsFields;
  /**
   * Texts to be used as `{name}` in prompts, negative prompts and `alt`.
   */
  readonly vars?: {
    readonly [k: string]: string | number | boolean;
  };
  /**
   * Reusable looks by name; an asset applies them with `style`.
   */
  readonly styles?: {
    readonly [k: string]: StyleFields;
  };
  /**
   * The pictures by name. A name may contain matrix variables: `icon-{season}`.
   */
  readonly assets?: {
    readonly [k: string]: AssetFields;
  };
  readonly budget?: Budget;
  /**
   * Adds models to our table, or corrects its rows, by the provider's id: what a model takes, its sizes, its price. It changes what is checked and estimated, and never where anything is sent.
   */
  readonly models?: {
    readonly [k: string]: ModelFields;
  };
  /**
   * How fast calls are sent and how long each may take, by provider. `--jobs` and `--timeout` take their place.
   */
  readonly limits?: {
    readonly [k: string]: ProviderLimitFields;
  };
  /**
   * Other ways to make the same pictures, by name, for `--profile NAME`: cheaper or faster ones as a rule. What a profile makes goes into a folder of its own and into a lock of its own, never over the real files. `draft` (`--draft`) is there without being declared, and draws with `sketch`.
   */
  readonly profiles?: {
    readonly [k: string]: ProfileFields;
  };
  /**
   * Text: the folder, relative to the manifest, that keeps everything that was paid for and what was made of it. Default: `.imagegen`. `{ originals: FOLDER }`: what the lock names of that is kept in FOLDER, to be committed (Git LFS); the rest stays in `.imagegen`.
   */
  readonly store?:
    | string
    | {
        /**
         * Folder in the repository, relative to the manifest, for the originals that the lock names.
         */
        readonly originals: string;
      };
}
/**
 * Fields for every asset that does not set them itself. A parameter that comes only from here is left out for models that do not take it.
 */
export interface DefaultsFields {
  /**
   * What to keep out of the picture, for models that take it.
   */
  readonly negative_prompt?: string;
  /**
   * The API that makes the picture. Default: the manifest's `provider`. `sketch` needs no key and no network.
   */
  readonly provider?: string;
  /**
   * The provider's id of the model, word for word. One that we do not know is sent unchecked.
   */
  readonly model?: string;
  /**
   * Width in pixels that is asked for. Default: the model's. Most models want multiples of 8; `fit: cover` allows any size.
   */
  readonly width?: number;
  /**
   * Height in pixels that is asked for. Default: the model's. Most models want multiples of 8; `fit: cover` allows any size.
   */
  readonly height?: number;
  /**
   * Ratio of width to height, for models that take a ratio instead of a size.
   */
  readonly aspect_ratio?: string;
  /**
   * `exact` asks for exactly `width` x `height`. `cover` and `contain` allow any size: the nearest one that the model can make is generated, then cropped or padded, free of charge; of a model that is not in the table, the next multiples of 8. Default: `exact`.
   */
  readonly fit?: "exact" | "cover" | "contain";
  /**
   * How many pictures to make, each a request with a seed of its own. Default: 1. The path template then needs `{index}`; going from 2 to 4 pays for 2.
   */
  readonly n?: number;
  /**
   * Ask for all `n` pictures in one request, where the model can do that. Default: false.
   */
  readonly batch?: boolean;
  /**
   * Number of denoising steps: more is slower, dearer and often better. Default: the model's.
   */
  readonly steps?: number;
  /**
   * Start of the random numbers; with `n`, the pictures use `seed`, `seed` + 1 and so on. Default: one is made from the asset's name and kept in the lock, so that the picture stays when nothing else changes.
   */
  readonly seed?: number;
  /**
   * How closely to follow the prompt: about 1 to 5 is loose, 8 to 10 is faithful. Default: the model's.
   */
  readonly guidance_scale?: number;
  /**
   * Let the API rewrite the prompt in more detail, on models that can. Default: the model's.
   */
  readonly prompt_upsampling?: boolean;
  /**
   * What the API sends; files are made from it. Default: the API's. To choose the format of a picture's file, use `format`, which costs nothing to change. `MP4` and `WEBM` are for models that make clips, whose files are what the API sends.
   */
  readonly output_format?: "jpeg" | "png" | "MP4" | "WEBM";
  /**
   * How the API sends the picture: in the answer itself, or as an address to fetch it from. Default: `base64`, where the API has it.
   */
  readonly response_format?: "base64" | "url";
  /**
   * Ask the API to leave its safety checker out, where it allows that. Default: false.
   */
  readonly disable_safety_checker?: boolean;
  /**
   * Address of an image to edit, sent word for word and compared as text. With `image`, the content is what counts.
   */
  readonly image_url?: string;
  /**
   * Addresses of images to be guided by, sent word for word and compared as text. With `references`, the content is what counts.
   *
   * @maxItems 64
   */
  readonly reference_images?: readonly string[];
  /**
   * Keyframes in the API's own form, sent word for word. With `frames`, files and other assets can be used.
   *
   * @maxItems 64
   */
  readonly frame_images?: (
    | string
    | {
        readonly [k: string]: unknown;
      }
  )[];
  /**
   * LoRA adapters that influence the style, and how strongly.
   *
   * @maxItems 16
   */
  readonly image_loras?: readonly LoraFields[];
  /**
   * Further parameters of the API, sent word for word. Repeating a field that imagegen knows is an error.
   */
  readonly provider_options?: {
    readonly [k: string]: unknown;
  };
  /**
   * Where the request goes. Default: where the model is served, `videos` for Kling. Part of the request, so changing it is paid for.
   */
  readonly endpoint?: "images/generations" | "videos";
  /**
   * Names of `styles` to apply, one or a list. Their prompts are put around this one in order; of two that set the same field, the later one wins.
   *
   * @maxItems 32
   */
  readonly style?: string | readonly string[];
  /**
   * An image to edit: a file of the project, `asset:name` (another asset, `asset:name#2` for its second picture) or an https URL, which is fetched once. Compared by content.
   */
  readonly image?: string;
  /**
   * Images to be guided by: files, globs (sorted; an empty match is an error), `asset:name` or https URLs. Compared by content.
   *
   * @maxItems 64
   */
  readonly references?: readonly string[];
  /**
   * Keyframes: each a file, `asset:name` or https URL, alone or with the frame that it stands for.
   *
   * @maxItems 64
   */
  readonly frames?: readonly FrameFields[];
  /**
   * Path template of the files, relative to the file that says it: `{name}` `{index}` `{width}` `{height}` `{format}` `{ext}` `{hash8}` and matrix variables. Default: the manifest's `output`.
   */
  readonly output?: string;
  /**
   * The files to make from the picture, free of charge. Default: one, as described by `format`, `widths`, `quality` and the other fields of an output that are set on the asset; those are also the defaults of each entry.
   *
   * @minItems 1
   * @maxItems 64
   */
  readonly outputs?: readonly OutputFields[];
  /**
   * File format of the output. Default: what the output's path ends in; `png` where that says nothing, as with `{ext}`. Changing it is free: the picture that was paid for is encoded again. A clip is `mp4` or `webm`, as it comes.
   */
  readonly format?: "png" | "jpeg" | "webp" | "avif" | "gif" | "tiff" | "mp4" | "webm";
  /**
   * One file for each of these widths, in pixels; heights follow the picture's ratio, and nothing is enlarged. `-{width}` is added to the file name unless the path template has `{width}`.
   *
   * @minItems 1
   * @maxItems 64
   */
  readonly widths?: readonly number[];
  /**
   * Quality of the encoder, 1 to 100. Default: 80 for jpeg and webp, 50 for avif; png, without it, is lossless. gif and tiff take none.
   */
  readonly quality?: number;
  /**
   * How long the encoder tries to make the file smaller, on the format's own scale: png 1 to 9, webp 0 to 6, avif 0 to 9, gif 1 to 10. Default: png 6, webp 4, avif 3, gif 1.
   */
  readonly effort?: number;
  /**
   * Encode without loss (webp and avif; png and tiff always do). Default: false.
   */
  readonly lossless?: boolean;
  /**
   * Colour behind transparent pixels and around `fit: contain`: `"#rrggbb"`, `"#rrggbbaa"` (in quotes: YAML takes an unquoted # for a comment) or a CSS name.
   */
  readonly background?: string;
  /**
   * Upper limit of the file's size in bytes. The highest quality up to `quality` that fits is searched for.
   */
  readonly max_bytes?: number;
  /**
   * Labels to select assets by: `--tag website`.
   *
   * @maxItems 64
   */
  readonly tags?: readonly string[];
}
/**
 * A LoRA adapter.
 */
export interface LoraFields {
  /**
   * Address of the adapter.
   */
  readonly path: string;
  /**
   * How strongly it acts; about 0.3 to 1.2 is usual.
   */
  readonly scale: number;
}
/**
 * One file, or one for each of `widths`, made from a picture. Fields that are not set come from the asset.
 */
export interface OutputFields {
  /**
   * File format of the output. Default: what the output's path ends in; `png` where that says nothing, as with `{ext}`. Changing it is free: the picture that was paid for is encoded again. A clip is `mp4` or `webm`, as it comes.
   */
  readonly format?: "png" | "jpeg" | "webp" | "avif" | "gif" | "tiff" | "mp4" | "webm";
  /**
   * One file for each of these widths, in pixels; heights follow the picture's ratio, and nothing is enlarged. `-{width}` is added to the file name unless the path template has `{width}`.
   *
   * @minItems 1
   * @maxItems 64
   */
  readonly widths?: readonly number[];
  /**
   * Width of the file in pixels. Alone, the height follows the picture's ratio; together with `height`, `fit` says how the picture is brought to that size.
   */
  readonly width?: number;
  /**
   * Height of the file in pixels. Alone, the width follows the picture's ratio.
   */
  readonly height?: number;
  /**
   * How a picture of another ratio is brought to `width` x `height`: `cover` crops, `contain` pads with `background`. Default: `cover`.
   */
  readonly fit?: "cover" | "contain";
  /**
   * Quality of the encoder, 1 to 100. Default: 80 for jpeg and webp, 50 for avif; png, without it, is lossless. gif and tiff take none.
   */
  readonly quality?: number;
  /**
   * How long the encoder tries to make the file smaller, on the format's own scale: png 1 to 9, webp 0 to 6, avif 0 to 9, gif 1 to 10. Default: png 6, webp 4, avif 3, gif 1.
   */
  readonly effort?: number;
  /**
   * Encode without loss (webp and avif; png and tiff always do). Default: false.
   */
  readonly lossless?: boolean;
  /**
   * Colour behind transparent pixels and around `fit: contain`: `"#rrggbb"`, `"#rrggbbaa"` (in quotes: YAML takes an unquoted # for a comment) or a CSS name.
   */
  readonly background?: string;
  /**
   * Upper limit of the file's size in bytes. The highest quality up to `quality` that fits is searched for.
   */
  readonly max_bytes?: number;
  /**
   * Path template of this file, for one that the asset's own `output` does not fit.
   */
  readonly output?: string;
}
/**
 * A reusable look: a prompt to put around the asset's, and any fields of an asset.
 */
export interface StyleFields {
  /**
   * Put around the asset's prompt, which stands where `{prompt}` is.
   */
  readonly prompt?: string;
  /**
   * What to keep out of the picture, for models that take it.
   */
  readonly negative_prompt?: string;
  /**
   * The API that makes the picture. Default: the manifest's `provider`. `sketch` needs no key and no network.
   */
  readonly provider?: string;
  /**
   * The provider's id of the model, word for word. One that we do not know is sent unchecked.
   */
  readonly model?: string;
  /**
   * Width in pixels that is asked for. Default: the model's. Most models want multiples of 8; `fit: cover` allows any size.
   */
  readonly width?: number;
  /**
   * Height in pixels that is asked for. Default: the model's. Most models want multiples of 8; `fit: cover` allows any size.
   */
  readonly height?: number;
  /**
   * Ratio of width to height, for models that take a ratio instead of a size.
   */
  readonly aspect_ratio?: string;
  /**
   * `exact` asks for exactly `width` x `height`. `cover` and `contain` allow any size: the nearest one that the model can make is generated, then cropped or padded, free of charge; of a model that is not in the table, the next multiples of 8. Default: `exact`.
   */
  readonly fit?: "exact" | "cover" | "contain";
  /**
   * How many pictures to make, each a request with a seed of its own. Default: 1. The path template then needs `{index}`; going from 2 to 4 pays for 2.
   */
  readonly n?: number;
  /**
   * Ask for all `n` pictures in one request, where the model can do that. Default: false.
   */
  readonly batch?: boolean;
  /**
   * Number of denoising steps: more is slower, dearer and often better. Default: the model's.
   */
  readonly steps?: number;
  /**
   * Start of the random numbers; with `n`, the pictures use `seed`, `seed` + 1 and so on. Default: one is made from the asset's name and kept in the lock, so that the picture stays when nothing else changes.
   */
  readonly seed?: number;
  /**
   * How closely to follow the prompt: about 1 to 5 is loose, 8 to 10 is faithful. Default: the model's.
   */
  readonly guidance_scale?: number;
  /**
   * Let the API rewrite the prompt in more detail, on models that can. Default: the model's.
   */
  readonly prompt_upsampling?: boolean;
  /**
   * What the API sends; files are made from it. Default: the API's. To choose the format of a picture's file, use `format`, which costs nothing to change. `MP4` and `WEBM` are for models that make clips, whose files are what the API sends.
   */
  readonly output_format?: "jpeg" | "png" | "MP4" | "WEBM";
  /**
   * How the API sends the picture: in the answer itself, or as an address to fetch it from. Default: `base64`, where the API has it.
   */
  readonly response_format?: "base64" | "url";
  /**
   * Ask the API to leave its safety checker out, where it allows that. Default: false.
   */
  readonly disable_safety_checker?: boolean;
  /**
   * Address of an image to edit, sent word for word and compared as text. With `image`, the content is what counts.
   */
  readonly image_url?: string;
  /**
   * Addresses of images to be guided by, sent word for word and compared as text. With `references`, the content is what counts.
   *
   * @maxItems 64
   */
  readonly reference_images?: readonly string[];
  /**
   * Keyframes in the API's own form, sent word for word. With `frames`, files and other assets can be used.
   *
   * @maxItems 64
   */
  readonly frame_images?: (
    | string
    | {
        readonly [k: string]: unknown;
      }
  )[];
  /**
   * LoRA adapters that influence the style, and how strongly.
   *
   * @maxItems 16
   */
  readonly image_loras?: readonly LoraFields[];
  /**
   * Further parameters of the API, sent word for word. Repeating a field that imagegen knows is an error.
   */
  readonly provider_options?: {
    readonly [k: string]: unknown;
  };
  /**
   * Where the request goes. Default: where the model is served, `videos` for Kling. Part of the request, so changing it is paid for.
   */
  readonly endpoint?: "images/generations" | "videos";
  /**
   * An image to edit: a file of the project, `asset:name` (another asset, `asset:name#2` for its second picture) or an https URL, which is fetched once. Compared by content.
   */
  readonly image?: string;
  /**
   * Images to be guided by: files, globs (sorted; an empty match is an error), `asset:name` or https URLs. Compared by content.
   *
   * @maxItems 64
   */
  readonly references?: readonly string[];
  /**
   * Keyframes: each a file, `asset:name` or https URL, alone or with the frame that it stands for.
   *
   * @maxItems 64
   */
  readonly frames?: readonly FrameFields[];
  /**
   * Path template of the files, relative to the file that says it: `{name}` `{index}` `{width}` `{height}` `{format}` `{ext}` `{hash8}` and matrix variables. Default: the manifest's `output`.
   */
  readonly output?: string;
  /**
   * The files to make from the picture, free of charge. Default: one, as described by `format`, `widths`, `quality` and the other fields of an output that are set on the asset; those are also the defaults of each entry.
   *
   * @minItems 1
   * @maxItems 64
   */
  readonly outputs?: readonly OutputFields[];
  /**
   * File format of the output. Default: what the output's path ends in; `png` where that says nothing, as with `{ext}`. Changing it is free: the picture that was paid for is encoded again. A clip is `mp4` or `webm`, as it comes.
   */
  readonly format?: "png" | "jpeg" | "webp" | "avif" | "gif" | "tiff" | "mp4" | "webm";
  /**
   * One file for each of these widths, in pixels; heights follow the picture's ratio, and nothing is enlarged. `-{width}` is added to the file name unless the path template has `{width}`.
   *
   * @minItems 1
   * @maxItems 64
   */
  readonly widths?: readonly number[];
  /**
   * Quality of the encoder, 1 to 100. Default: 80 for jpeg and webp, 50 for avif; png, without it, is lossless. gif and tiff take none.
   */
  readonly quality?: number;
  /**
   * How long the encoder tries to make the file smaller, on the format's own scale: png 1 to 9, webp 0 to 6, avif 0 to 9, gif 1 to 10. Default: png 6, webp 4, avif 3, gif 1.
   */
  readonly effort?: number;
  /**
   * Encode without loss (webp and avif; png and tiff always do). Default: false.
   */
  readonly lossless?: boolean;
  /**
   * Colour behind transparent pixels and around `fit: contain`: `"#rrggbb"`, `"#rrggbbaa"` (in quotes: YAML takes an unquoted # for a comment) or a CSS name.
   */
  readonly background?: string;
  /**
   * Upper limit of the file's size in bytes. The highest quality up to `quality` that fits is searched for.
   */
  readonly max_bytes?: number;
}
/**
 * One picture, or `n` of them, or one for each row of a `matrix`.
 */
export interface AssetFields {
  /**
   * What the picture shows. Sent after `style`s have been put around it; `{name}` is replaced by a variable of `vars` or `matrix`, `{{` and `}}` are literal braces.
   */
  readonly prompt?: string;
  /**
   * A text file that holds the prompt, relative to the file that says it. Instead of `prompt`.
   */
  readonly prompt_file?: string;
  /**
   * What to keep out of the picture, for models that take it.
   */
  readonly negative_prompt?: string;
  /**
   * The API that makes the picture. Default: the manifest's `provider`. `sketch` needs no key and no network.
   */
  readonly provider?: string;
  /**
   * The provider's id of the model, word for word. One that we do not know is sent unchecked.
   */
  readonly model?: string;
  /**
   * Width in pixels that is asked for. Default: the model's. Most models want multiples of 8; `fit: cover` allows any size.
   */
  readonly width?: number;
  /**
   * Height in pixels that is asked for. Default: the model's. Most models want multiples of 8; `fit: cover` allows any size.
   */
  readonly height?: number;
  /**
   * Ratio of width to height, for models that take a ratio instead of a size.
   */
  readonly aspect_ratio?: string;
  /**
   * `exact` asks for exactly `width` x `height`. `cover` and `contain` allow any size: the nearest one that the model can make is generated, then cropped or padded, free of charge; of a model that is not in the table, the next multiples of 8. Default: `exact`.
   */
  readonly fit?: "exact" | "cover" | "contain";
  /**
   * How many pictures to make, each a request with a seed of its own. Default: 1. The path template then needs `{index}`; going from 2 to 4 pays for 2.
   */
  readonly n?: number;
  /**
   * Ask for all `n` pictures in one request, where the model can do that. Default: false.
   */
  readonly batch?: boolean;
  /**
   * Number of denoising steps: more is slower, dearer and often better. Default: the model's.
   */
  readonly steps?: number;
  /**
   * Start of the random numbers; with `n`, the pictures use `seed`, `seed` + 1 and so on. Default: one is made from the asset's name and kept in the lock, so that the picture stays when nothing else changes.
   */
  readonly seed?: number;
  /**
   * How closely to follow the prompt: about 1 to 5 is loose, 8 to 10 is faithful. Default: the model's.
   */
  readonly guidance_scale?: number;
  /**
   * Let the API rewrite the prompt in more detail, on models that can. Default: the model's.
   */
  readonly prompt_upsampling?: boolean;
  /**
   * What the API sends; files are made from it. Default: the API's. To choose the format of a picture's file, use `format`, which costs nothing to change. `MP4` and `WEBM` are for models that make clips, whose files are what the API sends.
   */
  readonly output_format?: "jpeg" | "png" | "MP4" | "WEBM";
  /**
   * How the API sends the picture: in the answer itself, or as an address to fetch it from. Default: `base64`, where the API has it.
   */
  readonly response_format?: "base64" | "url";
  /**
   * Ask the API to leave its safety checker out, where it allows that. Default: false.
   */
  readonly disable_safety_checker?: boolean;
  /**
   * Address of an image to edit, sent word for word and compared as text. With `image`, the content is what counts.
   */
  readonly image_url?: string;
  /**
   * Addresses of images to be guided by, sent word for word and compared as text. With `references`, the content is what counts.
   *
   * @maxItems 64
   */
  readonly reference_images?: readonly string[];
  /**
   * Keyframes in the API's own form, sent word for word. With `frames`, files and other assets can be used.
   *
   * @maxItems 64
   */
  readonly frame_images?: (
    | string
    | {
        readonly [k: string]: unknown;
      }
  )[];
  /**
   * LoRA adapters that influence the style, and how strongly.
   *
   * @maxItems 16
   */
  readonly image_loras?: readonly LoraFields[];
  /**
   * Further parameters of the API, sent word for word. Repeating a field that imagegen knows is an error.
   */
  readonly provider_options?: {
    readonly [k: string]: unknown;
  };
  /**
   * Where the request goes. Default: where the model is served, `videos` for Kling. Part of the request, so changing it is paid for.
   */
  readonly endpoint?: "images/generations" | "videos";
  /**
   * Names of `styles` to apply, one or a list. Their prompts are put around this one in order; of two that set the same field, the later one wins.
   *
   * @maxItems 32
   */
  readonly style?: string | readonly string[];
  /**
   * An image to edit: a file of the project, `asset:name` (another asset, `asset:name#2` for its second picture) or an https URL, which is fetched once. Compared by content.
   */
  readonly image?: string;
  /**
   * Images to be guided by: files, globs (sorted; an empty match is an error), `asset:name` or https URLs. Compared by content.
   *
   * @maxItems 64
   */
  readonly references?: readonly string[];
  /**
   * Keyframes: each a file, `asset:name` or https URL, alone or with the frame that it stands for.
   *
   * @maxItems 64
   */
  readonly frames?: readonly FrameFields[];
  readonly matrix?: MatrixFields;
  /**
   * Path template of the files, relative to the file that says it: `{name}` `{index}` `{width}` `{height}` `{format}` `{ext}` `{hash8}` and matrix variables. Default: the manifest's `output`.
   */
  readonly output?: string;
  /**
   * The files to make from the picture, free of charge. Default: one, as described by `format`, `widths`, `quality` and the other fields of an output that are set on the asset; those are also the defaults of each entry.
   *
   * @minItems 1
   * @maxItems 64
   */
  readonly outputs?: readonly OutputFields[];
  /**
   * File format of the output. Default: what the output's path ends in; `png` where that says nothing, as with `{ext}`. Changing it is free: the picture that was paid for is encoded again. A clip is `mp4` or `webm`, as it comes.
   */
  readonly format?: "png" | "jpeg" | "webp" | "avif" | "gif" | "tiff" | "mp4" | "webm";
  /**
   * One file for each of these widths, in pixels; heights follow the picture's ratio, and nothing is enlarged. `-{width}` is added to the file name unless the path template has `{width}`.
   *
   * @minItems 1
   * @maxItems 64
   */
  readonly widths?: readonly number[];
  /**
   * Quality of the encoder, 1 to 100. Default: 80 for jpeg and webp, 50 for avif; png, without it, is lossless. gif and tiff take none.
   */
  readonly quality?: number;
  /**
   * How long the encoder tries to make the file smaller, on the format's own scale: png 1 to 9, webp 0 to 6, avif 0 to 9, gif 1 to 10. Default: png 6, webp 4, avif 3, gif 1.
   */
  readonly effort?: number;
  /**
   * Encode without loss (webp and avif; png and tiff always do). Default: false.
   */
  readonly lossless?: boolean;
  /**
   * Colour behind transparent pixels and around `fit: contain`: `"#rrggbb"`, `"#rrggbbaa"` (in quotes: YAML takes an unquoted # for a comment) or a CSS name.
   */
  readonly background?: string;
  /**
   * Upper limit of the file's size in bytes. The highest quality up to `quality` that fits is searched for.
   */
  readonly max_bytes?: number;
  /**
   * What the picture shows, for people who cannot see it. Part of no key: changing it is free.
   */
  readonly alt?: string;
  /**
   * Labels to select assets by: `--tag website`.
   *
   * @maxItems 64
   */
  readonly tags?: readonly string[];
}
/**
 * Makes one asset of each combination. Each key is a variable with its list of values; `from` names a table (.csv with a header row, or .json with a list of objects), relative to the file that says it, whose rows give several variables at once.
 */
export interface MatrixFields {
  /**
   * A .csv or .json file; each row gives values to the variables named by its columns.
   */
  readonly from?: string;
  /**
   * @minItems 1
   * @maxItems 10000
   */
  readonly [k: string]: readonly (string | number | boolean)[] | string | undefined;
}
/**
 * Limits for one run, reserved before each call. `--max-cost` and `--max-calls` take their place.
 */
export interface Budget {
  /**
   * Upper limit of the estimated cost of one run, in US dollars.
   */
  readonly max_cost?: number;
  /**
   * Ask on a terminal before a run that may cost more than this, in US dollars. Default: 1. A manifest can only lower it; `--confirm-over` and `IMAGEGEN_CONFIRM_OVER` set it.
   */
  readonly confirm_over?: number;
  /**
   * Upper limit of paid calls in one run, retries included.
   */
  readonly max_calls?: number;
}
/**
 * What is known of one model. Fields that are not set stay as in our table; for a model that is new, what is not said is not checked.
 */
export interface ModelFields {
  /**
   * The provider whose model it is. Default: every one that has a table of models.
   */
  readonly provider?: string;
  /**
   * A name for models that belong together, for `imagegen models`.
   */
  readonly family?: string;
  /**
   * Whether the provider still has it; a model that is `unlisted` or `removed` gets a warning.
   */
  readonly status?: "listed" | "unlisted" | "removed";
  /**
   * The id of the model that takes its place.
   */
  readonly successor?: string;
  readonly parameters?: SupportFields;
  readonly size?: SizeFields;
  /**
   * The values that `aspect_ratio` takes.
   *
   * @minItems 1
   * @maxItems 100
   */
  readonly aspect_ratios?: readonly string[];
  readonly seed?: SeedRangeFields;
  readonly n?: CountRangeFields;
  readonly steps?: StepsFields;
  readonly price?: PriceFields;
  /**
   * Seconds that one call may take, for slow models.
   */
  readonly timeout?: number;
  /**
   * Which of Together's two kinds of request makes it: a picture, or a clip.
   */
  readonly endpoint?: "images/generations" | "videos";
  /**
   * Where this is known from, for whoever reads it later.
   */
  readonly source?: string;
}
/**
 * What becomes of each parameter of the API; `width_height` stands for both. `yes` sends it, `no` refuses it while planning, `ignored` and `unknown` send it with a warning, `required` asks for it (`prompt`, `frame_images`).
 */
export interface SupportFields {
  readonly prompt?: Support;
  readonly width_height?: Support;
  readonly aspect_ratio?: Support;
  readonly n?: Support;
  readonly seed?: Support;
  readonly steps?: Support;
  readonly guidance_scale?: Support;
  readonly negative_prompt?: Support;
  readonly prompt_upsampling?: Support;
  readonly response_format?: Support;
  readonly output_format?: Support;
  readonly disable_safety_checker?: Support;
  readonly image_url?: Support;
  readonly reference_images?: Support;
  readonly frame_images?: Support;
  readonly image_loras?: Support;
}
/**
 * Sizes in pixels: either a `menu`, or multiples of a number between `min` and `max`. Another size is refused; with `fit: cover` or `contain` the nearest is generated.
 */
export interface SizeFields {
  /**
   * Every size there is.
   *
   * @minItems 1
   * @maxItems 1000
   */
  readonly menu?: readonly SizeText[];
  /**
   * Width and height are multiples of it. Default: 8.
   */
  readonly multiple_of?: number;
  /**
   * The shortest side. Default: 256.
   */
  readonly min?: number;
  /**
   * The longest side. Default: 1920.
   */
  readonly max?: number;
  readonly default?: SizeText;
}
/**
 * Seeds that the model takes: whole numbers from `min` to `max`, both included.
 */
export interface SeedRangeFields {
  /**
   * The smallest. Default: 0.
   */
  readonly min?: number;
  /**
   * The largest.
   */
  readonly max: number;
}
/**
 * Pictures that one request (`batch: true`) may ask for: from `min` to `max`, both included.
 */
export interface CountRangeFields {
  /**
   * The fewest. Default: 1.
   */
  readonly min?: number;
  /**
   * The most.
   */
  readonly max: number;
}
/**
 * Diffusion steps.
 */
export interface StepsFields {
  /**
   * Steps when none are asked for.
   */
  readonly default?: number;
  /**
   * The most that are taken. Default: 50.
   */
  readonly max?: number;
}
/**
 * For the estimates. A price is never asked for anywhere: it is what somebody wrote down. Where our table has one too, the higher estimate counts.
 */
export interface PriceFields {
  /**
   * US dollars.
   */
  readonly usd: number;
  /**
   * What that buys; a megapixel is 1,000,000 pixels.
   */
  readonly per: "image" | "megapixel" | "clip";
  /**
   * For `per: megapixel`: steps above this number cost in proportion.
   */
  readonly default_steps?: number;
  /**
   * For `per: clip`: how long the clip is. Default: 5.
   */
  readonly seconds?: number;
}
/**
 * Limits of one provider, and of single models of it.
 */
export interface ProviderLimitFields {
  /**
   * Calls at a time. Default: 8.
   */
  readonly concurrency?: number;
  /**
   * Calls in any 60 seconds, retries included. Whatever is set here, the rate that the server reports is kept.
   */
  readonly requests_per_minute?: number;
  /**
   * Seconds that one attempt may take, until its last byte. Default: 300; 600 for clips.
   */
  readonly timeout?: number;
  /**
   * Tighter limits by model id.
   */
  readonly models?: {
    readonly [k: string]: LimitFields;
  };
}
/**
 * Limits of one model, within those of its provider.
 */
export interface LimitFields {
  /**
   * Calls at a time.
   */
  readonly concurrency?: number;
  /**
   * Calls in any 60 seconds, retries included. Whatever is set here, the rate that the server reports is kept.
   */
  readonly requests_per_minute?: number;
  /**
   * Seconds that one attempt may take, until its last byte.
   */
  readonly timeout?: number;
}
/**
 * What every asset is asked for instead, whatever it says itself. What the profile's model does not take of the rest is left out. The files keep the sizes that the manifest gives them.
 */
export interface ProfileFields {
  /**
   * The API that makes the picture. Default: the manifest's `provider`. `sketch` needs no key and no network.
   */
  readonly provider?: string;
  /**
   * The provider's id of the model, word for word. One that we do not know is sent unchecked.
   */
  readonly model?: string;
  /**
   * Width in pixels that is asked for, in place of what the asset says; the nearest one that the model can make.
   */
  readonly width?: number;
  /**
   * Height in pixels that is asked for, as `width`.
   */
  readonly height?: number;
  /**
   * Asks for this part of each asset's width and height, to the nearest size that the model can make: 0.5 is a quarter of the pixels. Default: 1.
   */
  readonly scale?: number;
  /**
   * What to keep out of the picture, for models that take it.
   */
  readonly negative_prompt?: string;
  /**
   * Number of denoising steps: more is slower, dearer and often better. Default: the model's.
   */
  readonly steps?: number;
  /**
   * How closely to follow the prompt: about 1 to 5 is loose, 8 to 10 is faithful. Default: the model's.
   */
  readonly guidance_scale?: number;
  /**
   * Let the API rewrite the prompt in more detail, on models that can. Default: the model's.
   */
  readonly prompt_upsampling?: boolean;
  /**
   * What the API sends; files are made from it. Default: the API's. To choose the format of a picture's file, use `format`, which costs nothing to change. `MP4` and `WEBM` are for models that make clips, whose files are what the API sends.
   */
  readonly output_format?: "jpeg" | "png" | "MP4" | "WEBM";
  /**
   * How the API sends the picture: in the answer itself, or as an address to fetch it from. Default: `base64`, where the API has it.
   */
  readonly response_format?: "base64" | "url";
  /**
   * Ask the API to leave its safety checker out, where it allows that. Default: false.
   */
  readonly disable_safety_checker?: boolean;
  /**
   * LoRA adapters that influence the style, and how strongly.
   *
   * @maxItems 16
   */
  readonly image_loras?: readonly LoraFields[];
  /**
   * Further parameters of the API, sent word for word. Repeating a field that imagegen knows is an error.
   */
  readonly provider_options?: {
    readonly [k: string]: unknown;
  };
  /**
   * Where the request goes. Default: where the model is served, `videos` for Kling. Part of the request, so changing it is paid for.
   */
  readonly endpoint?: "images/generations" | "videos";
  /**
   * Folder for the files of this profile, relative to the manifest; each has its own path below it. To be git-ignored. Default: `.imagegen/profiles/NAME`.
   */
  readonly folder?: string;
}
/**
 * A file named by `include`.
 */
export interface FragmentDocument {
  /**
   * Where this schema is, for editors.
   */
  readonly $schema?: string;
  /**
   * Version of the manifest's format. Must be 1.
   */
  readonly version?: 1;
  readonly defaults?: DefaultsFields;
  /**
   * Texts to be used as `{name}` in prompts, negative prompts and `alt`.
   */
  readonly vars?: {
    readonly [k: string]: string | number | boolean;
  };
  /**
   * Reusable looks by name; an asset applies them with `style`.
   */
  readonly styles?: {
    readonly [k: string]: StyleFields;
  };
  /**
   * The pictures by name. A name may contain matrix variables: `icon-{season}`.
   */
  readonly assets?: {
    readonly [k: string]: AssetFields;
  };
}
