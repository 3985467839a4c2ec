#include "config/dot_env.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "config/yaml_reader.h"

namespace easel::config {
namespace {

// Who sees this many has named the wrong file.
constexpr std::size_t max_problems = 100;

bool is_name(std::string_view text) {
    const auto good = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '.' || c == '-';
    };
    return !text.empty() && std::ranges::all_of(text, good);
}

char unescape(char c) {
    switch (c) {
        case 'n':
            return '\n';
        case 'r':
            return '\r';
        case 't':
            return '\t';
        case 'f':
            return '\f';
        case 'v':
            return '\v';
        case 'a':
            return '\a';
        case 'b':
            return '\b';
        case '\\':
        case '\'':
        case '"':
            return c;
        default:
            return 0;
    }
}

// Reads from `rest_` on, counting lines as it goes.
class Reader {
  public:
    Reader(std::string_view text, const std::string& source) : rest_(text), source_(source) {}

    DotEnv read() {
        if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
        while (!rest_.empty() && out_.problems.size() < max_problems)
            read_line();
        return std::move(out_);
    }

  private:
    void read_line() {
        const std::string_view row = rest_.substr(0, rest_.find('\n'));
        const std::string_view content = trim(row);
        const int line = line_;
        if (content.empty() || content.front() == '#') return skip(row.size());
        const std::size_t equals = row.find('=');
        std::string_view name = trim(row.substr(0, equals));
        if (name.starts_with("export ") || name.starts_with("export\t"))
            name = trim(name.substr(7));
        if (equals == std::string_view::npos && is_name(name)) {
            warn(line, "", "a name without `=` is ignored");
            return skip(row.size());
        }
        if (equals == std::string_view::npos || !is_name(name)) {
            complain(line, "", "expected NAME=value, a comment or an empty line");
            return skip(row.size());
        }
        rest_.remove_prefix(equals + 1);
        read_value(std::string(name), line);
    }

    void read_value(std::string name, int line) {
        const std::string_view row = rest_.substr(0, rest_.find('\n'));
        const std::size_t start = row.find_first_not_of(" \t");
        const char first = start == std::string_view::npos ? '\0' : row[start];
        if (first != '\'' && first != '"') {
            keep(std::move(name), unquoted(row), line);
            return skip(row.size());
        }
        const std::string_view text = rest_.substr(start + 1);
        std::string value;
        const auto length = quoted(text, first, value);
        if (!length) {
            complain(line, name, std::string("the closing ") + first + " is missing");
            return skip(row.size());
        }
        move_on(start + 1 + *length);
        const std::string_view after = rest_.substr(0, rest_.find('\n'));
        const std::string_view extra = trim(after);
        if (!extra.empty() && extra.front() != '#')
            complain(line, name, "there is text after the closing quote");
        else
            keep(std::move(name), std::move(value), line);
        skip(after.size());
    }

    static std::string unquoted(std::string_view row) {
        for (std::size_t i = 1; i < row.size(); ++i)
            if (row[i] == '#' && (row[i - 1] == ' ' || row[i - 1] == '\t'))
                return std::string(trim(row.substr(0, i)));
        return std::string(trim(row));
    }

    // Bytes up to and with the closing quote, nullopt if there is none.
    static std::optional<std::size_t> quoted(std::string_view text, char quote,
                                             std::string& value) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == quote) return i + 1;
            const char next = i + 1 < text.size() ? text[i + 1] : '\0';
            const bool escape = text[i] == '\\' &&
                                (quote == '"' ? unescape(next) != 0 : next == '\'' || next == '\\');
            if (escape) {
                value += unescape(next);
                ++i;
            } else if (!(text[i] == '\r' && next == '\n')) {
                value += text[i];
            }
        }
        return std::nullopt;
    }

    void keep(std::string name, std::string value, int line) {
        if (value.contains("${"))
            warn(line, name, "easel does not expand ${...}; the value is taken literally");
        out_.variables.push_back({std::move(name), std::move(value), line});
    }

    void warn(int line, std::string name, std::string message) {
        if (out_.warnings.size() < max_problems)
            out_.warnings.push_back({source_, line, std::move(name), std::move(message)});
    }

    void complain(int line, std::string name, std::string message) {
        out_.problems.push_back({source_, line, std::move(name), std::move(message)});
    }

    void move_on(std::size_t bytes) {
        line_ += static_cast<int>(std::ranges::count(rest_.substr(0, bytes), '\n'));
        rest_.remove_prefix(bytes);
    }

    // To the start of the next line.
    void skip(std::size_t bytes) { move_on(std::min(bytes + 1, rest_.size())); }

    std::string_view rest_;
    const std::string& source_;
    int line_ = 1;
    DotEnv out_;
};

}  // namespace

DotEnv read_dot_env(std::string_view text, const std::string& source) {
    if (text.size() > max_file_bytes) {
        DotEnv out;
        out.problems.push_back({source, 0, "", "is larger than 1 MiB"});
        return out;
    }
    return Reader(text, source).read();
}

}  // namespace easel::config
