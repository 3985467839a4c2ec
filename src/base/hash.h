#pragma once

#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace easel {

/// SHA-256 of `bytes`: 32 raw bytes.
std::string sha256(std::string_view bytes);

/// HMAC-SHA-256: 32 raw bytes. The key must not be empty (that would sign for anyone).
std::string hmac_sha256(std::string_view key, std::string_view message);

/// Compares in time that depends on the lengths alone.
bool equal_constant_time(std::string_view a, std::string_view b);

/// SHA-256 over bytes that arrive in pieces. Move-only; one thread at a time.
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&& other) noexcept;
    Sha256& operator=(Sha256&&) = delete;

    void add(std::string_view bytes);
    /// 32 raw bytes. Call once, last.
    std::string finish();

  private:
    evp_md_ctx_st* context_;
};

}  // namespace easel
