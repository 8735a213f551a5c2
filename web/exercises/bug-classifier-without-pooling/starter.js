/**
 * Logits for a batch of sentences.
 *
 * @param {number[][]} ids word ids, (B, L)
 * @param {boolean[][]} mask true for a real token, (B, L)
 * @param {object} params embedding, wq, bq, wk, bk, wv, bv, wo, bo, wc, bc
 * @returns {number[][]} (B, C)
 */
function classify(ids, mask, params) {
  const random = seededRandom(42); // the same result every time
  return ids.map((sentence) => {
    const embedded = sentence.map((id) => params.embedding[id]);
    const attended = selfAttention(embedded, params);
    const tokens = dropout(linear(attended, params.wo, params.bo), 0.5, random);
    return linear(tokens, params.wc, params.bc);
  });
}

function selfAttention(x, { wq, bq, wk, bk, wv, bv }) {
  const q = linear(x, wq, bq);
  const k = linear(x, wk, bk);
  const v = linear(x, wv, bv);
  const scale = 1 / Math.sqrt(q[0].length);
  return q.map((query) => {
    const weights = softmax(k.map((key) => scale * dot(query, key)));
    return weightedSum(weights, v);
  });
}

function dropout(rows, rate, random) {
  return rows.map((row) => row.map((value) => (random() >= rate ? value / (1 - rate) : 0)));
}

// Math.random takes no seed: a linear congruential generator.
function seededRandom(seed) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

function linear(rows, weight, bias) {
  return rows.map((row) => weight.map((output, o) => dot(row, output) + bias[o]));
}

function softmax(scores) {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function weightedSum(weights, rows) {
  return rows[0].map((_, feature) => weights.reduce((sum, weight, j) => sum + weight * rows[j][feature], 0));
}

function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
