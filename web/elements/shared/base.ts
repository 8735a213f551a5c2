import { type CSSResultGroup, LitElement } from "lit";
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
  // biome-ignore lint/suspicious/noConfusingVoidType: as Lit declares it.
  protected override scheduleUpdate(): void | Promise<unknown> {
    for (const [name, { type, converter }] of (this.constructor as typeof LitElement).elementProperties) {
      const read = type === Number ? Number : typeof converter === "object" ? converter.fromAttribute : undefined;
      const value: unknown = Reflect.get(this, name);
      if (read && typeof value === "string") Reflect.set(this, name, read(value));
    }
    return super.scheduleUpdate();
  }

  /** The language the element speaks. */
  get locale(): Locale {
    return localeAround(this);
  }

  protected get text(): Messages {
    return messages[this.locale];
  }

  /** Moves the focus to what a change draws. */
  protected async focusOn(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }
}
