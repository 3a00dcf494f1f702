// One native call a step: AdamW, SGD with momentum, and clipping by the global norm.
#include "shim.h"

#include <ATen/Parallel.h>
#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_foreach_addcdiv.h>
#include <ATen/ops/_foreach_addcmul.h>
#include <ATen/ops/_foreach_div.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_neg.h>
#include <ATen/ops/_foreach_sqrt.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/max.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros_like.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>
#include <limits>

using shim::ref;

// The inner loops are compiled for several instruction sets and picked at load time. They use IEEE operations only and
// no contraction, so every variant, every chunking and every number of threads gives the same bits.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define FT_VECTORISED __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define FT_VECTORISED
#endif

// One parameter of an AdamW step. `moment`, `square` and `peak` may come in null: they are made where a gradient exists.
struct FtAdam {
  Handle parameter, moment, square, peak;
  double learning_rate, beta1, beta2, epsilon, weight_decay;
  int64_t step;
  int32_t amsgrad, maximize, decoupled, updated;
};

struct FtSgd {
  Handle parameter, buffer;
  double learning_rate, momentum, dampening, weight_decay;
  int32_t nesterov, maximize, updated, unused;
};

namespace {

template <class T>
struct AdamTerms {
  T decay, coupled, beta1, one_less_beta1, beta2, one_less_beta2, bias2_root, epsilon, step_size, sign;
};

template <class T>
AdamTerms<T> terms(const FtAdam& o) {
  const double step = static_cast<double>(o.step);
  const double bias1 = 1.0 - std::pow(o.beta1, step), bias2 = 1.0 - std::pow(o.beta2, step);
  AdamTerms<T> t;
  t.decay = static_cast<T>(o.decoupled != 0 ? 1.0 - o.learning_rate * o.weight_decay : 1.0);
  t.coupled = static_cast<T>(o.decoupled != 0 ? 0.0 : o.weight_decay);
  t.beta1 = static_cast<T>(o.beta1);
  t.one_less_beta1 = static_cast<T>(1.0 - o.beta1);
  t.beta2 = static_cast<T>(o.beta2);
  t.one_less_beta2 = static_cast<T>(1.0 - o.beta2);
  t.bias2_root = static_cast<T>(std::sqrt(bias2));
  t.epsilon = static_cast<T>(o.epsilon);
  t.step_size = static_cast<T>(-o.learning_rate / bias1);
  t.sign = o.maximize != 0 ? T(-1) : T(1);
  return t;
}

#define ADAM_LOOP(T, NAME) \
  FT_VECTORISED void NAME( \
      T* __restrict p, const T* __restrict g, T* __restrict m, T* __restrict v, int64_t n, const AdamTerms<T>& t) { \
    const T decay = t.decay, coupled = t.coupled, b1 = t.beta1, c1 = t.one_less_beta1, b2 = t.beta2, \
            c2 = t.one_less_beta2, root = t.bias2_root, epsilon = t.epsilon, size = t.step_size, sign = t.sign; \
    for (int64_t i = 0; i < n; ++i) { \
      const T gradient = sign * g[i] + coupled * p[i]; \
      const T moment = b1 * m[i] + c1 * gradient; \
      const T square = b2 * v[i] + c2 * gradient * gradient; \
      m[i] = moment; \
      v[i] = square; \
      p[i] = p[i] * decay + size * (moment / (std::sqrt(square) / root + epsilon)); \
    } \
  } \
  FT_VECTORISED void NAME##_amsgrad( \
      T* __restrict p, const T* __restrict g, T* __restrict m, T* __restrict v, T* __restrict peak, int64_t n, \
      const AdamTerms<T>& t) { \
    for (int64_t i = 0; i < n; ++i) { \
      const T gradient = t.sign * g[i] + t.coupled * p[i]; \
      m[i] = t.beta1 * m[i] + t.one_less_beta1 * gradient; \
      v[i] = t.beta2 * v[i] + t.one_less_beta2 * gradient * gradient; \
      peak[i] = peak[i] > v[i] ? peak[i] : v[i]; \
      p[i] = p[i] * t.decay + t.step_size * (m[i] / (std::sqrt(peak[i]) / t.bias2_root + t.epsilon)); \
    } \
  }
