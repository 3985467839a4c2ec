#pragma once

namespace easel::main {

/// The exit codes of sysexits.h that easel uses.
enum ExitCode : int {
    done = 0,
    failed_running = 1,
    bad_usage = 64,
    bad_data_dir = 74,
    try_again = 75,
    bad_config = 78,
};

}  // namespace easel::main
