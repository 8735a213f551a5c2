import { html } from "lit";
import { define } from "../../shared/define.js";
import { LabElement } from "../shared/lab-element.js";

/** To be written. */
export class AttentionLabTasks extends LabElement {
  readonly name = "tasks";

  protected takeSettings(_settings: URLSearchParams): void {}

  protected giveSettings(): URLSearchParams {
    return new URLSearchParams();
  }

  protected takeWork(_work: unknown): void {}

  protected override render() {
    return html`<p>tasks</p>`;
  }
}

define("attention-lab-tasks", AttentionLabTasks);
