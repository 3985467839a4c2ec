#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "async/task.h"
#include "base/clock.h"
#include "base/deadline.h"
#include "base/file.h"
#include "base/result.h"

namespace easel::net::fetch {

class Multi;

using Header = std::pair<std::string, std::string>;

/// Where a request may go.
enum class Reach {
    operator_origin,  ///< an address from the configuration: any address, private ones too
    public_only,      ///< an address from outside: public addresses only, checked at connect
};

/// One call. Redirects are followed for GET and HEAD only, at most `redirects_max` of them, to http
/// and https. Another host, or another port than the two usual ones, is reached as `public_only`,
/// and another origin gets none of `headers` but accept and user-agent.
///
/// With a proxy it is the proxy that resolves and connects, so `public_only` can look at the URL
/// alone: literal addresses and local names are refused, other names are the proxy's to judge.
struct Request {
    std::string method = "GET";
    std::string url;
    std::vector<Header> headers;
    std::string body;
    std::string proxy;  ///< http://, socks5h://…; empty: direct. The environment is never asked.
    Reach reach = Reach::operator_origin;
    /// For the whole call. What is left is asked of the Clock once, when the call begins; from then
    /// on real time runs, so a FakeClock decides only whether it has passed already.
    Deadline deadline;
    std::chrono::milliseconds connect_time{5'000};      ///< until the connection stands
    std::chrono::milliseconds first_byte_time{60'000};  ///< from sent to the first byte
    std::chrono::milliseconds idle_time{30'000};        ///< longest silence inside the body
    std::size_t body_max = 8 * 1024 * 1024;
    int redirects_max = 0;
};

struct Reply {
    int status = 0;
    std::vector<Header> headers;
    std::string body;  ///< empty when the body went to a file
    std::size_t body_bytes = 0;

    /// First value of that name, compared without case; empty if absent.
    std::string header(std::string_view name) const;
    bool ok() const { return status >= 200 && status < 300; }
};

/// HTTP/1.1 for easel's own calls to upstreams, over kept-alive connections. Any thread; every call
/// is cancellable (terminal or partial, after which it throws operation_aborted like any Asio
/// operation), and a cancelled call closes its connection.
///
/// A request whose method is not idempotent (POST, PATCH) is put on the wire at most once: a
/// connection that dies under it is never replaced by a second attempt. Idempotent ones may be sent
/// again when a kept-alive connection turns out to be dead before the first byte of an answer.
///
/// Errors: `upstream_unreachable` when nothing of the request can have been taken in (name,
/// connect, TLS, proxy, refused address); `upstream_outcome_unknown` when it was or may have been
/// sent and no whole answer came; `generation_timeout` at the deadline; `upstream_bad_response` for
/// an answer that breaks HTTP or a limit; `storage_unavailable` if the file of a download cannot be
/// written; `invalid_value` for a request that cannot be sent at all (URL, method, header, proxy).
/// An HTTP status is not an error. `detail` holds no query, header or body.
class Client {
  public:
    struct Settings {
        std::string user_agent = "easel";           ///< unless the request's headers give one
        std::size_t connections_per_host_max = 64;  ///< further calls wait for one, within deadline
    };
    /// `clock` must outlive the client; the executor's threads run its one strand.
    Client(boost::asio::any_io_executor executor, const Clock& clock, Settings settings);
    /// Await every call first: none may be in flight (asserted).
    ~Client();
    Client(const Client&) = delete;

    Task<Result<Reply>> send(Request request);
    /// The same, with the body of a 2xx answer written to `file` from its current end on; the body
    /// of any other answer is kept in the reply (first 4 KiB). `file` must outlive the call. Writes
    /// are small and block the client's strand: meant for tmpfs and local disks.
    Task<Result<Reply>> download(Request request, const Fd& file);

  private:
    std::shared_ptr<Multi> multi_;  // what is on its way to the strand may outlive the client
};

}  // namespace easel::net::fetch
