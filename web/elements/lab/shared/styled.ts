import { noChange } from "lit";
import { Directive, directive, type ElementPart } from "lit/directive.js";

class Styled extends Directive {
  private names: readonly string[] = [];

  render(_styles: Readonly<Record<string, string>>): unknown {
    return noChange;
  }

  override update(part: ElementPart, [styles]: [Readonly<Record<string, string>>]): unknown {
    const { style } = part.element as HTMLElement;
    for (const name of this.names) if (!(name in styles)) style.removeProperty(name);
    for (const [name, value] of Object.entries(styles)) style.setProperty(name, value);
    this.names = Object.keys(styles);
    return noChange;
  }
}

/**
 * CSS properties of an element, by their CSS names: `<i ${styled({ width: "40%" })}></i>`. Lit's `styleMap` begins with a style
 * attribute, which the content security policy of the page forbids; this sets properties only.
 */
export const styled = directive(Styled);
