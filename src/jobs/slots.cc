#include "jobs/slots.h"

#include <list>
#include <mutex>

#include "async/signal.h"

namespace easel::jobs {

// A ticket is a place in the line until it is admitted, and a slot from then on.
struct Slots::Held::Ticket {
    explicit Ticket(std::shared_ptr<State> s) : state(std::move(s)) {}
    ~Ticket();
    std::shared_ptr<State> state;
    async::Signal admitted;
    bool holds_slot = false;             // guarded by State::mutex
    std::list<Ticket*>::iterator place;  // guarded by State::mutex, valid while waiting
};

struct Slots::State {
    explicit State(std::size_t count) : free(count), total(count) {}

    mutable std::mutex mutex;  // jobs come and go on many strands
    std::size_t free;
    std::size_t total;
    std::list<Held::Ticket*> line;

    void admit_next() {  // with the mutex held
        while (free > 0 && !line.empty()) {
            Held::Ticket* next = line.front();
            line.pop_front();
            --free;
            next->holds_slot = true;
            next->admitted.notify();
        }
    }
};

Slots::Held::Ticket::~Ticket() {
    const std::lock_guard lock(state->mutex);
    if (holds_slot)
        ++state->free;
    else
        state->line.erase(place);
    state->admit_next();
}

Slots::Held::Held(std::shared_ptr<Ticket> ticket) : ticket_(std::move(ticket)) {}
Slots::Held::Held(Held&& other) noexcept = default;
Slots::Held& Slots::Held::operator=(Held&& other) noexcept = default;
Slots::Held::~Held() = default;

Slots::Slots(std::size_t count) : state_(std::make_shared<State>(count)) {}
Slots::~Slots() = default;

Task<Slots::Held> Slots::take() {
    const auto ticket = std::make_shared<Held::Ticket>(state_);
    {
        const std::lock_guard lock(state_->mutex);
        ticket->place = state_->line.insert(state_->line.end(), ticket.get());
        state_->admit_next();
    }
    co_await ticket->admitted.wait_past(0);
    co_return Held(ticket);
}

std::size_t Slots::waiting() const {
    const std::lock_guard lock(state_->mutex);
    return state_->line.size();
}

std::size_t Slots::taken() const {
    const std::lock_guard lock(state_->mutex);
    return state_->total - state_->free;
}

}  // namespace easel::jobs
