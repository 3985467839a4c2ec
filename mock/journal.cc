#include "mock/journal.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>

#include "base/text.h"

namespace easel::mock {
namespace {

constexpr std::size_t calls_kept = 2'000;
constexpr std::size_t text_max = 200;
constexpr std::size_t headers_max = 64;

std::int64_t microseconds(Duration duration) {
    return std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
}

void shorten(std::string& text) {
    if (text.size() > text_max) text = std::string(utf8_prefix(text, text_max));
}

// Nothing that a caller sends makes a long entry.
void shorten(Call& call) {
    if (call.header_names.size() > headers_max) call.header_names.resize(headers_max);
    for (std::string& name : call.header_names)
        shorten(name);
    for (auto field : {&Call::method, &Call::path, &Call::prompt, &Call::model, &Call::size,
                       &Call::user_agent, &Call::refused, &Call::fault})
        shorten(call.*field);
}

boost::json::object to_json_object(const Call& call) {
    boost::json::object out;
    out["kind"] = call.kind;
    out["method"] = call.method;
    out["path"] = call.path;
    out["status"] = call.status;
    const std::pair<const char*, const std::string*> texts[] = {
        {"prompt", &call.prompt},
        {"model", &call.model},
        {"size", &call.size},
        {"user_id_matches", &call.user_id_matches},
        {"user_agent", &call.user_agent},
        {"refused", &call.refused},
        {"fault", &call.fault}};
    for (const auto& [name, text] : texts)
        if (!text->empty()) out[name] = *text;
    out["headers"] = boost::json::value_from(call.header_names);
    out["at_us"] = microseconds(call.at);
    out["took_us"] = microseconds(call.took);
    return out;
}

}  // namespace

Duration Journal::begin(const std::string& kind) {
    const std::lock_guard lock(mutex_);
    for (const std::string& name : {kind, std::string("all")}) {
        Running& running = running_[name];
        running.most = std::max(running.most, ++running.now);
    }
    return clock_.now() - start_;
}

void Journal::end(Call call) {
    shorten(call);
    const std::lock_guard lock(mutex_);
    call.took = clock_.now() - start_ - call.at;
    for (const std::string& name : {call.kind, std::string("all")})
        running_[name].now = std::max(0, running_[name].now - 1);
    ++counts_[call.kind];
    if (!call.refused.empty()) ++counts_["refused"];
    if (!call.fault.empty()) ++counts_["faults"];
    calls_.push_back(std::move(call));
    if (calls_.size() > calls_kept) calls_.pop_front();
}

void Journal::count(const std::string& what) {
    const std::lock_guard lock(mutex_);
    ++counts_[what];
}

void Journal::level(const std::string& what, int now) {
    const std::lock_guard lock(mutex_);
    Running& running = running_[what];
    running.now = now;
    running.most = std::max(running.most, now);
}

void Journal::reset() {
    const std::lock_guard lock(mutex_);
    calls_.clear();
    counts_.clear();
    for (auto& [kind, running] : running_)
        running.most = running.now;
    start_ = clock_.now();
}

std::vector<Call> Journal::calls() const {
    const std::lock_guard lock(mutex_);
    return {calls_.begin(), calls_.end()};
}

int Journal::counted(const std::string& what) const {
    const std::lock_guard lock(mutex_);
    const auto found = counts_.find(what);
    return found == counts_.end() ? 0 : found->second;
}

int Journal::most_at_once(const std::string& kind) const {
    const std::lock_guard lock(mutex_);
    const auto found = running_.find(kind);
    return found == running_.end() ? 0 : found->second.most;
}

std::string Journal::to_json() const {
    const std::lock_guard lock(mutex_);
    boost::json::object out;
    out["counts"] = boost::json::value_from(counts_);
    boost::json::object now;
    boost::json::object most;
    for (const auto& [kind, running] : running_) {
        now[kind] = running.now;
        most[kind] = running.most;
    }
    out["now"] = std::move(now);
    out["most_at_once"] = std::move(most);
    boost::json::array& calls = out["calls"].emplace_array();
    for (const Call& call : calls_)
        calls.push_back(to_json_object(call));
    return boost::json::serialize(out);
}

}  // namespace easel::mock
