/**
 * The tokens that are kept of a draft, and one more.
 *
 * @param {number[][]} p probabilities of the large model, (K + 1, V)
 * @param {number[][]} q probabilities of the small model, (K, V)
 * @param {number[]} draft the tokens that it drafted, (K)
 * @param {number[]} u a uniform number for each of them, (K)
 * @param {number} uLast one for the token that is drawn
 * @returns {number[]} (K + 1): accepted tokens, the drawn one, then -1
 */
function acceptDraft(p, q, draft, u, uLast) {
  // TODO: accept up to the first rejection, then draw from the residual, or from the last row.
  return Array(draft.length + 1).fill(-1);
}
