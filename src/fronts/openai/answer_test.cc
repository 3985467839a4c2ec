#include "fronts/openai/answer.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "async/runtime.h"
#include "async/testing/fake_timers.h"
#include "async/testing/run.h"
#include "base/testing/temp_folder.h"
#include "base/text.h"
#include "blobs/fs/fs_store.h"
#include "fronts/openai/chat/chat.h"
#include "fronts/openai/images/generations.h"
#include "fronts/openai/images/render.h"
#include "images/testing/settings.h"
#include "jobs/memory_store.h"
#include "jobs/testing/scripted_provider.h"

namespace easel::fronts::openai {
namespace {

using namespace std::chrono_literals;
using async::testing::run;
using jobs::testing::ScriptedProvider;
namespace bj = boost::json;
namespace fs = std::filesystem;

class TextBody final : public net::http::BodyReader {
  public:
    explicit TextBody(std::string text) : text_(std::move(text)) {}
    Task<Result<std::string>> read_some() override { co_return std::exchange(text_, ""); }

  private:
    std::string text_;
};

// A caller who hears a stream, and leaves after so many writes.
class Listener final : public net::http::StreamWriter {
  public:
    explicit Listener(int stays = 1'000'000) : stays_(stays) {}
    Task<Result<void>> write(std::string bytes) override {
        ++writes;
        if (stays_-- == 0) co_return failed(fail(ErrorKind::cancelled, "gone"));
        heard += bytes;
        co_return Result<void>();
    }
    std::string heard;
    int writes = 0;

  private:
    int stays_;
};

std::string text_of(const net::http::Reply& reply) {
    std::string text;
    for (const net::http::Piece& piece : std::get<net::http::Pieces>(reply.body))
        if (const auto* part = std::get_if<std::string>(&piece)) text += *part;
    return text;
}

// The objects of all `data:` lines but the last, which must be the end mark if there is one.
std::vector<bj::object> chunks_of(const std::string& heard) {
    std::vector<bj::object> chunks;
    for (const std::string_view line : split(heard, '\n'))
        if (line.starts_with("data: {")) chunks.push_back(bj::parse(line.substr(6)).as_object());
    return chunks;
}

// Both routes that paint, over a whole engine with a scripted provider.
class AnswerTest : public ::testing::Test {
  protected:
    void SetUp() override {
        blobs_ = *blobs::FsStore::create(folder_.path(), disk_);
        pictures_.emplace(jobs::Pictures::Services{timers_, disk_, client_, *blobs_, pixels_},
                          jobs::Pictures::Settings());
        timers_.skip_sleeps_below(5s);
        open(jobs::testing::painted);
    }
    void TearDown() override {
        close();
        run(pixels_.stop());
        runtime_.stop();
    }
    void close() {
        run(engine_->drain(0s));
        chat_.reset();
        images_.reset();
        engine_.reset();
    }

    // Every submit gets this answer; of the jobs that ended, so many are remembered.
    void open(std::function<ScriptedProvider::Submitted()> submit, std::size_t kept = 100,
              std::function<ScriptedProvider::Advanced()> advance = jobs::testing::ready_now) {
        if (engine_) close();
        store_ = std::make_unique<jobs::MemoryStore>(kept);
        auto provider = std::make_unique<ScriptedProvider>(timers_);
        provider->submits = {std::move(submit)};
        provider->advances = {std::move(advance)};
        std::vector<std::unique_ptr<jobs::Upstream>> upstreams;
        upstreams.push_back(std::make_unique<jobs::Upstream>("up", std::move(provider), 8, false));
        engine_ = std::make_unique<jobs::Engine>(
            jobs::Engine::Services{runtime_.executor(), timers_, rng_, metrics_, catalog_, guard_,
                                   *store_, *pictures_},
            jobs::Engine::Settings(), std::move(upstreams));
        const AnswerServices answer{links_, *blobs_, "http://easel.example"};
        chat_ = std::make_unique<Chat>(Chat::Services{*engine_, catalog_, timers_, rng_, answer},
                                       Chat::Settings());
        images_ = std::make_unique<Generations>(Generations::Services{*engine_, catalog_, answer},
                                                Generations::Settings());
    }

