import { html, nothing, type ReactiveControllerHost } from "lit";

interface TabButton<Name> {
  readonly name: Name;
  readonly label: unknown;
  readonly class?: string;
}

export interface TabListOptions<Name> {
  /** What the tabs choose among. */
  readonly label: string;
  readonly class?: string;
  /** A tab's id is this, a hyphen and its name. */
  readonly id: string;
  readonly tabs: readonly TabButton<Name>[];
  readonly selected: Name;
  /** Id of the element that shows what is chosen. */
  readonly controls: string;
  choose(name: Name): void;
}

/** Tabs of which one is in the tab order; the arrow keys, Home and End go to the others. */
export function tabList<Name extends string | number>(
  host: ReactiveControllerHost & { readonly renderRoot: ParentNode },
  { label, class: list, id, tabs, selected, controls, choose }: TabListOptions<Name>,
) {
  const move = async (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ name }) => name === selected);
    const next = nextTab(event.key, at, tabs.length);
    const tab = next === null ? undefined : tabs[next];
    if (!tab) return;
    event.preventDefault();
    choose(tab.name);
    await host.updateComplete;
    host.renderRoot.querySelector<HTMLElement>(`#${id}-${tab.name}`)?.focus();
  };
  return html`<div class=${list ?? nothing} role="tablist" aria-label=${label} @keydown=${move}>${tabs.map(
    ({ name, label, class: kind }) => html`<button
      role="tab"
      id="${id}-${name}"
      class=${kind ?? nothing}
      aria-controls=${controls}
      aria-selected=${name === selected}
      tabindex=${name === selected ? 0 : -1}
      @click=${() => choose(name)}
    >${label}</button>`,
  )}</div>`;
}

function nextTab(key: string, current: number, total: number): number | null {
  switch (key) {
    case "ArrowRight":
    case "ArrowDown":
      return (current + 1) % total;
    case "ArrowLeft":
    case "ArrowUp":
      return (current + total - 1) % total;
    case "Home":
      return 0;
    case "End":
      return total - 1;
    default:
      return null;
  }
}
