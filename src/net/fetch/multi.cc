#include <boost/asio/defer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <mutex>

#include "base/assert.h"
#include "net/fetch/multi_impl.h"
#include "net/fetch/real_time_impl.h"

namespace easel::net::fetch {
namespace asio = boost::asio;
using boost::system::error_code;

static_assert(Sockets::readable == CURL_POLL_IN && Sockets::readable == CURL_CSELECT_IN);
static_assert(Sockets::writable == CURL_POLL_OUT && Sockets::writable == CURL_CSELECT_OUT);

namespace {

constexpr std::size_t idle_handles_max = 64;
constexpr long idle_connections_max = 64;

void start_curl_once() {
    static std::once_flag once;  // curl asks for it; clients may be made on any thread
    std::call_once(once, [] { EASEL_ASSERT(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK); });
}

}  // namespace

std::shared_ptr<Multi> Multi::make(asio::any_io_executor executor, const Clock& clock,
                                   Client::Settings settings) {
    start_curl_once();
    std::shared_ptr<Multi> multi(
        new Multi(asio::make_strand(std::move(executor)), clock, std::move(settings)));
    multi->self_ = multi;
    multi->sockets_.on_ready([weak = multi->self_](int fd, int bits) {
        const std::shared_ptr<Multi> alive = weak.lock();
        if (alive) alive->act(fd, bits);
    });
    return multi;
}

Multi::Multi(const Strand& strand, const Clock& clock, Client::Settings settings)
    : clock_(clock), strand_(strand), timer_(strand), sockets_(strand), multi_(curl_multi_init()) {
    owner_.user_agent = std::move(settings.user_agent);
    owner_.sockets = &sockets_;
    // TLS sessions are resumed whichever handle a call gets. One strand, so no locks.
    owner_.share = curl_share_init();
    curl_share_setopt(owner_.share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &Multi::on_socket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &Multi::on_timer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, idle_connections_max);
    curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS,
                      static_cast<long>(settings.connections_per_host_max));
}

Multi::~Multi() {
    for (auto& [transfer, running] : running_)
        curl_multi_remove_handle(multi_, running.easy->get());
    running_.clear();
    idle_.clear();
    curl_multi_cleanup(multi_);
    curl_share_cleanup(owner_.share);
}

void Multi::begin(std::shared_ptr<Multi> multi, std::shared_ptr<Transfer> transfer) {
    ++multi->in_flight_;
    // The caller is about to suspend; deferring spares a wake-up of another thread.
    Multi& self = *multi;
    asio::defer(self.strand_, [multi = std::move(multi), transfer = std::move(transfer)]() mutable {
        multi->start(std::move(transfer));
    });
}

void Multi::cancel(const std::weak_ptr<Multi>& multi, std::weak_ptr<Transfer> transfer) {
    const std::shared_ptr<Multi> alive = multi.lock();
    if (!alive) return;
    asio::post(alive->strand_, [multi, transfer = std::move(transfer)] {
        const std::shared_ptr<Multi> self = multi.lock();
        const std::shared_ptr<Transfer> ending = transfer.lock();
        if (self && ending) self->abort(ending.get());
    });
}

void Multi::let_go(std::shared_ptr<Multi> multi) {
    const Strand strand = multi->strand_;
    asio::post(strand, [multi = std::move(multi)] {});
}

void Multi::start(std::shared_ptr<Transfer> transfer) {
    Transfer* key = transfer.get();
    const Place place = running_.emplace(key, Running{std::move(transfer), take_easy()}).first;
    Easy& easy = *place->second.easy;
    key->due_is_nearer = [this](SteadyTime when) { wake_by(when); };
    const bool ready = easy.prepare(*key);
    if (!ready || curl_multi_add_handle(multi_, easy.get()) != CURLM_OK)
        return finish(place, CURLE_BAD_FUNCTION_ARGUMENT);
    wake_by(key->due());
    settle();
}

void Multi::abort(Transfer* transfer) {
    const Place place = running_.find(transfer);
    if (place == running_.end()) return;
    const std::shared_ptr<Transfer> ended = take_off(place);
    ended->done(asio::error::operation_aborted, Reply{});
    settle();
}

