using TorchSharp.Interop;

namespace TorchSharp.Modules;

/// <summary>One step of Adam or AdamW over a group of parameters, as one native call.</summary>
internal static class AdamStep
{
    internal static unsafe void Apply(AdamOptions options, bool decoupled, IEnumerable<Parameter> group, Func<Parameter, AdamState> stateOf)
    {
        Parameter[] parameters = [.. group];
        AdamState[] states = [.. parameters.Select(stateOf)];
        IntPtr[] handles = [.. parameters.Select(parameter => parameter.Handle)];
        IntPtr[] firsts = [.. states.Select(state => state.exp_avg.Handle)];
        IntPtr[] seconds = [.. states.Select(state => state.exp_avg_sq.Handle)];
        IntPtr[] largests = options.amsgrad == true ? [.. states.Select(state => state.max_exp_avg_sq!.Handle)] : [];
        long[] steps = [.. states.Select(state => state.step)];
        var native = new NativeAdamOptions
        {
            Rate = options.LearningRate!.Value,
            Beta1 = options.beta1!.Value,
            Beta2 = options.beta2!.Value,
            Eps = options.eps!.Value,
            Decay = options.weight_decay!.Value,
            Decoupled = decoupled ? 1 : 0,
            Maximize = options.maximize == true ? 1 : 0,
        };
        // An empty array pins as null, which is how the native side knows that there are no maxima to keep.
        fixed (IntPtr* parameter = handles, first = firsts, second = seconds, largest = largests)
        fixed (long* step = steps)
            NativeMethods.Check(NativeMethods.nmt_adam(parameter, first, second, largest, step, handles.Length, native));
        for (int i = 0; i < states.Length; i++) states[i].step = steps[i];
        GC.KeepAlive(parameters);
        GC.KeepAlive(states);
    }
}
