#pragma once

#include <cstddef>
#include <memory>

#include "async/task.h"

namespace easel::jobs {

/// So many parts may be at one upstream at once; the others wait in the order they came.
/// Any thread.
class Slots {
  public:
    explicit Slots(std::size_t count);
    ~Slots();
    Slots(const Slots&) = delete;

    /// One taken slot; gives it back when destroyed.
    class Held {
      public:
        Held() = default;
        Held(Held&& other) noexcept;
        Held& operator=(Held&& other) noexcept;
        ~Held();

        bool holds() const { return ticket_ != nullptr; }

      private:
        friend class Slots;
        struct Ticket;
        explicit Held(std::shared_ptr<Ticket> ticket);
        std::shared_ptr<Ticket> ticket_;
    };

    /// Returns when a slot is free and it is the caller's turn. Cancellable: a caller that gives up
    /// leaves the line.
    Task<Held> take();

    std::size_t waiting() const;
    std::size_t taken() const;

  private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace easel::jobs
