#include "providers/sketch/painter/numbers.h"

#include <bit>
#include <cmath>

namespace easel::providers::sketch {

float square_root(float x) {
    return std::sqrt(x);
}

double cube_root(double x) {
    if (x <= 0) return 0;
    // A third of the exponent is a start within 6 %; four steps square that error away.
    double y = std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) / 3 + 0x2A9F7893782DA1CEULL);
    for (int step = 0; step < 4; ++step)
        y = (2.0 * y + x / (y * y)) / 3.0;
    return y;
}

}  // namespace easel::providers::sketch
