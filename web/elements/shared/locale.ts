import { type Locale, localeOf } from "../../format/index.js";

export { type Locale, localeOf };

/** The language of the text around an element: its own `lang`, else the nearest ancestor's, also across shadow roots. */
export function localeAround(element: Element): Locale {
  let node: Node | null = element;
  while (node) {
    if (node instanceof HTMLElement && node.lang) return localeOf(node.lang);
    node = node.parentNode instanceof ShadowRoot ? node.parentNode.host : node.parentNode;
  }
  return localeOf(typeof navigator === "undefined" ? "en" : navigator.language);
}
