#include "config/describe.h"

#include "base/assert.h"
#include "base/text.h"
#include "config/option.h"

namespace easel::config {
namespace {

std::string padded(std::string text, std::size_t width) {
    if (text.size() < width) text.resize(width, ' ');
    return text;
}

std::string where(const Origin& origin) {
    std::string out = origin.source;
    if (origin.line > 0) out += ":" + std::to_string(origin.line);
    if (origin.source != "default" && origin.line == 0) out += " " + origin.field;
    return out;
}

std::string value_of(const Option& option, const Settings& settings, const Origin& origin) {
    std::string value = printable(option.show(settings));
    if (value.empty()) value = origin.source == "default" ? "(not set)" : "\"\"";
    return value;
}

std::string conclusions(const Settings& settings) {
    std::string out = "# What follows\n";
    out += std::string("vidsme is ") + (settings.vidsme.enabled ? "on" : "off") + "\n";
    out += "sketch is " + std::string(settings.sketch.enabled ? "on" : "off") + "\n";
    out += settings.keys.no_auth          ? "no key is asked for\n"
           : settings.keys.master.empty() ? "the admin key is easel's own\n"
                                          : "the admin key is the configured one\n";
    return out;
}

}  // namespace

std::string print(const Loaded& loaded) {
    EASEL_ASSERT(loaded.settings.has_value());
    std::string out;
    for (const Subject& subject : declarations().subjects) {
        out += "# " + subject.title + "\n";
        for (const Option& option : options()) {
            if (option.subject != subject.title) continue;
            const Origin& origin = loaded.origins.at(option.about.path);
            const std::string value = value_of(option, *loaded.settings, origin);
            out += padded(option.about.path, 34) + "  " + padded(value, 32) + "  " + where(origin) +
                   "\n";
        }
        out += "\n";
    }
    return out + conclusions(*loaded.settings);
}

}  // namespace easel::config
