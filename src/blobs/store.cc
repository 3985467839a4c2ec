#include "blobs/store.h"

#include <unistd.h>

#include <algorithm>

namespace easel::blobs {

bool is_blob_id(std::string_view text) {
    return text.size() == 64 && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

Spool::~Spool() {
    if (!path_.empty()) ::unlink(path_.c_str());
}

Spool::Spool(Spool&& other) noexcept
    : file_(std::move(other.file_)), path_(std::move(other.path_)) {
    other.path_.clear();
}

}  // namespace easel::blobs
