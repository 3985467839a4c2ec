#include "fronts/openai/warnings.h"

#include <boost/json/serialize.hpp>

#include "base/text.h"

namespace easel::fronts::openai {
namespace {

constexpr std::size_t shown_bytes_max = 100;
constexpr std::size_t unknown_max = 50;

}  // namespace

Result<void> Warnings::cannot(std::string param, std::string asked, std::string applied,
                              std::string_view allowed) {
    if (policy_ == order::Policy::strict)
        return failed(fail(ErrorKind::invalid_value, "Invalid value for '" + param + "': " + asked +
                                                         ". Allowed: " + std::string(allowed) + ".")
                          .on(param));
    list_.push_back({std::move(param), std::move(asked), std::move(applied)});
    return {};
}

Result<void> Warnings::of_unknown(json::Fields& fields) {
    std::size_t unknown = 0;
    for (const std::string& name : fields.unasked()) {
        const auto* value = fields.find(name);
        if (value == nullptr) continue;  // null is as good as absent
        const std::string param = printable(fields.path_of(name), shown_bytes_max);
        if (policy_ == order::Policy::strict)
            return failed(fail(ErrorKind::unknown_parameter, "Unknown parameter: '" + param + "'.")
                              .on(param));
        if (++unknown <= unknown_max) list_.push_back({param, shown(*value), ""});
    }
    if (unknown > unknown_max)
        list_.push_back({"*", "and " + std::to_string(unknown - unknown_max) + " more", ""});
    return {};
}

std::string shown(const boost::json::value& value) {
    return std::string(utf8_prefix(boost::json::serialize(value), shown_bytes_max));
}

}  // namespace easel::fronts::openai
