#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "async/task.h"
#include "base/file.h"
#include "base/result.h"
#include "net/http/headers.h"

namespace easel::net::http {

/// A stretch of an open file, sent as it is or as base64, without ever being held whole.
struct FileSlice {
    enum class Coding { raw, base64 };
    std::shared_ptr<const Fd> file;  ///< shared: several slices and replies may read one file
    std::size_t offset = 0;
    std::size_t length = 0;  ///< bytes of the file, before coding
    Coding coding = Coding::raw;
};

/// A body of known length: text and file slices one after the other. An image answer with
/// `b64_json` is three pieces: the JSON before the pixels, the file, the JSON after them.
using Piece = std::variant<std::string, FileSlice>;
using Pieces = std::vector<Piece>;

/// The open end of a streamed body.
class StreamWriter {
  public:
    virtual ~StreamWriter() = default;
    /// Sends now. Fails with `cancelled` when the client is gone: then write no more and return.
    virtual Task<Result<void>> write(std::string bytes) = 0;
};

/// A body of unknown length (chunked): called once, after the head was sent; the body ends when it
/// returns. Cancelled when the client goes away or the server stops.
using StreamBody = std::move_only_function<Task<void>(StreamWriter&)>;

/// What a handler answers. `x-request-id`, `date`, `content-length` and framing are the server's.
struct Reply {
    int status = 200;
    Headers headers;
    std::variant<Pieces, StreamBody> body;

    static Reply text(int status, std::string content_type, std::string bytes);
    static Reply json(int status, std::string bytes);
    static Reply pieces(int status, std::string content_type, Pieces pieces);
    static Reply stream(std::string content_type, StreamBody body);
    static Reply empty(int status);

    Reply&& with(std::string name, std::string value) &&;
};

/// Bytes that `pieces` take on the wire.
std::size_t content_length(const Pieces& pieces);

}  // namespace easel::net::http
