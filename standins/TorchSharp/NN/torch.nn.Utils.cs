using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Scales all gradients so that their joint norm is at most <paramref name="max_norm"/>; gives the norm before.</summary>
            public static unsafe double clip_grad_norm_(IEnumerable<Modules.Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                Modules.Parameter[] parameters = [.. tensors];
                IntPtr[] handles = [.. parameters.Select(parameter => parameter.Handle)];
                double norm;
                fixed (IntPtr* first = handles)
                    NativeMethods.Check(NativeMethods.nmt_clip_grad_norm(first, handles.Length, max_norm, norm_type, out norm));
                GC.KeepAlive(parameters);
                return norm;
            }

            public static Tensor parameters_to_vector(IEnumerable<Modules.Parameter> tensors) =>
                cat(tensors.Select(parameter => parameter.view(-1)).ToArray());
        }
    }
}
