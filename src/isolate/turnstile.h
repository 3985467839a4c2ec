#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>

#include "async/signal.h"
#include "async/task.h"
#include "async/timers.h"
#include "base/result.h"

namespace easel::isolate {

class Turnstile;

/// The right to be inside; given back when destroyed.
class Turn {
  public:
    explicit Turn(Turnstile* turnstile) : turnstile_(turnstile) {}
    ~Turn();
    Turn(Turn&& other) noexcept : turnstile_(std::exchange(other.turnstile_, nullptr)) {}
    Turn& operator=(Turn&&) = delete;

  private:
    Turnstile* turnstile_;
};

/// Lets so many in at once, the others wait in the order of their coming, and only so many of them.
/// Any thread. Must outlive its turns.
class Turnstile {
  public:
    Turnstile(unsigned inside_max, std::size_t waiting_max)
        : inside_max_(inside_max), waiting_max_(waiting_max) {}

    /// `overloaded` if too many wait already or `deadline` passes first. Cancellable.
    Task<Result<Turn>> enter(async::Timers& timers, Deadline deadline);

    /// From now on everybody outside gets `reason`.
    void close(Error reason);

  private:
    friend class Turn;
    class Place;
    Task<Result<Turn>> wait();
    void leave();

    std::mutex mutex_;  // callers come from many strands
    unsigned inside_max_;
    std::size_t waiting_max_;
    unsigned inside_ = 0;
    std::uint64_t next_ticket_ = 0;
    std::deque<std::uint64_t> waiting_;
    std::optional<Error> closed_;
    async::Signal changed_;
};

}  // namespace easel::isolate