ADAM_LOOP(float, adam_f32)
ADAM_LOOP(double, adam_f64)

void adam_span(float* p, const float* g, float* m, float* v, float* peak, int64_t n, const AdamTerms<float>& t) {
  peak == nullptr ? adam_f32(p, g, m, v, n, t) : adam_f32_amsgrad(p, g, m, v, peak, n, t);
}
void adam_span(double* p, const double* g, double* m, double* v, double* peak, int64_t n, const AdamTerms<double>& t) {
  peak == nullptr ? adam_f64(p, g, m, v, n, t) : adam_f64_amsgrad(p, g, m, v, peak, n, t);
}

bool plain(const at::Tensor& tensor, at::ScalarType type) {
  return tensor.device().is_cpu() && tensor.layout() == at::kStrided && tensor.scalar_type() == type &&
      tensor.is_contiguous();
}

struct Item {
  FtAdam* options;
  at::Tensor parameter, gradient, moment, square, peak;
};

constexpr int64_t kChunk = 16384;

// One pass over all parameters of one type: they are cut into chunks of equal size and the chunks shared out.
template <class T>
void fused(std::vector<Item>& items) {
  struct Chunk {
    T *p, *m, *v, *peak;
    const T* g;
    int64_t count;
    const AdamTerms<T>* terms;
  };
  std::vector<AdamTerms<T>> constants;
  constants.reserve(items.size());
  std::vector<Chunk> chunks;
  for (auto& item : items) {
    constants.push_back(terms<T>(*item.options));
    const int64_t total = item.parameter.numel();
    T* p = item.parameter.template data_ptr<T>();
    T* m = item.moment.template data_ptr<T>();
    T* v = item.square.template data_ptr<T>();
    T* peak = item.peak.defined() ? item.peak.template data_ptr<T>() : nullptr;
    const T* g = item.gradient.template data_ptr<T>();
    for (int64_t at = 0; at < total; at += kChunk) {
      chunks.push_back({p + at, m + at, v + at, peak == nullptr ? nullptr : peak + at, g + at,
                        std::min(kChunk, total - at), &constants.back()});
    }
  }
  at::parallel_for(0, static_cast<int64_t>(chunks.size()), 2, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const Chunk& c = chunks[static_cast<size_t>(i)];
      adam_span(c.p, c.g, c.m, c.v, c.peak, c.count, *c.terms);
    }
  });
}

// Every other device and type: libtorch's multi-tensor kernels over the parameters that share their options.
void foreach(const std::vector<Item*>& items) {
  const FtAdam& o = *items.front()->options;
  const auto t = terms<double>(o);
  std::vector<at::Tensor> p, g, m, v, peak;
  for (const auto* item : items) {
    p.push_back(item->parameter);
    g.push_back(item->gradient);
    m.push_back(item->moment);
    v.push_back(item->square);
    if (item->peak.defined()) {
      peak.push_back(item->peak);
    }
  }
  if (o.maximize != 0) {
    g = at::_foreach_neg(g);
  }
  if (o.decoupled == 0 && o.weight_decay != 0.0) {
    g = at::_foreach_add(g, p, o.weight_decay);
  }
  if (t.decay != 1.0) {
    at::_foreach_mul_(p, at::Scalar(t.decay));
  }
  at::_foreach_mul_(m, at::Scalar(o.beta1));
  at::_foreach_add_(m, g, at::Scalar(t.one_less_beta1));
  at::_foreach_mul_(v, at::Scalar(o.beta2));
  at::_foreach_addcmul_(v, g, g, at::Scalar(t.one_less_beta2));
  std::vector<at::Tensor> roots;
  if (!peak.empty()) {
    for (size_t i = 0; i < peak.size(); ++i) {
      peak[i].copy_(at::max(peak[i], v[i]));
    }
    roots = at::_foreach_sqrt(peak);
  } else {
    roots = at::_foreach_sqrt(v);
  }
  at::_foreach_div_(roots, at::Scalar(t.bias2_root));
  at::_foreach_add_(roots, at::Scalar(o.epsilon));
  at::_foreach_addcdiv_(p, m, roots, at::Scalar(t.step_size));
}

