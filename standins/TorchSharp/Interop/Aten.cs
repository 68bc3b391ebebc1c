using System.Collections.Concurrent;
using System.Text;

namespace TorchSharp.Interop;

/// <summary>Calls ATen's operators by name, <c>"add.Tensor"</c>, through PyTorch's dispatcher. Arguments left off take the schema's defaults.</summary>
internal static unsafe class Aten
{
    private static readonly ConcurrentDictionary<string, IntPtr> Operators = new();

    /// <summary>An operator that gives one tensor.</summary>
    internal static torch.Tensor One(string op, params ReadOnlySpan<Arg> args) => new(Single(op, args));

    /// <summary>An in-place operator: gives the tensor that it changed.</summary>
    internal static torch.Tensor Same(torch.Tensor self, string op, params ReadOnlySpan<Arg> args)
    {
        NativeMethods.nmt_free(Single(op, args));
        return self;
    }

    internal static (torch.Tensor First, torch.Tensor Second) Two(string op, params ReadOnlySpan<Arg> args)
    {
        var result = Call(op, args);
        IntPtr first = result.Tensors[0], second = result.Tensors[1];
        return (new torch.Tensor(first), new torch.Tensor(second));
    }

    internal static (torch.Tensor First, torch.Tensor Second, torch.Tensor Third) Three(string op, params ReadOnlySpan<Arg> args)
    {
        var result = Call(op, args);
        IntPtr first = result.Tensors[0], second = result.Tensors[1], third = result.Tensors[2];
        return (new torch.Tensor(first), new torch.Tensor(second), new torch.Tensor(third));
    }

    internal static torch.Tensor[] Many(string op, params ReadOnlySpan<Arg> args)
    {
        var result = Call(op, args);
        var tensors = new torch.Tensor[result.Count];
        for (int i = 0; i < tensors.Length; i++) tensors[i] = new torch.Tensor(result.Tensors[i]);
        return tensors;
    }

    internal static bool Truth(string op, params ReadOnlySpan<Arg> args) => Call(op, args).Value != 0;

    internal static NativeResult Value(string op, params ReadOnlySpan<Arg> args) => Call(op, args);

    private static IntPtr Single(string op, ReadOnlySpan<Arg> args) => Call(op, args).Tensors[0];

    private static NativeResult Call(string op, ReadOnlySpan<Arg> args)
    {
        if (!Operators.TryGetValue(op, out var handle)) handle = Operators.GetOrAdd(op, Find);
        int words = 0;
        foreach (var arg in args) words += Words(arg);
        var natives = stackalloc NativeArg[args.Length];
        var spill = words <= 256 ? null : new long[words];
        fixed (long* pinned = spill)
        {
            long* small = stackalloc long[words <= 256 ? words : 0];
            long* next = words <= 256 ? small : pinned;
            for (int i = 0; i < args.Length; i++) natives[i] = Marshal(args[i], ref next);
            int failed = NativeMethods.nmt_call(handle, natives, args.Length, out var result);
            foreach (var arg in args) GC.KeepAlive(arg.Reference);
            NativeMethods.Check(failed);
            return result;
        }
    }

    private static IntPtr Find(string op)
    {
        int dot = op.IndexOf('.');
        var (name, overload) = dot < 0 ? (op, "") : (op[..dot], op[(dot + 1)..]);
        NativeMethods.Check(NativeMethods.nmt_find("aten::" + name, overload, out var handle));
        return handle;
    }

    /// <summary>How many 8-byte words an argument's list or text needs beside the argument itself.</summary>
    private static int Words(in Arg arg) => arg.Reference switch
    {
        long[] values => values.Length,
        torch.Tensor?[] tensors => tensors.Length,
        string text => text.Length / 2 + 1,
        _ => 0,
    };

    private static NativeArg Marshal(in Arg arg, ref long* next)
    {
        var native = new NativeArg { Kind = (int)arg.Kind, Value = arg.Value };
        switch (arg.Reference)
        {
            case null:
                break;
            case torch.Tensor tensor:
                native.Pointer = tensor.Handle;
                break;
            case torch.Device device:
                native.Value = (long)device.type;
                native.Count = device.index;
                break;
            case torch.Generator generator:
                native.Pointer = generator.Handle;
                break;
            case long[] values:
                native.Count = values.Length;
                native.Pointer = (IntPtr)next;
                foreach (long value in values) *next++ = value;
                break;
            case torch.Tensor?[] tensors:
                native.Count = tensors.Length;
                native.Pointer = (IntPtr)next;
                foreach (var tensor in tensors) *next++ = tensor?.Handle ?? IntPtr.Zero;
                break;
            case string text:
                // A word was counted for every two characters, and UTF-8 takes at most three bytes for one.
                native.Count = Encoding.UTF8.GetBytes(text, new Span<byte>(next, text.Length * 4));
                native.Pointer = (IntPtr)next;
                next += text.Length / 2 + 1;
                break;
        }
        return native;
    }
}
