#include "net/fetch/testing/scripted_server.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

#include "base/assert.h"
#include "base/text.h"

namespace easel::net::fetch::testing {
namespace {

std::size_t announced_length(const std::string& head) {
    const std::size_t at = to_lower(head).find("content-length:");
    return at == std::string::npos ? 0 : std::strtoul(head.c_str() + at + 15, nullptr, 10);
}

}  // namespace

std::optional<std::string> Peer::read_request() {
    std::string text = std::move(rest_);
    rest_.clear();
    std::size_t whole = std::string::npos;
    while (text.size() < whole) {
        const std::size_t head_end = text.find("\r\n\r\n");
        if (head_end != std::string::npos) {
            whole = head_end + 4 + announced_length(text.substr(0, head_end + 2));
            if (text.size() >= whole) break;
        }
        char buffer[65536];
        const ssize_t got = ::recv(fd_.get(), buffer, sizeof buffer, 0);
        if (got <= 0) return std::nullopt;
        text.append(buffer, static_cast<std::size_t>(got));
    }
    rest_ = text.substr(whole);
    text.resize(whole);
    return text;
}

std::string Peer::read_exactly(std::size_t bytes) {
    std::string text(bytes, '\0');
    const ssize_t got = ::recv(fd_.get(), text.data(), bytes, MSG_WAITALL);
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return text;
}

void Peer::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void Peer::reply(std::string_view body, int status, std::string_view extra_headers) {
    std::string text = "HTTP/1.1 " + std::to_string(status) + " Word\r\n";
    text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    text += extra_headers;
    text += "\r\n";
    text += body;
    write(text);
}

void Peer::wait_closed() {
    char buffer[4096];
    while (::recv(fd_.get(), buffer, sizeof buffer, 0) > 0) {
    }
}

void Peer::reset() {
    const linger now{1, 0};
    ::setsockopt(fd_.get(), SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

ScriptedServer::ScriptedServer(Script script)
    : script_(std::move(script)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* general = reinterpret_cast<sockaddr*>(&address);
    socklen_t length = sizeof address;
    EASEL_ASSERT(::bind(listener_.get(), general, length) == 0);
    EASEL_ASSERT(::listen(listener_.get(), 256) == 0);
    EASEL_ASSERT(::getsockname(listener_.get(), general, &length) == 0);
    port_ = ntohs(address.sin_port);
    acceptor_ = std::jthread([this] { accept_all(); });
}

ScriptedServer::~ScriptedServer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        for (const int fd : open_)
            ::shutdown(fd, SHUT_RDWR);
    }
    ::shutdown(listener_.get(), SHUT_RDWR);
    acceptor_.join();
    threads_.clear();
}

std::string ScriptedServer::url(std::string_view path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
}

void ScriptedServer::accept_all() {
    for (;;) {
        Fd fd(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (!fd) return;
        const std::lock_guard lock(mutex_);
        if (stopping_) return;
        open_.push_back(fd.get());
        threads_.emplace_back(
            [this, number = connections_++](Fd own) { serve(std::move(own), number); },
            std::move(fd));
    }
}

void ScriptedServer::serve(Fd fd, int number) {
    const int raw = fd.get();
    {
        Peer peer(std::move(fd), number);
        script_(peer);
        const std::lock_guard lock(mutex_);
        std::erase(open_, raw);
    }
    ++closed_;
    closed_.notify_all();
}

void ScriptedServer::wait_until_closed(int count) const {
    for (int now = closed_.load(); now < count; now = closed_.load())
        closed_.wait(now);
}

void ScriptedServer::note(std::string what) {
    const std::lock_guard lock(mutex_);
    notes_.push_back(std::move(what));
}

std::vector<std::string> ScriptedServer::notes() const {
    const std::lock_guard lock(mutex_);
    return notes_;
}

void ScriptedServer::answer_all(ScriptedServer& server, Peer& peer) {
    while (auto request = peer.read_request()) {
        server.note(*std::move(request));
        peer.reply("ok");
    }
}

}  // namespace easel::net::fetch::testing
