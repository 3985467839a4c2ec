#include "net/http/reply.h"

#include "base/encoding.h"

namespace easel::net::http {

Reply Reply::text(int status, std::string content_type, std::string bytes) {
    Pieces pieces;
    pieces.emplace_back(std::move(bytes));
    return Reply::pieces(status, std::move(content_type), std::move(pieces));
}

Reply Reply::json(int status, std::string bytes) {
    return text(status, "application/json", std::move(bytes));
}

Reply Reply::pieces(int status, std::string content_type, Pieces pieces) {
    Reply reply = empty(status);
    reply.headers.add("content-type", std::move(content_type));
    reply.body = std::move(pieces);
    return reply;
}

Reply Reply::stream(std::string content_type, StreamBody body) {
    Reply reply = empty(200);
    reply.headers.add("content-type", std::move(content_type));
    reply.body = std::move(body);
    return reply;
}

Reply Reply::empty(int status) {
    Reply reply;
    reply.status = status;
    return reply;
}

Reply&& Reply::with(std::string name, std::string value) && {
    headers.add(std::move(name), std::move(value));
    return std::move(*this);
}

namespace {

std::size_t bytes_on_the_wire(const Piece& piece) {
    if (const auto* text = std::get_if<std::string>(&piece)) return text->size();
    const auto& slice = std::get<FileSlice>(piece);
    return slice.coding == FileSlice::Coding::base64 ? base64_length(slice.length) : slice.length;
}

}  // namespace

std::size_t content_length(const Pieces& pieces) {
    std::size_t total = 0;
    for (const Piece& piece : pieces)
        total += bytes_on_the_wire(piece);
    return total;
}

}  // namespace easel::net::http
