#include "blobs/fs/fs_store.h"

#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <mutex>

#include "async/testing/run.h"
#include "base/encoding.h"
#include "base/hash.h"
#include "base/testing/temp_folder.h"

namespace {

std::mutex synced_mutex;  // the store syncs on its own threads
std::vector<std::string> synced;

}  // namespace

/// Takes the place of the C library's in this program: notes what is synced, in order.
extern "C" int fsync(int fd) {
    std::error_code ec;
    const auto path = std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(fd), ec);
    {
        const std::lock_guard lock(synced_mutex);
        synced.push_back(path.string());
    }
    return static_cast<int>(::syscall(SYS_fsync, fd));
}

namespace easel::blobs {
namespace {

namespace fs = std::filesystem;
using async::testing::run;

class FsStoreTest : public ::testing::Test {
  protected:
    void SetUp() override { store_ = *FsStore::create(root_, disk_); }

    BlobId keep(std::string_view bytes) {
        Spool spool = *run(store_->spool());
        EXPECT_TRUE(write_all(spool.file().get(), bytes));
        return *run(store_->keep(std::move(spool)));
    }
    std::size_t files(const char* folder) const {
        std::size_t count = 0;
        for (const auto& entry : fs::recursive_directory_iterator(root_ / folder))
            if (entry.is_regular_file()) ++count;
        return count;
    }

    easel::testing::TempFolder folder_;
    const fs::path root_ = folder_.path();
    async::Offload disk_{1, 16};
    std::unique_ptr<FsStore> store_;
};

TEST_F(FsStoreTest, keeps_bytes_under_their_hash_and_gives_them_back) {
    const BlobId id = keep("picture");
    EXPECT_EQ(id.get(), to_hex(sha256("picture")));
    const auto blob = run(store_->open(id));
    ASSERT_TRUE(blob);
    EXPECT_EQ(read_at(blob->file->get(), 0, blob->bytes), "picture");
}

TEST_F(FsStoreTest, keeps_equal_content_once_and_leaves_no_spool) {
    EXPECT_EQ(keep("same"), keep("same"));
    EXPECT_EQ(files("blobs"), 1U);
    EXPECT_EQ(files("spool"), 0U);
}

// A power cut after `keep` loses neither the bytes nor the name nor the folder of the name.
TEST_F(FsStoreTest, syncs_a_file_before_its_name_and_its_folders_after) {
    const std::string id = to_hex(sha256("picture"));
    const std::vector<std::string> folders{(root_ / "blobs" / id.substr(0, 2)).string(),
                                           (root_ / "blobs").string()};
    synced.clear();
    keep("picture");
    ASSERT_EQ(synced.size(), 3U);
    EXPECT_TRUE(synced[0].starts_with((root_ / "spool").string())) << synced[0];
    EXPECT_EQ(std::vector(synced.begin() + 1, synced.end()), folders);

    // Somebody else may have kept it a moment ago and not have synced its name yet.
    synced.clear();
    keep("picture");
    EXPECT_EQ(synced, folders);
}

TEST_F(FsStoreTest, mends_a_damaged_file_when_its_content_comes_again) {
    const BlobId id = keep("picture");
    const fs::path place = root_ / "blobs" / id.get().substr(0, 2) / id.get();
    const std::function<void()> damages[] = {
        [&] { fs::permissions(place, fs::perms::owner_all), fs::resize_file(place, 3); },
        [&] { fs::remove(place), fs::create_symlink("/dev/null", place); },
    };
    for (const auto& damage : damages) {
        damage();
        EXPECT_EQ(keep("picture"), id);
        const auto blob = run(store_->open(id));
        ASSERT_TRUE(blob);
        EXPECT_EQ(read_at(blob->file->get(), 0, blob->bytes), "picture");
        EXPECT_EQ(files("spool"), 0U);
    }
}

TEST_F(FsStoreTest, removes_what_was_not_kept_and_what_a_killed_process_left) {
    {
        const Spool dropped = *run(store_->spool());
    }
    EXPECT_EQ(files("spool"), 0U);
    std::ofstream(root_ / "spool" / "left-over") << "half";
    store_ = *FsStore::create(root_, disk_);
    EXPECT_EQ(files("spool"), 0U);
}

TEST_F(FsStoreTest, never_turns_foreign_text_into_a_path) {
    std::ofstream(root_ / "blobs" / "secret") << "x";
    for (const char* id : {"", "../secret", "secret", "/etc/passwd"})
        EXPECT_EQ(run(store_->open(BlobId(id))).error().kind, ErrorKind::not_found) << id;
    const std::string unknown(64, 'a');
    EXPECT_EQ(run(store_->open(BlobId(unknown))).error().kind, ErrorKind::not_found);
    fs::create_directories(root_ / "blobs" / "aa");
    fs::create_symlink("/etc/passwd", root_ / "blobs" / "aa" / unknown);
    EXPECT_FALSE(run(store_->open(BlobId(unknown))));
}

// `not_found` would tell a caller who asked for no file that there is none.
TEST_F(FsStoreTest, says_when_it_cannot_keep) {
    EXPECT_TRUE(run(store_->check()));
    Spool spool = *run(store_->spool());
    ASSERT_TRUE(write_all(spool.file().get(), "picture"));
    fs::remove_all(root_ / "spool");
    EXPECT_EQ(run(store_->check()).error().kind, ErrorKind::storage_unavailable);
    EXPECT_EQ(run(store_->spool()).error().kind, ErrorKind::storage_unavailable);
    EXPECT_EQ(run(store_->keep(std::move(spool))).error().kind, ErrorKind::storage_unavailable);
}

}  // namespace
}  // namespace easel::blobs
