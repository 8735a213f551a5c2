// Attention whose scores are no scaled dot products.
#include "../../additive.h"

#include <algorithm>
#include <cmath>

#include "../../delta_rule.h"
#include "../../linear_attention.h"
#include "../twin.h"

namespace twin {

using plain::as;
using plain::Bounded;
using plain::Order;

namespace {

Expected out_and_weights(const plain::AttentionOutputs<Bounded>& outputs) {
  return {{"out", outputs.out}, {"weights", outputs.weights}};
}

bool all_finite(const float* x, size_t count) {
  return std::all_of(x, x + count, [](float value) { return std::isfinite(value); });
}

}  // namespace

Expected additive_attention(const Call& call) {
  return out_and_weights(plain::additive_attention<Bounded>(
      {call.size("batch"), call.size("seq_q"), call.size("seq_k"), call.size("query_dim"), call.size("key_dim"),
       call.size("value_dim"), call.size("hidden_dim"), call.floats("q"), call.floats("k"), call.floats("v"),
       call.floats("wq"), call.floats("wk"), call.floats("u"), call.booleans("mask")},
      Order::forward));
}

Expected luong_attention(const Call& call) {
  return out_and_weights(
      plain::luong_attention<Bounded>({call.size("batch"), call.size("seq_q"), call.size("seq_k"), call.size("dim"),
                                       call.size("hidden_dim"), static_cast<plain::Luong::Score>(call.integer("score")),
                                       call.floats("h"), call.floats("memory"), call.floats("w"), call.floats("u")},
                                      Order::forward));
}

Expected graph_attention(const Call& call) {
  return plain::graph_attention<Bounded>(
      {call.size("nodes"), call.size("in_features"), call.size("num_heads"), call.size("out_features"),
       call.floats("x"), call.booleans("adjacency"), call.floats("w"), call.floats("a_dst"), call.floats("a_src"),
       call.number("negative_slope")},
      Order::forward);
}

Expected weighted_sum_attention(const Call& call) {
  return out_and_weights(plain::weighted_sum_attention(as<Bounded>(call.floats("x")), as<Bounded>(call.floats("w")),
                                                       call.size("n"), Order::forward));
}

// Promised are 2e-6 of the largest value that a query attends, whatever the size of queries and keys, as long as they
// are finite. (Of values that are not there is nothing to tell, and products of the smallest lose digits.)
Expected delta_rule(const Call& call) {
  return plain::delta_rule<Bounded>(
      {call.size("batch") * call.size("num_heads"), call.size("seq"), call.size("head_dim"), call.size("value_dim"),
       call.floats("q"), call.floats("k"), call.floats("v"), call.floats("beta"), call.floats("initial_state")},
      Order::forward);
}

Expected linear_attention(const Call& call) {
  const plain::LinearAttention l{
      call.size("batch"), call.size("num_heads"), call.size("seq_q"),          call.size("head_dim"),
      call.size("seq_k"), call.size("value_dim"), call.integer("causal") != 0, call.floats("q"),
      call.floats("k"),   call.floats("v")};
  const std::vector<double> values = plain::linear_attention_by_logarithms(l);
  std::vector<Bounded> out;
  for (size_t row = 0; row < l.rows(); ++row) {
    const size_t keys = l.attended(row);
    const bool is_promised = all_finite(l.q.data() + row * l.head_dim, l.head_dim) &&
                             (keys == 0 || all_finite(l.key(row, 0), keys * l.head_dim));
    for (size_t e = 0; e < l.value_dim; ++e) {
      const double value = values[out.size()];
      double largest = 0;
      for (size_t j = 0; j < keys; ++j) largest = std::max(largest, std::abs(double{l.value(row, j)[e]}));
      const bool is_known = is_promised && std::isfinite(largest) && std::isfinite(value);
      out.push_back(is_known ? Bounded(value, 2e-6 * largest + 0x1p-100) : Bounded::unknown());
    }
  }
  return {{"out", out}};
}

}  // namespace twin
