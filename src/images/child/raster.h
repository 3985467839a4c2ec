#pragma once

#include <string>
#include <vector>

#include "base/file.h"

namespace easel::images {

/// Starts libvips and runs each format once, so that nothing has to be loaded under the filter.
/// Why it failed, or "".
std::string prepare_raster();

/// Does one PixelWork (see wire.h) on its two files. One thread.
std::string work_on(std::string request, std::vector<Fd> files);

}  // namespace easel::images