    static catalog::Catalog make_catalog() {
        catalog::Model model;
        model.name = ModelName("m");
        model.upstream = "up";
        model.capabilities.sizes = order::ListedSizes{{{512, 768}}};
        return catalog::Catalog({model}, ModelName("m"), false);
    }

    template <class Front>
    net::http::Reply post(Front& front, std::string fields) {
        TextBody body(std::move(fields));
        request_ = {};
        request_.method = "POST";
        request_.headers.set("content-type", "application/json");
        request_.body = &body;
        return run(front.routes().front().handler(request_));
    }
    net::http::Reply paint(const std::string& fields = "") {
        return post(*images_, R"({"prompt":"a red fox")" + fields + "}");
    }
    net::http::Reply say(const std::string& fields = "") {
        return post(*chat_,
                    R"({"messages":[{"role":"user","content":"a red fox"}])" + fields + "}");
    }
    // Lets the job of the last request come to its end.
    void finish() { run(engine_->drain(1h)); }
    static void listen(net::http::Reply& reply, Listener& listener) {
        run(std::get<net::http::StreamBody>(reply.body)(listener));
    }

    easel::testing::TempFolder folder_;
    async::testing::FakeTimers timers_;
    SeededRng rng_{5};
    observe::Metrics metrics_;
    async::Runtime runtime_{2};
    async::Offload disk_{2, 64};
    net::fetch::Client client_{runtime_.executor(), timers_, {}};
    images::Pixels pixels_{runtime_.executor(), timers_, metrics_, disk_,
                           images::testing::test_settings()};
    std::unique_ptr<blobs::FsStore> blobs_;
    catalog::Catalog catalog_ = make_catalog();
    moderation::Guard guard_ = *moderation::Guard::create();
    gallery::Links links_{Secret("secret"), 1h, timers_};
    std::optional<jobs::Pictures> pictures_;
    std::unique_ptr<jobs::MemoryStore> store_;
    std::unique_ptr<jobs::Engine> engine_;
    std::unique_ptr<Chat> chat_;
    std::unique_ptr<Generations> images_;
    net::http::Request request_;
};

TEST_F(AnswerTest, a_client_may_ask_again_only_where_nothing_can_have_been_bought) {
    struct Case {
        std::function<ScriptedProvider::Submitted()> submit;
        std::function<ScriptedProvider::Advanced()> advance;
        const char* retry;
    };
    using enum ErrorKind;
    const auto refused = [](ErrorKind kind) {
        return [kind] { return jobs::testing::refused(kind); };
    };
    const auto broken = [](ErrorKind kind) {
        return [kind] { return jobs::testing::broken(kind); };
    };
    const auto taken = [] { return jobs::testing::taken("t"); };
    const Case cases[] = {
        {refused(upstream_unreachable), jobs::testing::ready_now, "true"},
        {refused(upstream_rate_limited), jobs::testing::ready_now, "true"},
        {refused(upstream_error), jobs::testing::ready_now, "false"},
        {refused(upstream_outcome_unknown), jobs::testing::ready_now, "false"},
        {taken, broken(upstream_unreachable), "false"},
        {taken, broken(upstream_error), "false"},
    };
    for (const Case& c : cases) {
        open(c.submit, 100, c.advance);
        for (const net::http::Reply& reply : {paint(), say()}) {
            EXPECT_GE(reply.status, 500);
            EXPECT_EQ(reply.headers.get("x-should-retry"), c.retry) << text_of(reply);
        }
    }
}

TEST_F(AnswerTest, an_image_answer_repeats_who_it_was_for) {
    const auto answer = bj::parse(text_of(paint(R"(,"user":"ann","safety_identifier":"bea")")));
    EXPECT_EQ(answer.at("safety_identifier"), "bea");
    EXPECT_FALSE(bj::parse(text_of(paint())).as_object().contains("safety_identifier"));
}

TEST_F(AnswerTest, a_streamed_chat_tells_what_was_not_done_as_asked) {
    auto reply = say(R"(,"stream":true,"n":2,"size":"1000x1000","negative_prompt":"blur")");
    Listener caller;
    listen(reply, caller);
    EXPECT_TRUE(caller.heard.ends_with("data: [DONE]\n\n"));
    std::vector<bj::object> told;
    std::vector<std::int64_t> finished;
    for (const bj::object& chunk : chunks_of(caller.heard)) {
        const auto& choice = chunk.at("choices").at(0);
        if (choice.at("finish_reason").is_null()) continue;
        finished.push_back(choice.at("index").as_int64());
        if (chunk.contains("easel")) told.push_back(chunk.at("easel").as_object());
    }
    EXPECT_EQ(finished, (std::vector<std::int64_t>{0, 1}));
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].at("images").as_array().size(), 2U);
    ASSERT_EQ(told[0].at("warnings").as_array().size(), 2U);
    EXPECT_EQ(told[0].at("warnings").at(0).at("param"), "size");
    EXPECT_EQ(told[0].at("warnings").at(1).at("param"), "negative_prompt");
}

