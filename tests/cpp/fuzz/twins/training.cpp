// What only training needs.
#include "../../training.h"

#include "../twin.h"

namespace twin {

using plain::as;
using plain::Bounded;
using plain::Order;

Expected adamw_step(const Call& call) {
  plain::AdamwStep a{call.floats("param"), call.floats("grad"), call.floats("m"), call.floats("v")};
  a.lr = call.number("lr"), a.eps = call.number("eps"), a.weight_decay = call.number("weight_decay");
  a.beta1 = call.number("beta1"), a.beta2 = call.number("beta2"), a.step = call.integer("step");
  return plain::adamw_step<Bounded>(a);
}

Expected add(const Call& call) {
  const std::vector<Bounded> a = as<Bounded>(call.floats("a"));
  const std::vector<Bounded> b = as<Bounded>(call.floats("b"));
  std::vector<Bounded> sum(a.size());
  for (size_t i = 0; i < a.size(); ++i) sum[i] = a[i] + b[i];
  return {{"sum", sum}};
}

Expected embedding(const Call& call) {
  return plain::embedding<Bounded>(
      {call.size("vocab"), call.size("dim"), call.integers("ids"), call.floats("table"), {}});
}

Expected embedding_backward(const Call& call) {
  return plain::embedding_backward<Bounded>(
      {call.size("vocab"), call.size("dim"), call.integers("ids"), {}, call.floats("dy")}, Order::forward);
}

Expected gelu_backward(const Call& call) {
  return plain::gelu_backward<Bounded>(call.floats("x"), call.floats("dy"), call.integer("approximate") != 0);
}

Expected relu(const Call& call) { return {{"y", plain::relu(as<Bounded>(call.floats("x")))}}; }

Expected relu_backward(const Call& call) { return plain::relu_backward<Bounded>(call.floats("x"), call.floats("dy")); }

Expected rms_norm_backward(const Call& call) {
  return plain::rms_norm_backward<Bounded>(
      {call.floats("x"), call.floats("gamma"), call.floats("dy"), call.number("eps")}, Order::forward);
}

}  // namespace twin
