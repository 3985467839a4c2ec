#include "mock/listener.h"

#include <gtest/gtest.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include "async/runtime.h"
#include "async/testing/fake_timers.h"
#include "async/testing/run.h"

namespace easel::mock {
namespace {

using boost::asio::ip::tcp;

Task<HttpReply> echo(HttpRequest request) {
    HttpReply reply{.content_type = "text/plain", .body = request.body + request.query};
    if (request.path == "/drop") reply.delivery = Delivery::drop;
    if (request.path == "/cut") reply.delivery = Delivery::cut;
    if (request.path == "/drip") reply.delivery = Delivery::drip;
    if (request.path == "/surplus") reply.delivery = Delivery::surplus;
    if (request.path == "/chunks") reply.delivery = Delivery::chunks;
    reply.chunk_size = "-2";
    co_return reply;
}

class Listening : public ::testing::Test {
  protected:
    void SetUp() override {
        timers.skip_sleeps_below(std::chrono::hours(1));
        ASSERT_TRUE(listener.start("127.0.0.1", 0));
    }
    void TearDown() override { async::testing::run(listener.stop()); }

    /// Sends the bytes, says no more, and reads until the other side closes.
    std::string talk(const std::string& bytes) const {
        boost::asio::io_context context;
        tcp::socket socket(context);
        socket.connect({boost::asio::ip::make_address("127.0.0.1"), listener.port()});
        boost::asio::write(socket, boost::asio::buffer(bytes));
        socket.shutdown(tcp::socket::shutdown_send);
        std::string answer;
        boost::system::error_code ignored;
        boost::asio::read(socket, boost::asio::dynamic_buffer(answer), ignored);
        return answer;
    }

    async::testing::FakeTimers timers;
    async::Runtime runtime{1};
    Listener listener{runtime.executor(), timers, echo};
};

TEST_F(Listening, answers_requests_one_after_the_other_on_one_connection) {
    const std::string answer = talk(
        "POST /a?q=1 HTTP/1.1\r\nHost: x\r\ncontent-length: 2\r\n\r\nhi"
        "GET /b?w HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(answer,
              "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhiq=1"
              "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\nw");
}

TEST_F(Listening, can_close_before_the_answer_and_in_the_middle_of_it) {
    EXPECT_EQ(talk("GET /drop?abcdef HTTP/1.1\r\n\r\n"), "");
    const std::string cut = talk("GET /cut?abcdef HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n");
    EXPECT_TRUE(cut.contains("Content-Length: 6\r\n")) << cut;
    EXPECT_TRUE(cut.ends_with("\r\n\r\nabc")) << cut;
}

TEST_F(Listening, can_let_an_answer_drip) {
    const std::string answer = talk("GET /drip?abcdef HTTP/1.1\r\n\r\n");
    EXPECT_TRUE(answer.ends_with("\r\n\r\nabcdef")) << answer;
    EXPECT_GE(timers.asked().size(), answer.size() / 16);
}

TEST_F(Listening, can_send_more_than_it_announced) {
    const std::string answer = talk("GET /surplus?abc HTTP/1.1\r\n\r\n");
    const std::string one =
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nabc";
    EXPECT_EQ(answer, one + one);
}

TEST_F(Listening, can_write_any_text_as_the_size_of_a_chunk) {
    const std::string answer = talk("GET /chunks?abc HTTP/1.1\r\n\r\n");
    EXPECT_TRUE(answer.contains("Transfer-Encoding: chunked\r\n\r\n-2\r\nabc\r\n0\r\n\r\n"))
        << answer;
    EXPECT_FALSE(answer.contains("Content-Length")) << answer;
}

TEST_F(Listening, hangs_up_on_what_is_no_request) {
    for (const char* bytes : {"", "nonsense", "nonsense\r\n\r\n", "GET / HTTP/1.1\r\n",
                              "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nshort",
                              "POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n"})
        EXPECT_EQ(talk(bytes), "") << bytes;
}

}  // namespace
}  // namespace easel::mock
