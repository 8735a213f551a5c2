import { type CSSResultGroup, LitElement, type PropertyDeclaration } from "lit";
import { property } from "lit/decorators.js";
import type { Locale } from "./locale.js";
import { localeAround } from "./locale.js";
import { base, tokens } from "./styles/tokens.js";
import { type Messages, messages } from "./text.js";

/** `auto` follows the reader's system; without the attribute the element inherits the page's `color-scheme`. */
export type Theme = "auto" | "light" | "dark";

/**
 * What all our elements share: language, theme, tokens.
 *
 * @cssprop --attention-paper - Behind everything.
 * @cssprop --attention-surface - Editor, buttons, inputs.
 * @cssprop --attention-sunken - What lies deeper: code, rows of tables.
 * @cssprop --attention-line - Lines that only divide.
 * @cssprop --attention-line-strong - Borders of what can be used.
 * @cssprop --attention-ink - Text.
 * @cssprop --attention-ink-2 - Quieter text.
 * @cssprop --attention-ink-3 - Notes and captions.
 * @cssprop --attention-accent - The main button, links, the focus.
 * @cssprop --attention-accent-ink - Text on the accent.
 * @cssprop --attention-accent-wash - The accent as a background.
 * @cssprop --attention-good - What is right.
 * @cssprop --attention-good-wash - The same as a background.
 * @cssprop --attention-bad - What is wrong.
 * @cssprop --attention-bad-wash - The same as a background.
 * @cssprop --attention-warn - What needs a look.
 * @cssprop --attention-warn-wash - The same as a background.
 * @cssprop --attention-sans - Font of text.
 * @cssprop --attention-mono - Font of code and numbers.
 * @cssprop --attention-radius - Rounding of corners.
 */
export abstract class AttentionElement extends LitElement {
  static override styles: CSSResultGroup = [tokens, base];

  /** BCP 47 tag. Chinese for `zh`, `zh-CN` ...; English for everything else. Default: the language of the text around. */
  @property({ reflect: true }) override lang = "";

  /** `auto` follows the reader's system. Default: the `color-scheme` of the page around. */
  @property({ reflect: true }) theme?: Theme;

  /** React and Vue set a property where HTML has an attribute of that name: a string is read as the attribute would be. */
  protected static override getPropertyDescriptor(
    name: PropertyKey,
    key: string | symbol,
    options: PropertyDeclaration,
  ): PropertyDescriptor | undefined {
    // biome-ignore lint/complexity/noThisInStatic: the descriptor is that of the class which is being declared.
    const descriptor = super.getPropertyDescriptor(name, key, options);
    const { type, converter } = options;
    const read = type === Number ? Number : typeof converter === "object" ? converter.fromAttribute : undefined;
    if (!descriptor || !read) return descriptor;
    return {
      ...descriptor,
      set(value: unknown) {
        descriptor.set?.call(this, typeof value === "string" ? read(value) : value);
      },
    };
  }

  /** The language the element speaks. */
  get locale(): Locale {
    return localeAround(this);
  }

  protected get text(): Messages {
    return messages[this.locale];
  }
}
