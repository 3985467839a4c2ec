#pragma once

#include "moderation/symbols.h"

namespace easel::moderation {

/// The Chinese half of `names_minor_age`: "12岁", "十二岁", "十几岁", "未满十八", "年龄12".
bool names_minor_age_chinese(const Symbols& symbols);

}  // namespace easel::moderation
