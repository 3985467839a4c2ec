#pragma once

#include <curl/curl.h>

#include <atomic>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <unordered_map>
#include <vector>

#include "net/fetch/easy_impl.h"
#include "net/fetch/sockets_impl.h"
#include "net/fetch/transfer_impl.h"

namespace easel::net::fetch {

/// curl's multi handle, driven by Asio. Everything but `begin`, `cancel`, `clock` and `in_flight`
/// happens on one strand. Handlers that wait hold it weakly: it goes with its client.
class Multi {
  public:
    static std::shared_ptr<Multi> make(boost::asio::any_io_executor executor, const Clock& clock,
                                       Client::Settings settings);
    ~Multi();
    Multi(const Multi&) = delete;

    const Clock& clock() const { return clock_; }
    std::size_t in_flight() const { return in_flight_.load(); }

    /// Any thread. `transfer->done` is called once, on the strand, and posts to its own executor.
    static void begin(std::shared_ptr<Multi> multi, std::shared_ptr<Transfer> transfer);
    /// Any thread; after begin. The transfer ends with operation_aborted unless it has ended.
    static void cancel(const std::weak_ptr<Multi>& multi, std::weak_ptr<Transfer> transfer);
    /// Any thread. Ends it on the strand, where its idle connections are watched.
    static void let_go(std::shared_ptr<Multi> multi);

  private:
    struct Running {
        std::shared_ptr<Transfer> transfer;
        std::unique_ptr<Easy> easy;
    };
    using Place = std::unordered_map<Transfer*, Running>::iterator;

    Multi(const Strand& strand, const Clock& clock, Client::Settings settings);
    void start(std::shared_ptr<Transfer> transfer);
    void abort(Transfer* transfer);
    std::shared_ptr<Transfer> take_off(Place place);
    void finish(Place place, int curl_code);
    void start_over(Place place);

    void act(int fd, int bits);
    void settle();
    void collect();
    void wake_by(SteadyTime when);
    void woken();
    void expire(SteadyTime now);

    std::unique_ptr<Easy> take_easy();

    // curl's callbacks.
    static int on_socket(CURL*, curl_socket_t fd, int what, void* multi, void*);
    static int on_timer(CURLM*, long wait_ms, void* multi);

    const Clock& clock_;
    Strand strand_;
    std::weak_ptr<Multi> self_;
    boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                      boost::asio::wait_traits<std::chrono::steady_clock>, Strand>
        timer_;
    SteadyTime armed_ = SteadyTime::max();     // when timer_ will wake us
    SteadyTime curl_due_ = SteadyTime::max();  // when curl wants to be called; min() for at once
    std::atomic<std::size_t> in_flight_ = 0;   // counted by callers, asked by the destructor

    Sockets sockets_;
    EasyOwner owner_;
    CURLM* multi_;
    std::vector<std::unique_ptr<Easy>> idle_;
    std::unordered_map<Transfer*, Running> running_;
};

}  // namespace easel::net::fetch
