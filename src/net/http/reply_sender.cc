#include "net/http/reply_sender.h"

#include <algorithm>
#include <charconv>

#include "async/throw_if_cancelled.h"
#include "base/encoding.h"
#include "observe/log.h"

namespace easel::net::http {
namespace {

constexpr std::size_t write_bytes = 64 * 1024;
// A multiple of 3: each step but the last becomes base64 without padding.
constexpr std::size_t file_step = 192 * 1024;

class BodyWriter final : public StreamWriter {
  public:
    BodyWriter(Wire& wire, ReplySender::Framing framing) : wire_(wire), framing_(framing) {}

    Task<Result<void>> write(std::string bytes) override {
        if (bytes.empty()) co_return Result<void>();  // an empty chunk would end the body
        if (framing_ == ReplySender::Framing::chunked) bytes = chunk(std::move(bytes));
        co_return co_await wire_.write(std::move(bytes));
    }

  private:
    static std::string chunk(std::string bytes) {
        char size[16];
        const auto end = std::to_chars(size, size + sizeof size, bytes.size(), 16).ptr;
        return std::string(size, end) + "\r\n" + std::move(bytes) + "\r\n";
    }

    Wire& wire_;
    ReplySender::Framing framing_;
};

}  // namespace

Task<Result<void>> ReplySender::send(std::string head, Pieces pieces) {
    pending_ = std::move(head);
    for (Piece& piece : pieces) {
        if (auto* slice = std::get_if<FileSlice>(&piece)) {
            CO_CHECK_OK(co_await send_file(std::move(*slice)));
            continue;
        }
        auto& text = std::get<std::string>(piece);
        if (text.size() < write_bytes) {
            pending_ += text;
        } else {
            CO_CHECK_OK(co_await flush());
            pending_ = std::move(text);
        }
        CO_CHECK_OK(co_await flush_if_large());
    }
    co_return co_await flush();
}

Task<Result<void>> ReplySender::send_file(FileSlice slice) {
    while (slice.length > 0) {
        const std::size_t step = std::min(slice.length, file_step);
        const Result<std::string> bytes = read_at(slice.file->get(), slice.offset, step);
        if (!bytes) {
            observe::log(observe::Level::error, "a file could not be sent",
                         {{"what", bytes.error().detail}});
            co_return failed(bytes.error());
        }
        slice.offset += step;
        slice.length -= step;
        if (slice.coding == FileSlice::Coding::base64) {
            pending_ += to_base64(*bytes);
        } else {
            pending_ += *bytes;
        }
        CO_CHECK_OK(co_await flush_if_large());
    }
    co_return Result<void>();
}

Task<Result<void>> ReplySender::flush_if_large() {
    if (pending_.size() < write_bytes) co_return Result<void>();
    co_return co_await flush();
}

Task<Result<void>> ReplySender::flush() {
    std::string bytes = std::move(pending_);
    pending_.clear();
    co_return co_await wire_.write(std::move(bytes));
}

Task<Result<void>> ReplySender::stream(std::string head, StreamBody body, Framing framing) {
    CO_CHECK_OK(co_await wire_.write(std::move(head)));
    wire_.watch(true);
    const Result<void> ended = co_await run(std::move(body), framing);
    wire_.watch(false);
    if (!ended || framing == Framing::until_close) co_return ended;
    co_return co_await wire_.write("0\r\n\r\n");
}

Task<Result<void>> ReplySender::run(StreamBody body, Framing framing) {
    BodyWriter writer(wire_, framing);
    std::string what;
    try {
        co_await body(writer);
        co_return Result<void>();
    } catch (const std::exception& error) {
        what = error.what();
    } catch (...) {
        what = "not a std::exception";
    }
    co_await async::throw_if_cancelled();
    observe::log(observe::Level::error, "a streamed body ended with an exception",
                 {{"what", what}});
    co_return failed(fail(ErrorKind::internal_error, "The answer was cut short."));
}

}  // namespace easel::net::http
