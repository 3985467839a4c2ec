#include "moderation/lexicon.h"

#include "base/encoding.h"
#include "base/hash.h"

namespace easel::moderation {
namespace {

using Line = std::string_view;

constexpr Line hard_list[] = {
#include "moderation/lexicon/hard.inc"
};
constexpr Line minor_list[] = {
#include "moderation/lexicon/minor.inc"
};
constexpr Line minor_mature_list[] = {
#include "moderation/lexicon/minor_mature.inc"
};
constexpr Line sexual_list[] = {
#include "moderation/lexicon/sexual.inc"
};
constexpr Line grown_list[] = {
#include "moderation/lexicon/grown.inc"
};
constexpr Line benign_list[] = {
#include "moderation/lexicon/benign.inc"
};
constexpr Line benign_general_list[] = {
#include "moderation/lexicon/benign_general.inc"
};
constexpr Line expected_checksum =
#include "moderation/lexicon/checksum.inc"
    ;

Error unavailable(std::string detail) {
    return fail(ErrorKind::safety_unavailable, "The safety system is not available.")
        .because(std::move(detail));
}

}  // namespace

std::array<EncodedList, list_count> built_in_lists() {
    return {{{Group::hard, "hard", hard_list},
             {Group::minor, "minor", minor_list},
             {Group::minor_mature, "minor_mature", minor_mature_list},
             {Group::sexual, "sexual", sexual_list},
             {Group::grown, "grown", grown_list},
             {Group::benign, "benign", benign_list},
             {Group::benign_general, "benign_general", benign_general_list}}};
}

std::string_view built_in_checksum() {
    return expected_checksum;
}

Result<std::vector<Term>> load_lexicon(std::span<const EncodedList> lists,
                                       std::string_view checksum) {
    Sha256 digest;
    std::vector<Term> terms;
    for (const EncodedList& list : lists) {
        digest.add("[" + std::string(list.name) + "]\n");
        for (Line line : list.lines) {
            const auto text = from_base64(line);
            auto term = text ? make_term(*text, list.group) : std::nullopt;
            if (!term)
                return failed(unavailable("unusable line in list " + std::string(list.name)));
            digest.add(*text + "\n");
            terms.push_back(*std::move(term));
        }
    }
    if (to_hex(digest.finish()) != checksum) return failed(unavailable("lexicon checksum differs"));
    return terms;
}

std::vector<std::string> plain_terms(Group group) {
    std::vector<std::string> terms;
    for (const EncodedList& list : built_in_lists()) {
        if (list.group != group) continue;
        for (Line line : list.lines)
            terms.push_back(from_base64(line).value_or(""));
    }
    return terms;
}

}  // namespace easel::moderation
