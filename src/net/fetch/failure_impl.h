#pragma once

#include <string_view>

#include "base/error.h"

namespace easel::net::fetch {

/// Why easel itself ended a transfer.
enum class Stop {
    none,
    deadline,
    first_byte_late,
    silence,
    body_too_large,
    head_too_large,
    address_refused,
    resend_refused,
    storage,
    enough,  ///< not a failure: as much of the body as is kept has come
};

/// What is known of a transfer that failed.
struct Failure {
    Stop stop = Stop::none;
    int curl_code = 0;
    std::string_view curl_text;
    bool sent = false;  ///< the connection stood and bytes of the request may have left
    int status = 0;     ///< 0 while no status line has come
};

/// Says what a failure means for the caller: whether the request may have been taken in. Pure.
Error to_error(const Failure& failure);

}  // namespace easel::net::fetch
