#include <gtest/gtest.h>

#include "order/capabilities.h"
#include "order/fit_size.h"
#include "order/size.h"

namespace easel::order {
namespace {

const ListedSizes vidsme{{{512, 768}, {768, 512}, {512, 512}}};

TEST(ParseSize, accepts_what_the_contract_lists) {
    EXPECT_EQ(parse_size("auto"), SizeWish(AutoSize()));
    EXPECT_EQ(parse_size("1024x1536"), SizeWish(Size{1024, 1536}));
    EXPECT_EQ(parse_size("2:3"), SizeWish(Ratio{2, 3}));
}

TEST(ParseSize, refuses_everything_else_on_the_parameter) {
    for (const char* bad : {"",
                            "0x0",
                            "-1x5",
                            "99999999x1",
                            "1024X1024",
                            "1024",
                            "１０２４x1024",
                            "1024x",
                            "x1024",
                            "1024x1024x1",
                            " 1024x1024",
                            "01024x1024",
                            "+1x1",
                            "16385x1",
                            "16384x16384",
                            "0:1",
                            "101:1",
                            "2:",
                            "AUTO",
                            "1.5:1",
                            "18446744073709551616x1"}) {
        const auto wish = parse_size(bad);
        ASSERT_FALSE(wish) << bad;
        EXPECT_EQ(wish.error().kind, ErrorKind::invalid_value);
        EXPECT_EQ(wish.error().param, "size");
    }
}

struct Case {
    const char* asked;
    Size given;
    bool exact;
};

TEST(FitSize, picks_the_nearest_of_a_list_by_shape_then_area) {
    const Case cases[] = {{"auto", {512, 768}, true},       {"1:1", {512, 512}, true},
                          {"2:3", {512, 768}, true},        {"3:2", {768, 512}, true},
                          {"16:9", {768, 512}, false},      {"9:16", {512, 768}, false},
                          {"512x768", {512, 768}, true},    {"1024x1024", {512, 512}, false},
                          {"1536x1024", {768, 512}, false}, {"1x100", {512, 768}, false}};
    for (const Case& c : cases) {
        const auto best = nearest(*parse_size(c.asked), vidsme);
        EXPECT_EQ(best.size, c.given) << c.asked;
        EXPECT_EQ(best.exact, c.exact) << c.asked;
    }
}

TEST(FitSize, keeps_the_shape_inside_free_limits) {
    const Case cases[] = {{"auto", {1024, 1024}, true},       {"640x480", {640, 480}, true},
                          {"4096x2048", {2048, 1024}, false}, {"3:2", {1264, 840}, true},
                          {"1:1", {1024, 1024}, true},        {"8x8", {16, 16}, false},
                          {"16:9", {1368, 768}, true},        {"9:16", {768, 1368}, true},
                          {"8x4", {32, 16}, false},           {"4x8", {16, 32}, false},
                          {"50:1", {2000, 40}, true},         {"100:1", {1600, 16}, true},
                          {"16384x8", {2048, 16}, false}};
    for (const Case& c : cases) {
        const auto best = nearest(*parse_size(c.asked), FreeSizes());
        EXPECT_EQ(best.size, c.given) << c.asked;
        EXPECT_EQ(best.exact, c.exact) << c.asked;
    }
}

TEST(FitSize, a_ratio_that_the_limits_bend_is_not_exact) {
    const FreeSizes narrow{.side_min = 64, .side_max = 2048};
    EXPECT_TRUE(nearest(Ratio{32, 1}, narrow).exact);
    const auto bent = nearest(Ratio{33, 1}, narrow);
    EXPECT_EQ(bent.size, (Size{2048, 64}));
    EXPECT_FALSE(bent.exact);
}

TEST(FitSize, every_ratio_is_kept_to_within_one_per_cent) {
    for (int width = 1; width <= 100; ++width)
        for (int height = 1; height <= 100; ++height) {
            const auto best = nearest(Ratio{width, height}, FreeSizes());
            EXPECT_TRUE(best.exact) << width << ':' << height << " gave " << to_text(best.size);
        }
}

ImageOrder demanding() {
    ImageOrder order;
    order.prompt = "fox";
    order.negative = "blur";
    order.size = Size{1024, 1024};
    order.seed = 7;
    order.steps = 20;
    order.guidance = 7.5;
    order.background = Background::transparent;
    order.quality = Quality::high;
    order.style = "vivid";
    return order;
}

TEST(Fit, warns_about_each_thing_that_is_not_done_as_asked) {
    const auto fitted = fit(demanding(), {.sizes = vidsme});
    ASSERT_TRUE(fitted);
    std::vector<std::string> params;
    for (const Warning& warning : fitted->warnings)
        params.push_back(warning.param);
    EXPECT_EQ(params, (std::vector<std::string>{"size", "negative_prompt", "quality", "style",
                                                "background", "seed", "steps", "guidance"}));
    EXPECT_EQ(fitted->warnings[0].asked, "1024x1024");
    EXPECT_EQ(fitted->warnings[0].applied, "512x512");
    EXPECT_EQ(fitted->warnings[7].asked, "7.5");
    EXPECT_FALSE(fitted->seed);
    EXPECT_EQ(fitted->background, Background::opaque);
}

TEST(Fit, warns_in_the_callers_own_words) {
    ImageOrder order;
    for (const auto& [quality, word] :
         {std::pair(Quality::standard, "standard"), std::pair(Quality::hd, "hd"),
          std::pair(Quality::high, "high")}) {
        order.quality = quality;
        const auto fitted = fit(order, {.sizes = vidsme});
        ASSERT_TRUE(fitted);
        ASSERT_EQ(fitted->warnings.size(), 1U);
        EXPECT_EQ(fitted->warnings[0].asked, word);
        EXPECT_EQ(fitted->warnings[0].applied, "auto");
    }
}

TEST(Fit, passes_on_what_the_model_can_do_without_a_word) {
    const Capabilities all{.sizes = FreeSizes(),
                           .negative = true,
                           .seed = true,
                           .steps = true,
                           .guidance = true,
                           .quality = true,
                           .style = true,
                           .transparent = true};
    const auto fitted = fit(demanding(), all);
    ASSERT_TRUE(fitted);
    EXPECT_TRUE(fitted->warnings.empty());
    EXPECT_EQ(fitted->seed, 7U);
    EXPECT_EQ(fitted->steps, 20);
    EXPECT_TRUE(fitted->negative);
}

TEST(Fit, strict_orders_are_refused_with_parameter_and_allowed_values) {
    ImageOrder order = demanding();
    order.policy = Policy::strict;
    const auto fitted = fit(order, {.sizes = vidsme});
    ASSERT_FALSE(fitted);
    EXPECT_EQ(fitted.error().kind, ErrorKind::invalid_value);
    EXPECT_EQ(fitted.error().param, "size");
    EXPECT_NE(fitted.error().message.find("'768x512'"), std::string::npos);
}

}  // namespace
}  // namespace easel::order
