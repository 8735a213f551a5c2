import { html } from "lit";
import { define } from "../../shared/define.js";
import { LabElement } from "../shared/lab-element.js";

/** To be written. */
export class AttentionLabSentence extends LabElement {
  readonly name = "sentence";

  protected takeSettings(_settings: URLSearchParams): void {}

  protected giveSettings(): URLSearchParams {
    return new URLSearchParams();
  }

  protected takeWork(_work: unknown): void {}

  protected override render() {
    return html`<p>sentence</p>`;
  }
}

define("attention-lab-sentence", AttentionLabSentence);
