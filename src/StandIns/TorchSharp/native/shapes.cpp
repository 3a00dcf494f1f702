// Views, joins, splits, and reading and writing by index.
#include "shim.h"

#include <ATen/ops/broadcast_tensors.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/meshgrid.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>

using shim::ints;
using shim::ref;

#define WITH_SIZES(name) \
  FT_API Handle ft_##name(Handle self, const int64_t* values, int64_t count) { \
    return shim::give([&] { return ref(self).name(ints(values, count)); }); \
  }
WITH_SIZES(view)
WITH_SIZES(reshape)
WITH_SIZES(permute)
WITH_SIZES(repeat)
WITH_SIZES(tile)
WITH_SIZES(flip)
WITH_SIZES(broadcast_to)

FT_API Handle ft_expand(Handle self, const int64_t* sizes, int64_t count, uint8_t hidden) {
  return shim::give([&] { return ref(self).expand(ints(sizes, count), hidden != 0); });
}
FT_API Handle ft_as_strided(Handle self, const int64_t* sizes, const int64_t* strides, int64_t count, int64_t offset) {
  return shim::give([&] { return ref(self).as_strided(ints(sizes, count), ints(strides, count), offset); });
}
FT_API Handle ft_transpose(Handle self, int64_t first, int64_t second) {
  return shim::give([&] { return ref(self).transpose(first, second); });
}
FT_API int32_t ft_transpose_(Handle self, int64_t first, int64_t second) {
  return shim::run([&] { ref(self).transpose_(first, second); });
}
FT_API Handle ft_movedim(Handle self, const int64_t* source, const int64_t* destination, int64_t count) {
  return shim::give([&] { return ref(self).movedim(ints(source, count), ints(destination, count)); });
}
FT_API Handle ft_unsqueeze(Handle self, int64_t dim) {
  return shim::give([&] { return ref(self).unsqueeze(dim); });
}
FT_API int32_t ft_unsqueeze_(Handle self, int64_t dim) {
  return shim::run([&] { ref(self).unsqueeze_(dim); });
}
FT_API Handle ft_squeeze(Handle self) {
  return shim::give([&] { return ref(self).squeeze(); });
}
FT_API Handle ft_squeeze_dim(Handle self, int64_t dim) {
  return shim::give([&] { return ref(self).squeeze(dim); });
}
FT_API int32_t ft_squeeze_(Handle self) {
  return shim::run([&] { ref(self).squeeze_(); });
}
FT_API int32_t ft_squeeze_dim_(Handle self, int64_t dim) {
  return shim::run([&] { ref(self).squeeze_(dim); });
}
FT_API Handle ft_flatten(Handle self, int64_t start, int64_t end) {
  return shim::give([&] { return ref(self).flatten(start, end); });
}
FT_API Handle ft_unflatten(Handle self, int64_t dim, const int64_t* sizes, int64_t count) {
  return shim::give([&] {
    auto shape = ref(self).sizes().vec();
    const auto at = dim < 0 ? dim + static_cast<int64_t>(shape.size()) : dim;
    TORCH_CHECK_INDEX(at >= 0 && at < static_cast<int64_t>(shape.size()), "unflatten: dimension ", dim, " is out of range");
    shape.erase(shape.begin() + at);
    shape.insert(shape.begin() + at, sizes, sizes + count);
    return ref(self).view(shape);
  });
}
FT_API Handle ft_unfold(Handle self, int64_t dim, int64_t size, int64_t step) {
  return shim::give([&] { return ref(self).unfold(dim, size, step); });
}
FT_API Handle ft_select(Handle self, int64_t dim, int64_t index) {
  return shim::give([&] { return ref(self).select(dim, index); });
}
FT_API Handle ft_narrow(Handle self, int64_t dim, int64_t start, int64_t length) {
  return shim::give([&] { return ref(self).narrow(dim, start, length); });
}
FT_API Handle ft_slice(Handle self, int64_t dim, const int64_t* start, const int64_t* end, int64_t step) {
  const auto maybe = [](const int64_t* v) { return v == nullptr ? shim::optional<int64_t>() : shim::optional<int64_t>(*v); };
  return shim::give([&] { return ref(self).slice(dim, maybe(start), maybe(end), step); });
}
FT_API Handle ft_roll(Handle self, const int64_t* shifts, int64_t count, const int64_t* dims, int64_t dims_count) {
  return shim::give([&] { return ref(self).roll(ints(shifts, count), ints(dims, dims_count)); });
}
FT_API Handle ft_diagonal(Handle self, int64_t offset, int64_t dim1, int64_t dim2) {
  return shim::give([&] { return ref(self).diagonal(offset, dim1, dim2); });
}
FT_API Handle ft_diag(Handle self, int64_t offset) {
  return shim::give([&] { return ref(self).diag(offset); });
}
FT_API Handle ft_tril(Handle self, int64_t diagonal) {
  return shim::give([&] { return ref(self).tril(diagonal); });
}
FT_API Handle ft_triu(Handle self, int64_t diagonal) {
  return shim::give([&] { return ref(self).triu(diagonal); });
}
FT_API int32_t ft_tril_(Handle self, int64_t diagonal) {
  return shim::run([&] { ref(self).tril_(diagonal); });
}
FT_API int32_t ft_triu_(Handle self, int64_t diagonal) {
  return shim::run([&] { ref(self).triu_(diagonal); });
}
FT_API Handle ft_trace(Handle self) {
  return shim::give([&] { return ref(self).trace(); });
}
FT_API Handle ft_repeat_interleave(Handle self, int64_t repeats, const int64_t* dim) {
  return shim::give([&] {
    return ref(self).repeat_interleave(repeats, dim == nullptr ? shim::optional<int64_t>() : shim::optional<int64_t>(*dim));
  });
}
FT_API Handle ft_repeat_interleave_tensor(Handle self, Handle repeats, const int64_t* dim) {
  return shim::give([&] {
    return ref(self).repeat_interleave(
        ref(repeats), dim == nullptr ? shim::optional<int64_t>() : shim::optional<int64_t>(*dim));
  });
}

