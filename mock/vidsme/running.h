#pragma once

#include <memory>
#include <string>

#include "async/runtime.h"
#include "mock/listener.h"
#include "mock/vidsme/vidsme.h"

namespace easel::mock::vidsme {

/// A whole upstream with threads of its own: for the program and for tests of any room.
class Running {
  public:
    /// Listens at once; fails with a message for people.
    static Result<std::unique_ptr<Running>> start(Settings settings, RsaKey key,
                                                  const std::string& address, std::uint16_t port,
                                                  async::Timers& timers, Rng& rng,
                                                  unsigned threads = 1);
    ~Running();

    std::uint16_t port() const { return listener_.port(); }
    std::string origin() const;    ///< `http://127.0.0.1:1234`
    std::string base_url() const;  ///< what UPSTREAM_BASE_URL must be
    Service& service() { return service_; }

  private:
    Running(Settings settings, RsaKey key, std::string address, async::Timers& timers, Rng& rng,
            unsigned threads);

    std::string address_;
    Service service_;
    async::Runtime runtime_;
    Listener listener_;
};

}  // namespace easel::mock::vidsme
