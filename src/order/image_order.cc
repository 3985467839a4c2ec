#include "order/image_order.h"

namespace easel::order {

std::string_view to_text(Format format) {
    switch (format) {
        case Format::png:
            return "png";
        case Format::jpeg:
            return "jpeg";
        case Format::webp:
            return "webp";
    }
    return "png";
}

std::string_view to_text(Background background) {
    switch (background) {
        case Background::automatic:
            return "auto";
        case Background::opaque:
            return "opaque";
        case Background::transparent:
            return "transparent";
    }
    return "auto";
}

std::string_view to_text(Quality quality) {
    switch (quality) {
        case Quality::automatic:
            return "auto";
        case Quality::low:
            return "low";
        case Quality::medium:
            return "medium";
        case Quality::high:
            return "high";
        case Quality::xhigh:
            return "xhigh";
        case Quality::max:
            return "max";
        case Quality::standard:
            return "standard";
        case Quality::hd:
            return "hd";
    }
    return "auto";
}

Quality modern(Quality quality) {
    if (quality == Quality::standard) return Quality::medium;
    if (quality == Quality::hd) return Quality::high;
    return quality;
}

}  // namespace easel::order
