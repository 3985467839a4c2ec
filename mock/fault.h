#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/rng.h"

namespace easel::mock {

/// Something that goes wrong on purpose, written `kind@place:name=value,…`, for example
/// `html@submit:status=503,times=2`. Every kind takes
///   times=N    how often (1 unless said; 0: for ever)
///   skip=N     let so many calls through first
///   percent=N  hit only this share of the calls (100)
/// and the values of its own that `fault_help` lists.
struct Fault {
    std::string kind;
    std::string place;
    int times = 1;
    int skip = 0;
    int percent = 100;
    std::map<std::string, std::string, std::less<>> values;

    std::string text(std::string_view name, std::string_view otherwise = "") const;
    int number(std::string_view name, int otherwise) const;
};

/// One kind of fault that an upstream knows.
struct FaultKind {
    std::string_view name;
    std::string_view places;  ///< separated by spaces
    std::string_view values;  ///< its own, separated by spaces
    std::string_view help;
};

/// Reads one fault; `invalid_value` says which word is wrong and what would be right.
Result<Fault> parse_fault(std::string_view text, const std::vector<FaultKind>& kinds);

/// Reads `{"faults":[{"kind":"html","at":"submit","status":503,"times":2}, "cut@poll"]}`.
Result<std::vector<Fault>> parse_script(std::string_view json, const std::vector<FaultKind>& kinds);

/// The kinds as lines for `--help`.
std::string fault_help(const std::vector<FaultKind>& kinds);

/// The faults still to come. Any thread.
class FaultBook {
  public:
    explicit FaultBook(Rng& rng) : rng_(rng) {}

    void add(Fault fault);
    void clear();
    /// The fault that the next call at `place` shall suffer: the first one added that still has a
    /// turn. Counts the call.
    std::optional<Fault> take(std::string_view place);

  private:
    Rng& rng_;
    std::mutex mutex_;  // calls come on many strands
    std::vector<Fault> faults_;
};

}  // namespace easel::mock
