// Dead letters: events that nobody foresaw; put back or closed.
import { html, Link, count } from "./base.mjs";
import { mayWrite, post, useAnswer } from "./server.mjs";

export function Letters({ say }) {
  const { data, problem, busy, again } = useAnswer("letters");
  const act = async (letter, action) => {
    await post("letters", { place: letter.place, action },
      say, action === "retry" ? "Put back; its new answer replaces the old." : "Closed; its answer stands.");
    again();
  };
  return html`<section aria-labelledby="dead-h">
    <h2 id="dead-h">Dead letters${data ? ` (${count(data.length)})` : ""}</h2>
    <div class="row"><button onClick=${again} disabled=${busy}>Refresh</button></div>
    ${problem && html`<p class="bad">${problem}</p>`}
    ${data && !data.length && html`<p class="muted">None.</p>`}
    ${data?.map((each) => html`<article class="life" key=${each.place}>
      <h3>${each.stage}: ${each.error}</h3>
      <p dir="auto">${each.message}</p>
      <p><${Link} url=${each.url} /> <span class="muted">${each.reason}, <code>${each.place}</code>, ${each.at.slice(0, 19).replace("T", " ")} UTC</span></p>
      ${each.traceback && html`<details><summary>Traceback</summary><pre tabindex="0">${each.traceback}</pre></details>`}
      ${mayWrite() && html`<div class="row"><button onClick=${() => act(each, "retry")}>Retry</button>
        <button onClick=${() => act(each, "drop")}>Drop</button></div>`}
    </article>`)}
  </section>`;
}
