import { css, html, nothing } from "lit";
import { property } from "lit/decorators.js";
import { type Exercise, isDifferentiable } from "../../../format/index.js";
import { AttentionElement } from "../../shared/base.js";
import { define } from "../../shared/define.js";
import { pythonText } from "./python-text.js";

/** What an answer in PyTorch has to keep to: what is refused because it is the task, and whether gradients are checked. */
export class AttentionTorchRules extends AttentionElement {
  @property({ attribute: false }) exercise?: Pick<
    Exercise,
    "finished" | "frozen" | "differentiable" | "written" | "expected" | "signature"
  >;

  static override styles = [
    super.styles,
    css`
      :host {
        display: block;
        margin-top: 1.5rem;
        color: var(--ink-2);
        font-size: 0.875rem;
        line-height: 1.6;
      }
      h2 {
        margin-bottom: 0.25rem;
        color: var(--ink-3);
        font-size: 0.75rem;
        font-weight: 500;
      }
      code {
        font: 0.8125rem / 1.5 var(--mono);
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override render() {
    const { exercise } = this;
    if (!exercise) return nothing;
    const text = pythonText[this.locale];
    const refused = namesOf(exercise.finished ?? []);
    const frozen = (exercise.frozen ?? []).join(", ");
    const gradients = isDifferentiable(exercise) && (frozen ? text.gradientsBut(frozen) : text.gradients);
    if (refused.length === 0 && !gradients) return nothing;
    return html`<h2>${text.rules}</h2>
      ${refused.length > 0 ? html`<p>${text.refused} ${refused.map((name, i) => html`${i ? ", " : ""}<code>${name}</code>`)}</p>` : nothing}
      ${gradients ? html`<p>${gradients}</p>` : nothing}`;
  }
}

/** As a reader calls them: without the module, and a function and the layer that wraps it once. */
function namesOf(finished: readonly string[]): readonly string[] {
  const names = new Map<string, string>();
  for (const path of finished) {
    const name = path.slice(path.lastIndexOf(".") + 1);
    const key = name.toLowerCase().replaceAll("_", "");
    if (!names.has(key)) names.set(key, name);
  }
  return [...names.values()];
}

define("attention-torch-rules", AttentionTorchRules);

declare global {
  interface HTMLElementTagNameMap {
    "attention-torch-rules": AttentionTorchRules;
  }
}
