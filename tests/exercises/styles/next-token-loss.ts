import type { Style, WrongStyle } from "../style.js";

const exercise = "next-token-loss";

const nll = `
      const nll = (row, t) => {
        const m = Math.max(...row);
        return m + Math.log(row.reduce((s, x) => s + Math.exp(x - m), 0)) - row[t];
      };
      const mean = (xs) => xs.reduce((a, b) => a + b, 0) / xs.length;`;

export const right: readonly Style[] = [
  {
    exercise,
    name: "from the target's side: token i is predicted at i - 1",
    source: `${nll}
      function nextTokenLoss(logits, ids, mask) {
        const losses = [];
        for (let b = 0; b < ids.length; b++)
          for (let i = 1; i < ids[b].length; i++) if (mask[b][i]) losses.push(nll(logits[b][i - 1], ids[b][i]));
        return mean(losses);
      }`,
  },
  {
    exercise,
    name: "slices and flatMap, an array of one number",
    source: `${nll}
      function nextTokenLoss(logits, ids, mask) {
        const losses = logits.flatMap((rows, b) => rows.slice(0, -1).flatMap((row, i) =>
          mask[b].slice(1)[i] ? [nll(row, ids[b].slice(1)[i])] : []));
        return [mean(losses)];
      }`,
  },
  {
    exercise,
    name: "labels of -100",
    source: `${nll}
      function nextTokenLoss(logits, ids, mask) {
        const labels = ids.map((row, b) => row.map((id, i) => (mask[b][i] ? id : -100)));
        let [s, n] = [0, 0];
        labels.forEach((row, b) => row.slice(1).forEach((label, i) => {
          if (label === -100) return;
          s += nll(logits[b][i], label);
          n += 1;
        }));
        return s / n;
      }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "not-shifted",
    name: "each position its own token",
    source: `${nll}
      function nextTokenLoss(logits, ids, mask) {
        return mean(ids.flatMap((row, b) => row.flatMap((t, i) => (mask[b][i] ? [nll(logits[b][i], t)] : []))));
      }`,
  },
  {
    exercise,
    mistake: "shifted-backwards",
    name: "i + 1 predicts i",
    source: `${nll}
      function nextTokenLoss(logits, ids, mask) {
        const losses = [];
        for (let b = 0; b < ids.length; b++)
          for (let i = 0; i < ids[b].length - 1; i++) if (mask[b][i]) losses.push(nll(logits[b][i + 1], ids[b][i]));
        return mean(losses);
      }`,
  },
  {
    exercise,
    mistake: "mask-not-shifted",
    name: "mask[b][i]",
    source: `${nll}
      function nextTokenLoss(logits, ids, mask) {
        let s = 0, n = 0;
        for (let b = 0; b < ids.length; b++)
          for (let i = 0; i < ids[b].length - 1; i++) {
            if (!mask[b][i]) continue;
            s += nll(logits[b][i], ids[b][i + 1]);
            n++;
          }
        return s / n;
      }`,
  },
  {
    exercise,
    mistake: "mean-of-means",
    name: "a mean for each sequence that has targets",
    source: `${nll}
      function nextTokenLoss(logits, ids, mask) {
        const means = [];
        ids.forEach((row, b) => {
          const losses = row.slice(1).flatMap((t, i) => (mask[b][i + 1] ? [nll(logits[b][i], t)] : []));
          if (losses.length > 0) means.push(mean(losses));
        });
        return mean(means);
      }`,
  },
];
