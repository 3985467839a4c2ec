#include "isolate/turnstile.h"

#include <algorithm>

#include "async/with_deadline.h"

namespace easel::isolate {
namespace {

Error too_many() {
    return fail(ErrorKind::overloaded, "The server is busy; try again shortly.")
        .retry_in(std::chrono::seconds(1));
}

}  // namespace

/// A place in the line: given up when its waiter goes, in whatever way.
class Turnstile::Place {
  public:
    /// Call with the mutex held.
    explicit Place(Turnstile& line) : line_(line), ticket_(line.next_ticket_++) {
        line_.waiting_.push_back(ticket_);
    }
    ~Place() {
        {
            const std::lock_guard lock(line_.mutex_);
            std::erase(line_.waiting_, ticket_);
        }
        line_.changed_.notify();
    }
    Place(const Place&) = delete;

    /// Call with the mutex held.
    bool first() const { return line_.waiting_.front() == ticket_; }

  private:
    Turnstile& line_;
    std::uint64_t ticket_;
};

Turn::~Turn() {
    if (turnstile_) turnstile_->leave();
}

void Turnstile::leave() {
    {
        const std::lock_guard lock(mutex_);
        --inside_;
    }
    changed_.notify();
}

void Turnstile::close(Error reason) {
    {
        const std::lock_guard lock(mutex_);
        closed_ = std::move(reason);
    }
    changed_.notify();
}

Task<Result<Turn>> Turnstile::enter(async::Timers& timers, Deadline deadline) {
    {
        const std::lock_guard lock(mutex_);
        if (closed_) co_return failed(*closed_);
        if (inside_ < inside_max_ && waiting_.empty()) {
            ++inside_;
            co_return Turn(this);
        }
    }
    co_return co_await async::with_deadline(timers, deadline, wait(), too_many());
}

Task<Result<Turn>> Turnstile::wait() {
    std::unique_lock lock(mutex_);
    if (waiting_.size() >= waiting_max_) co_return failed(too_many());
    const Place place(*this);
    while (!closed_ && !(inside_ < inside_max_ && place.first())) {
        const std::uint64_t seen = changed_.version();
        lock.unlock();
        co_await changed_.wait_past(seen);
        lock.lock();
    }
    const std::optional<Error> refusal = closed_;
    if (!refusal) ++inside_;
    lock.unlock();
    if (refusal) co_return failed(*refusal);
    co_return Turn(this);
}

}  // namespace easel::isolate
