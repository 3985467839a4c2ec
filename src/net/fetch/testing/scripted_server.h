#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/file.h"

namespace easel::net::fetch::testing {

/// The server's end of one connection, for a script that says byte for byte what a peer does.
class Peer {
  public:
    Peer(Fd fd, int number) : fd_(std::move(fd)), number_(number) {}

    int number() const { return number_; }  ///< 0 for the first connection
    int fd() const { return fd_.get(); }

    /// Head and body (by content-length) of the next request; nullopt when the client has closed.
    std::optional<std::string> read_request();
    /// Exactly so many bytes; fewer if the client closes first.
    std::string read_exactly(std::size_t bytes);
    void write(std::string_view bytes);
    /// A whole answer with content-length that keeps the connection.
    void reply(std::string_view body, int status = 200, std::string_view extra_headers = "");
    /// Returns when the client has closed.
    void wait_closed();
    /// Closes with a reset instead of a proper end.
    void reset();

  private:
    Fd fd_;
    int number_;
    std::string rest_;  // read beyond the last request
};

/// A TCP server on a port of its own that runs a script for each connection, on a thread of its
/// own. The connection is closed when the script returns.
class ScriptedServer {
  public:
    using Script = std::function<void(Peer&)>;
    explicit ScriptedServer(Script script);
    ~ScriptedServer();

    int port() const { return port_; }
    std::string url(std::string_view path = "/") const;

    int connections() const { return connections_.load(); }
    /// Connections that are over, seen from here.
    int closed() const { return closed_.load(); }
    void wait_until_closed(int count) const;

    /// Scripts note what they have read; any thread.
    void note(std::string what);
    std::vector<std::string> notes() const;

    /// Answers every request with 200 and "ok", and notes it.
    static void answer_all(ScriptedServer& server, Peer& peer);

  private:
    void accept_all();
    void serve(Fd fd, int number);

    Script script_;
    Fd listener_;
    int port_ = 0;
    std::atomic<int> connections_ = 0;
    std::atomic<int> closed_ = 0;
    mutable std::mutex mutex_;  // scripts run on many threads
    std::vector<std::string> notes_;
    std::vector<int> open_;
    bool stopping_ = false;
    std::list<std::jthread> threads_;
    std::jthread acceptor_;
};

}  // namespace easel::net::fetch::testing
