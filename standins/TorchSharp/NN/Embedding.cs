using TorchSharp.Interop;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Rows of a table <c>[num, dim]</c> by index. The row of <c>padding_idx</c> starts as zero and gets no gradient.</summary>
        public sealed class Embedding : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            private readonly long _padding;
            private readonly bool _scaleGradByFreq;
            private readonly bool _sparse;

            internal Embedding(Parameter weight, long? padding, bool scaleGradByFreq, bool sparse) : base(nameof(Embedding))
            {
                _padding = padding ?? -1;
                _scaleGradByFreq = scaleGradByFreq;
                _sparse = sparse;
                register_parameter(nameof(weight), (Parameter)weight.DetachFromDisposeScope());
            }

            public Parameter? weight
            {
                get => get_parameter(nameof(weight));
                set => ConditionallyRegisterParameter(nameof(weight), value);
            }

            public override torch.Tensor forward(torch.Tensor input) =>
                Aten.One("embedding", weight, input, _padding, _scaleGradByFreq, _sparse);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                if (max_norm is not null) throw new NotSupportedException("Embedding with max_norm is not supported.");
                if (padding_idx is { } asked && (asked >= num_embeddings || asked < -num_embeddings))
                    throw new ArgumentException("Padding_idx must be within num_embeddings", nameof(padding_idx));
                var weight = empty(num_embeddings, embedding_dims, dtype, device);
                init.normal_(weight);
                long? padding = padding_idx < 0 ? padding_idx + num_embeddings : padding_idx;
                if (padding is { } row) weight[row].zero_();
                return new(weight.AsParameter(), padding, scale_grad_by_freq, sparse);
            }

            public static Modules.Embedding Embedding_from_pretrained(Tensor embeddings, bool freeze = true, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null) =>
                new Modules.Embedding(new(embeddings.alias(), !freeze), padding_idx, scale_grad_by_freq, sparse).Placed<Modules.Embedding>(device, dtype);
        }
    }
}
