function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
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

// One head: latents (S, m) and rotary keys (S, r) are shared by all of them, the matrices are its own.
function attend(nope, rope, latents, rotaryKeys, wUk, wUv) {
  const scale = 1 / Math.sqrt(nope.length + rope.length);
  const absorbed = weightedSum(nope, wUk); // (n) times (n, m) to (m)
  const scores = latents.map((latent, j) => scale * (dot(absorbed, latent) + dot(rope, rotaryKeys[j])));
  const mixed = weightedSum(softmax(scores), latents); // (S) times (S, m) to (m)
  return wUv.map((row) => dot(row, mixed)); // (dv, m) times (m) to (dv)
}

function latentAttention(qNope, qRope, c, kRope, wUk, wUv) {
  return qNope.map((heads, b) => heads.map((nope, h) => attend(nope, qRope[b][h], c[b], kRope[b], wUk[h], wUv[h])));
}
