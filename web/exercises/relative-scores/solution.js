function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

// One query (d) at position i, with the vectors of its L keys: r[L - 1 - i] for key 0, and so on.
function scoresOf(query, i, L, r) {
  return r.slice(L - 1 - i, 2 * L - 1 - i).map((vector) => dot(query, vector));
}

function relativeScores(q, r) {
  return q.map(
    (heads) => heads.map((queries) => queries.map((query, i) => scoresOf(query, i, queries.length, r))), // (L, L)
  );
}
