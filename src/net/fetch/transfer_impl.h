#pragma once

#include <boost/system/error_code.hpp>
#include <functional>
#include <optional>
#include <string_view>

#include "net/fetch/client.h"
#include "net/fetch/failure_impl.h"
#include "net/fetch/head_reader.h"

namespace easel::net::fetch {

/// One request on its way and the answer as far as it has come: limits, phases and the outcome.
/// Knows no curl. Lives on the client's strand once it has begun.
class Transfer {
  public:
    using Done = std::move_only_function<void(boost::system::error_code, Result<Reply>)>;

    /// `file` may be null; `until` is real time.
    Transfer(Request request, const Fd* file, SteadyTime until)
        : request_(std::move(request)), file_(file), until_(until) {}

    const Request& request() const { return request_; }

    /// Each `false` asks to end the transfer.
    /// The connection stands and the request is about to leave. A `spoilt` one has bytes on it, or
    /// its end, that belong to no request of ours: the transfer starts over, once, on a fresh one.
    bool about_to_send(std::string_view peer_address, bool spoilt);
    /// May a socket be opened to an address that is public or not?
    bool may_connect(bool is_public_address);
    bool take_head_line(std::string_view line);
    bool take_body(std::string_view bytes);
    /// `bytes` of the request's body have left so far.
    void uploaded(std::int64_t bytes);

    bool wants_fresh_connection() const { return start_over_ != StartOver::no; }
    /// Whether the end that curl reports is only the end of a spoilt connection. True once.
    bool take_start_over();

    /// When somebody must look whether this has gone on for too long.
    SteadyTime due() const;
    /// Notes why it is over; to be asked when due() has passed.
    void expire(SteadyTime now);

    Result<Reply> outcome(int curl_code, std::string_view curl_text);

    Done done;
    /// Told each time due() has come nearer.
    std::function<void(SteadyTime)> due_is_nearer;

  private:
    enum class Phase { connecting, waiting, receiving };
    enum class StartOver { no, asked, done };

    bool stop(Stop why);
    void alive();
    void enter(Phase phase);
    bool begin_body();
    bool keep(std::string_view bytes);
    bool write_to_file(std::string_view bytes);
    bool to_file() const { return file_ != nullptr && head_.status() / 100 == 2; }

    Request request_;
    const Fd* file_;
    SteadyTime until_;
    Phase phase_ = Phase::connecting;
    SteadyTime last_sign_{};
    std::int64_t uploaded_ = 0;
    int sendings_ = 0;
    StartOver start_over_ = StartOver::no;
    Stop stop_ = Stop::none;
    std::optional<Error> storage_error_;
    HeadReader head_;
    Reply reply_;
};

}  // namespace easel::net::fetch
