// Generators and in-place random fills.
#include "shim.h"

#include <ATen/Context.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/core/Generator.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/poisson.h>

#include <mutex>

namespace {

using at::Generator;

shim::optional<Generator> maybe(const Generator* generator) {
  return generator == nullptr ? shim::optional<Generator>() : shim::optional<Generator>(*generator);
}

// Philox 4x32 with 10 rounds (Salmon et al. 2011): element i of a stream is a pure function of (key, i), so the
// result is the same for every number of threads.
struct Philox {
  uint32_t k0, k1;
  void operator()(uint64_t index, uint32_t out[4]) const {
    uint32_t c0 = static_cast<uint32_t>(index), c1 = static_cast<uint32_t>(index >> 32), c2 = 0, c3 = 0;
    uint32_t key0 = k0, key1 = k1;
    for (int round = 0; round < 10; ++round) {
      const uint64_t p0 = 0xD2511F53ull * c0, p1 = 0xCD9E8D57ull * c2;
      c0 = static_cast<uint32_t>(p1 >> 32) ^ c1 ^ key0;
      c1 = static_cast<uint32_t>(p1);
      c2 = static_cast<uint32_t>(p0 >> 32) ^ c3 ^ key1;
      c3 = static_cast<uint32_t>(p0);
      key0 += 0x9E3779B9u;
      key1 += 0xBB67AE85u;
    }
    out[0] = c0, out[1] = c1, out[2] = c2, out[3] = c3;
  }
};

}  // namespace

FT_API int32_t ft_bernoulli_(Handle self, double p, const Generator* generator) {
  return shim::run([&] { shim::ref(self).bernoulli_(p, maybe(generator)); });
}
FT_API Handle ft_bernoulli(Handle self, const Generator* generator) {
  return shim::give([&] { return shim::ref(self).bernoulli(maybe(generator)); });
}
FT_API int32_t ft_bernoulli_tensor_(Handle self, Handle p, const Generator* generator) {
  return shim::run([&] { shim::ref(self).bernoulli_(shim::ref(p), maybe(generator)); });
}
FT_API int32_t ft_normal_(Handle self, double mean, double std, const Generator* generator) {
  return shim::run([&] { shim::ref(self).normal_(mean, std, maybe(generator)); });
}
FT_API int32_t ft_uniform_(Handle self, double from, double to, const Generator* generator) {
  return shim::run([&] { shim::ref(self).uniform_(from, to, maybe(generator)); });
}
FT_API int32_t ft_random_(Handle self, int64_t from, int64_t to, const Generator* generator) {
  return shim::run([&] { shim::ref(self).random_(from, to, maybe(generator)); });
}
FT_API int32_t ft_exponential_(Handle self, double lambda, const Generator* generator) {
  return shim::run([&] { shim::ref(self).exponential_(lambda, maybe(generator)); });
}
FT_API int32_t ft_cauchy_(Handle self, double median, double sigma, const Generator* generator) {
  return shim::run([&] { shim::ref(self).cauchy_(median, sigma, maybe(generator)); });
}
FT_API int32_t ft_log_normal_(Handle self, double mean, double std, const Generator* generator) {
  return shim::run([&] { shim::ref(self).log_normal_(mean, std, maybe(generator)); });
}
FT_API int32_t ft_geometric_(Handle self, double p, const Generator* generator) {
  return shim::run([&] { shim::ref(self).geometric_(p, maybe(generator)); });
}
FT_API Handle ft_multinomial(Handle self, int64_t samples, uint8_t replacement, const Generator* generator) {
  return shim::give([&] { return shim::ref(self).multinomial(samples, replacement != 0, maybe(generator)); });
}
FT_API Handle ft_poisson(Handle self, const Generator* generator) {
  return shim::give([&] { return at::poisson(shim::ref(self), maybe(generator)); });
}

