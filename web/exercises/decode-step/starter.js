/**
 * Attention of one new token over the cached tokens and itself. H query heads share G key heads.
 *
 * @param {number[][][][]} q query of the new token, (B, H, 1, d)
 * @param {number[][][][]} kNew its key, (B, G, 1, d); G divides H
 * @param {number[][][][]} vNew its value, (B, G, 1, d)
 * @param {number[][][][]} pastK cached keys, (B, G, S, d); with S = 0 each head is []
 * @param {number[][][][]} pastV cached values, (B, G, S, d)
 * @returns {number[][][][]} (B, H, 1, d)
 */
function decodeStep(q, kNew, vNew, pastK, pastV) {
  // TODO: append the new token, then attend over S + 1 keys.
  return q.map((heads) => heads.map((rows) => rows.map((row) => row.map(() => 0))));
}
