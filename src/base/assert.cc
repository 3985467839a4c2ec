#include "base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace easel::detail {

void assertion_failed(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "easel: invariant broken: %s (%s:%d)\n", condition, file, line);
    std::abort();
}

}  // namespace easel::detail
