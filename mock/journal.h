#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.h"

namespace easel::mock {

/// One call as the upstream saw it. Holds no credential: names of headers, not their values.
struct Call {
    std::string kind;  ///< submit, poll, picture
    std::string method;
    std::string path;  ///< without the query
    int status = 0;
    std::string prompt;  ///< its first 200 bytes, as of every text here
    std::string model;
    std::string size;
    std::string user_id_matches;  ///< "yes", "no" or empty where nothing tells
    std::vector<std::string> header_names;
    std::string user_agent;
    std::string refused;  ///< why, if it was
    std::string fault;    ///< which, if one was ordered
    Duration at{};        ///< since the start or the last reset
    Duration took{};
};

/// What an upstream saw: the last 2 000 calls, counts of all, and how many ran at once. Takes a few
/// megabytes at most, whatever it sees. Any thread.
class Journal {
  public:
    explicit Journal(const Clock& clock) : clock_(clock), start_(clock.now()) {}

    /// Call at the begin and the end of every call of that kind.
    Duration begin(const std::string& kind);
    void end(Call call);

    /// Counts something that is no call: "orders taken", …
    void count(const std::string& what);
    /// Notes how many of something that is no call there are now, for `most_at_once`.
    void level(const std::string& what, int now);

    /// Calls that are under way stay so.
    void reset();

    std::vector<Call> calls() const;
    int counted(const std::string& what) const;
    int most_at_once(const std::string& kind) const;
    /// Everything, for `GET /__log`.
    std::string to_json() const;

  private:
    struct Running {
        int now = 0;
        int most = 0;
    };
    const Clock& clock_;
    mutable std::mutex mutex_;  // calls come on many strands
    SteadyTime start_;
    std::deque<Call> calls_;
    std::map<std::string, int> counts_;
    std::map<std::string, Running> running_;
};

}  // namespace easel::mock
