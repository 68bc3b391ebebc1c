using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A stream of random numbers with a state of its own.</summary>
    public class Generator : IDisposable
    {
        private Generator(IntPtr handle, Device device)
        {
            Handle = handle;
            this.device = device;
        }

        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            NativeMethods.Check(NativeMethods.nmt_generator_new(seed, (int)this.device.type, this.device.index, out var handle));
            Handle = handle;
        }

        public static Generator Default
        {
            get
            {
                NativeMethods.Check(NativeMethods.nmt_generator_default((int)DeviceType.CPU, -1, out var handle));
                return new Generator(handle, CPU);
            }
        }

        public IntPtr Handle { get; private set; }

        public Device device { get; }

        public Tensor get_state()
        {
            NativeMethods.Check(NativeMethods.nmt_generator_get_state(Handle, out var state));
            return new Tensor(state);
        }

        public void set_state(Tensor value) => NativeMethods.Check(NativeMethods.nmt_generator_set_state(Handle, value.Handle));

        public Generator manual_seed(long seed)
        {
            NativeMethods.Check(NativeMethods.nmt_generator_seed(Handle, seed));
            return this;
        }

        public long initial_seed() => NativeMethods.nmt_generator_initial_seed(Handle);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (Handle == IntPtr.Zero) return;
            NativeMethods.nmt_generator_free(Handle);
            Handle = IntPtr.Zero;
        }

        ~Generator() => Dispose(false);
    }

    /// <summary>Seeds the default generators of every device.</summary>
    public static Generator manual_seed(long seed)
    {
        NativeMethods.Check(NativeMethods.nmt_manual_seed(seed));
        return Generator.Default;
    }

    public static long initial_seed()
    {
        using var generator = Generator.Default;
        return generator.initial_seed();
    }

    public static Tensor get_rng_state()
    {
        using var generator = Generator.Default;
        return generator.get_state();
    }

    public static void set_rng_state(Tensor new_state)
    {
        using var generator = Generator.Default;
        generator.set_state(new_state);
    }

    public static partial class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        public static long initial_seed() => torch.initial_seed();

        public static Tensor get_rng_state() => torch.get_rng_state();

        public static void set_rng_state(Tensor new_state) => torch.set_rng_state(new_state);
    }
}
