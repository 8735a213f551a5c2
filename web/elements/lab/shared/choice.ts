import { html } from "lit";

/** A labelled list of choices, of which one is chosen. */
export function choice<Value extends string | number>(
  label: string,
  value: Value,
  options: readonly (readonly [value: Value, text: string])[],
  choose: (value: Value) => void,
) {
  const pick = (event: Event) => {
    const found = options[(event.target as HTMLSelectElement).selectedIndex];
    if (found) choose(found[0]);
  };
  return html`<label class="field">${label}
    <select @change=${pick}>${options.map(([known, text]) => html`<option .selected=${known === value}>${text}</option>`)}</select>
  </label>`;
}
