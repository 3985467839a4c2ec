#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>

namespace easel::async {

/// The event loop and its threads. Made first and destroyed last by the composition root.
class Runtime {
  public:
    /// `threads` >= 1 are started at once; failure to start one throws std::system_error.
    explicit Runtime(unsigned threads);
    ~Runtime();
    Runtime(const Runtime&) = delete;

    boost::asio::any_io_executor executor();

    /// Ends the loop whatever is pending and joins the threads. Not from a thread of its own.
    void stop();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace easel::async
