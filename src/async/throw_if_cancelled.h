#pragma once

#include <boost/asio/error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>

#include "async/task.h"

namespace easel::async {

/// Ends the calling coroutine, as a cancelled operation would, if its cancellation was asked for.
/// For places that wake a waiter by cancelling its timer and so cannot tell the two apart.
inline Task<void> throw_if_cancelled() {
    const auto state = co_await boost::asio::this_coro::cancellation_state;
    if (state.cancelled() != boost::asio::cancellation_type::none)
        throw boost::system::system_error(boost::asio::error::operation_aborted);
}

}  // namespace easel::async
