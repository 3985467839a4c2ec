#include "isolate/pool.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_future.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "async/runtime.h"
#include "async/scope.h"
#include "async/testing/fake_timers.h"
#include "base/testing/temp_folder.h"
#include "isolate/child_handle.h"

namespace easel::isolate {
namespace {

using namespace std::chrono_literals;
using Answer = Result<std::string>;

Settings test_settings() {
    Settings settings;
    settings.name = "test";
    settings.program = EASEL_TEST_CHILD;
    return settings;
}

/// A pool with threads and real time.
struct Rig {
    explicit Rig(Settings settings = test_settings())
        : pool(runtime.executor(), timers, metrics, std::move(settings)) {}
    ~Rig() { run(pool.stop()); }

    /// On the rig's own threads, whose loop outlives whoever wakes the task.
    template <class T>
    T run(Task<T> task) {
        return boost::asio::co_spawn(boost::asio::make_strand(runtime.executor()), std::move(task),
                                     boost::asio::use_future)
            .get();
    }

    Answer call(const std::string& request, std::vector<Fd> files = {},
                Deadline deadline = Deadline::never()) {
        return run(pool.call(request, std::move(files), deadline));
    }

    observe::Metrics metrics;
    async::SystemTimers timers;
    async::Runtime runtime{2};
    Pool pool;
};

/// A pool on one thread, the test's own, with time that stands still.
struct SteppedRig {
    explicit SteppedRig(Settings settings = test_settings())
        : pool(context.get_executor(), timers, metrics, std::move(settings)) {}
    ~SteppedRig() { wait(boost::asio::co_spawn(context, pool.stop(), boost::asio::use_future)); }

    std::future<Answer> begin(const std::string& request, Deadline deadline = Deadline::never()) {
        auto answer = boost::asio::co_spawn(context, pool.call(request, {}, deadline),
                                            boost::asio::use_future);
        context.poll();
        return answer;
    }
    template <class T>
    T wait(std::future<T> value) {
        while (value.wait_for(0s) != std::future_status::ready)
            context.run_one();
        return value.get();
    }

