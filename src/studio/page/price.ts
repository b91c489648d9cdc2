import { useEffect, useState } from "preact/hooks";
import type { Answer, Fields } from "../protocol.ts";
import { ask } from "./connection.ts";

/** Milliseconds without a keystroke until the price is asked for. */
const PAUSE = 300;

/** What an asset would cost with other fields, and what is wrong with them; undefined until it is known. */
export function usePrice(asset: string, fields: Fields): Answer | undefined {
  const [price, setPrice] = useState<{ readonly of: string; readonly answer: Answer }>();
  const text = JSON.stringify([asset, fields]);
  useEffect(() => {
    if (Object.keys(fields).length === 0) return undefined;
    let left = false;
    const timer = setTimeout(() => {
      void ask("price", { asset, fields }).then((answer) => {
        if (!left) setPrice({ of: text, answer });
      });
    }, PAUSE);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [text]);
  // The price of what was typed before is none of what is there now.
  return price?.of === text ? price.answer : undefined;
}
