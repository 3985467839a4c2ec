#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "config/node.h"
#include "config/settings.h"
#include "config/type.h"

namespace easel::config {

/// Where an option may be written, besides flags and environment.
enum class Place { anywhere, not_in_files, environment_only };

/// When a changed value counts.
enum class Change { restart, live };

/// What people read about an option.
struct About {
    std::string path{};              ///< in easel.yaml, `http.header_timeout`
    std::vector<std::string> env{};  ///< the first is documented; none: made from the path
    std::string flag{};              ///< `--listen`; none: only `--set path=value`
    std::string value{};             ///< the default; empty: no value
    std::string value_note{};        ///< says what "no value" means
    std::string prose{};             ///< one or two sentences; Markdown
    std::string example{};
    Place place = Place::anywhere;
    Change change = Change::restart;
    bool secret = false;
    bool empty_counts = false;  ///< an empty text is a value, not the absence of one
    /// Many programs read this variable, so a bad value in it is a warning here, no reason to stop.
    bool shared_env = false;
};

/// One option: what people read about it, and how it gets in and out of Settings.
struct Option {
    About about;
    std::string subject;
    std::string expected;
    Quote quote = Quote::yes;
    /// False if `node` is not what was expected; Settings is then unchanged.
    std::function<bool(Settings&, const Node&)> set;
    /// Never the value of a secret.
    std::function<std::string(const Settings&)> show;
};

struct Subject {
    std::string title;
    std::string prose;
};

/// Collects the declarations of options_*.cc.
class Declarations {
  public:
    void subject(std::string title, std::string prose) {
        subjects.push_back({std::move(title), std::move(prose)});
    }

    /// `members` is the way from Settings to the field: `&Settings::http, &Http::max_headers`.
    template <class T, class... Members>
    void add(About about, Type<T> type, Members... members) {
        Option option;
        option.about = std::move(about);
        option.subject = subjects.back().title;
        option.expected = type.expected;
        option.quote = option.about.secret ? Quote::no : type.quote;
        option.set = [read = std::move(type.read), members...](Settings& settings,
                                                               const Node& node) {
            auto value = read(node);
            if (!value) return false;
            (settings.*....*members) = *std::move(value);
            return true;
        };
        option.show = [show = std::move(type.show), members...](const Settings& settings) {
            return show((settings.*....*members));
        };
        finish(std::move(option));
    }

    std::vector<Subject> subjects;
    std::vector<Option> options;

  private:
    void finish(Option option);
};

/// Every option of easel, in the order of the documentation.
const Declarations& declarations();
const std::vector<Option>& options();

/// nullptr if there is none.
const Option* find_option(std::string_view path);

/// The known word that `written` was probably meant to be, empty if none is near.
std::string nearest(std::string_view written, const std::vector<std::string>& known);

/// Declared in options_*.cc; one line here and one in option.cc a subject.
void declare_server(Declarations& list);
void declare_http(Declarations& list);
void declare_access(Declarations& list);
void declare_openai(Declarations& list);
void declare_jobs(Declarations& list);
void declare_outgoing(Declarations& list);
void declare_vidsme(Declarations& list);

}  // namespace easel::config
