#include "isolate/pool.h"

#include <unistd.h>

#include "async/scope.h"
#include "async/with_deadline.h"
#include "base/assert.h"
#include "isolate/child_handle.h"
#include "isolate/roster.h"
#include "isolate/turnstile.h"

namespace easel::isolate {
namespace {

Error callers_deadline(const char* when) {
    return fail(ErrorKind::generation_timeout, "The time for this request is over.").because(when);
}

Error slow_error(bool callers_own) {
    if (callers_own) return callers_deadline("the caller's deadline passed while a child started");
    return fail(ErrorKind::backend_unavailable, "A helper program of the server is slow.")
        .because("no greeting in time");
}

Error late_error(bool callers_own) {
    if (callers_own) return callers_deadline("the caller's deadline passed while the child worked");
    return fail(ErrorKind::internal_error, "The server could not process the picture.")
        .because("the child worked too long");
}

Error stopping() {
    return fail(ErrorKind::shutting_down, "The server is shutting down.");
}

/// False if the child was lost before the request was sent.
bool taken(const Result<std::string>& answer) {
    return answer || answer.error().kind != ErrorKind::backend_unavailable;
}

}  // namespace

struct Pool::State {
    State(boost::asio::any_io_executor e, async::Timers& t, observe::Metrics& metrics, Settings s)
        : settings(std::move(s)),
          executor(std::move(e)),
          timers(t),
          roster(settings.name, metrics),
          turnstile(settings.children_max, settings.waiting_max),
          scope(executor, "isolate " + settings.name) {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(settings.call_time_max);
        settings.limits.cpu_max = seconds * settings.calls_per_child;
    }

    Settings settings;
    boost::asio::any_io_executor executor;
    async::Timers& timers;
    Roster roster;
    Turnstile turnstile;
    std::atomic<bool> greeted = false;  ///< some child of this program has come up
    async::Scope scope;

    Task<void> end_idle_children() {
        for (;;) {
            co_await timers.sleep(settings.idle_max / 2);
            roster.end_idle(timers.now() - settings.idle_max);
        }
    }

    Task<Result<void>> start(Leased& leased, Deadline deadline) {
        Result<Process> process =
            start_process(settings.program, settings.environment, settings.limits);
        if (!process) co_return failed(roster.not_started(std::move(process).error()));
        leased.keep(std::make_unique<ChildHandle>(executor, *std::move(process)));
        roster.started();
        const Deadline limit = Deadline::in(settings.start_time_max, timers);
        Result<void> greeting =
            co_await async::with_deadline(timers, earlier(limit, deadline),
                                          leased.child().greeting(), slow_error(deadline < limit));
        if (!greeting && greeting.error().kind == ErrorKind::backend_unavailable)
            co_return failed(roster.not_started(std::move(greeting).error()));
        if (!greeting) co_return greeting;
        greeted = true;
        co_return Result<void>();
    }

    /// A child that is up, from the idle ones or newly started.
    Task<Result<void>> find_child(Leased& leased, Deadline deadline) {
        leased.keep(roster.take_idle());
        if (leased) co_return Result<void>();
        co_return co_await start(leased, deadline);
    }

    Task<Result<std::string>> use(Leased& leased, const Request& request, Deadline deadline) {
        const Deadline own = Deadline::in(settings.call_time_max, timers);
        Result<std::string> answer = co_await async::with_deadline(timers, earlier(own, deadline),
                                                                   leased.child().exchange(request),
                                                                   late_error(deadline < own));
        if (!answer && taken(answer)) {
            roster.call_failed(answer.error());
        } else if (answer && leased.child().calls() < settings.calls_per_child) {
            leased.give_back(timers.now());
        }
        co_return answer;
    }
};

Pool::Pool(boost::asio::any_io_executor executor, async::Timers& timers, observe::Metrics& metrics,
           Settings settings)
    : state_(std::make_unique<State>(std::move(executor), timers, metrics, std::move(settings))) {
    state_->scope.spawn(state_->end_idle_children());
}

Pool::~Pool() = default;

Task<Result<std::string>> Pool::call(std::string request, std::vector<Fd> files,
                                     Deadline deadline) {
    CO_TRY(const Turn turn, co_await state_->turnstile.enter(state_->timers, deadline));
    const Request whole{std::move(request), std::move(files)};
    Leased leased(state_->roster);
    CO_CHECK_OK(co_await state_->find_child(leased, deadline));
    Result<std::string> answer = co_await state_->use(leased, whole, deadline);
    if (taken(answer)) co_return answer;
    // Nothing was sent to a child that ended while it was idle: a fresh one is asked, once.
    leased.bury();
    CO_CHECK_OK(co_await state_->start(leased, deadline));
    answer = co_await state_->use(leased, whole, deadline);
    if (taken(answer)) co_return answer;
    co_return failed(state_->roster.not_started(std::move(answer).error()));
}

Task<Result<void>> Pool::ready(Deadline deadline) {
    if (::access(state_->settings.program.c_str(), X_OK) != 0)
        co_return failed(fail(ErrorKind::backend_unavailable, "A helper program is missing.")
                             .because(state_->settings.program.string()));
    if (state_->greeted) co_return Result<void>();
    CO_TRY(const Turn turn, co_await state_->turnstile.enter(state_->timers, deadline));
    Leased leased(state_->roster);
    CO_CHECK_OK(co_await state_->find_child(leased, deadline));
    leased.give_back(state_->timers.now());
    co_return Result<void>();
}

Task<void> Pool::stop() {
    state_->turnstile.close(stopping());
    state_->scope.stop();
    co_await state_->scope.join();
    state_->roster.end_idle(SteadyTime::max());
}

std::size_t Pool::children() const {
    return state_->roster.children();
}

}  // namespace easel::isolate
