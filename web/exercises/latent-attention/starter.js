/**
 * Multi-head latent attention of one query for each head to S cached latents.
 *
 * @param {number[][][]} qNope part of the queries without positions, (B, H, n)
 * @param {number[][][]} qRope rotary part of the queries, (B, H, r)
 * @param {number[][][]} c cached latents, (B, S, m)
 * @param {number[][][]} kRope cached rotary part of the keys, for all heads, (B, S, r)
 * @param {number[][][]} wUk up-projection of each head's keys, (H, n, m)
 * @param {number[][][]} wUv up-projection of each head's values, (H, dv, m)
 * @returns {number[][][]} (B, H, dv)
 */
function latentAttention(qNope, qRope, c, kRope, wUk, wUv) {
  // TODO: head h has the keys wUk[h] c and the values wUv[h] c.
  return qNope.map((heads) => heads.map((_, h) => wUv[h].map(() => 0)));
}
