using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static IDisposable no_grad() => new GradientMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradientMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradientMode(mode);

    public static bool is_grad_enabled() => NativeMethods.nmt_grad_enabled() != 0;

    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    public static DisposeScope NewDisposeScope() => DisposeScopeManager.ThreadSingleton.NewDisposeScope();

    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.ThreadSingleton.CurrentDisposeScope;

    /// <summary>Runs <paramref name="expr"/> in a scope of its own and moves its result out.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }

    public static int get_num_threads() => NativeMethods.nmt_get_num_threads();

    public static void set_num_threads(int num) => NativeMethods.Check(NativeMethods.nmt_set_num_threads(num));

    /// <summary>Gradient recording of this thread, put back as it was on <see cref="Dispose"/>.</summary>
    private sealed class GradientMode : IDisposable
    {
        private readonly bool _before = is_grad_enabled();

        public GradientMode(bool on) => NativeMethods.nmt_set_grad_enabled(on ? 1 : 0);

        public void Dispose() => NativeMethods.nmt_set_grad_enabled(_before ? 1 : 0);
    }

    private sealed class InferenceMode(bool on) : IDisposable
    {
        private IntPtr _guard = NativeMethods.nmt_inference_enter(on ? 1 : 0);

        public void Dispose()
        {
            if (_guard != IntPtr.Zero) NativeMethods.nmt_inference_leave(_guard);
            _guard = IntPtr.Zero;
        }
    }

    public static partial class autograd
    {
        public static unsafe void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            IntPtr[] roots = Handles(tensors), grads = Handles(grad_tensors), leaves = Handles(inputs);
            fixed (IntPtr* root = roots, grad = grads, leaf = leaves)
                NativeMethods.Check(NativeMethods.nmt_backward(
                    root, roots.Length, grad, grads.Length, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0, leaf, leaves.Length));
            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        private static IntPtr[] Handles(IList<Tensor>? tensors) => tensors is null ? [] : [.. tensors.Select(tensor => tensor.Handle)];
    }
}
