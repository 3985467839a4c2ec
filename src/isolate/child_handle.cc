#include "isolate/child_handle.h"

#include <poll.h>
#include <signal.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/text.h"
#include "isolate/frame.h"

namespace easel::isolate {
namespace asio = boost::asio;

struct ChildHandle::State {
    State(asio::any_io_executor executor, Process p)
        : socket(std::move(executor), p.socket.release()), pid(p.pid) {}

    asio::posix::stream_descriptor socket;
    pid_t pid;
    unsigned calls = 0;

    Task<void> wait_until(asio::posix::stream_descriptor::wait_type what) {
        // An error of the wait shows again, with its meaning, in the transfer that follows.
        co_await socket.async_wait(what, asio::use_awaitable);
    }

    Task<Result<std::string>> receive(std::uint64_t call);
};

namespace {

Error child_failed(const char* how) {
    return fail(ErrorKind::internal_error, "The server could not process the picture.")
        .because(how);
}

Error child_unavailable(std::string why) {
    return fail(ErrorKind::backend_unavailable, "A helper program of the server did not start.")
        .because(std::move(why));
}

}  // namespace

ChildHandle::ChildHandle(asio::any_io_executor executor, Process process)
    : state_(std::make_unique<State>(std::move(executor), std::move(process))) {}

ChildHandle::~ChildHandle() {
    ::kill(state_->pid, SIGKILL);
}

pid_t ChildHandle::pid() const {
    return state_->pid;
}
unsigned ChildHandle::calls() const {
    return state_->calls;
}

bool ChildHandle::quiet() const {
    pollfd entry{state_->socket.native_handle(), POLLIN, 0};
    return ::poll(&entry, 1, 0) == 0;
}

Task<Result<std::string>> ChildHandle::State::receive(std::uint64_t call) {
    Frame frame;
    Transfer transfer = receive_frame(socket.native_handle(), Files::refuse, frame);
    while (transfer == Transfer::would_block) {
        co_await wait_until(asio::posix::stream_descriptor::wait_read);
        transfer = receive_frame(socket.native_handle(), Files::refuse, frame);
    }
    if (transfer == Transfer::ended) co_return failed(child_failed("the child ended"));
    if (transfer != Transfer::done || frame.call != call)
        co_return failed(child_failed("the child answered nonsense"));
    co_return std::move(frame.body);
}

Task<Result<void>> ChildHandle::greeting() {
    const Result<std::string> greeting = co_await state_->receive(0);
    if (greeting && greeting->empty()) co_return Result<void>();
    const std::string why = greeting ? printable(*greeting, 200) : greeting.error().detail;
    co_return failed(child_unavailable(why));
}

Task<Result<std::string>> ChildHandle::exchange(const Request& request) {
    if (request.body.size() > frame_body_max || request.files.size() > frame_files_max)
        co_return failed(child_failed("the request is too large"));
    const int socket = state_->socket.native_handle();
    const std::uint64_t call = ++state_->calls;
    Transfer transfer = send_frame(socket, call, request.body, request.files);
    while (transfer == Transfer::would_block) {
        co_await state_->wait_until(asio::posix::stream_descriptor::wait_write);
        transfer = send_frame(socket, call, request.body, request.files);
    }
    if (transfer != Transfer::done)
        co_return failed(child_unavailable("the child took no request"));
    co_return co_await state_->receive(call);
}

}  // namespace easel::isolate
