import { extensionOf, formatOfExtension } from "../formats.ts";
import { hasContentPath } from "../output-path.ts";
import type { OutputShape } from "./output-shapes.ts";
import { isAbsolute, joinPath, pathProblem } from "./project-path.ts";
import { renderTemplate } from "./template.ts";
import type { TextContext } from "./variables.ts";

/** The path of one output in the current row, from the project; undefined where it cannot have one, which is said. */
export function resolvePath(
  output: OutputShape,
  of: { readonly name: string; readonly sample: number },
  { variables, findings }: TextContext,
): string | undefined {
  const { path, width, height } = output;
  let isKnown = true;
  const unknown = () => {
    isKnown = false;
    return "";
  };
  const sized = (variable: "width" | "height", value: number | undefined) => {
    if (value !== undefined) return String(value);
    findings.add("unknown-variable", path.place, () => ({
      message: `{${variable}} is not known: nothing says the ${variable} of this output`,
      hint: `set ${variable === "width" ? "`width` or `widths`" : "`height`"} on the output`,
      asset: of.name,
    }));
    return unknown();
  };
  const rendered = renderTemplate(path.template, (variable) => {
    switch (variable) {
      case "name":
        return of.name;
      case "index":
        return String(of.sample + 1);
      case "width":
        return sized("width", width);
      case "height":
        return sized("height", height);
      case "format":
        return path.format;
      case "ext":
        return extensionOf(path.format);
      case "hash8":
        return "{hash8}";
      default:
        return variables.valueOf(variable) ?? unknown();
    }
  }).normalize("NFC");
  // What would follow from the gap, as that all assets have one path, is no mistake of its own.
  if (!isKnown) return undefined;
  const joined = joinPath(path.folder, rendered);
  if (joined === undefined) {
    const why = isAbsolute(rendered) ? "is absolute" : "leaves the project";
    findings.add("path-outside-project", path.place, () => ({
      message: `the output path "${rendered}" of "${of.name}" ${why}`,
      hint: "outputs are written below the manifest's folder",
      asset: of.name,
    }));
    return undefined;
  }
  const problem = pathProblem(hasContentPath(joined) ? joined.replaceAll("{hash8}", "00000000") : joined);
  if (problem !== undefined) {
    findings.add("path-invalid", path.place, () => ({
      message: `the output path "${rendered}" of "${of.name}" cannot be used everywhere: ${problem}`,
      asset: of.name,
    }));
    return undefined;
  }
  checkExtension(joined, output, { name: of.name, findings });
  return joined;
}

/** A file whose name says another format than its bytes have helps nobody. */
function checkExtension(
  path: string,
  { path: { format, place } }: OutputShape,
  { name, findings }: { readonly name: string; readonly findings: TextContext["findings"] },
): void {
  const file = path.slice(path.lastIndexOf("/") + 1);
  const dot = file.lastIndexOf(".");
  const extension = dot < 0 ? "" : file.slice(dot + 1);
  if (formatOfExtension(extension) === format) return;
  findings.add("path-invalid", place, () => ({
    message:
      extension === ""
        ? `the output path "${path}" of "${name}" has no extension`
        : `the output path "${path}" of "${name}" does not end like a ${format} file`,
    hint: "end the path in .{ext}, or set `format` to what it says",
    asset: name,
  }));
}
