#include "attention/narrow.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "draw.h"

namespace {

using dojo::batch_width;

struct Row {
  std::vector<float> words;
  bool is_finite;
};

template <class Element>
Row narrow(const std::vector<float>& row) {
  const size_t batches = (row.size() + Element::in_word * batch_width - 1) / (Element::in_word * batch_width);
  std::vector<float> words((batches + (Element::has_scale ? 1 : 0)) * batch_width);
  const bool is_finite = Element::narrow(row.data(), row.size(), words.data());
  return {words, is_finite};
}

// Element d of a row, before its scale.
template <class Element>
float element(const Row& row, size_t d) {
  const size_t batch = d / (Element::in_word * batch_width);
  const auto words = dojo::load(row.words.data() + batch * batch_width);
  return Element::widen_any(words, d / batch_width % Element::in_word).get(d % batch_width);
}

template <class Element>
void expect_padding_of_zeros() {
  Draw draw(1);
  for (size_t dim = 1; dim < 2 * Element::in_word * batch_width; ++dim) {
    const Row row = narrow<Element>(draw.normal(dim));
    const size_t held = (row.words.size() - (Element::has_scale ? batch_width : 0)) * Element::in_word;
    for (size_t d = 0; d < held; ++d) EXPECT_EQ(element<Element>(row, d) == 0.0F, d >= dim) << d << " of " << dim;
  }
}

TEST(narrow, rows_of_halves_are_padded_with_zeros) { expect_padding_of_zeros<dojo::Halves>(); }

TEST(narrow, bytes_are_the_nearest_multiples_of_the_scale) {
  Draw draw(2);
  for (const float size : {1e-42F, 1e-38F, 1e-20F, 1.0F, 1e20F, 1e38F}) {
    for (size_t dim = 1; dim < 40; ++dim) {
      const std::vector<float> given = draw.normal(dim, size);
      const Row row = narrow<dojo::Bytes>(given);
      const float scale = row.words.back();
      float largest = 0.0F;
      for (const float value : given) largest = std::max(largest, std::abs(value));
      EXPECT_TRUE(row.is_finite);
      EXPECT_EQ(scale, largest / 127);
      for (size_t d = 0; d < dim; ++d) {
        const float byte = element<dojo::Bytes>(row, d);
        const double quotient = double{given[d]} / double{scale};
        EXPECT_EQ(byte, std::nearbyint(byte));
        EXPECT_LE(std::abs(byte), 127.0F);
        EXPECT_LE(std::abs(byte - std::clamp(quotient, -127.0, 127.0)), 0.50001) << given[d] << " in " << scale;
      }
    }
  }
}

TEST(narrow, a_row_of_zeros_stays_one) {
  const Row row = narrow<dojo::Bytes>(std::vector<float>(5, 0.0F));
  EXPECT_TRUE(row.is_finite);
  for (const float word : row.words) EXPECT_EQ(word, 0.0F);
}

TEST(narrow, a_row_with_what_is_not_finite_says_so) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  for (const float strange : {infinity, -infinity, std::numeric_limits<float>::quiet_NaN()}) {
    for (size_t at = 0; at < 21; ++at) {
      std::vector<float> given(21, 1.0F);
      given[at] = strange;
      EXPECT_FALSE(narrow<dojo::Halves>(given).is_finite);
      const Row row = narrow<dojo::Bytes>(given);
      EXPECT_FALSE(row.is_finite);
      EXPECT_TRUE(std::isnan(row.words.back()));
    }
  }
  EXPECT_FALSE(narrow<dojo::Halves>({65520.0F}).is_finite);
  EXPECT_TRUE(narrow<dojo::Halves>({65519.0F}).is_finite);
}

}  // namespace
