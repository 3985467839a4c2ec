#include <charconv>

#include "base/text.h"
#include "order/capabilities.h"
#include "order/fit_size.h"

namespace easel::order {
namespace {

constexpr std::size_t asked_bytes_max = 100;

// Collects what does not fit: the first thing refuses a strict order, each thing warns a lenient
// one.
class Misfits {
  public:
    explicit Misfits(Policy policy) : policy_(policy) {}

    void add(std::string param, std::string_view asked, std::string applied,
             std::string_view allowed) {
        const std::string shown(utf8_prefix(asked, asked_bytes_max));
        if (policy_ == Policy::strict && !refusal_)
            refusal_ = fail(ErrorKind::invalid_value,
                            "This model cannot do '" + param + "': " + printable(shown) +
                                ". Allowed: " + std::string(allowed) + ".")
                           .on(param);
        warnings_.push_back({std::move(param), shown, std::move(applied)});
    }

    Result<std::vector<Warning>> finish() && {
        if (refusal_) return failed(*std::move(refusal_));
        return std::move(warnings_);
    }

  private:
    Policy policy_;
    std::vector<Warning> warnings_;
    std::optional<Error> refusal_;
};

constexpr std::string_view nothing = "leave it out";

std::string number(double value) {
    char buffer[32];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
    return std::string(buffer, end);
}

void fit_size(const ImageOrder& order, const Capabilities& can, Fitted& fitted, Misfits& misfits) {
    const auto best =
        std::visit([&](const auto& sizes) { return nearest(order.size, sizes); }, can.sizes);
    fitted.size = best.size;
    if (!best.exact)
        misfits.add("size", to_text(order.size), to_text(best.size), allowed_sizes(can.sizes));
}

void fit_sampling(const ImageOrder& order, const Capabilities& can, Fitted& fitted,
                  Misfits& misfits) {
    if (can.seed)
        fitted.seed = order.seed;
    else if (order.seed)
        misfits.add("seed", std::to_string(*order.seed), "", nothing);
    if (can.steps)
        fitted.steps = order.steps;
    else if (order.steps)
        misfits.add("steps", std::to_string(*order.steps), "", nothing);
    if (can.guidance)
        fitted.guidance = order.guidance;
    else if (order.guidance)
        misfits.add("guidance", number(*order.guidance), "", nothing);
}

void fit_look(const ImageOrder& order, const Capabilities& can, Fitted& fitted, Misfits& misfits) {
    fitted.negative = can.negative && !order.negative.empty();
    if (!can.negative && !order.negative.empty())
        misfits.add("negative_prompt", order.negative, "", nothing);
    if (!can.quality && order.quality != Quality::automatic)
        misfits.add("quality", to_text(order.quality), "auto", "'auto'");
    if (!can.style && !order.style.empty()) misfits.add("style", order.style, "", nothing);
    fitted.background = order.background;
    if (order.background == Background::transparent && !can.transparent) {
        misfits.add("background", "transparent", "opaque", "'auto', 'opaque'");
        fitted.background = Background::opaque;
    }
}

}  // namespace

Result<Fitted> fit(const ImageOrder& order, const Capabilities& capabilities) {
    Fitted fitted;
    Misfits misfits(order.policy);
    fit_size(order, capabilities, fitted, misfits);
    fit_look(order, capabilities, fitted, misfits);
    fit_sampling(order, capabilities, fitted, misfits);
    TRY(fitted.warnings, std::move(misfits).finish());
    return fitted;
}

}  // namespace easel::order
