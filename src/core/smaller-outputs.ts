import type { Asset, FieldName, WantedSide } from "./asset.ts";
import type { Diagnostic } from "./diagnostic.ts";

/**
 * Warns of outputs that will be smaller than the manifest says, where the size that is asked for is known: a picture
 * is not enlarged, so `w-256.png` would be a file that is 64 pixels wide. A profile's pictures are smaller on purpose.
 */
export function smallerOutputs(asset: Asset, dropped: readonly FieldName[]): readonly Diagnostic[] {
  if (asset.profile !== undefined) return [];
  const byField = new Map<string, [WantedSide, ...WantedSide[]]>();
  for (const { wanted } of asset.outputs[0] ?? []) {
    if (wanted === undefined || wanted.pixels <= (sizeOf(wanted, asset, dropped) ?? Infinity)) continue;
    const field = JSON.stringify(wanted.place);
    const group = byField.get(field);
    if (group === undefined) byField.set(field, [wanted]);
    else group.push(wanted);
  }
  return [...byField.values()].map((group) => notEnlarged(asset, group));
}

/** What the request says of this side; undefined where the model alone decides. */
function sizeOf({ side }: WantedSide, { parameters }: Asset, dropped: readonly FieldName[]): number | undefined {
  return dropped.includes(side) ? undefined : parameters[side];
}

/** `group`: of one field. */
function notEnlarged(asset: Asset, group: readonly [WantedSide, ...WantedSide[]]): Diagnostic {
  const [{ side, place }] = group;
  const asked = `${asset.parameters[side]} pixels ${side === "width" ? "wide" : "high"}`;
  const files = group.length === 1 ? "this file is" : "these files are";
  return {
    severity: "warning",
    code: "output-not-enlarged",
    message: `${side} ${group.map(({ pixels }) => pixels).join(" and ")}: ${files} written ${asked}, as the picture is asked for; it is not enlarged`,
    hint: "ask for a larger picture, or leave this out; an output with both `width` and `height` has exactly that size",
    place,
    asset: asset.name,
  };
}
