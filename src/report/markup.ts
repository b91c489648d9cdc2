import { FORMATS, formatOfExtension } from "../core/formats.ts";
import { isClipFormat } from "../core/operations.ts";

/** A file that a page can show. Sizes in pixels, where they are known. */
export interface ShownPicture {
  readonly path: string;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly clip: boolean;
}

/** What a page would say to show these files: an `<img>`, or a `<picture>` with a source for each other format. */
export function pictureMarkup(files: readonly ShownPicture[], alt: string): string | undefined {
  const pictures = files.filter(({ clip }) => !clip);
  const last = pictures.at(-1);
  if (last === undefined) return undefined;
  const types = [...new Set(pictures.map(({ path }) => typeOf(path)))].filter((type) => type !== typeOf(last.path));
  const sources = types.map((type) => {
    const all = pictures.filter(({ path }) => typeOf(path) === type);
    const set = all.map(({ path, width }) => (width === undefined || all.length === 1 ? path : `${path} ${width}w`));
    return `  <source${type === undefined ? "" : ` type="${type}"`} srcset="${quoted(set.join(", "))}">\n`;
  });
  const { width, height } = last;
  const size = width === undefined || height === undefined ? "" : ` width="${width}" height="${height}"`;
  const image = `<img src="${quoted(last.path)}"${size} alt="${quoted(alt)}">`;
  return sources.length === 0 ? image : `<picture>\n${sources.join("")}  ${image}\n</picture>`;
}

/** The media type of a picture; undefined where the name does not tell it: a browser then looks at the bytes. */
function typeOf(path: string): string | undefined {
  const format = formatOfExtension(path.slice(path.lastIndexOf(".") + 1));
  return format === undefined || isClipFormat(format) ? undefined : FORMATS[format].mediaType;
}

function quoted(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
}