bool same_options(const Item& a, const Item& b) {
  const FtAdam &x = *a.options, &y = *b.options;
  return x.learning_rate == y.learning_rate && x.beta1 == y.beta1 && x.beta2 == y.beta2 && x.epsilon == y.epsilon &&
      x.weight_decay == y.weight_decay && x.step == y.step && x.amsgrad == y.amsgrad && x.maximize == y.maximize &&
      x.decoupled == y.decoupled && a.parameter.device() == b.parameter.device() &&
      a.parameter.scalar_type() == b.parameter.scalar_type();
}

at::Tensor state(Handle& handle, const at::Tensor& parameter) {
  if (handle == nullptr) {
    handle = shim::hand_over(at::zeros_like(parameter, parameter.options().requires_grad(false)));
  }
  return ref(handle);
}

}  // namespace

// Frozen parameters and those without a gradient are passed over and get no state; `updated` tells which ones moved, `step` is raised.
FT_API int32_t ft_adam_step(FtAdam* entries, int64_t count) {
  return shim::run([&] {
    c10::AutoGradMode no_grad(false);
    std::vector<Item> singles, doubles, others;
    for (int64_t i = 0; i < count; ++i) {
      FtAdam& entry = entries[i];
      const at::Tensor& parameter = ref(entry.parameter);
      entry.updated = 0;
      const at::Tensor& gradient = parameter.grad();
      if (!gradient.defined() || !parameter.requires_grad()) {
        continue;
      }
      TORCH_CHECK(!gradient.is_sparse(), "Adam does not take sparse gradients");
      Item item{&entry, parameter, gradient, state(entry.moment, parameter), state(entry.square, parameter), at::Tensor()};
      if (entry.amsgrad != 0) {
        item.peak = state(entry.peak, parameter);
      }
      entry.updated = 1;
      ++entry.step;
      const auto type = parameter.scalar_type();
      const bool simple = (type == at::kFloat || type == at::kDouble) && plain(parameter, type) && plain(gradient, type) &&
          plain(item.moment, type) && plain(item.square, type) && (!item.peak.defined() || plain(item.peak, type));
      (simple ? (type == at::kFloat ? singles : doubles) : others).push_back(std::move(item));
    }
    fused<float>(singles);
    fused<double>(doubles);
    std::vector<bool> taken(others.size());
    for (size_t i = 0; i < others.size(); ++i) {
      if (taken[i]) {
        continue;
      }
      std::vector<Item*> group;
      for (size_t j = i; j < others.size(); ++j) {
        if (!taken[j] && same_options(others[i], others[j])) {
          taken[j] = true;
          group.push_back(&others[j]);
        }
      }
      foreach(group);
    }
  });
}

FT_API int32_t ft_sgd_step(FtSgd* entries, int64_t count) {
  return shim::run([&] {
    c10::AutoGradMode no_grad(false);
    for (int64_t i = 0; i < count; ++i) {
      FtSgd& entry = entries[i];
      const at::Tensor& parameter = ref(entry.parameter);
      entry.updated = 0;
      at::Tensor gradient = parameter.grad();
      if (!gradient.defined() || !parameter.requires_grad()) {
        continue;
      }
      entry.updated = 1;
      if (entry.maximize != 0) {
        gradient = gradient.neg();
      }
      if (entry.weight_decay != 0.0) {
        gradient = gradient.add(parameter, entry.weight_decay);
      }
      if (entry.momentum != 0.0) {
        if (entry.buffer == nullptr) {
          entry.buffer = shim::hand_over(gradient.clone().detach());
        } else {
          ref(entry.buffer).mul_(entry.momentum).add_(gradient, 1.0 - entry.dampening);
        }
        gradient = entry.nesterov != 0 ? gradient.add(ref(entry.buffer), entry.momentum) : ref(entry.buffer);
      }
      parameter.add_(gradient, -entry.learning_rate);
    }
  });
}

