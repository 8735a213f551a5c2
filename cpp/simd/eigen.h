// Row-major views for the operations that are not hot and should read like their formula. Eigen has no vector code for
// WebAssembly. Products are written `a.lazyProduct(b)`: evaluated element by element into their target, without the
// temporary on the heap (the module has none) that `a * b` may take.
#pragma once

#include <Eigen/Core>

namespace dojo {

using ConstMatrix = Eigen::Map<const Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;
using Matrix = Eigen::Map<Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;

}  // namespace dojo
