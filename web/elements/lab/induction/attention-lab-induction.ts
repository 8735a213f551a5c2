import { html } from "lit";
import { define } from "../../shared/define.js";
import { LabElement } from "../shared/lab-element.js";

/** To be written. */
export class AttentionLabInduction extends LabElement {
  readonly name = "induction";

  protected takeSettings(_settings: URLSearchParams): void {}

  protected giveSettings(): URLSearchParams {
    return new URLSearchParams();
  }

  protected takeWork(_work: unknown): void {}

  protected override render() {
    return html`<p>induction</p>`;
  }
}

define("attention-lab-induction", AttentionLabInduction);
