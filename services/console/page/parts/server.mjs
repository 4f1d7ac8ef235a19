// Talking to the console's server: questions, commands with the token, and the stream.
import { useCallback, useEffect, useState } from "./base.mjs";

const KEY = "newsreel-token";

// The token comes in the address once, and does not stay there.
export function takeToken() {
  const found = new URLSearchParams(location.hash.slice(1)).get("token");
  if (found) {
    sessionStorage.setItem(KEY, found);
    history.replaceState(null, "", location.pathname + "#flow");
  }
}

export const mayWrite = () => Boolean(sessionStorage.getItem(KEY));

async function told(response) {
  const data = await response.json().catch(() => ({ problem: `the console answers ${response.status}` }));
  if (!response.ok) throw new Error(data.problem ?? `the console answers ${response.status}`);
  return data;
}

// Let a command be carried out, and say `done` or what went wrong; returns whether it was done.
export async function post(path, body, say, done) {
  const headers = { "Content-Type": "application/json", "X-Newsreel-Token": sessionStorage.getItem(KEY) ?? "" };
  try {
    await told(await fetch(`/api/${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
    say(done);
    return true;
  } catch (error) {
    say(error.message);
    return false;
  }
}

// The answer to a question, asked at once, and again by `again` or every so many seconds.
export function useAnswer(path, everySeconds = 0) {
  const [state, setState] = useState({ data: null, problem: null, busy: true });
  const again = useCallback(async () => {
    if (!path) return;
    setState((old) => ({ ...old, busy: true }));
    try {
      const data = await told(await fetch(`/api/${path}`));
      setState({ data, problem: null, busy: false });
    } catch (error) {
      setState((old) => ({ ...old, problem: error.message, busy: false }));
    }
  }, [path]);
  useEffect(() => {
    again();
    if (!everySeconds) return undefined;
    const timer = setInterval(() => document.hidden || again(), everySeconds * 1000);
    return () => clearInterval(timer);
  }, [again, everySeconds]);
  return { ...state, again };
}

// Call `on[event]` with each event's data; `onState` with whether the stream is there.
export function follow(on, onState) {
  const source = new EventSource("/events");
  for (const [event, take] of Object.entries(on)) {
    source.addEventListener(event, (message) => take(JSON.parse(message.data)));
  }
  source.addEventListener("open", () => onState(true));
  source.addEventListener("error", () => onState(false));
  return () => source.close();
}
