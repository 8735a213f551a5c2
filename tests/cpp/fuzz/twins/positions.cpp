#include "../../positions.h"

#include "../twin.h"

namespace twin {

using plain::Bounded;

Expected alibi_bias(const Call& call) {
  return plain::alibi_bias<Bounded>({call.size("num_heads"), call.size("seq_q"), call.size("seq_k")});
}

Expected relative_scores(const Call& call) {
  return plain::relative_scores<Bounded>({call.size("batch") * call.size("num_heads"), call.size("seq"),
                                          call.size("head_dim"), call.floats("q"), call.floats("r")},
                                         plain::Order::forward);
}

Expected rotary_embedding(const Call& call) {
  return plain::rotary_embedding<Bounded>({call.size("batch"), call.size("num_heads"), call.size("seq"),
                                           call.size("head_dim"), call.integer("interleaved") != 0, call.floats("x"),
                                           call.integers("positions"), call.number("base")});
}

Expected sinusoidal_encoding(const Call& call) {
  return plain::sinusoidal_encoding<Bounded>({call.size("length"), call.size("dim"), call.number("base")});
}

}  // namespace twin
