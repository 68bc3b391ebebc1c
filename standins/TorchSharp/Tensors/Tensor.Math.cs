using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => Aten.One("abs", this);
        public Tensor neg() => Aten.One("neg", this);
        public Tensor exp() => Aten.One("exp", this);
        public Tensor log() => Aten.One("log", this);
        public Tensor log1p() => Aten.One("log1p", this);
        public Tensor log2() => Aten.One("log2", this);
        public Tensor expm1() => Aten.One("expm1", this);
        public Tensor sqrt() => Aten.One("sqrt", this);
        public Tensor rsqrt() => Aten.One("rsqrt", this);
        public Tensor square() => Aten.One("square", this);
        public Tensor reciprocal() => Aten.One("reciprocal", this);
        public Tensor sigmoid() => Aten.One("sigmoid", this);
        public Tensor tanh() => Aten.One("tanh", this);
        public Tensor relu() => Aten.One("relu", this);
        public Tensor sin() => Aten.One("sin", this);
        public Tensor cos() => Aten.One("cos", this);
        public Tensor floor() => Aten.One("floor", this);
        public Tensor ceil() => Aten.One("ceil", this);
        public Tensor sign() => Aten.One("sign", this);
        public Tensor erf() => Aten.One("erf", this);
        public Tensor logical_not() => Aten.One("logical_not", this);
        public Tensor isfinite() => Aten.One("isfinite", this);
        public Tensor isnan() => Aten.One("isnan", this);
        public Tensor isinf() => Aten.One("isinf", this);
        public Tensor trunc() => Aten.One("trunc", this);
        public Tensor silu() => Aten.One("silu", this);
        public Tensor bitwise_not() => Aten.One("bitwise_not", this);
        public Tensor negative() => neg();
        public Tensor gelu() => Aten.One("gelu", this);
        public Tensor softplus(double beta = 1, double threshold = 20) => Aten.One("softplus", this, beta, threshold);
        public Tensor round(long decimals = 0L) => Aten.One("round.decimals", this, decimals);

        public Tensor add(Tensor target) => Aten.One("add.Tensor", this, target);
        public Tensor add(Scalar scalar) => Aten.One("add.Scalar", this, scalar);
        public Tensor sub(Tensor target) => Aten.One("sub.Tensor", this, target);
        public Tensor sub(Scalar target) => Aten.One("sub.Scalar", this, target);
        public Tensor add(Tensor target, Scalar alpha) => Aten.One("add.Tensor", this, target, alpha);
        public Tensor add(Scalar scalar, Scalar alpha) => Aten.One("add.Scalar", this, scalar, alpha);
        public Tensor mul(Tensor target) => Aten.One("mul.Tensor", this, target);
        public Tensor mul(Scalar target) => Aten.One("mul.Scalar", this, target);
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.One("div.Tensor_mode", this, target, Rounding(rounding_mode));
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.One("div.Scalar_mode", this, target, Rounding(rounding_mode));
        public Tensor floor_divide(Tensor other) => Aten.One("floor_divide", this, other);
        public Tensor floor_divide(Scalar other) => Aten.One("floor_divide.Scalar", this, other);
        public Tensor remainder(Tensor target) => Aten.One("remainder.Tensor", this, target);
        public Tensor remainder(Scalar scalar) => Aten.One("remainder.Scalar", this, scalar);
        public Tensor pow(Tensor exponent) => Aten.One("pow.Tensor_Tensor", this, exponent);
        public Tensor pow(Scalar exponent) => Aten.One("pow.Tensor_Scalar", this, exponent);
        public Tensor maximum(Tensor other) => Aten.One("maximum", this, other);
        public Tensor minimum(Tensor other) => Aten.One("minimum", this, other);
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.One("addcmul", this, tensor1, tensor2, value);
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.One("addcdiv", this, tensor1, tensor2, value);
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Aten.One("addcdiv", this, tensor1, tensor2);
        public Tensor lerp(Tensor end, Tensor weight) => Aten.One("lerp.Tensor", this, end, weight);
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Aten.One("clamp", this, min, max);
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Aten.One("clamp.Tensor", this, min, max);
        public Tensor clamp_min(Scalar min) => Aten.One("clamp_min", this, min);
        public Tensor clamp_max(Scalar max) => Aten.One("clamp_max", this, max);
        public Tensor logaddexp(Tensor other) => Aten.One("logaddexp", this, other);

        public Tensor eq(Tensor target) => Aten.One("eq.Tensor", this, target);
        public Tensor eq(Scalar target) => Aten.One("eq.Scalar", this, target);
        public Tensor ne(Tensor target) => Aten.One("ne.Tensor", this, target);
        public Tensor ne(Scalar target) => Aten.One("ne.Scalar", this, target);
        public Tensor lt(Tensor target) => Aten.One("lt.Tensor", this, target);
        public Tensor lt(Scalar target) => Aten.One("lt.Scalar", this, target);
        public Tensor gt(Tensor target) => Aten.One("gt.Tensor", this, target);
        public Tensor gt(Scalar target) => Aten.One("gt.Scalar", this, target);
        public Tensor le(Tensor target) => Aten.One("le.Tensor", this, target);
        public Tensor le(Scalar target) => Aten.One("le.Scalar", this, target);
        public Tensor ge(Tensor target) => Aten.One("ge.Tensor", this, target);
        public Tensor ge(Scalar target) => Aten.One("ge.Scalar", this, target);
        public Tensor not_equal(Tensor target) => ne(target);
        public Tensor logical_and(Tensor other) => Aten.One("logical_and", this, other);
        public Tensor logical_or(Tensor other) => Aten.One("logical_or", this, other);
        public Tensor logical_xor(Tensor other) => Aten.One("logical_xor", this, other);
        public Tensor bitwise_and(Tensor other) => Aten.One("bitwise_and.Tensor", this, other);
        public Tensor bitwise_or(Tensor other) => Aten.One("bitwise_or.Tensor", this, other);
        public Tensor bitwise_xor(Tensor other) => Aten.One("bitwise_xor.Tensor", this, other);
        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            Aten.Truth("allclose", this, target, rtol, atol, equal_nan);
        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) =>
            Aten.One("isclose", this, other, rtol, atol, nanEqual);

        public Tensor mm(Tensor target) => Aten.One("mm", this, target);
        public Tensor bmm(Tensor batch2) => Aten.One("bmm", this, batch2);
        public Tensor mv(Tensor target) => Aten.One("mv", this, target);
        public Tensor dot(Tensor target) => Aten.One("dot", this, target);
        public Tensor outer(Tensor vec2) => Aten.One("outer", this, vec2);
        public Tensor matmul(Tensor target) => Aten.One("matmul", this, target);
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            Aten.One("addmm", this, mat1, mat2, (double)beta, (double)alpha);
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) =>
            Aten.One("baddbmm", this, batch1, batch2, (double)beta, (double)alpha);
    }
}