FT_API Handle ft_cat(const Handle* tensors, int64_t count, int64_t dim) {
  return shim::give([&] { return at::cat(shim::list(tensors, count), dim); });
}
FT_API Handle ft_stack(const Handle* tensors, int64_t count, int64_t dim) {
  return shim::give([&] { return at::stack(shim::list(tensors, count), dim); });
}

namespace {
template <class Body>
int32_t give_list(Handle* results, int64_t count, Body&& body) {
  return shim::run([&] {
    std::vector<at::Tensor> parts = body();
    TORCH_CHECK(static_cast<int64_t>(parts.size()) == count, "expected ", count, " parts, got ", parts.size());
    for (size_t i = 0; i < parts.size(); ++i) {
      results[i] = shim::hand_over(std::move(parts[i]));
    }
  });
}
}  // namespace

FT_API int32_t ft_split(Handle self, const int64_t* sizes, int64_t count, int64_t dim, Handle* results) {
  return give_list(results, count, [&] { return ref(self).split_with_sizes(ints(sizes, count), dim); });
}
FT_API int32_t ft_unbind(Handle self, int64_t dim, int64_t count, Handle* results) {
  return give_list(results, count, [&] { return ref(self).unbind(dim); });
}
FT_API int32_t ft_meshgrid(const Handle* tensors, int64_t count, const char* indexing, Handle* results) {
  return give_list(results, count, [&] { return at::meshgrid(shim::list(tensors, count), indexing); });
}
FT_API int32_t ft_broadcast_tensors(const Handle* tensors, int64_t count, Handle* results) {
  return give_list(results, count, [&] { return at::broadcast_tensors(shim::list(tensors, count)); });
}