/// Takes a transfer off curl. An answer that is still under way takes its connection with it.
std::shared_ptr<Transfer> Multi::take_off(Place place) {
    Running running = std::move(place->second);
    curl_multi_remove_handle(multi_, running.easy->get());
    running_.erase(place);
    if (idle_.size() < idle_handles_max) idle_.push_back(std::move(running.easy));
    --in_flight_;
    return std::move(running.transfer);
}

/// The same request on a fresh connection; curl has closed the spoilt one.
void Multi::start_over(Place place) {
    Easy& easy = *place->second.easy;
    curl_multi_remove_handle(multi_, easy.get());
    const bool ready = easy.prepare(*place->second.transfer);
    if (!ready || curl_multi_add_handle(multi_, easy.get()) != CURLM_OK)
        finish(place, CURLE_BAD_FUNCTION_ARGUMENT);
}

void Multi::finish(Place place, int curl_code) {
    if (place->second.transfer->take_start_over()) return start_over(place);
    Result<Reply> outcome =
        place->second.transfer->outcome(curl_code, place->second.easy->error_text());
    const std::shared_ptr<Transfer> ended = take_off(place);
    ended->done({}, std::move(outcome));
}

void Multi::act(int fd, int bits) {
    int running = 0;
    curl_multi_socket_action(multi_, fd, bits, &running);
    settle();
}

/// To be called after whatever may have moved curl: gives it the turns it asked for, hands out the
/// results and sets the timer. Bounded, so that others on the strand get their turn too.
void Multi::settle() {
    constexpr int turns_max = 8;
    int running = 0;
    for (int turn = 0; turn < turns_max && curl_due_ == SteadyTime::min(); ++turn) {
        curl_due_ = SteadyTime::max();
        curl_multi_socket_action(multi_, CURL_SOCKET_TIMEOUT, 0, &running);
    }
    collect();
    wake_by(curl_due_);
}

void Multi::collect() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        const int code = message->data.result;  // the message dies with the handle's removal
        const Place place = running_.find(&Easy::transfer_of(message->easy_handle));
        EASEL_ASSERT(place != running_.end());
        finish(place, code);
    }
}

/// One timer for all: it is only ever moved forward, and whoever is not due yet when it fires is
/// asked again. Setting it anew for each call would cost more than the rare idle wake-up.
void Multi::wake_by(SteadyTime when) {
    if (when >= armed_) return;
    armed_ = when;
    timer_.expires_at(when);
    timer_.async_wait([weak = self_](error_code failed) {
        const std::shared_ptr<Multi> alive = weak.lock();
        if (!failed && alive) alive->woken();
    });
}

void Multi::woken() {
    armed_ = SteadyTime::max();
    const SteadyTime now = real_now();
    if (curl_due_ <= now) curl_due_ = SteadyTime::min();
    settle();
    expire(now);
    SteadyTime next = SteadyTime::max();
    for (const auto& [transfer, running] : running_)
        next = std::min(next, transfer->due());
    wake_by(next);
}

void Multi::expire(SteadyTime now) {
    std::vector<Transfer*> late;
    for (const auto& [transfer, running] : running_)
        if (transfer->due() <= now) late.push_back(transfer);
    for (Transfer* transfer : late) {
        transfer->expire(now);
        finish(running_.find(transfer), CURLE_OPERATION_TIMEDOUT);
    }
    if (!late.empty()) settle();
}

std::unique_ptr<Easy> Multi::take_easy() {
    if (idle_.empty()) return std::make_unique<Easy>(owner_);
    std::unique_ptr<Easy> easy = std::move(idle_.back());
    idle_.pop_back();
    return easy;
}

int Multi::on_socket(CURL*, curl_socket_t fd, int what, void* multi, void*) {
    const int bits = what == CURL_POLL_REMOVE ? 0 : what;
    static_cast<Multi*>(multi)->sockets_.want(fd, bits);
    return 0;
}

int Multi::on_timer(CURLM*, long wait_ms, void* multi) {
    auto& self = *static_cast<Multi*>(multi);
    if (wait_ms < 0)
        self.curl_due_ = SteadyTime::max();
    else if (wait_ms == 0)
        self.curl_due_ = SteadyTime::min();
    else
        self.curl_due_ = real_now() + std::chrono::milliseconds(wait_ms);
    return 0;
}

}  // namespace easel::net::fetch
