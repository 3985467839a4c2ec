// CPU of easel's side of one upstream call: a server in a process of its own answers every request
// at once, this process calls it and asks the kernel what that has cost.
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "async/runtime.h"
#include "async/scope.h"
#include "net/fetch/client.h"
#include "net/fetch/testing/harness.h"
#include "net/fetch/testing/scripted_server.h"

namespace {

using namespace easel;
using namespace easel::net;

double cpu_us() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto us = [](const timeval& t) {
        return 1e6 * static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec);
    };
    return us(usage.ru_utime) + us(usage.ru_stime);
}

/// Forks the server and returns its URL.
std::string start_server(pid_t& child) {
    int ends[2];
    if (::pipe(ends) != 0) std::abort();
    child = ::fork();
    if (child == 0) {
        using fetch::testing::Peer;
        const fetch::testing::ScriptedServer server([](Peer& peer) {
            const std::string answer(600, 'a');
            while (peer.read_request())
                peer.reply(answer, 200, "Content-Type: application/json\r\n");
        });
        const int port = server.port();
        if (::write(ends[1], &port, sizeof port) != sizeof port) std::abort();
        for (;;)
            ::pause();
    }
    int port = 0;
    if (::read(ends[0], &port, sizeof port) != sizeof port) std::abort();
    return "http://127.0.0.1:" + std::to_string(port) + "/task?app_id=aichat&sign=abcdefghijklmnop";
}

Task<void> calls(fetch::Client& client, std::string url, std::string method, int count) {
    for (int i = 0; i < count; ++i) {
        fetch::Request r;
        r.method = method;
        r.url = url;
        r.headers = {{"Content-Type", "application/json"},
                     {"Origin", "https://example.com"},
                     {"User-Agent", "Mozilla/5.0 (X11; Linux x86_64)"}};
        if (method == "POST") r.body = std::string(400, 'b');
        const auto reply = co_await client.send(std::move(r));
        if (!reply || !reply->ok()) std::abort();
    }
}

void measure(const std::string& url, const char* method, int parallel, unsigned threads,
             int count) {
    const SystemClock clock;
    async::Runtime runtime(threads);
    fetch::Client client(runtime.executor(), clock, {});
    fetch::testing::await(runtime, calls(client, url, method, 20));
    const double before = cpu_us();
    async::Scope scope(runtime.executor(), "bench");
    for (int i = 0; i < parallel; ++i)
        scope.spawn(calls(client, url, method, count / parallel));
    scope.close();
    fetch::testing::await(runtime, scope.join());
    std::printf("%-4s %2d at once, %u threads: %.1f us CPU a call\n", method, parallel, threads,
                (cpu_us() - before) / count);
}

}  // namespace

int main() {
    pid_t server = 0;
    const std::string url = start_server(server);
    for (const unsigned threads : {1U, 2U})
        for (const int parallel : {1, 16}) {
            measure(url, "GET", parallel, threads, 8000);
            measure(url, "POST", parallel, threads, 8000);
        }
    ::kill(server, SIGTERM);
    ::waitpid(server, nullptr, 0);
}
