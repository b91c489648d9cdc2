import type { Ticket } from "../core/provider.ts";
import type { Call } from "./call.ts";

type Samples = Pick<Call, "samples">;

/**
 * A ticket for the rest of a batch, of which a part has come: its pictures are numbered as the asset's, for the next
 * call is for fewer of them and their places in it are others.
 */
export function forAsset({ samples }: Samples, ticket: Ticket): Ticket {
  if (ticket.kind === "job") return ticket;
  const urls = ticket.urls.map(({ index, url }) => ({ index: samples[index]?.index ?? index, url }));
  return { ...ticket, urls, numbered: "asset" };
}

/** The same ticket for this very call. A picture that it does not ask for gets a number behind all that it does. */
export function forCall({ samples }: Samples, ticket: Ticket): Ticket {
  if (ticket.kind === "job" || ticket.numbered === undefined) return ticket;
  const { numbered: _, ...rest } = ticket;
  const urls = ticket.urls.map(({ index, url }, position) => {
    const place = samples.findIndex((sample) => sample.index === index);
    return { index: place === -1 ? samples.length + position : place, url };
  });
  return { ...rest, urls };
}
