#include "ops/transformer_encoder_layer.h"

#include "call.h"

void fuzz_transformer_encoder_layer(Call& call) {
  const int32_t batch = call.dimension(3);
  const int32_t seq = call.dimension(70);
  const int32_t hidden_dim = call.dimension(40);
  const int32_t num_heads = 1 + call.below(3);
  const int32_t model_dim = num_heads * call.dimension(12);
  const bool norm_first = call.flag();
  const int32_t activation = call.below(3);
  const float eps = call.number(1e-6F, 1.0F);

  const float* const x = call.floats({batch, seq, model_dim});
  const float* const wq = call.floats({model_dim, model_dim});
  const float* const bq = call.floats({model_dim});
  const float* const wk = call.floats({model_dim, model_dim});
  const float* const bk = call.floats({model_dim});
  const float* const wv = call.floats({model_dim, model_dim});
  const float* const bv = call.floats({model_dim});
  const float* const wo = call.floats({model_dim, model_dim});
  const float* const bo = call.floats({model_dim});
  const float* const w1 = call.floats({hidden_dim, model_dim});
  const float* const b1 = call.floats({hidden_dim});
  const float* const w2 = call.floats({model_dim, hidden_dim});
  const float* const b2 = call.floats({model_dim});
  const float* const gamma1 = call.floats({model_dim});
  const float* const beta1 = call.floats({model_dim});
  const float* const gamma2 = call.floats({model_dim});
  const float* const beta2 = call.floats({model_dim});
  float* const y = call.output({batch, seq, model_dim});
  call.check(
      transformer_encoder_layer(x, wq, bq, wk, bk, wv, bv, wo, bo, w1, b1, w2, b2, gamma1, beta1, gamma2, beta2, y,
                                batch, seq, model_dim, hidden_dim, num_heads, norm_first ? 1 : 0, activation, eps),
      activation < 2 ? dojo::Status::ok : dojo::Status::bad_shape);
}
