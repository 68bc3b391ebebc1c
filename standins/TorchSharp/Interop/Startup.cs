using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>What must happen before libtorch is loaded: process-wide settings, and where to load it from.</summary>
internal static partial class Startup
{
    /// <summary>Names the native file where it is not beside the assembly (built for another libtorch, for example).</summary>
    private const string NativeVariable = "NMT_TORCH_NATIVE";

    private const int MallocTrimThreshold = -1;
    private const int MallocMmapMax = -4;

    // The one place that runs before any P/Invoke of this assembly, whatever a program touches first.
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "libgomp reads its settings once, when libtorch is loaded.")]
    internal static void Run()
    {
        NativeLibrary.SetDllImportResolver(typeof(Startup).Assembly, Resolve);
        if (!OperatingSystem.IsLinux()) return;
        // .NET's own environment is a copy: libgomp reads the C one when it loads. Waking a thread that sleeps costs more
        // than many a parallel region, and one that spins for long takes the core from whoever computes next: so they spin
        // for about a millisecond, unless the user chose otherwise.
        if (Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null) SetEnvironment("GOMP_SPINCOUNT", "300000", 0);
        // Keep the memory of large temporaries: without this every step pays for their page faults again.
        _ = MallocOption(MallocMmapMax, 0);
        _ = MallocOption(MallocTrimThreshold, int.MaxValue);
    }

    private static IntPtr Resolve(string library, Assembly assembly, DllImportSearchPath? paths)
    {
        if (library != NativeMethods.Library) return IntPtr.Zero;
        var named = Environment.GetEnvironmentVariable(NativeVariable);
        var file = string.IsNullOrEmpty(named) ? Path.Combine(AppContext.BaseDirectory, "libnmt_torch.so") : named;
        try
        {
            var handle = NativeLibrary.Load(file);
            unsafe
            {
                ((delegate* unmanaged<int>)NativeLibrary.GetExport(handle, "nmt_initialize"))();
            }
            return handle;
        }
        catch (DllNotFoundException error)
        {
            throw new DllNotFoundException(
                $"The native half of TorchSharp could not be loaded from '{file}': {error.Message} "
                + $"Install Debian's package 'libtorch-dev', or build the file with standins/TorchSharp/native/build.sh and name it in {NativeVariable}.",
                error);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int MallocOption(int option, int value);
}
