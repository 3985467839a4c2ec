#include "mock/vidsme/vidsme.h"

#include <gtest/gtest.h>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <optional>

#include "async/testing/fake_timers.h"
#include "async/testing/run.h"
#include "base/encoding.h"
#include "base/text.h"
#include "providers/vidsme/protocol.h"
#include "providers/vidsme/signing.h"

namespace easel::mock::vidsme {
namespace {

using namespace std::chrono_literals;
using providers::vidsme::Proof;
using providers::vidsme::Signer;

constexpr const char* task = "/api/texttoimg/v1/task";

class VidsmeMock : public ::testing::Test {
  protected:
    void SetUp() override { restart({}); }

    void restart(Settings settings) {
        service.emplace(std::move(settings), RsaKey::generate().value(), timers, rng);
        signer.emplace(make_signer("chatsweetie", "NHGNy5YFz7HeFb"));
    }
    Signer make_signer(const std::string& app_id, const std::string& salt) {
        return Signer::create({app_id, salt, service->public_pem()}, timers, rng).value();
    }

    HttpReply send(HttpRequest request) {
        return async::testing::run(service->handle(std::move(request)));
    }
    HttpReply submit(std::string query, std::string body) {
        return send({"POST",
                     task,
                     std::move(query),
                     {{"Content-Type", "application/json"}},
                     std::move(body)});
    }
    HttpReply submit() { return submit(signer->query().value(), body()); }
    HttpReply poll(const std::string& id, const std::string& user = "u1") {
        const std::string who = providers::vidsme::poll_query(user, id);
        return send({"GET", task, signer->query().value() + who, {}, ""});
    }
    static std::string body() {
        return providers::vidsme::submit_body({"a fox", "anime", "u1", {512, 768}});
    }

    static std::int64_t code(const HttpReply& reply) {
        boost::system::error_code error;
        const auto json = boost::json::parse(reply.body, error);
        return error || !json.is_object() ? -1 : json.get_object().at("code").to_number<int>();
    }
    static std::string data(const HttpReply& reply, const char* name) {
        return std::string(boost::json::parse(reply.body).at("data").at(name).as_string());
    }
    std::string refused() { return service->journal().calls().back().refused; }
    void suffer(std::string_view fault) {
        service->faults().add(parse_fault(fault, fault_kinds()).value());
    }

