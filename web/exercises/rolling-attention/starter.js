/**
 * Attention of a new token to the last W tokens, itself included. H query heads share G key heads.
 *
 * @param {number[][][]} q query of the new token, (B, H, d)
 * @param {number[][][]} kNew its key, (B, G, d)
 * @param {number[][][]} vNew its value, (B, G, d)
 * @param {number[][][][]} ringK slots of keys, (B, G, W, d)
 * @param {number[][][][]} ringV slots of values, (B, G, W, d)
 * @param {number} position position of the new token, from 0 on
 * @returns {number[][][]} (B, H, d)
 */
function rollingAttention(q, kNew, vNew, ringK, ringV, position) {
  // TODO: write the token into slot position % W, then attend to the filled slots.
  return q.map((heads) => heads.map((query) => query.map(() => 0)));
}
