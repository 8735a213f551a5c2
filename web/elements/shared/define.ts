/** Registers a custom element once. Does nothing where there are none (server rendering) or where the name is taken. */
export function define(name: string, element: CustomElementConstructor): void {
  if (typeof customElements === "undefined" || customElements.get(name)) return;
  customElements.define(name, element);
}
