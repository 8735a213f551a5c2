import { type Style, type WrongStyle, withHelpers } from "../style.js";

const exercise = "rolling-attention";

/** A program that writes into the rings themselves, from the slot, the number of slots that are read, and the key head. */
const program = ({
  slot = "position % W",
  filled = "Math.min(position + 1, W)",
  g = "Math.floor((h * G) / H)",
  root = "Math.sqrt(query.length)",
} = {}) =>
  withHelpers(`function rollingAttention(q, kNew, vNew, ringK, ringV, position) {
    return q.map((heads, b) => {
      const [H, G, W] = [heads.length, kNew[b].length, ringK[b][0].length];
      for (let g = 0; g < G; g++) {
        ringK[b][g][${slot}] = kNew[b][g];
        ringV[b][g][${slot}] = vNew[b][g];
      }
      return heads.map((query, h) => {
        const g = ${g}, n = ${filled};
        const scores = ringK[b][g].slice(0, n).map((key) => dot(query, key) / ${root});
        return average(share(exp(scores)), ringV[b][g].slice(0, n));
      });
    });
  }`);

export const right: readonly Style[] = [
  { exercise, name: "written into the ring", source: program() },
  {
    exercise,
    name: "with, empty slots masked",
    source: withHelpers(`function rollingAttention(q, kNew, vNew, ringK, ringV, position) {
      const slot = position % ringK[0][0].length;
      return q.map((heads, b) => heads.map((query, h) => {
        const g = Math.floor(h / (heads.length / kNew[b].length));
        const keys = ringK[b][g].with(slot, kNew[b][g]);
        const values = ringV[b][g].with(slot, vNew[b][g]);
        const scores = keys.map((key, j) => j > position ? -Infinity : dot(query, key) / Math.sqrt(query.length));
        return average(share(exp(scores)), values);
      }));
    }`),
  },
  {
    exercise,
    name: "from the oldest to the newest",
    source: withHelpers(`function rollingAttention(q, kNew, vNew, ringK, ringV, position) {
      const W = ringK[0][0].length;
      const inOrder = (ring, fresh) => {
        const rows = [];
        for (let p = Math.max(0, position - W + 1); p < position; p++) rows.push(ring[p % W]);
        return [...rows, fresh];
      };
      return q.map((heads, b) => heads.map((query, h) => {
        const g = Math.floor(h * kNew[b].length / heads.length);
        const scores = inOrder(ringK[b][g], kNew[b][g]).map((key) => dot(query, key) / Math.sqrt(query.length));
        return average(share(exp(scores)), inOrder(ringV[b][g], vNew[b][g]));
      }));
    }`),
  },
];

export const wrong: readonly WrongStyle[] = [
  { exercise, mistake: "empty-slots-attended", name: "all W", source: program({ filled: "W" }) },
  { exercise, mistake: "wrong-slot", name: "position + 1", source: program({ slot: "(position + 1) % W" }) },
  { exercise, mistake: "wrong-slot", name: "the last", source: program({ slot: "Math.min(position, W - 1)" }) },
  { exercise, mistake: "mask-by-slot", name: "up to the slot", source: program({ filled: "(position % W) + 1" }) },
  { exercise, mistake: "filled-off-by-one", name: "one too many", source: program({ filled: "position + 2" }) },
  { exercise, mistake: "groups-tiled-not-repeated", name: "modulo", source: program({ g: "h % G" }) },
  { exercise, mistake: "missing-scale", name: "not scaled", source: program({ root: "1" }) },
  {
    exercise,
    mistake: "oldest-kept",
    name: "appended",
    source: withHelpers(`function rollingAttention(q, kNew, vNew, ringK, ringV, position) {
      return q.map((heads, b) => heads.map((query, h) => {
        const g = Math.floor(h / (heads.length / kNew[b].length));
        const keys = [...ringK[b][g].slice(0, position), kNew[b][g]];
        const values = [...ringV[b][g].slice(0, position), vNew[b][g]];
        return average(share(exp(keys.map((key) => dot(query, key) / Math.sqrt(query.length)))), values);
      }));
    }`),
  },
  {
    exercise,
    mistake: "first-slot-dropped",
    name: "appended, the first cut off",
    source: withHelpers(`function rollingAttention(q, kNew, vNew, ringK, ringV, position) {
      return q.map((heads, b) => heads.map((query, h) => {
        const g = Math.floor(h / (heads.length / kNew[b].length)), W = ringK[b][g].length;
        const keys = [...ringK[b][g].slice(0, position), kNew[b][g]].slice(-W);
        const values = [...ringV[b][g].slice(0, position), vNew[b][g]].slice(-W);
        return average(share(exp(keys.map((key) => dot(query, key) / Math.sqrt(query.length)))), values);
      }));
    }`),
  },
];
