#include "observe/log.h"

#include <spdlog/async.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <charconv>
#include <cmath>
#include <csignal>

#include "base/text.h"

namespace easel::observe {
namespace {

constexpr std::size_t field_bytes_max = 4096;
constexpr std::size_t pending_lines_max = 2048;

LogFormat current_format = LogFormat::text;
std::shared_ptr<spdlog::logger> logger;  // set once by start_log, before threads begin

volatile std::sig_atomic_t code_if_stuck = 0;

std::string_view name_of(Level level) {
    switch (level) {
        case Level::debug:
            return "debug";
        case Level::info:
            return "info";
        case Level::warn:
            return "warn";
        case Level::error:
            return "error";
    }
    return "error";
}

spdlog::level::level_enum spd_level(Level level) {
    switch (level) {
        case Level::debug:
            return spdlog::level::debug;
        case Level::info:
            return spdlog::level::info;
        case Level::warn:
            return spdlog::level::warn;
        case Level::error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

// `printable` leaves well-formed text alone but for control characters, so only these two remain.
std::string quoted(std::string_view text) {
    std::string safe = replace_all(printable(text, field_bytes_max), "\\", "\\\\");
    return '"' + replace_all(std::move(safe), "\"", "\\\"") + '"';
}

std::string number(double value) {
    if (!std::isfinite(value)) return "null";
    char buffer[32];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
    return std::string(buffer, end);
}

std::string shown(const Field& field, LogFormat format) {
    struct Visitor {
        LogFormat format;
        std::string operator()(std::string_view text) const {
            const bool bare = format == LogFormat::text && !text.empty() &&
                              text.find_first_of(" \"=\\\t\r\n") == std::string_view::npos;
            return bare ? printable(text, field_bytes_max) : quoted(text);
        }
        std::string operator()(std::int64_t value) const { return std::to_string(value); }
        std::string operator()(double value) const { return number(value); }
        std::string operator()(bool value) const { return value ? "true" : "false"; }
    };
    return std::visit(Visitor{format}, field.value());
}

// The time stamp is the sink's: it belongs inside the object for JSON, before the line for text.
constexpr const char* text_pattern = "%Y-%m-%dT%H:%M:%S.%eZ %v";
constexpr const char* json_pattern = R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ",%v)";

}  // namespace

std::string format_line(LogFormat format, Level level, std::string_view event,
                        std::initializer_list<Field> fields) {
    std::string line;
    if (format == LogFormat::text) {
        line = std::string(name_of(level)) + ' ' + std::string(event);
        for (const Field& field : fields)
            line += ' ' + std::string(field.name()) + '=' + shown(field, format);
        return line;
    }
    line = R"("level":")" + std::string(name_of(level)) + R"(","event":)" + quoted(event);
    for (const Field& field : fields)
        line += ',' + quoted(field.name()) + ':' + shown(field, format);
    return line + '}';
}

void start_log(LogFormat format, Level least) {
    current_format = format;
    spdlog::init_thread_pool(pending_lines_max, 1);
    logger = std::make_shared<spdlog::async_logger>(
        "easel", std::make_shared<spdlog::sinks::stderr_sink_mt>(), spdlog::thread_pool(),
        spdlog::async_overflow_policy::overrun_oldest);
    logger->set_level(spd_level(least));
    logger->set_formatter(std::make_unique<spdlog::pattern_formatter>(
        format == LogFormat::json ? json_pattern : text_pattern, spdlog::pattern_time_type::utc));
    logger->flush_on(spdlog::level::warn);
}

void stop_log(int exit_code) {
    // The writer may hang in write(), where nothing but the end of the process reaches it.
    code_if_stuck = exit_code;
    std::signal(SIGALRM, [](int) { ::_exit(code_if_stuck); });
    ::alarm(1);
    if (logger) logger->flush();
    spdlog::shutdown();  // the writer ends first: the last reference is let go here
    ::alarm(0);
    logger.reset();
}

void log(Level level, std::string_view event, std::initializer_list<Field> fields) {
    if (logger) {
        if (!logger->should_log(spd_level(level))) return;
        logger->log(spd_level(level),
                    spdlog::string_view_t(format_line(current_format, level, event, fields)));
        return;
    }
    const std::string line = format_line(LogFormat::text, level, event, fields) + '\n';
    std::fwrite(line.data(), 1, line.size(), stderr);
}

std::uint64_t dropped_log_lines() {
    const auto pool = spdlog::thread_pool();
    return pool ? pool->overrun_counter() : 0;
}

}  // namespace easel::observe
