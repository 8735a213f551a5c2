/**
 * What each node of a tree of drafts may attend to: the past, itself and its ancestors.
 *
 * @param {number[]} parents number of each node's parent, -1 for a root, (T)
 * @param {number} past how many tokens are in the cache
 * @returns {boolean[][]} (T, past + T), true = may attend
 */
function treeMask(parents, past) {
  // TODO: everything is visible so far.
  return parents.map(() => new Array(past + parents.length).fill(true));
}
