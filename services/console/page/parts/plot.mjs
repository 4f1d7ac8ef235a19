// Outcomes of the last hour as lines, by outcome or by reason; and a small line for one reason.
import { html, useMemo, useState } from "./base.mjs";
import { colour, useChart } from "./chart.mjs";
import { KINDS, lines, times } from "./series.mjs";

const HEIGHT = 240;
const SPARK_HEIGHT = 28;

const hours = (_, ticks) => ticks.map((at) => new Date(at * 1000).toISOString().slice(11, 16));
const whole = (_, ticks) => ticks.map((n) => (Number.isInteger(n) ? n.toLocaleString("en") : ""));
const least = (_, __, most) => [0, Math.max(1, most)];

function options(drawn) {
  const axis = { stroke: colour("--muted"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line"), width: 1 } };
  const value = (_, n) => (n == null ? "" : String(n));
  const at = (_, seconds) => (seconds == null ? "" : new Date(seconds * 1000).toISOString().slice(11, 16));
  const series = drawn.map((each) => ({ label: each.label, stroke: colour(each.colour), dash: each.dash, width: 2, value, points: { show: false } }));
  return {
    height: HEIGHT, scales: { y: { range: least } }, series: [{ label: "UTC", value: at }, ...series],
    axes: [{ ...axis, values: hours }, { ...axis, values: whole, size: 48 }],
  };
}

const NAMES = { outcomes: "by outcome", reasons: "by reason" };

export function Plot({ outcomes }) {
  const [choice, setChoice] = useState("outcomes");
  const { reasons } = outcomes;
  const kinds = KINDS.filter((kind) => reasons.some((each) => each.outcome === kind));
  const shown = choice in NAMES || kinds.includes(choice) ? choice : "outcomes";
  const drawn = useMemo(() => (reasons.length ? lines(reasons, shown) : []), [outcomes, shown]);
  const data = useMemo(() => (drawn.length ? [times(outcomes), ...drawn.map((each) => each.counts)] : null), [drawn]);
  const box = useChart(drawn.map((each) => each.label).join(), data, () => options(drawn));
  const what = NAMES[shown] ?? `by reason, of those that were ${shown}`;
  return html`
    ${reasons.length > 0 && html`<form class="row" onSubmit=${(event) => event.preventDefault()}>
      <label>Lines <select value=${shown} onChange=${(event) => setChoice(event.target.value)}>
        ${Object.entries(NAMES).map(([value, name]) => html`<option value=${value}>${name}</option>`)}
        ${kinds.map((kind) => html`<option value=${kind}>reasons of ${kind}</option>`)}</select></label>
    </form>`}
    <div class="plot" ref=${box} role="img" aria-label=${`URLs by minute in the last hour, ${what}; the table says how many`}>
      ${!data && html`<p class="muted">No URL ended within the last hour.</p>`}
    </div>`;
}

// The hour of one reason, for a row of a table.
export function Spark({ since, reason }) {
  const data = useMemo(() => [times({ since, reasons: [reason] }), reason.minutes], [since, reason]);
  const box = useChart(reason.reason, data, () => {
    const line = { stroke: colour(`--${reason.outcome}`), fill: `${colour(`--${reason.outcome}`)}33`, width: 1.5, points: { show: false } };
    return { height: SPARK_HEIGHT, scales: { y: { range: least } }, axes: [{ show: false }, { show: false }], series: [{}, line],
      cursor: { show: false }, legend: { show: false }, padding: [2, 0, 2, 0] };
  });
  return html`<div class="spark" ref=${box} role="img" aria-label=${`At most ${Math.max(...reason.minutes)} within a minute`}></div>`;
}
