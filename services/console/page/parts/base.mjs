// Preact with templates instead of a build step, and the words that all parts share.
import { h, render } from "preact";
import { useEffect, useMemo, useRef, useState, useCallback } from "hooks";
import htm from "htm";

export const html = htm.bind(h);
export { render, useEffect, useMemo, useRef, useState, useCallback };

const numbers = new Intl.NumberFormat("en");
export const count = (n) => numbers.format(Math.round(n ?? 0));
export const rate = (n) => (n ?? 0).toFixed(1);

const STEPS = [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]];

// "3 min" for 200 seconds
export function duration(seconds) {
  for (const [unit, size] of STEPS) if (Math.abs(seconds) >= size) return `${Math.floor(seconds / size)} ${unit}`;
  return "0 s";
}

export const clock = (unixTime) =>
  new Date(unixTime * 1000).toISOString().slice(0, 19).replace("T", " ") + " UTC";

// "2024-11-13 09:30 UTC" for an instant in ISO 8601
export const minute = (instant) => instant.slice(0, 16).replace("T", " ") + " UTC";

export const ago = (unixTime) => `${duration(Math.max(0, Date.now() / 1000 - unixTime))} ago`;

// Only web addresses become links: a page may state any other.
export const isWeb = (url) => /^https?:\/\//i.test(url ?? "");

export function Link({ url, children }) {
  const text = children ?? readable(url);
  if (!isWeb(url)) return html`<span dir="auto">${text}</span>`;
  return html`<a href=${url} target="_blank" rel="noopener noreferrer" dir="auto">${text}</a>`;
}

// A table that is scrolled by itself where the window is narrow.
export function Table({ label, children }) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${label}><table>${children}</table></div>`;
}

// A line to write an address or an id in; `asked`: what it shows when something else was chosen.
export function Search({ label, button, asked, ask }) {
  const send = (event) => {
    event.preventDefault();
    ask(new FormData(event.currentTarget).get("of").trim());
  };
  return html`<form class="row" onSubmit=${send}>
    <label class="wide">${label} <input name="of" required key=${asked} defaultValue=${asked} autocomplete="off" /></label>
    <button>${button}</button>
  </form>`;
}

// Letters instead of their escapes, as readers know the address.
export function readable(url) {
  return (url || "(no URL)").replace(/(?:%[89A-F][0-9A-F])+/gi, (escaped) => {
    try {
      const text = decodeURIComponent(escaped);
      return /[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(text) ? escaped : text;
    } catch {
      return escaped;
    }
  });
}
