import { html } from "lit";
import { define } from "../../shared/define.js";
import { LabElement } from "../shared/lab-element.js";

/** To be written. */
export class AttentionLabTiles extends LabElement {
  readonly name = "tiles";

  protected takeSettings(_settings: URLSearchParams): void {}

  protected giveSettings(): URLSearchParams {
    return new URLSearchParams();
  }

  protected takeWork(_work: unknown): void {}

  protected override render() {
    return html`<p>tiles</p>`;
  }
}

define("attention-lab-tiles", AttentionLabTiles);
