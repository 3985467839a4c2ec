#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace easel::observe {

enum class Level { debug, info, warn, error };
enum class LogFormat { text, json };

/// One named value of a log line. Lives only for the call: text is not copied until it is written.
class Field {
  public:
    Field(std::string_view name, std::string_view value) : name_(name), value_(value) {}
    Field(std::string_view name, const std::string& value)
        : name_(name), value_(std::string_view(value)) {}
    Field(std::string_view name, const char* value)
        : name_(name), value_(std::string_view(value)) {}
    Field(std::string_view name, bool value) : name_(name), value_(value) {}
    Field(std::string_view name, double value) : name_(name), value_(value) {}
    template <std::integral T>
        requires(!std::same_as<T, bool>)
    Field(std::string_view name, T value) : name_(name), value_(static_cast<std::int64_t>(value)) {}

    std::string_view name() const { return name_; }
    const auto& value() const { return value_; }

  private:
    std::string_view name_;
    std::variant<std::string_view, std::int64_t, double, bool> value_;
};

/// Starts the writer: standard error, from a thread of its own. Call once, before other threads
/// log; without it lines go out as text, synchronously.
void start_log(LogFormat format, Level least);

/// Writes what is pending and stops the writer. Call last. If whoever reads the log has not taken
/// it after a second, the process ends here with `exit_code`.
void stop_log(int exit_code);

/// One line. `event` is a fixed sentence of ours. Any thread; never blocks, never throws.
void log(Level level, std::string_view event, std::initializer_list<Field> fields = {});

/// Lines that were dropped because whoever reads the log was too slow.
std::uint64_t dropped_log_lines();

/// How one line looks without its time stamp; what `log` writes. For tests.
std::string format_line(LogFormat format, Level level, std::string_view event,
                        std::initializer_list<Field> fields);

}  // namespace easel::observe
