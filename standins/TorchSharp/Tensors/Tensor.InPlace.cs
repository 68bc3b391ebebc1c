using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public enum RoundingMode
    {
        None,
        trunc,
        floor,
    }

    public partial class Tensor
    {
        public Tensor zero_() => Aten.Same(this, "zero_", this);
        public Tensor fill_(Scalar value) => Aten.Same(this, "fill_.Scalar", this, value);
        public Tensor exp_() => Aten.Same(this, "exp_", this);
        public Tensor log_() => Aten.Same(this, "log_", this);
        public Tensor sqrt_() => Aten.Same(this, "sqrt_", this);
        public Tensor neg_() => Aten.Same(this, "neg_", this);
        public Tensor abs_() => Aten.Same(this, "abs_", this);
        public Tensor sigmoid_() => Aten.Same(this, "sigmoid_", this);
        public Tensor tanh_() => Aten.Same(this, "tanh_", this);
        public Tensor relu_() => Aten.Same(this, "relu_", this);
        public Tensor floor_() => Aten.Same(this, "floor_", this);
        public Tensor round_(long decimals = 0L) => Aten.Same(this, "round_.decimals", this, decimals);
        public Tensor logical_not_() => Aten.Same(this, "logical_not_", this);
        public Tensor rsqrt_() => Aten.Same(this, "rsqrt_", this);
        public Tensor reciprocal_() => Aten.Same(this, "reciprocal_", this);
        public Tensor add_(Tensor target) => Aten.Same(this, "add_.Tensor", this, target);
        public Tensor add_(Tensor target, Scalar alpha) => Aten.Same(this, "add_.Tensor", this, target, alpha);
        public Tensor add_(Scalar scalar) => Aten.Same(this, "add_.Scalar", this, scalar);
        public Tensor add_(Scalar scalar, Scalar alpha) => Aten.Same(this, "add_.Scalar", this, scalar, alpha);
        public Tensor sub_(Tensor target) => Aten.Same(this, "sub_.Tensor", this, target);
        public Tensor sub_(Scalar target) => Aten.Same(this, "sub_.Scalar", this, target);
        public Tensor mul_(Tensor target) => Aten.Same(this, "mul_.Tensor", this, target);
        public Tensor mul_(Scalar target) => Aten.Same(this, "mul_.Scalar", this, target);
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.Same(this, "div_.Tensor_mode", this, target, Rounding(rounding_mode));
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.Same(this, "div_.Scalar_mode", this, target, Rounding(rounding_mode));
        public Tensor pow_(Scalar exponent) => Aten.Same(this, "pow_.Scalar", this, exponent);
        public Tensor remainder_(Scalar scalar) => Aten.Same(this, "remainder_.Scalar", this, scalar);
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.Same(this, "addcmul_", this, tensor1, tensor2, value);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.Same(this, "addcdiv_", this, tensor1, tensor2, value);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => Aten.Same(this, "addcdiv_", this, tensor1, tensor2);
        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            Aten.Same(this, "addmm_", this, mat1, mat2, (double)beta, (double)alpha);
        public Tensor lerp_(Tensor end, Tensor weight) => Aten.Same(this, "lerp_.Tensor", this, end, weight);
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Aten.Same(this, "clamp_", this, min, max);
        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Aten.Same(this, "clamp_.Tensor", this, min, max);
        public Tensor clamp_min_(Scalar min) => Aten.Same(this, "clamp_min_", this, min);
        public Tensor clamp_max_(Scalar max) => Aten.Same(this, "clamp_max_", this, max);
        public Tensor logical_and_(Tensor other) => Aten.Same(this, "logical_and_", this, other);
        public Tensor logical_or_(Tensor other) => Aten.Same(this, "logical_or_", this, other);
        public Tensor uniform_(double from, double to, Generator? generator = null) => Aten.Same(this, "uniform_", this, from, to, generator);
        public Tensor normal_(double mean = 0.0, double std = 1.0, Generator? generator = null) =>
            Aten.Same(this, "normal_", this, mean, std, generator);
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Aten.Same(this, "bernoulli_.float", this, p, generator);
        public Tensor bernoulli_(Tensor p, Generator? generator = null) => Aten.Same(this, "bernoulli_.Tensor", this, p, generator);
        public Tensor random_(double from, double to, Generator? generator = null) =>
            Aten.Same(this, "random_.from", this, (long)from, (long)to, generator);
        public Tensor exponential_(double lambda = 1.0, Generator? generator = null) => Aten.Same(this, "exponential_", this, lambda, generator);
        public Tensor set_(Tensor source) => Aten.Same(this, "set_.source_Tensor", this, source);

        private static string? Rounding(RoundingMode mode) => mode == RoundingMode.None ? null : mode.ToString();

        private static Tensor Cast(Tensor tensor, ScalarType? type) => type is { } known ? tensor.to_type(known, disposeAfter: true) : tensor;
    }
}
