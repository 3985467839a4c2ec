#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_future.hpp>
#include <thread>

#include "async/offload.h"
#include "async/runtime.h"
#include "async/scope.h"
#include "async/signal.h"
#include "async/testing/fake_timers.h"
#include "async/testing/run.h"
#include "async/with_deadline.h"

namespace easel::async {
namespace {

using namespace std::chrono_literals;

Task<void> count_down(std::atomic<int>& left, Timers& timers) {
    co_await timers.sleep(1s);
    --left;
}

Task<void> wait_for_ever(Timers& timers, std::atomic<int>& cancelled) {
    struct AtEnd {
        std::atomic<int>& count;
        ~AtEnd() { ++count; }
    } at_end{cancelled};
    co_await timers.sleep(Duration::max());
}

TEST(Scope, join_waits_for_every_task) {
    testing::FakeTimers timers;
    timers.skip_sleeps_below(1h);
    std::atomic<int> left = 100;
    Runtime runtime(2);
    Scope scope(runtime.executor(), "test");
    for (int i = 0; i < 100; ++i)
        scope.spawn(count_down(left, timers));
    scope.close();
    testing::run(scope.join());
    EXPECT_EQ(left, 0);
    EXPECT_EQ(scope.running(), 0U);
}

TEST(Scope, stop_cancels_what_runs_and_refuses_newcomers) {
    testing::FakeTimers timers;
    std::atomic<int> ended = 0;
    Runtime runtime(2);
    Scope scope(runtime.executor(), "test");
    for (int i = 0; i < 20; ++i)
        scope.spawn(wait_for_ever(timers, ended));
    scope.stop();
    testing::run(scope.join());
    EXPECT_EQ(ended, 20);
    scope.spawn(wait_for_ever(timers, ended));
    EXPECT_EQ(scope.running(), 0U);
}

Task<void> throws() {
    throw std::runtime_error("bug");
    co_return;
}

TEST(Scope, an_escaped_exception_ends_only_its_own_task) {
    Runtime runtime(1);
    Scope scope(runtime.executor(), "test");
    scope.spawn(throws());
    scope.close();
    testing::run(scope.join());
    EXPECT_EQ(scope.running(), 0U);
}

Task<int> throws_a_value() {
    throw std::runtime_error("bug");
    co_return 1;
}

Task<std::string> race_with_a_bug(Timers& timers, bool first) {
    try {
        if (first)
            co_await first_of(throws_a_value(), timers.sleep(Duration::max()));
        else
            co_await first_of(timers.sleep(Duration::max()), throws_a_value());
    } catch (const std::runtime_error& error) {
        co_return error.what();
    }
    co_return "nothing";
}

TEST(FirstOf, passes_an_exception_on_without_waiting_for_the_other) {
    for (const bool first : {true, false}) {
        testing::FakeTimers timers;
        EXPECT_EQ(testing::run(race_with_a_bug(timers, first)), "bug");
        EXPECT_EQ(timers.sleeping(), 0U);
    }
}

TEST(FirstOf, a_cancelled_race_ends_both) {
    testing::FakeTimers timers;
    Runtime runtime(2);
    Scope scope(runtime.executor(), "test");
    const auto race = [](Timers& t) -> Task<void> {
        co_await first_of(t.sleep(Duration::max()), t.sleep(Duration::max()));
    };
    scope.spawn(race(timers));
    while (timers.sleeping() < 2)
        std::this_thread::yield();
    scope.stop();
    testing::run(scope.join());
    EXPECT_EQ(timers.sleeping(), 0U);
}

// A stop may come from any thread, also while the next task is being started.
TEST(Scope, a_stop_reaches_a_task_that_is_just_being_started) {
    Runtime runtime(2);
    for (int i = 0; i < 300; ++i) {
        testing::FakeTimers timers;
        std::atomic<int> ended = 0;
        Scope scope(runtime.executor(), "test");
        int started = 0;
        std::jthread stopper([&] { scope.stop(); });
        while (started < 50 && scope.spawn(wait_for_ever(timers, ended)))
            ++started;
        testing::run(scope.join());
        EXPECT_EQ(ended, started);
    }
}

Task<Result<int>> answer_after(Timers& timers, Duration wait) {
    co_await timers.sleep(wait);
    co_return 42;
}

Task<Result<int>> race(testing::FakeTimers& timers, Duration work, Duration limit) {
    const Deadline deadline = Deadline::in(limit, timers);
    co_return co_await with_deadline(timers, deadline, answer_after(timers, work),
                                     fail(ErrorKind::generation_timeout, "late"));
}

TEST(WithDeadline, the_first_to_end_wins_and_the_other_is_cancelled) {
    for (const bool in_time : {true, false}) {
        testing::FakeTimers timers;
        boost::asio::io_context context;
        auto result = boost::asio::co_spawn(context, race(timers, in_time ? 1s : 3s, 2s),
                                            boost::asio::use_future);
        context.poll();
        EXPECT_EQ(timers.sleeping(), 2U);
        while (timers.advance_to_next())
            context.poll();
        const Result<int> value = result.get();
        EXPECT_EQ(value.has_value(), in_time);
        EXPECT_EQ(timers.sleeping(), 0U);
        EXPECT_EQ(timers.now(), SteadyTime(1h + (in_time ? 1s : 2s)));
    }
}

Task<std::uint64_t> wait_signal(Signal& signal, std::uint64_t seen) {
    co_return co_await signal.wait_past(seen);
}

TEST(Signal, a_notify_before_the_wait_is_not_lost) {
    Signal signal;
    signal.notify();
    EXPECT_EQ(testing::run(wait_signal(signal, 0)), 1U);
}

TEST(Signal, wakes_all_waiters_across_threads) {
    Signal signal;
    Runtime runtime(2);
    std::atomic<int> woken = 0;
    Scope scope(runtime.executor(), "test");
    const auto waiter = [](Signal& s, std::atomic<int>& count) -> Task<void> {
        const auto version = co_await s.wait_past(0);
        if (version > 0) ++count;
    };
    for (int i = 0; i < 50; ++i)
        scope.spawn(waiter(signal, woken));
    signal.notify();
    scope.close();
    testing::run(scope.join());
    EXPECT_EQ(woken, 50);
}

TEST(Signal, lets_a_waiter_end_together_with_its_io_context) {
    // Found by AddressSanitizer: the notifying thread held the last reference to the waiter's
    // timer.
    Runtime runtime(1);
    const auto notifier = [](std::shared_ptr<Signal> s) -> Task<void> {
        s->notify();
        co_return;
    };
    Scope scope(runtime.executor(), "test");
    for (int i = 0; i < 500; ++i) {
        const auto signal = std::make_shared<Signal>();
        scope.spawn(notifier(signal));
        EXPECT_EQ(testing::run(wait_signal(*signal, 0)), 1U);
    }
    scope.close();
    testing::run(scope.join());
}

Task<Result<std::thread::id>> offloaded(Offload& pool) {
    co_return co_await pool.run(
        []() -> Result<std::thread::id> { return std::this_thread::get_id(); });
}

TEST(Offload, runs_work_on_another_thread_and_returns_its_result) {
    Offload pool(1, 4);
    const auto id = testing::run(offloaded(pool));
    ASSERT_TRUE(id);
    EXPECT_NE(*id, std::this_thread::get_id());
    EXPECT_EQ(pool.pending(), 0U);
}

TEST(Offload, refuses_work_beyond_its_queue) {
    Offload pool(1, 0);
    const auto id = testing::run(offloaded(pool));
    ASSERT_FALSE(id);
    EXPECT_EQ(id.error().kind, ErrorKind::overloaded);
}

}  // namespace
}  // namespace easel::async
