import { css } from "lit";

/** A colour for each operand, the same in every picture of this lab; each is named beside its colour too. */
export const tileTones = css`
  :host {
    --tone-q: light-dark(#27488f, #a3bdf7);
    --tone-k: light-dark(#b4500f, #f0a468);
    --tone-v: light-dark(#1c6842, #7fcf9f);
    --tone-scores: light-dark(#8a2f7b, #e39ad6);
    --tone-out: light-dark(#0d6673, #74cfdb);
    --tone-m: light-dark(#5d6068, #b6b8be);
    --tone-l: light-dark(#5d6068, #b6b8be);
  }
  .q {
    --tone: var(--tone-q);
  }
  .k {
    --tone: var(--tone-k);
  }
  .v {
    --tone: var(--tone-v);
  }
  .scores {
    --tone: var(--tone-scores);
  }
  .output {
    --tone: var(--tone-out);
  }
  .m {
    --tone: var(--tone-m);
  }
  .l {
    --tone: var(--tone-l);
  }
`;
