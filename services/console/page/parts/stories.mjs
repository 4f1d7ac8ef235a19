// Stories: which articles tell of one event; and what changed at an article's revisions.
import { html, Link, Search, count, minute, useEffect, useRef, useState } from "./base.mjs";
import { useAnswer } from "./server.mjs";
import { List } from "./list.mjs";
import { Revisions } from "./revisions.mjs";

const SITES_SHOWN = 4;

export function Stories() {
  const [alone, setAlone] = useState(false);
  const [shown, setShown] = useState(null);
  const { data, problem, busy, again } = useAnswer(`stories${alone ? "?alone=1" : ""}`, 10);
  const row = (each) => html`<button class="card" aria-haspopup="dialog" onClick=${() => setShown(each)}>
    <span class="title" dir="auto" lang=${each.language}>${each.title || "(no headline)"}</span>
    <span class="facts">${articles(each.size)} · <bdi>${sites(each.sites)}</bdi> · ${span(each)}</span></button>`;
  return html`
    <${Past} />
    <section aria-labelledby="stories-h">
      <h2 id="stories-h">Stories${data ? ` (${count(data.length)}${data.length === 300 ? " or more" : ""})` : ""}</h2>
      <form class="row" onSubmit=${(event) => event.preventDefault()}>
        <label class="check"><input type="checkbox" checked=${alone} onChange=${(event) => setAlone(event.target.checked)} /> Also those of one article</label>
        <button type="button" onClick=${again} disabled=${busy}>Refresh</button>
      </form>
      ${problem && html`<p class="bad">${problem}</p>`}
      ${data && (data.length ? html`<${List} label="Stories, the latest first" rows=${data} row=${row} keyOf=${(each) => each.story_id} />`
        : html`<p class="muted">None yet.</p>`)}
      ${shown && html`<${Story} story=${shown} close=${() => setShown(null)} />`}
    </section>`;
}

const articles = (n) => `${count(n)} ${n === 1 ? "article" : "articles"}`;

function sites(names) {
  const more = names.length - SITES_SHOWN;
  return names.slice(0, SITES_SHOWN).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function span({ first_seen_at: first, seen_at: last }) {
  return first === last ? minute(first) : `${minute(first)} to ${minute(last)}`;
}

// The revisions of an article that the reader names.
function Past() {
  const [asked, setAsked] = useState("");
  return html`<section aria-labelledby="past-h">
    <h2 id="past-h">An article's revisions</h2>
    <${Search} label="URL or article id" button="Show" ask=${setAsked} />
    ${asked && html`<div class="life"><${Revisions} key=${asked} of=${asked} /></div>`}
  </section>`;
}

function Story({ story, close }) {
  const box = useRef(null);
  const [open, setOpen] = useState(null);
  const { data, problem } = useAnswer(`story?id=${story.story_id}`);
  useEffect(() => box.current.showModal(), []);
  return html`<dialog ref=${box} onClose=${close} aria-labelledby="story-h">
    <form method="dialog" class="end"><button>Close</button></form>
    <h2 id="story-h" dir="auto" lang=${story.language}>${story.title || "(no headline)"}</h2>
    <p class="muted">story <code>${story.story_id}</code>, ${articles(story.size)}, ${span(story)}</p>
    ${problem && html`<p class="bad">${problem}</p>`}
    ${data && data.length < story.size && html`<p class="muted">Here are those of the latest 10,000 decisions on articles.</p>`}
    ${data?.map((each) => html`<article class="life" key=${each.article_id}>
      <h3 dir="auto" lang=${each.language}>${each.title || "(no title)"}</h3>
      <p><${Link} url=${each.url} /> <span class="muted"><bdi>${each.site}</bdi>, ${minute(each.first_seen_at)}</span></p>
      ${each.revision > 1 && (open === each.article_id ? html`<${Revisions} of=${each.article_id} />`
        : html`<button onClick=${() => setOpen(each.article_id)}>What changed in ${each.revision} revisions</button>`)}
    </article>`)}
  </dialog>`;
}
