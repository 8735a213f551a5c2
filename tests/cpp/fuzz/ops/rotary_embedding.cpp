#include "ops/rotary_embedding.h"

#include "call.h"

void fuzz_rotary_embedding(Call& call) {
  const int32_t batch = call.dimension(3);
  const int32_t num_heads = call.dimension(4);
  const int32_t seq = call.dimension(40);
  const int32_t head_dim = call.dimension(40);
  const float base = call.number(1.0F, 1e6F);
  const bool interleaved = call.flag();
  const float* const x = call.floats({batch, num_heads, seq, head_dim});
  const auto positions = call.broadcast_integers({batch, seq}, -(1 << 30), 1 << 30);
  float* const y = call.output_over(x, {batch, num_heads, seq, head_dim});
  call.check(rotary_embedding(x, positions.data, y, batch, num_heads, seq, head_dim, positions.strides[0],
                              positions.strides[1], base, interleaved ? 1 : 0),
             head_dim % 2 == 0 ? dojo::Status::ok : dojo::Status::bad_shape);
}
