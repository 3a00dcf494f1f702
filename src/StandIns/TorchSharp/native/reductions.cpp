// Sums, means, extremes, order, and matrix products.
#include "shim.h"

#include <ATen/ops/baddbmm.h>
#include <ATen/ops/einsum.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/searchsorted.h>
#include <ATen/ops/std_mean.h>
#include <ATen/ops/tensordot.h>
#include <ATen/ops/unique_consecutive.h>
#include <ATen/ops/unique_dim.h>
#include <ATen/ops/_unique2.h>
#include <ATen/ops/var_mean.h>

using shim::ref;

namespace {
at::OptionalIntArrayRef dims_or_all(const int64_t* dims, int64_t count) {
  return count < 0 ? at::OptionalIntArrayRef() : at::OptionalIntArrayRef(shim::ints(dims, count));
}
}  // namespace

// A negative count of dimensions reduces over all of them.
FT_API Handle ft_sum(Handle self, const int64_t* dims, int64_t count, uint8_t keepdim, int32_t dtype) {
  return shim::give([&] { return ref(self).sum(dims_or_all(dims, count), keepdim != 0, shim::dtype(dtype)); });
}
FT_API Handle ft_mean(Handle self, const int64_t* dims, int64_t count, uint8_t keepdim, int32_t dtype) {
  return shim::give([&] { return ref(self).mean(dims_or_all(dims, count), keepdim != 0, shim::dtype(dtype)); });
}
FT_API Handle ft_nansum(Handle self, const int64_t* dims, int64_t count, uint8_t keepdim, int32_t dtype) {
  return shim::give([&] { return ref(self).nansum(dims_or_all(dims, count), keepdim != 0, shim::dtype(dtype)); });
}
FT_API Handle ft_nanmean(Handle self, const int64_t* dims, int64_t count, uint8_t keepdim, int32_t dtype) {
  return shim::give([&] { return ref(self).nanmean(dims_or_all(dims, count), keepdim != 0, shim::dtype(dtype)); });
}
FT_API Handle ft_var(Handle self, const int64_t* dims, int64_t count, uint8_t unbiased, uint8_t keepdim) {
  return shim::give([&] { return ref(self).var(dims_or_all(dims, count), unbiased != 0, keepdim != 0); });
}
FT_API Handle ft_std(Handle self, const int64_t* dims, int64_t count, uint8_t unbiased, uint8_t keepdim) {
  return shim::give([&] { return ref(self).std(dims_or_all(dims, count), unbiased != 0, keepdim != 0); });
}
FT_API int32_t ft_var_mean(
    Handle self, const int64_t* dims, int64_t count, uint8_t unbiased, uint8_t keepdim, Handle* var, Handle* mean) {
  return shim::give2(var, mean, [&] { return at::var_mean(ref(self), dims_or_all(dims, count), unbiased != 0, keepdim != 0); });
}
FT_API int32_t ft_std_mean(
    Handle self, const int64_t* dims, int64_t count, uint8_t unbiased, uint8_t keepdim, Handle* std, Handle* mean) {
  return shim::give2(std, mean, [&] { return at::std_mean(ref(self), dims_or_all(dims, count), unbiased != 0, keepdim != 0); });
}
FT_API Handle ft_prod(Handle self, int32_t dtype) {
  return shim::give([&] { return ref(self).prod(shim::dtype(dtype)); });
}
FT_API Handle ft_prod_dim(Handle self, int64_t dim, uint8_t keepdim, int32_t dtype) {
  return shim::give([&] { return ref(self).prod(dim, keepdim != 0, shim::dtype(dtype)); });
}
FT_API Handle ft_amax(Handle self, const int64_t* dims, int64_t count, uint8_t keepdim) {
  return shim::give([&] { return ref(self).amax(shim::ints(dims, count), keepdim != 0); });
}
FT_API Handle ft_amin(Handle self, const int64_t* dims, int64_t count, uint8_t keepdim) {
  return shim::give([&] { return ref(self).amin(shim::ints(dims, count), keepdim != 0); });
}

#define WHOLE(name) \
  FT_API Handle ft_##name##_all(Handle self) { \
    return shim::give([&] { return ref(self).name(); }); \
  }
WHOLE(max)
WHOLE(min)
WHOLE(all)
WHOLE(any)
WHOLE(argmax)
WHOLE(argmin)
WHOLE(median)
WHOLE(nanmedian)

#define ALONG(name) \
  FT_API Handle ft_##name##_dim(Handle self, int64_t dim, uint8_t keepdim) { \
    return shim::give([&] { return ref(self).name(dim, keepdim != 0); }); \
  }
ALONG(all)
ALONG(any)
ALONG(argmax)
ALONG(argmin)
ALONG(logsumexp)

#define ALONG_WITH_INDICES(name) \
  FT_API int32_t ft_##name##_dim(Handle self, int64_t dim, uint8_t keepdim, Handle* values, Handle* indices) { \
    return shim::give2(values, indices, [&] { return ref(self).name(dim, keepdim != 0); }); \
  }
ALONG_WITH_INDICES(max)
ALONG_WITH_INDICES(min)
ALONG_WITH_INDICES(mode)
ALONG_WITH_INDICES(aminmax)

