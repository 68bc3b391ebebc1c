using TorchSharp.Interop;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>In training, zeroes each element with probability p and scales the rest by 1/(1-p).</summary>
        public sealed class Dropout : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            internal Dropout(double p, bool inplace) : base(nameof(Dropout))
            {
                this.p = p;
                this.inplace = inplace;
            }

            public bool inplace { get; set; }

            public double p { get; set; }

            public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.dropout(tensor, p, training, inplace);
        }

        /// <summary>Normalises over the last dimensions, whose sizes are <c>normalized_shape</c>.</summary>
        public sealed class LayerNorm : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            internal LayerNorm(long[] normalized_shape, double eps, Parameter? weight, Parameter? bias) : base(nameof(LayerNorm))
            {
                this.normalized_shape = normalized_shape;
                this.eps = eps;
                if (weight is not null) this.weight = weight;
                if (bias is not null) this.bias = bias;
            }

            public long[] normalized_shape { get; set; }

            public double eps { get; set; }

            public bool elementwise_affine => weight is not null;

            public Parameter weight
            {
                get => get_parameter(nameof(weight))!;
                set => ConditionallyRegisterParameter(nameof(weight), (Parameter)value.DetachFromDisposeScope());
            }

            public Parameter? bias
            {
                get => get_parameter(nameof(bias));
                set => ConditionallyRegisterParameter(nameof(bias), (Parameter?)value?.DetachFromDisposeScope());
            }

            public override torch.Tensor forward(torch.Tensor tensor) =>
                torch.nn.functional.layer_norm(tensor, normalized_shape, weight, bias, eps);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);

            public static Modules.LayerNorm LayerNorm(long normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                LayerNorm([normalized_shape], eps, elementwise_affine, bias, device, dtype);

            public static Modules.LayerNorm LayerNorm(long[] normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(
                    normalized_shape,
                    eps,
                    elementwise_affine ? ones(normalized_shape, dtype, device).AsParameter() : null,
                    elementwise_affine && bias ? zeros(normalized_shape, dtype, device).AsParameter() : null);

            public static partial class functional
            {
                public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                    inplace ? Aten.One("dropout_", input, p, training) : Aten.One("dropout", input, p, training);

                public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-05) =>
                    Aten.One("layer_norm", input, normalized_shape, weight, bias, eps);
            }
        }
    }
}
