using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get => NativeMethods.nmt_requires_grad(Handle) != 0;
            set => NativeMethods.Check(NativeMethods.nmt_set_requires_grad(Handle, value ? 1 : 0));
        }

        public bool is_leaf => NativeMethods.nmt_is_leaf(Handle) != 0;

        /// <summary>The gradient, in a wrapper of its own at each reading; null where none has come yet.</summary>
        public Tensor? grad
        {
            get
            {
                NativeMethods.Check(NativeMethods.nmt_grad(Handle, out var gradient));
                return gradient == IntPtr.Zero ? null : new Tensor(gradient);
            }
            set => NativeMethods.Check(NativeMethods.nmt_set_grad(Handle, value?.Handle ?? IntPtr.Zero));
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public void retain_grad() => NativeMethods.Check(NativeMethods.nmt_retain_grad(Handle));

        public void backward() => autograd.backward([this]);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);

        /// <summary>Gives this tensor new memory on another device or of another type, where it is not there already.</summary>
        internal void MoveData(Device? device, ScalarType? dtype)
        {
            var type = dtype is { } asked && is_floating_point() ? asked : this.dtype;
            using var frozen = no_grad();
            using var moved = to(type, device ?? this.device);
            NativeMethods.Check(NativeMethods.nmt_set_data(Handle, moved.Handle));
        }

        public Tensor detach() => Aten.One("detach", this);

        public Tensor detach_() => Aten.Same(this, "detach_", this);
    }
}
