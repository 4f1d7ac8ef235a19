// Outcomes by minute, as lines; the same numbers stand in the table beside it.
import uPlot from "uplot";
import { html, useEffect, useRef } from "./base.mjs";

export const KINDS = ["published", "unchanged", "duplicate", "rejected", "failed", "gone", "cancelled", "dead_lettered"];
const HEIGHT = 220;

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// One column a minute, also for those in which nothing ended.
export function columns(minutes) {
  if (!minutes.length) return null;
  const counts = new Map(minutes);
  const last = Math.floor(Date.now() / 60000) * 60;
  const times = [];
  for (let at = last - 59 * 60; at <= last; at += 60) times.push(at);
  const kinds = KINDS.filter((kind) => minutes.some(([, each]) => each[kind]));
  return { kinds, data: [times, ...kinds.map((kind) => times.map((at) => counts.get(at)?.[kind] ?? 0))] };
}

function options(kinds, width) {
  const axis = { stroke: colour("--muted"), grid: { stroke: colour("--line") }, ticks: { stroke: colour("--line") } };
  const series = kinds.map((kind) => ({ label: kind, stroke: colour(`--${kind}`), width: 2, points: { show: false } }));
  const hours = (_, ticks) => ticks.map((at) => new Date(at * 1000).toISOString().slice(11, 16));
  return { width, height: HEIGHT, axes: [{ ...axis, values: hours }, { ...axis, size: 44 }], series: [{}, ...series], legend: { live: false } };
}

export function Plot({ minutes }) {
  const box = useRef(null);
  const plot = useRef({ chart: null, kinds: "" });
  const told = columns(minutes);
  useEffect(() => {
    if (!told) return;
    const key = told.kinds.join();
    if (plot.current.kinds !== key) {
      plot.current.chart?.destroy();
      plot.current = { kinds: key, chart: new uPlot(options(told.kinds, box.current.clientWidth || 600), told.data, box.current) };
    } else {
      plot.current.chart.setData(told.data);
    }
  }, [minutes]);
  useEffect(() => {
    const fit = () => box.current && plot.current.chart?.setSize({ width: box.current.clientWidth, height: HEIGHT });
    const observer = new ResizeObserver(fit);
    observer.observe(box.current);
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const repaint = () => { plot.current.chart?.destroy(); plot.current = { chart: null, kinds: "" }; };
    scheme.addEventListener("change", repaint);
    return () => { observer.disconnect(); scheme.removeEventListener("change", repaint); plot.current.chart?.destroy(); };
  }, []);
  return html`<div class="plot" ref=${box} role="img" aria-label="Outcomes by minute, the last hour; the table says the same">
    ${!told && html`<p class="muted">No URL ended within the last hour.</p>`}
  </div>`;
}