TEST_F(AnswerTest, a_stream_whose_job_is_gone_ends_with_an_error) {
    open(jobs::testing::painted, 0);
    auto reply = say(R"(,"stream":true)");
    finish();
    Listener caller;
    listen(reply, caller);
    const auto chunks = chunks_of(caller.heard);
    ASSERT_FALSE(chunks.empty());
    ASSERT_TRUE(chunks.back().contains("error")) << caller.heard;
    EXPECT_EQ(chunks.back().at("error").at("code"), "not_found");
}

TEST_F(AnswerTest, a_stream_whose_picture_is_gone_ends_with_an_error) {
    auto reply = say(R"(,"stream":true,"modalities":["image"])");
    finish();
    fs::remove_all(folder_.path());
    Listener caller;
    listen(reply, caller);
    const auto chunks = chunks_of(caller.heard);
    ASSERT_EQ(chunks.size(), 2U) << "the roles, and nothing of a picture before the error";
    EXPECT_TRUE(chunks.back().contains("error"));
}

TEST_F(AnswerTest, a_stream_whose_purchase_failed_ends_with_an_error) {
    open([] { return jobs::testing::refused(ErrorKind::upstream_error); });
    auto reply = say(R"(,"stream":true)");
    Listener caller;
    listen(reply, caller);
    EXPECT_EQ(chunks_of(caller.heard).back().at("error").at("code"), "upstream_error");
}

TEST_F(AnswerTest, nothing_is_written_to_a_caller_who_has_left) {
    for (const int stays : {0, 1, 2}) {
        auto reply = say(R"(,"stream":true,"n":2)");
        Listener caller(stays);
        listen(reply, caller);
        EXPECT_EQ(caller.writes, stays + 1);
    }
}

jobs::Snapshot passed_through() {
    static const catalog::Model model;
    auto job = std::make_shared<jobs::Job>();
    job->model = &model;
    jobs::Part part;
    part.state = jobs::PartState::succeeded;
    part.images.emplace_back();
    part.images[0].upstream_address = "https://pictures.example/1.webp";
    part.images[0].size = {512, 768};
    job->parts.push_back(std::move(part));
    return job;
}

TEST_F(AnswerTest, a_picture_that_easel_never_saw_is_not_described) {
    const auto outcome = outcome_of(passed_through(), {});
    ASSERT_TRUE(outcome);
    const AnswerServices services{links_, *blobs_, ""};
    const auto reply =
        run(render_images(*outcome, catalog::Delivery::url, services, "http://easel.example"));
    ASSERT_TRUE(reply);
    const bj::object answer = bj::parse(text_of(*reply)).as_object();
    EXPECT_EQ(answer.at("data").at(0).at("url"), "https://pictures.example/1.webp");
    EXPECT_EQ(answer.at("size"), "512x768");
    EXPECT_FALSE(answer.contains("output_format"));
    EXPECT_FALSE(answer.contains("background"));
    EXPECT_FALSE(answer.at("easel").at("images").at(0).as_object().contains("mime"));
}

}  // namespace
}  // namespace easel::fronts::openai
