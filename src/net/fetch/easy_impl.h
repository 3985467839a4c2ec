#pragma once

#include <curl/curl.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "net/fetch/sockets_impl.h"
#include "net/fetch/transfer_impl.h"

namespace easel::net::fetch {

/// What all easy handles of one client have in common; outlives them.
struct EasyOwner {
    std::string user_agent;
    CURLSH* share = nullptr;
    Sockets* sockets = nullptr;  ///< outlives every connection
};

/// A curl easy handle with the house's fixed options, used for one transfer after the other.
class Easy {
  public:
    explicit Easy(const EasyOwner& owner);
    Easy(const Easy&) = delete;

    CURL* get() const { return curl_.get(); }
    std::string_view error_text() const { return error_.data(); }

    /// Points the handle at `transfer`, which must stay where it is until the handle leaves the
    /// multi handle. False if curl refuses an option.
    bool prepare(Transfer& transfer);
    /// For curl's callback: a socket to `address`, if the transfer may go there.
    curl_socket_t open_socket(const curl_sockaddr& address);
    /// For curl's callback: a connection stands and the request is about to leave on it.
    bool about_to_send(std::string_view peer_address, int local_port);

    static Transfer& transfer_of(CURL* easy);

  private:
    struct Cleanup {
        void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
    };

    bool set_method(const Request& request);
    bool set_limits(const Request& request);
    bool set_headers(const Request& request);
    void add_header(std::string_view name, std::string_view value);

    const EasyOwner& owner_;
    Transfer* transfer_ = nullptr;
    bool opened_socket_ = false;  // for this transfer; else it took a kept-alive connection
    std::unique_ptr<CURL, Cleanup> curl_;
    std::array<char, CURL_ERROR_SIZE> error_{};
    std::vector<std::string> lines_;  // kept from call to call for their memory
    std::size_t lines_used_ = 0;
    std::vector<curl_slist> list_;  // points into lines_; curl reads it in place
};

}  // namespace easel::net::fetch
