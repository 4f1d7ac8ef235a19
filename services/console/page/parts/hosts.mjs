// Hosts: backlog, pause, pace, the doors of their sites; block.
import { html, Table, clock, count } from "./base.mjs";
import { mayWrite, post, useAnswer } from "./server.mjs";

export function Hosts({ flow, say }) {
  const { data, problem, busy, again } = useAnswer("hosts", 10);
  const commands = new Map();
  for (const each of flow.in_force ?? []) {
    if (each.action === "block" || each.action === "pace") commands.set(each.target, `${commands.get(each.target) ?? ""} ${each.action}`);
  }
  const block = (host) => post("control", { action: "block", target: host, why: "blocked in the console" },
    say, `${host} is blocked. Take it back under Flow.`);
  return html`<section aria-labelledby="hosts-h">
    <h2 id="hosts-h">Hosts</h2>
    <div class="row"><button onClick=${again} disabled=${busy}>Refresh</button></div>
    ${problem && html`<p class="bad">${problem}</p>`}
    ${data && (data.length ? html`<${Table} label="Hosts">
      <thead><tr><th scope="col">Host</th><th scope="col" class="n">Waiting</th><th scope="col">Next</th><th scope="col">Trouble</th>
        <th scope="col">Closed doors, 28 days</th>
        <th scope="col">Pace</th><th scope="col" class="n">Crawl-delay</th><th scope="col">Commands</th><th scope="col"><span class="hidden">Act</span></th></tr></thead>
      <tbody>${data.map((each) => html`<tr key=${each.host}><th scope="row"><bdi>${each.host}</bdi></th>
        <td class="n">${count(each.waiting)}</td><td>${each.next_at ? clock(each.next_at) : ""}</td><td>${trouble(each)}</td>
        <td><${Doors} ...${each.site} /></td>
        <td>${pace(each)}</td><td class="n">${each.crawl_delay_seconds != null ? `${each.crawl_delay_seconds} s` : ""}</td><td>${commands.get(each.host)}</td>
        <td>${mayWrite() && html`<button onClick=${() => block(each.host)} aria-label=${`Block ${each.host}`}>Block</button>`}</td></tr>`)}</tbody>
    </${Table}>` : html`<p class="muted">No host has URLs waiting, is in trouble, or has closed a door.</p>`)}
  </section>`;
}

function pace({ delay_seconds, concurrency }) {
  return delay_seconds == null ? "" : `${Number(delay_seconds.toFixed(2))} s apart, ${concurrency} at once`;
}

function trouble(each) {
  const now = Date.now() / 1000;
  if (each.down_until > now) return html`<span class="bad">down until ${clock(each.down_until)} (${each.reason})</span>`;
  if (each.cooling_until > now) return html`<span class="warn">slowed down until ${clock(each.cooling_until)} (${each.reason})</span>`;
  return "";
}

// What closed pages at the host's site, as shares of its visits; and what is not as usual there.
function Doors({ visits, doors, states }) {
  const shares = Object.entries(doors).sort(([, a], [, b]) => b - a);
  if (!shares.length && !states.length) return "";
  return html`<ul class="doors">
    ${states.map((each) => html`<li class=${each.name === "blocked" ? "bad" : "warn"}>${each.name} since ${each.since.slice(0, 10)} (${each.sign})</li>`)}
    ${shares.map(([door, share]) => html`<li><code>${door}</code> ${percent(share)} of ${count(visits)} visits</li>`)}</ul>`;
}

const percent = (share) => (share < 0.01 ? "< 1%" : `${Math.round(share * 100)}%`);