    observe::Metrics metrics;
    async::testing::FakeTimers timers;
    boost::asio::io_context context;
    Pool pool;
};

std::string said(const Answer& answer) {
    return answer ? *answer : answer.error().detail;
}

ErrorKind kind_of(const Answer& answer) {
    EXPECT_FALSE(answer) << *answer;
    return answer ? ErrorKind::not_found : answer.error().kind;
}

TEST(Pool, starts_a_child_with_the_first_call_and_keeps_it) {
    Rig rig;
    EXPECT_EQ(rig.pool.children(), 0U);
    const Answer first = rig.call("pid");
    ASSERT_TRUE(first) << first.error().detail;
    EXPECT_EQ(said(rig.call("pid")), *first);
    EXPECT_EQ(rig.pool.children(), 1U);
}

TEST(Pool, passes_bytes_both_ways_up_to_the_limit) {
    Rig rig;
    for (const std::size_t length : {0UL, 1UL, 64_KiB - 5}) {
        const Answer answer = rig.call("echo:" + std::string(length, '\0'));
        ASSERT_TRUE(answer) << length;
        EXPECT_EQ(answer->size(), length);
    }
    EXPECT_EQ(kind_of(rig.call(std::string(64_KiB + 1, 'x'))), ErrorKind::internal_error);
}

TEST(Pool, passes_files_that_the_child_reads_and_writes) {
    Rig rig;
    std::vector<Fd> files;
    Fd out = *memory_file("out");
    files.push_back(*memory_file("in"));
    ASSERT_TRUE(write_all(files[0].get(), "abc"));
    files.emplace_back(::dup(out.get()));
    EXPECT_EQ(said(rig.call("double:", std::move(files))), "ok");
    EXPECT_EQ(said(read_at(out.get(), 0, 6)), "abcabc");
}

TEST(Pool, a_child_that_fails_costs_one_call_and_is_replaced) {
    Settings settings = test_settings();
    settings.call_time_max = 200ms;
    settings.limits.file_max = 1;
    Rig rig(settings);
    for (const char* fault : {"crash", "exit", "hang", "nonsense", "send", "long"}) {
        const Answer before = rig.call("pid");
        ASSERT_TRUE(before) << fault;
        EXPECT_EQ(kind_of(rig.call(fault)), ErrorKind::internal_error) << fault;
        const Answer after = rig.call("pid");
        ASSERT_TRUE(after) << fault;
        EXPECT_NE(*after, *before) << fault;
        EXPECT_EQ(rig.pool.children(), 1U);
    }
    EXPECT_NE(rig.metrics.render().find("easel_child_calls_failed_total{pool=\"test\"} 6"),
              std::string::npos)
        << rig.metrics.render();
}

TEST(Pool, a_child_killed_from_outside_costs_at_most_the_call_it_works_on) {
    SteppedRig rig;
    const Answer first = rig.wait(rig.begin("pid"));
    ASSERT_TRUE(first);
    auto hanging = rig.begin("hang");
    ::kill(std::stoi(*first), SIGKILL);
    EXPECT_EQ(kind_of(rig.wait(std::move(hanging))), ErrorKind::internal_error);

    const Answer second = rig.wait(rig.begin("pid"));
    ASSERT_TRUE(second);
    ::kill(std::stoi(*second), SIGKILL);
    siginfo_t info{};
    ::waitid(P_PID, static_cast<id_t>(std::stoi(*second)), &info, WEXITED | WNOWAIT);
    const Answer third = rig.wait(rig.begin("pid"));
    ASSERT_TRUE(third) << third.error().detail;
    EXPECT_NE(*third, *second);
}

TEST(Pool, a_child_lost_before_it_takes_the_request_costs_nothing) {
    const easel::testing::TempFolder folder;
    const std::filesystem::path deaf = folder.path() / "deaf";
    std::ofstream(deaf) << "once";
    Settings settings = test_settings();
    settings.environment = {"DEAF=" + deaf.string()};
    Rig rig(settings);
    std::vector<Fd> files;
    Fd out = *memory_file("out");
    files.push_back(*memory_file("in"));
    ASSERT_TRUE(write_all(files[0].get(), "abc"));
    files.emplace_back(::dup(out.get()));
    EXPECT_EQ(said(rig.call("double:", std::move(files))), "ok");
    EXPECT_EQ(said(read_at(out.get(), 0, 6)), "abcabc");
    EXPECT_FALSE(std::filesystem::exists(deaf)) << "no child was lost";
    EXPECT_EQ(rig.pool.children(), 1U);
    const std::string metrics = rig.metrics.render();
    EXPECT_NE(metrics.find("easel_children_started_total{pool=\"test\"} 2"), std::string::npos);
    EXPECT_NE(metrics.find("easel_child_calls_failed_total{pool=\"test\"} 0"), std::string::npos);
}

TEST(ChildHandle, says_whether_a_lost_child_had_taken_the_request) {
    boost::asio::io_context context;
    std::optional<ChildHandle> child;
    child.emplace(context.get_executor(), *start_process(EASEL_TEST_CHILD, {}, Limits()));
    const pid_t pid = child->pid();
    const auto wait = [&](auto task) {
        auto value = boost::asio::co_spawn(context, std::move(task), boost::asio::use_future);
        context.restart();
        context.run();
        return value.get();
    };
    const Request crash{"crash", {}};
    ASSERT_TRUE(wait(child->greeting()));
    EXPECT_EQ(kind_of(wait(child->exchange(crash))), ErrorKind::internal_error);
    siginfo_t info{};
    ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT);
    EXPECT_FALSE(child->quiet());
    EXPECT_EQ(kind_of(wait(child->exchange(crash))), ErrorKind::backend_unavailable);
    child.reset();
    ::waitpid(pid, nullptr, 0);
}

TEST(Pool, a_child_that_is_stopped_costs_one_call) {
    SteppedRig rig;
    const Answer first = rig.wait(rig.begin("pid"));
    ASSERT_TRUE(first);
    ::kill(std::stoi(*first), SIGSTOP);
    auto hanging = rig.begin("pid");
    rig.timers.advance(test_settings().call_time_max - 1ms);
    rig.context.poll();
    EXPECT_EQ(hanging.wait_for(0s), std::future_status::timeout);
    rig.timers.advance(1ms);
    EXPECT_EQ(kind_of(rig.wait(std::move(hanging))), ErrorKind::internal_error);
    EXPECT_EQ(rig.pool.children(), 0U);
    const Answer second = rig.wait(rig.begin("pid"));
    ASSERT_TRUE(second);
    EXPECT_NE(*second, *first);
}

TEST(Pool, the_deadline_of_the_caller_ends_the_start_of_a_child_too) {
    Settings settings = test_settings();
    settings.environment = {"MUTE=1"};
    SteppedRig rig(settings);
    auto call = rig.begin("pid", Deadline::in(3s, rig.timers));
    rig.timers.advance(3s);
    rig.context.poll();
    EXPECT_EQ(rig.pool.children(), 0U);
    auto patient = rig.begin("pid");
    rig.timers.advance(settings.start_time_max);
    EXPECT_EQ(kind_of(rig.wait(std::move(call))), ErrorKind::generation_timeout);
    EXPECT_EQ(kind_of(rig.wait(std::move(patient))), ErrorKind::backend_unavailable);
    EXPECT_NE(rig.metrics.render().find("easel_children_not_started_total{pool=\"test\"} 1"),
              std::string::npos);
}

TEST(Pool, the_deadline_of_the_caller_ends_the_work) {
    Rig rig;
    const Answer pid = rig.call("pid");
    const Deadline soon = Deadline::in(100ms, rig.timers);
    EXPECT_EQ(kind_of(rig.call("hang", {}, soon)), ErrorKind::generation_timeout);
    EXPECT_NE(said(rig.call("pid")), said(pid));
}

TEST(Pool, a_call_that_is_given_up_takes_its_child_along) {
    Rig rig;
    const Answer pid = rig.call("pid");
    async::Scope scope(rig.runtime.executor(), "test");
    const auto caller = [](Pool& pool) -> Task<void> {
        std::vector<Fd> files;
        co_await pool.call("hang", std::move(files), Deadline::never());
    };
    scope.spawn(caller(rig.pool));
    scope.stop();
    rig.run(scope.join());
    ASSERT_TRUE(rig.call("pid"));
    EXPECT_LE(rig.pool.children(), 1U);
}

TEST(Pool, runs_so_many_calls_at_once_as_it_has_children) {
    Rig rig;
    std::mutex mutex;
    std::multiset<std::string> pids;
    async::Scope scope(rig.runtime.executor(), "test");
    const auto caller = [](Pool& pool, std::mutex& m,
                           std::multiset<std::string>& out) -> Task<void> {
        std::vector<Fd> files;
        const Answer answer = co_await pool.call("pid", std::move(files), Deadline::never());
        const std::lock_guard lock(m);
        out.insert(said(answer));
    };
    for (int i = 0; i < 8; ++i)
        scope.spawn(caller(rig.pool, mutex, pids));
    scope.close();
    rig.run(scope.join());
    EXPECT_EQ(pids.size(), 8U);
    EXPECT_EQ(std::set(pids.begin(), pids.end()).size(), rig.pool.children());
    EXPECT_LE(rig.pool.children(), 2U);
}

TEST(Pool, refuses_calls_beyond_its_queue_and_serves_the_rest_in_order) {
    Settings settings = test_settings();
    settings.children_max = 1;
    settings.waiting_max = 2;
    SteppedRig rig(settings);
    auto first = rig.begin("echo:1");
    auto second = rig.begin("echo:2");
    auto third = rig.begin("echo:3");
    EXPECT_EQ(kind_of(rig.wait(rig.begin("echo:4"))), ErrorKind::overloaded);
    EXPECT_EQ(said(rig.wait(std::move(third))), "3");
    EXPECT_EQ(second.wait_for(0s), std::future_status::ready);
    EXPECT_EQ(said(rig.wait(std::move(second))), "2");
    EXPECT_EQ(said(rig.wait(std::move(first))), "1");
}

TEST(Pool, ends_children_that_idle_long) {
    SteppedRig rig;
    ASSERT_TRUE(rig.wait(rig.begin("pid")));
    rig.timers.advance(31s);
    rig.context.poll();
    EXPECT_EQ(rig.pool.children(), 1U);
    rig.timers.advance(31s);
    rig.context.poll();
    EXPECT_EQ(rig.pool.children(), 0U);
    EXPECT_TRUE(rig.wait(rig.begin("pid")));
}

TEST(Pool, replaces_a_child_after_its_share_of_calls) {
    Settings settings = test_settings();
    settings.calls_per_child = 2;
    Rig rig(settings);
    std::vector<std::string> pids;
    for (int i = 0; i < 4; ++i)
        pids.push_back(said(rig.call("pid")));
    EXPECT_EQ(pids[0], pids[1]);
    EXPECT_NE(pids[1], pids[2]);
    EXPECT_EQ(pids[2], pids[3]);
}

TEST(Pool, ready_asks_a_child_once) {
    Rig rig;
    EXPECT_TRUE(rig.run(rig.pool.ready(Deadline::never())));
    EXPECT_EQ(rig.pool.children(), 1U);
    rig.call("exit");
    EXPECT_TRUE(rig.run(rig.pool.ready(Deadline::never())));
    EXPECT_EQ(rig.pool.children(), 0U);
}

TEST(Pool, a_program_that_is_missing_or_no_child_is_unavailable) {
    for (const char* program : {"/nowhere/easel-nothing", "/bin/true"}) {
        Settings settings = test_settings();
        settings.program = program;
        Rig rig(settings);
        EXPECT_EQ(kind_of(rig.call("pid")), ErrorKind::backend_unavailable) << program;
        const Result<void> ready = rig.run(rig.pool.ready(Deadline::never()));
        ASSERT_FALSE(ready);
        EXPECT_EQ(ready.error().kind, ErrorKind::backend_unavailable) << program;
        EXPECT_EQ(rig.pool.children(), 0U);
    }
}

TEST(Pool, refuses_calls_once_it_stops) {
    Rig rig;
    ASSERT_TRUE(rig.call("pid"));
    rig.run(rig.pool.stop());
    EXPECT_EQ(rig.pool.children(), 0U);
    EXPECT_EQ(kind_of(rig.call("pid")), ErrorKind::shutting_down);
}

}  // namespace
}  // namespace easel::isolate
