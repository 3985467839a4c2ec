#include "fronts/files/files.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "async/testing/run.h"
#include "base/testing/fake_clock.h"
#include "base/testing/temp_folder.h"
#include "blobs/fs/fs_store.h"

namespace easel::fronts::files {
namespace {

using namespace std::chrono_literals;
using async::testing::run;
using net::http::Reply;
using net::http::Request;
namespace fs = std::filesystem;

const std::string content = "0123456789";

class FilesTest : public ::testing::Test {
  protected:
    void SetUp() override {
        blobs_ = *blobs::FsStore::create(folder_.path(), disk_);
        blobs::Spool spool = *run(blobs_->spool());
        ASSERT_TRUE(write_all(spool.file().get(), content));
        blob_ = *run(blobs_->keep(std::move(spool)));
        name_ = gallery::to_text({blob_, order::Format::png});
        target_ = links_.path({blob_, order::Format::png});
    }

    /// What `GET target` with this one field gets.
    Reply get(const std::string& target, const std::string& field = "",
              const std::string& value = "") {
        Request request;
        const std::size_t question = target.find('?');
        request.path_values["name"] = target.substr(7, question - 7);
        request.query = question == std::string::npos ? "" : target.substr(question + 1);
        if (!if_range_.empty()) request.headers.add("If-Range", if_range_);
        if (!field.empty()) request.headers.add(field, value);
        Files files(links_, *blobs_, clock_);
        return run(files.routes().front().handler(request));
    }

    std::string etag() const { return '"' + blob_.get() + '"'; }

    static std::string body_of(const Reply& reply) {
        std::string body;
        for (const auto& piece : std::get<net::http::Pieces>(reply.body))
            if (const auto* slice = std::get_if<net::http::FileSlice>(&piece))
                body += read_at(slice->file->get(), slice->offset, slice->length).value();
        return body;
    }

    static void expect_protected(const Reply& reply) {
        EXPECT_EQ(reply.headers.get("x-content-type-options"), "nosniff");
        EXPECT_EQ(reply.headers.get("content-security-policy"), "sandbox; default-src 'none'");
        EXPECT_EQ(reply.headers.get("cross-origin-resource-policy"), "cross-origin");
    }

    testing::FakeClock clock_;
    async::Offload disk_{1, 16};
    gallery::Links links_{Secret("a secret for signing"), 3600s, clock_};
    easel::testing::TempFolder folder_;
    std::unique_ptr<blobs::FsStore> blobs_;
    blobs::BlobId blob_;
    std::string name_;
    std::string target_;
    std::string if_range_;
};

TEST_F(FilesTest, a_picture_comes_as_what_it_is_and_may_be_kept) {
    clock_.advance(600s);
    const Reply reply = get(target_);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(body_of(reply), content);
    EXPECT_EQ(reply.headers.get("content-type"), "image/png");
    EXPECT_EQ(reply.headers.get("etag"), etag());
    EXPECT_EQ(reply.headers.get("accept-ranges"), "bytes");
    EXPECT_EQ(reply.headers.get("cache-control"), "private, immutable, max-age=3000");
    expect_protected(reply);
}

TEST_F(FilesTest, what_the_caller_has_is_not_sent_again) {
    for (const std::string& known : {etag(), "W/" + etag(), "\"x\", " + etag(), std::string("*")}) {
        const Reply reply = get(target_, "If-None-Match", known);
        EXPECT_EQ(reply.status, 304) << known;
        EXPECT_EQ(body_of(reply), "");
        EXPECT_EQ(reply.headers.get("etag"), etag());
        EXPECT_EQ(reply.headers.get("cache-control"), "private, immutable, max-age=3600");
        expect_protected(reply);
    }
    for (const std::string other : {"\"x\"", "", "W/"})
        EXPECT_EQ(get(target_, "If-None-Match", other).status, 200) << other;
}

TEST_F(FilesTest, a_range_is_a_part) {
    const Reply part = get(target_, "Range", "bytes=2-4");
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(part.headers.get("content-range"), "bytes 2-4/10");
    EXPECT_EQ(body_of(part), "234");
    EXPECT_EQ(part.headers.get("etag"), etag());
    expect_protected(part);
    EXPECT_EQ(get(target_, "Range", "bytes=0-1,3-4").status, 200);

    const Reply outside = get(target_, "Range", "bytes=10-");
    EXPECT_EQ(outside.status, 416);
    EXPECT_EQ(outside.headers.get("content-range"), "bytes */10");
    EXPECT_FALSE(outside.headers.has("cache-control")) << "an error is not to be kept";
    expect_protected(outside);
}

TEST_F(FilesTest, a_range_of_another_version_is_the_whole) {
    if_range_ = etag();
    EXPECT_EQ(get(target_, "Range", "bytes=2-4").status, 206);
    for (const std::string& other :
         {std::string("\"x\""), "W/" + etag(), std::string("Sun, 06 Nov 1994 08:49:37 GMT")}) {
        if_range_ = other;
        const Reply reply = get(target_, "Range", "bytes=2-4");
        EXPECT_EQ(reply.status, 200) << other;
        EXPECT_EQ(body_of(reply), content);
    }
}

TEST_F(FilesTest, only_the_address_as_it_was_signed_opens_a_picture) {
    const std::size_t sig = target_.find("&sig=");
    std::string forged = target_;
    forged.back() = forged.back() == '0' ? '1' : '0';
    const std::string other = "/files/" + std::string(64, 'a') + ".png";
    struct Row {
        std::string target;
        int status;
    };
    for (const Row& row : std::vector<Row>{
             {forged, 403},
             {target_.substr(0, sig), 403},
             {"/files/" + name_, 403},
             {other + target_.substr(target_.find('?')), 403},
             {target_.substr(0, target_.find("exp=") + 4) + "9" + target_.substr(sig), 403},
         })
        EXPECT_EQ(get(row.target).status, row.status) << row.target;
    clock_.advance(3601s);
    const Reply expired = get(target_, "If-None-Match", etag());
    EXPECT_EQ(expired.status, 404);
    EXPECT_FALSE(expired.headers.has("etag"));
}

}  // namespace
}  // namespace easel::fronts::files
