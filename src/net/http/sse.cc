#include "net/http/sse.h"

#include "base/text.h"

namespace easel::net::http {
namespace {

/// A line break inside a value would start a field of its own.
std::string one_line(std::string_view text) {
    return replace_all(replace_all(std::string(text), "\r", " "), "\n", " ");
}

}  // namespace

std::string sse_frame(std::string_view event, std::string_view data) {
    std::string frame;
    frame.reserve(event.size() + data.size() + 24);
    if (!event.empty()) frame += "event: " + one_line(event) + '\n';
    const std::string text = replace_all(replace_all(std::string(data), "\r\n", "\n"), "\r", "\n");
    for (const std::string_view line : split(text, '\n')) {
        frame += "data: ";
        frame += line;
        frame += '\n';
    }
    return frame + '\n';
}

std::string sse_comment(std::string_view text) {
    return ": " + one_line(text) + "\n\n";
}

}  // namespace easel::net::http