FT_API int32_t ft_kthvalue(Handle self, int64_t k, int64_t dim, uint8_t keepdim, Handle* values, Handle* indices) {
  return shim::give2(values, indices, [&] { return ref(self).kthvalue(k, dim, keepdim != 0); });
}
FT_API int32_t ft_topk(
    Handle self, int64_t k, int64_t dim, uint8_t largest, uint8_t sorted, Handle* values, Handle* indices) {
  return shim::give2(values, indices, [&] { return ref(self).topk(k, dim, largest != 0, sorted != 0); });
}
FT_API int32_t ft_sort(Handle self, int64_t dim, uint8_t descending, uint8_t stable, Handle* values, Handle* indices) {
  return shim::give2(values, indices, [&] { return ref(self).sort(shim::optional<bool>(stable != 0), dim, descending != 0); });
}
FT_API Handle ft_argsort(Handle self, int64_t dim, uint8_t descending) {
  return shim::give([&] { return ref(self).argsort(dim, descending != 0); });
}
FT_API Handle ft_msort(Handle self) {
  return shim::give([&] { return ref(self).msort(); });
}
FT_API Handle ft_cumsum(Handle self, int64_t dim, int32_t dtype) {
  return shim::give([&] { return ref(self).cumsum(dim, shim::dtype(dtype)); });
}
FT_API Handle ft_cumprod(Handle self, int64_t dim, int32_t dtype) {
  return shim::give([&] { return ref(self).cumprod(dim, shim::dtype(dtype)); });
}
FT_API Handle ft_logcumsumexp(Handle self, int64_t dim) {
  return shim::give([&] { return ref(self).logcumsumexp(dim); });
}
FT_API Handle ft_count_nonzero(Handle self, const int64_t* dims, int64_t count) {
  return shim::give([&] {
    return count < 0 ? ref(self).count_nonzero() : ref(self).count_nonzero(shim::ints(dims, count));
  });
}
FT_API Handle ft_norm(Handle self, FtScalar p, const int64_t* dims, int64_t count, uint8_t keepdim) {
  return shim::give([&] {
    return at::linalg_vector_norm(ref(self), shim::scalar(p), dims_or_all(dims, count), keepdim != 0);
  });
}
FT_API Handle ft_quantile(Handle self, Handle q, int64_t dim, uint8_t keepdim) {
  return shim::give([&] { return ref(self).quantile(ref(q), dim, keepdim != 0); });
}
FT_API Handle ft_histc(Handle self, int64_t bins, FtScalar min, FtScalar max) {
  return shim::give([&] { return ref(self).histc(bins, shim::scalar(min), shim::scalar(max)); });
}
FT_API Handle ft_bincount(Handle self, Handle weights, int64_t minlength) {
  return shim::give([&] { return ref(self).bincount(shim::maybe(weights), minlength); });
}
FT_API Handle ft_searchsorted(Handle sorted, Handle values, uint8_t out_int32, uint8_t right) {
  return shim::give([&] { return at::searchsorted(ref(sorted), ref(values), out_int32 != 0, right != 0); });
}
FT_API int32_t ft_unique(
    Handle self, uint8_t sorted, uint8_t inverse, uint8_t counts, Handle* values, Handle* inverses, Handle* numbers) {
  return shim::run([&] {
    auto result = at::_unique2(ref(self), sorted != 0, inverse != 0, counts != 0);
    *values = shim::hand_over(std::get<0>(result));
    *inverses = inverse != 0 ? shim::hand_over(std::get<1>(result)) : nullptr;
    *numbers = counts != 0 ? shim::hand_over(std::get<2>(result)) : nullptr;
  });
}
FT_API int32_t ft_unique_dim(
    Handle self, int64_t dim, uint8_t sorted, uint8_t inverse, uint8_t counts, Handle* values, Handle* inverses,
    Handle* numbers) {
  return shim::run([&] {
    auto result = at::unique_dim(ref(self), dim, sorted != 0, inverse != 0, counts != 0);
    *values = shim::hand_over(std::get<0>(result));
    *inverses = inverse != 0 ? shim::hand_over(std::get<1>(result)) : nullptr;
    *numbers = counts != 0 ? shim::hand_over(std::get<2>(result)) : nullptr;
  });
}

#define PRODUCT(name) \
  FT_API Handle ft_##name(Handle self, Handle other) { \
    return shim::give([&] { return ref(self).name(ref(other)); }); \
  }
PRODUCT(matmul)
PRODUCT(mm)
PRODUCT(bmm)
PRODUCT(mv)
PRODUCT(dot)
PRODUCT(vdot)
PRODUCT(inner)
PRODUCT(outer)
PRODUCT(kron)

FT_API Handle ft_addmm(Handle self, Handle first, Handle second, double beta, double alpha) {
  return shim::give([&] { return ref(self).addmm(ref(first), ref(second), beta, alpha); });
}
FT_API int32_t ft_addmm_(Handle self, Handle first, Handle second, double beta, double alpha) {
  return shim::run([&] { ref(self).addmm_(ref(first), ref(second), beta, alpha); });
}
FT_API Handle ft_addbmm(Handle self, Handle first, Handle second, double beta, double alpha) {
  return shim::give([&] { return ref(self).addbmm(ref(first), ref(second), beta, alpha); });
}
FT_API Handle ft_addmv(Handle self, Handle matrix, Handle vector, double beta, double alpha) {
  return shim::give([&] { return ref(self).addmv(ref(matrix), ref(vector), beta, alpha); });
}
FT_API Handle ft_baddbmm(Handle self, Handle first, Handle second, double beta, double alpha) {
  return shim::give([&] { return at::baddbmm(ref(self), ref(first), ref(second), beta, alpha); });
}
FT_API Handle ft_einsum(const char* equation, const Handle* tensors, int64_t count) {
  return shim::give([&] { return at::einsum(equation, shim::list(tensors, count)); });
}
FT_API Handle ft_tensordot(Handle self, Handle other, const int64_t* dims_self, const int64_t* dims_other, int64_t count) {
  return shim::give([&] {
    return at::tensordot(ref(self), ref(other), shim::ints(dims_self, count), shim::ints(dims_other, count));
  });
}
FT_API Handle ft_cov(Handle self, int64_t correction) {
  return shim::give([&] { return ref(self).cov(correction); });
}
