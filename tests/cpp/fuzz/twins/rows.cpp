// Operations on rows and columns.
#include "../../loss.h"
#include "../../plain_backward.h"
#include "../../swiglu.h"
#include "../twin.h"

namespace twin {

using plain::as;
using plain::Bounded;
using plain::Order;

namespace {

plain::CrossEntropy entropy_of(const Call& call) {
  return {call.size("vocab"), call.floats("logits"), call.integers("targets"), call.integer("ignore_index")};
}

}  // namespace

Expected cross_entropy(const Call& call) { return plain::cross_entropy<Bounded>(entropy_of(call), Order::forward); }

Expected cross_entropy_backward(const Call& call) {
  plain::CrossEntropy c = entropy_of(call);
  c.dloss = call.number("dloss");
  return plain::cross_entropy_backward<Bounded>(c, Order::forward);
}

Expected gelu(const Call& call) {
  return {{"y", plain::gelu(as<Bounded>(call.floats("x")), call.integer("approximate") != 0)}};
}

Expected layer_norm(const Call& call) {
  return {{"y", plain::layer_norm(as<Bounded>(call.floats("x")), as<Bounded>(call.floats("gamma")),
                                  as<Bounded>(call.floats("beta")), call.number("eps"), Order::forward)}};
}

Expected layer_norm_backward(const Call& call) {
  return plain::layer_norm_backward<Bounded>(
      {call.floats("x"), call.floats("gamma"), call.floats("dy"), call.number("eps")}, Order::forward);
}

Expected linear(const Call& call) {
  return {{"y", plain::linear(as<Bounded>(call.floats("x")), as<Bounded>(call.floats("weight")),
                              as<Bounded>(call.floats("bias")), call.size("rows"), call.size("in_features"),
                              call.size("out_features"), Order::forward)}};
}

Expected linear_backward(const Call& call) {
  return plain::linear_backward<Bounded>({call.size("rows"), call.size("in_features"), call.size("out_features"),
                                          call.floats("x"), call.floats("w"), call.floats("dy")},
                                         Order::forward);
}

Expected rms_norm(const Call& call) {
  return {{"y", plain::rms_norm(as<Bounded>(call.floats("x")), as<Bounded>(call.floats("gamma")), call.number("eps"),
                                Order::forward)}};
}

Expected softmax(const Call& call) {
  return {{"y", plain::softmax(as<Bounded>(call.floats("x")), call.size("outer"), call.size("length"),
                               call.size("inner"), Order::forward)}};
}

Expected softmax_backward(const Call& call) {
  const plain::SoftmaxGradient<Bounded> gradient{as<Bounded>(call.floats("y")), as<Bounded>(call.floats("dy")),
                                                 call.size("outer"), call.size("length"), call.size("inner")};
  return plain::softmax_backward(gradient, Order::forward);
}

Expected swiglu(const Call& call) {
  return plain::swiglu<Bounded>({call.size("rows"), call.size("model_dim"), call.size("hidden_dim"), call.floats("x"),
                                 call.floats("w_gate"), call.floats("w_up"), call.floats("w_down")},
                                Order::forward);
}

}  // namespace twin
