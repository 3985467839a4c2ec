#pragma once

#include <string>

#include "base/clock.h"
#include "net/http/request.h"

namespace easel::net::http {

/// What one request came to.
struct Outcome {
    int status = 0;  ///< 499 where the client went away before its answer
    std::uint64_t bytes_in = 0;
    std::uint64_t bytes_out = 0;
    Duration took{0};
};

/// One line. Of the query only the names are written: values may be signatures or keys.
void log_access(const Request& request, const Outcome& outcome);

/// `exp=*&sig=*` for `exp=17&sig=abc`.
std::string masked_query(std::string_view query);

}  // namespace easel::net::http
