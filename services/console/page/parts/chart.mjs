// A uPlot chart in a box: made, filled, fitted to the box, and drawn again when the colours change.
import uPlot from "uplot";
import { useEffect, useRef, useState } from "./base.mjs";

export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const dark = matchMedia("(prefers-color-scheme: dark)");

// `key` says when the chart must be another one; otherwise only its data change.
export function useChart(key, data, options) {
  const box = useRef(null);
  const chart = useRef(null);
  const [scheme, setScheme] = useState(dark.matches);
  useEffect(() => {
    if (!data) return undefined;
    const place = box.current;
    const made = new uPlot({ width: place.clientWidth || 600, ...options() }, data, place);
    chart.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: place.clientWidth, height: made.height }));
    observer.observe(place);
    return () => { observer.disconnect(); made.destroy(); chart.current = null; };
  }, [key, scheme, !data]);
  useEffect(() => { if (data) chart.current?.setData(data); }, [data]);
  useEffect(() => {
    const repaint = () => setScheme(dark.matches);
    dark.addEventListener("change", repaint);
    return () => dark.removeEventListener("change", repaint);
  }, []);
  return box;
}
