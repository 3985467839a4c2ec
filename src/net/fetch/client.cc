#include "net/fetch/client.h"

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/defer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/assert.h"
#include "base/text.h"
#include "net/fetch/multi_impl.h"
#include "net/fetch/real_time_impl.h"
#include "net/fetch/redirect.h"
#include "net/fetch/request_rules.h"

namespace easel::net::fetch {
namespace asio = boost::asio;
using boost::system::error_code;

namespace {

/// Gives the result back where the caller lives, which is never inside curl or on its strand.
template <class Handler>
Transfer::Done hand_back(Handler handler) {
    auto work = asio::make_work_guard(asio::get_associated_executor(handler));
    return [handler = std::move(handler), work = std::move(work)](error_code failed,
                                                                  Result<Reply> reply) mutable {
        const auto executor = work.get_executor();
        asio::defer(executor, [handler = std::move(handler), work = std::move(work), failed,
                               reply = std::move(reply)]() mutable {
            asio::get_associated_cancellation_slot(handler).clear();
            std::move(handler)(failed, std::move(reply));
        });
    };
}

struct Initiate {
    template <class Handler>
    void operator()(Handler handler, std::shared_ptr<Multi> multi,
                    std::shared_ptr<Transfer> transfer) {
        auto slot = asio::get_associated_cancellation_slot(handler);
        transfer->done = hand_back(std::move(handler));
        if (slot.is_connected())
            slot.assign([multi = std::weak_ptr(multi),
                         transfer = std::weak_ptr(transfer)](asio::cancellation_type type) {
                if ((type & (asio::cancellation_type::terminal |
                             asio::cancellation_type::partial)) != asio::cancellation_type::none)
                    Multi::cancel(multi, transfer);
            });
        Multi::begin(std::move(multi), std::move(transfer));
    }
};

SteadyTime real_end(Deadline deadline, const Clock& clock) {
    if (!deadline.reachable()) return SteadyTime::max();
    const SteadyTime now = real_now();
    const Duration left = deadline.left(clock);
    return left > SteadyTime::max() - now ? SteadyTime::max() : now + left;
}

Error too_late() {
    Failure failure;
    failure.stop = Stop::deadline;
    return to_error(failure);
}

Task<Result<Reply>> exchange(std::shared_ptr<Multi> multi, Request request, const Fd* file) {
    const Deadline deadline = request.deadline;
    if (deadline.passed(multi->clock())) co_return failed(too_late());
    auto transfer =
        std::make_shared<Transfer>(std::move(request), file, real_end(deadline, multi->clock()));
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>,
                                            void(error_code, Result<Reply>)>(
        Initiate(), asio::use_awaitable, std::move(multi), std::move(transfer));
}

Task<Result<Reply>> run(std::shared_ptr<Multi> multi, Request request, const Fd* file) {
    CO_CHECK_OK(check_request(request));
    if (request.redirects_max <= 0)
        co_return co_await exchange(std::move(multi), std::move(request), file);
    for (;;) {
        CO_TRY(Reply reply, co_await exchange(multi, request, file));
        CO_TRY(std::optional<Request> next, next_hop(request, reply));
        if (!next) co_return reply;
        request = *std::move(next);
        CO_CHECK_OK(check_request(request));
    }
}

}  // namespace

std::string Reply::header(std::string_view name) const {
    for (const Header& header : headers)
        if (iequals(header.first, name)) return header.second;
    return {};
}

Client::Client(asio::any_io_executor executor, const Clock& clock, Settings settings)
    : multi_(Multi::make(std::move(executor), clock, std::move(settings))) {}

Client::~Client() {
    EASEL_ASSERT(multi_->in_flight() == 0);
    Multi::let_go(std::move(multi_));
}

Task<Result<Reply>> Client::send(Request request) {
    return run(multi_, std::move(request), nullptr);
}

Task<Result<Reply>> Client::download(Request request, const Fd& file) {
    return run(multi_, std::move(request), &file);
}

}  // namespace easel::net::fetch
