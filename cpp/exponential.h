// The exponential of doubles, without the 2 kB of tables that std::exp brings and every visitor would download.
#pragma once

namespace dojo {

/// e^x, within two units in the last place.
double exponential(double x);

}  // namespace dojo
