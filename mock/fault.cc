#include "mock/fault.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/text.h"

namespace easel::mock {
namespace {

constexpr int number_max = 1'000'000'000;

Error wrong(std::string message) {
    return fail(ErrorKind::invalid_value, std::move(message)).on("fault");
}

bool lists(std::string_view words, std::string_view word) {
    return std::ranges::count(split(words, ' '), word) > 0;
}

std::string names_of(const std::vector<FaultKind>& kinds) {
    std::string names;
    for (const FaultKind& kind : kinds)
        names += (names.empty() ? "" : ", ") + std::string(kind.name);
    return names;
}

Result<int> parse_count(std::string_view name, std::string_view text) {
    const auto value = parse_decimal(text);
    if (!value || *value > number_max)
        return failed(wrong("'" + std::string(name) + "' of a fault must be a number, not '" +
                            std::string(text) + "'."));
    return static_cast<int>(*value);
}

Result<void> set(Fault& fault, const FaultKind& kind, std::string_view name,
                 std::string_view value) {
    for (const auto& [common, field] :
         {std::pair{"times", &Fault::times}, {"skip", &Fault::skip}, {"percent", &Fault::percent}})
        if (name == common) {
            TRY(fault.*field, parse_count(name, value));
            return {};
        }
    if (!lists(kind.values, name))
        return failed(wrong("A '" + fault.kind + "' fault has no '" + std::string(name) +
                            "'; it takes times, skip, percent" +
                            (kind.values.empty() ? "" : ", " + std::string(kind.values)) + "."));
    fault.values[std::string(name)] = value;
    return {};
}

Result<std::pair<Fault, FaultKind>> begin(std::string_view kind, std::string_view place,
                                          const std::vector<FaultKind>& kinds) {
    const auto known = std::ranges::find(kinds, kind, &FaultKind::name);
    if (known == kinds.end())
        return failed(wrong("There is no fault '" + std::string(kind) + "'; there are " +
                            names_of(kinds) + "."));
    if (!lists(known->places, place))
        return failed(wrong("A '" + std::string(kind) + "' fault happens at " +
                            replace_all(std::string(known->places), " ", ", ") + ", not at '" +
                            std::string(place) + "'."));
    Fault fault;
    fault.kind = kind;
    fault.place = place;
    return std::pair{std::move(fault), *known};
}

Result<Fault> from_json(const boost::json::value& value, const std::vector<FaultKind>& kinds) {
    if (value.is_string()) return parse_fault(std::string_view(value.get_string()), kinds);
    if (!value.is_object())
        return failed(wrong("A fault of a script is an object or a text such as html@submit."));
    const auto& object = value.get_object();
    const auto text_of = [](const boost::json::value& v) {
        return v.is_string() ? std::string(v.get_string()) : boost::json::serialize(v);
    };
    const auto word = [&](std::string_view name) {
        const auto* found = object.if_contains(name);
        return found == nullptr ? std::string() : text_of(*found);
    };
    TRY(auto begun, begin(word("kind"), word("at"), kinds));
    for (const auto& [name, field] : object) {
        if (name == "kind" || name == "at") continue;
        CHECK_OK(set(begun.first, begun.second, name, text_of(field)));
    }
    return std::move(begun.first);
}

}  // namespace

std::string Fault::text(std::string_view name, std::string_view otherwise) const {
    const auto found = values.find(name);
    return found == values.end() ? std::string(otherwise) : found->second;
}

int Fault::number(std::string_view name, int otherwise) const {
    const auto found = values.find(name);
    if (found == values.end()) return otherwise;
    return static_cast<int>(
        std::min<std::uint64_t>(parse_decimal(found->second).value_or(0), number_max));
}

Result<Fault> parse_fault(std::string_view text, const std::vector<FaultKind>& kinds) {
    const std::size_t colon = std::min(text.find(':'), text.size());
    const std::string_view name = text.substr(0, colon);
    const std::size_t at = std::min(name.find('@'), name.size());
    const std::string_view place = name.substr(std::min(at + 1, name.size()));
    TRY(auto begun, begin(name.substr(0, at), place, kinds));
    if (colon == text.size()) return std::move(begun.first);
    for (const std::string_view pair : split(text.substr(colon + 1), ',')) {
        const std::size_t equals = std::min(pair.find('='), pair.size());
        const std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
        CHECK_OK(set(begun.first, begun.second, pair.substr(0, equals), value));
    }
    return std::move(begun.first);
}

Result<std::vector<Fault>> parse_script(std::string_view json,
                                        const std::vector<FaultKind>& kinds) {
    boost::system::error_code error;
    const auto script = boost::json::parse(json, error);
    const auto* list =
        !error && script.is_object() ? script.get_object().if_contains("faults") : nullptr;
    if (list == nullptr || !list->is_array())
        return failed(wrong("A script is JSON of the form {\"faults\": [ … ]}."));
    std::vector<Fault> faults;
    for (const auto& value : list->get_array()) {
        TRY(Fault fault, from_json(value, kinds));
        faults.push_back(std::move(fault));
    }
    return faults;
}

std::string fault_help(const std::vector<FaultKind>& kinds) {
    std::string out;
    for (const FaultKind& kind : kinds) {
        std::string line =
            "  " + std::string(kind.name) + '@' + replace_all(std::string(kind.places), " ", "|");
        if (!kind.values.empty())
            line += ':' + replace_all(std::string(kind.values), " ", "=,") + '=';
        line.resize(std::max<std::size_t>(line.size() + 2, 46), ' ');
        out += line + std::string(kind.help) + '\n';
    }
    return out;
}

void FaultBook::add(Fault fault) {
    const std::lock_guard lock(mutex_);
    faults_.push_back(std::move(fault));
}

void FaultBook::clear() {
    const std::lock_guard lock(mutex_);
    faults_.clear();
}

std::optional<Fault> FaultBook::take(std::string_view place) {
    const std::lock_guard lock(mutex_);
    for (auto fault = faults_.begin(); fault != faults_.end(); ++fault) {
        if (fault->place != place) continue;
        if (fault->skip > 0) {
            --fault->skip;
            continue;
        }
        if (fault->percent < 100 && rng_.below(100) >= static_cast<std::uint64_t>(fault->percent))
            continue;
        Fault hit = *fault;
        if (fault->times == 1) faults_.erase(fault);
        if (hit.times > 1) --fault->times;
        return hit;
    }
    return std::nullopt;
}

}  // namespace easel::mock
