/**
 * The page about the models, made from the providers' tables. Ends with a line feed.
 *
 * @param listings what `listModels` gives, retired ones included
 * @param facts the functions of `src/report/model-facts.ts`, so that the page and the command use the same words
 */
export function renderModelsPage(listings, facts) {
  const dates = [...new Set(listings.map(({ date }) => date))].join(", ");
  const summary = listings.map((listing) => summaryRow(listing, facts));
  return [
    "# Models",
    "",
    "<!-- Made from the model tables of src/providers by `npm run gen`; do not edit. -->",
    "",
    `What \`imagegen\` knows of the models, read from public sources on ${dates}. Nothing here was measured by us. \`imagegen models\` shows the same for a project, with what its manifest corrects under \`models:\`. Prices are estimates; for one picture of 1024x1024, or for one clip. A model that is not here can be used: its parameters are sent unchecked and its price is unknown.`,
    "",
    "<!-- prettier-ignore-start -->",
    "",
    "| model | provider | family | status | price | 1024x1024 |",
    "| --- | --- | --- | --- | --- | --- |",
    ...summary,
    "",
    "<!-- prettier-ignore-end -->",
    ...listings.flatMap((listing) => ["", ...section(listing, facts)]),
    "",
  ].join("\n");
}

function summaryRow({ provider, row, price }, { priceRuleText, statusText }) {
  const example = price === undefined ? "unknown" : dollars(price);
  return `| [\`${row.id}\`](#${anchor(row.id)}) | ${provider} | ${row.family} | ${statusText(row)} | ${priceRuleText(row.price)} | ${example} |`;
}

function section({ row }, { parameterGroups, priceDetails, priceRuleText, sizesText, statusText }) {
  const groups = parameterGroups(row);
  const details = priceDetails(row.price);
  const named = (group) => (groups.get(group) ?? []).map((text) => text.replace(/^\w+/, "`$&`")).join(", ");
  const facts = [
    ["Status", statusText(row)],
    ["Price", `${priceRuleText(row.price)}${details === "" ? "" : ` (${details})`}`],
    ["Sizes", sizesText(row, { whole: true })],
    ["Takes", named("takes")],
    ["Ignores", named("ignores")],
    ["Disputed: sent, with a warning", named("disputed")],
    ["Refuses", named("refuses")],
    ["Not known: sent, with a warning", named("unknown")],
    ["Timeout of a call", row.timeout === undefined ? "" : `${row.timeout / 1000} s`],
    ["Source", row.source],
  ];
  return [`## ${row.id}`, "", ...facts.filter(([, text]) => text !== "").map(([label, text]) => `- ${label}: ${text}`)];
}

function dollars(price) {
  return `$${Number(price.toPrecision(3))}`;
}

/** As GitHub names the anchor of a heading. */
function anchor(heading) {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, "")
    .replaceAll(" ", "-");
}
