// What changed at each revision of an article, as a diff for people.
import { html, minute } from "./base.mjs";
import { useAnswer } from "./server.mjs";

export function Revisions({ of }) {
  const { data, problem } = useAnswer(`revisions?of=${encodeURIComponent(of)}`);
  if (problem) return html`<p class="bad">${problem}</p>`;
  if (!data) return html`<p class="muted">Looking …</p>`;
  return html`<ol class="plain" aria-label="Revisions">
    <li>revision 1 of ${minute(data.first_seen_at)}</li>
    ${data.revisions.map((each) => html`<${Revision} key=${each.revision} each=${each} language=${data.language} />`)}
    ${data.gone_at && html`<li class="warn">gone since ${minute(data.gone_at)}</li>`}
  </ol>`;
}

function Revision({ each, language }) {
  const gone = [["headline: ", each.title_before], ["lead: ", each.subtitle_before]].filter(([, text]) => text);
  const line = (Kind, name, text) => html`<p dir="auto" lang=${language}><${Kind}>${name}${text}</${Kind}></p>`;
  return html`<li>revision ${each.revision} of ${minute(each.revised_at)}: <strong>${each.kind}</strong>
    <span class="muted"> (${each.changed_fields.join(", ") || "back again"}; ${Math.round(each.kept * 100)}% kept)</span>
    <div class="diff">
      ${gone.map(([name, text]) => line("del", name, text))}
      ${each.sentences_removed.map((text) => line("del", "", text))}
      ${each.sentences_added.map((text) => line("ins", "", text))}
    </div></li>`;
}
