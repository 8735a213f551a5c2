import { html } from "lit";

export interface Slider {
  readonly label: string;
  readonly choices: readonly number[];
  readonly value: number;
  /** How a value is read. */
  say(value: number): string;
  take(value: number): void;
}

/** A slider over what may be chosen, with its value beside its name. */
export function slider({ label, choices, value, say, take }: Slider) {
  const index = Math.max(0, choices.indexOf(value));
  const give = (event: Event) => {
    const chosen = choices[(event.target as HTMLInputElement).valueAsNumber];
    if (chosen !== undefined) take(chosen);
  };
  return html`<label class="field slider">
    <span class="named"><span>${label}</span><output>${say(value)}</output></span>
    <input type="range" min="0" max=${choices.length - 1} step="1" .value=${String(index)} aria-label=${label} aria-valuetext=${say(value)} @input=${give} />
  </label>`;
}
