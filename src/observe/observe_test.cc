#include <gtest/gtest.h>

#include "observe/log.h"
#include "observe/metrics.h"

namespace easel::observe {
namespace {

TEST(Log, text_lines_quote_only_what_needs_it) {
    EXPECT_EQ(
        format_line(LogFormat::text, Level::info, "request",
                    {{"path", "/v1/models"}, {"agent", "a b"}, {"status", 200}, {"ok", true}}),
        R"(info request path=/v1/models agent="a b" status=200 ok=true)");
}

TEST(Log, foreign_text_cannot_break_out_of_a_json_line) {
    EXPECT_EQ(
        format_line(LogFormat::json, Level::warn, "bad",
                    {{"path", "x\",\"level\":\"info\r\n\x1b[2J\\"}, {"seconds", 0.25}}),
        R"("level":"warn","event":"bad","path":"x\",\"level\":\"info\\x0d\\x0a\\x1b[2J\\","seconds":0.25})");
}

TEST(Log, cuts_long_fields) {
    const std::string huge(1 << 20, 'a');
    EXPECT_LT(format_line(LogFormat::json, Level::info, "e", {{"f", huge}}).size(), 5000U);
}

TEST(Metrics, the_same_name_and_labels_are_one_series) {
    Metrics metrics;
    metrics.counter("jobs_total", "Jobs.", {{"state", "done"}}).add();
    metrics.counter("jobs_total", "Jobs.", {{"state", "done"}}).add(2);
    metrics.gauge("open", "Open things.").set(4);
    metrics.histogram("seconds", "Time.", {0.1, 1}).observe(0.5);
    const std::string text = metrics.render();
    EXPECT_NE(text.find("jobs_total{state=\"done\"} 3"), std::string::npos) << text;
    EXPECT_NE(text.find("open 4"), std::string::npos);
    EXPECT_NE(text.find("easel_log_lines_dropped 0"), std::string::npos);
    EXPECT_NE(text.find("seconds_bucket{le=\"1\"} 1"), std::string::npos);
}

}  // namespace
}  // namespace easel::observe
