#include "jobs/pictures.h"

#include <gtest/gtest.h>

#include "async/runtime.h"
#include "async/testing/fake_timers.h"
#include "async/testing/run.h"
#include "base/testing/temp_folder.h"
#include "blobs/fs/fs_store.h"
#include "images/testing/made_picture.h"
#include "images/testing/settings.h"
#include "jobs/testing/small_picture.h"
#include "net/fetch/testing/scripted_server.h"

namespace easel::jobs {
namespace {

using namespace std::chrono_literals;
using async::testing::run;
using net::fetch::testing::Peer;
using net::fetch::testing::ScriptedServer;
using testing::small_picture;

// Pictures over a host that says what a script says; sleeps are skipped and counted.
class PicturesTest : public ::testing::Test {
  protected:
    PicturesTest() { timers_.skip_sleeps_below(1h); }
    ~PicturesTest() override {
        run(pixels_.stop());
        runtime_.stop();
    }

    Result<FetchedPicture> fetch(std::string url, Deadline deadline = Deadline::never()) {
        providers::PictureAddress address;
        address.url = std::move(url);
        address.operator_origin = true;
        return run(pictures_.fetch({std::move(address), 7}, deadline));
    }

    std::vector<Duration> waits() const { return timers_.asked(); }

    easel::testing::TempFolder folder_;
    async::testing::FakeTimers timers_;
    observe::Metrics metrics_;
    async::Runtime runtime_{2};
    async::Offload disk_{2, 64};
    net::fetch::Client client_{runtime_.executor(), timers_, {}};
    async::SystemTimers real_timers_;  // the child is real, and so is its time
    images::Pixels pixels_{runtime_.executor(), real_timers_, metrics_, disk_,
                           images::testing::test_settings()};
    std::unique_ptr<blobs::FsStore> blobs_ = *blobs::FsStore::create(folder_.path(), disk_);
    Pictures pictures_{{timers_, disk_, client_, *blobs_, pixels_}, {}};
};

// Answers with each of `answers` in turn, the last one for ever.
struct Answer {
    int status = 200;
    std::string body;
    std::string headers;
};
ScriptedServer::Script in_turn(std::vector<Answer> answers, std::atomic<std::size_t>& asked) {
    return [answers = std::move(answers), &asked](Peer& peer) {
        while (peer.read_request()) {
            const Answer& answer = answers[std::min(asked.fetch_add(1), answers.size() - 1)];
            peer.reply(answer.body, answer.status, answer.headers);
        }
    };
}

struct Case {
    const char* what;
    std::vector<Answer> answers;
    std::size_t asked;
    std::optional<ErrorKind> error;
};

TEST_F(PicturesTest, ask_again_for_a_paid_picture_while_that_can_help) {
    const std::string png = small_picture();
    using enum ErrorKind;
    const Case cases[] = {
        {"at once", {{200, png, ""}}, 1, {}},
        {"not on every copy yet", {{404, "", ""}, {404, "", ""}, {200, png, ""}}, 3, {}},
        {"busy", {{429, "", ""}, {503, "", ""}, {200, png, ""}}, 3, {}},
        {"cut short", {{200, png.substr(0, 30), ""}, {200, png, ""}}, 2, {}},
        {"forbidden", {{403, "", ""}}, 1, upstream_error},
        {"never there", {{404, "", ""}}, 6, upstream_bad_response},
        {"no picture", {{200, "<html>", ""}}, 6, upstream_bad_response},
    };
    for (const Case& c : cases) {
        std::atomic<std::size_t> asked = 0;
        ScriptedServer host(in_turn(c.answers, asked));
        const auto picture = fetch(host.url("/a.png"));
        EXPECT_EQ(asked, c.asked) << c.what;
        ASSERT_EQ(picture.has_value(), !c.error) << c.what;
        if (c.error)
            EXPECT_EQ(picture.error().kind, *c.error) << c.what;
        else
            EXPECT_EQ(picture->seed, 7U);
    }
}

TEST_F(PicturesTest, wait_longer_each_time_and_as_long_as_the_host_asks) {
    std::atomic<std::size_t> asked = 0;
    ScriptedServer host(in_turn({{404, "", ""}}, asked));
    EXPECT_FALSE(fetch(host.url()));
    EXPECT_EQ(waits(), (std::vector<Duration>{500ms, 1s, 2s, 4s, 8s}));

    asked = 0;
    ScriptedServer busy(
        in_turn({{429, "", "Retry-After: 9\r\n"}, {200, small_picture(), ""}}, asked));
    EXPECT_TRUE(fetch(busy.url()));
    EXPECT_EQ(waits().back(), 9s);
}

TEST_F(PicturesTest, give_up_rather_than_wait_past_the_deadline) {
    std::atomic<std::size_t> asked = 0;
    ScriptedServer host(in_turn({{429, "", "Retry-After: 30\r\n"}}, asked));
    const auto picture = fetch(host.url(), Deadline::in(20s, timers_));
    ASSERT_FALSE(picture);
    EXPECT_EQ(picture.error().kind, ErrorKind::upstream_bad_response);
    EXPECT_EQ(asked, 1U);
    EXPECT_TRUE(waits().empty());
}

TEST_F(PicturesTest, blame_the_upstream_for_an_address_that_is_none) {
    for (const char* url : {"https://", "http://a b/x", "gopher://host/x", "http://[bad/"}) {
        const auto picture = fetch(url);
        ASSERT_FALSE(picture) << url;
        EXPECT_EQ(picture.error().kind, ErrorKind::upstream_bad_response) << url;
        EXPECT_TRUE(picture.error().param.empty());
    }
}

// What a provider hands over as a file of its own.
FetchedPicture file_of(const std::string& bytes) {
    Fd file = *memory_file("picture");
    EXPECT_TRUE(write_all(file.get(), bytes));
    return {providers::PictureFile{std::move(file)}, std::nullopt};
}

TEST_F(PicturesTest, keep_a_picture_as_it_came_but_not_what_stands_behind_it) {
    const std::string png = small_picture();
    const std::string longer = png + std::string(5000, '\0');
    const auto kept = run(pictures_.store(file_of(longer), {}, Deadline::never()));
    ASSERT_TRUE(kept) << kept.error().detail;
    const auto blob = run(blobs_->open(kept->file->blob));
    ASSERT_TRUE(blob);
    EXPECT_EQ(*read_at(blob->file->get(), 0, blob->bytes), png);
    EXPECT_EQ(kept->bytes, png.size());
}

TEST_F(PicturesTest, refuse_a_picture_whose_headers_alone_are_right) {
    using images::testing::deflated;
    const std::string hollow = images::testing::png(300, 300, deflated("a row, and no more"));
    const auto kept = run(pictures_.store(file_of(hollow), {}, Deadline::never()));
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().kind, ErrorKind::upstream_bad_response);
}

}  // namespace
}  // namespace easel::jobs
