#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"

namespace easel::mock {

struct HttpRequest {
    std::string method;
    std::string path;
    std::string query;  ///< raw, without the `?`
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;

    /// First value of that name, compared without case; empty if absent.
    std::string header(std::string_view name) const;
};

/// Fields of a query or form, in order, decoded as a form: `+` is a space.
std::vector<std::pair<std::string, std::string>> form_fields(std::string_view text);
/// First value of that name; empty if absent.
std::string form_value(std::string_view text, std::string_view name);

/// How an answer travels: the ways in which real ones go wrong below HTTP.
enum class Delivery {
    whole,
    drop,     ///< the connection closes before the first byte
    cut,      ///< the whole length is announced, half of it comes, the connection closes
    drip,     ///< a few bytes at a time, `drip_gap` apart
    surplus,  ///< behind the announced length comes a second answer that nobody asked for
    chunks,   ///< chunked; the size of the first chunk is the text `chunk_size`
};

struct HttpReply {
    int status = 200;
    std::string content_type = "application/json";
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::string body = {};
    Delivery delivery = Delivery::whole;
    Duration drip_gap = std::chrono::milliseconds(200);
    std::string chunk_size = {};
};

}  // namespace easel::mock
