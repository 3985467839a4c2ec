#include "net/http/headers.h"

#include <algorithm>

#include "base/text.h"

namespace easel::net::http {

std::optional<std::string_view> Headers::get(std::string_view name) const {
    for (const Field& field : fields_)
        if (iequals(field.first, name)) return field.second;
    return std::nullopt;
}

std::size_t Headers::count(std::string_view name) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        fields_, [&](const Field& field) { return iequals(field.first, name); }));
}

void Headers::add(std::string name, std::string value) {
    fields_.emplace_back(std::move(name), std::move(value));
}

void Headers::set(std::string_view name, std::string value) {
    remove(name);
    fields_.emplace_back(std::string(name), std::move(value));
}

void Headers::remove(std::string_view name) {
    std::erase_if(fields_, [&](const Field& field) { return iequals(field.first, name); });
}

}  // namespace easel::net::http
