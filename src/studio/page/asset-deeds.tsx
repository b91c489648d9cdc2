import type { Details, Insistence, Money, Row } from "../protocol.ts";
import { ask } from "./connection.ts";
import type { Tell } from "./notices.tsx";
import { limitOf, priceSuffix } from "./words.ts";

/** What can be done with an asset as it stands. A button that pays says how much, and that is the limit. */
export function AssetDeeds(props: { readonly row: Row; readonly details: Details | undefined; readonly tell: Tell }) {
  const { row, details, tell } = props;
  const { name, state, price } = row;
  const make = (shown: Money, insist?: Insistence) =>
    void ask("make", {
      assets: [name],
      ...(insist !== undefined && { insist }),
      ...limitOf(shown),
    }).then(tell);
  const anew = details?.anew;
  switch (state) {
    case "queued":
      return (
        <button type="button" onClick={() => void ask("withdraw", { asset: name }).then(tell)}>
          Take back
        </button>
      );
    case "generating":
      return null;
    case "modified":
      return (
        <button type="button" onClick={() => void ask("accept", { asset: name }).then(tell)}>
          Accept the edit
        </button>
      );
    case "refused":
      return anew === undefined ? null : (
        <button type="button" class="pay" onClick={() => make(anew, "retry-refused")}>
          Ask again{priceSuffix(anew.text)}
        </button>
      );
    case "lost":
      return anew === undefined ? null : (
        <button type="button" class="pay" onClick={() => make(anew, "regenerate-lost")}>
          Pay again{priceSuffix(anew.text)}
        </button>
      );
    case "fresh":
    case "record":
      // What is drawn on this machine comes out the same every time.
      return anew === undefined || anew.text === "free" ? null : (
        <button type="button" class="pay" onClick={() => make(anew, "replace")}>
          {details?.samples.length === 1 ? "Another one" : "Others"}
          {priceSuffix(anew.text)}
        </button>
      );
    case "foreign":
    case "unfit":
    case "blocked":
      return null;
    case "restore":
    case "move":
    case "derive":
    case "reuse":
    case "generate":
    case "maybe":
    case "withdrawn":
    case "failed":
      return (
        <button type="button" class="pay" onClick={() => make(price)}>
          Make{priceSuffix(price.text)}
        </button>
      );
    default:
      return state satisfies never;
  }
}
