/**
 * Attention over a cache of quantised keys and values: a number is (code - zero) * scale.
 *
 * @param {number[][][][]} q queries, (B, H, L, d)
 * @param {number[][][][]} kCodes whole numbers, (B, G, S, d)
 * @param {number[][][][]} kScale for each feature, (B, G, 1, d)
 * @param {number[][][][]} kZero for each feature, (B, G, 1, d)
 * @param {number[][][][]} vCodes whole numbers, (B, G, S, d)
 * @param {number[][][][]} vScale for each token, (B, G, S, 1)
 * @param {number[][][][]} vZero for each token, (B, G, S, 1)
 * @returns {number[][][][]} (B, H, L, d)
 */
function quantizedAttention(q, kCodes, kScale, kZero, vCodes, vScale, vZero) {
  // TODO: keys and values from their codes, then attention; H / G query heads share a key head.
  return q.map((heads) => heads.map((rows) => rows.map((row) => row.map(() => 0))));
}
