// URLs: the life of one, those without an answer, those that failed.
import { html, Link, Search, clock, count, duration, readable, useState } from "./base.mjs";
import { mayWrite, post, useAnswer } from "./server.mjs";
import { List } from "./list.mjs";

export function Urls({ flow, say }) {
  const [asked, setAsked] = useState("");
  return html`
    <section aria-labelledby="trace-h">
      <h2 id="trace-h">Trace a URL</h2>
      <${Search} label="URL, submission or article id" button="Trace" asked=${asked} ask=${setAsked} />
      ${asked && html`<${Trace} key=${asked} of=${asked} commands=${flow.in_force ?? []} say=${say} />`}
    </section>
    <${Open} show=${setAsked} />
    <${Failed} show=${setAsked} />`;
}

function Trace({ of, commands, say }) {
  const { data, problem, again } = useAnswer(`trace?of=${encodeURIComponent(of)}`, 5);
  if (problem) return html`<p class="bad">${problem}</p>`;
  if (!data) return html`<p class="muted">Looking …</p>`;
  if (!data.length) return html`<p>Nothing is known of it: no submission has this URL or id.</p>`;
  return data.map((line) => html`<${Life} key=${line.submission_id} line=${line} commands=${commands} say=${say} again=${again} />`);
}

function Life({ line, commands, say, again }) {
  const answer = line.answer;
  const withdrawal = commands.find((each) => each.action === "cancel" && each.target === line.submission_id);
  const holding = commands.filter((each) => each === withdrawal || each.action === "pause");
  const withdraw = async () => {
    const command = { action: "cancel", target: line.submission_id, why: "withdrawn in the console" };
    if (await post("control", command, say, "Withdrawn; its outcome follows.")) again();
  };
  return html`<article class="life">
    <h3><${Link} url=${line.url} /></h3>
    <p class="muted">submission <code>${line.submission_id}</code>, ${clock(line.submitted_at)}${line.trace_id && html`, trace <code>${line.trace_id}</code>`}</p>
    ${answer ? html`
      <ol class="way">${answer.journey.map((stamp) => html`<li><strong>${stamp.stage}</strong>
        +${((Date.parse(stamp.at) / 1000) - line.submitted_at).toFixed(2)} s <span class="muted">${stamp.duration_ms.toFixed(1)} ms ${stamp.note ?? ""}</span></li>`)}</ol>
      <p><span class=${`dot ${answer.outcome}`}></span><strong>${answer.outcome}: ${answer.reason}</strong> at ${answer.stage}, ${answer.attempts} ${answer.attempts === 1 ? "fetch" : "fetches"}
        ${answer.detail && html`<br /><span dir="auto">${answer.detail}</span>`}</p>
      ${line.helps && html`<p class="warn">${line.helps}</p>`}`
      : html`<p><strong class="warn">No answer yet.</strong> ${waits(line.waits)}</p>
        ${holding.map((each) => html`<p class="warn" dir="auto">In force: ${each === withdrawal ? "withdrawn" : `pause ${each.target}`} (${each.by}: ${each.why})</p>`)}
        ${mayWrite() && !withdrawal && html`<button onClick=${withdraw}>Withdraw</button>`}`}
  </article>`;
}

function waits(waiting) {
  if (!waiting) return "It is in work, or in a stage's queue.";
  const now = Date.now() / 1000;
  const more = [
    waiting.cooling_until > now && `${waiting.host} cools until ${clock(waiting.cooling_until)}`,
    waiting.down_until > now && `${waiting.host} is left alone until ${clock(waiting.down_until)}`,
    waiting.crawl_delay_seconds != null && `Crawl-delay ${waiting.crawl_delay_seconds} s`,
  ].filter(Boolean);
  return `It waits until ${clock(waiting.until)}: ${[waiting.words, ...more].join("; ")}.`;
}

function Open({ show }) {
  const { data, problem, busy, again } = useAnswer("open", 10);
  const row = (line) => html`<button class="card" onClick=${() => show(line.submission_id)}>
    <span class="title" dir="auto">${readable(line.url)}</span>
    <span class="facts">${duration(Date.now() / 1000 - line.submitted_at)} old · ${
      line.waits ? `until ${clock(line.waits.until)}: ${line.waits.words}` : "in work, or in a queue"}</span></button>`;
  return html`<${Lines} id="open" title="Without an answer" row=${row} ...${{ data, problem, busy, again }} none="Every URL has its answer." />`;
}

function Failed({ show }) {
  const [reason, setReason] = useState("");
  const { data, problem, busy, again } = useAnswer("failed");
  const lines = data ?? [];
  const reasons = new Map();
  for (const line of lines) reasons.set(line.answer.reason, (reasons.get(line.answer.reason) ?? 0) + 1);
  const wanted = data && lines.filter((line) => !reason || line.answer.reason === reason);
  const choice = html`<label>Reason <select value=${reason} onChange=${(event) => setReason(event.target.value)}>
    <option value="">all</option>${[...reasons].map(([name, n]) => html`<option value=${name}>${name} (${n})</option>`)}</select></label>`;
  const row = (line) => html`<button class="card" onClick=${() => show(line.submission_id)}>
    <span class="title" dir="auto">${readable(line.url)}</span>
    <span class="facts" dir="auto">${[line.answer.reason, line.answer.detail, line.helps].filter(Boolean).join(" · ")}</span></button>`;
  return html`<${Lines} id="failed" title="Without an article" row=${row} choice=${choice} ...${{ data: wanted, problem, busy, again }} all=${lines.length}
    none=${reason ? "None for this reason." : "No URL failed."} />`;
}

const LINES_MAX = 1000; // as many as the server gives

function howMany(shown, all) {
  const more = all < LINES_MAX ? "" : shown < all ? ` of the latest ${count(all)}` : " or more";
  return ` (${count(shown)}${more})`;
}

function Lines({ id, title, data, all = data?.length, problem, busy, again, row, none, choice }) {
  return html`<section aria-labelledby=${`${id}-h`}>
    <h2 id=${`${id}-h`}>${title}${data && howMany(data.length, all)}</h2>
    <div class="row">${choice}<button onClick=${again} disabled=${busy}>Refresh</button></div>
    ${problem && html`<p class="bad">${problem}</p>`}
    ${data && (data.length ? html`<${List} label=${title} rows=${data} row=${row} keyOf=${(line) => line.submission_id} />`
      : html`<p class="muted">${none}</p>`)}
  </section>`;
}
