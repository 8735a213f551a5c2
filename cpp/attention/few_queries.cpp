#include "attention/few_queries.h"

#include "attention/in_place.h"

namespace dojo {
namespace {

struct Floats {
  static constexpr size_t in_word = 1;
  static constexpr float factor = 1.0F;
  static constexpr bool has_scale = false;

  static Batch widen(Batch words, size_t) { return words; }
};

}  // namespace

const InPlaceProducts products_of_floats = in_place_products<Floats>;

}  // namespace dojo
