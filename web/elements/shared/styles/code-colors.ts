import { css } from "lit";

/** What a program is coloured with. */
export const codeColors = css`
  :host {
    --code-keyword: light-dark(#7a2f7f, #d9a0e0);
    --code-literal: light-dark(#9a4a00, #eebb84);
    --code-string: light-dark(#1f6b45, #8fd0a6);
    --code-comment: var(--ink-3);
    --code-function: light-dark(#27488f, #a3bdf7);
    --code-active: light-dark(rgb(39 72 143 / 0.045), rgb(163 189 247 / 0.055));
    --code-selection: light-dark(#d3ddf3, #31426d);
    --code-bracket: light-dark(#dfe6f6, #32436c);
  }
`;
