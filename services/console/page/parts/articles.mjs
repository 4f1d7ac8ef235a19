// Articles as they arrive; a click shows all of one, with where each field came from.
import { html, Link, ago, count, isWeb, readable, useEffect, useMemo, useRef, useState } from "./base.mjs";
import { useAnswer } from "./server.mjs";
import { List } from "./list.mjs";
import { Revisions } from "./revisions.mjs";

export function Articles({ articles, held, hold }) {
  const [shown, setShown] = useState(null);
  const [language, setLanguage] = useState("");
  const [words, setWords] = useState("");
  const languages = useMemo(() => [...new Set(articles.map((each) => each.language).filter(Boolean))].sort(), [articles]);
  const wanted = useMemo(() => {
    const low = words.toLowerCase();
    return articles.filter((each) => (!language || each.language === language)
      && (!low || `${each.title} ${each.canonical_url} ${each.site_name}`.toLowerCase().includes(low)));
  }, [articles, language, words]);
  const row = (each) => html`<button class="card" aria-haspopup="dialog" onClick=${() => setShown(each.article_id)}>
    <span class="title" dir="auto" lang=${each.language}>${each.title ?? "(no title)"}</span>
    <span class="facts fit"><bdi>${each.site_name ?? each.site}</bdi><span> · confidence ${each.confidence?.toFixed(2)}</span><span> · ${
      each.language ?? "?"}<span class="roomy"> · ${
      each.published_at ? each.published_at.slice(0, each.published_precision === "day" ? 10 : 16).replace("T", " ") : "no date"}</span> · ${
      ago(Date.parse(each.revised_at) / 1000)}${
      each.revision > 1 && html`<span class="roomy"> · revision ${each.revision}</span>`}</span></span>
  </button>`;
  return html`<section aria-labelledby="art-h">
    <h2 id="art-h">Articles</h2>
    <form class="row" onSubmit=${(event) => event.preventDefault()}>
      <label>Search <input type="search" value=${words} onInput=${(event) => setWords(event.target.value)} /></label>
      <label>Language <select value=${language} onChange=${(event) => setLanguage(event.target.value)}>
        <option value="">all</option>${languages.map((each) => html`<option>${each}</option>`)}</select></label>
      <label class="check"><input type="checkbox" checked=${held} onChange=${(event) => hold(event.target.checked)} /> Freeze the list</label>
      <span class="muted">${count(wanted.length)} of the latest ${count(articles.length)}</span>
    </form>
    ${wanted.length ? html`<${List} label="Articles, newest first" rows=${wanted} row=${row} keyOf=${(each) => each.article_id + each.revision} />`
      : html`<p class="muted">${articles.length ? "None of them matches." : "None yet."}</p>`}
    ${shown && html`<${Article} id=${shown} close=${() => setShown(null)} />`}
  </section>`;
}

const LEFT_OUT = new Set(["text", "blocks", "sources", "titles", "keywords", "summary"]);

function Article({ id, close }) {
  const box = useRef(null);
  const { data: article, problem } = useAnswer(`article?id=${encodeURIComponent(id)}`);
  useEffect(() => box.current.showModal(), []);
  return html`<dialog ref=${box} onClose=${close} aria-labelledby="one-h">
    <form method="dialog" class="end"><button>Close</button></form>
    ${problem && html`<p id="one-h">${problem}</p>`}
    ${article && html`
      <h2 id="one-h" dir="auto" lang=${article.language}>${article.title ?? "(no title)"}</h2>
      <p><${Link} url=${article.canonical_url} /></p>
      ${article.summary && html`<p dir="auto" lang=${article.language} class="lead">${article.summary}</p>`}
      <div class="two">
        <div class="text" lang=${article.language}>${article.blocks.map((each, index) => html`<${Piece} key=${index} block=${each} />`)}</div>
        <${Fields} article=${article} />
      </div>
      ${article.revision > 1 && html`<h3>What changed</h3><${Revisions} of=${id} />`}`}
  </dialog>`;
}

function Piece({ block }) {
  if (block.kind === "heading") return html`<h3 dir="auto">${block.text}</h3>`;
  if (block.kind === "list") return html`<ul dir="auto">${block.text.split("\n").map((each) => html`<li>${each}</li>`)}</ul>`;
  if (block.kind === "quote") return html`<blockquote dir="auto">${block.text}</blockquote>`;
  if (block.kind === "code" || block.kind === "table") return html`<pre dir="auto" tabindex="0">${block.text}</pre>`;
  if (block.kind === "image") {
    return html`<p class="muted" dir="auto">Image: <${Link} url=${block.url} /> ${block.caption}</p>`;
  }
  return html`<p dir="auto">${block.text}</p>`;
}

const plain = (value) => (typeof value === "object" ? JSON.stringify(value) : isWeb(value) ? readable(value) : String(value));
const empty = (value) => value == null || value === "" || (typeof value === "object" && !Object.keys(value).length);

function Fields({ article }) {
  const rows = Object.entries(article).filter(([name, value]) => !LEFT_OUT.has(name) && !empty(value));
  return html`<table class="fields"><caption>Fields, and where each came from</caption>
    <thead><tr><th scope="col">Field</th><th scope="col">Value</th><th scope="col">Source</th></tr></thead>
    <tbody>${rows.map(([name, value]) => html`<tr key=${name}><th scope="row">${name}</th><td dir="auto">${plain(value)}</td>
      <td>${article.sources[name] ?? ""}</td></tr>`)}</tbody></table>`;
}
