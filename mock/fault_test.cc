#include "mock/fault.h"

#include <gtest/gtest.h>

#include "mock/vidsme/vidsme.h"

namespace easel::mock {
namespace {

const std::vector<FaultKind>& kinds() {
    return vidsme::fault_kinds();
}

TEST(Fault, is_read_from_one_line) {
    const auto fault = parse_fault("html@submit:status=503,times=2,skip=1,percent=50", kinds());
    ASSERT_TRUE(fault) << fault.error().message;
    EXPECT_EQ(fault->kind, "html");
    EXPECT_EQ(fault->place, "submit");
    EXPECT_EQ(fault->times, 2);
    EXPECT_EQ(fault->skip, 1);
    EXPECT_EQ(fault->percent, 50);
    EXPECT_EQ(fault->number("status", 0), 503);
    EXPECT_EQ(parse_fault("url@poll:url=http://a:1/?x=1", kinds())->text("url"), "http://a:1/?x=1");
    EXPECT_EQ(parse_fault("cut@picture", kinds())->times, 1);
}

TEST(Fault, says_what_is_wrong_with_a_line) {
    const std::pair<const char*, const char*> rows[] = {
        {"htlm@submit", "'htlm'"},
        {"html", "not at ''"},
        {"html@nowhere", "'nowhere'"},
        {"failed@submit", "happens at poll"},
        {"html@submit:colour=1", "'colour'"},
        {"html@submit:times=two", "'two'"},
        {"", "There is no fault ''"},
        {"cut@poll:gap=1", "'gap'"},
    };
    for (const auto& [line, words] : rows) {
        const auto fault = parse_fault(line, kinds());
        ASSERT_FALSE(fault) << line;
        EXPECT_TRUE(fault.error().message.contains(words)) << fault.error().message;
    }
}

TEST(Fault, is_read_from_a_script) {
    const auto script = parse_script(
        R"({"faults":[{"kind":"html","at":"submit","status":503,"times":2},"cut@poll"]})", kinds());
    ASSERT_TRUE(script) << script.error().message;
    ASSERT_EQ(script->size(), 2U);
    EXPECT_EQ((*script)[0].number("status", 0), 503);
    EXPECT_EQ((*script)[0].times, 2);
    EXPECT_EQ((*script)[1].kind, "cut");
    for (const char* bad : {"", "[]", "{}", R"({"faults":7})", R"({"faults":[7]})",
                            R"({"faults":[{"kind":"html"}]})"})
        EXPECT_FALSE(parse_script(bad, kinds())) << bad;
}

TEST(FaultBook, gives_each_fault_its_turns_in_the_order_they_were_added) {
    SeededRng rng(1);
    FaultBook book(rng);
    for (const char* line : {"html@submit:times=2", "cut@submit:skip=1", "drop@poll:times=0"})
        book.add(parse_fault(line, kinds()).value());
    std::vector<std::string> seen;
    for (int i = 0; i < 5; ++i) {
        const auto fault = book.take("submit");
        seen.push_back(fault ? fault->kind : "-");
    }
    EXPECT_EQ(seen, (std::vector<std::string>{"html", "html", "-", "cut", "-"}));
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(book.take("poll")->kind, "drop");
    EXPECT_FALSE(book.take("picture"));
    book.clear();
    EXPECT_FALSE(book.take("poll"));
}

TEST(FaultBook, hits_the_share_of_calls_it_is_told_to) {
    SeededRng rng(2);  // seed 2
    FaultBook book(rng);
    book.add(parse_fault("html@poll:times=0,percent=25", kinds()).value());
    int hits = 0;
    for (int i = 0; i < 1000; ++i)
        hits += book.take("poll") ? 1 : 0;
    EXPECT_GT(hits, 180);
    EXPECT_LT(hits, 320);
}

TEST(FaultHelp, names_every_kind_and_its_values) {
    const std::string help = fault_help(kinds());
    for (const FaultKind& kind : kinds())
        EXPECT_TRUE(help.contains(std::string(kind.name) + '@'));
    EXPECT_TRUE(help.contains("rate_limit@submit|poll|picture:retry_after= "));
}

}  // namespace
}  // namespace easel::mock
