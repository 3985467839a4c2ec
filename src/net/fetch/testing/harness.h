#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_future.hpp>
#include <string>
#include <utility>

#include "async/runtime.h"
#include "net/fetch/client.h"

namespace easel::net::fetch::testing {

/// Runs a task on a strand of the runtime and waits for it here. (A context of the test's own, as
/// async's run() makes it, would be gone while a thread of the runtime is still leaving it.)
template <class T>
T await(async::Runtime& runtime, Task<T> task) {
    return boost::asio::co_spawn(runtime.executor(), std::move(task), boost::asio::use_future)
        .get();
}

/// A client on a runtime of its own, called from the test's thread.
struct Harness {
    SystemClock clock;
    async::Runtime runtime{2};
    Client client{runtime.executor(), clock, Client::Settings{}};

    Result<Reply> send(Request request) { return await(runtime, client.send(std::move(request))); }
    Result<Reply> get(std::string url) { return send(request("GET", std::move(url))); }
    Result<Reply> post(std::string url, std::string body) {
        Request r = request("POST", std::move(url));
        r.body = std::move(body);
        return send(std::move(r));
    }

    static Request request(std::string method, std::string url) {
        Request r;
        r.method = std::move(method);
        r.url = std::move(url);
        return r;
    }
};

}  // namespace easel::net::fetch::testing
