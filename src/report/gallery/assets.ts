/** Everything that the page looks like. One file, so that its digest can stand in the content security policy. */
export const STYLE = `
:root { color-scheme: light dark; --ground: light-dark(#f6f6f4, #16171a); --card: light-dark(#fff, #1f2125);
  --text: light-dark(#1c1d20, #ececee); --soft: light-dark(#62646b, #9a9ca5); --line: light-dark(#dedfe2, #34363d);
  --accent: light-dark(#2f5bd7, #8fb0ff); --bad: light-dark(#b3261e, #ff9a91); --wait: light-dark(#8a5a00, #f2bf5e); }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--ground); }
header { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: center;
  padding: .8rem 1.2rem; background: var(--ground); border-bottom: 1px solid var(--line); }
h1 { font-size: 1.05rem; margin: 0; } header p { margin: 0; color: var(--soft); }
input, select { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 6px;
  padding: .3rem .6rem; min-width: 9rem; }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 1rem; padding: 1.2rem; }
article { content-visibility: auto; contain-intrinsic-size: 220px 250px; }
button.card { display: block; width: 100%; padding: 0; text-align: left; font: inherit; color: inherit; cursor: pointer;
  background: var(--card); border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
button.card:hover, button.card:focus-visible { border-color: var(--accent); outline: 2px solid var(--accent); }
.picture { display: grid; place-items: center; width: 100%; aspect-ratio: 4 / 3; color: var(--soft);
  background: repeating-conic-gradient(light-dark(#fff, #26282d) 0 25%, light-dark(#ececee, #1b1c20) 0 50%) 0 0 / 20px 20px; }
.card .picture { position: relative; }
.card .picture img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; }
.name { display: flex; justify-content: space-between; gap: .5rem; padding: .5rem .7rem; }
.name b { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.state { color: var(--soft); white-space: nowrap; } .state.bad { color: var(--bad); } .state.wait { color: var(--wait); }
dialog { width: min(1000px, 94vw); max-height: 92vh; color: inherit; background: var(--card); border: 1px solid var(--line);
  border-radius: 12px; padding: 1.2rem 1.4rem; } dialog::backdrop { background: rgb(0 0 0 / .55); }
dialog .picture { aspect-ratio: auto; min-height: 120px; border-radius: 8px; overflow: hidden; }
dialog .picture img, dialog video { max-width: 100%; max-height: 58vh; width: auto; height: auto; }
dialog form { float: right; } dialog form button { font: inherit; padding: .25rem .8rem; }
h2 { margin: 0 0 .8rem; font-size: 1.1rem; } h3 { font-size: .9rem; margin: 1.1rem 0 .3rem; color: var(--soft); }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0;
  border-bottom: 1px solid var(--line); overflow-wrap: anywhere; } th { font-weight: 600; white-space: nowrap; width: 1%; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; } code, pre { font: 13px/1.5 ui-monospace, monospace; }
.past { display: grid; grid-template-columns: 240px 1fr; gap: 1rem; margin: .4rem 0; } .past p { margin: 0; overflow-wrap: anywhere; }
dialog .compare { --at: 50%; aspect-ratio: 4 / 3; position: relative; }
dialog .compare img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; }
.compare .before { clip-path: inset(0 calc(100% - var(--at)) 0 0); }
.compare input { position: absolute; inset: auto 0 0; width: 100%; min-width: 0; margin: 0; padding: 0; cursor: ew-resize; }
a { color: var(--accent); } [hidden] { display: none !important; }
`;

/** Filters, and the asset that is open. The page is readable without it. */
export const SCRIPT = `
const cards = [...document.querySelectorAll("article")];
const [text, state, tag] = ["text", "state", "tag"].map((id) => document.getElementById(id));
const shown = document.getElementById("shown");
function filter() {
  const words = text.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let count = 0;
  for (const card of cards) {
    const fits = words.every((word) => card.dataset.text.includes(word)) &&
      (state.value === "" || card.dataset.state === state.value) &&
      (tag === null || tag.value === "" || card.dataset.tags.split("\\n").includes(tag.value));
    card.hidden = !fits;
    if (fits) count += 1;
  }
  shown.textContent = String(count);
}
for (const field of [text, state, tag]) field?.addEventListener("input", filter);
document.addEventListener("click", (event) => {
  const card = event.target.closest("button.card");
  if (card !== null) document.getElementById(card.dataset.dialog).showModal();
  if (event.target instanceof HTMLDialogElement) event.target.close();
});
document.addEventListener("input", (event) => {
  if (event.target.type === "range") event.target.parentElement.style.setProperty("--at", event.target.value + "%");
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== text) { event.preventDefault(); text.focus(); return; }
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined || document.activeElement instanceof HTMLInputElement) return;
  const visible = cards.filter((card) => !card.hidden).map((card) => card.querySelector("button.card"));
  const open = document.querySelector("dialog[open]");
  const at = visible.findIndex((card) => open === null ? card === document.activeElement : card.dataset.dialog === open.id);
  const next = visible[Math.max(0, Math.min(visible.length - 1, at + step))];
  if (next === undefined) return;
  open?.close();
  next.focus();
  if (open !== null) document.getElementById(next.dataset.dialog).showModal();
});
`;