FT_API Generator* ft_default_generator(int32_t device_type, int32_t device_index) {
  Generator* result = nullptr;
  shim::run([&] {
    const at::Device device(static_cast<at::DeviceType>(device_type), static_cast<at::DeviceIndex>(device_index));
    result = new Generator(at::globalContext().defaultGenerator(device));
  });
  return result;
}
FT_API Generator* ft_new_generator(uint64_t seed, int32_t device_type, int32_t device_index) {
  Generator* result = nullptr;
  shim::run([&] {
    if (static_cast<at::DeviceType>(device_type) == at::kCPU) {
      result = new Generator(at::make_generator<at::CPUGeneratorImpl>(seed));
      return;
    }
    const at::Device device(static_cast<at::DeviceType>(device_type), static_cast<at::DeviceIndex>(device_index));
    auto clone = at::globalContext().defaultGenerator(device).clone();
    clone.set_current_seed(seed);
    result = new Generator(clone);
  });
  return result;
}
FT_API void ft_delete_generator(Generator* generator) { delete generator; }
FT_API int32_t ft_generator_manual_seed(Generator* generator, uint64_t seed) {
  return shim::run([&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    generator->set_current_seed(seed);
  });
}
FT_API int32_t ft_generator_seed(Generator* generator, uint64_t* seed) {
  return shim::run([&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    *seed = generator->seed();
  });
}
FT_API uint64_t ft_generator_initial_seed(Generator* generator) { return generator->current_seed(); }
FT_API Handle ft_generator_get_state(Generator* generator) {
  return shim::give([&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    return generator->get_state();
  });
}
FT_API int32_t ft_generator_set_state(Generator* generator, Handle state) {
  return shim::run([&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    generator->set_state(shim::ref(state));
  });
}

// torch.manual_seed: the CPU generator and, where there are any, those of all CUDA devices.
FT_API int32_t ft_manual_seed(uint64_t seed) {
  return shim::run([&] { at::manual_seed(seed); });
}
FT_API int32_t ft_cuda_manual_seed_all(uint64_t seed, int32_t devices) {
  return shim::run([&] {
    for (int32_t i = 0; i < devices; ++i) {
      auto generator = at::globalContext().defaultGenerator(at::Device(at::kCUDA, static_cast<at::DeviceIndex>(i)));
      std::lock_guard<std::mutex> lock(generator.mutex());
      generator.set_current_seed(seed);
    }
  });
}

// Inverted dropout. On the CPU, float32 and contiguous: one pass writes the scaled keep mask from a counter-based
// stream whose key is one draw of the default generator; otherwise libtorch's own dropout.
FT_API Handle ft_dropout_mask(Handle like, double p) {
  return shim::give([&] {
    const at::Tensor& input = shim::ref(like);
    at::Tensor mask = at::empty_like(input, input.options().requires_grad(false), at::MemoryFormat::Contiguous);
    if (p >= 1.0) {
      return mask.zero_();
    }
    const auto scale = static_cast<float>(1.0 / (1.0 - p));
    const auto limit = static_cast<uint64_t>((1.0 - p) * 4294967296.0);
    uint64_t key;
    {
      auto generator = at::globalContext().defaultGenerator(at::kCPU);
      auto* cpu = at::check_generator<at::CPUGeneratorImpl>(generator);
      std::lock_guard<std::mutex> lock(cpu->mutex_);
      key = cpu->random64();
    }
    const Philox philox{static_cast<uint32_t>(key), static_cast<uint32_t>(key >> 32)};
    auto* out = mask.data_ptr<float>();
    const int64_t count = mask.numel(), blocks = (count + 3) / 4;
    at::parallel_for(0, blocks, 8192, [&](int64_t begin, int64_t end) {
      uint32_t bits[4];
      for (int64_t block = begin; block < end; ++block) {
        philox(static_cast<uint64_t>(block), bits);
        const int64_t start = block * 4, left = std::min<int64_t>(4, count - start);
        for (int64_t j = 0; j < left; ++j) {
          out[start + j] = bits[j] < limit ? scale : 0.0f;
        }
      }
    });
    return mask;
  });
}
