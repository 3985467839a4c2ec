#include "base/assert.h"
#include "base/text.h"
#include "net/fetch/address_rules.h"
#include "net/fetch/easy_impl.h"
#include "net/fetch/request_rules.h"

namespace easel::net::fetch {
namespace {

// A body up to this size leaves with the head, or soon enough not to be watched.
constexpr std::size_t watched_upload_min = 64 * 1024;

// How long a connection may have been idle and still be used again. A request that must not be sent
// twice cannot be saved when the server closes at that very moment, so it takes only connections
// younger than the shortest idle time that is common among servers (5 s).
constexpr long idle_seconds_max = 60;
constexpr long idle_seconds_max_once = 3;

extern "C" {

std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* transfer) {
    const std::size_t length = size * count;
    return static_cast<Transfer*>(transfer)->take_body({bytes, length}) ? length
                                                                        : CURL_WRITEFUNC_ERROR;
}

std::size_t on_head_line(char* bytes, std::size_t size, std::size_t count, void* transfer) {
    const std::size_t length = size * count;
    return static_cast<Transfer*>(transfer)->take_head_line({bytes, length}) ? length
                                                                             : CURL_WRITEFUNC_ERROR;
}

int on_about_to_send(void* easy, char* peer, char*, int, int local_port) {
    const bool go =
        static_cast<Easy*>(easy)->about_to_send(peer != nullptr ? peer : "", local_port);
    return go ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

int on_progress(void* transfer, curl_off_t, curl_off_t, curl_off_t, curl_off_t sent) {
    static_cast<Transfer*>(transfer)->uploaded(sent);
    return 0;
}

curl_socket_t on_open_socket(void* easy, curlsocktype, curl_sockaddr* address) {
    return static_cast<Easy*>(easy)->open_socket(*address);
}

int on_close_socket(void* sockets, curl_socket_t fd) {
    static_cast<Sockets*>(sockets)->close(fd);
    return 0;
}

}  // extern "C"

bool has(const Request& request, std::string_view name) {
    for (const Header& header : request.headers)
        if (iequals(header.first, name)) return true;
    return false;
}

/// Sets fixed options; they are all known to the curl the house is built with.
template <class Value>
void fix(CURL* curl, CURLoption option, Value value) {
    EASEL_ASSERT(curl_easy_setopt(curl, option, value) == CURLE_OK);
}

void fix_protocol(CURL* curl) {
    fix(curl, CURLOPT_NOSIGNAL, 1L);
    fix(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    fix(curl, CURLOPT_FOLLOWLOCATION, 0L);
    fix(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    fix(curl, CURLOPT_PIPEWAIT, 0L);
    fix(curl, CURLOPT_PATH_AS_IS, 1L);  // signed paths go out as they were signed
    fix(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    fix(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    fix(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    fix(curl, CURLOPT_NOPROXY, "");  // neither list of exceptions nor *_proxy comes from outside
    fix(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    fix(curl, CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));
    fix(curl, CURLOPT_TCP_NODELAY, 1L);
    // Answers may take minutes; keeps middle boxes from forgetting the connection meanwhile.
    fix(curl, CURLOPT_TCP_KEEPALIVE, 1L);
    fix(curl, CURLOPT_TCP_KEEPIDLE, 30L);
    fix(curl, CURLOPT_TCP_KEEPINTVL, 15L);
    // Ending a call must not wait for a name server that does not answer.
    fix(curl, CURLOPT_QUICK_EXIT, 1L);
}

}  // namespace

Easy::Easy(const EasyOwner& owner) : owner_(owner), curl_(curl_easy_init()) {
    EASEL_ASSERT(curl_ != nullptr);
    CURL* curl = curl_.get();
    fix_protocol(curl);
    fix(curl, CURLOPT_USERAGENT, owner.user_agent.c_str());
    fix(curl, CURLOPT_SHARE, owner.share);
    fix(curl, CURLOPT_ERRORBUFFER, error_.data());
    fix(curl, CURLOPT_WRITEFUNCTION, &on_body);
    fix(curl, CURLOPT_HEADERFUNCTION, &on_head_line);
    fix(curl, CURLOPT_PREREQFUNCTION, &on_about_to_send);
    fix(curl, CURLOPT_PREREQDATA, static_cast<void*>(this));
    fix(curl, CURLOPT_XFERINFOFUNCTION, &on_progress);
    fix(curl, CURLOPT_OPENSOCKETFUNCTION, &on_open_socket);
    fix(curl, CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
    fix(curl, CURLOPT_CLOSESOCKETFUNCTION, &on_close_socket);
    fix(curl, CURLOPT_CLOSESOCKETDATA, static_cast<void*>(owner.sockets));
}

bool Easy::prepare(Transfer& transfer) {
    const Request& request = transfer.request();
    CURL* curl = curl_.get();
    transfer_ = &transfer;
    opened_socket_ = false;
    error_[0] = '\0';
    fix(curl, CURLOPT_FRESH_CONNECT, transfer.wants_fresh_connection() ? 1L : 0L);
    for (const CURLoption data :
         {CURLOPT_PRIVATE, CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_XFERINFODATA})
        fix(curl, data, static_cast<void*>(&transfer));
    return curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str()) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_PROXY, request.proxy.c_str()) == CURLE_OK &&
           set_method(request) && set_limits(request) && set_headers(request);
}

// The address is judged here, after the name was resolved and right before the connect, so that no
// second look-up can slip another one in between.
curl_socket_t Easy::open_socket(const curl_sockaddr& address) {
    if (!transfer_->may_connect(is_public(&address.addr, address.addrlen))) return CURL_SOCKET_BAD;
    opened_socket_ = true;
    return owner_.sockets->open(address.family, address.socktype, address.protocol);
}

// curl takes a kept-alive connection with unread bytes for a living one, and would read them as the
// answer to the next request: somebody else's answer, then, if an upstream sent too much.
bool Easy::about_to_send(std::string_view peer_address, int local_port) {
    const bool spoilt = !opened_socket_ && owner_.sockets->has_unread(local_port);
    return transfer_->about_to_send(peer_address, spoilt);
}

Transfer& Easy::transfer_of(CURL* easy) {
    char* transfer = nullptr;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
    return *reinterpret_cast<Transfer*>(transfer);
}

bool Easy::set_method(const Request& request) {
    CURL* curl = curl_.get();
    fix(curl, CURLOPT_NOBODY, 0L);
    const bool own_word =
        request.method != "GET" && request.method != "HEAD" && request.method != "POST";
    const bool has_body = request.method == "POST" || request.method == "PUT" ||
                          request.method == "PATCH" || !request.body.empty();
    if (has_body) {
        fix(curl, CURLOPT_POST, 1L);
        fix(curl, CURLOPT_POSTFIELDS, request.body.data());
        fix(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    } else {
        fix(curl, CURLOPT_HTTPGET, 1L);
        if (request.method == "HEAD") fix(curl, CURLOPT_NOBODY, 1L);
    }
    const char* word =
        own_word || (has_body && request.method != "POST") ? request.method.c_str() : nullptr;
    return curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, word) == CURLE_OK;
}

bool Easy::set_limits(const Request& request) {
    CURL* curl = curl_.get();
    const bool outside = request.reach == Reach::public_only;
    const bool again = is_idempotent(request.method);
    fix(curl, CURLOPT_DISALLOW_USERNAME_IN_URL, outside ? 1L : 0L);
    fix(curl, CURLOPT_MAXAGE_CONN, again ? idle_seconds_max : idle_seconds_max_once);
    fix(curl, CURLOPT_NOPROGRESS, request.body.size() < watched_upload_min ? 1L : 0L);
    const auto connect_ms = static_cast<long>(request.connect_time.count());
    return curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, connect_ms) == CURLE_OK;
}

bool Easy::set_headers(const Request& request) {
    lines_used_ = 0;
    for (const auto& [name, value] : request.headers)
        add_header(name, value);
    if (!has(request, "accept-encoding")) add_header("Accept-Encoding", "identity");
    // "Name:" takes away what curl would add by itself.
    add_header("Expect:", {});
    if (!has(request, "content-type")) add_header("Content-Type:", {});

    list_.assign(lines_used_, curl_slist{});
    for (std::size_t i = 0; i < lines_used_; ++i) {
        list_[i].data = lines_[i].data();
        list_[i].next = i + 1 < lines_used_ ? &list_[i + 1] : nullptr;
    }
    return curl_easy_setopt(curl_.get(), CURLOPT_HTTPHEADER, list_.data()) == CURLE_OK;
}

/// curl's spelling: "Name: value", "Name;" for an empty value, "Name:" to remove.
void Easy::add_header(std::string_view name, std::string_view value) {
    if (lines_used_ == lines_.size()) lines_.emplace_back();
    std::string& line = lines_[lines_used_++];
    line.assign(name);
    if (!trim(value).empty())
        line.append(": ").append(value);
    else if (!name.ends_with(':'))
        line += ';';
}

}  // namespace easel::net::fetch
