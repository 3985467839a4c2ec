#include "fronts/gate.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/testing/fake_clock.h"
#include "base/testing/temp_folder.h"

namespace easel::fronts {
namespace {

using net::http::Access;
using net::http::Carrier;
using net::http::Request;
using net::http::Role;

struct Caller {
    std::string header;  ///< the one field that he sends, if any
    std::string value;
    bool on_this_machine = false;
    std::string host = "easel.example:8088";
};

class GateTest : public ::testing::Test {
  protected:
    enum class Auth { keys, none };

    /// 200 stands for "let in".
    int status(const Caller& caller, Access access, Auth auth = Auth::keys) {
        std::optional<Secret> master;
        if (auth == Auth::keys) master = Secret("right");
        const auto opened =
            accounts::Keys::open({folder_.path(), master, auth == Auth::none}, rng_, clock_);
        KeyGate gate(*opened->keys);
        request_ = Request();
        request_.peer = "192.0.2.1";
        request_.peer_is_loopback = caller.on_this_machine;
        request_.host = caller.host;
        if (!caller.header.empty()) request_.headers.add(caller.header, caller.value);
        const Result<void> admitted = gate.admit(request_, access);
        return admitted ? 200 : traits(admitted.error().kind).status;
    }

    easel::testing::TempFolder folder_;
    SeededRng rng_{1};
    testing::FakeClock clock_;
    Request request_;
};

const Access for_all(Carrier::none, Role::anyone);
const Access signed_file(Carrier::signed_link, Role::anyone);
const Access by_key(Carrier::api_key, Role::user);
const Access by_admin_key(Carrier::api_key, Role::admin);
const Access metrics(Carrier::local_or_key, Role::admin);

TEST_F(GateTest, every_way_to_send_a_key_against_every_kind_of_route) {
    struct Row {
        Caller caller;
        int status;  ///< on a route that takes a key
    };
    for (const Row& row : std::vector<Row>{
             {{"", ""}, 401},
             {{"Authorization", "Bearer right"}, 200},
             {{"authorization", "bEaReR   right "}, 200},
             {{"api-key", "right"}, 200},
             {{"Authorization", "Bearer wrong"}, 401},
             {{"Authorization", "Bearer"}, 401},
             {{"Authorization", "Bearer "}, 401},
             {{"Authorization", ""}, 401},
             {{"Authorization", "right"}, 401},
             {{"Authorization", "Basic right"}, 401},
             {{"Authorization", "Bearer right, Bearer right"}, 401},
             {{"api-key", "wrong"}, 401},
             {{"api-key", "Bearer right"}, 401},
             {{"x-api-key", "right"}, 401},
             {{"Cookie", "api-key=right"}, 401},
         }) {
        const std::string what = row.caller.header + ": " + row.caller.value;
        EXPECT_EQ(status(row.caller, by_key), row.status) << what;
        EXPECT_EQ(request_.principal.empty(), row.status != 200) << what;
        EXPECT_EQ(status(row.caller, by_admin_key), row.status) << what;
        EXPECT_EQ(status(row.caller, metrics), row.status) << what;
        EXPECT_EQ(status(row.caller, for_all), 200) << what;
        EXPECT_EQ(status(row.caller, signed_file), 200) << what;
    }
}

TEST_F(GateTest, a_bad_authorization_is_not_made_good_by_a_second_carrier) {
    Caller caller{"Authorization", "Basic x"};
    EXPECT_EQ(status(caller, by_key), 401);
    request_.headers.add("api-key", "right");
    const auto opened =
        accounts::Keys::open({folder_.path(), Secret("right"), false}, rng_, clock_);
    EXPECT_FALSE(KeyGate(*opened->keys).admit(request_, by_key));
}

TEST_F(GateTest, a_caller_on_this_machine_needs_no_key_where_that_is_enough) {
    for (const char* own : {"127.0.0.1:8088", "localhost", "[::1]:8088"}) {
        EXPECT_EQ(status({"", "", true, own}, metrics), 200) << own;
        EXPECT_EQ(status({"", "", true, own}, by_key), 401) << own;
        EXPECT_EQ(status({"", "", false, own}, metrics), 401) << own;
    }
}

TEST_F(GateTest, a_foreign_name_that_leads_here_is_not_this_machine) {
    EXPECT_EQ(status({"", "", true, "evil.example"}, metrics), 401);
    EXPECT_EQ(status({"api-key", "right", true, "evil.example"}, metrics), 200);
    EXPECT_EQ(status({"", "", true, "evil.example:8088"}, by_key, Auth::none), 403);
    EXPECT_EQ(status({"", "", true, ""}, by_key, Auth::none), 403);
    EXPECT_EQ(status({"", "", true, "evil.example"}, for_all, Auth::none), 200);
    EXPECT_EQ(status({"", "", true, "localhost:8088"}, by_key, Auth::none), 200);
    EXPECT_EQ(status({"", "", true, "localhost:8088"}, metrics, Auth::none), 200);
}

}  // namespace
}  // namespace easel::fronts
