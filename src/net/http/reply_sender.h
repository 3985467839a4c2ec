#pragma once

#include "net/http/reply.h"
#include "net/http/wire.h"

namespace easel::net::http {

/// Writes one answer. Failure means that the answer is incomplete and the connection must be
/// closed.
class ReplySender {
  public:
    enum class Framing { chunked, until_close };

    explicit ReplySender(Wire& wire) : wire_(wire) {}

    /// `head` and then the pieces; small ones leave together with the head, in one write. Files are
    /// read in steps of at most 256 KiB and are never held whole.
    Task<Result<void>> send(std::string head, Pieces pieces);

    /// `head` and then whatever `body` writes. The client is watched meanwhile.
    Task<Result<void>> stream(std::string head, StreamBody body, Framing framing);

  private:
    Task<Result<void>> send_file(FileSlice slice);
    Task<Result<void>> flush();
    Task<Result<void>> flush_if_large();
    Task<Result<void>> run(StreamBody body, Framing framing);

    Wire& wire_;
    std::string pending_;
};

}  // namespace easel::net::http
