using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor view(params long[] shape) => Aten.One("view", this, shape);
        public Tensor view_as(Tensor other) => view(other.shape);
        public Tensor reshape(params long[] shape) => Aten.One("reshape", this, shape);
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Aten.One("flatten.using_ints", this, start_dim, end_dim);
        public Tensor unflatten(long dim, params long[] sizes) => Aten.One("unflatten.int", this, dim, sizes, Arg.None);
        public Tensor transpose(long dim0, long dim1) => Aten.One("transpose.int", this, dim0, dim1);
        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);
        public Tensor t() => Aten.One("t", this);
        public Tensor T => Aten.One("numpy_T", this);
        public Tensor mT => Aten.One("mT", this);
        public Tensor permute(params long[] permutation) => Aten.One("permute", this, permutation);
        public Tensor permute(IEnumerable<long> permutation) => permute([.. permutation]);
        public Tensor squeeze(long? dim = null) => dim is { } at ? Aten.One("squeeze.dim", this, at) : Aten.One("squeeze", this);
        public Tensor unsqueeze(long dim) => Aten.One("unsqueeze", this, dim);
        public Tensor unsqueeze_(long dim) => Aten.Same(this, "unsqueeze_", this, dim);
        public Tensor expand(params long[] sizes) => Aten.One("expand", this, sizes);
        public Tensor expand(long[] sizes, bool isImplicit = false) => Aten.One("expand", this, sizes, isImplicit);
        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => Aten.One("expand", this, sizes.ToArray(), isImplicit);
        public Tensor expand_as(Tensor other) => Aten.One("expand_as", this, other);
        public Tensor broadcast_to(params long[] shape) => Aten.One("broadcast_to", this, shape);
        public Tensor repeat(params long[] sizes) => Aten.One("repeat", this, sizes);
        public Tensor tile(long[] reps) => Aten.One("tile", this, reps);
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Aten.One("repeat_interleave.self_int", this, repeats, dim, output_size);
        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            Aten.One("repeat_interleave.self_Tensor", this, repeats, dim, output_size);

        public Tensor[] split(long size, int dim = 0) => Aten.Many("split.Tensor", this, size, (long)dim);
        public Tensor[] split(long[] sizes, long dim = 0) => Aten.Many("split_with_sizes", this, sizes, dim);
        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) => split(sizes.ToArray(), dim);
        public Tensor[] split(params long[] sizes) => split(sizes, 0L);
        public Tensor[] chunk(long chunks, long dim = 0L) => Aten.Many("chunk", this, chunks, dim);
        public Tensor[] unbind(long dimension = 0L) => Aten.Many("unbind.int", this, dimension);
        public Tensor narrow(long dim, long start, long length) => Aten.One("narrow", this, dim, start, length);
        public Tensor slice(long dim, long start, long finish, long step) => Aten.One("slice.Tensor", this, dim, start, finish, step);
        public Tensor select(long dim, long index) => Aten.One("select.int", this, dim, index);
        public Tensor flip(params long[] dims) => Aten.One("flip", this, dims);
        public Tensor roll(long shifts, long? dims = null) =>
            Aten.One("roll", this, new[] { shifts }, dims is { } at ? new[] { at } : Array.Empty<long>());
        public Tensor roll(long[] shifts, long[] dims) => Aten.One("roll", this, shifts, dims);
        public Tensor tril(long diagonal = 0) => Aten.One("tril", this, diagonal);
        public Tensor triu(long diagonal = 0) => Aten.One("triu", this, diagonal);
        public Tensor diagonal(long offset = 0L, long dim1 = 0L, long dim2 = 1L) => Aten.One("diagonal", this, offset, dim1, dim2);
        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0L) => Aten.One("as_strided", this, size, strides, storageOffset);

        public Tensor gather(long dim, Tensor index) => Aten.One("gather", this, dim, index);
        public Tensor take(Tensor index) => Aten.One("take", this, index);
        public Tensor scatter(long dim, Tensor index, Tensor src) => Aten.One("scatter.src", this, dim, index, src);
        public Tensor scatter_(long dim, Tensor index, Tensor src) => Aten.Same(this, "scatter_.src", this, dim, index, src);
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Aten.One("scatter_add", this, dim, index, src);
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Aten.Same(this, "scatter_add_", this, dim, index, src);
        public Tensor index_select(long dim, Tensor index) => Aten.One("index_select", this, dim, index);
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Aten.One("index_add", this, dim, index, source, alpha);
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) =>
            Aten.Same(this, "index_add_", this, dim, index, source, alpha);
        public Tensor index_copy(long dim, Tensor index, Tensor source) => Aten.One("index_copy", this, dim, index, source);
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Aten.Same(this, "index_copy_", this, dim, index, source);
        public Tensor index_fill(long dim, Tensor index, Scalar value) => Aten.One("index_fill.int_Scalar", this, dim, index, value);
        public Tensor index_fill_(long dim, Tensor index, Scalar value) => Aten.Same(this, "index_fill_.int_Scalar", this, dim, index, value);
        public Tensor masked_fill(Tensor mask, Scalar value) => Aten.One("masked_fill.Scalar", this, mask, value);
        public Tensor masked_fill_(Tensor mask, Scalar value) => Aten.Same(this, "masked_fill_.Scalar", this, mask, value);
        public Tensor masked_select(Tensor mask) => Aten.One("masked_select", this, mask);
        public Tensor nonzero() => Aten.One("nonzero", this);
        public Tensor argwhere() => Aten.One("argwhere", this);
        public Tensor where(Tensor condition, Tensor y) => Aten.One("where.self", condition, this, y);
    }
}