    async::testing::FakeTimers timers;
    SeededRng rng{9};
    std::optional<Service> service;
    std::optional<Signer> signer;
};

TEST_F(VidsmeMock, takes_a_call_that_is_signed_as_the_clients_do) {
    const HttpReply taken = submit();
    ASSERT_EQ(code(taken), 200) << taken.body;
    const std::string id = data(taken, "job_id");
    EXPECT_EQ(data(poll(id), "status"), "waiting");
    EXPECT_EQ(data(poll(id), "status"), "processing");
    timers.advance(300ms);
    const HttpReply done = poll(id);
    EXPECT_EQ(data(done, "status"), "success");
    const HttpReply picture = send({"GET", '/' + data(done, "generate_url"), "", {}, ""});
    EXPECT_EQ(picture.status, 200);
    EXPECT_EQ(picture.content_type, "image/png");
    EXPECT_TRUE(picture.body.starts_with("\x89PNG"));
}

// What one part of the proof becomes, and what is said to that.
struct Tampering {
    const char* what;
    void (*tamper)(Proof&);
    const char* refusal;
};

TEST_F(VidsmeMock, finds_every_tampering_with_a_proof) {
    const Tampering rows[] = {
        {"t", [](Proof& p) { p.t += 1; }, "sign has another t"},
        {"nonce", [](Proof& p) { p.nonce[0] = p.nonce[0] == 'a' ? 'b' : 'a'; },
         "sign has another nonce"},
        {"nonce form", [](Proof& p) { p.nonce = "1"; }, "nonce is no UUIDv4"},
        {"sign is cut", [](Proof& p) { p.sign.resize(p.sign.size() - 24); },
         "sign cannot be decrypted"},
        {"sign is no base64", [](Proof& p) { p.sign[3] = '!'; }, "sign cannot be decrypted"},
        {"key is short", [](Proof& p) { p.secret_key = to_base64("short"); },
         "secret_key is not the base64 of 128 bytes"},
        {"key is another", [](Proof& p) { p.secret_key[5] = p.secret_key[5] == 'A' ? 'B' : 'A'; },
         "secret_key does not hold a key"},
        {"no t", [](Proof& p) { p.t = 0; }, "t is out of the window"},
        {"no nonce", [](Proof& p) { p.nonce.clear(); }, "missing nonce"},
        {"no sign", [](Proof& p) { p.sign.clear(); }, "missing sign"},
        {"no key", [](Proof& p) { p.secret_key.clear(); }, "missing secret_key"},
    };
    for (const Tampering& row : rows) {
        Proof proof = signer->prove().value();
        row.tamper(proof);
        EXPECT_EQ(code(submit(signer->to_query(proof), body())), 401) << row.what;
        EXPECT_EQ(refused(), row.refusal) << row.what;
    }
    EXPECT_EQ(service->journal().counted("orders taken"), 0);
}

TEST_F(VidsmeMock, refuses_another_salt_app_or_an_unescaped_plus) {
    EXPECT_EQ(code(submit(make_signer("chatsweetie", "other").query().value(), body())), 401);
    EXPECT_EQ(refused(), "sign has another salt");
    EXPECT_EQ(code(submit(make_signer("other", "NHGNy5YFz7HeFb").query().value(), body())), 401);
    EXPECT_EQ(refused(), "unknown app_id");
    std::string query = signer->query().value();
    while (!query.contains("%2B"))
        query = signer->query().value();
    EXPECT_EQ(code(submit(replace_all(query, "%2B", "+"), body())), 401);
}

TEST_F(VidsmeMock, refuses_a_stale_time_and_a_nonce_that_was_used) {
    const std::string query = signer->query().value();
    EXPECT_EQ(code(submit(query, body())), 200);
    EXPECT_EQ(code(submit(query, body())), 401);
    EXPECT_EQ(refused(), "nonce used before");
    const std::string old = signer->query().value();
    timers.advance(301s);
    EXPECT_EQ(code(submit(old, body())), 401);
    EXPECT_EQ(refused(), "t is out of the window");

    Settings lax;
    lax.rules.nonce_once = false;
    lax.rules.time_window = 1h;
    restart(lax);
    const std::string again = signer->query().value();
    timers.advance(301s);
    EXPECT_EQ(code(submit(again, body())), 200);
    EXPECT_EQ(code(submit(again, body())), 200);
}

TEST_F(VidsmeMock, requires_every_field_and_knows_sizes_and_models) {
    const std::pair<const char*, const char*> rows[] = {
        {R"("prompt")", "missing prompt"},   {R"("model")", "missing model"},
        {R"("user_id")", "missing user_id"}, {R"("height")", "missing height"},
        {R"("width")", "missing width"},     {"512", "unknown size 513x768"},
        {R"("anime")", "unknown model"},     {"{", "the body is no JSON object"},
    };
    for (const auto& [part, refusal] : rows) {
        const std::string other = part[0] == '5' ? "513" : part[0] == '{' ? "[" : R"("x")";
        EXPECT_EQ(code(submit(signer->query().value(), replace_all(body(), part, other))), 400);
        EXPECT_EQ(refused(), refusal);
    }
    HttpRequest plain{"POST", task, signer->query().value(), {}, body()};
    EXPECT_EQ(code(send(plain)), 400);
}

TEST_F(VidsmeMock, gives_a_job_to_the_user_that_ordered_it_alone) {
    const std::string id = data(submit(), "job_id");
    EXPECT_EQ(code(poll(id, "u2")), 403);
    EXPECT_EQ(service->journal().calls().back().user_id_matches, "no");
    EXPECT_EQ(code(poll(id)), 200);
    EXPECT_EQ(code(poll("job-99")), 404);
    Settings one_user;
    one_user.user_id = "somebody";
    restart(one_user);
    EXPECT_EQ(code(submit()), 403);
}

TEST_F(VidsmeMock, can_insist_on_what_browsers_send) {
    Settings settings;
    settings.browser_headers = true;
    restart(settings);
    EXPECT_EQ(code(submit()), 401);
    EXPECT_EQ(refused(), "missing header Origin");
    EXPECT_EQ(code(send({"POST",
                         task,
                         signer->query().value(),
                         {{"content-type", "application/json"}, {"origin", "o"}, {"referer", "r"}},
                         body()})),
              200);
}

TEST_F(VidsmeMock, counts_polls_and_uses_the_words_it_is_given) {
    Settings settings;
    settings.pace = {0ms, 2};
    settings.status_words = {"a", "b", "c"};
    restart(settings);
    const std::string id = data(submit(), "job_id");
    EXPECT_EQ(data(poll(id), "status"), "a");
    EXPECT_EQ(data(poll(id), "status"), "b");
    EXPECT_EQ(data(poll(id), "status"), "c");
}

struct FaultRow {
    const char* fault;
    int status;
    std::string_view body;  ///< part of it
};

TEST_F(VidsmeMock, shows_each_fault_of_a_submission) {
    const FaultRow rows[] = {
        {"html@submit:status=403", 403, "<html>"},
        {"empty@submit", 200, ""},
        {"truncated@submit", 200, R"({"code":200)"},
        {"wrong_type@submit", 200, R"("data":[)"},
        {"null_data@submit", 200, R"("data":null)"},
        {"odd@submit:as=nan", 200, R"({"more":NaN,"code":200)"},
        {"odd@submit:as=twice", 200, R"({"code":200,"code":200)"},
        {"huge@submit:bytes=300000", 200, R"({"code":200)"},
        {"code@submit:code=7,status=500", 500, R"("code":7)"},
        {"rate_limit@submit", 429, "429"},
        {"skew@submit", 200, "out of the window"},
    };
    for (const FaultRow& row : rows) {
        suffer(row.fault);
        const HttpReply reply = submit();
        EXPECT_EQ(reply.status, row.status) << row.fault;
        EXPECT_TRUE(reply.body.contains(row.body)) << row.fault << reply.body;
        EXPECT_NE(service->journal().calls().back().fault, "") << row.fault;
        EXPECT_EQ(code(submit()), 200) << "one turn only: " << row.fault;
    }
    suffer("rate_limit@submit:retry_after=9");
    EXPECT_EQ(submit().headers, (decltype(HttpReply::headers){{"Retry-After", "9"}}));
}

TEST_F(VidsmeMock, tells_a_lost_order_from_a_lost_answer) {
    suffer("drop@submit");
    EXPECT_EQ(submit().delivery, Delivery::drop);
    EXPECT_EQ(service->journal().counted("orders taken"), 0);
    suffer("drop@submit:taken=1");
    EXPECT_EQ(submit().delivery, Delivery::drop);
    EXPECT_EQ(service->journal().counted("orders taken"), 1);
    suffer("cut@submit");
    EXPECT_EQ(submit().delivery, Delivery::cut);
    suffer("drip@submit:gap=5");
    EXPECT_EQ(submit().drip_gap, 5ms);
    suffer("surplus@submit");
    EXPECT_EQ(submit().delivery, Delivery::surplus);
    suffer("chunks@submit:size=fffffffffffffffff");
    EXPECT_EQ(submit().chunk_size, "fffffffffffffffff");
    suffer("gzip@submit:zeros=1000000");
    const HttpReply packed = submit();
    EXPECT_EQ(packed.headers, (decltype(HttpReply::headers){{"Content-Encoding", "gzip"}}));
    EXPECT_TRUE(packed.body.starts_with("\x1F\x8B")) << packed.body;
    EXPECT_LT(packed.body.size(), 3'000U);
}

TEST_F(VidsmeMock, counts_the_orders_that_are_open_at_once) {
    const auto most = [&] { return service->journal().most_at_once("orders"); };
    const std::string first = data(submit(), "job_id");
    const std::string second = data(submit(), "job_id");
    timers.advance(1s);
    for (const std::string& id : {first, first, second})
        poll(id);
    submit();
    EXPECT_EQ(most(), 2) << "one that was told ready is over, once";
    suffer("failed@poll");
    poll(data(submit(), "job_id"));
    submit();
    EXPECT_EQ(most(), 2) << "so is one that was told failed";
    send({"POST", "/__reset", "", {}, ""});
    submit();
    EXPECT_EQ(most(), 1);
}

TEST_F(VidsmeMock, forgets_the_oldest_order_and_call_and_cuts_what_is_long) {
    Settings settings;
    settings.rules.nonce_once = false;
    restart(settings);
    const std::string query = signer->query().value();
    const std::string first = data(submit(query, body()), "job_id");
    const std::string second = data(submit(query, body()), "job_id");
    for (int i = 1; i < 4096; ++i)
        submit(query, body());
    EXPECT_EQ(code(poll(first)), 404);
    EXPECT_EQ(code(poll(second)), 200);
    const std::string prompt(30'000, 'x');
    submit(query, providers::vidsme::submit_body({prompt, "anime", "u1", {512, 768}}));
    EXPECT_EQ(service->journal().calls().size(), 2'000U);
    EXPECT_EQ(service->journal().calls().back().prompt, prompt.substr(0, 200));
    EXPECT_EQ(service->journal().counted("orders taken"), 4098);
}

TEST_F(VidsmeMock, paints_from_all_of_a_prompt) {
    const auto picture_of = [&](const std::string& prompt) {
        const std::string order =
            providers::vidsme::submit_body({prompt, "anime", "u1", {512, 768}});
        const std::string id = data(submit(signer->query().value(), order), "job_id");
        return send({"GET", "/aigc/" + id + ".png", "", {}, ""}).body;
    };
    const std::string start(500, 'x');
    EXPECT_EQ(picture_of(start + "a"), picture_of(start + "a"));
    EXPECT_NE(picture_of(start + "a"), picture_of(start + "b"));
}

TEST_F(VidsmeMock, shows_each_fault_of_a_poll) {
    const std::string id = data(submit(), "job_id");
    timers.advance(1s);
    suffer("never@poll:times=3");
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(data(poll(id), "generate_url"), "");
    EXPECT_NE(data(poll(id), "generate_url"), "");
    suffer("failed@poll");
    EXPECT_EQ(data(poll(id), "status"), "failed");
    suffer("url@poll:url=http://elsewhere/x.png");
    EXPECT_EQ(data(poll(id), "generate_url"), "http://elsewhere/x.png");
    suffer("url@poll:url=http://elsewhere/{job}.png");
    EXPECT_EQ(data(poll(id), "generate_url"), "http://elsewhere/" + id + ".png");
    timers.skip_sleeps_below(std::chrono::hours(1));
    suffer("delay@poll:ms=700");
    poll(id);
    EXPECT_EQ(timers.asked(), std::vector<Duration>{700ms});
    suffer("lose@poll");
    EXPECT_EQ(code(poll(id)), 404);
    EXPECT_EQ(code(poll(id)), 404);
}

TEST_F(VidsmeMock, shows_each_fault_of_a_picture) {
    const std::string id = data(submit(), "job_id");
    const auto get = [&] { return send({"GET", "/aigc/" + id + ".png", "", {}, ""}); };
    const std::string good = get().body;
    suffer("expired@picture:status=404");
    EXPECT_EQ(get().status, 404);
    suffer("mime@picture");
    EXPECT_EQ(get().content_type, "text/html");
    suffer("garbage@picture:bytes=10");
    EXPECT_EQ(get().body, "xxxxxxxxxx");
    suffer("truncated@picture");
    EXPECT_EQ(get().body, good.substr(0, good.size() / 2));
    suffer("huge@picture:bytes=5000000");
    EXPECT_EQ(get().body.size(), 5'000'000U);
    suffer("bomb@picture");
    EXPECT_LT(get().body.size(), 100U);
    EXPECT_EQ(get().body, good);
    EXPECT_EQ(send({"GET", "/aigc/job-77.png", "", {}, ""}).status, 404);
}

TEST_F(VidsmeMock, shows_what_it_saw_without_a_secret_and_forgets_it_on_order) {
    const std::string id = data(submit(), "job_id");
    poll(id);
    const std::string log = send({"GET", "/__log", "", {}, ""}).body;
    const auto json = boost::json::parse(log);
    EXPECT_EQ(json.at("counts").at("submit").as_int64(), 1);
    EXPECT_EQ(json.at("most_at_once").at("all").as_int64(), 1);
    EXPECT_EQ(json.at("calls").at(0).at("prompt").as_string(), "a fox");
    EXPECT_EQ(json.at("calls").at(1).at("user_id_matches").as_string(), "yes");
    EXPECT_FALSE(log.contains("\"u1\"") || log.contains("secret_key")) << log;

    EXPECT_EQ(send({"POST", "/__script", "", {}, R"({"faults":["html@submit:times=0"]})"}).status,
              200);
    EXPECT_EQ(submit().status, 503);
    EXPECT_EQ(send({"POST", "/__script", "", {}, R"({"faults":["oops"]})"}).status, 400);
    send({"POST", "/__reset", "", {}, ""});
    EXPECT_EQ(code(poll(id)), 404);
    EXPECT_EQ(code(submit()), 200);
    EXPECT_EQ(service->journal().counted("submit"), 1);
}

}  // namespace
}  // namespace easel::mock::vidsme
