import { html } from "lit";
import { define } from "../../shared/define.js";
import { LabElement } from "../shared/lab-element.js";

/** To be written. */
export class AttentionLabHelp extends LabElement {
  readonly name = "help";

  protected takeSettings(_settings: URLSearchParams): void {}

  protected giveSettings(): URLSearchParams {
    return new URLSearchParams();
  }

  protected takeWork(_work: unknown): void {}

  protected override render() {
    return html`<p>help</p>`;
  }
}

define("attention-lab-help", AttentionLabHelp);