FT_API Handle ft_index_select(Handle self, int64_t dim, Handle index) {
  return shim::give([&] { return ref(self).index_select(dim, ref(index)); });
}
FT_API Handle ft_gather(Handle self, int64_t dim, Handle index) {
  return shim::give([&] { return ref(self).gather(dim, ref(index)); });
}
FT_API Handle ft_take(Handle self, Handle index) {
  return shim::give([&] { return ref(self).take(ref(index)); });
}
FT_API Handle ft_take_along_dim(Handle self, Handle index, int64_t dim) {
  return shim::give([&] { return ref(self).take_along_dim(ref(index), dim); });
}
#define SCATTER(name) \
  FT_API Handle ft_##name(Handle self, int64_t dim, Handle index, Handle source) { \
    return shim::give([&] { return ref(self).name(dim, ref(index), ref(source)); }); \
  } \
  FT_API int32_t ft_##name##_(Handle self, int64_t dim, Handle index, Handle source) { \
    return shim::run([&] { ref(self).name##_(dim, ref(index), ref(source)); }); \
  }
SCATTER(scatter)
SCATTER(scatter_add)
SCATTER(index_copy)

FT_API Handle ft_index_add(Handle self, int64_t dim, Handle index, Handle source, FtScalar alpha) {
  return shim::give([&] { return ref(self).index_add(dim, ref(index), ref(source), shim::scalar(alpha)); });
}
FT_API int32_t ft_index_add_(Handle self, int64_t dim, Handle index, Handle source, FtScalar alpha) {
  return shim::run([&] { ref(self).index_add_(dim, ref(index), ref(source), shim::scalar(alpha)); });
}
FT_API Handle ft_index_fill(Handle self, int64_t dim, Handle index, FtScalar value) {
  return shim::give([&] { return ref(self).index_fill(dim, ref(index), shim::scalar(value)); });
}
FT_API int32_t ft_index_fill_(Handle self, int64_t dim, Handle index, FtScalar value) {
  return shim::run([&] { ref(self).index_fill_(dim, ref(index), shim::scalar(value)); });
}
FT_API Handle ft_masked_fill(Handle self, Handle mask, FtScalar value) {
  return shim::give([&] { return ref(self).masked_fill(ref(mask), shim::scalar(value)); });
}
FT_API int32_t ft_masked_fill_(Handle self, Handle mask, FtScalar value) {
  return shim::run([&] { ref(self).masked_fill_(ref(mask), shim::scalar(value)); });
}
FT_API Handle ft_masked_select(Handle self, Handle mask) {
  return shim::give([&] { return ref(self).masked_select(ref(mask)); });
}
FT_API Handle ft_masked_scatter(Handle self, Handle mask, Handle source) {
  return shim::give([&] { return ref(self).masked_scatter(ref(mask), ref(source)); });
}
FT_API Handle ft_where(Handle condition, Handle yes, Handle no) {
  return shim::give([&] { return at::where(ref(condition), ref(yes), ref(no)); });
}
FT_API Handle ft_nonzero(Handle self) {
  return shim::give([&] { return ref(self).nonzero(); });
}

// Indexing as in Python: entry i has kind 0 (a tensor), 1 (an integer), 2 (a slice), 3 (:, all of it), 4 (None), 5 (...), 6 (a boolean).
struct FtIndex {
  int64_t kind;
  Handle tensor;
  int64_t start, stop, step;
  int64_t has_start, has_stop;
};

namespace {

// Applies the basic entries as views and leaves the tensor entries, by dimension, in `advanced`.
at::Tensor basic(const at::Tensor& self, const FtIndex* entries, int64_t count, std::vector<at::Tensor>& advanced) {
  int64_t named = 0;
  for (int64_t i = 0; i < count; ++i) {
    const auto kind = entries[i].kind;
    if (kind == 0 && shim::ref(entries[i].tensor).scalar_type() == at::kBool) {
      named += shim::ref(entries[i].tensor).dim();
    } else if (kind <= 3) {
      ++named;
    }
  }
  at::Tensor result = self;
  int64_t dim = 0;
  const auto place = [&](const at::Tensor& index) {
    advanced.resize(static_cast<size_t>(dim) + 1);
    advanced[static_cast<size_t>(dim)] = index;
  };
  for (int64_t i = 0; i < count; ++i) {
    const auto& entry = entries[i];
    switch (entry.kind) {
      case 0: {
        const at::Tensor& index = shim::ref(entry.tensor);
        if (index.dim() == 0 && index.scalar_type() != at::kBool) {
          result = result.select(dim, index.item<int64_t>());
        } else {
          place(index);
          dim += index.scalar_type() == at::kBool ? index.dim() : 1;
        }
        break;
      }
      case 1:
        result = result.select(dim, entry.start);
        break;
      case 2:
        result = result.slice(
            dim, entry.has_start != 0 ? shim::optional<int64_t>(entry.start) : shim::optional<int64_t>(),
            entry.has_stop != 0 ? shim::optional<int64_t>(entry.stop) : shim::optional<int64_t>(), entry.step);
        ++dim;
        break;
      case 3:
        ++dim;
        break;
      case 4:
        result = result.unsqueeze(dim++);
        break;
      case 5:
        dim += self.dim() - named;
        break;
      default:
        result = result.unsqueeze(dim);
        place(entry.start != 0 ? at::zeros({1}, result.options().dtype(at::kLong).requires_grad(false))
                               : at::empty({0}, result.options().dtype(at::kLong).requires_grad(false)));
        ++dim;
        break;
    }
  }
  return result;
}

c10::List<shim::optional<at::Tensor>> indices(const std::vector<at::Tensor>& advanced) {
  c10::List<shim::optional<at::Tensor>> result;
  result.reserve(advanced.size());
  for (const auto& index : advanced) {
    result.push_back(index.defined() ? shim::optional<at::Tensor>(index) : shim::optional<at::Tensor>());
  }
  return result;
}

}  // namespace

FT_API Handle ft_index(Handle self, const FtIndex* entries, int64_t count) {
  return shim::give([&] {
    std::vector<at::Tensor> advanced;
    at::Tensor viewed = basic(ref(self), entries, count, advanced);
    return advanced.empty() ? viewed.alias() : viewed.index(indices(advanced));
  });
}
FT_API int32_t ft_index_put_(Handle self, const FtIndex* entries, int64_t count, Handle value, uint8_t accumulate) {
  return shim::run([&] {
    std::vector<at::Tensor> advanced;
    at::Tensor viewed = basic(ref(self), entries, count, advanced);
    at::Tensor source = ref(value);
    if (source.device() != viewed.device() && source.dim() == 0) {
      source = source.to(viewed.device());
    }
    if (advanced.empty()) {
      if (accumulate != 0) {
        viewed.add_(source);
      } else {
        viewed.copy_(source);
      }
    } else {
      viewed.index_put_(indices(advanced), source.to(viewed.scalar_type()), accumulate != 0);
    }
  });
}
