using System.Runtime.CompilerServices;
using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => Put(value, i1);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => Pick(i1, i2);
            set => Put(value, i1, i2);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => Pick(i1, i2, i3);
            set => Put(value, i1, i2, i3);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => Pick(i1, i2, i3, i4);
            set => Put(value, i1, i2, i3, i4);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => Pick(indices);
            set => Put(value, indices);
        }

        public Tensor index(params TensorIndex[] indices)
        {
            var (view, tensors, views) = Resolve(indices);
            if (tensors is null) return view;
            var picked = Aten.One("index.Tensor", view, Arg.Optionals(tensors));
            foreach (var step in views) step.Dispose();
            return picked;
        }

        public Tensor index(params Tensor[] indices) => Aten.One("index.Tensor", this, Arg.Optionals(indices));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            var (view, tensors, views) = Resolve(indices);
            if (tensors is null)
            {
                if (accumulate) throw new ArgumentException("Accumulation needs tensors of indices.", nameof(indices));
                Fill(view, value);
            }
            else
            {
                Aten.Same(view, "index_put_", view, Arg.Optionals(tensors), value, accumulate);
            }
            foreach (var step in views) step.Dispose();
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            Aten.Same(this, "index_put_", this, Arg.Optionals(indices), value, accumulate);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var single = Number(value);
            return index_put_(single, indices, false);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices)
        {
            using var single = Number(value);
            return index_put_(single, indices, false);
        }

        private Tensor Number(Scalar value) => Aten.One("full", Array.Empty<long>(), value, dtype, Arg.None, device);

        private Tensor Pick(params long[] indices)
        {
            var picked = select(0, indices[0]);
            for (int i = 1; i < indices.Length; i++)
            {
                var outer = picked;
                picked = outer.select(0, indices[i]);
                outer.Dispose();
            }
            return picked;
        }

        private void Put(Tensor value, params long[] indices)
        {
            using var place = Pick(indices);
            Fill(place, value);
        }

        private static void Fill(Tensor place, Tensor value) => place.copy_(value);

        /// <summary>Applies the numbers, slices and new dimensions as views; what is left are the tensors of indices, one place per dimension.</summary>
        private (Tensor View, Tensor?[]? Tensors, List<Tensor> Views) Resolve(TensorIndex[] indices)
        {
            var view = alias();
            var views = new List<Tensor> { view };
            var tensors = new List<Tensor?>();
            long at = 0;
            long consumed = indices.Count(index => index.What is TensorIndex.Kind.Single or TensorIndex.Kind.Slice)
                + indices.Sum(index => index.What != TensorIndex.Kind.Tensor ? 0 : index.Indices!.dtype is ScalarType.Bool or ScalarType.Byte ? index.Indices.dim() : 1);
            foreach (var index in indices)
            {
                if (index.What == TensorIndex.Kind.Ellipsis)
                {
                    at += dim() - consumed;
                    continue;
                }
                if (index.What == TensorIndex.Kind.Tensor)
                {
                    while (tensors.Count < at) tensors.Add(null);
                    tensors.Add(index.Indices);
                    at += index.Indices!.dtype is ScalarType.Bool or ScalarType.Byte ? index.Indices.dim() : 1;
                    continue;
                }
                view = View(view, index, at);
                views.Add(view);
                if (index.What != TensorIndex.Kind.Single) at++;
            }
            if (tensors.Count == 0) views.Remove(view);
            if (tensors.Count > 0) return (view, [.. tensors], views);
            foreach (var step in views) step.Dispose();
            views.Clear();
            return (view, null, views);
        }

        private static Tensor View(Tensor tensor, TensorIndex index, long at) => index.What switch
        {
            TensorIndex.Kind.Single => tensor.select(at, index.StartOrValue!.Value),
            TensorIndex.Kind.Slice => Aten.One("slice.Tensor", tensor, at, index.StartOrValue, index.Stop, index.Step ?? 1),
            TensorIndex.Kind.None or TensorIndex.Kind.Null => tensor.unsqueeze(at),
            _ => throw new NotSupportedException($"An index of the kind {index.What} is not supported."),
        };
    }
}
