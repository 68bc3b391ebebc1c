using System.Globalization;
using TorchSharp.Interop;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>
        /// Stacked LSTM. Input <c>[length, batch, input]</c>, or batch first if so made; weights are named as PyTorch names them:
        /// weight_ih_l0 <c>[4·hidden, input]</c> (gates i, f, g, o), weight_hh_l0, bias_ih_l0, bias_hh_l0, ..._reverse.
        /// </summary>
        public sealed class LSTM : torch.nn.Module<torch.Tensor, (torch.Tensor, torch.Tensor)?, (torch.Tensor, torch.Tensor, torch.Tensor)>
        {
            private readonly long _layers;
            private readonly bool _bias;
            private readonly bool _batchFirst;
            private readonly double _dropout;
            private readonly bool _bidirectional;

            internal LSTM(long inputSize, long hiddenSize, long numLayers, bool bias, bool batchFirst, double dropout, bool bidirectional) : base(nameof(LSTM))
            {
                (_layers, _bias, _batchFirst, _dropout, _bidirectional) = (numLayers, bias, batchFirst, dropout, bidirectional);
                double bound = 1 / Math.Sqrt(hiddenSize);
                for (long layer = 0; layer < numLayers; layer++)
                {
                    long input = layer == 0 ? inputSize : bidirectional ? 2 * hiddenSize : hiddenSize;
                    foreach (var direction in bidirectional ? new[] { "", "_reverse" } : [""])
                    {
                        var place = $"_l{layer.ToString(CultureInfo.InvariantCulture)}{direction}";
                        Add("weight_ih" + place, bound, 4 * hiddenSize, input);
                        Add("weight_hh" + place, bound, 4 * hiddenSize, hiddenSize);
                        if (!bias) continue;
                        Add("bias_ih" + place, bound, 4 * hiddenSize);
                        Add("bias_hh" + place, bound, 4 * hiddenSize);
                    }
                }
            }

            /// <summary>Output of the last layer at every step, and the last h and c of every layer and direction; h0 and c0 default to zeros.</summary>
            public override unsafe (torch.Tensor, torch.Tensor, torch.Tensor) forward(torch.Tensor input, (torch.Tensor, torch.Tensor)? h0_c0 = null)
            {
                IntPtr[] weights = [.. parameters().Select(weight => weight.Handle)];
                var outputs = stackalloc IntPtr[3];
                fixed (IntPtr* weight = weights)
                    NativeMethods.Check(NativeMethods.nmt_lstm(
                        input.Handle, h0_c0?.Item1.Handle ?? IntPtr.Zero, h0_c0?.Item2.Handle ?? IntPtr.Zero, weight, weights.Length,
                        _bias ? 1 : 0, _layers, _dropout, training ? 1 : 0, _bidirectional ? 1 : 0, _batchFirst ? 1 : 0, outputs));
                GC.KeepAlive(input);
                GC.KeepAlive(h0_c0);
                GC.KeepAlive(this);
                return (new(outputs[0]), new(outputs[1]), new(outputs[2]));
            }

            public new (torch.Tensor, torch.Tensor, torch.Tensor) call(torch.Tensor input, (torch.Tensor, torch.Tensor)? h0_c0 = null) => base.call(input, h0_c0);

            /// <summary>On CUDA, lays the weights out in the one block that cuDNN wants, so that it need not do so at every call.</summary>
            public void flatten_parameters()
            {
                torch.Tensor[] weights = [.. parameters()];
                if (!weights.All(weight => weight.is_cuda) || !torch.cuda.is_cudnn_available()) return;
                const long LstmMode = 2; // cudnnRNNMode_t
                using var frozen = torch.no_grad();
                using var block = Aten.One(
                    "_cudnn_rnn_flatten_weight", weights, _bias ? 4L : 2L, weights[0].shape[1], LstmMode, weights[1].shape[1], 0L,
                    _layers, _batchFirst, _bidirectional);
            }

            protected internal override torch.nn.Module _to(torch.ScalarType dtype, bool non_blocking)
            {
                base._to(dtype, non_blocking);
                flatten_parameters();
                return this;
            }

            protected internal override torch.nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                base._to(deviceType, deviceIndex, non_blocking);
                flatten_parameters();
                return this;
            }

            protected internal override torch.nn.Module _to(torch.Device device, torch.ScalarType dtype, bool non_blocking)
            {
                base._to(device, dtype, non_blocking);
                flatten_parameters();
                return this;
            }

            private void Add(string parameterName, double bound, params long[] size)
            {
                var values = torch.nn.init.uniform_(torch.empty(size), -bound, bound);
                register_parameter(parameterName, (Parameter)values.AsParameter().DetachFromDisposeScope());
            }
        }

        /// <summary>One step of one LSTM layer: input <c>[batch, input]</c>, state <c>[batch, hidden]</c>.</summary>
        public sealed class LSTMCell : torch.nn.Module<torch.Tensor, (torch.Tensor, torch.Tensor)?, (torch.Tensor, torch.Tensor)>
        {
            private readonly long _hidden;

            internal LSTMCell(long inputSize, long hiddenSize, bool bias) : base(nameof(LSTMCell))
            {
                _hidden = hiddenSize;
                double bound = 1 / Math.Sqrt(hiddenSize);
                Add(nameof(weight_ih), bound, 4 * hiddenSize, inputSize);
                Add(nameof(weight_hh), bound, 4 * hiddenSize, hiddenSize);
                if (!bias) return;
                Add(nameof(bias_ih), bound, 4 * hiddenSize);
                Add(nameof(bias_hh), bound, 4 * hiddenSize);
            }

            public Parameter? weight_ih
            {
                get => get_parameter(nameof(weight_ih));
                set => ConditionallyRegisterParameter(nameof(weight_ih), value);
            }

            public Parameter? weight_hh
            {
                get => get_parameter(nameof(weight_hh));
                set => ConditionallyRegisterParameter(nameof(weight_hh), value);
            }

            public Parameter? bias_ih
            {
                get => get_parameter(nameof(bias_ih));
                set => ConditionallyRegisterParameter(nameof(bias_ih), value);
            }

            public Parameter? bias_hh
            {
                get => get_parameter(nameof(bias_hh));
                set => ConditionallyRegisterParameter(nameof(bias_hh), value);
            }

            public override (torch.Tensor, torch.Tensor) forward(torch.Tensor input, (torch.Tensor, torch.Tensor)? h0_c0)
            {
                var (h0, c0) = h0_c0 ?? (Zeros(input), Zeros(input));
                return Aten.Two("lstm_cell", input, new[] { h0, c0 }, weight_ih, weight_hh, bias_ih, bias_hh);
            }

            public new (torch.Tensor, torch.Tensor) call(torch.Tensor input, (torch.Tensor, torch.Tensor)? h0_c0 = null) => base.call(input, h0_c0);

            private torch.Tensor Zeros(torch.Tensor like) => torch.zeros([like.shape[0], _hidden], like.dtype, like.device);

            private void Add(string parameterName, double bound, params long[] size)
            {
                var values = torch.nn.init.uniform_(torch.empty(size), -bound, bound);
                register_parameter(parameterName, (Parameter)values.AsParameter().DetachFromDisposeScope());
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.LSTM LSTM(long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false, double dropout = 0.0, bool bidirectional = false, Device? device = null, ScalarType? dtype = null) =>
                new Modules.LSTM(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional).Placed<Modules.LSTM>(device, dtype);

            public static Modules.LSTMCell LSTMCell(long inputSize, long hiddenSize, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new Modules.LSTMCell(inputSize, hiddenSize, bias).Placed<Modules.LSTMCell>(device, dtype);
        }
    }
}
