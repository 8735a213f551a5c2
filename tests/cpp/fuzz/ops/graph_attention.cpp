#include "ops/graph_attention.h"

#include "call.h"

void fuzz_graph_attention(Call& call) {
  const int32_t nodes = call.dimension(40);
  const int32_t in_features = call.dimension();
  const int32_t num_heads = call.dimension(4);
  const int32_t out_features = call.dimension();
  const float negative_slope = call.number(0.0F, 1.0F);
  const float* const x = call.floats({nodes, in_features});
  const uint8_t* const adjacency = call.booleans({nodes, nodes});
  const float* const w = call.floats({num_heads, out_features, in_features});
  const float* const a_dst = call.floats({num_heads, out_features});
  const float* const a_src = call.floats({num_heads, out_features});
  float* const out = call.output({nodes, num_heads, out_features});
  float* const weights = call.optional_output({num_heads, nodes, nodes});
  call.check(graph_attention(x, adjacency, w, a_dst, a_src, out, weights, nodes, in_features, num_heads, out_features,
                             negative_slope));
}
