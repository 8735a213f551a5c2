function llamaBlock(x, params, numHeads, numKvHeads, base, eps) {
  return x.map((tokens) => {
    const attended = attention(rmsNorm(tokens, params.gamma1, eps), params, numHeads, numKvHeads, base);
    const h = add(tokens, attended); // (L, D)
    return add(h, swiglu(rmsNorm(h, params.gamma2, eps), params));
  });
}

function attention(tokens, { wq, wk, wv, wo }, numHeads, numKvHeads, base) {
  const q = split(linear(tokens, wq), numHeads).map((head) => rotate(head, base)); // (H, L, d)
  const k = split(linear(tokens, wk), numKvHeads).map((head) => rotate(head, base)); // (G, L, d)
  const v = split(linear(tokens, wv), numKvHeads); // (G, L, d)
  const groupSize = numHeads / numKvHeads;
  const heads = q.map((queries, h) => {
    const group = Math.floor(h / groupSize);
    return causalAttention(queries, k[group], v[group]); // (L, d)
  });
  const merged = tokens.map((_, i) => heads.flatMap((head) => head[i])); // (L, D)
  return linear(merged, wo);
}

function causalAttention(q, k, v) {
  const scale = 1 / Math.sqrt(q[0].length);
  return q.map((query, i) => {
    const past = k.slice(0, i + 1); // and the token itself
    const scores = past.map((key) => dot(query, key) * scale);
    const weights = softmax(scores);
    return query.map((_, feature) => weights.reduce((sum, weight, j) => sum + weight * v[j][feature], 0));
  });
}

/** Of one head, (L, d): features i and i + d/2 are a pair. */
function rotate(rows, base) {
  return rows.map((row, position) => {
    const d = row.length;
    const half = d / 2;
    return row.map((value, j) => {
      const angle = position / base ** ((2 * (j % half)) / d);
      const partner = j < half ? -row[j + half] : row[j - half];
      return value * Math.cos(angle) + partner * Math.sin(angle);
    });
  });
}

function swiglu(tokens, params) {
  const gate = linear(tokens, params.w_gate); // (L, F)
  const up = linear(tokens, params.w_up); // (L, F)
  const hidden = gate.map((row, i) => row.map((value, j) => (value / (1 + Math.exp(-value))) * up[i][j]));
  return linear(hidden, params.w_down); // (L, D)
}

function rmsNorm(tokens, gamma, eps) {
  return tokens.map((token) => {
    const root = Math.sqrt(dot(token, token) / token.length + eps);
    return token.map((value, i) => (value / root) * gamma[i]);
  });
}

/** (L, n * d) to (n, L, d): a head is a group of neighbouring features. */
function split(rows, n) {
  const d = rows[0].length / n;
  return Array.from({ length: n }, (_, head) => rows.map((row) => row.slice(head * d, (head + 1) * d)));
}

function linear(rows, weight) {
  return rows.map((row) => weight.map((weights) => dot(row, weights)));
}

function softmax(scores) {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function add(a, b) {
  return a.map((row, i) => row.map((value, j) => value + b[i][j]));
}

function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
