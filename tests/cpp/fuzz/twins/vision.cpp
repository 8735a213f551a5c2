#include "../../vision.h"

#include "../twin.h"

namespace twin {

using plain::as;
using plain::Bounded;
using plain::Order;

Expected cbam(const Call& call) {
  return plain::cbam<Bounded>(
      {call.size("batch"), call.size("channels"), call.size("height"), call.size("width"), call.size("hidden_dim"),
       call.size("kernel_height"), call.size("kernel_width"), call.floats("x"), call.floats("w1"), call.floats("w2"),
       call.floats("kernel"), call.floats("bias")},
      Order::forward);
}

Expected non_local(const Call& call) {
  return plain::non_local<Bounded>(
      {call.size("batch"), call.size("channels"), call.size("height"), call.size("width"), call.size("inner_dim"),
       call.floats("x"), call.floats("theta"), call.floats("phi"), call.floats("g"), call.floats("wz")},
      Order::forward);
}

Expected spatial_attention(const Call& call) {
  const plain::AttentionOutputs<Bounded> outputs = plain::spatial_attention(
      as<Bounded>(call.floats("features")), as<Bounded>(call.floats("position")), call.size("batch"),
      call.size("height") * call.size("width"), call.size("channels"), Order::forward);
  return {{"out", outputs.out}, {"weights", outputs.weights}};
}

Expected spatial_pyramid_attention(const Call& call) {
  return plain::spatial_pyramid_attention<Bounded>(
      {call.size("batch"), call.size("channels"), call.size("height"), call.size("width"), call.integers("levels"),
       call.floats("x"), call.floats("q")},
      Order::forward);
}

Expected squeeze_excitation(const Call& call) {
  return plain::squeeze_excitation<Bounded>(
      {call.size("batch"), call.size("channels"), call.size("height"), call.size("width"), call.size("hidden_dim"),
       call.floats("x"), call.floats("w1"), call.floats("b1"), call.floats("w2"), call.floats("b2")},
      Order::forward);
}

}  // namespace twin
