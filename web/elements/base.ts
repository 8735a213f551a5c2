import { type CSSResultGroup, LitElement } from "lit";
import { property } from "lit/decorators.js";
import type { Locale } from "./locale.js";
import { localeAround } from "./locale.js";
import { base, tokens } from "./styles/tokens.js";
import { type Messages, messages } from "./text.js";

/** `auto` follows the reader's system; without the attribute the element inherits the page's `color-scheme`. */
export type Theme = "auto" | "light" | "dark";

/** What all our elements share: language, theme, tokens. */
export abstract class AttentionElement extends LitElement {
  static override styles: CSSResultGroup = [tokens, base];

  /** BCP 47 tag. Chinese for `zh`, `zh-CN` ...; English for everything else. Default: the language of the text around. */
  @property({ reflect: true }) override lang = "";

  @property({ reflect: true }) theme?: Theme;

  /** The language the element speaks. */
  get locale(): Locale {
    return localeAround(this);
  }

  protected get text(): Messages {
    return messages[this.locale];
  }
}
