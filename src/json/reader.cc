#include "json/reader.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/error.hpp>
#include <boost/json/value_stack.hpp>
#include <cmath>
#include <string>

#include "base/text.h"

namespace easel::json {
namespace {

namespace bj = boost::json;
using boost::system::error_code;

// Builds the tree from the parser's events while counting what it costs.
class Builder {
  public:
    static constexpr std::size_t max_object_size = std::size_t(-1);
    static constexpr std::size_t max_array_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = std::size_t(-1);
    static constexpr std::size_t max_string_size = std::size_t(-1);

    explicit Builder(std::size_t items_max) : items_left_(items_max) { stack_.reset(); }

    bj::value release() { return stack_.release(); }
    std::size_t pairs() const { return pairs_; }
    bool too_many_items() const { return too_many_items_; }
    bool has_nul() const { return has_nul_; }
    bool number_too_large() const { return number_too_large_; }
    /// The key read last: where a number that broke off the reading belongs.
    const std::string& key() const { return key_; }

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code&) { return true; }
    bool on_object_end(std::size_t n, error_code& ec) {
        pairs_ += n;
        stack_.push_object(n);
        return count(ec);
    }
    bool on_array_begin(error_code&) { return true; }
    bool on_array_end(std::size_t n, error_code& ec) {
        stack_.push_array(n);
        return count(ec);
    }
    bool on_key_part(bj::string_view s, std::size_t so_far, error_code& ec) {
        return key_part(s, so_far, ec);
    }
    bool on_key(bj::string_view s, std::size_t so_far, error_code& ec) {
        if (!key_part(s, so_far, ec)) return false;
        stack_.push_key({});
        return true;
    }
    bool on_string_part(bj::string_view s, std::size_t, error_code& ec) { return part(s, ec); }
    bool on_string(bj::string_view s, std::size_t, error_code& ec) {
        if (!part(s, ec)) return false;
        stack_.push_string({});
        return count(ec);
    }
    bool on_number_part(bj::string_view, error_code&) { return true; }
    bool on_int64(std::int64_t i, bj::string_view, error_code& ec) {
        stack_.push_int64(i);
        return count(ec);
    }
    bool on_uint64(std::uint64_t u, bj::string_view, error_code& ec) {
        stack_.push_uint64(u);
        return count(ec);
    }
    bool on_double(double d, bj::string_view, error_code& ec) {
        // JSON has no word for infinity: what the tree could not write again it must not hold.
        if (!std::isfinite(d)) {
            number_too_large_ = true;
            ec = bj::error::exponent_overflow;
            return false;
        }
        stack_.push_double(d);
        return count(ec);
    }
    bool on_bool(bool b, error_code& ec) {
        stack_.push_bool(b);
        return count(ec);
    }
    bool on_null(error_code& ec) {
        stack_.push_null();
        return count(ec);
    }
    bool on_comment_part(bj::string_view, error_code&) { return true; }
    bool on_comment(bj::string_view, error_code&) { return true; }

  private:
    bool count(error_code& ec) {
        if (items_left_-- > 0) return true;
        too_many_items_ = true;
        ec = bj::error::array_too_large;
        return false;
    }
    bool key_part(bj::string_view s, std::size_t so_far, error_code& ec) {
        if (so_far == s.size()) key_.clear();
        key_.append(s);
        return part(s, ec);
    }
    bool part(bj::string_view s, error_code& ec) {
        stack_.push_chars(s);
        if (s.find('\0') == bj::string_view::npos) return true;
        has_nul_ = true;
        ec = bj::error::syntax;
        return false;
    }

    bj::value_stack stack_;
    std::size_t items_left_;
    std::size_t pairs_ = 0;
    bool too_many_items_ = false;
    bool has_nul_ = false;
    bool number_too_large_ = false;
    std::string key_;
};

// Depth is bounded by the parser, so this recursion is too.
std::size_t count_pairs(const bj::value& value) {
    std::size_t pairs = 0;
    if (const auto* object = value.if_object()) {
        pairs = object->size();
        for (const auto& member : *object)
            pairs += count_pairs(member.value());
    } else if (const auto* array = value.if_array()) {
        for (const auto& element : *array)
            pairs += count_pairs(element);
    }
    return pairs;
}

bool about_surrogates(const error_code& ec) {
    return ec == bj::error::expected_utf16_escape || ec == bj::error::illegal_leading_surrogate ||
           ec == bj::error::illegal_trailing_surrogate;
}

// The parser calls a leading surrogate that nothing follows a mere syntax error.
bool ends_in_leading_surrogate(std::string_view read) {
    if (read.size() < 6) return false;
    const std::string escape = to_lower(read.substr(read.size() - 6));
    return escape.starts_with("\\ud") && std::string_view("89ab").contains(escape[3]);
}

Error explain(const error_code& ec, const Builder& builder, std::string_view read) {
    if (builder.number_too_large() || ec == bj::error::exponent_overflow)
        return fail(ErrorKind::invalid_value, "The JSON body has a number that is out of range.")
            .on(builder.key());
    if (builder.too_many_items())
        return fail(ErrorKind::request_too_large, "The JSON body has too many items.");
    if (builder.has_nul() || about_surrogates(ec) || ends_in_leading_surrogate(read))
        return fail(ErrorKind::invalid_utf8,
                    "The JSON body contains a NUL or an unpaired surrogate in a string.");
    if (ec == bj::error::too_deep)
        return fail(ErrorKind::json_too_deep, "The JSON body is nested too deeply.");
    return fail(ErrorKind::invalid_json,
                "We could not parse the JSON body of your request. The body must be one JSON "
                "document in UTF-8.")
        .because(ec.message());
}

}  // namespace

Result<bj::value> parse(std::string_view text, Limits limits) {
    if (text.size() > limits.bytes)
        return failed(fail(ErrorKind::request_too_large, "The JSON body is too large."));
    if (!valid_utf8(text) || text.starts_with("\xEF\xBB\xBF"))
        return failed(fail(ErrorKind::invalid_utf8,
                           "The JSON body is not UTF-8, or begins with a byte order mark."));

    bj::parse_options options;
    options.max_depth = limits.depth;
    bj::basic_parser<Builder> parser(options, limits.items);
    error_code ec;
    const std::size_t used = parser.write_some(false, text.data(), text.size(), ec);
    if (!ec && used < text.size()) ec = bj::error::extra_data;
    if (ec) return failed(explain(ec, parser.handler(), text.substr(0, used)));

    const std::size_t pairs = parser.handler().pairs();
    bj::value value = parser.handler().release();
    // The tree keeps one of two equal keys, so a difference in number is a duplicate.
    if (count_pairs(value) != pairs)
        return failed(fail(ErrorKind::duplicate_json_key, "The JSON body repeats a key."));
    return value;
}

Result<bj::object> parse_object(std::string_view text, Limits limits) {
    TRY(bj::value value, parse(text, limits));
    if (!value.is_object())
        return failed(fail(ErrorKind::invalid_json, "The JSON body must be an object."));
    return std::move(value.as_object());
}

}  // namespace easel::json
