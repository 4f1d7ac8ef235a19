// A long list of rows of one height: only those in sight are in the document.
import { html, useEffect, useRef, useState } from "./base.mjs";

const BEYOND = 6; // rows above and below, so that scrolling by key finds them
const ROW = 72; // height of a row, CSS pixels: two lines of text and their padding

export function List({ label, rows, row, keyOf }) {
  const box = useRef(null);
  const [view, setView] = useState({ top: 0, size: 600 });
  const look = () => box.current && setView({ top: box.current.scrollTop, size: box.current.clientHeight });
  useEffect(() => box.current.style.setProperty("--rows", `${rows.length * ROW + 2}px`), [rows.length]);
  useEffect(() => {
    look();
    const observer = new ResizeObserver(look);
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  const first = Math.max(0, Math.floor(view.top / ROW) - BEYOND);
  const last = Math.min(rows.length, Math.ceil((view.top + view.size) / ROW) + BEYOND);
  const shown = rows.slice(first, last).map((each, index) => {
    const place = first + index;
    const ref = (element) => {
      element?.style.setProperty("inset-block-start", `${place * ROW}px`);
      element?.style.setProperty("block-size", `${ROW}px`);
    };
    return html`<li key=${keyOf(each)} ref=${ref} aria-posinset=${place + 1} aria-setsize=${rows.length}>
      ${row(each)}
    </li>`;
  });
  const tall = (element) => element && element.style.setProperty("block-size", `${rows.length * ROW}px`);
  return html`<div class="list" ref=${box} onScroll=${look} tabindex="0" role="region" aria-label=${label}>
    <ol ref=${tall}>${shown}</ol>
  </div>`;
}
