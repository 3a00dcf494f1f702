// Gradients: flags, access, and the backward pass.
#include "shim.h"

#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>

using shim::ref;

FT_API uint8_t ft_requires_grad(Handle self) { return ref(self).requires_grad() ? 1 : 0; }
FT_API int32_t ft_set_requires_grad(Handle self, uint8_t on) {
  return shim::run([&] {
    TORCH_CHECK(on != 0 || ref(self).is_leaf(),
        "you can only change requires_grad flags of leaf variables; use detach() to take a tensor out of the graph");
    ref(self).set_requires_grad(on != 0);
  });
}
FT_API uint8_t ft_is_leaf(Handle self) { return ref(self).is_leaf() ? 1 : 0; }
FT_API int32_t ft_retain_grad(Handle self) {
  return shim::run([&] { ref(self).retain_grad(); });
}
// Null without an error where there is no gradient.
FT_API int32_t ft_grad(Handle self, Handle* gradient) {
  return shim::run([&] {
    const at::Tensor& value = ref(self).grad();
    *gradient = value.defined() ? shim::hand_over(value) : nullptr;
  });
}
FT_API int32_t ft_set_grad(Handle self, Handle gradient) {
  return shim::run([&] { ref(self).mutable_grad() = ref(gradient); });
}
FT_API Handle ft_detach(Handle self) {
  return shim::give([&] { return ref(self).detach(); });
}
FT_API int32_t ft_detach_(Handle self) {
  return shim::run([&] { ref(self).detach_(); });
}

// One call for all parameters: drops their gradients, or fills them with zeros.
FT_API int32_t ft_zero_grads(const Handle* tensors, int64_t count, uint8_t set_to_none) {
  return shim::run([&] {
    c10::AutoGradMode no_grad(false);
    for (int64_t i = 0; i < count; ++i) {
      at::Tensor& gradient = ref(tensors[i]).mutable_grad();
      if (!gradient.defined()) {
        continue;
      }
      if (set_to_none != 0) {
        gradient = at::Tensor();
      } else {
        gradient = gradient.detach();
        gradient.zero_();
      }
    }
  });
}

// keep_graph: 0 no, 1 yes, -1 as create_graph.
FT_API int32_t ft_backward(
    const Handle* tensors, int64_t count, const Handle* gradients, int64_t gradient_count, int32_t keep_graph,
    uint8_t create_graph, const Handle* inputs, int64_t input_count) {
  return shim::run([&] {
    torch::autograd::backward(
        shim::list(tensors, count), shim::list(gradients, gradient_count),
        keep_graph < 0 ? shim::optional<bool>() : shim::optional<bool>(keep_graph != 0), create_graph != 0,
        shim::list(inputs, input_count));
  });
}
FT_API int32_t ft_autograd_grad(
    const Handle* outputs, int64_t output_count, const Handle* inputs, int64_t input_count, const Handle* gradients,
    int64_t gradient_count, uint8_t keep_graph, uint8_t create_graph, uint8_t allow_unused, Handle* results) {
  return shim::run([&] {
    auto found = torch::autograd::grad(
        shim::list(outputs, output_count), shim::list(inputs, input_count), shim::list(gradients, gradient_count),
        keep_graph != 0, create_graph != 0, allow_unused != 0);
    for (size_t i = 0; i < found.size(); ++i) {
      results[i] = found[i].defined() ? shim::hand_over(std::move(found[i])) : nullptr;
    }
  });
}
