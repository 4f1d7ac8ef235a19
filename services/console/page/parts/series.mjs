// What the plots show: sums of the counts by reason and minute. Pure.
export const KINDS = ["published", "unchanged", "duplicate", "rejected", "failed", "gone", "cancelled", "dead_lettered"];
const LINES_MAX = 7;
const DASHES = [[], [8, 4], [2, 3], [8, 3, 2, 3], [12, 4], [4, 4], [2, 6]];

const added = (lists) => lists[0].map((_, minute) => lists.reduce((sum, each) => sum + each[minute], 0));
const minutes = (reasons) => added(reasons.map((each) => each.minutes));

export const times = ({ since, reasons }) => reasons[0].minutes.map((_, minute) => since + minute * 60);

// Which lines to draw: one for each outcome, or for each reason, the rarest of which are put together.
export function lines(reasons, choice) {
  if (choice === "outcomes") {
    return KINDS.filter((kind) => reasons.some((each) => each.outcome === kind)).map((kind) => ({
      label: kind, colour: `--${kind}`, dash: [], counts: minutes(reasons.filter((each) => each.outcome === kind)) }));
  }
  const mine = reasons.filter((each) => choice === "reasons" || each.outcome === choice);
  const cut = mine.length > LINES_MAX + 1 ? LINES_MAX : mine.length;
  const found = mine.slice(0, cut).map((each, place) => ({
    label: each.reason, colour: `--line-${(place % LINES_MAX) + 1}`, dash: DASHES[place % LINES_MAX], counts: each.minutes }));
  const rest = mine.slice(cut);
  return rest.length ? [...found, { label: `${rest.length} others`, colour: "--muted", dash: [1, 4], counts: minutes(rest) }] : found;
}
