#pragma once

#include "net/http/body_pace.h"
#include "net/http/chunk_decoder.h"
#include "net/http/head.h"
#include "net/http/request.h"
#include "net/http/wire.h"

namespace easel::net::http {

/// The body of one request, read from the wire when the handler asks. Sends `100 Continue` before
/// the first wait if the client expects one. Errors of read_some: `invalid_request` (bad chunks),
/// `request_too_large`, `request_timeout` (too slow), `cancelled` (the client went away).
class RequestBody final : public BodyReader {
  public:
    RequestBody(Wire& wire, const Head& head);

    Task<Result<std::string>> read_some() override;
    std::optional<std::uint64_t> bytes_left() const override;

    /// Reads and drops the rest if that takes no more than `bytes_max` and about a second, in which
    /// the answer waits; `finished` tells.
    Task<void> discard(std::size_t bytes_max);

    /// Every byte of it was consumed: what follows on the wire is the next request.
    bool finished() const { return finished_; }
    bool was_late() const { return was_late_; }

  private:
    Task<Result<void>> wait_for_bytes();
    Result<std::string> take();
    Result<std::string> take_chunked();

    Wire& wire_;
    Framing framing_;
    std::uint64_t left_;
    std::uint64_t taken_ = 0;
    bool continue_wanted_;
    bool finished_;
    bool was_late_ = false;
    std::optional<Error> failure_;  // a broken body stays broken
    ChunkDecoder decoder_;
    BodyPace pace_;
};

}  // namespace easel::net::http
