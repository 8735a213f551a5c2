/**
 * Attention of a chunk of L tokens to P cached tokens and to itself. H query heads share G key heads.
 *
 * @param {number[][][][]} q queries of the chunk, (B, H, L, d)
 * @param {number[][][][]} k keys of the chunk, (B, G, L, d)
 * @param {number[][][][]} v values of the chunk, (B, G, L, d)
 * @param {number[][][][]} pastK cached keys, (B, G, P, d); for P = 0 each head is []
 * @param {number[][][][]} pastV cached values, (B, G, P, d)
 * @returns {number[][][][]} (B, H, L, d); or { out, weights } with the weights (B, H, L, P + L)
 */
function chunkAttention(q, k, v, pastK, pastV) {
  // TODO: query i sees the whole past and the chunk up to token i.
  return q.map((heads) => heads.map((rows) => rows.map((row) => row.map(() => 0))));
}