namespace {

// Sum of squares of one chunk in double, in lanes of fixed order: the same bits on every machine.
FT_VECTORISED double squares(const float* g, int64_t n) {
  double lanes[16] = {};
  int64_t i = 0;
  for (; i + 16 <= n; i += 16) {
    for (int j = 0; j < 16; ++j) {
      const double value = g[i + j];
      lanes[j] += value * value;
    }
  }
  for (int j = 0; i < n; ++i, ++j) {
    const double value = g[i];
    lanes[j] += value * value;
  }
  double total = 0;
  for (double lane : lanes) {
    total += lane;
  }
  return total;
}

FT_VECTORISED void scale(float* g, int64_t n, float factor) {
  for (int64_t i = 0; i < n; ++i) {
    g[i] *= factor;
  }
}

struct Span {
  float* data;
  int64_t count;
};

double clip_fused(const std::vector<at::Tensor>& gradients, double max_norm) {
  std::vector<Span> spans;
  for (const auto& gradient : gradients) {
    auto* data = gradient.data_ptr<float>();
    for (int64_t at = 0, total = gradient.numel(); at < total; at += kChunk) {
      spans.push_back({data + at, std::min(kChunk, total - at)});
    }
  }
  const auto count = static_cast<int64_t>(spans.size());
  std::vector<double> parts(spans.size());
  at::parallel_for(0, count, 4, [&](int64_t begin, int64_t end) {
    for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i) {
      parts[i] = squares(spans[i].data, spans[i].count);
    }
  });
  double total = 0;
  for (double part : parts) {
    total += part;
  }
  // The answer is a float, as in PyTorch: what does not fit into one is infinite.
  const double norm = std::sqrt(static_cast<float>(total)), factor = max_norm / (norm + 1e-6);
  if (!(factor >= 1.0)) {
    at::parallel_for(0, count, 4, [&](int64_t begin, int64_t end) {
      for (auto i = static_cast<size_t>(begin); i < static_cast<size_t>(end); ++i) {
        scale(spans[i].data, spans[i].count, static_cast<float>(factor));
      }
    });
  }
  return norm;
}

}  // namespace

// The total norm of the gradients before clipping. Elsewhere than on the CPU the factor stays on the device; only the
// answer is read back.
FT_API int32_t ft_clip_grad_norm(const Handle* tensors, int64_t count, double max_norm, double norm_type, double* norm) {
  return shim::run([&] {
    c10::AutoGradMode no_grad(false);
    std::vector<at::Tensor> gradients;
    bool simple = norm_type == 2.0;
    for (int64_t i = 0; i < count; ++i) {
      const at::Tensor& gradient = ref(tensors[i]).grad();
      if (gradient.defined()) {
        simple = simple && plain(gradient, at::kFloat);
        gradients.push_back(gradient);
      }
    }
    if (gradients.empty()) {
      *norm = 0;
      return;
    }
    if (simple) {
      *norm = clip_fused(gradients, max_norm);
      return;
    }
    const auto device = gradients.front().device();
    std::vector<at::Tensor> norms;
    for (const auto& gradient : gradients) {
      norms.push_back(at::linalg_vector_norm(gradient, norm_type).to(device));
    }
    const at::Tensor total = at::linalg_vector_norm(at::stack(norms), norm_type);
    const at::Tensor factor = total.add(1e-6).reciprocal().mul_(max_norm).clamp_max_(1.0);
    for (auto& gradient : gradients) {
      gradient.mul_(factor.to(gradient.device()));
    }
    *norm = total.item().toDouble();
  });
}

FT_API int32_t ft_clip_grad_value(const Handle* tensors, int64_t count, double limit) {
  return shim::run([&] {
    c10::AutoGradMode no_grad(false);
    for (int64_t i = 0; i < count; ++i) {
      const at::Tensor& gradient = ref(tensors[i]).grad();
      if (gradient.defined()) {
        gradient.clamp_(-limit, limit);
      }
    }
  });
}
