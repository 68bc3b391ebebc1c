// Weights in the kernels' panels, kept for as long as they stay as they are.
//
// A step of a search multiplies a few rows by every weight of the decoder. Turning those weights into panels costs as
// much as the product, and they are the same at the next step. So what is multiplied by twice without gradients and
// unchanged is packed once and kept beside the original.

#include "native.h"

#include <c10/core/StorageImpl.h>

#include <algorithm>
#include <mutex>
#include <unordered_map>

namespace {

constexpr int64_t kWorthKeeping = 1 << 12;        // floats; below it packing costs nothing
constexpr int64_t kMostKept = int64_t{1} << 28;   // floats of all models together, 1 GiB

struct Entry {
    int64_t offset, row, column, depth, columns;   // which part of the storage, and how it is read
    uint32_t version;                              // of the weights when they were packed or first seen
    at::Tensor panels;                             // undefined: seen once

    bool reads(const Entry& other) const {
        return offset == other.offset && row == other.row && column == other.column && depth == other.depth && columns == other.columns;
    }
};

struct Original {
    // While this is held no other storage can get the same address, so the address tells storages apart.
    c10::weak_intrusive_ptr<c10::StorageImpl> storage;
    std::vector<Entry> entries;
};

std::mutex lock;
std::unordered_map<const c10::StorageImpl*, Original> originals;
int64_t kept = 0;

int64_t size_of(const Original& original) {
    int64_t size = 0;
    for (const auto& entry : original.entries) size += entry.panels.defined() ? entry.panels.numel() : 0;
    return size;
}

void forget_the_dead() {
    for (auto each = originals.begin(); each != originals.end();) {
        if (!each->second.storage.expired()) { ++each; continue; }
        kept -= size_of(each->second);
        each = originals.erase(each);
    }
}

Entry describe(const at::Tensor& right) {
    return {right.storage_offset(), right.stride(0), right.stride(1), right.size(0), right.size(1),
            right.unsafeGetTensorImpl()->version_counter().current_version(), at::Tensor()};
}

at::Tensor pack_anew(const at::Tensor& right, int64_t size) {
    auto panels = at::empty({size}, right.options());
    pack_in_parallel({right.data_ptr<float>(), right.stride(0), right.stride(1)}, right.size(0), right.size(1), panels.data_ptr<float>());
    return panels;
}

}  // namespace

at::Tensor packed_weights(const at::Tensor& right) {
    if (at::GradMode::is_enabled() || right.is_inference() || right.numel() < kWorthKeeping) return {};
    std::lock_guard<std::mutex> guard(lock);
    const auto* storage = right.storage().unsafeGetStorageImpl();
    auto found = originals.find(storage);
    if (found == originals.end()) {
        forget_the_dead();
        found = originals.emplace(storage, Original{right.storage().getWeakStorageImpl(), {}}).first;
    }
    const Entry wanted = describe(right);
    auto& entries = found->second.entries;
    auto entry = std::find_if(entries.begin(), entries.end(), [&](const Entry& each) { return each.reads(wanted); });
    if (entry == entries.end()) {
        entries.push_back(wanted);
        return {};
    }
    if (entry->version != wanted.version) {
        kept -= entry->panels.defined() ? entry->panels.numel() : 0;
        *entry = wanted;
        return {};
    }
    if (!entry->panels.defined()) {
        const int64_t size = kernels().packed_size(wanted.depth, wanted.columns);
        if (kept + size > kMostKept) return {};
        entry->panels = pack_anew(right, size);
        kept += size;
    }
    return entry->panels;
}

// Called where somebody gets a pointer to the numbers: what is written through it changes no version.
void forget_packed(const at::Tensor& tensor) {
    std::lock_guard<std::mutex> guard(lock);
    auto found = originals.find(tensor.storage().unsafeGetStorageImpl());
    if (found == originals.end()) return;
    kept -= size_of(found->second);
    originals.erase(found);
}
