import { css } from "lit";

/** The colours of code that the build has coloured: few, as in the editor. */
export const codeStyles = css`
  .tok-keyword {
    color: light-dark(#7a2f7f, #d9a0e0);
  }
  .tok-string {
    color: light-dark(#1f6b45, #8fd0a6);
  }
  .tok-number,
  .tok-atom,
  .tok-bool {
    color: light-dark(#9a4a00, #eebb84);
  }
  .tok-comment {
    color: var(--ink-3);
    font-style: italic;
  }
  .tok-typeName {
    color: var(--accent);
  }
  code a {
    color: var(--accent);
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
  }
`;
