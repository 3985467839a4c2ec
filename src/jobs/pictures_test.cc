#include "jobs/pictures.h"

#include <gtest/gtest.h>

#include "async/runtime.h"
#include "async/testing/fake_timers.h"
#include "async/testing/run.h"
#include "blobs/fs/fs_store.h"
#include "jobs/testing/small_picture.h"
#include "net/fetch/testing/scripted_server.h"

namespace easel::jobs {
namespace {

using namespace std::chrono_literals;
using async::testing::run;
using net::fetch::testing::Peer;
using net::fetch::testing::ScriptedServer;
using testing::small_picture;
namespace fs = std::filesystem;

// Pictures over a host that says what a script says; sleeps are skipped and counted.
class PicturesTest : public ::testing::Test {
  protected:
    PicturesTest() { timers_.skip_sleeps_below(longest); }
    ~PicturesTest() override {
        run(pixels_.stop());
        runtime_.stop();
        fs::remove_all(root_);
    }

    Result<FetchedPicture> fetch(std::string url, Deadline deadline = Deadline::never()) {
        providers::PictureAddress address;
        address.url = std::move(url);
        address.operator_origin = true;
        return run(pictures_.fetch({std::move(address), 7}, deadline));
    }

    // The waits of this test alone: the pool of children sleeps too, and longer.
    static constexpr Duration longest = 20s;
    std::vector<Duration> waits() const {
        std::vector<Duration> all = timers_.asked();
        std::erase_if(all, [](Duration wait) { return wait >= longest; });
        return all;
    }

    fs::path root_ = fs::path(::testing::TempDir()) /
                     (std::string("easel_pictures_") +
                      ::testing::UnitTest::GetInstance()->current_test_info()->name());
    async::testing::FakeTimers timers_;
    observe::Metrics metrics_;
    async::Runtime runtime_{2};
    async::Offload disk_{2, 64};
    net::fetch::Client client_{runtime_.executor(), timers_, {}};
    images::Pixels pixels_{runtime_.executor(), timers_, metrics_, {}};
    std::unique_ptr<blobs::FsStore> blobs_ = *blobs::FsStore::create(root_, disk_);
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

}  // namespace
}  // namespace easel::jobs
