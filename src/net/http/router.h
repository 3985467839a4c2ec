#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "net/http/route.h"

namespace easel::net::http {

/// The route table, looked up by normalised path. Literal segments beat `{name}`, which beats
/// `{name*}`; a table in which two routes mean the same is a bug (asserted). Immutable, any thread.
class Router {
  public:
    explicit Router(std::vector<Route> routes);

    struct Match {
        const Route* route = nullptr;  ///< null: no such path, or not with this method
        std::map<std::string, std::string> values;
        /// Methods that the path knows, in the order of the table, HEAD and OPTIONS included.
        /// Filled only where there is no route.
        std::vector<std::string> methods;
        /// Of the route; where there is none, of any route with this path.
        bool readable_by_pages = false;
    };

    /// HEAD finds the route of GET.
    Match find(std::string_view method, std::string_view path) const;

    const std::vector<Route>& routes() const { return routes_; }

  private:
    enum class Kind { literal, value, rest };
    struct Segment {
        Kind kind;
        std::string text;
    };
    using Pattern = std::vector<Segment>;
    static Pattern compile(std::string_view path);
    static bool more_exact(const Pattern& a, const Pattern& b);
    static bool matches(const Pattern& pattern, const std::vector<std::string_view>& segments,
                        std::map<std::string, std::string>& values);

    std::vector<Route> routes_;
    std::vector<Pattern> patterns_;  // same order as routes_, most exact first
};

}  // namespace easel::net::http
