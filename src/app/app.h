#pragma once

#include <array>
#include <csignal>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "config/settings.h"

namespace easel::app {

/// The whole server as one object. Made, started, run and stopped by one thread.
class App {
  public:
    /// Builds every room from the settings. Errors carry a message for the operator.
    static Result<std::unique_ptr<App>> create(config::Settings settings);
    ~App();

    /// Begins to listen; then the hash of a key that was made is kept.
    Result<void> start();
    std::uint16_t port() const;
    /// The administrator's key, if this start made it: to be shown once.
    std::optional<Secret> made_key() const;
    std::string default_model() const;

    /// SIGHUP too: a terminal that goes away takes no answer with it. There is no reload yet.
    static constexpr std::array stop_signals = {SIGTERM, SIGINT, SIGHUP};
    static constexpr int stopped_twice = 130;  ///< the exit status when a second one comes

    /// Returns on a stop signal with everything stopped in order: listener, jobs, children. A
    /// second signal ends the process at once.
    void run_until_signal();

  private:
    struct World;
    explicit App(std::unique_ptr<World> world);
    std::unique_ptr<World> world_;
};

}  // namespace easel::app
