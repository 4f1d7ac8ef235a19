// The flow as it is: stages, what is in force, outcomes; and the commands of an operator.
import { html, Table, count, duration, minute, rate, useState } from "./base.mjs";
import { mayWrite, post } from "./server.mjs";
import { Plot, Spark } from "./plot.mjs";

const ORDER = ["intake", "fetch", "extract", "enrich", "publish", "ledger"];
const COLUMNS = [["per_second", "Per second"], ["lag", "Lag"], ["in_flight", "In work"], ["done", "Done"],
  ["failed", "Failed"], ["dead_letters", "Dead letters"], ["retries", "Retries"]];

export function Flow({ flow, outcomes, say }) {
  const place = (each) => (ORDER.indexOf(each.stage) + 1) || ORDER.length + 1; // sinks behind the stages
  const stages = [...(flow.stages ?? [])].sort((a, b) => place(a) - place(b));
  const open = flow.account;
  return html`
    <section aria-labelledby="flow-h">
      <h2 id="flow-h">Flow</h2>
      <p>${open
        ? html`<strong>${count(open.unaccounted)}</strong> ${open.unaccounted === 1 ? "URL" : "URLs"} without an answer${open.unaccounted
            ? `, the oldest for ${duration(open.oldest_unaccounted_seconds)}` : ""}${open.conflicts
            ? html`, <strong class="bad">${count(open.conflicts)} conflicting answers</strong>` : ""}.`
        : "The ledger does not answer."}</p>
      ${stages.length ? html`<${Table} label="Stages">
          <thead><tr><th scope="col">Stage</th><th scope="col">State</th>${COLUMNS.map(([, name]) => html`<th scope="col" class="n">${name}</th>`)}</tr></thead>
          <tbody>${stages.map((each) => html`<tr key=${each.stage + each.address}>
            <th scope="row">${each.stage}</th><td>${state(each)}</td>
            ${COLUMNS.map(([field]) => html`<td class="n">${figure(each, field)}</td>`)}</tr>`)}
          </tbody>
        </${Table}>` : html`<p>No stage runs here. Start them with <code>newsreel up</code>.</p>`}
    </section>
    <${InForce} commands=${flow.in_force ?? []} say=${say} />
    <section aria-labelledby="out-h">
      <h2 id="out-h">Outcomes of the last hour (UTC)</h2>
      <${Plot} outcomes=${outcomes} />
      <${Reasons} ...${outcomes} />
    </section>`;
}

// A stage of which no process runs here has no address, and nothing is known of it.
function figure(each, field) {
  if (!each.address) return "\u2013";
  return field === "per_second" ? rate(each[field]) : count(each[field]);
}

function state(each) {
  if (each.problems.length) return html`<span class="bad">${each.problems.join("; ")}</span>`;
  return each.paused ? html`<span class="warn">paused</span>` : html`<span class="good">ready</span>`;
}

function Reasons({ since, reasons }) {
  if (!reasons.length) return null;
  return html`<${Table} label="Outcomes by reason">
    <thead><tr><th scope="col">Outcome</th><th scope="col">Reason</th><th scope="col" class="n">URLs</th>
      <th scope="col">Trend</th></tr></thead>
    <tbody>${reasons.map((each) => html`<tr key=${each.outcome + each.reason}><td class="kind"><span class=${`dot ${each.outcome}`}></span>${each.outcome}</td>
      <td><code>${each.reason}</code></td><td class="n">${count(each.count)}</td>
      <td><${Spark} since=${since} reason=${each} /></td></tr>`)}</tbody></${Table}>`;
}

const BACK = { pause: ["resume", "Resume"], block: ["unblock", "Unblock"], pace: ["pace", "Back to the rules"] };

function InForce({ commands, say }) {
  const standing = commands.filter((each) => each.action !== "cancel");
  const back = (each) => post("control", { action: BACK[each.action][0], target: each.target, why: "taken back in the console" },
    say, `${each.action} ${each.target} is taken back.`);
  return html`<section aria-labelledby="force-h">
    <h2 id="force-h">Commands in force</h2>
    ${standing.length ? html`<ul class="plain">${standing.map((each) => html`<li key=${each.action + each.target}>
        <strong>${each.action} ${each.target}</strong>${each.delay_seconds != null ? `, ${each.delay_seconds} s apart` : ""}${
        each.concurrency != null ? `, ${each.concurrency} at once` : ""}:
        <span dir="auto"> ${each.why}</span> <span class="muted">(${each.by}, ${minute(each.at)})</span>
        ${mayWrite() && html` <button onClick=${() => back(each)}>${BACK[each.action][1]}</button>`}</li>`)}</ul>`
      : html`<p class="muted">None.</p>`}
    <${Command} say=${say} />
  </section>`;
}

function Command({ say }) {
  const [action, setAction] = useState("pause");
  if (!mayWrite()) return html`<p class="muted">To give commands, open the address with the token that <code>newsreel up</code> prints.</p>`;
  const send = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = Object.fromEntries(new FormData(form));
    const delay = fields.delay ? Number(fields.delay) : null;
    const command = { action, target: fields.target, why: fields.why, by: fields.by, delay_seconds: action === "pace" ? delay : null };
    if (await post("control", command, say, `${action} ${fields.target}: sent.`)) form.reset();
  };
  const stage = action === "pause" || action === "resume";
  return html`<form class="row" onSubmit=${send}>
    <label>Command <select value=${action} onChange=${(event) => setAction(event.target.value)}>
      ${["pause", "resume", "block", "unblock", "pace", "cancel"].map((each) => html`<option>${each}</option>`)}</select></label>
    ${stage ? html`<label>Stage <select name="target">${ORDER.map((each) => html`<option>${each}</option>`)}</select></label>`
      : html`<label>${action === "cancel" ? "URL or id" : "Host"} <input name="target" required autocomplete="off" /></label>`}
    ${action === "pace" && html`<label>Seconds apart <input name="delay" type="number" min="0" max="86400" step="any" required /></label>`}
    <label>Why <input name="why" required maxlength="500" /></label>
    <label>Who <input name="by" maxlength="200" autocomplete="name" /></label>
    <button>Send</button>
  </form>`;
}
