#include "ops/attention_text_classifier.h"

#include <algorithm>

#include "call.h"

void fuzz_attention_text_classifier(Call& call) {
  const int32_t batch = call.dimension(4);
  const int32_t seq = call.dimension(40);
  const int32_t vocab = call.dimension(10);
  const int32_t dim = call.dimension();
  const int32_t classes = call.dimension(5);
  // Any id outside the vocabulary is refused.
  const bool strange = call.flag();
  const bool refused = batch > 0 && seq > 0 && (strange || vocab == 0);
  const int32_t strange_id = call.flag() ? -call.integer(1, 1000) : std::max(vocab, 0) + call.integer(0, 1000);

  const int32_t* const ids = strange ? call.integers({batch, seq}, strange_id, strange_id)
                                     : call.integers({batch, seq}, 0, std::max(vocab - 1, 0));
  const uint8_t* const mask = call.booleans({batch, seq});
  const float* const embedding = call.floats({vocab, dim});
  const float* const wq = call.floats({dim, dim});
  const float* const bq = call.floats({dim});
  const float* const wk = call.floats({dim, dim});
  const float* const bk = call.floats({dim});
  const float* const wv = call.floats({dim, dim});
  const float* const bv = call.floats({dim});
  const float* const wo = call.floats({dim, dim});
  const float* const bo = call.floats({dim});
  const float* const wc = call.floats({classes, dim});
  const float* const bc = call.floats({classes});
  float* const logits = call.output({batch, classes});
  float* const weights = call.optional_output({batch, seq, seq});
  call.check(attention_text_classifier(ids, mask, embedding, wq, bq, wk, bk, wv, bv, wo, bo, wc, bc, logits, weights,
                                       batch, seq, vocab, dim, classes),
             refused ? dojo::Status::bad_index : dojo::Status::ok);
}
