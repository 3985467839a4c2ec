#include "net/fetch/head_reader.h"

#include "base/text.h"

namespace easel::net::fetch {

bool HeadReader::take(std::string_view line) {
    bytes_ += line.size();
    if (bytes_ > bytes_max) return false;
    while (line.ends_with('\n') || line.ends_with('\r'))
        line.remove_suffix(1);
    if (complete_) return true;  // a trailer
    if (line.empty())
        complete_ = status_ >= 200;
    else if (line.starts_with("HTTP/"))
        begin(line);
    else
        add(line);
    return !too_many_;
}

void HeadReader::begin(std::string_view status_line) {
    headers_.clear();
    const std::size_t space = status_line.find(' ');
    const std::string_view code =
        space == std::string_view::npos ? std::string_view() : status_line.substr(space + 1, 3);
    status_ = code.size() == 3 ? static_cast<int>(parse_decimal(code).value_or(0)) : 0;
}

void HeadReader::add(std::string_view line) {
    const bool folded = line[0] == ' ' || line[0] == '\t';
    if (folded) {  // the obsolete continuation of the line before
        if (!headers_.empty()) headers_.back().second.append(" ").append(trim(line));
        return;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return;
    if (headers_.size() >= headers_max) {
        too_many_ = true;
        return;
    }
    headers_.emplace_back(std::string(trim(line.substr(0, colon))),
                          std::string(trim(line.substr(colon + 1))));
}

}  // namespace easel::net::fetch
