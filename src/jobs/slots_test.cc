#include "jobs/slots.h"

#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "async/runtime.h"
#include "async/scope.h"
#include "async/testing/run.h"
#include "async/timers.h"

namespace easel::jobs {
namespace {

Task<void> hold(Slots& slots, std::atomic<int>& inside, std::atomic<int>& most,
                async::Timers& timers) {
    const Slots::Held slot = co_await slots.take();
    const int now = ++inside;
    for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
    }
    co_await timers.sleep(Duration::zero());
    --inside;
}

TEST(Slots, never_let_in_more_than_there_are) {
    async::Runtime runtime(4);
    async::SystemTimers timers;
    Slots slots(3);
    std::atomic<int> inside = 0, most = 0;
    async::Scope scope(runtime.executor(), "test");
    for (int i = 0; i < 500; ++i)
        scope.spawn(hold(slots, inside, most, timers));
    scope.close();
    async::testing::run(scope.join());
    EXPECT_LE(most, 3);
    EXPECT_GE(most, 1);
    EXPECT_EQ(slots.taken(), 0U);
    EXPECT_EQ(slots.waiting(), 0U);
}

Task<void> take_in_order(Slots& slots, int number, std::vector<int>& order) {
    const Slots::Held slot = co_await slots.take();
    order.push_back(number);
}

TEST(Slots, are_given_in_the_order_of_asking) {
    boost::asio::io_context context;
    Slots slots(1);
    std::vector<int> order;
    for (int i = 0; i < 20; ++i)
        boost::asio::co_spawn(context, take_in_order(slots, i, order), boost::asio::detached);
    context.run();
    ASSERT_EQ(order.size(), 20U);
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST(Slots, whoever_gives_up_leaves_the_line) {
    boost::asio::io_context context;
    Slots slots(1);
    std::optional<Slots::Held> first;
    const auto take_first = [](Slots& s, std::optional<Slots::Held>& held) -> Task<void> {
        Slots::Held taken = co_await s.take();
        held.emplace(std::move(taken));
    };
    boost::asio::co_spawn(context, take_first(slots, first), boost::asio::detached);
    context.run();

    std::vector<int> order;
    boost::asio::cancellation_signal give_up;
    boost::asio::co_spawn(
        context, take_in_order(slots, 1, order),
        boost::asio::bind_cancellation_slot(give_up.slot(), [](std::exception_ptr) {}));
    boost::asio::co_spawn(context, take_in_order(slots, 2, order), boost::asio::detached);
    context.restart();
    context.poll();
    EXPECT_EQ(slots.waiting(), 2U);
    give_up.emit(boost::asio::cancellation_type::terminal);
    context.poll();
    EXPECT_EQ(slots.waiting(), 1U);
    first.reset();
    context.run();
    EXPECT_EQ(order, std::vector<int>{2});
}

}  // namespace
}  // namespace easel::jobs
