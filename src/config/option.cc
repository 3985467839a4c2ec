#include "config/option.h"

#include <algorithm>
#include <numeric>

#include "base/text.h"

namespace easel::config {
namespace {

// `http.header_timeout` -> `EASEL_HTTP_HEADER_TIMEOUT`
std::string variable_of(const std::string& path) {
    std::string out = "EASEL_";
    for (const char c : path)
        out += c == '.' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return out;
}

Declarations declare_all() {
    Declarations list;
    declare_server(list);
    declare_access(list);
    declare_openai(list);
    declare_jobs(list);
    declare_vidsme(list);
    declare_outgoing(list);
    declare_http(list);
    return list;
}

// Levenshtein's distance.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({change, row[j] + 1, row[j - 1] + 1}));
        }
    }
    return row.back();
}

}  // namespace

void Declarations::finish(Option option) {
    if (option.about.env.empty()) option.about.env.push_back(variable_of(option.about.path));
    options.push_back(std::move(option));
}

const Declarations& declarations() {
    static const Declarations all = declare_all();
    return all;
}

const std::vector<Option>& options() {
    return declarations().options;
}

const Option* find_option(std::string_view path) {
    const auto found = std::ranges::find_if(
        options(), [path](const Option& option) { return option.about.path == path; });
    return found == options().end() ? nullptr : &*found;
}

std::string nearest(std::string_view written, const std::vector<std::string>& known) {
    if (written.size() > 64) return {};
    const std::string lower = to_lower(written);
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(2, written.size() / 4) + 1;
    for (const std::string& word : known)
        if (const std::size_t far = distance(lower, to_lower(word)); far < best_distance) {
            best = word;
            best_distance = far;
        }
    return best;
}

}  // namespace easel::config
