// The page: its parts by the address's hash, and what the stream tells.
import { html, render, useEffect, useRef, useState } from "./parts/base.mjs";
import { follow, takeToken } from "./parts/server.mjs";
import { Flow } from "./parts/flow.mjs";
import { Articles } from "./parts/articles.mjs";
import { Stories } from "./parts/stories.mjs";
import { Urls } from "./parts/urls.mjs";
import { Hosts } from "./parts/hosts.mjs";
import { Letters } from "./parts/letters.mjs";

const PARTS = [["flow", "Flow", Flow], ["articles", "Articles", Articles], ["stories", "Stories", Stories],
  ["urls", "URLs", Urls], ["hosts", "Hosts", Hosts], ["letters", "Dead letters", Letters]];
const ARTICLES_MAX = 10000;

const here = () => PARTS.find(([name]) => location.hash === `#${name}`) ?? PARTS[0];

// The newest first; a revision takes its article's old place away.
function withNews(old, news) {
  const ids = new Set(news.map((each) => each.article_id));
  return [...news.reverse(), ...old.filter((each) => !ids.has(each.article_id))].slice(0, ARTICLES_MAX);
}

function without(old, gone) {
  const ids = new Set(gone);
  return old.filter((each) => !ids.has(each.article_id));
}

function App() {
  const [part, setPart] = useState(here);
  const [connected, setConnected] = useState(null);
  const [flow, setFlow] = useState({});
  const [outcomes, setOutcomes] = useState({ since: 0, reasons: [] });
  const [articles, setArticles] = useState([]);
  const [held, setHeld] = useState(null);
  const [said, say] = useState("");
  const main = useRef(null);
  useEffect(() => {
    const move = () => { setPart(here()); main.current.focus(); };
    addEventListener("hashchange", move);
    const take = (news) => setArticles((old) => withNews(old, news));
    // what was taken down must not stay in a list that is held either
    const drop = (gone) => { for (const set of [setArticles, setHeld]) set((old) => old && without(old, gone)); };
    const stop = follow({ flow: setFlow, outcomes: setOutcomes, articles: take, gone: drop }, setConnected);
    // by which a test, or a script of the reader's own, can add to the list
    const more = (event) => take(event.detail);
    addEventListener("newsreel-articles", more);
    return () => {
      removeEventListener("hashchange", move);
      removeEventListener("newsreel-articles", more);
      stop();
    };
  }, []);
  const [name, title, Part] = part;
  useEffect(() => { document.title = `${title} · Newsreel`; }, [title]);
  const hold = (wanted) => setHeld(wanted ? articles : null);
  return html`
    <a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); main.current.focus(); }}>To the content</a>
    <header>
      <h1>Newsreel</h1>
      <nav aria-label="Parts">${PARTS.map(([each, label]) => html`<a key=${each} href=${`#${each}`}
        aria-current=${each === name ? "page" : undefined}>${label}</a>`)}</nav>
      <span class=${connected === false ? "bad" : "muted"} role="status">${connected === null ? "connecting …" : connected ? "live" : "the console is away"}</span>
    </header>
    <main id="main" tabindex="-1" ref=${main}>
      <p class="said" role="status" aria-live="polite">${said}</p>
      <${Part} flow=${flow} outcomes=${outcomes} articles=${held ?? articles} held=${held !== null} hold=${hold} say=${say} />
    </main>`;
}

takeToken();
render(html`<${App} />`, document.body);
