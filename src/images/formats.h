#pragma once

#include "base/result.h"
#include "images/byte_window.h"
#include "images/picture.h"

namespace easel::images {

/// The one error for bytes that are no picture of ours: nothing of them is repeated in it. `why` is
/// a fixed phrase for the log.
Error not_a_picture(const char* why);
Error too_large();

// One walker a format, each in its own file. They trust nothing, decode nothing, and set all of the
// info but `trailing`.
/// W3C PNG, third edition, 5.2 to 5.6.
Result<PictureInfo> inspect_png(ByteWindow& bytes, const PictureLimits& limits);
/// ITU-T T.81, annex B.
Result<PictureInfo> inspect_jpeg(ByteWindow& bytes, const PictureLimits& limits);
/// RFC 9649; frame headers as in RFC 6386 section 9.1 and RFC 9649 section 3.4.
Result<PictureInfo> inspect_webp(ByteWindow& bytes, const PictureLimits& limits);

}  // namespace easel::images
